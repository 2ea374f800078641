"""A page as a reader sees it: its lines in order, where its title stands, and what only scripts and tags say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from probes.pages.dates.dates import narrow
from probes.pages.document.begun import names_begun
from probes.pages.document.costly import too_costly
from probes.pages.document.handlers import handler_code, may_have_handlers
from probes.pages.document.markup import without_noscript
from probes.pages.document.parser import around, parse_html
from probes.pages.document.shown import put_heads_to_cells, take_hidden

#: A page longer than this is cut: nothing that dates it stands behind two million characters.
LONGEST = 2_000_000
#: A page with more `<time>` elements is a list of others.
MOST_TIMES = 200
#: A longer title is a text.
LONGEST_TITLE = 600

_HEADINGS = ("h1", "h2", "h3")
NOISE = [
    "script",
    "style",
    "noscript",
    "option",
    "select",
    "textarea",
    "iframe",
    "template",
    "svg",
    "button",
]
#: Words of a page's foot; a title that stands among them is the site's name.
FOOT = re.compile(r"版权所有|ICP备|公网安备|网站标识码|技术支持|主办单位|C(?:opyright|OPYRIGHT)|copyright")
_ROWS = frozenset({"a", "li", "tr", "aside", "footer", "nav"})
_LINK_LISTS = _ROWS | {"header"}
_SPLIT = re.compile(r"_+|[|｜»]|\s[-–—]+\s|(?<![-–—])[-–](?![-–—])")
_TOLD_EXACTLY = frozenset({"span", "em", "time", "abbr", "a", "i"})
_MOMENT = re.compile(r"(?:19|20)\d\d[-/年.]\d{1,2}[-/月.]\d{1,2}日?(?:[ T]{0,3}\d{1,2}:\d\d(?::\d\d)?)?")
_RELATIVE = re.compile(r"前|刚刚|[今昨]天|小时|分钟|ago|yesterday", re.IGNORECASE)
#: Running text: a clause with its end.
RUNNING = re.compile(r"[^\n]{12}[，。；？！]")
#: The same without a greeting: 欢迎访问某市人民政府网站！
_SENTENCE = re.compile(r"[^\n]{12}[，。；]")
_BLANK = re.compile(r"\n[\n ]*\n")
#: A mark that no page holds, between two nodes.
_NODE = "\ue005"
_TEMPLATE_KIND = re.compile(r"text/(?:html|template|x-(?!javascript)|ng-)", re.IGNORECASE)
#: Characters without width.
_UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """What one parse of a page gives."""

    text: str  #: visible text, one node a line, digits narrow
    title: str
    title_at: tuple[int, ...]  #: where the title's words end, each time they stand in *text*
    scripts: str  #: inline scripts, joined
    metas: tuple[tuple[str, str], ...]  #: name (lower case) and content
    words: int  #: characters of visible text
    refresh: bool  #: the page only sends the reader on
    source: str = ""  #: its markup
    hidden: str = ""  #: days that the page holds and does not show
    has_handlers: bool = True  #: an attribute of it may run by itself
    also_linked: bool = False  #: a link elsewhere on it has its title too: a row about it, with its day


def read_page(html: str) -> PageText:
    """Parse *html* once. Never raises on what a page may hold."""
    tree = parse_html("" if too_costly(html) else without_noscript(html[:LONGEST]))
    names = names_begun(html)
    metas, refresh = _metas(tree)
    if "time" in names:
        metas += _times(tree)
    scripted = tree.tags("script") if "script" in names else []
    code = [node.text() for node in scripted if _is_own_script(node)]
    has_handlers = may_have_handlers(tree, html)
    if has_handlers:
        code += handler_code(html)
    kinds = ", ".join(one for one in _HEADINGS if one in names)
    headings = [_clean(node.text(separator=" ")) for node in (tree.css(kinds) if kinds else [])[:8]]
    titled = tree.css_first("title")
    window_title = _clean(titled.text()) if titled is not None else ""
    _say_exactly(tree)
    sheets = [node.text() for node in tree.tags("style")] if "style" in names else []
    tree.strip_tags([one for one in NOISE if one in names])
    hidden = take_hidden(tree, html, sheets)
    body = tree.body
    text = shown_text(body) if body is not None else ""
    if body is not None and put_heads_to_cells(tree, text):
        text = shown_text(body)
    title = _title(dict(reversed(metas)), headings, window_title, text)
    title_at = title_ends_in(title, text)
    if not title_at:
        title = _title_elsewhere(title, window_title, headings, text)
        title_at = title_ends_in(title, text)
    rest = _without_links(body, html, title, text, title_at) if body is not None and title_at else ()
    return PageText(
        text=text,
        title=title[:LONGEST_TITLE],
        title_at=rest or title_at,
        scripts="\n".join(code),
        metas=metas,
        words=len(text),
        refresh=refresh and len(text) < 200,
        source=html,
        hidden=hidden,
        has_handlers=has_handlers,
        also_linked=bool(rest),
    )


def _metas(tree: LexborHTMLParser) -> tuple[tuple[tuple[str, str], ...], bool]:
    """The page's tags by their names, and whether one of them sends the reader on."""
    found, refresh = list[tuple[str, str]](), False
    for node in tree.tags("meta"):
        said = node.attributes
        named = said.get("name") or said.get("property") or said.get("itemprop") or ""
        found.append((named.lower(), said.get("content") or ""))
        refresh = refresh or (said.get("http-equiv") or "").lower() == "refresh"
    return tuple(found), refresh


