"""Every reader of what strangers send, and small made-up pages, feeds and answers of every kind to start from."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from monitor.domain.content import Message
from monitor.domain.site import ListSource
from monitor.domain.timing import SHANGHAI
from probes.adapters._adapter import discover as adapters
from probes.boards._adapter import discover as boards
from probes.pages.article.article import read_article
from probes.pages.board.board import read_board
from probes.pages.board.detail import read_detail
from probes.pages.board.form import read_form
from probes.pages.board.form_links import find_entries, find_form_links
from probes.pages.document.costly import too_costly
from probes.pages.document.mask import mask_page, mask_text
from probes.pages.guide.forms import read_forms
from probes.pages.guide.guide import read_guide
from probes.pages.listing.discover import propose_columns
from probes.pages.listing.homepage import read_homepage
from probes.pages.listing.listing import read_list
from probes.pages.listing.pager import ends_here, next_page
from probes.pages.marks.elements import find_pages, read_elements
from probes.pages.marks.marks import read_marks
from probes.pages.marks.outline import outline_of
from probes.pages.marks.sampled import read_sampled
from probes.pages.marks.search import find_search, read_results
from probes.pages.patrol.page import read_home, read_patrolled
from probes.pages.texts.texts import read_text_page
from probes.sources import weibo
from probes.sources._times import parse_time
from probes.sources.feed import parse_feed

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=SHANGHAI)
URL = "http://www.gov.test/a/index.html"
MESSAGE = Message(id="1", title_masked="路灯不亮", board="mail", url=URL)
Reader = Callable[[str], Any]

#: What a text page may be listed as: each looks for something of its own.
TEXT_CLASSES = ("policy", "interpretation", "interview", "survey")


def _all() -> Mapping[str, Reader]:
    found: dict[str, Reader] = {
        "article": lambda text: read_article(text, URL, now=NOW),
        "list": lambda text: read_list(text, URL, now=NOW),
        "list by selectors": lambda text: read_list(
            text, URL, source=ListSource(item="li", date="span"), now=NOW
        ),
        "homepage": lambda text: read_homepage(text, URL, now=NOW),
        "columns": lambda text: propose_columns(text, URL, ()),
        "board": lambda text: read_board(text, URL, now=NOW),
        "board by selectors": lambda text: read_board(
            text, URL, options={"item": "tr", "title": "a"}, now=NOW
        ),
        "message": lambda text: read_detail(text, MESSAGE, now=NOW),
        "form": read_form,
        "entries": lambda text: (find_entries(text, URL), find_form_links(text, URL)),
        "guide": lambda text: read_guide(text, URL),
        "marks": lambda text: read_marks(text, URL, "示例区人民政府", NOW),
        "elements": lambda text: (
            read_elements(text, URL, [("a", "邮箱|电子邮件", True), ("b", "投诉.{0,6}电话", False)], NOW),
            find_pages(text, URL, {"guide": "公开指南"}, NOW),
        ),
        "sampled": lambda text: read_sampled(text, URL, "article", "路灯", NOW.date()),
        "results": lambda text: (read_results(text, URL, "路灯", (), 10, "路灯"), find_search(text, URL)),
        "text page": lambda text: [read_text_page(text, URL, one, NOW) for one in TEXT_CLASSES],
        "forms of a guide": lambda text: read_forms(text, URL, "身份证办理"),
        "patrolled": lambda text: (
            read_patrolled(text, URL, NOW),
            None if too_costly(text) else read_home(text, URL),
            outline_of(text, URL),
        ),
        "pager": lambda text: (next_page(text, URL), ends_here(text)),
        "mask": lambda text: (mask_page(text), mask_text(text[:500])),
        "feed": lambda text: parse_feed(text.encode("utf-8", "surrogatepass"), NOW, complete=False),
        "weibo": lambda text: weibo.parse_timeline(text, NOW, uid="1", complete=False, name="x"),
        "time": lambda text: parse_time(text, NOW),
    }
    for name, adapter in adapters().items():
        found[f"adapter {name}"] = lambda text, one=adapter: (
            one.recognise(text, URL),
            one.read(text, URL, {"url": URL, "rows": "data"}, NOW),
        )
    for name, board in boards().items():
        found[f"board {name}"] = lambda text, one=board: (
            one.read(text, URL, {}, NOW, "mail"),
            one.read_detail(text, MESSAGE, {}, NOW),
        )
    return found


READERS = _all()

_ROWS = "".join(
    f"<li class='r{n}'><a href='/a/2026{n:02d}/t2026{n:02d}11_{n}.htm' title='关于第{n}号事项的通知'>关于第{n}号事…</a><span>2026-{n:02d}-11</span></li>"
    for n in range(1, 9)
)
_LETTERS = "".join(
    f"<tr><td>2026000{n}</td><td><a href='view.jsp?id={n}' onclick='show({n})'>第{n}盏路灯不亮</a></td><td>区城管局</td><td>2026-1{n % 2}-0{n}</td><td>已答复</td></tr>"
    for n in range(1, 7)
)
SEEDS: tuple[str, ...] = (
    f"<!DOCTYPE html><html><head><title>通知公告_某区人民政府</title><base href='/a/'></head><body><div class='nav'><a href='/'>首页</a></div><ul class='list'>{_ROWS}</ul>共8条 <a href='index_1.htm'>下一页</a></body></html>",
    "<html><head><meta name='PubDate' content='2026-11-03 09:00'><title>某某召开会议-某区</title></head><body><h1>某某召开会议</h1><p>发布时间：2026年11月3日 09:30　来源：区府办</p><p>今天，会议在某地召开，出席会议的有各单位负责人。</p><script>var ct='1762132800';</script></body></html>",
    f"<table><tr><th>编号</th><th>标题</th><th>受理单位</th><th>留言时间</th><th>状态</th></tr>{_LETTERS}</table><p>共6封</p>",
    "<div>标题：路灯不亮</div><div>写信人：某某某</div><div>留言时间：2026-10-01</div><p>留言内容：我家门口的灯不亮。</p><div>答复单位：区城管局</div><div>答复时间：2026-10-09</div><p>答复内容：经核实，已修复。</p>",
    "<form action='/save'><table><tr><td>标题：</td><td><input name='title'></td></tr><tr><td>内容：</td><td><textarea name='content'></textarea></td></tr><tr><td>电话</td><td><input name='tel'></td></tr></table></form><a href='/write'>我要写信</a>",
    "<h2>某某证办理</h2><p>设定依据：某法第三条</p><p>申请条件</p><p>年满十八周岁</p><p>办理材料：身份证复印件1份</p><p>办理时间：工作日</p><p>联系电话：0591-1234567</p><p>收费标准：不收费</p>",
    "<script>$.ajax({url:'/was5/web/search',data:{channelid:'12345',classsql:'chnlid=678'}});var gkmlpt='/gkmlpt/api/all/123';SID='1'</script><ul id='list' class='news_list'></ul>",
    '{"count":2,"data":[{"title":"一号通知","url":"/a/1.htm","time":"2026-11-01","reply_content":"已办结"},{"docTitle":"二号","docPuburl":"http://www.gov.test/2","docrelTime":1762132800}],"list":[]}',
    "jQuery1({'docs':[{title:'一号',url:'/1',time:'2026.11.01 08:00',},]});",
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>某区发布</title><item><title>一号通报</title><link>http://x.test/1</link><pubDate>Fri, 20 Nov 2026 08:00:00 +0800</pubDate><description><![CDATA[<p>正文</p>]]></description></item></channel></rss>',
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>某区</title><entry><id>1</id><title type="html">通报&amp;#20;</title><updated>2026-11-20T00:00:00Z</updated><link href="http://x.test/1"/></entry></feed>',
    '{"version":"https://jsonfeed.org/version/1","title":"某区","items":[{"id":"1","title":"通报","date_published":"2026-11-20T08:00:00+08:00","tags":["置顶"]}]}',
    '{"ok":1,"data":{"cards":[{"card_type":9,"mblog":{"id":"1","created_at":"昨天 09:41","text":"<a>通报</a>","user":{"id":1}}}]}}',
    "昨天 09:41", "Fri Nov 20 08:00:00 +0800 2026", "20 Nov. 2026, 3:00 PM CST", "3分钟前",
)  # fmt: skip

#: What bends readers: half of something, too many of something, what no store can hold.
TOKENS = (
    "<", ">", "</", "<!--", "-->", "<![CDATA[", "]]>", "<table>", "<tr><td>", "<div>", "</div>", "<a href='http://['>", "<a href='//x:y/'>", "<b>",
    "<base href='http://['>", "<base href=''>", "<svg>", "<select>", "<template>", "<script>", "</script>", "<textarea>", "<title>", "<h1>", "<li>",
    "<time datetime='9999-99-99'>", "\0", "\ud83d", "\udc00", "\u202e", "\ufeff", "&#99999999999;", "&#0;", "&#xD800;", "&#x;", "&amp;#x110000;", "&", "&&lt",
    "{", "[", "}", "]", '"', "'", "\\", "\\u0000", "\\ud83d", ":", ",", "null", "1e999", "9" * 40, "-", "2026-02-30", "9999-12-31", "0000-00-00",
    "20261332", "二〇二六年十三月", "99:99", "25:00", "今天 99:99", "999天前", "999999999999999年前", "٣", "²", "①", "١٢", "　", "\x85", "\x1c", "\r\n", "\t", " " * 30,
    "?page=", "#", "javascript:", "http://[::1", "%", "%00", "%ff", "共99999999999999条", "createPageHTML(99999,0,'i','h')", "recordCount:1",
    "发布时间：", "留言时间：", "答复内容：", "标题：", "姓名：", "暂无信息", "+99:99", "-24:00", "GMT+99",
)  # fmt: skip
