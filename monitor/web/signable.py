"""What a person may sign in one quarter (可签字事项): each site and account with each clause that a signature would decide."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from monitor.assess.current import of_one_edition
from monitor.domain.case import Review
from monitor.domain.site import Subject
from monitor.domain.timing import DAY, SHANGHAI, Quarter
from monitor.domain.verdict import Clause, Verdict
from monitor.regulations.editions import load_edition
from monitor.rules.base import refusal_of
from monitor.rules.signed import signature
from monitor.web.context import Web
from monitor.web.kept_standings import shown_verdicts
from monitor.wording.say import for_unit
from storage.db.apart import told_or_noted
from storage.decisions.reviews import reviews_of

Line = tuple[str, str]  #: subject and rule


@dataclass(frozen=True, slots=True, kw_only=True)
class SignableLine:
    """One site or account with one clause, as the quarter's sheet lists it."""

    subject: Subject
    clause: Clause
    verdict: Verdict | None  #: the newest of the quarter
    signed: Review | None  #: the signature that speaks of the quarter's end, or of today within it
    refusal: str  #: why a signature would not count; "" it would

    @property
    def key(self) -> Line:
        """What tells it."""
        return self.subject.id, self.clause.rule


def moment_of(quarter: Quarter, now: datetime) -> datetime:
    """The moment of *quarter* that is asked about: its end, or now while it runs."""
    end = datetime.combine(quarter.last + DAY, time(), SHANGHAI) - timedelta(seconds=1)
    return min(now, end)


async def lines_of(
    web: Web, quarter: Quarter, wanted: Collection[Line] | None = None, damaged: dict[str, str] | None = None
) -> list[SignableLine]:
    """
    Every clause of every site and account, in the order of the editions; of *wanted* only, when given.

    Those that a signature would not decide are among them, with the reason. A subject one of whose signatures is damaged is not, and
    *damaged* notes it; None: that is raised.
    """
    now = web.clock()
    moment = moment_of(quarter, now)
    subjects = [
        one for one in web.watch().subjects if wanted is None or any(one.id == id for id, _ in wanted)
    ]
    ids = [one.id for one in subjects]
    shown = await shown_verdicts(web.store, subjects, moment)
    current = {id: of_one_edition(several) for id, several in shown.items() if several}
    async with web.store.database.read() as connection:
        lost: dict[str, str] | None = None if damaged is None else {}
        signed = await told_or_noted(ids, lambda part: reviews_of(connection, part, now), lost)
    if damaged is not None and lost:
        damaged.update({f"{one.name}的签字记录": lost[one.id] for one in subjects if one.id in lost})
        subjects = [one for one in subjects if one.id not in lost]
    found = [
        line
        for one in subjects
        for line in _lines(one, current.get(one.id, ()), signed.get(one.id, ()), moment)
        if wanted is None or line.key in wanted
    ]
    return sorted(found, key=lambda line: not line.clause.people)


def _lines(
    subject: Subject, current: Iterable[Verdict], signed: Sequence[Review], moment: datetime
) -> Iterable[SignableLine]:
    newest: Mapping[str, Verdict] = {one.rule: one for one in current}
    for clause in load_edition(subject.edition).clauses:
        if clause.subject != subject.kind:
            continue
        verdict = newest.get(clause.rule)
        yield SignableLine(
            subject=subject, clause=clause, verdict=verdict, signed=signature(signed, clause.rule, moment),
            refusal=for_unit(refused) if (refused := refusal_of(clause, verdict)) else "",
        )  # fmt: skip


def holds(one: Review, signed: Sequence[Review]) -> bool:
    """Whether it is the signature that counts of its line: not revoked, and none came later."""
    if one.act != "sign":
        return False
    later = [
        other for other in signed if other.target == one.target and (other.at, other.id) > (one.at, one.id)
    ]
    return not any(other.act in ("sign", "revoke") for other in later)
