"""The tables of `sites.toml` that say how the program itself works: [evidence], [daemon], [mail], [alerts], [web], [patrol]."""

from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictInt, field_validator, model_validator

from monitor.config.fields import (
    ENVIRONMENT_NAME,
    SENDER_NAME,
    Email,
    EnvironmentName,
    HoursBetween,
    Listen,
    MailHost,
    Name,
    PlainHost,
    Rungs,
    Said,
    TimeOfDay,
    Url,
    UrlOrNothing,
)  # fmt: skip
from monitor.config.table import ConfigTable
from monitor.domain.settings import (
    AlertsSettings,
    DaemonSettings,
    EvidenceSettings,
    PatrolSettings,
    WebSettings,
)
from monitor.regulations.editions import clause_stating

#: Defaults stand beside the fields of the records, with their units.
_EVIDENCE, _DAEMON, _ALERTS, _WEB = EvidenceSettings(), DaemonSettings(), AlertsSettings(), WebSettings()
_PATROL = PatrolSettings()


class EvidenceTable(ConfigTable):
    """`[evidence]`"""

    folder: Name | None = _EVIDENCE.folder
    keep_days: StrictInt = Field(default=_EVIDENCE.keep_days, ge=400, le=36_500)
    keep_visit_days: StrictInt = Field(default=_EVIDENCE.keep_visit_days, ge=100, le=36_500)
    screenshots: StrictBool = _EVIDENCE.screenshots
    timestamp_url: UrlOrNothing = _EVIDENCE.timestamp_url
    timestamp_roots: Name | None = _EVIDENCE.timestamp_roots


class DaemonTable(ConfigTable):
    """`[daemon]`: what the daemon does when; times of day are HH:MM in Shanghai."""

    listen: Listen = _DAEMON.listen
    heartbeat_url: UrlOrNothing = _DAEMON.heartbeat_url
    workers: StrictBool = _DAEMON.workers
    # 每天20次以上: at least as many as the clause asks
    visits_per_day: StrictInt = Field(
        default=_DAEMON.visits_per_day,
        ge=clause_stating("visits_per_day").limit["visits_per_day"].least,
        le=96,
    )
    columns_at: TimeOfDay = _DAEMON.columns_at
    boards_at: TimeOfDay = _DAEMON.boards_at
    accounts_every_hours: HoursBetween = _DAEMON.accounts_every_hours
    judge_at: TimeOfDay = _DAEMON.judge_at
    mail_at: TimeOfDay = _DAEMON.mail_at
    prune_at: TimeOfDay = _DAEMON.prune_at
    requests_per_night: StrictInt = Field(default=_DAEMON.requests_per_night, ge=20, le=20_000)
    requests_per_second: dict[PlainHost, Annotated[StrictInt, Field(ge=1, le=50)]] = Field(
        default_factory=dict
    )
    catch_up_hours: StrictInt = Field(default=_DAEMON.catch_up_hours, ge=1, le=23)


class MailTable(ConfigTable):
    """`[mail]`: the server that takes our mails; its password comes from the environment."""

    host: MailHost
    port: StrictInt | None = Field(default=None, ge=1, le=65535)
    security: Literal["starttls", "tls", "none"] = "starttls"
    ca_file: Name | None = None
    user: Name | None = None
    password_env: EnvironmentName | None = None
    sender: Email
    sender_name: Annotated[Said, Field(max_length=SENDER_NAME)] = ""
    reply_to: Email | None = None
    timeout_s: StrictInt = Field(default=60, ge=1, le=600)

    @model_validator(mode="after")
    def _login(self) -> "MailTable":
        if (self.user is None) != (self.password_env is None):
            raise ValueError("user and password_env go together")
        if self.user is not None and self.security == "none":
            raise ValueError("security = 'none' would send the password readable; use 'starttls' or 'tls'")
        return self


class AlertsTable(ConfigTable):
    """`[alerts]`: how early, and when to ask the centre first."""

    column_days: Rungs = _ALERTS.column_days
    account_days: Rungs = _ALERTS.account_days
    message_days: Rungs = _ALERTS.message_days
    failed_percent: StrictInt = Field(default=_ALERTS.failed_percent, ge=0, le=100)
    brake_percent: StrictInt = Field(default=_ALERTS.brake_percent, ge=0, le=100)
    brake_subjects: StrictInt = Field(default=_ALERTS.brake_subjects, ge=1)
    chat_env: tuple[str, ...] = _ALERTS.chat_env

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

    url: UrlOrNothing = _WEB.url
    open_feed: StrictBool = _WEB.open_feed
    requests_per_minute: StrictInt = Field(default=_WEB.requests_per_minute, ge=1)
    session_hours: StrictInt = Field(default=_WEB.session_hours, ge=1, le=24)
    sign_by_two: StrictBool = _WEB.sign_by_two


Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class PatrolTable(ConfigTable):
    """`[patrol]`: the weekly walk over whole sites (巡查)."""

    weekly: StrictBool = _PATROL.weekly
    weekday: Weekday = "saturday"
    at: TimeOfDay = _PATROL.at
    until: TimeOfDay = _PATROL.until
    most: StrictInt = Field(default=_PATROL.most, ge=1, le=200_000)
    depth: StrictInt = Field(default=_PATROL.depth, ge=1, le=50)
    sites_at_once: StrictInt = Field(default=_PATROL.sites_at_once, ge=1, le=50)
    lists: Name | None = _PATROL.lists
    known_domains: tuple[PlainHost, ...] = _PATROL.known_domains
    attachments: StrictBool = _PATROL.attachments
    attachment_mb: StrictInt = Field(default=_PATROL.attachment_mb, ge=1, le=200)
    attachment_pages: StrictInt = Field(default=_PATROL.attachment_pages, ge=1, le=5000)
    bulk_articles: StrictInt = Field(default=_PATROL.bulk_articles, ge=2)
    redated_days: StrictInt = Field(default=_PATROL.redated_days, ge=1)

    @model_validator(mode="after")
    def _has_a_night(self) -> "PatrolTable":
        if self.at == self.until:
            raise ValueError("at and until are the same: write when the night begins and when it ends")
        return self


class OidcTable(ConfigTable):
    """`[oidc]`: an identity provider that people may come in by."""

    issuer: Url
    client_id: Name
    client_secret_env: EnvironmentName | None = None
    name: Annotated[Name, Field(max_length=40)] = "统一身份认证登录"
    claim: Annotated[Name, Field(max_length=60)] = "preferred_username"

    @field_validator("issuer")
    @classmethod
    def _over_tls(cls, issuer: str) -> str:
        if not issuer.startswith(("https://", "http://127.0.0.1")):
            raise ValueError("an identity provider is asked over https alone")
        return issuer
