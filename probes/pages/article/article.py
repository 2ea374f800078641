"""
When was this article published? (稿件发布页)

Places are combined, not chosen between: a labelled line near the title, a bare date line beside the title, an
inline script beside an empty label, page tags, then the address. A date that is newer than the truth makes a
dead column look alive, so doubt ends in no day; and a page without one is `Undated` only where the page proves it.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice

from monitor.domain.content import Candidate, Dated, DatePlace, Published, Undated, Unreadable
from monitor.domain.observation import Reading
from monitor.domain.timing import DAY, day_of
from probes.pages.article.info_line import (
    FURNITURE,
    PROSE,
    SOURCE,
    in_prose,
    is_furniture,
    rest_of_line,
    text_begins,
)
from probes.pages.dates.dates import FoundDate, date_in_url, find_dates, find_relative, from_epoch
from probes.pages.dates.english_dates import find_english_dates
from probes.pages.dates.other_dates import is_another_days
from probes.pages.dates.script_dates import named_date
from probes.pages.document.costly import TOO_COSTLY, too_costly
from probes.pages.document.page_text import FOOT, PageText, read_page
from probes.pages.document.scripts import render, writes_by_script
from probes.pages.document.unreadable import label_is_empty, why_not_undated, why_unreadable

#: Words that announce a publish day. What the line says beats every tag.
_LABEL = re.compile(
    r"(?:发布|发表|发稿|发文|公布|上传|上网|录入|公开|更新|信息|添加|编辑|创建|提交|文章|稿件|推送|刊发|挂网|撰写)\s{0,3}(?:日期|时间|日|于)\s{0,3}[:\]】>|]?\s{0,3}$"
    r"|(?:日\s{0,4}期|时\s{0,4}间|发布于|发表于|发布|更新于|Date|date|Time|time|Published|Updated|Released)\s{0,3}[:\]】]?\s{0,3}$"
)
#: Clearly a publish day, whatever stands around it.
_STRONG = re.compile(
    r"(?:发布|发表|发稿|发文|公布|发布于|发表于|上网|公开)\s{0,3}(?:日期|时间|于)?\s{0,3}[:\]】]?\s{0,3}$"
)
_EMPTY_LABEL = re.compile(
    r"(?:(?:发布|发表|公布|更新|发文|信息)\s{0,3}(?:日期|时间)|(?:^|\n|\s)(?:日期|时间))\s{0,3}[:](?!\s{0,3}\d)"
)
_YEARLESS = re.compile(
    r"(?:发布|发表|更新)\s{0,3}(?:日期|时间)\s{0,3}[:]\s{0,3}(1[0-2]|0?[1-9])[-/.月](3[01]|[12]\d|0?[1-9])(?![\d-])"
)
_CT = re.compile(r"""\b(?:ct|oriCreateTime|create_time)\s{0,2}[:=]\s{0,2}["']?(\d{10}|\d{13})\b""")
_METAS = (
    "pubdate", "publishdate", "publish-date", "firstpublishedtime", "article:published_time", "datepublished",
    "og:published_time", "og:release_date", "weibo: article:create_at", "publication_date", "date", "dc.date", "created",
    "release_date", "apub:time", "bytedance:published_time", "parsely-pub-date", "<time>",
)  # fmt: skip
_GENERATED = re.compile(r"(?:页面)?生成时间\s{0,3}[:]?\s{0,3}")

_ANY_LABEL = re.compile(r"(?:日\s{0,4}期|时\s{0,4}间|发布于|发表于|Date|Time)\s{0,3}[:\]】]?\s{0,3}")

_WEEKDAY = re.compile(r"\s{0,3}(?:星期|周)[一二三四五六日天]")

#: A date of this rank or better is taken as it stands.
SURE = 5
#: How far below its title a publish line stands, in characters of text.
NEAR = 260
#: Rank of a labelled line with no title above it.
OVER = 6
FAR_BELOW = 7
#: Rank of a bare day below running text: when the document was signed (成文), which may be before it was published.
SIGNED = 9
#: Rank of one that no text follows soon either: taken where it stands alone.
LAST = 10
SOON = 120
#: So many bare days under a title are a list of other articles.
ROWS = 3
#: What stands so early on a page is its head: a clock.
HEAD = 80
#: A page with more days than this is a table of them.
MOST_DATES = 1000
#: A labelled line farther below is as likely another article's.
FAR = 600


@dataclass(frozen=True, slots=True)
class _Scored:
    found: FoundDate
    rank: int  #: lower is better
    distance: int
    text: str


