"""The full report (监测报告) in its canonical order: head, eight parts, attachments, annexes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from monitor.domain.timing import day_of
from monitor.domain.verdict import Clause
from monitor.quarter.draft import draft_reasons
from monitor.quarter.figures import Quarterly
from monitor.quarter.settings import ReportSettings
from monitor.report.annexes import annexes
from monitor.report.blocks import Block, TextBlock
from monitor.report.grounds import grounds
from monitor.report.notice_text import Notice, mark_of, report_title
from monitor.report.part_disclosure import disclosure_blocks
from monitor.report.part_general import general_blocks, opening
from monitor.report.part_media import media_blocks
from monitor.report.part_rest import closing, demand_blocks, higher_blocks, people_blocks, recheck_blocks
from monitor.report.part_sites import site_blocks
from monitor.report.words import chain_said, clean, official

_ANNEX = re.compile(r"附件([A-L])(?![A-Za-z])")


def outline(quarterly: Quarterly, settings: ReportSettings, clauses: Sequence[Clause]) -> Notice:
    """The full report (监测报告) that says everything of *quarterly*."""
    head = settings.letterhead
    tables = annexes(quarterly, clauses)
    drafted = draft_reasons(quarterly, settings)
    return Notice(
        title=report_title(quarterly, head),
        draft=tuple(official(one) for one in drafted),
        body=tuple(_numbered(one) for one in _blocks(quarterly, settings, clauses)),
        attachments=tuple(f"{annex_number(one.letter)}.{one.table.title}" for one in tables),
        signer=clean(head.signer),
        signed_on=head.signed_on or day_of(quarterly.as_of),
        mark=mark_of(quarterly, drafted),
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
    yield from higher_blocks(quarterly, settings)
    yield from recheck_blocks(quarterly)
    yield from people_blocks(quarterly)
    yield from demand_blocks(quarterly, settings)
    if proof := chain_said(quarterly):
        yield TextBlock(proof)
    yield from closing(quarterly)


def annex_number(letter: str) -> int:
    """The number under which an annex goes: official documents number theirs, the outline letters them."""
    return ord(letter) - ord("A") + 1


def _numbered(block: Block) -> Block:
    """附件B as it is printed: 附件2."""
    if not isinstance(block, TextBlock):
        return block
    return replace(block, text=_ANNEX.sub(lambda match: f"附件{annex_number(match[1])}", block.text))
