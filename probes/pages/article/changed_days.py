"""Whether a page's scripts may change a day that stands on it (脚本改动日期): then they are run, however sure the day is."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from datetime import date
from itertools import islice
from operator import attrgetter

from monitor.domain.content import DatePlace, Item
from probes.pages.article.candidates import place_of
from probes.pages.article.far_around import change_far_around
from probes.pages.article.features import Weighed
from probes.pages.article.left_open import may_cover
from probes.pages.article.rules import row_of
from probes.pages.dates.dates import narrow
from probes.pages.document.begun import holds, names_begun
from probes.pages.document.handlers import are_of_words, are_too_many, likely_handlers, reaches_out
from probes.pages.document.libraries import fills_attributes
from probes.pages.document.named_elements import BETWEEN, WITH
from probes.pages.document.page_text import PageText
from probes.pages.document.shown import NOT_SHOWN, rule_heads
from probes.pages.document.title_places import title_ends

#: Why rows are not told: scripts change them in a way that is not understood.
CHANGED = "changed_by_script"
#: So far before a day the elements around it are opened.
_OPENED, _MOST_DAYS, _MOST_FAR = 300, 60, 2
#: So far from a day stands what a script goes on from to it.
_CLOSE = 120
#: And so far an element that holds no more than its label.
_LABEL, _WORDS_OF_ONE = 80, re.compile(r"\s{0,9}+>\s{0,40}+[^<>\s][^<>]{0,40}+</")
_TAG = re.compile(r"<([a-z][a-z0-9-]{0,20})\b([^<>]{0,300})", re.IGNORECASE)
_NAMED_SO = re.compile(
    r"""\s(?:id|class|name|(data-[\w-]{1,20}))\s?=\s?(?:"([^"<>]{1,80})"|'([^'<>]{1,80})'|([\w-]{1,40}))""",
    re.IGNORECASE,
)
_HEADINGS = frozenset({"h1", "h2", "h3"})
#: Elements that are no more than places for many others: a script that names them means none in particular.
_ANY = frozenset({"div", "a", "li", "ul", "img", "table", "tr", "section"})
#: But for those that it looks for by no other name and then chooses among: `$('div').eq(2)`.
_ANY_LOOKED_FOR = re.compile(
    r"""(?:\$|jQuery|TagName|querySelector(?:All)?|find|children)\s?\(\s?["'`](div|a|li|ul|table|tr|section)["'`:]"""
)
_FIGURES, _LONGEST_CELL = re.compile(r"[0-9]{1,9}"), 200
#: So much behind a title may hold its facts, and so much of words tells which they are; a label of a count.
_HEAD, _UNKNOWN_HEAD, _BEGIN, _MOST_TITLES = 300, 3000, 30, 5
_LETTERS = re.compile(r"[\u4e00-\u9fffa-zA-Z]")
_COUNTED = re.compile(r"点击|浏览|阅读|访问|人气|点赞")
#: The time behind a day, which may stand outside of the element that holds the day.
_HOURS = re.compile(r"\s\d{1,2}:\d\d(?::\d\d)?\Z")
#: What leads to another page, outside of all functions and conditions.
_LEADS_AWAY, _MOST_LEADS = re.compile(r"location(?:\.href)?\s?=(?!=)|location\.(?:replace|assign)\s?\("), 20
_ANY_TAG, _BLANK = re.compile(r"<[^<>]{0,600}>"), re.compile(r"\s+")
#: The begin of a name that a script puts together: `$('#row_' + n)`.
_BEGUN = re.compile(r"""["'`#.=]([\w-]{2,40}+)(?:["']\s?\+|\$\{)""")
#: How a script begins to look for elements by a name.
_LOOKS_FOR = r"(?:ById|ClassName|querySelector(?:All)?|\$|jQuery)\s?\(\s?"
#: Names that a script puts together of pieces that say nothing: `['.in', 'fo'].join('')`, `String.fromCharCode(…)`.
#: Each with what stands right before it. They begin with what is found at once.
_OF_PIECES = tuple(
    (re.compile(piece), re.compile(rf"{before}\Z"))
    for piece, before in (
        (r"fromCharCode[^;\n>|&]{0,20}?\b\d{2,3}\s?[,)]", ""),
        (r"atob\s?\(", ""),
        *((one, _LOOKS_FOR + r"[^)\n;]{0,40}") for one in ("fromCharCode", "decodeURI", "unescape")),
        (r"\\(?:x|u00)[0-9a-fA-F]{2}", _LOOKS_FOR + r"[\"'][^\"'\n]{0,40}"),
        (r"reverse\(\s?\)\s?\.\s?join", ""),
        (r"""\]\s?\.\s?join\(\s?["']["']\s?\)""", r"""["'][\w.#-]{1,20}["']\s?"""),
        (r"'\.", _LOOKS_FOR + r"'[^<\"'\n]{1,30}"),
        (r"\"\.", _LOOKS_FOR + r"\"[^<\"'\n]{1,30}"),
    )
)
_MOST_PIECES, _LONGEST_BEFORE = 2000, 80
#: Scripts that ask another address (with words of which one is looked for first), and how they look for an element by a name that its answer may tell.
_ASKING = ["$.ajax", "$.get", "$.post", "fetch", "axios", "XMLH", "callback=", "jsonp=", "cb="]
_ASKS = re.compile(r"\$\.(?:ajax|get|post)|fetch\s?\(|axios|XMLH|[?&]\w{0,9}(?:callback|jsonp|cb)=")
_BY_ANY_NAME = re.compile(
    r"""ById\s?\(\s?[A-Za-z_$][\w$.]{0,40}+\s?[)+\[]|["'`][#.]["'`]\s?\+|["'`][#.]\$\{|\[[\w-]{1,30}=["'\\]{0,3}\s?(?:["']\s?\+|\$\{)"""
)
#: Scripts that choose rows by where they link to.
_BY_LINK = re.compile(
    r"\[\s?href|(?<!location)(?:\.href|attr\(\s?[\"']href[\"']\s?\))\s?\.\s?(?:indexOf|includes|match|search|endsWith)"
)
#: Scripts that go on from an element to those beside it, or that look at all of the page.
_BESIDE, _NODES_BESIDE = (
    re.compile(r"\.(?:prev|next|siblings|parent)\s?\("),
    ("parentNode", "parentElement", "nextSibling", "previousSibling", "ElementSibling"),
)
#: How a script changes the element that holds all of the page.
_AS_A_WHOLE = r"\.(?:style\.(?:display|visib|opac|cssT)|remove\s?\(|replaceChildren|hidden|(?:inner|outer|text)\w{4,7}\s?=(?!=))"
_ALL_OF_IT = r"\s?\.\s?(?:hide|empty|html|text|remove|fadeOut|css|replaceWith|children|contents)\s?\("
#: What is handed over as it is, which is read as all other code is.
_SAID_WHOLE = r"""(?:[\s,]{0,3}(?:"[^"\\\n]{0,300}+"|'[^'\\\n]{0,300}+')){0,4}\s?\)"""
#: How they write when all stands, with what is before it.
_WRITE_LATE = (
    (
        re.compile(r"document\.write"),
        re.compile(r"(?:onload\s?=|[\"']load[\"']|setTimeout|DOMContentLoaded|ready)[^;<>\n]{0,60}+\Z"),
    ),
)
#: The ways in which scripts do so, by words of which one is looked for first (WORD: that one), where there is more to it than the word.
_WHOLE_PAGE = tuple(
    (word, re.compile(way.replace("WORD", word)))
    for words, way in (
        (
            "body",
            r"body(?:['\"]?\)?\s?\.\s?(?:(?:inner|outer)HTML|html\s?\(\s?\))\s?\.\s?replace|\.(?:children|childNodes)\b(?!\s?\[[^\]]{1,20}\]\s?[^.\s]|\.length)|\.(?:first|last)(?:Element)?Child\b(?!\s?\))|"
            + _AS_A_WHOLE
            + ")",
        ),
        ("documentElement scrollingElement activeElement", rf"WORD(?:\.(?:child|first|last)|{_AS_A_WHOLE})"),
        (
            "currentScript",
            r"currentScript\s?\.\s?(?:prev|closest|parent\w{4,7}+\s?(?:[;,]|\.(?!insert|append|remove)))",
        ),
        ("data:text/j data:application/j", "data:(?:text|application)/j"),
        ("(document)", r"\(document\)\s?\.\s?(?:children|contents)\s?\("),
        ("document.child document.first document.last", r"document\.(?:child|first|last[CE])"),
        (
            "\"body 'body \"html 'html",
            r"WORD(?:\s?>|[\"']\s?\)" + _ALL_OF_IT + ")",
        ),
        ("[class] [id] [style]", r"[\"'`]\[(?:class|id|style)\][\"'`]"),
        ("\"*\" '*'", r"(?:TagName|querySelector(?:All)?|\$|jQuery|find|children)\s?\(\s?[\"']\*[\"']"),
        (
            "<style insertRule adoptedStyleSheets cssRules TreeWalker NodeIterator :contains( angular.module",
            "",
        ),
        ("addRule", r"addRule\s?\("),
        (
            "style\") style')",
            r"(?:createElement|querySelector|TagName|\$)\s?\(\s?[\"']style[\"']\s?\)",
        ),
        ("window.", r"window\.\w{1,30}\.(?:inner|text)"),
        ("replaceData insertData appendData", r"\.(?:replace|insert|append)Data\s?\("),
        (".evaluate", r"\.evaluate\s?\("),
        ("Vue", r"new\sVue\b"),
        ("createApp", r"createApp\s?\("),
        # code that is put together, but for what is only data: eval('(' + json + ')'), and what is said whole
        ("eval", rf"eval(?<![\w\"'-]eval)\s?(?:\)|\((?!\s?[\"']\(\s?[\"'])(?!{_SAID_WHOLE}))"),
        ("Function", rf"Function(?<!\wFunction)\s?\((?!{_SAID_WHOLE})"),
        (".constructor", r"\.constructor\s?\("),
        (
            "setTimeout setInterval",
            r"set(?:Timeout|Interval)\s?\(\s?(?:\"[^\"\n]{0,200}+\"|'[^'\n]{0,200}+')\s?\+",
        ),
        (
            "window[ self[ globalThis[",
            r"(?:window|self|globalThis)\[(?!\s?[\"'][\w$-]{1,60}[\"']\s?\])[^\]\n]{1,60}\]\s?[.\[]",
        ),
        (
            "execCommand deleteFromDocument setStart",
            r"execCommand\s?\((?!\s?[\"'](?:[cC]opy|selectAll|Background))|deleteFromDocument|setStart",
        ),
        (
            "(document.body) (document.documentElement)",
            r"(?<=[\w)])(?<!jQuery)\(document\.(?:body|documentElement)\)|\(document\.(?:body|documentElement)\)"
            + _ALL_OF_IT,
        ),
        # one that goes by another name: var b = document.body
        (
            ".body .documentElement",
            r"=\s?(?:(?:\$|jQuery)\()?\w{1,30}+\.(?:body|documentElement)\)?\s?[,;\n})]",
        ),
        ("document.forms", r"forms(?:\[[^\]\n]{1,20}\]|\.\w{1,30})\.(?:inner|outer|style|remove|hidden)"),
        (
            "document.forms document.links document.images document.anchors document.all[",
            rf"document\.(?:forms|links|images|anchors|all)(?:\[[^\]\n]{{1,20}}\]|\.\w{{1,30}})(?:\.\w{{1,20}}(?:\[[^\]\n]{{1,20}}\])?){{0,2}}?(?:{_AS_A_WHOLE}|\.(?:parent|next|prev|closest))",
        ),
        ("elementFromPoint [class^ [class* [id^ [id*", r"elementFromPoint|[\"'`]\[(?:class|id)[*^]"),
        ("document.open(", r"document\.open\s?\("),
        # what is drawn over the page
        (
            "fixed absolute",
            r"WORD[^<>\n]{0,200}?(?:100(?:%|v)|(?:bottom|inset|height)[\"']?\s?[:=])|100(?:%|v)[^<>\n]{0,200}?WORD",
        ),
    )
    for word in words.split(" ")
)
#: A class that a script puts on all of the page, and the selectors of a style sheet that may hide by it.
_CLASS_OF_ALL = re.compile(
    r"""(?:documentElement|body|\(\s?["'](?:html|body)["']\s?\))\s?\.\s?(?:class(?:Name|List)|setAttribute|(?:add|toggle)Class)"""
)
_OF_SEVERAL = re.compile(r"[\w-][\s>]{1,4}[.#]?\w")
#: A name as scripts have it, as the end or the begin of a selector or as a whole string; what stands before a letter that goes on with another word; and one that is the element itself, by what follows it.
_NAME = r"[\w-]{1,80}+"
_CALLED = re.compile(
    rf"""(?<=[#.'"`>]){_NAME}['"`]|(?:(?<=['"`,>])|(?<=['"`,>][#.])){_NAME}[\s,:>+~\[.{{]|(?:(?<==)|(?<==["'])){_NAME}["']?\]|(?<=\[)data-|(?<=document\.all\.)\w"""
)
_PUT_BEHIND = re.compile(r"""(?:\w["'`]|\+\s?[\w$.]{1,20}+)\s?\+\s?["']\Z""")
_OF_IT = re.compile(
    r"\[[^\]\n]{1,40}\+|(?:\.|\[\s?[\"'])(?:(?:inn|out)er(?:HTML|Text)|textContent|nodeValue|style|remove|hidden|class(?:Name|List)|(?:first|last)(?:Element)?Child|childNodes|children|append|(?:set|toggle)Attribute|parent(?:Node|Element)|(?:next|previous)(?:Element)?Sibling|querySelector(?:All)?|getElementsBy\w{7,9}|attachShadow|removeChild|replaceWith|replaceChildren|insertAdjacent\w{4,7})\b"
)
_SIGNS_OF_WORDS = frozenset("_-")
#: How scripts change what is there.
_CHANGES = re.compile(
    r"display|opacity|\.render\s?\(|hid[ed]|[rR]emove|\.load\s?\(|empty\s?\(|HTML|Text|textContent|\.(?:html|text)\s?\(|replace"
    r"|nodeValue|\.data\s?=|setValue|visib|class(?:List|Name)|(?:add|toggle)Class|fade|slideUp|detach|[tT]oggle\s?\(|[aA]ppend|[pP]repend|insert(?:Before|After)|\)\s?\[\w{1,20}\]\s?=(?!=)"
    r"|\.(?:update|set(?:Content|Html)?|overwrite|insert|inject|adopt|place|destroy|dispose|erase)\s?\(|\b(?:el|target|template|innerHTML)[\"']?\s?:|(?:19|20)\d\d[-/.年]\d|\.style\b|[\"']style[\"']|(?:setAttribute|\.attr|\.prop)\s?\(\s?[\"'{]?(?:class|hidden|id)\b|[\"']\s?\+\s?[\"']\w{1,20}[\"']\s?\]|\.css\s?\(|\.(?:offset|wrap(?:Inner|All)?|animate|attachShadow|(?:delete|extract|surround)Contents)\s?\(|\beval\s?\(|Function\s?\("
)
#: How scripts take rows away or hide them, and what rows are made of; so far before a row the elements around it are opened.
_TAKES_AWAY = re.compile(
    r"\.\s?(?:DataTable|dataTable|bootstrapTable|datagrid|jqGrid|remove(?:Child)?|hide|detach|fadeOut|slideUp|toggle|empty|splice|load|setValue|destroy|dispose|erase|update|set(?:HTML|Html|Content|Styles?)?)\s?\(|table\.render|display|visib|opacity|hidden|(?:add|toggle)Class|classList|className|<style|[\"']style[\"']|insertRule|outerHTML|replaceWith|innerHTML|nodeValue|cssText|\.style\b|\.css\s?\(|TreeWalker|NodeIterator|\.(?:html|text)\s?\(|(?:text|inner)(?:Content|Text)|\[[^\]\n]{1,40}\+[^\]\n]{1,40}\]\s?[=(]"
)
#: How a script puts away what stands beside an element that it names, by none of its own names: `$('#tab2').show().siblings().hide()`.
_BESIDE_PUT_AWAY = re.compile(
    r"""\(\s?["'`][#.][\w-]{1,40}["'`]\s?\)[^;{}\n"'`]{0,80}\.\s?(?:siblings|(?:next|prev)(?:All|Until)?)\s?\([^()]{0,60}\)\s?\.\s?(?:hide|remove|detach|fadeOut|slideUp|empty|toggle|css(?=\s?\(\s?[{"'\s]{1,4}(?:disp|vis|opa)))\s?\("""
)
_ROWS = {"li", "tr", "dd", "tbody"}
_ROWS_OPENED = 1500


