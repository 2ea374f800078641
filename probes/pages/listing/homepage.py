"""What a homepage leads to (首页): published items, columns one level below, blocks that only a script fills."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from urllib.parse import urlsplit

from monitor.domain.content import Item, ListState, is_direct_file
from monitor.domain.observation import Homepage
from probes.http.links import join
from probes.pages.article.changed_days import CHANGED, awaits_newest, changes_rows
from probes.pages.dates.dates import date_in_url, find_dates, narrow
from probes.pages.dates.moment import hangs_on_moment, is_to_come, is_today
from probes.pages.dates.row_years import give_years
from probes.pages.document.costly import TOO_COSTLY, too_costly
from probes.pages.document.elsewhere import opens_answers
from probes.pages.document.markup import split_scripts, unfold_records, without_comments
from probes.pages.document.scripts import render, writes_by_script
from probes.pages.document.tree import LINKS, Element, Tree, read_tree
from probes.pages.listing.events import below_foretold, is_of_event
from probes.pages.listing.home_frames import framed_pages, is_page_of_ours, with_pages_within
from probes.pages.listing.home_parts import awaited_parts, newer_pages
from probes.pages.listing.items import absolute
from probes.pages.listing.no_news import no_news
from probes.pages.listing.no_page import FOOT, told_without_page
from probes.pages.listing.page_links import said_inside, said_of
from probes.pages.listing.places import LISTS
from probes.pages.listing.script_lists import answered_containers, count_script_blocks
from probes.pages.records.extent import days_up_to
from probes.pages.records.groups import LONGEST_ADDRESS, is_calendar, looks_like_article
from probes.pages.records.record import PageRecord
from probes.pages.records.rows import linked_records

#: Kept of one homepage: the newest dated ones, and undated ones in page order.
MOST_ITEMS = 300
MOST_UNDATED = 100
MOST_PAGES = 60
#: Why a page cannot be read that has no link.
NO_LINKS = "no_links_found"
#: More frames than these are not looked at; that there are more is told.
MOST_FRAMES = 6

_COLUMN = re.compile(r"/(?:index(?:_\d+)?\.\w+|list\w*\.\w+|col\d*\.\w+|[\w-]*/?)$", re.IGNORECASE)
#: What is attached to a page is none of its items, and the day in a file's address is that of its filling.
_ATTACHED = re.compile(r"附\s?件")
#: A price, and a bare figure with decimals; so few characters are beside a price, and more are news of it.
_PRICE = re.compile(r"\d\s?元\s?/|元\s?/\s?(?:公?斤|千克|kg|升|吨)")
_MEASURE = re.compile(r"[¥￥]?\d{1,6}\.\d{1,2}(?:元.{0,4}|m|米|毫?升|毫米|℃|%|m[³3]/s)?")
_HANZI, _FEW_WORDS = re.compile(r"[\u4e00-\u9fff]"), 11
#: What names the day of the site's own last change, a countdown, a version or a figure of the day, and words beside a link that lead no news: of the air, of a foot.
_LAST_CHANGE = re.compile(
    r"(?:(?:本?网?站|页面|数据|内容|信息|系统|最[后近新]|上次)的?){0,2}更新(?:日期|时间|于)?\s?[:：]?|距.{1,20}还[有剩].{1,8}|版本\s?[:：]?\s?[Vv]?[\d.]{1,12}|(?:今日)?限行尾号|访问(?:量|统计)"
)
_OF_NO_NEWS = re.compile(r"AQI\s?[:：]?\s?\d|PM(?:2\.5|10)\s?[:：]?\s?\d|版权所有|©|copyright", re.IGNORECASE)
_OFFERS = re.compile(r"更新(?:日期|时间|于|至)|数据截[至止]|版本")
#: The same where it says that very day.
_TAKES_PLACE = re.compile(r"会期|倒计时|日(?:[起止前后]|至)|(?:会议|举办|活动|演出|停[水电气])(?:时间|日期)")
_APP = re.compile(r"\.(?:apk|ipa|exe)\b", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_TURNS = re.compile(r"(?<![a-z])(?:focus|swiper|slide[rs]?|carousel|flexslider|lunbo|jdt|hdp)(?![a-z])")
_STATES = frozenset(
    {"on", "off", "active", "cur", "current", "show", "hide", "hidden", "block", "none", "first", "last"}
)
#: A page's address, and the shortest title of a picture that is no banner's name.
_PAGE, _TITLE_FROM = re.compile(r"\.[sj]?html?\Z", re.IGNORECASE), 6
_ROWS = frozenset({"li", "tr", "dt", "dd"})
#: An address that ends in a number or in a key, as an article's may; a folder of a year or month, one of a topic that bears its year (/dsxxjy2021/) and what is
#: named as a list apart; and what a program calls an article's number.
_NUMBERED = re.compile(
    r"/(?!20\d\d(?:0[1-9]|1[0-2])?/?\Z|0\d{0,20}/?\Z|c\d{1,20}/?\Z|(?:list|index|col|channel|node|class|dept|lm)[^/]{0,60}\Z)"
    r"(?:\d{1,20}|[\w-]{0,40}?(?:(?<!\d)(?!20[0-3]\d(?:0[1-9]|1[0-2])?(?!\d))\d{4}|[0-9a-f]{16})[\w-]{0,40}+)/?\Z",
    re.IGNORECASE,
)
_NUMBER_OF = re.compile(
    r"[?&][a-z]{0,12}(?:news|article|content|info|doc|detail)_?id=\w{0,60}\d", re.IGNORECASE
)
#: A link with so long a name to such an address is an item: a column's name is shorter.
_LONG_NAME = 10
#: A column's name is no longer, and an item's title hardly ever so short.
_SHORT_NAME = 6


def read_homepage(
    html: str, url: str, *, allowed_hosts: Sequence[str] = (), now: datetime | None = None
) -> Homepage:
    """
    Everything on a homepage that is, or may be, a published item of this site.

    Items carry the date beside them or in their address; an article's address without one counts too, undated.
    A page with links to columns and no item is a way in to them (导航), and so is one with none but pictures that may lead to any page. Pages of its host that it shows in frames are
    named, unread. No link and no frame at all is unreadable, and so are rows
    that scripts change in a way that is not understood; what scripts are seen to take away is none.
    """
    found = _read_as_it_is(html, url, allowed_hosts, now)
    newest = next((item for item in found.items[:1] if item.on), None)
    changes = newest is not None and changes_rows(html, split_scripts(html).scripts, newest.url, stays=True)
    if found.reason != TOO_COSTLY and (changes or writes_by_script(html)):
        after = render(html, url, now, anyway=changes)
        if after.timed:
            hangs_on_moment()
        looks_again = after.rows or (changes and after.wrote)
        again = _read_as_it_is(after.html, url, allowed_hosts, now) if looks_again else found
        differs = False
        if after.at_another_time:
            then = _read_as_it_is(after.at_another_time, url, allowed_hosts, now)
            differs, again = again.items != then.items, _at_both(again, then)
            if differs and not again.items:
                return Homepage(state=ListState.UNREADABLE, reason=CHANGED, script_blocks=found.script_blocks)
        gone = newest is not None and not again.items
        if (changes and (after.unable or gone)) or awaits_newest(found.items, after.awaited):
            return Homepage(state=ListState.UNREADABLE, reason=CHANGED, script_blocks=found.script_blocks)
        if differs or len(again.items) >= len(found.items) + (
            0 if any(item.on for item in again.items) else 1
        ):
            return again
        if newest is not None and again.items and newest not in again.items:  # they take it away
            return again
    return found


def _at_both(one: Homepage, other: Homepage) -> Homepage:
    """*one* with the items that *other* has too: none where the newest of either is not among them."""
    there = set(other.items)
    both = tuple(item for item in one.items if item in there)
    newest = [
        max((item.on for item in items if item.on), default=None) for items in (both, one.items, other.items)
    ]
    return replace(one, items=both if newest[0] == newest[1] == newest[2] is not None else ())


def _read_as_it_is(html: str, url: str, allowed_hosts: Sequence[str], now: datetime | None) -> Homepage:
    if too_costly(html):
        return Homepage(state=ListState.UNREADABLE, reason=TOO_COSTLY)
    html = with_pages_within(unfold_records(without_comments(html)))
    tree = read_tree(html)
    base = join(url, tree.base) or url
    rows = linked_records(tree, now)
    items: dict[str, Item] = {}
    pages: dict[str, None] = {}
    lists = _lists(tree, rows)
    sorts = {group[n]: sure for group in lists for n, sure in no_news(tree, [rows[m] for m in group])}
    doubtful: dict[str, date | None] = {}
    for number, (row, day) in enumerate(zip(rows, _days(tree, rows, lists, now), strict=True)):
        address = absolute(base, row.href)
        if not is_page_of_ours(address, url, allowed_hosts) and not (address == "" and day):
            continue
        is_item = _is_item(row, day, address)
        if is_item and number in sorts:
            if not sorts[number]:
                doubtful[address] = day
        elif is_item:
            key = address or row.title
            known = items.get(key)
            if known is None or (known.on is None and day is not None):
                items[key] = Item(title=row.title[:300], url=address, on=day, pinned=row.pinned)
        elif _COLUMN.search(urlsplit(address).path or "/"):
            pages[address] = None
    leads_only = not items
    for item, is_sure in _pictured(tree, base, now):
        if is_page_of_ours(item.url, url, allowed_hosts):
            items.setdefault(item.url, item)
            leads_only = leads_only and not is_sure
    newest = max((item.on for item in items.values() if item.on), default=date.min)
    if not leads_only:
        items |= {one.title: one for one in told_without_page(tree, rows, newest, now)}
    perhaps = [url for url, day in doubtful.items() if url not in items and (day or date.max) > newest]
    parts = split_scripts(html)
    if named := {absolute(base, one) for one in newer_pages(parts.scripts, newest, now)}:
        named -= {absolute(base, one.href) for one in tree.elements if one.href}
        perhaps += [one for one in sorted(named) if is_page_of_ours(one, url, allowed_hosts)]
    frames, given = framed_pages(parts, base, url, allowed_hosts)
    blocks = (
        count_script_blocks(parts, tree)
        + answered_containers(parts, tree)
        + opens_answers(parts)
        + given
        + awaited_parts(html, parts, tree)
    )
    if not items and not pages and not frames:
        reason = "script_blocks" if blocks else NO_LINKS
        return Homepage(state=ListState.UNREADABLE, reason=reason, script_blocks=blocks)
    return Homepage(
        state=ListState.ITEMS,
        items=_newest(items.values()),
        second_level=tuple(pages)[:MOST_PAGES],
        script_blocks=blocks,
        navigation=leads_only and bool(items or pages),
        unread_pages=(*frames[: MOST_FRAMES + 1], *perhaps[:MOST_PAGES]),
        frames=frames[:MOST_FRAMES],
    )


def _pictured(tree: Tree, base: str, now: datetime | None) -> Iterator[tuple[Item, bool]]:
    """
    The articles to which pictures and parts of pictures alone lead, named by what stands for them, else by their address; of what is not shown those of a carousel.

    And whether each is one for sure: its title is told, and its day or a carousel around it.
    """
    for link in tree.elements:
        if link.tag not in LINKS or link.start < link.end or not _PAGE.search(link.href):
            continue
        day, address = date_in_url(link.href), absolute(base, link.href)
        is_article = day is not None or looks_like_article(address)
        if not (address and is_article) or is_to_come(day, now) or is_direct_file(link.href):
            continue
        turns = any(_TURNS.search(one.mark) for one in tree.above(link))
        if turns or not link.hidden:
            told = said_of(link) or said_inside(tree, link)
            is_sure = len(told) >= _TITLE_FROM and (turns or day is not None)
            yield Item(title=(told or address.rpartition("/")[2])[:300], url=address, on=day), is_sure


def is_of_picture(item: Item) -> bool:
    """Whether an item has neither a day nor a title, or one of a few letters: a picture alone leads there, and it may be any page."""
    is_named = len(item.title) >= _TITLE_FROM and item.title != item.url.rpartition("/")[2]
    return item.on is None and not is_named


def _lists(tree: Tree, rows: Sequence[PageRecord]) -> list[list[int]]:
    """The numbers of the *rows* of each list."""
    places: dict[int, list[int]] = {}
    for n, row in enumerate(rows):
        list_above = next((one.index for one in tree.above(row.link) if one.tag in LISTS), row.element.parent)
        places.setdefault(list_above, []).append(n)
    return list(places.values())


def _days(
    tree: Tree, rows: Sequence[PageRecord], lists: Sequence[Sequence[int]], now: datetime | None
) -> list[date | None]:
    """
    Years are given within one list only: neighbours elsewhere on the page say nothing. A calendar's days, those of events to come and days to come are none,
    nor are those of prices and of what is not shown, nor that beside a link unlike all others, or by a column's short name, that leads to no article (a clock, an app, a counter), nor the time of an event beside one.
    """
    days: list[date | None] = [None] * len(rows)
    for group in lists:
        years = give_years([rows[n].said for n in group], now, pinned=[rows[n].pinned for n in group])
        for n, day in zip(group, years, strict=True):
            if is_direct_file(rows[n].href):
                day = None if rows[n].place == "address" else day
            else:
                day = day if day is not None else date_in_url(rows[n].href)
            if day and any(tells(tree, rows[n]) for tells in (_is_of_the_foot, _tells_price, _tells_no_news)):
                day = None
            days[n] = None if is_to_come(day, now) else day
        hidden = {n: part for n in group if (part := _hidden_part(tree, rows[n])) is not None}
        seen = max((day for n in group if (day := days[n]) and n not in hidden), default=None)
        for n, part in hidden.items():
            day = days[n]
            if day and not _waits_for_reader(tree, rows[n], part, day, seen):
                days[n] = None
    for group in lists:
        told = [n for n in group if days[n]]
        kinds = Counter(_kind(rows[n]) for n in told)
        for n in told:
            is_clock = len(told) == 1 and is_today(days[n], now)
            if _is_no_day(tree, rows[n], days[n], kinds[_kind(rows[n])], is_clock):
                days[n] = None
    for group in lists:
        several = [rows[n] for n in group]
        for number in range(len(group)) if is_calendar(several) else below_foretold(tree, several):
            days[group[number]] = None
    return days


def _kind(row: PageRecord) -> tuple[str, str]:
    """What a row is like: boxes are by their names too, rows of a list are not (`li.first`)."""
    return row.path, "" if row.element.tag in _ROWS else row.element.key


def _names_column(row: PageRecord) -> bool:
    """Whether a row's link leads by a short name to a folder (空气质量)."""
    return len(row.title) <= _SHORT_NAME and row.href.endswith("/")


