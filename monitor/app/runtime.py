"""The one place where clock, chance, fetcher, store and rules are built and joined."""

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from itertools import chain
from random import Random
from typing import Any

import structlog

from monitor.app.configuration import evidence_folder
from monitor.app.errors import UsageError
from monitor.assess.judge import decide, failures, unknown_by_damage
from monitor.domain.case import AccountCase, SiteCase
from monitor.domain.hosts import host_of
from monitor.domain.made import collector_rests
from monitor.domain.need import Lookback
from monitor.domain.site import Account, Column, Maintenance, Site, Subject, Watch
from monitor.domain.timing import Clock, day_of, midnight
from monitor.domain.verdict import Clause, Verdict
from monitor.feed.document import software
from monitor.ops.logs import plain_logs
from monitor.regulations.editions import edition_ids, load_edition
from monitor.rules import signed
from monitor.rules.availability.visits import roll_up
from monitor.rules.base import Decide, may_fail
from monitor.rules.base import discover as discover_rules
from monitor.rules.base import lookback as lookback_of
from probes._breaker import Breaker
from probes.base import Online, StoredKnowledge, Tools, always_online
from probes.http.address import configured_endpoints
from probes.http.base import Fetch, Validators
from probes.http.browser import BrowserRender
from probes.http.fetcher import Fetcher
from probes.http.guard import is_literal
from probes.http.ipv6 import Ipv6Line, system_addresses
from probes.http.online import UplinkCheck
from probes.http.shared_pages import CountedFetch, SharedPages
from probes.wall.base import Inline, Wall
from probes.wall.pool import Limits, ReadingPool
from storage.db.apart import told_of_each
from storage.observations.accounts import AccountHistory
from storage.observations.descriptions import Descriptions
from storage.observations.histories import SiteHistory
from storage.observations.site_looks import SiteLooks
from storage.store import Store, open_store

#: A subject as it was configured at a moment, and its case then.
CaseAt = Callable[[datetime], tuple[Subject, SiteCase | AccountCase]]
#: So many subjects are loaded together: the same statements for all of them, and memory for no more.
LOADED_AT_ONCE = 100
#: An address whose host can be written as numbers, or is localhost.
_LITERAL = re.compile(r"https?://(?:[^/?#]*@)?(?:\d|\[|localhost)", re.IGNORECASE)
#: The variable that says how many processes read what others wrote.
READERS = "MONITOR_READERS"


