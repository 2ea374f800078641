"""Made-up article pages in the manner of many content systems, each with the day a careful reader takes as published."""

from datetime import date

TITLE = "关于做好冬季供暖保障工作的通知"
#: A text that cites laws, deadlines, births and meetings, none of which is a publish day.
BODY = (
    "<p>各科室、各下属单位：</p><p>根据《某省供热条例》（2015年11月27日通过，2020年3月1日起施行）要求，现将有关事项通知如下。</p>"
    "<p>一、请于2027年1月15日前完成管网检修，并报送台账。</p><p>二、会议定于2026年12月8日上午9:30在三楼会议室召开。</p>"
    + "<p>各单位要压实责任，确保群众温暖过冬，遇有情况及时报告。</p>"
    * 6
)
FOOT = "<div class='foot'>主办单位：示例市住建局 备案序号：京ICP备00000000号 Copyright © 2003-2031 最后更新：2031-02-02</div>"
CLOCK = "<div class='top'><span id='now'>今天是2026年11月21日 星期六 农历十月十三</span></div>"
NAV = "<div class='nav'><a href='/'>首页</a><a href='/zwgk/'>政务公开</a><a href='/hdjl/'>互动交流</a></div>"

#: name -> (page, address, truth)
Case = tuple[str, str, date | None]


def shell(
    info: str,
    *,
    title: str = TITLE,
    body: str = BODY,
    head: str = "",
    top: str = CLOCK,
    after: str = "",
    heading: str = "<h1>{}</h1>",
) -> str:
    """A whole page: clock and navigation over the title, the info line below it, text, whatever follows, foot."""
    return (
        f"<!DOCTYPE html><html><head><title>{title}_示例市住房和城乡建设局</title>{head}</head><body>{top}{NAV}"
        f"<div class='con'>{heading.format(title)}{info}<div id='zoom'>{body}</div></div>{after}{FOOT}</body></html>"
    )


#: Other articles, each with a labelled day.
LABELLED = "".join(
    f"<div><a href='/r/{n}.htm'>与本篇无关的另一篇文章{n}</a><p>发布时间：2026-11-{n}</p></div>"
    for n in (20, 19, 18)
)

