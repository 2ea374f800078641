"""A mail that is to be sent (待发提醒), and how far it has come."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from monitor.domain.timing import check_aware

#: The audience that is no unit: the centre that runs the monitor.
CENTRE = "centre"
#: Before the name of a chat group that is an audience.
GROUP = "group:"


class Carrier(StrEnum):
    """What carries it (渠道)."""

    MAIL = "mail"
    CHAT = "chat"  #: 企业微信、钉钉、飞书, by Apprise and the environment
    GROUP = "group"  #: the same, as the centre entered them on the dashboard


class MailState(StrEnum):
    """How far it has come (投递状态)."""

    WAITING = "waiting"
    HELD = "held"  #: the brake is on: the centre looks first
    SENDING = "sending"
    SENT = "sent"  #: at least one recipient's server took it
    REFUSED = "refused"  #: no recipient's server will ever take it
    GIVEN_UP = "given_up"
    DROPPED = "dropped"  #: held, then let go without being sent


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One mail of one night to one audience; the same night never makes a second one."""

    id: str  #: ma_ and a ULID
    night: date
    audience: str  #: unit id, or CENTRE
    channel: Carrier = Carrier.MAIL
    message_id: str  #: stable, so that a receiver can tell the same mail twice
    recipients: tuple[str, ...]
    subject: str
    text: str
    html: str = ""
    findings: tuple[str, ...] = ()  #: every finding it names
    announced: tuple[str, ...] = ()  #: those that it names for the first time, or at a new rung
    created_at: datetime
    state: MailState = MailState.WAITING
    attempts: int = 0
    next_at: datetime  #: of the next attempt; when nothing follows, of the last word on it
    claimed_at: datetime | None = None
    claimed_by: str | None = None
    sent_at: datetime | None = None
    delivered: tuple[str, ...] = ()  #: recipients whose server took it
    refused: Mapping[str, str] = field(default_factory=dict)  #: recipient -> the server's words
    doubts: int = 0  #: how often nobody knows whether it was taken
    detail: str = ""  #: the server's own words

    def __post_init__(self) -> None:
        check_aware(self.created_at)
        check_aware(self.next_at)

    @property
    def owing(self) -> tuple[str, ...]:
        """Recipients that neither have it nor were refused."""
        return tuple(one for one in self.recipients if one not in self.delivered and one not in self.refused)


@dataclass(frozen=True, slots=True)
class LastMail:
    """When an audience was last sent a mail that names a finding."""

    night: date
    at: datetime
