"""Parts of a homepage that its source does not show and scripts of other files may (待加载部分): they may hold what is new."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice

from probes.pages.dates.dates import date_in_url
from probes.pages.dates.moment import is_to_come
from probes.pages.document.elsewhere import is_gadget, may_write, opens_scripts
from probes.pages.document.markup import PageSource
from probes.pages.document.tree import Element, Tree
from probes.pages.listing.places import ids_in, last_name
from probes.pages.listing.script_lists import empty_containers, named_containers

#: What waits in the page to be shown later, and rows in it, as they are or escaped.
_KEPT = re.compile(r"<(template|textarea|noscript)\b[^<>]{0,300}>", re.IGNORECASE)
_ROW = re.compile(r"(?:<|&lt;)(?:li|tr|dd)\b", re.IGNORECASE)
_TELLS = re.compile(r"<a\b|\d{1,4}\s?[-/.年月]\s?\d", re.IGNORECASE)
#: A box that holds a script's file and nothing else, or a heading and that.
_FILLED = re.compile(
    r"""<(?:(?:div|ul|ol|dl|td|li|p)\b(?![^<>]{0,300}display\s?:\s?none)[^<>]{0,300}|/h[1-6])>\s{0,40}<script\b[^<>]{0,200}?\ssrc\s?=\s?["']?([^"'\s>]{1,200})["']?[^<>]{0,100}>\s{0,9}</script>\s{0,40}</(?:div|[uod]l|td|li|p)>""",
    re.IGNORECASE,
)
#: What a page's functions are called, which write nothing where they stand; a box without a name that holds them.
_FUNCTIONS = re.compile(
    r"(?:trs_)?(?:comm(?:on)?|public|base|global|utils?|functions?|plugins?|config|webdig|fontsize|piaofu)[\d._-]{0,12}(?:min\.)?js\b",
    re.IGNORECASE,
)
_BARE = re.compile(r"<\w{1,3}\s?>")
#: An empty box that names where its rows come from, and not what it has shared.
_NAMES_SOURCE = re.compile(
    r"""<(?:[uod]l|table|tbody|div|section)\b(?![^<>]{0,200}\s(?:class|id)\s?=\s?["']?[^"'<>=]{0,60}(?:share|qr_?code))[^<>]{0,300}?\s(?:(?:data-)?(?:url|api|source|ajax|remote|include)|hx-get|(?:w3-)?include-html)\s?=\s?["']?+(?![^"'\s>]{1,200}\.(?:jpe?g|png|gif|webp)\b)[^<>]{1,300}>\s{0,40}</""",
    re.IGNORECASE,
)
#: How boxes are named that only close the frame of another, and those that are a picture; where no news is listed.
_ADORNS = re.compile(r"[-_](?:[tblr]|top|bottom|left|right|line|bg|num)\Z")
_ICON, _NEAR = re.compile(r"icon(?![a-z])"), 4
_ASIDE = re.compile(r"(?<![a-z])(?:(?:search|login|foot(?:er)?)(?![a-z])|(?:nav|menu)(?![a-z_-]))")
_MOST, _LONGEST = 200, 20_000
#: The end of a page's address in a script, what stands before it, and how long it may be.
_PAGE, _QUOTE, _ADDRESS = re.compile(r"\.[sj]?html?(?=[\"'|&])"), re.compile(r"[\"'|=,\s]"), 200


def awaited_parts(html: str, parts: PageSource, tree: Tree) -> int:
    """How many parts of a page (*html*, without comments) may be filled from elsewhere or wait to be shown, lists that its own scripts name aside."""
    kept = sum(_keeps_rows(html, one) for one in islice(_KEPT.finditer(html), _MOST))
    filled = sum(map(_is_filled, islice(_FILLED.finditer(html), _MOST)))
    asks = sum(1 for _ in islice(_NAMES_SOURCE.finditer(parts.markup), _MOST))
    return kept + filled + asks + _reached_lists(parts, tree)


def _is_filled(box: re.Match[str]) -> bool:
    """Whether the script's file that a box holds may write what the box shows."""
    name = box[1].rpartition("/")[2]
    is_harmless = is_gadget(name) or (_BARE.match(box[0]) and _FUNCTIONS.match(name))
    return may_write(box[1]) and not is_harmless


def newer_pages(scripts: str, newest: date, now: datetime | None) -> Iterator[str]:
    """The addresses in a page's own scripts that tell a day after *newest*, not to come: of what a script of another file may show."""
    for end in islice(_PAGE.finditer(scripts), _MOST):
        address = _QUOTE.split(scripts[max(end.start() - _ADDRESS, 0) : end.end()])[-1].replace("\\", "")
        day = date_in_url(address)
        if day is not None and day > newest and not is_to_come(day, now):
            yield address


def _reached_lists(parts: PageSource, tree: Tree) -> int:
    """How many empty lists have an id, by which a script's file may fill them."""
    empty = empty_containers(tree) if opens_scripts(parts) else []
    ids = ids_in(parts.markup) if empty else frozenset[str]()
    named = {one.index for one in named_containers(parts, tree)} if empty else frozenset[int]()
    return sum(
        (name := last_name(one)) in ids
        and not (one.index in named or one.hidden or _ADORNS.search(name) or _is_furniture(tree, one))
        for one in empty
    )


def _is_furniture(tree: Tree, box: Element) -> bool:
    """Whether an empty box is an icon, or stands in the search, the menu or the foot of the page."""
    if box.tag == "div" and _ICON.search(box.mark):
        return True
    return any(_ASIDE.search(one.mark) for one in islice(tree.above(box), _NEAR))


def _keeps_rows(html: str, begin: re.Match[str]) -> bool:
    """Whether what waits holds rows; for who runs no scripts, rows that lead somewhere or tell a day."""
    ends = html.find(f"</{begin[1]}", begin.end(), begin.end() + _LONGEST)
    ends = ends if ends >= 0 else begin.end()
    is_told = begin[1].lower() != "noscript" or _TELLS.search(html, begin.end(), ends) is not None
    return is_told and _ROW.search(html, begin.end(), ends) is not None
