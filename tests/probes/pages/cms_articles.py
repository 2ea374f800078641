"""Made-up articles as content systems write them, whose first reading failed: what stands over the title, behind a day, in pieces."""

from datetime import date

from tests.probes.pages.other_articles import FOOT, PROSE, TITLE, Case, trs, whole

D = date(2024, 6, 3)
MEETING = "<p><b>会议时间：</b>2024年6月12日 9:00</p><p>会议地点：示例市会议中心</p>"
ASIDE = (
    "<div class=side><h3>热点新闻</h3><ul>"
    + "".join(
        f"<li><a href='/n/{n}.html'>另一乡镇开展第{n}次集中整治行动</a><span>2025-03-{n:02d}</span></li>"
        for n in range(11, 16)
    )
    + "</ul></div>"
)
SIGNED = PROSE + "<p align=right>示例市城管局</p><p align=right>2024年5月30日</p>"
WORDS = "品牌策划 品牌定位 品牌形象策划 视觉形象设计 品牌终端设计 品牌战略 " * 2
OTHER = "示例县召开重点工作推进会"
MENU = "<body>" + "<p>学院新闻</p><p>招生信息</p>" * 60
FACTS = "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>"


def over(info: str, prose: str = PROSE, aside: str = "", window: str = f"{TITLE}-示例市人民政府") -> str:
    """A page whose facts stand over its title, which no heading marks."""
    return whole(
        f"<title>{window}</title>",
        f"{aside}<div class=pos>当前位置：<a href=/>首页</a> &gt; 正文</div>{info}<div class=tt>{TITLE}</div><div id=zoom>{prose}</div>{FOOT}",
    )


def under(info: str, prose: str = PROSE, tags: str = "", window: str = f"{TITLE}-示例市人民政府") -> str:
    """A page whose facts stand under its title, which no heading marks."""
    return whole(
        f"<title>{window}</title>{tags}",
        f"<div class=tt>{TITLE}</div>{info}<div id=zoom>{prose}</div>{FOOT}",
    )


