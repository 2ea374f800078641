"""What the daemon's visits and duties do, with the tools of one runtime."""

import asyncio
import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

import structlog

from monitor.alerts.delivery import Transport, deliver
from monitor.alerts.groups import with_groups
from monitor.alerts.night import compose_night
from monitor.alerts.transports import transports_of
from monitor.app.damaged import SHEETS, words_of
from monitor.app.own_clock import must_know_the_day
from monitor.app.patrolling import PatrolDuty
from monitor.app.round_words import given_up, is_given_up, not_reached, requests_of
from monitor.app.runtime import Runtime
from monitor.app.scoring import draw_and_keep, is_drawn_at_once
from monitor.app.screenshots import take_screenshots
from monitor.app.second_look import look_twice, note_looks, suspects_of
from monitor.app.servers import address_of, by_one_server
from monitor.app.timestamps import StampError, stamp_head
from monitor.assess.findings_store import update_findings
from monitor.assess.standings import standings
from monitor.collect.runner import LONGEST_LOOK, OF_ONE_SERVER, ProbeResult, look_at, look_through
from monitor.daemon.duties import Duty
from monitor.domain.hosts import host_of
from monitor.domain.mail import Carrier
from monitor.domain.night_requests import NightRequests, night_begins, night_of
from monitor.domain.observation import Observation, Timeline, Visit
from monitor.domain.reach import Reach
from monitor.domain.second_look import SecondLook
from monitor.domain.sentence import Text, joined
from monitor.domain.site import Site, Subject, Watch
from monitor.domain.timing import DAY, Clock, day_of
from monitor.domain.verdict import Verdict
from monitor.feed.kept import JudgedEntries
from monitor.schedule.duties import timetable
from probes.base import ACCOUNTS, BOARDS, COLUMNS, DUTIES, VISITS, NothingStored, Probe, Tools, looking_in
from probes.http.base import Fetch
from probes.http.shared_pages import SharedPages
from storage.db.apart import told_apart, told_of_each
from storage.db.retry import with_retry
from storage.observations.looks import load_looks
from storage.observations.newest import newest_of_kind, newest_well
from storage.ops.outbox import Outbox

log = structlog.get_logger()

#: So many subjects are judged, and their findings brought up to date, before the next: memory for no more is taken.
JUDGED_AT_ONCE = 100
#: A weekly look of the second round may come so much earlier than last week's.
SPARE = timedelta(hours=12)


