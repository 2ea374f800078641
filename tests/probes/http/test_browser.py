"""The real browser as last resort: a list that only a script fills, and what it must not ask."""

import asyncio
import shutil

import pytest

from monitor.demo.lab import Lab, Serve, answer, by_path, question
from monitor.domain.content import ListState
from monitor.domain.reach import Reason
from probes.columns import PROBE
from probes.http.base import Fetched, Unreached
from probes.http.browser import PROGRAMS, BrowserRender
from probes.http.browser_picture import MOST_BYTES, TALLEST, Picture, size_of
from probes.http.browser_proxy import GuardedProxy
from tests.every import every
from tests.probes.world import NOW, Web, column, look, site

needs_browser = pytest.mark.skipif(
    not any(shutil.which(one) for one in PROGRAMS), reason="no Chromium on this machine"
)

SHELL = (
    "<!DOCTYPE html><html><head><meta charset='utf-8'><title>要闻</title></head><body><ul class='news_list' id='rows'></ul><script>"
    "fetch('/rows.json').then(r=>r.json()).then(rows=>{rows.forEach(r=>{const li=document.createElement('li');"
    "li.innerHTML=`<a href='${r.u}'>${r.t}</a><span>${r.d}</span>`;document.getElementById('rows').appendChild(li)})});"
    "fetch('http://127.0.0.1:1/secret').catch(()=>{});</script></body></html>"
)
ROWS = (
    "["
    + ",".join(
        f'{{"u":"/yw/{n}.htm","t":"第{n}则工作动态信息","d":"2026-11-{n:02d}"}}' for n in range(10, 18)
    )
    + "]"
)


@pytest.mark.soak
@needs_browser
async def test_a_list_that_only_a_script_fills_is_read_in_a_browser() -> None:
    lab = Lab()
    pages = {"/yw/": answer(SHELL), "/rows.json": answer(ROWS, content_type="application/json")}
    async with lab.serving("shell", by_path(pages)) as port:
        render = BrowserRender(user_agent="test", clock=lambda: NOW, configured=[("127.0.0.1", port)])
        seen = await render(f"http://127.0.0.1:{port}/yw/")
    assert isinstance(seen, Fetched)
    assert seen.text.count("则工作动态信息") == 8
    assert seen.exchanges[0].note.startswith("the document after scripts ran")


@needs_browser
async def test_a_page_outside_what_may_be_asked_is_not_opened() -> None:
    lab = Lab()
    async with lab.serving("inner", by_path({"/": answer()})) as port:
        seen = await BrowserRender(user_agent="test", clock=lambda: NOW)(f"http://127.0.0.1:{port}/")
    assert isinstance(seen, Unreached)


async def test_a_column_asks_for_the_browser_only_when_it_says_so() -> None:
    asked = []

    async def render(url: str, *, budget_s: float = 30.0) -> Unreached:
        asked.append(url)
        return Unreached(url=url, reason=Reason.BUG, detail="needs the extra")

    for allowed in (False, True):
        one = column(browser=allowed)
        looks = await look(PROBE, site(one), Web({one.url: SHELL}), render=render)
        assert looks[0].facts.state is ListState.UNREADABLE
    assert asked == ["http://www.a.gov.cn/yw/"]
    assert looks[0].facts.reason == "browser:needs the extra"


#: Tries every way that a page has of asking: a frame, an image, a request of its script, a socket, a style.
PROBING = (
    "<!DOCTYPE html><html><head><meta charset='utf-8'><link rel=stylesheet href='http://inner.example:{0}/style'></head><body>"
    "<iframe src='http://inner.example:{0}/frame'></iframe><iframe src='/on'></iframe><img src='http://127.0.0.1:{0}/image'>"
    "<img src='http://[::ffff:127.0.0.1]:{0}/mapped'><a href='/plain'>政务公开</a><script>"
    "fetch('http://localhost:{0}/fetch',{{mode:'no-cors'}}).catch(()=>{{}});fetch('/on',{{mode:'no-cors'}}).catch(()=>{{}});"
    "new WebSocket('ws://inner.example:{0}/socket');new WebSocket('ws://127.0.0.1:{0}/socket');"
    "navigator.sendBeacon('http://inner.example:{0}/beacon','x');document.body.append('脚本已运行')</script></body></html>"
)


