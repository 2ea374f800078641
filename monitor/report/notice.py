"""Notice and report as Word files (通报、监测报告): an outline in the form of official documents."""

import io
from datetime import UTC, datetime

from monitor.report.archive import without_times
from monitor.report.blocks import HeadingBlock, TableBlock, TextBlock
from monitor.report.layout import WordPage, name_fallbacks, open_page
from monitor.report.notice_text import DRAFT, Notice
from monitor.report.words import day_text, numeral

#: An annex of more shown columns lies on its side.
WIDE_FROM = 7


def notice_docx(notice: Notice, as_of: datetime, *, with_annexes: bool = True) -> bytes:
    """The Word file; the same notice and moment give the same bytes. *with_annexes*: their tables stand in it too."""
    page = open_page(notice.mark)
    if notice.number:
        page.number(notice.number)
        page.blank()
    if notice.draft:
        page.title(DRAFT)
    page.title(notice.title)
    page.blank()
    if notice.addressees:
        page.addressees(notice.addressees)
    if notice.draft:
        page.text(f"本件为草稿：{'；'.join(notice.draft)}。请先补齐监测，再编发通报。")
    _body(page, notice)
    if notice.attachments:
        page.blank()
        page.attachments(notice.attachments)
    if not notice.draft:
        page.blank()
        page.blank()
        page.signature(notice.signer, day_text(notice.signed_on))
    if notice.has_colophon:
        page.colophon(notice.copies_to, notice.signer, f"{day_text(notice.signed_on)}印发")
    if with_annexes:
        _annexes(page, notice)
    return _bytes(page, notice, as_of)


def annexes_docx(notice: Notice, as_of: datetime) -> bytes:
    """The annexes of the notice alone (附件), numbered as its text names them."""
    page = open_page(notice.mark)
    _annexes(page, notice, first=True)
    return _bytes(page, notice, as_of)


def _annexes(page: WordPage, notice: Notice, *, first: bool = False) -> None:
    for number, annex in enumerate(notice.annexes, 1):
        shown = [name for name in annex.table.headings if name not in annex.table.only_excel]
        page.annex_page(number, wide=len(shown) >= WIDE_FROM, same=first and number == 1)
        page.table(annex.table)


def _body(page: WordPage, notice: Notice) -> None:
    """Headings are numbered here: 一、 through the notice, （一） anew in each part."""
    part = section = 0
    for block in notice.body:
        if isinstance(block, HeadingBlock) and block.level == 1:
            part, section = part + 1, 0
            page.heading(1, f"{numeral(part)}、{block.text}")
        elif isinstance(block, HeadingBlock):
            section += 1
            page.heading(2, f"（{numeral(section)}）{block.text}")
        elif isinstance(block, TextBlock):
            page.text(block.text, block.lead)
        elif isinstance(block, TableBlock):
            page.table(block)


def _bytes(page: WordPage, notice: Notice, as_of: datetime) -> bytes:
    properties = page.document.core_properties
    moment = as_of.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    properties.author = properties.last_modified_by = notice.signer
    properties.title, properties.comments, properties.keywords = notice.title, "", ""
    properties.created = properties.modified = moment
    properties.revision = 1
    name_fallbacks(page.document)
    target = io.BytesIO()
    page.document.save(target)
    return without_times(target.getvalue(), page.rows.put, "word/document.xml")
