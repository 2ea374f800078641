"""The notice in its canonical order: head, eight parts, closing, attachments, annexes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from monitor.domain.timing import day_of
from monitor.domain.verdict import Clause
from monitor.quarter.figures import Quarterly
from monitor.quarter.settings import ReportSettings
from monitor.report.annexes import annexes
from monitor.report.blocks import Annex, Block, TableBlock, TextBlock
from monitor.report.grounds import grounds
from monitor.report.part_disclosure import disclosure_blocks
from monitor.report.part_general import general_blocks, opening, title_of
from monitor.report.part_media import media_blocks
from monitor.report.part_rest import closing, demand_blocks, higher_blocks, people_blocks, recheck_blocks
from monitor.report.part_sites import site_blocks
from monitor.report.words import clean, quarter_text

_ANNEX = re.compile(r"附件([A-L])(?![A-Za-z])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A whole notice (通报), before it has a form."""

    title: str
    number: str
    addressees: str
    body: tuple[Block, ...]
    attachments: tuple[str, ...]
    signer: str
    signed_on: date
    mark: str  #: at the head of every page, as long as this is no notice yet
    annexes: tuple[Annex, ...]
    grounds: TableBlock  #: for the workbook only


def outline(quarterly: Quarterly, settings: ReportSettings, clauses: Sequence[Clause]) -> Notice:
    """The notice that says *quarterly*."""
    head = settings.letterhead
    tables = annexes(quarterly, clauses)
    return Notice(
        title=title_of(quarterly, head),
        number=clean(head.number),
        addressees=clean(head.addressees) or "各有关单位",
        body=tuple(_numbered(one) for one in _blocks(quarterly, settings, clauses)),
        attachments=(
            *(f"{annex_number(one.letter)}.{one.table.title}" for one in tables),
            *(f"{n}.{clean(name)}" for n, name in enumerate(head.attachments, len(tables) + 1)),
        ),
        signer=clean(head.signer),
        signed_on=head.signed_on or day_of(quarterly.as_of),
        mark=""
        if quarterly.over
        else f"初步情况：{quarter_text(quarterly.quarter)}尚未结束，不作为正式通报印发",
        annexes=tables,
        grounds=grounds(quarterly),
    )


def _blocks(quarterly: Quarterly, settings: ReportSettings, clauses: Sequence[Clause]) -> Iterator[Block]:
    head = settings.letterhead
    yield from opening(quarterly, head)
    yield from general_blocks(quarterly, clauses)
    yield from site_blocks(quarterly, clauses)
    yield from media_blocks(quarterly, clauses)
    yield from disclosure_blocks(quarterly)
    yield from higher_blocks(settings)
    yield from recheck_blocks(quarterly)
    yield from people_blocks(quarterly)
    yield from demand_blocks(quarterly, settings)
    yield closing(quarterly)


def annex_number(letter: str) -> int:
    """The number under which an annex goes: official documents number theirs, the outline letters them."""
    return ord(letter) - ord("A") + 1


def _numbered(block: Block) -> Block:
    """附件B as it is printed: 附件2."""
    if not isinstance(block, TextBlock):
        return block
    return replace(block, text=_ANNEX.sub(lambda match: f"附件{annex_number(match[1])}", block.text))
