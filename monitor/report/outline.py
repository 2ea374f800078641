"""The notice in its canonical order: head, eight parts, closing, attachments, annexes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from monitor.domain.timing import day_of
from monitor.domain.verdict import Clause
from monitor.quarter.figures import Quarterly
from monitor.quarter.settings import ReportSettings
from monitor.report.annexes import annexes
from monitor.report.blocks import Annex, Block
from monitor.report.part_disclosure import disclosure_blocks
from monitor.report.part_general import general_blocks, opening, title_of
from monitor.report.part_media import media_blocks
from monitor.report.part_rest import closing, demand_blocks, higher_blocks, people_blocks, recheck_blocks
from monitor.report.part_sites import site_blocks
from monitor.report.words import clean


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
    annexes: tuple[Annex, ...]


def outline(quarterly: Quarterly, settings: ReportSettings, clauses: Sequence[Clause]) -> Notice:
    """The notice that says *quarterly*."""
    head = settings.letterhead
    tables = annexes(quarterly, clauses)
    return Notice(
        title=title_of(quarterly, head),
        number=clean(head.number),
        addressees=clean(head.addressees) or "各有关单位",
        body=(
            *opening(quarterly, head),
            *general_blocks(quarterly),
            *site_blocks(quarterly),
            *media_blocks(quarterly),
            *disclosure_blocks(quarterly),
            *higher_blocks(settings),
            *recheck_blocks(quarterly),
            *people_blocks(quarterly),
            *demand_blocks(quarterly, head),
            closing(quarterly),
        ),
        attachments=(*(f"{one.letter}.{one.table.title}" for one in tables), *map(clean, head.attachments)),
        signer=clean(head.signer),
        signed_on=head.signed_on or day_of(quarterly.as_of),
        annexes=tables,
    )
