"""
What speaks for and against each day of a page (特征): plain names, present or not, which rules and the ranker share.

One name, one fact that a person can check on the page: `label.publishing`, `title.near`, `prose.goes_on`, `address.agrees`.
"""

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime

from monitor.domain.timing import DAY, day_of
from probes.pages.article.below_text import names_below
from probes.pages.article.candidates import NEAR, Met
from probes.pages.article.info_line import (
    FACTS,
    LONGEST_LINE,
    NO_TEXT,
    OFFICE,
    PUBLISHER,
    TELLS,
    in_prose,
    is_bare_line,
    is_furniture,
    is_said_within,
    names_of_words_before,
    prose_begins,
    rest_of_line,
    text_begins,
    without_facts,
)
from probes.pages.article.rules import LABELS
from probes.pages.article.title_lines import is_below_like_title, is_like_title, names_after_text
from probes.pages.dates.dates import FoundDate, narrow
from probes.pages.dates.other_dates import (
    is_another_days,
    is_of_a_law,
    is_of_a_newspaper,
    is_of_a_remark,
    is_of_a_strange_label,
    is_of_an_interview,
    is_of_another_text,
    names_of_another,
)
from probes.pages.document.page_text import PageText, foot_begins, in_source

#: Words that announce a publish day.
_LABEL = re.compile(
    r"(?:发布|发表|发稿|发文|公布|上传|上网|录入|公开|更新|信息(?:\s{0,3}提供)?|添加|编辑|创建|提交|文章|稿件|推送|刊发|挂网|撰写)\s{0,3}(?:日期|时间|日|于)\s{0,3}[:\]】>|]?[\s\[(（【]{0,3}$"
    r"|(?:日\s{0,4}期|时\s{0,4}间|发布于|发表于|发布|更新于|Date|date|Time|time|(?:Published|[Uu]pdated|[Mm]odified|Released|[Pp]osted)(?:\s?(?:on|@))?|(?:Published|Posted|Submitted|Written) by [^\n]{1,24} on|更新\s{0,3}[:])\s{0,3}[:\]】]?[\s\[(（【]{0,3}$"
)
#: One of these ends any label, blanks aside.
_ENDS_OF_LABELS = frozenset("期间日于布表稿文网开:]】>|edn@[(（【")
#: Clearly a publish day, whatever stands around it.
_PUBLISHING = re.compile(
    r"(?:发布|发表|发稿|发文|公布|发布于|发表于|上网|公开)\s{0,3}(?:日期|时间|于)?\s{0,3}[:\]】]?[\s\[(（【]{0,3}$"
)
#: What stands right before the word, where that names something of the article and not the article: 视频发布：, 解读发布时间：.
_WORD_BEFORE = re.compile(r"(?:\A|[\s|·\[\]()（）【】])([\u4e00-\u9fffA-Za-z0-9]{1,10})\Z")
#: What may stand there all the same.
_ITS_OWN = re.compile(
    r"(?:信息|文章|新闻|稿件|内容|资讯|文件|公告|通知|通告|公示|文档|首次|最初|正式|对外|主动|网站|官网|本网|网上|网络|政府)\Z"
)
#: The same of a document, which may be published later than it was issued.
_ISSUED = re.compile(r"发[文稿]\s{0,3}(?:日期|时间|于)?\s{0,3}[:\]】]?[\s\[(（【]{0,3}$")
#: A word that ends the line before and is no label: 于 2024-06-03 发布; 来源：示例发布; @河湾发布; 公开方式 主动公开.
_SAID_BEFORE = re.compile(
    r"(?:\d\s?[日号]?\s{0,3}|(?:来\s?源|作\s?者|供\s?稿|编\s?辑)\s?:[^\n:]{1,20})(?:发布|发表)\s{0,2}\n\s{0,3}$"
    r"|@[^\s@:]{1,16}\s{0,3}$|\n[\u4e00-\u9fff]{2,8}(?<![局府办委部厅处室院会社站网心息章闻容件])发布 {1,3}$|(?:主动|依申请|不予|免予|全文|政务|信息)公开\s{0,2}\n[\s(（]{0,3}$"
)
#: The same over another line, and a name that ends so (河湾发布): 于 2024-06-03 发布, and below it 时间：2024-06-10 of a meeting.
_SAID_ON_LINE_ABOVE = re.compile(
    r"(?:\d\s?[日号]?\s{0,3}(?:发布|发表)|[\u4e00-\u9fff](?<!信息)(?<!文章)(?<!新闻)(?<!内容)(?<!稿件)(?<!首次)发布|[\u4e00-\u9fff]{4}公布)\s{0,2}\n([^\n]{0,20}\n?)$"
)
#: The day of the last change, or on which a site took the text in: of two labelled days the other one is the publish day.
_CHANGED = re.compile(
    r"(?:更新|修改|编辑|采集|入库|上架|收录|转载|导入|[Uu]pdated|[Mm]odified)\s{0,3}(?:on|日期|时间|日|于)?\s{0,3}[:\]】]?[\s\[(（【]{0,3}$"
)
#: The word behind a day: 2024-06-03 发布.
_BEHIND = re.compile(r"\s{0,3}(?:首次)?(?:发布|发表|上传|刊发|发稿|提交)\s{0,3}(?=$|[\n|\]】)（(来])")
#: The same of a change: 已于 2025-09-01 修改, （2025-09-01 10:22 更新）.
_CHANGED_BEHIND = re.compile(
    r"(?<=:\d\d)\s{0,3}(?:最后)?(?:编辑|更新)\s{0,3}[)）]|\s{0,3}(?:最后)?(?:修改|编辑)\s{0,3}(?=$|[\n|\]】)（(来])"
)
#: Remarks of readers below a text.
_REMARKS = re.compile(
    r"[评回跟沙板楼网匿只](?:(?<=评)论|(?<=回)帖|(?<=跟)帖|(?<=沙)发|(?<=板)凳|(?<=楼)主|(?<=网)友|(?<=匿)名(?:用户|网友)?|(?<=只)看该作者|(?<=\d楼))"
)
#: What marks a day as another's (`others.py`) before the rows of the page are looked at.
OTHERS = frozenset(
    {
        "others.notice",
        "others.below",
        "others.file",
        "others.rows",
        "others.issue",
        "others.change",
        "others.above",
    }
)
#: No more than 日期 in a cell of its own, as tables of figures have it.
_BARE_LABEL = re.compile(r"(?:^|\s)(?:日期|时间)\s{0,3}$")
#: Words that go on behind a day on its own line: 2009.05.10 任县长.
_WORDS_BEHIND = re.compile(
    rf"[ \t]{{0,4}}+(?!{FACTS.pattern}|责|审|校|发布|发表|星期|周[一二三四五六日]|[上下]午|晚|印发?)[\u4e00-\u9fff]{{2}}"
)
#: A line that a day begins, of more words than stand beside one: 2026年3月5日主要农产品价格.
_GLUED = re.compile(r"(?<=日)[\u4e00-\u9fff]{6,30}(?=\n|\Z)")
_WEEKDAY = re.compile(r"\s{0,3}[(（]?(?:星期|周)[一二三四五六日天]")
#: A word whose characters stand apart: 发 布 日 期.
_APART = re.compile(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff](?: {1,4}[\u4e00-\u9fff]){1,5}(?![\u4e00-\u9fff])")
#: A clock that a page shows: day, weekday, a time with its seconds.
_CLOCK = re.compile(r"\s{0,3}[(（]?(?:星期|周)[一二三四五六日天][)）]?\s{0,3}\d{1,2}:\d\d:\d\d")
#: A year in Chinese numerals.
_NUMERALS = re.compile(r"[〇零○ＯO0一二三四五六七八九]{4}年")
#: A labelled line farther below is as likely another article's.
FAR = 600
#: Running text begins so soon below a line that is its own.
SOON = 120
#: What stands so early on a page is its head: a clock.
HEAD = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """One day with what speaks for and against it."""

    met: Met
    features: frozenset[str]
    distance: int = 0  #: characters below its title
    begins: int = 0  #: how far below it running text begins


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the whole page says, for each of its days."""

    page: PageText
    foot: int
    now: datetime | None
    address: date | None
    tag: date | None
    days: Counter[date]  #: full days of the visible text
    newest: date | None  #: of those
    title_ends: tuple[int, ...]  #: where the whole title ends, each time it stands in the text
    label_unread: bool
    text_at: int  #: what stands behind it on a page whose title is not to be found is below its text
    silent: bool = False  #: no day in any writing stands in the head of its text
    waits: bool = False  #: a place in it is left for a script that is not here


def weigh(met: Met, around: Around) -> Weighed:
    """A day of the visible text with its features."""
    page, found = around.page, met.found
    text = page.text
    below = [found.start - at for at in page.title_at if at <= found.start]
    distance = min(below, default=100_000)
    begins = text_begins(text, found)
    names = {f"spelt.{met.spelling}"}
    names |= _of_label(page, found, around.title_ends)
    names |= _of_title(page, found, below, distance, begins)
    names |= _of_line(text, found)
    if around.label_unread and "prose.goes_on" in names and text[found.start - 1 : found.start] == "\n":
        names.discard("label.publishing")  # the text's own day, below a label with nothing behind it
    names |= _of_others(met, around)
    if (
        not page.title_at
        and "day.only" in names
        and "day.of_fetch" not in names
        and is_below_like_title(text, found, tells=True)
        and prose_begins(text, 0, found.start) < 0
    ):
        names.add("title.like_above")
    names |= names_after_text(text, found, around.text_at)
    if below and prose_begins(text, found.start - distance, found.start) >= 0:
        names.add("prose.above")
        names |= names_below(text, found, alone="line.alone" in names)
    if ("prose.above" in names or (not below and "line.time" in names)) and _REMARKS.search(
        text[max(0, found.start - 60) : found.start]
    ) is not None:
        names.add("others.remarks")
    if is_of_a_remark(text[max(0, found.start - 40) : found.start], text[found.end : found.end + 24]):
        names.add("others.remarks")
    if ("title.near" in names or "title.unknown" in names) and _is_a_links_own(page, found, names):
        names.add("others.link")
    return Weighed(met=met, features=frozenset(names), distance=distance, begins=begins)


def _of_label(page: PageText, found: FoundDate, title_ends: Sequence[int]) -> set[str]:
    """What the words right before a day, the title's own aside, call it."""
    begins = max(0, found.start - 40)
    label = before = _joined(page.text[begins : found.start])
    may_be_label = label.rstrip()[-1:] in _ENDS_OF_LABELS
    after = page.text[found.end : found.end + 80]
    if ("发" in label or "公" in label) and (above := _SAID_ON_LINE_ABOVE.search(label)) is not None:
        label = above[1]
    if may_be_label and (_SAID_BEFORE.search(label) is not None or is_of_a_law(label, after)):
        label = ""
    if may_be_label and (is_of_another_text(label) or is_said_within(page.text, found, page.title)):
        return {"label.other"}
    if may_be_label and (named := _PUBLISHING.search(label)) is not None:
        if _is_of_a_part(label, named):
            return {"label.changed", "label.part"}
        return (
            {"label.publishing", "label.issued"}
            if _ISSUED.search(label) is not None
            else {"label.publishing"}
        )
    if ends := max((end for end in title_ends if begins < end <= found.start), default=0):
        before = _joined(page.text[ends : found.start])
    names = set[str]()
    if is_another_days(before, after):
        names |= names_of_another(before, after)
    elif is_of_a_strange_label(before):
        names |= {"label.another", "label.strange"}
    if not names and _BEHIND.match(page.text, found.end) is not None:
        names.add("label.behind")
    elif not names and _CHANGED_BEHIND.match(page.text, found.end) is not None:
        names.add("label.changed")
    if may_be_label and _LABEL.search(label) is not None:
        if _BARE_LABEL.search(label) is not None:
            names.add("label.bare")
        names.add("label.changed" if _CHANGED.search(label) is not None else "label.day")
    return names


