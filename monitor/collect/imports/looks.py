"""Rows to looks: one validated shape a kind of observation, checked against the configuration."""

import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from monitor.collect.imports.accounts import (
    POST_KEYS,
    SKEW,
    NotOut,
    PostShape,
    RegistryShape,
    post_row,
    registry_look,
    with_day_of_import,
)
from monitor.collect.imports.articles import (
    ARTICLE_KEYS,
    ArticleRow,
    ArticleShape,
    article_row,
    end_of,
    log_looks,
)
from monitor.collect.imports.doubt import Doubt
from monitor.collect.imports.exports import EXPORT_KEYS, ExportedRow, ExportShape, export_looks, export_row
from monitor.collect.imports.fields import Day, Flag, RowError, Shape, Text, from_1904
from monitor.collect.imports.media import PostRow, post_looks
from monitor.collect.imports.people import (
    DENIED,
    GuideRow,
    GuideRows,
    ImportedMessage,
    Messages,
    SameNumber,
    UnnumberedMessages,
    board_looks,
    group_of,
    guide_looks,
    keep_guide,
    keep_message,
    missing_groups,
    reply_in,
)
from monitor.collect.imports.rows import ImportedRow
from monitor.domain.content import Item, ListState, MessageStatus
from monitor.domain.handed_in import BAD_ROWS, DeclaredPeriod
from monitor.domain.observation import Listing, Observation, Visit
from monitor.domain.reach import Reach, Reason, reach_of
from monitor.domain.site import Watch
from monitor.domain.timing import day_of
from monitor.regulations.editions import clause_stating
from probes.pages.guide.guide import GROUPS

#: What one row becomes, before rows of one file are joined.
Look = Observation[Any] | ImportedMessage | GuideRow | PostRow | ArticleRow | ExportedRow
#: What a row has wrong is told in so many characters; a cell of a table may hold a book.
LONGEST_ERROR = 400
#: Reason of a visit whose sender gave none.
UNSTATED = "unstated"


