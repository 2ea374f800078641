"""News that a homepage tells in its own words, with a day and without a page behind it (无链接信息): nobody can confirm it, and it may be new."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import islice

from monitor.domain.content import Item
from probes.pages.dates.moment import is_to_come, is_today, year_of
from probes.pages.dates.row_dates import RowDate, make_day, seen_date
from probes.pages.document.tree import Element, Tree
from probes.pages.listing.no_news import FORUM, head_of_no_news
from probes.pages.listing.places import LISTS
from probes.pages.records.extent import HAS_DAY
from probes.pages.records.record import PageRecord

#: What the foot of a page is named.
FOOT = re.compile(r"(?<![a-z])(?:foot|footer|copyright|banquan)(?![a-z])")
_BLOCKS = frozenset({"li", "tr", "dd", "dl", "p", "div", "section", "article", "marquee", "table"})
#: What tells the day of something else: of the site, the air, the visit, a duty, a figure, a letter.
_OF_ELSE = re.compile(
    r"更新|访[问客]|备案|版权|©|AQI|PM2|空气质量(?:日报|状况|指数)|℃|天气|值班|带班|坐诊|截[至止]|距|倒计时|会期|时间[:：]|今[天日]|农历|星期|统计|累计|元/|汇率|水位|来信|留言|[已未]回复|办[结件]|人次|共\s?\d|[首尾上下]一?页"
)
_HANZI = re.compile(r"[\u4e00-\u9fff]")
#: A day without its year that is all of a text.
_BARE = re.compile(r"\W{0,3}\d{1,2}[-/.月]\d{1,2}日?(?:\s\d\d?:\d\d)?\W{0,3}")
#: So many characters besides the day tell some news; so far up they stand, among so many texts; so many such texts are looked at.
_TELLS, _WIDEST, _TEXTS, _MOST = 8, 4, 40, 100


def told_without_page(
    tree: Tree, rows: Sequence[PageRecord], newest: date, now: datetime | None
) -> Iterator[Item]:
    """What texts in no row with a link tell with a day later than the *newest* item's, not that of the look or to come."""
    linked = bytearray(len(tree.texts) + 1)
    for row in rows:
        start, end = row.element.start, row.element.end
        linked[start:end] = b"\1" * (end - start)
    dated = (n for n, text in enumerate(tree.texts) if not linked[n] and HAS_DAY.search(text))
    boxes = (box for n in islice(dated, _MOST) if (box := _box(tree, n)) is not None)
    for box in {one.index: one for one in boxes}.values():
        parts = tree.parts(box)
        said = seen_date(parts, None, now)
        day = _last(said, now) if any(map(_BARE.fullmatch, parts)) else said.on
        if day and day > newest and not (is_today(day, now) or is_to_come(day, now)):
            yield Item(title=" ".join(parts)[:100], url="", on=day)


def _box(tree: Tree, number: int) -> Element | None:
    """The smallest block around a text that tells something besides its day, where it is shown, holds no link and tells the day of nothing else."""
    around = list(tree.around_text(number))
    if (
        not around
        or around[0].hidden
        or any(one.tag in ("a", "footer") or FOOT.search(one.mark) for one in around)
    ):
        return None
    for box in islice((one for one in around if one.tag in _BLOCKS), _WIDEST):
        if box.links or box.end - box.start > _TEXTS:
            return None
        if len(_HANZI.findall(text := tree.text(box))) >= _TELLS:
            return None if _OF_ELSE.search(text) or _is_no_news(tree, box) else box
    return None


def _is_no_news(tree: Tree, box: Element) -> bool:
    """Whether a block stands under a heading over letters, cases served, who is on duty (最新办件)."""
    rows = next((one for one in (box, *tree.above(box)) if one.tag in LISTS), box)
    return head_of_no_news(tree, rows) not in ("", FORUM)


def _last(said: RowDate, now: datetime | None) -> date | None:
    """The day that is said; of month and day the last one until *now*."""
    if said.on is not None or said.month_day is None or now is None:
        return said.on
    days = (make_day(year, *said.month_day) for year in (year_of(now), year_of(now) - 1))
    return next((day for day in days if day and not is_to_come(day, now)), None)