def _is_of_a_part(label: str, named: re.Match[str]) -> bool:
    """Whether the *label* of a publish day, *named* by its words, is that of something of the article (视频发布时间), and no office or person stands before it."""
    if named.start() == 0 or named[0].startswith("发表") or "于" in named[0]:
        return False
    word = _WORD_BEFORE.search(label, 0, named.start())
    return word is not None and _ITS_OWN.search(word[1]) is None and OFFICE.fullmatch(word[1]) is None


def _joined(text: str) -> str:
    """*text*, words whose characters stand apart (发 布 日 期) put together."""
    return _APART.sub(lambda word: word[0].replace(" ", ""), text) if " " in text else text


def _of_title(page: PageText, found: FoundDate, below: list[int], distance: int, begins: int) -> set[str]:
    """Where a day stands to the title."""
    names = set[str]()
    if not below:
        names.add("title.none")
    elif distance <= NEAR:
        names |= {"title.near", "title.right_above"} if distance <= 60 + len(page.title) else {"title.near"}
    else:
        names.add("title.below" if distance < FAR else "title.far")
    if not page.title_at:
        names.add("title.unknown")
    elif (follows := next((at - found.end for at in page.title_at if at > found.end), NO_TEXT)) < NO_TEXT:
        if _leads_to_title(page, found, follows):
            names.add("title.next")
            if is_below_like_title(page.text, found):
                names.add("title.other_above")
        if follows <= begins < NO_TEXT:
            names.add("title.before_text")
        if follows <= NEAR:
            names.add("title.again")
    if found.start <= HEAD:
        names.add("page.head")
    if begins <= SOON:
        names.add("prose.soon")
        if any(map(is_like_title, page.text[found.end : found.end + begins].split("\n")[1:-1])):
            names.add("title.like_below")
        if not page.title_at and is_below_like_title(page.text, found):
            names.add("title.like_above")
    return names


