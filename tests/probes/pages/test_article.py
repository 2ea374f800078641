"""When was this article published? One made-up page for each way that pages say it, or do not."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.content import Dated, DatePlace, Undated, Unreadable
from monitor.domain.timing import SHANGHAI
from probes.http.charset import decode
from probes.pages.article.article import read_article
from tests.every import every

TITLE = "关于开展防汛安全检查工作的通知"
TEXT = (
    "<div class='TRS_Editor'><p>各有关单位要高度重视，2019年5月1日前完成排查，并于2030年12月31日前全部整改到位。</p>"
    + "<p>请认真贯彻执行。</p>" * 9
    + "</div>"
)
PAGES = Path(__file__).parents[4] / "shared" / "pages"


def page(info: str, head: str = "", text: str = TEXT, title: str = TITLE) -> str:
    return f"<html><head><title>{title}-示例区人民政府</title>{head}</head><body><div class='crumb'>首页 &gt; 通知公告</div><h1>{title}</h1>{info}{text}<div class='footer'>版权所有 2002-2018 示例区 更新日期：2031-01-01</div></body></html>"


@every(
    ("info", "on", "place"),
    [
        ("<p>发布时间：2021-03-05 16:42 来源：区应急局</p>", date(2021, 3, 5), DatePlace.VISIBLE),
        ("<p>来源：长乐区 2022-12-09 16:42 浏览量：12</p>", date(2022, 12, 9), DatePlace.VISIBLE),
        ("<h5><span>[省发改委]</span> 2016-04-01 字号</h5>", date(2016, 4, 1), DatePlace.VISIBLE),
        ("<p>日期：2021年3月5日</p>", date(2021, 3, 5), DatePlace.VISIBLE),
        ("<p>发布日期：２０２１－０３－０５</p>", date(2021, 3, 5), DatePlace.VISIBLE),
        ("<p>发布时间：</p><span>2021/3/5 08:00</span>", date(2021, 3, 5), DatePlace.VISIBLE),
        ("<p>【时间：2019年03月12日 12:13】【来源：日报】</p>", date(2019, 3, 12), DatePlace.VISIBLE),
        ("<p>( 2022-05-14)</p>", date(2022, 5, 14), DatePlace.VISIBLE),
        ("<p>2021-01-11阅读次数：33</p>", date(2021, 1, 11), DatePlace.VISIBLE),
        ("<p>发布时间：21-01-11</p>", date(2021, 1, 11), DatePlace.VISIBLE),
        ("<table><tr><td>成文日期</td><td>2018-10-30</td><td>发布日期：</td><td>2018-11-16</td></tr></table>", date(2018, 11, 16), DatePlace.VISIBLE),
        ("<p>成文日期：2018-10-30</p><p>发布日期：2018-11-16</p>", date(2018, 11, 16), DatePlace.VISIBLE),
        ("<p>发布时间：<script>document.write('2021-03-05 10:00')</script></p>", date(2021, 3, 5), DatePlace.SCRIPT),
        ("<p>发布时间：<b id=a></b></p><script>shown(document.getElementById('a')).html('2021-03-05')</script>", date(2021, 3, 5), DatePlace.SCRIPT),
        ("<script>var ct = \"1614931200\";</script>", date(2021, 3, 5), DatePlace.SCRIPT),
        ("<script>var publish_time = '2021-03-05';</script>", date(2021, 3, 5), DatePlace.SCRIPT),
        ("<!-- 发布时间：2031-01-01 --><p>2021-03-05</p>", date(2021, 3, 5), DatePlace.VISIBLE),
    ],
    ids=[
        "labelled", "beside_the_source", "in_brackets_with_unit", "chinese", "full_width", "label_and_date_apart", "square_brackets",
        "round_brackets", "stuck_to_words", "two_digit_year", "disclosure_table", "written_is_not_published", "written_by_script",
        "written_by_a_function_that_is_not_there", "wechat_epoch", "script_variable", "comments_do_not_count",
    ],
)  # fmt: skip
def test_a_page_that_states_its_day(info: str, on: date, place: DatePlace) -> None:
    published = read_article(page(info)).published
    assert isinstance(published, Dated), published
    assert (published.on, published.place) == (on, place)


@every(
    ("info", "why"),
    [
        ("<p>发布时间：</p>", "label"),
        ("<p>发布日期：<span id='d'></span> 来源：区应急局</p>", "label"),
        ("<p>来源：区应急局 时间：</p>", "label"),
        ("<p>[ 发布时间：] [ 浏览：12 ]</p>", "label"),
        ("<p id='pubtime'></p><script>document.getElementById('pubtime').innerHTML = show(data);</script>", "script"),
        ("<p></p><script>$('#fbsj').html(row.value)</script>", "script"),
        ("<script>document.write('发布时间' + told)</script>", "script"),
    ],
    ids=["nothing behind", "an element to be filled", "a short label", "in brackets", "filled by id", "filled by query", "written out"],
)  # fmt: skip
def test_a_day_that_a_script_brings_is_unreadable_and_not_undated(info: str, why: str) -> None:
    published = read_article(page(info)).published
    assert isinstance(published, Unreadable), published
    assert why in published.why


@every(
    "info",
    [
        "",
        "<script>document.write(new Date().getFullYear() + '年')</script>",
        "<script>document.getElementById('weather').innerHTML = today;</script>",
        "<p>办理时间：工作日上午</p>",
        "<p>有效期至：2031-01-01</p>",
        "<p>公示时间：2024-05-17至2024-05-24</p>",
        "<select><option>2026-11-01</option></select>",
        "<ul class='related'><li><a href='/1.htm'>其他通知公告信息一则内容</a>，另见2026-11-01的安排</li></ul>",
    ],
    ids=[
        "nothing",
        "a_clock",
        "the_weather",
        "office_hours",
        "valid_until",
        "shown_from_to",
        "options",
        "prose",
    ],
)
def test_a_page_that_states_none_gets_no_answer(info: str) -> None:
    assert read_article(page(info)).published == Undated()


@every(
    "html",
    [
        page("<p>05/12/2017</p>"),
        page("<p>来源：日报 8月20日</p>"),
        page("<p>民国113年11月20日</p>"),
        page("<p>二〇二四年元旦</p>"),
        page("<p>14:26</p>"),
        page("<p>3 天前</p>"),
        page("<p>日期:08/03/2021</p>", title=""),
        page("<p>日期：03-08 来源：品牌策划</p>", title=""),
        page("<p>民国109年11月30日 05:21</p>", title=""),
        page("<p>挂载时刻：2021-03-18</p>", title=""),
        page("", title="入库须知说明［２０２０－０７－０１更新］"),
        page("<p>开闸时间：2021-03-18</p>"),
        page("", text=f"{TEXT}<p>开闸时间：2021-03-18</p>"),
        page("", title="入库须知说明[2020年07月01日更新]"),
        page("<div class='article-info'></div><script src='/a.js'></script>"),
        page("<span id='pubtime'></span><script src='/a.js'></script>"),
        page("<p>{{ detail.time }}</p>"),
        page("<b data-time = '2024-09-12 10:00'>来源</b>"),
        page("").split("<div class='footer'")[0],
        page("") + "<script>var a = 1;",
        page("", text="<p>HEWAN, May 16, 2024 (Hewan News) -- The district opened a new health center for residents of the area.</p>"),
        page("", text=TEXT * 4 + "<p>Stand: 17. März 2024</p>"),
        page("", text=TEXT * 4 + "<p>（示例日报记者 王某 2024年5月17日）</p>"),
        page("", text=TEXT * 4 + "<p>信息报送：水务局 2024-05-17</p>"),
        page("", text=TEXT * 4 + "<p>（区水务局办公室 2024年5月17日）</p>"),
        page("", text=TEXT * 4 + "<p>Reviewed: 2024-05-17</p>"),
        f"<html><head><title>示例区门户网站</title></head><body><h3>全区防汛工作推进会召开</h3><p>2026-11-20</p><p>{TITLE}</p><p>2024-05-17</p>{TEXT}</body></html>",
        f"<html><head><title>示例区门户网站</title></head><body><h3>全区防汛工作推进会召开</h3><p>发布时间：2026-11-20</p><p>{TITLE}</p><p>来源：水务局 日期：2024-05-17</p>{TEXT}</body></html>",
        f"<html><head><title>示例区门户网站</title></head><body><h2>全区防汛工作推进会召开</h2><p>2026-11-20</p><p>会议强调，要抓好防汛备汛。</p><p>{TITLE}</p><p>发布时间：2024-05-17</p>{TEXT}</body></html>",
        page("<table><tr><td>来信时间</td><td>2024-05-10</td></tr><tr><td>答复时间</td><td>2024-05-17</td></tr></table>"),
        page("<p>回复日期：2024-05-17</p>"),
        page("<p>签发日期：2024-05-17</p>"),
        page("<p>成文日期：2024-05-17</p>"),
        page("<p>来源：水务局 最后修改：2024-05-17</p>"),
        page("<p>公示时间：2024-05-17</p>"),
        page("<p>公示开始时间：2024-05-17</p>"),
        page("<p>来源：水务局 修改于：2024-05-17</p>"),
        page("<p>修改：2024-05-17</p>"),
        page("<p>签发：2024-05-17</p>"),
        page("<p>信息生成时间：2024-05-17</p>"),
        page("<p>公告开始日期：2024-05-17</p>"),
        page("<p>答复：2024-05-17</p>"),
    ],
    ids=[
        "day_month_year", "no_year", "another_calendar", "numerals", "a_time", "relative", "label_of_an_odd_day", "label_of_no_year", "a_line_of_its_own", "an_unknown_word", "wide_in_the_title", "an_unknown_label", "an_unknown_label_below",
        "in_the_title", "an_empty_line_of_facts", "an_empty_place", "a_template", "in_an_attribute", "breaks_off", "ends_in_a_script", "a_dateline", "another_tongue", "a_reporter", "who_sent_it", "an_office_in_brackets", "a_strange_label", "a_title_over_another", "a_title_and_label_over_another", "a_title_with_its_summary_over_another", "an_answers_day", "a_replys_day", "a_day_of_signing", "a_day_of_writing", "a_day_of_a_change", "a_day_of_showing", "a_day_on_which_showing_begins", "changed_on", "changed", "signed", "made", "a_day_on_which_a_notice_begins", "answered",
    ],
)  # fmt: skip
def test_undated_is_proved_or_the_page_is_unreadable(html: str) -> None:
    published = read_article(html).published
    assert isinstance(published, Unreadable), published


def test_a_table_over_the_title_says_more_than_the_day_under_a_short_text() -> None:
    rows = "<tr><td>成文日期</td><td>2026-03-01</td></tr><tr><td>{}</td><td>2026-03-05</td></tr>"
    text = "<p>现将实施方案印发给你们，请认真贯彻执行。</p><p>示例区人民政府办公室</p><p>2026年3月1日</p>"
    head = f"</head><body><table>{rows.format('发布日期')}</table>"
    stated = read_article(page("", head, text)).published
    assert stated == Dated(on=date(2026, 3, 5), place=DatePlace.VISIBLE)
    signed_only = read_article(page("", "", text)).published
    assert signed_only == Dated(on=date(2026, 3, 1), place=DatePlace.VISIBLE)


def test_the_tag_speaks_where_the_page_does_not() -> None:
    published = read_article(page("", "<meta name='PubDate' content='2025-07-14 01:59'>")).published
    assert published == Dated(
        on=date(2025, 7, 14), at=datetime(2025, 7, 14, 1, 59, tzinfo=SHANGHAI), place=DatePlace.META
    )


def test_a_tag_that_is_the_time_of_generation_proves_nothing() -> None:
    head = "<meta name='PubDate' content='2026-11-20 03:00'><meta name='others' content='页面生成时间 2026-11-20 03:00:01'>"
    assert read_article(page("", head)).published == Undated()


def test_the_address_speaks_last() -> None:
    reading = read_article(page(""), "http://a.gov.cn/xjwz/zwgk/202212/t20221209_4487310.htm")
    assert reading.published == Dated(on=date(2022, 12, 9), place=DatePlace.URL)


@pytest.mark.parametrize(
    ("address", "conflict"),
    [("http://a.gov.cn/202601/t20260107_1.htm", False), ("http://a.gov.cn/200505/t20050510_700838.htm", True), ("http://a.gov.cn/202601/t20260106_1.htm", False)],
    ids=["same_day", "an_old_text_with_a_new_date", "one_day_apart"],
)  # fmt: skip
def test_an_old_text_with_a_new_date_is_flagged(address: str, conflict: bool) -> None:
    reading = read_article(page("<p>发布时间：2026-01-07 10:02</p>"), address)
    assert isinstance(reading.published, Dated)
    assert (reading.published.on, reading.conflict) == (date(2026, 1, 7), conflict)


@pytest.mark.parametrize(
    ("html", "why"),
    [
        ("", "empty"),
        ("<html><meta http-equiv='refresh' content='0;URL=../'></html>", "sends"),
        ("<html><body><div id='app'></div><script src='/app.js'></script></body></html>", "script"),
        (
            "<html><title>404</title><body><h1>404</h1><p>很抱歉，您访问的页面不存在或已被删除，请检查网址后重新访问本网站。</p></body></html>",
            "not found",
        ),
    ],
    ids=["empty", "removed_document", "script_shell", "error_page_with_200"],
)
def test_what_is_no_article_is_unreadable_and_not_undated(html: str, why: str) -> None:
    published = read_article(html).published
    assert isinstance(published, Unreadable)
    assert why in published.why


def test_title_source_and_candidates_are_kept() -> None:
    address = "http://a/t20210306_1.htm"
    reading = read_article(page("<p>发布时间：2021-03-05 来源：区应急管理局</p>"), address, every=True)
    assert (reading.title, reading.source) == (TITLE, "区应急管理局")
    assert {one.place for one in reading.candidates} >= {DatePlace.VISIBLE, DatePlace.URL, DatePlace.BODY}


_FETCHED = datetime(2026, 11, 27, 9, tzinfo=SHANGHAI)
_BOX = "<div><h3>我市召开安全生产工作会议</h3><p>{day} 来源：市府办</p><p>会议要求抓好落实。会议强调压实责任。各地要加强检查。</p></div>"
_OWN = (
    "<h4>后勤服务与产业管理中心职责</h4><p>发布时间：2018-03-02 来源：</p>"
    + "<p>负责统筹规划和组织协调。负责监督检查和指导。</p>" * 4
)


@every("day", ["发布时间：2026-11-19", "2026-11-19 09:30"])
def test_a_box_of_another_article_over_the_page_is_not_told(day: str) -> None:
    """Pages whose window names the site, with a box of hot news over them."""
    for place in ("", "<p>当前位置：<a href='/'>首页</a> &gt; 要闻</p>"):
        html = f"<title>某省教育信息网</title><body>{_BOX.format(day=day)}{place}{_OWN}"
        published = read_article(html, "http://www.x.gov.cn/a/7.html", now=_FETCHED).published
        assert not isinstance(published, Dated) or published.on == date(2018, 3, 2)


_HEAD = "<title>关于开展河湖巡查工作的通知</title><h1>关于开展河湖巡查工作的通知</h1>"
_PROSE = "<p>各有关单位要高度重视，结合实际抓好落实。现将有关事项通知如下。</p>" * 3


@every(
    "head",
    [
        "<p>采集时间：2026-11-19</p><p>2021-03-04</p>",
        "<p>2026-11-19 10:20</p><p>2021-03-04 09:30 来源：区水务局</p>",
        "<p>2021-03-04</p><p>全市河湖巡查动态播报</p><p>2026-11-19 10:20</p>",
    ],
)
def test_an_older_day_beside_a_day_told_no_better_leaves_it_untold(head: str) -> None:
    published = read_article(f"{_HEAD}{head}{_PROSE}", now=_FETCHED).published
    assert not isinstance(published, Dated) or published.on == date(2021, 3, 4)


def test_a_day_above_a_title_or_below_a_text_is_none_where_a_much_older_one_stands_below() -> None:
    signed = f"{_HEAD}{_PROSE}<p>2021-03-04</p>"
    for html in (f"<p>更新时间：2026-11-19</p>{signed}", f"{signed}<p>采集时间：2026-11-19</p>"):
        published = read_article(html, now=_FETCHED).published
        assert not isinstance(published, Dated) or published.on == date(2021, 3, 4)
    named = f"<p>发布时间：2021-03-09</p>{signed}"
    assert read_article(named, now=_FETCHED).published == Dated(on=date(2021, 3, 9), place=DatePlace.VISIBLE)


@every("behind", ["", "<p>打印 关闭</p>", "<div>【责任编辑：李四】</div>"])
@every("line", ["2026年11月19日 10:20　示例日报", "日期：2026-11-19　作者：张三"])
def test_what_signs_a_text_of_the_same_season_is_no_older_day_beside_its_line(line: str, behind: str) -> None:
    """Pages whose window names the site alone, their title no heading."""
    signed = f"<p>示例市水务局</p><p>2026年10月28日</p>{behind}"
    head = f"<title>示例市人民政府</title><div>关于开展河湖巡查工作的通知</div><p>{line}</p>{_PROSE}"
    published = read_article(head + signed, now=_FETCHED).published
    assert getattr(published, "on", None) == date(2026, 11, 19)


def test_a_text_signed_years_before_its_line_is_not_told_by_that_where_no_title_is_known() -> None:
    head = (
        f"<title>示例市人民政府</title><div>关于开展河湖巡查工作的通知</div><p>2026-11-19 10:20</p>{_PROSE}"
    )
    published = read_article(f"{head}<p>示例市水务局</p><p>2021年10月28日</p>", now=_FETCHED).published
    assert not isinstance(published, Dated) or published.on == date(2021, 10, 28)


def test_a_day_named_as_published_among_a_documents_facts_is_told_over_an_old_signature() -> None:
    title = "关于开展河湖巡查工作的通知"
    facts = f"<table><tr><td>成文日期</td><td>2021-03-04</td><td>发布日期</td><td>2026-11-19</td></tr><tr><td>文号</td><td>示水〔2021〕3号</td><td>名称</td><td>{title}</td></tr></table>"
    signed = f"{_HEAD}{_PROSE}<p>示例市水务局</p><p>2021-03-04</p>"
    published = read_article(facts + signed, now=_FETCHED).published
    assert getattr(published, "on", None) == date(2026, 11, 19)
    for html in (f"<p>发布时间：2026-11-19</p>{signed}", f"{signed}<p>视频发布：2026-11-19</p>"):
        told = read_article(html, now=_FETCHED).published
        assert not isinstance(told, Dated) or told.on == date(2021, 3, 4)


def test_a_script_names_no_day_newer_than_that_of_the_text() -> None:
    script = '<script type="application/ld+json">{"@type":"WebPage","datePublished":"2026-11-19"}</script>'
    html = f"<title>某省教育信息网</title>{script}<body><p>首页</p><p>赴外交流</p><p>时间：2018-03-02 10:58:30 来源：</p><p>{'一行没有日期的文字，' * 9}到此为止。</p>"
    published = read_article(html, "http://www.x.gov.cn/a/7.html", now=_FETCHED).published
    assert not isinstance(published, Dated) or published.on == date(2018, 3, 2)


@given(st.text(max_size=300) | st.binary(max_size=300).map(lambda raw: raw.decode("latin-1")))
def test_no_page_can_make_it_raise(html: str) -> None:
    read_article(f"<h1>{html}</h1>{html}", "http://a/" + html[:20])


@pytest.mark.skipif(not PAGES.exists(), reason="the labelled real pages are not at hand")
def test_accuracy_on_real_pages_does_not_fall() -> None:
    """Floors may only rise: exact day on 99 % of all dated, unambiguous articles, on every government one; none newer."""
    labels = [json.loads(line) for line in (PAGES / "labels.jsonl").read_text("utf-8").splitlines()]
    right, newer, gov_wrong, invented = 0, 0, [], []
    articles = [one for one in labels if one["kind"] == "article" and not one["ambiguous"]]
    for label in articles:
        text = decode((PAGES / label["file"]).read_bytes()).text
        published = read_article(text, label["clone_url"] or "").published
        said = published.on.isoformat() if isinstance(published, Dated) else None
        truth = label["pub_date"]
        right += said == truth
        newer += said is not None and truth is not None and said > truth
        if truth is None and said is not None:
            invented.append(label["file"])
        if label["gov"] and said != truth:
            gov_wrong.append(label["file"])
    assert (gov_wrong, invented, newer) == ([], [], 0)
    assert right >= 0.99 * len(articles)