def _is_own_script(node: LexborNode) -> bool:
    """Whether a script stands in the page itself, and is no template for others."""
    attributes = node.attributes
    kind = attributes.get("type")
    return not attributes.get("src") and (not kind or _TEMPLATE_KIND.search(kind) is None)


def shown_text(body: LexborNode) -> str:
    """
    The text of *body*, one node a line, with its figures and signs made plain and without the characters that nobody sees.

    Breaks and runs of blanks within a node are one blank, as a browser shows them; breaks stay on a page that sets text as it is written (`<pre>`).
    """
    return _shown(body, body.text(separator=_NODE, strip=True, skip_empty=True))


def _shown(body: LexborNode, text: str) -> str:
    """What a browser shows of the *text* of *body*, or of its beginning."""
    for unseen in _UNSEEN:  # one after the other is quicker than all at once, and asked for first
        if unseen in text:
            text = text.replace(unseen, "")
    if "\n" in text and body.css_first("pre") is not None:
        text = "\n".join(" ".join(line.split()) for line in text.split("\n"))
    else:
        text = " ".join(text.split())
    plain = narrow(text.replace(_NODE, "\n"))
    while "\n\n" in plain:
        plain = plain.replace("\n\n", "\n")
    return _BLANK.sub("\n", plain) if "\n " in plain else plain


def _say_exactly(tree: LexborHTMLParser) -> None:
    """Put the exact moment of a tooltip where the text says it relatively: `<span title="2024-6-3 10:20">前天</span>`."""
    for node in tree.css('[title^="20"]'):
        told = (node.attributes.get("title") or "").strip()
        if (
            node.tag in _TOLD_EXACTLY
            and _MOMENT.fullmatch(told)
            and _RELATIVE.search(node.text()[:40]) is not None
        ):
            node.inner_html = told


def _times(tree: LexborHTMLParser) -> tuple[tuple[str, str], ...]:
    """The page's `<time datetime>` as if it were a tag, where all that stand in no list of links say the same."""
    found = tree.css("time[datetime]")
    if len(found) > MOST_TIMES:
        return ()
    own = "datePublished"
    nodes = [
        (own in kind, one.attributes.get("datetime") or "")
        for one in found
        if own in (kind := one.attributes.get("itemprop") or "") or kind in ("", "dateCreated")
        if (_ROWS if own in kind else _LINK_LISTS).isdisjoint(up.tag for up in around(one))
    ]
    days = {day for is_own, day in nodes if is_own} or {day for _, day in nodes}
    return (("<time>", days.pop()),) if len(days) == 1 else ()


def _title(metas: dict[str, str], headings: list[str], window: str, text: str) -> str:
    """The article's title: the page tag, a heading that the window title repeats, else the window title's first part."""
    for name in ("articletitle", "og:title", "title"):
        tagged = _clean(metas.get(name, ""))
        if (
            tagged
            and tagged.lower() not in ("null", "undefined")
            and (name == "articletitle" or tagged[:12] in window)
        ):
            return tagged if name == "articletitle" else _first_part(tagged)
    for heading in headings:
        if len(heading) < 6 and not window.startswith(
            heading
        ):  # a column's name over one of the page's boxes
            continue
        if len(heading) >= 4 and (heading[:10] in window or window[:10] in heading):
            return heading
    first = _first_part(window)
    if len(first) >= 6:
        return first
    return next((one for one in headings if len(one) >= 6), first or window)


