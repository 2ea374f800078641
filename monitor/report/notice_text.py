"""A document before it has a form: title, body, annexes, and what stands at its head and foot."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from monitor.domain.sentence import Text
from monitor.quarter.figures import Quarterly
from monitor.quarter.settings import Letterhead
from monitor.report.blocks import Annex, Block, TableBlock
from monitor.report.words import clean, quarter_text

#: What a notice on too little is headed.
DRAFT = "草稿（监测不足）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A whole notice (通报) or report (监测报告)."""

    title: str
    number: str = ""
    addressees: str = ""
    draft: tuple[str, ...] = ()  #: why it is one; none: it is none
    body: tuple[Block, ...]
    attachments: tuple[str, ...] = ()
    signer: str
    signed_on: date
    copies_to: str = ""  #: 抄送
    has_colophon: bool = False  #: 版记
    mark: str  #: at the head of every page, as long as this is no notice yet
    annexes: tuple[Annex, ...]
    grounds: TableBlock | None = None  #: for the workbook only


def title_of(quarterly: Quarterly, head: Letterhead) -> str:
    """The notice's title: the configured one, else the usual one."""
    return clean(head.title) or f"关于{_about(quarterly, head)}检查情况的通报"


def report_title(quarterly: Quarterly, head: Letterhead) -> str:
    """The title of the full report."""
    return f"{_about(quarterly, head)}监测报告"


def _about(quarterly: Quarterly, head: Letterhead) -> str:
    media = "和政务新媒体" if quarterly.scope.accounts else ""
    return f"{quarter_text(quarterly.quarter)}{clean(head.area)}政府网站{media}"


def mark_of(quarterly: Quarterly, drafted: Sequence[Text]) -> str:
    """What stands at the head of every page of what is no notice."""
    under_way = f"初步情况：{quarter_text(quarterly.quarter)}尚未结束，不作为正式通报印发"
    marks = [*([DRAFT] if drafted else []), *([] if quarterly.over else [under_way])]
    return "　".join(marks)
