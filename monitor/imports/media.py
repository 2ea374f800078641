"""Publishing logs and registers of accounts from elsewhere (政务新媒体发布记录、备案信息)."""

import difflib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from monitor.domain.content import Life, Post, TimelineState
from monitor.domain.observation import Look, Registration, Timeline
from monitor.domain.site import Account, Platform, Watch

#: Why a log proves no silence.
BAD_ROWS = "bad_rows_in_log"
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
    "订阅号": Platform.WECHAT,
    "服务号": Platform.WECHAT,
    "微信订阅号": Platform.WECHAT,
    "微信服务号": Platform.WECHAT,
    "政务微信": Platform.WECHAT,
    "政务微博": Platform.WEIBO,
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
    "政务APP": Platform.APP,
    "手机APP": Platform.APP,
    "手机客户端": Platform.APP,
    "腾讯微博": Platform.OTHER,
}
#: Platforms without a place of their own: kept by their name.
OTHERS = (
    "其他", "其它", "视频号", "微信视频号", "人民号", "百家号", "学习强国", "学习强国号", "小红书", "知乎", "澎湃号", "澎湃新闻",
    "企鹅号", "网易号", "搜狐号", "央视频", "喜马拉雅", "新华号", "微视", "西瓜视频", "一点资讯", "一点号", "南方号", "支付宝小程序",
)  # fmt: skip
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
    answered: bool = False  #: others wrote below it


def platform_of(words: str) -> Platform:
    """The platform that *words* name, by our id or by its common names. Raises ValueError."""
    cleaned = words.strip()
    if cleaned.upper() in PLATFORMS:
        return PLATFORMS[cleaned.upper()]
    try:
        return Platform(cleaned.lower())
    except ValueError:
        return Platform.OTHER if cleaned in OTHERS else _no_platform(words)


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
    wanted = (id or name or "").strip()
    if not wanted:
        raise ValueError("'account' is missing; give its id, or its name and platform")
    found = [one for one in watch.accounts if one.id == wanted] or [
        one for one in watch.accounts if one.name == wanted and on in (None, one.platform)
    ]
    if len(found) == 1:
        return found[0]
    what = (
        "stands for several accounts; add its platform"
        if found
        else f"no such account; {_near(watch, wanted)}"
    )
    where = f" on {on.value}" if on is not None and not found else ""
    raise ValueError(f"account {wanted!r}{where}: {what}")


def _near(watch: Watch, wanted: str) -> str:
    """Which accounts may be meant: a few by likeness, or all where they are few."""
    if len(watch.accounts) <= 10:
        return f"configured: {', '.join(one.id for one in watch.accounts) or 'none'}"
    words = {word: one.id for one in watch.accounts for word in (one.id, one.name)}
    close = [words[word] for word in difflib.get_close_matches(wanted, words, n=3)]
    meant = f"did you mean {' or '.join(dict.fromkeys(close))}? " if close else ""
    return f"{meant}{len(watch.accounts)} are configured; add it as [[account]], or correct the name"


def post_looks(rows: Iterable[PostRow], doubtful: Collection[str] = ()) -> list[Look[Timeline]]:
    """
    One look for each account and log; a post of a log that does not say when it was taken is a look of its own.

    *doubtful*: accounts of which a row could not be used: what is left proves no silence.
    """
    groups: dict[tuple[str, datetime, str], list[PostRow]] = {}
    looks = []
    for row in rows:
        if row.logged:
            groups.setdefault((row.account.id, row.at, row.vantage), []).append(row)
        else:
            looks.append(_look([row], doubtful))
    return [*looks, *(_look(some, doubtful) for some in groups.values())]


def _look(rows: list[PostRow], doubtful: Collection[str]) -> Look[Timeline]:
    first = rows[0]
    in_doubt = first.account.id in doubtful
    facts = Timeline(
        state=TimelineState.POSTS,
        posts=tuple(row.post for row in rows),
        complete=all(row.complete for row in rows) and not in_doubt,
        reason=BAD_ROWS if in_doubt else "",
        interaction=("comments",) if any(row.answered for row in rows) else (),
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
    on = platform_of(entry.platform)
    # 人民号 and 百家号 are two places, though we know neither
    platform = entry.platform.strip() if on is Platform.OTHER else on.value
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