def _is_of_the_foot(tree: Tree, row: PageRecord) -> bool:
    """Whether a row stands in the foot of the page and leads to no article: the day there is that of the site's last change."""
    return not looks_like_article(row.href) and any(
        one.tag == "footer" or FOOT.search(one.mark) for one in (row.element, *tree.above(row.element))
    )


def _tells_price(tree: Tree, row: PageRecord) -> bool:
    """Whether a row tells a price or a measure of its day (西红柿 3.50元/斤) and no news."""
    texts = tree.parts(row.element) if row.place == "row" else []
    return any(_PRICE.search(text) and len(_HANZI.findall(text)) <= _FEW_WORDS for text in texts) or (
        any(_MEASURE.fullmatch(text) for text in texts) and any(find_dates(narrow(text)) for text in texts)
    )


def _tells_no_news(tree: Tree, row: PageRecord) -> bool:
    """Whether a row's link only names the day of the site's last change (网站更新日期) or the like (距高考还有10天), or beside it stands a figure of the air or the right in the pages."""
    if _LAST_CHANGE.fullmatch(row.title.strip()):
        return True
    texts = tree.parts(row.element) if row.place == "row" else []
    return any(text != row.title and _OF_NO_NEWS.search(text) for text in texts)


def _is_of_a_tool(tree: Tree, row: PageRecord, day: date | None) -> bool:
    """Whether a row leads to a column or an app, or its day is that of what it offers or tells of (更新日期, 数据截至, 会期), not the news of it."""
    return (
        not _DIGITS.search(row.href)
        or _APP.search(row.href) is not None
        or any(
            (_OFFERS.search(text) and (text != row.title or find_dates(narrow(text))))
            or (_TAKES_PLACE.search(text) and any(one.on == day for one in find_dates(narrow(text))))
            for text in tree.parts(row.element)
        )
    )


