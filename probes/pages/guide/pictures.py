"""Headings of a guide that are pictures (图片标题): what a picture's words name, put where the picture stands."""

import re
from collections.abc import Iterator, Set

from probes.pages.document.seen import IMAGE, PICTURE
from probes.pages.guide.headings import LONGEST, groups_of

_WORDS = re.compile(r"\b(?:alt|title)\s?=\s?[\"']\s{0,3}([^\"'<>]{2,16}?)\s{0,3}[\"']", re.IGNORECASE)
#: A picture with such words is what an element says, and not its name.
_DRAWN = re.compile(r"[图表片]$")


def groups_drawn(html: str) -> frozenset[str]:
    """The groups that pictures of a page name."""
    return frozenset(group for _, name in _named(html) for group in groups_of(name))


def with_drawn_names(html: str, wanted: Set[str]) -> str:
    """*html* with the names of the *wanted* groups as lines where pictures name them."""
    kept, at = list[str](), 0
    for image, name in _named(html):
        if set(groups_of(name)) <= wanted:
            shown = f"{name}：{PICTURE}" if _DRAWN.search(name) else name
            kept += [html[at : image.start()], f"<div class=title>{shown}</div>"]
            at = image.end()
    return "".join([*kept, html[at:]])


def _named(html: str) -> Iterator[tuple[re.Match[str], str]]:
    """Pictures with words that may be a heading, and these words."""
    for image in IMAGE.finditer(html):
        words = next((one[1] for one in _WORDS.finditer(image[0]) if len(one[1]) <= LONGEST), "")
        if groups_of(words):
            yield image, words
