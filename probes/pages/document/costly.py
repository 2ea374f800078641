"""
When a page's markup is made to keep a parser busy (页面结构过于复杂): found out before it is parsed.

An HTML parser's own work grows with the square of a tag's attributes, of the depth of what is open, and with marks such as
`<b>` that are never closed times what follows them; no page that people read comes near these limits. Nearly all are known to
be little work by a few counts; the limits are looked for in the rest.
"""

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from probes.pages.document.begun import MARKS, marks_begun, names_begun
from probes.pages.document.parser import is_deeper

#: The reason under which readers leave such a page unread.
TOO_COSTLY = "too_costly"
#: More of a page is not looked at by any reader.
LONGEST = 2_000_000
MOST_TAGS = 100_000
MOST_ATTRIBUTES = 256
#: A parser adds the attributes of each `<html …>` and `<body …>` to those of the first: so often, at most.
MOST_ROOTS = 64
DEEPEST = 400
DEEPEST_XML = 200
#: Marks that a parser opens again in every block that follows, until they are closed.
MOST_MARKS = 200
#: So often are such marks opened again on one page, at most: each is one more element that every reader walks over.
MOST_COPIES = 150_000
#: Attributes compared with those before them, and elements stepped through at a tag: so often on a page that is little work, a quarter
#: of a second at the most.
MOST_STEPS, MOST_PASSED = 80_000_000, 300_000_000
#: A tree is asked whether elements stand so deep in each other before it is asked for the limit: the shorter question.
DEEP = 40

_ATTRIBUTES = r"""(?:[ \t\n\r\f/]*+[^ \t\n\r\f/>][^ \t\n\r\f/>=]*+(?:[ \t\n\r\f]*+=[ \t\n\r\f]*+(?:"[^"]*+"?+|'[^']*+'?+|[^ \t\n\r\f>]*+))?+)*+"""
_STEP = re.compile(
    rf"<!--|<[!?]|</(?![a-zA-Z])|<(/?)([a-zA-Z][a-zA-Z0-9:_-]{{0,40}}+)([^ \t\n\r\f/>]*+)({_ATTRIBUTES})[ \t\n\r\f/]*+>?+"
)
_ATTRIBUTE = re.compile(
    r"""[^ \t\n\r\f/>][^ \t\n\r\f/>=]*+(?:[ \t\n\r\f]*+=[ \t\n\r\f]*+(?:"[^"]*+"?+|'[^']*+'?+|[^ \t\n\r\f>]*+))?+"""
)
_RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})
#: Never open, or closed before much can stand inside.
_FLAT = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "frame", "keygen", "image",
    "html", "head", "body", "tbody", "thead", "tfoot", "colgroup", "optgroup", "rp", "rt", "rb", "rtc",
}) | _RAW  # fmt: skip
_MARKS = frozenset({"a", *MARKS})
#: What closes outside these closes nothing inside.
_WALLS = frozenset({"table", "template", "object", "marquee", "applet", "svg", "math"})
#: What stands within a line of words: it parts no paragraph from the next.
_LOOSE = _MARKS | {
    "span", "label", "q", "cite", "abbr", "acronym", "sub", "sup", "del", "ins", "var", "kbd", "samp", "dfn", "time"
}  # fmt: skip
_LOOSE_OF_ROWS = _LOOSE | {"address", "div", "p"}
#: What ends where the next of its kind begins, and what may stand open between the two; None: anything but walls.
_ENDS: Mapping[str, tuple[frozenset[str], frozenset[str] | None]] = {
    "li": (frozenset({"li"}), _LOOSE_OF_ROWS), "dd": (frozenset({"dd", "dt"}), _LOOSE_OF_ROWS), "dt": (frozenset({"dd", "dt"}), _LOOSE_OF_ROWS),
    "td": (frozenset({"td", "th"}), None), "th": (frozenset({"td", "th"}), None), "tr": (frozenset({"tr"}), None),
    "p": (frozenset({"p"}), _LOOSE), "option": (frozenset({"option"}), frozenset()),
}  # fmt: skip

#: What a parser knows in tables only.
_CELLS = frozenset({"td", "th", "tr"})


class TooCostly(Exception):
    """A page was left unparsed; the message says which limit it goes past."""


def refuse_costly(html: str) -> None:
    """For readers whose result cannot say that they read nothing. Raises TooCostly."""
    if limit := too_costly(html):
        raise TooCostly(limit)


@lru_cache(maxsize=2)
def too_costly(html: str) -> str:
    """
    Which limit *html* goes past (`tags`, `attributes`, `depth`, `marks`), "" for a page as people write them. Linear.

    A page that is little work for the parser may go past a limit of marks or attributes, never of depth.
    """
    html = html[:LONGEST]
    tags = html.count("<")
    if tags > MOST_TAGS:
        return "tags"
    names = names_begun(html)
    of_html, of_body = names.get("html", 0), names.get("body", 0)
    if of_html + of_body > MOST_ROOTS:
        return "attributes"
    if not _is_little_work(html, tags, marks_begun(html), max(of_html, of_body)):
        return _Walk().over(html)
    if tags < DEEPEST - 1:
        return ""
    hides = "template" in names  # and how deep it is
    is_deep = hides or (is_deeper(html, DEEP) and is_deeper(html, DEEPEST))
    return _Walk().over(html) if is_deep else ""


