"""Lists beside which scripts put something away, or mark an entry of a menu that stands elsewhere."""

from datetime import date, datetime

from monitor.domain.timing import SHANGHAI
from probes.pages.listing.listing import read_list
from tests.every import every

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=SHANGHAI)
URL = "http://www.example.gov.cn/gg/"


def rows(name: str, month: int) -> str:
    items = "".join(
        f"<li><a href=./20260{month}/t{month}{n}.html>关于开展第{n}次{name}检查的公告</a><span>2026-0{month}-0{n}</span></li>"
        for n in range(8, 0, -1)
    )
    return f"<ul id={name} class=rows>{items}</ul>"


def newest(script: str) -> date | None:
    page = (
        "<html><head><title>公告_示例市</title></head><body><script src=/menu.js></script><div><a href=/>首页</a>&gt;<a href=./>公告</a></div>"
        f"<h2>公告</h2><div>{rows('first', 9)}{rows('second', 6)}</div><script>{script}</script></body></html>"
    )
    return read_list(page, URL, now=NOW).newest


@every(
    "script",
    (
        "$('#second').show().siblings().hide();",
        "$('#second').siblings('ul').css('display', 'none');",
        "$('#second').prevAll().remove();",
    ),
)
def test_rows_put_away_beside_others_are_not_told(script: str) -> None:
    assert newest(script) == date(2026, 6, 8)


@every(
    "script",
    (
        "$('#menu_3').siblings('li').removeClass('cur');$('#menu_3').addClass('cur');",
        "var now='68';$('#m_'+now).siblings('li').removeClass('cur');$('#m_'+now).addClass('cur');",
    ),
)
def test_an_entry_of_a_menu_that_is_not_here_stands_beside_no_row(script: str) -> None:
    assert newest(script) == date(2026, 9, 8)
