"""What a person sees of a page, where its markup says more or says it elsewhere (可见内容): hidden days, tables whose head names the cells below."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from probes.pages.dates.dates import narrow
from probes.pages.document.begun import names_begun

#: What an element's own style says of one that is not seen (where one may begin is looked for first), and what a style sheet says of it.
HIDES = re.compile(
    r"(?=[dDvVoO])(?i:display\s{0,3}:\s{0,3}none|(?<![\w-])visibility\s{0,3}:\s{0,3}(?:hidden|collapse)|(?<![\w-])opacity\s{0,3}:\s{0,3}(?:0|0?\.0{1,6}1?)\s{0,3}(?![\d.]))"
)
#: (Each way to say so for itself, begun with its word, which is found at once.)
NOT_SHOWN = (
    re.compile(r"display\s{0,3}:\s{0,3}none"),
    re.compile(r"visibility(?<![\w-].{10})\s{0,3}:\s{0,3}(?:hidden|collapse)"),
)
#: Classes of what is not seen for a moment only: it comes in while people look on.
_COMING = frozenset({".wow", ".animated", ".animate__animated"})
_NO_HEIGHT = re.compile(
    r"(?<![\w-])(?:max-)?(?:height|width)\s{0,3}:\s{0,3}(?:0|[01]px)\s{0,3}(?:;|\Z|!)",
    re.IGNORECASE,
)
#: Letters of no size, which elements within may have of their own.
_NO_LETTERS = re.compile(r"font-size\s{0,3}:\s{0,3}(?:0|[01]px|0[a-z%]{1,3})\s{0,3}(?:;|\Z|!)", re.IGNORECASE)
#: What stands far off the screen, or is cut to nothing, of an element's own style; and of a style sheet, where nothing else is said of that name.
_OFF_SCREEN = re.compile(
    r"(?=[lLrRtTbBiIcCfF])(?i:(?<!background-)(?:left|right|top|bottom|indent|inset)\s{0,3}:\s{0,3}-(?:[1-9]\d{3,7}(?:\.\d{1,6})?(?:px)?|[1-9]\d{2,7}(?:\.\d{1,6})?(?:r?em|vw|vh|pt|cm|in|%))(?![\w.%])"
    r"|(?<!-)clip\s{0,3}:\s{0,3}rect\(\s{0,3}[01](?:px)?(?:[\s,]{1,3}[01](?:px)?){3}\s{0,3}\)"
    r"|clip-path\s{0,3}:\s{0,3}(?:inset\(\s{0,3}(?:100|[5-9]\d)%\s{0,3}\)|circle\(\s{0,3}0(?:px|%)?[\s)]|polygon\((?:[\s,]{0,3}0(?:px|%)?(?![\w.%])){2,12}\s{0,3}\))"
    r"|transform\s{0,3}:\s{0,3}(?:scale\(\s{0,3}0\s{0,3}[,)]|translate(?:X|Y|3d)?\(\s{0,3}-[1-9]\d{3})"
    r"|filter\s{0,3}:\s{0,3}opacity\(\s{0,3}0%?\s{0,3}\)|content-visibility\s{0,3}:\s{0,3}hidden"
    r"|(?<![\w-])color\s{0,3}:\s{0,3}(?:transparent|rgba\([^()]{1,30},\s{0,3}0?\.?0\s{0,3}\)))"
)
_NEGATIVE = re.compile(r":\s?-[1-9]\d{2}")
#: What is wide, moved back or painted otherwise is seen all the same.
_BACK_AGAIN = re.compile(
    r"width\s{0,3}:\s{0,3}[1-9]\d{2}|padding|(?:left|top)\s{0,3}:\s{0,3}[1-9]|background-clip|text-(?:shadow|stroke|fill)|animation|transition",
    re.IGNORECASE,
)
#: Letters of the colour behind them.
_COLOUR = re.compile(r"(?<![\w-])color\s{0,3}:\s{0,3}(#\w{3,6}|[a-z]{3,20})\s{0,3}(?:;|\Z|!)", re.IGNORECASE)
_BEHIND = re.compile(
    r"background(?:-color)?\s{0,3}:\s{0,3}(#\w{3,6}|[a-z]{3,20})\s{0,3}(?:;|\Z|!)", re.IGNORECASE
)
#: Where in a style sheet one of these may be said (each begun with what is found at once).
_OFF_IN_SHEET = (
    re.compile(r":(?<=[tpme]:)\s?-[1-9]\d{2}(?:\d|r?em|v[wh]|%)"),
    re.compile(r"clip(?:-path)?\s{0,3}:"),
    re.compile(r"opacity\s{0,3}[:(]\s{0,3}0?\.?0[.0%);!}\s]"),
)
#: A style of its own that may show an element all the same which is hidden otherwise.
_SHOWS = re.compile(
    r"display|visib|opacity|position|left|top|clip|indent|decoration|animation|transition", re.IGNORECASE
)
_YEAR = re.compile(r"(?:19|20)\d\d\s?[-/.年]")
#: A longer element is a part of the page that a script shows, and no mere remark.
LONGEST_HIDDEN = 300
#: Of hidden elements no more signs are read, nor more rows of tables.
MOST_HIDDEN, MOST_ROWS = 1_000_000, 60
#: In the page's text a head that names days is followed by something else than one.
_HEADS_OF_DAYS = re.compile(r"(?:日期|时间)\n(?!\s{0,3}(?:19|20)\d\d)")
_DAY_HEAD = re.compile(r"(?:日期|时间)\s?:?$")
_ANY_FIGURE = re.compile(r"\d{2}")
LONGEST_HEAD = 12
#: Of a style sheet so much is looked at, up to the first sign of markup.
LONGEST_SHEET = 60_000
#: What holds on some screens only.
_SCREENS = re.compile(r"@[a-z-]{1,20}[^{}]{0,200}\{(?:[^{}]{0,400}\{[^{}]*+\})*+[^{}]*+\}?")
#: The one name before a rule's brace, and how far behind the brace what hides stands at the most.
_NAME_OF_RULE = re.compile(r"(?:^|[},])\s{0,9}([.#][A-Za-z_][\w-]{0,40})\s{0,3}\Z")
LONGEST_NAME, LONGEST_RULE = 60, 400
_REMARK = re.compile(r"/\*[^*]{0,400}\*/")
#: The selectors of a rule that name more than one element or thing, and what one that is looked at is made of.
_TOGETHER = re.compile(
    r"(?=[^.#]{0,60}[.#])[\w.#-]{1,60}(?:[\s>]{1,5}[\w.#-]{1,60}){0,6}(?::(?:(?:first|last)-(?:child|of-type)|nth-child\(\d{1,3}\)))?"
)
_AS_IT_STANDS = re.compile(r"(?=[^.\[]{0,60}[.\[])[\w.#>+~ \[\]=\"'*^$|-]{1,120}+")
_SINGLE = re.compile(r"[.#][A-Za-z_][\w-]{0,40}")
#: The name that ends a selector, read from its end.
_ITS_NAME = re.compile(r"[\w-]{0,60}[A-Za-z_][.#]?")
_SHOWN = (
    re.compile(r"display\s{0,3}:\s{0,3}+(?!none)"),
    re.compile(r"visibility\s{0,3}:\s{0,3}visible"),
)
MOST_NAMES, MOST_SHOWN, MOST_LOOKED_AT = 60, 15, 150


def hiding_names(sheets: Iterable[str]) -> Iterator[str]:
    """The classes and ids that the page's own style *sheets* hide on every screen."""
    for sheet in sheets:
        yield from _hidden_by(_that_hides(sheet))


