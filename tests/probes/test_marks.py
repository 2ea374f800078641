"""A look at a homepage's marks: one request, and never a fault of the site when it does not open."""

from monitor.domain.page_marks import MarkId, MarkState
from probes.marks import PROBE

from .pages.test_marks import FOOT, page
from .world import HOME, Web, look, site


async def test_one_request_tells_all_marks() -> None:
    web = Web({HOME: page(FOOT)})
    [seen] = await look(PROBE, site(), web)
    assert (seen.facts.state, seen.facts.of(MarkId.SITE_CODE).value) == ("read", "3501040001")
    assert web.asked == [HOME]


async def test_a_site_that_does_not_open_tells_nothing_of_its_marks() -> None:
    [seen] = await look(PROBE, site(), Web({}))
    assert (seen.facts.state, seen.facts.of(MarkId.ICP).state) == ("unreached", MarkState.NOT_TOLD)
