"""Rows to looks: one validated shape a kind of observation, checked against the configuration."""

import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from monitor.domain.content import Item, ListState
from monitor.domain.observation import Listing, Look, Visit
from monitor.domain.reach import Reach, Reason, reach_of
from monitor.domain.site import Watch
from monitor.imports.accounts import (
    NotOut,
    PostShape,
    RegistryShape,
    accounts_named,
    for_table,
    post_row,
    registry_look,
)
from monitor.imports.fields import Day, RowError, Shape
from monitor.imports.media import PostRow, post_looks
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
    not_out: int = 0  #: posts that are drafts, deleted, refused
    ignored: set[str] = field(default_factory=set)  #: columns of tables that say nothing to us
    undated: bool = False  #: a log did not say when it was taken


def read_looks(rows: Iterable[Row], watch: Watch, now: datetime | None = None) -> Imported:
    """
    Every usable row of *rows* as a look; a bad one becomes an error and harms no other.

    *now*: when they are imported; a post of the future is refused, and a register without a day speaks of today.
    """
    done = Imported()
    table: dict[tuple[str, str, datetime, str], list[Item]] = {}
    messages: list[MessageRow] = []
    guides: list[GuideRow] = []
    posts: list[PostRow] = []
    doubtful: set[str] = set()
    for row in rows:
        done.rows += 1
        try:
            if row.error:
                raise RowError(row.error)
            fields, left = for_table(row.fields, now) if row.columns else (row.fields, set[str]())
            done.ignored |= left
            look = _look(fields, watch, now)
        except NotOut:
            done.not_out += 1
            continue
        except RowError as error:
            done.errors.append(f"{row.where}: {error}")
            doubtful |= accounts_named(row.fields, watch)
            continue
        if isinstance(look, MessageRow):
            messages.append(look)
        elif isinstance(look, GuideRow):
            guides.append(look)
        elif isinstance(look, PostRow):
            posts.append(look)
            done.undated = done.undated or not look.logged
        elif row.fields.get("observation") == "listing" and "items" not in row.fields:
            key = (look.subject, look.part, look.at, look.vantage)
            table.setdefault(key, []).extend(look.facts.items)
        else:
            done.looks.append(look)
    for (site, column, at, vantage), items in table.items():
        done.looks.append(_listing(site, column, at, vantage, tuple(items)))
    done.looks += [*board_looks(messages), *guide_looks(guides), *post_looks(posts, doubtful)]
    return done


def _look(
    fields: dict[str, Any], watch: Watch, now: datetime | None
) -> Look[Any] | MessageRow | GuideRow | PostRow:
    kind = fields.get("observation")
    if kind is None:
        hint = "; for a table of one kind: --set observation=post"
        raise RowError(f"'observation' is missing; expected one of {', '.join(KINDS)}{hint}")
    if kind not in KINDS:
        raise RowError(f"observation: found {kind!r}, expected one of {', '.join(KINDS)}")
    shape, build = KINDS[kind]
    try:
        checked = shape.model_validate(fields)
        return post_row(checked, watch, now) if isinstance(checked, PostShape) else build(checked, watch)
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


class VisitRow(Shape):
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


class ListingRow(Shape):
    """`{"observation": "listing", …}`; a table row holds one item, a JSON object all of them."""

    site: str
    column: str
    items: tuple[ItemRow, ...] | None = None
    title: str | None = None
    url: str = ""
    date: Day = None
    dates_from: Literal["article", "list"] = "article"


class MessageShape(Shape):
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


class GuideShape(Shape):
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
    "post": (PostShape, lambda row, watch: post_row(row, watch, None)),
    "registry": (RegistryShape, registry_look),
}
