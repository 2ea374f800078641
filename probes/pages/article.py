"""
When was this article published? (稿件发布页)

Places are combined, not chosen between: a labelled line near the title, a bare date line beside the title, an
inline script beside an empty label, page tags, then the address. A date that is newer than the truth makes a
dead column look alive, so doubt ends in `Undated`.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from monitor.domain.content import Candidate, Dated, Place, Published, Undated, Unreadable
from monitor.domain.observation import Reading
from monitor.domain.timing import DAY, day_of
from probes.pages.dates import Found, date_in_url, find_dates, find_relative, from_epoch
from probes.pages.english_dates import find_english_dates
from probes.pages.other_dates import is_another_days
from probes.pages.page_text import PageText, read_page
from probes.pages.script_dates import named_date

#: Words that announce a publish day. What the line says beats every tag.
_LABEL = re.compile(
    r"(?:发布|发表|发稿|发文|公布|上传|上网|录入|公开|更新|信息|添加|编辑|创建|提交|文章|稿件|推送|刊发|挂网|撰写)\s{0,3}(?:日期|时间|日|于)\s{0,3}[:\]】>|]?\s{0,3}$"
    r"|(?:日\s{0,4}期|时\s{0,4}间|发布于|发表于|发布|更新于|Date|date|Time|time|Published|Updated|Released)\s{0,3}[:\]】]?\s{0,3}$"
)
#: Clearly a publish day, whatever stands around it.
_STRONG = re.compile(
    r"(?:发布|发表|发稿|发文|公布|发布于|发表于|上网|公开)\s{0,3}(?:日期|时间|于)?\s{0,3}[:\]】]?\s{0,3}$"
)
#: What may stand on the same line as a publish day under a title.
_FURNITURE = re.compile(
    r"来源|作者|浏览|阅读|点击|人气|字号|字体|大中小|打印|分享|编辑|责编|审核|供稿|访问|次数|关闭|收藏|稿源|发布|时间|日期|评论|我要|扫一扫|背景|"
    r"\[|\]|【|】|\(|\)|（|）|:|\||/|第|次|大|中|小|[A-Za-z0-9]|\s"
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
_TEMPLATE = re.compile(r"\{\{.{1,80}?\}\}|\{\$T\.|<%=|\$\{.{1,60}?\}")
_SOURCE = re.compile(
    r"(?:信息|文章|稿件|新闻|内容)?(?:来\s{0,4}源|稿源|发布机构|发布单位|信息来源|供稿单位)\s{0,3}[:：]\s{0,4}([^\s|:：\[\]【】]{2,40})"
)
_FOOT = re.compile(r"版权所有|ICP备|公网安备|网站标识码|技术支持|主办单位|C(?:opyright|OPYRIGHT)|copyright")

_ANY_LABEL = re.compile(r"(?:日\s{0,4}期|时\s{0,4}间|发布于|发表于|Date|Time)\s{0,3}[:\]】]?\s{0,3}")

#: A date of this rank or better is taken as it stands.
SURE = 5
#: How far below its title a publish line stands, in characters of text.
NEAR = 260


@dataclass(frozen=True, slots=True)
class _Scored:
    found: Found
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
    unreadable = _unreadable(html, page)
    dates = find_dates(page.text)
    visible = _visible(page, dates, now)
    # a line that says it beside the title needs no script's word
    script = _from_script(page) if visible is None or visible.rank > SURE else None
    tagged, proves = _from_metas(page)
    path = date_in_url(url)
    published = _combine(visible, script, tagged if proves else None, path, page)
    if unreadable and not isinstance(published, Dated):
        published = Unreadable(unreadable)
    return Reading(
        url=url,
        published=published,
        title=page.title[:300],
        source=_source(page),
        candidates=_candidates(page, dates, visible, script, tagged, path),
        conflict=_conflict(published, visible, tagged, path),
        text_digest=hashlib.sha256("".join(page.text.split()).encode()).hexdigest(),
    )


def _combine(
    visible: _Scored | None, script: Found | None, tagged: Found | None, path: date | None, page: PageText
) -> Published:
    """The first place that answers, in the order of trust."""
    if visible is not None and visible.rank <= SURE:
        return Dated(on=visible.found.on, at=visible.found.at, place=Place.VISIBLE)
    if visible is None and (day := _yearless(page)) is not None:
        return Dated(on=day, place=Place.VISIBLE)
    if script is not None:
        return Dated(on=script.on, at=script.at, place=Place.SCRIPT)
    if visible is not None:
        return Dated(on=visible.found.on, at=visible.found.at, place=Place.VISIBLE)
    if tagged is not None:
        return Dated(on=tagged.on, at=tagged.at, place=Place.META)
    if path is not None and page.words >= 40:
        return Dated(on=path, place=Place.URL)
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


def _unreadable(html: str, page: PageText) -> str:
    """Why the page cannot be read as an article at all; "" when it can."""
    if not html.strip():
        return "empty page"
    if page.refresh:
        return "the page only sends the reader on"
    if page.words < 30:
        return (
            "hardly any text: filled by script"
            if page.scripts or "<script" in html.lower()
            else "hardly any text"
        )
    if "{" in page.text and len(_TEMPLATE.findall(page.text[:5000])) >= 3:
        return "an unfilled template"
    return ""


def _visible(page: PageText, dates: Sequence[Found], now: datetime | None) -> _Scored | None:
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
            if near is not None and _is_furniture(text[at : at + near.start].split("\n")[-1]):
                ranked.append(_Scored(near, 7, near.start, text[at : at + NEAR][:80]))
                break
    if not ranked and (alone := _only_date_line(page, dates, foot)) is not None:
        return alone
    return min(ranked, key=lambda one: (one.rank, one.found.start), default=None)


def _labelled(text: str) -> Iterator[Found]:
    """Dates in short spellings (21-01-11, 20210111) right behind a label; elsewhere those are as often something else."""
    for label in _ANY_LABEL.finditer(text):
        for found in find_dates(text[label.end() : label.end() + 30], short=True)[:1]:
            yield from _at((found,), label.end())


def _at(dates: Sequence[Found], start: int) -> Iterator[Found]:
    """Dates found in a stretch of text, as they stand in the whole."""
    for found in dates:
        yield replace(found, start=found.start + start, end=found.end + start)


def _only_date_line(page: PageText, dates: Sequence[Found], foot: int) -> _Scored | None:
    """Where the title is not to be found: the one line of the page that is nothing but a date with its time."""
    lines = [
        found
        for found in dates
        if found.start < foot
        and found.at is not None
        and not _is_another_days(page, found)
        and len(_FURNITURE.sub("", _line(page.text, found))) <= 12
    ]
    return _Scored(lines[0], 8, 0, page.text[lines[0].start : lines[0].end]) if len(lines) == 1 else None


def _score(page: PageText, found: Found) -> _Scored | None:
    """How well one visible date serves as the publish day; None when it is another thing's date."""
    text = page.text
    before = text[max(0, found.start - 40) : found.start]
    label = before.replace("\n", " ")
    below = [found.start - at for at in page.title_at if at <= found.start]
    distance = min(below, default=100_000)
    line = _line(text, found)
    strong = _STRONG.search(label) is not None
    if not strong and _is_another_days(page, found):
        return None
    around = text[max(0, found.start - 40) : found.end + 40].replace("\n", " ")
    spelt = text[found.start : found.end]
    full = (spelt[:2] in ("19", "20") and not spelt[:8].isdigit()) or re.search(
        "[A-Za-z]{3}", spelt
    ) is not None
    near = distance < 600 or not page.title_at
    if strong:
        return _Scored(found, 0 if near else 2, distance, around)
    if _LABEL.search(label) is not None:
        return _Scored(found, 1 if near else 3 if found.at is not None else 6, distance, around)
    if not full:
        return None
    if distance <= NEAR and _is_furniture(line) and not _in_prose(text, found):
        return _Scored(found, 4 if found.at is not None else 5, distance, around)
    above = min((at - found.end for at in page.title_at if at > found.end), default=100_000)
    if above <= 60 + len(page.title) and found.at is not None and _is_furniture(line):
        return _Scored(found, 7, above, around)
    return None


