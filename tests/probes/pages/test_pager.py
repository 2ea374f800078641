"""Where further pages stand."""

from probes.pages.listing.pager import ends_here, next_page
from tests.every import every

URL = "http://x.gov.cn/tzgg/"
CREATE = '<script>createPageHTML({}, {}, "index", "htm");</script>'


@every(
    ("html", "following"),
    [
        (CREATE.format(12, 0), "index_1.htm"),
        (CREATE.format(2, 0), "index_1.htm"),
        (CREATE.format(12, 11), None),
        (CREATE.format(1, 0), None),
        ('<a href="?page=2">下一页</a><a href="?page=3">3</a>', "?page=2"),
        ('<a href="?page=2">2</a><a href="?page=3">3</a><a href="?page=2">下一页 ></a>', "?page=2"),
        ('<a href="?page=2">[2]</a><a href="?page=3">[3]</a>', "?page=2"),
        ('<a href="javascript:next()">下一页</a>', None),
        ('<a href="http://other.cn/">下一页</a>', None),
        ('<a href="./">下一页</a>', None),
        ('<a href="http://[bad">下一页</a>', None),
    ],
    ids=[
        "trs",
        "trs, last but one",
        "trs, last page",
        "trs, only page",
        "link",
        "link and numbers",
        "numbers",
        "script",
        "other host",
        "itself",
        "broken address",
    ],
)
def test_the_page_after_this_one(html: str, following: str | None) -> None:
    assert next_page(html, URL) == (URL + following if following else "")


def numbers(*linked: int, script: bool = False) -> str:
    """A pager of numbers alone."""
    href = "javascript:go({})" if script else "?page={}"
    return "".join(f'<a href="{href.format(n)}">{n}</a>' for n in linked)


@every(
    ("linked", "following"),
    [((2, 3, 4), 2), ((1, 3, 4), 3), ((1, 2, 4), 4), ((1, 5, 6, 8, 9, 20), 8), ((1, 2, 3, 4), None)],
    ids=["first", "second", "third", "in a window", "last"],
)
def test_the_number_without_a_link_is_the_page_that_is_open(
    linked: tuple[int, ...], following: int | None
) -> None:
    """Without the word for the next page; the second page used to be taken for the last."""
    assert next_page(numbers(*linked), URL) == (f"{URL}?page={following}" if following else "")


@every(
    ("html", "end"),
    [
        ("<ul><li>一条</li></ul>", True),
        ('<a href="#" class="more">更多</a>', True),
        (CREATE.format(3, 2), True),
        (CREATE.format(3, 1), False),
        ('<a onclick="n()">下一页</a>', False),
        ('<div onclick="more()">点击加载更多</div>', False),
        ('<div id="load-more"></div>', False),
        (numbers(2, 3, script=True), False),
        (numbers(*range(1, 31), script=True), True),
    ],
    ids=["no pager", "a link to another list", "trs, last", "trs, more", "script", "load more", "its place", "numbers by script", "a calendar"],
)  # fmt: skip
def test_a_list_ends_only_where_nothing_speaks_of_more(html: str, end: bool) -> None:
    assert ends_here(html) is end
