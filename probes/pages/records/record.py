"""One record of a page (记录): where it stands, its title, its link and its day."""

from dataclasses import dataclass, field

from probes.pages.dates.row_dates import RowDate
from probes.pages.document.tree import Element


@dataclass(slots=True)
class PageRecord:
    """One record: its element, its link where it has one, and what it says."""

    element: Element
    link: Element  #: the element itself where it holds none
    title: str
    href: str
    path: str  #: where it stands in the page's structure
    said: RowDate = field(default_factory=RowDate)
    place: str = ""  #: where its day was found: row, link, attribute, address, between, heading
    pinned: bool = False
