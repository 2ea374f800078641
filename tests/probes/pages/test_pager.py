"""Where further pages stand."""

import pytest

from probes.pages.pager import next_pages

URL = "http://x.gov.cn/tzgg/"
CREATE = '<script>createPageHTML({}, {}, "index", "htm");</script>'


@pytest.mark.parametrize(
    ("html", "count", "pages"),
    [
        (CREATE.format(12, 0), 2, ("index_1.htm", "index_2.htm")),
        (CREATE.format(2, 0), 5, ("index_1.htm",)),
        (CREATE.format(12, 11), 2, ()),
        (CREATE.format(1, 0), 2, ()),
        ('<a href="?page=2">下一页</a><a href="?page=3">3</a>', 2, ("?page=2",)),
        (
            '<a href="?page=2">2</a><a href="?page=3">3</a><a href="?page=2">下一页 ></a>',
            2,
            ("?page=2", "?page=3"),
        ),
        ('<a href="?page=2">[2]</a><a href="?page=3">[3]</a>', 1, ("?page=2",)),
        ('<a href="javascript:next()">下一页</a>', 1, ()),
        ('<a href="http://other.cn/">下一页</a>', 1, ()),
        ('<a href="./">下一页</a>', 1, ()),
        ('<a href="http://[bad">下一页</a>', 1, ()),
        (CREATE.format(12, 0), 0, ()),
    ],
    ids=[
        "trs",
        "trs, all there are",
        "trs, last page",
        "trs, only page",
        "link",
        "link and numbers",
        "numbers",
        "script",
        "other host",
        "itself",
        "broken address",
        "none wanted",
    ],
)
def test_the_pages_after_this_one(html: str, count: int, pages: tuple[str, ...]) -> None:
    assert next_pages(html, URL, count) == tuple(URL + one for one in pages)
