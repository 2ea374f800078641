"""Takes the README's pictures of the dashboard from a run of the demo (`make screens`; needs chromium and a CJK font)."""

import asyncio
import shutil
import socket
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from playwright.async_api import async_playwright

from monitor.app.configuration import read_watch
from monitor.app.runtime import Runtime, open_runtime
from monitor.cli.demo import play
from monitor.domain.access import Role, Viewer
from monitor.domain.timing import DAY, system_clock
from monitor.web.auth.guard import viewer
from monitor.web.context import Web
from monitor.web.pages.router import ROUTER

#: File name, page, width and height of the window.
PICTURES = (("dashboard.png", "/", 1280, 1240), ("site.png", "/sites/education", 1280, 1640))


async def main(target: Path) -> None:
    """Run the demo once, judge the week before as well, and write the pictures to *target*."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        await play(folder, once=True, port=0, clock=system_clock)
        watch = read_watch(folder / "sites.toml")
        async with open_runtime(
            watch, f"sqlite+aiosqlite:///{folder / 'monitor.db'}", system_clock
        ) as runtime:
            now = runtime.clock()
            for back in range(6, 0, -1):
                await runtime.judge(watch.sites, now - back * DAY + timedelta(minutes=1))
            await _take(runtime, target)


async def _take(runtime: Runtime, target: Path) -> None:
    app = FastAPI()
    app.state.web = Web(watch=lambda: runtime.watch, store=runtime.store, clock=runtime.clock)
    app.include_router(ROUTER)
    app.dependency_overrides[viewer] = lambda: Viewer(name="wang", full_name="值班员", role=Role.CENTRE)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        task = asyncio.create_task(server.serve([listener]))
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(
                executable_path=shutil.which("chromium"),
                args=["--no-sandbox", "--disable-background-networking"],
            )
            for name, page, width, height in PICTURES:
                window = await browser.new_page(viewport={"width": width, "height": height}, locale="zh-CN")
                await window.goto(f"http://127.0.0.1:{listener.getsockname()[1]}{page}")
                await window.screenshot(path=target / name)
            await browser.close()
        server.should_exit = True
        await task


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
