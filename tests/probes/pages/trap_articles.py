"""Made-up articles whose markup misleads: hidden days, rows of others, heads over cells, days kept where no text is. Each with its truth."""

from datetime import date

D = date(2024, 9, 12)
TITLE = "关于印发沿江岸线整治三年行动方案的通知"
TEXT = "".join(
    f"<p>{one}</p>"
    for one in (
        "各乡镇人民政府，区直各有关单位：",
        "经研究，现将《沿江岸线整治三年行动方案》印发给你们，请结合实际，认真贯彻落实。",
        "一、总体要求。坚持问题导向，统筹水岸共治，到2027年底前全面完成岸线整治任务。",
        "二、工作安排。2025年3月1日前完成摸底，2026年10月15日前完成整治，2027年12月31日前完成验收。",
        "三、保障措施。各单位要压实责任，加强督导，确保各项任务落到实处。",
    )
)


def trap(
    info: str = "", *, top: str = "", after: str = "", head: str = "", heading: str = "<h2>{}</h2>"
) -> str:
    """A page of the usual kind around *info*, which stands under its title."""
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{TITLE}-示例区人民政府</title>{head}</head><body>{top}"
        f"<div class=nav><a href=/>首页</a><a href=/zwgk/>政务公开</a></div><div class=main>{heading.format(TITLE)}{info}<div class=editor>{TEXT}</div></div>"
        f"{after}<div class=foot>主办：示例区人民政府办公室 Copyright 2012-2026 版权所有</div></body></html>"
    )


def _hidden(code: str) -> str:
    """A page whose script hides the newer of its two days."""
    two = "<p class=old><i>发布时间：2026-11-20</i></p><p>发布时间：2024-09-12</p>"
    return trap(two, head="<style>.x{display:none}</style>", after=f"<script>{code}</script>")


def _written(code: str) -> str:
    """A page whose script writes another day over its own."""
    line = "<P class=info><SPAN ID=pub data-k=pub>发布时间：2026-11-20</SPAN></P>"
    return trap(line, after=f"<script>{code}</script>")


def untitled(line: str) -> str:
    """A page whose window has no title of its own, with *line* over a day."""
    return f"<html><head><title>示例区人民政府</title></head><body><div>当前位置：首页 &gt; 领导</div><div>{line}</div><div>2026-11-20</div>{TEXT}</body></html>"


#: Fourteen characters, with which a title begins and a text is signed.
OFFICE = "示例省人民政府国有资产委员会"
#: So long a menu that what stands below it is no longer the head of the page.
MENU = "<ul>" + "<li>政务公开目录</li>" * 80 + "</ul>"