def _title_elsewhere(title: str, window: str, headings: list[str], text: str) -> str:
    """The title of a page on which *title* does not stand: cut short, behind the site's name, or a heading above the text."""
    text_at = text_begins(text)
    parts = [title.split("…")[0].split("...")[0], *sorted(window.split(), key=len, reverse=True)]
    for one in (*parts, *(heading for heading in headings if 8 <= len(heading) <= 90)):
        if len(one) >= 8 and (places := title_ends_in(one, text)) and (one in parts or places[0] < text_at):
            return one
    return title


def text_begins(text: str) -> int:
    """Where a fourth clause of running text begins: what stands behind it is below an article's text."""
    return next((one.start() for one in islice(_SENTENCE.finditer(text), 3, None)), len(text))


def _first_part(window: str) -> str:
    """The window title without the site's name behind it."""
    return max([part.strip() for part in _SPLIT.split(window) if part.strip()][:2], key=len, default=window)


def title_ends_in(title: str, text: str) -> tuple[int, ...]:
    """Where the words that begin a *title* end, each time they stand in the *text* and name no owner of the site."""
    key = narrow(title)[:14].strip()
    if len(key) < 4:
        return ()
    places: list[int] = []
    start = 0
    while (at := text.find(key, start)) >= 0 and len(places) < 12:
        places.append(at + len(key))
        start = at + len(key)
    if not places and len(key) >= 8 and _count_joined(key, text) > 0:  # in two lines, or set apart
        apart = re.compile(r"\s{0,2}".join(map(re.escape, key.replace(" ", ""))))
        places = [match.end() for match in islice(apart.finditer(text), 12)]
    if len(places) > 1:  # an office begins its title and signs the text, too
        goes_on = "".join(narrow(title)[len(key) :].split())[:4]
        places = [at for at in places if "".join(text[at : at + 8].split()).startswith(goes_on)] or places
    if len(title) <= len(key) and _OFFICE.search(key) is not None:  # begins many a line, and signs the text
        running = _SENTENCE.search(text)
        ends = running.start() if running is not None else len(text)
        places = [at for at in places if at <= ends and text[at : at + 1] in ("", "\n", " ")]
    half = len(text) // 2
    return tuple(
        at
        for at in places
        if _NAMES_OWNER.search(text, text.rfind("\n", 0, at) + 1, at) is None
        and (
            at < half
            or (foot := FOOT.search(text, at - 60, at + 40)) is None
            or _DAY_BEFORE_FOOT.search(text, at, max(at, foot.start())) is not None
        )
    )


#: What stands before a site's name where it says whose it is.
_NAMES_OWNER = re.compile(rf"{FOOT.pattern}|版权声明")
#: What stands between the title of a short text and the page's foot, and not between a site's name and its own.
_DAY_BEFORE_FOOT = re.compile(
    r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}|[A-Z][a-z]{2,8}\.? \d{1,2},? (?:19|20)\d\d|\d{1,2}[ /.-](?:\d{1,2}|[A-Z][a-z]{2,8})[ /.-](?:19|20)\d\d"
)


#: Marks that no page holds, around a link.
_OPENS, _OPENS_HEADING, _ENDS = "\ue003", "\ue006", "\ue004"
#: So far before a link's words its tag stands; so many links with them are looked at.
_LONGEST_LINK, _MOST_LINKS = 1000, 20


def _without_links(
    body: LexborNode, html: str, title: str, text: str, places: tuple[int, ...]
) -> tuple[int, ...]:
    """
    The *places* of a title without those that are the words of a link, where there are such and it stands on a line of its own too; else none.

    A row in a box of others that is about this very page has a day of its own. A heading that is a link to its page stays, unless it stands
    below the text of a title without one.
    """
    key = narrow(title)[:14].strip()
    times = text.count(key)
    apart = () if times > 1 else _set_apart(key, text)
    if times + len(apart) < 2 or not _is_linked(html, title[:14].strip()):
        return ()
    headed = any(
        key in narrow(_clean(one.text())) and one.css_first("a") is None for one in body.css("h1, h2")
    )
    for link in body.css("a"):
        if len(words := link.text()) >= len(key) and key in narrow(_clean(words)):
            link.insert_before(_OPENS if headed or not _is_heading(link) else _OPENS_HEADING)
            link.insert_after(_ENDS)
    marked = body.text(separator=_NODE, strip=True, skip_empty=True)
    marked = _shown(body, marked[: marked.rfind(_ENDS) + 1])  # behind it nothing is a link's
    linked, text_at = list[bool](), -1  # where the text of the first title that is no link begins
    for at in islice(_starts(key, marked), 100):
        ended = marked.rfind(_ENDS, 0, at)
        is_heading = marked.rfind(_OPENS_HEADING, 0, at) > ended
        linked.append(marked.rfind(_OPENS, 0, at) > ended or (is_heading and 0 <= text_at <= at))
        is_own = not is_heading and not linked[-1] and marked[at - 1 : at] in ("", "\n")
        if text_at == -1 and is_own:
            running = RUNNING.search(marked, at + len(key))
            text_at = running.end() if running is not None else len(marked)
    if True not in linked:
        return ()
    left = [at for at in places if (n := text.count(key, 0, at) - 1) >= len(linked) or n < 0 or not linked[n]]
    if any(at <= len(key) or text[at - len(key) - 1] == "\n" for at in left):
        return tuple(left)
    return () if left else apart or _set_apart(key, text)


