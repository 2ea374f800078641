"""Named pages are found by links, looked at once each, and never a fault of the site when they do not open."""

from probes.elements import PROBE, Settings

from .pages.test_elements import WHOLE
from .world import HOME, Web, look, site

LINKS = f'<body><a href="{HOME}xxgk/">政府信息公开</a><a href="{HOME}qz/">权责清单</a></body>'
HUB = f'<body><a href="{HOME}gkzn/">政府信息公开指南</a></body>'


async def test_pages_are_found_on_the_homepage_and_on_the_disclosure_platform() -> None:
    web = Web({HOME: LINKS, f"{HOME}xxgk/": HUB, f"{HOME}gkzn/": f"<body>{WHOLE}</body>"})
    seen = {one.part: one.facts for one in await look(PROBE, site(), web)}
    guide = seen["disclosure_guide"]
    assert (guide.state, guide.url, guide.found_by) == ("read", f"{HOME}gkzn/", "政府信息公开指南")
    assert (seen["power_list"].state, seen["power_list"].reason) == ("unreached", "http_status")
    assert (seen["debt"].state, seen["debt"].reason) == ("not_found", "no_link")


async def test_a_configured_address_is_taken_and_a_homepage_that_does_not_open_says_nothing_of_links() -> (
    None
):
    web = Web({f"{HOME}zn/": f"<body>{WHOLE}</body>"})
    said = Settings(pages={"disclosure_guide": f"{HOME}zn/"})
    seen = {one.part: one.facts for one in await look(PROBE, site(), web, settings=said)}
    assert (seen["disclosure_guide"].state, seen["disclosure_guide"].found_by) == ("read", "configured")
    assert (seen["debt"].state, seen["debt"].reason) == ("unreached", "home_unread")
