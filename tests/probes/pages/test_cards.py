"""Days of cards, newspapers, readers and programs are nobody's own; those behind a closed list, in other words or below a line like a title are."""

from datetime import date, datetime

import pytest

from monitor.domain.content import Dated, Undated
from monitor.domain.timing import SHANGHAI
from probes.pages.article.article import read_article
from tests.every import every

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


ITSELF = f"<a href=/z/9.htm>{TITLE}</a>"
PIECES = "<div class=rq><b>{}</b><span>{}</span></div>"
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
    "over_a_row_of_figures": page("<p>2024-09-12</p>", "<table><tr><th>日期</th><th>天气</th></tr><tr><td>2025-03-02</td><td>晴</td></tr></table>" + TEXT),
    "row_about_the_page_itself_at_the_side": page("<p>2024-09-12</p>", after=box("热点推荐", f"<ul><li>{ITSELF}<span>2025-03-02</span></li></ul>")),
    "row_about_the_page_itself_over_it": page("<p>2024-09-12 来源：办公室</p>", over=box("最新发布", f"<ul><li>{ITSELF}<span>2025-03-02</span></li></ul>")),
    "card_about_the_page_itself_below_a_short_text": page("<p>2024-09-12 来源：办公室</p>", "<p>详见附件。</p>", after=f"<div>{ITSELF}<p>发布时间：2025-03-02</p>{TEXT}</div>"),
    "title_in_its_trail_and_as_a_link": page("<p>2024-09-12</p>", over=f"<div>首页 &gt; <span>{TITLE}</span></div>").replace(f"<h1>{TITLE}</h1>", f"<h2><a href=/own.htm>{TITLE}</a></h2>"),
    "pieces_beside_rows_in_pieces": page(PIECES.format("12", "2024-09"), "<p>详见附件。</p>", after=f"<ul><li>{OTHER}<i>2025</i><i>03/02</i></li></ul>"),
    "pieces_over_the_title_with_time_and_source": page(over="<div><em>2024</em><em>09</em>/<em>12</em><span>08:30:12</span><p>来源：示例网</p></div>"),
    "pieces_over_a_title_that_is_a_link": page(over=PIECES.format("12", "2024-09")).replace(f"<h1>{TITLE}</h1>", f"<h1><a href=/own.htm>{TITLE}</a></h1>"),
    "bare_over_the_time_of_a_lecture": page("<p>2024-09-12</p>", "<p>时间：2025-03-02（周日）14:30</p><p>主办单位：培训处</p>" + TEXT),
    "bare_over_the_day_of_an_upload": page("<p>2024-09-12</p>", "<p>文件大小：12KB　上传日期：2025-03-02　下载次数：3</p>" + TEXT),
    "over_a_label_of_a_question": page("<p>2024-09-12</p>", "<p>提问时间：2024-09-01</p>" + TEXT),
    "text_begins_with_the_first_quarters": page("<p>2024-09-12</p>", "<p>前三季度，全市燃气安全形势平稳向好，整改任务全部完成。</p>"),
    "notice_with_its_term": page("<p>更新日期：2024-09-12　有效期至：2025-03-02</p>"),
    "over_a_card_between_title_and_text": page(f"<p>2024-09-12</p><div>{OTHER}<p>发布时间：2025-03-02</p></div>"),
    "label_below_a_signature": page(after="<p>示例市城市管理局办公室</p><p>发布时间：2024-09-12</p>"),
    "label_below_a_list_of_files": page(after="<p>1.关于开展检查的工作方案</p><p>发布时间：2024-09-12</p>"),
    "neighbours_over_the_facts": page(after=f"<p>下一篇：{OTHER}</p>{FACTS}"),
}  # fmt: skip

