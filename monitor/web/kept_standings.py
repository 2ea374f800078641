"""
How each subject stands by its newest verdicts (时效情况), as pages need it: held in little memory, and kept by the judging.

A kept entry is passed over like one of the feed: made of anything else than what is stored and configured now, it is made anew.
"""

import asyncio
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

import structlog
from isal import isal_zlib
from pydantic_core import from_json, to_json

from monitor.assess.current import current_verdicts
from monitor.assess.standings import standings
from monitor.domain.finding import Owed, Standing
from monitor.domain.made import collector_rests
from monitor.domain.parts import unit_ids
from monitor.domain.sentence import Text, from_plain, to_plain
from monitor.domain.site import Subject, Watch
from monitor.domain.timing import SHANGHAI
from monitor.domain.verdict import Outcome, Verdict
from monitor.feed.kept import EntriesAt, batches, entries_at, entries_held, made_of, put_entries
from monitor.regulations.editions import load_edition
from storage.decisions import changes
from storage.decisions.feed_entries import STANDINGS, FeedEntry
from storage.decisions.verdict_text import decode_verdicts
from storage.store import Store

log = structlog.get_logger()

#: What is owed, and outcomes, as they are kept: by their place.
_OWED_OF, _OUTCOME_OF = tuple(Owed), tuple(Outcome)
_OWED, _OUTCOME = {one: n for n, one in enumerate(Owed)}, {one: n for n, one in enumerate(Outcome)}


@dataclass(frozen=True, slots=True)
class SubjectStandings:
    """How one subject stands by its newest verdicts, in the order of its edition."""

    standings: tuple[Standing, ...] = ()  #: each indicator, and behind it its columns or messages
    decided_at: tuple[datetime, ...] = ()  #: of each indicator

    @property
    def indicators(self) -> list[Standing]:
        """Of each verdict the indicator as a whole."""
        return [one for one in self.standings if one.owed is Owed.INDICATOR]


def rules_of(subject: Subject) -> tuple[str, ...]:
    """The rules of the edition in force for *subject*, in its order."""
    return _rules(subject.edition, subject.kind)


@cache
def _rules(edition: str, kind: str) -> tuple[str, ...]:
    return tuple(one.rule for one in load_edition(edition).clauses if one.subject == kind)


def standings_made_of(watch: Watch) -> dict[str, str]:
    """What the entry of each subject is made of besides verdicts: names of units too, as messages are their owners'."""
    units = hashlib.sha256(json.dumps(sorted(unit_ids(watch).items())).encode()).hexdigest()
    return made_of(watch, units)


def standings_of(
    watch: Watch,
    subjects: Sequence[Subject],
    verdicts: Mapping[str, Sequence[Verdict]],
    stands: Sequence[Standing] | None = None,
) -> dict[str, SubjectStandings]:
    """How *subjects* of *watch* stand by their newest *verdicts*; *stands*: their standings, where they are at hand."""
    by_rule = {one.id: {said.rule: said for said in verdicts.get(one.id, ())} for one in subjects}
    ordered = {
        one.id: [by_rule[one.id][id] for id in rules_of(one) if id in by_rule[one.id]] for one in subjects
    }
    found: dict[tuple[str, str], list[Standing]] = {}
    of_verdict: list[Standing] = []
    for one in standings(watch, ordered, subjects) if stands is None else stands:
        if one.owed is Owed.INDICATOR:  # its columns or messages follow it
            of_verdict = found[one.subject, one.rule] = []
        of_verdict.append(one)
    return {
        id: SubjectStandings(
            tuple(one for said in several for one in found[id, said.rule]),
            tuple(one.decided_at for one in several),
        )
        for id, several in ordered.items()
    }


def packed(held: SubjectStandings) -> bytes:
    """*held* as it is kept: each sentence and each id of evidence once."""
    places: dict[str, int] = {}
    texts: dict[int, int] = {id(None): -1}  # by identity: to compare sentences takes as long as to write them
    evidence: dict[str, int] = {}

    def text(one: Text | None) -> int:
        place = texts.get(id(one))
        if place is None:
            assert one is not None
            place = texts[id(one)] = places.setdefault(to_json(to_plain(one)).decode(), len(places))
        return place

    rows = []
    for one in held.standings:
        newest, due_on = one.newest, one.due_on
        rows.append(
            (
                one.rule, one.part, _OWED[one.owed], one.name, one.unit, one.veto, _OUTCOME[one.outcome],
                newest and newest.isoformat(), due_on and due_on.isoformat(), one.days_left, text(one.reason), text(one.needs),
                one.people, [evidence.setdefault(id, len(evidence)) for id in one.evidence], one.shared, one.whole,
            )
        )  # fmt: skip
    judged = [at.isoformat() for at in held.decided_at]
    made: bytes = isal_zlib.compress(to_json([rows, judged, [*places], [*evidence]]), 1)
    return made


class _Days(dict[str | None, date | None]):
    """Days by how they are written, each one object."""

    def __missing__(self, text: str | None) -> date | None:
        found = self[text] = date.fromisoformat(text) if text else None
        return found


class _Moments(dict[str, datetime]):
    """Moments by how they are written, each one object."""

    def __missing__(self, text: str) -> datetime:
        found = self[text] = datetime.fromisoformat(text).astimezone(SHANGHAI)
        return found


class _Texts(dict[str, Text]):
    """Sentences by how they are written, each one object."""

    def __missing__(self, text: str) -> Text:
        found = self[text] = from_plain(json.loads(text))
        return found


