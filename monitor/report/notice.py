"""The Word notice (通报): the outline in the form of official documents."""

import io
from datetime import UTC, datetime

from monitor.report.archive import without_times
from monitor.report.blocks import HeadingBlock, TableBlock, TextBlock
from monitor.report.layout import WordPage, name_fallbacks, open_page
from monitor.report.outline import Notice, annex_number
from monitor.report.words import day_text, numeral

#: An annex of more shown columns lies on its side.
WIDE_FROM = 7


def notice_docx(notice: Notice, as_of: datetime) -> bytes:
    """The Word file; the same notice and moment give the same bytes."""
    page = open_page(notice.mark)
    if notice.number:
        page.number(notice.number)
        page.blank()
    page.title(notice.title)
    page.blank()
    page.addressees(notice.addressees)
    _body(page, notice)
    if notice.attachments:
        page.blank()
        page.attachments(notice.attachments)
    page.blank()
    page.blank()
    page.signature(notice.signer, day_text(notice.signed_on))
    for annex in notice.annexes:
        shown = [name for name in annex.table.headings if name not in annex.table.only_excel]
        page.annex_page(annex_number(annex.letter), wide=len(shown) >= WIDE_FROM)
        page.table(annex.table)
    return _bytes(page, notice, as_of)


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
    return without_times(target.getvalue())
