"""A year's figures, from those of its quarters (年度汇总): nothing is counted anew, and what was not watched is said."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from monitor.domain.verdict import Conclusion, Outcome, Text
from monitor.quarter.draft import decided_and_total, draft_reasons
from monitor.quarter.figures import Quarterly, as_json
from monitor.quarter.rows import Figure, SubjectQuarter
from monitor.quarter.settings import ReportSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class YearUnit:
    """What one unit published, quarter by quarter; None: that quarter was not counted."""

    name: str
    group: str
    quarters: tuple[Figure | None, ...]
    outcomes: tuple[Outcome, ...]
    interpretations: Figure | None = None  #: of the year, up to its last quarter counted

    @property
    def total(self) -> int:
        """Items of the quarters that were counted."""
        return sum(one.value or 0 for one in self.quarters if one is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFault:
    """A clause that failed on some day of the year, and on which days."""

    name: str
    veto: bool
    days: tuple[date, ...]
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class YearSubject:
    """A site or account through the year."""

    id: str
    kind: str
    name: str
    unit: str = ""
    platform: str = ""
    conclusions: tuple[Conclusion | None, ...]  #: by quarter; None: it was not watched then
    faults: tuple[YearFault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Yearly:
    """All of a year that its quarters hold."""

    year: int
    as_of: datetime
    known_by: datetime
    quarters: tuple[Quarterly, ...]  #: those that have begun, oldest first
    units: tuple[YearUnit, ...] = ()
    subjects: tuple[YearSubject, ...] = ()

    @property
    def over(self) -> bool:
        """Whether the whole year had passed."""
        return len(self.quarters) == 4 and self.quarters[-1].over

    def of_kind(self, kind: str) -> tuple[YearSubject, ...]:
        """Its sites, or its accounts."""
        return tuple(one for one in self.subjects if one.kind == kind)


def build_yearly(year: int, quarters: Sequence[Quarterly]) -> Yearly:
    """The year that *quarters* make. Raises ValueError for none."""
    if not quarters:
        raise ValueError(f"{year}: no quarter of it has begun")
    last = quarters[-1]
    by_id = [{one.id: one for one in each.outlines} for each in quarters]
    watched = [is_watched(one) for one in quarters]
    return Yearly(
        year=year,
        as_of=last.as_of,
        known_by=last.known_by,
        quarters=tuple(quarters),
        units=tuple(_units(quarters)),
        subjects=tuple(_subject(one, by_id, watched) for one in last.outlines),
    )


def is_watched(quarterly: Quarterly) -> bool:
    """Whether anything of the quarter was seen at all."""
    return quarterly.is_grounded or quarterly.output.total.value is not None


def year_draft_reasons(yearly: Yearly, settings: ReportSettings) -> tuple[Text, ...]:
    """Why there is too little to report of the year; quarters that were not watched are named, not counted."""
    watched = [one for one in yearly.quarters if is_watched(one)]
    if not watched:
        return draft_reasons(yearly.quarters[-1], settings) or (Text("draft.year_not_watched"),)
    counts = [decided_and_total(one) for one in watched]
    decided, total = sum(one for one, _ in counts), sum(one for _, one in counts)
    least = settings.notice_from_percent
    if total and 100 * decided >= least * total:
        return ()
    share = Text("draft.share", {"n": 100 * decided // total}) if total else None
    counted = {"quarters": len(watched), "total": total, "decided": decided, "share": share, "least": least}
    return (Text("draft.year_too_little", counted),)


def _units(quarters: Sequence[Quarterly]) -> Iterator[YearUnit]:
    """The units of the last quarter's roster."""
    for group in quarters[-1].output.groups:
        for unit in group.units:
            by = [
                next(
                    (
                        one
                        for one_group in q.output.groups
                        for one in one_group.units
                        if one.unit == unit.unit
                    ),
                    None,
                )
                if q.output.total.value is not None
                else None
                for q in quarters
            ]
            explained = next((one for one in quarters[-1].disclosure.by_unit if one.unit == unit.unit), None)
            yield YearUnit(
                name=unit.name,
                group=group.name,
                quarters=tuple(one.total if one is not None else None for one in by),
                outcomes=tuple(one.outcome if one is not None else Outcome.UNKNOWN for one in by),
                interpretations=explained.year if explained is not None else None,
            )


def _subject(
    last: SubjectQuarter, by_id: Sequence[Mapping[str, SubjectQuarter]], watched: Sequence[bool]
) -> YearSubject:
    """*by_id*: the subjects of each quarter; *watched*: whether anything of it was seen."""
    through = [subjects.get(last.id) for subjects in by_id]
    found: dict[str, list[Any]] = {}
    for one in through:
        for rule in one.rules if one is not None else ():
            if rule.outcome is Outcome.FAIL:
                found.setdefault(rule.name, []).append(rule)
    return YearSubject(
        id=last.id,
        kind=last.kind,
        name=last.name,
        unit=last.unit,
        platform=last.platform,
        conclusions=tuple(
            one.conclusion if one is not None and was_watched else None
            for one, was_watched in zip(through, watched, strict=True)
        ),
        faults=tuple(
            YearFault(
                name=name,
                veto=any(one.veto for one in rules),
                days=tuple(sorted({day for one in rules for day in one.failed})),
                evidence=tuple(dict.fromkeys(id for one in rules for id in one.evidence)),
            )
            for name, rules in found.items()
        ),
    )


def year_json(yearly: Yearly) -> Mapping[str, Any]:
    """The year as plain data: its quarters' trees, each as `numbers.json` of that quarter has it."""
    return {"numbers": 1, "year": yearly.year, "quarters": [as_json(one) for one in yearly.quarters]}