def changes_a_day(page: PageText, weighed: Sequence[Weighed]) -> bool:
    """
    Whether a script names an element around one of the *weighed* days, or a heading before it: it may hide it, take it away or write another.

    So may attributes that are filled in on a page with scripts.

    Days of running text that no row takes are nobody's.
    """
    scripts = page.scripts
    if "script" in names_begun(page.source) and fills_attributes(page.source):
        return True
    if not scripts:
        return page.has_handlers and are_too_many(page.source)
    if _changes_all(scripts) or (
        holds(scripts, "documentElement", "body", 'html"', "html'")
        and _CLASS_OF_ALL.search(scripts) is not None
        and any(map(_OF_SEVERAL.search, rule_heads(page.source, NOT_SHOWN)))
    ):
        return True
    written = page.source if page.has_handlers else scripts  # where attributes may stand
    if _lead_away(scripts) or may_cover(scripts) or _reach_out(written, scripts):
        return True
    beside = holds(scripts, *_NODES_BESIDE) or _BESIDE.search(scripts) is not None
    looked_for = frozenset(_ANY_LOOKED_FOR.findall(scripts))
    own = (one.met for one in weighed if "prose.goes_on" not in one.features or row_of(one.features))
    places = [at for met in islice(own, _MOST_DAYS) if (at := place_of(page, met)) >= 0]
    around = (_names_around(page.source, at, beside=beside, any_of=looked_for) for at in places)
    called = _are_called({name for names in around for name in names}, scripts)
    return (
        (called or _stand_behind(scripts, _OF_PIECES) or _awaits_names(scripts))
        and _CHANGES.search(scripts) is not None
    ) or change_far_around(page.source, places[:_MOST_FAR], scripts)