def _is_another_days(page: PageText, found: Found) -> bool:
    """Whether the words around a date, the title's own aside, make it a deadline, a meeting, a clock."""
    rest = max(0, len(page.title) - 14)
    ends = [at + rest for at in page.title_at if at + rest <= found.start]
    before = page.text[max(0, found.start - 40, *ends) : found.start].replace("\n", " ")
    after = page.text[found.end : found.end + 80].replace("\n", " ")
    return is_another_days(before, after)


def _line(text: str, found: Found) -> str:
    """What else stands on the date's own line."""
    start = text.rfind("\n", 0, found.start) + 1
    end = text.find("\n", found.end)
    return text[start : found.start] + text[found.end : len(text) if end < 0 else end]


def _is_furniture(rest: str) -> bool:
    """Whether a line holds nothing but what stands beside a publish day: source, author, counts."""
    if len(rest) > 120:
        return False
    source = _SOURCE.sub("", rest.replace("〔〕", ""))
    left = _FURNITURE.sub("", source)
    return len(left) <= 24 and not re.search(r"[，。；！？〔〕]|通过|修正|修订", rest.replace("〔〕", ""))


def _in_prose(text: str, found: Found) -> bool:
    """A date that the next words go on from: `2020年1月8日，新疆…`."""
    after = text[found.end : found.end + 12].lstrip("\n ")
    before = text[max(0, found.start - 6) : found.start]
    return bool(
        re.match(
            r"[，,。、至到起前后]|[^\s\n\[(【（来作浏点阅责编字发人分访打【|:：A-Za-z0-9]{1}[^\n]{0,2}[，,]",
            after,
        )
    ) or bool(re.search(r"[，,、。(（于在自从至到]\s?$", before) and not re.search(r"[(（\[【]\s?$", before))


