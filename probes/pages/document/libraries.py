"""What an engine is given before it runs a page's scripts: its stub of a browser, and libraries that the page names (脚本库)."""

import os
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from probes.pages.document.begun import holds

#: Libraries of which a few ways are known to the engine (`libraries.js`), where a page's own scripts name them.
#: (Each by a word of it: a search for words is a hundred times as quick as one for a pattern that may begin anywhere.)
_LIBRARIES = {
    **{
        name: re.compile(rf"\b{name}\b")
        for name in (
            "moment", "dayjs", "luxon", "dateFns", "layui", "React", "ReactDOM", "preact", "Alpine", "PetiteVue", "Mustache", "Handlebars", "doT", "juicer", "laytpl", "angular", "avalon", "ejs", "nunjucks",
            "Hogan", "baiduTemplate", "swig", "seajs",
        )
    },
    "ko.": re.compile(r"\bko\."),
    "baidu.template": re.compile(r"(?<![.\w])baidu\.template"),
    "template": re.compile(r"\btemplate(?:\.\w{1,9})?\s?\(|(?<![\w$])_\.template\b|\.templates\s?\("),
    "_.each": re.compile(r"(?<![\w$])_\.each\b"),
    "_.map": re.compile(r"(?<![\w$])_\.map\b"),
    "d3.": re.compile(r"\bd3\.select"),
    ".tmpl": re.compile(r"\.tmpl\s?\("),
    ").render": re.compile(r"\)\.render\s?\("),
    "require": re.compile(r"\brequire\s?\(\s?\["),
    "define": re.compile(r"\bdefine\s?\(\s?[\[\"'f]"),
    "__attributes": re.compile("__attributes"),
}  # fmt: skip
#: Older ones (`older_libraries.js`), and by which of their ways a script means theirs by `$` (each begun with what is found at once).
_OLDER = {
    name: re.compile(rf"{name}(?<![\w$.'\"]{name}){more}")
    for name, more in (
        ("dojo", r"(?:\.|/\w)"), ("Ext", r"\."), ("YUI", r"\s?\("), ("YAHOO", r"\."), ("KISSY", r"\b"), ("mui", r"\s?[.(]"), ("baidu", r"\.(?:[gG]|dom|each|on|date|string|array)\b"),
    )
} | {"dojo/": re.compile(r"[\"']dojo/\w")}  # fmt: skip
_THEIR_DOLLAR = {
    "$$": re.compile(r"(?<![\w$])\$\$\s?\("),
    ".observe": re.compile(r"(?:\bEvent|\bdocument|\))\.observe\s?\("),
    ".addEvent": re.compile(r"\.addEvents?\s?\(\s?[\"'{]"),
    "Insertion": re.compile(r"\bInsertion\.[BTA]"),
    "document.id": re.compile(r"\bdocument\.id\s?\("),
    "Element": re.compile(
        r"new(?<!\wnew)\s++Element\s?\(|Element(?<![\w$.]Element)\.(?:update|insert|replace|extend|hide)\b"
    ),
    "Class": re.compile(r"new(?<!\wnew)\s++Class\s?\(|Class(?<!\wClass)\.create\b"),
    "Template": re.compile(r"(?<!\.)\bTemplate\s?\("),
    ".interpolate": re.compile(r"\.interpolate\s?\("),
    ".substitute": re.compile(r"[\"']\s?\.substitute\s?\("),
    ".invoke": re.compile(r"\.invoke\s?\(\s?[\"']"),
    "PeriodicalExecuter": re.compile("PeriodicalExecuter"),
    ".periodical": re.compile(r"\.periodical\s?\("),
    "toPaddedString": re.compile("toPaddedString"),
    "$": re.compile(
        r"\$(?<![\w$.]\$)(?:[AHFEw]\(|ES\(|each\(|\(\s?[\"'][\w-]{1,60}[\"']\s?\)\s?\.\s?(?:update|insert|set|setHTML|setText|setStyles?|inject|grab|adopt|replace|appendText|innerHTML|innerText|textContent|style|getElements?|addEvents?|value|down|up|appendChild|insertAdjacentHTML)\b)"
    ),
}
#: Where a page loads one whose `$` is its own, and the remark that says so to the engine.
_LOADED = re.compile(
    r"<script\b[^<>]{0,300}\ssrc\s?=[^<>]{0,300}(?:prototype|mootools)[\w.-]{0,40}\.js", re.IGNORECASE
)
LOADED = "/* $$() */"
#: Data in an attribute and words that another attribute asks for, or the address of what is put there (htmx), or what an element begins with (`ng-init`); this is what then fills them.
_ATTRIBUTES = re.compile(r"<[^<>]{0,600}\s(?:x-data|v-scope|hx-get|(?:data-)?ng-init)\b", re.IGNORECASE)
FILL_ATTRIBUTES = 'setTimeout(function(){__attributes(document.querySelectorAll("[x-data]"));__attributes(document.querySelectorAll("[v-scope]"));__addresses(document.querySelectorAll("[hx-get]"));__begun(document.querySelectorAll("[ng-init],[data-ng-init]"))})'


#: What the stub keeps with its elements, but for what pages or we call by its name.
_KEPT_INSIDE = re.compile(
    r"\b__(?!(?:engine|begin|begun|attributes|addresses|older|compile|proto__)\b|(?<=HTML\.__)html)[a-z]\w*"
)


@cache
def _name_inside(name: str) -> str:
    """A name in place of *name* that no page knows beforehand."""
    return f"__{os.urandom(6).hex()}"


def _unguessable(file: str) -> str:
    source = Path(__file__).with_name(file).read_text("utf-8")
    return _KEPT_INSIDE.sub(lambda name: _name_inside(name[0]), source)


@cache
def engine_source() -> str:
    """The stub of a browser."""
    return _unguessable("engine.js")


@cache
def libraries_source() -> str:
    """As much of well-known libraries as puts a day that stands in the page where people read it."""
    return _unguessable("libraries.js")


@cache
def older_source() -> str:
    """As much of older libraries as writes into a page."""
    return _unguessable("older_libraries.js")


def sources_named(codes: Iterable[str]) -> list[str]:
    """What is run before a page's own scripts *codes*, for the libraries that they name."""
    codes = list(codes)
    dollar = _names(_THEIR_DOLLAR, codes)
    sources = [libraries_source()] if _names(_LIBRARIES, codes) else []
    if dollar or _names(_OLDER, codes):
        sources.append(older_source())
    return [*sources, "__older()"] if dollar else sources


def loads_older(html: str) -> bool:
    """Whether a page loads a library that brings a `$` of its own."""
    return holds(html, "rototype", "ootools") and _LOADED.search(html) is not None


def _names(ways: Mapping[str, re.Pattern[str]], codes: Iterable[str]) -> bool:
    """Whether any of a page's own scripts *codes* names a library in one of these *ways*, each kept by a word of it."""
    return any(word in one and way.search(one) is not None for one in codes for word, way in ways.items())


def fills_attributes(html: str) -> bool:
    """Whether elements hold data and words to fill in as attributes, or where to ask for them: no script of the page's own is needed then."""
    return holds(html, "x-data", "v-scope", "hx-get", "ng-init") and _ATTRIBUTES.search(html) is not None
