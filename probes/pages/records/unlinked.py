"""Records without a link (无链接条目): rows of a list whose titles lead nowhere, or only by a script of the page."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from probes.pages.dates.row_dates import row_date
from probes.pages.document.tree import Element, Tree
from probes.pages.records.outline import Outline, says_day
from probes.pages.records.record import PageRecord
from probes.pages.records.siblings import sibling_sets, spoken_title
from probes.pages.records.table_head import day_cells, title_cell
from probes.pages.records.title import PINNED

#: So few blocks are no list, and so long is the text that is nothing but a day with its label.
FEWEST, LONGEST_DAY = 3, 30


def unlinked_records(tree: Tree, now: datetime | None) -> list[PageRecord]:
    """Blocks of a page that repeat themselves, each with a title and a day, and at most one link that leads nowhere; in page order."""
    found: dict[int, PageRecord] = {}
    outline = Outline(tree)
    for members in sibling_sets(outline):
        if len(members) < FEWEST or any(outline.links(one) > 1 or _leads_on(tree, one) for one in members):
            continue
        for record in _records(tree, members, now):
            found[record.element.index] = record
    return [found[index] for index in sorted(found)]


def _records(tree: Tree, members: Sequence[Element], now: datetime | None) -> Iterator[PageRecord]:
    for element in members:
        cell = title_cell(tree, element)
        title = tree.text(cell) if cell is not None else spoken_title(tree, element)
        day, others = day_cells(tree, element)
        parts = [
            tree.texts[number]
            for number in range((day or element).start, (day or element).end)
            if not any(other.start <= number < other.end for other in others)
        ]
        beside = [
            text for text in parts if text != title and (len(text) <= LONGEST_DAY or not says_day(text))
        ]
        said = row_date(beside, (), (), None, now)
        if len(title) >= 4 and said.is_stated:
            pinned = any(PINNED.search(text) for text in tree.parts(element))
            yield PageRecord(element, element, title, "", tree.path(element), said, "row", pinned)


def _leads_on(tree: Tree, element: Element) -> bool:
    """Whether an element is or holds a link to an address."""
    return any(
        one.tag == "a" and one.href and not one.href.lower().startswith(("javascript:", "#"))
        for one in (element, *tree.below(element))
    )
