"""
The boundary cases of every rule (边界情形), read from `tests/data/cases/*.toml`: what was seen, and what must come of it.

A jurist reads and adds to those files; tests/data/cases/README.md says how. `world_of` makes of each what a rule sees.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from monitor.domain.case import AccountCase, SiteCase
from monitor.domain.content import (
    AppState,
    BoardState,
    ChannelState,
    Dated,
    DatePlace,
    Guide,
    GuidesState,
    Item,
    ListState,
    Message,
    MessageStatus,
    Post,
    Published,
    TimelineState,
    Undated,
)
from monitor.domain.ipv6 import Ipv6Look, Ipv6Page, Ipv6State
from monitor.domain.observation import (
    AppListing,
    BoardReading,
    Channel,
    Guides,
    Homepage,
    Listing,
    Reading,
    StoredObservation,
    Timeline,
    Visit,
    VisitDay,
)
from monitor.domain.page_marks import MarkId, MarkState, PageMark, PageMarks
from monitor.domain.reach import Reach
from monitor.domain.site import Account, Board, Column, ColumnKind, Declaration, Frequency, Platform, Site
from monitor.domain.timing import DAY, SHANGHAI, day_of, midnight
from monitor.domain.verdict import Clause, Verdict
from monitor.rules.availability.visits import SPACING, roll_up
from monitor.rules.base import discover
from monitor.wording.say import say

FOLDER = Path(__file__).parents[1] / "data" / "cases"
#: The moment judged where a file names none.
AS_OF = datetime(2026, 11, 20, 12, tzinfo=SHANGHAI)
GROUPS = ("设定依据", "申请条件", "办理材料", "办理地点", "办理机构", "收费标准")


@dataclass(frozen=True, slots=True, kw_only=True)
class LawCase:
    """One boundary case: a small world, and the answer that the clause demands."""

    file: str
    rule: str
    subject: str  #: site | account
    edition: str
    name: str  #: 第14天仍合格
    words: str  #: of the clause, or the name of a requirement of our own that it is about
    as_of: datetime
    seen: Mapping[str, Any]
    outcome: str
    says: tuple[str, ...] = ()  #: what its sentences must say


def read_cases() -> tuple[LawCase, ...]:
    """Every case of every file. Raises ValueError that names the file and case of a mistake."""
    return tuple(case for file in sorted(FOLDER.glob("*.toml")) for case in _cases_in(file))


def _cases_in(file: Path) -> Iterable[LawCase]:
    tables = tomllib.loads(file.read_text("utf-8"))
    for said in tables["case"]:
        unknown = set(said) - {"name", "words", "as_of", "seen", "outcome", "says"}
        if unknown:
            raise ValueError(f"{file.name}: case {said.get('name')!r}: unknown key {min(unknown)!r}")
        yield LawCase(
            file=file.name, rule=tables["rule"], subject=tables["subject"], edition=tables["edition"],
            name=said["name"], words=said["words"], as_of=said.get("as_of", AS_OF), seen=said["seen"],
            outcome=said["outcome"], says=tuple(said.get("says", ())),
        )  # fmt: skip


def decide(case: LawCase, clause: Clause) -> Verdict:
    """What the rule says of the case by *clause*."""
    return discover()[case.rule].decide(world_of(case, clause), clause, case.as_of)


def sentences(verdict: Verdict) -> tuple[str, ...]:
    """Everything that a verdict says to people."""
    said = [verdict.reason, *verdict.remarks, *(one.reason for one in verdict.columns)]
    return tuple(say(one) for one in said + ([verdict.needs] if verdict.needs else []))


def world_of(case: LawCase, clause: Clause) -> SiteCase | AccountCase:
    """What was stored about the subject of *case* until the moment judged; visits are counted as *clause* spaces them."""
    seen = dict(case.seen)
    made = _account_case(seen, case) if case.subject == "account" else _site_case(seen, case, clause)
    if seen:
        raise ValueError(f"{case.file}: case {case.name!r}: unknown key {min(seen)!r} under seen")
    return made


def _site_case(seen: dict[str, Any], case: LawCase, clause: Clause) -> SiteCase:
    columns, listings, readings = _columns(seen.pop("columns", ()), case.as_of)
    homepages = _homepages(seen.pop("homepage", {}), case.as_of, readings)
    boards = _boards(seen.pop("boards", ()), case.as_of)
    whole = Declaration() if seen.pop("whole", True) else None
    site = Site(
        id="s", name="示例网站", url="http://a.gov.cn/", edition=case.edition, title_mark=("示例",), columns=columns,
        columns_complete=whole, boards=tuple(Board(id=id, name=id, url="http://a.gov.cn/") for id in boards),
        navigation=seen.pop("navigation", False), public_services=seen.pop("public_services", True),
        site_code=seen.pop("site_code", None),
    )  # fmt: skip
    return SiteCase(
        site=site,
        visit_days=_week(seen.pop("week", ()), seen.pop("week_ends", 1), case.as_of, clause),
        homepages=homepages,
        listings=listings,
        readings=readings,
        boards=boards,
        channels=[_channel(one, case.as_of) for one in seen.pop("channel", ())],
        guides=_guides(seen.pop("guides", None), case.as_of),
        others={
            PageMarks: [_marks(one, case.as_of) for one in seen.pop("marks", ())],
            Ipv6Look: [_ipv6(one, case.as_of) for one in seen.pop("ipv6", ())],
        },
    )


def _week(
    days: Sequence[Mapping[str, Any]], ends: int, as_of: datetime, clause: Clause
) -> tuple[VisitDay, ...]:
    """Consecutive days, the last of them *ends* days ago; `times` repeats a day."""
    rows = [one for one in days for _ in range(one.get("times", 1))]
    first = day_of(as_of) - DAY * (ends + len(rows) - 1)
    spacing = clause.own.get("spacing_minutes", SPACING)
    return tuple(
        roll_up(day, _visits(day, one), spacing)
        for day, one in ((first + DAY * n, one) for n, one in enumerate(rows))
    )


def _visits(day: date, said: Mapping[str, Any]) -> list[StoredObservation[Visit]]:
    """So many visits over `hours` from midnight on; `burst`: so many failures more, `burst_minutes` apart."""
    kinds = [(Reach.NOT_OPENED, "timeout_first_byte")] * said.get("failed", 0)
    kinds += [(Reach.NOT_MEASURED, "blocked_script")] * said.get("blocked", 0)
    kinds += [(Reach.OPENED, "ok")] * said.get("opened", 0)
    whole, steps = (timedelta(hours=said["hours"]), len(kinds) - 1) if "hours" in said else (DAY, len(kinds))
    gap = timedelta(minutes=said.get("burst_minutes", 0))
    burst = [
        StoredObservation(
            id=f"ob_{day:%m%d}_b{n:02d}", at=midnight(day) + timedelta(hours=20) + gap * n,
            facts=Visit(reach=Reach.NOT_OPENED, reason="timeout_first_byte"),
        )
        for n in range(said.get("burst", 0))
    ]  # fmt: skip
    return burst + [
        StoredObservation(
            id=f"ob_{day:%m%d}_{n:03d}",
            at=midnight(day) + whole * n / steps,
            facts=Visit(reach=reach, reason=reason),
        )
        for n, (reach, reason) in enumerate(kinds)
    ]


def _reading(address: str, said: int | date | str, as_of: datetime) -> StoredObservation[Reading] | None:
    """*said*: the day that the page states, how many days ago that was, `undated`, or `unread`."""
    if said == "unread":
        return None
    published: Published = (
        Undated() if said == "undated" else Dated(on=_day(said, as_of), place=DatePlace.VISIBLE)
    )
    return StoredObservation(
        id=f"ob_r_{address[-9:]}", at=as_of, facts=Reading(url=address, published=published)
    )


def _day(said: Any, as_of: datetime) -> date:
    return day_of(as_of) - DAY * said if isinstance(said, int) else said


def _items(
    name: str, said: Sequence[Any], as_of: datetime, readings: dict[str, StoredObservation[Reading]]
) -> tuple[Item, ...]:
    items = []
    for n, one in enumerate(said):
        address = f"http://a.gov.cn/{name}/{n}.htm"
        read = _reading(address, one, as_of)
        if read is not None:
            readings[address] = read
        items.append(
            Item(title=f"稿件{n}", url=address, on=None if isinstance(one, str) else _day(one, as_of))
        )
    return tuple(items)


def _homepages(
    said: Mapping[str, Any], as_of: datetime, readings: dict[str, StoredObservation[Reading]]
) -> list[StoredObservation[Homepage]]:
    """Snapshots on so many days running (`snapshots`), the last `last_seen` days ago; pages of its `items`."""
    if not said:
        return []
    items = _items("h", said.get("items", ()), as_of, readings)
    facts = Homepage(state=ListState.ITEMS, items=items)
    last = as_of - DAY * said.get("last_seen", 0)
    return [
        StoredObservation(id=f"ob_h{n}", at=last - DAY * n, facts=facts)
        for n in reversed(range(said["snapshots"]))
    ]


def _columns(
    said: Sequence[Mapping[str, Any]], as_of: datetime
) -> tuple[
    tuple[Column, ...],
    dict[str, Sequence[StoredObservation[Listing]]],
    dict[str, StoredObservation[Reading]],
]:
    """`times` columns alike: `kind`, `top_level`, `frequency`; `items` or `unreadable`, in looks on `days` up to `last_seen` days ago."""
    columns, listings = [], dict[str, Sequence[StoredObservation[Listing]]]()
    readings: dict[str, StoredObservation[Reading]] = {}
    rows = [one for one in said for _ in range(one.get("times", 1))]
    for n, one in enumerate(rows):
        id, frequency = f"c{n}", one.get("frequency")
        columns.append(
            Column(
                id=id, name=f"栏目{n}", url=f"http://a.gov.cn/{id}/", kind=ColumnKind(one.get("kind", "general")),
                top_level=one.get("top_level", False), frequency=Frequency(frequency) if frequency else None,
            )
        )  # fmt: skip
        items = _items(id, one.get("items", ()), as_of, readings)
        last = as_of - DAY * one.get("last_seen", 0)
        state = (
            ListState.UNREADABLE if one.get("unreadable") else ListState.ITEMS if items else ListState.BLANK
        )
        listings[id] = [
            StoredObservation(
                id=f"ob_{id}_{back}", at=last - DAY * back, facts=Listing(state=state, items=items)
            )
            for back in reversed(range(one.get("days", 1)))
        ]
    return tuple(columns), listings, readings


def _boards(
    said: Sequence[Mapping[str, Any]], as_of: datetime
) -> dict[str, Sequence[StoredObservation[BoardReading]]]:
    found: dict[str, Sequence[StoredObservation[BoardReading]]] = {}
    for n, one in enumerate(said):
        id = f"留言板{n}"
        read = as_of - DAY * one.get("last_read", 0)
        messages = tuple(
            message for m, row in enumerate(one.get("messages", ())) for message in _messages(id, m, row)
        )
        facts = BoardReading(
            state=BoardState.MESSAGES if messages else BoardState.BLANK, messages=messages,
            complete=one.get("complete", True), total=len(messages), statistics_url=one.get("statistics", ""),
        )  # fmt: skip
        found[id] = [StoredObservation(id=f"ob_b{n}", at=read, facts=facts)]
    return found


def _messages(board: str, n: int, said: Mapping[str, Any]) -> Iterable[Message]:
    answered = said.get("answered")
    status = MessageStatus.ANSWERED if answered else MessageStatus(said.get("status", "open"))
    for m in range(said.get("times", 1)):
        yield Message(
            id=f"{board}/{n}-{m}", title_masked=f"留言{n}", board=board, submitted=said["submitted"],
            submitted_exact=said.get("exact", True), answered=answered, status=status, raw_status="",
            unit=said.get("unit", ""), detail_read=bool(answered), answer_length=said.get("answer_length", 20 if answered else None),
        )  # fmt: skip


def _channel(said: Mapping[str, Any], as_of: datetime) -> StoredObservation[Channel]:
    facts = Channel(state=ChannelState(said.get("state", "present")), url="http://a.gov.cn/xx/")
    return StoredObservation(id="ob_channel", at=as_of - DAY * said.get("last_seen", 0), facts=facts)


def _guides(said: Mapping[str, Any] | None, as_of: datetime) -> list[StoredObservation[Guides]]:
    """`found`: guides alike, `missing` so many groups, `times`; `unread = true` was enumerated and not read."""
    if said is None:
        return []
    rows = [one for one in said.get("found", ()) for _ in range(one.get("times", 1))]
    guides = tuple(
        Guide(id=str(n), url=f"http://a.gov.cn/{n}", title=f"事项{n}", missing=GROUPS[: one.get("missing", 0)],
              is_read=not one.get("unread", False))
        for n, one in enumerate(rows)
    )  # fmt: skip
    state = GuidesState.GUIDES if guides else GuidesState.BLANK
    facts = Guides(state=state, guides=guides, complete=said.get("complete", True))
    return [StoredObservation(id="ob_guides", at=as_of - DAY * said.get("last_seen", 0), facts=facts)]


def _ipv6(said: Mapping[str, Any], as_of: datetime) -> StoredObservation[Ipv6Look]:
    """One look over IPv6, `last_seen` days ago, that found the site in a `state`."""
    state = Ipv6State(said["state"])
    pages = (Ipv6Page(url="http://a.gov.cn/x/", opened=state is Ipv6State.WHOLE),)
    facts = Ipv6Look(url="http://a.gov.cn/", state=state, pages=pages)
    return StoredObservation(
        id=f"ob_v{said}", at=as_of - timedelta(days=said.get("last_seen", 0)), facts=facts
    )


def _marks(said: Mapping[str, Any], as_of: datetime) -> StoredObservation[PageMarks]:
    """A look `last_seen` days ago at a homepage that carries every mark but those `absent` or `not_told`."""
    states = dict.fromkeys(said.get("absent", ()), MarkState.ABSENT)
    states |= dict.fromkeys(said.get("not_told", ()), MarkState.NOT_TOLD)
    marks = tuple(
        PageMark(
            id=id,
            state=states.get(id.value, MarkState.PRESENT),
            value=said.get("code", "") if id is MarkId.SITE_CODE else "",
        )
        for id in MarkId
    )
    ago = said.get("last_seen", 0)
    facts = PageMarks(url="http://a.gov.cn/", state="read", marks=marks)
    return StoredObservation(id=f"ob_marks_{ago}", at=as_of - DAY * ago, facts=facts)


def _account_case(seen: dict[str, Any], case: LawCase) -> AccountCase:
    as_of = case.as_of
    platform = seen.pop("platform", "weibo")
    account = Account(
        id="a", name="示例发布", platform=Platform(platform), edition=case.edition,
        registry={key: seen.pop(key) for key in ("status", "opened", "closed") if key in seen},
    )  # fmt: skip
    return AccountCase(
        account=account,
        timelines=[_timeline(one, as_of) for one in seen.pop("timeline", ())],
        canaries={f"k{n}": [_timeline(one, as_of)] for n, one in enumerate(seen.pop("canary", ()))},
        apps={shop: _shop(shop, said, as_of) for shop, said in seen.pop("shops", {}).items()},
    )


def _timeline(said: Mapping[str, Any], as_of: datetime) -> StoredObservation[Timeline]:
    """Read `hours_ago`: posts of `items` days (or days ago), whole where the owner vouches (`complete`)."""
    at = said.get("at", as_of - timedelta(hours=said.get("hours_ago", 0)))
    posts = tuple(Post(id=f"p{n}", on=_day(one, as_of)) for n, one in enumerate(said.get("items", ())))
    facts = Timeline(
        state=TimelineState.POSTS if posts else TimelineState.UNREACHED, posts=posts,
        complete=said.get("complete", True), through="feed",
    )  # fmt: skip
    return StoredObservation(
        id=f"ob_{at:%m%d%H}", at=at, facts=replace(facts, interaction=tuple(said.get("signs", ())))
    )


def _shop(shop: str, said: Mapping[str, Any], as_of: datetime) -> list[StoredObservation[AppListing]]:
    """Answers on `days` days running, the last `hours_ago`."""
    last = as_of - timedelta(hours=said.get("hours_ago", 0))
    facts = AppListing(state=AppState(said["state"]), shop=shop, released=said.get("released"))
    return [
        StoredObservation(id=f"ob_app{back}", at=last - DAY * back, facts=facts)
        for back in reversed(range(said.get("days", 1)))
    ]
