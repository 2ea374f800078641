"""The newer pages in a real browser: everything by keyboard, on paper what a table says, the three daily paths with their keys counted."""

from typing import Any

import pytest

from tests.browser.test_axe import PASSWORD, Office, office  # noqa: F401  (the fixture)

pytestmark = pytest.mark.soak

PAGES = (
    "/findings", "/findings/fi_1", "/signing", "/patrol", "/jobs", "/ledger", "/ledger/sites/county", "/ledger/units", "/kinds", "/kinds/RL",
    "/materials", "/sessions", "/me", "/notifications", "/search?q=县",
)  # fmt: skip
#: What can have the focus within the page.
FOCUSABLE = "main a[href], main button:not([tabindex]), main input:not([type=hidden]), main select, main textarea, main summary"
#: Those of them that are seen and not reached yet.
UNREACHED = f"""() => [...document.querySelectorAll({FOCUSABLE!r})]
  .filter(one => one.checkVisibility() && !one.disabled && !one.dataset.reached).map(one => one.outerHTML.slice(0, 120))"""
MARK = """() => { const one = document.activeElement; if (one === document.body) return 'end';
  one.dataset.reached = 1; return getComputedStyle(one).outlineStyle === 'none' ? one.outerHTML.slice(0, 120) : '' }"""


async def enter(office: Office, name: str, **options: Any) -> Any:  # noqa: F811
    """A window in which *name* is logged in."""
    context = await office.browser.new_context(base_url=office.url, **options)
    page = await context.new_page()
    await page.goto("/login")
    await page.get_by_label("用户名").fill(name)
    await page.get_by_label("密码").fill(PASSWORD)
    await page.keyboard.press("Enter")
    await page.wait_for_url(f"{office.url}/")
    return page


async def tab_to(page: Any, selector: str, most: int = 150) -> int:
    """Press Tab until what *selector* names has the focus; how often."""
    for keys in range(1, most):
        await page.keyboard.press("Tab")
        if await page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return keys
    raise AssertionError(f"{selector} is not reached in {most} keys")


async def test_every_control_is_reached_by_keyboard_and_seen_while_it_has_the_focus(office: Office) -> None:  # noqa: F811
    page = await enter(office, "lin", viewport={"width": 1440, "height": 900})
    faults: list[Any] = []
    for address in PAGES:
        assert (await page.goto(address)).status == 200, address
        for _ in range(400):
            await page.keyboard.press("Tab")
            if (said := await page.evaluate(MARK)) == "end":
                break
            faults += [(address, "no outline", said)] if said else []
        faults += [(address, "not reached", one) for one in await page.evaluate(UNREACHED)]
    assert faults == []


async def test_on_paper_tables_stay_and_what_is_pressed_goes(office: Office) -> None:  # noqa: F811
    page = await enter(office, "lin", viewport={"width": 800, "height": 1100})
    for address in PAGES:
        await page.emulate_media(media="screen")
        await page.goto(address)
        tables = await page.locator("main table:visible").count()
        await page.emulate_media(media="print")
        assert await page.locator("main table:visible").count() == tables, address
        assert await page.locator("header nav:visible, button:visible").count() == 0, address
        assert await page.evaluate("document.documentElement.scrollWidth") <= 800, address


async def test_a_unit_asks_for_a_retest_from_its_first_page_by_keyboard(office: Office) -> None:  # noqa: F811
    page = await enter(office, "nong", viewport={"width": 390, "height": 844})
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")  # to the text
    keys = 2 + await tab_to(page, "a[href^='/findings/fi_']")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/findings/fi_1")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    keys += 3 + await tab_to(page, "form[action='/acts/mended'] button")
    await page.keyboard.press("Enter")
    await page.get_by_role("status").first.wait_for()
    assert "已申请复测" in await page.get_by_role("status").first.inner_text()
    assert keys + 1 <= 40


async def test_the_quarters_signing_is_one_act_by_keyboard(office: Office) -> None:  # noqa: F811
    page = await enter(office, "lin", viewport={"width": 1440, "height": 900})
    await page.goto("/signing")
    open_lines = await page.locator("input[name='tick']").count()
    assert open_lines > 2
    keys = await tab_to(page, "input[name='tick']")
    await page.keyboard.press("Space")  # the one that is left out
    keys += 1 + await tab_to(page, "select[name='scope']", 200)
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("ArrowDown")  # all but the ticked
    keys += 2 + await tab_to(page, "select[name='outcome']")
    await page.keyboard.press("ArrowDown")
    keys += 1 + await tab_to(page, "input[name='reason']")
    await page.keyboard.type("逐项核实，未见问题")
    keys += await tab_to(page, "form[action='/acts/signing'] button")
    await page.keyboard.press("Enter")
    await page.get_by_role("status").first.wait_for()
    assert "签字已逐项记录" in await page.get_by_role("status").first.inner_text()
    await page.goto("/signing")
    assert await page.locator("input[name='tick']").count() == 1
    assert keys <= 120
