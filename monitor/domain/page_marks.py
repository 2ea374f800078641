"""The marks that a homepage must carry (开设规范标识), as one look found them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from monitor.domain.observation import Fact


class MarkState(StrEnum):
    """What is known of one mark."""

    PRESENT = "present"
    ABSENT = "absent"
    NOT_TOLD = "not_told"


class MarkId(StrEnum):
    """The marks, in the order of the rows' own words (开设规范, 适老化及无障碍, 12345)."""

    TITLE = "title"  #: 网站名称 stands in the title
    DOMAIN = "domain"  #: the host is one of .gov.cn or .政务
    OWNER = "owner"  #: 主办单位
    FIND_ERRORS = "find_errors"  #: 我为政府网站找错
    PARTY_BADGE = "party_badge"  #: 党政机关网站标识
    SITE_CODE = "site_code"  #: 政府网站标识码
    ICP = "icp"  #: ICP备案号
    POLICE = "police"  #: 公安备案号
    ACCESSIBLE = "accessible"  #: 无障碍浏览
    ELDERLY = "elderly"  #: 老年人模式
    HOTLINE = "hotline"  #: 12345便民服务平台


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMark:
    """One mark of a page, or its lack."""

    id: MarkId
    state: MarkState
    value: str = ""  #: what was seen: a name, a number, an address; at most 200 characters
    why: str = ""  #: not told: what may hold it unseen, as a code


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMarks(Fact):
    """One look at a homepage's marks (页面标识)."""

    kind = "page_marks"
    label = "页面标识"

    url: str
    state: str  #: read | unreached | unreadable
    reason: str = ""  #: why it was not read
    marks: tuple[PageMark, ...] = ()
    tags: tuple[tuple[str, str], ...] = ()  #: page tags (页面标签) that stand in its head, by name
    certificate_until: date | None = None  #: last day of the server's certificate, where https was spoken

    def of(self, id: MarkId) -> PageMark:
        """The mark of that id; one that nobody looked for is not told."""
        return next(
            (one for one in self.marks if one.id is id),
            PageMark(id=id, state=MarkState.NOT_TOLD, why="not_read"),
        )