@lru_cache(maxsize=16)
def _that_hides(sheet: str, says: Sequence[re.Pattern[str]] = NOT_SHOWN) -> str:
    """What a *sheet* that hides anything, as *says* has it, says of every screen, without remarks; "" of any other."""
    sheet = sheet.partition("<")[0][:LONGEST_SHEET]
    return "" if all(one.search(sheet) is None for one in says) else _of_every_screen(sheet)


@lru_cache(maxsize=16)
def _of_every_screen(sheet: str) -> str:
    return _SCREENS.sub("", _REMARK.sub(" ", sheet))


def _hiding_alone(sheets: Iterable[str]) -> Iterator[str]:
    """The selectors of one name by which the page's own style *sheets* hide, without what another rule of that name shows."""
    for plain in map(_that_hides, sheets):
        show = list[str]()
        for name in _hidden_by(plain):
            if plain.count(name) < 2:
                yield name
                continue
            show = show or [*islice(_selectors(plain, _SHOWN), MOST_NAMES)]
            whole = re.compile(f"{re.escape(name)}(?![\\w-])")
            more = [one for one in show if one != name and whole.search(one) and _TOGETHER.fullmatch(one)]
            yield name + "".join(f":not({one})" for one in more[:MOST_SHOWN])


def _off_screen(sheets: Iterable[str]) -> Iterator[str]:
    """The selectors of one name that the page's own style *sheets* put far off the screen, where they speak of that name but once."""
    for plain in (_that_hides(one, _OFF_IN_SHEET) for one in sheets):
        for name, rule in islice(_rules(plain, _OFF_IN_SHEET), MOST_LOOKED_AT):
            if _puts_off(rule) and plain.count(name) == 1:
                yield name


