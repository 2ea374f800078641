"""
How each subject stands by its newest verdicts (时效情况), as pages need it: held in little memory, and kept by the judging.

A kept entry is passed over like one of the feed: made of anything else than what is stored and configured now, it is made anew.
"""

import asyncio
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import structlog
from isal import isal_zlib
from pydantic_core import from_json

from monitor.assess.standings import standings
from monitor.domain.finding import Owed, Standing
from monitor.domain.parts import unit_ids
from monitor.domain.sentence import Text, from_plain, to_plain
from monitor.domain.site import Account, Site, Subject, Watch
from monitor.domain.timing import SHANGHAI
from monitor.domain.verdict import Outcome, Verdict
from monitor.feed.kept import EntriesAt, entries_held, made_of, put_entries, verdict_key
from monitor.regulations.editions import load_edition
from storage.db.rows import texts_of
from storage.decisions import changes
from storage.decisions.feed_entries import STANDINGS, FeedEntry
from storage.decisions.verdict_text import collector_rests, decode_verdicts
from storage.decisions.verdicts import newest_verdicts
from storage.store import Store

log = structlog.get_logger()

_OWED, _OUTCOMES = tuple(Owed), {one.value: one for one in Outcome}


@dataclass(frozen=True, slots=True)
class SubjectStandings:
    """How one subject stands by its newest verdicts, in the order of its edition."""

    standings: tuple[Standing, ...] = ()  #: each indicator, and behind it its columns or messages
    decided_at: tuple[datetime, ...] = ()  #: of each indicator
    needs: tuple[Text | None, ...] = ()  #: what would make each indicator known

    @property
    def indicators(self) -> list[Standing]:
        """Of each verdict the indicator as a whole."""
        return [one for one in self.standings if one.owed is Owed.INDICATOR]


def rules_of(subject: Subject) -> list[str]:
    """The rules of the edition in force for *subject*, in its order."""
    return [one.rule for one in load_edition(subject.edition).clauses if one.subject == subject.kind]


def standings_made_of(watch: Watch) -> dict[str, str]:
    """What the entry of each subject is made of besides verdicts: names of units too, as messages are their owners'."""
    units = hashlib.sha256(json.dumps(sorted(unit_ids(watch).items())).encode()).hexdigest()
    return made_of(watch, units)


def standings_of(
    watch: Watch, subjects: Sequence[Subject], verdicts: Mapping[str, Sequence[Verdict]]
) -> dict[str, SubjectStandings]:
    """How *subjects* of *watch* stand by their newest *verdicts*."""
    by_rule = {one.id: {said.rule: said for said in verdicts.get(one.id, ())} for one in subjects}
    ordered = {
        one.id: [by_rule[one.id][id] for id in rules_of(one) if id in by_rule[one.id]] for one in subjects
    }
    found: dict[str, list[Standing]] = {one.id: [] for one in subjects}
    for one in standings(_only(watch, subjects), ordered):
        found[one.subject].append(one)
    return {
        id: SubjectStandings(
            tuple(found[id]), tuple(one.decided_at for one in several), tuple(one.needs for one in several)
        )
        for id, several in ordered.items()
    }


def _only(watch: Watch, subjects: Sequence[Subject]) -> Watch:
    return replace(
        watch, sites=tuple(one for one in subjects if isinstance(one, Site)),
        accounts=tuple(one for one in subjects if isinstance(one, Account)),
    )  # fmt: skip


def packed(held: SubjectStandings) -> bytes:
    """*held* as it is kept: each sentence and each id of evidence once."""
    texts: dict[str, int] = {}
    evidence: dict[str, int] = {}

    def text(one: Text | None) -> int | None:
        if one is None:
            return None
        plain = json.dumps(to_plain(one), ensure_ascii=False, separators=(",", ":"))
        return texts.setdefault(plain, len(texts))

    rows = [
        [
            one.rule, one.part, _OWED.index(one.owed), one.name, one.unit, one.veto, one.outcome.value,
            one.newest.isoformat() if one.newest else None, one.due_on.isoformat() if one.due_on else None, one.days_left,
            text(one.reason), text(one.needs), one.people, [evidence.setdefault(id, len(evidence)) for id in one.evidence],
            one.shared, one.whole,
        ]
        for one in held.standings
    ]  # fmt: skip
    judged = [[at.isoformat(), text(one)] for at, one in zip(held.decided_at, held.needs, strict=True)]
    said = json.dumps([rows, judged, [*texts], [*evidence]], ensure_ascii=False, separators=(",", ":"))
    made: bytes = isal_zlib.compress(said.encode(), 1)
    return made


