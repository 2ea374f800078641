"""What the first page says of everything that is watched (总览): worked out at once, or batch by batch while it is judged, and kept."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any, Generic, TypeVar, overload

from monitor.assess.due import due_soon, policy_of
from monitor.domain.access import Role, Viewer
from monitor.domain.finding import Owed, Standing
from monitor.domain.sentence import Text
from monitor.domain.site import Watch
from monitor.domain.verdict import Conclusion, Outcome
from monitor.regulations.editions import edition_ids, item_of, load_edition
from monitor.web import charts
from monitor.web.overview import OutcomeChange, Overview, mine
from monitor.web.pages._trends import DayFigures
from monitor.wording.say import for_unit

#: Rows of one list on the first page; the lists behind it hold all.
ROWS = 20
#: So many of the subjects that an unknown is about are named, and so many ways to settle it.
NAMED = 3
#: Whoever sees everything.
CENTRE = Viewer(name="", role=Role.CENTRE)
#: What became what, the gravest first.
_GRAVE = tuple(
    (before, after)
    for after in (Outcome.FAIL, Outcome.UNKNOWN, Outcome.PASS, Outcome.NOT_APPLICABLE)
    for before in (Outcome.PASS, Outcome.UNKNOWN, Outcome.NOT_APPLICABLE, Outcome.FAIL)
)

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class FirstOf(Sequence[Thing], Generic[Thing]):
    """A list of so *many* of which only the first are at hand."""

    first: tuple[Thing, ...] = ()
    many: int = 0

    def __len__(self) -> int:
        return self.many

    @overload
    def __getitem__(self, at: int) -> Thing: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Thing]: ...
    def __getitem__(self, at: int | slice) -> Any:
        return self.first[at]

    def __iter__(self) -> Iterator[Thing]:
        return iter(self.first)

    def __add__(self, others: Sequence[Thing]) -> "FirstOf[Thing]":
        return FirstOf((*self.first, *others), self.many + len(others))


def _merged(
    mine: Sequence[Thing], theirs: Sequence[Thing], order: Callable[[Thing], Any] | None, most: int = ROWS
) -> FirstOf[Thing]:
    """Both in one *order*, those of the first list first where it tells no difference."""
    both = [*mine, *theirs]
    if order is not None:
        both.sort(key=order)
    return FirstOf(tuple(both[:most]), len(mine) + len(theirs))


@dataclass(frozen=True, slots=True)
class Failing:
    """One subject that fails, with the indicators it fails by."""

    subject: str
    indicators: tuple[Standing, ...]
    since_yesterday: bool


@dataclass(frozen=True, slots=True)
class Unseen:
    """One thing that cannot be told, how often, and what would make it known."""

    kind: str  #: what is counted together
    names: tuple[str, ...]  #: of the indicators
    asked: Mapping[str, int]  #: what would make it known, and how often
    subjects: Sequence[str]
    many: int
    people: bool  #: only a signature decides

    @property
    def name(self) -> str:
        """What it asks about."""
        return "人工确认项：" + "、".join(self.names) if self.people else self.names[0]

    @property
    def needs(self) -> tuple[str, ...]:
        """What would make most of it known."""
        return () if self.people else tuple(said for said, _ in Counter(self.asked).most_common(NAMED))


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """The subjects with an indicator that became another, by what became what."""

    before: Outcome
    after: Outcome
    subjects: Sequence[tuple[str, tuple[str, ...]]]  #: each with the names of its indicators


@dataclass(frozen=True, slots=True)
class TodayView:
    """All that the page says of the sites and accounts that one viewer sees."""

    conclusions: Mapping[Conclusion, int] = field(default_factory=Counter)
    failing: Sequence[Failing] = ()
    late_columns: Sequence[Standing] = ()
    late_messages: Sequence[Standing] = ()
    near: Sequence[Standing] = ()
    near_days: Mapping[int, int] = field(default_factory=Counter)
    due_days: Mapping[int, int] = field(default_factory=Counter)
    unseen: Sequence[Unseen] = ()
    changes: Sequence[ChangeGroup] = ()
    unknown: int = 0  #: indicators that nobody can tell

    @property
    def unread(self) -> int:
        """How much could not be told by looking; what waits for a signature is not counted."""
        return sum(one.many for one in self.unseen if not one.people)

    def shown(self) -> Iterator[Standing]:
        """What stands in the rows of the page."""
        for rows in (self.late_columns, self.late_messages, self.near):
            yield from rows[:ROWS]
        for one in self.failing[:ROWS]:
            yield from one.indicators


def today_view_of(overview: Overview, who: Viewer) -> TodayView:
    """What the page says to *who*, worked out once an overview."""
    key = ("morning", who.role is Role.UNIT and who.unit)
    if key not in overview.worked_out:
        overview.worked_out[key] = morning(overview, who)
    found = overview.worked_out[key]
    assert isinstance(found, TodayView)
    return found


def morning(overview: Overview, who: Viewer) -> TodayView:
    """What the page says to *who*; nothing is judged anew."""
    subjects = {one.id for one in overview.watch.subjects if who.may_see(one.unit)}
    seen = mine(overview, who)
    late = [one for one in seen if one.outcome is Outcome.FAIL]
    unknown = [one for one in seen if one.outcome is Outcome.UNKNOWN]
    policy = policy_of(overview.watch.settings.alerts)
    near = [one for one in seen if due_soon(one, policy)]
    changes = tuple(one for one in overview.changes if one.subject in subjects)
    return TodayView(
        conclusions=Counter(conclusion for id, conclusion in overview.conclusions.items() if id in subjects),
        failing=_failing(late, changes),
        late_columns=sorted((one for one in late if one.owed is Owed.COLUMN), key=_worst_first),
        late_messages=sorted((one for one in late if one.owed is Owed.MESSAGE), key=_worst_first),
        near=sorted(near, key=_nearest_first),
        near_days=Counter(one.days_left for one in near if one.days_left is not None),
        due_days=Counter(
            one.days_left
            for one in seen
            if one.outcome is Outcome.PASS
            and one.days_left is not None
            and 0 <= one.days_left < charts.DUE_DAYS
        ),
        unseen=_unseen(unknown),
        changes=_grouped(changes),
        unknown=len(
            {
                (one.subject, one.rule)
                for one in overview.standings
                if one.owed is Owed.INDICATOR and one.outcome is Outcome.UNKNOWN and one.subject in subjects
            }
        ),
    )


def merged(mine: TodayView, theirs: TodayView) -> TodayView:
    """What is said of two parts of what is watched, said of both: of lists the first rows, and how many they are."""
    groups = {(one.before, one.after): one.subjects for one in mine.changes}
    for one in theirs.changes:
        pair = (one.before, one.after)
        groups[pair] = _merged(groups.get(pair, ()), one.subjects, None)
    return TodayView(
        conclusions=Counter(mine.conclusions) + Counter(theirs.conclusions),
        failing=_merged(mine.failing, theirs.failing, _gravest_first),
        late_columns=_merged(mine.late_columns, theirs.late_columns, _worst_first),
        late_messages=_merged(mine.late_messages, theirs.late_messages, _worst_first),
        near=_merged(mine.near, theirs.near, _nearest_first),
        near_days=Counter(mine.near_days) + Counter(theirs.near_days),
        due_days=Counter(mine.due_days) + Counter(theirs.due_days),
        unseen=_both_unseen(mine.unseen, theirs.unseen),
        changes=_in_order(groups),
        unknown=mine.unknown + theirs.unknown,
    )


def _both_unseen(mine: Sequence[Unseen], theirs: Sequence[Unseen]) -> Sequence[Unseen]:
    found = {one.kind: one for one in mine}
    for one in theirs:
        held = found.get(one.kind)
        if held is not None:
            found[one.kind] = Unseen(
                one.kind, tuple(dict.fromkeys((*held.names, *one.names))), dict(Counter(held.asked) + Counter(one.asked)),
                _merged(held.subjects, one.subjects, None, NAMED), held.many + one.many, one.people,
            )  # fmt: skip
        else:
            found[one.kind] = one
    return sorted(found.values(), key=_people_last)


def _people_last(one: Unseen) -> tuple[bool, int]:
    return one.people, -one.many


def _gravest_first(one: Failing) -> tuple[bool, int]:
    return not one.since_yesterday, -len(one.indicators)


def _nearest_first(one: Standing) -> tuple[int, str, str]:
    return one.days_left or 0, one.subject, one.part


def _worst_first(one: Standing) -> tuple[bool, int]:
    return one.days_left is None, one.days_left or 0


def _failing(late: Iterable[Standing], changes: Iterable[OutcomeChange]) -> Sequence[Failing]:
    """Subjects that fail a veto: those that began since yesterday first."""
    by_subject: dict[str, list[Standing]] = {}
    for one in late:
        if one.owed is Owed.INDICATOR and one.veto:
            by_subject.setdefault(one.subject, []).append(one)
    fresh = {one.subject for one in changes if one.after is Outcome.FAIL}
    found = [Failing(subject, tuple(failing), subject in fresh) for subject, failing in by_subject.items()]
    return sorted(found, key=_gravest_first)


def unread_of(standings: Iterable[Standing]) -> int:
    """How many of *standings* could not be told by looking; what waits for a signature is not counted."""
    signed = _people_rules()
    return sum(one.outcome is Outcome.UNKNOWN and one.rule not in signed for one in standings)


def _unseen(unknown: Sequence[Standing]) -> Sequence[Unseen]:
    """Grouped by what is asked, columns by what would settle them; what only people decide comes last, the most frequent first."""
    groups: dict[str, list[Standing]] = {}
    signed, known = _people_rules(), dict[int, str]()

    def said(text: Text) -> str:
        """Its words: what thousands say is one object."""
        return known.get(id(text)) or known.setdefault(id(text), for_unit(text))

    for one in unknown:
        kind = "人工" if one.rule in signed else one.rule
        if one.owed is Owed.COLUMN:
            kind = f"栏目{said(one.needs) if one.needs else ''}"
        groups.setdefault(kind, []).append(one)
    found = []
    for kind, group in groups.items():
        asked: Counter[str] = Counter()
        for one in group if kind != "人工" else ():
            asked[said(one.needs or one.reason)] += 1
        is_column = group[0].owed is Owed.COLUMN
        names = ["栏目更新"] if is_column else [one.name for one in group]
        found.append(
            Unseen(
                kind=kind,
                names=tuple(dict.fromkeys(map(item_of, names) if kind == "人工" else names)),
                asked=dict(asked),
                subjects=tuple(dict.fromkeys(one.subject for one in group)),
                many=len(group),
                people=kind == "人工",
            )
        )
    return sorted(found, key=_people_last)


def _people_rules() -> frozenset[str]:
    """The rules that wait for a signature."""
    return frozenset(
        clause.rule for id in edition_ids() for clause in load_edition(id).clauses if clause.people
    )


def _grouped(changes: Iterable[OutcomeChange]) -> Sequence[ChangeGroup]:
    """Changes by what became what, the gravest first, and by subject within."""
    kinds: dict[tuple[Outcome, Outcome], dict[str, list[str]]] = {}
    for one in changes:
        kinds.setdefault((one.before, one.after), {}).setdefault(one.subject, []).append(one.name)
    return _in_order(
        {pair: [(id, tuple(names)) for id, names in by_subject.items()] for pair, by_subject in kinds.items()}
    )


def _in_order(
    groups: Mapping[tuple[Outcome, Outcome], Sequence[tuple[str, tuple[str, ...]]]],
) -> Sequence[ChangeGroup]:
    order = {pair: n for n, pair in enumerate(_GRAVE)}
    return [
        ChangeGroup(*pair, subjects)
        for pair, subjects in sorted(groups.items(), key=lambda one: order.get(one[0], 99))
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptMorning:
    """The first page as the nightly judging left it, for whoever sees everything."""

    mark: str  #: of the configuration that it was judged by
    judged_at: datetime
    since: datetime  #: since when its changes are
    cursor: tuple[int, int]  #: the newest verdict and repeat then
    conclusions: dict[Conclusion, int]
    failing: tuple[Failing, ...]
    late_columns: tuple[Standing, ...]
    late_messages: tuple[Standing, ...]
    near: tuple[Standing, ...]
    near_days: dict[int, int]
    due_days: dict[int, int]
    unseen: tuple[tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...], int, int, bool], ...]
    changes: tuple[tuple[Outcome, Outcome, tuple[tuple[str, tuple[str, ...]], ...], int], ...]
    many: dict[str, int]  #: how long the lists are of which the first rows are here
    unknown: int
    unjudged: tuple[str, ...] = ()  #: subjects without a verdict
    trends: tuple[
        tuple[float | None, ...], ...
    ] = ()  #: the figures of the charts, by day, up to the day of *judged_at*

    def view(self) -> TodayView:
        """What the page says."""
        return TodayView(
            conclusions=Counter(self.conclusions), failing=FirstOf(self.failing, self.many["failing"]),
            late_columns=FirstOf(self.late_columns, self.many["late_columns"]),
            late_messages=FirstOf(self.late_messages, self.many["late_messages"]),
            near=FirstOf(self.near, self.many["near"]), near_days=Counter(self.near_days), due_days=Counter(self.due_days),
            unseen=[
                # the needs stand in the order in which they count
                Unseen(kind, names, {one: len(needs) - n for n, one in enumerate(needs)}, FirstOf(subjects, of), many, people)
                for kind, names, needs, subjects, of, many, people in self.unseen
            ],
            changes=[ChangeGroup(before, after, FirstOf(subjects, many)) for before, after, subjects, many in self.changes],
            unknown=self.unknown,
        )  # fmt: skip


def as_kept(
    view: TodayView,
    watch: Watch,
    judged_at: datetime,
    since: datetime,
    cursor: tuple[int, int],
    figures: DayFigures,
    unjudged: Iterable[str] = (),
) -> KeptMorning:
    """*view* as it is kept, with the *figures* of its charts."""
    lists = ("failing", "late_columns", "late_messages", "near")
    return KeptMorning(
        mark=mark_of(watch), judged_at=judged_at, since=since, cursor=cursor, conclusions=dict(view.conclusions),
        failing=tuple(view.failing[:ROWS]), late_columns=tuple(view.late_columns[:ROWS]),
        late_messages=tuple(view.late_messages[:ROWS]), near=tuple(view.near[:ROWS]), near_days=dict(view.near_days),
        due_days=dict(view.due_days),
        unseen=tuple(
            (one.kind, one.names, one.needs, tuple(one.subjects[:NAMED]), len(one.subjects), one.many, one.people)
            for one in view.unseen
        ),
        changes=tuple((one.before, one.after, tuple(one.subjects[:ROWS]), len(one.subjects)) for one in view.changes),
        many={name: len(getattr(view, name)) for name in lists}, unknown=view.unknown,
        trends=tuple(map(tuple, figures)),
        unjudged=tuple(unjudged),
    )  # fmt: skip


def mark_of(watch: Watch) -> str:
    """The same of two configurations under which the first page says the same of the same verdicts."""
    said = [f"{one.kind} {one.id} {one.unit} {one.edition}" for one in watch.subjects]
    return sha256("\n".join((*said, repr(watch.settings.alerts))).encode()).hexdigest()