@dataclass(slots=True)
class Imported:
    """What a file gave: looks to store, and every row that gave none with the reason."""

    looks: list[Observation[Any]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    rows: int = 0
    not_out: int = 0  #: posts that are drafts, deleted, refused
    ignored: set[str] = field(default_factory=set)  #: columns of tables that say nothing to us
    undated: bool = False  #: a log did not say when it was taken
    left: list[str] = field(
        default_factory=list
    )  #: rows and sheets that are none of the table's, each with why
    numbered: int = 0  #: messages that had no number and were given one
    holds_messages: bool = False  #: rows speak of citizens' messages or reports: their file is not kept
    doubt: Doubt = field(default_factory=Doubt)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """What is known of a file beside its rows: the stretch that it was declared for, its hash, its name for people."""

    period: DeclaredPeriod | None = None
    sha256: str = ""
    topic_name: str = ""  #: of an export, by its profile


def read_looks(
    rows: Iterable[ImportedRow], watch: Watch, now: datetime | None = None, handed: Handed | None = None
) -> Imported:
    """
    Every usable row of *rows* as a look; a bad one becomes an error and harms no other.

    A bad row withholds what the file would prove by being whole (`Doubt`). *now*: when they are imported; a post of
    the future is refused, and a register without a day speaks of today. *handed*: the stretch that the file was
    declared for.
    """
    handed = handed or Handed()
    done = Imported()
    table: dict[tuple[str, str, datetime, str], list[Item]] = {}
    messages: Messages = {}
    guides: GuideRows = {}
    posts: list[PostRow] = []
    articles: list[ArticleRow] = []
    exported: list[ExportedRow] = []
    unnumbered = UnnumberedMessages()
    is_table = False
    for row in rows:
        if row.left:
            done.left.append(f"{row.where}: {row.left}")
            continue
        done.rows += 1
        is_table = is_table or bool(row.columns)
        done.holds_messages = done.holds_messages or row.fields.get("observation") in ("message", "export")
        try:
            if row.error:
                raise RowError(row.error)
            fields, left = _fields_of(row, now)
            done.ignored |= left
            look = _look(_declared(unnumbered.numbered(fields), handed.period, now), watch, now)
            if isinstance(look, ImportedMessage):
                keep_message(messages, look)
            elif isinstance(look, GuideRow):
                keep_guide(guides, look)
        except NotOut:
            done.not_out += 1
            continue
        except (RowError, SameNumber) as error:
            words = str(error)
            words = words if len(words) <= LONGEST_ERROR else f"{words[:LONGEST_ERROR]} …"
            done.errors.append(f"{row.where}: {words}")
            done.doubt.note({} if row.error else row.fields, watch)
            continue
        if isinstance(look, ImportedMessage | GuideRow):
            continue
        if isinstance(look, PostRow):
            posts.append(look)
            done.undated = done.undated or not look.logged
        elif isinstance(look, ArticleRow):
            articles.append(look)
        elif isinstance(look, ExportedRow):
            exported.append(look)
        elif row.fields.get("observation") == "listing" and "items" not in row.fields:
            key = (look.subject, look.part, look.at, look.vantage)
            table.setdefault(key, []).extend(look.facts.items)
        else:
            done.looks.append(look)
    doubt = done.doubt
    for (site, column, at, vantage), items in table.items():
        in_doubt = doubt.everything or (site, column) in doubt.columns
        done.looks.append(_listing(site, column, at, vantage, tuple(items), in_doubt=in_doubt))
    in_doubt = doubt.everything or doubt.messages
    done.looks += board_looks(messages.values(), in_doubt=in_doubt, leaves_out=not is_table)
    done.looks += guide_looks(guides.values(), in_doubt=doubt.everything or doubt.guides)
    done.looks += post_looks(
        posts, {one.id for one in watch.accounts} if doubt.everything else doubt.accounts
    )
    in_doubt = doubt.everything or doubt.articles
    done.looks += log_looks(articles, handed.period, handed.sha256, now, in_doubt=in_doubt)
    done.looks += export_looks(
        exported,
        handed.period,
        handed.sha256,
        now,
        handed.topic_name,
        in_doubt=doubt.everything or doubt.exports,
    )
    done.numbered = unnumbered.many
    return done


def _declared(fields: dict[str, Any], period: DeclaredPeriod | None, now: datetime | None) -> dict[str, Any]:
    """*fields* of a message or a post with what was declared of its file: when it was taken, whether it is whole."""
    kind = fields.get("observation")
    if period is None or kind not in ("message", "post"):
        return fields
    found = {"complete": period.complete, **fields}
    if kind == "message":
        found["since"] = period.first
    there = "at" in fields and (kind == "message" or bool({"published", "date"} & set(fields)))
    if not there and now is not None and end_of(period.last) <= now:
        if kind == "post" and "at" in fields:
            found["published"] = found.pop("at")
        found["at"] = end_of(period.last).isoformat()
    return found


#: Fields that hold a day or a moment.
_DAY_KEYS = frozenset(
    {
        "at",
        "date",
        "time",
        "published",
        "published_at",
        "posted_at",
        "submitted",
        "answered",
        "opened",
        "closed",
    }
)


def _fields_of(row: ImportedRow, now: datetime | None) -> tuple[dict[str, Any], set[str]]:
    """A row's fields; of a table's those that say something to us, and what else it has."""
    fields = dict(row.fields)
    if row.from_1904:
        fields = {key: from_1904(value) if key in _DAY_KEYS else value for key, value in fields.items()}
    kind = fields.get("observation")
    if not row.columns or kind not in KINDS:
        return fields, set()
    fields = with_day_of_import(fields, now)
    if kind == "message" and "answered" in row.columns:
        fields.setdefault("answered", None)
    columns = set(row.columns)
    if kind == "message" and "id" not in columns and "id" not in fields:
        fields["id"] = ""
    if kind == "guide":
        _name_groups(fields, columns)
    if kind == "message" and "submitted" not in columns:
        columns -= {"date", "at"}  # one of them was taken for it
    ours = TABLE_KEYS[str(kind)]
    left = (set(fields) | columns) - ours - {""}
    return {key: value for key, value in fields.items() if key in ours}, left


def _name_groups(fields: dict[str, Any], columns: set[str]) -> None:
    """Call a guide's cells by their element groups, and say for which groups the table has no column."""
    for heading in sorted(columns):
        group = group_of(heading)
        if group is not None and heading != group and group not in columns:
            columns.discard(heading)
            fields[group] = fields.pop(heading, None) or fields.get(group)
            columns.add(group)
    if "title" in columns:
        fields.setdefault("事项名称", fields.get("title"))
        columns.add("事项名称")
    fields["unasked"] = tuple(group for group in GROUPS if group not in columns)


def _look(fields: dict[str, Any], watch: Watch, now: datetime | None) -> Look:
    kind = fields.get("observation")
    if kind is None:
        hint = "; for a table of one kind: --set observation=post"
        raise RowError(f"'observation' is missing; expected one of {', '.join(KINDS)}{hint}")
    if not isinstance(kind, str) or kind not in KINDS:
        raise RowError(f"observation: found {kind!r}, expected one of {', '.join(KINDS)}")
    shape, build = KINDS[kind]
    try:
        checked = shape.model_validate(fields)
        if isinstance(checked, PostShape):
            return post_row(checked, watch, now)
        if isinstance(checked, ArticleShape):
            return article_row(checked, watch, now)
        if now is not None:
            _refuse_what_is_to_come(checked, now)
        return build(checked, watch)
    except ValidationError as errors:
        raise RowError("; ".join(_words(error) for error in errors.errors(include_url=False))) from None


#: What a row says of the past: nobody has looked, asked or answered on a day to come; a register may name a day of closing.
_PAST = ("at", "submitted", "answered")


def _refuse_what_is_to_come(row: BaseModel, now: datetime) -> None:
    """Raise RowError where *row* tells of a moment after *now*; stored, it would hold once that has come."""
    latest = now + SKEW
    for name in _PAST:
        said = getattr(row, name, None)
        if said is None:
            continue
        is_moment = isinstance(said, datetime)
        if said > (latest if is_moment else day_of(latest)):
            written = f"{said:%Y-%m-%d %H:%M}" if is_moment else str(said)
            raise RowError(f"{name} {written} lies in the future; correct it, or import it then")


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

    site: Text
    reach: Reach
    reason: str | None = Field(default=None, max_length=60)
    elapsed_s: float | None = Field(default=None, ge=0, le=3600)


class ItemRow(BaseModel):
    """One item of a listing."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Text = Field(min_length=1)
    url: Text = ""
    date: Day = None
    pinned: bool = False


class ListingRow(Shape):
    """`{"observation": "listing", …}`; a table row holds one item, a JSON object all of them."""

    site: Text
    column: Text
    items: tuple[ItemRow, ...] | None = None
    title: Text | None = None
    url: Text = ""
    date: Day = None
    dates_from: Literal["article", "list"] = "article"


class MessageShape(Shape):
    """
    `{"observation": "message", …}`: one row of a board's complete export.

    *answered*: the day of the answer. Empty, or 未答复, 暂无, -- and kin, in an export that holds it and no status:
    unanswered, if the export is complete.
    """

    site: Text
    board: Text
    id: Text = Field(min_length=1, max_length=80)
    title: Text = ""
    submitted: Day
    answered: Day = None
    unit: Text = ""
    status: Text = ""
    url: Text = ""
    complete: Flag = True  #: False: the export is not the whole list of the year
    since: date | None = None  #: of an export that was declared for a period: its first day
    reply: MessageStatus = MessageStatus.UNSTATED  #: set by `_gather`
    denied: bool = False

    @model_validator(mode="before")
    @classmethod
    def _gather(cls, fields: Any) -> Any:
        """What stands for the day of the answer, where it is none."""
        found = {key: value for key, value in fields.items() if key not in ("reply", "denied")}
        if len(found) < len(fields):
            raise ValueError(
                "'reply' is an unknown key" if "reply" in fields else "'denied' is an unknown key"
            )
        value = fields.get("answered")
        if "answered" in fields and value in (None, ""):
            found |= {"answered": None, "reply": MessageStatus.OPEN}
        elif isinstance(value, str | int | float) and (reply := reply_in(str(value))) is not None:
            found |= {"answered": None, "reply": reply, "denied": DENIED.match(str(value)) is not None}
        return found


class GuideShape(Shape):
    """`{"observation": "guide", …}`: one row of all guides, with a cell for each element group."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    site: Text
    id: Text = Field(min_length=1, max_length=200)
    title: Text = ""
    url: Text = ""
    complete: Flag = True
    groups: dict[str, Any]
    unasked: tuple[str, ...] = ()  #: set for tables

    @model_validator(mode="before")
    @classmethod
    def _gather(cls, fields: Any) -> Any:
        return {**fields, "groups": fields, "title": fields.get("title") or fields.get("事项名称") or ""}


def _message_row(row: MessageShape, watch: Watch) -> ImportedMessage:
    _find(row.site, [one.id for one in watch.sites], "site")
    _find(row.board, [one.id for one in watch.site(row.site).boards], f"board of site {row.site!r}")
    if row.submitted is None:
        raise RowError("submitted: is empty, and a message counts from the day it was asked")
    if row.answered is not None and row.answered < row.submitted:
        raise RowError(f"answered {row.answered} lies before submitted {row.submitted}")
    return ImportedMessage(
        site=row.site, board=row.board, at=row.at, vantage=row.vantage, number=row.id, title=row.title,
        submitted=row.submitted, answered=row.answered, unit=row.unit, status=row.status, url=row.url,
        complete=row.complete, reply=row.reply, denied=row.denied, since=row.since,
    )  # fmt: skip


def _guide_row(row: GuideShape, watch: Watch) -> GuideRow:
    _find(row.site, [one.id for one in watch.sites], "site")
    return GuideRow(
        site=row.site, at=row.at, vantage=row.vantage, number=row.id, title=row.title, url=row.url,
        missing=tuple(one for one in missing_groups({"事项名称": row.title, **row.groups}) if one not in row.unasked),
        complete=row.complete, unasked=row.unasked,
    )  # fmt: skip


def _visit_look(row: VisitRow, watch: Watch) -> Observation[Visit]:
    _find(row.site, [one.id for one in watch.sites], "site")
    reach, reason = row.reach, row.reason or (Reason.OK.value if row.reach is Reach.OPENED else UNSTATED)
    remarks: tuple[str, ...] = ()
    if reason in set(Reason) and reach_of(Reason(reason)) is not reach:
        raise RowError(f"reach {reach.value!r} does not go with reason {reason!r}")
    # a visit that took too long failed, whatever the sender calls it (超过（含）15秒仍打不开)
    deadline = clause_stating("deadline_s", watch.site(row.site).edition).limit["deadline_s"]
    if reach is Reach.OPENED and row.elapsed_s is not None and deadline.is_met(row.elapsed_s):
        reach, reason, remarks = Reach.NOT_OPENED, Reason.BODY_TIMEOUT.value, ("imported_as_opened",)
    facts = Visit(reach=reach, reason=reason, elapsed_s=row.elapsed_s, remarks=remarks)
    return Observation(subject=row.site, at=row.at, facts=facts, vantage=row.vantage)


def _listing_look(row: ListingRow, watch: Watch) -> Observation[Listing]:
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
    site: str,
    column: str,
    at: datetime,
    vantage: str,
    items: tuple[Item, ...],
    confirmed: bool = True,
    *,
    in_doubt: bool = False,
) -> Observation[Listing]:
    state = ListState.ITEMS if items else ListState.BLANK
    facts = Listing(state=state, items=items, dates_confirmed=confirmed, reason=BAD_ROWS if in_doubt else "")
    return Observation(subject=site, part=column, at=at, facts=facts, vantage=vantage)


