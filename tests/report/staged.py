"""
A staged district for counting unknowns: one portal of 120 columns, two boards, guides, 21 accounts in a usual mix.

What is seen is seen as in real life: lists every night, the site half-hourly, boards that state their total; logs of accounts,
exports of messages and guides come by hand every two weeks. Everything is made up.
"""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

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
    TimelineState,
)
from monitor.domain.observation import (
    AppListing,
    BoardReading,
    Channel,
    Guides,
    Homepage,
    Listing,
    Observation,
    Reading,
    Timeline,
    Visit,
)
from monitor.domain.reach import Reach
from monitor.domain.timing import DAY, SHANGHAI, midnight

#: The evening that is looked at; logs and exports were handed in so many days before, in the middle of two weeks.
NOW = datetime(2026, 9, 30, 22, tzinfo=SHANGHAI)
HALF_WAY = 7
COLUMNS = 120
#: 12 WeChat accounts, four of Weibo, two of Douyin, one each of Toutiao, an app and a mini program.
PLATFORMS = ("wechat",) * 12 + ("weibo",) * 4 + ("douyin",) * 2 + ("toutiao", "app", "miniprogram")
#: Columns that no reader understands, and such that a firewall keeps.
UNREADABLE, WALLED = frozenset({17, 58}), frozenset({91})
#: What the centre decides and hands in: without it the district is configured as the starter is.
DECIDED = """
[defaults]
frequency_by_kind = {general = "semiannual", policy = "semiannual", notice = "quarterly"}
"""


def kind(n: int) -> str:
    """News, notices, policies; two in three are general columns."""
    return "news" if n < 12 else "notice" if n < 26 else "policy" if n < 38 else "general"


def config(*, decided: bool) -> str:
    """`sites.toml`; *decided*: with what the centre decides itself."""
    return "\n".join(_config(decided=decided))


def _config(*, decided: bool) -> Iterator[str]:
    yield 'edition = "fuzhou-2021"'
    yield '[centre]\nname = "示例区大数据服务中心"' + (DECIDED if decided else "")
    yield '[[site]]\nid = "p"\nname = "示例区人民政府"\nurl = "http://p.example.gov.cn/"'
    yield 'guides = {list = "http://p.example.gov.cn/bszn/"}'
    if decided:
        yield 'columns_complete = {by = "区大数据服务中心", on = 2026-01-01}'
    for id in ("xx", "zx") if decided else ("xx",):
        yield f'[[site.board]]\nid = "{id}"\nname = "信箱{id}"\nurl = "http://p.example.gov.cn/{id}/"'
    for n in range(COLUMNS):
        yield f'[[site.column]]\nid = "c{n}"\nname = "栏目{n}"\nurl = "http://p.example.gov.cn/c{n}/"\nkind = "{kind(n)}"'
        yield f"top_level = {json.dumps(n < 30)}"
        if kind(n) == "general" and n % 3 == 0:
            yield 'frequency = "quarterly"'
    for n, platform in enumerate(PLATFORMS):
        source = (
            '{kind = "app", apk = "http://p.example.gov.cn/a.apk"}'
            if platform == "app"
            else '{kind = "import"}'
        )
        yield f'[[account]]\nid = "a{n}"\nname = "账号{n}"\nplatform = "{platform}"\nsource = {source}'


def looks(*, decided: bool, ago: int = HALF_WAY) -> list[Observation[Any]]:
    """All observations; *decided*: exports were declared whole, and logs say how people answer; *ago*: days since the last."""
    handed_in = NOW.date() - ago * DAY
    return [
        *_visits(),
        *_columns(),
        *_site(handed_in, decided=decided),
        *_accounts(handed_in, decided=decided),
    ]


def _visits() -> Iterator[Observation[Visit]]:
    for back in range(9):
        for slot in range(24):
            at = midnight(NOW.date() - back * DAY) + timedelta(hours=slot, minutes=11)
            if at <= NOW:
                yield Observation(
                    subject="p", at=at, facts=Visit(reach=Reach.OPENED, reason="ok", elapsed_s=1.0)
                )


