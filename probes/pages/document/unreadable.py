"""When a page cannot be read as an article at all (不可读页面): empty, a mere redirect, an error page, an unfilled template."""

import re

from monitor.domain.reach import Stranger
from probes.http.strangers import stranger_of
from probes.pages.document.page_text import PageText

#: An error page has a few words; a text with more may well speak of errors.
ERROR_WORDS = 160
#: Notices that stand in an article's place. Others (未备案, 维护) may be what an article is about.
_ERRORS = {
    Stranger.NOT_FOUND: "an error page: not found",
    Stranger.PROGRAM_ERROR: "an error page: the program failed",
    Stranger.SERVER_DEFAULT: "an error page: a server's default page",
    Stranger.NO_ROUTE: "an error page: no such site",
}

_TEMPLATE = re.compile(r"\{\{.{1,80}?\}\}|\{\$T\.|<%=|\$\{.{1,60}?\}")

#: A label for the publish day with nothing behind it: 发布时间： at the end of its line, or before the next label.
_LEFT_EMPTY = re.compile(
    r"(?:(?:发布|发表|公布|更新|发文|发稿|信息)[ \t]{0,3}(?:日期|时间)|(?:^|(?<=\s))(?:日[ \t]{0,4}期|时[ \t]{0,4}间))[ \t]{0,3}[:][ \t]{0,3}"
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


def hides_its_day(page: PageText) -> str:
    """
    Why a page on which no day was found does not count as undated: its day comes by a script that we do not run.

    "" when nothing says so. Taught by pages whose template prints 发布时间： and lets a script fill the rest.
    """
    if _LEFT_EMPTY.search(page.text) is not None:
        return "the label of its day is empty: filled by script"
    for write in _WRITES.finditer(page.scripts):
        if _DAY_NAME.search(page.scripts, max(0, write.start() - _NEAR), write.end() + _NEAR) is not None:
            return "a script writes its day"
    return ""


def why_unreadable(html: str, page: PageText) -> str:
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
    if page.words < ERROR_WORDS and (kind := stranger_of(html)) in _ERRORS:
        return _ERRORS[kind]
    if "{" in page.text and len(_TEMPLATE.findall(page.text[:5000])) >= 3:
        return "an unfilled template"
    return ""
