"""What the patrol keeps of an address that somebody should look at (巡查依据): the exchanges, personal numbers masked."""

import hashlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Protocol

from monitor.domain.observation import Exchange, Observation
from monitor.domain.patrol import AddressKind, FoundCandidate, PatrolAddress, PatrolSighting, ScreenId
from monitor.domain.timing import day_of
from monitor.patrol.privacy import masked_text, personal_numbers
from probes.http.base import Answer, Fetched
from probes.pages.document.mask import MASKED_HEADER
from probes.pages.patrol.attachment import AttachmentLimits, read_attachment
from probes.pages.patrol.page import read_patrolled
from probes.wall.base import ReaderBroke, Wall

#: Headers that say how a body was sent: a masked one is kept as plain text or plain HTML.
_OF_THE_BODY = frozenset({"content-encoding", "content-length", "content-md5", "content-type", "digest"})


class KeepSightings(Protocol):
    """Stores observations with their evidence, and what goes with them, in one transaction (`Store.save_with`)."""

    async def __call__(
        self,
        looks: Sequence[Observation[Any]],
        also: Callable[[Any, Sequence[str]], Awaitable[None]],
    ) -> None:
        """*also* is given the ids of *looks*."""


def without_numbers(one: FoundCandidate, today: date) -> FoundCandidate:
    """*one* with every personal number in what it shows masked, whatever screen saw it."""
    detail = {name: masked_text(value, today) for name, value in one.detail.items()}
    return replace(one, sentence=masked_text(one.sentence, today), detail=detail)


async def sighting(
    site: str,
    number: int,
    seen: PatrolAddress,
    found: Sequence[FoundCandidate],
    answers: Sequence[Answer],
    wall: Wall,
    limits: AttachmentLimits,
    now: datetime,
) -> Observation[PatrolSighting]:
    """What was seen of *found* at the address *seen*, with what came over the wire; *answers*: the last one is that of the address."""
    today, exchanges = day_of(now), list[Exchange]()
    is_personal = any(one.screen is ScreenId.PRIVACY for one in found)
    for answer in answers:
        exchanges += await _exchanges(answer, seen.kind, wall, limits, now, is_personal=is_personal)
    facts = PatrolSighting(
        url=seen.url, address=seen.kind, round=number, outcome=seen.outcome.value if seen.outcome else "", reason=seen.reason,
        title=masked_text(seen.title, today), candidates=tuple(found),
    )  # fmt: skip
    return Observation(subject=site, part=seen.url, at=now, facts=facts, exchanges=tuple(exchanges))


async def _exchanges(
    answer: Answer,
    kind: AddressKind,
    wall: Wall,
    limits: AttachmentLimits,
    now: datetime,
    *,
    is_personal: bool,
) -> list[Exchange]:
    """The exchanges of *answer*; a body with personal numbers is kept masked, or as its masked text alone."""
    exchanges = list(answer.exchanges)
    if not exchanges or not isinstance(answer, Fetched):
        return exchanges
    today, is_file = day_of(now), kind is AddressKind.ATTACHMENT
    if not is_personal and (is_file or not _has_numbers(answer.text, today)):
        return exchanges
    *before, last = exchanges
    return [*(_with_body(one, b"", "text/plain") for one in before), await _masked(last, answer, wall, limits, now, is_file=is_file)]  # fmt: skip


async def _masked(
    last: Exchange, answer: Fetched, wall: Wall, limits: AttachmentLimits, now: datetime, *, is_file: bool
) -> Exchange:
    today = day_of(now)
    if is_file:
        name = answer.final_url.partition("?")[0].rsplit("/", 1)[-1]
        held = await wall.read(read_attachment, answer.body, name, limits)
        text = "" if isinstance(held, ReaderBroke) else held.text
        return _with_body(last, masked_text(text, today).encode(), "text/plain; charset=utf-8")
    source = masked_text(answer.text, today)
    read = await wall.read(read_patrolled, source, answer.final_url, now)
    text = "" if isinstance(read, ReaderBroke) else read.text
    if not isinstance(read, ReaderBroke) and not _has_numbers(text, today):
        return _with_body(last, source.encode("utf-8", "replace"), "text/html; charset=utf-8")
    # the page breaks its numbers by tags, or writes them by script: what it shows is kept, not how
    return _with_body(last, masked_text(text, today).encode("utf-8", "replace"), "text/plain; charset=utf-8")


def _has_numbers(text: str, today: date) -> bool:
    return next(personal_numbers(text, today), None) is not None


def _with_body(one: Exchange, body: bytes, kind: str) -> Exchange:
    """*one* with another body; a header gives length and SHA-256 of the bytes as they came, so that their owner can tell them."""
    others = tuple((name, value) for name, value in one.headers if name.lower() not in _OF_THE_BODY)
    was = f"personal data replaced; original-length={len(one.body)}; original-sha256={hashlib.sha256(one.body).hexdigest()}"
    headers = (*others, ("Content-Type", kind), ("Content-Length", str(len(body))), (MASKED_HEADER, was))
    return replace(one, body=body, headers=headers)
