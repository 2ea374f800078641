"""Candidates → features → decision (发布日期判定): vetoes first, then the rows in their order, the ranker as second voice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from monitor.domain.timing import DAY
from probes.pages.article.features import Weighed
from probes.pages.article.ranker import Ranker
from probes.pages.article.rules import CONFIRMED, RANKER, ROWS, SURE, RuleRow, Veto, row_of, veto_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Considered:
    """One day with what became of it."""

    weighed: Weighed
    veto: Veto | None = None
    row: RuleRow | None = None
    ranker: Ranker | None = None

    @property
    def chance(self) -> float:
        """The ranker's, 0 to 1; 0 without one."""
        if self.ranker is None:
            return 0.0
        has = self.weighed.features
        return self.ranker.chance(has | {f"row.{self.row.id}"} if self.row is not None else has)

    @property
    def rule(self) -> str:
        """The id of the veto on it or of the row that takes it; "" where none speaks."""
        ruled = self.veto or self.row
        return ruled.id if ruled is not None else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The publish day, if one is sure enough, and all that was weighed."""

    chosen: Considered | None = None
    rule: str = ""  #: id of the row that decided, or `ranker`
    doubted: str = ""  #: id of the row whose day was not sure enough to be told
    judged: tuple[Considered, ...] = field(default=())


def judge(
    weighed: Sequence[Weighed], ranker: Ranker | None, off: Sequence[str] = ()
) -> tuple[Considered, ...]:
    """Each day with its veto, its row and its chance, 0 without a *ranker*; *off*: rows left out, for measuring."""
    found = list[Considered]()
    for one in weighed:
        veto = veto_of(one.features)
        row = None if veto else row_of(one.features, off)
        found.append(Considered(weighed=one, veto=veto, row=row, ranker=ranker))
    return tuple(found)


def first_of(judged: Sequence[Considered]) -> Considered | None:
    """The day that the first speaking row takes; of several the one that stands first on the page."""
    fit = _without_changes([one for one in judged if one.row is not None])
    if (
        len(fit) > 1
        and len({one.weighed.met.found.on for one in fit if one.weighed.met.spelling not in _ELSEWHERE}) > 1
    ):
        fit = [one for one in fit if one.row is not None and not one.row.alone]
    return min(fit, key=_order) if len(fit) > 1 else fit[0] if fit else None


def _without_changes(fit: list[Considered]) -> list[Considered]:
    """*fit*, without the days of a change (更新时间) where an older one is that on which the page was published."""
    firsts = [one for one in fit if "label.changed" not in one.weighed.features or _is_named(one)]
    return [
        one
        for one in fit
        if "label.changed" not in one.weighed.features
        or _is_named(one)
        or not any(_was_before(first, one) for first in firsts)
    ]


def _is_named(one: Considered) -> bool:
    return "label.publishing" in one.weighed.features


def _was_before(first: Considered, change: Considered) -> bool:
    """
    Whether an older day is below the text and named as published; or over it, and the *change* has no row that is sure, or the day is near a
    title and has one, with its time or above the change.
    """
    one, then, has = first.weighed.met.found, change.weighed.met.found, first.weighed.features
    if one.on >= then.on:
        return False
    if "prose.above" in has:
        return _is_named(first)
    is_first = one.at is not None or one.start < then.start
    return _row(change).rank > SURE or ("title.near" in has and _row(first).rank <= SURE and is_first)


def _row(one: Considered) -> RuleRow:
    """The row that takes a day; the last of all where none does."""
    return one.row or ROWS[-1]


_ELSEWHERE = frozenset({"variable", "tag", "element", "address"})
BARE = ("moment_under_title", "day_under_title")
NEXT_ABOVE = "label_above_text"
#: Rows of this rank or better read a word that says 发布 or 时间: the ranker is not asked, as it is of a change (更新时间).
_STATED = 1
#: So few characters part two days that stand right below each other.
_NEXT = 6


def _order(one: Considered) -> tuple[int, bool, bool, int, int]:
    """
    The better rank, then of bare days what no title parts from its text and what a tag or the address states too, then what stands first; of
    labels without a title, the one closest above a text.
    """
    row, weighed = _row(one), one.weighed
    parted = row.id in BARE and "title.before_text" in weighed.features
    unconfirmed = row.id not in BARE or weighed.features.isdisjoint(CONFIRMED)
    begins = weighed.begins if row.id == NEXT_ABOVE else 0
    return row.rank, parted, unconfirmed, begins, weighed.met.found.start


def older_than(chosen: Considered, judged: Sequence[Considered]) -> Iterator[Considered]:
    """Those of *judged* whose day is older than the *chosen* one."""
    on = chosen.weighed.met.found.on
    return (one for one in judged if one.weighed.met.found.on < on)


def _is_later_than_a_tag(chosen: Considered) -> bool:
    """Whether a row that is not sure takes a day although a tag of the page states an older one."""
    return _row(chosen).rank > SURE and "tag.older" in chosen.weighed.features


def _is_later_than_the_text(chosen: Considered, judged: Sequence[Considered]) -> bool:
    """Whether a script names a day although a row takes an older one of the text: what it names may be another thing's."""
    return chosen.weighed.met.spelling == "variable" and any(
        one.row is not None and one.weighed.met.spelling not in _ELSEWHERE
        for one in older_than(chosen, judged)
    )


