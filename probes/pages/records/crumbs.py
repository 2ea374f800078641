"""The way to a page that the page itself shows (面包屑): 当前位置：首页 > 政务公开 > 通知公告."""

import re
from itertools import islice

from probes.pages.document.tree import Element, Tree

_POSITION = re.compile(r"(?:当前|现在|所在|[您你]的?)(?:所在|当前|现在)?的?位置")
#: How crumbs begin that do not say what they are, and the sign of a step behind that.
_HOME, _STEP = (
    re.compile(r"(?:网站|本站|站点)?(?:首\s?页|主页)|Home", re.IGNORECASE),
    re.compile(r"[>》»＞→›]"),
)
#: How the element of crumbs is named whose steps no sign parts: the last is the page itself, and no link.
_NAMED = re.compile(r"(?<![a-z])(?:breadcrumbs?|crumbs?|bread|mbx|weizhi|dqwz|position|location)(?![a-z])")
#: What stands in a pager that begins with the first page (首页).
_TURNS = re.compile(r"[上下]一?页|[尾末]页|共\s?\d|第?\s?\d{1,4}\s?(?:页|\Z)|最后一页")
_CRUMB_MARKS = re.compile(r"[>》»＞→›/\\]")
#: What stands at the end of crumbs and is no column's name; crumbs are no longer.
_NO_NAMES, _LONGEST_CRUMBS = (
    frozenset({"正文", "列表", "首页", "列表页", "详情", "内容", "栏目", "浏览"}),
    120,
)


#: What a page's head calls its column.
_COLUMN_NAME = re.compile(
    r"""<meta\s[^>]{0,60}name\s*=\s*["']ColumnName["'][^>]{0,60}content\s*=\s*["']([^"']{2,30})["']""",
    re.IGNORECASE,
)
_TITLE = re.compile(r"<title[^>]{0,80}>\s*([^<]{2,120})", re.IGNORECASE)
#: So many texts are no crumbs any more.
_MOST_CRUMBS = 40


def crumbs_of(tree: Tree) -> str:
    """The page's crumbs (当前位置：首页 > 政务公开 > 通知公告) in one line; "" where it has none."""
    start, end = crumbs_at(tree)
    return " ".join(tree.texts[start:end])


def crumbs_at(tree: Tree) -> tuple[int, int]:
    """The first text of the page's crumbs and the one behind them; two equal numbers where it has none."""
    key = ("crumbs", 0)
    if key not in tree.notes:
        tree.notes[key] = _find_crumbs(tree)
    found: tuple[int, int] = tree.notes[key]
    return found


def _find_crumbs(tree: Tree) -> tuple[int, int]:
    number = next((n for n, text in enumerate(tree.texts) if _POSITION.search(text[:20])), -1)
    if number < 0:
        return _from_home(tree)
    end, crumbs = number + 1, tree.texts[number]
    for above in tree.around_text(number):
        whole = " ".join(tree.texts[number : above.end])
        if len(whole) > _LONGEST_CRUMBS or _is_whole(crumbs, whole[len(crumbs) :].strip()):
            break
        end, crumbs = above.end, whole
    return number, end


def _from_home(tree: Tree) -> tuple[int, int]:
    """Crumbs that begin with the way home and a step from it (首页 > 新闻中心 > 通知公告), in one short element."""
    texts = tree.texts
    for n, text in enumerate(texts[:-1]):
        if len(text) <= _LONGEST_CRUMBS and (home := _HOME.match(text)):
            behind = text[home.end() :].strip() or texts[n + 1]
            named = next((one for one in islice(tree.around_text(n), 4) if _NAMED.search(one.mark)), None)
            is_whole = named is not None and named.start == n and named.end > n + 1
            if _STEP.match(behind) or (named and is_whole and not tree.is_linked(named.end - 1)):
                around = (one for one in islice(tree.around_text(n), 3) if one.end > n + 2)
                end = named.end if named else next((one.end for one in around), n + 1)
                is_short = end - n <= _MOST_CRUMBS and sum(map(len, texts[n:end])) <= _LONGEST_CRUMBS
                if is_short and not any(map(_TURNS.match, texts[n:end])):
                    return n, end
    return 0, 0


def _is_whole(crumbs: str, rest: str) -> bool:
    """Whether crumbs do not go on in the *rest* that stands behind them: no sign of a step stands between."""
    steps = _CRUMB_MARKS.search(crumbs[1:]) is not None
    return rest != "" and steps and not _CRUMB_MARKS.match(rest) and not _CRUMB_MARKS.match(crumbs[-1])


def crumb_name(tree: Tree) -> list[str]:
    """The column's name at the end of the page's crumbs (当前位置：首页 > 政务公开 > 通知公告)."""
    crumbs = crumbs_of(tree)
    steps = _CRUMB_MARKS.split(crumbs) if _CRUMB_MARKS.search(crumbs) else tree.texts[slice(*crumbs_at(tree))]
    parts = [one.strip(" ：:-—") for one in steps]
    parts = [one for one in parts if one and one not in _NO_NAMES]
    return parts[-1:] if len(parts) > 1 and 2 <= len(parts[-1]) <= 15 and "位置" not in parts[-1] else []


def part_apart(tree: Tree, place: Element) -> Element | None:
    """The largest element around the page's crumbs that does not hold *place*; None where there are no crumbs, or *place* stands with them."""
    first, behind = crumbs_at(tree)
    return tree.apart(first, place) if first < behind else None


def part_around(tree: Tree, place: Element) -> Element | None:
    """The element that holds the page's crumbs and *place* behind them, where that is not the whole page: the column's own part of it."""
    first, behind = crumbs_at(tree)
    if not first < behind <= place.start:
        return None
    around = next((one for one in tree.above(place) if one.start <= first), None)
    return around if around is not None and around.tag != "body" else None


def names_of(tree: Tree, html: str) -> tuple[str, ...]:
    """What the page calls its column: in its head, and in its crumbs."""
    return (*column_names(html), *crumb_name(tree))


def column_names(html: str) -> list[str]:
    """What a page's head calls its column: its tag, and the first part of its title."""
    names = []
    if (match := _COLUMN_NAME.search(html)) is not None:
        names.append(match[1].strip())
    if (match := _TITLE.search(html)) is not None:
        first = re.split(r"[_|—–>\-－]", match[1].strip(), maxsplit=1)[0].strip()
        if 2 <= len(first) <= 15:
            names.append(first)
    return names
