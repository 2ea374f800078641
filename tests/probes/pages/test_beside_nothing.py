"""What else a page shows beside an empty list may be the column's content: only where it shows nothing is the column blank."""

from monitor.domain.content import ListState
from tests.every import every
from tests.probes.pages.test_own_place import CRUMBS, URL, look

MENU = "<div class='l'><h3>新闻</h3><ul><li><a href='/a/'>图片新闻</a></li><li><a href='/b/'>通知公告</a></li></ul></div>"
HOT = "<div class='r'><h3>热点信息</h3><ul><li><a href='/rd/2026/1.html'>别处刚刚发布的一条信息</a><i>2026-11-20</i></li></ul></div>"
FOOT = "<div><p>本站支持IPv6，您是第12位访问者</p><p>主办：某区人民政府</p><img src='/zt.jpg'></div>"
EMPTY = (
    "<ul class='news_list'></ul>",
    "<div class='news_list'></div>",
    "<p>暂无数据</p>",
    "<div>共0条</div>",
    "<ul class='list'></ul><script>createPageHTML(0, 0, 'index', 'html')</script>",
)
#: What a page may show in a box of its own.
SHOWN = {
    "topics": "<ul><li><a href='/zt/1/'>安全生产月</a></li><li><a href='/zt/2/'>乡村振兴在行动</a></li></ul>",
    "one short topic": "<ul><li><a href='/zt/1/'>禁毒</a></li></ul>",
    "topics in boxes": "<div><a href='/zt/1/'>安全生产月</a></div><div><a href='/zt/2/'>乡村振兴在行动</a></div>",
    "topics below pictures": "<ul><li><a href='/zt/1/'><img src='/1.jpg'><p>安全生产月</p></a></li></ul>",
    "pictures that lead to topics": "".join(f"<a href='/zt/{n}/'><img src='/{n}.jpg'></a>" for n in range(4)),
    "offices": "<a href='/d/1/'>教育局</a><a href='/d/2/'>水务局</a>",
    "a caption in a carousel": "<div class='swiper'><a href='/a/1.html'><img src='/1.jpg'></a><p>全区秋季造林现场会召开</p></div>",
    "a picture in a carousel": "<div class='slide'><a href='t20261103_1.html'><img src='/1.jpg'></a></div>",
    "a menu of other sites": "<ul class='menu'><li><a href='http://a.cn/t/'>人事通知</a></li><li><a href='http://b.cn/t/'>财政通知</a></li></ul>",
    "a count of items": "<p>共 12 条</p>",
    "a count of pages": "<div>共<b>3</b>页</div>",
    "a film": "<video src='/f.mp4'></video>",
    "a picture": "<p><img src='/plan.jpg'></p>",
    "a form": "<form><p>姓名<input></p><p>内容<input></p></form>",
    "short lines": "<p>局长：某甲</p><p>副局长：某乙</p>",
    "one line": "<p>请到二楼领取</p>",
    "a file": "<p><a href='/u/1.doc'>申请表</a></p>",
    "files": "<ul><li><a href='/u/1.doc'>申请表</a></li><li><a href='/u/2.doc'>报名表</a></li></ul>",
    "headings": "<h3>内设科室</h3><h3>直属事业</h3><h3>派出所队</h3>",
    "a table": "<table><tr><td>办公室</td><td>1234567</td></tr></table>",
    "a row of a short title": "<ul><li><a href='/t/1.html'>停水</a><span>2026-11-02</span></li></ul>",
    "years to choose": "<a href='?y=2026'>2026</a><a href='?y=2025'>2025</a>",
    "a button": "<a href='/gkml/'>点击进入</a>",
    "a button of a word that rows have too": "<a href='/u/1.pdf'>查看详情</a>",
    "an address and telephones": "<p>地址：某区某路1号</p><p>咨询电话：1234567</p>",
    "where to look": "<p>请访问某省采购网查看</p>",
    "a greeting that is a topic": "<a href='/zt/3/'>欢迎来到某区</a>",
    "two pictures that lead to topics": "".join(
        f"<a href='/zt/{n}/'><img src='/{n}.jpg'></a>" for n in range(2)
    ),
    "a picture in a paragraph that leads on": "<p><a href='/zt/1/'><img src='/1.jpg'></a></p>",
    "prose": f"<p>{'为进一步做好今冬明春的有关工作，现将有关事项通知如下。' * 3}</p>",
    "a button of a form": "<input type='button' value='进入系统' onclick=\"location.href='/x/'\">",
    "bold words": "<b>请移步公开平台</b>",
    "tabs": "<div><a href='#'>近期</a><a href='#'>历史</a></div>",
    "topics of the column": "<ul><li><a href='./'>全部</a></li><li><a href='zt/'>禁毒</a></li></ul>",
    "codes of accounts": "<div class='ewm'><img src='/1.jpg'><p>扫一扫关注某区发布</p></div>",
    "when it is closed": "<p>本馆周一关闭</p>",
    "a line that runs": "<marquee>本周六停水</marquee>",
    "rows that run": "<marquee><ul><li><a href='/t/1.html'>停水</a></li></ul></marquee>",
    "places of a picture": "<map name='m'><area href='/zt/1/'><area href='/zt/2/'></map>",
    "a film under a heading": "<div><h3>相关</h3><video src='/f.mp4'></video></div>",
    "a film named a code": "<video class='vjs-code' src='/f.mp4'></video>",
    "links that show a background": "<a class='b1' href='/zt/1/'></a><a class='b2' href='/zt/2/'></a>",
    "a link that only its title names": "<a href='/zt/1/' title='关于本周六停水的通知'><i></i></a>",
    "an icon of a file": "<a href='/u/1.pdf'><img src='/pdf.png' width='16' height='16'></a>",
    "a picture that leads below the column": "<div><a href='zt/'><img src='/1.jpg'></a></div>",
    "hot news of the column's own": "<div class='hot'><h3>热点</h3><a href='1.html'>关于停水的通知</a></div>",
    "places of a picture in a banner": "<div class='banner'><img src='/b.jpg' usemap='#m'><map name='m'><area href='/zt/1/'></map></div>",
    "rows in a menu": "<div class='menu'><ul><li><a href='/t/1.html'>停水</a><span>2026-11-02</span></li></ul></div>",
    "a notice in a menu": "<div class='menu'><p>本局将于下周搬迁至新址办公</p></div>",
    "a file in a menu": "<div class='menu'><a href='/u/1.doc'>申请表</a></div>",
    "a plan in a menu": "<div class='left-menu'><p><img src='/plan.jpg'></p></div>",
    "a link without words to an article": "<a href='/t/t20261102_77.html'></a>",
    "people beside the column": "<ul><li><a href='../zhangsan/'>张三</a></li><li><a href='../lisi/'>李四</a></li></ul>",
}
DRAWN = (
    "<svg viewBox='0 0 9 9'><text>局长某甲</text></svg>",
    "<div style='background:url(/img/plan.jpg);height:400px'></div>",
    "<a href='/zt/1/' style='background-image:url(/img/zt.jpg)'></a>",
    "<style>.kv{background:url(/img/plan.jpg);height:600px}</style><div class='kv'></div>",
    "<style>.t:before{content:attr(data-t)}</style><div class='t' data-t='关于停水的通知'></div>",
    "<style>.t:before{content:'关于停水的通知'}</style><div class='t'></div>",
    "<noscript><ul><li><a href='/t/1.html'>停水</a></li></ul></noscript>",
    "<div class='player' data-url='/f.mp4'></div>",
    "<input type='button' value='查看通知' onclick='openDoc(5)'>",
    "<select onchange='go(this)'><option value='5'>关于停水的通知</option></select>",
    "<select onchange='go(this)'><option value='1.html'>停水</option></select>",
    "<iframe srcdoc='停水'></iframe>",
    "<iframe data-src='/tj/list.html'></iframe>",
    "<svg width='400' height='300'></svg>",
    "<app-rows></app-rows>",
    "<div class='item' onclick='openDoc(5)'></div>",
    "<a href='javascript:openDoc(5)'><i></i></a>",
    "<div @click='open(5)'></div>",
    "<img src='/blank.gif' width='1' height='1' data-src='/plan.jpg'>",
    "<div class='lazy' data-bg='/plan.jpg'></div>",
    "<picture><source srcset='/plan.webp'></picture>",
    "<link rel='stylesheet' href='/c.css'><div class='kv'></div>",
    "<select onchange='load(this.value)'><option value='1'>教育</option><option value='2'>卫生</option></select>",
    f"<select onchange='load(this.value)'>{''.join(f'<option value={n}>教育第{n}类</option>' for n in range(200))}</select>",
    "<form id='aspnetForm'><input type='hidden' name='__VIEWSTATE' value='x'><select onchange='__doPostBack(1)'><option value='1'>教育</option><option value='2'>卫生</option></select><p></p></form>",
    f"{'<select><option>第1页</option></select>' * 25}<select onchange='load(this.value)'><option value='1'>教育</option></select>",
    "<input value='本周六停水' readonly>",
    "<textarea name='c'></textarea>",
    "<canvas id='c'></canvas>",
    '<script type="application/json">[{"title":"关于停水的通知","url":"/a/1.html"}]</script>',
    "<script>var d=[['停水通知','2026-11-02'],['停电通知','2026-11-03']];</script>",
    "<script>var d=[{'标题':'停水通知','时间':1793577600000}];</script>",
    "<input type='hidden' value='[{&quot;title&quot;:&quot;关于停水的通知&quot;,&quot;url&quot;:&quot;\\/a?id=5&quot;}]'>",
    "<div x-init='load()'></div>",
    "<script>add('关于停水的通知','/a/1.html');</script>",
    "<script>alert('请输入查询的关键字');add('关于停水的通知','/a/1.html');</script>",
    "<script>var d=[{title:'请示批复公开',date:'2026-11-02'}];</script>",
    "<script>var d=[{title:'关于停水的通知',url:'/a/list_20261102.html'}];</script>",
    '<script>var d={"@context":{"rows":[{"title":"关于停水的通知","url":"/a/1.html"}]}};</script>',
    '<script>{"@context":"https://schema.org","@type":"WebSite"}</script><script>add("关于停水的通知","/a/1.html")</script>',
    "<script>var d='关于停水的通知|2026-11-02;关于停电的通知|2026-11-03'</script>",
    '<script>var d=[{"t":"\\u5173\\u4e8e\\u505c\\u6c34\\u7684\\u901a\\u77e5","d":"2026-11-02"}];</script>',
    "<script type='text/plain'><li><a href='/a/1.html'>关于停水的通知</a></li></script>",
    "<iframe srcdoc='&lt;p&gt;关于停水的通知'></iframe>",
    "<!--#include virtual='/rows.html' -->",
    "<link rel='stylesheet' href='/c.css'><div class='xwt' style='height:420px'></div>",
    "<link rel='stylesheet' href='/c.css'><a class='rk' href='/a/'></a>",
    "<div id='c'></div><script>echarts.init(document.getElementById('c'))</script>",
    "<select><option>2026年</option><option>2025年</option></select>",
    "<select onchange='go(this)'><option value='/zt/1/'>禁毒</option></select>",
)
#: Where it stands to the empty list.
LAYOUTS = (
    "<div class='c'>{menu}</div><div class='x'>{shown}</div><div class='z'>{empty}</div>",
    "<div class='c'>{menu}<div class='r'><h4>列表区</h4><div class='z'>{empty}</div><div class='x'>{shown}</div></div></div>",
    "<div class='z'>{empty}</div><div class='x'>{shown}</div>{menu}",
)
#: Pages that show nothing else.
NOTHING = {
    "alone": "{empty}",
    "a menu": "{menu}<div class='r'>{empty}</div>",
    "a menu behind it": "<div class='r'>{empty}</div>{menu}",
    "a menu and a heading": "{menu}<div class='r'><h2>通知公告</h2>{empty}</div>",
    "a search": "{menu}<div class='r'><form><input><span>搜索</span></form>{empty}</div>",
    "a search by fields": "{menu}<div class='r'><form>索引号：<input>名称：<input><button>检索</button></form>{empty}</div>",
    "a menu named so": "<div class='subNav'><ul><li><a href='/a/'>图片新闻</a></li><li><a href='/c/'>视频新闻</a></li></ul></div><div class='r'>{empty}</div>",
    "a picture over a menu": "<div><img src='/l.jpg'><ul><li><a href='/a/'>图片新闻</a></li><li><a href='/b/'>通知公告</a></li></ul></div><div class='r'>{empty}</div>",
    "a pager of no pages": "{menu}<div class='r'>{empty}<p>每页 14 记录 总共 0 记录 页码 1/0</p></div>",
    "links of friends": "{menu}<div class='r'>{empty}</div><div><b>友情链接：</b><a href='http://a.cn/'>某省</a><a href='http://b.cn/'>某市</a></div>",
    "steps without links": "<p>首页 > 新闻 > 通知公告</p>{menu}<div class='r'>{empty}</div>",
    "a menu that counts": MENU.replace("</a>", "</a><span>(3)</span>") + "<div class='r'>{empty}</div>",
    "a table's head": "{menu}<div class='r'><table><tr><th>序号</th><th>标题</th></tr></table>{empty}</div>",
    "a pager": "{menu}<div class='r'>{empty}<div>首页 上一页 下一页 尾页 转到第<input>页</div></div>",
    "hot news": "{menu}<div class='r'>{empty}</div>" + HOT,
    "links to other sites": "{menu}<div class='r'>{empty}</div><div><h4>相关链接</h4><a href='http://a.cn/'>某省人民政府</a><a href='http://b.cn/'>某市人民政府</a></div>",
    "words of every page": "{menu}<div class='r'><span>字号：大 中 小</span>{empty}</div><div><a href='/s/'>隐私声明</a>|<a href='/m/'>网站地图</a></div>",
    "a code to scan": "{menu}<div class='r'>{empty}</div><div class='ewm'><img src='/c.png'></div>",
    "pictures that lead to other sites": "{menu}<div class='r'>{empty}</div><a href='http://a.cn/'><img src='/1.jpg'></a><a href='http://b.cn/'><img src='/2.jpg'></a>",
    "a picture that leads on": "{menu}<div class='r'>{empty}</div><div><a href='/1/'><img src='/1.jpg'></a></div>",
    "a menu of columns beside it": "{empty}<ul><li><a href='/xwzx/gzdt/'>工作动态</a></li><li><a href='../spxw/'>视频</a></li></ul>",
    "a menu with its own link": "{empty}<div><a href='/xwzx/tzgg/'>通知</a><a href='/a/'>图片</a></div>",
    "a banner behind it": "{menu}<div class='r'>{empty}</div><div class='banner' style='background:url(/img/1.jpg)'></div>",
    "a line of its style": "{menu}<div class='r'>{empty}</div><div style='background:url(/img/1.gif);height:9px'></div>",
    "backgrounds of the frame": "<style>.wrap{{background:url(b.png);height:600px}}.nav{{background:url(a.png);height:100px}}.c:before{{content:'>'}}</style><div class='wrap'>{empty}</div>",
    "buttons of a search": "<form><input name='q'><input type='submit' value='站内搜索'></form>{menu}<div class='r'>{empty}</div><input type='button' value='跳转'>",
    "sites to choose": "{menu}<div class='r'>{empty}</div><select><option value='http://a.gov.cn/'>外交部</option></select>",
    "links without words": "{menu}<div class='r'>{empty}</div><a href='#'></a><a href='javascript:void(0)'></a><a name='t'></a><a href='/'></a>",
    "a feed": "{menu}<div class='r'>{empty}</div><a href='rss.xml'><img src='/rss.gif'></a>",
    "a further page": "{menu}<div class='r'>{empty}</div><a href='index_1.html'><img src='/next.gif'></a>",
    "a column below": "<ul><li><a href='gf/'>行政规范性文件公开</a></li><li><a href='/xwzx/tzgg/'>通知公告</a></li></ul><div class='r'>{empty}</div>",
    "what a click does on every page": "{menu}<div class='r'>{empty}</div><div class='totop' onclick='goTop()'></div><i onclick=\"share('wx')\"></i><a href='javascript:scroll(0,0)'></a><div class='wza' onclick='openIt()'></div>",
    "choices of every page": "{menu}<div class='r'>{empty}</div><select onchange='go(this)'><option>--友情链接--</option><option value='http://a.cn/'>外交部</option></select><select onchange='turn(this)'><option>第1页</option></select>",
    "choices of a search": "<form><select><option>文号</option></select><input></form>{menu}<div class='r'>{empty}</div>",
    "choices of a search in a form that is the page": "<form id='aspnetForm'><input type='hidden' name='__VIEWSTATE' value='x'><div><select><option>文号</option><option>教育局</option></select> <span><input type='text' name='q'></span><input type='submit' value='搜索'></div>{menu}<div class='r'>{empty}</div></form>",
    "a menu of long names": "<div class='menu'><ul><li><a href='/xxgk/fdzdgk/'>法定主动公开内容</a></li><li><a href='/xxgk/zn/'>政府信息公开指南</a></li></ul></div><div class='r'>{empty}</div>",
    "data of a menu": "{menu}<script>var m=[{{'name':'政府信息公开目录','url':'/gkml/index.html'}}];</script><div class='r'>{empty}</div>",
    "links and words in code": "{menu}<script>var n='示例区人民政府门户网站';if(!n)alert('请输入您要查询的关键字');document.title='<a href=\"/zwgk/index.html\">政府信息公开目录</a>'</script><div class='r'>{empty}</div>",
    "data of the page": "{menu}<script type='application/ld+json'>{{'@context':'x','title':'通知公告','upDate':'2026-11-01'}}</script><div class='r'>{empty}</div>",
    "data of the page for search engines": """{menu}<script type="application/ld+json">{{"@context":"https://schema.org","@type":"BreadcrumbList","itemListElement":[{{"@type":"ListItem","position":1,"name":"政府信息公开","item":"http://www.a.gov.cn/zwgk/1.html"}},{{"@type":"ListItem","name":"通知公告和公示","item":"http://www.a.gov.cn/zwgk/2.html"}}],
        "publisher":{{"name":"示例区人民政府办公室","dateModified":"2026-11-01"}}}}</script><div class='r'>{empty}</div>""",
    "what is said to who searches or leaves": "{menu}<script>if(!k)alert('请输入您要查询的关键字');open('/s.jsp?id=1');confirm('您访问的链接即将离开本站')&&open('/tips/leave1.html')</script><div class='r'>{empty}</div>",
    "the site and the column in data": "{menu}<script>var page={{'site':'示例区人民政府门户网站','column':'通知公告','day':'2026-11-01'}},share={{'text':'示例区人民政府网站','url':'/xwzx/tzgg/1.html'}};</script><div class='r'>{empty}</div>",
    "data of a menu that is shown, and of lists": "{menu}<div class='menu'><a href='/xxgk/'>政府信息公开</a></div><script>var m=[{{'name':'政府信息公开','url':'/gkml/1.html'}},{{'name':'政府信息公开制度','url':'/zd/list_2.html'}}];</script><div class='r'>{empty}</div>",
    "a box for rows, and tools": "<link rel='stylesheet' href='/c.css'>{menu}<div class='r'>{empty}</div><div class='xxlist' style='min-height:500px'></div><a class='back' href='/xwzx/'></a><a class='sq' href='#'></a>",
    "boxes of no height and tools": "<link rel='stylesheet' href='/c.css'>{menu}<div class='r'>{empty}</div><div style='height:100px'></div><a class='more' href='/b/'></a><div class='footbg' style='height:200px'></div>",
    "a picture of nothing": "<div class='no-data'><img src='/none.png'></div>{empty}",
}


