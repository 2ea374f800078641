"""axe-core on every page of the real server, in both widths; nothing scrolls sideways, everything is reached by keyboard."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher

from monitor.app.configuration import vocabulary
from monitor.config.door import ConfigDoor
from monitor.web.app import make_app
from monitor.web.auth.passwords import Passwords
from storage.access import people
from storage.access.people import Person
from tests.browser.conftest import serve
from tests.config.test_overlay import FILE
from tests.web.pages.world import NOW, World, open_world
from tests.web.test_matrix import paths_of

PASSWORD = "十个字以上的口令-2026"
#: Files and what programs read; a page with a name in its address stands below.
NO_PAGES = ("/feed/", "/static/", "/openapi.json", "/entry.css", "/login/oidc", "/logout")
SAMPLES = (
    "/sites/county", "/accounts/weibo", "/units/office", "/findings/fi_1", "/findings/fi_1/retest", "/history/county/site_unreachable",
    "/rules/fuzhou-2021", "/evidence/{reading}", "/findings?state=all", "/signing?kind=all&state=all", "/search?q=县", "/no-such-page", "/kinds/RL",
    "/ledger/sites/county",
)  # fmt: skip
WIDTHS = ({"width": 1440, "height": 900}, {"width": 390, "height": 844})


@dataclass(slots=True)
class Office:
    """The real server on the county of the page tests, and a browser."""

    url: str
    world: World
    app: Any
    browser: Any

    def addresses(self) -> list[str]:
        """Every page that has no name in its address, and a sample of each that has."""
        plain = {path for path in paths_of(self.app.routes) if "{" not in path}
        forms = {
            path
            for path in plain
            if path.startswith(("/acts/", "/me/", "/sessions/", "/login/", "/notifications/"))
        }
        pages = {path for path in plain - forms if not path.startswith(NO_PAGES) and "." not in path}
        return [*sorted(pages), *(one.replace("{reading}", self.world.reading) for one in SAMPLES)]


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """The server on loopback; skipped where there is no browser."""
    playwright = pytest.importorskip("playwright.async_api", reason="Playwright is not installed")
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("no chromium on this machine (Debian: apt-get install chromium)")
    quick = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    async with open_world(tmp_path) as world, playwright.async_playwright() as started:
        async with world.store.database.write() as connection:
            for name, role, unit in (("lin", "centre", None), ("nong", "unit", "civil")):
                hashed = quick.hash(PASSWORD)
                person = Person(name=name, role=role, unit=unit, password=hashed, created_at=NOW)
                await people.add_person(connection, person)
        file = tmp_path / "sites.toml"
        file.write_text(FILE.replace('"portal"', '"county"'), "utf-8")
        web = replace(world.app.state.web, config=ConfigDoor(file, vocabulary(), world.app.state.web.watch))
        app = make_app(web, passwords=quick)
        browser = await started.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-background-networking"]
        )
        async with serve(app) as url:
            yield Office(url, world, app, browser)
            await browser.close()


@pytest.mark.soak
@pytest.mark.parametrize("name", ["lin", "nong"])
async def test_axe_finds_nothing_on_any_page_and_none_scrolls_sideways(office: Office, name: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.async_playwright").Axe()
    faults: list[object] = []
    for width in WIDTHS:
        context = await office.browser.new_context(base_url=office.url, viewport=width)
        page = await context.new_page()
        await page.goto("/login")
        faults += await look(axe, page, "/login", width["width"])
        await page.get_by_label("用户名").fill(name)
        await page.get_by_label("密码").fill(PASSWORD)
        await page.keyboard.press("Enter")
        await page.wait_for_url(f"{office.url}/")
        for address in office.addresses():
            await page.goto(address)
            faults += await look(axe, page, address, width["width"])
        await context.close()
    assert faults == []


async def look(axe: Any, page: Any, address: str, width: int) -> list[object]:
    """What axe-core finds on the page that is open, and whether it is wider than the window."""
    found: list[object] = []
    wide = await page.evaluate("document.documentElement.scrollWidth")
    if wide > width:
        found.append((address, width, "wide", wide))
    results = await axe.run(page)
    faults = results.response["violations"]
    return found + [
        (address, width, one["id"], [node["html"][:160] for node in one["nodes"][:2]]) for one in faults
    ]
