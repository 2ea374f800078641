"""
When the days beside a page's title decide, whatever else stands on it (标题区日期): the rest is then not weighed.

Most pages say their day on the line below the title. Of the days farther away only how many there are of each counts then.
"""

from collections.abc import Iterator, Sequence

from probes.pages.article.candidates import NEAR
from probes.pages.article.decision import first_of, judge
from probes.pages.article.features import Weighed
from probes.pages.article.info_line import stands_alone
from probes.pages.article.issued import NEIGHBOURS
from probes.pages.article.others import heads_others, is_mere
from probes.pages.article.place import place_below
from probes.pages.article.rules import LABELS
from probes.pages.article.title_lines import is_named_by_window
from probes.pages.dates.dates import FoundDate
from probes.pages.document.page_text import PageText

#: Rows that take days close below the title alone; those of a better rank do so too.
_OF_HEAD = frozenset(
    {"publishing_label_under_title", "label_under_title", "moment_under_title", "day_under_title"}
)
#: What a day is by others of its kind, which may stand anywhere.
_BY_OTHERS = frozenset(
    {"others.rows", "others.end", "others.box", "others.table", "others.later", "label.issued"}
)
#: A labelled day with one of these is held against labelled days below the text, or in cells.
_OPEN = frozenset({"prose.above", "label.bare"})


def stretches(page: PageText, foot: int) -> Iterator[tuple[int, int]]:
    """Where days stand close below a title or beside one that does, in order and without overlap."""
    ends = 0
    for at in page.title_at:
        begins, last = max(ends, at - NEIGHBOURS), min(foot, at + NEAR + NEIGHBOURS + 1)
        if begins < last:
            yield begins, last
            ends = last


def decides(weighed: Sequence[Weighed], page: PageText, days: Sequence[FoundDate]) -> bool:
    """
    Whether the publish day is the same, whatever is found out of the other *days* of a page; *weighed*: those of its head.

    No day elsewhere is taken by a row as good as these, but by `label_below_title` farther below a title: not before a bare day
    below the first one. None vetoes the day that they take, for vetoes that look at other days do so
    - close by: a label beside another one, a bare day before that of a change or of a mere label;
    - of bare days under the title: rows and boxes;
    - of labels below the text and in cells (`prose.above`, `label.bare`) and of 发文日期 where another label says 发布: left out here;
    - of a mere label (时间：) on a line without facts, which may be later than what the page says elsewhere: left out here;
    - of bare days alone on their lines anywhere: left out where there is one;
    - below a heading of other articles: left out where there is one;
    - over where on the site the page stands, with a text between: left out;
    - over an older labelled day, where the window does not name the page's title: left out.
    A veto by other days of the head is left out too: those elsewhere might lift it.
    """
    chosen = first_of(judge(weighed, None))
    if chosen is None or chosen.row is None or chosen.row.id not in _OF_HEAD:
        return False
    has = chosen.weighed.features
    by_others = _BY_OTHERS if chosen.row.rank == 0 else _BY_OTHERS | {"others.change"}
    if any(not one.features.isdisjoint(by_others) for one in weighed):
        return False
    if chosen.row.id == "day_under_title" and (
        "title.before_text" in has or chosen.weighed.met.found.start > page.title_at[0] + NEAR
    ):
        return False
    if has.isdisjoint(LABELS):
        if "line.alone" in has and _others_stand_alone(weighed, page, days):
            return False
    elif not has.isdisjoint(_OPEN) or (
        chosen.row.id == "label_under_title" and is_mere(chosen.weighed, page)
    ):
        return False
    found = chosen.weighed.met.found
    return (
        not heads_others(page, weighed)
        and place_below(page, found.end) < 0
        and (is_named_by_window(page) or not _is_labelled_below(page, found, days))
    )


#: The label of a publish day ends so, and so close before it.
_LABEL, _CLOSE = ("时间", "日期", "发布"), 8


def _is_labelled_below(page: PageText, found: FoundDate, days: Sequence[FoundDate]) -> bool:
    """Whether an older one of *days* stands beside a label below the one *found*: where the window names neither's title, either may be the page's."""
    return any(
        one.on < found.on
        and one.start > found.end
        and any(word in page.text[one.start - _CLOSE : one.start] for word in _LABEL)
        for one in days
    )


def _others_stand_alone(weighed: Sequence[Weighed], page: PageText, days: Sequence[FoundDate]) -> bool:
    """Whether one of *days* that is not *weighed* stands alone on its line."""
    known = {one.met.found.start for one in weighed}
    return any(one.start not in known and stands_alone(page.text, one) for one in days)
