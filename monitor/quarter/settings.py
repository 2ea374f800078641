"""What `[report]` says, ready to use; what it leaves out is left out, never taken as zero."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from monitor.domain.site import Unit, Watch
from monitor.quarter.classes import ColumnClass, choose, choose_columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Higher:
    """A notice of a higher office that names this area (上级通报)."""

    office: str
    title: str
    on: date
    text: str = ""
    closed_on: date | None = None


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
    higher: tuple[Higher, ...] = ()
    notice_from_percent: int = 60  #: told lines below which the notice is a draft (监测不足)

    @property
    def rostered(self) -> tuple[Unit, ...]:
        """Towns, then departments."""
        return (*self.towns.units, *self.departments.units)


def read_settings(watch: Watch) -> ReportSettings:
    """`[report]` of *watch*; without it, all its fallbacks."""
    plain: Mapping[str, Any] = watch.settings.get("report") or {}
    sites = (plain["site"],) if plain.get("site") else tuple(one.id for one in watch.sites)
    said = {name: plain[name] for name in Letterhead.__dataclass_fields__ if name in plain}
    said["checked_by"] = said.get("checked_by") or watch.centre.name
    said["signer"] = said.get("signer") or watch.centre.name
    numbers = {
        name: plain.get(name)
        for name in (
            "output_minimum",
            "interpretation_minimum",
            "interpretation_days",
            "survey_minimum",
            "solicitation_minimum",
            "interview_minimum",
        )
    }
    yearly = plain.get("yearly")
    counted, said_columns = [watch.site(id) for id in sites], plain.get("columns") or {}
    return ReportSettings(
        letterhead=Letterhead(**said),
        sites=sites,
        towns=UnitGroup(name=plain.get("towns_name", "镇街"), units=_units(watch, plain.get("towns", ()))),
        departments=UnitGroup(
            name=plain.get("departments_name", "部门"), units=_units(watch, plain.get("departments", ()))
        ),
        outside=tuple(plain.get("outside", ())),
        points=tuple(sorted(plain.get("points", ()))),
        output_rule=plain.get("output_rule", ""),
        yearly=None if yearly is None else _units(watch, yearly),
        columns=choose_columns(counted, said_columns),
        uncounted=choose("uncounted", counted, said_columns.get("uncounted") or ()),
        higher=tuple(Higher(**one) for one in plain.get("higher", ())),
        notice_from_percent=plain.get("notice_from_percent", 60),
        **numbers,
    )


def _units(watch: Watch, ids: Sequence[str]) -> tuple[Unit, ...]:
    return tuple(found for id in ids if (found := watch.unit(id)) is not None)
