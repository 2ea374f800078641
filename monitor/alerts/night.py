"""One night's alerts (每晚提醒): judge, see how everything stands, update the findings, fill the outbox."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Protocol

from ulid import ULID

from monitor.alerts import render
from monitor.alerts.brake import brake_of
from monitor.alerts.digest import Digest, DigestInput, digests, newly_bad, subject_line
from monitor.alerts.groups import group_mails
from monitor.alerts.message import message_id
from monitor.alerts.notices import (
    brake_words,
    chain_words,
    damage_words,
    exemptions,
    nearly_down,
    notices,
    troubles,
)
from monitor.assess.expiries import expiries
from monitor.assess.findings_store import update_findings
from monitor.assess.patrol_findings import patrol_standings
from monitor.assess.standings import standings
from monitor.domain.finding import Finding
from monitor.domain.mail import CENTRE, Carrier, Mail, MailState
from monitor.domain.site import Subject, Watch
from monitor.domain.timing import Clock
from monitor.domain.verdict import Verdict
from storage.access import chain
from storage.decisions import findings as stored
from storage.observations.certificates import certificates_of
from storage.ops.chat_groups import chat_groups
from storage.ops.outbox import Outbox
from storage.store import Store

#: How far back mails count as having told their audience; one that is open is named every night.
MEMORY = timedelta(days=45)


class NightTools(Protocol):
    """What a night needs; the command line's Runtime has it."""

    @property
    def watch(self) -> Watch:
        """What is watched."""

    @property
    def store(self) -> Store:
        """Where all is kept."""

    @property
    def clock(self) -> Clock:
        """Now, when asked."""

    @property
    def damaged(self) -> dict[str, str]:
        """Takes the subjects that a damaged record keeps from being told of."""

    async def judge(self, subjects: Sequence[Subject], as_of: datetime) -> Mapping[str, Sequence[Verdict]]:
        """Decide for *subjects* from what is stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NightResult:
    """What one night comes to."""

    night: date
    digests: tuple[Digest, ...]
    mails: tuple[Mail, ...]  #: the centre's first; those already in the outbox as they stand there
    is_braked: bool
    added: int = 0  #: how many went into the outbox; 0 when the night was composed before


async def compose_night(tools: NightTools, night: date, *, keep: bool = True) -> NightResult:
    """
    Compose the mails of *night* and, when *keep*, put them into the outbox.

    The same night again adds nothing, and gives back what it put the first time. Without `[mail]` no mail
    is put: nobody could send it, and it must not go out weeks later.
    """
    outbox, now = Outbox(tools.store.database, tools.damaged), tools.clock()
    there = await outbox.mails(night=night, limit=10_000)
    tonight = await _tonight(tools, night, outbox, now, keep=keep)
    subjects = len(tools.watch.subjects)
    bad = newly_bad(tonight)
    braked = brake_of(tools.watch.settings.alerts).holds(bad, subjects)
    if braked:
        tonight = replace(tonight, alarms=(*brake_words(len(bad), subjects), *tonight.alarms))
    found = digests(tonight)
    if braked:
        centre = subject_line(tools.watch.centre.name, (f"请先核实，{len(bad)}个对象新增问题",), night)
        found = (replace(found[0], subject=centre), *found[1:])
    async with tools.store.database.read() as connection:
        groups = await chat_groups(connection)
    mails = there or (
        *_mails(tools.watch, found, now, is_braked=braked),
        *group_mails(tools.watch, found[0], groups, now, _domain(tools.watch)),
    )
    has_server = tools.watch.settings.mail is not None
    sendable = [one for one in mails if has_server or one.channel is not Carrier.MAIL]
    added = await outbox.put(sendable) if keep and not there else 0
    return NightResult(night=night, digests=found, mails=tuple(mails), is_braked=braked, added=added)


async def _tonight(
    tools: NightTools, night: date, outbox: Outbox, now: datetime, *, keep: bool
) -> DigestInput:
    watch = tools.watch
    subjects = watch.subjects
    async with tools.store.database.read() as connection:
        head = await chain.head(connection)  # as of when we begin: a preview shows the same
    proof = chain_words(head.number, head.hash) if head else ()
    verdicts = await tools.judge(subjects, now)
    async with tools.store.database.read() as connection:
        confirmed = await patrol_standings(connection, watch, verdicts, tools.damaged)
    stand = (*standings(watch, verdicts), *confirmed)
    findings, closed = await _findings(tools, verdicts, now, keep=keep)
    looks = await tools.store.newest_looks([one.id for one in subjects], now)
    async with tools.store.database.read() as connection:
        certificates = await certificates_of(connection, [one.id for one in watch.sites], now)
    said = notices(watch, now, verdicts, stand, looks)
    lost = [one for one in subjects if one.id in tools.damaged]
    undelivered = await outbox.troubles(await outbox.composed_before(night) or now - MEMORY)
    last_mails = await outbox.last_mails(night - MEMORY, night)
    others = len(tools.damaged) - len(lost)  # mails of the outbox
    return DigestInput(
        night=night,
        watch=watch,
        standings=stand,
        findings_open=findings,
        findings_closed=closed,
        last_mails=last_mails,
        alarms=(*damage_words([one.name for one in lost], others), *troubles(watch, undelivered)),
        damaged=lost,
        expiries=expiries(watch, certificates, night),
        nearly_down=tuple(nearly_down(watch, verdicts)),
        notices=(*said, *exemptions(findings, night), *proof),
    )


async def _findings(
    tools: NightTools, verdicts: Mapping[str, Sequence[Verdict]], now: datetime, *, keep: bool
) -> tuple[list[Finding], list[Finding]]:
    """
    Those that are open after tonight, and those closed lately.

    Of a subject of which a record is damaged none is told as closed: the fault may be back in what cannot be read.
    """
    store, damaged = tools.store, tools.damaged
    night = await update_findings(store, tools.watch, verdicts, now, whole=True, keep=keep, damaged=damaged)
    async with store.database.read() as connection:
        held = await stored.all_open(connection, damaged)
        closed = await stored.closed_since(connection, now - MEMORY, damaged)
    touched = {one.id for one in (*night.standing, *night.closed)}
    return (
        [*night.standing, *(one for one in held if one.id not in touched)],
        [
            one
            for one in (*night.closed, *(one for one in closed if one.id not in touched))
            if one.subject not in damaged
        ],
    )


def _mails(watch: Watch, found: Sequence[Digest], now: datetime, *, is_braked: bool) -> list[Mail]:
    mails = [_mail(watch, one, now, is_held=is_braked and one.audience != CENTRE) for one in found]
    if names := _chat(watch):
        mails.append(
            replace(
                mails[0],
                id=f"ma_{ULID()}",
                channel=Carrier.CHAT,
                message_id=message_id(found[0].night, CENTRE, Carrier.CHAT, _domain(watch)),
                recipients=names,
                text=render.chat(found[0]),
                html="",
            )
        )
    return mails


def _mail(watch: Watch, digest: Digest, now: datetime, *, is_held: bool) -> Mail:
    return Mail(
        id=f"ma_{ULID()}",
        night=digest.night,
        audience=digest.audience,
        message_id=message_id(digest.night, digest.audience, Carrier.MAIL, _domain(watch)),
        recipients=digest.recipients,
        subject=digest.subject,
        text=render.text(digest, watch),
        html=render.html(digest, watch),
        findings=digest.findings,
        announced=digest.announced,
        created_at=now,
        state=MailState.HELD if is_held else MailState.WAITING,
        next_at=now,
    )


def _chat(watch: Watch) -> tuple[str, ...]:
    """Names of the environment variables that hold addresses of chat groups."""
    return watch.settings.alerts.chat_env


def _domain(watch: Watch) -> str:
    """The domain our mails come from; the part after @ of `[mail] sender`, else of the centre's address."""
    mail = watch.settings.mail
    addresses = [mail.sender if mail else "", *watch.centre.email]
    return next((one.rpartition("@")[2] for one in addresses if one), "localhost")