def read_article(html: str, url: str = "", *, now: datetime | None = None) -> Reading:
    """
    The publish day of an article page, where it was read, and every other candidate.

    *now*: when the page was fetched; resolves relative words. A date after it is kept as the page's word all the
    same (rules refuse it). Never raises on what a page may hold.
    """
    page = read_page(html)
    dates = find_dates(page.text)[:MOST_DATES]
    visible, place, failed = _visible(page, dates, now), DatePlace.VISIBLE, ""
    if (visible is None or visible.rank > SURE) and writes_by_script(html):
        after = render(html, url, now)
        html, failed = after.html, after.failed
        seen = read_page(html) if after.wrote else page
        written = find_dates(seen.text)[:MOST_DATES]
        by_script = _visible(seen, written, now) if after.wrote else None
        if by_script is not None and (visible is None or by_script.rank < visible.rank):
            visible, place = by_script, DatePlace.SCRIPT
        if visible is None or place is DatePlace.SCRIPT:
            page, dates = seen, written
    unreadable = TOO_COSTLY if too_costly(html) else why_unreadable(html, page)
    # a line that says it beside the title needs no script's word
    script = _from_script(page) if visible is None or visible.rank > SURE else None
    tagged, proves = _from_metas(page)
    path = date_in_url(url)
    published = _combine(visible, place, script, tagged if proves else None, path, page)
    if not isinstance(published, Dated) and (why := unreadable or why_not_undated(html, page, failed)):
        published = Unreadable(why)
    return Reading(
        url=url,
        published=published,
        title=page.title[:300],
        source=_source(page),
        candidates=_candidates(page, dates, visible, place, script, tagged, path),
        conflict=_conflict(published, visible, tagged, path),
        text_digest=hashlib.sha256("".join(page.text.split()).encode()).hexdigest(),
    )


def _combine(
    visible: _Scored | None,
    place: DatePlace,
    script: FoundDate | None,
    tagged: FoundDate | None,
    path: date | None,
    page: PageText,
) -> Published:
    """The first place that answers, in the order of trust; *place*: whether the visible line was there before scripts ran."""
    if visible is not None and visible.rank <= SURE:
        return Dated(on=visible.found.on, at=visible.found.at, place=place)
    if visible is None and (day := _yearless(page)) is not None:
        return Dated(on=day, place=DatePlace.VISIBLE)
    if script is not None:
        return Dated(on=script.on, at=script.at, place=DatePlace.SCRIPT)
    if visible is not None:
        return Dated(on=visible.found.on, at=visible.found.at, place=place)
    if tagged is not None:
        return Dated(on=tagged.on, at=tagged.at, place=DatePlace.META)
    if path is not None and page.words >= 40 and not label_is_empty(page):
        return Dated(on=path, place=DatePlace.URL)
    return Undated()


def _yearless(page: PageText) -> date | None:
    """A labelled day without a year, in the last year that its own page's script clock allows."""
    match = _YEARLESS.search(page.text)
    clock = max((one.on for one in find_dates(page.scripts)), default=None) if match else None
    if match is None or clock is None:
        return None
    for year in (clock.year, clock.year - 1):
        try:
            day = date(year, int(match[1]), int(match[2]))
        except ValueError:
            continue
        if day <= clock:
            return day
    return None


def _visible(page: PageText, dates: Sequence[FoundDate], now: datetime | None) -> _Scored | None:
    """The visible line that says when the article was published."""
    text, foot = page.text, _foot(page)
    full = {one.start for one in dates}
    behind_labels = [one for one in _labelled(text[:foot]) if one.start not in full]
    ranked: list[_Scored] = []
    for found in (*(one for one in dates if one.start < foot), *behind_labels):
        if (scored := _score(page, found)) is not None:
            ranked.append(scored)  # noqa: PERF401
    if not ranked:
        for at in page.title_at[:2] or (0,):
            english = _at(find_english_dates(text[at : min(foot, at + NEAR)]), at)
            ranked += [scored for found in english if (scored := _score(page, found)) is not None]
    if not ranked and now is not None:
        for at in page.title_at:
            near = find_relative(text[at : at + NEAR], now)
            if near is not None and _stands_alone(
                text, replace(near, start=at + near.start, end=at + near.end)
            ):
                ranked.append(_Scored(near, 7, near.start, text[at : at + NEAR][:80]))
                break
    right_below = max(0, len(page.title) - 14) + 12
    best = min(_without_boxes(ranked, right_below), key=_preference, default=None)
    if best is not None and best.rank < LAST:
        return best
    alone = _only_date_line(page, dates, foot)
    return alone or (best if len({one.found.on for one in ranked}) == 1 else None)


