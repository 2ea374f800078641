"""Publishing logs and registers of accounts from elsewhere (政务新媒体发布记录、备案信息)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from monitor.domain.content import Life, Post, TimelineState
from monitor.domain.observation import Look, Registration, Timeline
from monitor.domain.site import Account, Platform, Watch

#: Part of a look at a log that says when it was taken; any other reaches to its handing over.
DATED_LOG = "log"
#: Subject of register entries that belong to no configured account.
REGISTER = "register"
#: What platforms are called on forms.
PLATFORMS = {
    "微博": Platform.WEIBO,
    "新浪微博": Platform.WEIBO,
    "微信": Platform.WECHAT,
    "微信公众号": Platform.WECHAT,
    "公众号": Platform.WECHAT,
    "抖音": Platform.DOUYIN,
    "抖音号": Platform.DOUYIN,
    "头条": Platform.TOUTIAO,
    "今日头条": Platform.TOUTIAO,
    "头条号": Platform.TOUTIAO,
    "哔哩哔哩": Platform.BILIBILI,
    "B站": Platform.BILIBILI,
    "快手": Platform.KUAISHOU,
    "移动客户端": Platform.APP,
    "客户端": Platform.APP,
    "APP": Platform.APP,
    "小程序": Platform.MINIPROGRAM,
    "微信小程序": Platform.MINIPROGRAM,
}
_LIVES = {
    "正常": Life.RUNNING, "正常运行": Life.RUNNING, "运行": Life.RUNNING, "在运行": Life.RUNNING,
    "拟注销": Life.CLOSING, "注销中": Life.CLOSING, "关停中": Life.CLOSING, "拟关停": Life.CLOSING,
    "已注销": Life.CLOSED, "注销": Life.CLOSED, "已关停": Life.CLOSED, "关停": Life.CLOSED,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRow:
    """One post of a log."""

    account: Account
    at: datetime  #: when the log was taken; for a log that does not say, when the post was published
    vantage: str
    post: Post
    logged: bool  #: *at* tells when the log was taken
    complete: bool


def platform_of(words: str) -> Platform:
    """The platform that *words* name, by our id or by its common names. Raises ValueError."""
    cleaned = words.strip()
    if cleaned in PLATFORMS:
        return PLATFORMS[cleaned]
    try:
        return Platform(cleaned.lower())
    except ValueError:
        return Platform.OTHER if cleaned in ("其他", "其它") else _no_platform(words)


def _no_platform(words: str) -> Platform:
    known = ", ".join(one.value for one in Platform)
    raise ValueError(f"platform: found {words!r}, expected one of {known} or a common Chinese name")


def life_of(words: str) -> Life:
    """Where an account stands, by our words or those of forms. Raises ValueError."""
    cleaned = words.strip()
    if cleaned in _LIVES:
        return _LIVES[cleaned]
    try:
        return Life(cleaned.lower())
    except ValueError:
        raise ValueError(f"status: found {words!r}, expected running, closing or closed") from None


def find_account(watch: Watch, id: str | None, name: str | None, platform: str | None) -> Account:
    """The configured account of that id, or of that name (on that platform). Raises ValueError."""
    on = platform_of(platform) if platform else None
    wanted = id or name or ""
    if not wanted:
        raise ValueError("'account' is missing; give its id, or its name and platform")
    found = [one for one in watch.accounts if one.id == wanted] or [
        one for one in watch.accounts if one.name == wanted and on in (None, one.platform)
    ]
    if len(found) == 1:
        return found[0]
    known = ", ".join(one.id for one in watch.accounts) or "none"
    what = (
        "stands for several accounts; add its platform" if found else f"no such account; configured: {known}"
    )
    raise ValueError(f"account {wanted!r}: {what}")


def post_looks(rows: Iterable[PostRow]) -> list[Look[Timeline]]:
    """
    One look for each account and log; a post of a log that does not say when it was taken is a look of its own.
    """
    groups: dict[tuple[str, datetime, str], list[PostRow]] = {}
    looks = []
    for row in rows:
        if row.logged:
            groups.setdefault((row.account.id, row.at, row.vantage), []).append(row)
        else:
            looks.append(_look([row]))
    return [*looks, *(_look(some) for some in groups.values())]


def _look(rows: list[PostRow]) -> Look[Timeline]:
    first = rows[0]
    facts = Timeline(
        state=TimelineState.POSTS,
        posts=tuple(row.post for row in rows),
        complete=all(row.complete and row.post.on is not None for row in rows),
        through="import",
    )
    part = DATED_LOG if first.logged else ""
    return Look(subject=first.account.id, part=part, at=first.at, vantage=first.vantage, facts=facts)


def registration_look(
    watch: Watch, entry: Registration, at: datetime, vantage: str, account: str | None
) -> Look[Registration]:
    """A register's entry: under the account it belongs to, else under the register itself, so that none is dropped."""
    try:
        subject = find_account(watch, account, entry.name, entry.platform).id
    except ValueError:
        subject = REGISTER
    platform = platform_of(entry.platform).value
    return Look(
        subject=subject,
        part=f"{platform}/{entry.name}",
        at=at,
        vantage=vantage,
        facts=replace(entry, platform=platform),
    )


def closed_life(life: Life, closed: date | None, on: date) -> Life:
    """An entry that names the day of closing is closed from then on."""
    return Life.CLOSED if closed is not None and closed <= on else life