def _is_no_day(tree: Tree, row: PageRecord, day: date | None, alike: int, is_clock: bool) -> bool:
    """Whether the day of a row, with so many *alike*, is that of an event, of a tool or of the visit itself."""
    if is_of_event(tree, row, alike):
        return True
    if not (alike == 1 or _names_column(row)) or looks_like_article(row.href):
        return False
    return is_clock or _is_of_a_tool(tree, row, day)


def _hidden_part(tree: Tree, row: PageRecord) -> Element | None:
    """The largest hidden element around a row's link, where it holds the row or a day; None for a row that is shown."""
    top = row.link
    if not top.hidden:
        return None
    while top.parent >= 0 and tree.elements[top.parent].hidden:
        top = tree.elements[top.parent]
    days = days_up_to(tree)
    return top if top.index <= row.element.index or days[top.end] > days[top.start] else None


def _waits_for_reader(tree: Tree, row: PageRecord, top: Element, day: date, seen: date | None) -> bool:
    """Whether what is not shown is content that a reader can have shown: a further row, older than those *seen* or in a carousel, or one tab of several; a template and a closed window are none."""
    if top.index >= row.element.index and (
        (seen is not None and day <= seen) or any(_TURNS.search(one.mark) for one in tree.above(top))
    ):
        return True
    return top is not row.element and _is_tab(tree, top)


