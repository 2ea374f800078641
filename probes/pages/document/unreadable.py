"""When a page cannot be read as an article at all (不可读页面): empty, a mere redirect, an error page, an unfilled template."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, pairwise

from monitor.domain.reach import Stranger
from probes.http.strangers import stranger_of
from probes.pages.dates.any_day import ANY_DAY, DAY_ALONE
from probes.pages.dates.dates import find_dates, narrow
from probes.pages.dates.english_dates import find_english_dates
from probes.pages.dates.english_lines import ANY_NAME, MONTH, begins_with_dateline, is_sentence, named_days
from probes.pages.dates.other_dates import is_known_other, is_of_a_law
from probes.pages.dates.split_dates import COLUMN
from probes.pages.document.awaited_places import awaits_script, empty_places
from probes.pages.document.page_text import PageText, foot_begins
from probes.pages.document.title_places import title_ends
from probes.pages.document.unread_parts import kinds_opened, lacks_a_part, shows_day_elsewhere

#: An error page has a few words; a text with more may well speak of errors.
ERROR_WORDS = 160
#: Notices that stand in an article's place. Others (未备案, 维护) may be what an article is about.
_ERRORS = {
    Stranger.NOT_FOUND: "an error page: not found",
    Stranger.PROGRAM_ERROR: "an error page: the program failed",
    Stranger.SERVER_DEFAULT: "an error page: a server's default page",
    Stranger.NO_ROUTE: "an error page: no such site",
}

#: Fields of templates that nobody filled: Vue's and Mustache's, and those of the content systems here (PHP, dede, EmpireCMS, Velocity, Razor).
_TEMPLATE = re.compile(
    r"\{\{.{1,80}?\}\}|\{\$\w|<%=|\$!?\{.{1,60}?\}|\{(?:dede|pc|cms|trs|eyou|pboot|field|get|loop):\w|\[!--\w{1,30}--\]|\[(?:field|tag|list):\w|@Model\.\w"
)

#: A label for the publish day with nothing behind it: 发布时间： at the end of its line, or before the next label.
#: (Each choice of it begins with one character: the engine then skips what cannot begin any.)
_DAY = r"[ \t]{0,3}(?:日期|时间)"
_LEFT_EMPTY = re.compile(
    rf"(?:发[布表文稿]{_DAY}|公布{_DAY}|更新{_DAY}|信息{_DAY}|日(?<![^\s\[(（【|]日)[ \t]{{0,4}}期|时(?<![^\s\[(（【|]时)[ \t]{{0,4}}间)[ \t]{{0,3}}[:][ \t]{{0,3}}"
    r"(?=\n|$|[]\[()|【】]|来源|信息来源|稿源|作者|编辑|浏览|点击|阅读|访问|字体|字号|打印|分享)"
)
#: A script that writes into a place named for a day, or writes one out under such a name.
_WRITES = re.compile(
    r"document\.write|innerHTML|innerText|textContent|\.html\s{0,2}\(|\.text\s{0,2}\(|\.append\s{0,2}\("
)
_DAY_NAME = re.compile(
    r"pub_?(?:lish)?_?(?:date|time)|release_?(?:date|time)|doc_?(?:rel)?_?time|(?:article|news|info|issue)_?(?:date|time)|"
    r"\bfb(?:sj|rq)|发布(?:时间|日期)|发文日期|公布(?:时间|日期)",
    re.IGNORECASE,
)
#: So far from the writing such a name stands.
_NEAR = 160


#: The head of a text: what stands within so many characters below its title, running text aside.
_HEAD = 400
_RUNNING = re.compile(r"[^\n]{12}[，。；]|[。；]")
#: A line of facts is no longer, and one in English letters.
_LONGEST_FACTS, _LONGEST_ENGLISH = 60, 100
_LABELLED_DAY = re.compile(
    r"(?:日[ ]{0,4}期|时[ ]{0,4}间|时刻)\s{0,3}[:\]】]?[\s\[(（【]{0,4}"
    r"(?=(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d|(?:民国|公元|令和|平成)\d|[〇零一二三四五六七八九]{4}年|(?:1[0-2]|0?[1-9])[-/月](?:3[01]|[12]\d|0?[1-9])(?!\d))"
)
#: What may be a publish day behind the words of a foot, which then are none: labelled so, or alone on its line.
_BELOW_FOOT = re.compile(
    r"发(?:布|表|稿)[ ]{0,3}(?:日[ ]{0,4}期|时[ ]{0,4}间)\s{0,3}[:\]】]?[\s\[(（【]{0,4}(?=(?:19|20)\d\d)|\n(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?: \d{1,2}:\d\d(?::\d\d)?)?(?=\n)"
)


#: Characters that no page's text has; so many among its first ones, and it was not decoded as it was written.
_GARBLED, LONGEST_HEAD, _MANY_GARBLED = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]"), 20_000, 20
_MARKUP = re.compile(r"<[a-zA-Z!]")


def breaks_off(html: str) -> bool:
    """Whether the page ends inside a tag, a comment or a script, or was begun and never closed: the rest is missing."""
    tail = html[-4000:].lower().rstrip()
    if _ends_in_comment(html) or tail.rfind("<") > tail.rfind(">"):
        return True
    lower = html[:4000].lower()
    if lower.rfind("<script", 0) >= 0 and tail.rfind("<script") > tail.rfind("</script"):
        return True
    return "<html" in lower and "</html" not in tail and "</body" not in tail


def _ends_in_comment(html: str) -> bool:
    begins = html.find("<!--")
    while begins >= 0:
        ends = html.find("-->", begins)
        if ends < 0:
            return True
        begins = html.find("<!--", ends)
    return False


def why_not_undated(html: str, page: PageText, reads_more: str) -> str:
    """
    Why a page on which no day was found is not proved to be undated (未注明发布时间); "" when it is.

    Undated is a statement about the page and not about its reader: the page is whole, no label and no place for a day
    is left empty, no script writes one, and no day in any writing stands in the head of its text or behind a label.
    *reads_more*: what kept its scripts from running to their end, if anything.
    """
    if len(_GARBLED.findall(html[:LONGEST_HEAD])) >= _MANY_GARBLED:
        return "the text is garbled"
    if _MARKUP.search(html) is None:
        return "there is no markup"
    if breaks_off(html):
        return "the page breaks off"
    if why := hides_its_day(page):
        return why
    if reads_more:
        return reads_more
    if _TEMPLATE.search(page.text) is not None or lacks_a_part(html):
        return "a part of its template was left unfilled"
    scripted = "script" in kinds_opened(html)
    if scripted and empty_places(html):
        return "a place beside its title is empty: filled by script"
    if page.hidden:
        return "a day stands on it that is not shown"
    if _states_day_in_tag(page):
        return "a tag states a day that is not understood"
    if _holds_day_in_attribute(html):
        return "an attribute of an element holds a day"
    if scripted and _has_template_of_a_day(html):
        return "a template on it speaks of a day"
    if awaits_script(html, page):
        return "a place between its title and its text is left for a script"
    if day_unplaced(page):
        return "a day stands in its head that is not understood"
    if shows_day_elsewhere(html):
        return "a part of it that is not read as text holds a day"
    return ""


#: A template in a script tag, which another script fills, and what one that holds the line of facts speaks of.
_TEMPLATE_TAG = re.compile(
    r"<[sS][cC][rR][iI][pP][tT]\b[^<>]{0,300}\b(?i:type\s?=\s?[\"']?(?:text/(?:x-(?!javascript)|html|template|ng-)|x-))[^<>]{0,300}>"
)
_OF_A_DAY = re.compile(r"时\s?间|日\s?期|发布于|date|time", re.IGNORECASE)
_LONGEST_TEMPLATE, _MOST_TEMPLATES = 4000, 20


def _has_template_of_a_day(html: str) -> bool:
    """Whether a template that scripts of other addresses may fill speaks of a day."""
    for tag in islice(_TEMPLATE_TAG.finditer(html), _MOST_TEMPLATES):
        ends = html.find("</script", tag.end())
        if _OF_A_DAY.search(
            html, tag.end(), min(ends if ends >= 0 else len(html), tag.end() + _LONGEST_TEMPLATE)
        ):
            return True
    return False


def waits_for_its_day(html: str, page: PageText) -> bool:
    """Whether a place for the day is left to a script that did not fill it: a day of the address then proves nothing."""
    return (
        bool(hides_its_day(page))
        or _TEMPLATE.search(page.text) is not None
        or _has_template_of_a_day(html)
        or ("script" in kinds_opened(html) and empty_places(html) > 0)
        or awaits_script(html, page)
        or shows_day_elsewhere(html)
    )


#: Tags that state a day, but for that of a change or an end.
_DAY_TAG = re.compile(
    r"^(?!.*(?:modif|updat|expir|revis|valid|last)).*(?:date|time|publi|creat)", re.IGNORECASE
)
_TAG_DAY = re.compile(r"\A\s{0,9}(?:19|20)\d\d[-/.年]?\d{1,2}[-/.月]?\d{1,2}")
#: A day, the sign behind which it begins an attribute, and elements whose attributes speak of other pages or choices.
_YEAR_FIRST = (
    re.compile(r"20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}"),
    re.compile(r"19\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}"),
)
_BEGINS_ATTRIBUTE = re.compile(r"""=\s?["']?(?:[^"'<>=]{0,12}[:：]\s?)?\Z""")
_LONGEST_BEGIN = 17
_ATTRIBUTE_NAME = re.compile(r"[\w-]{1,30}(?=\s?\Z)")
_TELLING = re.compile(
    r"title|datetime|value|data-[\w-]{1,25}|[\w-]{0,20}(?:date|time|day|pub)[\w-]{0,9}", re.IGNORECASE
)
_OTHERS_TAG = re.compile(r"<(?:a|li|td|th|tr|img|option|link|meta|area|script|dd|dl)\b", re.IGNORECASE)
LONGEST_TAG = 600


def _states_day_in_tag(page: PageText) -> bool:
    """Whether a tag names a day that is not the one on which the page was generated."""
    made = [content for _, content in page.metas if "生成时间" in content]
    return any(
        _DAY_TAG.search(name) is not None
        and (day := _TAG_DAY.search(content)) is not None
        and not any(day[0].strip() in one for one in made)
        for name, content in page.metas
    )


def _holds_day_in_attribute(html: str) -> bool:
    """Whether an element that is no link, row or choice keeps a day in an attribute (title=, data-time=, a hidden field)."""
    days = (day.start() for pattern in _YEAR_FIRST for day in pattern.finditer(html))
    for at in days:
        sign = _BEGINS_ATTRIBUTE.search(html, max(0, at - _LONGEST_BEGIN), at)
        if sign is None:
            continue
        name = _ATTRIBUTE_NAME.search(html, max(0, sign.start() - 30), sign.start())
        if name is None or _TELLING.fullmatch(name[0]) is None:
            continue
        opened = html.rfind("<", max(0, sign.start() - LONGEST_TAG), sign.start())
        if opened >= 0 and html.find(">", opened, sign.start()) < 0 and not _OTHERS_TAG.match(html, opened):
            return True
    return False


@lru_cache(maxsize=2)
def day_unplaced(page: PageText) -> bool:
    """Whether anything like a day stands beside the title outside running text, or behind a label anywhere above the foot, that of a publish day below it too."""
    text = page.text
    for at in page.title_at[:2]:
        over = (
            text[max(0, at - len(page.title) - 80) : max(0, at - min(14, len(page.title)))]
            .rstrip("\n")
            .rsplit("\n", 1)[-1]
        )
        if _stands_in_pieces(text, at - min(14, len(page.title))):
            return True
        day = ANY_DAY.search(over)
        if (
            day is not None
            and len(over) <= 60
            and not _ends_rows(text, at)
            and not is_known_other(over[: day.start()])
        ):
            return True
    if _has_line_of_its_own(text):
        return True
    if _BELOW_FOOT.search(text, _foot_of(text)) is not None:
        return True
    for label in _LABELLED_DAY.finditer(text, 0, _foot_of(text)):
        if not is_known_other(text[max(0, label.start() - 10) : label.end()]):
            return True
    for start in title_ends(page)[:4] or (0,):
        before = ""
        for line in text[start : start + _HEAD].split("\n"):
            if begins_with_dateline(line):
                return True
            if _RUNNING.search(line) is not None or (
                page.title_at and len(line) > (_LONGEST_ENGLISH if line.isascii() else _LONGEST_FACTS)
            ):
                break
            if "，" in line or "；" in line:
                continue
            day = ANY_DAY.search(line) or DAY_ALONE.fullmatch(line)
            if day is not None and not (
                is_known_other(f"{before}\n{line[: day.start()]}"[-40:])
                or is_of_a_law(line[: day.start()], line[day.end() :])
            ):
                return True
            before = line
    title = narrow(page.title)
    return _TITLE_DAY.search(title) is not None or (
        _CHANGED_TITLE.search(title) is not None and ANY_DAY.search(title) is not None
    )


_CHANGED_TITLE = re.compile(r"(?:更新|修订|发布|发表)\s{0,3}[\])）】]?\s{0,3}$")
#: A year and its month alone on a line: the larger piece of a day whose figure stands beside it.
_YEAR_MONTH = re.compile(r"[\s\[(（]{0,4}(?:19|20)\d\d\s?[-/.年]\s?(?:1[0-2]|0?[1-9])\s?月?[\s\])）]{0,4}")


#: A line that is nothing but a day in a writing of its own: 民国113年11月20日, 二〇二四年九月十二日, 05/12/2017, 26-03-05, 20260305, 2026,03,05, 2026年三月五日, 05-Mar-2026, Mar 5, 2026.
_ODD_LINE = re.compile(
    r"\n(?=[ \[(（【]{0,4}[\d民令平公JFMASOND〇○零一二三四五六七八九])[ \[(（【]{0,4}(?:(?:民国|令和|平成|公元)\d{1,4}年\d{1,2}月\d{1,2}日?|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d|"
    r"\d\d[-/.]\d\d[-/.]\d\d|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?:[0-2]\d[0-5]\d[0-5]\d)?|"
    rf"(?:19|20)\d\d(?:[^\w\n./·・•−‐‑–—~-]{{1,3}}\d{{1,2}}[^\d\n]{{1,3}}\d{{1,2}}日?|年[一二三四五六七八九十]{{1,2}}月[一二三四五六七八九十\d]{{1,3}}日)|"
    rf"\d{{1,2}}[-/]{ANY_NAME}{{3,9}}[-/](?:19|20)\d\d|(?:19|20)\d\d[-/ ]{ANY_NAME}{{3,9}}[-/ ]\d{{1,2}}|"
    rf"{MONTH}[a-z]{{0,6}}\.? ?\d{{1,2}}(?:st|nd|rd|th)?,? ?(?:19|20)\d\d|\d{{1,2}}(?:st|nd|rd|th)? ?{MONTH}[a-z]{{0,6}}\.?,? ?(?:19|20)\d\d|"
    r"[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)(?: {0,3}\d{1,2}:\d\d(?::\d\d)?)?[ \])）】]{0,4}(?![^\n])"
)
_MONTH_DAY_LINE = re.compile(
    r"\n(?=[ \[(（【]{0,4}\d)(?=[^\n]{4})[ \[(（【]{0,4}(?:1[0-2]|0?[1-9])[-/月](?:3[01]|[12]\d|0?[1-9])日?(?: ?(?:星期|周)[一二三四五六日])?(?: {0,3}\d{1,2}:\d\d(?::\d\d)?)?[ \])）】]{0,4}(?![^\n])"
)
#: The same in two lines, the day alone over or below year and month, or in three.
_IN_TWO_LINES = re.compile(
    r"\n(?:(?:0[1-9]|[12]\d|3[01])\n(?:19|20)\d\d[-/.年](?:1[0-2]|0?[1-9])月?|(?:19|20)\d\d[-/.年](?:1[0-2]|0?[1-9])月?\n(?:0[1-9]|[12]\d|3[01])|(?:19|20)\d\d\n(?:0[1-9]|1[0-2])\n(?:0[1-9]|[12]\d|3[01])|(?:0[1-9]|[12]\d|3[01])\n(?:0[1-9]|1[0-2])\n(?:19|20)\d\d)(?![^\n])"
)


def _has_line_of_its_own(text: str) -> bool:
    """Whether a line above the foot is nothing but a day that lacks its year or is in a writing of its own; three without a year that stand together are rows of a list."""
    above = "\n" + text[: _foot_of(text)]
    if any(one.search(above) is not None for one in (_ODD_LINE, _IN_TWO_LINES, COLUMN)):
        return True
    if any(_is_on_a_line_of_facts(above, one) for one in named_days(above)):
        return True
    days = [one.start() for one in islice(_MONTH_DAY_LINE.finditer(above), _MOST_DAYS)]
    if len(days) < _ROWS:
        return bool(days)
    apart = [then - one > _ROWS_OVER for one, then in pairwise((-len(above), *days, 2 * len(above)))]
    return any(before and after for before, after in pairwise(apart))


def _is_on_a_line_of_facts(text: str, day: re.Match[str]) -> bool:
    """Whether a *day* stands on a short line of the *text* that is no sentence and says no other thing's day: Stand: 17. Mai 2024."""
    begins = text.rfind("\n", 0, day.start()) + 1
    ends = text.find("\n", day.end(), day.end() + _LONGEST_FACTS)
    line = text[begins : ends if ends >= 0 else day.end() + _LONGEST_FACTS]
    return (
        len(line) <= _LONGEST_FACTS
        and not is_sentence(line)
        and not is_known_other(text[begins : day.start()])
    )


#: So many days in so much text right over a title are rows of a list, each with its own.
_ROWS, _ROWS_OVER, _MOST_DAYS = 3, 300, 200


def _ends_rows(text: str, at: int) -> bool:
    """Whether what stands over the place *at* are rows of other articles, each on two lines or one, with their days."""
    over = text[max(0, at - _ROWS_OVER) : at].split("\n")[:-1]
    return sum(1 for line in over if len(line) <= 60 and find_dates(line)) >= _ROWS


def _stands_in_pieces(text: str, at: int) -> bool:
    """Whether one of the two lines right over the place *at*, or of the two below it, is a year and its month."""
    begins, ends = text.rfind("\n", 0, max(0, at)), text.find("\n", max(0, at))
    near = text[max(0, begins - 40) : max(0, begins)].split("\n")[-2:]
    if ends >= 0:
        near += text[ends + 1 : ends + 60].split("\n")[:2]
    return any(map(_YEAR_MONTH.fullmatch, near))


#: A title that says when it was written or changed: 说明[2020年07月01日更新].
_TITLE_DAY = re.compile(
    r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?\s?(?:更新|发布|修订|发表|[\])）】]\s*$)"
)


