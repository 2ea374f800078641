"""Made-up articles in other shells than those of `variety_articles`: other systems, other traps, each with its truth."""

from datetime import date

TITLE = "关于城区道路照明改造的情况说明"
PROSE = (
    "<p>今年以来，我市持续推进城区道路照明改造，完善管护机制，群众出行更加安全。</p>"
    "<p>下一步，将结合实际逐段推进，对破损线路及时更换，力争早日完工。</p>"
) * 4
FOOT = "<div id=footer><p>主办单位：示例市城管局　ICP备00000000号　网站标识码：0000000000</p><p>Copyright © 2008-2030</p></div>"
D = date(2024, 6, 3)
Case = tuple[str, str, date | None]


def whole(head: str, body: str) -> str:
    """A page of *head* and *body*."""
    return f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"


def trs(info: str, prose: str = PROSE, after: str = "", title: str = TITLE, tags: str = "") -> str:
    """In the manner of a government's content system: tags, crumbs, heading, line of facts, text, share bar."""
    head = f"<title>{title}_示例市人民政府</title><meta name='SiteName' content='示例市人民政府'><meta name='ArticleTitle' content='{title}'>{tags}"
    return whole(
        head,
        f"<div class=top><a href=/>首页</a> <a href=/zwgk/>政务公开</a></div><div class=crumb>您当前的位置：<a href=/>首页</a> &gt; <a href=/zwgk/>政务公开</a></div>"
        f"<div class=article><h2>{title}</h2><div class=xxgk>{info}</div><div class=TRS_Editor>{prose}</div></div>{after}<div class=share>分享到：</div>{FOOT}",
    )


def asp(info: str, prose: str = PROSE, title: str = TITLE) -> str:
    """In the manner of an old page of nested tables, whose window names the site alone."""
    return (
        f"<html><head><title>示例市城管局</title></head><body><table width=980><tr><td><a href=/>首页</a></td><td><a href=/gk>公开</a></td></tr></table>"
        f"<table><tr><td align=center><font size=4 color=red><b>{title}</b></font></td></tr><tr><td align=center>{info}</td></tr><tr><td>{prose}</td></tr></table>{FOOT}</body></html>"
    )


def blog(info: str, after: str = "", title: str = TITLE, tags: str = "") -> str:
    """In the manner of a blog or a company's site: side boxes, tags, comments."""
    return whole(
        f"<title>{title} - 示例资讯</title>{tags}",
        f"<header><nav><ul><li><a href=/a>新闻</a></li><li><a href=/b>关于</a></li></ul></nav></header><main><article><h1>{title}</h1>{info}<div class=entry>{PROSE}</div></article>{after}</main><footer>Copyright © 2019 - 2030 示例公司</footer>",
    )


def rows(first: int, label: str = "") -> str:
    """Four other articles, with days of November 2025."""
    return (
        "<div class=rel><h3>相关推荐</h3><ul>"
        + "".join(
            f"<li><a href='/n/{n}.html'>另一篇完全无关的文章之第{n}篇</a> <span>{label}2025-11-{n:02d}</span></li>"
            for n in range(first, first - 4, -1)
        )
        + "</ul></div>"
    )