@dataclass(slots=True)
class DaemonWork:
    """Visits and duties; each can be asked for by itself."""

    runtime: Runtime
    carriers: Callable[[Watch], Mapping[Carrier, Transport]] = lambda watch: transports_of(watch, os.environ)
    observer: Callable[[str, str], None] = lambda reach, reason: None  #: hears how each visit ended
    vantage: str = ""  #: where all of it is seen from
    #: Visits that end within so many seconds are stored together, while others are under way.
    gather_s: float = 0.0
    _pages: dict[str, SharedPages] = field(default_factory=dict)  #: of the round under way, by subject
    _spent: dict[str, int] = field(
        default_factory=dict
    )  #: requests of this night's earlier rounds, by subject
    _rng: Random = field(default_factory=lambda: Random(0))  #: a visit draws nothing
    _visit_tools: dict[str, tuple[Site, Fetch, Tools]] = field(default_factory=dict)  #: by site
    _looking: set[object] = field(default_factory=set)  #: visits that have seen nothing yet

    @property
    def clock(self) -> Clock:
        """The runtime's clock."""
        return self.runtime.clock

    async def visit(self, site: Site, slot: datetime) -> None:
        """One visit to a homepage, for its planned moment."""

        async def tools(subject: Subject) -> Tools:
            return self._tools_of_visits(site)

        async def save(looks: Sequence[Observation[Any]]) -> Sequence[str]:
            self._looking.discard(me)
            gather_s = self.gather_s if self._looking else 0.0  # the last one takes along who waits
            ids = await self._save([_for_slot(one, slot) for one in looks], gather_s)
            for one in looks:
                if not isinstance(one.facts, Visit):
                    continue
                self.observer(one.facts.reach.value, one.facts.reason)
                _say_visit(site, one.facts)
            return ids

        me = object()
        self._looking.add(me)
        try:
            await look_at([site], looking_in(VISITS), tools, save, self.clock)
        finally:
            self._looking.discard(me)

    def _tools_of_visits(self, site: Site) -> Tools:
        """What visits to *site* use: the same every half hour, until it is configured otherwise."""
        known = self._visit_tools.get(site.id)
        if known is not None and known[0] is site and known[1] is self.runtime.fetch:
            return known[2]
        made = replace(self.runtime.tools(site, NothingStored()), rng=self._rng, ipv6=None)
        self._visit_tools[site.id] = (site, self.runtime.fetch, made)
        return made

    def duties(self) -> tuple[Duty, ...]:
        """The timed duties, at the times that the configuration has now."""
        said = self.runtime.watch.settings.daemon
        runs = {
            "columns": self.columns, "boards": self.boards, "accounts": self.accounts, "prune": self.prune,
            "judge": self.judge, "mail": self.mail, "deliver": self.deliver, "patrol": PatrolDuty(self.runtime).run,
        }  # fmt: skip
        catch_up = timedelta(hours=said.catch_up_hours)
        return tuple(
            Duty(
                turn=turn,
                run=runs[turn.name],
                catch_up=min(catch_up, turn.every),
                breaks_off=turn.name in (*DUTIES, "patrol"),
            )
            for turn in timetable(said, self.runtime.watch.settings.patrol)
        )

    async def columns(self, now: datetime) -> Text:
        """Homepages and columns of every site."""
        return await self._round(COLUMNS)

    async def boards(self, now: datetime) -> Text:
        """Boards, consulting channels and service guides of every site."""
        return await self._round(BOARDS)

    async def accounts(self, now: datetime) -> Text:
        """The posts of every account."""
        return await self._round(ACCOUNTS)

    async def judge(self, now: datetime) -> Text:
        """Judge every subject as of *now*, bring the findings up to it, and draw up the score sheets."""
        await must_know_the_day(self.runtime)
        # here, not above: workers, who judge nothing, need nothing of the first page
        from monitor.web.pages.morning_notes import MorningNotes

        watch, store = self.runtime.watch, self.runtime.store
        subjects = watch.subjects
        morning, entries = MorningNotes(store, watch, now), JudgedEntries(store, watch, self.clock)

        async def counted(sites: Sequence[str]) -> dict[str, None]:
            await with_retry(lambda: store.count_in(sites))
            return {}

        async def judged(start: int) -> Counter[str]:
            """Judge some: what was made of them is let go of before the next, and the collector never walks through it."""
            batch = subjects[start : start + JUDGED_AT_ONCE]
            sites = [one.id for one in batch if isinstance(one, Site)]
            await told_of_each(sites, counted)  # whose is damaged, judging tells
            verdicts, looks = await self._judged(batch, now)
            # those that are configured no longer close with the last ones
            is_last = len(batch) < JUDGED_AT_ONCE
            at = self.clock() if looks else now
            # in a thread: a batch of the night's must not keep visits from their slots
            stands = await asyncio.to_thread(standings, watch, verdicts, batch)
            night = await with_retry(
                lambda: update_findings(
                    store, watch, verdicts, at, whole=is_last, stands=stands, damaged=self.runtime.damaged
                )
            )
            for id, several in looks.items():
                await with_retry(lambda id=id, several=several: note_looks(self.runtime, id, several))  # type: ignore[misc]
            await morning.add(batch, verdicts, stands)
            await entries.add(batch, verdicts)
            return Counter(
                many=len(verdicts), opened=len(night.opened), closed=len(night.closed), standing=len(night.standing),
                twice=sum(len(several) for several in looks.values()),
            )  # fmt: skip

        done: Counter[str] = Counter()
        for start in range(0, len(subjects) + 1, JUDGED_AT_ONCE):
            done.update(await judged(start))
        await with_retry(morning.keep)
        if is_drawn_at_once(watch):
            drawn = with_retry(lambda: draw_and_keep(self.runtime, watch, now, now))
            await told_apart(self.runtime.damaged, SHEETS, drawn, None)
        counts = {name: done[name] for name in ("many", "opened", "closed", "standing")}
        twice = Text("duty_done.looked_twice", {"many": done["twice"]}) if done["twice"] else None
        return joined(
            Text("duty_done.judged", counts),
            self._damaged(),
            twice,
            await self._pictures(),
            await self._stamp(),
        )

    def _damaged(self) -> Text | None:
        """Of how many subjects a damaged record kept all else unknown; the log says of which, and what to do."""
        damaged = dict(self.runtime.damaged)
        self.runtime.damaged.clear()
        if not damaged:
            return None
        log.error("records_damaged", detail=words_of(damaged))
        return Text("duty_done.damaged", {"many": len(damaged)})

    async def _pictures(self) -> Text | None:
        """Pictures of what was found; without them the judging stands all the same."""
        try:
            return await take_screenshots(self.runtime)
        except Exception:
            log.exception("screenshots_broke")
            return Text("duty_done.pictures_broke")

    async def _stamp(self) -> Text | None:
        """A time stamp over the chain of records, where an authority is configured; without it the judging stands all the same."""
        try:
            return await stamp_head(self.runtime)
        except Exception as error:
            log.warning("no_timestamp", error=str(error))
            if isinstance(error, StampError):
                return Text("duty_done.not_stamped", {"error": str(error)})
            return Text("duty_done.stamp_broke")

    async def _judged(
        self, subjects: Sequence[Subject], now: datetime
    ) -> tuple[Mapping[str, Sequence[Verdict]], Mapping[str, Sequence[SecondLook]]]:
        """The verdicts on *subjects*, saved once new vetoes were looked at a second time; and those looks, by subject."""
        runtime = self.runtime
        verdicts = await with_retry(lambda: runtime.judge(subjects, now, save=False, of_many=True))
        suspects = await with_retry(lambda: suspects_of(runtime, verdicts))
        sure = [one for id, several in verdicts.items() if id not in suspects for one in several]
        await with_retry(lambda: runtime.store.save_verdicts(sure, runtime.damaged))
        if not suspects:
            return verdicts, {}
        doubted = [one for one in subjects if one.id in suspects]
        looks: dict[str, tuple[SecondLook, ...]] = {}
        try:
            looks = await look_twice(runtime, doubted, suspects, "veto", self._save, self.vantage)
        except Exception:  # what was seen the first time stands, and is made known as ever
            log.exception("second_looks_broke", subjects=len(doubted))
        again = await with_retry(lambda: runtime.judge(doubted, runtime.clock(), of_many=True))
        return {**verdicts, **again}, looks

    async def mail(self, now: datetime) -> Text:
        """Compose the night's digests, once a night, and deliver what is due."""
        await must_know_the_day(self.runtime)
        night = await with_retry(lambda: compose_night(self.runtime, day_of(now)))
        braked = Text("duty_done.braked") if night.is_braked else None
        composed = Text("duty_done.composed", {"mails": night.added, "braked": braked})
        return joined(composed, await self.deliver(now))

    async def deliver(self, now: datetime) -> Text:
        """Send the mails that are due; the others wait for their time."""
        outbox = Outbox(self.runtime.store.database, self.runtime.damaged)
        ways = with_groups(self.carriers(self.runtime.watch), outbox.database, self.clock, os.environ)
        done = await deliver(outbox, ways, self.clock)
        for one in done.mails:
            log.info("mail", audience=one.audience, state=one.state.value, detail=one.detail)
        return joined(Text("duty_done.attempted", {"mails": len(done.mails)}), self._damaged())

    async def prune(self, now: datetime) -> Text:
        """Let go of what is past its keeping."""
        await must_know_the_day(self.runtime)
        settings = self.runtime.watch.settings.evidence
        done = await self.runtime.store.prune(
            timedelta(days=settings.keep_days), timedelta(days=settings.keep_visit_days)
        )
        return Text("duty_done.pruned", {"visits": done.visits, "files": len(done.files)})

    async def _round(self, duty: str) -> Text:
        """Look at all that any probe of *duty* is for."""
        kinds = {one.subject for one in looking_in(duty).values()}
        return await self.look(duty, [one for one in self.runtime.watch.subjects if one.kind in kinds])

    async def look(self, duty: str, subjects: Sequence[Subject]) -> Text:
        """Look at *subjects* with the probes of *duty*; returns what came of it, in few words."""
        # the night's requests are spent in this order: nightly looks, the many pages of columns behind the others, weekly ones
        probes = dict(
            sorted(looking_in(duty).items(), key=lambda one: (one[1].every_days, one[0] == COLUMNS))
        )
        again: dict[str, dict[str, frozenset[str]]] = {}  # parts that alone are due, by subject and kind
        is_due = await self._due(tuple(probes.values()), subjects, again)
        await self._count_night(subjects)
        open_ones = [one for one in subjects if self._left(one) != 0]
        lines = await self._lines(duty, open_ones)
        round = _Round()

        async def over(subject: Subject) -> None:
            pages = self._pages.pop(subject.id, None)
            if pages is not None and isinstance(subject, Site) and (pages.asked or pages.refused):
                await self._keep_requests(duty, subject.id, round.count(subject.id, pages))

        late = await look_through(
            lines, probes, lambda one: self._tools_for(one, again), self._save, self.clock, observer=round.note,
            is_due=is_due, over=over, until=self.clock() + self._longest(duty), side_by_side=self._side_by_side,
        )  # fmt: skip
        for one in subjects:
            self._pages.pop(one.id, None)  # of those that broke off
        waiting = len(subjects) - len(open_ones)
        looks = {"looks": round.looks, "subjects": len(open_ones) - len(late), "lost": round.lost}
        return joined(
            not_reached(duty, late, len(subjects)),
            Text("duty_done.looks", looks),
            requests_of(round.asked),
            Text("duty_done.sites_wait", {"sites": waiting}) if waiting else None,
            given_up(round.given_up),
        )

    def _longest(self, duty: str) -> timedelta:
        """After what time a round begins with nobody any more, so that the last looks are over within the duty's allowance."""
        turns = timetable(self.runtime.watch.settings.daemon)
        allowance = next((one.allowance for one in turns if one.name == duty), DAY)
        return allowance - min(LONGEST_LOOK, allowance / 4)

    def _side_by_side(self, subject: Subject) -> int:
        """How many subjects of the server of *subject* are looked at together; of one that is ours, more."""
        address = address_of(subject)
        said = self.runtime.watch.settings.daemon.requests_per_second
        return max(OF_ONE_SERVER, 2 * said.get(host_of(address), 1)) if address and said else OF_ONE_SERVER

    async def _lines(self, duty: str, subjects: Sequence[Subject]) -> list[list[Subject]]:
        """*subjects* by server, in the order in which a round of *duty* looks at them."""
        seen = await self.seen_in(duty, [one.id for one in subjects]) if len(subjects) > 1 else {}
        return await by_one_server(self.runtime.fetch, subjects, seen)

    async def seen_in(self, duty: str, subjects: Sequence[str]) -> Mapping[str, datetime]:
        """When each of *subjects* was last looked at in that duty; one that never was is not in it."""
        kind, part = (Timeline, None) if duty == ACCOUNTS else (NightRequests, duty)
        async with self.runtime.store.database.read() as connection:
            return await newest_of_kind(connection, kind, subjects, part)

    async def _due(
        self,
        probes: Sequence[Probe],
        subjects: Sequence[Subject],
        again: dict[str, dict[str, frozenset[str]]],
    ) -> Callable[[Subject, Probe], bool]:
        """
        Whether a probe that does not look every night is to look again: some part of it was not seen well for so long.

        Where that is less than half of its parts (one page that did not open) only those are looked at, as *again* then says.
        """
        now, kinds = self.clock(), [kind for one in probes if one.every_days > 1 for kind in one.kinds]
        longest = max((one.every_days for one in probes), default=1)
        async with self.runtime.store.database.read() as connection:
            seen = await newest_well(
                connection, kinds, [one.id for one in subjects], now - timedelta(days=2 * longest)
            )

        def is_due(subject: Subject, probe: Probe) -> bool:
            since = now - timedelta(days=probe.every_days) + SPARE
            parts = {kind: seen.get((subject.id, kind.kind), {}) for kind in probe.kinds}
            late = {
                kind: frozenset(part for part, at in of_kind.items() if at is None or at < since)
                for kind, of_kind in parts.items()
            }
            if probe.every_days <= 1 or not any(parts.values()):
                return True
            for kind, parts_late in late.items():
                if parts_late and 2 * len(parts_late) < len(parts[kind]):
                    again.setdefault(subject.id, {})[kind.kind] = parts_late
            return any(late.values())

        return is_due

    def _left(self, subject: Subject) -> int | None:
        """How many requests the rest of the night holds for a site; None: no end, as of an account, whose platform is not it."""
        if not isinstance(subject, Site):
            return None
        most = self.runtime.watch.settings.daemon.requests_per_night
        return max(most - self._spent.get(subject.id, 0), 0)

    async def _count_night(self, subjects: Sequence[Subject]) -> None:
        """How many requests the rounds of this night made already, by subject."""
        night, ids = night_begins(night_of(self.clock())), [one.id for one in subjects]
        async with self.runtime.store.database.read() as connection:
            looks = await load_looks(connection, NightRequests, ids, night, self.clock(), self.clock())
        self._spent.update({id: sum(one.seen.facts.asked for one in looks.get(id, ())) for id in ids})

    async def _keep_requests(self, duty: str, site: str, asked: NightRequests) -> None:
        """Store what the round asked of a site: by this it is known that the site had its turn."""
        try:
            await self._save([Observation(subject=site, part=duty, at=self.clock(), facts=asked)])
        except Exception:  # the site's own looks stand
            log.exception("requests_not_saved", site=site)

    async def _tools_for(self, subject: Subject, again: dict[str, dict[str, frozenset[str]]]) -> Tools:
        tools = await with_retry(lambda: self.runtime.tools_for(subject))
        if isinstance(tools.fetch, SharedPages):
            self._pages[subject.id] = tools.fetch
            tools.fetch.left = self._left(subject)
        return replace(tools, again=again.setdefault(subject.id, {}))  # filled as each probe's turn comes

    async def _save(self, looks: Sequence[Observation[Any]], gather_s: float = 0.0) -> Sequence[str]:
        def tell(error: BaseException, attempt: int) -> None:
            log.warning("store_in_trouble", error=str(error).splitlines()[0], attempt=attempt)

        seen = [replace(look, vantage=self.vantage) for look in looks] if self.vantage else looks
        return await with_retry(lambda: self.runtime.store.save(seen, gather_s=gather_s), observer=tell)


