"""Rows of one writing that are those of two boxes: the newer one may be another list's."""

from datetime import date, datetime

from monitor.domain.timing import SHANGHAI
from probes.pages.listing.listing import read_list
from tests.every import every

NOW, URL = datetime(2026, 11, 20, 9, 0, tzinfo=SHANGHAI), "http://www.x.gov.cn/tzgg/index.htm"
CRUMBS = "<div>当前位置：<a href='/'>首页</a> &gt; <a href='/tzgg/'>通知公告</a></div>"


def rows(written: str, month: int, many: int) -> str:
    return "".join(
        written.format(f"/d/{month}{n}.htm", f"关于{month}月第{n}批事项的公示", f"2026-{month:02d}-{n:02d}")
        for n in range(many, 0, -1)
    )


LI, P, BR = (
    "<li><a href='{}'>{}</a><i>{}</i></li>", "<p><a href='{}'>{}</a> {}</p>", "<a href='{}'>{}</a> ({})<br>",
)  # fmt: skip
OWN, NEWER = f"<ul>{rows(LI, 8, 6)}</ul>", f"<ul>{rows(LI, 11, 6)}</ul>"


@every(
    "body",
    [
        f"{CRUMBS}<div>{OWN}<div><a href='/x/'>要闻动态</a></div>{NEWER}</div>",
        f"{CRUMBS}<div>{OWN}{OWN.replace('/d/8', '/d/7')}<img src='/t.gif'>{NEWER}</div>",
        f"{CRUMBS}<div>{rows(P, 8, 6)}<h3>图片新闻</h3>{rows(P, 11, 6)}</div>",
        f"{CRUMBS}<div><h3>通知公告</h3>{rows(P, 8, 6)}<h3>图片新闻</h3>{rows(P, 11, 6)}</div>",
        f"{CRUMBS}<div>{rows(BR, 8, 6)}<img src='/t.gif'>{rows(BR, 11, 6)}</div>",
        f"{CRUMBS}<div>{rows(P, 8, 2)}<p><a href='/yw/'>要闻动态</a></p>{rows(P, 11, 6)}</div>",
        f"{CRUMBS}<table><tr><td><h3>通知公告</h3>{OWN}</td></tr><tr><td>{NEWER}</td></tr></table>",
        f"{CRUMBS}<table><tr><td>{NEWER}</td><td><ul>{rows(LI, 8, 3)}</ul></td></tr></table>",
        f"{CRUMBS}<table><tr><td><div>要闻动态</div>{NEWER}</td><td>{OWN}</td></tr></table>",
        f"{CRUMBS}<table><tr><td><img src='/t.gif'>{NEWER}</td><td>{OWN}</td></tr></table>",
    ],
    ids=[
        "behind a link", "behind a picture", "behind a heading", "both under headings", "lines behind a picture",
        "behind a row without a day", "in another row of the page", "beside fewer rows", "under words alone", "under a picture alone",
    ],
)  # fmt: skip
def test_a_newer_box_written_like_the_list_is_not_told(body: str) -> None:
    found = read_list(f"<title>通知公告</title><body>{body}</body>", URL, now=NOW)
    assert (found.newest, found.reason[:22]) == (None, "list_in_doubt:several_")


@every(
    ("body", "newest"),
    [
        (f"{CRUMBS}<div>{NEWER}<h3>要闻</h3>{OWN}</div>", date(2026, 11, 6)),
        (f"{CRUMBS}<table><tr><td>{NEWER}</td><td>{OWN}</td></tr></table>", date(2026, 11, 6)),
        (f"{CRUMBS}<div>{rows(P + '<img src=/line.gif>', 8, 6)}{rows(P, 11, 6)}</div>", date(2026, 11, 6)),
        (f"{CRUMBS}<table><tr><td>{NEWER}</td><td><h3>通知公告</h3>{OWN}</td></tr></table>", date(2026, 8, 6)),
    ],
    ids=["an older box below", "side by side", "lines between all rows", "its own name beside the crumbs"],
)  # fmt: skip
def test_a_list_in_parts_keeps_its_day(body: str, newest: date) -> None:
    assert read_list(f"<title>通知公告</title><body>{body}</body>", URL, now=NOW).newest == newest
