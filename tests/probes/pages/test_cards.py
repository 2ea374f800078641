"""Days of cards, newspapers, readers and programs are nobody's own; those behind a closed list, in other words or below a line like a title are."""

from datetime import date, datetime

import pytest

from monitor.domain.content import Dated, Undated
from monitor.domain.timing import SHANGHAI
from probes.pages.article.article import read_article

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=SHANGHAI)
D = date(2024, 9, 12)
TITLE = "关于开展城镇燃气安全专项检查的通知"
TEXT = "<p>各单位要高度重视，加强组织领导，压实工作责任，确保各项任务落到实处、取得实效。</p>" * 2
NAV = "".join(
    f"<a href=/{n}/>{word}</a> "
    for n, word in enumerate(("首页", "要闻动态", "政务公开", "办事服务", "互动交流", "专题专栏", "走进示例"))
)
OTHER = "<a href=/z/2.htm>示例市召开老旧小区改造推进会</a>"
CARD = f"<div class=card><h4>{OTHER}</h4><p>发布时间：2025-03-02 10:20</p></div>"


def page(info: str = "", body: str = TEXT, after: str = "", over: str = "", window: str = TITLE) -> str:
    """An article of the usual kind; *over* stands above its title."""
    return (
        f"<!DOCTYPE html><html><head><title>{window}_示例市人民政府</title></head><body><div>{NAV}</div>{over}<h1>{TITLE}</h1>{info}"
        f"<div id=zoom>{body}</div>{after}<div class=foot>主办：示例市人民政府办公室 备案号：京ICP备00000000号</div></body></html>"
    )


def box(heading: str, rows: str) -> str:
    """A box below the text."""
    return f"<div><h3>{heading}</h3>{rows}</div>"


FACTS = "<p>来源：办公室　发布时间：2024-09-12　阅读：20</p>"
ROWS = f"<ul><li>{OTHER}<span>2025-03-02</span></li><li><a href=/z/3.htm>又一篇关于供水管网的报道</a><span>2025-03-05</span></li></ul>"
STORY = "".join(f"<p>2024年{month}月3日</p><p>召开联席会议，研究部署有关工作。</p>" for month in (5, 6, 7, 8))

OWN: dict[str, str] = {
    "behind_a_closed_box_with_days": page(after=box("相关文章", ROWS) + FACTS),
    "when_it_was_written": page("<p>撰稿时间：2024-09-12　来源：办公室</p>"),
    "compact_behind_a_short_label": page("<p>发布：20240912　来源：办公室</p>"),
    "said_over_the_day_of_a_meeting": page("<p>示例市教育局于 2024-09-12 发布</p><p>时间：2024-09-20</p><p>地点：会议室</p>"),
    "over_facts_and_a_story": page("<p>2024年9月12日</p><p>来源：办公室</p>", TEXT + STORY),
    "word_below_a_line_like_a_title": page("<p>示例市教育局 2024-09-12 发布</p>", window="门户"),
    "weekday_below_a_line_like_a_title": page("<p>2024年9月12日 星期四</p>", window="门户"),
    "documents_own_heading_below": page("<p>更新时间：2024-09-12 来源：办公室</p>", f"<p>关于印发燃气安全检查方案的通知</p>{TEXT}", window="门户"),
    "english_below_a_line_like_a_title": page("<p>September 12, 2024</p>", window="门户"),
    "title_that_is_a_link": page("<p>2024-09-12 10:20</p>").replace(f"<h1>{TITLE}</h1>", f"<h1><a href=/own.htm>{TITLE}</a></h1>"),
    "link_between_title_and_day": page(f"{OTHER}<p>发布时间：2024-09-12</p>"),
    "neighbours_over_the_facts": page(after=f"<p>下一篇：{OTHER}</p>{FACTS}"),
}  # fmt: skip

NOBODYS: dict[str, str] = {
    "card_below": page(after=CARD),
    "card_above": page(over=CARD),
    "card_in_a_box": page(after=box("推荐阅读", f"<div><h4>{OTHER}</h4><p>来源：办公室 更新时间：2025-03-02 阅读：3</p></div>")),
    "card_of_an_office": page(after=box("热点推荐", f"<div>{OTHER}</div><div>示例市教育局 2025-03-02 10:20:11</div>")),
    "neighbour_with_a_label": page(after=f"<p>上一篇：{OTHER}（发布于：2025-03-02）</p>"),
    "newspaper": page(body=TEXT + "<p>（原载《示例日报》2024年9月12日第3版）</p>"),
    "telegram": page(body=TEXT + "<p>本报2024年9月12日讯 记者张某报道</p>"),
    "office_held": page(body=TEXT + "<p>2009.05.10 任示例县副县长</p>"),
    "program": page(after="<p>客户端版本：2.0 更新时间：2025-03-02 10:20:11</p>"),
    "reader": page("<p>网友甲 2024-09-12 留言：</p>"),
    "two_stations": page("", STORY.split("<p>2024年7月")[0] + "<p>有关负责人参加。</p>"),
}  # fmt: skip


@pytest.mark.parametrize("name", OWN)
def test_the_articles_own_day_is_told(name: str) -> None:
    published = read_article(OWN[name], now=NOW).published
    assert isinstance(published, Dated)
    assert published.on == D


@pytest.mark.parametrize("name", NOBODYS)
def test_a_day_of_something_else_is_not_told(name: str) -> None:
    assert not isinstance(read_article(NOBODYS[name], now=NOW).published, Dated)


@pytest.mark.parametrize("name", ["card_below", "card_above", "program"])
def test_a_day_that_is_likely_anothers_proves_no_page_undated(name: str) -> None:
    assert not isinstance(read_article(NOBODYS[name], now=NOW).published, Undated)


@pytest.mark.parametrize("after", [CARD, box("相关链接", ROWS)])
def test_an_older_day_under_the_title_stands_beside_newer_cards(after: str) -> None:
    published = read_article(page("<p>2024-09-12</p>", after=after), now=NOW).published
    assert isinstance(published, Dated)
    assert published.on == D
