"""A new district of 120 columns by the keyboard alone, two people at one column, a wrong sheet: in a real browser, on the whole server."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from monitor.app.config_watcher import ConfigWatcher
from monitor.app.configuration import read_watch, vocabulary
from monitor.config.door import ConfigDoor
from monitor.domain.site import Frequency
from storage.decisions.config_edits import newest_edit
from tests.browser.conftest import serve
from tests.config.test_overlay import FILE
from tests.databases import sqlite_url
from tests.web.conftest import PASSWORD, build_house
from tests.web.test_ledger import Desk as LedgerDesk
from tests.web.test_ledger import filled, found

#: Keys that the run may take from the first page of the ledger to the saved site: the figures are what people count.
MOST_KEYS = 90

#: A browser on a loaded machine is given this long.
PATIENCE_MS = 120_000


@dataclass
class Office:
    """The whole server with an editable ledger, at an address, and a browser."""

    url: str
    desk: LedgerDesk
    browser: Any

    @asynccontextmanager
    async def page(self, name: str, width: int = 1440) -> AsyncIterator[Any]:
        """A window in which *name* logged in by the form."""
        context = await self.browser.new_context(base_url=self.url, viewport={"width": width, "height": 900})
        page = await context.new_page()
        await page.goto("/login")
        await page.fill("input[name=name]", name)
        await page.fill("input[name=password]", PASSWORD)
        await page.keyboard.press("Enter")
        await page.wait_for_selector("header nav")
        yield page
        await context.close()


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    playwright = pytest.importorskip("playwright.async_api", reason="Playwright is not installed")
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("no chromium on this machine (Debian: apt-get install chromium)")
    url, path = sqlite_url(tmp_path / "monitor.db"), tmp_path / "sites.toml"
    path.write_text(FILE, "utf-8")
    async with build_house(url, tmp_path) as house, playwright.async_playwright() as started:
        follow = ConfigWatcher(
            path, lambda one: read_watch(one, url), lambda: house.now[0], lambda: newest_edit(url)
        )
        house.web = replace(house.web, watch=follow, config=ConfigDoor(path, vocabulary(), follow.look))
        house.app.state.web = house.web
        for name in ("wang", "zhao"):
            await house.person(name, "centre")
        browser = await started.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-background-networking"]
        )
        async with serve(house.app) as address:
            yield Office(address, LedgerDesk(house, path, url), browser)
            await browser.close()


async def tab_to(page: Any, selector: str, most: int = 200) -> int:
    """Press Tab until *selector* has the focus; how often."""
    for pressed in range(most):
        if await page.evaluate("one => document.activeElement?.matches(one)", selector):
            return pressed
        await page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard never reaches {selector}")


async def enter(page: Any) -> None:
    async with page.expect_navigation(wait_until="domcontentloaded", timeout=PATIENCE_MS):
        await page.keyboard.press("Enter")


@pytest.mark.soak
@pytest.mark.parametrize("width", [1440, 390])
async def test_a_district_of_120_columns_is_saved_by_the_keyboard_alone(office: Office, width: int) -> None:
    job = await office.desk.job("discover", "http://d.example.gov.cn/", found(240))
    async with office.page("wang", width) as page:
        await page.goto(f"/ledger/drafts/{job}")
        keys = await tab_to(page, "select[name=bulk-freq]")
        for _ in range(4):
            await page.keyboard.press("ArrowDown")
        keys += await tab_to(page, "input[name=bulk-unit]")
        await page.keyboard.type("区大数据局")
        keys += await tab_to(page, "button[value=apply]")
        await enter(page)
        assert await page.evaluate("document.activeElement.value") == "apply"  # it goes on where it was
        keys += await tab_to(page, "button[value=save]:not(.hidden)")
        await enter(page)
        assert page.url.endswith("/ledger/sites/d?done=ledger")
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert keys + 7 <= MOST_KEYS
    columns = office.desk.watch.site("d").columns
    assert (len(columns), {one.frequency for one in columns}) == (120, {Frequency.MONTHLY})


@pytest.mark.soak
async def test_of_two_at_one_column_the_second_sees_the_first_and_a_wrong_sheet_names_its_cells(
    office: Office, tmp_path: Path
) -> None:
    async with office.page("wang") as one, office.page("zhao") as other:
        for page in (one, other):
            await page.goto("/ledger/sites/portal")
        await one.select_option("select[name=freq-0]", "weekly")
        await other.select_option("select[name=freq-0]", "annual")
        for page in (one, other):
            async with page.expect_navigation():
                await page.click("fieldset.bulk button[value=save]")
        assert one.url.endswith("done=ledger")
        assert "已被他人修改" in await other.inner_text("[role=alert]")
        assert await other.input_value("select[name=freq-0]") == "annual"
        await office.desk.house.log_in("wang")
        for name, cells, words in (
            ("wrong.xlsx", {"H4": "天天"}, "第4行H列"), ("right.xlsx", {"E4": "头条"}, ""),
        ):  # fmt: skip
            (tmp_path / name).write_bytes(await filled(office.desk, "", **cells))
            await one.goto("/ledger/book")
            await one.set_input_files("input[type=file]", str(tmp_path / name))
            async with one.expect_navigation():
                await one.click("form.narrow button")
            if words:
                assert words in await one.inner_text("[role=alert]")
        async with one.expect_navigation():
            await one.click("button[value=accept]")
    assert office.desk.watch.site("portal").columns[0].name == "头条"
