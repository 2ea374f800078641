"""When a page cannot be read as an article at all (不可读页面): empty, a mere redirect, an error page, an unfilled template."""

import re

from monitor.domain.reach import Stranger
from probes.pages.page_text import PageText
from probes.web.strangers import stranger_of

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