def _changes_all(scripts: str) -> bool:
    """Whether *scripts* look at all of the page or change it as a whole."""
    return any(
        scripts.rfind(word) >= 0 and way.search(scripts) is not None for word, way in _WHOLE_PAGE
    ) or _stand_behind(scripts, _WRITE_LATE)


def _lead_away(scripts: str) -> bool:
    """Whether *scripts* lead to another page, in no function."""
    return any(
        scripts.count("{", 0, one.start()) <= scripts.count("}", 0, one.start())
        for one in islice(_LEADS_AWAY.finditer(scripts), _MOST_LEADS)
    )


def _reach_out(html: str, scripts: str) -> bool:
    """Whether attributes of a page may change what stands around their elements; *scripts*: all of its own."""
    return are_too_many(html) or (
        bool(likely_handlers(html)) and (reaches_out((scripts,)) or are_of_words(html))
    )


def of_text(day: Weighed) -> bool:
    """Whether *day* stands in the text of its page, written by a script or not."""
    return day.met.place is DatePlace.VISIBLE or "line.by_script" in day.features


def stands_in(parts: Sequence[str], page: PageText, day: Weighed) -> bool:
    """Whether *day*, where it stands in the text of *page*, is one of those in the markup of *parts*."""
    met = day.met
    if not of_text(day):
        return False
    words = _BLANK.sub("", _HOURS.sub("", page.text[met.found.start : met.found.end]))
    return bool(words) and any(words in _BLANK.sub("", narrow(_ANY_TAG.sub("", one))) for one in parts)