@every(("shown", "layout"), [(one, layout) for one in SHOWN.values() for layout in LAYOUTS])
def test_what_stands_beside_an_empty_list_may_be_the_content(shown: str, layout: str) -> None:
    for empty in EMPTY:
        body = layout.format(menu=MENU, shown=shown, empty=empty)
        for page in (f"{CRUMBS}{body}{FOOT}", f"<div class='nav'><a href='/'>首页</a></div>{body}{FOOT}"):
            assert look(page)[0] is not ListState.BLANK, page


@every(
    ("hides", "day"),
    [(hides, day) for hides in ("hidden", "style='display:none'") for day in ("2026-10-0{}", "")],
)
def test_rows_of_a_tab_that_is_not_open_may_be_it(hides: str, day: str) -> None:
    rows = "".join(
        f"<li><a href='/t/2026{n}.html'>关于第{n}次停水检修的通知</a><span>{day.format(n)}</span></li>"
        for n in range(1, 6)
    )
    for empty in EMPTY:
        body = f"<div><h2>通知公告</h2><div>{empty}</div><div {hides}><ul>{rows}</ul></div></div>"
        assert look(f"{CRUMBS}{MENU}{body}{FOOT}")[0] is not ListState.BLANK, empty


@every("drawn", DRAWN)
def test_what_a_tree_does_not_hold_may_be_it_too(drawn: str) -> None:
    for empty in EMPTY:
        for body in (f"<div>{drawn}</div><div>{empty}</div>", f"<div>{empty}</div><div>{drawn}</div>"):
            assert look(f"{CRUMBS}{body}{FOOT}")[0] is not ListState.BLANK, body


