"""What is watched and who answers for it: sites, columns, boards, accounts, units."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from monitor.domain.platforms import _description as platforms
from monitor.domain.settings import Settings


class Level(StrEnum):
    """Level of the office that runs a site (行政层级)."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    DEPARTMENT = "department"


class ColumnKind(StrEnum):
    """Class of a column (栏目类别), as the clauses tell them apart."""

    NEWS = "news"  #: 动态、要闻类
    NOTICE = "notice"  #: 通知公告
    POLICY = "policy"  #: 政策文件
    GENERAL = "general"  #: 其他
    LINK = "link"  #: 链接型: leads elsewhere, owes life and no updates


class Frequency(StrEnum):
    """Declared frequency of updates (更新频率), the words of annex 2 (附件2)."""

    REALTIME = "realtime"  #: 实时: event-driven, a machine cannot know that an event was missed
    WEEKLY = "weekly"
    BIWEEKLY = "biweekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    SEMIANNUAL = "semiannual"
    ANNUAL = "annual"
    FIVE_YEARLY = "five-yearly"


class Platform(StrEnum):
    """Platform of a new-media account (平台): the ids of the files in `monitor/domain/platforms`."""

    _ignore_ = "ids id"  # the enum's own way of members that are found, not written
    ids = vars()
    for id in platforms.discover():
        ids[id.upper()] = id

    @property
    def says(self) -> platforms.PlatformDescription:
        """Its file."""
        return platforms.discover()[self.value]


class UnitKind(StrEnum):
    """What a unit is (单位类别): units of one kind are ranked together."""

    TOWN = "town"
    DEPARTMENT = "department"
    COUNTY = "county"
    INSTITUTION = "institution"
    ENTERPRISE = "enterprise"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A responsible unit (主办单位、责任单位)."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    email: tuple[str, ...] = ()
    kind: UnitKind | None = None  #: None: not said
    table: str | None = None  #: the table of indicators that scores it (C21); None: chosen by what it owns


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSource:
    """
    Where the items of a column stand, when the page alone does not tell.

    Either CSS selectors (*item*, and inside it *date*, *link*, *title*) or *adapter*, the name
    of a file in `probes/adapters/`, with its *options*.
    """

    item: str | None = None
    date: str | None = None
    link: str | None = None
    title: str | None = None
    adapter: str | None = None
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A listing page that must be kept fresh (栏目)."""

    id: str
    name: str  #: full path as people read it: 脱贫攻坚/公示公告
    url: str  #: "" only where it is to be confirmed: nobody knows its address yet, and it is not looked at
    kind: ColumnKind = ColumnKind.GENERAL
    top_level: bool = False  #: 一级栏目
    frequency: Frequency | None = None
    unit: str | None = None
    catalogue: str | None = None  #: row of annex 2, such as Z2-16.01
    edition: str | None = None
    retired: date | None = None  #: from this day on it owes nothing
    list: ListSource | None = None
    browser: bool = False  #: last resort: read it in a real browser
    frequency_by_kind: bool = False  #: *frequency* is the centre's own decision for its kind (`[defaults]`)
    confirm: bool = False  #: its address is not confirmed (待确认): looked at where it has one, never judged
    indicator: tuple[str, ...] = ()  #: rows of the tables that it serves (F19W-02, F19W-02.教育)


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """A public consultation board (留言板、信箱)."""

    id: str
    name: str
    url: str
    unit: str | None = None
    kind: str = "consultation"  #: consultation | interview | survey | petition | report
    private: bool = False  #: its addresses may be in the inner network (内网)
    options: Mapping[str, Any] = field(default_factory=dict)
    indicator: tuple[str, ...] = ()  #: rows of the tables that it serves


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePage:
    """A page that is no list, and that rows of the tables ask for (公开指南、机构职能、权责清单)."""

    id: str
    name: str
    url: str
    unit: str | None = None
    indicator: tuple[str, ...] = ()  #: rows of the tables that it serves


@dataclass(frozen=True, slots=True, kw_only=True)
class Maintenance:
    """An approved shutdown (临时关停): visits inside it count for nobody."""

    start: datetime
    end: datetime
    reason: str
    approved_by: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """A person's word that every column of a site is listed (栏目清单完整声明)."""

    by: str = ""  #: who says so; "" nobody is named
    on: date | None = None  #: it holds from this day on; None: always


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A government website (政府网站)."""

    id: str
    name: str
    url: str
    unit: str | None = None
    level: Level = Level.COUNTY
    edition: str
    allowed_hosts: tuple[str, ...] = ()
    site_code: str | None = None  #: 网站标识码
    domain_expires: date | None = None  #: 域名到期日, as its registrar says
    title_mark: tuple[str, ...] = ()  #: texts, any of which proves that the page is this site's
    navigation: bool = False  #: 首页仅为网站栏目导航入口, said by a person
    public_services: bool = True  #: False: owes no service guides
    private: bool = (
        False  #: its addresses, those of its columns and boards too, may be in the inner network (内网)
    )
    columns: tuple[Column, ...] = ()
    columns_complete: Declaration | None = None  #: None: there may be columns that are not listed
    boards: tuple[Board, ...] = ()
    pages: tuple[SitePage, ...] = ()
    consult_urls: tuple[str, ...] = ()
    guides: Mapping[str, Any] = field(default_factory=dict)
    maintenance: tuple[Maintenance, ...] = ()
    probe: Mapping[str, Any] = field(default_factory=dict)  #: probe name -> its Settings

    kind = "site"

    def column(self, id: str) -> Column:
        """The column of that id. Raises KeyError."""
        for column in self.columns:
            if column.id == id:
                return column
        raise KeyError(id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A new-media account (政务新媒体账号)."""

    id: str
    name: str
    platform: Platform
    unit: str | None = None
    edition: str
    source: Mapping[str, Any] = field(default_factory=dict)
    registry: Mapping[str, Any] = field(default_factory=dict)
    canary: bool = False  #: known to post daily; tells whether the platform can be read at all

    kind = "account"