def _is_later_than_its_like(chosen: Considered, judged: Sequence[Considered]) -> bool:
    """Whether one row takes two bare days right below each other, the first the newer one, and neither facts nor a tag nor the address tell which is the page's own."""
    ends = chosen.weighed.met.found.end
    return (
        _row(chosen).id in BARE
        and chosen.weighed.features.isdisjoint(CONFIRMED | {"line.facts"})
        and any(
            one.row is chosen.row and 0 <= one.weighed.met.found.start - ends <= _NEXT
            for one in older_than(chosen, judged)
        )
    )


#: So much older than the publish day is no day that signs the text.
SIGNED_BEFORE = 90 * DAY
_ALONE = frozenset({"line.alone", "line.whole_year", "prose.above"})


def _is_later_than_below(chosen: Considered, judged: Sequence[Considered]) -> bool:
    """Whether a day over the title or farther below it is taken although a much older one stands alone below the text; not one named as published beside a document's own (成文日期)."""
    found, has = chosen.weighed.met.found, chosen.weighed.features
    is_apart = "title.near" not in has or "prose.above" in has
    return (
        is_apart
        and has.isdisjoint(CONFIRMED)
        and not (_is_named(chosen) and any("others.issue" in one.weighed.features for one in judged))
        and any(
            one.veto is None
            and one.weighed.features >= _ALONE
            and "prose.goes_on" not in one.weighed.features
            and found.on - one.weighed.met.found.on > SIGNED_BEFORE
            for one in judged
        )
    )


def _is_later_over_a_title(chosen: Considered, judged: Sequence[Considered]) -> bool:
    """Whether a text is said to begin below a day and over the page's own title, and a row takes an older day below that."""
    found, has = chosen.weighed.met.found, chosen.weighed.features
    return (
        _row(chosen).id == NEXT_ABOVE
        and has.isdisjoint({"title.unknown", "title.before_text"})
        and any(
            one.row is not None
            and one.weighed.met.found.start > found.start
            and "title.none" not in one.weighed.features
            for one in older_than(chosen, judged)
        )
    )


#: A day that stands so may be an article's publish day, whether or not a row takes it; and one beside its facts.
STANDS = frozenset({"line.furniture", "line.whole_year"})
_BESIDE_FACTS = STANDS | {"line.facts"}


def _is_later_than_one_above(chosen: Considered, judged: Sequence[Considered]) -> bool:
    """Whether a label is taken on a page whose title is not to be found, and an older day that nothing proves another's stands beside facts above it, and does not sign the text right above: the page may go on to another article."""
    return _row(chosen).id == "label_without_title" and any(
        (one.veto is None or one.veto.id == "card_of_another_article")
        and one.weighed.features >= _BESIDE_FACTS
        and one.weighed.met.found.end < chosen.weighed.met.found.start
        and not _signs_right_above(one, chosen)
        for one in older_than(chosen, judged)
    )


def _signs_right_above(one: Considered, chosen: Considered) -> bool:
    """Whether a day below the text, not much older than the *chosen* one, stands on the line above that."""
    found, below = one.weighed.met.found, chosen.weighed.met.found
    return (
        "title.after_text" in one.weighed.features
        and below.start - found.end <= _NEXT
        and below.on - found.on <= SIGNED_BEFORE
    )


def decide(judged: Sequence[Considered], ranker: Ranker) -> Decision:
    """
    The day of the first row that speaks, where neither the ranker nor a tag doubts it; where none speaks, the ranker's favourite.

    Two days between which only the ranker could choose are no answer: a newer day than the true one is the worst error.
    """
    chosen = first_of(judged)
    if chosen is not None and chosen.row is not None:
        if (
            _is_later_than_a_tag(chosen)
            or _is_later_than_the_text(chosen, judged)
            or _is_later_than_its_like(chosen, judged)
            or _is_later_over_a_title(chosen, judged)
            or _is_later_than_one_above(chosen, judged)
            or _is_later_than_below(chosen, judged)
            or (chosen.row.rank > _STATED and chosen.row.asked and chosen.chance < ranker.told)
        ):
            return Decision(doubted=chosen.row.id, judged=tuple(judged))
        return Decision(chosen=chosen, rule=chosen.row.id, judged=tuple(judged))
    free = [one for one in judged if not one.veto]
    best = max(free, key=lambda one: (one.chance, -one.weighed.met.found.start), default=None)
    if best is not None and best.chance >= ranker.alone:
        return Decision(chosen=best, rule=RANKER, judged=tuple(judged))
    return Decision(judged=tuple(judged))