@every("layout", list(NOTHING.values()), ids=list(NOTHING))
def test_a_page_that_shows_nothing_else_is_blank(layout: str) -> None:
    for empty in EMPTY:
        body = layout.format(menu=MENU, empty=empty)
        for page in (
            f"{CRUMBS}<div>{body}</div>{FOOT}",
            f"<div class='nav'><a href='/'>首页</a></div>{body}{FOOT}",
        ):
            assert look(page)[0] is ListState.BLANK, page


def test_a_menu_under_a_step_of_the_crumbs_is_no_content() -> None:
    menu = "<dl><dt>新闻</dt><dd><a href='/a/'>图片</a></dd><dd><a href='/b/'>视频</a></dd></dl>"
    for empty in EMPTY:
        assert look(f"{CRUMBS}{empty}{menu}{FOOT}")[0] is ListState.BLANK
        assert look(f"{CRUMBS}{empty}{menu.replace('新闻', '专题')}{FOOT}")[0] is not ListState.BLANK


def test_folders_beside_a_menu_with_the_columns_own_link_are_content() -> None:
    topics = "<ul><li><a href='../aqsc/'>安全生产月</a></li><li><a href='../fdjb/'>乡村振兴</a></li></ul>"
    for empty in EMPTY:
        assert look(f"{CRUMBS}{empty}{topics}{FOOT}")[0] is ListState.BLANK
        assert look(f"{CRUMBS}{MENU}{empty}{topics}{FOOT}")[0] is not ListState.BLANK


