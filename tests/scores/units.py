"""A small district for unit sheets: a portal, towns, a department, accounts, and ledgers in few words."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from monitor.domain.ledger import ArticleLedger
from monitor.domain.points import PeoplePoints, entered_cells
from monitor.domain.settings import PointRow, PointStep, ScoresSettings, Settings
from monitor.domain.site import (
    Account,
    Centre,
    Column,
    ColumnKind,
    Level,
    Platform,
    Site,
    Unit,
    UnitKind,
    Watch,
)
from monitor.domain.timing import SHANGHAI, Quarter
from monitor.domain.verdict import Verdict
from monitor.scores.period import Period, SheetOwner
from monitor.scores.points import own_rules
from monitor.scores.units import SheetGround, UnitSheet, make_unit_sheet, owners_of, tables_of

QUARTER = Quarter(2026, 4)
#: The day on which the sheets of 2026Q4 are drawn up.
DRAWN = datetime(2027, 1, 8, 9, tzinfo=SHANGHAI)
END = datetime(2026, 12, 31, 23, 59, 59, tzinfo=SHANGHAI)

OFFICE = Unit(id="office", name="示例区政府办", kind=UnitKind.OTHER)
TOWN = Unit(id="town", name="示例镇", kind=UnitKind.TOWN)
STREET = Unit(id="street", name="示例街道", kind=UnitKind.TOWN)
BUREAU = Unit(id="bureau", name="示例区民政局", kind=UnitKind.DEPARTMENT)


def column(id: str, name: str, kind: str = "general", unit: str = "office", **more: Any) -> Column:
    return Column(id=id, name=name, url=f"http://a.gov.cn/{id}/", kind=ColumnKind(kind), unit=unit, **more)


PORTAL = Site(
    id="s", name="示例区人民政府", url="http://a.gov.cn/", edition="fuzhou-2021", unit="office", level=Level.COUNTY,
    columns=(column("yw", "要闻", "news"), column("zcjd", "政策解读"), column("jzxx", "救助信息", unit="bureau")),
)  # fmt: skip
WEIBO = Account(id="weibo", name="示例发布", platform=Platform.WEIBO, edition="fuzhou-2021", unit="office")


def watch(
    *, units: Sequence[Unit] = (OFFICE, TOWN, STREET, BUREAU), sites: Sequence[Site] = (PORTAL,),
    accounts: Sequence[Account] = (), scores: Mapping[str, Any] | None = None,
) -> Watch:  # fmt: skip
    return Watch(
        edition="fuzhou-2021", centre=Centre(name="中心"), units=tuple(units), sites=tuple(sites), accounts=tuple(accounts),
        settings=Settings(scores=settings_of(scores or {})),
    )  # fmt: skip


def own(id: str, **more: Any) -> dict[str, Any]:
    """One `[[scores.row]]` as the configuration gives it."""
    said = {
        "id": id,
        "full": None,
        "steps": (),
        "per_fault": None,
        "figure": "",
        "reason": "办公会议定",
        "approver": "主任",
    }
    return {**said, **more, "on": None}


def step(points: float, *, at_least: float | None = None, at_most: float | None = None) -> dict[str, Any]:
    return {"at_least": at_least, "at_most": at_most, "points": points}


def ground(
    seen: Watch, verdicts: Mapping[str, Sequence[Verdict]] | None = None, *,
    ledgers: Mapping[str, ArticleLedger] | None = None, failed: Mapping[str, Sequence[Verdict]] | None = None,
    entries: Sequence[PeoplePoints] = (), as_of: datetime = END, **more: Any,
) -> SheetGround:  # fmt: skip
    period = Period(
        watch=seen, quarter=QUARTER, as_of=as_of, verdicts=verdicts or {}, ledgers=ledgers or {}, **more
    )
    return SheetGround(
        period=period,
        moment=min(as_of, END),
        known_by=DRAWN,
        failed=failed or {},
        cells=entered_cells(entries),
        rules=own_rules(seen),
    )


def owner(seen: Watch, id: str) -> SheetOwner:
    return next(one for one in owners_of(seen) if one.id == id)


def sheet(made: SheetGround, id: str) -> UnitSheet:
    seen = made.period.watch
    one = owner(seen, id)
    kind = made.period.kind_of(one.unit) if one.unit else None
    return make_unit_sheet(made, one, tables_of(one, kind, seen))


def entry(owner: str, row: str, number: int = 1, **more: Any) -> PeoplePoints:
    said = {"at": DRAWN, "who": "林某", "owner": owner, "period": "2026Q4", "row": row, "number": number}
    return PeoplePoints(**{**said, **more})


def day(month: int, number: int) -> date:
    return date(2026, month, number)


def settings_of(scores: Mapping[str, Any]) -> ScoresSettings:
    """`[scores]` as the configuration reads it."""
    rows = tuple(
        PointRow(**{**one, "steps": tuple(PointStep(**each) for each in one["steps"])})
        for one in scores.get("row", ())
    )
    return ScoresSettings(**{**scores, "row": rows})