def stand_in_head(parts: Sequence[str], page: PageText) -> bool:
    """Whether the words of one of the *parts* of *page* stand close behind its title, or hold it; those of a count of readers are none."""
    if not parts:
        return False
    ends = title_ends(page)[:_MOST_TITLES]
    heads = [page.text[at : at + _HEAD] for at in ends] or [page.text[:_UNKNOWN_HEAD]]
    heads = [_BLANK.sub("", one) for one in heads]
    title = _BLANK.sub("", narrow(page.title))
    for part in (piece for one in parts for piece in one.split(BETWEEN)):
        words = _BLANK.sub("", narrow(_ANY_TAG.sub("", part)))
        begin = words[:_BEGIN]
        if _LETTERS.search(begin) is None:
            continue
        places = ((head, head.find(begin)) for head in heads)
        if (title and title in words) or any(
            at >= 0 and _COUNTED.search(head, max(0, at - 8), at) is None for head, at in places
        ):
            return True
    return False


def holds_row(
    parts: Sequence[str], title: str, address: str, days: Collection[date | None], status: str = ""
) -> bool:
    """Whether the row of *title* that links to *address* stands in the markup of *parts*, or one of them is no more than one of its *days* or its *status*."""
    file = address.rsplit("/", 1)[-1]
    return any((file and file in one) or title in one or _is_of_row(one, days, status) for one in parts)


