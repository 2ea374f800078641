"""
The boundary cases of every figure that decides a row (指标事实的边界情形), read from `tests/data/cases/facts/*.toml`.

A file names one *kind* of `monitor.scores.facts`, and its cases: what was published, what its pages showed, what must come of
it. tests/data/cases/README.md says how to write one.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from monitor.domain.content import Item, ListState
from monitor.domain.ledger import Article, ArticleLedger, DayBasis
from monitor.domain.observation import StoredObservation
from monitor.domain.site import Declaration
from monitor.domain.text_page import TextForm, TextLink, TextPage
from monitor.domain.timing import SHANGHAI, Quarter, midnight
from monitor.domain.upstream import UpstreamList
from monitor.domain.verdict import Outcome
from monitor.regulations.indicators import load_table
from monitor.scores.facts import facts_of
from monitor.scores.period import IndicatorFact, Period
from tests.quarter.cases import watched
from tests.scores.units import PORTAL, column, owner, watch

FOLDER = Path(__file__).parents[1] / "data" / "cases" / "facts"
#: The moment at which the sheets are drawn up where a case names none.
AS_OF = datetime(2027, 1, 8, 9, tzinfo=SHANGHAI)
COLUMNS = (
    column("yw", "要闻", "news"), column("zcwj", "政策文件", "policy"), column("zcjd", "政策解读"), column("wsdc", "网上调查"),
    column("yjzj", "意见征集"), column("jggs", "结果公布"), column("zxft", "在线访谈"), column("fbh", "新闻发布会"),
    column("tz", "通知公告", "notice"), column("cz", "财政信息"),
)  # fmt: skip
_CASE = {"name", "words", "as_of", "quarter", "items", "unfollowed", "complete", "above", "columns", "outcome", "says", "waits", "measured"}  # fmt: skip
_ITEM = {"on", "in", "title", "known", "source", "page", "id"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FactCase:
    """One boundary case, and the answer that the row's words demand."""

    file: str
    kind: str
    row: str
    name: str
    said: Mapping[str, Any]

    @property
    def outcome(self) -> Outcome | None:
        """What must come of it; None: nothing is configured that would tell."""
        return Outcome(self.said["outcome"]) if self.said["outcome"] != "none" else None


def read_fact_cases() -> tuple[FactCase, ...]:
    """Every case of every file. Raises ValueError that names the file and case of a mistake."""
    return tuple(one for path in sorted(FOLDER.glob("*.toml")) for one in _cases_in(path))


def _cases_in(path: Path) -> Iterable[FactCase]:
    tables = tomllib.loads(path.read_text("utf-8"))
    for said in tables["case"]:
        unknown = set(said) - _CASE
        unknown |= {key for item in said.get("items", ()) for key in set(item) - _ITEM}
        if unknown:
            raise ValueError(f"{path.name}: case {said.get('name')!r}: unknown key {min(unknown)!r}")
        yield FactCase(file=path.name, kind=tables["kind"], row=tables["row"], name=said["name"], said=said)


def fact_of(case: FactCase) -> IndicatorFact:
    """What the figure says of the case, for the row that the file names."""
    said = case.said
    row = next(one for one in load_table(case.row.split("-")[0]).indicators if one.id == case.row)
    columns = tuple(replace(one, indicator=tuple(said.get("columns", {}).get(one.id, ()))) for one in COLUMNS)
    site = replace(
        PORTAL, columns=columns, columns_complete=Declaration() if said.get("complete", True) else None
    )
    as_of = said.get("as_of", AS_OF)
    moment = datetime(as_of.year, as_of.month, as_of.day, 9, tzinfo=SHANGHAI)
    articles = tuple(_article(n, item) for n, item in enumerate(said.get("items", ())))
    followed = [one.id for one in columns if one.id not in said.get("unfollowed", ())]
    looks = {id: watched(id, first=date(2025, 12, 1), last=moment.date(), every=30) for id in followed}
    seen = watch(sites=(site,))
    period = Period(
        watch=seen, quarter=Quarter(*said.get("quarter", (2026, 4))), as_of=moment,
        ledgers={"s": ArticleLedger(site="s", articles=articles, listings=looks)},
        texts={"s": {one.url: page for n, one in enumerate(articles) if (page := _page(one, said["items"][n]))}},
        upstreams={"s": _above(said["above"])} if "above" in said else {},
    )  # fmt: skip
    return facts_of(period, owner(seen, "office"), case.kind, minimum=row.minimum, by_unit=False, row=row)


def address(id: str) -> str:
    """Where the item of that name stands."""
    return f"http://a.gov.cn/t2026_{id}.htm"


def _article(n: int, item: Mapping[str, Any]) -> Article:
    return Article(
        site="s", url=address(str(item.get("id", 1000 + n))), title=item["title"], columns=(item["in"],), on=item["on"],
        first_seen=midnight(item["on"]), known=DayBasis(item.get("known", "page")), source=item.get("source", ""),
        evidence=(f"ob_{n}",),
    )  # fmt: skip


def _page(article: Article, item: Mapping[str, Any]) -> StoredObservation[TextPage] | None:
    if "page" not in item:
        return None
    said = dict(item["page"])
    links = tuple(TextLink(title="链接", url=address(str(id))) for id in said.pop("links", ()))
    forms = tuple(TextForm(one) for one in said.pop("forms", ()))
    facts = TextPage(
        url=article.url, column_class="page", state="read", whole=said.pop("whole", True), links=links, forms=forms, **said
    )  # fmt: skip
    return StoredObservation(id=f"ob_page_{article.url[-8:-4]}", at=AS_OF, facts=facts)


def _above(said: Mapping[str, Any]) -> list[StoredObservation[UpstreamList]]:
    items = tuple(Item(title=one["title"], url=one.get("url", ""), on=one["on"]) for one in said["items"])
    facts = UpstreamList(
        name="上级门户", url="http://up.gov.cn/", state=ListState(said.get("state", "items")), items=items, hours=said.get("hours"),
    )  # fmt: skip
    return [StoredObservation(id="ob_above", at=AS_OF, facts=facts)]
