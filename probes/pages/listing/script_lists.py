"""Lists that the source of a page does not hold, because a script fills them (脚本加载列表)."""

import re

from probes.pages.document.elsewhere import places_filled
from probes.pages.document.markup import PageSource
from probes.pages.document.tree import Element, Tree

_ROW = re.compile(r"<(?:li|tr|a|dd)\b", re.IGNORECASE)
_LOOP = re.compile(
    r"\s(?:v-for|ng-repeat|ms-(?:repeat|for|each)[\w-]*|wx:for|:for|data-bind-for)\s*=", re.IGNORECASE
)
#: Without one of these, as written or in capitals, there is no loop; and looking for them is quick.
_LOOP_WORDS = ("for", "For", "repeat", "Repeat", "each", "Each")
_FIELD = re.compile(
    r"\{\{[^{}]{0,80}\w\.\w[^{}]{0,80}\}\}|\{\$T\.|<%[=#]|\$\{\w+\.\w+\}|\[\[\s?\w+\.\w+\s?\]\]"
)
#: Lists whose adapter is known, by the words that an inline script must hold; a search form alone does not.
_ADAPTERS = (
    ("was5", (("was5/web/search", "classsql"), ("was5/web/search", "chnlid"), ("advsch.jsp",))),
    ("fjdzapp", (("fjdzapp/search",), ("fjdzapp/data",), ("classsql",))),
    ("smartsearch", (("smartsearch/interface",), ("search.do?express",))),
)
_WORD, _QUOTED, _LONG = re.compile(r"[\w-]+"), re.compile(r"""[#"']([\w-]{2,3})["' ]"""), 4
_EMPTY_TAGS = frozenset({"ul", "ol", "tbody", "table", "dl", "div"})
_LISTS = _EMPTY_TAGS - {"div", "table"}
_LISTLIKE = re.compile(r"list|news|article|content|info|data|notice|item|rows|(?<![a-z])(?:lb|gk)(?![a-z])")
_NOT_LISTLIKE = re.compile(
    r"login|user|weather|nav|menu|search|foot|head|time|share|comment|banner|swiper|slide|page|pager|lbt|lunbo|focus|carousel|point|dot|tab|more"
)
_FILLS = re.compile(
    r"\$\.(?:ajax|get|post|getJSON)\s{0,3}\(|axios\b|fetch\s{0,3}\(\s{0,3}[\"'`/]|XMLHttpRequest|createElement\(\s{0,3}.li|"
    r"innerHTML|\.(?:load|append|html|prepend)\s{0,3}\("
)
#: Calls that fetch rows: of 大汉, TrueCMS, layui and of table libraries.
_ROW_CALLS = re.compile(
    r"\.jpage\s{0,3}\(|dataproxy\.jsp|getMessage\.do|\btable\.render\s{0,3}\(|\.(?:bootstrapTable|datagrid|DataTable|jqGrid)\s{0,3}\("
)
#: Whoever uses one of these fills lists with it, whatever the page shows.
_ENGINES = re.compile(r"new Vue\b|createApp\b|ReactDOM|avalon|laytpl|template\s{0,3}\(")


#: Why a list cannot be read whose adapter is not known.
SCRIPT_LIST = "script_list"


def script_list(source: PageSource, tree: Tree) -> str | None:
    """Why the list of this page cannot be read from its source: `script_list:was5` and kin, `script_list`, or None."""
    lower = source.scripts.lower()
    for name, marks in _ADAPTERS:
        if any(all(word in lower for word in words) for words in marks):
            return f"script_list:{name}"
    if "gkmlpt/static/" in source.opened or "gkmlpt/api/" in lower:
        return "script_list:gkmlpt"
    return SCRIPT_LIST if count_script_blocks(source, tree) else None


def count_script_blocks(source: PageSource, tree: Tree) -> int:
    """How many lists of a page only a script fills: loops, row templates, empty containers that a script names."""
    may_loop = any(word in source.markup or word.upper() in source.markup for word in _LOOP_WORDS)
    loops = len(_LOOP.findall(source.markup)) if may_loop else 0
    fields = 1 if not loops and _FIELD.search(source.markup) else 0
    rows = sum(1 for one in source.templates if _ROW.search(one))
    return loops + fields + rows + len(named_containers(source, tree))


def answered_containers(source: PageSource, tree: Tree) -> int:
    """How many empty boxes of a page, whatever they are called, and lists with rows are given what another address answers (`$("#n").load("/news")`), those of `named_containers` aside."""
    places = places_filled(source.scripts)
    named = {one.index for one in named_containers(source, tree)} if places else frozenset()
    return sum(
        1
        for one in tree.elements
        if places
        and one.tag in _EMPTY_TAGS
        and (one.start == one.end or (one.tag in _LISTS and one.links))
        and not one.hidden
        and one.index not in named
        and not places.isdisjoint(one.mark.split())
        and not _NOT_LISTLIKE.search(one.mark)
    )


def named_containers(source: PageSource, tree: Tree) -> list[Element]:
    """Empty containers that a script of the page names."""
    empty = empty_containers(tree)
    lower = source.scripts.lower() if empty else ""
    words, quoted = frozenset(_WORD.findall(lower)), frozenset(_QUOTED.findall(lower))
    return [one for one in empty if _is_named(one, words, quoted)]


def fetches_rows(source: PageSource) -> bool:
    """Whether a page asks for its rows by a call that serves nothing else, whether or not it holds the container yet."""
    return _ROW_CALLS.search(source.scripts) is not None or "querydata=" in source.opened.lower()


def empty_containers(tree: Tree) -> list[Element]:
    """Elements that would hold a list and hold nothing; an empty row or two inside is nothing."""
    return [
        one
        for one in tree.elements
        if one.tag in _EMPTY_TAGS
        and one.start == one.end
        and one.last - one.index <= 4
        and all(other.tag in ("li", "tr", "td", "tbody", "br", "ul") for other in tree.below(one))
        and (
            _is_listlike(one)
            or (one.tag != "div" and one.parent >= 0 and _is_listlike(tree.elements[one.parent]))
        )
    ]


def fills_lists(scripts: str) -> bool:
    """Whether inline scripts could fill a list: they ask for data or write into the page."""
    return _ENGINES.search(scripts) is not None or _FILLS.search(scripts) is not None


def _is_listlike(element: Element) -> bool:
    return bool(_LISTLIKE.search(element.mark)) and not _NOT_LISTLIKE.search(element.mark)


def _is_named(element: Element, words: frozenset[str], quoted: frozenset[str]) -> bool:
    """Whether a script's words name the element by its id or a telling class; by a short one only where it stands in quotes."""
    return any(
        (words.issuperset(_WORD.findall(name)) if len(name) >= _LONG else name in quoted)
        for name in element.mark.split()
        if _WORD.search(name)
    )
