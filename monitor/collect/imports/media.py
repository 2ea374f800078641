"""Publishing logs and registers of accounts from elsewhere (政务新媒体发布记录、备案信息)."""

import difflib
import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from monitor.domain.content import Life, Post, TimelineState
from monitor.domain.handed_in import BAD_ROWS
from monitor.domain.observation import Observation, Registration, Timeline
from monitor.domain.site import Account, Platform, Watch

#: Part of a look at a log that says when it was taken; any other reaches to its handing over.
DATED_LOG = "log"
#: Part of a post of a log of the other kind, with rows that could not be used: it reaches nowhere.
DOUBTFUL_LOG = "doubtful"
#: Subject of register entries that belong to no configured account.
REGISTER = "register"
#: What platforms are called on forms.
PLATFORMS = {name: platform for platform in Platform for name in platform.says.names}
#: Stands for all that have no file of their own.
_OTHER = next(one for one in Platform if one.says.catch_all)
#: Platforms without a place of their own: kept by their name.
OTHERS = (
    "其他", "其它", "视频号", "微信视频号", "人民号", "百家号", "学习强国", "学习强国号", "小红书", "知乎", "澎湃号", "澎湃新闻",
    "企鹅号", "网易号", "搜狐号", "央视频", "喜马拉雅", "新华号", "微视", "西瓜视频", "一点资讯", "一点号", "南方号", "支付宝小程序", "百度小程序",
    "海峡号", "新福建", "今日福建", "强国号", "大鱼号", "UC号", "美篇", "微信视频", "快传号", "东方号", "荔枝", "蜻蜓", "其他平台", "其它平台",
)  # fmt: skip
_STATES = {
    Life.RUNNING: (
        "正常 正常运行 正常运营 正常更新 正常使用 运行 在运行 运行中 正常运行中 运营中 在运营 在用 使用中 启用 已启用 启用中 活跃 有效 存续 已开通 开通 未注销 未关停 已恢复 恢复运行"
    ),
    Life.CLOSING: (
        "拟注销 注销中 待注销 申请注销 注销申请中 注销审核中 正在注销 关停中 待关停 拟关停 正在关停 拟停用 待停用 拟撤销 撤销中 待撤销 拟关闭 关闭中 待关闭"
    ),
    Life.CLOSED: (
        "已注销 注销 已关停 关停 停用 已停用 已撤销 撤销 已关闭 关闭 已下线 下线 已下架 下架 已停运 停运 停止运行 停止运营 停止使用 已停止 已停止运行 已取消 已清理 已合并 已迁移 已销号 销号"
    ),
}
_LIVES = {name: life for life, names in _STATES.items() for name in names.split()}
#: A note beside a name: 微信公众号（订阅号）.
_NOTE = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]")
_ENDING = re.compile(r"(?:官方|政务)?(?:平台|账号|帐号|账户|号)$")


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
    """
    The platform that *words* name, by our id or by its common names. Raises ValueError.

    A note in brackets says more of the same (微信公众号（订阅号）), or all of it (新媒体（抖音）); of several names in one
    cell all must be of one platform (微信/公众号).
    """
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", words[:200]))[:60]
    outside, inside = _NOTE.sub("", plain), _NOTE.findall(plain)
    for word in (plain, outside, *inside):
        parts = [_named(part) for part in re.split(r"[/\\、|,+\-—·]", word) if part]
        if parts and None not in parts and len(set(parts)) == 1:
            return parts[0] or _OTHER
    known = ", ".join(one.value for one in Platform)
    raise ValueError(f"platform: found {words!r}, expected one of {known} or a common Chinese name")


def _named(word: str) -> Platform | None:
    for one in (word, _ENDING.sub("", word)):
        if one.upper() in PLATFORMS:
            return PLATFORMS[one.upper()]
        if one.lower() in set(Platform):
            return Platform(one.lower())
        if one in OTHERS:
            return _OTHER
    return None


def life_of(words: str) -> Life:
    """Where an account stands, by our words or those of forms; a note in brackets is left aside. Raises ValueError."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", words[:200]))[:60]
    for word in (plain, _NOTE.sub("", plain), *_NOTE.findall(plain)):
        if word in _LIVES:
            return _LIVES[word]
        if word.lower() in set(Life):
            return Life(word.lower())
    raise ValueError(
        f"status: found {words!r}, expected running, closing or closed, or words such as 正常, 拟注销, 已注销"
    )


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


def post_looks(rows: Iterable[PostRow], doubtful: Collection[str]) -> list[Observation[Timeline]]:
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
    return [*looks, *(_look(group, doubtful) for group in groups.values())]


def _look(rows: list[PostRow], doubtful: Collection[str]) -> Observation[Timeline]:
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
    # the handing over of a log that is in doubt proves no silence up to now, nor that of an earlier one
    part = DATED_LOG if first.logged else DOUBTFUL_LOG if in_doubt else ""
    return Observation(subject=first.account.id, part=part, at=first.at, vantage=first.vantage, facts=facts)


def registration_look(
    watch: Watch, entry: Registration, at: datetime, vantage: str, account: str | None
) -> Observation[Registration]:
    """A register's entry: under the account it belongs to, else under the register itself, so that none is dropped."""
    try:
        subject = find_account(watch, account, entry.name, entry.platform).id
    except ValueError:
        subject = REGISTER
    on = platform_of(entry.platform)
    # 人民号 and 百家号 are two places, though we know neither
    platform = entry.platform.strip() if on is _OTHER else on.value
    return Observation(
        subject=subject,
        part=f"{platform}/{entry.name}",
        at=at,
        vantage=vantage,
        facts=replace(entry, platform=platform),
    )


def closed_life(life: Life, closed: date | None, on: date) -> Life:
    """An entry that names the day of closing is closed from then on."""
    return Life.CLOSED if closed is not None and closed <= on else life
