"""Pages made to keep a reader busy, crash it, fill it or mislead it; small to write down, costly to read."""

import gzip
import itertools
from collections.abc import Mapping

_TABLES = "<table><tr><td>" * 300 + "2026-11-20" + "</td></tr></table>" * 300


def _deep(tag: str, many: int) -> str:
    return f"<{tag}>" * many + "2026-11-20"


#: One page of each kind, by what it does.
PAGES: Mapping[str, str] = {
    "left angles": "<" * 200_000,
    "deep div": _deep("div", 60_000),
    "deep svg": "<svg>" + _deep("g", 20_000),
    "deep math": "<math>" + _deep("mrow", 20_000),
    "deep template": _deep("template", 20_000),
    "deep select": _deep("select", 20_000),
    "deep font": _deep("font", 20_000),
    "deep custom": _deep("x-y", 20_000),
    "deep list": _deep("ul><li", 10_000),
    "tables in tables": _TABLES,
    "marks": "".join(f"<b class=c{n}>" for n in range(5_000)) + "<p>x" * 5_000,
    "attributes": "<p " + " ".join(f"a{n}=1" for n in range(40_000)) + ">",
    "attributes without values": "<p " + " ".join(f"a{n}" for n in range(40_000)) + ">",
    "one attribute again and again": "<p " + "a " * 200_000 + ">",
    "quote never closed": "<a href='" + "x" * 500_000,
    "comments never closed": "<!--" * 100_000,
    "comment ends": "-->" * 100_000 + "<!-" * 100_000,
    "cdata": "<![CDATA[" * 50_000 + "]]>" * 50_000,
    "entities": "&#x41;&amp;amp;&nGt;" * 50_000,
    "entities without end": "&amp" * 200_000,
    "numbers as entities": "&#" + "9" * 200_000 + ";",
    "srcset": "<img srcset='" + ",".join(f"/a{n}.jpg {n}w" for n in range(40_000)) + "'>",
    "base64": "<img src='data:image/png;base64," + "QUJD" * 300_000 + "'>",
    "links": "".join(f'<li><a href="{"0" * 40}{n}">2026-11-20</a></li>' for n in range(20_000)),
    "links with long text": "".join(f'<li><a href="{n}.htm">{"政务" * 500}</a>2026-11-20</li>' for n in range(500)),
    "dates": "2026-11-20 " * 60_000,
    "dates in words": "二〇二六年十一月二十日" * 30_000,
    "digits": "<li><a href=1.htm>" + "1" * 300_000 + "</a></li>",
    "digits between slashes": "<li>" + "20/26/11/" * 50_000 + "</li>",
    "spaces": "<li>" + " " * 500_000 + "</li>",
    "wide spaces": "<li>发布时间：" + "\u3000" * 300_000 + "</li>",
    "scripts": "<script>var a=[" * 20_000,
    "objects in a script": "<script>var list=[" + '{"title":"a","url":"b","date":"' * 20_000,
    "brackets in a script": "<script>var list=" + "[" * 200_000 + "</script>",
    "escapes in a script": "<script>'" + "\\u4e00" * 100_000 + "'</script>",
    "refreshes": '<meta http-equiv="refresh" content="' + " " * 100_000 + '9;url=">',
    "scripts that send on": "<script>" + "location.href=" * 50_000 + "</script>",
    "forms": "<form>" + "<input name=a>" * 10_000,
    "options": "<select>" + "".join(f"<option value={n}>{n}" for n in range(30_000)),
    "frames": "<iframe src=" * 40_000,
    "base": '<base href="http://[">' + '<a href="//[::1">政务公开</a>' * 200,
    "base again and again": '<base href="http://a/">' * 20_000 + "<a href=x>2026-11-20</a>" * 2_000,
    "nul": "\0" * 200_000 + "<a href=\0>\0</a>" * 2_000,
    "replacement": "\ufffd<b" * 200_000,
    "half an emoji": "\\ud83d" * 50_000 + "&#xd83d;" * 20_000,
    "letters that combine": "a" + "\u0301" * 300_000,
    "right to left": "\u202e" * 200_000,
    "pager": "".join(f'<a href="index_{n}.html">{n}</a>' for n in range(20_000)) + f"共{'9' * 4000}页",
    "pages": "createPageHTML(" + "9" * 5_000 + ",0,'index','html');",
    "titles": "<title>" * 50_000,
    "headings": "<h1>关于做好工作的通知" * 20_000,
    "mask": "<table><tr><td>留言人：" * 380 + "姓名 13800000000" * 2_000,
    "numbers to mask": "1" * 200_000 + "X",
    "addresses to mask": "福建省" * 80_000,
    "processing": "<?xml " * 50_000,
    "doctype": "<!DOCTYPE html [" + "<!ENTITY a 'b'>" * 20_000 + "]>",
}  # fmt: skip