def _for_slot(look: Observation[Any], slot: datetime) -> Observation[Any]:
    """*look* with the planned moment that it fills, if it is a visit."""
    return replace(look, facts=replace(look.facts, slot=slot)) if isinstance(look.facts, Visit) else look


@dataclass(slots=True)
class _Round:
    """What a round came to so far: figures, and no page."""

    looks: int = 0
    lost: int = 0  #: looks that measured nothing
    given_up: list[ProbeResult] = field(default_factory=list)
    asked: dict[str, NightRequests] = field(default_factory=dict)  #: by site

    def note(self, looked: ProbeResult) -> None:
        """One more look."""
        self.looks += 1
        self.lost += not looked.measured and looked.kind != "reading"
        if is_given_up(looked):
            self.given_up.append(looked)
        _say_unmeasured(looked)

    def count(self, site: str, pages: SharedPages) -> NightRequests:
        """What the looks at *site* asked for."""
        self.asked[site] = NightRequests(
            asked=pages.asked, shared=pages.shared, unchanged=pages.unchanged, refused=pages.refused
        )
        return self.asked[site]


def _say_visit(site: Site, facts: Visit) -> None:
    """A visit that did not open is a line of the log; the others are rows of the store only."""
    if facts.reach is not Reach.OPENED:
        log.info(
            "visit", site=site.id, probe="availability", reach=facts.reach.value, reason=facts.reason, status=facts.status
        )  # fmt: skip


def _say_unmeasured(looked: ProbeResult) -> None:
    if not looked.measured and looked.kind != "reading":
        log.info(
            "not_measured", site=looked.subject, probe=looked.probe, part=looked.part, state=looked.state,
            reason=looked.reason,
        )  # fmt: skip