def _is_of_row(part: str, days: Collection[date | None], status: str) -> bool:
    if len(part) > _LONGEST_CELL:
        return False
    words = narrow(_ANY_TAG.sub(" ", part)).strip()
    figures = [*map(int, _FIGURES.findall(words))]
    return (status != "" and words == status) or any(
        figures == [day.month, day.day] or figures[:3] == [day.year, day.month, day.day]
        for day in days
        if day is not None
    )


def awaits_newest(items: Sequence[Item], parts: Sequence[str]) -> bool:
    """Whether the newest of *items* stands in one of the *parts* of a page that code overwrites which was not run."""
    newest = max((one for one in items if one.on), key=attrgetter("on"), default=None) if parts else None
    return newest is not None and holds_row(parts, newest.title, newest.url, (newest.on,))


def changes_rows(html: str, scripts: str, address: str, *, stays: bool = False) -> bool:
    """Whether a script takes away, hides or fills what stands around the row that links to *address*, or leads to another page; *stays*: where one leads is looked at elsewhere."""
    if not scripts:
        return are_too_many(html)
    if may_cover(scripts) or _reach_out(html, scripts) or _changes_all(scripts):
        return True
    if not stays and _lead_away(scripts):
        return True
    if not (_TAKES_AWAY.search(scripts) or "v-if" in html or "v-show" in html or "template:" in scripts):
        return False
    at = html.find(address.rsplit("/", 1)[-1]) if address else -1
    names = set(_names_around(html, at, beside=True, opened=_ROWS_OPENED)) if at >= 0 else set[str]()
    return (
        _are_called(names | _ROWS, scripts)
        or _BY_LINK.search(scripts) is not None
        or _stand_behind(scripts, _OF_PIECES)
        or _awaits_names(scripts)
        or change_far_around(html, (at,), scripts)
        or (holds(scripts, "siblings", "next", "prev") and _BESIDE_PUT_AWAY.search(scripts) is not None)
    )


