"""Days that are newer than what the page says of itself (晚于页面自述的日期): 时间：… of an event below 更新时间：…."""

from bisect import bisect_left
from collections.abc import Sequence

from probes.pages.article.features import Weighed, with_name
from probes.pages.article.others import is_mere
from probes.pages.article.rules import LABELS, row_of, veto_of
from probes.pages.document.page_text import PageText


def with_later(weighed: Sequence[Weighed], page: PageText) -> list[Weighed]:
    """
    *weighed*, those marked `others.later` that are newer than the page's own words allow: behind a mere label (日期：, 时间：) on a line without
    facts of the article, and newer than the one day that it names as published; so, or below the text without a label, and newer than
    its last change. A change below the text that a day signs is `others.change`, and so is one below the first day of a head without a title.
    """
    found = list(weighed)
    if len(found) < 2:
        return found
    told = [one for one in found if veto_of(one.features) is None]
    named = {one.met.found.on for one in told if one.features >= _NAMED}
    changes = [one for one in found if _is_change(one)]
    if not (named or changes):
        return found
    first = min(named) if len(named) == 1 else None
    last = max((one.met.found.on for one in changes), default=None)
    signed = [one.met.found for one in told if changes and _signs(one)]
    for n, one in enumerate(found):
        this, mere = one.met.found, "label.publishing" not in one.features and is_mere(one, page)
        if (mere and first is not None and this.on > first) or (
            last is not None and this.on > last and (mere or _is_unlabelled_below(one))
        ):
            found[n] = with_name(one, "others.later")
        elif (
            one.features >= _CHANGE_BELOW
            and any(other.start < this.start and other.on <= this.on for other in signed)
        ) or (_is_change(one) and _is_beside_its_first(one, told, page)):
            found[n] = with_name(one, "others.change")
    return found


_NAMED = frozenset({"label.publishing", "line.facts"})
_CHANGE_BELOW = frozenset({"label.changed", "prose.above"})
_LABELS = frozenset({"label.publishing", "label.day", "label.changed", "label.behind"})


def _is_change(one: Weighed) -> bool:
    """Whether the page's own last change is named, be it that another day is the better one."""
    return "label.changed" in one.features and veto_of(one.features - {"others.change"}) is None


def _signs(one: Weighed) -> bool:
    return (row := row_of(one.features)) is not None and row.id == "day_below_text"


def _is_unlabelled_below(one: Weighed) -> bool:
    return "prose.above" in one.features and one.features.isdisjoint(_LABELS)


#: So many lines over the day of a change, or below it, stands the first one.
_LINES_BETWEEN = 2


def _is_beside_its_first(change: Weighed, told: Sequence[Weighed], page: PageText) -> bool:
    """
    Whether neither text nor a known title stands over the day of a *change*, and the day before it is older and stands as publish days do on one of
    the two lines above; or the day behind it so, beside facts, on one of those below.
    """
    if not change.features.isdisjoint({"title.near", "prose.above"}):
        return False
    then = change.met.found
    n = bisect_left(told, then.start, key=lambda one: one.met.found.start)
    over = [
        one for one in told[max(0, n - 1) : n] if not one.features.isdisjoint({"line.furniture", *LABELS})
    ]
    below = [one for one in told[n : n + 2] if one.features >= {"line.furniture", "line.facts"}]
    return any(
        one.met.found.on < then.on
        and one.features.isdisjoint({"prose.goes_on", "prose.above"})
        and page.text.count("\n", *sorted((one.met.found.start, then.start))) <= _LINES_BETWEEN
        for one in (*over, *below)
    )
