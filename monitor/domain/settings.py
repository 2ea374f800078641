"""What a configuration says of the program itself (运行设置): one record a table of `sites.toml`, with its defaults."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

#: Metadata of a field of a probe's settings that holds ids of the site's columns: they must exist.
COLUMN_IDS = {"holds": "column_ids"}

#: Of `[report] notice_from_percent`, where a configuration says nothing.
NOTICE_FROM_PERCENT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceSettings:
    """`[evidence]`: where raw bytes lie, and for how long."""

    folder: str | None = None  #: None: beside the SQLite file, else `var/evidence`
    keep_days: int = 1095  #: days that bytes are kept after the last look that rests on them; what a fail rests on is never let go of
    keep_visit_days: int = 730  #: days that single visits are kept; their counts stay
    screenshots: bool = False  #: pictures of what a finding is about; needs extra `browser`, and a Chromium
    timestamp_url: str = ""  #: authority (RFC 3161) that stamps the chain every night; "": nobody does
    timestamp_roots: str | None = None  #: PEM file with the authority's root certificates


@dataclass(frozen=True, slots=True, kw_only=True)
class DaemonSettings:
    """`[daemon]`: what the daemon does when; times of day are Shanghai's."""

    listen: str = "127.0.0.1:9108"  #: host:port of /healthz and /metrics; "": neither
    heartbeat_url: str = ""  #: asked once an hour; "": nobody is
    workers: bool = False  #: visits and looks are done by `monitor worker` on other machines; PostgreSQL only
    visits_per_day: int = 48  #: of every site that has no figure of its own
    columns_at: time = time(1, 30)
    boards_at: time = time(3, 30)
    accounts_every_hours: int = 6  #: hours; divides the day
    judge_at: time = time(6, 30)
    mail_at: time = time(7, 30)
    prune_at: time = time(4, 30)
    requests_per_night: int = 1500  #: to one site by all probes together, visits to the homepage and the patrol left out; noon to noon
    requests_per_second: Mapping[str, int] = field(
        default_factory=dict
    )  #: by host that is the centre's own, or whose owner agreed; every other host is asked once a second
    catch_up_hours: int = 12  #: hours; a duty missed longer ago waits for its next turn


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """`[mail]`: the server that takes our mails; its password comes from the environment."""

    host: str
    port: int | None = None  #: None: the usual one of *security*
    security: str = "starttls"  #: starttls | tls | none
    ca_file: str | None = None
    user: str | None = None
    password_env: str | None = None  #: name of the environment variable that holds the password
    sender: str
    sender_name: str = ""  #: "": the centre's name
    reply_to: str | None = None
    timeout_s: int = 60  #: seconds for each answer of the server


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertsSettings:
    """`[alerts]`: how early, and when to ask the centre first."""

    column_days: tuple[int, ...] = (7, 3, 1)  #: days left at which a column is announced, the earliest first
    account_days: tuple[int, ...] = (4, 3, 1)  #: the same of accounts and homepages
    message_days: tuple[int, ...] = (30, 14, 3)  #: the same of citizens' messages
    failed_percent: int = 3  #: a site of whose visits of the week more than this share did not open, and that does not fail yet, is named to its unit and the centre
    brake_percent: int = 20  #: more than this share of all subjects holds the units' mails; 100: never
    brake_subjects: int = 3  #: and no fewer than so many subjects
    chat_env: tuple[str, ...] = ()  #: names of environment variables that hold addresses of chat groups


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSettings:
    """`[web]`: the dashboard and the feed over HTTP."""

    url: str = ""  #: as people reach it, https where a proxy adds it; "": not said
    open_feed: bool = False  #: the feed needs no token
    requests_per_minute: int = 120  #: of each consumer of the feed
    session_hours: int = 12  #: hours after which a session ends, used or not
    sign_by_two: bool = False  #: a signature counts once a second person has confirmed it (双人签字)