@every(
    "line",
    [
        "为维护市场秩序，现将有关事项通告如下。",
        "活动由区文旅局主办，面向全区市民。",
        "本项目由区发改局备案管理。",
        "请使用谷歌浏览器登录系统申报。",
        "承办科室：办公室",
        "版权登记请到二楼",
        "技术支持企业名单公布",
    ],
)
def test_words_that_feet_have_too_are_content(line: str) -> None:
    for body in (f"<p>暂无信息</p><p>{line}</p>", f"<p>{line}</p><p>暂无信息</p>"):
        assert look(f"{CRUMBS}<div>{body}</div>{FOOT}")[0] is not ListState.BLANK, body
    assert look(f"{CRUMBS}<ul class='list'></ul><a href='/a/1.html'>{line}</a>")[0] is not ListState.BLANK


@every(
    "line",
    [
        "主办：某区人民政府",
        "某区人民政府主办 区大数据局承办",
        "版权所有 某区人民政府",
        "闽ICP备05000000号-1",
        "闽公网安备 35010002000001号",
        "Copyright © 2026",
        "网站维护：信息中心",
        "建议使用1024*768分辨率 IE8以上浏览器",
    ],
)
def test_the_foot_is_none(line: str) -> None:
    for empty in EMPTY:
        assert look(f"{CRUMBS}{empty}<div><p>{line}</p></div>")[0] is ListState.BLANK, empty


