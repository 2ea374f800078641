"""新媒体: the list of accounts, and one account with its posts and verdicts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from monitor.assess.due import due_soon, policy_of
from monitor.domain.access import Role
from monitor.domain.finding import Owed
from monitor.domain.site import Account, Subject
from monitor.domain.timing import day_of
from monitor.domain.verdict import Conclusion, Outcome
from monitor.regulations.editions import clause_stating, load_edition
from monitor.rules.accounts._blockers import explain
from monitor.rules.base import can_sign
from monitor.web import charts, words
from monitor.web.auth.read_log import Read
from monitor.web.overview import Overview
from monitor.web.pages._page import Id, Looking, damaged_of, nothing, overview_of, show, unit_name, web_of
from monitor.web.pages._subject import clause_names, tell
from monitor.web.pages._table import Head, asked, show_table
from monitor.web.pages._todo import asked_for, is_running, open_findings
from monitor.web.pages.owed import options
from monitor.wording.say import for_unit
from storage.access.people import full_names
from storage.db.apart import told_apart
from storage.decisions.reviews import reviews_of
from storage.decisions.verdicts import history as verdict_history
from storage.decisions.verdicts import outcome_of
from storage.observations import page_facts

ROUTER = APIRouter(route_class=Read)

#: Rows of one indicator's history.
HISTORY = 400
#: Looks at an account that its strip is made of.
TIMELINES = 60


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account in the list."""

    account: Account
    conclusion: Conclusion
    failing: str  #: names of the indicators it fails
    unknown: int
    newest: date | None = None  #: the newest post that is known
    days_left: int | None = None  #: until its silence becomes a fault; negative: days over
    is_soon: bool = False


@ROUTER.get("/accounts")
async def accounts(request: Request, who: Looking) -> Response:
    """Every account this viewer sees."""
    overview = await overview_of(request, who)
    watch = overview.watch
    conclusion = asked(request, "conclusion", [value for value, _ in words.CONCLUSION_CHOICES])
    unit, q = asked(request, "unit", [one.id for one in watch.units]), asked(request, "q")
    rows = [
        one
        for one in _rows(overview)
        if who.may_see(one.account.unit)
        and (not conclusion or one.conclusion == conclusion)
        and (not unit or one.account.unit == unit)
        and (not q or q in one.account.name)
    ]
    heads: list[Head[AccountRow]] = [
        Head("conclusion", "结论", lambda one: words.CONCLUSIONS[one.conclusion].word),
        Head("name", "账号", lambda one: one.account.name),
        Head("platform", "平台", lambda one: words.PLATFORMS[one.account.platform]),
        Head("failing", "不合格、未达标指标", lambda one: one.failing),
        Head("newest", "最近发布", lambda one: one.newest),
        Head("left", "剩余天数", lambda one: one.days_left),
        Head("unknown", "未知", lambda one: one.unknown),
        Head("unit", "主办单位", lambda one: unit_name(watch, one.account.unit)),
    ]
    return show_table(
        request, who, "accounts.html", "新媒体台账", heads, rows, "conclusion", conclusion=conclusion, q=q,
        unit=unit, conclusions=words.CONCLUSION_CHOICES, units=options(one for one in watch.units if who.may_see(one.id)),
    )  # fmt: skip


