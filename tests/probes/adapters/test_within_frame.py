"""Lists in a frame."""

from datetime import date

import pytest
import respx

from monitor.domain.content import ListState
from probes.adapters.within_frame import ADAPTER
from tests.every import every
from tests.probes.adapters.lists import listed

URL = "http://www.x.gov.cn/zwgk/"
FRAME = '<iframe src="gg/list.html" width="100%" height="600"></iframe>'
ROWS = "<ul>" + "".join(
    f"<li><a href='t{n}.html'>关于第{n}号示例事项的公告</a><span>2026-10-0{n}</span></li>" for n in (3, 2, 1)
)


@every(
    ("html", "found"),
    [
        (FRAME, "http://www.x.gov.cn/zwgk/gg/list.html"),
        (FRAME + '<iframe src="/cx/form.html"></iframe>', None),
        ('<iframe src="http://www.y.cn/video.html"></iframe>', None),
        ('<iframe src="/head.html"></iframe>', None),
        (f'<div style="display:none"></div>{FRAME.replace("width", "hidden width")}', None),
        (f"<!-- {FRAME} -->", None),
        (FRAME + '<ul id="newslist"></ul><script>fill("newslist")</script>', None),
        (
            FRAME
            + '<div id="rows"></div><script>$.get("/api/list", function (r) { $("#rows").html(r) })</script>',
            None,
        ),
        (FRAME + '<ul class="list" id="content"></ul><script src="/js/col.js"></script>', None),
        (FRAME + '<div id="app"></div><script src="/static/app.3a.js"></script>', None),
        (FRAME + '<ul data-url="/api/list?id=3"></ul>', None),
        (
            FRAME
            + "".join(
                f"<p><a href='/x/{n}.html'>关于第{n}号示例事项办理情况的公告</a></p>" for n in range(3)
            ),
            None,
        ),
        (FRAME + f"<div><ul>{ROWS}</ul></div>", None),
        (FRAME + f"<p>{'本县扎实推进各项工作，' * 6}</p>", None),
        (FRAME + f"<div class='sidebar'><ul>{ROWS}</ul></div>", "http://www.x.gov.cn/zwgk/gg/list.html"),
        (FRAME.replace("gg/list", "/inc/hot"), None),
        (FRAME.replace("gg/list.html", "/a.pdf"), None),
        (FRAME.replace("gg/list.html", "http:&#47;&#47;www.y.cn/l.html"), None),
        (FRAME.replace("gg/list.html", "/\\www.y.cn/l.html"), None),
        (FRAME + '<iframe src="http://gk.x.gov.cn/list.html"></iframe>', None),
        (FRAME.replace("gg/", "http://www.x.gov.cn/gg/"), "http://www.x.gov.cn/gg/list.html"),
        (FRAME.replace("gg/list.html", "#"), None),
        (FRAME.replace("gg/list.html", "mailto:a@x.gov.cn"), None),
        (f"<base href='http://www.y.cn/'>{FRAME}", None),
        (f"<base href='/b/'>{FRAME}", "http://www.x.gov.cn/b/gg/list.html"),
        (FRAME.replace(".html", ".jsp?a=1&amp;b=2"), "http://www.x.gov.cn/zwgk/gg/list.jsp?a=1&b=2"),
    ],
    ids=[
        "one",
        "two",
        "another site",
        "a head",
        "hidden",
        "in a remark",
        "a list by script",
        "asks elsewhere",
        "an empty list beside a program",
        "a program's place",
        "a list that names its source",
        "titles of its own",
        "days of its own",
        "a text",
        "a box aside",
        "a box of elsewhere",
        "a file",
        "another host, written in characters",
        "another host, backwards",
        "beside the frame of another host",
        "a whole address of its own host",
        "the page itself",
        "no page",
        "another host's folder",
        "a folder of its own",
        "an address with several values",
    ],
)
def test_the_frame_of_a_list_is_found(html: str, found: str | None) -> None:
    options = ADAPTER.recognise(f"<body><h1>公告</h1>{html}</body>", URL)
    assert (options or {}).get("url") == found


async def test_the_list_is_read_where_it_stands(api: respx.MockRouter) -> None:
    api.get("http://www.x.gov.cn/zwgk/gg/list.html").respond(html=f"<html><body>{ROWS}</ul></body></html>")
    listing = await listed(api, URL, f"<html><body><h1>公告</h1>{FRAME}</body></html>")
    assert listing.newest == date(2026, 10, 3)
    assert listing.items[0].url == "http://www.x.gov.cn/zwgk/gg/t3.html"
    assert listing.through == "within_frame"


@pytest.mark.parametrize("body", ["<h1>公告</h1>", "<form><input name='q'></form><ul><li>暂无数据</li></ul>"])
async def test_a_frame_without_a_list_tells_nothing(api: respx.MockRouter, body: str) -> None:
    api.get("http://www.x.gov.cn/zwgk/gg/list.html").respond(html=f"<html><body>{body}</body></html>")
    listing = await listed(api, URL, f"<html><body><h1>公告</h1>{FRAME}</body></html>")
    assert listing.state is ListState.UNREADABLE
