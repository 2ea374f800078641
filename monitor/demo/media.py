"""The simulated county's accounts (政务新媒体, made up), and what their platforms answer."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from email.utils import format_datetime
from xml.sax.saxutils import escape

from monitor.demo.county import UNITS
from monitor.domain.content import AppState
from monitor.domain.observation import AppListing, Observation
from monitor.domain.timing import SHANGHAI

#: Path of everything here, below the county's portal.
BASE = "/media"


@dataclass(frozen=True, slots=True, kw_only=True)
class SimAccount:
    """One simulated account; *ages*: how many days ago each post was published."""

    id: str
    name: str
    platform: str
    unit: str
    form: str  #: feed | weibo | wall | app | import
    ages: tuple[int, ...] = ()
    pinned: tuple[int, ...] = ()
    complete: bool = False
    canary: bool = False
    what: str = ""  #: what it shows, for the demo's reader


ACCOUNTS = (
    SimAccount(
        id="county-weibo", name="闽江发布", platform="weibo", unit="office", form="weibo",
        ages=(0, 1, 2, 4, 7, 11), pinned=(300,), canary=True, complete=True, what="正常更新，带一条旧的置顶",
    ),
    SimAccount(
        id="county-wechat", name="闽江发布", platform="wechat", unit="office", form="feed",
        ages=(3, 9, 13, 20), what="正常更新，来源未确认完整：有更新即合格",
    ),
    SimAccount(
        id="education-weibo", name="闽江教育", platform="weibo", unit="education", form="weibo",
        ages=(15, 22, 30), complete=True, what="15天无更新，来源完整，对照账号正常：不合格",
    ),
    SimAccount(
        id="civil-wechat", name="闽江民政", platform="wechat", unit="civil", form="feed",
        ages=(17, 25, 40), what="17天未见更新，但来源未确认完整：未知",
    ),
    SimAccount(
        id="agriculture-weibo", name="闽江三农", platform="weibo", unit="agriculture", form="weibo",
        pinned=(200,), complete=True, what="只读到置顶内容：未知",
    ),
    SimAccount(
        id="town-douyin", name="临水镇", platform="douyin", unit="town", form="wall", what="来源被登录墙拦截：未知"
    ),
    SimAccount(
        id="archives-wechat", name="闽江档案", platform="wechat", unit="archives", form="import",
        ages=(14, 16, 31), complete=True, what="导入发布记录，第14天：合格，今日到期",
    ),
    SimAccount(
        id="county-app", name="闽江掌上通", platform="app", unit="office", form="app", what="应用商店已下架3天：不合格"
    ),
)  # fmt: skip


def answer(path: str, query: str, today: date) -> tuple[bytes, str] | None:
    """The body and its type for one address below BASE; None: nothing is there."""
    for account in ACCOUNTS:
        if account.form == "feed" and path == f"{BASE}/{account.id}.xml":
            return _rss(account, today).encode(), "application/rss+xml; charset=utf-8"
        if account.form == "weibo" and path == f"{BASE}/{account.id}/api/container/getIndex":
            plain = _timeline(account, today) if "containerid=" in query else _profile(account)
            return json.dumps(plain, ensure_ascii=False).encode(), "application/json"
        if account.form == "wall" and path == f"{BASE}/{account.id}.xml":
            return (
                "<html><title>请登录</title><body>请登录后查看</body></html>".encode(),
                "text/html; charset=utf-8",
            )
    if path == f"{BASE}/lookup":
        return b'{"resultCount": 0, "results": []}', "application/json"
    return None


def source_toml(account: SimAccount, base: str) -> str:
    """The account's `source = {…}`."""
    complete = ", complete = true" if account.complete else ""
    here = f"{base}{BASE}"
    return {
        "feed": f'{{kind = "feed", url = "{here}/{account.id}.xml"{complete}}}',
        "wall": f'{{kind = "feed", url = "{here}/{account.id}.xml"{complete}}}',
        "weibo": f'{{kind = "weibo", uid = "100", base = "{here}/{account.id}"{complete}}}',
        "app": f'{{kind = "app", ios_id = "990000001", store = "{here}"}}',
        "import": f'{{kind = "import"{complete}}}',
    }[account.form]


