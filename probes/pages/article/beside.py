"""Older days that stand beside the chosen one (并列的更早日期), told as well as it: which of them is the page's own cannot be known."""

from collections.abc import Sequence

from probes.pages.article.decision import (
    BARE,
    CONFIRMED,
    NEXT_ABOVE,
    SIGNED_BEFORE,
    STANDS,
    Considered,
    older_than,
)
from probes.pages.article.title_lines import signs_text
from probes.pages.document.page_text import PageText

_OF_HEAD = frozenset({"label_under_title", NEXT_ABOVE, *BARE})
#: A line with one of these, right below one like a title, is an article's own: what signs the text below it may be older.
_OWN = frozenset({"line.facts", "line.time"})
#: What one day must be for another that is so.
_TELLING = ("label.publishing", "line.facts", "line.alone")


def is_beside_an_older_one(chosen: Considered, judged: Sequence[Considered], page: PageText) -> bool:
    """
    Whether an older day of the head, told as well as the chosen one, stands below that, or over a bare one, with no text between.

    Not where a tag or the address confirms the chosen one, nor a day in brackets (a document's own), nor one not much older that signs the text, where the chosen one stands below a line like a title.
    """
    found, has = chosen.weighed.met.found, chosen.weighed.features
    is_unknown = "title.unknown" in has
    is_own = "title.like_above" in has and not has.isdisjoint(_OWN)
    if not has.isdisjoint(CONFIRMED) or not (is_unknown or chosen.rule in _OF_HEAD):
        return False
    return any(
        (one.rule in _OF_HEAD if one.row is not None else is_unknown and _may_stand(one))
        and ((other := one.weighed.met.found).start > found.end or chosen.rule in BARE)
        and "prose.above" not in (has if other.start < found.start else one.weighed.features)
        and all(name in one.weighed.features for name in _TELLING if name in has)
        and page.text[max(0, other.start - 1)] not in "(（"
        and not (is_own and found.on - other.on <= SIGNED_BEFORE and signs_text(page.text, other))
        for one in older_than(chosen, judged)
    )


def _may_stand(one: Considered) -> bool:
    """Whether a day of the text that nothing speaks against stands as publish days do."""
    return one.veto is None and one.weighed.features >= STANDS
