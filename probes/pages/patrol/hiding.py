"""How links are hidden on a page (暗链): by the element itself, by what stands around it, by style sheets."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from monitor.domain.hosts import registered_domain
from probes.http.links import join
from probes.pages.document.css_select import select

#: How far outside of the screen nobody sees it, in pixels.
_FAR = 500
#: So many selectors of a page's sheets that are more than one class or id are looked for.
MOST_SELECTORS = 300
#: Sheets of one page that count, and how long each may be.
MOST_SHEETS, LONGEST_SHEET = 20, 200_000
#: The declarations of a page's style sheets that may hide, by a selector that is one class or one id.
Styles = Mapping[str, Mapping[str, str]]


def is_elsewhere(address: str, host: str) -> bool:
    """Whether *address* is outside of the page's own domain and of the government's."""
    other = urlsplit(address).hostname or ""
    return (
        bool(other) and registered_domain(other) != registered_domain(host) and not other.endswith(".gov.cn")
    )


@dataclass(slots=True)
class Hiding:
    """What hides elements of one page; each element and box is looked at once, however many links stand in it."""

    styles: Styles
    url: str
    host: str
    matched: Mapping[int, Mapping[str, str]] = field(
        default_factory=dict
    )  #: declarations by element, of longer selectors
    rules: dict[int, dict[str, str]] = field(default_factory=dict)
    ways: dict[int, str] = field(default_factory=dict)
    boxes: dict[int, bool] = field(default_factory=dict)

    def of(self, node: LexborNode) -> tuple[str, bool]:
        """How *node* is hidden, by itself or something around it, and whether what hides it holds links of strangers only."""
        one: LexborNode | None = node
        depth = 0
        while one is not None and depth < 60 and one.tag not in ("body", "html"):
            if one.mem_id not in self.ways:
                self.ways[one.mem_id] = self._way(one)
            if way := self.ways[one.mem_id]:
                if one.mem_id not in self.boxes:
                    self.boxes[one.mem_id] = _holds_strangers_only(one, self.url, self.host)
                return way, self.boxes[one.mem_id]
            one, depth = one.parent, depth + 1
        return self._inside(node), False

    def _inside(self, link: LexborNode) -> str:
        """How the one element that holds all words of a link is hidden."""
        within = [
            one for one in islice(link.iter(include_text=True), 3) if one.tag != "-text" or one.text().strip()
        ]
        return self._way(within[0]) if len(within) == 1 and within[0].tag in _INLINE else ""

    def _way(self, node: LexborNode) -> str:
        attributes, tag = node.attributes, node.tag or ""
        if "hidden" in attributes:
            return "hidden"
        if tag == "noscript":
            return "noscript"
        if tag == "marquee" and (_small(attributes.get("height")) or _small(attributes.get("width"))):
            return "marquee"
        if tag in _FRAMES and (_small(attributes.get("height")) or _small(attributes.get("width"))):
            return "frame"
        rules = self._rules_of(node)
        front = rules.get("color") or (attributes.get("color") if tag == "font" else None)
        return _way_of(rules) or ("colour" if front and _same_colour(front, self._background(node)) else "")

    def _rules_of(self, node: LexborNode) -> dict[str, str]:
        """The declarations for *node* itself; its own style attribute counts most."""
        if (known := self.rules.get(node.mem_id)) is not None:
            return known
        attributes = node.attributes
        found = dict(self.matched.get(node.mem_id, ()))
        for name in (attributes.get("class") or "").split():
            found |= self.styles.get(f".{name}", {})
        found |= self.styles.get(f"#{attributes.get('id')}", {})
        found |= _rules((attributes.get("style") or "").lower())
        self.rules[node.mem_id] = found
        return found

    def _background(self, node: LexborNode) -> str:
        """The background that stands behind *node*, as the nearest element around it states one."""
        one: LexborNode | None = node
        depth = 0
        while one is not None and one.attributes is not None and depth < 60:
            found = self._rules_of(one)
            back = found.get("background-color") or found.get("background") or one.attributes.get("bgcolor")
            if back:
                return back
            one, depth = one.parent, depth + 1
        return ""


_INLINE = frozenset({"font", "span", "b", "i", "em", "strong", "u", "small", "img"})
_FRAMES = frozenset({"iframe", "frame", "embed", "object"})


def _way_of(rules: Mapping[str, str]) -> str:
    """How declarations hide what they are for; "": they do not."""
    if rules.get("display", "").startswith("none"):
        return "display"
    if rules.get("visibility", "").startswith(("hidden", "collapse")):
        return "visibility"
    if _is_zero(rules.get("opacity", "")) or _ALPHA in rules:
        return "opacity"
    if rules.get("position", "") in ("absolute", "fixed", "relative") and _is_far(rules):
        return "off_screen"
    if _number(rules.get("z-index", "")) < 0 and rules.get("position", "") in (
        "absolute",
        "fixed",
        "relative",
    ):
        return "behind"
    if _number(rules.get("text-indent", "")) <= -_FAR:
        return "text_indent"
    if _is_far({name: rules.get(f"margin-{name}", "") for name in ("left", "top")}):
        return "off_screen"
    if rules.get("overflow", "").startswith(("hidden", "scroll")) and (
        _small(rules.get("height")) or _small(rules.get("width"))
    ):
        return "size"
    if rules.get("font-size") is not None and _small(rules["font-size"]):
        return "font"
    if "clip" in rules and re.match(r"rect\(\s*[01](?:px)?[\s,]", rules["clip"]):
        return "clip"
    if rules.get("clip-path", "").startswith(("inset(50%", "inset(100%", "circle(0")):
        return "clip"
    if "scale(0" in rules.get("transform", "").replace(" ", "").replace("scale(0.", "x"):
        return "scale"
    back = rules.get("background-color") or rules.get("background", "")
    return "colour" if _same_colour(rules.get("color"), back) else ""


#: What `_way_of` and `Hiding` ask for: nothing else of a style is kept, however much a page declares.
_ASKED = frozenset(
    {
        "display", "visibility", "opacity", "position", "left", "top", "right", "bottom", "text-indent", "margin-left", "margin-top",
        "overflow", "height", "width", "font-size", "clip", "clip-path", "transform", "background-color", "background", "color", "z-index",
    }
)  # fmt: skip
#: An old way to hide, whatever the declaration is called.
_ALPHA = "alpha(opacity=0)"


def _rules(style: str) -> dict[str, str]:
    found = {}
    for one in style.split(";"):
        name, _, value = one.partition(":")
        if value and (asked := name.strip()) in _ASKED:
            found[asked] = value.replace("!important", "").strip()
        if _ALPHA in one.replace(" ", ""):
            found[_ALPHA] = ""
    return found


def _is_far(rules: Mapping[str, str]) -> bool:
    return any(_number(rules.get(name, "")) <= -_FAR for name in ("left", "top", "right", "bottom"))


def _number(value: str) -> float:
    found = re.match(r"-?\d{1,7}(?:\.\d{1,4})?", value.strip())
    return float(found[0]) if found else 0.0


def _small(value: str | None) -> bool:
    return value is not None and re.fullmatch(r"[01](?:px|em|%|pt)?", value.strip()) is not None


def _is_zero(value: str) -> bool:
    return re.fullmatch(r"0(?:\.0{1,4}[0-9]?)?%?", value.strip()) is not None


_WHITE = {"white": "#ffffff", "black": "#000000", "red": "#ff0000"}


def _colour(value: str | None) -> str:
    found = re.search(r"#[0-9a-f]{3,6}\b|\b(?:white|black|red)\b", (value or "").lower())
    if found is None:
        return ""
    name = _WHITE.get(found[0], found[0])
    return "#" + "".join(one * 2 for one in name[1:]) if len(name) == 4 else name


def _same_colour(front: str | None, back: str | None) -> bool:
    return bool(_colour(front)) and _colour(front) == _colour(back)


def styles_of(tree: LexborHTMLParser, sheets: Iterable[str]) -> tuple[Styles, dict[int, dict[str, str]]]:
    """
    The declarations of a page's style sheets: by a selector that is one class or one id, and by element for longer selectors.

    *sheets*: texts of sheets that it links to. Of longer selectors those that hide count, at most `MOST_SELECTORS`.
    """
    found: dict[str, dict[str, str]] = {}
    matched: dict[int, dict[str, str]] = {}
    own = (node.text() or "" for node in tree.css("style"))
    left = MOST_SELECTORS
    for sheet in (*sheets, *own):
        for selectors, block in _blocks(sheet):
            rules = _rules(block)
            for one in selectors.split(",") if rules else ():
                if told := _SIMPLE.fullmatch(one.strip()):
                    found.setdefault(told[1], {}).update(rules)
                elif left and ":" not in one and _way_of(rules):
                    left -= 1
                    _note(tree, one.strip(), rules, matched)
    return found, matched


def hiding_rules(sheet: str) -> str:
    """What of a style *sheet* may hide something, as a shorter one; "" nothing."""
    kept = (
        f"{selectors.strip()}{{{block.strip()}}}"
        for selectors, block in _blocks(sheet)
        if _way_of(_rules(block))
    )
    return "\n".join(islice(kept, 2 * MOST_SELECTORS))[:LONGEST_SHEET]


def sheets_of(tree: LexborHTMLParser, url: str) -> tuple[str, ...]:
    """Addresses of the style sheets that a page links to."""
    linked = (
        join(url, node.attributes.get("href") or "").partition("#")[0]
        for node in tree.css("link[href]")
        if "stylesheet" in (node.attributes.get("rel") or "").lower()
        and "print" not in (node.attributes.get("media") or "")
    )
    return tuple(islice(dict.fromkeys(one for one in linked if one), MOST_SHEETS))


_SIMPLE = re.compile(r"[a-z]{0,10}([.#][\w-]{1,60})")


def _note(
    tree: LexborHTMLParser, selector: str, rules: Mapping[str, str], matched: dict[int, dict[str, str]]
) -> None:
    """Put *rules* down for each element that *selector* means; one that nobody understands means none."""
    for node in select(tree, selector):
        matched.setdefault(node.mem_id, {}).update(rules)


def _blocks(sheet: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of a sheet's rules, in lower case; what stands inside @media and the like is left out."""
    text = _without_comments(sheet[:LONGEST_SHEET]).lower()
    at = 0
    while (start := text.find("{", at)) >= 0:
        selectors = text[at:start].rpartition(";")[2].strip()  # @charset and @import end so
        end = _closing(text, start) if selectors.startswith("@") else text.find("}", start)
        if end < 0:
            return
        if selectors and not selectors.startswith("@") and len(selectors) <= 1000:
            yield selectors, text[start + 1 : end][:2000]
        at = end + 1


def _closing(text: str, start: int) -> int:
    """Where the block that opens at *start* closes; -1: nowhere."""
    depth = 0
    for found in re.compile(r"[{}]").finditer(text, start):
        depth += 1 if found[0] == "{" else -1
        if not depth:
            return found.start()
    return -1


def _without_comments(sheet: str) -> str:
    """A style sheet without its comments; one that never ends takes the rest with it."""
    parts, at = list[str](), 0
    while (start := sheet.find("/*", at)) >= 0:
        parts.append(sheet[at:start])
        end = sheet.find("*/", start + 2)
        if end < 0:
            return "".join(parts)
        at = end + 2
    return "".join((*parts, sheet[at:]))


def _holds_strangers_only(box: LexborNode, url: str, host: str) -> bool:
    """Whether every link inside *box* leads outside of the page's own domain and of the government's."""
    addresses = [join(url, one.attributes.get("href") or "") for one in box.css("a[href]")]
    if box.tag == "a":
        addresses.append(join(url, box.attributes.get("href") or ""))
    outside = [one for one in addresses if one]
    return bool(outside) and all(is_elsewhere(one, host) for one in outside)
