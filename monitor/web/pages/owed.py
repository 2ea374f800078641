"""栏目与留言: every column and every open message, by days left; for whole lists, filters and files."""

from collections.abc import Iterable

from fastapi import APIRouter, Request, Response

from monitor.assess.due import DuePolicy, due_soon, policy_of
from monitor.assess.live_page import board_of, live_page
from monitor.domain.access import Viewer
from monitor.domain.finding import Owed, Standing
from monitor.domain.site import Account, Site, Unit, Watch
from monitor.domain.verdict import Outcome
from monitor.web import words
from monitor.web.auth.read_log import Read
from monitor.web.pages._page import Looking, mine, overview_of, unit_name
from monitor.web.pages._table import Head, asked, show_table
from monitor.wording.say import for_unit

ROUTER = APIRouter(route_class=Read)

#: What the filter offers: outcomes, and 即将超期, which is a pass whose limit is near.
FILTERS = (
    ("", "全部"),
    ("fail", "超期"),
    ("due", "即将超期"),
    ("unknown", "未知"),
    ("pass", "合格"),
)


@ROUTER.get("/columns")
async def columns(request: Request, who: Looking) -> Response:
    """Every column this viewer sees."""
    return await _owed(request, who, Owed.COLUMN, "栏目")


@ROUTER.get("/messages")
async def messages(request: Request, who: Looking) -> Response:
    """Every open message this viewer sees."""
    return await _owed(request, who, Owed.MESSAGE, "留言")


@ROUTER.get("/due")
async def due(request: Request, who: Looking) -> Response:
    """Everything this viewer sees whose limit is near: columns, messages, indicators."""
    return await _owed(request, who, None, "即将超期")


async def _owed(request: Request, who: Viewer, owed: Owed | None, title: str) -> Response:
    overview = await overview_of(request, who)
    watch = overview.watch
    rows = [one for one in mine(overview, who) if owed in (None, one.owed)]
    seen = {one.subject for one in rows}
    chosen = {
        "outcome": asked(request, "outcome", [value for value, _ in FILTERS]) if owed else "due",
        "unit": asked(request, "unit", [one.id for one in watch.units]),
        "site": asked(request, "site", [one.id for one in watch.sites]),
        "q": asked(request, "q"),
    }
    heads = owed_heads(watch, owed)
    return show_table(
        request, who, "owed.html", f"{title}台账", heads, filtered(rows, chosen, policy_of(watch.settings.alerts)), "left",
        title=title, owed=owed, chosen=chosen,
        live=lambda one: live_page(watch, one), outcomes=FILTERS if owed else FILTERS[2:3], units=options(one for one in watch.units if who.may_see(one.id)),
        sites=options(one for one in watch.sites if one.id in seen),
    )  # fmt: skip


def filtered(standings: Iterable[Standing], chosen: dict[str, str], policy: DuePolicy) -> list[Standing]:
    """Those that the filters let through."""
    found = []
    for one in standings:
        if chosen["unit"] and one.unit != chosen["unit"]:
            continue
        if chosen["site"] and one.subject != chosen["site"]:
            continue
        if chosen["q"] and chosen["q"] not in one.name:
            continue
        if chosen["outcome"] and not _has(one, chosen["outcome"], policy):
            continue
        found.append(one)
    return found


def _has(one: Standing, outcome: str, policy: DuePolicy) -> bool:
    return due_soon(one, policy) if outcome == "due" else one.outcome == outcome


def owed_heads(watch: Watch, owed: Owed | None) -> list[Head[Standing]]:
    """What a list of standings says of each."""
    names, policy = {one.id: one.name for one in watch.subjects}, policy_of(watch.settings.alerts)
    return [
        Head("left", "剩余天数", lambda one: one.days_left, urgency),
        Head("outcome", "结论", lambda one: words.standing_state(one, soon=due_soon(one, policy)).word),
        *([Head("owed", "类别", lambda one: words.OWED[one.owed])] if owed is None else []),
        Head("name", "名称", lambda one: one.name),
        *([Head("board", "留言板", lambda one: board_name(watch, one))] if owed is Owed.MESSAGE else []),
        Head("site", "网站", lambda one: names.get(one.subject, one.subject)),
        Head("newest", "最新日期", lambda one: one.newest),
        Head("due", "最后期限", lambda one: one.due_on),
        Head("unit", "责任单位", lambda one: unit_name(watch, one.unit)),
        Head("reason", "说明", lambda one: for_unit(one.reason)),
    ]


def board_name(watch: Watch, one: Standing) -> str:
    """The board on which a message stands; "" when it is not known."""
    board = board_of(watch, one)
    return board.name if board is not None else ""


def urgency(one: Standing) -> tuple[bool, bool, int]:
    """What is over first, the longest first, then what is due; what nobody can tell last."""
    return one.outcome is not Outcome.FAIL, one.days_left is None, one.days_left or 0


def options(known: Iterable[Site | Account | Unit]) -> list[tuple[str, str]]:
    """The choices of a filter: all of them, or one of *known*."""
    return [("", "全部"), *((one.id, one.name) for one in known)]