def noting(asked: list[bytes]) -> Serve:
    """Answers nothing, and notes who came."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await question(reader))

    return serve


@pytest.mark.soak
@needs_browser
async def test_nothing_that_a_page_does_in_the_browser_reaches_an_inner_address() -> None:
    lab, asked = Lab(names={"inner.example": ["127.0.0.1"]}), list[bytes]()
    async with lab.serving("inner", noting(asked)) as inner:
        pages = {
            "/yw/": answer(PROBING.format(inner)),
            "/on": answer(
                status="302 Found", headers={"Location": f"http://inner.example:{inner}/redirected"}
            ),
        }
        async with lab.serving("outer", by_path(pages)) as outer:
            render = BrowserRender(
                user_agent="test", clock=lambda: NOW, configured=[("127.0.0.1", outer)], resolver=lab.resolve
            )
            seen = await render(f"http://127.0.0.1:{outer}/yw/")
            led_on = await render(f"http://127.0.0.1:{outer}/on")
        assert isinstance(seen, Fetched)
        assert "脚本已运行" in seen.text
        assert not isinstance(led_on, Fetched) or led_on.status == 403
    assert not asked


@needs_browser
@pytest.mark.soak
async def test_a_picture_is_bounded_prints_its_day_and_asks_no_inner_address() -> None:
    lab, asked = Lab(names={"inner.example": ["127.0.0.1"]}), list[bytes]()
    async with lab.serving("inner", noting(asked)) as inner:
        pages = {
            "/": answer(PROBING.format(inner) + "<p>很长的页面</p>" * 400),
            "/short": answer("<meta charset=utf-8><p>短页面</p>"),
        }
        async with lab.serving("outer", by_path(pages)) as outer:
            render = BrowserRender(
                user_agent="test", clock=lambda: NOW, configured=[("127.0.0.1", outer)], resolver=lab.resolve
            )
            tall = await render.picture(f"http://127.0.0.1:{outer}/")
            short = await render.picture(f"http://127.0.0.1:{outer}/short")
            nothing = await render.picture(f"http://127.0.0.1:{inner}/")
    assert isinstance(tall, Picture)
    assert isinstance(short, Picture)
    assert isinstance(nothing, Unreached)
    assert (tall.cut, short.cut) == (True, False)
    assert TALLEST < tall.height < TALLEST + 200  # the bar
    assert size_of(short.exchange.body) == (short.width, short.height)
    assert len(tall.png) <= MOST_BYTES
    assert not asked


async def ask_through(proxy: GuardedProxy, question: str) -> bytes:
    """What the proxy makes of one question."""
    async with proxy.listening() as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(question.encode())
        said = await asyncio.wait_for(reader.read(), 5)
        writer.close()
    return said


@every(
    "words",
    [
        "GET http://inner.example:{0}/ HTTP/1.1\r\nHost: inner.example\r\n\r\n",
        "GET http://127.0.0.1:{0}/ HTTP/1.1\r\nHost: a\r\n\r\n",
        "CONNECT inner.example:{0} HTTP/1.1\r\nHost: inner.example\r\n\r\n",
        "CONNECT [::1]:{0} HTTP/1.1\r\n\r\n",
        "GET http://outer.example:{0}/ HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
        "GET ftp://outer.example:{0}/ HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "\r\n\r\n",
        "GET http://outer.example:{0}/ HTTP/1.1\r\nX: " + "a" * 100_000 + "\r\n\r\n",
    ],
)
async def test_the_browsers_proxy_refuses_inner_addresses_and_other_protocols(words: str) -> None:
    lab, asked = Lab(names={"inner.example": ["127.0.0.1"], "outer.example": ["127.0.0.1"]}), list[bytes]()
    async with lab.serving("one", noting(asked)) as port:
        proxy = GuardedProxy(lab.resolve, [("outer.example", port)])
        said = await ask_through(proxy, words.format(port))
    assert said.startswith(b"HTTP/1.1 403 ")
    assert not asked


async def test_the_browsers_proxy_asks_a_configured_host_in_our_words_and_once_a_connection() -> None:
    lab = Lab(names={"outer.example": ["127.0.0.1"]})
    async with lab.serving("outer", by_path({"/a?b": answer("ok")})) as port:
        proxy = GuardedProxy(lab.resolve, [("outer.example", port)])
        twice = (
            f"GET http://outer.example:{port}/a?b HTTP/1.1\r\nHost: outer.example:{port}\r\nProxy-Connection: keep-alive\r\n\r\n"
            * 2
        )
        said = await ask_through(proxy, twice)
    assert said.startswith(b"HTTP/1.1 200 ")
    assert said.count(b"HTTP/1.1") == 1