#: name -> page whose day is `D`
READ: dict[str, str] = {
    "no_year_in_the_month_of_the_address": trap("<p>发布时间：09-12</p>", after='<script>var s={"time":"2026-10-28 21:09:55"}</script>'),
    "numerals_alone": trap("<div>二〇二四年九月十二日</div>"),
    "numerals_with_a_figure": trap("<div>发布日期：二0二四年九月十二日</div>"),
    "english_weekday": trap("<div>Thursday, 12 September 2024</div>"),
    "mail_date": trap("<p>Published: Thu, 12 Sep 2024 02:00:00 GMT</p>"),
    "printed_by_a_program": trap("<p>发布时间：Thu Sep 12 10:20:30 CST 2024</p>"),
    "characters_without_width": trap("<div>发布\u200b时间：2024\u200b-09-12</div>"),
    "made_on": trap("<table><tr><th>生成日期</th><td>2024-09-12</td></tr><tr><th>废止日期</th><td>2029-09-12</td></tr></table>"),
    "head_over_cells": trap("<table><tr><th>索引号</th><th>成文日期</th><th>发布日期</th></tr><tr><td>K1</td><td>2024-09-02</td><td>2024-09-12</td></tr></table>"),
    "head_over_cells_newer_last": trap("<table><tr><th>发布日期</th><th>实施日期</th></tr><tr><td>2024-09-12</td><td>2024-10-15</td></tr></table>"),
    "hidden_label": trap("<p style='display:none'>发布时间：2026-11-20</p><p>发布时间：2024-09-12</p>"),
    "hidden_by_class": trap("<p class=hide>发布时间：2026-11-20</p><p>发布时间：2024-09-12</p>", head="<style>.hide{display:none}</style>"),
    "hidden_on_small_screens_only": trap("<p class=info>发布时间：2024-09-12</p>", head="<style>@media (max-width:700px){.info{display:none}}</style>"),
    "struck_out": trap("<p><del>发布时间：2026-11-20</del></p><p>发布时间：2024-09-12</p>"),
    "crumb_with_a_day": trap("<p>当前位置：首页 > 2026-11-26 > 通知</p><p>2024-09-12</p>"),
    "neighbour_behind_the_label": trap("<p>发布日期：2024-09-12 <a href=/1.html>上一篇 (2026-11-02)</a></p>"),
    "label_and_day_on_two_lines_of_the_markup": trap("<p>\n\t\t发布时间：\n\t\t\t\t2024-09-12\n\t\t来源：\n\t\t\t\t办公室\n</p>"),
    "many_blanks_behind_the_label": trap("<p>发布时间：&nbsp;&nbsp;&nbsp;&nbsp;&emsp;&emsp;2024-09-12</p>"),
    "other_day_first_on_two_lines_of_the_markup": trap("<p>成文日期：\n\t\t\t\t\t2024-09-02</p><p>发布日期：\n\t\t\t\t\t2024-09-12</p>"),
    "text_set_as_it_is_written": trap("<pre>来源：办公室\n发布时间：   2024-09-12\n各单位：\n现将有关事项通知如下。</pre>"),
    "figures_alone_under_the_title": trap("<p>20240912</p>"),
    "figures_behind_the_source": trap("<p>来源：办公室　20240912</p>"),
    "weekday_before_it": trap("<p>周四, 2024-09-12 - 10:20</p>"),
    "moment_over_the_title_foretold": trap("<p>2024-09-12</p>", top=f"<div>{TITLE}</div><div><h4>直播预告</h4><p>在线访谈</p><p>2026-11-20 10:00</p></div>"),
    "hidden_by_style": _hidden("document.querySelector('.old').style.display='none'"),
    "hidden_by_its_class": _hidden("document.querySelector('.old').className='x'"),
    "taken_away_by_its_parent": _hidden("var e=document.querySelector('p.old');e.parentNode.removeChild(e)"),
    "hidden_within": _hidden("$('.old > i').css('display','none')"),
    "hidden_beside_its_heading": _hidden("$('h2').next().hide()"),
    "written_within": _written("document.querySelector('.info span').innerText='发布时间：2024-09-12'"),
    "written_by_attribute": _written("document.querySelector('[data-k=pub]').innerText='发布时间：2024-09-12'"),
    "written_by_name_alone": _written("pub.innerText='发布时间：2024-09-12'"),
    "written_as_data": _written("document.getElementById(`pub`).firstChild.nodeValue='发布时间：2024-09-12'"),
    "written_with_others": _written("$('#pub,#none').html('发布时间：2024-09-12')"),
    "card_between_the_title_and_its_line": trap("<div><a href=/z/2.htm>示例市召开河湖长制工作推进会</a><p>发布时间：2026-11-20</p></div><p>时间：2024-09-12 来源：办公室</p>"),
    "comment_within_the_text": trap("<p>时间：2024-09-12</p>", after="<div><span>用户8813</span><span>2026-11-20 10:22</span><p>感谢分享，学习了很多东西。</p></div>"),
    "title_of_the_news_kind": trap("<div class=i>2024-09-12　来源：示例日报　浏览：33</div>", heading="<div class=t>{}</div>").replace(f"<title>{TITLE}-", "<title>").replace(f"<div class=t>{TITLE}", "<div class=t>示例区：让“岸线梦”照进现实！"),
    "sent_out_and_a_file_below": trap("<p>发稿时间：2024-09-12 来源：办公室</p>", after="<div><h4>附件下载</h4><p><a href=a.doc>申报表格.doc</a> 发布时间：2024-09-10</p></div>"),
    "signed_by_a_firm": trap(after="<p>示例自来水有限公司</p><p>2024年9月12日</p>").replace(TEXT, "<p>因管网检修，部分小区停水，请提前储水。</p>"),
    "signed_by_a_school": trap(after="<p>示例市第一中学</p><p>2024年9月12日</p>").replace(TEXT, "<p>因管网检修，部分小区停水，请提前储水。</p>"),
    "title_again_over_a_day_of_the_text": trap("<p>2024-09-12 10:20</p>", after=f"<p>项目名称</p><p>{TITLE}</p><p>示例新闻联播</p><p>2026-11-20</p>"),
    "reader_before_a_day_that_a_tag_states": trap("<div>2024-09-12 10:20 来源：办公室</div>", head="<meta name=PubDate content='2024-09-12'>", top=f"<p>{TITLE}</p><p>用户8813</p><p>2026-11-20 10:22</p>", after=f"<p>{TITLE}</p>"),
    "data_changed_over_it": trap("<p>数据更新时间：2026-11-26 08:00</p><p>发布时间：2024-09-12</p>"),
}  # fmt: skip

