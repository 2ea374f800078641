"""Small cases for rule tests: a site, listings and readings in as few words as possible."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from monitor.domain.case import Review, SiteCase
from monitor.domain.content import Dated, DatePlace, Item, ListState, Published, Undated, Unreadable
from monitor.domain.observation import Homepage, Listing, Reading, StoredObservation, Visit, VisitDay
from monitor.domain.reach import Reach
from monitor.domain.site import Column, ColumnKind, Declaration, Frequency, Site
from monitor.domain.timing import SHANGHAI, midnight
from monitor.domain.verdict import Clause
from monitor.regulations.editions import load_edition
from monitor.rules.availability.visits import roll_up

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 12, tzinfo=SHANGHAI)

#: Somebody declared that all columns of the site are listed.
WHOLE = Declaration(by="林某", on=date(2026, 1, 1))


def clause(rule: str) -> Clause:
    found = load_edition("fuzhou-2021").clause(rule, "site")
    assert found is not None
    return found


def column(id: str = "c", kind: str = "general", **more: object) -> Column:
    frequency = more.pop("frequency", None)
    return Column(
        id=id, name=id, url=f"http://a.gov.cn/{id}/", kind=ColumnKind(kind),
        frequency=Frequency(frequency) if frequency else None, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def site(*columns: Column, **more: object) -> Site:
    return Site(id="s", name="s", url="http://a.gov.cn/", edition="fuzhou-2021", columns=columns, **more)  # type: ignore[arg-type]


def url(column: str, n: int) -> str:
    return f"http://a.gov.cn/{column}/{n}.htm"


def listing(
    column: str = "c", days: Sequence[date | None] = (), *, at: datetime = NOW, id: str = "", **more: object
) -> StoredObservation[Listing]:
    """A readable listing whose items carry *days* as list dates; no item: a blank one."""
    items = tuple(Item(title=f"t{n}", url=url(column, n), on=day) for n, day in enumerate(days))
    state = ListState.ITEMS if items else ListState.BLANK
    facts = Listing(**{"state": state, "items": items, **more})  # type: ignore[arg-type]
    return StoredObservation(id=id or f"ob_{column}_{at:%m%d}", at=at, facts=facts)


def broken(column: str = "c", state: str = "unreadable", at: datetime = NOW) -> StoredObservation[Listing]:
    return StoredObservation(
        id=f"ob_{column}_bad", at=at, facts=Listing(state=ListState(state), reason="why")
    )


def reading(address: str, published: date | str, *, conflict: bool = False) -> StoredObservation[Reading]:
    said: Published = (
        Dated(on=published, place=DatePlace.VISIBLE)
        if isinstance(published, date)
        else Undated()
        if published == "undated"
        else Unreadable(published)
    )
    facts = Reading(url=address, published=said, conflict=conflict)
    return StoredObservation(id=f"ob_r_{address[-12:]}", at=NOW, facts=facts)


def first_seen(column: str, *days: date) -> dict[str, datetime]:
    """When a column's items were first seen, in order."""
    return {url(column, n): midnight(day) for n, day in enumerate(days)}


def read(column: str, days: Iterable[date | str]) -> dict[str, StoredObservation[Reading]]:
    """Readings of a column's items, in order."""
    return {url(column, n): reading(url(column, n), day) for n, day in enumerate(days)}


def fresh_case(columns: Mapping[Column, Sequence[date]], **more: object) -> SiteCase:
    """Every column with these days on its list, each confirmed on the article page; the ledger is declared whole."""
    readings: dict[str, StoredObservation[Reading]] = {}
    for one, days in columns.items():
        readings |= read(one.id, days)
    return SiteCase(
        site=site(*columns, columns_complete=WHOLE),
        listings={one.id: [listing(one.id, days)] for one, days in columns.items()},
        readings=readings,
        **more,  # type: ignore[arg-type]
    )


def visits(
    day: date, opened: int = 24, failed: int = 0, blocked: int = 0, void: int = 0, vantage: str = ""
) -> list[StoredObservation[Visit]]:
    """So many visits, spread evenly over *day*."""
    kinds = (
        [(Reach.OPENED, "ok")] * opened
        + [(Reach.NOT_OPENED, "timeout_first_byte")] * failed
        + [(Reach.NOT_MEASURED, "blocked_script")] * blocked
        + [(Reach.NOT_MEASURED, "offline")] * void
    )
    step = timedelta(days=1) / max(len(kinds), 1)
    return [
        StoredObservation(
            id=f"ob_{day:%m%d}_{vantage}{n:03d}",
            at=midnight(day) + step * n,
            vantage=vantage,
            facts=Visit(reach=reach, reason=reason),
        )
        for n, (reach, reason) in enumerate(kinds)
    ]


def week(*days: dict[str, int], ends: date = TODAY - timedelta(days=1)) -> list[VisitDay]:
    """Roll-ups of consecutive days, the last of them *ends*."""
    first = ends - timedelta(days=len(days) - 1)
    return [
        roll_up(first + timedelta(days=n), visits(first + timedelta(days=n), **said))
        for n, said in enumerate(days)
    ]


def homepage(
    days: Sequence[date | None] = (), *, at: datetime = NOW, **more: object
) -> StoredObservation[Homepage]:
    items = tuple(Item(title=f"t{n}", url=url("h", n), on=day) for n, day in enumerate(days))
    facts = Homepage(**{"state": ListState.ITEMS, "items": items, **more})  # type: ignore[arg-type]
    return StoredObservation(id=f"ob_h_{at:%m%d}", at=at, facts=facts)


def review(
    act: str, target: str, outcome: str, *, at: datetime = NOW, until: date | None = None, id: str = "rv_1"
) -> Review:
    return Review(
        id=id,
        at=at,
        who="林某",
        act=act,
        subject="s",
        target=target,
        outcome=outcome,
        reason="核实",
        until=until,
    )
