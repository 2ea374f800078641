"""The line under a title that says source, author, counts, and mostly the publish day (稿件信息行)."""

import re
from collections.abc import Iterator

from probes.pages.dates.dates import FoundDate
from probes.pages.dates.english_lines import is_sentence

#: What may stand on the same line as a publish day under a title.
#: (One set of characters begins it, and what goes on looks back at it: the engine skips what cannot begin any of its words.)
FURNITURE = re.compile(
    r"[\[\]【】()（）:|/□第次大中小A-Za-z0-9\s视来作浏阅点人字打分编责审供访关收稿发时日评我扫背](?:"
    r"(?<=次)数|(?<=[\[\]【】()（）:|/□第次大中小A-Za-z0-9\s])|(?<=来)源|(?<=作)者|(?<=浏)览|(?<=阅)读|(?<=点)击|(?<=人)气|(?<=字)[号体]|(?<=打)印|(?<=分)享|(?<=编)辑|(?<=责)编|"
    r"(?<=审)核|(?<=供)稿|(?<=访)问|(?<=关)闭|(?<=收)藏|(?<=稿)源|(?<=发)布|(?<=时)间|(?<=日)期|(?<=评)论|(?<=我)要|(?<=扫)一扫|(?<=背)景|(?<=视)力保护色?)"
)
#: What stands beside a publish day on the line of facts.
FACTS = re.compile(
    r"来\s{0,2}源|作\s{0,2}者|浏览|阅读|点击|字号|字体|打印|责任?编|编辑|分享|访问量|人气|供稿|稿源|关闭|收藏"
)
#: More of a line is not looked at on either side of a date, nor farther below it: no publish line is as long.
LONGEST_LINE = 400
#: So far below stands what does not stand at all.
NO_TEXT = 100_000
#: Running text: so many characters, and a sign that ends a clause.
_CLAUSE = 12
#: From its sign on, which the engine finds quicker; a full stop ends a sentence in letters, and no 2024.5.17 or Sept. 12.
_PROSE = re.compile(
    rf"[，。；？！.](?:(?<!\.)|(?<=[a-z]{{2}}\.)(?=\s{{0,2}}(?:[A-Z(“\"]|\n|\Z))(?<=[^\n]{{24}}.))(?<=[^\n]{{{_CLAUSE}}}.)"
)
#: What no line of facts holds.
_NO_FACT = re.compile(
    r"[，。；！？〔〕通修当所首](?:(?<=[，。；！？〔〕])|(?<=通)过|(?<=修)[正订]|(?<=当)前位置|(?<=所)在位置|(?<=首)页)"
)
_LED_INTO = re.compile(r"(?:[，,、(（于在自从至到]\s?|。 ?)\Z")
_LED_BY_WEEKDAY = re.compile(
    r"(?:(?:周|星期)[一二三四五六日天]|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}|\d:\d\d)[，,]\s?\Z"
)
_OPENED = re.compile(r"[(（\[【]\s?$")
#: Words that a date goes on with, on its own line and on the next one (a date in bold stands on a line of its own).
_NEXT_LINE = re.compile(
    r"[，,。、]|至(?!今)|起(?![草报点步诉始因])|到(?!20\d\d|目前|底|位)|前(?![三不两往期来日天几言沿些段半年进景])|后(?![勤续备来期方天疗])|\d{0,2}\s?[-—–~～]{1,2}\s?\d{1,2}\s?时|(?:[上下]午|凌晨|中午|傍晚|晚上?|当[天日晚])[，,]?"
)
_GOES_ON = re.compile(
    rf"{_NEXT_LINE.pattern}|[讯电](?![话子])|[^\s\n\[(【（来作浏点阅责编字发人分访打【|:：A-Za-z0-9]{{1}}[^\n]{{0,2}}[，,]"
)
#: Who published it.
_SOURCE = r"(?:来\s{0,4}源|稿源|发布机构|发布单位|信息来源|供稿单位)"
SOURCE = re.compile(
    rf"(?:信息{_SOURCE}|文章{_SOURCE}|稿件{_SOURCE}|新闻{_SOURCE}|内容{_SOURCE}|来\s{{0,4}}源|稿源|发布机构|发布单位|信息来源|供稿单位)"
    r"\s{0,3}[:：]\s{0,4}([^\s|:：\[\]【】]{2,40})"
)


