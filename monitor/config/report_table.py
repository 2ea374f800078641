"""The shape of `[report]`: what the quarterly notice (季度通报) needs to know and no page tells."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import Field, StrictInt, model_validator

from monitor.config.fields import Day, Name, Said
from monitor.config.source import rows, texts
from monitor.config.table import ConfigTable
from monitor.domain.settings import NOTICE_FROM_PERCENT, NoticeSettings

_OURS = NoticeSettings()


class ReportColumnsTable(ConfigTable):
    """`[report.columns]`: which columns count as what; ids as `column` or `site/column`. Left out: told by their names."""

    disclosure: tuple[Name, ...] | None = None
    policy: tuple[Name, ...] | None = None
    interpretation: tuple[Name, ...] | None = None
    survey: tuple[Name, ...] | None = None
    solicitation: tuple[Name, ...] | None = None
    interview: tuple[Name, ...] | None = None
    press: tuple[Name, ...] | None = None
    uncounted: tuple[Name, ...] = ()


class HigherNoticeTable(ConfigTable):
    """`[[report.higher]]`: a notice of a higher office that names this area (上级通报)."""

    office: Name
    title: Name
    on: Day
    text: Said = ""
    closed_on: Day | None = None


class ReportTable(ConfigTable):
    """`[report]`"""

    area: Said = ""
    checked_by: Said = ""
    title: Said = ""
    number: Said = ""
    addressees: Said = ""
    signer: Said = ""
    signed_on: Day | None = None
    site: str | None = None
    output_minimum: StrictInt | None = Field(default=None, ge=1)
    output_rule: Said = ""
    towns: tuple[str, ...] = ()
    towns_name: Name = _OURS.towns_name
    departments: tuple[str, ...] = ()
    departments_name: Name = _OURS.departments_name
    outside: tuple[Name, ...] = ()
    points: tuple[Day, ...] = ()
    interpretation_minimum: StrictInt | None = Field(default=None, ge=1)
    interpretation_days: StrictInt | None = Field(default=None, ge=0, le=3650)
    survey_minimum: StrictInt | None = Field(default=None, ge=1)
    solicitation_minimum: StrictInt | None = Field(default=None, ge=1)
    interview_minimum: StrictInt | None = Field(default=None, ge=1)
    yearly: tuple[str, ...] | None = None
    rectify_by: Day | None = None
    update_by: Day | None = None
    deliver_to: Said = ""
    contact: Said = ""
    mail: Said = ""
    demands: tuple[Name, ...] = ()
    attachments: tuple[Name, ...] = ()
    copies_to: Said = ""
    notice_from_percent: StrictInt = Field(default=NOTICE_FROM_PERCENT, ge=0, le=100)
    columns: ReportColumnsTable = ReportColumnsTable()
    higher: tuple[HigherNoticeTable, ...] = ()

    @model_validator(mode="after")
    def _each_unit_once(self) -> "ReportTable":
        if both := sorted(set(self.towns) & set(self.departments)):
            raise ValueError(f"unit {both[0]!r} stands in towns and in departments; keep one of them")
        return self


@dataclass(frozen=True, slots=True)
class PointedAt:
    """A name that must exist, and where it stands."""

    at: tuple[str | int, ...]
    word: str
    known: Collection[str]
    noun: str  #: its key among the labels `config_noun`


def names_in_report(
    main: Mapping[str, Any], files: Sequence[Mapping[str, Any]], units: Collection[str]
) -> Iterator[PointedAt]:
    """The units, the site and the columns that `[report]` of *main* names; *files*: all raw tables."""
    report = main.get("report")
    if not isinstance(report, dict):
        return
    sites = {
        one["id"]: one.get("column")
        for file in files
        for _, one in rows(file.get("site"))
        if isinstance(one.get("id"), str)
    }
    columns = {
        name
        for site, table in sites.items()
        for _, one in rows(table)
        for name in (str(one.get("id")), f"{site}/{one.get('id')}")
    }
    for key in ("towns", "departments", "yearly"):
        yield from (PointedAt(("report", key, n), id, units, "unit") for n, id in texts(report.get(key)))
    if isinstance(site := report.get("site"), str):
        yield PointedAt(("report", "site"), site, sites, "site")
    classes = report.get("columns")
    for key, value in classes.items() if isinstance(classes, dict) else ():
        for n, id in texts(value):
            yield PointedAt(("report", "columns", key, n), id, columns, "column")
