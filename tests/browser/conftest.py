"""A real browser on the county of the page tests: Debian's Chromium, driven by Playwright, with our own policy in force."""

import asyncio
import shutil
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI, Request, Response

from monitor.domain.access import Viewer
from monitor.web.auth.guard import viewer
from tests.web.pages.world import CENTRE, World, open_world

#: What the server sends with every page that states nothing of its own.
POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; form-action 'self'; frame-src 'self'"


@dataclass(slots=True)
class Desk:
    """The running dashboard, a browser, and all that the browser complained of."""

    url: str
    world: World
    browser: Any
    complaints: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)  #: addresses elsewhere that it set out for
    posted: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @asynccontextmanager
    async def page(self, who: Viewer = CENTRE, **options: Any) -> AsyncIterator[Any]:
        """A fresh window in which *who* is logged in."""
        self.world.app.dependency_overrides[viewer] = lambda: who
        context = await self.browser.new_context(base_url=self.url, **options)

        async def stop(route: Any) -> None:
            """Note and end what would leave this machine; what the policy forbids does not come this far."""
            self.asked.append(route.request.url)
            await route.abort()

        await context.route(lambda address: not address.startswith((self.url, "data:")), stop)
        page = await context.new_page()
        page.on(
            "console", lambda said: self.complaints.append(said.text) if said.type in ("error", "warning") else None
        )  # fmt: skip
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: self.complaints.append(f"dialog: {dialog.message}"))
        try:
            yield page
        finally:
            await context.close()


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """The dashboard on loopback, and the browser."""
    playwright = pytest.importorskip("playwright.async_api", reason="Playwright is not installed")
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("no chromium on this machine (Debian: apt-get install chromium)")
    async with open_world(tmp_path) as world, playwright.async_playwright() as started:
        browser = await started.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-background-networking"]
        )
        found = Desk("", world, browser)
        add_policy(world.app, found)
        async with serve(world.app) as url:
            found.url = url
            yield found
            await browser.close()


def add_policy(app: FastAPI, desk: Desk) -> None:
    """The headers of the real server, and an end for the forms that only remembers what it was sent."""

    @app.middleware("http")
    async def policy(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        answer = await call_next(request)
        answer.headers.setdefault("content-security-policy", POLICY)
        return answer

    @app.post("/acts/{act}")
    async def act(act: str, request: Request) -> Response:
        form = await request.form()
        desk.posted.append((act, {name: str(value) for name, value in form.items()}))
        return Response(status_code=303, headers={"Location": "/findings"})


@asynccontextmanager
async def serve(app: FastAPI) -> AsyncIterator[str]:
    """*app* at an address of its own on loopback."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
    task = asyncio.create_task(server.serve([listener]))
    while not server.started and not task.done():  # noqa: ASYNC110  (uvicorn tells in no other way)
        await asyncio.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        await task
        listener.close()
