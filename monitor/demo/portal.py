"""The simulated portals as one web application: each site has a port of its own."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from monitor.demo import media, people, topics
from monitor.demo.county import UNITS, PageForm, SimColumn, SimSite

_TOPICS = (
    "重点项目建设",
    "惠民政策落实",
    "营商环境优化",
    "防汛备汛",
    "乡村公路养护",
    "校园安全",
    "养老服务",
    "春耕生产",
)


@dataclass(frozen=True, slots=True)
class Portals:
    """ASGI application: the port tells which site is asked. *today* is what all ages count from."""

    sites: Mapping[int, SimSite]
    today: date

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        site = self.sites.get(scope["server"][1])
        response = answer(site, request, self.today) if site else PlainTextResponse("", 404)
        await response(scope, receive, send)


def answer(site: SimSite, request: Request, today: date) -> Response:
    """What *site* answers *request* on the day *today*."""
    if site.status != 200:
        script = (
            "<html><head><script>$_ts=window['$_ts'];if(!$_ts)$_ts={};</script></head><body></body></html>"
        )
        return Response(script, site.status, {"Set-Cookie": "sid=1"}, "text/html")
    path = request.url.path
    if path.startswith(media.BASE):
        return _media(request, today)
    if path == "/":
        return _page(site, request, homepage(site, today))
    if site.letters and (body := _people(site, path, today)) is not None:
        return body if isinstance(body, Response) else _page(site, request, _frame(site, "互动交流", body))
    if site.topics and path in topics.PAGES:
        return _page(site, request, _frame(site, "专题专栏", topics.PAGES[path]))
    for column in site.columns:
        if path == "/was5/web/search" and request.query_params.get("classsql") == f"chnlid={column.id}":
            return Response(was5_answer(column, today), media_type="text/plain")
        if (number := _page_number(path, column)) is not None:
            return _page(site, request, listing(site, column, today, number))
        for number in range(len(column.ages)):
            if path == address(column, number, today):
                return _page(site, request, article(site, column, number, today))
    return _page(site, request, _frame(site, "页面不存在", "<p>您访问的页面不存在。</p>"), 404)


def _media(request: Request, today: date) -> Response:
    """What the platforms of the county's accounts answer."""
    found = media.answer(request.url.path, request.url.query, today)
    return Response(found[0], media_type=found[1]) if found else PlainTextResponse("", 404)


def _people(site: SimSite, path: str, today: date) -> str | Response | None:
    """Letter box, form and guides."""
    [unit] = (name for id, name, *_ in UNITS if id == site.unit)
    found = people.letters(today, unit, site.late)
    if path == "/hd/xx/":
        return people.letter_box(found)
    if path == "/hd/xx/write.htm":
        return people.write_page()
    if path == "/jf/event/getPublicDetail":
        return Response("{}", media_type="application/json")
    if path == "/jf/event/grid":
        return Response(people.grid(found), media_type="application/json")
    if path == "/bszn/":
        return people.guide_list(site.bad_guides)
    for one in found:
        if path == f"/hd/xx/{one.number}.htm":
            return people.letter_page(one)
    if (match := re.fullmatch(r"/bszn/(\d)\.htm", path)) is not None:
        return people.guide_page(int(match[1]), site.bad_guides)
    return None


def _page_number(path: str, column: SimColumn) -> int | None:
    """Which page of the column's list *path* is, counted from 0: `index_1.htm` is the second."""
    if path in (column.path, f"{column.path}index.htm"):
        return 0
    match = re.fullmatch(rf"{re.escape(column.path)}index_([1-9]\d?)\.htm", path)
    return int(match[1]) if match is not None and int(match[1]) < _pages(column) else None


def _pages(column: SimColumn) -> int:
    return -(-len(column.ages) // column.per_page) if column.per_page else 1


def _page(site: SimSite, request: Request, html: str, status: int = 200) -> Response:
    body = html.encode(site.encoding, "xmlcharrefreplace")
    tag = f'"{hashlib.md5(body).hexdigest()}"'
    if status == 200 and request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers={"ETag": tag})
    headers = {"ETag": tag, "Content-Type": f"text/html; charset={site.encoding}"}
    return Response(body, status, headers)


def title(column: SimColumn, number: int) -> str:
    """A credible title."""
    if number < len(column.titles):
        return column.titles[number]
    topic = _TOPICS[(number + len(column.id)) % len(_TOPICS)]
    return f"{column.name.split('/')[-1]}:关于{topic}有关情况的信息(第{number + 1}期)"


def published(column: SimColumn, number: int, today: date) -> date:
    """The day of one item."""
    return today - timedelta(days=column.ages[number])


def address(column: SimColumn, number: int, today: date) -> str:
    """Where one item stands: `…/202611/t20261103_4467001.htm`, or a PDF."""
    day = published(column, number, today)
    if column.form is PageForm.FILES:
        return f"{column.path}{day:%Y%m}/P0{day:%Y%m%d}093012345.pdf"
    return f"{column.path}{day:%Y%m}/t{day:%Y%m%d}_44670{number:02d}.htm"


def homepage(site: SimSite, today: date) -> str:
    """Blocks of the newest items, or only the way to the columns."""
    links = "".join(f'<li><a href="{one.path}">{escape(one.name)}</a></li>' for one in site.columns)
    if site.letters:
        links += '<li><a href="/hd/xx/">互动交流</a></li><li><a href="/hd/xx/write.htm">我要写信</a></li><li><a href="/bszn/">办事指南</a></li>'
    if site.topics:
        links += f'<li><a href="{topics.FIRST}">专题专栏</a></li>'
    blocks = "" if site.navigation else "".join(_block(one, today) for one in site.columns[:4])
    return _frame(site, "", f'<ul class="nav">{links}</ul>{blocks}')


