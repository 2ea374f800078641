"""The links of a page by what they are called (链接名称): words, pictures, image maps, choices, clicks, a bare 更多, data of scripts."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from probes.http.guard import is_same_site
from probes.http.links import host_of, join, page_key
from probes.pages.document.costly import too_costly
from probes.pages.document.markup import without_comments
from probes.pages.document.parser import parse_html
from probes.pages.document.tree import Element, Tree, read_tree, where_leads
from probes.pages.records.headings import is_heading
from probes.pages.records.rows import MORE

#: What stands around a name: bullets, brackets, arrows, a count; and 更多 before or behind it.
_BEFORE = re.compile(r"\A[\s·•●◆■▪▶►»>【\[〖|+*※☆★-]++")
_BEHIND = re.compile(r"[\s】\]〗»>|+*·…:：-]{1,20}\Z|[(（]\d{1,6}[)）]\Z")
_OF_MORE = re.compile(r"\A(?:查看)?更多(?=.)|(?<=.)更多\Z")
_BLANK, _HANZI = re.compile(r"\s+"), re.compile(r"[\u4e00-\u9fff]")
_DIGIT = re.compile(r"\d")
#: A heading is no longer; so far up stands the box of a bare 更多; so many texts of it are looked at.
_LONGEST_HEADING, _WIDEST, _TEXTS = 10, 4, 30
#: A choice leads somewhere where its value is an address.
_ADDRESS = re.compile(
    r"(?:https?:/)?/|[\w./-]{1,200}\.(?:[sj]?html?|jsp|aspx?|php|action|do)\b", re.IGNORECASE
)
#: A place of the page, which is no route (`#/list/12`), or a script.
_NOWHERE = re.compile(r"#(?![/!])|javascript:", re.IGNORECASE)
_GIVEN = re.compile(r"""\w\s?\(\s?["'](/[^"'\s]{1,200}|https?://[^"'\s]{1,200})["']""")
#: What stands first or last in a link beside its name: the same in English, an icon, a number.
_ADDED = re.compile(r"[A-Za-z][A-Za-z&/. ]{0,40}|[\W_\ue000-\uf8ff]{1,4}|\d{1,3}")
#: Name and address of one entry of a menu in the data of a script, in either order.
_NAME = r"""["']?\b(?:[a-zA-Z]{0,12}[nN]ame|[a-zA-Z]{0,12}[tT]itle|label|text)["']?\s{0,3}:\s{0,3}["']([^"'<>{}\r\n]{2,90})["']"""
_AT = r"""["']?\b(?:[a-zA-Z]{0,12}[uU]rl|[a-zA-Z]{0,12}[lL]ink|href|path)["']?\s{0,3}:\s{0,3}["']([^"'<>{}\s]{1,200})["']"""
_ENTRIES = (
    re.compile(rf"{_NAME}[^{{}}\[\]]{{0,200}}?{_AT}"),
    re.compile(rf"{_AT}[^{{}}\[\]]{{0,200}}?{_NAME}"),
)
#: So many entries are looked at, and so many pages that stand in the homepage's place.
_MOST, _FRONT = 600, 4
_OTHER_TONGUE = re.compile(r"English|繁體|繁体", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedLink:
    """One link of a page."""

    name: str  #: without bullets and arrows
    address: str  #: whole, with what stands behind a `#`
    element: Element | None = None  #: None: it stands in an image map, a choice or a script's data


def links_of(tree: Tree, html: str, base: str) -> Iterator[NamedLink]:
    """The links that a page shows, each with a name: those of its text first, then those of image maps and choices."""
    for link in tree.elements:
        if link.tag != "a" or not (href := _leads_to(link)):
            continue
        name, address = plain_name(_name(tree, link)), join(base, href)
        if name and address:
            yield NamedLink(name=name, address=address, element=link)
    lower = html.lower()
    if too_costly(html) or not ("<area" in lower or "<option" in lower):
        return
    for node in islice(parse_html(without_comments(html)).css("area[href],select option[value]"), _MOST):
        told = node.attributes
        said = node.text() if node.tag == "option" else told.get("alt") or told.get("title") or ""
        href = told.get("href") or told.get("value") or ""
        address = join(base, href) if node.tag == "area" or _ADDRESS.match(href) else ""
        if (name := plain_name(said)) and address:
            yield NamedLink(name=name, address=address)


def links_in_data(html: str, base: str) -> Iterator[NamedLink]:
    """The entries of menus in the data of a page's scripts, for who finds no link on it."""
    for number, entry in enumerate(_ENTRIES):
        for match in islice(entry.finditer(without_comments(html)), _MOST):
            name, href = match.groups() if number == 0 else reversed(match.groups())
            address = join(base, _unescaped(href))
            if (name := plain_name(_unescaped(name))) and address:
                yield NamedLink(name=name, address=address)


def frames_of(html: str, url: str, allowed_hosts: Sequence[str]) -> tuple[str, ...]:
    """The pages of this site that a page shows in frames: its menu, its news."""
    if too_costly(html):
        return ()
    tree = parse_html(without_comments(html))
    based = tree.css_first("base[href]")
    base = (join(url, based.attributes.get("href") or "") if based is not None else "") or url
    there = (join(base, one.attributes.get("src") or "") for one in islice(tree.css("frame,iframe"), _MOST))
    return _others(there, url, allowed_hosts)


def ways_in(html: str, url: str, allowed_hosts: Sequence[str]) -> tuple[str, ...]:
    """The pages of this site to which the links of a page lead that is only the way in (进入网站), whatever these are called."""
    tree = read_tree(html)
    base = join(url, tree.base) or url
    links = (one for one in tree.elements if one.tag == "a" and not _OTHER_TONGUE.search(_name(tree, one)))
    return _others((join(base, _leads_to(one)) for one in links), url, allowed_hosts)


def _others(addresses: Iterable[str], url: str, allowed_hosts: Sequence[str]) -> tuple[str, ...]:
    """Those of *addresses* that are other pages of the site, each once."""
    pages = (one.partition("#")[0] for one in addresses)
    ours = {
        page_key(one): one for one in pages if one and is_same_site(host_of(one), host_of(url), allowed_hosts)
    }
    return tuple(one for key, one in ours.items() if key != page_key(url))[:_FRONT]


def plain_name(name: str) -> str:
    """A name without blanks, bullets, brackets around it, arrows, a count, and 更多 beside it; the words of a bare 更多 are none."""
    bare = _closed_up(name)
    if MORE.match(bare):
        return ""
    for _ in range(2):
        bare = _BEHIND.sub("", _BEFORE.sub("", bare))
    return _OF_MORE.sub("", bare)


def said_of(element: Element) -> str:
    """What an element's title says, or what stands for a picture."""
    told = dict(element.told)
    return _closed_up(told.get("title", "") or told.get("alt", ""))


def said_inside(tree: Tree, link: Element) -> str:
    """What the first picture in a link says that says anything."""
    return next((words for one in tree.below(link) if (words := said_of(one))), "")


def _leads_to(link: Element) -> str:
    """Where a link leads: its address, or where its script does, or what that gives to a function."""
    if link.href and not _NOWHERE.match(link.href):
        return link.href.replace("\\", "/")
    if there := link.click or where_leads(link.href):
        return there
    given = _GIVEN.search(link.script or link.href)
    return given[1] if given is not None else ""


def _name(tree: Tree, link: Element) -> str:
    """What a link calls its page; for a bare 更多 what its title says, or the heading of its box."""
    words = (_closed_up(" ".join(_own_parts(tree.parts(link)))), said_of(link), said_inside(tree, link))
    named = next((one for one in words if one and not MORE.match(one)), "")
    return named or _heading(tree, link, any(words))


def _own_parts(parts: Sequence[str]) -> Sequence[str]:
    """The parts of a link's words without what is added to a name in Chinese."""
    first, last = 0, len(parts)
    if any(map(_HANZI.search, parts)):
        while last - first > 1 and _ADDED.fullmatch(parts[first]):
            first += 1
        while last - first > 1 and _ADDED.fullmatch(parts[last - 1]):
            last -= 1
    return parts[first:last]


def _heading(tree: Tree, link: Element, says_more: bool) -> str:
    """
    The heading to which a bare 更多 belongs, or a picture in its place: the short text right before it, else the first short one of its box.

    The box is the nearest part of the page that holds a text besides the link; it may hold no further link of the kind.
    """
    box = next(
        (up for up in islice(tree.above(link), _WIDEST) if up.end - up.start > link.end - link.start), None
    )
    if box is None or not (says_more or box.end - box.start == 1):
        return ""
    before = [n for n in range(link.start - 1, max(box.start, link.start - 2) - 1, -1) if _may_head(tree, n)]
    if before and (before[0] == link.start - 1 or _ADDED.fullmatch(tree.texts[link.start - 1])):
        return next((tree.texts[n] for n in before if _HANZI.search(tree.texts[n])), tree.texts[before[0]])
    key = ("mores", box.index)
    if key not in tree.notes:
        tree.notes[key] = sum(MORE.match(text) is not None for text in tree.parts(box))
    if tree.notes[key] > 1:
        return ""
    key = ("heads", box.index)
    if key not in tree.notes:
        inside = range(box.start, min(box.end, box.start + _TEXTS))
        tree.notes[key] = [number for number in inside if _may_head(tree, number)]
    return next((tree.texts[n] for n in tree.notes[key] if not link.start <= n < link.end), "")


def _closed_up(words: str) -> str:
    """Words without blanks; those of other tongues than Chinese with one between each two."""
    return _BLANK.sub("" if _HANZI.search(words) else " ", words.strip())


def _may_head(tree: Tree, number: int) -> bool:
    """Whether a text is short, tells no figure, and is a heading where it leads somewhere itself."""
    text = tree.texts[number]
    is_short = 2 <= len(plain_name(text)) <= _LONGEST_HEADING and not _DIGIT.search(text)
    return is_short and (not tree.is_linked(number) or is_heading(tree, number))


def _unescaped(text: str) -> str:
    """The characters of a string of JSON."""
    if "\\" not in text:
        return text
    try:
        return str(json.loads(f'"{text}"'))
    except ValueError:
        return text.replace("\\/", "/")
