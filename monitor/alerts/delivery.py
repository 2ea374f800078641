"""Delivers the outbox (投递): each mail exactly as often as needed, retries with growing waits."""

import asyncio
import os
import socket
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Protocol

import structlog
from ulid import ULID

from monitor.alerts.words import clean
from monitor.domain.mail import Carrier, Mail, MailState
from monitor.domain.timing import Clock
from storage.db.retry import with_retry
from storage.ops.outbox import Outbox, doubted

log = structlog.get_logger()

FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=5), timedelta(hours=6)
#: Trying ends when the waits add up to this.
GIVE_UP_AFTER = timedelta(days=3)
#: A claim older than this belongs to a sender that was killed; no send lasts as long.
CLAIM_LASTS = timedelta(minutes=15)
#: Told to stop, we let the mail under way have so long.
STOP_S = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the other side said to one attempt; recipients it does not name have to wait."""

    delivered: tuple[str, ...] = ()
    refused: Mapping[str, str] = field(default_factory=dict)  #: for good: recipient -> words
    words: str = ""
    is_doubtful: bool = False  #: nobody knows whether it was taken
    is_ours: bool = False  #: server, login or sender: the next mail would meet the same


class Transport(Protocol):
    """A way to carry mails; what happens is an answer, never an exception."""

    async def send(self, mail: Mail) -> Answer:
        """Send *mail* to the recipients that it still owes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What one round came to."""

    mails: tuple[Mail, ...]  #: as they stand after it
    reclaimed: int = 0

    @property
    def undelivered(self) -> tuple[Mail, ...]:
        """Those that not everybody has."""
        return tuple(one for one in self.mails if one.state is not MailState.SENT or one.refused)


async def deliver(outbox: Outbox, transports: Mapping[Carrier, Transport], clock: Clock) -> Delivered:
    """
    Send everything that is due, one mail after the other.

    A carrier whose server, login or sender is refused is left alone for the rest of the round: the other
    mails would meet the same, and each would wait for its time limit. Cancelled, it finishes the mail at hand.
    """
    me, left = sender_name(), dict(transports)
    reclaimed = await outbox.reclaim(clock(), CLAIM_LASTS)
    mails: list[Mail] = []
    while left and (mail := await outbox.claim(clock(), me, tuple(left))):
        answer, is_stopped = await _finish(_send(left[mail.channel], mail))
        after = settled(mail, answer, clock())
        if await with_retry(lambda after=after: outbox.settle(after, me, clock())):  # type: ignore[misc]
            mails.append(after)
        if is_stopped:
            raise asyncio.CancelledError
        if answer.is_ours:
            del left[mail.channel]
    return Delivered(mails=tuple(mails), reclaimed=reclaimed)


def settled(mail: Mail, answer: Answer, now: datetime) -> Mail:
    """*mail* after *answer*: sent, refused, waiting for its next time, or given up."""
    after = replace(
        mail,
        delivered=(*mail.delivered, *answer.delivered),
        refused={**mail.refused, **answer.refused},
        detail=clean(answer.words, 500),
        next_at=now,
        claimed_at=None,
        claimed_by=None,
    )
    next_at = now + wait(mail.attempts)
    if answer.is_doubtful:
        return replace(doubted(after, after.detail, now), next_at=next_at)
    if after.owing and mail.attempts < tries():
        return replace(after, state=MailState.WAITING, next_at=next_at)
    if after.owing and not after.delivered:
        words = f"given up after {mail.attempts} attempts: {after.detail}"
        return replace(after, state=MailState.GIVEN_UP, detail=words)
    if not after.delivered:
        return replace(after, state=MailState.REFUSED)
    lost = dict.fromkeys(after.owing, f"given up after {mail.attempts} attempts: {after.detail}")
    again = "sent again after a doubt, it may have arrived twice; " if mail.doubts else ""
    return replace(
        after,
        state=MailState.SENT,
        sent_at=now,
        refused={**after.refused, **lost},
        detail=again + after.detail,
    )


def wait(attempts: int) -> timedelta:
    """How long to wait after that many attempts: 5, 10, 20 … minutes, at most 6 hours."""
    doublings = min(max(attempts, 1) - 1, 16)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def tries() -> int:
    """How many attempts fit into three days of waiting."""
    count, waited = 1, timedelta()
    while (waited := waited + wait(count)) < GIVE_UP_AFTER:
        count += 1
    return count + 1


def sender_name() -> str:
    """Who claims: machine, process, and what tells two senders of one process apart."""
    return f"{socket.gethostname()[:20]}:{os.getpid()}:{ULID()}"


async def _finish(sending: Coroutine[Any, Any, Answer]) -> tuple[Answer, bool]:
    """The answer, and whether we were told to stop meanwhile: a mail under way gets a moment to arrive, and is recorded."""
    task = asyncio.ensure_future(sending)
    try:
        return await asyncio.shield(task), False
    except asyncio.CancelledError:
        await asyncio.wait({task}, timeout=STOP_S)
        task.cancel()
        return await task, True


async def _send(transport: Transport, mail: Mail) -> Answer:
    try:
        return await transport.send(mail)
    except Exception as error:  # one mail that cannot be made must not stop the others
        log.exception("mail_not_sent", mail=mail.id, audience=mail.audience)
        return Answer(words=f"our own fault: {type(error).__name__}: {error}")