Subject = Site | Account


@dataclass(frozen=True, slots=True, kw_only=True)
class Centre:
    """The big-data service centre that runs this monitor (大数据服务中心)."""

    name: str
    contact_url: str = ""
    email: tuple[str, ...] = ()
    phone: str = ""  #: that units may ring (联系电话)


@dataclass(frozen=True, slots=True, kw_only=True)
class References:
    """Control hosts: is our own line up? (参照站点)."""

    urls: tuple[str, ...]
    quorum: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """All that a configuration says."""

    edition: str
    centre: Centre
    references: References | None = None
    units: tuple[Unit, ...] = ()
    sites: tuple[Site, ...] = ()
    accounts: tuple[Account, ...] = ()
    settings: Settings = field(default_factory=Settings)  #: [evidence], [mail], …
    files: tuple[str, ...] = ()  #: where it was read from
    #: the digest of how a subject is described, where it is known; it holds for that very object
    described: Mapping[str, tuple[Subject, str]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """Sites, then accounts."""
        return (*self.sites, *self.accounts)

    def subject(self, id: str) -> Subject | None:
        """The site or account of that id, or None."""
        return next((one for one in self.subjects if one.id == id), None)

    def site(self, id: str) -> Site:
        """The site of that id. Raises KeyError."""
        for site in self.sites:
            if site.id == id:
                return site
        raise KeyError(id)

    def account(self, id: str) -> Account:
        """The account of that id. Raises KeyError."""
        for account in self.accounts:
            if account.id == id:
                return account
        raise KeyError(id)

    def unit(self, id: str | None) -> Unit | None:
        """The unit of that id, or None when nobody is named."""
        return next((unit for unit in self.units if unit.id == id), None)