CMS: dict[str, Case] = {
    # what comes behind the day is the next line, not the same sentence
    "text_begins_with_a_short_clause": (under("<p>2024-06-03</p>", "<p>近日，会议召开。</p>" + PROSE), "", D),
    "text_begins_with_according": (under("<p>（2024-06-03）</p>", "<p>据了解，工程已完成大半。</p>" + PROSE), "", D),
    "day_in_bold_goes_on": (under("", "<p><b>2024年6月3日</b>上午，会议在示例市召开。</p>" + PROSE), "", None),
    "meeting_follows": (under("<div>2024-06-03</div>", MEETING + PROSE), "", D),
    "meeting_follows_label": (under("<div>发 布 日 期：2024.06.03</div>", MEETING + PROSE), "", D),
    "meeting_in_title": (under("<div>日期</div><div>2024-06-03</div><div>来源</div><div>本站</div>", window="示例市人民政府").replace(TITLE, "示例市召开城区照明改造工作会议"), "", D),
    "numerals_in_brackets": (under("<div>（二〇二四年六月三日）</div>", "<p>办法自2024年8月1日起施行。</p>" + PROSE), "", D),
    # words for a publish day
    "added_on": (under("<p>加入时间：2024-6-3　点击：20</p>"), "", D),
    "spaced_label_in_rows": (under("<ul><li>索 引 号：00-2024-7</li><li>成文日期：2024年5月20日</li><li>发 布 日 期：2024年6月3日</li></ul>"), "", D),
    "spaces_in_the_day": (under(f"<p>访问次数：20240 | 发布于：2024 年 6 月 3 日</p>{ASIDE}"), "", D),
    # over the title
    "table_over_title": (over("<table>" + FACTS.format("索引号", "00-7", "成文日期", "2024年5月20日") + FACTS.format("发布机构", "城管局", "发布日期", "2024年6月3日") + f"<tr><td>名称</td><td colspan=3>{TITLE}</td></tr></table>", SIGNED), "", D),
    "list_of_facts_over_title": (over("<dl><dt>发布机构</dt><dd>城管局</dd></dl><dl><dt>公开日期</dt><dd>2024-06-03</dd></dl><dl><dt>文号</dt><dd>示政办〔2024〕5号</dd></dl>", SIGNED), "", D),
    "line_over_title": (over("<div>日期：2024.06.03 文章来源：示例市城管局</div>", SIGNED), "", D),
    "person_and_day_over_title": (over("<div>来源：<a href=/>示例日报</a> 审核：张某 打印本页 公布日期：2024-06-03 08:18</div>", SIGNED), "", D),
    "pieces_over_title": (over("<div class=rq><b>03</b><span>2024/06</span></div>"), "", D),
    "pieces_over_title_beside_rows": (over("<div class=rq><b>03</b><span>2024/06</span></div>", aside=ASIDE), "", D),
    "pieces_where_the_window_names_the_site": (over("<div class=rq><b>03</b><span>2024-06</span></div>", window="示例市人民政府"), "", D),
    "boxes_over_title": (over("<div><p>另一乡镇开展集中整治行动</p><p>发布时间：2025-03-11</p><p>某社区开展义务植树活动</p><p>发布时间：2025-03-12</p></div>"), "", None),
    # below the text
    "changed_below_text": (under("<p>来源：本站</p>", PROSE + "<p>更新时间：2024/6/3 17:34　审核：张某</p>"), "", D),
    "changed_below_a_signed_text": (under("<p>来源：本站</p>", SIGNED + "<p>更新时间：2024-06-03　作者：管理员</p><p>打印日期：2025-11-26</p>"), "", D),
    # rows of others
    "rows_before_an_unknown_title": (over("<p>来源：本站</p>", aside=ASIDE, window="示例市人民政府"), "", None),
    "rows_before_a_day_in_tags": (under("<p>来源：本站</p>", tags="<meta name=PubDate content='2024-06-03'>").replace("<body>", f"<body>{ASIDE}"), "", D),
    "column_named_as_its_box": (trs("<p>2024年6月3日</p>", after=ASIDE.replace("热点新闻", "通知公告")).replace(f"<h2>{TITLE}</h2>", f"<p>{TITLE}</p>").replace(f"<title>{TITLE}_示例市人民政府", f"<title>示例市人民政府 通知公告 {TITLE}").replace(f"<meta name='ArticleTitle' content='{TITLE}'>", ""), "", D),
    "the_windows_title_is_a_picture_read": (under("<div>2024年6月3日 12:46</div><div>来源：城管局</div>", SIGNED, window="示例市人民政府").replace(TITLE, "图解：城区道路照明改造十条措施"), "", D),
    # labels whose value is not understood: no other day answers for them
    "another_calendar_then_changed": (under("<p><span>发表于</span><span>民国113年6月3日</span> | <span>更新于</span><span>2024-06-09</span></p>"), "", None),
    "no_year_then_changed": (under("<p>发表于 06-03 | 更新于 2024-06-09</p>"), "", None),
    "unread_label_and_rows_below": (under("<p>发布时间 : 03/06/2024</p>", PROSE * 3 + "<p>另一乡镇开展集中整治行动</p><p>发布时间：2025-03-11</p>"), "", None),
    "foot_says_when_the_site_changed": (under("<p>来源：本站</p>").replace("<p>主办单位", "<p>最后更新：2025-11-20 主办单位"), "", None),
    # labelled real pages, bent: labels taken off, other words put beside their days
    "traditional_calendar_then_changed": (under("<p><span>发表于</span><span>民國113年6月3日</span> | <span>更新于</span><span>2024-06-09</span></p>"), "", None),
    "words_of_a_program_and_an_older_tag": (over("<p>User: Administrator Date: 2024/6/10 0010 Time: 09:52</p>", "<p>依据</p>", window="示例市人民政府").replace("<head>", "<head><meta name=PubDate content='2024-06-03'>"), "", None),
    "changed_below_a_moment_without_a_title": (under("<p>2024-06-03 17:11</p><p>更新时间：2024-06-10</p>", window="示例市人民政府"), "", D),
    "changed_below_a_long_line_without_a_title": (under(f"<p>日期：2024-06-03 来源：{WORDS}</p><p>更新时间：2024-06-10</p>", window="示例市人民政府"), "", D),
    "changed_though_a_name_stands_between": (under("<p>[示例省科学技术处-示例省教育服务公共平台网站]</p><p>2024-06-03 08:45</p><p>最后更新于 2024-06-10 10:20</p><p>来源：示例局</p>"), "", D),
    "changed_over_the_title_and_published_far_below_it": (under("", PROSE * 8 + "<p>发布时间：2024-06-03 来源：示例局</p>").replace("<body>", f"<body><p>最后更新于 2024-06-10 10:20</p>{PROSE}"), "", D),
    "changed_between_the_titles_and_their_crumbs": (under(f"<p>最后更新于 2024-06-10 10:20</p><p>首页</p><p>&gt;</p><p>新闻中心</p><p>&gt;</p><p>示例要闻播报</p><div>{TITLE}</div><p>2024-06-03 07:21</p><p>来源：示例日报</p>"), "", D),
    "changed_over_a_line_like_a_title": (whole("<title>示例市人民政府</title>", f"<p>您的位置：</p><p>首页</p><p>&gt;&gt;</p><p>正文</p><p>最后更新于 2024-06-10 10:20</p><div>党建引领聚合力，支部共建促发展——某学院党支部开展支部共建交流活动</div><p>2024-06-03</p>{PROSE}{FOOT}").replace("<body>", MENU), "", D),
    "changed_below_a_moment_that_no_row_takes": (whole("<title>示例省注册会计师全国统一考试网-图片新闻</title>", f"<div>{OTHER}</div><p>2024-06-03 05:21</p><p>最后更新于 2024-06-10 10:20</p><p>6月3日上午，示例省注册会计师全国统一考试网举办报告会，各界人士参加。</p>{PROSE}{FOOT}"), "", None),
    "changed_over_a_line_of_facts_without_a_title": (under("<p>最后更新于 2024-06-10 10:20</p><p>文章来源：宣传部 2024-06-03 21:47:14 阅读次数：</p>", window="示例市人民政府"), "", None),
    "another_article_over_where_the_page_stands": (under("<p>2024-06-03</p>", window="示例市人民政府").replace("<body>", f"<body><h2>{OTHER}</h2><div>发布时间：2026-01-20</div>{PROSE}<div>首页 &gt; 学校要闻 &gt; 正文</div>"), "", None),
    "another_article_over_the_title_and_its_day_far_below": (under("", PROSE * 8 + "<p>来源：示例商报 时间：2024-06-03 14:34:05 作者：</p>").replace("<body>", f"<body><h2>{OTHER}</h2><div>发布时间：2025-10-20</div>{PROSE}"), "", None),
    "another_article_over_the_words_of_the_place": (under("<p>2024-06-03 10:20 来源：示例局</p>", window="示例市人民政府").replace("<body>", f"<body><h2>{OTHER}</h2><div>发布时间：2025-10-20</div>{PROSE * 3}<div>当前位置：<a href='/'>首页</a></div>"), "", None),
    "a_day_beside_the_sites_name_in_its_foot": (whole("<title>示例省注册会计师全国统一考试网-媒体传真</title>", f"<div>{OTHER}</div><p>2024-06-03 05:26</p>{PROSE}<p>版权声明：示例省注册会计师全国统一考试网</p><p>2025-10-20</p><p>ICP备00000000号</p>").replace("<body>", MENU), "", D),
    "another_article_below_the_title_said_again": (under("<p>2024-06-03 07:57</p>", PROSE + f"<p>分享：{TITLE}</p><h2>{OTHER}</h2><div>发布时间：2025-10-20</div>" + PROSE), "", D),
    "another_article_below_a_labelled_head": (under("<p>日期：2024-06-03 17:21 来源：示例局</p>", f"<p>分享：{TITLE}</p><h2>{OTHER}</h2><div>发布时间：2025-10-20</div>" + PROSE), "", D),
    "publisher_in_brackets_is_a_link_right_before_the_label": (under("<div><span><a href='/'>[示例省教育厅科学技术处-示例公共平台网站]</a></span><span>发布时间：2024-06-03 15:59</span></div>"), "", D),
    "two_bare_days_below_each_other": (under("<span>2024-06-10</span><p>2024-06-03</p>"), "", None),
    "somebody_spoke_on_that_day": (under("<p>网友张三 2024-06-10 10:21 说：好</p>"), "", None),
}  # fmt: skip