def _stand_behind(scripts: str, ways: Iterable[tuple[re.Pattern[str], re.Pattern[str]]]) -> bool:
    """Whether *scripts* do so in one of these *ways*, each a piece and what stands right before it, or have more such pieces than are looked at."""
    for piece, before in ways:
        found = piece.finditer(scripts)
        for one in islice(found, _MOST_PIECES):
            if before.search(scripts, max(0, one.start() - _LONGEST_BEFORE), one.start()) is not None:
                return True
        if next(found, None) is not None:
            return True
    return False


def _awaits_names(scripts: str) -> bool:
    """Whether the answer of another address may tell which elements a script changes: `$('#' + name)`."""
    return holds(scripts, *_ASKING) and _ASKS.search(scripts) is not None and _has_any_name(scripts)


def _has_any_name(scripts: str) -> bool:
    return _BY_ANY_NAME.search(scripts) is not None


def _are_called(names: frozenset[str] | set[str], scripts: str) -> bool:
    """Whether *scripts* call elements by one of the *names*, or by one that begins them."""
    said = [(at, at + len(name)) for name in names for at in _uses(name, scripts)]
    if any(_is_called(scripts, at, end) for at, end in said):
        return True
    if any(scripts.startswith(":", end) for _, end in said) and _has_any_name(scripts):
        return True
    if "with" in scripts and not names.isdisjoint(WITH.findall(scripts)):
        return True
    begun = tuple(set(_BEGUN.findall(scripts)))
    return bool(begun) and any(name.startswith(begun) for name in names)


