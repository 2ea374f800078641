"""待办: what waits for a person today, for the first page; and what was asked of the daemon, for the pages it is about."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from monitor.assess.redactor import redactor_for
from monitor.domain.access import Role, Viewer
from monitor.domain.finding import Finding
from monitor.web import progress, words
from monitor.web.context import Web
from monitor.web.words import StateLabel
from monitor.wording.say import Audience
from storage.decisions.finding_pages import FindingFilter, load_findings, told_steps
from storage.decisions.proposals import count_open
from storage.observations import page_facts
from storage.ops import requests
from storage.ops.leases import lease_of

#: What waits for a person: 申诉待裁定, 申诉成立待更正, 承诺到期未兑现, 承诺今天到期.
_WAITING = ("appeal", "upheld", "broken", "promise")
#: Requests stay on a page so long.
REMEMBERED = timedelta(days=3)
#: Mails that did not arrive are told so long.
MAILS = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Todo:
    """What waits for a person."""

    findings: tuple[tuple[Finding, StateLabel], ...]
    held: int  #: mails that the brake holds
    lost: int  #: mails that did not arrive
    proposals: int = 0  #: what units handed in for the ledger and the centre has not decided

    def __bool__(self) -> bool:
        return bool(self.findings or self.held or self.lost or self.proposals)


async def todo_of(web: Web, who: Viewer, on: date, damaged: dict[str, str]) -> Todo:
    """What waits for *who*: a unit is told of its own alone, and of no mails. *damaged* takes what cannot be told."""
    lost: dict[str, str] = {}
    async with web.store.database.read() as connection:
        steps = await told_steps(connection, progress.TELLING[1:], damaged=lost)
        far = {id: progress.progress_of(acts, on) for id, acts in steps.items()}
        due = {id for id, acts in steps.items() if any(one.until == on for one in acts)}
        ids = tuple(
            id for id, one in far.items() if one.kind in _WAITING and (one.kind != "promise" or id in due)
        )
        found = await load_findings(connection, FindingFilter(ids=ids), 500, lost) if ids else []
        mails = await page_facts.mail_troubles(connection, web.clock() - MAILS)
        proposed = await count_open(connection) if who.role is Role.CENTRE and web.config else 0
    if who.role is not Role.UNIT:  # she is told of her own among her open findings
        note_lost(damaged, lost)
    redactor = redactor_for(web.watch(), who)
    own = [(redactor.finding(one), far[one.id].word) for one in found if redactor.sees(one.standing.unit)]
    own.sort(key=lambda pair: (_WAITING.index(far[pair[0].id].kind), pair[0].opened_at))
    return Todo(tuple(own), *((0, 0) if who.role is Role.UNIT else mails), proposals=proposed)


def note_lost(damaged: dict[str, str], lost: Mapping[str, str]) -> None:
    """Note the findings *lost* (by id) in *damaged*, as people call them."""
    damaged.update({f"问题{id[-8:]}": said for id, said in lost.items()})


async def open_findings(
    web: Web, who: Viewer, on: date, subject: str | None, unit: str | None, damaged: dict[str, str]
) -> list[tuple[Finding, StateLabel]]:
    """
    The open findings of a subject, or of a unit, that *who* may see, the gravest first, each with how far it has come.

    *damaged* takes those that are damaged.
    """
    units = (unit,) if unit else (who.unit or "",) if who.role is Role.UNIT else None
    wanted, lost = FindingFilter(units=units, subject=subject, is_open=True), dict[str, str]()
    async with web.store.database.read() as connection:
        found = await load_findings(connection, wanted, 200, lost)
        steps = await told_steps(connection, progress.TELLING, [one.id for one in found], lost)
    note_lost(damaged, lost)
    found = [one for one in found if one.id not in lost]
    found.sort(
        key=lambda one: (
            words.gravity(one),
            one.standing.days_left or 0,
        )
    )
    redactor = redactor_for(web.watch(), who)
    return [(redactor.finding(one), progress.progress_of(steps.get(one.id, ()), on).word) for one in found]


async def asked_for(
    web: Web, targets: list[str], who: Viewer
) -> list[tuple[requests.UserRequest, StateLabel]]:
    """
    What people asked the daemon to do about *targets*, and how far it has come.

    A unit is told of findings alone, which whoever calls has found to be its own.
    """
    is_unit = who.role is Role.UNIT
    if is_unit:
        targets = [one for one in targets if one.startswith("fi_")]
    now = web.clock()
    async with web.store.database.read() as connection:
        found = await requests.recent(connection, targets, now - REMEMBERED)
    running = await is_running(web)
    audience = Audience.UNIT if is_unit else Audience.OPERATOR
    return [(one, progress.request_words(one, running, audience)) for one in found]


async def is_running(web: Web) -> bool:
    """Whether a daemon is there that will take up what people ask for."""
    async with web.store.database.read() as connection:
        lease = await lease_of(connection, "daemon")
    return lease is not None and lease.until > web.clock()