@every(
    ("words", "heading", "folder", "state"),
    [
        ("暂无信息", "<h3>部门动态</h3>", "/bm/", ListState.BLANK),
        ("暂无信息", "", "/bm/", ListState.UNREADABLE),
        ("该栏目暂无信息", "", "/bm/", ListState.BLANK),
        ("该栏目暂无信息", "<h3>通知公告</h3>", "/bm/", ListState.UNREADABLE),
        ("该栏目暂无信息", "", "", ListState.ITEMS),
    ],
)
def test_news_of_other_columns_are_no_content(
    words: str, heading: str, folder: str, state: ListState
) -> None:
    row = f"<ul><li><a href='{folder}t_1.html'>某局开展检查</a><span>2026-11-02</span></li></ul>"
    assert look(f"{CRUMBS}<div class='z'>{words}</div><div>{heading}{row}</div>{FOOT}")[0] is state


@every(
    ("heading", "folder", "is_blank"),
    [("部门动态", "/bm/", True), ("部门动态", "", False), ("相关附件", "/bm/", False), ("", "/bm/", False)],
)
def test_news_without_days_under_their_heading_are_none_either(
    heading: str, folder: str, is_blank: bool
) -> None:
    rows = "".join(f"<li><a href='{folder}t_{n}.html'>某局开展第{n}次检查</a></li>" for n in range(5))
    body = f"{CRUMBS}<div class='z'>暂无信息</div><div><h3>{heading}</h3><ul>{rows}</ul></div>{FOOT}"
    assert (look(body)[0] is ListState.BLANK) == is_blank


