"""Other exports of a back office (网民找错、监督评议、办件量、服务事项、开放数据目录…): one shape of row, one look a site and topic."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from pydantic import AliasChoices, BaseModel, ConfigDict, Field

from monitor.collect.imports.articles import end_of, site_of, taken_at
from monitor.collect.imports.fields import Day, Moment, RowError, Text
from monitor.domain.handed_in import BAD_ROWS, DeclaredPeriod, ExportRow, OfficeExport
from monitor.domain.observation import Observation
from monitor.domain.site import Watch
from monitor.domain.timing import day_of


class ExportShape(BaseModel):
    """`{"observation": "export", "topic": "corrections", …}`: one row of an export. *at*: when it was taken."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    observation: str
    topic: Text = Field(min_length=1, max_length=40)
    at: Moment | None = None
    vantage: str = Field(default="import", min_length=1, max_length=60)
    site: Text = ""
    id: Text = ""
    name: Text = ""
    unit: Text = ""
    opened: Day = Field(
        default=None, validation_alias=AliasChoices("opened", "submitted", "received", "date")
    )
    closed: Day = Field(default=None, validation_alias=AliasChoices("closed", "answered", "updated"))
    status: Text = ""
    count: float | None = Field(default=None, ge=0)
    cycle: Text = ""
    category: Text = ""
    mark: Text = ""
    due: Day = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedRow:
    """One row, and the site and topic that it belongs to."""

    site: str
    topic: str
    at: datetime | None
    vantage: str
    row: ExportRow


#: Names under which a row may state things; what else a table holds, such as citizens' words, is left aside.
EXPORT_KEYS = frozenset({*ExportShape.model_fields, "submitted", "received", "date", "answered", "updated"})


def export_row(row: ExportShape, watch: Watch) -> ExportedRow:
    """A row of an export. Raises RowError."""
    if row.opened is not None and row.closed is not None and row.closed < row.opened:
        raise RowError(f"closed {row.closed} lies before opened {row.opened}")
    if not (row.id or row.name or row.opened or row.count is not None):
        raise RowError("holds nothing that we know; name its headings in an import profile")
    return ExportedRow(
        site=site_of(row.site, watch).id,
        topic=row.topic,
        at=row.at,
        vantage=row.vantage,
        row=ExportRow(
            number=row.id, name=row.name[:200], unit=row.unit[:200], opened=row.opened, closed=row.closed,
            status=row.status[:20], count=row.count, cycle=row.cycle[:20], category=row.category[:40],
            mark=row.mark[:40], due=row.due,
        ),
    )  # fmt: skip


def export_looks(
    rows: Iterable[ExportedRow], period: DeclaredPeriod | None, sha256: str, now: datetime | None, name: str,
    *, in_doubt: bool,
) -> list[Observation[OfficeExport]]:  # fmt: skip
    """One look for each site, topic and moment. Without a period it is whole for none."""
    groups: dict[tuple[str, str, datetime | None, str], list[ExportedRow]] = {}
    for one in rows:
        groups.setdefault((one.site, one.topic, one.at, one.vantage), []).append(one)
    return [
        Observation(
            subject=site,
            part=topic,
            at=said or taken_at(period, _newest(items, now), now),
            vantage=vantage,
            facts=OfficeExport(
                topic=topic,
                name=name,
                first=period.first if period else None,
                last=period.last if period else None,
                complete=period is not None and period.complete and not in_doubt,
                declared_by=period.by if period else "",
                rows=tuple(one.row for one in items),
                sha256=sha256,
                reason=BAD_ROWS if in_doubt else "",
            ),
        )
        for (site, topic, said, vantage), items in groups.items()
    ]


def _newest(rows: list[ExportedRow], now: datetime | None) -> datetime:
    """The end of the newest day that the rows name; of rows without a day the moment of import."""
    days = [day for one in rows for day in (one.row.opened, one.row.closed) if day is not None]
    if days:
        return end_of(max(days))
    if now is None:
        raise ValueError("an export without a day needs the moment of its import")
    return end_of(day_of(now))