def _is_tab(tree: Tree, box: Element) -> bool:
    """Whether another box of its kind, with links, stands beside it."""
    key = ("boxes", box.parent)
    if key not in tree.notes:
        tree.notes[key] = Counter((one.tag, _kin(one.mark)) for one in tree.children(box.parent) if one.links)
    return bool(tree.notes[key][box.tag, _kin(box.mark)] > 1)


def _kin(mark: str) -> str:
    """The first of an element's names without its number, and none of a tab's state (on, hide): what all tabs of one box share."""
    return next((name for one in mark.split() if (name := _DIGITS.sub("", one)) not in _STATES), "")


def _is_item(row: PageRecord, day: date | None, address: str) -> bool:
    if _ATTACHED.match(row.title) and is_direct_file(row.href):
        return False
    if day is not None or row.said.month_day is not None:
        return len(row.title) >= 4
    if len(row.title) < 6:
        return False
    return looks_like_article(address) or (len(row.title) >= _LONG_NAME and _is_numbered(address))


def _is_numbered(address: str) -> bool:
    """Whether an address without a page's ending (/detail/1164973182) is an article's all the same; told where the link's name is long alone."""
    if len(address) > LONGEST_ADDRESS:
        return False
    parts = urlsplit(address)
    return _NUMBERED.search(parts.path) is not None or _NUMBER_OF.search(f"?{parts.query}") is not None


def _newest(items: Iterable[Item]) -> tuple[Item, ...]:
    """At most `MOST_ITEMS`, newest first, then the undated ones in page order."""
    known = list(items)
    dated = sorted((item for item in known if item.on), key=lambda item: item.on or date.min, reverse=True)
    undated = [item for item in known if item.on is None]
    kept = undated[: max(MOST_UNDATED, MOST_ITEMS - len(dated))]
    return (*dated[: MOST_ITEMS - len(kept)], *kept)