@dataclass(frozen=True, slots=True, kw_only=True)
class OidcSettings:
    """`[oidc]`: an identity provider (统一身份认证) that people may come in by; its secret comes from the environment."""

    issuer: str  #: https address, as its documents name it
    client_id: str
    client_secret_env: str | None = None  #: name of the environment variable; None: a public client
    name: str = "统一身份认证登录"  #: what the button says
    claim: str = (
        "preferred_username"  #: which claim is the person's user name here, when they come the first time
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class HigherNotice:
    """`[[report.higher]]`: a notice of a higher office that names this area (上级通报)."""

    office: str
    title: str
    on: date
    text: str = ""
    closed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeSettings:
    """`[report]`: what the quarterly notice needs to know and no page tells; `ReportSettings` is made of it."""

    area: str = ""
    checked_by: str = ""  #: "": the centre
    title: str = ""
    number: str = ""
    addressees: str = ""
    signer: str = ""  #: "": the centre
    signed_on: date | None = None
    site: str | None = None  #: id of the one site whose output counts; None: every site's
    output_minimum: int | None = None  #: articles a unit owes in each month
    output_rule: str = ""
    towns: tuple[str, ...] = ()  #: unit ids
    towns_name: str = "镇街"
    departments: tuple[str, ...] = ()  #: unit ids
    departments_name: str = "部门"
    outside: tuple[str, ...] = ()  #: sources that are nobody's here: 新华社
    points: tuple[date, ...] = ()  #: official monitoring days; none: the ends of the months
    interpretation_minimum: int | None = None  #: of each unit in a year
    interpretation_days: int | None = None  #: days from a policy to its interpretation
    survey_minimum: int | None = None  #: a quarter
    solicitation_minimum: int | None = None  #: a quarter
    interview_minimum: int | None = None  #: a year
    yearly: tuple[str, ...] | None = None  #: ids of units that owe a yearly disclosure report; None: not said
    rectify_by: date | None = None
    update_by: date | None = None
    deliver_to: str = ""
    copies_to: str = ""  #: 抄送
    contact: str = ""
    mail: str = ""
    demands: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    columns: Mapping[str, tuple[str, ...] | None] = field(
        default_factory=dict
    )  #: class -> `column` or `site/column`
    higher: tuple[HigherNotice, ...] = ()
    notice_from_percent: int = (
        NOTICE_FROM_PERCENT  #: told lines, in percent, below which the notice is a draft
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PointStep:
    """`{at_least = 2, points = 1}`: so many points when the figure reaches it, or does not go above *at_most*."""

    at_least: float | None = None
    at_most: float | None = None
    points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PointRow:
    """`[[scores.row]]`: the centre's own arithmetic of one row."""

    id: str
    full: float | None = None  #: points at stake, where the text prints none
    steps: tuple[PointStep, ...] = ()
    per_fault: float | None = None  #: points taken off for each
    figure: str = ""  #: key in `measured` that counts; "": the row's own
    reason: str
    approver: str
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoresSettings:
    """`[scores]`: points that the regulation leaves open, as the centre set them."""

    approver: str = ""
    reason: str = ""
    year: str | None = None  #: average | last: how quarters make a year; None: no yearly total
    several: str | None = None  #: average | lowest: several sites or accounts of one unit make one row
    also: tuple[str, ...] = ()  #: more tables for every unit
    row: tuple[PointRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PatrolSettings:
    """`[patrol]`: the weekly walk over whole sites; times of day are Shanghai's."""

    weekly: bool = True  #: the daemon walks by itself; False: only `monitor patrol` does
    weekday: str = "saturday"  #: the night on which a new patrol begins
    at: time = time(22, 0)  #: from when on at night pages are asked for
    until: time = time(6, 0)  #: and until when; what waits then goes on the next night
    most: int = 20_000  #: addresses of one site in one patrol, those outside included
    depth: int = 12  #: clicks from the homepage
    sites_at_once: int = 4  #: sites that are walked side by side, each at its own hosts' pace
    lists: str | None = None  #: folder of the centre's own word lists (TOML), from the configuration's folder
    known_domains: tuple[str, ...] = ()  #: domains outside that the centre vouches for, those below them too
    attachments: bool = True  #: the text of attachments is read too
    attachment_mb: int = 20  #: larger ones, and larger parts of archives, are not read
    attachment_pages: int = 300  #: pages of a PDF, parts of an archive, that are read
    bulk_articles: int = 10  #: so many articles of one publish minute are one candidate
    redated_days: int = 30  #: an old text under a day so much newer is a candidate


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every table that says how the program works."""

    evidence: EvidenceSettings = field(default_factory=EvidenceSettings)
    daemon: DaemonSettings = field(default_factory=DaemonSettings)
    mail: MailSettings | None = None  #: None: nobody takes mails
    alerts: AlertsSettings = field(default_factory=AlertsSettings)
    web: WebSettings = field(default_factory=WebSettings)
    report: NoticeSettings = field(default_factory=NoticeSettings)
    scores: ScoresSettings = field(default_factory=ScoresSettings)
    patrol: PatrolSettings = field(default_factory=PatrolSettings)
    oidc: OidcSettings | None = None  #: None: passwords alone


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitSettings:
    """What every probe that visits may be told for one site; its own settings add to it."""

    visits_per_day: int | None = None  #: None: as many as `[daemon]` says