#: name -> page that states no day of its own
NO_DAY: dict[str, str] = {
    "made_on_two_lines_of_the_markup": trap("<p>成文日期：\n\t\t\t\t\t2026-11-20</p>"),
    "deadline_on_two_lines_of_the_markup": trap("<p>报名截止时间：\n\t\t\t\t\t2026-11-20</p>"),
    "valid_until_behind_many_blanks": trap("<p>有效期至：&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;2026-11-20</p>"),
    "price_of_a_share_over_it": trap("<p>来源：办公室</p>", top="<div>示例股份 600000 12.35 +0.21 (1.73%) 2026-11-20 15:00</div>"),
    "index_below_it": trap("<p>来源：办公室</p><div><b>示例指数</b><i>3211.20</i><i>+0.5%</i><i>2026-11-20 15:00</i></div>"),
    "broadcast_to_come": trap("<p>来源：办公室</p>", after="<div><h4>直播预告</h4><p>在线访谈</p><p>2026-11-20 10:00</p></div>"),
    "weather_behind_it": trap("<p>来源：办公室</p><p>2026-11-20 示例市 多云 12℃~18℃</p>"),
    "changed_as_the_foot_says": trap("<p>来源：办公室</p><div>版权所有 Copyright 2010-2026 最后更新日期：2026-11-20</div>"),
    "over_where_the_page_stands": trap(heading="<p>您现在所在的位置：首页 &gt; 机构设置</p><div class=t>{}</div>", top="<div>最后更新日期：2026-11-20</div>").replace(f"<title>{TITLE}-", "<title>"),
    "caption_below_the_text": trap("<p>来源：办公室</p>", after="<div><img src=a.jpg><p>示例新闻联播</p><p>2026-11-20</p></div>"),
    "reader_below_the_text": trap("<p>来源：办公室</p>", after="<div><span>用户8813</span><span>2026-11-20 10:22</span><p>感谢分享，学习了很多东西。</p></div>"),
    "topic_beside_it": trap("<p>来源：办公室</p><div><h3>专题推荐</h3><p>学习贯彻全会精神</p><p>2026-11-20</p></div>"),
    "row_that_ends_like_an_office": trap("<p>来源：办公室</p>", after="<p>2026-11-20 <a href=/n/1.html>示例区召开党风廉政建设推进会</a></p>"),
    "own_title_as_a_heading_of_a_row": trap("<p>来源：办公室</p>", after=f"<h2><a href=/x/9.html>{TITLE}</a></h2><span>2026-11-20</span>", heading="<div class=t>{}</div>"),
    "greeting_over_it": untitled("欢迎您访问示例区人民政府网站！"),
    "hotline_over_it": untitled("值班热线电话 12345 转 6！"),
    "search_over_it": untitled("本站搜索:请输入您要查找的内容！"),
    "number_of_a_kind": trap("<p>信息编号 20240912</p>"),
    "number_of_a_file": trap("<p>示政办发 20240912</p>"),
    "number_in_the_next_cell": trap("<table><tr><td>索引号</td><td>20240912</td></tr></table>"),
    "number_of_a_telephone": trap("<p>联系电话</p><p>20240912</p>"),
    "number_of_readers": trap("<p>浏览量</p><p>【20210315】</p>"),
    "number_under_the_title": trap("<p>编号：20240912</p>"),
    "empty_label_in_brackets": trap("<p>【时间：】</p><div><p>示例新闻联播</p><p>2026-11-20</p></div>"),
    "row_of_another": trap("<div class=hot><a href=/z/1.html>头条：全市作风建设大会召开</a> 2026-11-20</div><p>来源：办公室</p>"),
    "row_of_another_labelled": trap("<p>来源：办公室</p>", after="<div>下一篇：<a href=/2.html>另一篇完全无关的文章</a> 发布时间：2026-11-20</div>"),
    "row_with_a_longer_title": trap("<p>来源：办公室</p>", after=f"<ul><li><a href=/x.html>{TITLE}（修订）</a> 2026-11-20</li></ul>"),
    "notice_over_the_title": trap("<p>来源：办公室</p>", top="<div>最新公告：全区停水通知（发布时间：2026-11-20）</div>"),
    "clock_with_seconds": trap("<div>2026年10月26日 星期一 10:22:11</div>"),
    "clock_of_the_fetch": trap("<p>2026年11月21日 星期六</p>"),
    "data_changed": trap("<p>数据更新时间：2026-11-26 08:00</p>"),
    "term_of_a_policy": trap("<p>政策有效期：2024-10-12—2026-11-20</p>"),
    "row_written_by_script": trap("<div id=rel></div><p>来源：办公室</p>", after="<script>document.getElementById('rel').innerHTML='<a href=/1>另外一篇相关文章的标题</a><span>2026-11-20</span>'</script>"),
    "forecast": trap("<p>来源：办公室</p>", top="<div>多云 12℃ 发布时间：2026-11-20 08:00</div>"),
    "version_of_a_program": trap("<p>来源：办公室</p>", top="<div><p>示例通</p><p>版本：V3.2.1</p><p>发布日期：2026-11-20</p></div>"),
    "changed_program": trap("<p>来源：办公室</p>", top="<div><p>示例通 3.2.1 版</p><p>更新时间：2026-11-20</p></div>"),
    "kept_page": trap("<p>本页缓存于 2026-11-20 10:10:10</p>"),
    "opening_of_a_festival": trap("<p>来源：办公室</p><div><h3>第三届示例文化节</h3><p>2026年11月20日 隆重开幕</p></div>"),
    "visitors_since": trap("<p>来源：办公室</p><p>2026年11月20日以来第 3321 位</p>"),
    "time_before_weekday": trap("<p>来源：办公室</p><p>2026-11-11 10:22:33 星期三</p>"),
    "nameless_reader": trap("<p>来源：办公室</p>", after="<div><p>匿名用户 2026-11-20 10:20:11</p><p>好的，支持这样的做法，希望继续！</p></div>"),
    "file_below_its_heading": trap("<p>来源：办公室</p>", after="<div><p>附件下载</p><p><a href=/a>示例申请表</a> 上传时间：2026-11-20</p></div>"),
    "notice_of_the_site": trap("<p>来源：办公室</p><p>【公告】关于停水检修有关事项的说明（2026-11-20）</p>"),
    "maintenance": trap("<p>来源：办公室</p><p>关于本站系统维护的公告 2026-11-20</p>"),
    "today_is": trap("<p>来源：办公室</p><p><span>今天是</span><span>2026-11-20</span></p>"),
    "record_of_another": trap("<p>来源：办公室</p>", head='<script type="application/ld+json">{"@type":"NewsArticle","headline":"示例市召开安全生产会议","datePublished":"2026-11-20T10:00:00+08:00"}</script>'),
    "hidden_behind_many_styles": trap("<p style='display:none'>发布时间：2026-11-20</p>", top="<b style='color:red'>例</b>" * 401),
    "clock_of_the_server": trap("<p>发布时间：</p>", after='<script>var s={"id":3,"time":"2026-02-28 21:09:55"}</script>'),
    "last_change_in_a_script": trap("<p>发布时间：</p>", after="<script>var page={postUpdate:'2026-02-28 21:09:55'}</script>"),
    "day_before_month_and_a_clock": trap("<p>发布时间：08/03/2024</p>", after='<script>var s={"time":"2026-10-28 21:09:55"}</script>'),
    "signed_by_the_office_that_begins_the_title": trap("<p>来源：办公室</p>", after=f"<p>{OFFICE}</p><p>2026年11月20日</p><p>附件：任务分解表、责任清单、联络员名单、报送要求、验收办法、资金安排、时间节点和宣传口径各一份</p>").replace(TITLE, OFFICE + TITLE),
    "figures_in_pieces": trap("<p>来源：办公室</p><p>通报：2024年9月</p><p>1</p><p>2日全区停水，请提前做好储水准备。</p>"),
}  # fmt: skip

