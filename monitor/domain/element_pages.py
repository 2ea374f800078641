"""Pages that the law names with what must stand on them (页面要素): the guide to disclosure, the catalogue, power lists …"""

from dataclasses import dataclass
from datetime import date

from monitor.domain.observation import Fact
from monitor.domain.page_marks import MarkState


@dataclass(frozen=True, slots=True, kw_only=True)
class PageElement:
    """One element of a page, or its lack. `absent` is for a person to confirm, never a fault by itself."""

    id: str
    state: MarkState
    value: str = ""  #: the words or the address that were seen; at most 120 characters
    why: str = ""  #: not told: what may hold it unseen, as a code


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementPage(Fact):
    """One look at a page that must carry certain elements (要素页面); its part is the id of the page in the table of pages."""

    kind = "element_page"
    label = "页面要素"

    page: str  #: disclosure_guide | catalogue | …
    url: str = ""  #: "" where none was configured or found
    state: str  #: read | unreached | unreadable | not_found
    reason: str = ""  #: why it was not read
    found_by: str = ""  #: configured | link: the words of the link that led there
    elements: tuple[PageElement, ...] = ()
    updated_on: date | None = None  #: the newest day that the page itself states; None: none