@dataclass(slots=True)
class Runtime:
    """All tools of one run, joined."""

    watch: Watch
    store: Store
    fetch: Fetch
    clock: Clock
    breaker: Breaker
    line: Online
    wall: Wall = field(default_factory=Inline)  #: whatever a page holds is read behind it
    shared: dict[str, Any] = field(default_factory=dict)  #: lists that are looked at for all sites
    #: when our clock was held against the reference hosts' last, and how far it was ahead
    compared: tuple[datetime, timedelta | None] | None = None
    damaged: dict[str, str] = field(default_factory=dict)  #: by subject, what kept it from being judged
    render: BrowserRender | None = field(init=False)

    def __post_init__(self) -> None:
        self.render = build_render(self.watch, self.clock)

    def reload(self, watch: Watch) -> None:
        """Go on with another configuration; what is under way ends with the tools it has."""
        self.render = build_render(watch, self.clock)
        self.watch, self.fetch = watch, build_fetch(watch, self.clock, keep=True, wall=self.wall)
        self.line, self.compared = build_line(self.fetch, watch, self.clock), None

    def canaries(self, account: Account) -> list[Account]:
        """The canaries (对照账号) of the account's platform."""
        return [one for one in self.watch.accounts if one.canary and one.platform is account.platform]

    async def tools_for(self, subject: Subject) -> Tools:
        """What the probes of *subject* may use."""
        known = (
            await self.store.memory(subject)
            if isinstance(subject, Site)
            else await self.store.account_memory(subject)
        )
        tools = self.tools(subject, known)
        pages = SharedPages(tools.fetch)  # one visit, many readers
        line = tools.ipv6
        return replace(
            tools, fetch=pages, ipv6=replace(line, fetch=CountedFetch(line.fetch, pages)) if line else None
        )

    def tools(self, subject: Subject, known: StoredKnowledge) -> Tools:
        """The tools for *subject*, with what is *known* of it: a visit to a homepage need not know anything."""
        fetch = (
            self.fetch.within(private_endpoints(subject)) if isinstance(self.fetch, Fetcher) else self.fetch
        )
        return Tools(
            fetch=fetch,
            clock=self.clock,
            rng=Random(f"{subject.id} {self.clock():%Y-%m-%d}"),
            known=known,
            breaker=self.breaker,
            shared=self.shared,
            render=self.render,
            online=self.line,
            wall=self.wall,
            ipv6=self._ipv6(fetch),
        )

    def _ipv6(self, fetch: Fetch) -> Ipv6Line | None:
        """The way over IPv6, proved by the reference hosts; without any it is never proved, and nothing is said of sites."""
        references = self.watch.references
        if not isinstance(fetch, Fetcher) or references is None:
            return None
        return Ipv6Line(fetch.over_ipv6(), system_addresses, references.urls)

    async def judge(
        self,
        subjects: Sequence[Subject],
        as_of: datetime,
        edition: str | None = None,
        *,
        save: bool = True,
        known_by: datetime | None = None,
        of_many: bool = False,
    ) -> dict[str, tuple[Verdict, ...]]:
        """
        Decide for *subjects* as of a moment, by the configuration of that moment, and save the verdicts.

        *known_by*: by what we had heard up to then; None: now. By another *edition* than the configured one it is a
        trial: those verdicts are not saved. *save* False: a replay that writes nothing into the store.

        A subject of which a record is damaged is unknown in all, and noted in `damaged`; one that is asked for alone raises
        what its record does. *of_many*: others are asked for before or behind *subjects*, and none of them is alone.
        """
        by = known_by or self.clock()
        verdicts: dict[str, tuple[Verdict, ...]] = {}
        for start in range(0, len(subjects), LOADED_AT_ONCE):
            batch = subjects[start : start + LOADED_AT_ONCE]
            with collector_rests():  # a case is ten thousand objects, and no cycle among them
                if len(subjects) == 1 and not of_many:
                    verdicts |= await self._judge(batch, as_of, edition, by)
                    continue
                judged, damaged = await told_of_each(
                    batch, lambda part: self._judge(part, as_of, edition, by)
                )
            lost = {one.id: said for one, said in damaged}
            self.damaged |= lost
            for one in batch:
                clauses = load_edition(edition or one.edition).clauses if one.id in lost else ()
                verdicts[one.id] = judged.get(one.id) or unknown_by_damage(one, clauses, as_of, by)
        if save and edition is None:
            fresh = [one for several in verdicts.values() for one in several]
            await self.store.save_verdicts(fresh, self.damaged if of_many or len(subjects) > 1 else None)
        return verdicts

    async def _judge(
        self, subjects: Sequence[Subject], as_of: datetime, edition: str | None, known_by: datetime
    ) -> dict[str, tuple[Verdict, ...]]:
        """The verdicts on some *subjects*, from cases that are loaded together."""
        noted = await self.store.descriptions(subjects, as_of, as_of, known_by)
        then = {id: one.at(as_of) for id, one in noted.items()}
        if edition is not None:
            then = {id: replace(one, edition=edition) for id, one in then.items()}
        sites = [one for one in then.values() if isinstance(one, Site)]
        accounts = [one for one in then.values() if isinstance(one, Account)]
        cases: dict[str, SiteCase | AccountCase] = {}
        if sites:
            own = {one.id: column_clauses(one) for one in sites}
            cases |= await self.store.site_cases(sites, as_of, own, known_by, counted=True)
        if accounts:
            canaries = {one.id: self.canaries(one) for one in accounts}
            cases |= await self.store.account_cases(accounts, as_of, canaries, known_by)

        def decided() -> dict[str, tuple[Verdict, ...]]:
            return {
                one.id: decide(
                    cases[one.id], then[one.id], load_edition(then[one.id].edition).clauses, deciders(), signed.decide,
                    as_of, known_by,
                )
                for one in subjects
            }  # fmt: skip

        try:
            return await asyncio.to_thread(decided)  # a night's judging must not keep visits from their slots
        finally:
            cases.clear()  # the thread may hold them a little longer: the collector would walk through them all

    async def judges_at(
        self,
        subjects: Sequence[Subject],
        moments: Sequence[datetime],
        known_by: datetime,
        first_looks: Mapping[str, datetime],
        loaded: SiteLooks | None = None,
    ) -> "dict[str, DayJudge]":
        """
        Decides about *subjects* at any of *moments*, as `judge` does, from what is loaded once for all; saves nothing.

        *first_looks*: by subject, when watching began. *loaded*: looks at them that need not be loaded again.
        """
        with (
            collector_rests()
        ):  # a quarter of a subject is a hundred thousand objects, and no cycle among them
            return await self._judges_at(subjects, moments, known_by, first_looks, loaded)

    async def _judges_at(
        self,
        subjects: Sequence[Subject],
        moments: Sequence[datetime],
        known_by: datetime,
        first_looks: Mapping[str, datetime],
        loaded: SiteLooks | None,
    ) -> "dict[str, DayJudge]":
        noted = await self.store.descriptions(subjects, min(moments), max(moments), known_by)
        watched = [one for one in subjects if isinstance(one, Site)]
        media = [one for one in subjects if isinstance(one, Account)]
        found: dict[str, DayJudge] = {}
        for one in watched:
            begun = first_looks.get(one.id)
            if begun is not None and midnight(day_of(begun)) > max(
                moments
            ):  # as most of last quarter's new ones
                found[one.id] = DayJudge(begun, known_by, _not_begun)
        watched = [one for one in watched if one.id not in found]
        if watched:
            windows = {one.id: _shutdowns(noted[one.id].subjects) for one in watched}
            sites = await self.store.site_histories(list(windows), moments, known_by, windows, loaded)
            for one in watched:
                begun = first_looks.get(one.id)
                found[one.id] = DayJudge(begun, known_by, _site_at(noted[one.id], sites[one.id]))
        if media:
            canaries = {one.id: self.canaries(one) for one in media}
            accounts = await self.store.account_histories(list(canaries), moments, known_by, canaries)
            for account in media:
                history, first = accounts[account.id], first_looks.get(account.id)
                starts = [midnight(day) for day in history.told_from]
                begun = min([*starts, *([first] if first else [])], default=None)
                found[account.id] = DayJudge(begun, known_by, _account_at(noted[account.id], history))
        return found


