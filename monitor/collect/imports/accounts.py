"""Rows of publishing logs and registers of accounts, checked against the configuration."""

import difflib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from pydantic import AliasChoices, BaseModel, ConfigDict, Field

from monitor.collect.imports.fields import Day, Flag, Moment, RowError, Text
from monitor.collect.imports.media import (
    PostRow,
    closed_life,
    find_account,
    life_of,
    platform_of,
    registration_look,
)
from monitor.domain.content import Life, Post
from monitor.domain.observation import Observation, Registration
from monitor.domain.site import Watch
from monitor.domain.timing import day_of

#: Whoever keeps a log and this machine may disagree by so much about what time it is.
SKEW = timedelta(minutes=10)
_OUT = frozenset(
    [
        "已发布",
        "发布",
        "发布成功",
        "已发表",
        "发表",
        "发表成功",
        "已群发",
        "群发成功",
        "已推送",
        "推送成功",
        "已发送",
        "发送成功",
        "成功",
        "正常",
        "公开",
        "已公开",
        "已上线",
        "上线",
        "在线",
        "已发出",
        "已刊发",
        "已审核发布",
        "published",
    ]
)
_NOT_OUT = frozenset(
    [
        "草稿",
        "待发布",
        "未发布",
        "定时发布",
        "定时",
        "待审核",
        "审核中",
        "未通过",
        "审核不通过",
        "审核未通过",
        "发布失败",
        "失败",
        "发送失败",
        "群发失败",
        "推送失败",
        "未推送",
        "未群发",
        "待推送",
        "待发送",
        "已删除",
        "删除",
        "已撤回",
        "撤回",
        "已撤稿",
        "撤稿",
        "已下线",
        "下线",
        "已下架",
        "下架",
        "私密",
        "仅自己可见",
        "不公开",
        "已退回",
        "退回",
        "已屏蔽",
        "draft",
        "deleted",
    ]
)


class NotOut(Exception):
    """The row's post is not to be seen by anybody: a draft, deleted, refused (未发布、已删除)."""


class PostShape(BaseModel):
    """
    `{"observation": "post", …}`: one post of an account's publishing log.

    *published*: when the post was published; *at*: when the log was taken. A log with only one of the two says
    when the post was published, and is taken to reach up to the moment when it is imported.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    observation: str
    account: Text | None = None
    name: Text | None = None
    platform: Text | None = None
    at: Moment | None = None
    published: Moment | None = Field(
        default=None, validation_alias=AliasChoices("published", "published_at", "posted_at", "time", "date")
    )
    vantage: str = Field(default="import", min_length=1, max_length=60)
    id: Text = ""
    title: Text = ""
    url: Text = ""
    kind: Text = ""
    status: Text = ""  #: 已发布, 已删除 …; what is not out does not count
    comments: int | None = None  #: written below it by others
    repost: Flag = False
    pinned: Flag = False
    complete: Flag | None = None  #: None: as the account's source vouches


class RegistryShape(BaseModel):
    """
    `{"observation": "registry", …}`: one entry of a register of accounts (备案信息).

    *at*: when the register said so; a table that does not say speaks of the day on which it is imported.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    observation: str
    at: Moment
    vantage: str = Field(default="import", min_length=1, max_length=60)
    account: Text | None = None
    platform: Text
    name: Text = Field(min_length=1)
    unit: Text = ""
    verified: Text = ""
    status: Text = ""
    opened: Day = None
    closed: Day = None
    filing: Text = ""
    kept_by: str = Field(default="", validation_alias="register")  #: which register


#: Names under which a post's row may state things; what else a table holds is left aside.
POST_KEYS = frozenset({*PostShape.model_fields, "published_at", "posted_at", "time", "date"})


def post_row(row: PostShape, watch: Watch, now: datetime | None) -> PostRow:
    """A post. Raises RowError, or NotOut for one that is not published."""
    published = row.published or row.at
    if published is None:
        raise RowError("'published' is missing: when was it published?")
    try:
        account = find_account(watch, row.account, row.name, row.platform)
    except ValueError as error:
        raise RowError(str(error)) from None
    if not is_out(row.status):
        raise NotOut
    _check_past(row, published, now)
    vouched = bool(account.source.get("complete")) if row.complete is None else row.complete
    at_midnight = (published.hour, published.minute, published.second) == (0, 0, 0)
    post = Post(
        id=row.id, title=" ".join(row.title.split())[:200], url=row.url, on=day_of(published),
        at=None if at_midnight else published, repost=row.repost, pinned=row.pinned, kind=row.kind,
    )  # fmt: skip
    return PostRow(
        account=account, at=row.at or published, vantage=row.vantage, post=post,
        logged=row.at is not None and row.published is not None, complete=vouched,
        answered=bool(row.comments),
    )  # fmt: skip


def is_out(words: str) -> bool:
    """Whether a status says that an item is to be seen by everybody; none says so too. Raises RowError for other words."""
    status = words.strip().lower()
    if status and status not in _OUT | _NOT_OUT:
        raise RowError(f"status: found {words!r}, expected 已发布, or 已删除, 草稿 … for what does not count")
    return status not in _NOT_OUT


def accounts_in_doubt(fields: Mapping[str, Any], watch: Watch) -> set[str] | None:
    """
    Whose log a bad row stands in: what it was to say may be the account's newest post. None: it may be anybody's.

    A name that is nearly that of an account of ours, or stands for several, may be any of them; one that is like none
    is somebody else's.
    """
    stated = fields.get("account") or fields.get("name") or ""
    wanted = str(stated).strip()
    if not wanted or not isinstance(stated, str | int | float):
        return None
    id, name, platform = (
        str(fields[key]) if fields.get(key) else None for key in ("account", "name", "platform")
    )
    try:
        return {find_account(watch, id, name, platform).id}
    except ValueError:
        names = {name for one in watch.accounts for name in (one.id, one.name)}
        close = {*difflib.get_close_matches(wanted, names, n=20, cutoff=0.75), *(
            name for name in names if len(min(name, wanted, key=len)) > 1 and (name in wanted or wanted in name)
        )}  # fmt: skip
        return {one.id for one in watch.accounts if {one.id, one.name} & close}


def _check_past(row: PostShape, published: datetime, now: datetime | None) -> None:
    if row.at is not None and published > row.at + SKEW:
        raise RowError(
            f"published {published:%Y-%m-%d %H:%M} lies after {row.at:%Y-%m-%d %H:%M}, when the log was taken"
        )
    if now is not None and max(published, row.at or published) > now + SKEW:
        raise RowError(
            f"published {published:%Y-%m-%d %H:%M} lies in the future; correct it, or import it then"
        )


def registry_look(row: RegistryShape, watch: Watch) -> Observation[Registration]:
    """An entry. Raises RowError."""
    try:
        platform_of(row.platform)
        life = life_of(row.status) if row.status else Life.RUNNING
    except ValueError as error:
        raise RowError(str(error)) from None
    entry = Registration(
        platform=row.platform, name=row.name.strip(), unit=row.unit, verified=row.verified,
        life=closed_life(life, row.closed, day_of(row.at)), opened=row.opened, closed=row.closed,
        filing=row.filing, register=row.kept_by,
    )  # fmt: skip
    return registration_look(watch, entry, row.at, row.vantage, row.account)


def with_day_of_import(fields: dict[str, Any], now: datetime | None) -> dict[str, Any]:
    """A register's row that states no day speaks of the day on which it is imported."""
    if fields.get("observation") == "registry" and "at" not in fields and now is not None:
        return {**fields, "at": day_of(now).isoformat()}
    return fields
