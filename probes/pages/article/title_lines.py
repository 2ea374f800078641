"""Lines that read like the title of an article (近似标题的行): where the page's own title is not to be found, and where another stands beside a day."""

import re

from probes.pages.article.info_line import GREETS, OFFICE, TELLS, without_facts
from probes.pages.dates.dates import FoundDate, narrow
from probes.pages.document.page_text import FOOT, PageText

#: A line that may be a title: words, no sentence.
_TITLE_LIKE = re.compile(
    r"(?:[^\n。；！:]{0,8}(?:图解|读懂|解读|视频|关注|专访|访谈|组图|图集|快讯|直播|观察|述评|通报):)?[^\n。；！:]{9,70}\Z"
)
#: The same as news have it: 示例市:…, and a mark that ends it; before the colon stands no name of a fact.
_NEWS_TITLE_LIKE = re.compile(
    r"(?![^\n:]{0,12}(?:来源|作者|时间|日期|编辑|审核|记者|摄影|地址|电话|邮箱|位置|关键词|标签|索引|文号|单位|机构|部门|分类|主题|名称|附件|地点|嘉宾|篇|条|人|语):)"
    r"(?:[^\n。；！:]{2,20}:)?[^\n。；！:]{7,70}[！!]?\Z"
)


#: What may stand between a title and its day beside facts: a document's number, a summary.
_BETWEEN = re.compile(
    r"[\u4e00-\u9fff]{0,12}[〔\[(（]\s?(?:19|20)\d\d\s?[〕\])）]\s?\d{1,5}\s?号|(?:摘\s?要|导\s?[读语]|核心提示|内容提要)[^\n]*"
)


def is_below_like_title(text: str, found: FoundDate, *, tells: bool = False) -> bool:
    """Whether the line above a day's own reads like a title, where the page's title is not to be found; *tells*: like one of news, right above it."""
    start = text.rfind("\n", 0, found.start) + 1
    for above in reversed(text[max(0, start - 140) : max(0, start - 1)].split("\n")[-1 if tells else -3 :]):
        if _BETWEEN.fullmatch(above) is not None:
            continue
        is_like = is_like_title(above) or is_like_title(above, _NEWS_TITLE_LIKE)
        if (
            is_like := is_like
            and GREETS.search(above) is None
            and (not tells or TELLS.search(above) is not None)
        ) or len(above) > 12:
            return is_like
    return False


def is_like_title(line: str, like: re.Pattern[str] = _TITLE_LIKE) -> bool:
    """Whether *line* reads like the title of an article."""
    return like.fullmatch(line) is not None and FOOT.search(line) is None and len(without_facts(line)) >= 8


def names_after_text(text: str, found: FoundDate, text_at: int) -> set[str]:
    """What speaks against a day that stands behind *text_at*, below the text of a page whose title is not to be found."""
    if found.start <= text_at:
        return set()
    is_of_another = is_below_like_title(text, found, tells=True)
    return {"title.after_text", "others.card"} if is_of_another else {"title.after_text"}


#: The title of a page's window, and so many characters of one title that stand in another tell that both are one.
_WINDOW = re.compile(r"<title\b[^<>]{0,200}>([^<]{0,600})", re.IGNORECASE)
_SHARED = 6


#: The offices that sign a text with a day in words, each on a line of its own below it or below what is attached.
_SIGNED = re.compile(rf"(?:[。！]|\n附件[^\n]{{0,80}}|\n特此[^\n]{{2,4}})(?:\n{OFFICE.pattern}){{1,3}}\n\Z")
_LONGEST_SIGNED = 160


def is_under_another_title(page: PageText, found: FoundDate, since: int) -> bool:
    """Whether a day stands right below a line behind *since* that reads like another title than the page's, which its window does not name."""
    if not is_below_like_title(page.text, found):
        return False
    if signs_text(page.text, found) or is_named_by_window(page):
        return False
    title = narrow(page.title)
    above = page.text[max(since, found.start - 140) : found.start]
    return not any(title[n : n + _SHARED] in above for n in range(max(1, len(title) - _SHARED + 1)))


def signs_text(text: str, found: FoundDate) -> bool:
    """Whether a day in words stands below the offices that sign the text over it."""
    line = text.rfind("\n", 0, found.start) + 1
    return "年" in text[line : found.end] and (
        _SIGNED.search(text, max(0, line - _LONGEST_SIGNED), line) is not None
    )


def is_named_by_window(page: PageText) -> bool:
    """Whether a page's title is known, and that of its window names it or is none."""
    if not page.title_at:
        return False
    window = _WINDOW.search(page.source)
    return window is None or narrow(page.title)[:8] in narrow(" ".join(window[1].split()))
