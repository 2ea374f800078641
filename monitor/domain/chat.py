"""A chat group that hears of the night (通知群): 企业微信, 钉钉 or 飞书, by the webhook of a robot."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class ChatPlatform(StrEnum):
    """Whose robot it is."""

    WECOM = "wecom"  #: 企业微信
    DINGTALK = "dingtalk"  #: 钉钉
    FEISHU = "feishu"  #: 飞书


class ChatLevel(StrEnum):
    """Which lines of the night a group hears (提醒级别)."""

    VETO = "veto"  #: 单项否决
    LATE = "late"  #: columns, messages and guides past their limit
    DUE = "due"  #: a limit is near
    SCORED = "scored"  #: costs points
    RECOVERED = "recovered"
    SYSTEM = "system"  #: the monitor's own: coverage, mails held back, lists not recognised


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatGroup:
    """One group as the centre entered it on the dashboard; address and secret never print."""

    name: str  #: as pages, mails and the audit log call it; unique
    platform: ChatPlatform
    address: str = field(repr=False)  #: of the robot's webhook; whoever has it can write to the group
    secret: str = field(default="", repr=False)  #: signs each message, where the robot asks for it (加签)
    levels: frozenset[ChatLevel]
    is_on: bool = True
    set_by: str
    set_at: datetime
    tested_at: datetime | None = None  #: of the newest test message
    tested: str = ""  #: what came of it: a code of the label table `chat_answer`
    tested_said: str = ""  #: the platform's own words

    @property
    def masked(self) -> str:
        """The address as a page may show it: the host, and the last four characters."""
        host = self.address.partition("//")[2].partition("/")[0]
        return f"{host}/…{self.address[-4:]}"