def _hidden_by(sheet: str) -> Iterator[str]:
    """The names of those rules of *sheet* that hide."""
    return (name for name, _ in _rules(sheet, NOT_SHOWN))


def _rules(sheet: str, says: Sequence[re.Pattern[str]]) -> Iterator[tuple[str, str]]:
    """Each rule of *sheet* that *says* something of what has one name: the name, and the rule's begin."""
    seen = -1
    for said in _said(says, sheet):
        brace = sheet.rfind("{", max(0, said.start() - LONGEST_RULE - 1), said.start())
        if brace <= seen or sheet.find("}", brace, said.start()) >= 0:
            continue
        seen = brace
        named = _NAME_OF_RULE.search(sheet, max(0, brace - LONGEST_NAME), brace)
        if named is not None and named[1] not in _COMING:
            yield named[1], sheet[brace + 1 : brace + LONGEST_RULE].partition("}")[0]


def _puts_off(style: str) -> bool:
    """Whether a rule of a style sheet keeps an element from sight for good by where it stands or how it is painted."""
    return stands_off(style) or (hides(style) and "transition" not in style)


def hiding_together(sheets: Iterable[str]) -> Iterator[str]:
    """The selectors of several names (`.closed .row`) by which the page's own style *sheets* hide, and what another rule shows."""
    for plain in map(_that_hides, sheets):
        hide = [
            one
            for one in _selectors(plain, NOT_SHOWN)
            if _TOGETHER.fullmatch(one) and not _SINGLE.fullmatch(one)
        ]
        if not hide:
            continue
        show = set[str]()
        for one in _selectors(plain, _SHOWN):
            if (name := _ITS_NAME.match(one[::-1])) is not None:
                show.add(name[0][::-1])
                if len(show) > MOST_SHOWN:
                    break
        else:
            other = "".join(f":not({one})" for one in sorted(show))
            yield from (one + other for one in hide)


def unseen_otherwise(sheets: Iterable[str]) -> Iterator[str]:
    """The selectors by which the page's own style *sheets* keep from sight what is not told by the names that hide: by its paint, its size, an attribute."""
    for sheet in sheets:
        for rule in _of_every_screen(sheet.partition("<")[0][:LONGEST_SHEET]).split("}"):
            head, _, said = rule.partition("{")
            said = said[:LONGEST_RULE]
            if not (_puts_off(said) or _NO_LETTERS.search(said) is not None) or "transition" in said:
                continue
            is_told = any(one.search(said) is not None for one in NOT_SHOWN)
            for selector in map(str.strip, head.split(",")):
                is_plain = _AS_IT_STANDS.fullmatch(selector) is not None and selector not in _COMING
                if is_plain and not (is_told and _TOGETHER.fullmatch(selector)):
                    yield selector


