"""
Sites with columns on loopback, each on an address of its own; all but the first `untagged` know their pages' tags (304). Prints its port when ready.
"""

import asyncio
import random
import socket
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from isal import igzip

COLUMNS, ITEMS, NEWEST = 20, 25, 3
#: The day that the sites were last kept up.
UPDATED = date(2026, 11, 19)
_WORDS = (
    "推进政务公开服务办事指南民生保障工作会议安全生产检查通知公告乡村振兴教育医疗卫生环境整治项目建设".strip()
)
_HEAD = '<!DOCTYPE html><html><head><meta charset="utf-8"><title>{}</title></head><body><div class="top"><a href="/">首页</a></div>'


def host(number: int) -> str:
    """The address of a site."""
    return f"127.2.{number // 250}.{number % 250 + 1}"


def published(site: int, column: int, item: int) -> date:
    """When an article was published; the newest of a column first."""
    return UPDATED - timedelta(days=column % 5 + item * 3 + site % 3)


def path(site: int, column: int, item: int) -> str:
    """Where an article is. Its address tells nothing of its day."""
    return f"/c{column}/content_{site * 1000 + item}.htm"


def newest(site: int) -> dict[str, str]:
    """Each article of a site that must be read, with its day."""
    return {
        path(site, column, item): published(site, column, item).isoformat()
        for column in range(COLUMNS)
        for item in range(NEWEST)
    }


def _title(site: int, column: int, item: int) -> str:
    return "关于" + "".join(random.Random(f"{site} {column} {item}").choices(_WORDS, k=14)) + "的通知"


def _row(site: int, column: int, item: int) -> str:
    day = published(site, column, item).isoformat()
    return f'<li><a href="{path(site, column, item)}" title="{_title(site, column, item)}">{_title(site, column, item)}</a><span>{day}</span></li>'


def _list(site: int, column: int) -> str:
    rows = "".join(_row(site, column, item) for item in range(ITEMS))
    return f'{_HEAD.format(f"第{column}栏")}<div class="list"><ul class="news_list">{rows}</ul></div><div class="page">共 1 页</div></body></html>'


def _home(site: int) -> str:
    parts = "".join(
        f'<div class="box"><h2><a href="/c{column}/">第{column}栏</a></h2><ul>{"".join(_row(site, column, item) for item in range(6))}</ul></div>'
        for column in range(COLUMNS)
    )
    return f"{_HEAD.format('政府网站')}{parts}</body></html>"


def _article(site: int, column: int, item: int, filler: str) -> str:
    title, day = _title(site, column, item), published(site, column, item).isoformat()
    return (
        f'{_HEAD.format(title)}<div class="article"><h1>{title}</h1><div class="info">发布时间：{day} 09:30　来源：区政府办　浏览次数：'
        f'<span>12</span></div><div class="text"><p>{title}，现将有关事项通知如下。</p>{filler}</div></div></body></html>'
    )


def _pages(site: int) -> Iterator[tuple[str, str]]:
    rng = random.Random(site)
    yield "/", _home(site)
    for column in range(COLUMNS):
        yield f"/c{column}/", _list(site, column)
        for item in range(NEWEST):
            filler = "".join(f"<p>{''.join(rng.choices(_WORDS, k=150))}。</p>" for _ in range(66))  # 30 KB
            yield path(site, column, item), _article(site, column, item, filler)


def _answers(site: int, tagged: bool) -> dict[str, tuple[bytes, bytes]]:
    """By path: the page's tag, "" where the site gives none, and the whole answer."""
    found: dict[str, tuple[bytes, bytes]] = {}
    for where, text in _pages(site):
        packed = igzip.compress(text.encode(), 2)
        tag = f'"{site}-{len(found)}"'.encode() if tagged else b""
        told = b"ETag: %s\r\n" % tag if tagged else b""
        head = b"HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n%sContent-Length: %d\r\n\r\n"
        found[where] = tag, head % (told, len(packed)) + packed
    return found


class _Site(asyncio.Protocol):
    """Answers one request after the other on a connection that it keeps."""

    def __init__(self, answers: dict[str, tuple[bytes, bytes]]) -> None:
        self._answers = answers

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        where = data[4 : data.index(b" ", 4)].decode()
        tag, answer = self._answers.get(where, (b"", b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"))
        if tag and b"If-None-Match: " + tag in data:
            answer = b"HTTP/1.1 304 Not Modified\r\nETag: " + tag + b"\r\n\r\n"
        self._transport.write(answer)
        if b"\r\nConnection: close\r\n" in data:
            self._transport.close()


async def serve(count: int, untagged: int = 0) -> None:
    """Serve until the standard input closes."""
    loop = asyncio.get_running_loop()
    with socket.socket() as first:
        first.bind((host(0), 0))
        port = first.getsockname()[1]
    for number in range(count):
        answers = _answers(number, number >= untagged)
        await loop.create_server(partial(_Site, answers), host(number), port, backlog=64)
    print(port, flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve(*map(int, sys.argv[1:])))
