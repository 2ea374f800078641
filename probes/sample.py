"""A seeded sample of a site's pages (抽查页面): the homepage, columns, articles and boards; and their logins, followed."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from monitor.domain.content import Dated
from monitor.domain.hosts import is_full_host
from monitor.domain.observation import Exchange, Observation
from monitor.domain.sampled_pages import LoginLink, PageSample, SampledPage
from monitor.domain.site import Site
from monitor.domain.timing import day_of
from probes.base import COLUMNS, Probe, Tools
from probes.http.base import ANYWHERE, Fetched, Unreached
from probes.http.links import host_of
from probes.pages.marks.sampled import read_sampled
from probes.wall.base import ReaderBroke

#: 福建省社会用户实名认证和授权平台
SIGN_ON = ("mztapp.fujian.gov.cn",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`probe.sample = {…}`"""

    columns: int = 3  #: pages drawn of each sort
    articles: int = 3
    boards: int = 3
    logins: int = 4  #: different logins followed
    sign_on: tuple[str, ...] = SIGN_ON  #: hosts at which a login is expected to end

    def __post_init__(self) -> None:
        for host in self.sign_on:  # a blank or a single letter stands on every page
            if not is_full_host(host):
                raise ValueError(
                    f"sign_on: found {host!r}, expected a host name such as {SIGN_ON[0]}, in small letters"
                )


@dataclass(frozen=True, slots=True)
class _Drawn:
    url: str
    sort: str
    title: str = ""
    on: date | None = None


async def run(site: Site, settings: Settings, tools: Tools) -> AsyncIterator[Observation[Any]]:
    """One look at the sample; the draw is stored with it."""
    at, exchanges = tools.clock(), list[Exchange]()
    pages, logins = list[SampledPage](), dict[str, str]()
    for one in _draw(site, settings, tools):
        answer = await tools.fetch(one.url, allowed_hosts=site.allowed_hosts, attempts=2)
        exchanges += answer.exchanges
        page, found = await _read(one, answer, tools)
        pages.append(page)
        for login in found:
            logins.setdefault(login, one.url)
    followed = [
        await _follow(site, page, url, settings, tools, exchanges)
        for url, page in list(logins.items())[: settings.logins]
    ]
    state = "read" if any(one.state == "read" for one in pages) else "unreached"
    facts = PageSample(
        state=state, seed=f"{site.id} {day_of(at)}", pages=tuple(pages), logins=tuple(followed), sign_on=settings.sign_on
    )  # fmt: skip
    yield Observation(subject=site.id, part="sample", at=at, facts=facts, exchanges=tuple(exchanges))


def _draw(site: Site, settings: Settings, tools: Tools) -> list[_Drawn]:
    """The homepage, then what chance draws of columns, of the articles on their lists, and of boards."""
    columns = sorted({one.url for one in site.columns if one.url})
    articles = dict[str, _Drawn]()
    for column in site.columns:
        listing = tools.known.listing(column.id)
        for item in listing.facts.items if listing is not None else ():
            if item.url and host_of(item.url) == host_of(site.url):
                articles[item.url] = _Drawn(item.url, "article", item.title, item.on)
    boards = sorted({*(one.url for one in site.boards if one.url), *site.consult_urls})
    chosen = [_Drawn(site.url, "home")]
    chosen += [_Drawn(one, "column") for one in _drawn(columns, settings.columns, tools)]
    for url in _drawn(sorted(articles), settings.articles, tools):
        reading = tools.known.reading(url)
        published = reading.facts.published if reading is not None else None
        chosen.append(replace(articles[url], on=published.on if isinstance(published, Dated) else None))
    return chosen + [_Drawn(one, "board") for one in _drawn(boards, settings.boards, tools)]


def _drawn(urls: list[str], many: int, tools: Tools) -> list[str]:
    return tools.rng.sample(urls, min(many, len(urls)))


async def _read(one: _Drawn, answer: Any, tools: Tools) -> tuple[SampledPage, tuple[str, ...]]:
    if not isinstance(answer, Fetched):
        reason = answer.reason.value if isinstance(answer, Unreached) else "not_modified"
        return SampledPage(url=one.url, sort=one.sort, state="unreached", reason=reason), ()
    read = await tools.wall.read(read_sampled, answer.text, answer.final_url, one.sort, one.title, one.on)
    if isinstance(read, ReaderBroke):
        return SampledPage(url=one.url, sort=one.sort, state="unreadable", reason=read.reason), ()
    page, logins = read
    return replace(page, load_s=round(answer.elapsed_s, 2), bytes=len(answer.body)), logins


async def _follow(
    site: Site, page: str, url: str, settings: Settings, tools: Tools, exchanges: list[Exchange]
) -> LoginLink:
    if not url:
        return LoginLink(page=page, url="", state="script")
    answer = await tools.fetch(url, allowed_hosts=ANYWHERE, attempts=1)
    exchanges += answer.exchanges
    if not isinstance(answer, Fetched):
        ends_at = host_of(answer.final_url) if isinstance(answer, Unreached) else ""
        state = "expected" if ends_at in settings.sign_on else "unreached"
        return LoginLink(page=page, url=url, ends_at=ends_at, state=state)
    ends_at = host_of(answer.final_url)
    if ends_at in settings.sign_on or any(host in answer.text for host in settings.sign_on):
        return LoginLink(page=page, url=url, ends_at=ends_at, state="expected")
    return LoginLink(page=page, url=url, ends_at=ends_at, state="elsewhere")


PROBE = Probe(Settings, run, duty=COLUMNS, every_days=7, kinds=(PageSample,))
