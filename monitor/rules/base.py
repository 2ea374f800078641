"""The one object of every rule, from which everything else follows, and how rules are found."""

import difflib
import importlib
import pkgutil
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from monitor.domain.case import Review
from monitor.domain.finding import Owed
from monitor.domain.need import SUBJECT, Lookback, Need
from monitor.domain.second_look import REMARKED_DAYS, SecondLook
from monitor.domain.sentence import Label, Named, Text
from monitor.domain.site import ColumnKind, Site, Subject
from monitor.domain.verdict import Clause, Outcome, PartKind, Sort, Verdict
from monitor.rules.signed import signature

#: A rule's answer for one case.
Decide = Callable[[Any, Clause, datetime], Verdict]
#: Whether a clause could fail there at all: cheap, and never no where the rule fails.
MayFail = Callable[[Any, Clause, datetime], bool]


class Chapter(StrEnum):
    """The chapters of the quarterly notice that a rule can be reported in (通报章节), in their order."""

    AVAILABILITY = "网站可用性"
    HOMEPAGE = "首页更新"
    COLUMNS = "栏目更新"
    BLANK_COLUMNS = "空白栏目"
    INTERACTION = "互动回应"
    SERVICES = "办事服务"
    OTHER = "其他指标"
    MEDIA_UPDATES = "政务新媒体更新"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeEntry:
    """How the quarterly notice (通报) speaks of a rule."""

    chapter: Chapter
    order: int = 0  #: within its chapter
    words: str = ""  #: what the notice calls the fault; "" it has no paragraph of its own
    #: limits of its clause that the opening states as stretches (监测周期): name of the limit, what it is of
    stretches: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewable:
    """What a person may say that a rule decides by, apart from signing its clause (人工确认): a review of that act and target."""

    act: str  #: confirm | complete
    outcomes: tuple[str, ...]  #: what may be said
    target: str = ""  #: the name it is kept under; "" each column of the subject, under the column's id


@dataclass(frozen=True, slots=True)
class Rule:
    """
    One fault that a regulation names, decided by a pure function, and all that the program must know of it.

    *decide* gets one subject's case, the clause of the edition in force, and the moment judged. *may_fail* gets the same
    and says cheaply whether it could fail there at all; it never says no where *decide* would fail. What is loaded follows
    from *needs*, what a re-test looks at from *probes*, who may read its words from *tells*, what the rule book says from *how*, what findings, digests,
    feed and pages show part by part from *parts*, what a person may say of it on pages and by command from *reviewed*,
    what the notice says from *notice*.
    """

    id: str
    subject: str  #: site | account
    decide: Decide
    may_fail: MayFail | None = None
    needs: tuple[Need, ...] = ()
    probes: tuple[str, ...] = ()  #: names of the probes that see what it decides by
    tells: tuple[PartKind, ...] = ()  #: kinds of parts that its verdict tells apart
    how: str = ""  #: how the program decides, in Chinese, for the rule book's pages (判定方法)
    #: its verdict says how each column, or each open message, of the subject stands; one rule of each at most
    parts: Owed | None = None
    column_kinds: tuple[ColumnKind, ...] = ()  #: a late column of these kinds is late by its clause
    column_states: tuple[str, ...] = ()  #: it says whether a column found in such a state still is
    notice: NoticeEntry | None = None
    reviewed: tuple[Reviewable, ...] = ()  #: what a person may say that it decides by
    signable: bool = True  #: a person may sign the clause where it is unknown (签字确认)
    counts: bool = False  #: it counts looks of many days: one more alone does not overturn it (两次检查)


def may_fail(case: Any, clause: Clause, now: datetime) -> bool:
    """Whether the answer to *clause* could be `fail` there: by its rule, or as a person signed."""
    rule = discover().get(clause.rule)
    if rule is not None and (rule.may_fail is None or rule.may_fail(case, clause, now)):
        return True
    signed = signature(case.reviews, clause.rule, now) if case.reviews else None
    return signed is not None and signed.outcome == "fail"