def _shutdowns(noted: Sequence[Subject]) -> tuple[Maintenance, ...]:
    """Every approved shutdown that any description of a site tells of."""
    return tuple({one: None for site in noted if isinstance(site, Site) for one in site.maintenance})


def _not_begun(moment: datetime) -> tuple[Subject, SiteCase | AccountCase]:
    raise ValueError(f"{moment:%Y-%m-%d}: watching had not begun")


def _site_at(noted: Descriptions, history: SiteHistory) -> CaseAt:
    def at(moment: datetime) -> tuple[Subject, SiteCase | AccountCase]:
        then = noted.at(moment)
        assert isinstance(then, Site)
        return then, history.at(then, moment, column_clauses(then))

    return at


def _account_at(noted: Descriptions, history: AccountHistory) -> CaseAt:
    def at(moment: datetime) -> tuple[Subject, SiteCase | AccountCase]:
        then = noted.at(moment)
        assert isinstance(then, Account)
        return then, history.at(then, moment)

    return at


@dataclass(frozen=True, slots=True)
class DayJudge:
    """Decides about one subject on any day that was loaded."""

    begun: datetime | None
    known_by: datetime
    case_at: CaseAt

    def decide(self, moment: datetime) -> tuple[Verdict, ...]:
        """Every verdict as of *moment*."""
        then, case = self.case_at(moment)
        clauses = load_edition(then.edition).clauses
        return decide(case, then, clauses, deciders(), signed.decide, moment, self.known_by)

    def failures(self, moment: datetime) -> tuple[Verdict, ...]:
        """Those that fail."""
        then, case = self.case_at(moment)
        clauses = load_edition(then.edition).clauses
        return failures(case, then, clauses, deciders(), signed.decide, may_fail, moment, self.known_by)


@cache
def lookback() -> Lookback:
    """How far back cases are loaded: what every rule needs, by the longest limits of all editions."""
    clauses = [clause for id in edition_ids() for clause in load_edition(id).clauses]
    return lookback_of(discover_rules().values(), clauses)


@cache
def deciders() -> Mapping[str, Decide]:
    """What decides, by rule id."""
    return {id: rule.decide for id, rule in discover_rules().items()}


def column_clauses(site: Site) -> Mapping[str, Mapping[str, Clause]]:
    """The clauses of the columns that another edition judges."""
    return {
        column.id: {one.rule: one for one in load_edition(column.edition).clauses if one.subject == "site"}
        for column in site.columns
        if column.edition is not None and column.edition != site.edition
    }


@asynccontextmanager
async def open_runtime(
    watch: Watch, url: str, clock: Clock, *, remember: bool = True
) -> AsyncIterator[Runtime]:
    """The tools for one run on the database at *url*; closed again at the end, whatever is being read then."""
    async with (
        open_store(
            url,
            evidence_folder(watch, url),
            clock=clock,
            roll_up=roll_up,
            make_validators=Validators,
            needs=lookback(),
        ) as store,
        open_wall() as wall,
    ):
        if remember:
            await store.remember(watch.subjects, watch.described)
        fetch = build_fetch(watch, clock, keep=True, wall=wall)
        runtime = Runtime(watch, store, fetch, clock, Breaker(), build_line(fetch, watch, clock), wall)
        try:
            yield runtime
        finally:
            for one in {fetch, runtime.fetch}:  # the first one, and that of the last reload
                if isinstance(one, Fetcher):
                    one.close()


