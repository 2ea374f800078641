"""搜索: one box for sites, accounts, columns, units, messages, articles and findings; each sees what is hers."""

from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from monitor.assess.due import due_soon, policy_of
from monitor.assess.live_page import live_page, number_of
from monitor.assess.redactor import Redactor, redactor_for
from monitor.domain.access import Role, Viewer
from monitor.domain.finding import Owed
from monitor.web import words
from monitor.web.auth.read_log import Read
from monitor.web.overview import Overview
from monitor.web.pages._page import Looking, damaged_of, mine, overview_of, show, unit_name, web_of
from monitor.web.pages._table import asked
from monitor.web.pages._todo import note_lost
from monitor.wording.say import label
from storage.db.apart import told_apart
from storage.decisions.finding_pages import FindingFilter, load_findings
from storage.observations.trends import articles_with

ROUTER = APIRouter(route_class=Read)

#: SearchHits of one kind on the page.
MOST = 30
#: Findings and articles that are looked through.
THROUGH = 5000


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One thing that was found."""

    name: str
    page: str  #: of ours
    said: str = ""
    live: str = ""  #: on the live web


@dataclass(frozen=True, slots=True)
class SearchHits:
    """What was found of one kind."""

    kind: str
    hits: tuple[SearchHit, ...]

    @property
    def shown(self) -> tuple[SearchHit, ...]:
        """Those that fit on the page."""
        return self.hits[:MOST]


@ROUTER.get("/search", response_class=HTMLResponse)
async def search(request: Request, who: Looking) -> HTMLResponse:
    """What holds the words in `q`."""
    q = asked(request, "q")
    groups = await _found(request, who, q) if q else []
    return show(request, who, "search.html", q=q, groups=groups, many=sum(len(one.hits) for one in groups))


async def _found(request: Request, who: Viewer, q: str) -> list[SearchHits]:
    web, overview = web_of(request), await overview_of(request, who)
    watch, redactor, wanted = overview.watch, redactor_for(overview.watch, who), q.lower()
    damaged, lost = damaged_of(request), dict[str, str]()
    units = None if who.role is not Role.UNIT else (who.unit,) if who.unit else ()
    async with web.store.database.read() as connection:
        findings = await load_findings(connection, FindingFilter(units=units), THROUGH, lost)
        articles = await told_apart(damaged, "稿件", articles_with(connection, q, MOST * 10), [])
    note_lost(damaged, lost)
    names = {one.id: one.name for one in watch.subjects}
    listed = [
        SearchHit(f"{one.standing.name}", f"/findings/{one.id}", f"{names.get(one.subject, one.subject)}，{words.grade_state(one).word if one.is_open else words.CLOSED.word}，编号{one.id[-8:]}")
        for one in map(redactor.finding, findings)
        if wanted in f"{one.standing.name} {one.standing.part} {one.id}".lower()
    ]  # fmt: skip
    read = [
        SearchHit(one.title, f"/evidence/{one.reading}" if one.reading else "", f"{names.get(one.site, one.site)}，{one.on or '日期未知'}", one.url)
        for one in articles
        if one.site in names and redactor.sees_subject(one.site) and redactor.sees_evidence("reading", one.site, one.url, one.columns)
    ]  # fmt: skip
    found = [
        *_configured(overview, redactor, who, wanted),
        SearchHits("问题", tuple(listed)),
        SearchHits("稿件", tuple(read)),
    ]
    return [one for one in found if one.hits]


def _configured(overview: Overview, redactor: Redactor, who: Viewer, wanted: str) -> list[SearchHits]:
    """Sites, accounts, columns, units and messages."""
    watch = overview.watch
    sites = [
        SearchHit(
            one.name,
            f"/sites/{one.id}",
            f"{unit_name(watch, one.unit)}　{one.site_code or ''}".rstrip(),
            one.url,
        )
        for one in watch.sites
        if redactor.sees_subject(one.id)
        and wanted in f"{one.name} {one.id} {one.url} {one.site_code}".lower()
    ]
    accounts = [
        SearchHit(one.name, f"/accounts/{one.id}", label("platform", one.platform))
        for one in watch.accounts
        if redactor.sees_subject(one.id) and wanted in f"{one.name} {one.id}".lower()
    ]
    columns = [
        SearchHit(column.name, f"/columns?{urlencode({'site': site.id, 'q': column.name})}", f"{site.name}，{unit_name(watch, column.unit or site.unit)}", column.url)
        for site in watch.sites
        for column in site.columns
        if redactor.sees(column.unit or site.unit) and wanted in f"{column.name} {column.id} {column.url}".lower()
    ]  # fmt: skip
    units = [
        SearchHit(one.name, f"/units/{one.id}", "、".join(one.aliases))
        for one in watch.units
        if who.may_see(one.id) and wanted in " ".join((one.name, *one.aliases)).lower()
    ]
    policy = policy_of(watch.settings.alerts)
    messages = [
        SearchHit(one.name, f"/messages?{urlencode({'site': one.subject, 'q': one.name})}", f"{number_of(watch, one)}，{words.standing_state(one, soon=due_soon(one, policy)).word}", live_page(watch, one))
        for one in mine(overview, who)
        if one.owed is Owed.MESSAGE and wanted in f"{one.name} {one.part} {number_of(watch, one)}".lower()
    ]  # fmt: skip
    kinds = (("网站", sites), ("新媒体", accounts), ("栏目", columns), ("单位", units), ("留言", messages))
    return [SearchHits(kind, tuple(hits)) for kind, hits in kinds]