def _of_line(text: str, found: FoundDate) -> set[str]:
    """What stands on a day's own line and beside it."""
    names = set[str]()
    line = rest_of_line(text, found)
    if is_furniture(line):
        names.add("line.furniture")
        if is_bare_line(line):
            names.add("line.alone")
    led = text[max(text.rfind("\n", 0, found.start) + 1, found.start - LONGEST_LINE) : found.start]
    if len(led) >= 6 and len(words := without_facts(led)) >= 6:
        names |= names_of_words_before(led, words, ends=text[found.end : found.end + 1] in ("\n", ""))
    glued = _GLUED.match(text, found.end)
    if (in_prose(text, found) and _BEHIND.match(text, found.end) is None) or (
        glued is not None and PUBLISHER.search(glued[0]) is None
    ):
        names.add("prose.goes_on")
    if FACTS.search(text, max(0, found.start - 60), found.end + 60) is not None:
        names.add("line.facts")
    if _WEEKDAY.match(text, found.end) is not None:
        names.add("line.weekday")
        if _CLOCK.match(text, found.end) is not None:
            names.add("line.clock")
        elif text.count(":", found.start, found.end) == 2:
            names.add("line.clock_before")
    if "line.furniture" in names and _WORDS_BEHIND.match(text, found.end) is not None:
        names.add("line.words_behind")
    if is_of_a_newspaper(text[found.end : found.end + 20]):
        names.add("line.newspaper")
    if found.at is not None:
        names.add("line.time")
    if is_of_an_interview(text[max(0, found.start - 40) : found.end + 40]):
        names.add("line.guest")
    spelt = text[found.start : found.end]
    if (spelt[:2] in ("19", "20") or _NUMERALS.match(spelt)) and not spelt[:8].isdigit():
        names.add("line.whole_year")
    return names


