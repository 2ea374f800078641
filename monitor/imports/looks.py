"""Rows to looks: one validated shape a kind of observation, checked against the configuration."""

import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal

from pydantic import (
    AliasChoices,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from monitor.domain.content import Item, Life, ListState, Post
from monitor.domain.observation import Listing, Look, Registration, Visit
from monitor.domain.reach import Reach, Reason, reach_of
from monitor.domain.site import Watch
from monitor.domain.timing import day_of, parse_moment
from monitor.imports.media import (
    PostRow,
    closed_life,
    find_account,
    life_of,
    platform_of,
    post_looks,
    registration_look,
)
from monitor.imports.people import GuideRow, MessageRow, board_looks, guide_looks, missing_groups
from monitor.imports.rows import Row

#: 超过（含）15秒仍打不开: a visit that took this long failed, whatever the sender calls it.
DEADLINE_S = 15
#: Reason of a visit whose sender gave none.
UNSTATED = "unstated"


@dataclass(slots=True)
class Imported:
    """What a file gave: looks to store, and every row that gave none with the reason."""

    looks: list[Look[Any]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    rows: int = 0


class RowError(ValueError):
    """One row cannot be used; the message says why."""


def read_looks(rows: Iterable[Row], watch: Watch) -> Imported:
    """Every usable row of *rows* as a look; a bad one becomes an error and harms no other."""
    done = Imported()
    table: dict[tuple[str, str, datetime, str], list[Item]] = {}
    messages: list[MessageRow] = []
    guides: list[GuideRow] = []
    posts: list[PostRow] = []
    for row in rows:
        done.rows += 1
        try:
            if row.error:
                raise RowError(row.error)
            look = _look(row.fields, watch)
        except RowError as error:
            done.errors.append(f"line {row.number}: {error}")
            continue
        if isinstance(look, MessageRow):
            messages.append(look)
        elif isinstance(look, GuideRow):
            guides.append(look)
        elif isinstance(look, PostRow):
            posts.append(look)
        elif row.fields.get("observation") == "listing" and "items" not in row.fields:
            key = (look.subject, look.part, look.at, look.vantage)
            table.setdefault(key, []).extend(look.facts.items)
        else:
            done.looks.append(look)
    for (site, column, at, vantage), items in table.items():
        done.looks.append(_listing(site, column, at, vantage, tuple(items)))
    done.looks += [*board_looks(messages), *guide_looks(guides), *post_looks(posts)]
    return done


def _look(fields: dict[str, Any], watch: Watch) -> Look[Any] | MessageRow | GuideRow | PostRow:
    kind = fields.get("observation")
    if kind is None:
        raise RowError(f"'observation' is missing; expected one of {', '.join(KINDS)}")
    if kind not in KINDS:
        raise RowError(f"observation: found {kind!r}, expected one of {', '.join(KINDS)}")
    shape, build = KINDS[kind]
    try:
        return build(shape.model_validate(fields), watch)
    except ValidationError as errors:
        raise RowError("; ".join(_words(error) for error in errors.errors(include_url=False))) from None


def _words(error: Any) -> str:
    place = ".".join(str(step) for step in error["loc"])
    if error["type"] == "missing":
        return f"{place!r} is missing"
    if error["type"] == "extra_forbidden":
        return f"{place!r} is an unknown key"
    words = str(error["ctx"]["error"]) if error["type"] == "value_error" else error["msg"]
    return f"{place}: found {error['input']!r}, {words[0].lower()}{words[1:]}" if place else words


def _moment(value: Any) -> datetime:
    if not isinstance(value, str):
        raise ValueError("expected a time such as 2026-11-20T08:30:00+08:00")
    return parse_moment(value)


def _day(value: Any) -> date | None:
    if value in (None, ""):
        return None
    if isinstance(value, date):
        return value
    try:
        return (
            date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else _moment_day(value)
        )
    except ValueError:
        raise ValueError("expected a day such as 2026-11-20") from None


def _moment_day(value: Any) -> date:
    return day_of(_moment(value))


Moment = Annotated[datetime, BeforeValidator(_moment)]
Day = Annotated[date | None, BeforeValidator(_day)]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    observation: str
    at: Moment
    vantage: str = Field(default="import", min_length=1, max_length=60)


class VisitRow(_Shape):
    """`{"observation": "visit", …}`"""

    site: str
    reach: Reach
    reason: str | None = Field(default=None, max_length=60)
    elapsed_s: float | None = Field(default=None, ge=0, le=3600)


class ItemRow(BaseModel):
    """One item of a listing."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = Field(min_length=1)
    url: str = ""
    date: Day = None
    pinned: bool = False


class ListingRow(_Shape):
    """`{"observation": "listing", …}`; a table row holds one item, a JSON object all of them."""

    site: str
    column: str
    items: tuple[ItemRow, ...] | None = None
    title: str | None = None
    url: str = ""
    date: Day = None
    dates_from: Literal["article", "list"] = "article"


class MessageShape(_Shape):
    """`{"observation": "message", …}`: one row of a board's complete export."""

    site: str
    board: str
    id: str = Field(min_length=1, max_length=80)
    title: str = ""
    submitted: Day
    answered: Day = None
    unit: str = ""
    status: str = ""
    url: str = ""
    complete: bool = True  #: False: the export is not the whole list of the year


class GuideShape(_Shape):
    """`{"observation": "guide", …}`: one row of all guides, with a cell for each element group."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    site: str
    id: str = Field(min_length=1, max_length=200)
    title: str = ""
    url: str = ""
    complete: bool = True
    groups: dict[str, Any]

    @model_validator(mode="before")
    @classmethod
    def _gather(cls, fields: Any) -> Any:
        return {**fields, "groups": fields, "title": fields.get("title") or fields.get("事项名称") or ""}


class PostShape(BaseModel):
    """
    `{"observation": "post", …}`: one post of an account's publishing log.

    *published*: when the post was published; *at*: when the log was taken. A log with only one of the two says
    when the post was published, and is taken to reach up to the moment when it is imported.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    observation: str
    account: str | None = None
    name: str | None = None
    platform: str | None = None
    at: Moment | None = None
    published: Moment | None = Field(
        default=None, validation_alias=AliasChoices("published", "published_at", "posted_at", "time", "date")
    )
    vantage: str = Field(default="import", min_length=1, max_length=60)
    id: str = ""
    title: str = ""
    url: str = ""
    kind: str = ""
    repost: bool = False
    pinned: bool = False
    complete: bool | None = None  #: None: as the account's source vouches


class RegistryShape(_Shape):
    """`{"observation": "registry", …}`: one entry of a register of accounts (备案信息)."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    account: str | None = None
    platform: str
    name: str = Field(min_length=1)
    unit: str = ""
    verified: str = ""
    status: str = ""
    opened: Day = None
    closed: Day = None
    filing: str = ""
    kept_by: str = Field(default="", validation_alias="register")  #: which register


def _post_row(row: PostShape, watch: Watch) -> PostRow:
    published = row.published or row.at
    if published is None:
        raise RowError("'published' is missing: when was it published?")
    try:
        account = find_account(watch, row.account, row.name, row.platform)
    except ValueError as error:
        raise RowError(str(error)) from None
    if row.at is not None and published > row.at + timedelta(minutes=10):
        raise RowError(
            f"published {published:%Y-%m-%d %H:%M} lies after {row.at:%Y-%m-%d %H:%M}, when the log was taken"
        )
    vouched = bool(account.source.get("complete")) if row.complete is None else row.complete
    post = Post(
        id=row.id, title=" ".join(row.title.split())[:200], url=row.url, on=day_of(published), at=published,
        repost=row.repost, pinned=row.pinned, kind=row.kind,
    )  # fmt: skip
    return PostRow(
        account=account, at=row.at or published, vantage=row.vantage, post=post,
        logged=row.at is not None and row.published is not None, complete=vouched,
    )  # fmt: skip


def _registry_look(row: RegistryShape, watch: Watch) -> Look[Registration]:
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


def _message_row(row: MessageShape, watch: Watch) -> MessageRow:
    _find(row.site, [one.id for one in watch.sites], "site")
    _find(row.board, [one.id for one in watch.site(row.site).boards], f"board of site {row.site!r}")
    if row.submitted is None:
        raise RowError("submitted: is empty, and a message counts from the day it was asked")
    if row.answered is not None and row.answered < row.submitted:
        raise RowError(f"answered {row.answered} lies before submitted {row.submitted}")
    return MessageRow(
        site=row.site, board=row.board, at=row.at, vantage=row.vantage, number=row.id, title=row.title,
        submitted=row.submitted, answered=row.answered, unit=row.unit, status=row.status, url=row.url,
        complete=row.complete,
    )  # fmt: skip


def _guide_row(row: GuideShape, watch: Watch) -> GuideRow:
    _find(row.site, [one.id for one in watch.sites], "site")
    return GuideRow(
        site=row.site, at=row.at, vantage=row.vantage, number=row.id, title=row.title, url=row.url,
        missing=missing_groups(row.groups), complete=row.complete,
    )  # fmt: skip


def _visit_look(row: VisitRow, watch: Watch) -> Look[Visit]:
    _find(row.site, [one.id for one in watch.sites], "site")
    reach, reason = row.reach, row.reason or (Reason.OK.value if row.reach is Reach.OPENED else UNSTATED)
    remarks: tuple[str, ...] = ()
    if reason in set(Reason) and reach_of(Reason(reason)) is not reach:
        raise RowError(f"reach {reach.value!r} does not go with reason {reason!r}")
    if reach is Reach.OPENED and row.elapsed_s is not None and row.elapsed_s >= DEADLINE_S:
        reach, reason, remarks = Reach.NOT_OPENED, Reason.BODY_TIMEOUT.value, ("imported_as_opened",)
    facts = Visit(reach=reach, reason=reason, elapsed_s=row.elapsed_s, remarks=remarks)
    return Look(subject=row.site, at=row.at, facts=facts, vantage=row.vantage)


def _listing_look(row: ListingRow, watch: Watch) -> Look[Listing]:
    _find(row.site, [one.id for one in watch.sites], "site")
    columns = [one.id for one in watch.site(row.site).columns]
    _find(row.column, columns, f"column of site {row.site!r}")
    if row.items is not None:
        items = row.items
    elif row.title:
        items = (ItemRow(title=row.title, url=row.url, date=row.date),)
    else:
        raise RowError("'items' is missing; an empty list says that the column is blank")
    rows = tuple(Item(title=one.title, url=one.url, on=one.date, pinned=one.pinned) for one in items)
    return _listing(row.site, row.column, row.at, row.vantage, rows, row.dates_from == "article")


def _listing(
    site: str, column: str, at: datetime, vantage: str, items: tuple[Item, ...], confirmed: bool = True
) -> Look[Listing]:
    state = ListState.ITEMS if items else ListState.BLANK
    facts = Listing(state=state, items=items, dates_confirmed=confirmed)
    return Look(subject=site, part=column, at=at, facts=facts, vantage=vantage)


def _find(id: str, known: list[str], noun: str) -> None:
    if id not in known:
        close = difflib.get_close_matches(id, known, n=1)
        hint = f"; did you mean {close[0]!r}?" if close else ""
        raise RowError(f"no such {noun}: {id!r}{hint}")


KINDS: dict[
    str, tuple[type[BaseModel], Callable[[Any, Watch], Look[Any] | MessageRow | GuideRow | PostRow]]
] = {
    "visit": (VisitRow, _visit_look),
    "listing": (ListingRow, _listing_look),
    "message": (MessageShape, _message_row),
    "guide": (GuideShape, _guide_row),
    "post": (PostShape, _post_row),
    "registry": (RegistryShape, _registry_look),
}
