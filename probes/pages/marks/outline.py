"""What a page is told by when two answers are compared: its title, the words of its links, its own links in order."""

import re
from dataclasses import dataclass

from probes.http.links import host_of, join
from probes.http.sight import title_of
from probes.pages.document.costly import too_costly
from probes.pages.document.parser import parse_html

_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class PageOutline:
    """One page in few words."""

    title: str = ""
    words: frozenset[str] = frozenset()  #: of its links
    links: tuple[str, ...] = ()  #: http addresses in order, each once

    def is_like(self, other: "PageOutline") -> bool:
        """Whether both are the same page: one title, and at least half of the links' words in common."""
        both, either = self.words & other.words, self.words | other.words
        return self.title == other.title and 2 * len(both) >= len(either)


def outline_of(html: str, url: str) -> PageOutline:
    """The outline of the page *html* that came from *url*; nothing of a page too costly to read."""
    if too_costly(html):
        return PageOutline()
    words, links = [], []
    for node in parse_html(html).css("a[href]"):
        words.append(_SPACES.sub("", node.text())[:60])
        links.append(join(url, node.attributes.get("href") or "").partition("#")[0])
    shown = frozenset(one for one in words if one)
    return PageOutline(
        _SPACES.sub("", title_of(html)), shown, tuple(dict.fromkeys(one for one in links if host_of(one)))
    )