#: A verdict whose needs end so asks for a person's signature.
_ASKS_A_PERSON = ".needs_person"


def can_sign(clause: Clause, newest: Verdict | None) -> bool:
    """
    Whether a person's signature on *clause* would count (签字确认): where only people decide, or the rule could not.

    What a machine decided stands whatever is signed; where a signature decided, another may take its place. A rule that is no
    person's to sign is signed all the same where its verdict asks for it, as on an app without a timeline. *newest*: the
    newest verdict; None: there is none yet.
    """
    rule = discover().get(clause.rule)
    if clause.people or rule is None:
        return True
    if newest is None:
        return rule.signable
    if newest.outcome is not Outcome.UNKNOWN and newest.confirmed_by is None:
        return False
    asks = newest.needs is not None and newest.needs.code.endswith(_ASKS_A_PERSON)
    return rule.signable or asks or newest.confirmed_by is not None


def refusal_of(clause: Clause, newest: Verdict | None) -> Text | None:
    """Why a person's signature on *clause* would change nothing, *newest* being its newest verdict; None where it counts."""
    if can_sign(clause, newest):
        return None
    table = "outcome" if clause.sort is Sort.VETO else "outcome_scored"
    state = Text("signed.now", {"outcome": Label(table, newest.outcome)}) if newest else None
    return Text("signed.measured", {"clause": Named(clause.rule, clause.name), "state": state})


def unknown_message(subject: Subject, message: str, met: Collection[str]) -> Text | None:
    """
    Why *message* cannot be struck out (剔除留言): no board of *subject* has it, its number is lacking, or it was never seen there.

    None where it may be. *met*: *message* where its boards ever showed it, else those that they showed of late.
    """
    boards = tuple(one.id for one in subject.boards) if isinstance(subject, Site) else ()
    board, _, number = message.partition("/")
    if board in boards and number.strip():
        if message in met:
            return None
        close = tuple(difflib.get_close_matches(message, [one for one in met if one.startswith(f"{board}/")]))
        near = Text("review.near", {"messages": close}) if close else Text("review.none_near")
        return Text("review.not_met", {"message": message, "subject": subject.id, "near": near})
    there = Text("review.boards", {"boards": boards}) if boards else Text("review.no_board")
    return Text("review.no_message", {"message": message, "there": there, "subject": subject.id})


def undecided(subject: Subject, target: str, decisions: Iterable[Review]) -> Text | None:
    """Why nothing can be taken back about *target* (撤回确认), *decisions* being all reviews of *subject*; None where something can."""
    decided = tuple(dict.fromkeys(one.target for one in decisions if one.act != "revoke"))
    if target in decided:
        return None
    there = Text("review.decided", {"targets": decided}) if decided else Text("review.none_decided")
    return Text("review.undecided", {"target": target, "subject": subject.id, "there": there})


@cache
def discover() -> Mapping[str, Rule]:
    """Every rule by id: each module of this package and its rooms without a leading underscore that has `RULE` or `RULES`."""
    package = importlib.import_module("monitor.rules")
    found: dict[str, Rule] = {}
    for module in pkgutil.walk_packages(package.__path__, "monitor.rules."):
        if module.ispkg or module.name.rpartition(".")[2].startswith("_"):
            continue
        loaded = importlib.import_module(module.name)
        rules = getattr(loaded, "RULES", None) or (getattr(loaded, "RULE", None),)
        found.update({rule.id: rule for rule in rules if isinstance(rule, Rule)})
    return found


def tells(rule: str) -> tuple[PartKind, ...]:
    """The kinds of parts that the verdict of the rule of that id tells apart; none where nobody wrote that rule."""
    found = discover().get(rule)
    return found.tells if found is not None else ()