class Unpacker:
    """Makes of kept bytes what they were made of; for one reading, in which what is said of thousands is one object."""

    def __init__(self) -> None:
        self._texts: dict[str, Text] = {}
        self._names: dict[str, str] = {}
        self._days: dict[str | None, date | None] = {None: None}
        self._moments: dict[str, datetime] = {}

    def unpacked(self, subject: Subject, packed: bytes) -> SubjectStandings:
        """How *subject* stands, of which *packed* was made."""
        rows, judged, plain, evidence = from_json(isal_zlib.decompress(packed))
        name, day, id = self._names.setdefault, self._day, subject.id
        texts: list[Text | None] = [self._text(one) for one in plain]
        texts.append(None)
        return SubjectStandings(
            tuple(
                Standing(
                    subject=id, rule=name(rule, rule), part=name(part, part), owed=_OWED[owed], name=name(called, called),
                    unit=unit if unit is None else name(unit, unit), veto=veto, outcome=_OUTCOMES[outcome], newest=day(newest),
                    due_on=day(due_on), days_left=left, reason=texts[reason],
                    needs=texts[-1 if needs is None else needs], people=people,
                    evidence=tuple([evidence[n] for n in ids]), shared=shared, whole=whole,
                )
                for rule, part, owed, called, unit, veto, outcome, newest, due_on, left, reason, needs, people, ids, shared, whole in rows
            ),
            tuple([self._moment(at) for at, _ in judged]),
            tuple([texts[-1 if one is None else one] for _, one in judged]),
        )  # fmt: skip

    def _text(self, plain: str) -> Text:
        found = self._texts.get(plain)
        if found is None:
            found = self._texts[plain] = from_plain(json.loads(plain))
        return found

    def _day(self, text: str | None) -> date | None:
        if text not in self._days:
            self._days[text] = date.fromisoformat(text) if text else None
        return self._days[text]

    def _moment(self, text: str) -> datetime:
        found = self._moments.get(text)
        if found is None:
            found = self._moments[text] = datetime.fromisoformat(text).astimezone(SHANGHAI)
        return found


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
    in_hand: Mapping[str, Sequence[Verdict]] | None = None,
) -> dict[str, bytes]:
    """How *subjects* stand, packed, made of what is stored; *in_hand*: verdicts just saved, which need not be read."""
    hand = {verdict_key(one): one for several in (in_hand or {}).values() for one in several}
    async with store.database.read() as connection:
        rows = await newest_verdicts(connection, [one.id for one in subjects], at.now)
        lacking = [row for row in rows if verdict_key(row) not in hand]
        texts = await texts_of(connection, [row.digest for row in lacking]) if lacking else {}

    def make() -> dict[str, bytes]:
        decoded = dict(zip(texts, decode(list(texts.values())), strict=True)) if texts else {}
        with collector_rests():
            held: dict[str, list[Verdict]] = {one.id: [] for one in subjects}
            for row in rows:
                found = hand.get(verdict_key(row))
                held[row.subject].append(found or row.read(decoded[row.digest]))
            return {id: packed(one) for id, one in standings_of(watch, subjects, held).items()}

    return await asyncio.to_thread(make)


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

    async def add(self, subjects: Sequence[Subject], verdicts: Mapping[str, Sequence[Verdict]]) -> None:
        """Take in *subjects* with their *verdicts*, which are saved. What goes wrong is logged: the judging stands all the same."""
        try:
            self._made_of = self._made_of or await asyncio.to_thread(standings_made_of, self._watch)
            async with self._store.database.read() as connection:
                stored = await changes.cursor_now(connection)
                until = await changes.begins_after(connection, self._now)
            at = EntriesAt(self._now, stored, until, self._made_of, frozenset(), {})
            made = await made_standings(self._store, self._watch, subjects, at, in_hand=verdicts)
            await keep_standings(self._store, made, at)
        except Exception:
            log.exception("standings_not_kept")
