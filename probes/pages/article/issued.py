"""Days of a document's issue (发文日期) and of mere labels, beside the day on which the page was published: they give way to it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date

from probes.pages.article.features import Weighed
from probes.pages.article.info_line import (
    FACTS,
    LONGEST_LINE,
    OFFICE,
    prose_begins,
    rest_of_line,
    without_facts,
)
from probes.pages.article.rules import CONFIRMED, LABELS, row_of, veto_of
from probes.pages.document.page_text import PageText

#: Two labels on one line of facts stand no farther apart.
NEIGHBOURS = 80
#: A label that says 发布 or the like, and none of a document's issue (发文日期).
_NAMED = frozenset({"label.publishing", "label.issued"})
#: Words beside a day that are no facts.
_WORDS = re.compile(r"[\u4e00-\u9fff]{2}")


def of_documents(own: Sequence[Weighed], better: Sequence[Weighed], page: PageText) -> Iterator[int]:
    """Where those of a page's *own* days start that give way to another; *better*: those with a label, in order of the page."""
    named = [one for one in better if one.features & _NAMED == {"label.publishing"}]
    latest = _latest_line(own, page)
    for one in own:
        if (named and (_gives_way(one, named, page) or _is_lesser(one, named, page))) or (
            latest is not None and _is_of_document(one, page) and one.met.found.on < latest
        ):
            yield one.met.found.start


def _latest_line(own: Sequence[Weighed], page: PageText) -> date | None:
    """The latest day on a line of the page's own, if any of its days is of a document's issue."""
    if not any(_is_of_document(one, page) for one in own):
        return None
    return max((one.met.found.on for one in own if _is_on_its_line(one, page)), default=None)


def _is_on_its_line(one: Weighed, page: PageText) -> bool:
    """Whether a day, bare or with a mere label, stands as the page's own above its text: on a line of facts (来源, 阅读), or as the address or a tag says it."""
    return (
        one.features & LABELS <= {"label.day"}
        and "prose.above" not in one.features
        and veto_of(one.features) is None
        and row_of(one.features) is not None
        and (
            not one.features.isdisjoint(CONFIRMED)
            or FACTS.search(rest_of_line(page.text, one.met.found)) is not None
        )
        and (not one.features.isdisjoint(LABELS) or not _is_led_by_others(one, page))
    )


def _is_led_by_others(one: Weighed, page: PageText) -> bool:
    """Whether words stand before a bare day on its line that are neither facts nor an office: they may say whose it is (最近修改, 网友甲)."""
    start = one.met.found.start
    first = max(0, start - LONGEST_LINE)
    left = without_facts(page.text[max(first, page.text.rfind("\n", first, start) + 1) : start])
    return _WORDS.search(left) is not None and OFFICE.fullmatch(left) is None


def has_neighbour(change: Weighed, better: Sequence[Weighed], page: PageText) -> bool:
    """Whether another day, labelled as something *better* (in order of the page), stands close beside that of a *change*, with no title between."""
    return _neighbour(change, better, page) is not None


def _neighbour(change: Weighed, better: Sequence[Weighed], page: PageText) -> Weighed | None:
    """The first day labelled as something *better* that stands so close beside that of a *change*."""
    start = change.met.found.start
    first = bisect_left(better, start - NEIGHBOURS, key=lambda one: one.met.found.start)
    if first == len(better) or (near := better[first]).met.found.start > start + NEIGHBOURS:
        return None
    is_other = near.met.found.on != change.met.found.on and bisect_right(
        page.title_at, start
    ) == bisect_right(page.title_at, near.met.found.start)
    return near if is_other else None


def _is_of_document(one: Weighed, page: PageText) -> bool:
    """Whether a day is that of a document's issue (发文日期), not the article's own (发稿时间)."""
    start = one.met.found.start
    return "label.issued" in one.features and "稿" not in page.text[max(0, start - 10) : start]


def _gives_way(one: Weighed, named: Sequence[Weighed], page: PageText) -> bool:
    """Whether a day of issue is that of a document, or stands close beside one that is *named* as published."""
    return "label.issued" in one.features and (_is_of_document(one, page) or has_neighbour(one, named, page))


def _is_lesser(one: Weighed, named: Sequence[Weighed], page: PageText) -> bool:
    """Whether a day of a mere label (采编日期) stands close beside one that is *named* as published, with no sentence between."""
    near = _neighbour(one, named, page) if "label.day" in one.features else None
    if near is None or "label.publishing" in one.features:
        return False
    first, then = sorted((one.met.found, near.met.found), key=lambda found: found.start)
    return prose_begins(page.text, first.end, then.start) < 0
