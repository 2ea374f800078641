"""Where the title of a page stands in its text, whole (标题位置)."""

from probes.pages.dates.dates import narrow
from probes.pages.document.page_text import PageText


def title_ends(page: PageText) -> tuple[int, ...]:
    """Where the whole title ends, each time it stands in the text: behind its last words, else at the end of its line."""
    rest = narrow(page.title)[14:]
    return tuple(
        at + len(rest)
        if page.text.startswith(rest, at)
        else line
        if (line := page.text.find("\n", at)) >= 0
        else at
        for at in page.title_at
    )
