"""A web of a few pages, and tools whose fetch reads it: no socket is opened."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any

from monitor.domain.observation import Homepage, Listing, Observation, Reading, StoredObservation
from monitor.domain.reach import Reason
from monitor.domain.site import Column, ColumnKind, ListSource, Site
from monitor.domain.timing import SHANGHAI
from probes.base import Probe, Tools
from probes.http.base import Answer, Fetch, Fetched, NotModified, Unreached, Validators

NOW = datetime(2026, 11, 20, 9, tzinfo=SHANGHAI)
HOME = "http://www.a.gov.cn/"


@dataclass
class Web:
    """Pages by address; what is not there is a 404. Remembers what was asked."""

    pages: Mapping[str, str]
    unchanged: frozenset[str] = frozenset()
    asked: list[str] = field(default_factory=list)

    async def __call__(self, url: str, *, validators: Validators | None = None, **_: Any) -> Answer:
        self.asked.append(url)
        if validators is not None and url in self.unchanged:
            return NotModified(url=url)
        if url not in self.pages:
            return Unreached(url=url, reason=Reason.HTTP_STATUS, status=404)
        text = self.pages[url]
        return Fetched(url=url, final_url=url, status=200, body=text.encode(), text=text, encoding="utf-8")


@dataclass
class Memory:
    """What is known beforehand."""

    readings: dict[str, StoredObservation[Reading]] = field(default_factory=dict)
    listings: dict[str, StoredObservation[Listing]] = field(default_factory=dict)
    home: StoredObservation[Homepage] | None = None
    texts_read: dict[str, datetime] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)

    def page(self, url: str) -> str:
        return self.pages.get(url, "")

    def texts(self) -> Mapping[str, datetime]:
        return self.texts_read

    def reading(self, url: str) -> StoredObservation[Reading] | None:
        return self.readings.get(url)

    def listing(self, column: str) -> StoredObservation[Listing] | None:
        return self.listings.get(column)

    def homepage(self) -> StoredObservation[Homepage] | None:
        return self.home

    def validators(self, url: str) -> Validators | None:
        return Validators('"x"')


def site(*columns: Column, **more: Any) -> Site:
    return Site(id="s", name="示例", url=HOME, edition="fuzhou-2021", columns=columns, **more)


def column(id: str = "yw", kind: str = "news", source: ListSource | None = None, **more: Any) -> Column:
    return Column(id=id, name=id, url=f"{HOME}{id}/", kind=ColumnKind(kind), list=source, **more)


async def look(
    probe: Probe,
    subject: Site,
    web: Fetch,
    memory: Memory | None = None,
    settings: Any = None,
    render: Any = None,
) -> list[Observation[Any]]:
    tools = Tools(fetch=web, clock=lambda: NOW, rng=Random(0), known=memory or Memory(), render=render)
    found: AsyncIterator[Observation[Any]] = probe.run(subject, settings or probe.settings(), tools)
    return [one async for one in found]


def article(day: str, title: str = "关于防汛安全检查的通知") -> str:
    dated = f"发布时间：{day}" if day else "来源：区应急局"
    return (
        f"<html><title>{title}</title><h1>{title}</h1><p>{dated}</p>"
        + "<p>各有关单位要高度重视，认真贯彻执行。</p>" * 5
        + "</html>"
    )


def rows(*items: tuple[str, str], cls: str = "news_list") -> str:
    lines = "".join(
        f'<li><a href="{url}">第{n}则工作动态信息</a><span>{day}</span></li>'
        for n, (url, day) in enumerate(items)
    )
    return f"<html><title>要闻</title><body><ul class='{cls}'>{lines}</ul></body></html>"