NOBODYS: dict[str, str] = {
    "card_below": page(after=CARD),
    "card_above": page(over=CARD),
    "card_in_a_box": page(after=box("推荐阅读", f"<div><h4>{OTHER}</h4><p>来源：办公室 更新时间：2025-03-02 阅读：3</p></div>")),
    "card_of_an_office": page(after=box("热点推荐", f"<div>{OTHER}</div><div>示例市教育局 2025-03-02 10:20:11</div>")),
    "neighbour_with_a_label": page(after=f"<p>上一篇：{OTHER}（发布于：2025-03-02）</p>"),
    "row_about_the_page_itself": page("<p>来源：办公室</p>", after=f"<div>{ITSELF} <span>2025-03-02</span></div>"),
    "row_about_the_page_itself_above": page("<p>来源：办公室</p>", over=f"<div>{ITSELF} <span>2025-03-02</span></div>"),
    "row_about_the_page_itself_cut_short": page("<p>来源：办公室</p>", "<p>详见附件。</p>", after=f"<ul><li><a href=/z/9.htm>{TITLE[:11]}…</a><span>2025-03-02</span></li></ul>"),
    "card_about_the_page_itself_with_a_label": page("<p>来源：办公室</p>", after=f"<div>{ITSELF}<p>发布时间：2025-03-02</p><p>来源：县城管局</p></div>"),
    "card_about_the_page_itself_over_a_heading_in_two_lines": page("<p>来源：办公室</p>", over=f"<div>{ITSELF}<p>2025-03-02</p></div>").replace(f"<h1>{TITLE}</h1>", f"<h1>{TITLE[:8]}<br>{TITLE[8:]}</h1>"),
    "card_in_a_link": page("<p>来源：办公室</p>", "<p>详见附件。</p>", after="<a href=/z/2.htm><h4>示例市召开老旧小区改造推进会</h4><p>2025-03-02</p></a>"),
    "card_with_its_own_text_below_a_short_one": page("<p>来源：办公室</p>", "<p>详见附件。</p>", after=f"<div>{OTHER}<p>2025-03-02</p>{TEXT}</div>"),
    "card_without_a_link": page("<p>来源：办公室</p>", after="<div><h4>示例县召开第一次供水工作会议</h4><p>发布时间：2025-03-02</p></div>"),
    "card_that_a_script_opens": page("<p>来源：办公室</p>", after="<div onclick=\"location.href='/z/2.htm'\"><h4>示例县召开第一次供水工作会议</h4><p>2025-03-02 10:20</p></div>"),
    "row_in_pieces_before_its_link": page("<p>来源：办公室</p>", "<p>详见附件。</p>", after=f"<ul><li>{PIECES.format('02', '2025-03')}{OTHER}</li></ul>"),
    "row_in_pieces_behind_its_link_over_the_title": page("<p>来源：办公室</p>", over=f"<ul><li>{OTHER}{PIECES.format('02', '2025-03')}</li></ul>"),
    "row_in_pieces_in_its_link": page("<p>来源：办公室</p>", "<p>详见附件。</p>", after=f"<a href=/z/2.htm>{PIECES.format('03-02', '2025')}<p>示例市召开老旧小区改造推进会</p></a>"),
    "period_in_brackets": page("<p>征集时间：[ 2025-03-02 ] 至 [ 2025-04-02 ]</p>"),
    "interview": page("<p>时间：2025-03-02 15:00</p><p>嘉宾：示例市城管局局长 张某</p>"),
    "interview_whose_guest_comes_first": page("<p>主持人：李某　嘉宾：张某</p><p>2025-03-02 15:00</p>"),
    "announced_for_a_day": page("<p>预计发布时间：2025-03-02</p>"),
    "lecture": page("<p>时间：2025-03-02 14:30</p><p>主讲人：张某</p>"),
    "event_whose_names_stand_alone": page("<p><b>时间</b></p><p>2025年3月2日上午9:30</p><p><b>地点</b></p><p>市民广场</p>"),
    "in_the_name_of_a_file": page("<p>附件1：<a href=a.doc>申报表（2025-03-02）.doc</a></p>"),
    "what_was_done_that_day": page("<p>2024-03-02 修订</p><p>2020-03-02 制定</p>"),
    "line_that_begins_with_a_day": page("<p>2025年3月2日主要器材参考价格</p>", "<p>品种</p>" + TEXT),
    "newspaper": page(body=TEXT + "<p>（原载《示例日报》2024年9月12日第3版）</p>"),
    "telegram": page(body=TEXT + "<p>本报2024年9月12日讯 记者张某报道</p>"),
    "office_held": page(body=TEXT + "<p>2009.05.10 任示例县副县长</p>"),
    "neighbour_whose_title_has_a_colon": page(after="<p>上一篇：<a href=/z.html>图解：示例区供水工程工作要点</a>（发布于：2025-03-02）</p>"),
    "program": page(after="<p>客户端版本：2.0 更新时间：2025-03-02 10:20:11</p>"),
    "reader": page("<p>网友甲 2024-09-12 留言：</p>"),
    "two_stations": page("", STORY.split("<p>2024年7月")[0] + "<p>有关负责人参加。</p>"),
}  # fmt: skip


@every("name", OWN)
def test_the_articles_own_day_is_told(name: str) -> None:
    published = read_article(OWN[name], now=NOW).published
    assert isinstance(published, Dated)
    assert published.on == D


@every("name", NOBODYS)
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