def _without_boxes(ranked: Sequence[_Scored], right_below: int) -> Sequence[_Scored]:
    """Without labelled lines of several days that all stand below a bare line, and rows of bare days farther than *right_below*."""
    labelled = [one for one in ranked if one.rank == 0]
    bare = [one for one in ranked if one.rank in (4, 5)]
    if len({one.found.on for one in bare}) >= ROWS:
        ranked = [one for one in ranked if one.rank not in (4, 5) or one.distance <= right_below]
    elif bare and len({one.found.on for one in labelled}) >= 2:
        first = min(one.found.start for one in bare)
        ranked = [one for one in ranked if one.rank != 0 or one.found.start < first]
    return ranked


def _preference(one: _Scored) -> tuple[int, int, int]:
    """The better rank, then what stands first; of lines without a title, the one closest above a text."""
    return one.rank, one.distance if one.rank == OVER else 0, one.found.start


def _stands_alone(text: str, found: FoundDate) -> bool:
    """Whether a relative word is not the beginning of a text: 今天，我市召开…"""
    rest = rest_of_line(text, found)
    return is_furniture(rest) and len(FURNITURE.sub("", SOURCE.sub("", rest))) <= 6


def _labelled(text: str) -> Iterator[FoundDate]:
    """Dates in short spellings (21-01-11, 20210111) right behind a label; elsewhere those are as often something else."""
    for label in islice(_ANY_LABEL.finditer(text), MOST_DATES):
        for found in find_dates(text[label.end() : label.end() + 30], short=True)[:1]:
            yield from _at((found,), label.end())


def _at(dates: Sequence[FoundDate], start: int) -> Iterator[FoundDate]:
    """Dates found in a stretch of text, as they stand in the whole."""
    for found in dates:
        yield replace(found, start=found.start + start, end=found.end + start)


def _only_date_line(page: PageText, dates: Sequence[FoundDate], foot: int) -> _Scored | None:
    """Where the title is not to be found: the one line of the page that is nothing but a date with its time."""
    head = page.title_at[0] if page.title_at and page.title_at[0] < len(page.text) // 2 else HEAD
    lines = [
        found
        for found in dates
        if found.start < foot
        and found.at is not None
        and found.start > head
        and not _is_another_days(page, found)
        and len(FURNITURE.sub("", rest_of_line(page.text, found))) <= 12
    ]
    return _Scored(lines[0], 8, 0, page.text[lines[0].start : lines[0].end]) if len(lines) == 1 else None


def _score(page: PageText, found: FoundDate) -> _Scored | None:
    """How well one visible date serves as the publish day; None when it is another thing's date."""
    text = page.text
    before = text[max(0, found.start - 40) : found.start]
    label = before.replace("\n", " ")
    below = [found.start - at for at in page.title_at if at <= found.start]
    distance = min(below, default=100_000)
    line = rest_of_line(text, found)
    strong = _STRONG.search(label) is not None
    if not strong and _is_another_days(page, found):
        return None
    around = text[max(0, found.start - 40) : found.end + 40].replace("\n", " ")
    spelt = text[found.start : found.end]
    full = (spelt[:2] in ("19", "20") and not spelt[:8].isdigit()) or re.search(
        "[A-Za-z]{3}", spelt
    ) is not None
    if strong or _LABEL.search(label) is not None:
        if not below and not _leads_to_title(page, found):
            # under no title that is known: the line next above a text is its own, others belong to boxes
            begins = text_begins(text, found)
            titled = any(found.end < at <= found.end + begins for at in page.title_at)
            return _Scored(found, OVER if begins <= SOON and not titled else LAST, begins, around)
        if distance <= NEAR:
            return _Scored(found, 0 if strong else 1, distance, around)
        return _Scored(found, SURE if distance < FAR else FAR_BELOW, distance, around)
    if not full:
        return None
    if distance <= NEAR and is_furniture(line) and not in_prose(text, found):
        if found.at is None and _signs_off(page, found):
            return _Scored(found, SIGNED, distance, around)
        rank = FAR_BELOW if _WEEKDAY.match(text, found.end) else 4 if found.at is not None else 5
        return _Scored(found, rank, distance, around)
    if found.at is not None and is_furniture(line) and _leads_to_title(page, found):
        return _Scored(found, 8, distance, around)
    return None


def _signs_off(page: PageText, found: FoundDate) -> bool:
    """Whether running text stands between the title and a day."""
    above = max((at for at in page.title_at if at <= found.start), default=found.start)
    return PROSE.search(page.text, above, found.start) is not None


