"""A site of many pages on loopback with faults that are known, and its friends outside; told apart by the Host header. Prints its port when ready."""

import asyncio
import hashlib
import io
import random
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from urllib.parse import unquote

HOST = "www.example.gov.cn"
PER_LIST, COLUMNS = 40, 50
_LETTERS = (
    "推进政务公开服务办事指南民生保障工作会议安全生产检查通知公告乡村振兴教育医疗卫生环境整治项目建设发展"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def identity(seed: int, *, valid: bool = True) -> str:
    """A made-up identity number, its check digit right or wrong."""
    born = date(1970, 1, 1) + timedelta(days=seed * 37 % 12_000)
    digits = f"350104{born:%Y%m%d}{seed % 900 + 100}"
    right = "10X98765432"[sum(int(one) * weight for one, weight in zip(digits, _WEIGHTS, strict=True)) % 11]
    wrong = "0" if right != "0" else "1"
    return digits + (right if valid else wrong)


def card(seed: int, *, valid: bool = True) -> str:
    """A made-up bank card number, its check digit right or wrong."""
    digits = f"622848{seed:012d}"
    total = sum(
        int(one) if n % 2 else (int(one) * 2 - 9 if int(one) > 4 else int(one) * 2)
        for n, one in enumerate(reversed(digits))
    )
    return digits + str(((10 - total % 10) + (0 if valid else 3)) % 10)


def docx(*lines: str) -> bytes:
    from docx import Document

    made = Document()
    for line in lines:
        made.add_paragraph(line)
    return _bytes(made.save)


def xlsx(*lines: str) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    assert book.active is not None
    for line in lines:
        book.active.append(line.split(" "))
    return _bytes(book.save)


def pptx(*lines: str) -> bytes:
    words = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in lines)
    return zipped({"[Content_Types].xml": b"<Types/>", "ppt/slides/slide1.xml": f"<p:sld>{words}</p:sld>".encode()})  # fmt: skip


def pdf(*lines: str) -> bytes:
    """Latin letters and figures only."""
    words = "".join(f"({line}) Tj 0 -16 Td " for line in lines)
    stream = f"BT /F1 12 Tf 72 720 Td {words}ET".encode()
    parts = (
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream), b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )  # fmt: skip
    out, offsets = b"%PDF-1.4\n", []
    for n, part in enumerate(parts, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, part)
    table = b"".join(b"%010d 00000 n \n" % one for one in offsets)
    return out + b"xref\n0 6\n0000000000 65535 f \n%strailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (table, len(out))  # fmt: skip