def _of_others(met: Met, around: Around) -> set[str]:
    """How a day agrees with the other days of its page."""
    on, names = met.found.on, set[str]()
    for name, other in (("address", around.address), ("tag", around.tag)):
        if other is not None:
            names.add(
                f"{name}.agrees"
                if abs(on - other) <= DAY
                else f"{name}.older"
                if other < on
                else f"{name}.newer"
            )
            if on == other:
                names.add(f"{name}.same")
    if around.days:
        if len(around.days) == 1 and on in around.days:
            names.add("day.only")
        if around.newest is not None and on >= around.newest:
            names.add("day.newest")
        if around.days[on] > 1:
            names.add("day.repeated")
        if len(around.days) > 8:
            names.add("day.of_many")
    if around.label_unread:
        names.add("label.unread")
    if around.silent:
        names.add("text.silent")
    if around.waits:
        names.add("text.waits")
    if around.now is not None and on > day_of(around.now):
        names.add("day.after_fetch")
    elif around.now is not None and on >= day_of(around.now) - DAY:
        names.add("day.of_fetch")
    return names


def of_place(met: Met, around: Around, generated: frozenset[date]) -> Weighed:
    """A day of a tag, an address or a script, with its features."""
    names = {f"spelt.{met.spelling}"} | _of_others(met, around)
    if met.found.on in generated:
        names.add("tag.generated")
    if met.found.at is not None:
        names.add("line.time")
    if around.page.words < 40:
        names.add("page.no_text")
    return Weighed(met=met, features=frozenset(names))


def _leads_to_title(page: PageText, found: FoundDate, follows: int) -> bool:
    """Whether a date stands right over the title, so far below it, with nothing between but what stands beside a publish day."""
    if follows > 60 + len(page.title):
        return False
    between = page.text[found.end : max(found.end, found.end + follows - 14)]
    return len(without_facts(between)) <= 8


