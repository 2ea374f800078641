"""
When a page's markup is made to keep a parser busy (页面结构过于复杂): found out before it is parsed.

An HTML parser's own work grows with the square of a tag's attributes, of the depth of what is open, of a list of
choices, and with marks such as `<b>` that are never closed times what follows them; no page that people read comes near these limits.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate

#: The reason under which readers leave such a page unread.
TOO_COSTLY = "too_costly"
#: More of a page is not looked at by any reader.
LONGEST = 2_000_000
MOST_TAGS = 100_000
MOST_ATTRIBUTES = 256
DEEPEST = 400
DEEPEST_XML = 200
#: Marks that a parser opens again in every block that follows, until they are closed.
MOST_MARKS = 200
#: So often are such marks opened again on one page, at most.
MOST_COPIES = 500_000
#: Choices of a form; finding the chosen one takes the square of them.
MOST_CHOICES = 5_000

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
_MARKS = frozenset(
    {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"}
)
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
    """Which limit *html* goes past (`tags`, `attributes`, `depth`, `marks`), "" for a page as people write them. Linear."""
    html = html[:LONGEST]
    if len(html) > MOST_CHOICES * len("<option>"):
        tags = html.count("<")
        if tags > MOST_TAGS or (tags > MOST_CHOICES and len(_CHOICE.findall(html)) > MOST_CHOICES):
            return "tags"
    elif _is_small(html):
        return ""
    if _is_tidy(html) or _is_plainly_nested(html):
        return ""
    over = _Walk().over(html)
    return "" if over and _is_harmless(html) else over


#: The page of which the tags were told apart last, and their names.
_LAST: tuple[str, frozenset[str]] | None = None


def tags_of(html: str) -> frozenset[str] | None:
    """The names, in small letters, of at least all tags of a page that `too_costly` has just looked at; None where they are not known."""
    last = _LAST
    return last[1] if last is not None and last[0] is html else None


#: Blanks as a parser knows them; others are letters of a name.
_GAP = r"[ \t\n\r\f]"
_NAME = r"[a-zA-Z][^ \t\n\r\f/<>]*+"
#: A tag's attributes up to its end as people write them, few of them; nothing in them opens or ends a tag.
_FEW = r"""(?:[^<>"'=]{0,40}+(?<=[\w-])=[ ]?+(?:"[^"<>]*+"|'[^'<>]*+'|[^ \t\n\r\f<>"']++)){0,10}+[^<>"'=]{0,40}+>"""
#: One for each `<`: the name of a tidy tag, `/` and the name of a plain end, a sign where nothing is opened or ended;
#: `!`, `?`, `/` alone for what may hide tags from a parser, "" for a tag that cannot be told apart quickly.
_TOKEN = re.compile(
    rf"<(/[a-zA-Z][a-zA-Z0-9]*+(?=>)|{_NAME}(?=>|(?: [a-zA-Z-]++=\"[^\"<>]*+\"){{1,10}}+ ?+/?+>|{_FEW})|/{_NAME}(?={_GAP}*+>)"
    r"|[^a-zA-Z/!?<]|!--(?=(?:[^<-]++|-(?!->)|<(?![/!]))*+-->)|[!?/][^a-zA-Z<>-](?=[^<>]*+>)|![a-zA-Z\[](?=[^<>]*+>)|[!?/])?+"
)
#: Attributes as a parser tells them apart, some below the limit.
_MOST = rf"""(?:(?:{_GAP}|/)*+[^ \t\n\r\f/>][^ \t\n\r\f/>=]*+(?:{_GAP}*+={_GAP}*+(?:"[^"]*+"?+|'[^']*+'?+|[^ \t\n\r\f>]*+))?+){{0,{MOST_ATTRIBUTES - 16}}}+(?:{_GAP}|/)*+"""
_TAG = re.compile(rf"<({_NAME}){_MOST}(>|\Z)?")
#: What a token that names no tag leaves open.
_HIDERS = {"": "?", "!": "?", "?": "?", "/": "?"}


def _is_tidy(html: str) -> bool:
    """
    Whether *html* is far below every limit, told by its tags alone, one search for all of them.

    A tag counts as ended only where its own plain end comes next, what stands between being ended itself: what is open here
    is at least what a parser has open, whatever comments, scripts or values hold.
    """
    tokens = _TOKEN.findall(html)
    if "" in tokens and not _name_odd_tags(html, tokens):
        return False
    kinds = set(tokens)
    if "" not in kinds:
        global _LAST
        _LAST = html, frozenset(map(str.lower, kinds))
    foreign = not _FOREIGN.isdisjoint(map(str.lower, kinds))
    flat = _NEVER_FOREIGN if foreign else _FLAT_TIDY
    opens = {one: f"/{one.lower()}" for one in kinds if one[:1].isalpha() and one.lower() not in flat}
    opens |= _HIDERS
    if foreign:
        opens |= {one: "?" for one in kinds if one == "![" or one.lower() == "plaintext"}
    deepest, copies = _deepest(tokens, opens, _REPLACED_EVERYWHERE if foreign else _REPLACED)
    return deepest < MOST_MARKS and copies <= MOST_COPIES


def _name_odd_tags(html: str, tokens: list[str]) -> bool:
    """
    Name those of *tokens* of *html* that could not be told apart quickly and are tags all the same, none of which holds another.

    False where one of them has no end or may have many attributes.
    """
    pieces = html.split("<")
    ends = list(accumulate(map(len, pieces)))
    read = 0
    for n, token in enumerate(tokens):
        if token or not pieces[n + 1][:1].isalpha():
            continue
        begin = ends[n] + n
        tag = _TAG.match(html, begin)
        if tag is None or tag[2] is None:
            return False
        read += tag.end() - begin
        if read > len(html):  # tags within tags: no page that people write
            return False
        if tag.end() <= ends[n + 1] + n + 1:
            tokens[n] = tag[1]
    return True


def _deepest(
    tokens: Sequence[str], opens: Mapping[str, str], replaced: Mapping[str, frozenset[str]]
) -> tuple[int, int]:
    """
    How many of *opens*, each with the end that closes it (`?`: none does) or is *replaced*, stand open at once.

    And how many stand open where each of them begins, taken together: a parser opens no more of them again.
    """
    open_, deepest, copies, top = list[str](), 0, 0, "?"
    ends = {one: one.lower() for one in set(tokens) if one[:1] == "/"}
    for token in tokens:
        if token != top or top == "?":
            end = opens.get(token)
            if end is not None:
                copies += len(open_) + 1
                if end in replaced and top in replaced[end]:
                    continue
                open_.append(top)
                top = end
                if len(open_) > deepest:
                    deepest = len(open_)
                    if deepest > MOST_MARKS:
                        break
                continue
            if ends.get(token) != top:
                continue
        top = open_.pop()
    return deepest, copies


_CHOICE = re.compile(r"<[oO][pP][tT][iI][oO][nN][ \t\n\r\f/>]")
_TIDY = r"""(?:[ \t\n\r\f]++[a-zA-Z:_-][\w:-]*+(?:=(?:"[^"<>]*+"|'[^'<>]*+'|[^ \t\n\r\f"'<>=`]++))?+)*+"""
#: An element as people write it, closed right behind its own text, or one that never opens, within drawings neither: it never
#: makes its page deeper than by itself.
_LEAF = re.compile(
    rf"<(?:(?i:br|hr|img|meta|embed)(?=[ \t\n\r\f/>]){_TIDY}[ \t\n\r\f]*+/?+>|([a-zA-Z][a-zA-Z0-9]*+){_TIDY}[ \t\n\r\f]*+>[^<]*+</\1[ \t\n\r\f]*+>)"
)
#: So often what is whole is taken out, from the inside.
_PASSES = 3


def _without_leaves(html: str) -> str:
    """*html* without what is closed right where it was opened, some levels of it, where it holds many tags; what stays open in it stays."""
    for _ in range(_PASSES):
        if html.count("<") - html.count("</") < DEEPEST - 1:
            break
        html = _LEAF.sub(" ", html)
    return html


#: Elements that change how words look, but for links, of which a parser keeps one.
_OPENS_MARK = re.compile(
    r"<(?:[bBiIsSuU][ \t\n\r\f/>]|[bB][iI][gG]|[cC][oO][dD]|[eE][mM][ \t\n\r\f/>]|[fF][oO][nN]|[nN][oO][bB]|[sS](?:[mM][aA]|[tT][rR])|[tT][tT])"
)
#: A tag up to the first `>` that is longer than its most attributes are at the least.
_LONG_TAG = re.compile(rf"<[a-zA-Z][^>]{{{MOST_ATTRIBUTES - 2},}}+")
_BETWEEN = re.compile(r"[ \t\n\r\f/\"']++")
#: A value with a `>` inside, which does not end its tag: such a page is counted with care.
_GOES_ON = re.compile(r"""=[ \t\n\r\f]*+(?:"[^">]*+>|'[^'>]*+>)""")


def _is_small(html: str) -> bool:
    """Whether a page has too few tags to go past a limit, and none of them is long."""
    begun = html.count("<") - html.count("</")
    if begun >= DEEPEST - 1 or (begun >= MOST_MARKS - 1 and len(_OPENS_MARK.findall(html)) >= MOST_MARKS - 1):
        return False
    return len(html) < 2 * MOST_ATTRIBUTES or (_GOES_ON.search(html) is None and not _has_crowded_tag(html))


def _has_crowded_tag(html: str) -> bool:
    """Whether a tag may have many attributes, on a page where each ends at its first `>`."""
    return any(len(_BETWEEN.findall(tag[0])) >= MOST_ATTRIBUTES // 2 for tag in _LONG_TAG.finditer(html))


def _is_harmless(html: str) -> bool:
    """
    Whether a page is far below every limit, told by plain searches.

    What is counted is at least what a parser would meet: no page past a limit is harmless.
    """
    rest = _without_leaves(html)
    begun, all_begun = rest.count("<") - rest.count("</"), html.count("<") - html.count("</")
    if begun >= DEEPEST - 1:
        return False
    if begun >= MOST_MARKS - 1 or begun * all_begun > MOST_COPIES:
        marks = len(_OPENS_MARK.findall(rest)) + 1  # of links a parser keeps one
        if marks >= MOST_MARKS or marks * all_begun > MOST_COPIES:
            return False
    if _GOES_ON.search(html) is None:
        return not _has_crowded_tag(html)
    return not any(one in html for one in _ODD_COMMENTS) and _WHOLE.fullmatch(html) is not None


#: Attributes as a parser tells them apart, some below the limit; one with a stray quote ends them.
_PLAIN_ATTRIBUTES = rf"""(?:[ \t\n\r\f/]*+[^ \t\n\r\f/>"'=<]++(?:[ \t\n\r\f]*+=[ \t\n\r\f]*+(?:"[^"]*+"|'[^']*+'|[^ \t\n\r\f<>"']++))?+){{0,{MOST_ATTRIBUTES - 16}}}+[ \t\n\r\f/]*+"""
#: A whole comment, declaration, raw element or tag; a tag that cannot be told apart quickly has no end here.
_PLAIN = re.compile(
    r"<!--(?:-?+>|(?:[^-]++|-(?!-!?+>))*+(?:--!?+>)?+)|<[!?][^>]*+>?|</(?:>|[^a-zA-Z>][^>]*+>?)"
    rf"|<(?i:(script|style|textarea|title|xmp|iframe|noembed|noframes))(?=[ \t\n\r\f/>]){_PLAIN_ATTRIBUTES}>(?:[^<]++|<(?!/(?i:\1)))*+(?:</\1[^>]*+>?)?"
    rf"|<(/?+[a-zA-Z][^ \t\n\r\f/<>]*+)(?:{_PLAIN_ATTRIBUTES}(>))?+"
)
#: A page of such pieces from end to end: none of its tags goes past the limit of attributes.
_RAW_ELEMENTS = "|".join(
    rf"<(?i:{name})(?=[ \t\n\r\f>]){_PLAIN_ATTRIBUTES}>(?:[^<]++|<(?!/(?i:{name})))*+(?:</(?i:{name})[^>]*+>?+)?+"
    for name in sorted(_RAW)
)
_WHOLE = re.compile(
    rf"(?:[^<]++|<!--(?:[^-]++|-(?!->))*+(?:-->)?+|<[!?](?!--)[^>]*+>?+|<(?![a-zA-Z!?/])|</[^>]*+>?+|{_RAW_ELEMENTS}"
    rf"|<(?!(?i:{'|'.join(sorted(_RAW))}|svg|math|plaintext)[ \t\n\r\f/>])[a-zA-Z][^ \t\n\r\f/<>]*+{_PLAIN_ATTRIBUTES}>)*+"
)
_ODD_COMMENTS = ("<!-->", "<!--->", "--!>")
#: Drawings and formulas hold tags of other kinds.
_FOREIGN = frozenset({"svg", "math", "plaintext"})
#: What is never open; raw elements are, as far as their own end is looked for.
_FLAT_TIDY = _FLAT - _RAW
_NEVER_FOREIGN = frozenset({"br", "hr", "img", "meta", "embed", "body", "head"})
#: The ends of what ends where the next of its kind begins.
_REPLACED = {f"/{name}": frozenset(f"/{one}" for one in kind) for name, (kind, _) in _ENDS.items()}
_REPLACED_EVERYWHERE = {end: kind for end, kind in _REPLACED.items() if end in ("/li", "/dd", "/dt", "/p")}


def _is_plainly_nested(html: str) -> bool:
    """
    Whether *html* is far below every limit, told by one quick pass; most pages are.

    An element counts as closed only where its own end comes next: what is open here is at least what a parser has open.
    """
    open_, deepest = list[str](), 0
    for raw, tag, end in _PLAIN.findall(html):
        if raw or not tag:
            continue
        if not end:
            return False
        name = tag.lower()
        if name[0] == "/":
            if open_ and open_[-1] == name[1:]:
                del open_[-1]
        elif name in _RAW or name in _FOREIGN:
            return False
        elif name not in _FLAT and not (open_ and name in _ENDS and open_[-1] in _ENDS[name][0]):
            open_ += (name,)
            deepest += len(open_) > deepest
            if deepest >= MOST_MARKS:
                return False
    return deepest * (html.count("<") - html.count("</")) <= MOST_COPIES


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
            elif step[1]:
                self._close(name)
            else:
                if len(step[4]) >= 2 * MOST_ATTRIBUTES and len(_ATTRIBUTE.findall(step[4])) > MOST_ATTRIBUTES:
                    return "attributes"
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
