"""The page with what its scripts wrote put where it belongs (脚本输出归位)."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from probes.pages.document.costly import LONGEST, too_costly
from probes.pages.document.css_select import select
from probes.pages.document.named_elements import select_nodes
from probes.pages.document.parser import around, parse_html
from probes.pages.document.script_output import Bound, ScriptOutput
from probes.pages.document.shown import MOST_NAMES, hiding_together, stands_off, without_hiding
from probes.pages.document.shown import hides as is_hidden

#: What is done to an element: its markup, whether that is all of it, what goes before and after it, whether it is hidden, its classes and marks.
_Change = tuple[str, bool, str, str, bool | None, str | None]

#: Elements that scripts neither fill nor hide here.
_FIXED = frozenset({"html", "body", "head", "script", "title"})
#: So many elements that one selector of a style sheet names are marked as not shown.
MOST_HIDDEN = 400


def put_output(html: str, ends: Sequence[int], ran: ScriptOutput) -> tuple[str, str]:
    """The page with every output in its place, behind the scripts that end at *ends* or in the elements that they name, and which of a page's limits that goes past; nothing past one is parsed."""
    kept, at = list[str](), 0
    for end, output in zip(ends, ran.outputs, strict=False):
        kept += [html[at:end], output]
        at = end
    rest, last = (
        html[at:],
        "".join(ran.outputs[len(ends) :]),
    )  # what was hung onto the page when it was whole
    body = rest.lower().rfind("</body") if last else -1
    html = "".join([*kept, rest[:body], last, rest[body:]] if body >= 0 else [*kept, rest, last])[:LONGEST]
    limit = too_costly(html) or next((over for one in ran.bound if (over := too_costly(one[3]))), "")
    if limit or not ran.bound:
        return html, limit
    parser = parse_html(html)
    sides = list[str]()
    for node, (written, whole, before, after, hides, marks) in _found(parser, ran.bound):
        for name, value in (json.loads(marks) if marks is not None else {}).items():
            if value is not None:
                node.attrs[name] = str(value)[:1000]
            elif name in node.attributes:
                del node.attrs[name]
        if node.tag not in _FIXED:
            with suppress(SelectolaxError, TypeError, ValueError):
                if before:
                    node.insert_before(_side(sides, before))
                if after:
                    node.insert_after(_side(sides, after))
                old = node.inner_html or ""
                new = written if whole else f"{old}{written}"
                if new != old:
                    node.inner_html = new
                if hides is not None:
                    _hide(node, hides)
    if any(one[8] is not None for one in ran.bound):
        _hide_by_sheets(parser)
    whole_page = parser.html or html
    for n, markup in enumerate(sides):
        whole_page = whole_page.replace(_MARK.format(n), markup)
    whole_page = whole_page[:LONGEST]
    return whole_page, too_costly(whole_page)


#: What keeps all that follows from being read as the page's text, and its scripts from running, until it ends.
_UNREAD = re.compile(
    r"<(/?)(style|textarea|title|template|xmp|iframe|noscript|noembed|noframes|plaintext|select|script|svg|math|object|video|audio|canvas|details|frameset)\b",
    re.IGNORECASE,
)


def leaves_open(output: str) -> bool:
    """Whether what a script wrote ends within a comment, a tag or an element that is not read as text: it covers what follows."""
    if "<" not in output:
        return False
    begun = output.rfind("<!--")
    tag = output.rfind("<")
    if (begun >= 0 and output.find("-->", begun) < 0) or (
        output.find(">", tag) < 0 and output[tag + 1 : tag + 2].strip("/").isalpha()
    ):
        return True
    open_ = Counter[str]()
    for ends, name in _UNREAD.findall(output):
        open_[name.lower()] += -1 if ends else 1
    return any(times > 0 for times in open_.values())


def _found(parser: LexborHTMLParser, bound: Sequence[Bound]) -> list[tuple[LexborNode, _Change]]:
    """The elements that are changed, all found before one is; what stands within another comes first, so that none is changed that is gone."""
    found, met = list[tuple[int, LexborNode, _Change]](), dict[tuple[str, str], list[LexborNode]]()
    for kind, name, place, html, whole, before, after, hides, marks in bound:
        if (nodes := met.get((kind, name))) is None:
            nodes = met[kind, name] = select_nodes(parser, kind, name)
        if place < len(nodes):
            change = (html, whole, before, after, hides, marks)
            found.append((_depth(nodes[place]), nodes[place], change))
    return [(node, change) for _, node, change in sorted(found, key=lambda one: -one[0])]


def _depth(node: LexborNode) -> int:
    return sum(1 for _ in around(node))


#: Stands for markup beside an element until the page is written out.
_MARK = "\ue000{}\ue001"


def _side(sides: list[str], markup: str) -> str:
    """A mark for *markup*, kept in *sides*."""
    sides.append(markup)
    return _MARK.format(len(sides) - 1)


def _hide_by_sheets(parser: LexborHTMLParser) -> None:
    """Mark as not shown what the page's own style sheets hide by the classes that its elements have now."""
    for selector in islice(hiding_together(one.text() for one in parser.css("style")), MOST_NAMES):
        for node in select(parser, selector)[:MOST_HIDDEN]:
            if node.tag not in _FIXED and not node.attributes.get("style"):
                _hide(node, hides=True)


def _hide(node: LexborNode, hides: bool) -> None:
    """Mark *node* as not shown, or as shown whatever its markup said."""
    style = node.attributes.get("style") or ""
    if hides:
        node.attrs["style"] = f"{style};display:none" if style else "display:none"
        return
    if stands_off(style):
        style = ""
    if is_hidden(style):
        node.attrs["style"] = without_hiding(style)
    else:
        node.attrs["style"] = (
            f"{style};display:block" if style else "display:block"
        )  # a sheet's rule goes after it
    if "hidden" in node.attributes:
        del node.attrs["hidden"]
