"""Made-up listing pages in the manner of many content systems, each with what a careful reader finds there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

DAYS = (18, 16, 11, 9, 4, 2)
NEWEST = date(2026, 11, 18)
NAMES = ("供热设施检修", "雨污管网改造", "公租房分配", "物业服务考评", "老旧小区加装电梯", "工程质量抽查")
HOT = (
    "<div class='{}'><div class='tit'>{}</div><ul>"
    + "".join(f"<li><a href='/hot/{n}.htm'>大家经常看的那一篇文章之{n}</a><span>2026-11-{n}</span></li>" for n in range(20, 12, -1))
    + "</ul></div>"
)  # fmt: skip
MENU = "<div class='left'><h3>政务公开</h3><ul>" + "".join(
    f"<li><a href='/zwgk/{n}/'>{name}</a></li>" for n, name in enumerate(("机构概况", "领导之窗", "通知公告", "政策文件", "人事任免", "财政预决算"))
) + "</ul></div>"  # fmt: skip
FOOT = "<div id='foot'>主办：示例市住建局 备案号：京ICP备00000000号 <a href='/about/1.htm'>网站地图</a> 最后更新：2031-02-02 访问量：20261120</div>"
CLOCK = "<div class='t'>2026年11月21日 星期六</div>"


@dataclass(frozen=True, slots=True)
class Truth:
    """What stands on the page: how many items, the newest day, or another state than items."""

    count: int = len(DAYS)
    newest: date | None = NEWEST
    state: str = "items"


def row_name(n: int) -> str:
    return f"关于{NAMES[n]}有关事项的公告"


def shell(body: str, *, title: str = "通知公告", head: str = "", side: str = MENU, after: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}-示例市住建局</title>{head}</head><body>{CLOCK}"
        f"<div class='head'><a href='/'>首页</a><a href='/zwgk/'>政务公开</a><a href='/bsfw/'>办事服务</a></div>{side}"
        f"<div class='pos'>当前位置：<a href='/'>首页</a> &gt; <a href='/tzgg/'>{title}</a></div>{body}{after}{FOOT}</body></html>"
    )


def rows(make: Callable[[int, int], str]) -> str:
    """What *make* writes for each row, given its number and its day of November 2026."""
    return "".join(make(n, day) for n, day in enumerate(DAYS))


def a(n: int, href: str = "/info/1021/{}.htm", extra: str = "") -> str:
    return f"<a href='{href.format(3300 + n)}' {extra}>{row_name(n)}</a>"


def ul(make: Callable[[int, int], str], cls: str = "x9f") -> str:
    return f"<ul class='{cls}'>{rows(make)}</ul>"


PAGER = "<div class='pages'>共128条 <a href='?p=1'>1</a><a href='?p=2'>2</a><a href='?p=3'>3</a> <a href='?p=2'>下一页</a> <a href='?p=22'>尾页</a></div>"
OTHERS = "<ul><li><a href='http://www.other.gov.cn/'>某某市人民政府</a></li><li><a href='http://a.other.gov.cn/'>某某市发展改革委</a></li><li><a href='http://b.other.gov.cn/'>某某市财政局网站</a></li></ul>"
RECORDS = "".join(
    f"<record><![CDATA[<li><a href='/art/2026/11/{d}/art_1_{n}.html'>{row_name(n)}</a><span>2026-11-{d:02d}</span></li>]]></record>"
    for n, d in enumerate(DAYS)
)
JSON_ROWS = ",".join(
    f'{{"title":"{row_name(n)}","url":"/info/{3300 + n}.htm","publishDate":"2026-11-{d:02d} 10:00"}}'
    for n, d in enumerate(DAYS)
)

LISTS: dict[str, tuple[str, Truth]] = {
    "span_after": (shell(ul(lambda n, d: f"<li>{a(n)}<span>2026-11-{d:02d}</span></li>") + PAGER), Truth()),
    "span_before": (shell(ul(lambda n, d: f"<li><span>[2026-11-{d:02d}]</span>{a(n)}</li>")), Truth()),
    "bare_text_date": (shell(ul(lambda n, d: f"<li>{a(n)} 2026/11/{d}</li>")), Truth()),
    "dots": (shell(ul(lambda n, d: f"<li>{a(n)}<em>2026.11.{d:02d}</em></li>")), Truth()),
    "chinese": (shell(ul(lambda n, d: f"<li>{a(n)}<i>2026年11月{d}日</i></li>")), Truth()),
    "two_digit_year": (shell(ul(lambda n, d: f"<li>{a(n)}<i>26-11-{d:02d}</i></li>")), Truth()),
    "numerals": (shell(ul(lambda n, d: f"<li>{a(n)}<i>二〇二六年十一月{['十八', '十六', '十一', '九', '四', '二'][n]}日</i></li>")), Truth()),
    "table": (shell("<table width=100%>" + rows(lambda n, d: f"<tr><td>·</td><td>{a(n)}</td><td>2026-11-{d:02d}</td></tr>") + "</table>"), Truth()),
    "table_each_its_own": (shell(rows(lambda n, d: f"<table width=98%><tr><td>{a(n)}</td><td align=right>2026-11-{d:02d}</td></tr></table>")), Truth()),
    "gkml": (
        shell("<table><tr><th>序号</th><th>索引号</th><th>名称</th><th>成文日期</th><th>发布日期</th><th>有效性</th></tr>"
              + rows(lambda n, d: f"<tr><td>{n + 1}</td><td>0001-2026-{n:05d}</td><td>{a(n)}</td><td>2026-10-{d:02d}</td><td>2026-11-{d:02d}</td><td>有效</td></tr>") + "</table>"),
        Truth(),
    ),
    "gkml_effective_first": (
        shell("<table><thead><tr><th>标题</th><th>生效日期</th><th>发文字号</th><th>发布时间</th></tr></thead><tbody>"
              + rows(lambda n, d: f"<tr><td>{a(n)}</td><td>2026-12-{d:02d}</td><td>建发〔2026〕{n}号</td><td>2026-11-{d:02d}</td></tr>") + "</tbody></table>"),
        Truth(),
    ),
    "gkml_inline_labels": (
        shell(ul(lambda n, d: f"<li>{a(n)}<p>索引号：00-{n} 发布机构：市住建局 成文日期：2026-10-{d:02d} 发布日期：2026-11-{d:02d}</p></li>")), Truth(),
    ),
    "gkml_labels_apart": (
        shell(ul(lambda n, d: f"<li>{a(n)}<div><b>生效日期：</b><span>2026-12-{d:02d}</span><b>发布日期：</b><span>2026-11-{d:02d}</span></div></li>")), Truth(),
    ),
    "definition": (shell("<dl>" + rows(lambda n, d: f"<dt>{a(n)}</dt><dd>2026-11-{d:02d}</dd>") + "</dl>"), Truth()),
    "paragraphs": (shell("<div class='q'>" + rows(lambda n, d: f"<p>{a(n)} <font color=gray>(2026-11-{d:02d})</font></p>") + "</div>"), Truth()),
    "br_lines": (shell("<td class='q'>" + rows(lambda n, d: f"· {a(n)} (2026-11-{d:02d})<br>") + "</td>"), Truth()),
    "date_in_link": (shell(ul(lambda n, d: f"<li><a href='/i/{n}.htm'><span>{row_name(n)}</span><span>2026-11-{d:02d}</span></a></li>")), Truth()),
    "date_in_link_first": (shell(ul(lambda n, d: f"<li><a href='/i/{n}.htm'><i>2026-11-{d:02d}</i>{row_name(n)}</a></li>")), Truth()),
    "card": (
        shell("<div class='cards'>" + rows(lambda n, d: f"<div class='card'><a href='/i/{n}.htm'><img src='{n}.jpg'><h4>{row_name(n)}</h4><p>根据2020年3月1日起施行的条例，现将有关事项公告如下，请遵照执行。</p><div class='d'>2026-11-{d:02d}</div></a></div>") + "</div>"), Truth(),
    ),
    "day_and_month_apart": (shell(ul(lambda n, d: f"<li><div class='dt'><b>{d:02d}</b><i>2026-11</i></div><div>{a(n)}<p>简要内容一段文字</p></div></li>")), Truth()),
    "day_and_month_dotted": (shell(ul(lambda n, d: f"<li><div><p>{d:02d}</p><p>2026.11</p></div>{a(n)}</li>")), Truth()),
    "month_day_over_year": (shell(ul(lambda n, d: f"<li><div><b>11-{d:02d}</b><span>2026</span></div>{a(n)}</li>")), Truth()),
    "english_month": (shell(ul(lambda n, d: f"<li>{a(n)}<span>Nov {d}, 2026</span></li>")), Truth()),
    "english_split_month": (shell(ul(lambda n, d: f"<li><div><b>{d:02d}</b><span>Nov 2026</span></div>{a(n)}</li>")), Truth()),
    "time_tag": (shell(ul(lambda n, d: f"<li>{a(n)}<time datetime='2026-11-{d:02d}T08:00'>{d}日</time></li>")), Truth()),
    "title_attribute_date": (shell(ul(lambda n, d: f"<li><a href='/i/{n}.htm' title='{row_name(n)}&#10;发布时间：2026-11-{d:02d}'>{row_name(n)[:9]}...</a></li>")), Truth()),
    "yearless_no_year": (shell(ul(lambda n, d: f"<li>{a(n)}<span>11-{d:02d}</span></li>")), Truth(newest=None)),
    "yearless_year_heading": (shell("<h4>2026年</h4>" + ul(lambda n, d: f"<li>{a(n)}<span>11-{d:02d}</span></li>")), Truth()),
    "yearless_path_year": (shell(ul(lambda n, d: f"<li>{a(n, f'/art/2026/11/{d}/art_1_' + '{}.html')}<span>11-{d:02d}</span></li>")), Truth()),
    "path_only": (shell(ul(lambda n, d: f"<li>{a(n, f'/xw/202611/t202611{d:02d}_' + '{}.html')}</li>")), Truth()),
    "undated": (shell(ul(lambda n, d: f"<li>{a(n)}</li>") + PAGER), Truth(newest=None)),
    "documents": (shell(ul(lambda n, d: f"<li><a href='/files/{n}.pdf'>{row_name(n)}.pdf</a><span>2026-11-{d:02d}</span></li>")), Truth()),
    "thumbnails": (shell(ul(lambda n, d: f"<li><a href='/i/{3300 + n}.htm' title='{row_name(n)}'><img src='{n}.jpg' alt='{row_name(n)}'></a></li>")), Truth(newest=None)),
    "thumbnails_dated": (shell(ul(lambda n, d: f"<li><a href='/i/{n}.htm'><img src='{n}.jpg'></a><p>{a(n, '/i/' + str(n) + '.htm')}</p><em>2026-11-{d:02d}</em></li>")), Truth()),
    "pinned_old": (
        shell("<ul><li>[置顶]" + "<a href='/i/999.htm'>关于长期有效事项的公告</a><span>2024-01-05</span></li>" + rows(lambda n, d: f"<li>{a(n)}<span>2026-11-{d:02d}</span></li>") + "</ul>"),
        Truth(count=7),
    ),
    "pinned_yearless": (
        shell("<ul><li><b>顶</b><a href='/i/999.htm'>关于长期有效事项的公告</a><span>2024-01-05</span></li>" + rows(lambda n, d: f"<li>{a(n)}<span>2026-11-{d:02d}</span></li>") + "</ul>"),
        Truth(count=7),
    ),
    "separators": (
        shell("<ul>" + rows(lambda n, d: f"<li>{a(n)}<span>2026-11-{d:02d}</span></li>" + ("<li class='line'></li>" if n % 5 == 4 else "")) + "</ul>"), Truth(),
    ),
    "split_lists": (
        shell("".join(f"<ul class='g{n // 3}'>" + "".join(f"<li>{a(k)}<span>2026-11-{DAYS[k]:02d}</span></li>" for k in (n, n + 1, n + 2)) + "</ul>" for n in (0, 3))), Truth(),
    ),
    "hot_beside": (shell(HOT.format("rt", "热门文章") + ul(lambda n, d: f"<li>{a(n)}<span>2026-11-{d:02d}</span></li>")), Truth()),
    "hot_after": (shell(ul(lambda n, d: f"<li>{a(n)}<span>2026-11-{d:02d}</span></li>"), after=HOT.format("box2", "点击排行")), Truth()),
    "newest_box_beside": (shell(HOT.format("rt", "最新信息") + ul(lambda n, d: f"<li>{a(n)}<span>2026-11-{d:02d}</span></li>")), Truth()),
    "related_links_after": (shell(ul(lambda n, d: f"<li>{a(n)}<span>2026-11-{d:02d}</span></li>"), after="<div class='k'><h3>相关链接</h3>" + OTHERS + "</div>"), Truth()),
    "carousel_before": (
        shell("<div class='swiper-container'><div class='swiper-wrapper'>" + "".join(f"<div class='swiper-slide'><a href='/pic/{n}.htm'><img src='{n}.jpg'><p>轮播图片新闻标题第{n}条</p></a></div>" for n in range(5)) + "</div></div>"
              + ul(lambda n, d: f"<li>{a(n)}<span>2026-11-{d:02d}</span></li>")),
        Truth(),
    ),
    "category_before_title": (shell(ul(lambda n, d: f"<li><a href='/zwgk/jh/'>[规划计划]</a>{a(n)}<span>2026-11-{d:02d}</span></li>")), Truth()),
    "unit_after_title": (shell(ul(lambda n, d: f"<li>{a(n)}<span>市住建局</span><span>2026-11-{d:02d}</span></li>")), Truth()),
    "views_beside": (shell(ul(lambda n, d: f"<li>{a(n)}<span>浏览：{20261101 + n}</span><span>2026-11-{d:02d}</span></li>")), Truth()),
    "deadline_beside": (shell(ul(lambda n, d: f"<li>{a(n)}<span>截止日期：2026-12-{d:02d}</span><span>发布日期：2026-11-{d:02d}</span></li>")), Truth()),
    "deadline_nodes": (shell(ul(lambda n, d: f"<li>{a(n)}<b>报名截止</b><span>2026-12-{d:02d}</span></li>")), Truth(newest=None)),
    "collect_period": (shell(ul(lambda n, d: f"<li>{a(n)}<span>征集时间：2026-11-{d:02d} 至 2026-12-{d:02d}</span></li>")), Truth()),
    "meeting_in_titles": (shell(ul(lambda n, d: f"<li><a href='/i/{3300 + n}.htm'>2026年12月{d}日第{n}次局长办公会议预告</a><span>2026-11-{d:02d}</span></li>")), Truth()),
    "meeting_in_titles_only": (shell(ul(lambda n, d: f"<li><a href='/i/{3300 + n}.htm'>2026年12月{d}日第{n}次局长办公会议预告</a></li>")), Truth(newest=None)),
    "summary_with_dates": (shell(ul(lambda n, d: f"<li>{a(n)}<span>2026-11-{d:02d}</span><p>为落实2019年4月1日印发的方案，定于2026年12月25日前完成整改，请各单位抓紧办理。</p></li>")), Truth()),
    "search_results": (
        shell("<div class='res'>" + rows(lambda n, d: f"<div class='r'><h3><a href='/i/{3300 + n}.htm'>关于<em>{NAMES[n]}</em>有关事项的公告</a></h3><p>……{NAMES[n]}自2020年1月1日起……</p><p><a href='/i/{3300 + n}.htm'>http://www.example.gov.cn/i/{n}.htm</a> 2026-11-{d:02d}</p></div>") + "</div>", title="站内搜索"), Truth(),
    ),
    "jpage_records": (shell(f"<div id='236'><script type='text/xml'><datastore><nextgroup></nextgroup><recordset>{RECORDS}</recordset></datastore></script></div>"), Truth()),
    "trs_pager": (shell(ul(lambda n, d: f"<li>{a(n, './202611/t202611' + f'{d:02d}' + '_{}.html')}<span>2026-11-{d:02d}</span></li>") + "<script>createPageHTML(20, 0, 'index', 'html');</script>"), Truth()),
    "webplus": (shell("<ul class='news_list list2'>" + rows(lambda n, d: f"<li class='news n{n} clearfix'><span class='news_title'>{a(n, '/2026/11' + f'{d:02d}' + '/c1a{}/page.htm')}</span><span class='news_meta'>2026-11-{d:02d}</span></li>") + "</ul><div id='wp_paging_w6'>每页 <em>14</em> 记录 总共 <em>6</em> 记录</div>"), Truth()),
    "inline_array": (shell(f"<div id='list'></div><script>var list=[{JSON_ROWS}];render(list);</script>"), Truth()),
    "initial_state": (f"<html><head><title>通知公告</title></head><body><div id='app'></div><script>window.__INITIAL_STATE__={{\"list\":{{\"rows\":[{JSON_ROWS}],\"total\":6}}}}</script></body></html>", Truth()),
    "uppercase_tags": (shell(ul(lambda n, d: f"<LI><A HREF='/i/{3300 + n}.htm'>{row_name(n)}</A><SPAN>2026-11-{d:02d}</SPAN></LI>")), Truth()),
    "unclosed": (shell("<ul>" + rows(lambda n, d: f"<li>{a(n)}<span>2026-11-{d:02d}</span>") + "</ul>"), Truth()),
    "javascript_links": (shell(ul(lambda n, d: f"<li><a href='javascript:void(0)' onclick='show({n})'>{row_name(n)}</a><span>2026-11-{d:02d}</span></li>")), Truth()),
    "query_links": (shell(ul(lambda n, d: f"<li>{a(n, 'show.aspx?id={}')}<span>2026-11-{d:02d}</span></li>")), Truth()),
    "with_new_mark": (shell(ul(lambda n, d: f"<li>{a(n)}<img src='new.gif'><font color=red>NEW</font><span>2026-11-{d:02d}</span></li>")), Truth()),
    "relative_hours": (shell("<ul>" + "".join(f"<li>{a(n)}<span>{w}</span></li>" for n, w in enumerate(("3天前", "5天前", "10天前", "12天前", "17天前", "19天前"))) + "</ul>"), Truth()),
    "hidden_tab": (shell(ul(lambda n, d: f"<li>{a(n)}<span>2026-11-{d:02d}</span></li>") + "<div style='display:none'>" + "".join(f"<p><a href='/z/{n}.htm'>隐藏标签页里的另一栏目文章{n}</a><i>2026-11-{n}</i></p>" for n in (20, 19, 17)) + "</div>"), Truth()),
    "few": (shell("<ul><li>" + a(0) + "<span>2026-11-18</span></li></ul>"), Truth(count=1)),
    "two": (shell("<ul>" + "".join(f"<li>{a(n)}<span>2026-11-{d}</span></li>" for n, d in ((0, 18), (1, 16))) + "</ul>"), Truth(count=2)),
    "blank_words": (shell("<ul class='list'></ul><p class='nodata'>暂无相关信息！</p>"), Truth(0, None, "blank")),
    "blank_count": (shell("<ul class='list'></ul><div class='page'>共<b>0</b>条记录</div>"), Truth(0, None, "blank")),
    "blank_li": (shell("<ul class='list'><li>该栏目暂无内容</li></ul>"), Truth(0, None, "blank")),
    "blank_row": (shell("<table class='list'><tr><th>标题</th><th>发布日期</th></tr><tr><td colspan=2>没有查到相关数据</td></tr></table>"), Truth(0, None, "blank")),
    "blank_with_hot": (shell("<ul class='list'></ul><p>暂无数据</p>", side=HOT.format("right", "热门信息")), Truth(0, None, "blank")),
    "blank_pages": (shell("<ul class='list'></ul><script>createPageHTML(0, 0, 'index', 'html');</script>"), Truth(0, None, "blank")),
    "blank_building": (shell("<div class='list'>栏目建设中……</div>"), Truth(0, None, "blank")),
    "script_vue": (shell("<div id='app'><ul><li v-for='x in list'><a :href='x.url'>{{x.title}}</a><span>{{x.pubDate}}</span></li></ul></div><script src='/app.js'></script>"), Truth(0, None, "unreadable")),
    "script_vue_with_menu_and_hot": (shell("<ul id='lst'></ul><script>$.ajax({url:'/api/list',success:function(r){$('#lst').html(r)}})</script>", side=HOT.format("right", "热点")), Truth(0, None, "unreadable")),
    "script_app_only": ("<html><head><title>通知公告</title></head><body><div id='app'></div><script src='/static/js/app.3f2b.js'></script></body></html>", Truth(0, None, "unreadable")),
    "script_laytpl": (shell("<div id='view'></div><script type='text/html' id='tpl'>{{# layui.each(d.list,function(i,x){ }}<li><a href='{{x.url}}'>{{x.title}}</a></li>{{# }) }}</script>"), Truth(0, None, "unreadable")),
    "traditional": (shell(ul(lambda n, d: f"<li>{a(n)}<span>發佈日期：2026年11月{d}日</span></li>"), title="通告公佈"), Truth()),
    "copyright_dates": (shell(ul(lambda n, d: f"<li>{a(n)}<span>2026-11-{d:02d}</span></li>"), after="<p>© 2001-2031 版权所有 2031-01-01</p>"), Truth()),
    "other_column_beside": (
        shell("<div class='c1'><h2>工作动态</h2><ul>" + "".join(f"<li><a href='/gz/{n}.htm'>另一栏目的一条工作动态{n}</a><span>2026-11-{n}</span></li>" for n in (20, 19, 17)) + "</ul></div>"
              "<div class='c2'><h2>通知公告</h2>" + ul(lambda n, d: f"<li>{a(n)}<span>2026-11-{d:02d}</span></li>") + "</div>"),
        Truth(),
    ),
    "main_yearless_side_full": (shell(HOT.format('rt','热点关注')+ul(lambda n,d:f"<li>{a(n)}<span>11-{d:02d}</span></li>")),Truth(newest=None)),
    "hidden_tab_longer": (shell("<div class='tabs'><div class='tab-pane active'>"+ul(lambda n,d:f"<li>{a(n)}<span>2026-11-{d:02d}</span></li>",'lst')+"</div><div class='tab-pane' style='display: none;'>"+"<ul class='lst2'>"+''.join(f"<li><a href='/z/{n}.htm'>隐藏标签页里的另一栏目文章{n}</a><i>2026-11-{n}</i></li>" for n in range(20,9,-1))+"</ul></div></div>"),Truth()),
    "dt_inside": (shell(ul(lambda n,d:f"<li><p class='t'>{a(n)}</p><p class='i'>来源：办公室 | 时间：2026-11-{d:02d} 10:20:33 | 点击：22</p></li>")),Truth()),
    "title_and_attachment": (shell(ul(lambda n,d:f"<li>{a(n)}<a href='/f/{n}.pdf'>附件下载</a><span>2026-11-{d:02d}</span></li>")),Truth()),
    "title_and_interpretation": (shell("<table>"+rows(lambda n,d:f"<tr><td>{n+1}</td><td>{a(n)}</td><td><a href='/jd/{n}.htm'>解读</a></td><td>2026-11-{d:02d}</td></tr>")+"</table>"),Truth()),
    "div_soup": (shell("<div class='a'>"+rows(lambda n,d:f"<div class='b'><div class='c'><div>{a(n)}</div></div><div class='d'><div>2026-11-{d:02d}</div></div></div>")+"</div>"),Truth()),
    "iframe": (shell("<iframe src='/list/1021.htm' width=100%></iframe>"),Truth(0,None,'unreadable')),
    "no_links_onclick": (shell(ul(lambda n,d:f"<li onclick=\"location.href='/i/{n}.htm'\"><p>{row_name(n)}</p><span>2026-11-{d:02d}</span></li>")),Truth()),
    "date_link": (shell(ul(lambda n,d:f"<li>{a(n)}<a href='/info/1021/{3300+n}.htm'>2026-11-{d:02d}</a></li>")),Truth()),
    "sub_columns": (shell("".join(f"<div class='sub'><h3>{h}</h3><a href='/m{k}/'>更多</a><ul>"+"".join(f"<li><a href='/m{k}/{n}.htm'>{h}里的第{n}条较长的信息标题</a><span>2026-11-{DAYS[n]:02d}</span></li>" for n in range(3))+"</ul></div>" for k,h in enumerate(('规划计划','统计信息')))),Truth()),
    "future_deadline_first": (shell("<table><tr><th>项目</th><th>报名截止时间</th><th>发布时间</th></tr>"+rows(lambda n,d:f"<tr><td>{a(n)}</td><td>2026-12-{d:02d}</td><td>2026-11-{d:02d}</td></tr>")+"</table>"),Truth()),
    "collection_status": (shell(ul(lambda n,d:f"<li><span>[已结束]</span>{a(n)}<span>2026-11-{d:02d}</span></li>")),Truth()),
    "collection_from_to": (shell("<table><tr><th>主题</th><th>开始时间</th><th>结束时间</th></tr>"+rows(lambda n,d:f"<tr><td>{a(n)}</td><td>2026-11-{d:02d}</td><td>2026-12-{d:02d}</td></tr>")+"</table>"),Truth()),
    "time_with_clock": (shell(ul(lambda n,d:f"<li>{a(n)}<span>2026-11-{d:02d} 16:2{n}</span></li>")),Truth()),
    "nbsp": (shell(ul(lambda n,d:f"<li>{a(n)}&nbsp;&nbsp;[&nbsp;2026-11-{d:02d}&nbsp;]</li>")),Truth()),
    "slash_yearless_url": (shell(ul(lambda n,d:f"<li>{a(n,f'/2026-11/{d:02d}/c_' + '{}.htm')}<span>11/{d:02d}</span></li>")),Truth()),
    "weird_year_heading": (shell("<div><h3>2026年11月</h3>"+ul(lambda n,d:f"<li>{a(n)}<span>{d}日</span></li>")+"</div>"),Truth()),
    "ol_numbers": (shell("<ol>"+rows(lambda n,d:f"<li><em>{n+1}</em>{a(n)}<span>2026-11-{d:02d}</span></li>")+"</ol>"),Truth()),
    "strong_today": (shell(ul(lambda n,d:f"<li>{a(n)}<span>"+('今天' if n==0 else f"2026-11-{d:02d}")+"</span></li>")),Truth(newest=date(2026,11,21))),
    "wenhao": (shell(ul(lambda n,d:f"<li>{a(n)}<span>建发〔2026〕{n}号</span><span>2026-11-{d:02d}</span></li>")),Truth()),
    "wenhao_date_last": (shell("<table><tr><th>文件名称</th><th>文号</th><th>成文日期</th><th>公开日期</th></tr>"+rows(lambda n,d:f"<tr><td>{a(n)}</td><td>建发〔2026〕{n}号</td><td>2026年10月{d}日</td><td>2026年11月{d}日</td></tr>")+"</table>"),Truth()),
    "only_written_col": (shell("<table><tr><th>文件名称</th><th>文号</th><th>成文日期</th></tr>"+rows(lambda n,d:f"<tr><td>{a(n)}</td><td>建发〔2026〕{n}号</td><td>2026年11月{d}日</td></tr>")+"</table>"),Truth()),
    "nav_dropdown_dates": (shell(ul(lambda n,d:f"<li>{a(n)}<span>2026-11-{d:02d}</span></li>"),side="<div class='menu'><ul>"+"".join(f"<li><a href='/n/{n}.htm'>导航里的推荐文章标题{n}</a><span>2026-11-{n}</span></li>" for n in range(20,10,-1))+"</ul></div>"),Truth()),
    "right_notice_box": (shell("<div class='l'><h2>工作动态</h2>"+ul(lambda n,d:f"<li>{a(n)}<span>2026-11-{d:02d}</span></li>")+"</div><div class='r'><h2>通知公告</h2><ul class='s'>"+"".join(f"<li><a href='/n/{n}.htm'>右侧通知公告标题{n}</a><span>2026-11-{n}</span></li>" for n in range(20,12,-1))+"</ul></div>",title='工作动态'),Truth()),
    "friend_links_dated_main_two": (shell("<ul><li>"+a(0)+"<span>2026-11-18</span></li><li>"+a(1)+"<span>2026-11-16</span></li></ul>",after="<div class='link'><h3>友情链接</h3>"+OTHERS+"</div>"),Truth(2)),
    "blank_plain_no_words": (shell("<div class='list'><ul></ul></div>"),Truth(0,None,'blank')),
    "comment_rows": (shell("<!--"+ul(lambda n,d:f"<li>{a(n)}<span>2026-11-{d:02d}</span></li>")+"--><ul class='list'><li>暂无信息</li></ul>"),Truth(0,None,'blank')),
    "last_update_note": (shell("<p>本栏目更新时间：2026-11-20</p>"+ul(lambda n,d:f"<li>{a(n)}<span>2026-11-{d:02d}</span></li>")),Truth()),
    "year_in_title_only": (shell(ul(lambda n,d:f"<li><a href='/i/{3300+n}.htm'>2026年第{n+1}季度信息公开工作情况</a></li>")),Truth(newest=None)),
    "json_ld_list": (shell(ul(lambda n,d:f"<li>{a(n)}<span>2026-11-{d:02d}</span></li>"),head='<script type="application/ld+json">{"@type":"WebPage","datePublished":"2026-11-20"}</script>'),Truth()),
    "record_in_script_list": (shell("<script>var data={\"total\":6,\"rows\":["+JSON_ROWS+"]};</script><div id='list'></div>"),Truth()),
    "span_only_month": (shell(ul(lambda n,d:f"<li>{a(n)}<span>2026-11</span></li>")),Truth(newest=None)),
    "h3_articles": (shell("<section>"+rows(lambda n,d:f"<article><h3>{a(n)}</h3><footer><time>2026-11-{d:02d}</time></footer></article>")+"</section>"),Truth()),
    "main_in_aside_layout": (shell("<div class='layout-sidebar'><div class='content'>"+ul(lambda n,d:f"<li>{a(n)}<span>2026-11-{d:02d}</span></li>")+"</div></div>"),Truth()),
    "deadline_in_title": (shell(ul(lambda n,d:f"<li><a href='/i/{3300+n}.htm'>{row_name(n)}（截止日期：2026-12-{d:02d}）</a><span>2026-11-{d:02d}</span></li>")),Truth()),
    "deadline_in_title_only": (shell(ul(lambda n,d:f"<li><a href='/i/{3300+n}.htm'>{row_name(n)}（截止日期：2026-12-{d:02d}）</a></li>")),Truth(newest=None)),
    "no_links_beside_a_box": (shell(ul(lambda n,d:f"<li><span class='t'>{row_name(n)}</span><span>2026-11-{d:02d}</span></li>"),after=HOT.format('right','图片新闻').replace("</ul>","").split("<li>")[0]+"".join(f"<li><a href='/h/{n}.htm'>图片新闻里的一则长标题{n}</a><span>2026-11-{n}</span></li>" for n in (21,20,19))+"</ul></div></div>"),Truth()),
    "no_links_in_a_table_under_crumbs": ("<html><head><title>示例市住建局</title></head><body><div class='main'><div class='pos'>当前位置：<a href='/'>首页</a> &gt; <a href='/zwgk/'>政务公开</a> &gt; 规范性文件</div><table><tr><td>文件名称</td><td>文号</td><td>发布日期</td></tr>"+rows(lambda n,d:f"<tr><td>{row_name(n)}</td><td>建发〔2026〕{n}号</td><td>2026-11-{d:02d}</td></tr>")+f"</table></div>{FOOT}</body></html>",Truth()),
    "crumbs_name_the_column": ("<html><head><title>示例市住建局</title></head><body><div class='pos'>当前位置：<a href='/'>首页</a> &gt; <a href='/zwgk/'>政务公开</a> &gt; 财政预决算</div><div class='tt'><span>财政预决算</span></div><div>"+rows(lambda n,d:f"<p>2026-11-{d:02d}　{a(n)}</p>")+"</div><div class='right'><h3>图片新闻</h3><ul>"+"".join(f"<li><a href='/h/{n}.htm'>图片新闻里的一则相当长的标题其中第{n}则</a><span>2026-11-{n}</span></li>" for n in range(21,14,-1))+f"</ul></div>{FOOT}</body></html>",Truth()),
}  # fmt: skip
