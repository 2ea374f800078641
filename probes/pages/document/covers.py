"""What scripts draw over a page or over a part of it, and what they let its style sheets keep from sight (遮挡)."""

import re
from collections.abc import Sequence

from probes.pages.document.begun import holds
from probes.pages.document.costly import LONGEST
from probes.pages.document.css_select import is_understood, select
from probes.pages.document.markup import split_scripts
from probes.pages.document.parser import parse_html
from probes.pages.document.shown import LONGEST_HIDDEN

_STYLED = re.compile(r"""\sstyle\s?=\s?(?:"([^"<>]{0,1200})"|'([^'<>]{0,1200})')""")
#: Paint through which what is behind it is seen, and what else lets it be seen.
_CLEAR = ("none", "transparent", "rgba", "hsla", "url")
_LETS_THROUGH = frozenset({"pointer-events", "filter", "transform"})
#: A box of so many pixels takes a screen.
_TALL = re.compile(r"100(?:%|v[hw])|[5-9]\d\d|\d{4}")
MOST_BOXES = 200


def covered(before: str, html: str) -> tuple[str, ...] | None:
    """The markup of those parts of *html* over which it holds boxes that the page did not hold *before*; None where one takes the whole window, or there are more than are looked at."""
    if not holds(html, "fixed", "absolute"):
        return ()
    before, markup = (split_scripts(one).markup for one in (before, html))
    styles = {one or other for one, other in _STYLED.findall(markup)}
    boxes = {one: takes for one in styles if (takes := _box(one)) and one not in before}
    if not boxes:
        return ()
    parts, left = dict[int, str](), LONGEST
    for node in parse_html(html).css("[style]"):
        box = boxes.get(node.attributes.get("style") or "")
        if box is None or node.parent is None or len(node.text()) > LONGEST_HIDDEN:
            continue  # or a part of the page itself
        if box == "window" or (box == "tall" and node.parent.tag == "body"):
            return None
        if node.parent.tag != "body" and node.parent.mem_id not in parts:
            part = parts[node.parent.mem_id] = node.parent.html or ""
            left -= len(part)
        if len(parts) > MOST_BOXES or left < 0:
            return None
    return tuple(parts.values())


def _box(style: str) -> str:
    """What a box of this *style* takes that nothing is seen through: the "window", all of what it stands in ("tall"), the begin of that ("top"); "" of any other."""
    parts = (one.replace("!important", "").partition(":") for one in style.lower().split(";"))
    said = {name.strip(): value.strip() for name, _, value in parts}
    paint = said.get("background") or said.get("background-color") or "none"
    is_seen = said.get("display") != "none" and said.get("visibility") != "hidden"
    is_seen = is_seen and not said.get("z-index", "").startswith("-")
    is_thick = not paint.startswith(_CLEAR) and said.get("opacity", "1") == "1"
    place = said.get("position")
    if place not in ("fixed", "absolute") or not is_seen or not is_thick or _LETS_THROUGH & said.keys():
        return ""
    wide, tall = (
        _TALL.match(said.get(size, said.get(f"min-{size}", ""))) is not None
        or all(said.get(one, said.get("inset", "")).startswith("0") for one in sides)
        for size, sides in (("width", ("left", "right")), ("height", ("top", "bottom")))
    )
    if wide and tall:
        return "window" if place == "fixed" else "tall"
    return "top" if wide and place == "absolute" and said.get("top", "").startswith("0") else ""


def unseen_since(before: str, html: str, selectors: Sequence[str]) -> tuple[str, ...] | None:
    """The markup of what *selectors* mean in *html* that they did not mean *before*: there a style sheet keeps it from sight; None where that is not known."""
    if not selectors:
        return ()
    now, then, parts, left = parse_html(html), parse_html(before), list[str](), LONGEST
    for selector in selectors:
        met = select(now, selector)
        if len(met) > MOST_BOXES or (not met and not is_understood(now, selector)):
            return None
        seen = {one.text() for one in select(then, selector)[:MOST_BOXES]} if met else ()
        for one in met:
            if one.text() not in seen:
                parts.append(one.inner_html or "")
                left -= len(parts[-1])
                if left < 0:
                    return None
    return tuple(parts)
