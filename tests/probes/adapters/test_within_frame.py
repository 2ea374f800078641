"""Lists in a frame."""

from datetime import date

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


async def test_a_frame_without_a_list_tells_nothing(api: respx.MockRouter) -> None:
    api.get("http://www.x.gov.cn/zwgk/gg/list.html").respond(html="<html><body><h1>公告</h1></body></html>")
    listing = await listed(api, URL, f"<html><body><h1>公告</h1>{FRAME}</body></html>")
    assert listing.state is ListState.UNREADABLE
