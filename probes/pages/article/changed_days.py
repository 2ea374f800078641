"""Whether a page's scripts may change a day that stands on it (脚本改动日期): then they are run, however sure the day is."""

import re
from collections.abc import Iterator, Sequence

from probes.pages.article.candidates import place_of
from probes.pages.article.features import Weighed
from probes.pages.document.page_text import PageText

#: So far before a day the elements around it are opened.
_OPENED, _MOST_DAYS = 300, 60
_TAG = re.compile(r"<([a-z][a-z0-9-]{0,20})\b([^<>]{0,300})", re.IGNORECASE)
_NAMED_SO = re.compile(
    r"""\s(?:id|class|name|data-[\w-]{1,20})\s?=\s?(?:"([^"<>]{1,80})"|'([^'<>]{1,80})'|([\w-]{1,40}))""",
    re.IGNORECASE,
)
_HEADINGS = frozenset({"h1", "h2", "h3"})
#: A name as scripts have it: as the end or the begin of a selector, as a whole string, or as the element itself.
_CALLED = re.compile(
    r"""[#.'"`]([\w-]{1,40}+)['"`]|['"`][#.]([\w-]{1,40}+)(?=[\s,:>+~\[])|=([\w-]{1,40}+)\]|(?<![\w.$-])([\w-]{1,40}+)\.(?:inner(?:HTML|Text)|textContent|style|remove)\b"""
)
#: How scripts change what is there.
_CHANGES = re.compile(
    r"display|hid[ed]|[rR]emove|empty\s?\(|HTML|Text|textContent|\.(?:html|text)\s?\(|replace"
    r"|nodeValue|\.data\s?=|visib|class(?:List|Name)|(?:add|toggle)Class|fade|slideUp|detach|toggle\s?\(|[aA]ppend|[pP]repend|insert(?:Before|After)"
)


def changes_a_day(page: PageText, weighed: Sequence[Weighed]) -> bool:
    """Whether a script names an element around one of the *weighed* days, or a heading before it: it may hide it, take it away or write another."""
    scripts = page.scripts
    names = {
        name
        for one in weighed[:_MOST_DAYS]
        if (at := place_of(page, one.met)) >= 0
        for name in _names_around(page.source, at)
        if name in scripts
    }
    return (
        bool(names)
        and any(not names.isdisjoint(called) for called in _CALLED.findall(scripts))
        and _CHANGES.search(scripts) is not None
    )


def _names_around(html: str, at: int) -> Iterator[str]:
    """The names of the elements that are opened close before the place *at* and not closed there, and the headings before it."""
    for tag in _TAG.finditer(html, max(0, at - _OPENED), at):
        if tag[1].lower() in _HEADINGS:
            yield tag[1]
        elif html.find(f"</{tag[1]}", tag.end(), at) < 0:
            for found in _NAMED_SO.findall(tag[2]):
                yield from "".join(found).split()
