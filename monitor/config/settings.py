"""The tables of `sites.toml` that say how the program itself works: [evidence], [daemon], [mail], [alerts], [web]."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from monitor.config.fields import (
    ENVIRONMENT_NAME,
    SENDER_NAME,
    Email,
    EnvironmentName,
    HoursBetween,
    Listen,
    MailHost,
    Name,
    Rungs,
    TimeOfDay,
    Url,
    UrlOrNothing,
)  # fmt: skip
from monitor.config.table import ConfigTable
from monitor.regulations.editions import clause_stating


class EvidenceTable(ConfigTable):
    """`[evidence]`"""

    folder: Name | None = None
    keep_days: int = Field(default=1095, ge=400)
    keep_visit_days: int = Field(default=730, ge=100)


class DaemonTable(ConfigTable):
    """`[daemon]`: what the daemon does when; times of day are HH:MM in Shanghai."""

    listen: Listen = "127.0.0.1:9108"  # "": no /healthz, no /metrics
    heartbeat_url: UrlOrNothing = ""
    workers: bool = False  # visits and looks are done by `monitor worker` on other machines; PostgreSQL only
    # 每天20次以上: at least as many as the clause asks
    visits_per_day: int = Field(
        default=48, ge=clause_stating("visits_per_day").limit["visits_per_day"].least, le=96
    )
    columns_at: TimeOfDay = "01:30"
    boards_at: TimeOfDay = "03:30"
    accounts_every_hours: HoursBetween = 6
    judge_at: TimeOfDay = "06:30"
    mail_at: TimeOfDay = "07:30"
    prune_at: TimeOfDay = "04:30"
    catch_up_hours: int = Field(default=12, ge=1, le=23)  # a duty missed longer ago waits for its next turn


class MailTable(ConfigTable):
    """`[mail]`: the server that takes our mails; its password comes from the environment."""

    host: MailHost
    port: int | None = Field(default=None, ge=1, le=65535)
    security: Literal["starttls", "tls", "none"] = "starttls"
    ca_file: Name | None = None
    user: Name | None = None
    password_env: EnvironmentName | None = None
    sender: Email
    sender_name: Annotated[str, Field(max_length=SENDER_NAME)] = ""
    reply_to: Email | None = None
    timeout_s: int = Field(default=60, ge=1, le=600)

    @model_validator(mode="after")
    def _login(self) -> "MailTable":
        if (self.user is None) != (self.password_env is None):
            raise ValueError("user and password_env go together")
        if self.user is not None and self.security == "none":
            raise ValueError("security = 'none' would send the password readable; use 'starttls' or 'tls'")
        return self


class AlertsTable(ConfigTable):
    """`[alerts]`: how early, and when to ask the centre first."""

    column_days: Rungs = (7, 3, 1)
    account_days: Rungs = (4, 3, 1)
    message_days: Rungs = (30, 14, 3)
    brake_percent: int = Field(default=20, ge=0, le=100)
    brake_subjects: int = Field(default=3, ge=1)
    chat_env: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _names_only(self) -> "AlertsTable":
        for name in self.chat_env:
            if not ENVIRONMENT_NAME.fullmatch(name):  # said without the value: it may be the secret itself
                raise ValueError(
                    "chat_env holds names of environment variables, such as MONITOR_CHAT_URL; "
                    "the address itself stands in the variable"
                )
        return self


class WebTable(ConfigTable):
    """`[web]`"""

    url: Url | Literal[""] = ""
    open_feed: bool = False
    requests_per_minute: int = Field(default=120, ge=1)
    session_hours: int = Field(default=12, ge=1, le=24)