#: Who wrote, checked or filed it.
PERSON = re.compile(
    r"(?:责任?编辑?|编\s?辑|作\s?者|审\s?[核稿签]|校\s?对|录\s?入|签\s?发|供\s?稿|摄\s?影|发布)(?:人员?|者)?\s?[:：]\s?[^\s|:：\[\]【】\d]{1,12}"
)


#: The name of an office alone, as it stands before the day on which it published.
OFFICE = re.compile(
    r"[\u4e00-\u9fff]{2,18}(?:政府|局|办公室|委员会|委|厅|部|处|科|中心|[院校馆所站]|网|报社?|电视台)于?"
)
#: What a link beside a day may name other than an article: who published it.
PUBLISHER = re.compile(
    r"(?:局|网|网站|报|办|办公室|委|委员会|政府|中心|部|厅|社|客户端|公众号|频道|日报|院|会|台|站|处|科|号|作者|发布|来源|\.(?:gov|org|com|net|cn))\s{0,3}$"
)
#: What a title says and no publisher's name does: 示例市召开推进会.
#: The same words within an office's name that ends there say nothing: 组织部, 推进办, 政策研究与调研处.
TOLD = r"召开|举行|举办|开展|推进(?!(?:办公室|办|[\u4e00-\u9fff]{0,2}中心|委员会|委|领导小组|工作组|组|处|局)\s?\Z)|组织(?!(?:部|人事[部处科]|宣传[部处科]|处|科|委员会|委)?\s?\Z)|参加|调研(?!(?:中心|[室处科组])\s?\Z)"
TELLS = re.compile(rf"{TOLD}|关于|印发")
#: How a site greets its readers and asks them to call or to search: no title.
GREETS = re.compile(
    r"欢迎(?:您|你|大家)?的?(?:访问|光临|来到|使用|登录|浏览)|[您你]好|请输入|热线(?:电话)?\s?[:\d]"
)


def without_facts(line: str) -> str:
    """What is left of *line* without what stands beside a publish day."""
    if ":" in line or "：" in line:
        line = PERSON.sub("", SOURCE.sub("", line))
    return FURNITURE.sub("", line)


#: What goes on behind a day whose label stands within a sentence, and a work whose name stands right before such a label.
_SENTENCE_BEHIND = re.compile(
    r"\s?(?:[)）][\u4e00-\u9fff]{2}|[)）]?[。；]|[)）]?，(?!\s?[\u4e00-\u9fff]{2,6}\s?[:：]))"
)
_GOES_ON_WITH = frozenset(")）。；，")
#: A label that is part of a sentence stands right behind its words; a blank parts it from an office (示例局 发布时间：…。).
_GLUED = re.compile(r"[^\s\])）】|\[(（【][\[(（【]?\Z")
_PAPER = re.compile(r"(?:(?<![年季月简公通])报|[杂周]志|期刊|周刊|网)\Z")
_WORK_BEFORE = re.compile(r"《([^《》\n]{2,60})》\s{0,3}\Z")
_WORD_OF_A_LABEL = re.compile(r"[\u4e00-\u9fff]{2}(?:日期|时间|于)?\s{0,3}[:\]】]?[\s\[(（【]{0,3}\Z")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def is_said_within(text: str, found: FoundDate, title: str) -> bool:
    """
    Whether the label right before a day is part of a sentence (该文件发布时间：2019年5月6日，由…), or of a line that names a work (《示例办法》 发布日期：…)
    other than the one of the *title*: another text's day.
    """
    start = max(text.rfind("\n", 0, found.start) + 1, found.start - LONGEST_LINE)
    follows = text[found.end : found.end + 2].lstrip()[:1]
    if follows not in _GOES_ON_WITH and text.find("》", start, found.start) < 0:
        return False
    led = _WORD_OF_A_LABEL.sub("", text[start : found.start])
    if not led.strip():
        return False
    if (work := _WORK_BEFORE.search(led)) is not None:
        return work[1] not in title and "来源" not in led and _PAPER.search(work[1]) is None
    return (
        _GLUED.search(led) is not None
        and _SENTENCE_BEHIND.match(text, found.end) is not None
        and len(_CHINESE.findall(without_facts(led))) >= _FEWEST_WORDS
    )