#: name -> page that has a day where no text is: read it or leave it unread, but it is not undated
NOT_UNDATED: dict[str, str] = {
    "line_in_a_frame": trap("<iframe src='/info/33.html' width=600 height=30></iframe>"),
    "text_in_a_document": trap("<p>来源：办公室</p><embed src=/a.pdf type='application/pdf'>"),
    "created_tag": trap("<div>来源：办公室</div>", head="<meta name='createDate' content='2024-09-12 10:00:00'>"),
    "exact_in_a_tooltip": trap("<div><span title='2024-09-12 10:20'>去年</span> 来源：办公室</div>"),
    "label_in_a_tooltip": trap(heading="<h2 title='发布时间：2024-09-12'>{}</h2>"),
    "hidden_field": trap("<p>来源：x</p><input type=hidden id=pubtime value='2024-09-12'>", after="<script src=/js/a.js></script>"),
    "hidden_line": trap("<p style='display:none'>发布时间：2024-09-12</p>"),
    "page_changed": trap("<p>网页更新时间：2024-09-12</p>"),
    "data_of_a_text_node": trap("<p id=t>更新中……</p>", after="<script>document.getElementById('t').firstChild.data='发布时间：2024-09-12'</script>"),
    "english_beside_the_source": trap("<div><i>来源：办公室</i><i>Sep 12, 2024</i></div>", heading="", top=MENU),
    "two_digit_year_alone": trap("<div>24-09-12</div>", heading="", top=MENU),
    **{f"written_as_{day}": trap(f"<div>来源：办公室 {day} 浏览：12</div>") for day in ("2024,09,12", "2024 09 12", "2024、9、12", "2024|09|12", "12/Sep/2024", "2024-Sep-12", "12 九月", "2024年九月12日", "12日9月2024年", "20240912102030", "12 septembre 2024", "12. září 2024", "12 de septiembre de 2024", "2024 оны 09 сарын 12", "甲辰年八月初十", "農曆八月初十", "贰零贰肆年玖月拾贰日", "2024年9月上旬")},
    **{f"signed_as_{day}": trap(after=f"<p>示例区水务局</p><p>{day}</p>") for day in ("2024,09,12", "2024 09 12", "2024|09|12", "12/Sep/2024", "2024年九月十二日", "20240912102030", "9月12日 星期四")},
    **{f"alone_as_{day}": trap(f"<div>{day}</div>") for day in ("09.12", "12日", "SEP", "12</div><div>09</div><div>2024")},
    "several_days_on_a_long_line": trap("<div>Date: 2024-09-12　公示期：2024-09-12—2026-11-20</div>"),
    "figures_alone": trap("<div>20240912</div>", heading="", top=MENU),
    "in_three_lines": trap("<div><i>2024</i><i>09</i><i>12</i></div>"),
    "in_two_lines": trap("<div><b>12</b><i>2024-09</i></div>", heading="", top=MENU),
    "script_in_no_usual_words": trap("<p id=t></p>", after="<script>var k='inner'+'HTML';document.getElementById('t')[k]='发布时间：2024-09-12'</script>"),
}  # fmt: skip

#: What stands in the head of pages that have no day at all.
UNDATED: tuple[str, ...] = (
    "1975年3月生 大学学历",
    "出生年月：1975年3月",
    "任职时间：2021年3月",
    "建校时间：1956年9月",
    "始建于1956年9月 占地120亩",
    "2010年5月被评为4A级景区",
    "规划期限：2021年1月-2035年12月",
    "项目编号：2024-05 投资：2.5亿元",
    "现有学生2012人 12个班 30名教师",
    "适用 Windows Server 2016 SP1",
    "容量 2000kVA 10kV",
    "版本：2.10.12",
    "V3.2.1",
    "示办发〔2024〕12号",
    "第3页 共12页",
    "门票：60.00元 评分：4.8 分",
    "税率：3% 速算扣除数：0 / 210 / 1410",
    "编号：2024051 浏览：2024次",
)