def _foot_of(text: str) -> int:
    foot = foot_begins(text, len(text) // 2)
    return foot if foot >= 0 else len(text)


def hides_its_day(page: PageText) -> str:
    """
    Why a page on which no day was found does not count as undated: its day comes by a script.

    "" when nothing says so. Taught by pages whose template prints 发布时间： and lets a script fill the rest.
    """
    if label_is_empty(page):
        return "the label of its day is empty: filled by script"
    if label_is_unread(page):
        return "the label of its day has a value that is not understood"
    for write in _WRITES.finditer(page.scripts):
        if _DAY_NAME.search(page.scripts, max(0, write.start() - _NEAR), write.end() + _NEAR) is not None:
            return "a script writes its day"
    return ""


#: A label that clearly announces the publish day; without a colon in a table of disclosure, where the document's name comes next.
_DAY_APART = r"[ \t]{0,3}(?:日[ \t]{0,3}期|时[ \t]{0,3}间)\s{0,3}[:]"
_ANNOUNCES = re.compile(
    rf"发(?:[ \t]{{0,3}}布|[表文稿]){_DAY_APART}|公[布开]{_DAY_APART}|信息{_DAY_APART}|上网{_DAY_APART}"
    r"|发[布表]于\s{0,3}:?\s{0,3}(?=[^\s\u4e00-\u9fff《:]|民国|公元|令和|平成|农历|正在|加载|载入|读取|[〇零一二三四五六七八九]{2,4}年)|发[布文](?:日期|时间)(?=\n[名标][ \t]{0,9}[称题]:?\n)"
)
#: Where the next label begins.
_NEXT_LABEL = re.compile(r"[\u4e00-\u9fff]{2,8}\s?:|更新于|浏览|阅读|来源")
#: Its bracket closes without a value, a line of words stands before any figure, or the text itself begins there with its own day: 2022年2月15日0—24时，….
_WORDS_FIRST = re.compile(
    r"(\s{0,3})(?:[】\]]|\n[^\d\n〇零一二三四五六七八九十今昨前刚]{2,24}\n|\n(?:19|20)\d\d年\s?\d{1,2}\s?月\s?\d{1,2}\s?日(?:\s?\d[^，。:]{0,12})?\s?，(?!\s?(?:来源|作者|编辑|信息)))"
)
_RELATIVE = re.compile(r"\d\s?(?:秒钟?|分钟|小时|天|周|个月|年)前|刚刚|[今昨前]天")
_YEARLESS = re.compile(r"\s{0,3}(1[0-2]|0?[1-9])[-/.月](3[01]|[12]\d|0?[1-9])(?![\d/.-])")
#: A value stands so close to its label.
_VALUE = 30


def label_is_unread(page: PageText) -> bool:
    """
    Whether a label that announces the publish day beside the title has no day behind it that we understand.

    What else the page holds, an address, a tag, a bare day, then speaks of something else as likely as not.
    """
    text = page.text
    foot = _foot_of(text)
    stretches = list(_beside_titles(page, foot))
    for label in (
        one
        for pattern in (_ANNOUNCES, _LEFT_EMPTY)
        for begins, ends in stretches
        for one in pattern.finditer(text, begins, ends)
    ):
        at = label.end()
        if page.title_at and not any(-_BESIDE <= at - title <= _BESIDE for title in page.title_at):
            continue
        value = _NEXT_LABEL.split(text[at : at + _VALUE], 1)[0]
        if (words := _WORDS_FIRST.match(value)) is not None:
            value = words[1]
        if not (
            find_dates(value)
            or find_dates(value, short=True)
            or find_english_dates(value)
            or _RELATIVE.search(value)
            or _is_known_without_year(page, value)
        ):
            return True
    return False


def _is_known_without_year(page: PageText, value: str) -> bool:
    """Whether *value* is a month and day, and a tag of the page states that day with its year."""
    said = _YEARLESS.match(value)
    return said is not None and any(
        (one.on.month, one.on.day) == (int(said[1]), int(said[2]))
        for _, content in page.metas
        for one in find_dates(content)
    )


#: So far from its title, either way, a label is its own; none is longer than the second figure.
_BESIDE, _LONGEST_LABEL = 300, 40


def _beside_titles(page: PageText, foot: int) -> Iterator[tuple[int, int]]:
    """The stretches of text in which a label beside a title stands, in order; all of it where no title does."""
    if not page.title_at:
        yield 0, foot
        return
    begins, ends = -1, -1
    for at in page.title_at:
        low, high = max(0, at - _BESIDE - _LONGEST_LABEL), min(foot, at + _BESIDE + _LONGEST_LABEL)
        if low > ends:
            if begins < ends:
                yield begins, ends
            begins = low
        ends = max(ends, high)
    if begins < ends:
        yield begins, ends


def label_is_empty(page: PageText) -> bool:
    """Whether a label for the publish day has nothing behind it: no day of another place (address) speaks for it."""
    return _LEFT_EMPTY.search(page.text) is not None


def why_unreadable(html: str, page: PageText) -> str:
    """Why the page cannot be read as an article at all; "" when it can."""
    if not html.strip():
        return "empty page"
    if page.refresh:
        return "the page only sends the reader on"
    if page.words < 30:
        return (
            "hardly any text: filled by script"
            if page.scripts or "script" in kinds_opened(html)
            else "hardly any text"
        )
    if page.words < ERROR_WORDS and (kind := stranger_of(html)) in _ERRORS:
        return _ERRORS[kind]
    if "{" in page.text and len(_TEMPLATE.findall(page.text[:5000])) >= 3:
        return "an unfilled template"
    return ""