#: Pages on which a day stands that is not understood, or not surely theirs: nothing is told of them, and never that they state none.
NOT_UNDATED = {
    "likely_though_its_line_is_long": under(f"<p>2024-06-03 来源：{WORDS}</p>", window="示例策划").replace(TITLE, "示例公司和示例实业集团达成合作，全力推动清洁行业"),
    "written_on_that_day_beside_long_facts": under(f"<p>成文日期：2024-06-03 来源：{WORDS}</p>", window="示例策划").replace(TITLE, "做品牌不只是设计，更是营销！"),
    "published_below_the_words_of_a_foot": under("<p>版权所有 示例网</p><p>作者：</p><p>发布时间： 2024-06-03</p>", "<p>见附件</p>").replace("<body>", MENU),
    "bare_below_the_words_of_a_foot": under("<p>版权所有 示例网</p><p>作者：</p><p>2024-06-03</p>", "<p>见附件</p>").replace("<body>", MENU),
    "one_without_a_year_apart_from_rows": under("<p>06-03</p><p>12:00</p>", PROSE * 3 + "<p>另一乡镇</p><p>03-11</p><p>另一社区</p><p>03-12</p>" * 3, window="示例市人民政府").replace(TITLE, "示例市一位年轻女子转行当老师，每小时收入近千元"),
}  # fmt: skip