def _uses(name: str, scripts: str) -> Iterator[int]:
    """Where *scripts* have a *name* as a whole word."""
    at = scripts.find(name)
    while at >= 0:
        end = at + len(name)
        if not (_is_of_word(scripts[at - 1 : at]) or _is_of_word(scripts[end : end + 1])):
            yield at
        at = scripts.find(name, end)


def _is_of_word(sign: str) -> bool:
    return sign.isalnum() or sign in _SIGNS_OF_WORDS


def _is_called(scripts: str, at: int, end: int) -> bool:
    """Whether the word there is a selector, or is changed as the element that goes by its name: `info.style`."""
    if _CALLED.match(scripts, at) is not None and not _is_put_behind(scripts, at, end):
        return True
    return scripts[at - 1 : at] != "$" and _OF_IT.match(scripts, end) is not None


def _is_put_behind(scripts: str, at: int, end: int) -> bool:
    """Whether the word there is a mere letter that goes on with the one before it: `'#' + n + 'p'`."""
    is_letter = end - at == 1 and scripts[end : end + 1] in ("'", '"')
    return is_letter and _PUT_BEHIND.search(scripts, max(0, at - _LONGEST_BEFORE), at) is not None


def _names_around(
    html: str, at: int, *, beside: bool, opened: int = _OPENED, any_of: Set[str] = frozenset()
) -> Iterator[str]:
    """The names of the elements that are opened close before the place *at* and not closed there, of what may hold its label, of what stands *beside* it, and of the headings before it."""
    for tag in _TAG.finditer(html, max(0, at - opened), at + (_CLOSE if beside else 0)):
        close = beside and tag.start() > at - _CLOSE
        if tag[1].lower() in _HEADINGS:
            yield tag[1]
            continue
        holds = tag.start() < at and html.find(f"</{tag[1]}", tag.end(), at) < 0
        label = at - _LABEL < tag.start() < at and _WORDS_OF_ONE.match(html, tag.end(), at) is not None
        if close or holds or label:
            if (holds or label) and (tag[1].lower() not in _ANY or tag[1].lower() in any_of):
                yield tag[1]
            for found in _NAMED_SO.findall(tag[2]):
                yield from " ".join(found).split()