#: So few characters before a label are no sentence's.
_FEWEST_WORDS = 2


def rest_of_line(text: str, found: FoundDate) -> str:
    """What else stands on the date's own line."""
    first, last = max(0, found.start - LONGEST_LINE), found.end + LONGEST_LINE
    start = max(first, text.rfind("\n", first, found.start) + 1)
    end = text.find("\n", found.end, last)
    return text[start : found.start] + text[found.end : last if end < 0 else end]


def is_furniture(rest: str) -> bool:
    """Whether a line holds nothing but what stands beside a publish day: source, author, counts."""
    if len(rest) > 120 or is_sentence(rest):
        return False
    rest = rest.replace("〔〕", "")
    if _NO_FACT.search(rest) is not None:
        return False
    left = SOURCE.sub("", rest) if ":" in rest or "：" in rest else rest
    return len(left) <= 24 or len(FURNITURE.sub("", left)) <= 24


def is_bare_line(rest: str) -> bool:
    """Whether a line of facts holds, beside its day, next to nothing but such words."""
    return len(rest) <= 6 or len(without_facts(rest)) <= 6


def stands_alone(text: str, found: FoundDate) -> bool:
    """Whether a day stands on a line of its own (`line.alone`)."""
    rest = rest_of_line(text, found)
    return is_furniture(rest) and is_bare_line(rest)


def names_of_words_before(led: str, words: str, *, ends: bool) -> set[str]:
    """What the *words* are that lead a day on its line: an office that signs it, where it *ends* the line, or others."""
    if OFFICE.fullmatch(words) is None:
        return {"line.led"}
    return {"line.alone"} if ends and OFFICE.fullmatch(led.strip()) is not None else set()


def in_prose(text: str, found: FoundDate) -> bool:
    """A date that the next words go on from: `2020年1月8日，新疆…`; the next line's own words (`据了解，…`) do not."""
    whole = text[found.end : found.end + 12]
    after = whole.lstrip("\n ")
    before = text[max(0, found.start - 12) : found.start]
    goes_on = _NEXT_LINE if "\n" in whole[: len(whole) - len(after)] else _GOES_ON
    return goes_on.match(after) is not None or (
        _LED_INTO.search(before) is not None
        and _OPENED.search(before) is None
        and _LED_BY_WEEKDAY.search(before) is None
    )


def text_begins(text: str, found: FoundDate) -> int:
    """How far below a date running text begins; `NO_TEXT` where none does."""
    begins = prose_begins(text, found.end, found.end + 2 * LONGEST_LINE)
    return begins - found.end if begins >= 0 else NO_TEXT


#: How lines begin that stand below the day of a signature: what is attached, who gets a copy, whom to call.
_BELOW_SIGNATURE = re.compile(
    r"[\s(（\[【*※]|附|抄|主送|分送|联系|咨询|备注|注|来源|主题|编辑|责编|责任|作者|审核|校对|地址|电话|相关|上一|下一|扫|关注|分享|打印|关闭|政策咨询|印发"
)
#: What a sentence has, however short it is.
_CLOSES = re.compile(r"[，。；！？]")


def heads_paragraph(text: str, found: FoundDate) -> bool:
    """Whether running text stands on the line right below a day, as below the stations of a story; none does below a signature."""
    line = text.find("\n", found.end, found.end + LONGEST_LINE) + 1
    if not line or _BELOW_SIGNATURE.match(text, line) is not None:
        return False
    ends = text.find("\n", line, line + LONGEST_LINE)
    return _CLOSES.search(text, line + 6, ends if ends >= 0 else line + LONGEST_LINE) is not None


def prose_begins(text: str, start: int, end: int) -> int:
    """Where between *start* and *end* running text begins, -1 where none does."""
    match = _PROSE.search(text, start + _CLAUSE, end)
    return match.start() - _CLAUSE if match is not None else -1


def all_prose(text: str, end: int) -> Iterator[int]:
    """Where running text begins before *end*, each time behind the last of its signs."""
    last = 0
    for sign in _PROSE.finditer(text, 0, end + _CLAUSE + 1):
        if (begins := sign.start() - _CLAUSE) >= last:
            yield begins
            last = sign.end()
