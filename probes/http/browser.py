"""A page as a real browser shows it: the last resort for lists that only a script fills, and an optional extra."""

import asyncio
import importlib.util
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from monitor.domain.observation import Attempt, Exchange
from monitor.domain.reach import Reason
from monitor.domain.text import clean_text
from monitor.domain.timing import Clock
from probes.http.base import Fetched, Unreached
from probes.http.browser_picture import Picture, asked_apart, picture_of
from probes.http.browser_proxy import GuardedProxy
from probes.http.resolve import Resolver, system_resolver

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, Page

Found = TypeVar("Found")

#: Programs that speak Playwright's protocol, by the names distributions give them.
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
MISSING = "needs the extra: pip install 'gov-monitor[browser]', and a Chromium on this machine"
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
        at = self._clock()
        found = await self._within(url, budget_s, lambda program: self._render(program, url))
        if isinstance(found, Unreached):
            return found
        status, html = found[0], clean_text(found[1])
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

    async def picture(self, url: str, *, budget_s: float = 45.0) -> Picture | Unreached:
        """How the page looks, with a bar below it that prints address, day and time; within *budget_s* seconds."""
        return await self._within(url, budget_s, lambda program: self._shoot(program, url))

    async def _within(
        self, url: str, budget_s: float, work: Callable[[str], Awaitable[Found]]
    ) -> Found | Unreached:
        """What *work* gives with the browser's program, one page at a time; why there is nothing."""
        program = program_of()
        if program is None:
            return Unreached(url=url, reason=Reason.BUG, detail=MISSING)
        async with self._one:
            try:
                async with asyncio.timeout(budget_s):
                    return await work(program)
            except TimeoutError:
                return Unreached(
                    url=url, reason=Reason.BODY_TIMEOUT, detail=f"not rendered after {budget_s:g} s"
                )
            except Exception as error:  # Playwright's own errors; what the page does is no bug of ours
                return Unreached(url=url, reason=Reason.BAD_RESPONSE, detail=str(error).splitlines()[0])

    async def _render(self, program: str, url: str) -> tuple[int, str]:
        async with self._opened(program, url) as shown:
            return shown.status, await _document(shown.context, shown.page)

    async def _shoot(self, program: str, url: str) -> Picture:
        async with self._opened(program, url) as shown:
            return await picture_of(
                shown.browser, shown.context, shown.page, url, shown.status, self._clock()
            )

    @asynccontextmanager
    async def _opened(self, program: str, url: str) -> AsyncIterator["_Shown"]:
        """The page at *url*, loaded, in a browser of its own."""
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
                yield _Shown(browser, context, page, answer.status if answer else 0)
            finally:
                await browser.close()


@dataclass(frozen=True, slots=True)
class _Shown:
    """A page that is open in a browser."""

    browser: "Browser"
    context: "BrowserContext"
    page: "Page"
    status: int


def program_of() -> str | None:
    """The browser's program; None: the extra `browser` or a Chromium is missing."""
    if importlib.util.find_spec("playwright") is None:
        return None
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


async def _document(context: "BrowserContext", page: "Page") -> str:
    """The document, up to `LONGEST` characters, as a world of our own sees it: the page's scripts cannot bend that."""
    asked = f"document.documentElement ? document.documentElement.outerHTML.slice(0, {LONGEST}) : ''"
    return str(await asked_apart(context, page, asked) or "")
