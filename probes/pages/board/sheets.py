"""Tables on a letter's own page (留言详情表格): the letter itself, the steps of its handling, other letters."""

from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from probes.pages.board.words import heading_of

#: A table of steps has so many rows and columns.
FEWEST_STEPS, _FEWEST_COLUMNS = 2, 3


def cells_of(row: LexborNode) -> list[str]:
    return [" ".join(cell.text().split()) for cell in row.iter()]


def is_upright(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table is the message itself: a row of names, a title or a question among them, over one of values."""
    if len(rows) != FEWEST_STEPS or len(rows[0]) != len(rows[1]):
        return False
    nouns = list(map(heading_of, rows[0]))
    return None not in nouns and not {"title", "question"}.isdisjoint(nouns)


def heads_steps(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row of a table names columns, a day and an answer or an office among them, and rows follow."""
    if len(rows) < FEWEST_STEPS or len(rows[0]) < _FEWEST_COLUMNS or len(rows[1]) != len(rows[0]):
        return False
    nouns = [heading_of(one) for one in rows[0]]
    told = {one for one in nouns if one}
    if told & {"title", "question"}:
        return False
    return nouns.count(None) <= 1 and bool(told & {"answered", "accepted", "submitted"}) and bool(told & {"answer", "unit", "status"}) and not any(map(heading_of, rows[1][1:2]))  # fmt: skip


def lists_letters(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table lists other letters, two or more under a head that names their titles and days; and not this one's facts in pairs (标题 | … | 来信时间 | …)."""
    nouns = list(map(heading_of, rows[0])) if len(rows) > FEWEST_STEPS else []
    return (
        "title" in nouns
        and not {"answered", "accepted", "submitted"}.isdisjoint(nouns)
        and any(nouns[1::2])
        and len(rows[1]) == len(rows[0])
    )
