"""What a back office hands in (后台导出): publishing logs and other exports, each with the stretch that it was declared whole for."""

from dataclasses import dataclass, field
from datetime import date, datetime

from monitor.domain.observation import Fact

#: The reason of a look that is not complete, as rows of its file could not be read.
BAD_ROWS = "bad_rows_in_log"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredPeriod:
    """The days that an export speaks of (导出时段), both included, and whether it was declared whole for them."""

    first: date
    last: date
    complete: bool = False
    by: str = ""  #: who declared it


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedArticle:
    """One line of a publishing log: an item that the back office published (发布日志中的稿件)."""

    title: str
    on: date
    at: datetime | None = None  #: where the log states a time of day too
    url: str = ""
    number: str = ""  #: the log's own number of it
    column: str = ""  #: id of the configured column that it names; "" for none
    column_name: str = ""  #: as printed
    unit: str = ""  #: 发布单位, as printed; whose it is, is told when it is counted


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishingLog(Fact):
    """
    A content management system's publishing log of one site (网站发布日志).

    *complete*: somebody declared that it holds every item published from *first* to *last*, and every row of it could
    be used. Only then does what it lacks prove anything.
    """

    kind = "publishing_log"
    label = "网站发布日志"

    first: date | None = None  #: None: no stretch was declared
    last: date | None = None
    complete: bool = False
    declared_by: str = ""
    articles: tuple[LoggedArticle, ...] = ()
    sha256: str = ""  #: of the file
    reason: str = ""  #: why it proves no silence

    @property
    def unplaced(self) -> tuple[str, ...]:
        """Names of columns, as printed, that are no configured column of the site."""
        return tuple(dict.fromkeys(one.column_name for one in self.articles if not one.column))


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRow:
    """One row of another export; what it holds depends on the export's topic."""

    number: str = ""
    name: str = ""  #: what it is about: a data set, a service; never a citizen's words
    unit: str = ""  #: as printed
    opened: date | None = None  #: received
    closed: date | None = None  #: done; of a data set its last update
    status: str = ""
    count: float | None = None
    cycle: str = ""  #: 更新周期, as printed
    category: str = ""  #: 事项类型, 所属领域, as printed
    mark: str = ""  #: what else is said of it in a word: 进驻, 在线申报, 已采用
    due: date | None = None  #: by when it was to be done


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeExport(Fact):
    """
    An export of a back office about one site (后台数据导出): 网民找错, 监督评议, 办件量, 服务事项清单, 开放数据目录 and others.

    *topic*: the part under which it is stored, the same as in the import profile. No file for a period says nothing.
    """

    kind = "office_export"
    label = "后台数据导出"

    topic: str
    name: str = ""  #: of the topic, for people
    first: date | None = None
    last: date | None = None
    complete: bool = False
    declared_by: str = ""
    rows: tuple[ExportRow, ...] = field(default=())
    sha256: str = ""
    reason: str = ""