def _answer(body: bytes, *headers: str, kind: str = "text/html") -> bytes:
    lines = (
        "HTTP/1.1 200 OK",
        f"Content-Type: {kind}",
        f"Content-Length: {len(body)}",
        "Connection: close",
        *headers,
    )
    return "\r\n".join((*lines, "", "")).encode("latin-1") + body


def _chunked(*chunks: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n" + b"".join(
        chunks
    )


_GOOD = "<html><title>政务公开</title>".encode() + b"<p>x</p>" * 200
_BOMB = gzip.compress(b"<a>" * 30_000_000, mtime=0)

#: Whole answers, bytes as they go over the wire, by what is wrong with them.
ANSWERS: Mapping[str, bytes] = {
    "bomb": _answer(_BOMB, "Content-Encoding: gzip"),
    "layers": _answer(_GOOD, "Content-Encoding: " + ", ".join(["gzip"] * 2_000)),
    "members": _answer(gzip.compress(b"", mtime=0) * 40_000, "Content-Encoding: gzip"),
    "chunks of one byte": _chunked(*itertools.repeat(b"1\r\nx\r\n", 200_000), b"0\r\n\r\n"),
    "chunk too large": _chunked(b"f" * 40 + b"\r\nx"),
    "chunk below nothing": _chunked(b"-1\r\nx\r\n"),
    "chunk with an extension": _chunked(b"1;" + b"a" * 100_000 + b"\r\nx\r\n0\r\n\r\n"),
    "chunk trailer": _chunked(b"0\r\n", b"a: b\r\n" * 50_000, b"\r\n"),
    "length of many digits": b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 10_000 + b"\r\n\r\nx",
    "two lengths": b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
    "folded": b"HTTP/1.1 200 OK\r\nA: b\r\n" + b" c\r\n" * 50_000 + b"\r\n",
    "headers": b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 50_000 + b"\r\n",
    "header without end": b"HTTP/1.1 200 OK\r\nA: " + b"b" * 400_000,
    "interim answers": b"HTTP/1.1 100 Continue\r\n\r\n" * 20_000 + b"HTTP/1.1 200 OK\r\n\r\n",
    "cookies": _answer(_GOOD, *(f"Set-Cookie: a{n}=" + "\\" * 500 for n in range(90))),
    "cookie that writes a header": _answer(b'<meta http-equiv="refresh" content="0;url=/b">', 'Set-Cookie: a="b\\015\\012X: y"'),
    "refresh header": _answer(b"x", "Refresh: 0;" + " " * 8_000 + "url="),
    "content type": _answer(_GOOD, kind="text/html;" + " " * 8_000 + "charset"),
    "charset utf-7": _answer(b"+ADw-a+AD4-" * 10_000, kind="text/html; charset=utf-7"),
    "charset idna": _answer(b"xn--" * 50_000 + b"\xff", kind="text/html; charset=idna"),
    "charset punycode": _answer(b"a-" + b"z9" * 50_000 + b"\xff", kind="text/html; charset=punycode"),
    "charset unicode_escape": _answer(b"\\u0041" * 20_000 + b"\xff", kind="text/html; charset=unicode_escape"),
    "charset hz": _answer(b"~{" * 100_000 + b"\xff", kind="text/html; charset=hz-gb-2312"),
    "charset iso-2022": _answer(b"\x1b$B" * 100_000 + b"\xff", kind="text/html; charset=iso-2022-jp"),
    "utf-16": _answer(b"\xff\xfe" + b"<\0" * 200_000),
    "utf-32": _answer(b"\xff\xfe\0\0" + b"<\0\0\0" * 100_000),
    "every byte": _answer(bytes(range(256)) * 2_000),
    "sent to a control": b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\x01\x7f\x00\r\nContent-Length: 0\r\n\r\n",
    "sent to a long name": b"HTTP/1.1 302 Found\r\nLocation: http://" + b"a." * 4_000 + b"/\r\nContent-Length: 0\r\n\r\n",
    "sent to a name in letters": "HTTP/1.1 302 Found\r\nLocation: http://www。例え\u2064.gov.cn:99999/\r\nContent-Length: 0\r\n\r\n".encode(),
    "sent to no address": b"HTTP/1.1 302 Found\r\nLocation: http://[::1\r\nContent-Length: 0\r\n\r\n",
    "sent inside": b"HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/latest\r\nContent-Length: 0\r\n\r\n",
}  # fmt: skip