@asynccontextmanager
async def open_wall(limits: Limits | None = None) -> AsyncIterator[Wall]:
    """
    Readers for what others wrote; none is started before there is something to read.

    As many as `MONITOR_READERS` says, else as there are processors. 0: all is read in this process, for tests.
    """
    if not structlog.is_configured():  # a single command: its answer alone stands on standard output
        plain_logs(lambda: sys.stderr)
    many = os.environ.get(READERS, "")
    if many and not (many.isascii() and many.isdigit() and int(many) <= 64):
        raise UsageError(f"{READERS}: found {many!r}, expected a number of processes from 0 to 64")
    if many == "0":
        yield Inline()
        return
    wall = ReadingPool(int(many) if many else None, limits)
    try:
        yield wall
    finally:
        await wall.close()


def build_line(fetch: Fetch, watch: Watch, clock: Clock) -> Online:
    """Whether our own line is up, asked of the reference hosts; without any it is never doubted."""
    return UplinkCheck(fetch, watch.references, clock) if watch.references else always_online


def build_fetch(
    watch: Watch | None,
    clock: Clock,
    also: Sequence[str] = (),
    *,
    keep: bool = False,
    wall: Wall,
) -> Fetcher:
    """
    The fetcher, with our name and contact address, and leave to ask inside where that is configured, or is *also* asked.

    *keep*: crawling keeps connections; whoever says so closes the fetcher.
    """
    per_second = watch.settings.daemon.requests_per_second if watch else {}
    return Fetcher(
        user_agent=user_agent(watch), clock=clock, configured=private_endpoints(watch, also), keep=keep, wall=wall,
        per_second=per_second,
    )  # fmt: skip


def build_render(watch: Watch, clock: Clock) -> BrowserRender | None:
    """The browser, when any column asks for it, or pictures are to be taken."""
    is_asked_for = any(column.browser for site in watch.sites for column in site.columns)
    if not is_asked_for and not watch.settings.evidence.screenshots:
        return None
    return BrowserRender(user_agent=user_agent(watch), clock=clock, configured=private_endpoints(watch))


def private_endpoints(said: Watch | Subject | None, also: Sequence[str] = ()) -> frozenset[tuple[str, int]]:
    """
    Host and port of what may be at an address of an inner network (内网); all else is asked at public ones only.

    Those are addresses written as numbers or as localhost, in what the configuration *said* or *also*, and every address
    of a site, board or source that says `private = true`: what a watched name resolves to is its owner's to choose.
    """
    written = [
        url for url in chain(_addresses(said), also) if _LITERAL.match(url) and is_literal(host_of(url))
    ]
    return configured_endpoints([*written, *(url for part in _private(said) for url in _addresses(part))])


def user_agent(watch: Watch | None) -> str:
    """Who we are, and where to ask about our visits."""
    contact = f"; +{watch.centre.contact_url}" if watch and watch.centre.contact_url else ""
    return f"Mozilla/5.0 (compatible; gov-monitor/{software()}{contact})"


@cache
def _fields_of(kind: type) -> tuple[str, ...]:
    """The fields of a table of the configuration that tell it; none of anything else."""
    return tuple(one.name for one in fields(kind) if one.compare) if is_dataclass(kind) else ()


def _parts(value: Any) -> Iterable[Any]:
    """What a part of the configuration is made of: its fields, its values or its members."""
    if isinstance(value, Column):  # of which there are hundreds of thousands: only these hold an address
        return (value.url,) if value.list is None else (value.url, value.list)
    if isinstance(value, tuple | list):
        return value
    if isinstance(value, Mapping):
        return value.values()
    kind: type = type(value)
    return [getattr(value, name) for name in _fields_of(kind)]


def _private(value: Any) -> Iterator[Any]:
    """Every part of the configuration that says `private = true`."""
    said = value.get("private") if isinstance(value, Mapping) else getattr(value, "private", None)
    if said is True:
        yield value
    for one in _parts(value):
        # nothing stands in a text, and of a column only its list can say so
        if (
            one is not None
            and not isinstance(one, str)
            and not (isinstance(one, Column) and one.list is None)
        ):
            yield from _private(one)


def _addresses(value: Any) -> Iterator[str]:
    """Every web address that stands anywhere in the configuration."""
    for one in (value,) if isinstance(value, str) else _parts(value):
        if not isinstance(one, str):
            yield from _addresses(one) if one is not None else ()
        elif one.startswith(("http://", "https://")):
            yield one
