"""smartSearch lists."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

from probes.adapters.smartsearch import ADAPTER

URL = "http://www.x.gov.cn/zwgk/tzgg/"
SCRIPT = "<script>$.get('/smartSearch/interface/search.do', {express: '(chnlid=120)', siteId: '5'})</script>"


def test_column_and_site_are_found_in_the_script() -> None:
    assert ADAPTER.recognise(SCRIPT, URL) == {"express": "(chnlid=120)", "siteId": "5"}


def test_other_pages_are_not_recognised() -> None:
    assert ADAPTER.recognise("<script>var chnlid=120</script>", URL) is None


def test_the_newest_are_asked_for_with_the_page_as_referer() -> None:
    ask = ADAPTER.request({"express": "(chnlid=120)", "siteId": "5"}, URL)
    assert ask is not None
    query = parse_qs(urlsplit(ask.url).query)
    assert (query["express"], query["order"], ask.headers["Referer"]) == (
        ["(chnlid=120)"],
        ["-docrelTime"],
        URL,
    )


def test_its_answer_is_read() -> None:
    text = '{"total":1,"docs":[{"docTitle":"甲","docrelTime":"2024.03.05 08:00:00","docPuburl":"http://www.x.gov.cn/1.htm"}]}'
    listing = ADAPTER.read(text, URL, {}, None)
    assert (listing.newest, listing.total, listing.items[0].url) == (
        date(2024, 3, 5),
        1,
        "http://www.x.gov.cn/1.htm",
    )
