"""The feed over HTTP (数据接口), for scoring tools: the document, one subject, the changes, the schema."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from isal import isal_zlib
from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema
from starlette.responses import Response, StreamingResponse

from monitor.assess.redactor import Redactor
from monitor.domain.plain import moment_text
from monitor.domain.timing import check_aware, parse_moment
from monitor.domain.verdict import Outcome
from monitor.feed import document as feed
from monitor.feed.cache import FeedCache, Full
from monitor.feed.filter import FeedFilter
from monitor.feed.fragments import PART, RenderedFeed, rendered
from monitor.regulations.editions import edition_ids, load_edition
from monitor.web.api.consumer import Asking, Consumer, limit
from monitor.web.api.openapi import answers
from monitor.web.auth.guard import address_of, web_of
from monitor.web.context import Web
from monitor.web.problems import ApiProblem
from storage.decisions import changes as stored

ROUTER = APIRouter(tags=["feed"])

Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=100)]
Moment = Annotated[str | None, WithJsonSchema({"type": "string", "format": "date-time"})]
#: Whoever asks for a past moment while many others do waits so long, in seconds.
PAST_RETRY_S = 5
#: Past moments that one consumer may ask for in a minute: each may mean judging everything anew.
PAST_PER_MINUTE = 30


class FeedQuery(BaseModel):
    """How to narrow the document; a name that is not known here is refused."""

    model_config = ConfigDict(extra="forbid")

    rule: list[Id] = Field(default_factory=list, max_length=50, description="only these rules")
    unit: list[Id] = Field(
        default_factory=list, max_length=50, description="only what these units answer for"
    )
    outcome: list[Outcome] = Field(default_factory=list, max_length=4, description="only these outcomes")
    as_of: Moment = Field(
        default=None,
        description="as of this past moment (a bare day means its first moment in Shanghai); now when left out",
    )
    known_by: Moment = Field(
        default=None,
        description="by what had been heard up to this past moment; the same as_of and known_by give the same verdicts",
    )


class ChangesQuery(BaseModel):
    """Where to go on, and how much at once."""

    model_config = ConfigDict(extra="forbid")

    after: int = Field(
        default=0, ge=0, le=2**31 - 1, description="`next` of the answer before; 0: from the beginning"
    )
    limit: int = Field(default=100, ge=1, le=1000)


@ROUTER.get("/feed/v1.json", summary="All verdicts", responses=answers("Feed", 401, 404, 422, 429, 503))
async def whole(request: Request, query: Annotated[FeedQuery, Query()], asking: Asking) -> Response:
    """The feed document, the same as `monitor feed` writes, narrowed to what is asked for and allowed."""
    return _answer(request, await _written(request, query, asking))


@ROUTER.get(
    "/feed/v1/subjects/{id}.json",
    summary="One site or account",
    responses=answers("Feed", 401, 404, 422, 429, 503),
)
async def subject(
    request: Request,
    id: Annotated[Id, Path(description="id of a site or account")],
    query: Annotated[FeedQuery, Query()],
    asking: Asking,
) -> Response:
    """The feed document with one subject only."""
    web = web_of(request)
    if web.watch().subject(id) is None:
        raise _nothing("site or account", id)
    written = await _written(request, query, asking, id)
    if not written.subjects:
        # nothing that fits the filters, or nothing at all for this consumer?
        plain = query.model_copy(update={"rule": [], "outcome": []})
        if not (await _written(request, plain, asking, id)).subjects:
            raise _nothing("site or account", id)
    return _answer(request, written)


@ROUTER.get(
    "/feed/v1/changes", summary="Changes of outcomes", responses=answers("feed_changes", 401, 422, 429)
)
async def changes(request: Request, query: Annotated[ChangesQuery, Query()], asking: Asking) -> Response:
    """
    Every change of a verdict's outcome after a cursor, oldest first.

    Keep `next` and ask again with `after=next`: nothing is left out and nothing comes twice.
    """
    web = web_of(request)
    subjects = {one.id: one for one in web.watch().subjects}
    own = None if asking.units is None else [id for id, one in subjects.items() if one.unit in asking.units]
    async with web.store.database.read() as connection:
        found, more = await stored.changes(connection, query.after, query.limit, own)
    redactor = Redactor(web.watch(), asking.units)
    entries = []
    for one in found:
        known = subjects.get(one.verdict.subject)
        entries.append(
            {
                "cursor": one.number,
                "kind": known.kind if known else None,
                "subject": one.verdict.subject,
                "unit": known.unit if known else None,
                "rule": one.verdict.rule,
                "was": one.was,
                "outcome": one.verdict.outcome.value,
                "recorded_at": moment_text(one.recorded_at),
                "verdict": feed.verdict_entry(redactor.verdict(one.verdict)),
            }
        )
    cursor = found[-1].number if found else query.after
    return _answer(
        request, rendered({"feed": feed.VERSION, "changes": entries, "next": cursor, "more": more})
    )


@ROUTER.get("/feed/v1/schema.json", summary="JSON Schema of the feed", responses=answers(None))
async def schema(request: Request) -> Response:
    """The JSON Schema of the document; needs no token."""
    return _answer(request, rendered(feed.schema()))


@ROUTER.get("/feed/v1/measured.json", summary="Every key in `measured`", responses=answers(None))
async def measured(request: Request) -> Response:
    """The dictionary of every key in `measured`: type or unit, and meaning; needs no token."""
    return _answer(request, rendered(feed.measured_words()))


async def _written(
    request: Request, query: FeedQuery, asking: Consumer, subject: str | None = None
) -> RenderedFeed:
    web = web_of(request)
    _check_names(web, query, asking)
    cache: FeedCache = request.app.state.feed_cache
    wanted = FeedFilter(
        rules=frozenset(query.rule), units=frozenset(query.unit), outcomes=frozenset(query.outcome),
        subject=subject, scope=asking.units,
    )  # fmt: skip
    now = web.clock()
    as_of, known_by = _moment(query.as_of, now), _moment(query.known_by, now, "known_by")
    past = [one for one in (as_of, known_by) if one is not None]
    if past:
        limit(request, f"past {asking.who or address_of(request)}", PAST_PER_MINUTE, now)
        first = await cache.first_moment(web, min(past))
        if first is None or min(past) < first:
            said = f"before {moment_text(first)}" if first else "yet"
            name = "as_of" if as_of is not None and (first is None or as_of < first) else "known_by"
            raise ApiProblem(404, f"{name} is too early", f"{name}: nothing was stored {said}")
    try:
        return await cache.written(web, as_of, wanted, known_by)
    except Full:
        raise ApiProblem(
            503, "busy with past moments",
            f"other past moments are being worked out; ask for this one again in {PAST_RETRY_S} s, or for now without as_of",
            {"retry-after": str(PAST_RETRY_S)},
        ) from None  # fmt: skip


def _check_names(web: Web, query: FeedQuery, asking: Consumer) -> None:
    """A name that is mistyped must not look like an empty answer."""
    rules = {clause.rule for edition in edition_ids() for clause in load_edition(edition).clauses}
    for rule in query.rule:
        if rule not in rules:
            raise _nothing("rule", rule)
    units = {unit.id for unit in web.watch().units} if asking.units is None else asking.units
    for unit in query.unit:
        if unit not in units:
            raise _nothing("unit", unit)


def _nothing(noun: str, name: str) -> ApiProblem:
    return ApiProblem(
        404, f"no such {noun}", f"no {noun} {name!r} is configured here, or it is not for this token"
    )


def _moment(text: str | None, now: datetime, name: str = "as_of") -> datetime | None:
    if text is None:
        return None
    # a plus sign that nobody escaped arrives as a space
    text = re.sub(r" (\d\d:?\d\d)$", r"+\1", text.strip())
    try:
        moment = check_aware(parse_moment(text))
    except (ValueError, OverflowError):
        raise ApiProblem(
            422, f"{name} is not a time", f"{name}: write 2026-11-20 or 2026-11-20T08:30:00+08:00"
        ) from None
    if moment > now:
        raise ApiProblem(
            404, f"{name} lies ahead", f"{name}: it is only {moment_text(now)}; leave it out for now"
        )
    return moment


def _answer(request: Request, made: RenderedFeed) -> Response:
    """The answer with its hash; 304 when the consumer has it already. A large one is sent in parts, as they are read."""
    # compressed bytes are others: then the hash names the content only, as a weak tag does
    is_packed = "gzip" in request.headers.get("accept-encoding", "")
    headers = {
        "etag": f'{"W/" if is_packed else ""}"{made.digest}"', "cache-control": "private, no-cache", "vary": "Authorization"
    }  # fmt: skip
    if _has(request.headers.get("if-none-match", ""), made.digest):
        return Response(status_code=304, headers=headers)
    if made.size <= PART:
        return Response(made.body, media_type="application/json", headers=headers)
    if not is_packed:
        headers["content-length"] = str(made.size)
        return StreamingResponse(made.parts(), media_type="application/json", headers=headers)
    # here, beside the loop: the middleware would pack all of it in the loop
    headers |= {"content-encoding": "gzip", "vary": "Authorization, Accept-Encoding"}
    return StreamingResponse(_packed(made.parts()), media_type="application/json", headers=headers)


def _packed(parts: Iterable[bytes]) -> Iterator[bytes]:
    """*parts* as one gzip stream."""
    packer = isal_zlib.compressobj(level=1, wbits=31)
    for part in parts:
        if packet := packer.compress(part):
            yield packet
    yield packer.flush()


def _has(header: str, digest: str) -> bool:
    known = (one.strip().removeprefix("W/") for one in header.split(","))
    return any(one in ("*", f'"{digest}"') for one in known)