def _block(column: SimColumn, today: date) -> str:
    rows = "".join(
        f'<li><a href="{address(column, n, today)}" title="{escape(title(column, n))}">{escape(title(column, n)[:18])}…</a>'
        f"<span>{published(column, n, today):%m-%d}</span></li>"
        for n in range(len(column.ages))
    )
    return f'<div class="block"><h2>{escape(column.name)}</h2><ul class="newslist">{rows}</ul></div>'


def listing(site: SimSite, column: SimColumn, today: date, page: int = 0) -> str:
    """A column's page, in the column's own form; *page* counts from 0."""
    first, past = page * column.per_page, (page + 1) * column.per_page or len(column.ages)
    items = [
        (address(column, n, today), title(column, n), published(column, n, today))
        for n in range(first, min(past, len(column.ages)))
    ]
    crumb = f'<div class="crumb">您当前的位置: 首页 &gt; {escape(column.name)}</div>'
    if column.form is PageForm.EMPTY:
        body = '<ul class="news_list"></ul><div class="page">共 0 条</div>'
    elif column.form is PageForm.TEMPLATE:
        body = '<ul class="news_list"><li v-for="el in list"><a>{{el.docTitle}}</a><span>{{el.pubDate}}</span></li></ul>'
    elif column.form is PageForm.LINK:
        body = "<p>正在前往省网上办事大厅。</p>"
    elif column.form is PageForm.SCRIPT:
        rows = ",".join(f"{{title:'{t}',url:'{u}',date:'{d}'}}" for u, t, d in items)
        body = f'<ul class="news_list" id="list"></ul><script>var docs=[{rows}];</script>'
    elif column.form is PageForm.WAS5:
        body = (
            '<ul class="news_list" id="list"></ul><script>var channelid="290792";var chnlid="'
            + column.id
            + '";'
            "$.get('/was5/web/search?channelid='+channelid+'&templet=advsch.jsp&classsql=chnlid='+chnlid);</script>"
        )
    elif column.form is PageForm.TABLE:
        rows = "".join(
            f'<tr class="{("even", "odd")[n % 2]}"><td>{n + 1}</td><td><a href="{u}">{escape(t)}</a></td><td>{d}</td></tr>'
            for n, (u, t, d) in enumerate(items)
        )
        body = f'<table class="list">{rows}</table>'
    else:
        shape = "%m-%d" if column.form is PageForm.YEARLESS else "%Y-%m-%d"
        rows = "".join(
            f'<li><a href="{u}">{escape(t)}</a><span>{d.strftime(shape)}</span></li>' for u, t, d in items
        )
        body = f'<ul class="news_list">{rows}</ul><script>createPageHTML({_pages(column)}, {page}, "index", "htm");</script>'
    return _frame(site, column.name, crumb + body)


def was5_answer(column: SimColumn, today: date) -> str:
    """What the search address answers: nearly JSON, with a filler row."""
    rows = [{"title": "文章标题", "url": "", "time": ""}]
    rows += [
        {
            "title": title(column, n),
            "url": address(column, n, today),
            "time": str(published(column, n, today)),
        }
        for n in range(len(column.ages))
    ]
    docs = json.dumps(rows, ensure_ascii=False)
    return f'{{"count":"{len(column.ages)}","pagenum":"1","py":\'###pypy###\',"docs":{docs}}}'


def article(site: SimSite, column: SimColumn, number: int, today: date) -> str:
    """One item's own page."""
    name, day = title(column, number), published(column, number, today)
    if column.form is PageForm.FUTURE:
        day = day.replace(year=day.year + 1) if (day.month, day.day) != (2, 29) else day + timedelta(days=366)
    dated = column.form is not PageForm.UNDATED
    source = column.sources[number] if number < len(column.sources) else site.name
    tags = f'<meta name="ArticleTitle" content="{escape(name)}"><meta name="ContentSource" content="{escape(source)}">'
    if dated:
        tags += f'<meta name="PubDate" content="{day} 09:{number:02d}">'
    line = f"来源:{escape(source)} {f'{day} 09:{number:02d}' if dated else ''} 浏览量:{120 + number}"
    text = (
        f"<p>近日,{escape(site.name)}召开专题会议,研究部署{escape(_TOPICS[number % len(_TOPICS)])}有关工作。会议强调,"
        "各有关单位要压实责任,细化措施,按时保质完成各项任务,切实把实事办好、好事办实。</p>"
    )
    return _frame(
        site,
        name,
        f'<h1>{escape(name)}</h1><div class="info">{line}</div><div class="TRS_Editor">{text}</div>',
        tags,
    )


def _frame(site: SimSite, heading: str, body: str, tags: str = "") -> str:
    name = f"{heading}_{site.name}" if heading else site.name
    return (
        f'<!DOCTYPE html><html><head><meta charset="{site.encoding}"><title>{escape(name)}</title>'
        f'<meta name="SiteName" content="{escape(site.name)}"><meta name="SiteIDCode" content="{site.code}">{tags}</head>'
        f'<body><div class="header"><a href="/">{escape(site.name)}</a></div>{body}'
        f'<div class="footer">主办: {escape(site.name)} 网站标识码: {site.code} 闽ICP备00000000号 '
        f"演示网站, 内容均为虚构。本页仅用于演示监测系统的工作方式。</div></body></html>"
    )
