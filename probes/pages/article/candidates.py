"""Every day that an article page may mean as its publish day (发布日期候选), written in any way, from every place."""

import re
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import chain, islice, pairwise

from monitor.domain.content import DatePlace
from monitor.domain.timing import day_of
from probes.pages.article.info_line import prose_begins
from probes.pages.dates.dates import (
    FoundDate,
    date_in_url,
    find_compact,
    find_dates,
    find_numerals,
    find_relative,
    from_epoch,
    month_in_url,
)
from probes.pages.dates.english_dates import find_english_dates, find_year_last
from probes.pages.dates.script_dates import named_date
from probes.pages.dates.split_dates import COLUMN, bare_pieces, split_date
from probes.pages.document.page_text import PageText, body_begins, in_source

#: A page with more days than this is a table of them.
MOST_DATES = 1000
#: How far below its title a publish line stands, in characters of text.
NEAR = 260
#: So far over a title its day may stand in pieces; between them no more than its time and its source.
_OVER, _LINES_BEHIND = 60, 2
#: Words behind which a short spelling (21-01-11, 20210111) is a date; elsewhere it is as often something else.
_ANY_LABEL = re.compile(
    r"(?:日\s{0,4}期|时\s{0,4}间|发布(?=\s?:)|发布于|发表于|更新于|刊发于|提交于|编辑于|创建于|Date|Time|Published|Updated|Posted|Released)(?:\s?on)?\s{0,3}[:\]】]?\s{0,3}"
)
#: What every day holds, in any spelling: a figure, a numeral, the name of a month.
_MAY_DATE = re.compile(r"[\d〇零○ＯOo一二三四五六七八九A-Za-z]")
_YEARLESS = re.compile(
    r"(?:发布|发表|更新)\s{0,3}(?:日期|时间)\s{0,3}[:]\s{0,3}(1[0-2]|0?[1-9])[-/.月](3[01]|[12]\d|0?[1-9])日?\s{1,3}(?:[01]?\d|2[0-3]):[0-5]\d(?!\d)"
)
#: A day without its year behind a label that says 发布, beside the source, or else alone on its line: 发布时间：05-17 09:20, 05月17日 来源：本网, 05-17.
_MONTH_DAY = re.compile(
    r"(?:(?P<told>(?:发布|发表)\s{0,3}(?:日期|时间|于)?\s{0,3}[:]?\s{0,3})|\n(?:时间:|日期:)?[\[(（【\s]{0,3})(?P<month>1[0-2]|0?[1-9])[-/月](?P<day>3[01]|[12]\d|0?[1-9])日?"
    r"(?:\s{0,3}(?:[01]?\d|2[0-3]):[0-5]\d(?!\d))?(?=[ \t\]）)】|]{0,6}(?:\n|\Z|(?P<facts>来源|作者|浏览|阅读|点击|字号)))"
)
#: The same behind a name on its line, for a day that a tag or the address states: 示例网 05-17 08:21.
_MONTH_DAY_LED = re.compile(
    r"\n[^\n\d，。；:]{1,20}[ |·](?P<month>1[0-2]|0?[1-9])[-/月](?P<day>3[01]|[12]\d|0?[1-9])日?(?:\s{0,3}(?:[01]?\d|2[0-3]):[0-5]\d)?[ \t]{0,6}(?=\n|\Z)"
)
#: What somebody did so long ago that tells nothing of when a text was published: 2 个月前更新.
_CHANGED_AGO = re.compile(r"\s{0,3}(?:更新|修改|编辑|回[复应帖]|活跃|在线|登[录陆]|来过|加入)(?!者|人|:)")
#: The clock of the server in a script of its page.
_CLOCK = re.compile(r"(?:time|now|today|date)[\"'\]]{0,2}\s?[:=]\s?[\"'(]{0,2}\Z", re.IGNORECASE)
_EPOCH = re.compile(r"""\b(?:ct|oriCreateTime|create_time)\s{0,2}[:=]\s{0,2}["']?(\d{10}|\d{13})\b""")
_EMPTY_LABEL = re.compile(
    r"(?:(?:发布|发表|公布|更新|发文|信息)\s{0,3}(?:日期|时间)|(?:^|\n|\s)(?:日期|时间))\s{0,3}[:](?!\s{0,3}(?:\d|民国|公元|农历|令和|[〇零一二三四五六七八九]))"
)
#: What writes a day into the page; any other lone day of a script may be the clock of its server or the page's last change.
_WRITTEN = re.compile(
    r"(?:write(?:ln)?|html|text|append)\s?\(\s?[\"'(\\]{1,4}\Z|(?:inner(?:HTML|Text)|textContent)\s?=\s?[\"'\\]{1,3}\Z"
)
#: Scripts that ask another address write such a day where that gives none.
_ASKS = re.compile(r"\.ajax|\.(?:get|getJSON|post)\s?\(|fetch\s?\(|axios|XMLHttp")
_TAGS = (
    "pubdate", "publishdate", "publish-date", "firstpublishedtime", "article:published_time", "datepublished",
    "og:published_time", "og:release_date", "weibo: article:create_at", "publication_date", "date", "dc.date", "created",
    "release_date", "apub:time", "bytedance:published_time", "parsely-pub-date", "article_publishdate", "publishtime",
    "publish_time", "publish_date", "pubtime", "<time>",
)  # fmt: skip
#: What the page of a digital newspaper says of its article in a remark.
_REMARK_OF_A_PAPER = "<!--enpproperty"
_OF_A_PAPER = re.compile(r"<(?:founder-)?date>([\d :.-]{8,24})<")
_LONGEST_REMARK = 4000
_GENERATED = re.compile(r"(?:页面)?生成时间\s{0,3}[:]?\s{0,3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """One day met on a page: where, how it is written, and its words."""

    found: FoundDate
    place: DatePlace
    spelling: str  #: full, short, english, compact, relative, split, yearless; tag, address, variable
    text: str  #: the words around it


def in_text(
    page: PageText,
    full: Sequence[FoundDate],
    foot: int,
    beside: Iterable[tuple[str, FoundDate]],
    stretches: Iterable[tuple[int, int]],
) -> tuple[Met, ...]:
    """The days of the visible text above its *foot*, in order of the page: those that start in *stretches*, and those *beside* its titles; *full*: its whole days."""
    starts = [one.start for one in full]
    known, met, text = set(starts), list[Met](), page.text[:foot]
    for begins, ends in stretches:
        some = full[bisect_left(starts, begins) : bisect_left(starts, ends)]
        met += [_met(page, one, "full") for one in some]
        met += [_met(page, one, "short") for one in _labelled(text, begins, ends, known)]
    taken = {one.found.start for one in met}
    for spelling, found in beside:
        if not any(found.start <= start < found.end for start in taken):
            met.append(_met(page, found, spelling))
            taken.add(found.start)
    return tuple(sorted(met, key=lambda one: one.found.start))


def _met(page: PageText, found: FoundDate, spelling: str) -> Met:
    around = page.text[max(0, found.start - 40) : found.end + 40].replace("\n", " ").strip()
    return Met(found=found, place=DatePlace.VISIBLE, spelling=spelling, text=around[:80])


def _labelled(text: str, begins: int, ends: int, known: Set[int]) -> Iterator[FoundDate]:
    """Days behind a label that stands between two places, in short spellings too, that do not start where one is *known*."""
    for label in islice(_ANY_LABEL.finditer(text, begins, ends), MOST_DATES):
        at = label.end()
        value = text[at : at + 30]
        first = _MAY_DATE.search(value)
        if first is None or at + first.start() in known:
            continue
        days = find_dates(value, short=True) or find_english_dates(value) or tuple(find_year_last(value))
        for found in days[:1]:
            if at + found.start not in known:
                yield _moved(found, at)


def near_titles(page: PageText, foot: int, now: datetime | None) -> Iterator[tuple[str, FoundDate]]:
    """Spellings that count only right below a title: English months, the year last, 20240912, pieces on lines of their own, 3 天前."""
    for at in page.title_at[:3] or (0,):
        stretch = page.text[at : min(foot, at + NEAR)]
        for found in (*find_english_dates(stretch), *find_year_last(stretch)):
            yield "english", _moved(found, at)
        for found in find_compact(stretch):
            yield "compact", _moved(found, at)
        for found in find_numerals(stretch):
            yield "full", _moved(found, at)
        if (pieces := _in_pieces(stretch)) is not None:
            yield "split", _moved(pieces, at)
        over = page.text.rfind("\n", 0, max(0, at - min(14, len(page.title)))) + 1
        since = max(0, over - _OVER)
        if (pieces := _in_pieces(page.text[since : max(since, over - 1)], last=True)) is not None:
            yield "split", _moved(pieces, since)
    for at in page.title_at if now is not None else ():
        stretch = page.text[at : at + NEAR]
        if now is not None and (near := find_relative(stretch, now)) is not None:
            if _CHANGED_AGO.match(stretch, near.end) is None:
                yield "relative", _moved(near, at)
            return


def _in_pieces(stretch: str, *, last: bool = False) -> FoundDate | None:
    """A day whose pieces stand on lines of their own: `05`, `2026-03`; the first, or with *last* the one that ends the stretch."""
    columns = (one for match in COLUMN.finditer(stretch) if (one := _column(match)) is not None)
    column = next((one for one in columns if not last or stretch.count("\n", one.end) <= _LINES_BEHIND), None)
    lines = stretch.split("\n")
    first = max(0, len(lines) - 3) if last else 0
    bare = set(found) if len(found := bare_pieces(lines[first : first + 14])) >= 2 else ()
    if not bare:
        return column
    for n, line in enumerate(lines[first : first + 12], first):
        if line not in bare:
            continue
        pieces = [one for one in lines[n : n + 3] if one in bare]
        if len(pieces) < 2 or _counts_on(lines[n : n + 5]):
            continue
        if (day := split_date(pieces)) is not None:
            start = sum(len(one) + 1 for one in lines[:n])
            if column is not None and column.start <= start:
                return column
            return FoundDate(on=day, start=start, end=start + sum(len(one) + 1 for one in pieces) - 1)
    return column


def _counts_on(lines: Sequence[str]) -> bool:
    """Whether one of *lines* is a day's figure and the next one that of the day after it: a calendar."""
    return any(
        one.isdecimal() and two.isdecimal() and int(two) == int(one) + 1 <= 31 for one, two in pairwise(lines)
    )


def _column(match: re.Match[str]) -> FoundDate | None:
    """A year, a month and a day below each other, if there is such a day."""
    try:
        whole = date(*map(int, match.group(1, 2, 3)))
    except ValueError:
        return None
    return FoundDate(on=whole, start=match.start(1), end=match.end())


def _moved(found: FoundDate, by: int) -> FoundDate:
    return replace(found, start=found.start + by, end=found.end + by)


def yearless(page: PageText, url: str, tag: date | None = None) -> Met | None:
    """
    A day without a year beside the title: in the month that the *url* states, or that of a *tag*; else, labelled and with a time, in the last year that its own
    page's script clock allows: who shows the time leaves out this year alone.
    """
    month = month_in_url(url) if url else None
    if month is not None and (found := _in_month(page, month, date_in_url(url))) is not None:
        return _met(page, found, "yearless")
    if tag is not None and (found := _in_month(page, tag.replace(day=1), tag)) is not None:
        return _met(page, found, "yearless")
    match = _YEARLESS.search(page.text) if page.scripts else None
    clock = max(_clocks(page.scripts), default=None) if match is not None else None
    if match is None or clock is None:
        return None
    for year in (clock.year, clock.year - 1):
        try:
            day = date(year, int(match[1]), int(match[2]))
        except ValueError:
            continue
        if day <= clock:
            return _met(page, FoundDate(on=day, start=match.start(1), end=match.end()), "yearless")
    return None


def _in_month(page: PageText, month: date, stated: date | None) -> FoundDate | None:
    """
    The one day without a year between the title and the text, if it is of *month*: the one that the address has *stated*, if it states one, else
    one that is labelled as published or stands beside the source.
    """
    for at in page.title_at[:3]:
        begins = prose_begins(page.text, at, at + NEAR)
        ends = begins if begins >= 0 else at + NEAR
        lines = list(_MONTH_DAY.finditer(page.text, at, ends))
        if stated is not None and not lines:
            lines = list(_MONTH_DAY_LED.finditer(page.text, at, ends))
        if len(lines) != 1 or int(lines[0]["month"]) != month.month:
            continue
        line, day = lines[0], int(lines[0]["day"])
        if (
            (day == stated.day)
            if stated is not None
            else (line["told"] is not None or line["facts"] is not None)
            and day <= monthrange(month.year, month.month)[1]
        ):
            return FoundDate(on=month.replace(day=day), start=line.start("month"), end=line.end())
    return None


def _clocks(scripts: str) -> Iterator[date]:
    """The moments that a script names as a time: `"time":"2026-02-28 21:09:55"`."""
    for one in find_dates(scripts):
        if one.at is not None and _CLOCK.search(scripts, max(0, one.start - 20), one.start) is not None:
            yield one.on


def in_scripts(page: PageText) -> Met | None:
    """The day that an inline script holds: an epoch, a named variable, or the one day that is written beside an empty label."""
    found = _in_scripts(page)
    if found is None:
        return None
    text = page.scripts[found.start : found.end][:80]
    return Met(found=found, place=DatePlace.SCRIPT, spelling="variable", text=text)


def _in_scripts(page: PageText) -> FoundDate | None:
    if not page.scripts:
        return None
    epoch = _EPOCH.search(page.scripts)
    if epoch is not None and (moment := from_epoch(epoch[1])) is not None:
        return FoundDate(on=day_of(moment), at=moment, start=epoch.start(), end=epoch.end())
    if (named := named_date(page.scripts, page.title)) is not None:
        return named
    if _EMPTY_LABEL.search(page.text) is not None and _ASKS.search(page.scripts) is None:
        dates = [
            one
            for one in find_dates(page.scripts)
            if _WRITTEN.search(page.scripts, max(0, one.start - 40), one.start) is not None
        ]
        if dates and len({one.on for one in dates}) == 1:
            return dates[0]
    return None


def generated_on(page: PageText) -> frozenset[date]:
    """The days on which the page says that it was generated (页面生成时间)."""
    return frozenset(
        one.on
        for _, content in page.metas
        if "生成时间" in content and (mark := _GENERATED.search(content)) is not None
        for one in find_dates(content[mark.end() :])
    )


def in_tags(page: PageText) -> Met | None:
    """The day of the page tag that is trusted most."""
    tags = dict(reversed(page.metas))
    told = ((name, tags[name]) for name in _TAGS if name in tags)
    for name, said in chain(told, _in_remark(page)):
        if name == "<time>" and _is_of_others(page, said):
            continue
        if dates := find_dates(said, short=True):
            spelling = "element" if name == "<time>" else "tag"
            return Met(found=dates[0], place=DatePlace.META, spelling=spelling, text=f"{name}={dates[0].on}")
    return None


#: Running text in the markup; so far below its title an article's own `<time>` stands.
_TEXT = re.compile(r">[^<>]{0,400}?[^<>]{12}(?:[，。；]|(?<=[a-z]{2})\.[\s<])")
_TIME_TAG = re.compile(r"""datetime\s?=\s?["']?""", re.IGNORECASE)
_LONGEST_HEAD = 6000


def _is_of_others(page: PageText, said: str) -> bool:
    """Whether a `<time>` that *said* its day stands over the title or below running text: a reader's remark, another article's card."""
    body = body_begins(page.source)
    tag = _TIME_TAG.search(page.source, body)
    while tag is not None and not page.source.startswith(said, tag.end()):
        tag = _TIME_TAG.search(page.source, tag.end())
    at = tag.end() if tag is not None else -1
    title = page.source.find(page.title[:14], body)
    if 0 <= at < title:
        return True
    begins = max(body, title)
    return at > begins + _LONGEST_HEAD or (at >= 0 and _TEXT.search(page.source, begins, at) is not None)


def _in_remark(page: PageText) -> Iterator[tuple[str, str]]:
    """What the page of a digital newspaper says of its article's day."""
    if (remark := page.source.find(_REMARK_OF_A_PAPER)) >= 0:
        said = _OF_A_PAPER.search(page.source, remark, remark + _LONGEST_REMARK)
        if said is not None:
            yield "<founder-date>", said[1]


def in_address(url: str) -> Met | None:
    """The day that the address carries."""
    day = date_in_url(url) if url else None
    if day is None:
        return None
    return Met(
        found=FoundDate(on=day, start=0, end=0), place=DatePlace.URL, spelling="address", text=str(day)
    )


#: A day so long stands in the markup as it is shown.
_SHORTEST_DAY = 7


def place_of(page: PageText, met: Met) -> int:
    """Where in the markup a day of the text stands, as far as it is written there as it is shown; -1 for nowhere."""
    start = met.found.start
    spelt = page.text[start : met.found.end].split("\n")[0][:11].rstrip()
    at = in_source(page, spelt, start) if len(spelt) > _SHORTEST_DAY else -1
    if at < 0 and len(spelt := spelt.split(" ")[0]) > _SHORTEST_DAY:
        at = in_source(page, spelt, start)
    return at
