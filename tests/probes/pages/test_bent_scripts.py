"""Ways of scripts that were met by moving the day of real pages into them."""

from datetime import date, datetime

from monitor.domain.content import Dated
from monitor.domain.timing import SHANGHAI
from probes.pages.article.article import read_article
from tests.every import every

NOW = datetime(2026, 11, 21, 9, tzinfo=SHANGHAI)
TITLE = "关于开展河湖巡查工作的通知"
TEXT = "<p>各有关单位要高度重视，认真组织，抓好落实。</p>" * 8


@every(
    "code",
    [
        "$('.upd').hide()",
        "$('.upd').wrap('<div style=\"display:none\"></div>')",
        "document.querySelector('.upd').className='gone'",
        "document.querySelector('.upd').style.cssText='display:none'",
    ],
)
def test_a_day_that_is_not_sure_is_none_where_a_script_hides_it(code: str) -> None:
    style = "<style>.gone{display:none}</style>"
    info = "<p class=upd>发布时间：2026-11-20</p>时间：2019-06-19 10:29 来源：民政局"
    html = f"<html><head><title>某市民政网</title>{style}</head><body><div class=t>{TITLE}</div><div class=i>{info}</div>{TEXT}<script>{code}</script></body></html>"
    assert _day(html) == date(2019, 6, 19)


def _day(html: str) -> date | None:
    published = read_article(html, "", now=NOW).published
    return published.on if isinstance(published, Dated) else None
