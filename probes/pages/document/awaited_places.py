"""Places of a page that a script of another address may fill (待填位置): named for a day, or between the title and its text."""

import re

from selectolax.lexbor import LexborNode

from probes.pages.document.costly import too_costly
from probes.pages.document.page_text import LONGEST, NOISE, RUNNING, PageText, shown_text, title_ends_in
from probes.pages.document.parser import parse_html
from probes.pages.document.unread_parts import kinds_opened
from probes.pages.document.unrun import calls_alone

#: Where a publish day may wait to be filled in, by its name.
_PLACES = "span[id], span[class], p[id], p[class], div[id], div[class], em[id], em[class], i[id], td[id], li[id], label[id], b[id], font[id], time"
_PLACE_NAME = re.compile(
    r"pub_?(?:lish)?_?-?(?:date|time)|release|(?:art(?:icle)?|news|doc|detail|content|con|info|issue|create|post|write)_?-?(?:date|time|info|attr|meta|source|msg|from)|"
    r"(?:^|[\s_-])(?:date|time|info|meta|attr|subtitle|pubdate|riqi|shijian|fbsj|fbrq|rq|fb|xxly|laiyuan|source|ly|zuozhe)(?:$|[\s_-])",
    re.IGNORECASE,
)
#: A mark that no page holds.
_HERE = "\ue002"
#: So many places are looked at; so far below a title its own facts stand, or below the page's begin those of one that is not known.
MOST_WAITING, HEAD, UNKNOWN_HEAD = 60, 400, 3000
_MAY_FILL = "body script[src], iframe[src], embed[src], object[data], span[id], span[class], em[id], em[class], b[id], b[class], font[id], label[id], time, td[id], p[id], div[id], li[id], i[id]"
_COUNTS = re.compile(r"浏览|点击|阅读|访问|次数|人气|字号|字体|分享|评论|收藏|点赞|打印|背景")
_UNSHOWN = re.compile(r"display\s{0,3}:\s{0,3}none|\bh=[01](?:px)?;")
_ICON = re.compile(r"icon|(?:^|\s)fa(?:[\s-]|$)|arrow|line|clear|logo|btn|share|qr|jia|bds", re.IGNORECASE)


def empty_places(html: str) -> int:
    """How many elements that are named for a day or an article's line of facts hold nothing."""
    tree = parse_html("" if too_costly(html) else html[:LONGEST])
    return sum(map(_is_empty_place, tree.css(_PLACES)))


def awaits_script(html: str, page: PageText) -> bool:
    """
    Whether something stands between the title and the text that a script may fill, one of another address too, and holds nothing.

    Places behind the words of a counter (浏览次数：) are none; nor are icons.
    """
    if kinds_opened(html).isdisjoint({"script", "iframe", "embed", "object"}):
        return False
    tree = parse_html("" if too_costly(html) else html[:LONGEST])
    if (body := tree.body) is None:
        return False
    waiting = [node for node in tree.css(_MAY_FILL) if not _holds(node)][:MOST_WAITING]
    waiting += calls_alone(tree, page.scripts)
    for node in waiting:
        node.insert_before(_HERE)
    tree.strip_tags(NOISE)
    text = shown_text(body)
    titles = title_ends_in(page.title, text)
    for at in titles or (0,):
        first = RUNNING.search(text, at)
        most = at + (HEAD if titles else UNKNOWN_HEAD)
        stretch = text[at : min(most, first.start() if first is not None else most)]
        if any(not _COUNTS.search(before[-24:]) for before in stretch.split(_HERE)[:-1]):
            return True
    return False


def _holds(node: LexborNode) -> bool:
    """Whether a place holds anything, or is an icon."""
    if node.tag in ("script", "iframe", "embed", "object"):
        return (
            _UNSHOWN.search(f"{node.attributes.get('style') or ''} h={node.attributes.get('height') or ''};")
            is not None
        )
    mark = f"{node.id or ''} {node.attributes.get('class') or ''}"[:300]
    return (
        _ICON.search(mark) is not None
        or bool(node.text(strip=True))
        or (node.child is not None and node.css_first("img, input, svg, iframe, i, script") is not None)
    )


def _is_empty_place(node: LexborNode) -> bool:
    """Whether an element that is named for a publish day or an article's line of facts holds neither words nor pictures."""
    mark = f"{node.id or ''} {node.attributes.get('class') or ''}"[:300]
    return (
        _PLACE_NAME.search(mark) is not None
        and not node.text(strip=True)
        and (node.child is None or node.css_first("img, input, svg, iframe, i") is None)
    )