def pictured_parts(rule: str, failing: Iterable[str] = ()) -> tuple[str, ...]:
    """
    The parts whose pictures (网页截图) show what a verdict of *rule* is about, of which *failing* fail.

    The subject's own page ("") goes first where the rule tells of the homepage, of visits or of posts.
    """
    own = {PartKind.HOMEPAGE, PartKind.DAY, PartKind.POSTS}
    return (*(("",) if own & set(tells(rule)) else ()), *failing)


def parts_of(rule: str) -> Owed | None:
    """What the verdict of the rule of that id says part by part; None: nothing, or nobody wrote that rule."""
    found = discover().get(rule)
    return found.parts if found is not None else None


@cache
def rule_of(part: Owed) -> Rule:
    """The rule whose verdict says how each column, or each open message, stands."""
    [found] = [one for one in discover().values() if one.parts is part]
    return found


@cache
def rule_of_column(*, kind: ColumnKind | None = None, state: str = "") -> Rule:
    """The rule by whose clause a column of that *kind*, or in that *state*, is late; of most it is the columns' own."""
    for one in discover().values():
        if kind in one.column_kinds or state in one.column_states:
            return one
    return rule_of(Owed.COLUMN)


@cache
def reported_in(chapter: Chapter) -> tuple[Rule, ...]:
    """The rules that the notice reports in *chapter*, in their order."""
    found = [one for one in discover().values() if one.notice is not None and one.notice.chapter is chapter]
    return tuple(sorted(found, key=lambda one: (one.notice.order if one.notice else 0, one.id)))


@cache
def reviewed(act: str = "") -> tuple[Reviewable, ...]:
    """What a person may say by *act* that any rule decides by; without an act, by every act. Each once, in the rules' order."""
    found = [one for rule in discover().values() for one in rule.reviewed if act in ("", one.act)]
    return tuple(dict.fromkeys(found))


@cache
def may_be_said(act: str) -> tuple[str, ...]:
    """The outcomes of *act*, whatever it is said of; each once."""
    return tuple(dict.fromkeys(outcome for one in reviewed(act) for outcome in one.outcomes))


@cache
def targets_of(act: str, outcome: str = "") -> tuple[str, ...]:
    """The fixed targets of *act* of which *outcome* may be said; without an outcome, all. Columns go by their ids instead."""
    return tuple(
        dict.fromkeys(one.target for one in reviewed(act) if one.target and outcome in ("", *one.outcomes))
    )


@cache
def deciding_by(kind: type[Any]) -> frozenset[str]:
    """The ids of the rules that need facts of *kind*."""
    return frozenset(id for id, one in discover().items() if any(need.kind is kind for need in one.needs))


def lookback(rules: Iterable[Rule], clauses: Iterable[Clause]) -> Lookback:
    """What *rules* need together, of whatever edition: a limit that a need names counts as the longest of *clauses*."""
    by_rule: dict[str, list[Clause]] = {}
    for clause in clauses:
        by_rule.setdefault(clause.rule, []).append(clause)
    needs: dict[tuple[type[Any], str], dict[Need, None]] = {}
    kinds: dict[str, dict[type[Any], None]] = {}
    for rule in rules:
        for need in rule.needs:
            whole = _with_limit(need, by_rule.get(rule.id, ()))
            needs.setdefault((need.kind, need.of), {})[whole] = None
            kinds.setdefault(rule.subject, {})[need.kind] = None
            kinds[rule.subject][SecondLook] = None  # of whatever rule: `judge` asks for it
    needs[SecondLook, SUBJECT] = {Need(kind=SecondLook, days=REMARKED_DAYS): None}
    return Lookback(
        {key: tuple(needed) for key, needed in needs.items()},
        {subject: tuple(needed) for subject, needed in kinds.items()},
    )


def _with_limit(need: Need, clauses: Iterable[Clause]) -> Need:
    """*need* with the longest of its limits counted in."""
    if need.days is None or not need.limit:
        return need
    limits = ({**one.limit, **one.own}.get(need.limit) for one in clauses)
    more = max((limit.value for limit in limits if limit is not None), default=0)
    return replace(need, days=need.days + more, limit="")
