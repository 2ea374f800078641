"""Boxes of links that are menus (栏目导航) or news of other columns and none of the content: by their name, the column's own link, or where all of them lead."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from monitor.domain.content import is_direct_file
from probes.http.links import join
from probes.pages.document.tree import Element, Tree
from probes.pages.records.crumbs import crumbs_at
from probes.pages.records.groups import stands_aside
from probes.pages.records.headings import bears_name, heading_over

#: What a menu is named, whatever stands before it: subnav, left-menu.
_MENU = re.compile(r"nav(?![a-z])|menu")
#: The page of a folder itself, and the name of one.
_INDEX = re.compile(r"/(?:index|list|default)\.\w{2,5}\Z", re.IGNORECASE)
_NAME = re.compile(r"[\w-]+")
_STEPS = re.compile(r"[>》»＞→›/\s:：]+")
_DIGIT = re.compile(r"\d")
#: A column's name is no longer; a menu has no more links, and not less.
_LONGEST_NAME, _MOST, _FEWEST, _LONGEST_PERSON = 15, 60, 2, 3
#: A page of a pager, in the column's own folder, and its feed.
_OF_TOOL = re.compile(r"/(?:[a-z]{0,10}[_-]?)?\d{1,4}\.\w{2,5}\Z|\.xml\Z", re.IGNORECASE)
#: What a box of news is named.
_NEWS = re.compile(r".{0,6}(?:要闻|动态|新闻|资讯|快讯|速递|头条|公告|通知|公示)")
#: So many `/` are in the address of a folder that is not the site's.
_DEEP = 3


def is_menu(tree: Tree, box: Element, names: Sequence[str], url: str) -> bool:
    """
    Whether a box of links is a menu: it is named so, or one bears the column's name.

    Or all are short, tell no year and lead to no file and to nothing below the column itself; and one leads to the page at *url*, or all to folders beside its own, or a step of the crumbs heads the box.
    Folders beside it are no menu where all are named as briefly as people are (张三), or where another box holds the column's link.
    """
    if any(_MENU.search(up.mark) for up in (box, *islice(tree.above(box), 2))):
        return True
    if any(text in names for text in tree.parts(box)):
        return True
    links = [one for one in (box, *tree.below(box)) if one.tag == "a" and one.href and one.end > one.start]
    if not (_FEWEST <= len(links) <= _MOST and all(_may_be_of_menu(tree, one) for one in links)):
        return False
    base, own = join(url, tree.base) or url, _folder(url)
    led = [_folder(join(base, one.href)) for one in links]
    if any(one.startswith(f"{own}/") for one in led):
        return False
    if own in led or _is_of_a_step(tree, box, names):
        return True
    are_brief = all(len(tree.text(one)) <= _LONGEST_PERSON for one in links)
    return all(_stand_side_by_side(own, one) for one in led) and not (are_brief or _links_own(tree, names))


def holds_other_news(tree: Tree, box: Element, names: Sequence[str], url: str) -> bool:
    """Whether a box is headed as news of another column (部门动态) and its links, no files, lead out of the column's own folder."""
    heading = heading_over(tree, box)
    if _NEWS.fullmatch(heading) is None or bears_name(heading, names):
        return False
    return lead_out(tree, (one for one in tree.below(box) if one.tag == "a" and one.href), url)


def lies_below(tree: Tree, link: Element, url: str) -> bool:
    """Whether a link leads below the folder whose own page stands at *url*, and to none of its further pages; never for the site's own folder."""
    own = _without_scheme(_folder(url))
    there = _without_scheme(join(join(url, tree.base) or url, link.href).split("#", 1)[0])
    return (
        own.count("/") > 0
        and "?" not in own + there
        and (url.endswith("/") or _INDEX.search(url) is not None)
        and there.startswith(f"{own}/")
        and _folder(there) != own
    )


def is_folder(href: str) -> bool:
    """Whether an address is that of a folder or of its own page."""
    return href.endswith("/") or _INDEX.search(f"/{href}") is not None


def is_of_tool(href: str) -> bool:
    """Whether an address may be that of a pager's further page (index_2.html, 3.htm) or of a feed."""
    return _OF_TOOL.search(f"/{href}") is not None


def lead_out(tree: Tree, links: Iterable[Element], url: str) -> bool:
    """Whether links lead out of the folder of the page at *url*, by http or https, to no files; where a script leads is not known."""
    base, own = join(url, tree.base) or url, _without_scheme(join(url, "."))
    there = (_without_scheme("" if is_direct_file(one.href) else join(base, one.href)) for one in links)
    return all(one and not one.startswith(own) for one in there)


def _links_own(tree: Tree, names: Sequence[str]) -> bool:
    """Whether a link in the content, apart from the crumbs, bears the column's name."""
    key, (first, behind) = ("links own", 0), crumbs_at(tree)
    if key not in tree.notes:
        tree.notes[key] = any(
            text in names
            and not first <= number < behind
            and tree.is_linked(number)
            and not stands_aside(tree, tree.elements[tree.owners[number]])
            for number, text in enumerate(tree.texts)
        )
    return bool(tree.notes[key])


def _without_scheme(url: str) -> str:
    return url.partition("://")[2].lower()


def _may_be_of_menu(tree: Tree, link: Element) -> bool:
    text = tree.text(link)
    return not (
        len(text) > _LONGEST_NAME
        or _DIGIT.search(text)
        or is_direct_file(link.href)
        or link.href.startswith(("#", "javascript:"))
    )


def _folder(url: str) -> str:
    """An address without the name of its folder's own page, and its last `/`."""
    return _INDEX.sub("/", url.split("#", 1)[0]).removesuffix("/")


def _stand_side_by_side(own: str, other: str) -> bool:
    """Whether two folders, the column's own and another, stand in one that is not the site's."""
    around, _, name = own.rpartition("/")
    there, _, beside = other.rpartition("/")
    return around == there and around.count("/") >= _DEEP and all(map(_NAME.fullmatch, (name, beside)))


def _is_of_a_step(tree: Tree, box: Element, names: Sequence[str]) -> bool:
    """Whether a step of the crumbs above the column's own stands over a box, or first in it."""
    first, behind = crumbs_at(tree)
    steps = {one for text in tree.texts[first:behind] for one in _STEPS.split(text)}
    heads = {heading_over(tree, box), *tree.texts[box.start : box.start + 1]}
    return not steps.isdisjoint(heads - {"", "首页", *names})
