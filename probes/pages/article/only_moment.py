"""The one line of a page that is nothing but a day with its time (唯一时刻行)."""

from collections.abc import Sequence

from probes.pages.article.decision import STANDS
from probes.pages.article.features import HEAD, Weighed, with_name
from probes.pages.article.info_line import FURNITURE, prose_begins, rest_of_line
from probes.pages.article.title_lines import is_below_like_title
from probes.pages.document.page_text import PageText


def with_only_moment(weighed: Sequence[Weighed], page: PageText) -> list[Weighed]:
    """*weighed*, the one line of the page that is nothing but a day with its time marked as such, where it may be the article's own."""
    head = page.title_at[0] if page.title_at and page.title_at[0] < len(page.text) // 2 else HEAD
    lines = [
        one
        for one in weighed
        if one.met.found.at is not None
        and one.met.spelling == "full"
        and one.met.found.start > head
        and one.features.isdisjoint(_OF_OTHERS)
        and len(FURNITURE.sub("", rest_of_line(page.text, one.met.found))) <= 12
    ]
    if len(lines) != 1 or _is_of_a_reader(lines[0], weighed, page):
        return list(weighed)
    return [with_name(one, "moment.only") if one is lines[0] else one for one in weighed]


_OF_OTHERS = frozenset({"label.other", "label.another"})
_OF_FACTS = frozenset({"line.facts", "label.publishing", "label.day", "label.changed"})


def _is_of_a_reader(line: Weighed, weighed: Sequence[Weighed], page: PageText) -> bool:
    """
    Whether a moment may be that of a remark or of another article: below another title and text over that; no fact beside it, and text over it
    or none behind it; or an older day stands over it, which is no clock then.
    """
    start = line.met.found.start
    if is_below_like_title(page.text, line.met.found, tells=True) and prose_begins(page.text, 0, start) >= 0:
        return True
    if line.features.isdisjoint(_OF_FACTS) and (
        "prose.soon" not in line.features or prose_begins(page.text, 0, start) >= 0
    ):
        return True
    return any(
        one.met.found.start < start
        and one.met.found.on < line.met.found.on
        and one.features >= STANDS
        and one.features.isdisjoint(_NO_PUBLISHING)
        for one in weighed
    )


_NO_PUBLISHING = _OF_OTHERS | {"prose.goes_on"}
