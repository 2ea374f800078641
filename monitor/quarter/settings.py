"""What `[report]` says, ready to use; what it leaves out is left out, never taken as zero."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from monitor.domain.settings import NOTICE_FROM_PERCENT, HigherNotice
from monitor.domain.site import Unit, Watch
from monitor.quarter.classes import ColumnClass, choose, choose_columns


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitGroup:
    """Units that are counted and ranked together (镇街, 部门)."""

    name: str
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """The words around the figures (版头、主送、落款)."""

    title: str = ""
    number: str = ""
    addressees: str = ""
    signer: str = ""
    signed_on: date | None = None
    area: str = ""
    checked_by: str = ""
    rectify_by: date | None = None
    update_by: date | None = None
    deliver_to: str = ""
    contact: str = ""
    mail: str = ""
    demands: tuple[str, ...] = ()  #: said after ours, word for word
    attachments: tuple[str, ...] = ()
    copies_to: str = ""  #: 抄送


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSettings:
    """All of `[report]`."""

    letterhead: Letterhead = Letterhead()
    sites: tuple[str, ...] = ()  #: whose output counts
    towns: UnitGroup = UnitGroup(name="镇街", units=())
    departments: UnitGroup = UnitGroup(name="部门", units=())
    outside: tuple[str, ...] = ()  #: sources that are nobody's here: 新华社
    points: tuple[date, ...] = ()
    output_minimum: int | None = None
    output_rule: str = ""
    interpretation_minimum: int | None = None
    interpretation_days: int | None = None
    survey_minimum: int | None = None
    solicitation_minimum: int | None = None
    interview_minimum: int | None = None
    yearly: tuple[Unit, ...] | None = None  #: who owes a yearly disclosure report; None: not said
    columns: Mapping[str, ColumnClass] = field(default_factory=dict)  #: by class
    uncounted: ColumnClass = field(
        default_factory=ColumnClass
    )  #: columns that a person left out of the output
    higher: tuple[HigherNotice, ...] = ()
    notice_from_percent: int = NOTICE_FROM_PERCENT  #: told lines below which the notice is a draft (监测不足)

    @property
    def rostered(self) -> tuple[Unit, ...]:
        """Towns, then departments."""
        return (*self.towns.units, *self.departments.units)


def read_settings(watch: Watch) -> ReportSettings:
    """`[report]` of *watch*; without it, all its fallbacks."""
    said = watch.settings.report
    sites = (said.site,) if said.site else tuple(one.id for one in watch.sites)
    head = {name: getattr(said, name) for name in Letterhead.__dataclass_fields__}
    head["checked_by"] = head["checked_by"] or watch.centre.name
    head["signer"] = head["signer"] or watch.centre.name
    counted = [watch.site(said.site)] if said.site else watch.sites
    return ReportSettings(
        letterhead=Letterhead(**head),
        sites=sites,
        towns=UnitGroup(name=said.towns_name, units=_units(watch, said.towns)),
        departments=UnitGroup(name=said.departments_name, units=_units(watch, said.departments)),
        outside=said.outside,
        points=tuple(sorted(said.points)),
        output_minimum=said.output_minimum,
        output_rule=said.output_rule,
        interpretation_minimum=said.interpretation_minimum,
        interpretation_days=said.interpretation_days,
        survey_minimum=said.survey_minimum,
        solicitation_minimum=said.solicitation_minimum,
        interview_minimum=said.interview_minimum,
        yearly=None if said.yearly is None else _units(watch, said.yearly),
        columns=choose_columns(counted, said.columns),
        uncounted=choose("uncounted", counted, said.columns.get("uncounted") or ()),
        higher=said.higher,
        notice_from_percent=said.notice_from_percent,
    )


def _units(watch: Watch, ids: Sequence[str]) -> tuple[Unit, ...]:
    return tuple(found for id in ids if (found := watch.unit(id)) is not None)
