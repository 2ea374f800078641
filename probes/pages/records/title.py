"""The title of one row (标题): uncut, and without marks, dates or a summary."""

import re

from probes.pages.dates.split_dates import bare_pieces
from probes.pages.document.tree import Element, Tree

PINNED = re.compile(r"置顶|\[顶\]|【顶】|（顶）|\(顶\)")
_PIN_MARK = re.compile(r"[\[【(（]?\s{0,4}(?:置顶|(?<=[\[【(（])顶)\s{0,4}[\]】)）]?[:：]?\s{0,4}")
#: How a title ends that was cut.
_CUT = ("..", "…")
_HEADS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADS | {"p", "div", "dt", "dd", "li"}
#: Tags that mark a word inside a title, as searches do.
_MARKED = frozenset({"em", "b", "strong", "font", "mark", "i", "u"})
#: The words below a picture that are its title are no shorter.
_CAPTION = 6
_BULLET = re.compile(r"^[·•▪■◆●►>\-\s]+")


#: The way in for those who have a name and password, and what the frame of a site offers: no item, so whatever day stands beside it is not its own.
_DOOR = re.compile(
    r"(?:用户|会员|个人|法人|单位|企业|管理员|系统|后台|邮箱|统一|身份|认证|OA|办公|政务|内网|网上|教师|学生){0,3}(?:(?:登录|登陆|注册|退出)[/|｜]?){1,2}(?:入口|系统|页面)?"
)
_FRAME = re.compile(
    r"设为(?:首页|主页)|加入收藏|收藏本站|无障碍(?:浏览|阅读|模式|版|通道)?|(?:适老化?|老年|关怀|长者|大字)(?:版|模式|浏览)|(?:手机|移动|电脑|触屏)(?:版本?|网站|端)"
    r"|(?:English|Mobile|EN)(?:\s?Version)?|(?:简体|繁体|繁體)(?:中文)?版?|(?:网站|站点)(?:地图|导航|声明|管理)|(?:关于|联系)(?:我们|本站|网站)|使用帮助",
    re.IGNORECASE,
)
#: The weather of a day and nothing else.
_SKY = re.compile(
    r"(?=.{0,12}[晴云阴雨雪雾霾])(?:[今明后][天日晚]|周[一二三四五六日末]|星期[一二三四五六日天]|白天|夜间|早晨|上午|下午|晚上|局部|大部|多云|晴|阴天?|雷?阵雨|雷雨|[小中大暴冻]雨|[小中大暴阵]雪|雨夹雪|有?雾|霾|浮尘|扬沙|[转到间或，、\s]|-?\d{1,2}[℃度～~-]*+|微?[东南西北]{1,2}风){2,20}"
)


def is_furniture(title: str) -> bool:
    """Whether a link belongs to the frame of a site (用户登录, 无障碍浏览, 网站地图) or says the weather, and is no item."""
    return any(one.fullmatch(title) is not None for one in (_DOOR, _FRAME, _SKY))


def link_in_words(tree: Tree, row: Element, link: Element) -> Element | None:
    """The link of a row that leads where its wordless *link* (an icon) leads and says most; None where none does."""
    alike = [one for one in tree.below(row) if one.tag == "a" and one.href == link.href]
    best = max(alike, key=lambda one: len(tree.text(one)) if one.end > one.start else 0, default=link)
    return best if best.end > best.start else None


def shown_title(tree: Tree, link: Element) -> str:
    """The uncut title of a link: `title=` when it continues the shown text, else the shown text; of a picture the words below it."""
    return full_title(_shown(tree, link), dict(link.told).get("title", "")) or caption_of(tree, link)


def caption_of(tree: Tree, link: Element) -> str:
    """The words right behind a picture that alone is a link, in no other link, where boxes of their kind stand side by side; "" where there are none."""
    number, around = link.end, next(tree.above(link), link)
    if around.end == number and around.parent >= 0:  # the picture has a box of its own
        around = tree.elements[around.parent]
    if not around.start == link.start == number < around.end or all(
        one.tag != "img" for one in tree.below(link)
    ):
        return ""
    if not _has_like(tree, around):
        return ""
    text = tree.texts[number]
    is_linked = tree.is_linked(number)
    return "" if len(text) < _CAPTION or is_linked or bare_pieces([text]) else text


def _has_like(tree: Tree, box: Element) -> bool:
    """Whether the element right before or behind a box is one of its kind."""
    before = tree.elements[box.index - 1]
    while before.depth > box.depth:
        before = tree.elements[before.parent]
    near = (before, *tree.elements[box.last : box.last + 1])
    return any((one.parent, one.key) == (box.parent, box.key) for one in near)


def full_title(shown: str, told: str) -> str:
    """The title out of what a link shows and what its `title=` tells (several lines: the first)."""
    shown, told = _plain(shown), _plain(told.strip().partition("\n")[0])
    is_cut = shown.endswith(_CUT)
    bare = shown.rstrip(".…").rstrip() if is_cut else shown
    if told and (not shown or is_cut or told.startswith(bare)) and len(told) >= len(bare):
        return told
    return shown or told


def _shown(tree: Tree, link: Element) -> str:
    """What the link shows as its title; a card's link holds date and summary too."""
    blocks = [one for one in tree.below(link) if one.tag in _BLOCKS and one.end > one.start]
    heads = [one for one in blocks if one.tag in _HEADS]
    for block in heads or blocks:
        words = _words(tree, block)
        if len(words) >= 4 and not bare_pieces([words]):
            return words
    return _words(tree, link) or tree.text(link)


def _words(tree: Tree, element: Element) -> str:
    parts, owners = tree.parts(element), tree.owners[element.start : element.end]
    dates = set(bare_pieces(parts)) if len(parts) > 1 else set()
    words, last, was_marked = list[str](), "", False
    for part, owner in zip(parts, owners, strict=True):
        if part in dates:
            continue
        marked = tree.elements[owner].tag in _MARKED
        glued = not words or ((marked or was_marked) and not (last + part[0]).isascii())
        words += [part] if glued else [" ", part]
        last, was_marked = part[-1], marked
    return "".join(words)


def _plain(text: str) -> str:
    return _BULLET.sub("", _PIN_MARK.sub("", " ".join(text.split()))).strip()
