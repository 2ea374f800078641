"""Older days that stand beside the chosen one (并列的更早日期), told as well as it: which of them is the page's own cannot be known."""

import re
from collections.abc import Sequence

from probes.pages.article.decision import (
    BARE,
    NEXT_ABOVE,
    SIGNED_BEFORE,
    STANDS,
    Considered,
    older_than,
)
from probes.pages.article.info_line import FACTS, LONGEST_LINE, prose_begins, rest_of_line
from probes.pages.article.rules import CONFIRMED
from probes.pages.article.title_lines import signs_text
from probes.pages.dates.any_day import ANY_DAY
from probes.pages.document.page_text import PageText

_OF_HEAD = frozenset({"label_under_title", "label_of_a_change_under_title", NEXT_ABOVE, *BARE})
#: Rows that take a day below the text, unlabelled or of a change, or one that a clock may show.
_BELOW = frozenset(
    {
        "day_below_text",
        "moment_below_text",
        "edited_below_text",
        "label_of_a_change_below_text",
        "day_with_weekday_under_title",
    }
)
#: A line with one of these, right below one like a title, is an article's own: what signs the text below it may be older.
_OWN = frozenset({"line.facts", "line.time"})
#: A day that is so, or has no words beside it, is the article's own, and one in brackets below it a document's.
_CLEAR = frozenset({"label.publishing", "label.day", "label.changed", "line.facts"})
#: What one day must be for another that is so.
_TELLING = ("label.publishing", "line.facts", "line.alone")


def is_beside_an_older_one(chosen: Considered, judged: Sequence[Considered], page: PageText) -> bool:
    """
    Whether an older day of the head, told as well as the chosen one, stands below that, or over a bare one, with no text between; or one that is not
    proved another's on the line of one below the text; or one of the head under a name that may be the page's own.

    Not where a tag or the address confirms the chosen one, nor a day in brackets (a document's own) below one beside facts or no words, nor one not much older that signs the text, where the chosen one stands below a line like a title.
    """
    found, has = chosen.weighed.met.found, chosen.weighed.features
    if chosen.rule in _BELOW and any(
        one.veto is None and _on_one_line(one, chosen, page.text) for one in older_than(chosen, judged)
    ):
        return True
    if not has.isdisjoint(CONFIRMED):
        return False
    if any(map(_may_be_named_so, older_than(chosen, judged))):
        return True
    is_unknown = "title.unknown" in has
    is_clear = "label.part" not in has and (
        not has.isdisjoint(_CLEAR) or _CHINESE.search(rest_of_line(page.text, found)) is None
    )
    is_own = "title.like_above" in has and not has.isdisjoint(_OWN)
    if not (is_unknown or chosen.rule in _OF_HEAD):
        return False
    return any(
        (one.rule in _OF_HEAD if one.row is not None else is_unknown and _may_stand(one))
        and ((other := one.weighed.met.found).start > found.end or chosen.rule in BARE)
        and "prose.above" not in (has if other.start < found.start else one.weighed.features)
        and all(name in one.weighed.features for name in _TELLING if name in has)
        and (not is_clear or page.text[max(0, other.start - 1)] not in "(（")
        and not (is_own and found.on - other.on <= SIGNED_BEFORE and signs_text(page.text, other))
        for one in older_than(chosen, judged)
    )


def is_below_an_unread_head(chosen: Considered, judged: Sequence[Considered], page: PageText) -> bool:
    """Whether a day that signs the text is taken although a line of facts, or of another tongue, over it says one that is not understood: 12-11 10:20 来源：某局."""
    if chosen.rule != "day_below_text":
        return False
    text, ends = page.text, chosen.weighed.met.found.start
    starts = [one.weighed.met.found.start for one in judged]
    for at in page.title_at[:2]:
        begins = prose_begins(text, at, min(ends, at + LONGEST_LINE))
        while 0 <= (line := text.find("\n", at, begins if begins >= 0 else ends)) < at + LONGEST_LINE:
            at = line + 1
            behind = text.find("\n", at, ends)
            words = text[at : behind if behind >= 0 else ends]
            if (
                len(words) <= _LONGEST_HEAD
                and (FACTS.search(words) is not None or _CHINESE.search(words) is None)
                and ANY_DAY.search(words) is not None
                and not any(at <= start < at + len(words) for start in starts)
            ):
                return True
    return False


#: A line of facts is no longer, and one of another tongue has none of these.
_LONGEST_HEAD, _CHINESE = 60, re.compile(r"[\u4e00-\u9fff]")


def _on_one_line(one: Considered, other: Considered, text: str) -> bool:
    first, then = sorted((one.weighed.met.found.start, other.weighed.met.found.start))
    return text.find("\n", first, then) < 0


def _may_be_named_so(one: Considered) -> bool:
    """Whether a day of the head that is taken for that of a part (视频发布时间) may be the page's own, under a name that is not known: 本站发布时间."""
    has = one.weighed.features
    is_of_head = "prose.above" not in has or "title.near" in has
    return "label.part" in has and is_of_head and (one.veto is None or not one.veto.proves)


def _may_stand(one: Considered) -> bool:
    """Whether a day of the text that nothing speaks against stands as publish days do."""
    return one.veto is None and one.weighed.features >= STANDS
