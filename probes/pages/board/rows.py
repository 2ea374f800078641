"""The rows of a board page (留言列表): records of the page, read as messages by a head, by labels, or by what stands in them."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from probes.pages.board.below import (
    below_heading,
    heed_below_boxes,
    is_in_answer,
    names_letter,
)
from probes.pages.board.blocks import NEWS, read_blocks
from probes.pages.board.calls import calls_for_opinions
from probes.pages.board.columns import LONGEST_ROW, TITLES, WIDEST, heads_columns, rows_below
from probes.pages.board.pairs import find_pairs, is_pictured, says_answer, speaks
from probes.pages.board.row import BoardRow, row_in, selected_rows
from probes.pages.board.signs import (
    forget_drawn,
    holds_days_aside,
    status_word,
    tells,
    word_in,
)
from probes.pages.board.spelled import spell_labels
from probes.pages.board.words import (
    DAYS,
    LABELS,
    find_labels,
    heading_of,
    is_empty,
    labels_in,
    noun_at,
)
from probes.pages.dates.row_years import give_years
from probes.pages.document.costly import too_costly
from probes.pages.document.tree import Element, Tree, read_tree
from probes.pages.records.groups import find_groups
from probes.pages.records.outline import Outline, says_day
from probes.pages.records.pagers import is_pager
from probes.pages.records.record import PageRecord
from probes.pages.records.row_group import RowGroup
from probes.pages.records.rows import linked_records
from probes.pages.records.siblings import boxes_around, spoken_title

_ASKED = frozenset({"submitted", "accepted"})
_DAYS, _MOST_BARE = ("时间", "日期"), 2
_TELLING = DAYS | {"status", "unit"}
#: What only the head of a board names.
_OF_ANSWERS = frozenset({"answered", "status", "unit"})
_ROW_TAGS = frozenset({"li", "tr", "dl", "dd", "div", "p", "section", "article", "a", "table", "details"})
_HEAD_TAGS = frozenset({"tr", "ul", "ol", "dl", "li", "div", "p"})
#: What holds one message with its labels and values in cells, and says no more than this.
_SHEETS, _LONGEST_SHEET = frozenset({"table", "dl"}), 6000
#: A page has one list of messages, or a few.
_MOST_HEADS = 12
#: So many texts behind a row may be its own.
_PIECES = 4
#: An answer stands so many boxes within that of its message.
_BOXES = 4
#: A title or a day over what is folded away is no longer.
_LONGEST_HEAD = 60
#: What a link says beside a letter's title: when somebody wrote last, and how it was judged.
_NO_TITLE = re.compile(r"[\d\s\-/.:年月日]{4,24}|(?:非常|很|比较|基本|不)?满意|[未已]评价|我要评价|一般")
#: Pinned above the letters: 写信须知.
_RULES = re.compile(r"\W?[\u4e00-\u9fff]{0,8}(?:须知|说明|指南|规则|流程)")


def read_rows(
    html: str, options: Mapping[str, Any], url: str = "", now: datetime | None = None
) -> list[BoardRow]:
    """
    The messages that a page lists, in page order; none where no list of messages is recognised.

    With `item` (and `title`, `submitted`, `answered`, `status`, `unit`, `number`) in *options*, CSS selectors
    that a person configured decide alone.
    """
    return rows_by(html, options, url, now)[1]


def rows_by(
    html: str, options: Mapping[str, Any], url: str, now: datetime | None
) -> tuple[str, list[BoardRow]]:
    """The messages of `read_rows`, and what made them known: selectors, head, labels, pairs, records; "" for none."""
    if too_costly(html):
        return "", []
    if options.get("item"):
        return "selectors", selected_rows(html, options)
    tree = read_tree(html)
    spell_labels(tree)
    if calls_for_opinions(tree, html):
        return "", []
    outline = Outline(tree)
    ways: tuple[tuple[str, Callable[[], list[BoardRow]]], ...] = (
        ("head", lambda: _table(outline)),
        ("labels", lambda: _sheets(outline) or _labelled(outline)),
        ("pairs", lambda: _paired(tree)),
        ("records", lambda: _plain(outline, html, url, now)),
    )
    return next(((name, rows) for name, way in ways if (rows := way())), ("", []))


def _table(outline: Outline) -> list[BoardRow]:
    """
    The rows of the widest table whose headings name a title and a time or a status.

    Those of other tables too whose head speaks of an answer: a page may list what came in beside what was answered.
    """
    tables: list[tuple[set[str | None], list[BoardRow]]] = []
    taken = -1
    for head in outline.tree.elements:
        if head.index < taken or head.tag not in _HEAD_TAGS:
            continue
        names = heads_columns(outline, head)
        if any(one in names for one in TITLES) and _TELLING & set(names):
            below = rows_below(outline, head, names)
            forget_drawn(outline.tree, below, names)
            rows = [
                row for *_, row in below if row.title and not _turns_pages(row) and not _is_head_again(row)
            ]
            taken = max((one.last for one, *_ in below), default=-1)
            fits = any(map(_is_dated, rows)) and not holds_days_aside(rows)
            tables.append((set(names), rows if fits else []))
            if len(tables) >= _MOST_HEADS:
                break
    widest = max((rows for _, rows in tables), key=len, default=[])
    return [row for names, rows in tables if rows is widest or names & _OF_ANSWERS for row in rows]


def _is_head_again(row: BoardRow) -> bool:
    """Whether a row is the head once more, as long tables repeat it."""
    return all(heading_of(text) for text in (row.title, *row.texts.values()) if text)


def _turns_pages(row: BoardRow) -> bool:
    """Whether a row that tells neither day nor status is the pager below the list."""
    return not _is_dated(row) and any(is_pager(text) for text in (row.title, *row.texts.values()))


def _is_dated(row: BoardRow) -> bool:
    """Whether a row tells a day or a status at all: else it is no message."""
    told = [text for noun, text in row.texts.items() if noun in DAYS]
    return any(map(says_day, told)) or tells(row.texts.get("status", ""))


def _sheets(outline: Outline) -> list[BoardRow]:
    """Messages that are a table or a definition list each, with labels and values in cells of their own (来信主题 | … | 来信时间 | …)."""
    tree, found = outline.tree, list[BoardRow]()
    for sheet in tree.elements:
        if sheet.tag not in _SHEETS or not 0 < outline.length(sheet) <= _LONGEST_SHEET:
            continue
        told = dict[str, str]()
        for line in _lines_of(outline, sheet):
            cells = [tree.text(cell) for cell in outline.cells(line)]
            nouns = [heading_of(one) for one in cells[::2]]
            if len(cells) % 2 or None in nouns:
                continue
            for noun, value in zip(nouns, cells[1::2], strict=True):
                if noun is not None and heading_of(value) is None:
                    told.setdefault(noun, value[:LONGEST_ROW])
        title = told.get("title") or told.get("question", "")
        if len(title) >= 2 and DAYS & set(told):
            row = row_in(tree, sheet, None)
            row.title, row.texts = title[:200], told
            if _is_dated(row):
                found.append(row)
    return found if len(found) >= 2 else []


def _lines_of(outline: Outline, sheet: Element) -> Sequence[Element]:
    """The rows of a sheet that holds no other; a definition list is one row."""
    below = outline.tree.below(sheet)
    if any(one.tag in _SHEETS for one in below):
        return ()
    return (sheet,) if sheet.tag == "dl" else [one for one in below if one.tag == "tr"]


def _labelled(outline: Outline) -> list[BoardRow]:
    """The smallest elements that hold labels such as 留言时间： and words or a link beside them."""
    tree = outline.tree
    found: list[tuple[Element, BoardRow]] = []
    holders: set[int] = set()
    terms = dict[int, BoardRow]()
    #: stretches of text without labels, which what wraps them need not read again
    barren: set[tuple[int, int]] = set()
    for one in reversed(tree.elements):
        stretch = (one.start, one.end)
        if one.index in holders or one.tag not in _ROW_TAGS or stretch in barren:
            continue
        text = outline.text(one, LONGEST_ROW)
        told = labels_in(text) if text else {}
        if not DAYS & set(told):
            barren.add(stretch)
            continue
        if _is_answer_part(outline, one, told) or _holds_several(text or ""):
            continue
        row = row_in(tree, one, None)
        if row.title and is_in_answer(row.title, text or "", told):
            row = BoardRow()
        row.title = row.title or _labelled_title(tree, one, told)
        term = _term_of(tree, one) if one.tag == "dd" and not row.title else None
        if term is not None and term.index in terms:  # another dd below it told of the same message
            terms[term.index].texts = told | terms[term.index].texts
            holders.update(above.index for above in tree.above(one))
            continue
        if term is not None:
            row = row_in(tree, term, None)
            row.title = row.title or spoken_title(tree, term)
        row.texts |= told
        if not row.title or not _is_dated(row):
            continue
        if not told.keys() & {"status", "answer", "answered"}:
            row.texts |= below_heading(tree, one)
            if word := status_word(tree, one, row.title):
                row.texts["status"] = word
        found.append((one, row))
        terms |= {term.index: row} if term is not None else {}
        holders.update(above.index for above in tree.above(one))
    _add_answers(outline, found)
    heed_below_boxes(tree, found[::-1])
    if len(found) == 1 and not found[0][1].href and not _ASKED & found[0][1].texts.keys():
        return []  # the one answer among what is folded away
    return _with_neighbours(tree, found[::-1])


def _holds_several(text: str) -> bool:
    """Whether a text tells twice when a message was asked: it holds more than one."""
    days = [one for one in find_labels(text) if one["label"][-2:] in _DAYS]
    bare = sum(one["label"] in _DAYS for one in days)  # 时间：… 回复：… 时间：… is one message
    named = [noun_at(text, one) for one in days if one["label"] not in _DAYS]
    return named.count("submitted") > 1 or bare > _MOST_BARE


def _term_of(tree: Tree, definition: Element) -> Element | None:
    """The `dt` right before a `dd`, which may stand behind others of it."""
    return next(
        (
            one
            for one in reversed(tree.elements[max(0, definition.index - WIDEST) : definition.index])
            if one.tag == "dt" and one.parent == definition.parent
        ),
        None,
    )


def _is_answer_part(outline: Outline, element: Element, told: Mapping[str, str]) -> bool:
    """Whether an element tells the answer alone, of the one message whose box around it tells when it was asked."""
    if "answered" not in told or _ASKED & set(told) or outline.links(element):
        return False
    for box in islice(outline.tree.above(element), _BOXES):
        text = outline.text(box, LONGEST_ROW)
        nouns = [noun_at(text, one) for one in find_labels(text)] if text else []
        if asked := sum(noun in _ASKED for noun in nouns):
            return asked == 1 and (nouns.count("answered") or nouns.count("answer")) == 1
    return False


def _add_answers(outline: Outline, found: Sequence[tuple[Element, BoardRow]]) -> None:
    """What is said of a message beside its own row (an answer folded away), where each row stands in a box of its own."""
    tree = outline.tree
    held = Counter(element.parent for element, _ in found)
    wide, _ = boxes_around(tree, [element for element, _ in found])
    for n, (element, row) in enumerate(found if len(found) >= 2 else ()):
        if element.parent < 0 or "answered" in row.texts:
            continue
        box = wide[n] if wide else tree.elements[element.parent]
        text = outline.text(box, LONGEST_ROW) if wide or held[element.parent] == 1 else ""
        for noun, value in labels_in(text).items() if text else ():
            row.texts.setdefault(noun, value)


def _with_neighbours(tree: Tree, found: Sequence[tuple[Element, BoardRow]]) -> list[BoardRow]:
    """
    All messages of a list of which only the answered ones say so: the others stand in boxes like theirs, with a title and a day.

    The day over an answered one (in the head of what is folded away) is its own where no label tells when it was asked.
    """
    own, others = boxes_around(tree, [element for element, _ in found])
    for box, (_, row) in zip(own, found, strict=False):
        if not set(row.texts) & {"submitted", "accepted", "listed"}:
            row.texts["listed"] = next((text for text in _head(tree, box) if says_day(text)), "")
        if is_empty(row.texts.get("answer", "")):
            row.texts.setdefault("status", status_word(tree, box))
    _title_from_above(tree, own, [row for _, row in found])
    unanswered = [(box.index, other) for box in others if (other := _unanswered(tree, box)) is not None]
    if not unanswered:
        return [row for _, row in found]
    rows = [(box.index, row) for box, (_, row) in zip(own, found, strict=True)] + unanswered
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def _title_from_above(tree: Tree, boxes: Sequence[Element], rows: Sequence[BoardRow]) -> None:
    """Give rows whose question stood in for a title the words over it, where these tell the rows apart."""
    heads = [set(_head(tree, box)) for box in boxes]
    titles = [
        spoken_title(tree, box, speaks=lambda text, head=head: text in head and speaks(text))  # type: ignore[misc]
        for box, head in zip(boxes, heads, strict=True)
    ]
    if "" in titles or len(set(titles)) < len(titles):
        return
    for row, title in zip(rows, titles, strict=False):
        if row.title == row.texts.get("question", "")[:_LONGEST_HEAD]:
            row.title = title


def _head(tree: Tree, box: Element) -> Iterator[str]:
    """The texts of a box up to its first label of more than its title or who asked, answer or sentence."""
    for text in tree.parts(box):
        label = LABELS.match(text)
        if len(text) > _LONGEST_HEAD or (
            label is not None and noun_at(text, label) not in ("title", "person")
        ):
            return
        yield text


def _unanswered(tree: Tree, box: Element) -> BoardRow | None:
    """A message of which its box tells a title and one day, beside the question perhaps."""
    title = spoken_title(tree, box, speaks=speaks)
    day = next((text for text in _head(tree, box) if says_day(text)), "")
    told = labels_in(tree.text(box))
    title = told.get("title") or title
    if not title or not day or heading_of(title) is not None or LABELS.search(title):
        return None
    if not is_empty(told.get("answer", "")) or (
        "answer" not in told and any(says_answer(text) for text in tree.parts(box))
    ):
        return None
    row = row_in(tree, box, None)
    row.title = row.title or title
    row.texts |= {"listed": day, "status": status_word(tree, box)}
    row.texts |= {"answer": ""} if "answer" in told else {}
    return row


def _labelled_title(tree: Tree, element: Element, told: Mapping[str, str]) -> str:
    """The title of a row without a link: what a label calls so, else its first words that no label leads."""
    named = told.get("title", "")
    if len(named) >= 2:
        return named
    first = spoken_title(tree, element, speaks=speaks)
    return first if names_letter(first, told) else told.get("question", "")[:_LONGEST_HEAD]


def _plain(outline: Outline, html: str, url: str, now: datetime | None) -> list[BoardRow]:
    """Rows of one title and one day, which may be any of the message's days; or blocks of a question and its answer."""
    blocks = read_blocks(outline)
    if len(blocks) >= 2 and sum("answer" in row.texts for row in blocks) * 2 > len(blocks):
        return blocks
    tree = outline.tree
    groups = find_groups(tree, html, linked_records(tree, now), url)
    best = next(
        (one for one in groups if one.dated and not one.aside and len(one.rows) >= 2 and _may_ask(one)), None
    )
    return list(_listed(tree, best.rows, now)) if best is not None else blocks