@every(
    ("page", "href", "is_blank"),
    [
        ("list.php?of=/a/", "/bm/t_1.html", True), ("list.php?of=/a/", "t_1.html", False), ("list.php?of=/a/", "?id=1", False), ("#/a/", "t_1.html", False),
        ("", "javascript:show(1)", False), ("", "//[", False), ("", "https://WWW.example.gov.cn/xwzx/tzgg/1.html", False),
    ],
)  # fmt: skip
def test_rows_lie_elsewhere_where_their_address_says_so(page: str, href: str, is_blank: bool) -> None:
    for day in ("<span>2026-11-02</span>", ""):
        row = f"<ul><li><a href='{href}'>某局开展检查</a>{day}</li></ul>"
        body = f"{CRUMBS}<div class='z'>暂无信息</div><div><h3>部门动态</h3>{row}</div>{FOOT}"
        assert (look(body, URL + page)[0] is ListState.BLANK) == is_blank, day


def test_a_line_is_no_content_and_a_wide_picture_is() -> None:
    line, wide = "<div><img src='/l.gif' width='958' height='9'></div>", "<a href='/z/'><img width='800'></a>"
    assert look(f"{CRUMBS}<div class='z'>暂无信息</div>{line}{FOOT}")[0] is ListState.BLANK
    assert look(f"{CRUMBS}<div class='z'>暂无信息</div><div>{wide}</div>{FOOT}")[0] is not ListState.BLANK


