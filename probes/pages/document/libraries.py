"""What an engine is given before it runs a page's scripts: its stub of a browser, and libraries that the page names (脚本库)."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

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
    ".tmpl": re.compile(r"\.tmpl\s?\("),
    ").render": re.compile(r"\)\.render\s?\("),
    "require": re.compile(r"\brequire\s?\(\s?\["),
    "define": re.compile(r"\bdefine\s?\(\s?[\[\"'f]"),
    "__attributes": re.compile("__attributes"),
}  # fmt: skip
#: Data in an attribute and words that another attribute asks for, or the address of what is put there (htmx); this is what then fills them.
_ATTRIBUTES = re.compile(r"<[^<>]{0,600}\s(?:x-data|v-scope|hx-get)\b", re.IGNORECASE)
FILL_ATTRIBUTES = 'setTimeout(function(){__attributes(document.querySelectorAll("[x-data]"));__attributes(document.querySelectorAll("[v-scope]"));__addresses(document.querySelectorAll("[hx-get]"))})'


@cache
def engine_source() -> str:
    """The stub of a browser."""
    return Path(__file__).with_name("engine.js").read_text("utf-8")


@cache
def libraries_source() -> str:
    """As much of well-known libraries as puts a day that stands in the page where people read it."""
    return Path(__file__).with_name("libraries.js").read_text("utf-8")


def names_libraries(codes: Iterable[str]) -> bool:
    """Whether any of a page's own scripts names one of these libraries."""
    return any(
        word in one and way.search(one) is not None for one in codes for word, way in _LIBRARIES.items()
    )


def fills_attributes(html: str) -> bool:
    """Whether elements hold data and words to fill in as attributes, or where to ask for them: no script of the page's own is needed then."""
    return ("x-data" in html or "v-scope" in html or "hx-get" in html) and _ATTRIBUTES.search(
        html
    ) is not None