def _may_ask(group: RowGroup) -> bool:
    """Whether rows may be messages: no heading of news stands over them."""
    return group.named or not NEWS.search(group.heading)


def _title_links(tree: Tree, records: Sequence[PageRecord]) -> Iterator[Element]:
    """The link of each record: of one that is not set as those of most others (who wrote it) the first that is."""
    (usual, count), *_ = Counter(one.link.key for one in records).most_common(1)
    for record in records:
        if record.link.key == usual or count * 2 <= len(records):
            yield record.link
            continue
        alike = (one for one in tree.below(record.element) if one.key == usual and one.start < one.end)
        yield next(alike, record.link)


def _listed(tree: Tree, records: Sequence[PageRecord], now: datetime | None) -> Iterator[BoardRow]:
    days = give_years([one.said for one in records], now)
    pieces = 1  #: so many texts stand behind a row; behind the last one no more than behind the one before
    links = _title_links(tree, records)
    for record, link, day, following in zip(records, links, days, [*records[1:], None], strict=False):
        onclick = link.script or record.element.script
        title, href = (record.title, record.href) if link is record.link else (tree.text(link), link.href)
        row = BoardRow(title=title, href=href, onclick=onclick)
        row.texts["listed"] = day.isoformat() if day is not None else ""
        row.texts["status"] = status_word(tree, record.element, record.title)
        if record.place == "between" and not row.texts["status"]:
            end = record.element.end
            pieces = min(_PIECES, following.element.start - end) if following else pieces
            behind = tree.texts[end : end + pieces]
            row.texts["status"] = word_in(behind) if any(map(says_day, behind)) else ""
        if row.texts["status"] or not (_RULES.fullmatch(row.title) or _NO_TITLE.fullmatch(row.title)):
            yield row


def _paired(tree: Tree) -> list[BoardRow]:
    """Questions with their answers below them."""
    pairs = find_pairs(tree)
    rows = [
        BoardRow(
            texts={"submitted": one.asked} | ({"status": one.status} if one.status else {})
            if not one.has_answer or is_pictured(tree, one)
            else {"submitted": one.asked, "answered": one.answered, "answer": one.answer},
            title=one.title,
            columns=True,
        )
        for one in pairs
    ]
    if any(one.at < 0 for one in pairs):
        return rows
    holders = [next(tree.around_text(one.at)) for one in pairs]
    return _with_neighbours(tree, list(zip(holders, rows, strict=True)))
