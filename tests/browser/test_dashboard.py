"""The dashboard in a real browser: the operator's morning, a phone, a unit's answer, a hostile page, the keyboard."""

import pytest

from tests.browser.conftest import Desk
from tests.web.pages.world import unit_user

PAGES = (
    "/", "/sites", "/sites/county", "/accounts", "/accounts/weibo", "/columns", "/messages", "/units", "/units/office",
    "/findings", "/findings/fi_1", "/history/county/site_unreachable", "/rules", "/rules/fuzhou-2021",
)  # fmt: skip
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}


async def test_the_operators_morning(desk: Desk) -> None:
    async with desk.page() as page:
        await page.goto("/")
        assert await page.locator(".tile.fail b").first.inner_text() == "1"
        await (
            page.get_by_role("region", name="不合格").get_by_role("link", name="闽江县人民政府").first.click()
        )
        await page.wait_for_url("**/sites/county")
        assert await page.get_by_role("img", name="最近7天每小时访问情况").is_visible()
        await page.get_by_text("用表格看").click()
        assert await page.get_by_text("服务器迟迟不应答", exact=False).last.is_visible()
        await page.get_by_role("region", name="栏目").get_by_label("依据1").first.click()
        await page.wait_for_url("**/evidence/ob_*")
        assert await page.get_by_text("与存证一致").is_visible()
    assert desk.asked == []


@pytest.mark.soak
async def test_nothing_complains_on_any_page(desk: Desk) -> None:
    async with desk.page() as page:
        for address in PAGES:
            answer = await page.goto(address)
            assert answer.status == 200, address
    assert desk.complaints == []
    assert desk.asked == []


@pytest.mark.soak
async def test_a_phone_never_scrolls_sideways(desk: Desk) -> None:
    async with desk.page(**PHONE) as page:
        for address in (*PAGES, f"/evidence/{desk.world.listing}", f"/evidence/{desk.world.reading}/text"):
            await page.goto(address)
            wide = await page.evaluate("document.documentElement.scrollWidth")
            assert wide <= 390, (address, wide)


#: Gives each list of choices one with a name of a hundred letters, as sites and units have them.
LONG_NAMES = """for (const one of document.querySelectorAll("select")) one.add(new Option("名".repeat(100), "x", true, true));"""


@pytest.mark.parametrize("address", ["/sites", "/columns", "/findings", "/search"])
async def test_at_400_percent_a_list_of_long_names_scrolls_nothing_sideways(desk: Desk, address: str) -> None:
    async with desk.page(viewport={"width": 320, "height": 640}) as page:
        await page.goto(address)
        await page.evaluate(LONG_NAMES)
        assert await page.evaluate("document.documentElement.scrollWidth") <= 320


async def test_a_hostile_title_shows_as_text(desk: Desk) -> None:
    async with desk.page() as page:
        await page.goto("/columns")
        assert "<script>alert(1)</script>=cmd|' /C calc'!A0" in await page.locator("tbody").inner_text()
    assert desk.complaints == []


async def test_a_hostile_page_is_seen_in_its_frame_and_can_do_nothing(desk: Desk) -> None:
    async with desk.page() as page:
        await page.goto(f"/evidence/{desk.world.reading}")
        await page.locator("iframe").scroll_into_view_if_needed()
        frame = page.frame_locator("iframe")
        assert await frame.locator("h1").inner_text() == "关于低保的公告"
        assert not any(one.startswith("dialog") for one in desk.complaints)
        assert any("sandboxed" in one for one in desk.complaints), "its script was met and stopped"
        assert any("img-src data:" in one for one in desk.complaints), "and its outside picture too"
    assert desk.asked == []


@pytest.mark.soak
async def test_everything_is_reached_by_keyboard(desk: Desk) -> None:
    async with desk.page() as page:
        await page.goto("/")
        await page.keyboard.press("Tab")
        assert await page.evaluate("document.activeElement.textContent") == "跳到正文"
        assert await page.evaluate("document.activeElement.getBoundingClientRect().left >= 0"), (
            "seen while focused"
        )
        await page.keyboard.press("Enter")
        assert await page.evaluate("document.activeElement.id") == "main"
        reached = set()
        for _ in range(200):
            await page.keyboard.press("Tab")
            focused = await page.evaluate(
                "[document.activeElement.getAttribute('href') || document.activeElement.tagName, getComputedStyle(document.activeElement).outlineStyle]"
            )
            if focused[0] == "BODY":
                break
            assert focused[1] != "none", focused
            reached.add(focused[0])
        links = await page.eval_on_selector_all("main a", "all => all.map(one => one.getAttribute('href'))")
        assert set(links) <= reached


async def test_a_unit_answers_its_finding(desk: Desk) -> None:
    async with desk.page(unit_user("civil"), **PHONE) as page:
        await page.goto("/findings/fi_1")
        await page.get_by_label("整改措施").fill("三日内补发")
        await page.get_by_label("完成日期").fill("2026-11-23")
        await page.get_by_role("button", name="提交承诺").click()
        await page.wait_for_url("**/findings")
    assert desk.posted == [
        (
            "promise",
            {"csrf": "token-of-civil", "finding": "fi_1", "note": "三日内补发", "until": "2026-11-23"},
        )
    ]


@pytest.mark.soak
@pytest.mark.parametrize("address", ["/", "/sites/county"])
async def test_it_works_without_javascript(desk: Desk, address: str) -> None:
    async with desk.page(java_script_enabled=False) as page:
        await page.goto(address)
        assert await page.get_by_text("168次访问中9次未能打开").first.is_visible()
        assert await page.locator("svg.chart").first.is_visible()


@pytest.mark.soak
async def test_on_paper_there_are_the_facts_and_no_menu(desk: Desk) -> None:
    async with desk.page() as page:
        await page.goto("/sites/county")
        await page.emulate_media(media="print")
        assert not await page.get_by_role("navigation", name="主导航").is_visible()
        assert not await page.locator(".acts").is_visible()
        assert await page.get_by_text("168次访问中9次未能打开").is_visible()


@pytest.mark.soak
async def test_the_contrast_of_every_text_is_wcag_aa_in_both_schemes(desk: Desk) -> None:
    """Worked out from the colours that the browser really uses; text on a drawing is left to the palette's test."""
    for scheme in ("light", "dark"):
        async with desk.page(color_scheme=scheme) as page:
            for address in ("/", "/sites/county", "/findings/fi_1", "/rules/fuzhou-2021"):
                await page.goto(address)
                assert await page.evaluate(CONTRAST) == [], (scheme, address)


CONTRAST = """() => {
  const channel = value => { value /= 255; return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4 };
  const parts = colour => colour.match(/[\\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const ground = one => { for (; one; one = one.parentElement) { const c = parts(getComputedStyle(one).backgroundColor);
    if (c.length < 4 || c[3] === 1) return c } return [255, 255, 255] };
  const poor = [];
  for (const one of document.querySelectorAll('body *')) {
    if (one.closest('svg') || !one.checkVisibility()) continue;
    if (![...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim())) continue;
    const [a, b] = [luminance(parts(getComputedStyle(one).color)), luminance(ground(one))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) poor.push(one.tagName + ' ' + one.className + ' ' + one.textContent.slice(0, 20));
  }
  return poor;
}"""
