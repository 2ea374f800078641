"""A column whose list lives elsewhere, looked at through the real fetcher: its page and its list are respx routes."""

from random import Random
from typing import Any

import respx

from monitor.domain.observation import Listing
from monitor.domain.site import Column, ListSource, Site
from probes.base import NothingStored, Tools
from probes.columns import read_column
from tests.probes.api import NOW, fetcher


async def listed(api: respx.MockRouter, url: str, html: str, **source: Any) -> Listing:
    """What the column at *url* lists, whose own page is *html*; *source*: where its configuration says the list is."""
    api.get(url.partition("#")[0]).respond(html=html)
    column = Column(id="tzgg", name="通知公告", url=url, list=ListSource(**source) if source else None)
    site = Site(id="s", name="示例", url="http://www.x.gov.cn/", edition="fuzhou-2021", columns=(column,))
    tools = Tools(fetch=fetcher(api), clock=lambda: NOW, rng=Random(0), known=NothingStored())
    facts = (await read_column(site, column, tools)).facts
    assert len(api.calls) == 2, "one question to the page, one to the list"
    return facts