def _find(id: str, known: list[str], noun: str) -> None:
    if id not in known:
        close = difflib.get_close_matches(id, known, n=1)
        hint = f"; did you mean {close[0]!r}?" if close else ""
        raise RowError(f"no such {noun}: {id!r}{hint}")


KINDS: dict[str, tuple[type[BaseModel], Callable[[Any, Watch], Look]]] = {
    "visit": (VisitRow, _visit_look),
    "listing": (ListingRow, _listing_look),
    "message": (MessageShape, _message_row),
    "guide": (GuideShape, _guide_row),
    "post": (PostShape, lambda row, watch: post_row(row, watch, None)),
    "registry": (RegistryShape, registry_look),
    "article": (ArticleShape, lambda row, watch: article_row(row, watch, None)),
    "export": (ExportShape, export_row),
}

#: What a table of each kind may say; its other columns are left aside, and told.
TABLE_KEYS: dict[str, frozenset[str]] = {
    **{kind: frozenset(shape.model_fields) for kind, (shape, _) in KINDS.items()},
    "message": frozenset(MessageShape.model_fields) - {"reply", "denied", "since"},
    "guide": frozenset({*GuideShape.model_fields, *GROUPS, "事项名称"}) - {"groups"},
    "post": POST_KEYS,
    "article": ARTICLE_KEYS,
    "export": EXPORT_KEYS,
    "registry": frozenset(RegistryShape.model_fields) - {"kept_by"} | {"register"},
}