def _leads_to_title(page: PageText, found: FoundDate) -> bool:
    """Whether a date stands right over the title, with nothing between but what stands beside a publish day."""
    above = min((at for at in page.title_at if at > found.end), default=0)
    if not 0 < above - found.end <= 60 + len(page.title):
        return False
    return len(FURNITURE.sub("", page.text[found.end : max(found.end, above - 14)])) <= 8


def _is_another_days(page: PageText, found: FoundDate) -> bool:
    """Whether the words around a date, the title's own aside, make it a deadline, a meeting, a clock."""
    rest = max(0, len(page.title) - 14)
    ends = [at + rest for at in page.title_at if at + rest <= found.start]
    before = page.text[max(0, found.start - 40, *ends) : found.start].replace("\n", " ")
    after = page.text[found.end : found.end + 80].replace("\n", " ")
    return is_another_days(before, after)


def _foot(page: PageText) -> int:
    """Where the page's foot begins: the first foot word below the title, in the page's second half."""
    start = max(len(page.text) // 2, page.title_at[0] if page.title_at else 0)
    match = FOOT.search(page.text, start)
    return match.start() if match is not None else len(page.text)


def _from_script(page: PageText) -> FoundDate | None:
    """A date that an inline script writes: an epoch, a named variable, or the one date beside an empty label."""
    scripts = page.scripts
    if not scripts:
        return None
    if (epoch := _CT.search(scripts)) is not None and (moment := from_epoch(epoch[1])) is not None:
        return FoundDate(on=day_of(moment), at=moment, start=epoch.start(), end=epoch.end())
    if (named := named_date(scripts, page.title)) is not None:
        return named
    if _EMPTY_LABEL.search(page.text) is not None:
        dates = find_dates(scripts)
        if dates and len({one.on for one in dates}) == 1:
            return dates[0]
    return None


def _from_metas(page: PageText) -> tuple[FoundDate | None, bool]:
    """The page tag's date, and whether it proves anything: one that equals the generation time does not."""
    generated = {
        one.on
        for _, content in page.metas
        if (mark := _GENERATED.search(content)) is not None
        for one in find_dates(content[mark.end() :])
    }
    tags = dict(reversed(page.metas))
    for name in _METAS:
        dates = find_dates(tags.get(name, ""), short=True)
        if dates:
            return dates[0], dates[0].on not in generated
    return None, False


def _conflict(
    published: Published, visible: _Scored | None, tagged: FoundDate | None, path: date | None
) -> bool:
    """Whether another place states a day more than one day older: the mark of an old text with a new date."""
    if not isinstance(published, Dated):
        return False
    others = [path] if path else []
    others += [tagged.on] if tagged is not None else []
    return any(published.on - other > DAY for other in others)


def _candidates(
    page: PageText,
    dates: Sequence[FoundDate],
    visible: _Scored | None,
    place: DatePlace,
    script: FoundDate | None,
    tagged: FoundDate | None,
    path: date | None,
) -> tuple[Candidate, ...]:
    """Every date met, the chosen ones first; at most twenty."""
    found: list[Candidate] = []
    if visible is not None:
        ran = "after scripts: " if place is DatePlace.SCRIPT else ""
        text = f"{ran}{visible.text.strip()}"[:80]
        found.append(Candidate(on=visible.found.on, at=visible.found.at, place=place, text=text))
    if script is not None:
        text = page.scripts[script.start : script.end][:80]
        found.append(Candidate(on=script.on, at=script.at, place=DatePlace.SCRIPT, text=text))
    if tagged is not None:
        found.append(Candidate(on=tagged.on, at=tagged.at, place=DatePlace.META, text=str(tagged.on)))
    if path is not None:
        found.append(Candidate(on=path, place=DatePlace.URL, text=str(path)))
    for one in dates:
        if visible is None or one.start != visible.found.start:
            around = page.text[max(0, one.start - 20) : one.end + 20].replace("\n", " ").strip()
            found.append(Candidate(on=one.on, at=one.at, place=DatePlace.BODY, text=around[:80]))
        if len(found) >= 20:
            break
    return tuple(found)


def _source(page: PageText) -> str:
    tags = dict(page.metas)
    tagged = " ".join(tags.get("contentsource", "").split())
    if tagged and tagged.lower() not in ("null", "undefined"):
        return tagged[:60]
    for at in (*page.title_at, 0):
        match = SOURCE.search(page.text, at, at + 600)
        if match is not None:
            return match[1][:60]
    return ""
