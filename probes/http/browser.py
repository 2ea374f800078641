"""A page as a real browser shows it: the last resort for lists that only a script fills, and an optional extra."""

import asyncio
import importlib.util
import shutil
from collections.abc import Collection
from contextlib import suppress
from typing import TYPE_CHECKING

from monitor.domain.observation import Attempt, Exchange
from monitor.domain.reach import Reason
from monitor.domain.text import clean_text
from monitor.domain.timing import Clock
from probes.http.base import Fetched, Unreached
from probes.http.browser_proxy import GuardedProxy
from probes.http.resolve import Resolver, system_resolver

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext, Page

#: Programs that speak Playwright's protocol, by the names distributions give them.
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
#: How long a page may take to settle once it is loaded.
SETTLE_S = 5.0
#: A document longer than this, in characters, is not taken over.
LONGEST = 4_000_000
#: Nothing goes past our proxy: no name is resolved, no address asked, by the browser itself.
_ARGUMENTS = (
    "--disable-background-networking",
    "--no-first-run",
    "--disable-sync",
    "--disable-quic",
    "--dns-prefetch-disable",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--proxy-bypass-list=<-loopback>",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
)


class BrowserRender:
    """
    Renders one page at a time with the system's Chromium; an instance is a `Render`.

    Needs the extra `browser` (Playwright) and a Chromium on the machine; without them it says so. Everything that the
    page asks for, redirects, frames and scripts' requests included, goes through a `GuardedProxy`: public addresses only,
    and hosts that are configured as inner. Web sockets and downloads are refused. Nothing is kept between pages.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        clock: Clock,
        configured: Collection[tuple[str, int]] = (),
        resolver: Resolver = system_resolver,
    ) -> None:
        self._user_agent = user_agent
        self._clock = clock
        self._configured = frozenset(configured)
        self._resolver = resolver
        self._one = asyncio.Lock()

    async def __call__(self, url: str, *, budget_s: float = 30.0) -> Fetched | Unreached:
        """The page's document after its scripts ran, within *budget_s* seconds."""
        program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
        if program is None or importlib.util.find_spec("playwright") is None:
            detail = "needs the extra: pip install 'gov-monitor[browser]', and a Chromium on this machine"
            return Unreached(url=url, reason=Reason.BUG, detail=detail)
        at = self._clock()
        async with self._one:
            try:
                async with asyncio.timeout(budget_s):
                    status, html = await self._render(program, url)
            except TimeoutError:
                return Unreached(
                    url=url, reason=Reason.BODY_TIMEOUT, detail=f"not rendered after {budget_s:g} s"
                )
            except Exception as error:  # Playwright's own errors; what the page does is no bug of ours
                return Unreached(url=url, reason=Reason.BAD_RESPONSE, detail=str(error).splitlines()[0])
        html = clean_text(html)
        body = html.encode()
        exchange = Exchange(
            url=url, at=at, status=status, headers=(("Content-Type", "text/html; charset=utf-8"),), body=body,
            note="the document after scripts ran, as a browser showed it",
        )  # fmt: skip
        attempt = Attempt(
            url=url, reason=Reason.OK, status=status, total_s=(self._clock() - at).total_seconds()
        )
        return Fetched(
            url=url, final_url=url, status=status, body=body, text=html, encoding="utf-8",
            remarks=("browser",), attempts=(attempt,), exchanges=(exchange,),
        )  # fmt: skip

    async def _render(self, program: str, url: str) -> tuple[int, str]:
        from playwright.async_api import TimeoutError as Slow
        from playwright.async_api import async_playwright

        proxy = GuardedProxy(self._resolver, self._configured)
        async with proxy.listening() as port, async_playwright() as playwright:
            browser = await playwright.chromium.launch(
                executable_path=program, args=[f"--proxy-server=http://127.0.0.1:{port}", *_ARGUMENTS]
            )
            try:
                context = await browser.new_context(
                    user_agent=self._user_agent, accept_downloads=False, service_workers="block"
                )
                await context.route_web_socket("**/*", lambda one: one.close())
                page = await context.new_page()
                answer = await page.goto(url, wait_until="load", timeout=0)
                with suppress(Slow):  # a page that polls for ever shows its list all the same
                    await page.wait_for_load_state("networkidle", timeout=SETTLE_S * 1000)
                return (answer.status if answer else 0), await _document(context, page)
            finally:
                await browser.close()


async def _document(context: "BrowserContext", page: "Page") -> str:
    """The document, up to `LONGEST` characters, as a world of our own sees it: the page's scripts cannot bend that."""
    session = await context.new_cdp_session(page)
    tree = await session.send("Page.getFrameTree")
    frame = {"frameId": tree["frameTree"]["frame"]["id"], "worldName": "monitor"}
    world = await session.send("Page.createIsolatedWorld", frame)
    asked = f"document.documentElement ? document.documentElement.outerHTML.slice(0, {LONGEST}) : ''"
    answer = await session.send(
        "Runtime.evaluate",
        {"expression": asked, "contextId": world["executionContextId"], "returnByValue": True},
    )
    return str(answer["result"].get("value", ""))
