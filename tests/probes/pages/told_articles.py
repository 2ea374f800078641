"""Made-up articles whose day every reader would tell, and pages without one that tempt: in the manner of papers, offices, schools. Each with its truth."""

from datetime import date

D = date(2024, 5, 17)
#: name -> (page, address, truth)
Case = tuple[str, str, date | None]

_TEXT = "<p>近日，河湾区召开专题推进会，安排部署下一阶段重点任务。</p><p>会议要求，于2024年12月31日前完成全部整改事项，确保落到实处。</p>"
_ENGLISH = (
    "<p>The district opened a new community health center, which will serve more than 30,000 residents of the area.</p>"
    * 2
)
_NOTICE = "<p>各街道：</p><p>现将老旧小区加装电梯工作有关事项通知如下，请认真贯彻落实。</p><p>一、明确职责分工，压实责任，稳妥推进。</p>"
_DUTY = "<p>主要职责：（一）负责保障水资源的合理开发利用，拟订水务规划，并组织实施。</p><p>（二）负责节约用水工作，指导防汛抗旱，完成其他任务。</p>"


def told(
    title: str, info: str = "", *, over: str = "", text: str = _TEXT, after: str = "", head: str = ""
) -> str:
    """A page with *info* below its title and *over* right above it."""
    return (
        f"<html><head><title>{title}_示例网</title>{head}</head><body><ul><li><a href='/'>首页</a></li><li><a href='/zwgk/'>政务公开</a></li>"
        f"<li><a href='/bsfw/'>办事服务</a></li><li><a href='/hdjl/'>互动交流</a></li>{'<li><a>走进河湾</a></li>' * 8}</ul><div>当前位置：<a href='/'>首页</a> &gt; <a href='/xw/'>新闻中心</a> &gt; <a href='/xw/bm/'>部门动态</a> &gt; <a href='/xw/bm/dt/'>工作动态</a> &gt; 正文</div>"
        f"{over}<h1>{title}</h1>{info}<div id='zoom'>{text}</div>{after}<div>主办：河湾区人民政府办公室 版权所有</div></body></html>"
    )


def signed(name: str, after: str = "") -> str:
    """A notice that *name* signs."""
    return told(
        "关于做好老旧小区加装电梯工作的通知", text=f"{_NOTICE}<p>{name}</p><p>2024年5月17日</p>{after}"
    )


def _short(text: str, window: str = "河湾区召开基层治理重点任务推进会_示例网") -> str:
    """A page with next to nothing before its title and its foot right behind its text."""
    shown = text.format("河湾区召开基层治理重点任务推进会")
    return f"<html><head><title>{window}</title></head><body><a href='/'>首页</a><a href='/zw/'>政务公开</a>{shown}<p>主办单位：河湾区人民政府办公室 版权所有 网站标识码：0000000000</p></body></html>"


NEWS, ENGLISH, OFFICE, VILLAGE = (
    "河湾区召开基层治理重点任务推进会",
    "Hewan District Opens New Health Center",
    "河湾区水务局机构职能",
    "河湾古镇景区介绍",
)
_LINKED = "<div><a href='/tz/1.htm'>关于停水的公告</a></div><div>发布时间：2026-11-20</div>"

