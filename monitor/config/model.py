"""The shape of `sites.toml`: one validated model, unknown keys refused."""

import re
from datetime import date, datetime
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from monitor.config.report_table import ReportTable
from monitor.config.table import Table
from monitor.domain.site import ColumnKind, Frequency, Level, Platform
from monitor.domain.timing import SHANGHAI

_HOST = re.compile(r"(\*\.)?([^\s/:*.]+\.)*[^\s/:*.]+")


def _id(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", value):
        raise ValueError("expected letters, digits, '.', '-' and '_' only")
    return value


def _url(value: str) -> str:
    try:
        parts = urlsplit(value)
        bad_port = parts.port is not None and not 0 < parts.port < 65536
    except ValueError as error:
        raise ValueError(f"expected an http:// or https:// address ({error})") from None
    if parts.scheme not in ("http", "https"):
        raise ValueError("expected an address that begins with http:// or https://")
    if not parts.hostname or bad_port or re.search(r"\s", value):
        raise ValueError("expected an address with a host name and without spaces")
    if parts.username or parts.password:
        raise ValueError("an address must not carry a user name or password")
    return value


def _host(value: str) -> str:
    if not _HOST.fullmatch(value):
        raise ValueError("expected a host name such as www.fuzhou.gov.cn or *.fuzhou.gov.cn")
    return value.lower()


def _email(value: str) -> str:
    if not re.fullmatch(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+", value):
        raise ValueError("expected an e-mail address")
    return value


def _site_code(value: str) -> str:
    if not re.fullmatch(r"\d{10}|bm\d{8}", value):
        raise ValueError("expected 10 digits, or bm and 8 digits (网站标识码)")
    return value


def _moment(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.replace(tzinfo=SHANGHAI) if value.tzinfo is None else value.astimezone(SHANGHAI)
    raise ValueError("expected a time such as 2026-11-20T22:00:00")


def _secret_free(value: dict[str, Any]) -> dict[str, Any]:
    for key in value:
        if re.search(r"(password|secret|token|cookie)s?$", key, re.IGNORECASE):
            raise ValueError(
                f"{key} looks like a secret: put it into an environment variable and name that in {key}_env"
            )
    return value


Id = Annotated[str, AfterValidator(_id)]
Url = Annotated[str, AfterValidator(_url)]
Host = Annotated[str, AfterValidator(_host)]
Email = Annotated[str, AfterValidator(_email)]
SiteCode = Annotated[str, AfterValidator(_site_code)]
Moment = Annotated[datetime, BeforeValidator(_moment)]
Name = Annotated[str, Field(min_length=1)]
Options = Annotated[dict[str, Any], AfterValidator(_secret_free)]


class CentreTable(Table):
    """`[centre]`"""

    name: Name
    contact_url: Url | Literal[""] = ""
    email: tuple[Email, ...] = ()


class ReferencesTable(Table):
    """`[references]`"""

    urls: tuple[Url, ...] = Field(min_length=1)
    quorum: int = Field(ge=1)

    @model_validator(mode="after")
    def _reachable(self) -> "ReferencesTable":
        if self.quorum > len(self.urls):
            raise ValueError(f"quorum {self.quorum} can never be reached by {len(self.urls)} urls")
        return self


class UnitTable(Table):
    """`[[unit]]`"""

    id: Id
    name: Name
    aliases: tuple[Name, ...] = ()
    email: tuple[Email, ...] = ()


class ListTable(Table):
    """`list = {…}` of a column: selectors, or an adapter with its options."""

    item: Name | None = None
    date: Name | None = None
    link: Name | None = None
    title: Name | None = None
    adapter: Name | None = None
    json_: Url | None = Field(default=None, alias="json")
    options: Options = Field(default_factory=dict)
    rows: str | None = None
    fields: dict[str, str] = Field(default_factory=dict)


class ColumnTable(Table):
    """`[[site.column]]`"""

    id: Id
    name: Name
    url: Url
    kind: ColumnKind | None = None
    top_level: bool = False
    frequency: Frequency | None = None
    unit: str | None = None
    catalogue: str | None = None
    edition: str | None = None
    retired: date | None = None
    list: ListTable | None = None
    browser: bool = False


class BoardTable(Table):
    """`[[site.board]]`"""

    id: Id
    name: Name
    url: Url
    unit: str | None = None
    kind: Literal["consultation", "interview", "survey", "petition", "report"] = "consultation"
    options: Options = Field(default_factory=dict)


class MaintenanceTable(Table):
    """`[[site.maintenance]]`"""

    start: Moment
    end: Moment
    reason: Name
    approved_by: Name
    document: Name

    @model_validator(mode="after")
    def _in_order(self) -> "MaintenanceTable":
        if self.end <= self.start:
            raise ValueError("end must come after start")
        return self


class SiteTable(Table):
    """`[[site]]`"""

    id: Id
    name: Name
    url: Url
    unit: str | None = None
    level: Level = Level.COUNTY
    edition: str | None = None
    allowed_hosts: tuple[Host, ...] = ()
    site_code: SiteCode | None = None
    title_mark: Name | None = None
    navigation: bool = False
    public_services: bool = True
    column: tuple[ColumnTable, ...] = ()
    board: tuple[BoardTable, ...] = ()
    consult_urls: tuple[Url, ...] = ()
    guides: Options = Field(default_factory=dict)
    maintenance: tuple[MaintenanceTable, ...] = ()
    probe: dict[str, Any] = Field(default_factory=dict)


class AccountTable(Table):
    """`[[account]]`"""

    id: Id
    name: Name
    platform: Platform
    unit: str | None = None
    edition: str | None = None
    source: Options = Field(default_factory=dict)
    registry: Options = Field(default_factory=dict)
    canary: bool = False


class EvidenceTable(Table):
    """`[evidence]`"""

    folder: Name | None = None
    keep_days: int = Field(default=1095, ge=400)
    keep_visit_days: int = Field(default=730, ge=100)


class Document(Table):
    """A whole configuration, included files merged in."""

    edition: str
    centre: CentreTable
    references: ReferencesTable | None = None
    evidence: EvidenceTable = EvidenceTable()
    report: ReportTable | None = None
    unit: tuple[UnitTable, ...] = ()
    site: tuple[SiteTable, ...] = ()
    account: tuple[AccountTable, ...] = ()