def _selectors(sheet: str, says: Sequence[re.Pattern[str]]) -> Iterator[str]:
    """The selectors of each rule of *sheet* that *says* how something is shown."""
    for head in rule_heads(sheet, says):
        yield from map(str.strip, head.split(","))


def hidden_for_sure(sheets: Iterable[str]) -> frozenset[str]:
    """The classes and ids that the page's own style *sheets* hide on every screen, but for those of which another rule says how they are shown."""
    sheets = list(sheets)
    hidden = frozenset(islice(chain(hiding_names(sheets), _off_screen(sheets)), MOST_NAMES))
    heads = [head for one in map(_that_hides, sheets) for head in rule_heads(one, _SHOWN)] if hidden else []
    return frozenset(name for name in hidden if not any(name in head for head in heads[:MOST_NAMES]))


def rule_heads(sheet: str, says: Sequence[re.Pattern[str]]) -> Iterator[str]:
    """What stands before the brace of each rule of *sheet* that *says* something."""
    for said in _said(says, sheet):
        brace = sheet.rfind("{", max(0, said.start() - LONGEST_RULE), said.start())
        if brace < 0 or sheet.find("}", brace, said.start()) >= 0:
            continue
        if says is _SHOWN:
            rule = sheet[brace : said.end() + LONGEST_RULE].partition("}")[0]
            if ("none" in rule or "hidden" in rule) and any(one.search(rule) for one in NOT_SHOWN):
                continue  # a box that is there, and is not seen
        since = max(0, brace - LONGEST_RULE)
        yield sheet[max(since, sheet.rfind("}", since, brace) + 1) : brace]


@lru_cache(maxsize=16)
def _said(says: Sequence[re.Pattern[str]], sheet: str) -> Sequence[re.Match[str]]:
    """Where *sheet* says it in one of these ways, in order."""
    return sorted([said for one in says for said in one.finditer(sheet)], key=re.Match.start)


def hides(style: str) -> bool:
    """Whether an element of this *style* of its own is not seen."""
    if "animation" in style and "display" not in style:  # it comes in while people look on
        return False
    plain = style.lower()
    if ("none" in plain or "hidden" in plain or "collapse" in plain or "opacity" in plain) and HIDES.search(
        style
    ) is not None:
        return True
    return "overflow" in style and "flex" not in style and _NO_HEIGHT.search(style) is not None


def _may_stand_off(said: str) -> bool:
    """Whether a style of one's own may put an element off the screen or paint it as nothing, told quickly."""
    return (
        "clip" in said
        or "trans" in said
        or "scale(" in said
        or "opacity(" in said
        or "content-v" in said
        or "rgba(" in said
        or _NEGATIVE.search(said) is not None
    )


def stands_off(style: str) -> bool:
    """Whether an element of this *style* of its own stands far off the screen, or is cut to nothing."""
    if _may_stand_off(style) and _OFF_SCREEN.search(style) is not None and _BACK_AGAIN.search(style) is None:
        return True
    if "background" not in style or (behind := _BEHIND.search(style)) is None:
        return False
    letters = _COLOUR.search(style)
    return letters is not None and _one_colour(letters[1]) == _one_colour(behind[1])


def _one_colour(said: str) -> str:
    said = said.lower()
    said = {"white": "#ffffff", "black": "#000000"}.get(said, said)
    return "#" + "".join(2 * one for one in said[1:]) if len(said) == 4 and said[0] == "#" else said


def without_hiding(style: str) -> str:
    """*style* without what keeps an element from sight."""
    return _NO_HEIGHT.sub("", HIDES.sub("", style))