PAGES: dict[str, Case] = {
    "pieces_behind_long_crumbs": (told(NEWS, over="<div><b>17</b><span>2024.05</span></div>"), "", D),
    "title_that_ends_in_a_plan": (told("河湾区二〇二四年政府采购计划", "<div>发布时间：2024-05-17</div>"), "", D),
    "title_that_makes_a_plan_known": (told("河湾区2024年招聘计划公布", "<div>2024-05-17 来源：区人社局</div>"), "", D),
    "title_that_ends_in_a_standard": (told("河湾区停车场收费标准", "<div>更新时间：2024-05-17</div>"), "", D),
    "title_that_ends_in_an_original": (told("河湾区水务局政策文件原文", "<div>发布日期：2024-05-17</div>"), "", D),
    "when_it_is_to_come_in_pieces": (told(NEWS, "<div><b>预计</b><b>发布时间：2024-05-17</b></div>"), "", None),
    "the_next_one_in_pieces": (told(NEWS, "<div><b>下一次</b>更新时间：2024-06-17</div>"), "", None),
    "a_plan_in_pieces": (told(NEWS, "<div><b>计划</b><b>发布时间：2024-05-17</b></div>"), "", None),
    "hidden_until_a_script_shows_it": (told(NEWS, "<div id=i hidden>发布时间：2024-05-17</div>", after="<script>$('#i').removeAttr('hidden')</script>"), "", D),
    "hidden_by_a_style_until_a_script_shows_it": (told(NEWS, "<div id=i style='display:none'>发布时间：2024-05-17</div>", after="<script>document.getElementById('i').style.display=''</script>"), "", D),
    "hidden_in_an_old_editors_letters": (told(NEWS, "<div style='DISPLAY: none'>发布时间：2026-11-20</div><div>发布时间：2024-05-17</div>"), "", D),
    "hidden_whatever_its_scripts_do": (told(NEWS, "<div id=i hidden>发布时间：2024-05-17</div>", after="<script>var a=1</script>"), "", None),
    "a_menu_that_data_of_the_whole_page_opens": (told(NEWS, "<div x-show='open'>2026-11-20</div><div>发布时间：2024-05-17</div>", head="<script src='/alpine.js'></script>").replace("<body>", "<body x-data='{open:false}'>"), "", D),
    "a_day_that_data_of_the_whole_page_hides": (told(NEWS, "<div x-show='open'>发布时间：2024-05-17</div>", head="<script src='/alpine.js'></script>").replace("<body>", "<body x-data='{open:false}'>"), "", None),
    "signed_by_offices_under_a_sites_name": (_short("<h1>{}</h1><p>发布时间：2024-05-17</p><p>请遵照执行。</p><p>河湾区财政局</p><p>河湾区人民政府办公室</p><p>2024年5月16日</p><p>附件：名单如下。甲。乙。丙。丁。</p>", window="南浦县人民政府门户网站"), "", D),
    "title_that_ends_as_an_office_does": (_short("<h1>{}</h1><p>发布时间：2024-05-17</p><p>请遵照执行。</p><p>河湾区成立供水调度指挥中心</p><p>2024-05-16</p>" + _TEXT * 2, window="南浦县人民政府门户网站"), "", None),
    "text_that_begins_with_its_own_heading": (told(NEWS, "<div>来源：区水务局 2024-05-17</div>", text=f"<p>实施方案</p>{_NOTICE}"), "", D),
    "bare_over_title": (told(NEWS, over="<div>2024-05-17</div>"), "", D),
    "no_year_but_in_the_address": (told(NEWS, "<div>05-17 来源：区水务局</div>"), "/xw/202405/t20240517_1.html", D),
    "no_year_labelled": (told(NEWS, "<div>发布时间：05-17 09:20</div>"), "/xw/2024/05/88.html", D),
    "no_year_of_another_month": (told(NEWS, "<div>发布时间：04-17</div>"), "/xw/2024/05/88.html", None),
    "newspaper": (told(NEWS, over="<div>2024年05月17日 星期五 第A03版：要闻</div>"), "", D),
    "newspapers_remark": (told(NEWS, after="<!--enpproperty <articleid>3</articleid><date>2024-05-17 00:00:00.0</date> /enpproperty-->", over="<div>河湾日报</div><div>2024年05月17日</div><div>A03版</div>"), "", D),
    "personnel_office": (signed("中共河湾区委组织部"), "", D),
    "task_force": (signed("河湾区加装电梯工作专班"), "", D),
    "copies_below_signature": (signed("河湾区水务局", "<p>抄送：区委办，区人大办，区政协办。</p>"), "", D),
    "signed_on_one_line": (told(NEWS, text=_TEXT + "<p>河湾区住房和城乡建设局 2024年5月17日</p>"), "", D),
    "english_weekday_led": (told(ENGLISH, "<div>Submitted by editor on Fri, 05/17/2024 - 10:20</div>", text=_ENGLISH), "", D),
    "english_time_led": (told(ENGLISH, "<div>(Hewan Government) 16:05, May 17, 2024</div>", text=_ENGLISH), "", D),
    "compact_before_its_source": (told(NEWS, "<div>20240517 来源：区水务局</div>"), "", D),
    "number_with_words": (told(OFFICE, "<div>备案文号：示采 20240912</div>", text=_DUTY), "", None),
    "english_deadline": (told(ENGLISH, text="<p>Deadline: 25/09/2024</p>" + _ENGLISH), "", None),
    "english_closing_date": (told(ENGLISH, text="<p>Closing Date: September 25, 2024</p>" + _ENGLISH), "", None),
    "english_concert": (told(ENGLISH, text="<p>Date: 25 September 2024</p><p>Venue: Concert Hall</p>" + _ENGLISH), "", None),
    "line_of_another_on_a_page_of_duties": (told(OFFICE, "<h4>全市水利工作会议召开</h4><p>2026-11-20</p>", text=_DUTY), "", None),
    "labelled_line_of_another": (told(OFFICE, "<div>关于征集水利志愿者的公告</div><div>发布时间：2026-11-20</div>", text=_DUTY), "", None),
    "short_linked_notice_below": (told(OFFICE, text=_DUTY, after=_LINKED), "", None),
    "reader_with_a_short_name": (told(VILLAGE, after="<h4>游客点评</h4><b>路人</b> 2026-10-02 11:00<p>人太多了，停车不便。</p>", text=_DUTY), "", None),
    "one_station_of_a_life": (told("区长周某同志简历", text="<p>周某，男，1975年6月出生，大学学历，中共党员。</p><p>2021年9月15日</p><p>当选区人民政府区长。</p>"), "", None),
    "meeting_below_a_name_that_ends_in_fabu": (told(NEWS, "<div>2024.05.17 / 河湾发布</div>", text="<p>时间：2026年12月8日上午9:30</p><p>地点：区会议中心三楼</p>" + _TEXT), "", D),
    "event_below_a_name_that_ends_in_fabu": (told(NEWS, "<div>2024.05.17 / 河湾发布</div>", text="<p>2023年3月1日，启动前期工作，完成项目立项。</p>" + _TEXT), "", D),
    "label_below_a_name_that_ends_in_fabu": (told(NEWS, "<p>河湾发布</p><p><span>发布时间: </span><span>24-05-17</span><span>10:08</span></p>"), "", D),
    "counted_remarks": (told(NEWS, "<div>2024.05.17</div>", text="<p>详见附件。</p>", after="<div>评论（2）</div><b>示例网友</b><i>2026-11-20 10:00</i><p>支持！希望尽快落实到位，造福群众。</p><b>路人</b><i>2026-10-02 11:00</i><p>点赞</p>"), "", D),
    "short_text_right_over_the_foot": (_short("<h1>{}</h1><div>发布时间：2024-05-17</div><p>活动现场</p>"), "", D),
    "table_of_data_in_a_layout": (_short("<table><tr><td>{}</td></tr><tr><td>2024-05-17 09:20 来源：河湾日报</td></tr><tr><td><table><tr><td>单位</td><td>处罚日期</td></tr><tr><td>示例单位</td><td>2024-04-11</td></tr><tr><td>示例公司</td><td>2024-04-12</td></tr></table></td></tr></table>"), "", D),
    "word_behind_over_a_table": (told(NEWS, "<div>河湾区水务局 2024-05-17 发布</div>", text="<table><tr><td>示例单位</td><td>2024-04-11</td></tr><tr><td>示例公司</td><td>2024-04-12</td></tr></table>"), "", D),
    "only_day_where_the_window_names_the_site": (_short("<div>{}</div><div>2024-05-17</div><p>详见附件</p>", window="南浦县卫生健康局"), "", D),
    "labelled_links_below_a_short_text": (told(NEWS, "<div>供稿：宣传科 时间：2024-05-17</div>", text="<p>活动现场</p>", after="".join(f"<div><a href='/{n}'>另一篇文章的标题之{n}</a><em>发布时间：2026-11-{n}</em></div>" for n in (20, 19))), "", D),
    "subtitle_that_a_day_begins": (told("河湾区人民政府工作报告", "<div>2024-05-17</div><p>——2024年1月10日在河湾区第五届人民代表大会第三次会议上</p><p>区长 周某</p>"), "", D),
    "posted_by_somebody": (told(ENGLISH, "<div>Posted by admin on May 17th, 2024 in News</div>", text=_ENGLISH), "", D),
    "english_day_right_over_the_foot": (_short("<h1>{}</h1><div>May 17, 2024</div><p>活动现场</p>"), "", D),
    "honours": (told(VILLAGE, text="<p>2019-12-20 获评省级文明单位</p><p>2022-03-01 入选全国特色景区</p>" + _DUTY), "", None),
    "announced_in_three_pieces_over_its_own_day": (told(NEWS, "<div>公告：<a href='/1'>系统升级维护</a> 发布时间：2026-11-27</div><div>发稿时间：2024-05-17</div>"), "", D),
    "announced_in_three_pieces_over_the_title": (told(NEWS, "<div>2024-05-17 来源：河湾日报</div>", over="<div>公告：<a href='/1'>系统升级维护</a> 发布时间：2026-11-27</div>"), "", D),
    "change_over_a_bare_day": (told(NEWS, "<div>更新时间：2026-11-01</div><div>2024-05-17 来源：河湾日报</div>"), "", D),
    "change_over_the_day_of_a_speech": (told(NEWS, "<div>更新时间：2024-05-17</div><p>（2024年5月10日）</p>"), "", D),
    "notice_that_is_the_title": (told("公示：河湾区加装电梯补贴对象名单", "<div>发布时间：2024-05-17</div>"), "", D),
    "day_below_a_summary": (told(NEWS, "<p>摘要：会议强调，要压实责任，确保落实。</p><p>2024-05-17</p>"), "", D),
    "weekday_over_a_change": (told(NEWS, "<div>2024年5月17日 星期五 来源：河湾日报</div><div>更新时间：2026-11-01</div>"), "", D),
    "day_of_a_patent": (told("一种智能水表的专利说明", "<p>申请日：2023-05-06　授权日：2024-08-09</p>", text=_DUTY), "", None),
    "card_right_over_the_title": (told(OFFICE, over="<div><h4>全市水利工作会议召开</h4><p>2026-11-20</p></div>", text=_DUTY), "", None),
    "no_year_of_a_concert": (told(NEWS, "<p>时间：05月30日 19:30</p><p>地点：中心广场</p>"), "/xw/202405/88.html", None),
    "no_year_of_a_deadline": (told(NEWS, "<p>截止时间：05-30 17:00</p>"), "/xw/202405/88.html", None),
    "no_year_of_rows": (told(NEWS, after="<ul><li><a href='/1'>另一篇文章的标题之一</a> <span>05-28</span></li></ul>"), "/xw/202405/88.html", None),
    "no_year_of_another_day": (told(NEWS, "<div>05-20</div>"), "/xw/202405/t20240517_88.html", None),
    "score_that_reads_like_a_day": (told(NEWS, "<p>比分</p><p>3-1</p>"), "/xw/202403/88.html", None),
    "visit_of_another_on_a_page_of_duties": (told(OFFICE, "<div><h4>区长周某到区水务局调研</h4><p>发布时间：2026-11-20</p></div>", text=_DUTY), "", None),
    "cadres_of_another_on_a_page_of_duties": (told(OFFICE, "<div><h4>区水务局组织人事干部培训</h4><p>发布时间：2026-11-20</p></div>", text=_DUTY), "", None),
    "caption_that_ends_in_home": (told(OFFICE, text=_DUTY, after="<div><h4>最美退役军人之家</h4><p>2026-11-20</p></div>"), "", None),
    "period_in_two_lines": (told(VILLAGE, text="<p>2024-05-10</p><p>--</p><p>2026-11-20</p>" + _DUTY), "", None),
    "end_of_a_period_below_a_dash": (told(VILLAGE, text="<p>2024年5月10日</p><p>—2026年11月20日</p>" + _DUTY), "", None),
    "table_of_data_that_holds_a_table": (told(VILLAGE, text="<table><tr><td>单位</td><td>更新</td></tr><tr><td>示例</td><td>2026-11-11 09:00</td></tr><tr><td colspan=2><table><tr><td>注</td></tr></table></td></tr></table>" + _DUTY), "", None),
    "clock_of_a_login": (_short("<div>河湾区政务服务网统一身份认证平台</div><div>2026-11-27</div><div>用户名</div>", window="南浦县卫生健康局"), "", None),
    "counted_days_where_the_window_names_the_site": (_short("<div>距离第十五届全区运动会开幕还有</div><div>2026-11-20</div>", window="南浦县卫生健康局"), "", None),
    "last_remark_over_its_own_day": (told(NEWS, "<div>最新评论：网友 2026-11-20 说：支持</div><div>2024-05-17 来源：河湾日报</div>"), "", D),
    "last_remark_under_the_title": (told(NEWS, "<div>最新评论：网友 2026-11-20 说…</div>"), "", None),
    "somebody_speaks_over_its_own_day": (told(NEWS, "<div>2026-11-20 张某某说</div><div>2024-05-17 来源：河湾日报</div>"), "", D),
    "last_post_of_a_thread": (told(NEWS, "<div>最后发表于 2026-11-20 10:11</div>"), "", None),
    "counted_remarks_beside_its_day": (told(NEWS, "<div>网友评论 3 2024-05-17 来源：河湾日报</div>"), "", D),
    "change_of_a_list_within_its_sentence": (told(OFFICE, text="<p>本页所列名录更新时间：2026年11月20日，由区水务局负责解释。</p>" + _DUTY, head="<meta name='PubDate' content='2024-05-17'>"), "", None),
    "middle_dots": (told(NEWS, "<div>2024·05·17 来源：河湾日报</div>"), "", D),
    "true_hyphens": (told(NEWS, "<div>发布时间：2024‐05‐17</div>"), "", D),
    "month_of_a_blog": (told(NEWS, "<div>五月 17, 2024 by editor</div>"), "", D),
    "month_of_a_blog_behind_its_day": (told(NEWS, "<div>17 5月 2024</div>"), "", D),
    "put_up_on": (told(NEWS, "<div>上稿时间：2024-05-17　来稿单位：区水务局　点击：12</div>"), "", D),
    "handed_in_on": (told(NEWS, "<div>投稿时间：2024-05-17　作者：示例</div>"), "", D),
    "created_and_changed": (told(NEWS, "<div>创建时间：2024-05-17 | 更新时间：2026-11-01</div>"), "", D),
    "posted_at_below_the_text": (told(NEWS, after="<div>posted @ <span>2024-05-17 10:21</span> <a href='/u/'>示例</a> 阅读(12) 评论(2)</div>"), "", D),
    "posted_on_over_the_remarks": (told(NEWS, after="<div>posted on 2024-05-17 10:21 示例 阅读(12)</div><div>#1楼 2024-05-19 09:11 路人</div><p>学习了</p><div>#2楼 2026-11-20 09:11 过客</div><p>支持</p>"), "", D),
    "author_of_a_thread": (told("请教老旧小区加装电梯如何申请补贴", "<dl><dt>注册时间</dt><dd>2010-1-2</dd><dt>最后登录</dt><dd>2026-11-20</dd></dl><div>发表于 2024-5-17 10:21:33 | 只看该作者</div>", after="<div>发表于 2024-5-19 08:11</div><p>看说明即可，很快办好。</p>"), "", D),
    "last_visit_of_a_member": (told(VILLAGE, "<dl><dt>上次访问</dt><dd>2026-11-20</dd></dl>", text=_DUTY), "", None),
    "moment_in_the_head_of_an_unknown_title": ("<html><head><title>登山记_示例</title></head><body><a href='/'>首页</a><h2>登山记</h2><div>(2024-05-17 10:21:33)</div>" + _TEXT * 3 + "<div>过客</div><div>2026-11-20 11:00:00</div><p>好文</p></body></html>", "", None),
    "moment_of_a_remark_below_a_bare_day": (told(NEWS, "<div>2024-05-17</div>", after="<div><b>过客</b><i>2026-11-20 10:21</i><p>写得好</p></div>"), "", D),
    "moment_of_a_remark_on_a_page_without_a_day": (told(NEWS, after="<div><b>过客</b><i>2026-11-20 10:21</i><p>写得好</p></div>"), "", None),
    "moment_of_a_chat": (told(NEWS, "<div>(2024-05-17)</div>", after="<div>客服小河 2026-11-20 10:21:33</div><div>您好，请问有什么可以帮您</div>"), "", D),
    "table_of_what_was_done": (told(NEWS, "<div>2024-05-17</div>", after="<table><tr><th>操作</th><th>时间</th></tr><tr><td>审核</td><td>2026-11-20 10:21</td></tr></table>"), "", D),
    "moment_and_editor_below_the_text": (told(NEWS, after="<div>2024-05-17 10:21 责任编辑：示例</div>"), "", D),
    "mention_below_a_bare_day": (told(NEWS, "<div>2024-05-17</div>", after="<div>@河湾发布 2026-11-20 10:21 来自 微博</div>"), "", D),
    "event_below_a_change": (told(NEWS, "<div>更新时间：2024-05-17　点击：12</div>", text="<p>时间：2026-11-20 14:30</p>" + _TEXT), "", None),
    "event_over_a_label_far_below": (told(NEWS, text="<p>时间：2026-11-20 14:30</p>" + _TEXT * 5, after="<div>发布时间：2024-05-17　责任编辑：示例</div>"), "", D),
    "address_behind_the_time": (told(VILLAGE, "<p>时间：2026-11-20 14:30</p><p>地址：滨河路1号</p>", text=_DUTY), "", None),
    "weather_behind_the_day": (told(VILLAGE, "<p>日期：2026-11-20</p><p>天气：晴</p>", text=_DUTY), "", None),
    "labelled_box_right_over_the_title": (told(NEWS, "<div>时间：2024-05-17　点击：12</div>", over="<div><h4>关于国庆节放假安排的通知</h4><p>发布时间：2026-11-20</p></div>"), "", D),
    "signed_and_changed_since": (told("关于做好老旧小区加装电梯工作的通知", text=_TEXT + "<p>河湾区水务局</p><p>2024年5月17日</p>", after="<div>最后更新时间：2026年11月20日 10:21</div>"), "", D),
    "newer_below_its_change": (told(NEWS, "<div>更新时间：2024-05-17</div>", after="<div>示例用户 等12人点赞</div><div>2026-11-20</div>"), "", D),
    "end_beside_a_notice": (told(NEWS, "<div>公告时间：2024-05-17　截止时间：2026-11-20</div>"), "", D),
    "end_behind_a_bare_day": (told(NEWS, "<div>2024-05-17　截止日期：2026-11-20 17:00</div>"), "", D),
    "opening_behind_a_moment": (told(NEWS, "<div>2024-05-17 10:21:33 | 开标时间：2026-11-20 09:00</div>"), "", D),
    "end_beside_a_mere_time": (told(NEWS, "<div>时间：2026-11-20　报名截止时间：2026-11-10</div>"), "", None),
    "calendar_over_the_title": (told(NEWS, over="<table><tr><td colspan=7>2026年5月</td></tr><tr><td>1</td><td>2</td><td>3</td></tr></table>"), "", None),
    "calendar_under_an_unknown_title": (_short("<table><tr><td>5月</td><td>2026</td></tr><tr><td>1</td><td>2</td><td>3</td></tr></table>" + _TEXT, window="南浦县卫生健康局"), "", None),
    "remark_where_the_window_names_the_site": (_short("<p>{}</p><p>来源：河湾日报 2024-05-17</p>" + _TEXT + "<b>过客</b><i>2026-11-20 10:21</i><p>写得好</p>", window="南浦县卫生健康局"), "", D),
    "remark_on_a_page_without_a_day_where_the_window_names_the_site": (_short("<p>{}</p>" + _TEXT + "<b>过客</b><i>2026-11-20 10:21</i><p>写得好</p>", window="南浦县卫生健康局"), "", None),
    "source_and_day_below_a_summary": (told(NEWS, "<p>摘要：会议强调，要压实责任，确保落实。</p><p>来源：河湾日报 2024年5月17日</p>"), "", D),
    "moment_below_a_summary": (told(NEWS, "<p>摘要：会议强调，要压实责任，确保落实。</p><p>2024-05-17 10:21</p>", text=_TEXT * 2), "", D),
    "label_within_a_sentence": (told(VILLAGE, "<p>该办法发布时间：2026年11月20日，由区水务局印发。</p>", text=_DUTY), "", None),
    "label_in_brackets_within_a_sentence": (told(VILLAGE, text="<p>该报告（发布时间：2026-11-20）指出，全区水质持续改善。</p>" + _DUTY), "", None),
    "label_behind_a_work": (told(VILLAGE, "<p>《示例节水办法》 发布日期：2026-11-20</p>", text=_DUTY), "", None),
    "word_behind_a_source_of_figures": (told(VILLAGE, "<p>资料来源：示例局（2026年11月20日发布）</p>", text=_DUTY), "", None),
    "newspaper_in_its_marks": (told(NEWS, "<p>来源：《河湾日报》 发布时间：2024-05-17</p>"), "", D),
    "newspaper_alone_in_its_marks": (told(NEWS, "<p>《河湾晚报》 发布日期：2024-05-17</p>"), "", D),
    "office_before_a_label_that_ends_a_sentence": (told(NEWS, "<p>河湾区水务局 发布时间：2024-05-17。</p>"), "", D),
    "office_before_a_label_in_brackets": (told(NEWS, "<p>河湾区水务局 （发布日期：2024-05-17）打印</p>"), "", D),
    "framed_office_before_a_label_in_brackets": (told(NEWS, "<p>【河湾区水务局】（时间：2024-05-17）浏览</p>"), "", D),
    "facts_with_commas": (told(NEWS, "<p>来源：河湾日报，发布时间：2024-05-17，浏览：12</p>"), "", D),
    "facts_that_end_like_a_sentence": (told(NEWS, "<p>作者：示例，发布时间：2024-05-17。</p>"), "", D),
    "law_changed_twice_within_its_brackets": (told("河湾区节约用水管理办法", "<p>（2007年4月5日河湾区人民政府令第4号公布　2019年4月3日河湾区人民政府令第7号修订）</p>", text=_DUTY), "", None),
    "remark_below_a_quoted_title": (told(NEWS, "<div>2年前发布</div>", after=f"<h2>《{NEWS}》有2个想法</h2><div>示例<span>说道：</span></div><div>2026年10月2日 下午3:12</div><p>写得好</p>"), "", None),
    "changed_months_ago": (told(NEWS, "<div>2个月前更新</div>"), "", None),
    "put_up_as_taiwan_says": (told(NEWS, "<div>張貼日：2024/05/17　資料來源：水務局</div>"), "", D),
    "edited_far_below_the_title": (told(NEWS, "<div>来源：河湾日报</div>", text=_TEXT * 4, after="<div>编辑：李某　审核：赵某　2024-05-17 09:37</div>"), "", D),
    "edited_in_brackets_far_below_the_title": (told(NEWS, text=_TEXT * 4, after="<div>【来源：河湾日报】【2024-05-17】【编辑：李某】</div>"), "", D),
    "edited_another_below_a_link": (told(VILLAGE, text=_DUTY * 4, after="<div><a href='/1'>另一篇文章标题在这里</a></div><div>编辑：李某 2026-11-20</div>"), "", None),
    "no_year_but_in_a_tag": (told(NEWS, "<div>05-17 10:20　来源：区水务局</div>", head="<meta name='PubDate' content='2024-05-17 10:20:12'>"), "", D),
    "no_year_of_another_day_than_in_a_tag": (told(NEWS, "<div>05-18 10:20　来源：区水务局</div>", head="<meta name='PubDate' content='2024-05-17 10:20:12'>"), "", None),
    "account_and_its_day_in_the_text": (told(NEWS, "<div>2024-05-17 10:20:33　来源：河湾发布公众号</div>", text="<p>河湾发布 2024-05-16 18:30 发表于山东</p>" + _TEXT), "", D),
    "account_and_its_day": (told(NEWS, "<div>河湾发布 2024-05-17 10:00</div>"), "", D),
    "recommended_articles_day": (told(NEWS, "<div><span>最新推荐文章于 2026-11-20 10:00:00 发布</span></div><div><a href='/u'>示例</a><span>于 2024-05-17 08:21:33 首次发布</span></div>"), "", D),
    "changed_and_first_published": (told(NEWS, "<div><span>已于 2025-09-01 10:00:00 修改</span></div><div>于 2024-05-17 08:21:33 首次发布</div>"), "", D),
    "time_of_a_remark": (told(VILLAGE, text=_DUTY, after="<section><b>示例</b><p>学习了</p><time itemprop='datePublished' datetime='2026-10-02T11:00:00+08:00'>2个月前</time></section>"), "", None),
    "time_in_the_header_of_a_remark": (told(VILLAGE, text=_DUTY, after="<article><header><h3>示例</h3><time itemprop='commentTime' datetime='2026-10-02'>11:00, 2026年10月2日</time></header><p>学习了</p></article>"), "", None),
    "time_of_anothers_card": (told(VILLAGE, text=_DUTY, after="<div><a href='/1'><h4>河湾古镇举办灯会</h4></a><time datetime='2026-11-20'>2026-11-20</time></div>"), "", None),
    "no_year_behind_a_name_but_in_a_tag": (told(NEWS, "<p>河湾网 05-17 08:21</p>", head="<meta property='article:published_time' content='2024-05-17T08:21:33+08:00'>"), "", D),
    "clock_over_the_title": (told(NEWS, over="<div>2026年11月28日 10:10</div>"), "", None),
    "rows_of_a_series": (told(NEWS, after="<div>往期视频</div><div><a href='/1'>第38期</a></div><div>2026-11-20</div><div><a href='/2'>第37期</a></div><div>2026-11-13</div>"), "", None),
    "printed_in_a_paper_first": (_short("<p>{}</p><p>2024-05-17</p>" + _TEXT + "<p>（原载《河湾日报》2024年5月16日 第2版）</p>", window="南浦县卫生健康局"), "", D),
    "number_over_the_day": (_short("<p>{}</p><p>河政办发〔2024〕11号</p><p>2024-05-17</p>" + _TEXT, window="南浦县卫生健康局"), "", D),
    "moment_of_anothers_card": (_short("<p>{}</p>" + _TEXT + "<p>河湾区召开经济工作会议</p><p>来源：河湾日报　2026-11-20 10:00</p>", window="南浦县卫生健康局"), "", None),
    "heading_of_another_below_the_text": (_short("<p>{}</p><p>发布时间：2024-05-17</p>" + _TEXT * 2 + "<h3>河湾区召开经济工作会议</h3><p>发布时间：2026-11-20</p><p>近日，河湾区召开经济工作会议，部署明年重点任务。</p>", window="南浦县人民政府门户网站"), "", D),
    "heading_of_another_below_a_text_without_a_day": (_short("<p>{}</p>" + _TEXT * 2 + "<h3>河湾区召开经济工作会议</h3><p>发布时间：2026-11-20</p>", window="南浦县人民政府门户网站"), "", None),
    "card_below_a_text_under_an_unknown_title": (_short("<p>{}</p>" + _TEXT * 2 + "<h4>河湾区召开经济工作会议</h4><p>2026-11-20</p>", window="南浦县人民政府门户网站"), "", None),
    "english_sentence_of_an_event": (told(ENGLISH, text="<p>The bridge opened on May 1, 2019.</p>" + _ENGLISH), "", None),
    "english_fair": (told(ENGLISH, text="<p>The fair runs from June 1, 2024 to June 5, 2024.</p>" + _ENGLISH), "", None),
    "english_label_of_an_event": (told(ENGLISH, text="<p>Opened: 2019-05-01</p>" + _ENGLISH), "", None),
    "english_law": (told(ENGLISH, text="<p>(Adopted on 12 May 2019)</p>" + _ENGLISH), "", None),
    "english_today": (told(ENGLISH, text=_ENGLISH, after="<p>Today: November 28, 2026</p>"), "", None),
    "english_remark": (told(ENGLISH, text=_ENGLISH, after="<p>Anna says:</p><p>2026-11-02 11:00</p><p>Good.</p>"), "", None),
    "english_row_of_another": (told(ENGLISH, text=_ENGLISH, after="<p>More News</p><p><a href='/1'>New bus lines</a></p><p>November 2, 2026</p>"), "", None),
    "english_facts": (told(ENGLISH, "<div>By Li Ming | hewan.example | Updated: 2024-05-17 08:21 | 3 min read</div>", text="<p>Photo taken on May 16, 2024 shows a dam.</p>" + _ENGLISH), "", D),
    "english_change_below": (told(ENGLISH, text=_ENGLISH, after="<p>Last modified: 2024-05-17</p>"), "", D),
    "exact_day_in_the_texts_own_header": (f"<html><head><title>{NEWS}_示例网</title></head><body><article><header><h1>{NEWS}</h1><time itemprop='datePublished' datetime='2024-05-17 08:21:33'>24年5月17日</time></header>{_TEXT}</article></body></html>", "", D),
    "english_source_that_ends_in_today": (told(ENGLISH, "<p>Source: Hewan Today 2024-05-17 08:21</p>", text=_ENGLISH), "", D),
    "english_kind_that_ends_in_conference": (told(ENGLISH, "<p>Press Conference</p><p>2024-05-17</p>", text=_ENGLISH), "", D),
    "english_changed_behind_who_wrote": (told(ENGLISH, "<div>Li Ming / 2024-05-17 08:21 / last updated on 2026-09-01 08:22</div>", text=_ENGLISH), "", D),
    "changed_behind_who_wrote": (told(NEWS, "<div>Li Ming / 2024-05-17 更新时间：2026-09-01</div>"), "", D),
    "changed_in_brackets": (told(NEWS, "<div>王某 2024-05-17（2026-09-01 10:22 更新）</div>"), "", D),
    "checked_three_times_below_the_text": (told(NEWS, text=_TEXT * 4, after="<p>一审：王某 二审：李某 三审：赵某 2024-05-17</p>"), "", D),
    "edited_in_anothers_card": (told(NEWS, text=_TEXT * 4, after="<p>水边灯会</p><p>责编：王某 2026-11-20</p>"), "", None),
    "time_in_the_header_over_the_title": (told(VILLAGE, over="<header><a href='/1'>河湾区召开大会</a><time itemprop='datePublished' datetime='2026-11-20'>11-20</time></header>", text=_DUTY), "", None),
    "time_over_the_title": (told(VILLAGE, over="<div><time datetime='2026-11-28'>星期六</time></div>", text=_DUTY), "", None),
    "signed_below_a_short_line_under_a_title_that_the_window_does_not_name": (_short("<h2>{}</h2><p>2024-05-17</p>" + _NOTICE + "<p>河湾区水务局、河湾区财政局</p><p>2024年5月10日</p>", window="南浦县卫生健康局"), "", D),
    "own_heading_in_the_text_under_a_title_that_the_window_does_not_name": (_short("<h2>{}</h2><p>2024-05-17</p><p>河湾区加装电梯管理办法</p><p>（2024年5月10日）</p>" + _NOTICE, window="南浦县卫生健康局"), "", D),
}  # fmt: skip