def history(now: datetime) -> Iterator[str]:
    """The publishing logs and the register that were handed in, as JSON lines for `monitor import`."""
    names = {id: name for id, name, *_ in UNITS}
    for account in ACCOUNTS:
        for n, age in enumerate(account.ages if account.form == "import" else ()):
            row = {
                "observation": "post", "account": account.id, "at": now.isoformat(), "id": f"{account.id}-{n}",
                "published": _moment(now.date(), age).isoformat(), "title": f"{account.name}第{n + 1}期",
            }  # fmt: skip
            yield json.dumps(row, ensure_ascii=False)
        entry = {
            "observation": "registry", "at": now.isoformat(), "account": account.id, "platform": account.platform,
            "name": account.name, "status": "正常", "opened": "2019-05-01", "verified": names[account.unit],
            "filing": f"闽江新媒〔2019〕{len(account.id)}号", "register": "演示备案表",
        }  # fmt: skip
        yield json.dumps(entry, ensure_ascii=False)
    yield json.dumps(
        {
            "observation": "registry", "at": now.isoformat(), "platform": "抖音", "name": "闽江文旅",
            "unit": "闽江县文化体育和旅游局", "status": "正常", "register": "演示备案表",
        },
        ensure_ascii=False,
    )  # fmt: skip


def past_looks(now: datetime) -> Iterator[Observation[AppListing]]:
    """The app shop's answers of the two days before."""
    for account in ACCOUNTS:
        for back in (2, 1) if account.form == "app" else ():
            facts = AppListing(state=AppState.MISSING, shop="app_store", reason="not_in_shop")
            at = datetime.combine(now.date() - timedelta(days=back), time(9), SHANGHAI)
            yield Observation(subject=account.id, part="app_store", at=at, vantage="simulated", facts=facts)


def _moment(today: date, age: int) -> datetime:
    return datetime.combine(today - timedelta(days=age), time(0, 5), SHANGHAI)


def _rss(account: SimAccount, today: date) -> str:
    items = "".join(
        f"<item><title>{escape(account.name)}第{n + 1}期</title><link>https://mp.invalid/{account.id}/{n}</link>"
        f"<guid>{account.id}-{n}</guid><pubDate>{format_datetime(_moment(today, age))}</pubDate></item>"
        for n, age in enumerate(account.ages)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>{escape(account.name)}</title>'
        f"<link>https://mp.invalid/</link><description>演示</description>{items}</channel></rss>"
    )


def _profile(account: SimAccount) -> dict[str, object]:
    tabs = [
        {"tab_type": "profile", "containerid": "230283100"},
        {"tab_type": "weibo", "containerid": "107603100"},
    ]
    return {"ok": 1, "data": {"userInfo": {"screen_name": account.name}, "tabsInfo": {"tabs": tabs}}}


def _timeline(account: SimAccount, today: date) -> dict[str, object]:
    cards: list[dict[str, object]] = [_card(account, age, today, pinned=True) for age in account.pinned]
    cards += [_card(account, age, today, pinned=False) for age in account.ages]
    return {"ok": 1, "data": {"cards": [{"card_type": 11, "card_group": cards[:1]}, *cards[1:]]}}


def _card(account: SimAccount, age: int, today: date, *, pinned: bool) -> dict[str, object]:
    blog = {
        "id": f"{account.id}{age}", "text": f"{account.name}：便民信息 <a>全文</a>", "comments_count": 2,
        "created_at": _moment(today, age).strftime("%a %b %d %H:%M:%S +0800 %Y"),
    }  # fmt: skip
    return {"card_type": 9, "mblog": blog, "profile_type_id": "proweibotop_" if pinned else "proweibo_"}
