"""A site's own search tried with what it published (检索试查): exact titles, one wrong character, pinyin."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from monitor.domain.hosts import is_web_address
from monitor.domain.observation import Exchange, Observation
from monitor.domain.page_marks import MarkState
from monitor.domain.reach import is_blocked
from monitor.domain.site import Site
from monitor.domain.site_search import SearchLook, SearchTrial
from monitor.domain.timing import day_of
from probes.base import COLUMNS, Probe, Tools
from probes.http.base import Fetched, Unreached
from probes.pages.marks.outline import outline_of
from probes.pages.marks.search import QUERY, ResultsRead, asking, read_results, search_address
from probes.wall.base import ReaderBroke

#: Words that citizens look for, by their pinyin.
PINYIN = (("shebao", "社保"), ("gongjijin", "公积金"), ("yibao", "医保"), ("hukou", "户口"))
#: An index may take so long to hold a new article, and an older one may have been moved away.
YOUNGEST, OLDEST = timedelta(days=3), timedelta(days=120)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`probe.search = {…}`"""

    url: str = ""  #: the search's address with {query}; "" the homepage's own form is taken
    services: str = ""  #: that of the service platform (办事服务检索), with {query}
    titles: int = 3  #: drawn of the site's recent articles
    first: int = 10  #: a result counts among the first so many

    def __post_init__(self) -> None:
        for key, said in (("url", self.url), ("services", self.services)):
            if said and not (is_web_address(said) and QUERY in said):
                raise ValueError(
                    f"{key}: expected an http:// or https:// address with {{query}} where the words stand"
                )


async def run(site: Site, settings: Settings, tools: Tools) -> AsyncIterator[Observation[Any]]:
    """One look at the site's search, and one at that of its services where that is configured."""
    at, exchanges = tools.clock(), list[Exchange]()
    facts = await _site_search(site, settings, tools, exchanges)
    yield Observation(subject=site.id, part="site", at=at, facts=facts, exchanges=tuple(exchanges))
    if settings.services:
        at, exchanges = tools.clock(), []
        asked = [("word", word, word) for _, word in PINYIN[:2]]
        asked += [("pinyin", *PINYIN[0])]
        facts = await _try(site, settings.services, "configured", asked, (), settings, tools, exchanges)
        yield Observation(subject=site.id, part="services", at=at, facts=facts, exchanges=tuple(exchanges))


async def _site_search(site: Site, settings: Settings, tools: Tools, exchanges: list[Exchange]) -> SearchLook:
    home = await tools.fetch(site.url, allowed_hosts=site.allowed_hosts, attempts=2)
    exchanges += home.exchanges
    address, found_by, others = settings.url, "configured", tuple[str, ...]()
    is_read = False
    if isinstance(home, Fetched):
        outline = await tools.wall.read(outline_of, home.text, home.final_url)
        others = () if isinstance(outline, ReaderBroke) else tuple(sorted(outline.words))
        if not address:
            found = await tools.wall.read(search_address, home.text, home.final_url)
            is_read, found_by = not isinstance(found, ReaderBroke), "form"
            address = "" if isinstance(found, ReaderBroke) else found
    if QUERY not in address:
        state, reason = ("not_found", "no_form") if is_read else ("unreached", "home_unread")
        return SearchLook(state=state, reason=reason)
    titles = _draw(site, settings.titles, tools)
    if not titles:
        return SearchLook(url=address, state="no_titles", reason="no_recent_article", found_by=found_by)
    asked = [("exact", one, one) for one in titles]
    asked += [
        ("wrong_character", _misspelt(titles[0], tools), titles[0]),
        ("pinyin", *tools.rng.choice(PINYIN)),
    ]
    shown = [
        one for one in others if one not in titles
    ]  # the newest stand on the homepage, and are results here
    return await _try(site, address, found_by, asked, shown, settings, tools, exchanges)


async def _try(
    site: Site, address: str, found_by: str, asked: Sequence[tuple[str, str, str]], others: Sequence[str],
    settings: Settings, tools: Tools, exchanges: list[Exchange],
) -> SearchLook:  # fmt: skip
    """Ask *asked* one after another, until a challenge: it would be the same for the rest."""
    trials, last = list[SearchTrial](), ResultsRead(MarkState.NOT_TOLD)
    for sort, query, wanted in asked:
        found = await _ask(site, asking(address, query), query, wanted, others, settings, tools, exchanges)
        if sort == "pinyin" and found.state is not MarkState.PRESENT:
            plain = await _ask(
                site, asking(address, wanted), wanted, wanted, others, settings, tools, exchanges
            )
            if plain.state is not MarkState.PRESENT:  # nothing of it on this site: its pinyin proves nothing
                found = ResultsRead(MarkState.NOT_TOLD, why=plain.why or "word_not_there")
        trials.append(SearchTrial(sort=sort, query=query[:120], wanted=wanted[:120], state=found.state, place=found.place, why=found.why))  # fmt: skip
        last = found if found.state is not MarkState.NOT_TOLD and sort in ("exact", "word") else last
        if found.why == "challenge":
            break
    state = "read" if any(one.state is not MarkState.NOT_TOLD for one in trials) else trials[0].why
    states = {"challenge": "challenge", "no_results_read": "unreadable", "word_not_there": "unreadable"}
    return SearchLook(
        url=address, state=state if state == "read" else states.get(state, "unreached"), reason="" if state == "read" else state,
        found_by=found_by, seed=f"{site.id} {day_of(tools.clock())}", trials=tuple(trials), facets=last.facets,
        sorting=last.sorting, suggestions=last.suggestions,
    )  # fmt: skip


async def _ask(
    site: Site, url: str, query: str, wanted: str, others: Sequence[str], settings: Settings, tools: Tools,
    exchanges: list[Exchange],
) -> ResultsRead:  # fmt: skip
    answer = await tools.fetch(url, allowed_hosts=site.allowed_hosts, attempts=1)
    exchanges += answer.exchanges
    if isinstance(answer, Unreached):
        return ResultsRead(
            MarkState.NOT_TOLD, why="challenge" if is_blocked(answer.reason) else answer.reason.value
        )
    if not isinstance(answer, Fetched):
        return ResultsRead(MarkState.NOT_TOLD, why="not_modified")
    read = await tools.wall.read(
        read_results, answer.text, answer.final_url, wanted, tuple(others), settings.first, query
    )
    return ResultsRead(MarkState.NOT_TOLD, why=read.reason) if isinstance(read, ReaderBroke) else read


def _draw(site: Site, many: int, tools: Tools) -> list[str]:
    """Titles of the site's own recent articles, by the day's chance; long enough to be told from others."""
    today, found = day_of(tools.clock()), set[str]()
    for column in site.columns:
        listing = tools.known.listing(column.id)
        for item in listing.facts.items if listing is not None else ():
            if item.on is not None and YOUNGEST <= today - item.on <= OLDEST and len(item.title) >= 10:
                found.add(item.title.rstrip(".…"))
    ordered = sorted(found)
    return tools.rng.sample(ordered, min(many, len(ordered)))


def _misspelt(title: str, tools: Tools) -> str:
    """*title* with one character in its midst replaced by another of its own."""
    at = tools.rng.randrange(2, len(title) - 2)
    other = next((one for one in "的在和为区市县" if one != title[at]), "的")
    return title[:at] + other + title[at + 1 :]


PROBE = Probe(Settings, run, duty=COLUMNS, every_days=7, kinds=(SearchLook,))