class Unpacker:
    """Makes of kept bytes what they were made of; for one reading, in which what is said of thousands is one object."""

    def __init__(self) -> None:
        self._days, self._moments, self._texts = _Days(), _Moments(), _Texts()

    def unpacked(self, subject: Subject, packed: bytes) -> SubjectStandings:
        """How *subject* stands, of which *packed* was made."""
        rows, judged, plain, evidence = from_json(isal_zlib.decompress(packed), cache_strings="all")
        id, day, moments, known = subject.id, self._days, self._moments, self._texts
        own = f'"{id}"'  # what names it nobody else says
        texts: list[Any] = [known[one] if own not in one else from_plain(json.loads(one)) for one in plain]
        texts.append(None)  # that of -1
        id_of = evidence.__getitem__
        return SubjectStandings(
            tuple(
                [
                    Standing(
                        subject=id, rule=rule, part=part, owed=_OWED_OF[owed], name=name, unit=unit, veto=veto,
                        outcome=_OUTCOME_OF[outcome], newest=day[newest], due_on=day[due_on], days_left=left, reason=texts[reason],
                        needs=texts[needs], people=people, evidence=tuple(map(id_of, ids)), shared=shared, whole=whole,
                    )
                    for rule, part, owed, name, unit, veto, outcome, newest, due_on, left, reason, needs, people, ids, shared, whole in rows
                ]
            ),
            tuple([moments[at] for at in judged]),
        )  # fmt: skip


async def held_standings(
    store: Store, subjects: Sequence[Subject], at: EntriesAt, unpacker: Unpacker
) -> dict[str, SubjectStandings]:
    """How those of *subjects* stand whose kept entry holds."""
    rows = await entries_held(store, subjects, at, STANDINGS)
    known = [(one, rows[one.id].packed) for one in subjects if one.id in rows]

    def unpack() -> dict[str, SubjectStandings]:
        with collector_rests():
            return {one.id: unpacker.unpacked(one, packed) for one, packed in known}

    return await asyncio.to_thread(unpack) if known else {}


async def made_standings(
    store: Store,
    watch: Watch,
    subjects: Sequence[Subject],
    at: EntriesAt,
    decode: Callable[[Sequence[str]], list[Verdict]] = decode_verdicts,
) -> dict[str, bytes]:
    """How *subjects* stand, packed, made of what is stored."""
    verdicts = await shown_verdicts(store, subjects, at.now, decode)
    return await asyncio.to_thread(
        lambda: {id: packed(one) for id, one in standings_of(watch, subjects, verdicts).items()}
    )


async def shown_verdicts(
    store: Store,
    subjects: Sequence[Subject],
    as_of: datetime,
    decode: Callable[[Sequence[str]], list[Verdict]] = decode_verdicts,
) -> dict[str, list[Verdict]]:
    """The newest verdicts on *subjects*, by subject; one that is damaged is unknown, and the log says what to do."""
    found, said = await current_verdicts(store, subjects, as_of, decode)
    if said:
        log.error("store_in_trouble", detail=said)
    return found


def _is_whole(subject: Subject, in_hand: Sequence[Verdict], now: datetime) -> bool:
    """Whether the verdicts in hand are all that there are to be of *subject*, and none is newer."""
    rules = {one.rule for one in in_hand if one.decided_at == now}
    return len(in_hand) == len(rules) and rules.issuperset(rules_of(subject)) and bool(rules)


async def keep_standings(store: Store, made: Mapping[str, bytes], at: EntriesAt) -> None:
    """Keep what was *made* of what was stored then."""
    await put_entries(
        store,
        [
            FeedEntry(
                subject=id, made_of=at.made_of[id], stored=at.stored, since=at.now, until=at.until.get(id), packed=one
            )
            for id, one in made.items()
        ],
        STANDINGS,
    )  # fmt: skip


class JudgedStandings:
    """Keeps how subjects stand while everything is judged, of the verdicts in hand: lists of everything need read no verdict."""

    def __init__(self, store: Store, watch: Watch, now: datetime) -> None:
        """*now*: the moment judged."""
        self._store, self._watch, self._now = store, watch, now
        self._made_of: Mapping[str, str] = {}

    async def add(
        self,
        subjects: Sequence[Subject],
        verdicts: Mapping[str, Sequence[Verdict]],
        held: Mapping[str, SubjectStandings],
    ) -> None:
        """
        Take in *subjects* with their *verdicts*, which are saved, and how they stand by these.

        What goes wrong is logged: the judging stands all the same.
        """
        rest = [one for one in subjects if not _is_whole(one, verdicts.get(one.id, ()), self._now)]
        whole = {one.id for one in subjects} - {one.id for one in rest}
        try:
            self._made_of = self._made_of or await asyncio.to_thread(standings_made_of, self._watch)
            async with self._store.database.read() as connection:
                stored = await changes.cursor_now(connection)
                until = await changes.begins_after(connection, self._now)
            at = EntriesAt(self._now, stored, until, self._made_of, frozenset(), {})
            made = await asyncio.to_thread(lambda: {id: packed(held[id]) for id in whole})
            if rest:
                made |= await made_standings(self._store, self._watch, rest, at)
            await keep_standings(self._store, made, at)
        except Exception:
            log.exception("standings_not_kept")


async def recount_standings(
    store: Store, watch: Watch, subjects: Sequence[Subject], now: datetime
) -> list[str]:
    """
    Make anew the kept entries of *subjects* that hold; the others are passed over anyway.

    Returns whose said something else: nobody's, unless somebody changed the store from outside.
    """
    at = await entries_at(store, await asyncio.to_thread(standings_made_of, watch), now, None, STANDINGS)
    differed: list[str] = []
    for batch in batches([one for one in subjects if one.id in at.valid]):
        before = await entries_held(store, batch, at, STANDINGS)
        made = await made_standings(store, watch, batch, at)
        await keep_standings(store, made, at)
        differed += [id for id, row in before.items() if row.packed != made[id]]
    return differed