OTHERS: dict[str, Case] = {
    # lines of facts in other words and orders
    "issued_and_published": (trs("<table><tr><td>成文日期：</td><td>2024年05月20日</td><td>发布日期：</td><td>2024年06月03日</td></tr></table>"), "", D),
    "published_then_written": (trs("<ul><li>发布日期：2024-06-03</li><li>成文日期：2024-05-20</li><li>印发日期：2024-05-28</li></ul>"), "", D),
    "printed_only": (trs("<ul><li>印发日期：2024-05-28</li></ul>"), "", None),
    "in_force_only": (trs("<ul><li>生效时间：2024-07-01</li><li>失效时间：2029-06-30</li></ul>"), "", None),
    "in_force_after_published": (trs("<ul><li>生效日期：2024-07-01</li><li>发布日期：2024-06-03</li></ul>"), "", D),
    "made_public": (trs("<p>公开日期：2024-06-03　公开方式：主动公开</p>"), "", D),
    "disclosed_on": (trs("<p>信息公开日期：2024-06-03</p>"), "", D),
    "entered_by": (asp("录入者：admin　录入时间：2024-6-3　阅读：120"), "", D),
    "published_by_on": (asp("由 办公室 于 2024-06-03 发布"), "", D),
    "posted_by_dash": (asp("办公室 发布于 2024-6-3 9:05:11"), "", D),
    "bare_in_tables": (asp("2024-6-3 9:05:11　点击数：88"), "", D),
    "bare_in_round_brackets": (asp("（2024年6月3日）"), "", D),
    "bare_slashes": (asp("[ 2024/6/3 ]"), "", D),
    "us_order": (asp("发布时间：6/3/2024"), "", None),
    "two_digit_year_label": (asp("时间：24-06-03 浏览：3"), "", D),
    "full_width_all": (asp("发布日期：２０２４年６月３日"), "", D),
    "numerals_zero": (trs("<p>发布日期：二〇二四年六月三日</p>"), "", D),
    "numerals_signed_below": (trs("", PROSE + "<p align=right>二〇二四年六月三日</p>"), "", None),
    "lunar_clock": (trs("<p>发布时间：2024-06-03</p>", title=TITLE).replace("<div class=top>", "<div class=top>2025年11月26日 星期三 农历十月初七 "), "", D),
    "only_lunar": (trs("<p>农历四月廿七</p>"), "", None),
    "split_over_elements": (blog("<div class=date><span class=d>03</span><span class=ym>2024-06</span></div>"), "", D),
    "split_year_first": (blog("<p class=date><b>2024</b><i>06-03</i></p>"), "", D),
    "split_by_month_words": (blog("<p class=date><span>2024年</span><span>6月</span><span>3日</span></p>"), "", D),
    "label_value_nodes": (blog("<dl><dt>发布时间</dt><dd>2024-06-03</dd><dt>来源</dt><dd>本站</dd></dl>"), "", D),
    "label_value_reverse": (blog("<div><span>2024-06-03</span><span>发布</span></div>"), "", D),
    "time_before_day": (blog("<p>09:30 2024-06-03 来源：示例网</p>"), "", D),
    "english_mixed": (blog("<p>By Admin | June 3, 2024 | 新闻</p>"), "", D),
    "english_label": (blog("<p>Posted on 3 June 2024</p>"), "", D),
    "release_date_label": (blog("<p>Release Date: 2024-06-03</p>"), "", D),
    "pm_time": (blog("<p>2024-06-03 03:30 PM 来源：示例网</p>"), "", D),
    "utc_text": (blog("<p>Published: 2024-06-02T18:30:00Z</p>"), "", D),
    # traps around the line
    "meeting_under_title": (trs("", "<p>会议时间：2025年12月8日上午9:00</p><p>会议地点：三楼会议室</p>" + PROSE, title="关于召开照明改造推进会的通知"), "", None),
    "meeting_bare_future": (trs("", "<p>2025年12月8日</p>" + PROSE, title="照明改造推进会预告"), "", None),
    "lecture_poster": (blog("<p>时间：2025年12月8日 14:00</p><p>地点：报告厅</p>", title="城市照明公开课讲座预告"), "", None),
    "recruit_period": (trs("<p>报名时间：2025年11月1日至2025年11月20日</p>"), "", None),
    "deadline_beside_published": (trs("<p>发布时间：2024-06-03 截止时间：2024-12-31</p>"), "", D),
    "views_line_with_date": (trs("<p>浏览次数：2025-11-26 更新</p><p>发布时间：2024-06-03</p>"), "", D),
    "page_made_on": (trs("<p>页面生成时间：2025-11-26 03:00:12</p>"), "", None),
    "today_bar": (trs("<p>今天是：2025年11月26日</p><p>发布时间：2024年6月3日</p>"), "", D),
    "last_visit": (blog("<p>上次访问：2025-11-26 10:10</p><p>日期：2024-06-03</p>"), "", D),
    "copyright_years": (blog("", "<p>© 2008-06-03 to 2025-11-26 示例公司 版权所有</p>"), "", None),
    "event_in_lead": (trs("", "<p>2025年11月20日，我市召开照明改造推进会。</p>" + PROSE), "", None),
    "event_in_lead_and_line": (trs("<span>2024-06-03</span>", "<p>2024年5月30日上午，我市召开照明改造推进会。</p>" + PROSE), "", D),
    "dateline_of_agency": (trs("", "<p>示例社6月3日电（记者张某）今天，我市召开推进会。</p>" + PROSE), "", None),
    "law_history": (trs("<p>（2001年4月28日通过　2018年10月26日修正）</p>", title="某市照明设施管理条例"), "", None),
    "document_number_line": (trs("<p>示城管〔2024〕15号</p><p>发布日期：2024-06-03</p>"), "", D),
    "announcement_numbered_by_day": (trs("<p>公告编号：20251126</p><p>日期：2024-06-03</p>"), "", D),
    "index_number_with_day": (trs("<table><tr><td>索引号</td><td>000014349/2025-11126</td><td>发文日期</td><td>2024-06-03</td></tr></table>"), "", D),
    "changed_only": (blog("<p>更新于 2024-06-03</p>"), "", D),
    "published_and_changed_rows": (blog("<p>最后修改：2025-11-20 10:00</p><p>发布：2024-06-03 10:00</p>"), "", D),
    "changed_then_published_inline": (blog("<p>更新日期：2025-11-20 | 发布日期：2024-06-03</p>"), "", D),
    # other articles
    "related_under_undated": (blog("", rows(20)), "", None),
    "related_labelled_under_undated": (blog("", rows(20, "发布时间：")), "", None),
    "related_above_dated": (blog(rows(20) + "<p>2024-06-03 来源：示例网</p>"), "", D),
    "related_before_title": (blog("<p>发布时间：2024-06-03</p>").replace("<main>", f"<main>{rows(20)}"), "", D),
    "one_related_below_short_text": (asp("", "<p>详见附件。</p>") .replace("<div id=footer>", "<p>下一篇：<a href=/1.asp>另一篇完全无关的文章</a> 2025-11-20</p><div id=footer>"), "", None),
    "previous_and_next_dated": (blog("", "<p>上一篇：<a href=/1>另一篇文章之一</a>（2024-05-01）</p><p>下一篇：<a href=/2>另一篇文章之二</a>（2025-11-20）</p>"), "", None),
    "comments_dated": (blog("<p>发布时间：2024-06-03</p>", "<h3>网友评论</h3><div>李四 2025-11-02 10:10:00<p>写得好。</p></div><div>王五 2025-11-03 11:10:00<p>支持一下。</p></div>"), "", D),
    "comments_on_undated": (blog("", "<h3>网友评论</h3><div>李四 2025-11-02 10:10:00<p>写得好。</p></div><div>王五 2025-11-03 11:10:00<p>支持一下。</p></div>"), "", None),
    "one_comment_on_undated": (blog("", "<h3>评论（1）</h3><div>李四 发表于 2025-11-02 10:10<p>写得好。</p></div>"), "", None),
    "hot_ranking_between": (blog("<aside><h3>热榜</h3><p>1 <a href=/h1>热门文章其一的标题</a> 2025-11-20</p><p>2 <a href=/h2>热门文章其二的标题</a> 2025-11-19</p></aside><div class=meta>2024-06-03 10:20</div>"), "", D),
    # forums
    "thread_first_post": (
        whole(f"<title>{TITLE} - 示例论坛</title>", f"<div class=ct><h1>{TITLE}</h1><div>楼主<em>发表于 2024-6-3 10:20</em> | 只看该作者</div>{PROSE}<div>沙发<em>发表于 2024-6-5 08:00</em><p>顶一下。</p></div><div>板凳<em>发表于 2025-11-20 08:00</em><p>再顶。</p></div></div>"),
        "", D,
    ),
    "thread_relative_with_exact_title": (
        whole(f"<title>{TITLE} - 示例论坛</title>", f"<div class=ct><h1>{TITLE}</h1><div>楼主<em>发表于 <span title='2024-6-3 10:20:31'>前天 10:20</span></em> | 只看该作者</div>{PROSE}<div>沙发<em>发表于 2024-6-5 08:00</em><p>顶一下。</p></div></div>"),
        "", D,
    ),
    "question_and_answer": (trs("<p>留言时间：2024-06-01</p><p>回复时间：2024-06-20</p>", title="关于路灯不亮的咨询"), "", None),
    # tags
    "tag_utc_evening": (blog("", tags="<meta property='article:published_time' content='2024-06-02T17:00:00Z'>"), "", D),
    "tag_modified_only": (blog("", tags="<meta property='article:modified_time' content='2025-11-20T08:00:00+08:00'>"), "", None),
    "tag_and_line_agree": (trs("<p>2024-06-03 10:20</p>", tags="<meta name='PubDate' content='2024-06-03 10:20'>"), "", D),
    "tag_newer_than_line": (trs("<p>2024-06-03 10:20</p>", tags="<meta name='PubDate' content='2025-11-26 03:00'>"), "", D),
    "json_ld_graph": (blog("", tags='<script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"示例"},{"@type":"Article","headline":"关于城区道路照明改造的情况说明","datePublished":"2024-06-03T09:00:00+08:00","dateModified":"2025-11-20T09:00:00+08:00"}]}</script>'), "", D),
    "json_ld_of_others": (blog("", tags='<script type="application/ld+json">{"@type":"ItemList","itemListElement":[{"headline":"另一篇文章甲","datePublished":"2025-11-20"},{"headline":"另一篇文章乙","datePublished":"2025-11-19"}]}</script>'), "", None),
    "time_elements": (blog("<p><time itemprop=datePublished datetime='2024-06-03T08:00:00+08:00'>6月3日</time><time itemprop=dateModified datetime='2025-11-20'>11月20日</time></p>"), "", D),
    # addresses
    "address_older_than_line": (trs("<p>发布时间：2024-06-03</p>"), "http://www.example.gov.cn/zwgk/202005/t20200511_33.html", D),
    "address_newer_than_line": (trs("<p>发布时间：2024-06-03</p>"), "http://www.example.gov.cn/zwgk/202511/t20251126_33.html", D),
    "address_alone": (trs(""), "http://www.example.gov.cn/zwgk/202406/t20240603_33.html", D),
    "address_beside_an_empty_label": (trs("<p>发布时间：<span id=t></span></p>"), "http://www.example.gov.cn/zwgk/202511/t20251126_33.html", None),
    "address_of_numbers": (trs(""), "http://www.example.gov.cn/info/20251/126.html", None),
    # shells
    "window_names_the_site_only": (asp("发布日期：2024-06-03"), "", D),
    "window_names_the_site_bare": (asp("2024-06-03 10:20:00"), "", D),
    "title_is_a_picture": (whole("<title>示例市城管局</title>", f"<div><img src=t.jpg></div><div>发布时间：2024-06-03 来源：城管局</div>{PROSE}{FOOT}"), "", D),
    "no_heading_at_all": (whole("", f"<div>发布日期：2024-06-03</div>{PROSE}{FOOT}"), "", D),
    "crumb_repeats_title": (trs("<p>发布时间：2024-06-03</p>").replace("政务公开</a></div><div class=article>", f"政务公开</a> &gt; {TITLE}</div><div class=article>"), "", D),
    "line_above_title": (blog("").replace("<article>", "<article><p>发布时间：2024-06-03</p>"), "", D),
    "line_below_text": (blog("").replace("</article>", "<p>【发布日期：2024-06-03】【打印】【关闭】</p></article>"), "", D),
    "bare_below_text": (blog("").replace("</article>", "<p>2024-06-03</p></article>"), "", None),
    "long_table_before_label": (trs("<table>" + "".join(f"<tr><td>{k}</td><td>{v}</td></tr>" for k, v in (("索引号", "11350000/2024-00015"), ("主题分类", "城乡建设、环境保护/城市规划"), ("发文机关", "示例市城市管理和综合执法局办公室"), ("文号", "示城管〔2024〕15号"), ("标题", "另见正文"), ("主题词", "照明、道路、改造、设施、管护、安全、通知、说明"), ("成文日期", "2024-05-20"), ("发布日期", "2024-06-03"))) + "</table>"), "", D),
    "weibo_like": (whole(f"<title>{TITLE}</title>", f"<div>示例发布</div><div>24-6-3 10:20 来自 微博网页版</div><div>{TITLE}，{PROSE}</div>"), "", None),
    "weixin_like": (whole("<title></title><meta property='og:title' content='关于城区道路照明改造的情况说明'>", f"<h1 id=activity-name>{TITLE}</h1><div><span>示例发布</span> <em id=publish_time></em></div>{PROSE}<script>var ct=\"1717380000\",oriCreateTime='1717380000';</script>"), "", D),
    "dated_far_in_future_label": (trs("<p>发布日期：2024-06-03</p><p>实施日期：2031-01-01</p>"), "", D),
    "weather_bar_above": (trs("<p>发布时间：2024-06-03</p>").replace("<div class=top>", "<div class=top>示例市 11月26日 晴 2025-11-26 发布 "), "", D),
    "price_table": (trs("", "<table><tr><td>日期</td><td>2025-11-20</td><td>单价</td><td>3.2</td></tr><tr><td>日期</td><td>2025-11-21</td><td>单价</td><td>3.3</td></tr></table>" + PROSE, title="近期照明器材参考价格"), "", None),
    "attachment_day": (trs("<p>发布时间：2024-06-03</p>", after="<p>附件：<a href=/a.doc>实施细则（2025-11-20修订）.doc</a></p>"), "", D),
    "author_line_below_title": (blog("<p>文/张某 图/李某　2024年06月03日 08:15</p>"), "", D),
    "column_and_day": (blog("<p>照明动态 / 2024-06-03 / 阅读 33</p>"), "", D),
    "source_with_link": (blog("<p>来源：<a href=http://b>示例日报</a> | 2024-06-03 | 编辑：张某</p>"), "", D),
    "dotted_day": (blog("<p>2024.06.03</p>"), "", D),
    "issue_of_a_paper": (blog("<p>示例日报 2024年06月03日 第A02版</p>"), "", D),
    "day_glued_to_words": (blog("<p>2024-06-03来源：示例网浏览：3</p>"), "", D),
    "month_only": (blog("<p>2024年6月</p>"), "", None),
    "video_length": (blog("<p>时长：02:13 播放：2024</p>"), "", None),
}  # fmt: skip