def _columns() -> Iterator[Observation[Any]]:
    """Every list of the last nights; new items and their pages as often as their kind has them."""
    every = {"news": 2, "notice": 20, "policy": 60, "general": 45}
    for n in range(COLUMNS):
        items = tuple(
            Item(title=f"稿件{k}", url=f"http://p.example.gov.cn/c{n}/{k}.htm", on=NOW.date() - (n % 5 + k * every[kind(n)]) * DAY)
            for k in range(6)
        )  # fmt: skip
        for one in items:
            assert one.on is not None
            facts = Reading(url=one.url, title=one.title, published=Dated(on=one.on, place=DatePlace.VISIBLE))
            yield Observation(
                subject="p", part=one.url, at=midnight(one.on) + timedelta(hours=23), facts=facts
            )
        for back in range(16):
            state, reason, shown = ListState.ITEMS, "", items
            if n in UNREADABLE:
                state, reason, shown = ListState.UNREADABLE, "no_list", ()
            elif n in WALLED:
                state, reason, shown = ListState.UNREACHED, "blocked_script", ()
            at = midnight(NOW.date() - back * DAY) + timedelta(hours=2)
            seen = tuple(one for one in shown if one.on and one.on < at.date())
            yield Observation(
                subject="p", part=f"c{n}", at=at, facts=Listing(state=state, items=seen, reason=reason)
            )
            if n == 0:
                yield Observation(subject="p", at=at, facts=Homepage(state=ListState.ITEMS, items=seen))


def _site(handed_in: date, *, decided: bool) -> Iterator[Observation[Any]]:
    """A public board that states its total; a second one, and the guides, by export."""
    at = midnight(NOW.date()) + timedelta(hours=4)
    yield Observation(
        subject="p",
        at=at,
        facts=Channel(state=ChannelState.PRESENT, url="http://p.example.gov.cn/xx/", fields=("title", "content")),
    )  # fmt: skip
    public = _letters("xx", at.date())
    yield Observation(
        subject="p",
        part="xx",
        at=at,
        facts=BoardReading(
            state=BoardState.MESSAGES,
            messages=public,
            total=len(public) if decided else None,
            complete=decided,
        ),
    )
    handed = midnight(handed_in) + timedelta(hours=9)
    if decided:
        letters = _letters("zx", handed_in)
        export = BoardReading(
            state=BoardState.MESSAGES, messages=letters, total=len(letters), complete=True, full=True
        )
        yield Observation(subject="p", part="zx", at=handed, facts=export, vantage="import")
    guides = tuple(Guide(id=f"g{n}", url=f"http://p.example.gov.cn/bszn/{n}") for n in range(30))
    yield Observation(
        subject="p",
        part="guides",
        at=handed,
        facts=Guides(state=GuidesState.GUIDES, guides=guides, total=30, complete=decided),
    )


def _letters(board: str, on: date) -> tuple[Message, ...]:
    return tuple(
        Message(
            id=f"{board}/{n}", title_masked="咨询", board=board, submitted=on - (5 + 30 * n) * DAY,
            answered=on - (2 + 30 * n) * DAY if n else None,
            status=MessageStatus.ANSWERED if n else MessageStatus.OPEN, detail_read=True, answer_length=100,
        )
        for n in range(12)
    )  # fmt: skip


def _accounts(handed_in: date, *, decided: bool) -> Iterator[Observation[Any]]:
    """Logs of the last two weeks; *decided*: whole, and with the comments that people left."""
    at = midnight(handed_in) + timedelta(hours=9)
    for n, platform in enumerate(PLATFORMS):
        if platform == "app":
            for back in range(3):
                facts = AppListing(state=AppState.AVAILABLE, shop="android")
                yield Observation(
                    subject=f"a{n}", part="android", at=midnight(NOW.date() - back * DAY), facts=facts
                )
            continue
        posts = tuple(
            Post(id=f"{n}-{k}", title="信息", on=handed_in - (k * 3 + n % 3) * DAY) for k in range(12)
        )
        log = Timeline(
            state=TimelineState.POSTS,
            posts=posts,
            complete=decided,
            interaction=("comments",) if decided and n % 7 else (),
            through="import",
        )
        yield Observation(subject=f"a{n}", part="log", at=at, facts=log, vantage="import")