@ROUTER.get("/accounts/{id}", response_class=HTMLResponse)
async def account(request: Request, id: str, who: Looking) -> HTMLResponse:
    """One account."""
    overview, web = await overview_of(request, who, subject=id), web_of(request)
    found = next((one for one in overview.watch.accounts if one.id == id), None)
    if found is None or not who.may_see(found.unit):
        raise nothing()
    now = web.clock()
    damaged = damaged_of(request)
    shown = await tell(web, found, who, damaged)
    async with web.store.database.read() as connection:
        timelines = await page_facts.newest_says(connection, id, "timeline", now, TIMELINES)
        others = [
            one
            for kind in ("registration", "app")
            for one in await page_facts.newest_says(connection, id, kind, now)
        ]
        signed = (
            await told_apart(damaged, "签字记录", reviews_of(connection, [id], now), {})
            if who.role is not Role.UNIT
            else {}
        )
        persons = await full_names(connection)
    posts = page_facts.days_of_posts(timelines)
    said = posts_words(posts, day_of(now))
    code = str(timelines[0].says.get("reason") or "") if timelines else ""
    return show(
        request, who, "account.html", account=found, told=shown, posts=posts, edition=found.edition, said=said,
        conclusion=overview.conclusions.get(id, Conclusion.UNDECIDED), decided_at=overview.decided_at.get(id),
        reviews=signed.get(id, []), persons=persons, signable=[one for one in shown if can_sign(one.verdict.clause, one.verdict)], targets=clause_names(shown), is_running=await is_running(web), asked=await asked_for(web, [id], who),
        open_findings=await open_findings(web, who, day_of(now), id, None, damaged),
        strip=charts.posts_strip(day_of(now), posts, said), timeline=timelines[0] if timelines else None, others=others,
        why=for_unit(explain(code, clause_stating("read_lasts_days", found.edition, "account"))[0]) if code else "",
    )  # fmt: skip


def posts_words(posts: Sequence[date], today: date) -> str:
    """What the strip shows, in words."""
    if not posts:
        return f"最近{charts.POSTS_DAYS}天没有已知的发布"
    recent = [one for one in posts if (today - one).days < charts.POSTS_DAYS]
    return f"最近{charts.POSTS_DAYS}天发布{len(recent)}条，最近一条在{posts[-1]}（{(today - posts[-1]).days}天前）"


@ROUTER.get("/history/{subject}/{rule}", response_class=HTMLResponse)
async def history(request: Request, subject: Id, rule: Id, who: Looking) -> HTMLResponse:
    """When one indicator was decided, and how, newest first; runs of the same outcome as one row."""
    web = web_of(request)
    watch = web.watch()
    found = watch.subject(subject)
    if found is None or not who.may_see(found.unit):
        raise nothing()
    async with web.store.database.read() as connection:
        rows = await verdict_history(connection, subject, rule, HISTORY)
    if not rows:
        raise nothing()
    return show(
        request,
        who,
        "history.html",
        subject=found,
        rule=rule_name(rule, found),
        runs=runs(rows),
        total=len(rows),
        most=HISTORY,
    )


def rule_name(rule: str, subject: Subject) -> str:
    """The name of the clause that the rule decides; its id when no edition knows it any more."""
    clause = load_edition(subject.edition).clause(rule, subject.kind)
    return clause.name if clause is not None else rule


def runs(rows: list[tuple[datetime, str]]) -> list[tuple[Outcome, datetime, datetime, int]]:
    """Outcome, first and last moment, and how many verdicts of each run; newest run first."""
    found: list[tuple[Outcome, datetime, datetime, int]] = []
    for at, word in rows:
        outcome = outcome_of(word)
        if found and found[-1][0] is outcome:
            before = found[-1]
            found[-1] = (before[0], at, before[2], before[3] + 1)
        else:
            found.append((outcome, at, at, 1))
    return found


def _rows(overview: Overview) -> list[AccountRow]:
    failing: dict[str, list[str]] = {}
    unknown: dict[str, int] = {}
    posts: dict[str, tuple[date | None, int | None, bool]] = {}
    policy = policy_of(overview.watch.settings.alerts)
    for one in overview.standings:
        if one.newest and one.owed is Owed.INDICATOR and (one.veto or one.subject not in posts):
            # a clock that runs on while nobody can read tells nothing
            left = None if one.outcome is Outcome.UNKNOWN else one.days_left
            posts[one.subject] = (one.newest, left, due_soon(one, policy))
        if one.outcome is Outcome.FAIL:
            failing.setdefault(one.subject, []).append(one.name)
        elif one.outcome is Outcome.UNKNOWN:
            unknown[one.subject] = unknown.get(one.subject, 0) + 1
    return [
        AccountRow(
            one,
            overview.conclusions[one.id],
            "、".join(failing.get(one.id, ())),
            unknown.get(one.id, 0),
            *posts.get(one.id, (None, None, False)),
        )
        for one in overview.watch.accounts
    ]
