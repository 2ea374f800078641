"""The posts of a new-media account, and where an app is offered (政务新媒体)."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from monitor.domain.content import TimelineState
from monitor.domain.observation import AppListing, Observation, Timeline
from monitor.domain.site import Account
from probes.base import ACCOUNTS, Probe, Tools
from probes.sources._source import discover


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`probe.newmedia` has no settings; an account's `source` says all."""


async def run(account: Account, settings: Settings, tools: Tools) -> AsyncIterator[Observation[Any]]:
    """
    Read the account's source. An account without one is not looked at.

    A platform that refused us several times in a row is left alone for a while: each of its accounts gets a look
    that says so. Nothing that a platform refuses says anything about the account.
    """
    kind = account.source.get("kind")
    source = discover().get(str(kind))
    if source is None:
        return
    at = tools.clock()
    line = f"{account.platform.value}/{kind}"
    if tools.breaker.is_open(line, at):
        facts = Timeline(state=TimelineState.UNREACHED, reason="platform_left_alone", through=str(kind))
        yield Observation(subject=account.id, at=at, facts=facts)
        return
    options = source.options_of(account)
    async for found in source.read(account, options, tools):
        tools.breaker.note(line, at, refused=found.refused)
        yield Observation(
            subject=account.id, part=found.part, at=at, facts=found.facts, exchanges=found.exchanges,
            repeats=found.repeats,
        )  # fmt: skip


PROBE = Probe(Settings, run, "account", duty=ACCOUNTS, kinds=(Timeline, AppListing))
