"""Days in boxes and rows of other articles (他文日期框), as the days of one page tell of each other."""

import re
from collections.abc import Sequence

from probes.pages.article.features import OTHERS, Weighed, is_bare, with_name
from probes.pages.article.info_line import FURNITURE
from probes.pages.article.rules import LABELS
from probes.pages.document.page_text import PageText

#: So many bare days under a title are a list of other articles.
ROWS = 3
#: The number of a document on its own line, which is no title: 某政发〔2023〕12号.
_NUMBER = re.compile(r"[〔\[(（]\s?\d{4}\s?[〕\])）]\s?第?\s?\d{1,5}\s?号\s?\Z")
_OF_HEAD = frozenset({"title.near", "label.day"})
_OVER_TITLE = frozenset({"title.none", "title.again", "label.publishing"})


def with_rows(weighed: Sequence[Weighed], page: PageText) -> list[Weighed]:
    """*weighed*, those that stand in a box or in rows of other articles marked as such."""
    right_below = max(0, len(page.title) - 14) + 12
    whole, weighed = weighed, [one for one in weighed if one.features.isdisjoint(OTHERS)]
    labelled = [one for one in weighed if _is_labelled(one) and "title.near" in one.features]
    bare = [one for one in weighed if is_bare(one)]
    head = next((one for one in weighed if is_bare(one) or one.features >= _OF_HEAD), None)
    rows = len({one.met.found.on for one in bare}) >= ROWS
    below_text = [
        one
        for one in weighed
        if one.features & LABELS
        and "prose.above" in one.features
        and not one.features & {"label.other", "label.another"}
    ]
    several = len({one.met.found.on for one in below_text}) >= 2
    cells = [one for one in weighed if "label.bare" in one.features]
    crowd = len({one.met.found.on for one in labelled}) >= 2 and _others_between(labelled[0], page)
    table = len({one.met.found.on for one in cells}) >= 2
    over = [one for one in weighed if one.features >= _OVER_TITLE]
    boxes_over = len({one.met.found.on for one in over}) >= 2
    first = min((one.met.found.start for one in bare), default=0)
    box = bool(bare) and not rows and len({one.met.found.on for one in labelled}) >= 2
    found = []
    for one in whole:
        if crowd and one in labelled:
            found.append(with_name(one, "others.box"))
        elif rows and is_bare(one) and one.distance > right_below:
            found.append(with_name(one, "others.rows"))
        elif (
            (box and one in labelled and one.met.found.start >= first)
            or (head is not None and one in labelled and _is_another_below(one, head, page))
            or (several and one in below_text)
            or (boxes_over and one in over)
        ):
            found.append(with_name(one, "others.box"))
        elif table and one in cells:
            found.append(with_name(one, "others.table"))
        else:
            found.append(one)
    return found


def _is_labelled(one: Weighed) -> bool:
    return not one.features.isdisjoint({"label.publishing", "label.part"})


def _others_between(one: Weighed, page: PageText) -> bool:
    """Whether a line of words, as another article's title, stands between the page's own title and a labelled day."""
    rest = max(0, len(page.title) - 14)
    between = page.text[one.met.found.start - one.distance + rest : one.met.found.start]
    lines = between.split("\n")[1:-1]
    return any(
        len(FURNITURE.sub("", line)) >= 6 and ":" not in line and _NUMBER.search(line[-16:]) is None
        for line in lines
    )


def _is_another_below(labelled: Weighed, head: Weighed, page: PageText) -> bool:
    """Whether a *labelled* day stands below another title, and is newer than the day of the *head*, which stands first under the page's own."""
    first, then = head.met.found, labelled.met.found
    return first.start < then.start and first.on < then.on and _others_between(labelled, page)