D = date(2026, 3, 5)
#: The same day in the words and figures of many sites.
LINES: dict[str, str] = {
    "fabu_shijian_cn": "<p>发布时间：2026年3月5日</p>",
    "fabu_shijian_cn_padded": "<p>发布时间：2026年03月05日 09时08分</p>",
    "slashes": "<div class='info'><span>发布日期：2026/3/5</span><span>来源：办公室</span></div>",
    "dots": "<div class='info'>时间：2026.03.05　　浏览：<b id='hits'></b> 次</div>",
    "two_digit_year": "<div>发布时间：26-03-05</div>",
    "numerals_circle": "<div>发布日期：二〇二六年三月五日</div>",
    "numerals_ling": "<div>发布日期：二零二六年三月五日</div>",
    "compact": "<div>发布日期：20260305</div>",
    "iso_with_zone": "<div>发布时间：2026-03-05T08:30:00+08:00</div>",
    "bracket_rows": "<div>【发布日期：2026-03-05】【字体：<a>大</a> <a>中</a> <a>小</a>】【打印】【关闭】</div>",
    "label_in_own_cell": "<table><tr><td>发布日期</td><td>2026-03-05</td></tr></table>",
    "label_with_spaces": "<div>发 布 时 间：2026-03-05</div>",
    "date_label_spread": "<div>日　　期：2026-03-05</div>",
    "fawen": "<div>发文时间：2026-03-05</div>",
    "luru": "<div>录入时间：2026-03-05 10:11:12</div>",
    "zhuanxie": "<div>撰写日期：2026-03-05</div>",
    "gengxin": "<div>更新时间：2026-03-05　来源：本站</div>",
    "source_then_time": "<div>来源：示例日报　　时间：2026-03-05 07:00</div>",
    "source_then_bare": "<div><span>示例日报</span> <span>2026-03-05 07:00</span> <span>字号：大 中 小</span></div>",
    "author_row": "<div>作者：管理员 点击数：1024 更新时间：2026-03-05 文章录入：admin</div>",
    "traditional": "<div>發佈時間：2026-03-05 來源：辦公室</div>",
    "traditional_cn": "<div>發布日期：2026年3月5日</div>",
    "english_label": "<div>Published: 2026-03-05 | Source: Office</div>",
    "english_updated": "<div>Updated: March 5, 2026</div>",
    "english_day_first": "<div>Date: 5 March 2026</div>",
    "bilingual_label": "<div>发布时间 / Release time: 2026-03-05</div>",
    "time_tag": "<div><time datetime='2026-03-05T08:00:00+08:00'>3月5日</time></div>",
    "time_tag_text": "<div><time datetime='2026-03-05'>2026-03-05</time></div>",
    "dedecms": "<div class='info'><small>时间:</small>2026-03-05 10:20<small>来源:</small>未知 <small>作者:</small>admin <small>点击:</small>次</div>",
    "webplus": "<p class='arti_metas'><span class='arti_publisher'>发布者：张某</span><span class='arti_update'>发布时间：2026-03-05</span><span class='arti_views'>浏览次数：<span class='WP_VisitCount'>88</span></span></p>",
    "jcms": "<table><tr><td>信息来源：办公室</td><td>发布日期：2026-03-05</td><td>浏览次数：<script>document.write(1)</script></td><td>字号：[ 大 中 小 ]</td></tr></table>",
    "trs_empty_span": "<div class='fl'><span>时间：</span><em>2026-03-05</em></div>",
    "views_before": "<div>浏览次数：20 日期：2026-03-05</div>",
    "weekday": "<div>2026年3月5日 星期四</div>",
    "colon_fullwidth_digits": "<div>发布时间：２０２６年３月５日</div>",
    "dateline_after_dash": "<div>示例市人民政府 - 2026-03-05</div>",
    "publisher_and_department": "<div>发布部门：办公室 发布日期：2026-03-05 审核人：李某 信息员：王某</div>",
    "share_words_follow": "<div>2026-03-05 16:20 来源: 示例发布 分享到： 微信 微博 QQ空间</div>",
    "hits_number_follows": "<div>2026-03-05 来源：本网 访问量：20261</div>",
    "wenhao_row": "<div>发布机构：市住建局 文号：建发〔2026〕12号 发布日期：2026-03-05</div>",
    "print_date_first": "<div>打印日期：2026-11-21</div><div>发布日期：2026-03-05</div>",
    "deadline_first": "<div>截止日期：2026-12-31</div><div>发布日期：2026-03-05</div>",
    "notice_period_first": "<div>公示时间：2026-03-06 至 2026-03-12</div><div>发布时间：2026-03-05</div>",
    "gkml_table": (
        "<table><tr><td>索引号</td><td>11350000/2026-00012</td><td>文号</td><td>建发〔2026〕12号</td></tr>"
        "<tr><td>发布机构</td><td>市住建局</td><td>成文日期</td><td>2026-02-27</td></tr>"
        "<tr><td>发布日期</td><td>2026-03-05</td><td>有效性</td><td>有效</td></tr>"
        "<tr><td>生效日期</td><td>2026-04-01</td><td>废止日期</td><td>2031-03-31</td></tr></table>"
    ),
    "gkml_list": "<ul><li><b>生成日期：</b>2026-02-27</li><li><b>公开日期：</b>2026-03-05</li><li><b>生效日期：</b>2026-04-01</li></ul>",
    "fabu_jigou_not_a_date": "<div>发布机构：市住建局 <i>生效日期：</i>2026-04-01 <i>发文日期：</i>2026-03-05</div>",
    "written_by_script": '<div>发布时间：<script>document.write("2026-03-05".substring(0,10))</script></div>',
    "script_clock_too": "<div>发布时间：2026-03-05</div><script>var now='2026-11-21';document.getElementById('now').innerHTML=now;</script>",
}