def _set_apart(key: str, text: str) -> tuple[int, ...]:
    """Where the characters of *key* stand in two lines."""
    if _count_joined(key, text) <= text.count(key):
        return ()
    found = re.finditer(r"\s?".join(map(re.escape, key.replace(" ", ""))), text)
    return tuple(one.end() for one in islice(found, 12) if "\n" in one[0])


def _count_joined(key: str, text: str) -> int:
    """How often *key* stands in *text*, whatever blanks and breaks part its characters."""
    return joined(text).count(joined(key))


@lru_cache(maxsize=4)
def joined(text: str) -> str:
    """*text*, in which lines end and words are parted by one blank, without both."""
    return text.replace("\n", "").replace(" ", "")


def _starts(key: str, text: str) -> Iterator[int]:
    """Where *key* stands in *text*."""
    at = text.find(key)
    while at >= 0:
        yield at
        at = text.find(key, at + len(key))


def _is_linked(html: str, words: str) -> bool:
    """Whether *words* stand in a link anywhere."""
    at, looked = html.find(words, body_begins(html)), 0
    while at >= 0 and looked < _MOST_LINKS:
        begins = max(0, at - _LONGEST_LINK)
        opened = max(html.rfind("<a ", begins, at), html.rfind("<A ", begins, at))
        closed = max(html.rfind("</a", begins, at), html.rfind("</A", begins, at))
        if opened > closed and html.rfind("<", begins, at) < html.rfind(">", begins, at):
            return True
        at, looked = html.find(words, at + len(words)), looked + 1
    return False


def _is_heading(link: LexborNode) -> bool:
    """Whether a link is a heading of the first ranks: the title over its own text."""
    above = link.parent
    return (above is not None and above.tag in ("h1", "h2")) or link.css_first("h1") is not None


@lru_cache(maxsize=4)
def body_begins(source: str) -> int:
    """Where in a page's markup what it shows begins."""
    return max(0, source.find("<body"))


@lru_cache(maxsize=16)
def _places_of(source: str, spelt: str, most: int) -> tuple[int, ...]:
    """The first places of *spelt* outside of marks, at *most* so many; a page may say one day a thousand times."""
    places, outside, since = list[int](), True, 0
    at = source.find(spelt, body_begins(source))
    while at >= 0 and len(places) < most:
        opened, closed = source.rfind("<", since, at), source.rfind(">", since, at)
        outside = opened < closed if opened != closed else outside
        if outside:
            places.append(at)
        since, at = at, source.find(spelt, at + 1)
    return tuple(places)


#: So many places of one day are looked at.
_MOST_PLACES = 40


def in_source(page: PageText, spelt: str, start: int) -> int:
    """Where in the markup a day of the text stands: of its several places the one with as many before it; -1 for none."""
    before = page.text.count(spelt, 0, start)
    places = _places_of(page.source, spelt, _MOST_PLACES if before else 1)
    return places[before] if before < len(places) else places[0] if places else -1


#: How the names of offices and their sites end.
_OFFICE = re.compile(r"(?:政府|局|厅|委|会|院|办|部|网|网站|办公室|中心|平台|机关|大队|支队)$")


@lru_cache(maxsize=4)
def foot_begins(text: str, start: int) -> int:
    """Where the first foot word of a text behind *start* stands; -1 for nowhere."""
    match = FOOT.search(text, start)
    return match.start() if match is not None else -1


def _clean(text: str) -> str:
    return " ".join(text.split())
