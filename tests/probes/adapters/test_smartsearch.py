"""smartSearch lists."""

from datetime import date

import respx

from probes.adapters.smartsearch import ADAPTER
from tests.probes.adapters.lists import listed

URL = "http://www.x.gov.cn/zwgk/tzgg/"
SCRIPT = "<script>$.get('/smartSearch/interface/search.do', {express: '(chnlid=120)', siteId: '5'})</script>"


def test_column_and_site_are_found_in_the_script() -> None:
    assert ADAPTER.recognise(SCRIPT, URL) == {"express": "(chnlid=120)", "siteId": "5"}


def test_other_pages_are_not_recognised() -> None:
    assert ADAPTER.recognise("<script>var chnlid=120</script>", URL) is None


async def test_the_newest_are_asked_for_with_the_page_as_referer_and_read(api: respx.MockRouter) -> None:
    row = {"docTitle": "甲", "docrelTime": "2024.03.05 08:00:00", "docPuburl": "http://www.x.gov.cn/1.htm"}
    query = {"express": "(chnlid=120)", "siteId": "5", "order": "-docrelTime", "currentpage": "1"}
    search = api.get(
        "http://www.x.gov.cn/smartSearch/interface/search.do", params=query, headers={"Referer": URL}
    )
    search.respond(json={"total": 1, "docs": [row]})
    listing = await listed(api, URL, f"<html>{SCRIPT}</html>")
    assert (listing.through, listing.newest, listing.total, listing.items[0].url) == (
        "smartsearch",
        date(2024, 3, 5),
        1,
        "http://www.x.gov.cn/1.htm",
    )
