"""The real browser as last resort: a list that only a script fills, and what it must not ask."""

import shutil

import pytest

from monitor.demo.lab import Lab, answer, by_path
from monitor.domain.content import ListState
from monitor.domain.reach import Reason
from probes.columns import PROBE
from probes.http.base import Fetched, Unreached
from probes.http.browser import PROGRAMS, BrowserRender
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
