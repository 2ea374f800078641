"""The shape of `sites.toml`: one validated model, unknown keys refused."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StrictBool, StrictInt, field_validator, model_validator

from monitor.config.fields import (
    Addresses,
    Day,
    Email,
    Host,
    Id,
    Indicators,
    Marks,
    Moment,
    Name,
    Options,
    Pattern,
    Registry,
    Said,
    SiteCode,
    Url,
    UrlOrNothing,
)
from monitor.config.mistakes import Unusable
from monitor.config.report_table import ReportTable
from monitor.config.scores_table import ScoresTable, TableId
from monitor.config.settings import (
    AlertsTable,
    DaemonTable,
    EvidenceTable,
    MailTable,
    OidcTable,
    PatrolTable,
    WebTable,
)
from monitor.config.table import ConfigTable
from monitor.domain.sentence import written
from monitor.domain.site import ColumnKind, Frequency, Level, Platform, UnitKind


class CentreTable(ConfigTable):
    """`[centre]`"""

    name: Name
    contact_url: UrlOrNothing = ""
    email: tuple[Email, ...] = ()
    phone: Annotated[Said, Field(max_length=60)] = ""


class ReferencesTable(ConfigTable):
    """`[references]`"""

    urls: tuple[Url, ...] = Field(min_length=1)
    quorum: StrictInt = Field(ge=1)

    @model_validator(mode="after")
    def _reachable(self) -> "ReferencesTable":
        if self.quorum > len(self.urls):
            raise ValueError(f"quorum {self.quorum} can never be reached by {len(self.urls)} urls")
        return self


class UnitTable(ConfigTable):
    """`[[unit]]`"""

    id: Id
    name: Name
    aliases: tuple[Name, ...] = ()
    email: tuple[Email, ...] = ()
    kind: UnitKind | None = None
    table: TableId | None = None


class ListTable(ConfigTable):
    """`list = {…}` of a column: selectors, or an adapter with its options."""

    item: Name | None = None
    date: Name | None = None
    link: Name | None = None
    title: Name | None = None
    adapter: Name | None = None
    json_: Url | None = Field(default=None, alias="json")
    options: Options = Field(default_factory=dict)
    rows: str | None = None
    fields: dict[str, Name] = Field(default_factory=dict)


class ColumnTable(ConfigTable):
    """`[[site.column]]`"""

    id: Id
    name: Name
    url: Url | None = None
    kind: ColumnKind | None = None
    top_level: StrictBool = False
    frequency: Frequency | None = None
    unit: str | None = None
    catalogue: str | None = None
    edition: str | None = None
    retired: Day | None = None
    list: ListTable | None = None
    browser: StrictBool = False
    confirm: StrictBool = False
    indicator: Indicators = ()

    @model_validator(mode="after")
    def _has_an_address(self) -> "ColumnTable":
        if self.url is None and not self.confirm:
            raise Unusable("config.url_missing")
        return self


class BoardTable(ConfigTable):
    """`[[site.board]]`"""

    id: Id
    name: Name
    url: Url
    unit: str | None = None
    kind: Literal["consultation", "interview", "survey", "petition", "report"] = "consultation"
    private: StrictBool = False
    options: Options = Field(default_factory=dict)
    indicator: Indicators = ()


class PageTable(ConfigTable):
    """`[[site.page]]`: a page that is no list, and that rows of the tables ask for."""

    id: Id
    name: Name
    url: Url
    unit: str | None = None
    indicator: Indicators = ()


class MaintenanceTable(ConfigTable):
    """`[[site.maintenance]]`"""

    start: Moment
    end: Moment
    reason: Name
    approved_by: Name
    document: Name

    @model_validator(mode="after")
    def _in_order(self) -> "MaintenanceTable":
        if self.end <= self.start:
            raise Unusable("config.end_first")
        return self


class DeclarationTable(ConfigTable):
    """`columns_complete = {…}` of a site"""

    by: Said = ""
    on: Day | None = None


class GuidesTable(ConfigTable):
    """`guides = {…}` of a site: where its service guides are listed, and what tells them from other links"""

    list: Addresses = Field(default=[])
    urls: Addresses = Field(default=[])
    pattern: Pattern | None = None
    item: Name | None = None
    total: StrictInt | None = Field(default=None, ge=0)
    complete: StrictBool = False


_DECLARED = written('{by = "…", on = 2026-11-01}', "确认人和确认日期")


def _declaration(value: Any) -> Any:
    """`true` is a declaration that nobody signed; `false` is none."""
    if isinstance(value, bool):
        return {} if value else None
    if not isinstance(value, dict) or not str(value.get("by", "")).strip() or "on" not in value:
        raise Unusable("config.a_declaration", example=_DECLARED)
    return value


class SiteTable(ConfigTable):
    """`[[site]]`"""

    id: Id
    name: Name
    url: Url
    unit: str | None = None
    level: Level = Level.COUNTY
    edition: str | None = None
    allowed_hosts: tuple[Host, ...] = ()
    site_code: SiteCode | None = None
    domain_expires: Day | None = None
    title_mark: Marks = ()
    navigation: StrictBool = False
    public_services: StrictBool = True
    private: StrictBool = False
    column: tuple[ColumnTable, ...] = ()
    columns_complete: Annotated[DeclarationTable | None, BeforeValidator(_declaration)] = None
    board: tuple[BoardTable, ...] = ()
    page: tuple[PageTable, ...] = ()
    consult_urls: tuple[Url, ...] = ()
    guides: GuidesTable = GuidesTable()
    maintenance: tuple[MaintenanceTable, ...] = ()
    probe: dict[str, Any] = Field(default_factory=dict)


class DefaultsTable(ConfigTable):
    """`[defaults]`: what the centre decided for all that state nothing of their own."""

    frequency_by_kind: dict[ColumnKind, Frequency] = Field(default_factory=dict)

    @field_validator("frequency_by_kind")
    @classmethod
    def _owe_updates(cls, said: dict[ColumnKind, Frequency]) -> dict[ColumnKind, Frequency]:
        if ColumnKind.LINK in said:
            raise ValueError("columns of kind link owe no updates; leave link out")
        return said


class AccountTable(ConfigTable):
    """`[[account]]`"""

    id: Id
    name: Name
    platform: Platform
    unit: str | None = None
    edition: str | None = None
    source: Options = Field(default_factory=dict)
    registry: Registry = Field(default_factory=dict)
    canary: StrictBool = False


class ConfigDocument(ConfigTable):
    """A whole configuration, included files merged in."""

    edition: str
    centre: CentreTable
    references: ReferencesTable | None = None
    evidence: EvidenceTable = EvidenceTable()
    daemon: DaemonTable = DaemonTable()
    mail: MailTable | None = None
    alerts: AlertsTable = AlertsTable()
    web: WebTable = WebTable()
    report: ReportTable | None = None
    scores: ScoresTable = ScoresTable()
    patrol: PatrolTable = PatrolTable()
    oidc: OidcTable | None = None
    defaults: DefaultsTable = DefaultsTable()
    unit: tuple[UnitTable, ...] = ()
    site: tuple[SiteTable, ...] = ()
    account: tuple[AccountTable, ...] = ()
