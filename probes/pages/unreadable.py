"""When a page cannot be read as an article at all (不可读页面): empty, a mere redirect, an unfilled template."""

import re

from probes.pages.page_text import PageText

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
    if "{" in page.text and len(_TEMPLATE.findall(page.text[:5000])) >= 3:
        return "an unfilled template"
    return ""
