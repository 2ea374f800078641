"""
Pages for everybody: assertions of our own, without a browser; axe-core in one is tests/browser/test_axe.py.

Landmarks, one h1, no heading skipped, every field named, table heads with scope, charts with words, nothing inline
that the policy forbids, and the contrast of the palette worked out by WCAG's own formula.
"""

import itertools
import re
from pathlib import Path

import pytest

from tests.web.pages.reading import parse
from tests.web.pages.world import CENTRE, World, unit_user

PAGES = (
    "/", "/subjects", "/due", "/sites", "/sites/county", "/accounts", "/accounts/weibo", "/columns", "/messages", "/units", "/units/office",
    "/findings", "/findings/fi_1", "/findings/fi_2", "/history/county/site_unreachable", "/rules", "/rules/fuzhou-2021",
)  # fmt: skip
STYLE = Path(__file__).parents[3] / "monitor" / "web" / "static" / "style.css"
#: Text on its ground, by their names in the style sheet.
TEXTS = (
    ("ink", "paper"), ("ink", "card"), ("ink", "soft"), ("quiet", "paper"), ("quiet", "card"), ("quiet", "soft"), ("deed", "card"), ("deed", "paper"),
    ("deed-ink", "deed"), ("top-ink", "top"), ("top-quiet", "top"), ("fail", "card"), ("due", "card"), ("unknown", "card"), ("pass", "card"),
    ("fail", "fail-paper"), ("due", "due-paper"), ("unknown", "unknown-paper"), ("pass", "pass-paper"), ("none", "none-paper"),
    ("card", "fail"), ("unknown", "cell-blocked"), ("fail", "soft"), ("late", "card"), ("late", "late-paper"), ("late", "soft"), ("unknown", "soft"), ("due", "soft"), ("pass", "soft"),
)  # fmt: skip
#: Marks that are not text: 3 to 1 is enough.
SHAPES = (("due-shape", "card"), ("fail", "cell-opened"), ("mark-opened", "card"), ("quiet", "card"))


async def pages(world: World) -> list[tuple[str, str]]:
    found = []
    for who in (CENTRE, unit_user("civil")):
        async with world.as_(who) as browser:
            for page in (*PAGES, f"/evidence/{world.reading}", f"/evidence/{world.reading}/text"):
                answer = await browser.get(page)
                if answer.status_code == 200:
                    found.append((page, answer.text))
    assert len(found) > len(PAGES) + 8
    return found


async def test_every_page_has_its_landmarks_its_language_and_a_way_past_the_menu(world: World) -> None:
    for page, html in await pages(world):
        tree = parse(html)
        assert tree.css_first("html").attributes["lang"] == "zh-CN", page
        assert len(tree.css("main")) == len(tree.css("h1")) == 1, page
        assert tree.css_first("a.skip").attributes["href"] == "#main", page
        assert tree.css_first("main").attributes["id"] == "main", page
        assert tree.css_first("nav[aria-label]"), page
        assert tree.css_first("title").text().endswith(" · 政府网站与政务新媒体监测"), page


async def test_headings_never_skip_a_level(world: World) -> None:
    for page, html in await pages(world):
        levels = [int(one.tag[1]) for one in parse(html).css("h1, h2, h3, h4, h5")]
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), (page, levels)


async def test_every_field_button_and_link_has_a_name(world: World) -> None:
    for page, html in await pages(world):
        tree = parse(html)
        for field in tree.css("input:not([type=hidden]), select, textarea"):
            node = field.parent
            while node is not None and node.tag != "label":
                node = node.parent
            assert node is not None, (page, field.html)
            assert node.text(deep=False, strip=True), (page, field.html)
        for one in tree.css("a, button, summary"):
            assert one.text(strip=True) or one.attributes.get("aria-label"), (page, one.html)


async def test_tables_have_heads_with_scope_and_charts_have_words(world: World) -> None:
    for page, html in await pages(world):
        tree = parse(html)
        assert all(one.attributes.get("scope") in ("col", "row") for one in tree.css("th")), page
        for chart in tree.css("svg"):
            hidden = chart.attributes.get("aria-hidden") == "true"
            assert hidden or (chart.attributes.get("role") == "img" and chart.attributes.get("aria-label")), (
                page
            )
        assert all(one.attributes.get("title") for one in tree.css("iframe")), page
        assert all(one.attributes.get("aria-label") for one in tree.css("[role=region]")), page


async def test_ids_are_unique_and_labels_point_at_them(world: World) -> None:
    for page, html in await pages(world):
        ids = [one.attributes["id"] for one in parse(html).css("[id]")]
        assert len(ids) == len(set(ids)), (page, sorted(one for one in ids if ids.count(one) > 1))
        for one in parse(html).css("[aria-labelledby]"):
            assert one.attributes["aria-labelledby"] in ids, page


async def test_nothing_on_a_page_needs_more_than_the_strict_policy(world: World) -> None:
    for page, html in await pages(world):
        tree = parse(html)
        assert tree.css("[style], style, script, [onclick], [onload], base, object, embed") == [], page
        for one in tree.css("[src], link[href]"):
            where = one.attributes.get("src") or one.attributes["href"]
            assert where is not None
            assert where.startswith(("/", "data:,")), (page, where)


async def test_a_state_is_never_told_by_colour_alone(world: World) -> None:
    for page, html in await pages(world):
        for badge in parse(html).css(".badge"):
            assert re.search(r"[\u4e00-\u9fff]", badge.text()), (page, badge.html)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_palette_has_the_contrast_of_wcag_aa(scheme: str) -> None:
    colours = palette(scheme)
    for text, ground in TEXTS:
        assert contrast(colours[text], colours[ground]) >= 4.5, (scheme, text, ground)
    for shape, ground in SHAPES:
        assert contrast(colours[shape], colours[ground]) >= 3, (scheme, shape, ground)


def palette(scheme: str) -> dict[str, str]:
    """The colours of the style sheet by name; the dark ones over the light ones."""
    light, dark, *_ = re.findall(r":root \{(.*?)\}", STYLE.read_text("utf-8"), re.DOTALL)
    found = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", light))
    if scheme == "dark":
        found |= dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", dark))
    return found


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2."""
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
