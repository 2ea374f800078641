"""A page as a real browser shows it: the last resort for lists that only a script fills, and an optional extra."""

import asyncio
import importlib.util
import shutil
from collections.abc import Collection
from contextlib import suppress
from typing import Any

from monitor.domain.observation import Attempt, Exchange
from monitor.domain.reach import Reason
from monitor.domain.text import clean_text
from monitor.domain.timing import Clock
from probes.http.base import Fetched, Unreached
from probes.http.guard import endpoint, may_ask
from probes.http.resolve import Resolver, system_resolver

#: Programs that speak Playwright's protocol, by the names distributions give them.
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
#: How long a page may take to settle once it is loaded.
SETTLE_S = 5.0


class BrowserRender:
    """
    Renders one page at a time with the system's Chromium; an instance is a `Render`.

    Needs the extra `browser` (Playwright) and a Chromium on the machine; without them it says so. Every request of
    the page passes the same guard as our own: public addresses only, and hosts that are configured as inner. Nothing is kept between pages.
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

        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(
                executable_path=program,
                args=["--disable-background-networking", "--no-first-run", "--disable-sync"],
            )
            try:
                context = await browser.new_context(user_agent=self._user_agent, accept_downloads=False)
                await context.route("**/*", self._allow)
                page = await context.new_page()
                answer = await page.goto(url, wait_until="load", timeout=0)
                with suppress(Slow):  # a page that polls for ever shows its list all the same
                    await page.wait_for_load_state("networkidle", timeout=SETTLE_S * 1000)
                return (answer.status if answer else 0), await page.content()
            finally:
                await browser.close()

    async def _allow(self, route: Any) -> None:
        """Let a request of the page through when its address is public or its host configured."""
        asked = route.request.url
        try:
            addresses = await self._resolver(*endpoint(asked))
        except (OSError, ValueError):
            await route.abort()
            return
        allowed = bool(addresses) and all(may_ask(asked, one, self._configured) for one in addresses)
        await (route.continue_() if allowed else route.abort())
