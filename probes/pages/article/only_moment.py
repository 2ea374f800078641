"""The one line of a page that is nothing but a day with its time (唯一时刻行)."""

from collections.abc import Sequence

from probes.pages.article.features import HEAD, Weighed, with_name
from probes.pages.article.info_line import FURNITURE, rest_of_line
from probes.pages.document.page_text import PageText


def with_only_moment(weighed: Sequence[Weighed], page: PageText) -> list[Weighed]:
    """*weighed*, the one line of the page that is nothing but a day with its time marked as such."""
    head = page.title_at[0] if page.title_at and page.title_at[0] < len(page.text) // 2 else HEAD
    moments = [
        one
        for one in weighed
        if one.met.found.at is not None
        and one.met.spelling == "full"
        and not one.features & {"label.other", "label.another"}
        and len(FURNITURE.sub("", rest_of_line(page.text, one.met.found))) <= 12
    ]
    lines = [one for one in moments if one.met.found.start > head]
    if len(lines) != 1 or any(one.met.found.on < lines[0].met.found.on for one in moments):
        return list(weighed)  # a clock over it would show no older day
    return [with_name(one, "moment.only") if one is lines[0] else one for one in weighed]