def zipped(files: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return file.getvalue()


def _bytes(save: object) -> bytes:
    file = io.BytesIO()
    save(file)  # type: ignore[operator]
    return file.getvalue()


@dataclass(frozen=True)
class Seed:
    """One fault, or one thing that looks like one and is none."""

    name: str
    screen: str  #: that must tell it; "" it must be told by none
    week: int  #: in which patrol it must have been told (a dead link: the second)
    cause: str = ""  #: a part of the candidate's cause, or of its page
    body: str = ""  #: HTML of the page that carries it
    head: str = ""
    files: dict[str, bytes] = field(default_factory=dict)  #: attachments that the page leads to
    outside: tuple[str, ...] = ()  #: host, and its page in each week
    since: int = 1  #: the body appears in this week
    where: str = ""  #: "home": stands on the homepage


BAD = '<a href="http://{}/x">棋牌游戏</a>'
_HIDING = {
    "display": ('<div style="display:none">{}</div>', ""),
    "visibility": ('<p style="visibility:hidden">{}</p>', ""),
    "hidden attribute": ("<div hidden>{}</div>", ""),
    "off the screen": ('<div style="position:absolute; left:-9999px">{}</div>', ""),
    "margin": ('<div style="margin-top:-3000px">{}</div>', ""),
    "font of no size": ('<span style="font-size:0px">{}</span>', ""),
    "font of one pixel": ('<span style="font-size:1px">{}</span>', ""),
    "colour of the ground": ('<div style="background:#ffffff"><span style="color:#fff">{}</span></div>', ""),
    "colour by font": ('<table bgcolor="#eeeeee"><tr><td><font color="#eeeeee">{}</font></td></tr></table>', ""),
    "opacity": ('<div style="opacity:0.0">{}</div>', ""),
    "marquee": ('<marquee width=1 height=1 scrollamount=9000>{}</marquee>', ""),
    "clip": ('<div style="position:absolute;clip:rect(0 0 0 0)">{}</div>', ""),
    "clip-path": ('<div style="clip-path: inset(100%)">{}</div>', ""),
    "behind the page": ('<div style="position:absolute;z-index:-1">{}</div>', ""),
    "indent": ('<div style="text-indent:-9999em">{}</div>', ""),
    "no height": ('<div style="height:0;overflow:hidden">{}</div>', ""),
    "scaled": ('<div style="transform: scale(0)">{}</div>', ""),
    "noscript": ("<noscript>{}</noscript>", ""),
    "class of a sheet": ('<div class="zx17">{}</div>', "<style>.zx17{{position:absolute;left:-999px}}</style>"),
    "descendant of a sheet": ('<div class="foot"><p>{}</p></div>', "<style>.foot p a{{font-size:0}}</style>"),
    "sheet of its own": ('<div class="q9">{}</div>', '<link rel="stylesheet" href="/css/more.css">'),
    "written by script": ("<script>document.write('<div style=\"display:none\">{}</div>')</script>", ""),
    "frame of no size": ('<iframe src="http://{host}/f" width="0" height="0"></iframe>', ""),
}  # fmt: skip
_RIGHT = (
    "<html><head><title>{0}</title></head><body><h1>{0}</h1><p>本会为行业性社会团体，欢迎会员单位来访。</p>"
    "<p>闽ICP备{1}号-1</p></body></html>"
)
_GAMBLING = "<html><head><title>澳门娱乐城官网</title></head><body>真人百家乐 老虎机</body></html>"
PHONES = " ".join(f"1390000{n:04d}" for n in range(1000, 1008))


def seeds() -> Iterator[Seed]:
    """Every fault of the site, by screen, and what must not be told."""
    yield from _links()
    yield from _friends()
    for n, (name, (body, head)) in enumerate(_HIDING.items()):
        there = f"www.farm{n}.com"
        link = BAD.format(there).replace('"', "\\'" if "document.write" in body else '"')
        held = body.replace("{host}", there).replace("{}", link)
        yield Seed(f"hidden: {name}", "hidden", 1, f"farm{n}.com", held, head.replace("{{", "{").replace("}}", "}"))  # fmt: skip
    yield Seed("hidden: share box, menu of friends", "", 1, "share-tool.com", '<div class="share" style="display:none"><a href="http://www.share-tool.com/s">分享</a></div>')  # fmt: skip
    yield from _wording()
    yield from _privacy()
    yield from _tampering()


def _links() -> Iterator[Seed]:
    yield Seed("dead page", "dead_link", 2, "/gone/page.htm", '<a href="/gone/page.htm">旧文</a>')
    yield Seed("dead picture", "dead_link", 2, "/img/gone.jpg", '<img src="/img/gone.jpg">')
    yield Seed("dead attachment", "dead_link", 2, "/files/gone.pdf", '<a href="/files/gone.pdf">附件</a>')
    yield Seed("dead page outside", "dead_link", 2, "dead.example.org/a", '<a href="http://dead.example.org/a">某单位</a>')  # fmt: skip
    yield Seed("name that is not there", "dead_link", 2, "noname.example.org", '<a href="http://noname.example.org/">某单位</a>')  # fmt: skip
    yield Seed("soft 404", "dead_link", 2, "/soft/1.htm", '<a href="/soft/1.htm">通知</a>')
    yield Seed("a thousand links of one cause", "dead_link", 2, "/zt/2019/", "")
    yield Seed("firewall", "", 2, "/oa/", '<a href="/oa/1.htm">内网</a><a href="/oa/2.htm">内网</a><a href="/oa/3.htm">内网</a>')  # fmt: skip
    yield Seed("slow page", "", 2, "/slow/1.htm", '<a href="/slow/1.htm">慢页</a>')


def _friends() -> Iterator[Seed]:
    well = _RIGHT.format("某行业协会", "12345678")
    for name, week, pages in (
        ("title of gambling", 1, (_GAMBLING, _GAMBLING)), ("turned to gambling", 2, (well, _GAMBLING)),
        ("expired, for sale", 2, (well, "<html><title>域名出售</title><body>本域名到期，正在出售</body></html>")),
        ("leads to gambling", 2, (well, ">http://www.casino-win.com/")),
        ("another owner", 2, (well, _RIGHT.format("某装饰公司", "87654321"))),
        ("no longer registered", 3, (well, "-", "-")),
    ):  # fmt: skip
        host = f"www.{name.replace(' ', '-').replace(',', '')}.org"
        yield Seed(f"friend: {name}", "outside", week, host, f'<a href="http://{host}/">友情链接</a>', outside=(host, *pages))  # fmt: skip
    yield Seed("friend: new title, same owner", "", 1, "www.friendsame.org", '<a href="http://www.friendsame.org/">友情链接</a>',
               outside=("www.friendsame.org", well, _RIGHT.format("某行业协会联合会", "12345678")))  # fmt: skip


def _wording() -> Iterator[Seed]:
    for n, words in enumerate(("认真布署防汛工作", "一如继往支持企业", "加强幅射安全监管", "再接再励再创佳绩", "港澳台等国家的客商", "报原国家工商局备案后由国家工商行政管理总局批复", "依据《中华人民共和国合同法》签订")):  # fmt: skip
        yield Seed(f"wording {n}", "wording", 1, f"/seed/wording-{n}.htm", f"<p>发布时间：2026-10-0{n + 1}</p><p>各单位要{words}。</p>")  # fmt: skip
    yield Seed("wording in a docx", "wording", 1, "/files/typo.docx", files={"typo.docx": docx("群众迫不急待地来到现场。")})  # fmt: skip
    quoted = ("他在文中写道“认真布署”四字。", "标题为《关于布署防汛工作的批示》的文件原文如此。", "原国家工商行政管理总局（现已更名）的历史资料。", "原《中华人民共和国合同法》已废止。")  # fmt: skip
    for n, words in enumerate(quoted):
        yield Seed(f"quotation {n}", "", 1, f"/seed/quotation-{n}.htm", f"<p>发布时间：2026-10-0{n + 1}</p><p>{words}</p>")  # fmt: skip
    yield Seed("text of its time", "", 1, "/seed/text-of-its-time.htm", "<p>发布时间：2015-06-01</p><p>报国家工商行政管理总局，依据《中华人民共和国合同法》。</p>")  # fmt: skip


def _privacy() -> Iterator[Seed]:
    for n, make in enumerate((docx, xlsx, pptx, pdf)):
        name = make.__name__
        yield Seed(f"identity number in a {name}", "privacy", 1, f"/files/right.{name}", files={f"right.{name}": make(f"Name {identity(n)}", "other line")})  # fmt: skip
        yield Seed(f"wrong check digit in a {name}", "", 1, f"/files/wrong.{name}", files={f"wrong.{name}": make(f"Name {identity(n, valid=False)}", f"No {card(n + 77, valid=False)}")})  # fmt: skip
    inner = {"名单.docx": docx(f"王某 {identity(9)}"), "说明.txt": "说明".encode()}
    yield Seed(
        "identity number in a zip", "privacy", 1, "/files/right.zip", files={"right.zip": zipped(inner)}
    )
    yield Seed("identity number in a page", "privacy", 1, "/seed/identity-number-in-a-page.htm", f"<table><tr><td>王某</td><td>{identity(5)}</td></tr></table>")  # fmt: skip
    yield Seed("bank card in a page", "privacy", 1, "/seed/bank-card-in-a-page.htm", f"<p>账号{card(5)}</p>")
    yield Seed("list of telephones", "privacy", 1, "/files/phones.xlsx", files={"phones.xlsx": xlsx(*PHONES.split())})  # fmt: skip
    yield Seed("wrong numbers in a page", "", 1, "/seed/wrong-numbers-in-a-page.htm", f"<p>编号{identity(6, valid=False)}，{card(6, valid=False)}，联系电话13900001234</p>")  # fmt: skip


def _tampering() -> Iterator[Seed]:
    yield Seed("foreign script", "foreign", 2, "js.stat-new.com", '<script src="http://js.stat-new.com/a.js"></script>', since=2)  # fmt: skip
    yield Seed("foreign frame", "foreign", 2, "ad.frame-new.com", '<iframe src="http://ad.frame-new.com/a" width="300" height="100"></iframe>', since=2)  # fmt: skip
    yield Seed("script of the site's choice", "", 1, "js.stat-old.com", '<script src="http://js.stat-old.com/a.js"></script>')  # fmt: skip
    yield Seed("homepage leads to a stranger", "tamper", 2, "domain unknown-shop.net", '<a href="http://www.unknown-shop.net/">某站</a>', since=2, where="home")  # fmt: skip
    yield Seed("articles of one minute", "redated", 2, "minute 2026-11-12T03:04")
    yield Seed("old text under a new day", "redated", 2, "/seed/copy-new.htm")
    yield Seed("day moved", "redated", 2, "/seed/moved.htm")


def path_of(seed: Seed) -> str:
    """Where the page of a seed is."""
    return f"/seed/{''.join(one if one.isalnum() and one.isascii() else '-' for one in seed.name).strip('-')}.htm"


def prose(number: int, lines: int = 4) -> str:
    """Paragraphs of their own."""
    rng = random.Random(str(number))  # of a number alone, 6 and -6 would be the same
    return "".join(f"<p>{''.join(rng.choices(_LETTERS, k=90))}。{''.join(rng.choices(_LETTERS, k=60))}。</p>" for _ in range(lines))  # fmt: skip


class PatrolledSite:
    """The pages of week *week*; the same week gives the same bytes."""

    def __init__(self, pages: int) -> None:
        self.week = 1
        self.seeds = tuple(seeds())
        self.lists = max(pages // (PER_LIST + 1), 30)
        self.pages = pages
        self.by_path = {path_of(one): one for one in self.seeds}
        self.files = {name: body for one in self.seeds for name, body in one.files.items()}
        self.friends = {one.outside[0]: one.outside[1:] for one in self.seeds if one.outside}
        nav = "".join(f'<li><a href="/l{n}/">第{n}栏</a></li>' for n in range(min(self.lists, COLUMNS)))
        self.head = f'<div class="top"><a href="/">首页</a><ul class="nav">{nav}</ul></div>'
        self.foot = '<div class="foot"><img src="/img/logo.png"><a href="http://www.friendwell.org/">某协会</a><p>主办：示例区人民政府　网站标识码3501040001</p></div>'

    def article(self, number: int) -> str:
        day = date(2026, 11, 5) - timedelta(days=number % 1500)
        more = f'<a href="/zt/2019/{number}.htm">专题</a>' if number < 1000 else ""
        more += f'<a href="/files/f{number}.docx">附件</a>' if number % 100 == 7 else ""
        more += f'<img src="/img/p{number % 200}.jpg">' if number % 9 == 0 else ""
        body = prose(number)
        return f"<h1>第{number}号通知</h1><p>发布时间：{day} {number % 24:02d}:{number // 24 % 60:02d}</p>{body}{more}"

    def page(self, path: str) -> tuple[str, str] | None:
        """Head and body of the page at *path*; None: there is none."""
        if path == "/":
            lists = "".join(f'<a href="/l{n}/">第{n}栏</a> ' for n in range(min(self.lists, COLUMNS)))
            extra = "".join(one.body for one in self.seeds if one.where == "home" and self.week >= one.since)
            return "", f'<div class="main">{lists}<a href="/seed/">专栏</a>{extra}</div>'
        if path == "/seed/":
            links = "".join(f'<li><a href="{one}">{seed.name}</a></li>' for one, seed in self.by_path.items())
            more = "/seed/copy-old.htm", "/seed/moved.htm", *(("/seed/copy-new.htm", *(f"/seed/minute-{n}.htm" for n in range(12))) if self.week > 1 else ())  # fmt: skip
            return "", f"<ul>{links}{''.join(f'<a href={one}>文</a>' for one in more)}</ul>"
        if path in self.by_path:
            seed = self.by_path[path]
            there = self.week >= seed.since and not seed.where
            files = "".join(f'<a href="/files/{name}">附件</a>' for name in seed.files)
            return (seed.head, f"{seed.body}{files}{prose(hash_of(path))}") if there else ("", prose(hash_of(path)))  # fmt: skip
        return self._plain(path)

    def _plain(self, path: str) -> tuple[str, str] | None:
        name = path.removesuffix(".htm")
        if path.startswith("/l") and path[2:-1].isdigit() and int(path[2:-1]) < self.lists:
            n = int(path[2:-1])
            rows = "".join(f'<li><a href="/a/{i}.htm">第{i}号通知</a></li>' for i in range(n * PER_LIST, (n + 1) * PER_LIST))  # fmt: skip
            after = f'<a href="/l{n + COLUMNS}/">下一页</a>' if n + COLUMNS < self.lists else ""
            return "", f'<ul class="list">{rows}</ul>{after}'
        if path.startswith("/a/") and name[3:].isdigit() and int(name[3:]) < self.lists * PER_LIST:
            return "", self.article(int(name[3:]))
        if path == "/seed/moved.htm":
            return "", f"<p>发布时间：{'2026-03-01' if self.week < 2 else '2026-11-13'} 09:00</p>{prose(-5)}"
        if path in ("/seed/copy-old.htm", "/seed/copy-new.htm"):
            return "", f"<p>发布时间：{'2026-02-01' if 'old' in path else '2026-11-13'} 09:00</p>{prose(-6)}"
        if path.startswith("/seed/minute-"):
            return "", f"<p>发布时间：2026-11-12 03:04</p>{prose(-100 - hash_of(path))}"
        return None

    def answer(self, host: str, path: str) -> tuple[int, str, bytes]:
        """Status, type and body of what is asked for."""
        if host != HOST:
            return self._outside(host, path)
        if path.startswith("/zt/2019/") or "gone" in path:
            return 404, "text/html", b"<html><body>404 Not Found</body></html>"
        if path.startswith("/oa/"):
            return 403, "text/html", b"<html><body>Forbidden by WAF</body></html>"
        if path.startswith("/soft/"):
            return 200, "text/html; charset=utf-8", "<html><title>页面不存在</title><body>您访问的页面不存在或已删除</body></html>".encode()  # fmt: skip
        if path == "/css/more.css":
            return 200, "text/css", b"body{margin:0}.q9{display:block;text-indent:-9999px}"
        if path.startswith("/img/"):
            return 200, "image/png", b"\x89PNG\r\n\x1a\n" + b"\0" * 2000
        if path.startswith("/files/"):
            name = path.removeprefix("/files/")
            if name in self.files:
                return 200, "application/octet-stream", self.files[name]
            return 200, "application/octet-stream", PLAIN
        found = ("", "<p>缓慢的页面</p>") if path == "/slow/1.htm" else self.page(path)
        if found is None:
            return 404, "text/html", b"<html><body>404 Not Found</body></html>"
        head, body = found
        page = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>示例区人民政府{path}</title>{head}</head><body>{self.head}{body}{self.foot}</body></html>'
        return 200, "text/html; charset=utf-8", page.encode()

    def _outside(self, host: str, path: str) -> tuple[int, str, bytes]:
        if host == "dead.example.org":
            return 404, "text/html", b"gone"
        pages = self.friends.get(host, (_RIGHT.format(f"某某单位{host}", "11112222"),))
        page = pages[min(self.week, len(pages)) - 1]
        if page.startswith(">"):
            return 302, page[1:], b""
        if host == "www.casino-win.com":
            page = _GAMBLING
        return 200, "text/html; charset=utf-8", page.encode()


PLAIN = docx("关于推进政务公开工作的实施方案。", "各单位认真组织实施。")


def hash_of(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")


class _Serving(asyncio.Protocol):
    def __init__(self, site: PatrolledSite, log: dict[str, int]) -> None:
        self._site, self._log, self._held = site, log, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._held += data
        while b"\r\n\r\n" in self._held:
            asked, _, self._held = self._held.partition(b"\r\n\r\n")
            line, *rows = asked.decode("latin-1").split("\r\n")
            names = dict(one.lower().split(": ", 1) for one in rows if ": " in one)
            path, host = unquote(line.split(" ")[1]), names.get("host", "").partition(":")[0]
            if host.startswith("127."):
                self._control(path)
                continue
            self._log[f"{host}{path}"] = self._log.get(f"{host}{path}", 0) + 1
            if path == "/slow/1.htm":
                asyncio.get_running_loop().call_later(10.5, self._send, host, path, "")
            else:
                self._send(host, path, names.get("if-none-match", ""))

    def _control(self, path: str) -> None:
        if path.startswith("/week/"):
            self._site.week = int(path.removeprefix("/week/"))
        asks = max((many for one, many in self._log.items() if one.startswith(HOST + "/a/")), default=0)
        twice = sum(many > 1 for one, many in self._log.items() if one.startswith(HOST + "/a/"))
        body = f"{sum(self._log.values())} {len(self._log)} {asks} {twice}".encode()
        if path.startswith("/week/"):
            self._log.clear()
        self._transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)

    def _send(self, host: str, path: str, tag: str) -> None:
        status, kind, body = self._site.answer(host, path)
        known = '"' + hashlib.sha256(body).hexdigest()[:16] + '"'
        # half of the articles know their tags, the rest is told by its bytes
        has_tag = path.startswith("/a/") and hash_of(path) % 2 == 0
        if has_tag and tag == known:
            self._transport.write(b"HTTP/1.1 304 Not Modified\r\n\r\n")
            return
        more = f"ETag: {known}\r\n" if has_tag else ""
        port = self._transport.get_extra_info("sockname")[1]
        where = f"Location: {kind.rstrip('/')}:{port}/\r\n" if status == 302 else f"Content-Type: {kind}\r\n"
        head = f"HTTP/1.1 {status} X\r\n{where}{more}Content-Length: {len(body)}\r\n\r\n"
        self._transport.write(head.encode() + body)


async def serve(pages: int) -> None:
    """Serve until the standard input closes."""
    loop, site, log = asyncio.get_running_loop(), PatrolledSite(pages), dict[str, int]()
    server = await loop.create_server(lambda: _Serving(site, log), "127.0.0.1", 0, backlog=64)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
