"""What a homepage leads to."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.domain.content import ListState
from monitor.domain.observation import Homepage
from monitor.domain.timing import SHANGHAI
from probes.pages.listing.homepage import MOST_ITEMS, read_homepage
from tests.every import every

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=SHANGHAI)
URL = "http://www.x.gov.cn/"
TITLE = "关于某某事项的公示"


def look(body: str, *hosts: str) -> Homepage:
    return read_homepage(f"<html><body>{body}</body></html>", URL, allowed_hosts=hosts, now=NOW)


@every(
    ("body", "on"),
    [
        (f'<li><a href="/a/1.htm">{TITLE}</a><span>2026-11-03</span></li>', date(2026, 11, 3)),
        (f'<li><a href="/a/202611/t20261103_1.htm">{TITLE}</a></li>', date(2026, 11, 3)),
        (f'<li><a href="/a/202611/t20261103_1.htm">{TITLE}</a><span>11-03</span></li>', date(2026, 11, 3)),
        (f'<li><a href="/a/1.htm">{TITLE}</a><span>11-03</span></li>', None),
        (f'<li><a href="/a/content_12345.htm">{TITLE}</a></li>', None),
        (
            f'<div class="c1"><a href="/zw/">要闻</a></div><div class="c2" style="display:none"><li><a href="/a/1.htm">{TITLE}</a><b>2026-11-03</b></li></div>',
            date(2026, 11, 3),
        ),
        (
            '<div><a href="/tz/7.htm">市区成品油零售价格每升下调0.21元/升</a> <b>2026-11-03</b></div>',
            date(2026, 11, 3),
        ),
        (
            '<div><a href="/tz/7.htm">服务平台更新至新版本的公告</a> <b>2026-11-03</b></div>',
            date(2026, 11, 3),
        ),
        ('<div><a href="/tz/7.htm">数据截至十月底造林三百亩</a> <b>2026-11-03</b></div>', date(2026, 11, 3)),
        (
            f'<div class="on k"><a href="/zw/">要闻</a></div><div class="k" style="display:none"><li><a href="/a/1.htm">{TITLE}</a><b>2026-11-03</b></li></div>',
            date(2026, 11, 3),
        ),
        (
            f'<div class="focus"><a href="/zw/">要闻</a><p style="display:none"><a href="/a/1.htm">{TITLE}</a><b>2026-11-03</b></p></div>',
            date(2026, 11, 3),
        ),
    ],
    ids=[
        "beside",
        "in the address",
        "year from the address",
        "no year",
        "shaped like an article",
        "hidden tab",
        "news of a price",
        "news of a version",
        "news of figures",
        "hidden tab beside the open one",
        "a carousel's next picture",
    ],
)
def test_items_are_dated_links_and_addresses_of_articles(body: str, on: date | None) -> None:
    home = look(body)
    assert (home.state, [one.on for one in home.items]) == (ListState.ITEMS, [on])


@every(
    "body",
    [
        f'<select><option value="/a/1.htm"><a href="/a/t20261103_1.htm">{TITLE}</a></option></select>',
        f'<!--<a href="/a/t20261103_1.htm">{TITLE}</a>-->',
        f'<a href="http://elsewhere.com/t20261103_1.htm">{TITLE}</a>',
        '<div>今天是2026年11月20日 <a href="/login.htm">登录</a></div>',
        f'<a href="{URL}">{TITLE} 2026-11-03</a>',
        '<p><a href="/about.htm">网站声明及免责</a> 最后更新：2026-11-18 版权所有</p>',
        f'<div class="top"><p>某区人民政府主办</p><div style="display:none"><a href="/a/1.htm">{TITLE}</a><b>2026-11-03</b></div></div>',
    ],
    ids=[
        "option",
        "comment",
        "another's site",
        "today's date",
        "itself",
        "the foot's last change",
        "a closed window in the head",
    ],
)
def test_what_is_no_item_of_this_site(body: str) -> None:
    assert look(body).items == ()


@pytest.mark.parametrize("host", ["www.x.gov.cn", "x.gov.cn", "news.x.gov.cn", "news.fuzhou.gov.cn"])
def test_items_may_stand_on_allowed_and_kindred_hosts(host: str) -> None:
    assert len(look(f'<a href="http://{host}/t20261103_1.htm">{TITLE}</a>', "*.fuzhou.gov.cn").items) == 1


def test_years_come_from_the_same_list_only() -> None:
    other = f'<ul><li><a href="/a/1.htm">{TITLE}</a><b>2019-12-31</b></li></ul>'
    home = look(f'{other}<ul><li><a href="/a/2.htm">{TITLE}</a><b>11-03</b></li></ul>')
    assert [one.on for one in home.items] == [date(2019, 12, 31), None]


@pytest.mark.parametrize(
    ("href", "title", "is_item"),
    [
        ("/detail/1164973182", "县水利局部署冬春农田水利建设工作", True),
        ("/article/65f2a9c81e2b3c4d5e6f7a8b", "县水利局部署冬春农田水利建设工作", True),
        ("/archives/3321/", "县水利局部署冬春农田水利建设工作", True),
        ("/content.jsp?wbtreeid=1042&wbnewsid=3546", "县水利局部署冬春农田水利建设工作", True),
        ("/detail/1164973182", "政府信息公开制度", False),
        ("/zwgk/2026/", "二〇二六年政府信息公开工作专题", False),
        ("/zwgk/list1234", "政府信息公开指南和目录以及年报", False),
        ("/ztzl/dsxxjy2021/", "党史学习教育专题专栏活动", False),
        ("/2026lianghui/", "二〇二六年全国两会专题报道", False),
        ("/zt/202603/", "二〇二六年全国两会专题报道", False),
        ("/zwgk/c106720/", "国有土地上房屋征收与补偿领域", False),
        ("/zdly/0301/", "国有土地上房屋征收与补偿领域", False),
        ("/zwgk/gkml/", "政府信息公开指南和目录以及年报", False),
        ("/zwgk/?classid=12", "政府信息公开指南和目录以及年报", False),
    ],
)
def test_a_long_name_with_a_numbered_address_is_an_item_and_no_column(
    href: str, title: str, is_item: bool
) -> None:
    seen = look(f'<a href="/xw/">工作动态</a><ul><li><a href="{href}">{title}</a></li></ul>')
    assert (len(seen.items), seen.navigation) == (int(is_item), not is_item)


def test_only_links_to_columns_are_a_way_in() -> None:
    home = look(
        '<a href="/zwgk/">政务公开</a><a href="/zwgk/index.htm">要闻动态</a><a href="http://o.com/">友情链接</a>'
    )
    assert (home.state, home.navigation, home.items) == (ListState.ITEMS, True, ())
    assert home.second_level == (URL + "zwgk/", URL + "zwgk/index.htm")


@every(
    "picture",
    [
        "<a href='/x/202311/t20231103_1.htm'><img src='1.jpg'></a>",
        "<map name='m'><area href='/x/content_123456.html' alt='县长调研秋粮生产'></map>",
    ],
    ids=["without a title", "without a day"],
)
def test_a_picture_that_may_lead_anywhere_hides_no_way_in(picture: str) -> None:
    columns, told = "<a href='/zwgk/'>政务公开</a>", "<p>时间：2026-11-02 来源：某某新闻网</p>"
    for body in (picture, picture + columns, f"<ul><li>{picture}</li><li>{columns}</li></ul>{told}"):
        assert (len(look(body).items), look(body).navigation) == (1, True)
    row = f"<li><a href='/a/1.htm'>{TITLE}</a>2026-11-03</li>"
    assert not look(f"<div class='focus'>{picture}</div>{row}{columns}").navigation
    sure = "<div class='slider'><a href='/x/content_123456.html'><img alt='县长调研秋粮生产'></a></div>"
    assert not look(f"{picture}{sure}{columns}").navigation


@pytest.mark.parametrize(
    ("body", "reason", "blocks"),
    [("", "no_links_found", 0), ('<li v-for="el in list">{{el.title}}</li>', "script_blocks", 1)],
    ids=["nothing", "a script's"],
)
def test_no_link_at_all_is_unreadable(body: str, reason: str, blocks: int) -> None:
    home = look(body)
    assert (home.state, home.reason, home.script_blocks) == (ListState.UNREADABLE, reason, blocks)


def test_the_newest_are_kept_and_the_undated_among_them() -> None:
    dated = "".join(
        f'<li><a href="/a/{n}.htm">{TITLE}{n}</a><b>{2000 + n % 26}-11-03</b></li>' for n in range(400)
    )
    undated = "".join(f'<li><a href="/b/content_{n}0000.htm">{TITLE}{n}</a></li>' for n in range(150))
    home = look(f"<ul>{dated}</ul><ul>{undated}</ul>")
    assert len(home.items) == MOST_ITEMS
    assert home.items[0].on == date(2025, 11, 3)
    assert sum(one.on is None for one in home.items) == 100


@given(st.text(alphabet=st.sampled_from(list("<>/=\"aliuld 2026-11-20年月日href'")), max_size=300))
@settings(max_examples=100, deadline=None)
def test_garbage_is_read_without_complaint(text: str) -> None:
    assert isinstance(read_homepage(text, URL, now=NOW), Homepage)


@every(
    "frame",
    [
        "<div>天气预报 2026-11-20 小雪 <a href='/tq/'>更多天气信息</a></div>",
        "<div><a href='/oa'>OA登录</a> 2026-11-20</div>",
        "<ul><li>2026年11月20日 星期五</li><li><a href='/wap/'>手机版本</a></li><li><a href='/en/'>English Version</a></li></ul>",
        "<div><span>2026-11-20</span><a href='/zb/'>今日值班安排</a></div>",
        "<ul><li><a href='/tq/1.html'>某区三天天气预报</a><span>2026-11-21 小雨</span></li></ul>",
        "<ul><li><a href='/tq/1.html'>今天白天多云转晴</a><span>2026-11-20</span></li><li><a href='/tq/2.html'>明天夜间小雨转阴</a><span>2026-11-21</span></li></ul>",
        "<div class='foot'>最后更新：2026-11-18 <a href='/about.html'>关于本站的说明</a></div>",
        "<footer><p>更新日期：2026-11-18</p><a href='/sm.html'>隐私保护和使用声明</a></footer>",
        "<div><a href='/hy/2026/'>两会专题</a>会期：2026年11月19日至22日</div>",
        "<div><a href='/fj/1.html'>放假安排</a>2026年11月19日起</div>",
        "<div>距离2026年11月19日园林博览会开幕还有 <a href='/zt/ylh/'>园林博览会专题</a></div>",
        "<div class='tpl' style='display:none'><ul><li><a href='#'>标题占位的一行文字</a><i>2026-11-19</i></li></ul></div>",
        "<ul><li style='display:none'><a href='/a/0.htm'>标题占位的一行文字</a><i>2026-11-19</i></li></ul>",
        "<ul><li><a href='/jg/1.htm'>土豆价格</a>2.10元/斤 2026-11-19</li><li><a href='/jg/2.htm'>鲜鸡蛋价</a>5.20元/斤 2026-11-19</li></ul>",
        "<table><tr><td><a href='/jg/1.htm'>前腿鲜猪肉</a></td><td>15.80</td><td>2026-11-19</td></tr></table>",
        "<div><a href='/app/'>客户端安卓版下载</a><p>更新日期：2026-11-19</p></div>",
        "<div><a href='/d/gov2.apk'>客户端安卓版下载</a><p>2026-11-19</p></div>",
        "<div><a href='/fw/1.htm'>公交线路实时查询</a> 数据更新日期：2026-11-19</div>",
        "<div class='kq'><a href='/hb/'>空气质量</a> 良 2026-11-19 16:00 发布</div><div><a href='/app/'>客户端安卓版下载</a> 更新时间：2026-11-18</div>",
        "<ul><li><a href='/kq/'>空气质量</a><i>2026-11-19</i></li><li><a href='/sz/'>水质日报</a><i>2026-11-18</i></li></ul>",
    ],
    ids=[
        "weather",
        "login",
        "clock in a list",
        "one link of a column",
        "a day and its weather",
        "rows of weather",
        "last change in the foot",
        "foot by its tag",
        "a session",
        "a day from which it holds",
        "days to go",
        "a template",
        "a template in a row",
        "prices",
        "a table of prices",
        "an app",
        "an app's file",
        "a service",
        "two services that differ",
        "two services in a list",
    ],
)
def test_the_day_of_the_visit_beside_the_frame_of_a_site_dates_no_item(frame: str) -> None:
    rows = "".join(
        f'<li><a href="/a/{n}.htm">{TITLE}第{n}号</a><span>2026-08-0{n}</span></li>' for n in (1, 2, 3)
    )
    found = look(f"{frame}<ul>{rows}</ul>")
    assert max(item.on for item in found.items if item.on) == date(2026, 8, 3)


def test_a_headline_that_names_another_day_keeps_its_own() -> None:
    row = f"<li><a href='/a/1.htm'>{TITLE}</a><i>2026-08-01</i></li>"
    for words in ("自2026年11月25日起公交调整", "会议时间：2026年11月25日", "倒计时十天"):
        top = f"<div><a href='/xw/c12/'>本区头条要闻一则</a><p>{words}，请周知。</p><i>2026-08-03</i></div>"
        assert look(f"{top}<ul>{row * 2}</ul>").items[0].on == date(2026, 8, 3)


def test_the_first_row_of_a_list_is_like_the_others_whatever_its_name() -> None:
    rows = f"<li><a href='/a/1.htm'>{TITLE}</a><i>2026-08-01</i></li>" * 2
    found = look(f"<ul><li class='first'><a href='/tt'>{TITLE}一</a><i>2026-08-03</i></li>{rows}</ul>")
    assert found.items[0].on == date(2026, 8, 3)


@every(
    "box",
    [
        "<li><a href='/hd/7.html'>河湖保护公益讲座</a><p>时间：2026-11-19</p><p>地点：区文化馆</p></li>",
        "<li><a href='/hd/7.html'>区政府新闻发布会</a><em>直播时间：2026-11-19 15:00</em></li>",
        "<li><a href='/hd/7.html'>东门片区停水通知</a><em>停水日期：2026-11-19</em></li>",
        "<table><tr><th>项目</th><th>开标时间</th></tr><tr><td><a href='/hd/7.html'>河道疏浚工程招标</a></td><td>2026-11-19</td></tr></table>",
        "<div class='th'><b>主题</b><b>截止日期</b></div><div class='tr'><b><a href='/hd/7.html'>公交线路调整征求意见</a></b><b>2026-11-19</b></div>",
        "<div class='jc'><h4><a href='/jc/7.html'>民生商品价格监测</a></h4><p>监测日期：2026-11-19</p></div>",
        "<div><a href='/user/'>个人中心首页</a> 上次登录：昨天 10:20</div>",
        "<ul><li><a href='/f/7.doc'>附件：个人信息登记表.doc</a><span>2026-11-19</span></li></ul>",
        "<p>附件：<a href='/f/20261119.pdf'>某区2026年重点项目清单</a></p>",
    ],
    ids=[
        "event",
        "broadcast",
        "outage",
        "tender",
        "deadline",
        "prices",
        "login",
        "attached",
        "a file's address",
    ],
)
def test_the_day_of_what_takes_place_dates_no_item(box: str) -> None:
    rows = "".join(
        f'<li><a href="/a/{n}.htm">{TITLE}第{n}号</a><span>2026-08-0{n}</span></li>' for n in (1, 2, 3)
    )
    found = look(f"<div>{box}</div><ul>{rows}</ul>")
    assert max(item.on for item in found.items if item.on) == date(2026, 8, 3)


def test_a_linked_file_with_its_day_is_an_item_and_no_less_an_article_called_attached() -> None:
    rows = f"<li><a href='/f/1.pdf'>{TITLE}.pdf</a><b>2026-11-03</b></li><li><a href='/a/2.htm'>附件1.某区项目申报指南</a><b>2026-11-02</b></li>"
    assert [item.on for item in look(f"<ul>{rows}</ul>").items] == [date(2026, 11, 3), date(2026, 11, 2)]


def test_a_row_of_the_day_that_leads_to_an_article_keeps_its_day() -> None:
    found = look(f'<div><a href="/a/content_12345.htm">{TITLE}</a> <span>2026-11-20</span></div>')
    assert [item.on for item in found.items] == [date(2026, 11, 20)]


@every(
    "beside",
    [
        "<p>时间：2026年11月19日</p>",
        "<p>时间：2026-11-19 14:30</p>",
        "<b>时间：</b><i>2026-11-19</i>",
        "<p>主题：招商</p><p>时间：2026-11-19</p>",
        "<p>2026年11月19日-23日</p>",
        "<p>2026.11.19-2026.12.20</p>",
        "<p>2026年11月19日 09:00 开播</p>",
    ],
)
def test_the_time_of_a_meeting_beside_a_lone_link_is_no_day_of_news(beside: str) -> None:
    link = "<a href='/hy/2026/5501.html'>全区招商大会</a>"
    for box in (f"<div>{link}{beside}</div>", f"<div>{beside}{link}</div>"):
        assert [item.on for item in look(box).items] == [None]
        news = box.replace("</div>", "<p>来源：某报 浏览：5</p></div>")
        assert [item.on for item in look(news).items] == [date(2026, 11, 19)]
    names = [link.replace("01", str(n)).replace("全区招商大会", TITLE) for n in (19, 18, 17)]
    rows = [f"<li>{name}<i>时间：2026-11-{n}</i></li>" for n, name in zip((19, 18, 17), names, strict=True)]
    assert look(f"<ul>{''.join(rows)}</ul>").items[0].on == date(2026, 11, 19)
    assert [item.on for item in look(f"<ul>{''.join(rows[:2])}</ul>").items] == [None, None]


def test_the_time_of_events_is_no_day_of_news_however_many_they_are() -> None:
    events = "".join(
        f"<li><a href='/hy/{n}.html'>第{n}次招商大会</a><i>时间：2026-11-{n}</i></li>" for n in (19, 18, 17)
    )
    assert {item.on for item in look(f"<ul>{events}</ul>").items} <= {None}
    cells = "".join(
        f"<tr><td><a href='/hd/{n}.html'>读书分享活动</a></td><td>2026-11-{n}</td><td>某馆</td></tr>"
        for n in (19, 18)
    )
    head = "<tr><th>活动</th><th>日期</th><th>{}</th></tr>"
    for column, days in (("地点", set()), ("单位", {date(2026, 11, 19), date(2026, 11, 18)})):
        assert {item.on for item in look(f"<table>{head.format(column)}{cells}</table>").items} - {
            None
        } == days
    waters = "".join(
        f"<li><a href='/sq/{n}.html'>某水库水位</a> 102.35m <i>2026-11-20 08:00</i></li>" for n in (1, 2)
    )
    assert {item.on for item in look(f"<ul>{waters}</ul>").items} <= {None}


def test_a_tooltip_labels_its_day_on_a_line_of_its_own() -> None:
    link = "<a href='/a/7.htm' title='区政府召开常务会议&#10;发布时间：2026-11-03'>区政府召开常务会议</a>"
    assert [item.on for item in look(f"<h1>{link}</h1>").items] == [date(2026, 11, 3)]


def test_the_last_change_of_the_site_and_the_air_are_no_news() -> None:
    for name in ("网站更新日期", "本站更新：", "数据更新时间", "最后更新时间"):
        for box in (
            f"<p><a href='/s/1.html'>{name}</a> 2026-11-19</p>",
            f"<li><a href='/s/2019.html'>{name}</a><i>2026-11-19</i></li>",
        ):
            assert {item.on for item in look(box).items} <= {None}, box
    for beside in ("2026-11-19 AQI 50", "2026-11-19 PM2.5：12", "版权所有 2026-11-19"):
        assert {
            item.on for item in look(f"<div><a href='/k/1001.html'>空气质量实时发布</a> {beside}</div>").items
        } <= {None}, beside
    for name in ("距高考还有10天", "版本 3.2", "限行尾号"):
        box = f"<div><a href='/k/1001.html'>{name}</a><i>2026-11-19</i></div>"
        assert {item.on for item in look(box).items} <= {None}, name
    for title in ("全市AQI达标天数增加", "数据更新时间调整的通知", "关于版权所有者登记的公告"):
        row = f"<li><a href='/k/1001.html'>{title}</a><i>2026-11-19</i></li>"
        assert [item.on for item in look(row).items] == [date(2026, 11, 19)], title


def test_days_of_events_to_come_and_of_a_window_of_hours_are_no_news() -> None:
    row = "<li><a href='/hd/1001.html'>全民阅读月系列</a><span>2026-11-19</span></li>"
    assert [item.on for item in look(f"<div><h3>活动预告</h3><ul>{row}</ul></div>").items] == [None]
    assert [item.on for item in look(f"<div><h3>活动报道</h3><ul>{row}</ul></div>").items] == [
        date(2026, 11, 19)
    ]
    closed = "<div><a href='/gg/1001.html'>关于系统维护的公告</a><p>2026-11-18 22:00至2026-11-19 06:00进行维护</p></div>"
    assert [item.on for item in look(closed).items] == [None]


LETTERS = "".join(
    f"<li><a href='/a/{n}.html'>小区物业收费问题</a><span>2026-11-{n}</span></li>" for n in (19, 18)
)


NEWS_ROWS = LETTERS.replace("收费问题", "收费标准")


@every(
    "box",
    [
        f"<h3>局长信箱</h3><ul>{LETTERS}</ul>",
        f"<div><p><a href='/x/'>来信选登</a><a href='/w/'>我要写信</a><a href='/x/'>更多</a></p><ul>{LETTERS}</ul></div>",
        f"<div><ul><li>县长信箱</li><li>网上咨询</li></ul><ul>{LETTERS}</ul></div>",
        f"<div><img src='1.gif' alt='领导信箱'></div><ul>{LETTERS}</ul>",
        f"<h3>今日值班</h3><ul>{LETTERS}</ul>",
        f"<h3>办件公示</h3><ul>{LETTERS}</ul>",
        f"<ul>{LETTERS.replace('</span>', '</span><i>[已回复]</i>')}</ul>",
        f"<ul>{LETTERS.replace('</span>', '</span><i>来信人：王**</i>')}</ul>",
        f"<ul>{LETTERS.replace('</span>', '</span><img src=y.gif alt=已办结>')}</ul>",
        f"<ul>{LETTERS.replace('/a/', '/mail/')}</ul>",
        "<h3>我要咨询</h3><ul><li><a href='/a/1.html'>社保如何转移接续</a><i>2026-11-19</i></li></ul>",
        "<table><tr><th>日期</th><th>值班领导</th></tr><tr><td>2026-11-19</td><td><a href='/z/1.html'>张某某局长</a></td></tr></table>",
        "<table><tr><th>主题</th><th>来信时间</th></tr><tr><td><a href='/z/1.html'>路灯不亮</a></td><td>2026-11-19</td></tr><tr><td><a href='/z/2.html'>公交改线</a></td><td>2026-11-18</td></tr></table>",
    ],
    ids=[
        "under their heading", "beside tools", "under tabs of letters", "under a picture", "on duty", "cases served", "with a status", "with a writer",
        "with the picture of a status", "in a folder of letters", "under a bidding", "a rota", "a table of letters",
    ],
)  # fmt: skip
def test_letters_rotas_and_cases_are_no_news(box: str) -> None:
    assert (look(box).items, look(box).unread_pages) == ((), ())


@every(
    ("title", "folder", "is_left_open"),
    [
        ("小区门口路灯不亮的问题", "/a/", True),
        ("请问灵活就业怎么参保", "/a/", True),
        ("某县机关十一月值班表", "/a/", True),
        ("小区路灯的维修", "/mail/", True),
        ("小区门口路灯不亮的问题", "/xinxiang/", False),
        ("[咨询]</b><b>", "/a/", False),
        ("新乡粮食产量创新高", "/xinxiang/", None),
        ("全县推进信访件办理的通知", "/mail/", None),
        ("灵活就业人员如何参保？", "/a/", None),
    ],
)
def test_what_may_be_a_letter_makes_no_homepage_fresh_or_stale(
    title: str, folder: str, is_left_open: bool | None
) -> None:
    """Left open: named, unread; for sure a letter: neither; else news."""
    old = f"<ul><li><a href='/a/1.htm'>{TITLE}</a><i>2026-08-03</i></li></ul>"
    kind, _, name = title.rpartition("<b>")
    box = f"<ul><li><b>{kind}</b><a href='{folder}4410.html'>{name or '公积金贷款额度多少'}</a><i>2026-11-19</i></li></ul>"
    seen = look(f"<div>{old}</div><div>{box}</div>")
    newest = date(2026, 11, 19) if is_left_open is None else date(2026, 8, 3)
    assert seen.items[0].on == newest
    assert bool(seen.unread_pages) == bool(is_left_open)
    newer = old.replace("2026-08-03", "2026-11-19")
    assert look(f"<div>{newer}</div><div>{box}</div>").unread_pages == ()


@every(
    "box",
    [
        f"<div><ul><li>通知公告</li><li>县长信箱</li></ul><ul>{NEWS_ROWS}</ul></div>",
        f"<p><b>通知公告</b> <b>县长信箱</b></p><ul>{NEWS_ROWS}</ul>",
        f"<dl><dt>县长信箱</dt><dd><a href='/b/1.html'>路灯不亮</a></dd><dt>通知公告</dt>{LETTERS.replace('li>', 'dd>')}</dl>",
        f"<p><a href='/x/'>局长信箱</a></p><ul>{NEWS_ROWS}</ul>",
        f"<p><a href='/x/'><img src='1.gif' alt='局长信箱'></a></p><ul>{NEWS_ROWS}</ul>",
        f"<h3>意见征集</h3><ul>{LETTERS.replace('</span>', '</span><i>[已反馈]</i>')}</ul>",
        f"<h3>消费投诉公示</h3><ul>{LETTERS}</ul>",
        f"<h3>新闻咨询</h3><ul>{LETTERS}</ul>",
        f"<h3>通知公告</h3><ul>{LETTERS.replace('小区物业收费问题', '国庆假期值班安排')}</ul>",
        f"<ul>{LETTERS.replace('小区物业收费问题', '百件积案已办结')}</ul>",
    ],
    ids=["tabs", "names side by side", "the next heading", "a way to write", "a picture that leads to it", "solicitations", "made public", "news, misspelt", "a notice of a rota", "news of cases"],
)  # fmt: skip
def test_news_beside_letters_keep_their_days(box: str) -> None:
    assert date(2026, 11, 19) in {item.on for item in look(box).items}


def test_a_picture_or_a_part_of_one_that_leads_to_an_article_is_an_item() -> None:
    picture = "<a href='/x/202611/t20261103_1.htm'><img src='1.jpg' alt='县长调研秋粮生产'></a>"
    assert [(one.title, one.on) for one in look(picture).items] == [("县长调研秋粮生产", date(2026, 11, 3))]
    nameless = picture.replace("县长调研秋粮生产", "")
    assert [(one.title, one.on) for one in look(nameless).items] == [("t20261103_1.htm", date(2026, 11, 3))]
    part = "<map name='m'><area href='/x/202611/t20261103_1.htm' alt='县长调研秋粮生产'></map>"
    assert look(part).items == look(picture).items
    hidden = f"<p style='display:none'>{picture}</p>"
    assert [one.on for one in look(f"<div class='slider'>{hidden}</div>").items] == [date(2026, 11, 3)]
    assert [one.on for one in look(picture.replace("202611/t20261103_1", "content_123456")).items] == [None]
    for other in (
        f"<div>{hidden}</div>",
        picture.replace("1103", "1203"),
        picture.replace("/x/", "http://www.gov.cn/x/"),
    ):
        assert look(other).items == ()