def _foot(page: PageText) -> int:
    """Where the page's foot begins: the first foot word below the title, in the page's second half."""
    start = max(len(page.text) // 2, page.title_at[0] if page.title_at else 0)
    match = _FOOT.search(page.text, start)
    return match.start() if match is not None else len(page.text)


def _from_script(page: PageText) -> Found | None:
    """A date that an inline script writes: an epoch, a named variable, or the one date beside an empty label."""
    scripts = page.scripts
    if not scripts:
        return None
    if (epoch := _CT.search(scripts)) is not None and (moment := from_epoch(epoch[1])) is not None:
        return Found(on=day_of(moment), at=moment, start=epoch.start(), end=epoch.end())
    if (named := named_date(scripts, page.title)) is not None:
        return named
    if _EMPTY_LABEL.search(page.text) is not None:
        dates = find_dates(scripts)
        if dates and len({one.on for one in dates}) == 1:
            return dates[0]
    return None


def _from_metas(page: PageText) -> tuple[Found | None, bool]:
    """The page tag's date, and whether it proves anything: one that equals the generation time does not."""
    generated = {
        one.on
        for _, content in page.metas
        if (mark := _GENERATED.search(content)) is not None
        for one in find_dates(content[mark.end() :])
    }
    tags = dict(reversed(page.metas))
    for name in _METAS:
        dates = find_dates(tags.get(name, "").replace("T", " "), short=True)
        if dates:
            return dates[0], dates[0].on not in generated
    return None, False


def _conflict(published: Published, visible: _Scored | None, tagged: Found | None, path: date | None) -> bool:
    """Whether another place states a day more than one day older: the mark of an old text with a new date."""
    if not isinstance(published, Dated):
        return False
    others = [path] if path else []
    others += [tagged.on] if tagged is not None else []
    return any(published.on - other > DAY for other in others)


def _candidates(
    page: PageText,
    dates: Sequence[Found],
    visible: _Scored | None,
    script: Found | None,
    tagged: Found | None,
    path: date | None,
) -> tuple[Candidate, ...]:
    """Every date met, the chosen ones first; at most twenty."""
    found: list[Candidate] = []
    if visible is not None:
        found.append(
            Candidate(
                on=visible.found.on, at=visible.found.at, place=Place.VISIBLE, text=visible.text.strip()[:80]
            )
        )
    if script is not None:
        found.append(
            Candidate(
                on=script.on,
                at=script.at,
                place=Place.SCRIPT,
                text=page.scripts[script.start : script.end][:80],
            )
        )
    if tagged is not None:
        found.append(Candidate(on=tagged.on, at=tagged.at, place=Place.META, text=str(tagged.on)))
    if path is not None:
        found.append(Candidate(on=path, place=Place.URL, text=str(path)))
    for one in dates:
        if visible is None or one.start != visible.found.start:
            around = page.text[max(0, one.start - 20) : one.end + 20].replace("\n", " ").strip()
            found.append(Candidate(on=one.on, at=one.at, place=Place.BODY, text=around[:80]))
        if len(found) >= 20:
            break
    return tuple(found)


def _source(page: PageText) -> str:
    tags = dict(page.metas)
    tagged = " ".join(tags.get("contentsource", "").split())
    if tagged and tagged.lower() not in ("null", "undefined"):
        return tagged[:60]
    for at in (*page.title_at, 0):
        match = _SOURCE.search(page.text, at, at + 600)
        if match is not None:
            return match[1][:60]
    return ""
