"""Small ledgers for the quarter's figures: sites, articles and looks in as few words as possible."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from monitor.domain.content import Item, ListState
from monitor.domain.ledger import Article, ArticleLedger, DayBasis
from monitor.domain.observation import Listing, StoredObservation
from monitor.domain.site import Column, ColumnKind, Frequency, Site, Unit, Watch
from monitor.domain.timing import SHANGHAI, Quarter, midnight
from monitor.quarter.ledger_figures import LedgerFigures
from monitor.quarter.names import names_of
from monitor.quarter.points import Judged
from monitor.quarter.settings import ReportSettings, UnitGroup
from monitor.quarter.span import Span
from monitor.quarter.verdict_figures import VerdictFigures

QUARTER = Quarter(2026, 3)
AS_OF = datetime(2026, 10, 8, 9, tzinfo=SHANGHAI)
TODAY = AS_OF.date()
SPAN = Span(QUARTER, AS_OF)

TOWN = Unit(id="town", name="示例区东升街道办事处", aliases=("东升街道",))
OTHER = Unit(id="other", name="示例区盖山镇人民政府", aliases=("盖山镇",))
CIVIL = Unit(id="civil", name="示例区民政局", aliases=("区民政局", "民政局"))
UNITS = (TOWN, OTHER, CIVIL)


def column(id: str = "yw", name: str = "要闻", kind: str = "general", **more: object) -> Column:
    frequency = more.pop("frequency", None)
    return Column(
        id=id, name=name, url=f"http://a.gov.cn/{id}/", kind=ColumnKind(kind),
        frequency=Frequency(frequency) if frequency else None, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def site(*columns: Column) -> Site:
    return Site(id="s", name="示例区人民政府", url="http://a.gov.cn/", edition="fuzhou-2021", columns=columns)


def figures_of(
    watch: Watch, settings: ReportSettings, quarter: Quarter, as_of: datetime, *ledgers: ArticleLedger
) -> LedgerFigures:
    """What *ledgers* amount to in *quarter*."""
    found = LedgerFigures(watch, settings, quarter, as_of)
    for one in ledgers:
        found.add(one)
    return found


def verdicts_of(watch: Watch, judged: Judged) -> VerdictFigures:
    """What *judged* amounts to, and nothing of the quarter before."""
    found = VerdictFigures(watch, names_of(watch.units, watch.sites))
    found.add(watch.subjects, judged, Judged())
    return found


def article(
    on: date | None, source: str = "", *, n: int = 0, known: DayBasis = DayBasis.PAGE, **more: object
) -> Article:
    day = on or date(2026, 8, 1)
    facts: dict[str, object] = {
        "title": f"第{n}则信息",
        "columns": ("yw",),
        "url": f"http://a.gov.cn/yw/t{day:%Y%m%d}_{n}.htm",
        "evidence": (f"ob_{day:%m%d}_{n}",),
    }
    return Article(
        site="s", first_seen=midnight(day), on=on, known=known, source=source, **{**facts, **more},  # type: ignore[arg-type]
    )  # fmt: skip


def month(number: int, count: int, source: str, **more: object) -> list[Article]:
    """*count* articles of one source in a month of 2026, each with a name of its own."""
    return [
        article(date(2026, number, 1 + n % 28), source, n=1000 * number + 100 * len(source) + n, **more)  # type: ignore[arg-type]
        for n in range(count)
    ]


def watched(
    id: str = "yw", *, first: date = QUARTER.first, last: date = TODAY, every: int = 5
) -> list[StoredObservation[Listing]]:
    """Looks at a column from before *first* to *last*, each reaching back behind the one before."""
    found = []
    day = first - timedelta(days=1)
    while True:
        day = min(day, last)
        items = tuple(
            Item(title="甲", url=f"http://a.gov.cn/{id}/t{day - back:%Y%m%d}_1.htm", on=day - back)
            for back in (timedelta(days=n) for n in range(1, every + 3))
        )
        facts = Listing(state=ListState.ITEMS, items=items)
        found.append(
            StoredObservation(id=f"ob_l_{id}_{day:%m%d}", at=midnight(day) + timedelta(hours=9), facts=facts)
        )
        if day >= last:
            return found
        day += timedelta(days=every)


def ledger(
    articles: Iterable[Article] = (),
    *,
    columns: Sequence[str] = ("yw",),
    listings: Sequence[StoredObservation[Listing]] | None = None,
) -> ArticleLedger:
    """Articles on columns that were followed through the whole quarter."""
    looks = {id: watched(id) if listings is None else listings for id in columns}
    return ArticleLedger(site="s", articles=tuple(articles), listings=looks)


def settings(**more: object) -> ReportSettings:
    facts: dict[str, object] = {
        "sites": ("s",),
        "towns": UnitGroup(name="镇街", units=(TOWN, OTHER)),
        "departments": UnitGroup(name="部门", units=(CIVIL,)),
        "output_minimum": 10,
    }
    return ReportSettings(**{**facts, **more})  # type: ignore[arg-type]