def take_hidden(tree: LexborHTMLParser, html: str, sheets: Iterable[str]) -> str:
    """Take the small elements that are not shown and hold a day out of *tree*; what they say. *sheets*: the page's own styles."""
    sheets = list(sheets)
    hidden = ["[hidden]", *(one for one in ("del", "s", "strike") if one in names_begun(html))]
    hidden += ["dialog:not([open])"] if "dialog" in names_begun(html) else []
    hidden += islice(_hiding_alone(sheets), MOST_NAMES)
    hidden += islice(hiding_together(sheets), MOST_NAMES)
    hidden += islice(_off_screen(sheets), MOST_NAMES)
    styled = [(one, one.attrs["style"] or "") for one in tree.css("[style]")]
    styles = {style for _, style in styled}  # of a page's many styles few differ
    may_stand_off = _may_stand_off(said := "\n".join(styles)) or "background" in said
    unseen = {one for one in styles if hides(one) or (may_stand_off and stands_off(one))}
    tiny = {one for one in styles if "font-size" in one and _NO_LETTERS.search(one) is not None} - unseen
    nodes = [
        one for one in tree.css(", ".join(hidden)) if _SHOWS.search(one.attributes.get("style") or "") is None
    ]
    nodes += (one for one, style in styled if style in unseen)
    nodes += (one for one, style in styled if style in tiny and next(one.iter(), None) is None)
    found, left = list[str](), MOST_HIDDEN
    for node in nodes:
        if left < 0:
            break
        if node.tag in ("body", "html"):
            continue
        text = node.text(separator=" ")
        left -= len(text)
        if len(text) <= LONGEST_HIDDEN and _YEAR.search(narrow(text)) is not None:
            found.append(text)
            node.inner_html = ""
    return " ".join(found)


#: A head that may name any day, and heads beside which it is the article's own.
_BARE_HEAD = re.compile(r"(?:日\s{0,4}期|时\s{0,4}间):?")
_FACT_HEAD = re.compile(r"来\s{0,4}源|发布|发文|作者|浏览|点击|阅读|索\s{0,4}引|公开|文\s{0,4}号")


def put_heads_to_cells(tree: LexborHTMLParser, text: str) -> bool:
    """
    Where a table's head row names the days in the row below (成文日期 | 发布日期), put each name before its own cell.

    *text*: what the page says as it is. Whether anything was put.
    """
    if ("日期\n" not in text and "时间\n" not in text) or _HEADS_OF_DAYS.search(text) is None:
        return False
    put = False
    for row in tree.css("tr")[:MOST_ROWS]:
        heads = list(_cells(row))
        if len(heads) < 2:
            continue
        words = list(map(_words, heads))
        named = [n for n, text in enumerate(words) if _DAY_HEAD.search(text) is not None]
        if not named or any(map(_is_value, words)):
            continue
        if not any(map(_FACT_HEAD.search, words)):  # figures of one day
            named = [n for n in named if _BARE_HEAD.fullmatch(words[n]) is None]
        if not named:
            continue
        below = _next_row(row)
        cells = list(_cells(below)) if below is not None else []
        if len(cells) != len(heads) or not all(_YEAR.match(_words(cells[n])) for n in named):
            continue
        if below is not None and _goes_on(
            below, len(heads), named
        ):  # a table of many things, each with its day
            continue
        for n in named:
            cells[n].inner_html = f"{words[n].rstrip(':')}: {_words(cells[n])}"
            heads[n].inner_html = ""
            put = True
    return put


def _goes_on(row: LexborNode, width: int, named: Sequence[int]) -> bool:
    """Whether the row below is of the same table of days."""
    below = _next_row(row)
    cells = list(_cells(below)) if below is not None else []
    return len(cells) == width and all(_YEAR.match(_words(cells[n])) for n in named)


def _is_value(text: str) -> bool:
    return len(text) > LONGEST_HEAD or _ANY_FIGURE.search(text) is not None


def _words(node: LexborNode) -> str:
    return narrow(node.text(strip=True)[:40])


def _cells(row: LexborNode) -> Iterator[LexborNode]:
    return (one for one in row.iter() if one.tag in ("td", "th"))


def _next_row(row: LexborNode) -> LexborNode | None:
    """The row below, in the table's next part too (thead, tbody)."""
    near = row.next
    while near is not None and near.tag != "tr":
        near = near.next
    if near is None and row.parent is not None and row.parent.tag == "thead":
        near = row.parent.next
        while near is not None and near.tag != "tbody":
            near = near.next
        near = near.css_first("tr") if near is not None else None
    return near