_INLINE = r"(?:\s|&nbsp;|[\[(（【|]|</?(?:span|em|i|b|font|small|time)\b[^<>]{0,120}>){0,8}"
_INLINE_LABEL = rf"{_INLINE}(?:(?:发布|更新|发表)?(?:时间|日期)\s?[:：]{_INLINE})?"
_LINK_BEFORE = re.compile(
    rf"<a\b[^<>]{{0,600}}>\s{{0,9}}(?:<[^<>]{{0,80}}>){{0,3}}([^<>]{{9,120}})(?:</\w{{1,9}}>\s{{0,9}}){{0,3}}</a>{_INLINE_LABEL}\Z"
)
_SHORT_LINK_BEFORE = re.compile(
    rf"<a\b[^<>]{{0,600}}>\s{{0,9}}(?:<[^<>]{{0,80}}>){{0,3}}([^<>]{{5,120}})(?:</\w{{1,9}}>\s{{0,9}}){{0,3}}</a>{_INLINE}\Z"
)
_LINK_BEHIND = re.compile(
    rf"{_INLINE}<a\b[^<>]{{0,600}}>\s{{0,9}}(?:<[^<>]{{0,80}}>){{0,3}}([^<>]{{9,120}})<"
)
_LINK_AROUND = re.compile(
    r"<a\b[^<>]{0,600}>\s{0,9}(?:<[^<>]{0,80}>){0,3}([^<>]{4,120}[^<>时日期间发布:：])\Z"
)
#: Right before a day these leave it outside of a link's words.
_NO_LINK = frozenset("<>时日期间发布:：")


def _is_a_links_own(page: PageText, found: FoundDate, names: Set[str]) -> bool:
    """Whether a day of these features stands on one line with a link to another article: a row of others. Below the text its title may be short."""
    is_labelled = not names.isdisjoint(LABELS)
    spelt = page.text[found.start : found.end].split(" ")[0][:11]
    at = in_source(page, spelt, found.start) if len(spelt) >= _SHORTEST_DAY else -1
    if at < 0 or "<a" not in page.source[max(0, at - 1000) : at + 200]:
        return False
    led = page.source[max(0, at - 1000) : at]
    leads = _SHORT_LINK_BEFORE if "prose.above" in names and not is_labelled else _LINK_BEFORE
    before = leads.search(led) if "</a>" in led else None
    inside = _LINK_AROUND.search(led) if led[-1:] not in _NO_LINK else None
    behind = None if is_labelled else _LINK_BEHIND.match(page.source, at + len(spelt))
    link = before or inside or behind
    if link is None:
        return False
    words = narrow(" ".join(link[1].split())).strip("[]【】()（） ")
    return not is_heading(page, words) and (
        PUBLISHER.search(words) is None or TELLS.search(words) is not None
    )


def is_heading(page: PageText, words: str) -> bool:
    """Whether the *words* of a link are the page's own title as it heads its text: whole or cut, and no row that repeats it."""
    title, words = narrow(page.title), words.rstrip(".… ")
    return not page.also_linked and words in title and title[:14].strip() in words


#: 2026-1-2 and 1月2日 are days; 2026 alone may stand anywhere.
_SHORTEST_DAY = 5


def foot_of(page: PageText) -> int:
    """Where the page's foot begins: the first foot word below the title, in the page's second half."""
    start = max(len(page.text) // 2, page.title_at[0] if page.title_at else 0)
    foot = foot_begins(page.text, start)
    if foot < 0:
        return len(page.text)
    return max(start, page.text.rfind("\n", 0, foot) + 1)


def with_name(one: Weighed, name: str) -> Weighed:
    """*one* with one more feature."""
    return Weighed(met=one.met, features=one.features | {name}, distance=one.distance, begins=one.begins)


def is_bare(one: Weighed) -> bool:
    """Whether a day stands unlabelled near its title, with nothing but facts beside it."""
    has = one.features
    if has & (LABELS | {"label.other", "label.another"}):
        return False
    whole = not has.isdisjoint({"line.whole_year", "spelt.english", "spelt.compact", "spelt.split"})
    if not (whole and "title.near" in has and "line.furniture" in has) or "prose.goes_on" in has:
        return False
    return "line.weekday" not in has and ("line.time" in has or "prose.above" not in has)