def _is_little_work(html: str, tags: int, marks: int, roots: int) -> bool:
    """
    Whether parsing *html* takes few steps: `<` stands in it *tags* times, *marks* are opened, and so many *roots* add their attributes up.

    What a look at the whole page does not tell is looked for with more care.
    """
    if _is_much_work(tags, tags, tags, marks + 1):
        begun = tags - html.count("</")
        if _is_much_work(tags, begun, begun, marks + 1):
            of_marks = begun * tags <= MOST_PASSED  # the marks alone are too many
            left, marks = left_open(html, ENDED_MARK if of_marks else ENDED)
            if _is_much_work(tags, begun, left + SETTLED, marks + SETTLED):
                return False
    return has_few_attributes(html, MOST_STEPS // max(1, roots))


def _is_much_work(tags: int, begun: int, open_: int, marks: int) -> bool:
    """
    Whether a parser takes many steps where at most *open_* elements and *marks* are open, with one link, of which it keeps no more.

    At each tag at most all that is open is stepped through. Marks are opened again where an element was begun or one of those
    begun was closed: no oftener than all marks times all that is begun.
    """
    return open_ * tags > MOST_PASSED or marks * begun > MOST_COPIES


def left_open(html: str, settled: re.Pattern[str]) -> tuple[int, int]:
    """
    How many elements of *html* at most stay open behind their text and what is closed in it, and how many marks; those that are *settled* do not.

    Whatever a parser takes for the beginning of a tag is one: it is left, or its own end follows behind text and elements whose
    ends do. Of these, fewer than SETTLED are open at a time, and text alone opens none of its own marks again.
    """
    rest = settled.sub("", html)
    return rest.count("<") - rest.count("</"), marks_begun(rest)


def has_few_attributes(html: str, most: int = MOST_STEPS) -> bool:
    """
    Whether telling attributes apart takes at most *most* steps: each is compared with those before it in its tag.

    A tag ends at the next `>` that stands in none of its values. In a value stands only what is behind a quote that begins one (`="`), and
    no quote of that kind between. So none goes on behind a `>` over which the last quote of either kind begins no value, and between two
    such places it holds fewer attributes than half of the characters behind the first `<`, or than there are blanks, strokes and quotes.
    Places are looked for in such strides that all of it stays few steps.
    """
    stride = 4 * most // (len(html) + 1)
    double = single = False  # whether the last quote of this kind may begin a value
    ends = seen = steps = 0
    while (begins := html.find("<", ends)) >= 0:
        if html.startswith("<!--", begins):
            next_ = html.find("<", begins + 1)
            end = html.find("-->", begins, next_) if next_ - begins > stride else -1
            if end >= 0:  # a long comment, and nothing in it that begins a tag
                ends = seen = end
                continue
        end = html.find(">", begins + stride, begins + 2 * stride)
        if end < 0 and begins + stride < len(html):
            end = html.find(">", begins)
        while end >= 0:
            if (quote := html.rfind('"', seen, end)) >= 0:
                double = html[quote - 1] in _BEFORE_VALUES and _may_begin_value(html, quote)
            if (quote := html.rfind("'", seen, end)) >= 0:
                single = html[quote - 1] in _BEFORE_VALUES and _may_begin_value(html, quote)
            seen = end
            if not (double or single):
                break
            quote = html.find('"' if double else "'", end)
            end = html.find(">", quote) if quote >= 0 else -1
        ends = end + 1 if end >= 0 else len(html)
        held = (ends - begins) // 2
        if held > stride:
            between = html[begins:ends]
            held = min(held, len(between.split()) + sum(map(between.count, "/\"'")))
        steps += held * held // 2
        if steps > most:
            return False
    return True


def _may_begin_value(html: str, quote: int) -> bool:
    """Whether `=` stands before a *quote*, or so many blanks that it may stand before them."""
    led = html[max(0, quote - 8) : quote].rstrip(_BLANKS)
    return not led or led[-1] == "="


_BLANKS = " \t\n\r\f"
_BEFORE_VALUES = "=" + _BLANKS


#: A tag's attributes up to its end as people write them, few of them; nothing in them opens or ends a tag.
_FEW = r"""(?=[ \t\n\r\f/>])(?:[^<>"'=]{0,40}+(?<=[\w-])=[ ]?+(?:"[^"<>]*+"|'[^'<>]*+'|[^ \t\n\r\f<>"']++)){0,10}+[^<>"'=]{0,40}+>"""
#: How many of such elements stand in each other, at most.
SETTLED = 3
#: An element with its end, and nothing in it but text and such elements; the second of those alone that may be marks, by their first letters.
_ONE = rf"([a-zA-Z][a-zA-Z0-9]*+){_FEW}"
_INSIDE = "".join(rf"(?:[^<]*+<{_ONE}" for _ in range(SETTLED - 1))
_ENDED = ")*+".join(rf"[^<]*+</\{n}>" for n in range(SETTLED, 0, -1))
ENDED = re.compile(f"<{_ONE}{_INSIDE}{_ENDED}")
ENDED_MARK = re.compile(rf"<(?=[bBcCeEfFiInNsStTuU][ \t\n\r\f/>iImMoOtT]){_ONE}{_INSIDE}{_ENDED}")


def too_costly_xml(text: str) -> str:
    """The same for XML, as feeds are: `tags`, `attributes`, `depth`, or ""."""
    if text.count("<") > MOST_TAGS:
        return "tags"
    depth = at = 0
    while (step := _STEP.search(text, at)) is not None:
        at = step.end()
        if not step[2]:
            mark = next((end for begin, end in _SECTIONS if text.startswith(begin, step.start())), ">")
            end = text.find(mark, at)
            at = len(text) if end < 0 else end + len(mark)
        elif step[1]:
            depth -= 1
        else:
            if len(step[4]) >= 2 * MOST_ATTRIBUTES and len(_ATTRIBUTE.findall(step[4])) > MOST_ATTRIBUTES:
                return "attributes"
            depth += not step[0].endswith("/>")
            if depth > DEEPEST_XML:
                return "depth"
    return ""


_SECTIONS = (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"))


class _Walk:
    """What is open, as far as it can be told without a parser; rather more than less."""

    def __init__(self) -> None:
        self.open: list[str] = []
        self.inside: list[Counter[str]] = [Counter()]  #: what is open within each wall
        self.foreign = 0  #: drawings and formulas that are open, where all tags are ordinary ones
        self.marks: list[tuple[str, str]] = []  #: marks not closed, with their attributes
        self.copies = 0  #: how often they may have been opened again

    def over(self, html: str) -> str:
        at = 0
        lower = html.lower()
        lower = lower if len(lower) == len(html) else html
        while (step := _STEP.search(html, at)) is not None:
            at, name = step.end(), (step[2] or "").lower()
            if not name:
                end = html.find("-->", at - 2) if step[0] == "<!--" else html.find(">", at)
                at = len(html) if end < 0 else end + 1
            elif len(step[4]) >= 2 * MOST_ATTRIBUTES and len(_ATTRIBUTE.findall(step[4])) > MOST_ATTRIBUTES:
                return "attributes"
            elif step[1]:
                self._close(name)
            else:
                if name in _RAW and step[3]:  # <script<b> is no script
                    name += step[3]
                if name in _RAW and not self.foreign:
                    end = lower.find(f"</{name}", at)
                    at = len(html) if end < 0 else end
                elif name not in _FLAT and not (self.foreign and step[0].endswith("/>")):
                    self._open(name, step[4])
                    self.copies += len(self.marks)
                    if len(self.open) > DEEPEST:
                        return "depth"
                    if len(self.marks) > MOST_MARKS or self.copies > MOST_COPIES:
                        return "marks"
        return ""

    def _open(self, name: str, attributes: str) -> None:
        if name in _ENDS and (name not in _CELLS or (len(self.inside) > 1 and self._wall() == "table")):
            self._end_the_one_before(*_ENDS[name])
        if name in _MARKS:
            self._mark(name, attributes)
        self.open.append(name)
        self.inside[-1][name] += 1
        if name in _WALLS:
            self.inside.append(Counter())
            self.foreign += name in ("svg", "math")

    def _end_the_one_before(self, kind: frozenset[str], between: frozenset[str] | None) -> None:
        if not any(self.inside[-1][one] for one in kind):
            return
        for place in range(len(self.open) - 1, -1, -1):
            if self.open[place] in kind:
                while len(self.open) > place:
                    self._pop()
                return
            if self.open[place] in _WALLS or (between is not None and self.open[place] not in between):
                return

    def _mark(self, name: str, attributes: str) -> None:
        """A parser keeps three marks that say the same, and one link."""
        same = (name, "" if name == "a" else attributes.strip())
        if self.marks.count(same) >= (1 if name == "a" else 3):
            self.marks.remove(same)
        self.marks.append(same)

    def _close(self, name: str) -> None:
        if name in _MARKS:
            for place in range(len(self.marks) - 1, -1, -1):
                if self.marks[place][0] == name:
                    del self.marks[place]
                    break
        if name in _WALLS:
            while len(self.inside) > 1 and (wall := self._wall()) != "" and self._may_close(name, wall):
                if self._pop() == name:
                    return
        elif self.inside[-1][name]:
            while self._pop() != name:
                pass

    def _wall(self) -> str:
        """The innermost wall that is open."""
        return next(one for one in reversed(self.open) if one in _WALLS)

    def _may_close(self, name: str, wall: str) -> bool:
        """Whether the end of *name* reaches it: through any other wall but a table's or a template's."""
        return wall == name or (wall not in ("table", "template") and name in self.open)

    def _pop(self) -> str:
        name = self.open.pop()
        if name in _WALLS:
            self.inside.pop()
            self.foreign -= name in ("svg", "math")
        self.inside[-1][name] -= 1
        return name