ARTICLES: dict[str, Case] = {name: (shell(line), "", D) for name, line in LINES.items()} | {
    "json_ld": (
        shell("", head='<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","datePublished":"2026-03-05T08:00:00+08:00","dateModified":"2026-10-01"}</script>'),
        "", D,
    ),
    "nuxt_state": (
        f"<html><head><title>{TITLE}</title></head><body><div id='app'><h1>{TITLE}</h1>{BODY}</div>"
        '<script>window.__INITIAL_STATE__={"detail":{"title":"x","publishTime":"2026-03-05 10:00:00","updateTime":"2026-09-01 10:00:00"}}</script></body></html>',
        "", D,
    ),
    "state_with_a_list_of_others": (
        shell(f'<script>window.__STATE__={{"hot":[{{"title":"另一篇热门文章","publishTime":"2026-11-20"}},{{"title":"再一篇热门文章","publishTime":"2026-11-19"}}],"doc":{{"title":"{TITLE}","publishTime":"2026-03-05"}}}}</script>'), "", D,
    ),
    "state_of_others_only": (
        shell('<script>window.__STATE__={"hot":[{"title":"另一篇热门文章","publishTime":"2026-11-20"},{"title":"再一篇热门文章","publishTime":"2026-11-19"}]}</script>'), "", None,
    ),
    "created_and_published_in_script": (shell('<script>var doc={createTime:"2026-09-01",pubTime:"2026-03-05"}</script>'), "", D),
    "meeting_notice_body": (shell("", title="示例市住建局新闻发布会", body="<p>时间：2026年12月8日9:30</p><p>地点：市政府新闻发布厅</p>" + BODY), "", None),
    "enacted_in_pieces": (shell("<p>（<span>2015年11月27日</span><span>某省人民代表大会常务委员会通过</span>）</p>", title="某省供热条例"), "", None),
    "title_ends_in_shijian": (shell("<div>2026-03-05 08:00 来源：考试院</div>", title="2026年上半年自学考试报名时间"), "", D),
    "labelled_box_over_a_bare_line": (shell("<div>2026-03-05 来源：本网</div>", top=CLOCK + LABELLED), "", D),
    "labelled_box_under_a_bare_line": (shell("<div>2026-03-05 来源：本网</div>", body="<p>详见附件。</p>", after=LABELLED), "", D),
    "labelled_box_over_an_undated_page": (shell("", top=CLOCK + LABELLED), "", None),
    "bare_clock_at_the_top": (shell("", top="<div>2026-11-21 10:00:00</div>"), "", None),
    "site_name_in_the_foot_over_a_box": (
        "<html><title>示例市图书馆</title><body><p>设备使用指南</p><p>点击数:</p><p>版权所有 示例市图书馆</p>"
        + "".join(f"<p><a href='/r/{n}.htm'>另一条信息{n}</a> <i>2026-11-{n}</i></p>" for n in range(20, 10, -1)) + "</body></html>", "", None,
    ),
    "short_text_over_a_box_of_bare_days": (
        shell("<div>2026-03-05</div>", body="<p>详见附件。</p>", after="".join(f"<p><a href='/r/{n}.htm'>另一条信息{n}</a> <i>2026-11-{n}</i></p>" for n in (20, 19, 18))), "", D,
    ),
    "weekday_clock_over_the_title": (
        f"<html><title>{TITLE}</title><body><p>首页 > {TITLE}</p><p>2026年11月21日 星期六</p><h1>{TITLE}</h1><p>2026年3月5日</p>{BODY}</body></html>", "", D,
    ),
    "text_begins_with_today": (shell("", body="<p>今天，我局召开供暖保障工作会议。</p>" + BODY), "", None),
    "text_begins_with_today_and_a_break": (shell("", body="<p>今天上午我局召开供暖保障工作会议</p>" + BODY), "", None),
    "epoch_ms": (shell("<script>var info={publishTime:1772676000000};</script>"), "", date(2026, 3, 5)),
    "meta_only": (shell("", head="<meta name='PubDate' content='2026-03-05 08:00'>"), "", D),
    "meta_upper_case": (shell("", head="<META NAME='PUBDATE' CONTENT='2026-03-05'>"), "", D),
    "meta_against_line": (shell("<div>发布时间：2026-03-05</div>", head="<meta name='PubDate' content='2026-06-30 08:00'>"), "", D),
    "meta_generated": (shell("", head="<meta name='PubDate' content='2026-06-30 08:00'><meta name='others' content='页面生成时间 2026-06-30 08:00:01'>"), "", None),
    "url_trs": (shell(""), "http://www.example.gov.cn/zwgk/tzgg/202603/t20260305_12345.html", D),
    "url_art": (shell(""), "http://www.example.gov.cn/art/2026/3/5/art_2341_1234567.html", D),
    "url_month_only": (shell(""), "http://www.example.gov.cn/zwgk/202603/3f2b1c.shtml", None),
    "no_date_at_all": (shell(""), "http://www.example.gov.cn/info/1021/3345.htm", None),
    "clock_only": (shell("", top="<div>2026年11月21日 星期六 10:22:31</div>"), "", None),
    "clock_between_title_and_text": (shell("<div class='bar'>当前时间：2026-11-21 10:22</div>"), "", None),
    "print_date_only": (shell("<div>打印时间：2026-11-21</div>"), "", None),
    "deadline_only": (shell("<div>截止日期：2026-12-31</div>"), "", None),
    "deadline_words": (shell("<div>报名截止时间：2026-12-31 17:00</div>"), "", None),
    "effective_only": (shell("<div>生效日期：2026-04-01</div><div>实施日期：2026-04-01</div>"), "", None),
    "written_only": (shell("<div>成文日期：2026-02-27</div>"), "", None),
    "period_only": (shell("<div>公示期：2026年3月6日至2026年3月12日</div>"), "", None),
    "event_only": (shell("<div>活动时间：2026-12-08 09:30</div><div>活动地点：三楼</div>"), "", None),
    "interview_only": (shell("<div>访谈时间：2026-12-08 09:30 访谈嘉宾：局长</div>"), "", None),
    "birth_in_notice": (
        shell("<div>发布时间：2026-03-05</div>", title="关于张某同志任前公示的公告", body="<p>张某，男，汉族，1978年5月12日出生，2001年7月1日参加工作。公示时间：2026年3月6日至2026年3月12日。</p>" * 3), "", D,
    ),
    "birth_only": (shell("", title="关于张某同志任前公示的公告", body="<p>张某，男，汉族，出生日期：1978-05-12，现任科长。</p>" * 5), "", None),
    "date_in_title": (shell("<div>发布时间：2026-03-05 09:00</div>", title="2026年12月8日市政府常务会议预告"), "", D),
    "date_in_title_only": (shell("", title="2026年12月8日市政府常务会议预告"), "", None),
    "signature_at_the_end": (shell("", body=BODY + "<p style='text-align:right'>示例市住建局</p><p style='text-align:right'>2026年3月2日</p>"), "", None),
    "signature_and_line": (shell("<div>发布时间：2026-03-05</div>", body=BODY + "<p>示例市住建局</p><p>2026年3月2日</p>"), "", D),
    "line_at_the_end": (shell("", after="<div>发布时间：2026-03-05 责任编辑：李某</div>"), "", D),
    "related_below": (
        shell("", after="<div class='rel'><h3>相关链接</h3><ul>" + "".join(f"<li><a href='/a/{n}.htm'>另一篇相关文章之{n}</a><span>2026-11-{n:02d}</span></li>" for n in range(12, 19)) + "</ul></div>"),
        "", None,
    ),
    "related_and_line": (
        shell("<div>2026-03-05 来源：本网</div>", after="<div class='rel'><h3>最新发布</h3><ul>" + "".join(f"<li><a href='/a/{n}.htm'>另一篇相关文章之{n}</a><span>2026-11-{n:02d}</span></li>" for n in range(12, 19)) + "</ul></div>"),
        "", D,
    ),
    "hot_box_before_text": (
        shell("<div>发布时间：2026-03-05</div>", top=CLOCK + "<div class='hot'><h3>热门</h3><ul><li><a href='/1.htm'>热门文章一则内容</a> 2026-11-20</li><li><a href='/2.htm'>热门文章二则内容</a> 2026-11-19</li></ul></div>"),
        "", D,
    ),
    "previous_next": (shell("<div>发布时间：2026-03-05</div>", after="<div>上一篇：<a href='/1.htm'>关于某事的公告</a> 2026-03-01<br>下一篇：<a href='/2.htm'>关于另一事的公告</a> 2026-03-09</div>"), "", D),
    "reader_question": (
        shell("<table><tr><td>写信时间</td><td>2026-03-01</td></tr><tr><td>回复时间</td><td>2026-03-04</td></tr></table>", title="关于供暖温度不足的咨询"), "", None,
    ),
    "option_dates": (shell("<select><option>2026-11-20</option><option>2026-11-19</option></select><div>发布时间：2026-03-05</div>"), "", D),
    "hidden_today": (shell("<input type='hidden' value='2026-11-21'><div>发布时间：2026-03-05</div>"), "", D),
    "commented_date": (shell("<!--<div>发布时间：2026-11-21</div>--><div>日期：2026-03-05</div>"), "", D),
    "title_not_repeated": (shell("<div>发布时间：2026-03-05</div>", heading="<h2>另起的标题与窗口不同</h2>"), "", D),
    "time_of_visit_counts": (shell("<div>访问时间：2026-11-21 09:10</div><div>发布时间：2026-03-05</div>"), "", D),
    "law_cited_under_title": (shell("<p>（2015年11月27日某省第十二届人民代表大会常务委员会第十八次会议通过）</p>", title="某省供热条例"), "", None),
    "law_with_line": (shell("<div>2026-03-05 来源：法规处</div><p>（2015年11月27日某省第十二届人大常委会第十八次会议通过 根据2021年5月1日决定修正）</p>", title="某省供热条例"), "", D),
    "video_date": (shell("<div>直播时间：2026-12-08 15:00</div>", title="供暖保障工作新闻发布会"), "", None),
    "auction": (shell("<div>开标时间：2026-12-08 09:00</div><div>发布时间：2026-03-05</div>", title="供热管网改造项目招标公告"), "", D),
    "auction_only": (shell("<div>开标时间：2026-12-08 09:00</div><div>投标截止时间：2026-12-08 09:00</div>", title="供热管网改造项目招标公告"), "", None),
    "bid_opens_bare": (shell("<p>获取招标文件时间：2026-12-01至2026-12-07</p>", title="供热管网改造项目招标公告"), "", None),
    "yearless_line": (shell("<div>发布时间：03-05</div>"), "", None),
    "today_word": (shell("<div>来源：本网</div>", body=BODY + "<p>昨天，我市召开会议。</p>"), "", None),
    "updated_after_published": (shell("<div>发布时间：2026-03-05 更新时间：2026-09-09</div>"), "", D),
    "updated_before_published": (shell("<div>更新时间：2026-09-09 发布时间：2026-03-05</div>"), "", D),
    "modified_word": (shell("<div>修改时间：2026-09-09</div><div>添加时间：2026-03-05</div>"), "", D),
    "last_update_word": (shell("<div>最后更新：2026-09-09</div><div>日期：2026-03-05</div>"), "", D),
    "visitors_since": (shell("<div>发布时间：2026-03-05</div>", top="<div>您是2008年1月1日以来第 20260 位访客</div>"), "", D),
    "valid_until": (shell("<div>有效期：2026-03-06 至 2028-03-06</div><div>发布日期：2026-03-05</div>"), "", D),
    "only_clock_in_english": (shell("<div>Today is 2026-11-21</div>"), "", None),
    "weather_line": (shell("<div>发布时间：2026-03-05</div>", top="<div>2026-11-21 晴 5~12℃</div>"), "", D),
    "breadcrumb_date": (shell("<div>发布时间：2026-03-05</div>", top="<div>您的位置：首页 > 公告 2026-11-21</div>"), "", D),
    "template_left": (f"<html><title>x</title><body><h1>{TITLE}</h1><div>{{{{a.pubDate}}}} {{{{a.src}}}} {{{{a.body}}}} {{{{a.hits}}}}</div></body></html>", "", None),
    "image_only": (shell("<div>发布时间：2026-03-05</div>", body="<img src='a.jpg'>", top=""), "", D),
    "no_html_tags": (f"<title>{TITLE}</title><h1>{TITLE}<p>发布时间：2026-03-05<p>各单位要压实责任，确保群众温暖过冬，遇有情况及时报告。", "", D),
    "frameset_like_table": (
        f"<html><title>{TITLE}</title><body><table><tr><td align=center><font size=5><b>{TITLE}</b></font></td></tr><tr><td align=center>〔2026-3-5〕　【字体：大 中 小】</td></tr><tr><td>{BODY}</td></tr></table></body></html>",
        "", D,
    ),
}  # fmt: skip