@every(
    "words",
    ["该栏目暂无内容，请浏览其他栏目！", "对不起，该栏目下暂无信息，正在完善中……"],
)
def test_words_of_nothing_may_go_on(words: str) -> None:
    assert look(f"{CRUMBS}{MENU}<div><h2>通知公告</h2><p>{words}</p></div>{FOOT}")[0] is ListState.BLANK
    assert look(f"{CRUMBS}{MENU}<div><img src='/none.png'><p>{words}</p></div>{FOOT}")[0] is ListState.BLANK


def test_a_lone_heading_below_words_of_nothing_may_be_a_title() -> None:
    for heading in ("<h3>停水通知</h3>", "<p><b>停水通知</b></p>"):
        assert look(f"{CRUMBS}<div><p>暂无信息</p>{heading}</div>{FOOT}")[0] is not ListState.BLANK


@every("pages", ["共1页", "共0页", "共 <b>1</b> 页"])
def test_no_page_or_one_is_what_an_empty_list_has(pages: str) -> None:
    for empty in EMPTY[:2]:
        assert look(f"{CRUMBS}<div>{empty}<p>{pages}</p></div>{FOOT}")[0] is ListState.BLANK
        assert look(f"{CRUMBS}<div>{empty}<p>共2页</p></div>{FOOT}")[0] is not ListState.BLANK
