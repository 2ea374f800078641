"""What a page shows that its tree of elements does not hold (图形内容): drawings, backgrounds, words of styles and buttons, choices, films by a file's name."""

import json
import re
from collections.abc import Collection, Iterator
from itertools import islice

from probes.http.sight import title_of
from probes.pages.document.markup import PageSource
from probes.pages.document.shown import HIDES
from probes.pages.document.tree import Element, Tree
from probes.pages.listing.beside_nothing import is_bare_link
from probes.pages.records.crumbs import crumbs_at
from probes.pages.records.groups import looks_like_article, stands_aside

#: Drawn by the page itself, an element of the page's own making, a picture that is fetched later in place of a point, a field to write a text into, a year, a document or a page of the site to choose, rows for who runs no scripts, a film or a document that an element names.
_DRAWN = re.compile(
    r"""<svg\b[^<>]{0,300}\swidth\s?=\s?["']?\d{3}|<(?:textarea|canvas)\b|<(?:image|text)\b[^<>]{0,300}>|<option\b[^<>]{0,200}>\s{0,9}(?:(?:19|20)\d\d\s?(?:年度?)?\s{0,9}<|[^<>]{0,60}(?:关于|的(?:通[知告]|公[告示]|意见)))"""
    r"""|<option\b[^<>]{0,200}\svalue\s?=\s?["']?(?:\.{0,2}/\w|[\w-]{1,60}\.s?html?\b)|<noscript\b[^<>]{0,80}>\s{0,80}<(?:[uod]l|table|li)\b"""
    r"""|<[a-z]\w{0,20}-[\w-]{1,40}[\s>/]|<source\b[^<>]{0,300}\ssrc|\sdata-(?:bg|background)[\w-]{0,12}\s?=\s?["']?[^"'\s<>]{1,200}\.(?:jpe?g|png|gif|webp)\b"""
    r"""|<img\b(?=[^<>]{0,400}\s(?:width|height)\s?=\s?["']?[01](?:px)?["'\s/>])[^<>]{0,400}\sdata-[\w-]{1,20}\s?=\s?["']?[^"'\s<>]{1,200}\.(?:jpe?g|png|gif|webp)\b"""
    r"""|\s(?:@|v-on:|ng-|bind)(?:click|tap)\s?=|\s(?:v-html|v-text|ng-bind[\w-]{0,12}|hx-get|srcdoc|x-(?:init|for|html|text))\s?="""
    r"""|<input\b(?=[^<>]{0,300}\sreadonly)[^<>]{0,300}\svalue\s?=\s?["'][^"'<>]{0,40}[\u4e00-\u9fff]{4}"""
    r"""|<(?!img)\w{1,12}\s[^<>]{0,300}\sdata-[\w-]{1,20}\s?=\s?["']?[^"'\s<>]{1,200}\.(?:mp[34]|m3u8|flv|webm|pdf|ofd|docx?|xlsx?|pptx?)\b""",
    re.IGNORECASE,
)
#: Data in another writing: a long word of base64 that is no key or state of a form, JSON by its signs' numbers, XML with what makes rows of it; a template of rows.
_CODED = re.compile(
    r"""(?:["'>]|^)(?!MI[GI])[A-Za-z0-9+/]{100,4000}+(?:[A-Za-z0-9+/]|={0,2}\s{0,9}(?:["'<]|$))|["']%(?:5B|7B)%(?:7B|22)|\bXSLTProcessor\b|\.transformNode\b|<\?xml-stylesheet\b"""
    r"""|<xml\s[^<>]{0,200}\b(?:id|src)\s?=|\sdatasrc\s?=|<template\b[^<>]{0,200}>\s{0,80}<(?:li|tr|a|d[dl])\b""",
    re.IGNORECASE | re.MULTILINE,
)
_STATE = re.compile(
    r"""(?:__\w{4,40}|\b\w{0,20}(?:token|csrf|key|sign|state))["']?[^<>"']{0,40}(?:["'][^<>"']{0,20})?\Z""",
    re.IGNORECASE,
)
_DRAWS = re.compile(
    r"\.getContext\s?\(|\becharts\.init\b|\bHighcharts\b|\bnew (?:Chart|BMap|AMap)\b|swfobject", re.IGNORECASE
)
#: Words that a style puts on the page: those of an attribute, or of its own.
_PUT_BY_STYLE = re.compile(r"content\s?:\s?(?:attr\(|[\"'][^\"'<>{}]{0,60}[\u4e00-\u9fff]{4})", re.IGNORECASE)
#: A button of a form, with words that are no search's, login's or pager's.
_BUTTON = re.compile(
    r"""<input\b(?=[^<>]{0,300}\stype\s?=\s?["']?(?:button|submit))[^<>]{0,300}\svalue\s?=\s?["']"""
    r"""(?![^"'<>]{0,20}(?:搜|检索|查询|登|注册|跳|转|关键|收藏|首页|确\s?[定认]|重置|打印|关闭))[^"'<>]{0,10}[\u4e00-\u9fff]{3}""",
    re.IGNORECASE,
)
#: An element that holds nothing, its background, and how those are named that only adorn a page.
_EMPTY = re.compile(
    r"<(?:a|div|p|li|td|section)\s([^<>]{0,600})>(?:\s|&nbsp;){0,20}</(?:a|div|p|li|td|section)\b",
    re.IGNORECASE,
)
_BACKGROUND = re.compile(r"background[\w-]{0,20}\s?:[^;{}]{0,80}?url\(([^()]{1,200})\)", re.IGNORECASE)
_NAMED = re.compile(
    r"""\b(?:class|id)\s?=\s?(?:"([^"]{0,100})|'([^']{0,100})|([\w-]{1,60}))""", re.IGNORECASE
)
_ADORNS = re.compile(
    r"code|logo|icon|float|empty|no[-_]?(?:data|info|content|result)|search|banner|head|foot|bottom|clear|line|arrow|share|close|btn|(?<![a-z])(?:qr|wx|ico|ads?|top|bg|gb|nav|menu|bj|beijing)(?![a-z])",
    re.IGNORECASE,
)
#: Too thin for a picture, and as high as one in a style sheet.
_LOW = re.compile(r"(?<![\w-])(?:height|width)\s?:\s?[1-5]?\d(?:\.\d{1,3})?px", re.IGNORECASE)
_HIGH = re.compile(r"(?<![\w-])(?:min-)?height\s?:\s?[1-9]\d\d{1,2}px", re.IGNORECASE)
#: How empty boxes are named that wait for rows, or part two others.
_HOLDS_ROOM = re.compile(r"list|blank|spac(?:e|ing)|(?<![a-z])gap(?![a-z])", re.IGNORECASE)
_SHEET = re.compile(r"<style\b[^<>]{0,200}>([^<]{1,60000})", re.IGNORECASE)
_RULE = re.compile(r"[.#]([\w-]{1,40})\s{0,9}\{([^{}]{1,400})\}")
_TAGS = frozenset({"a", "div", "p", "li", "td", "section"})
#: A sheet of styles elsewhere, and how elements are named whose picture it may hold.
_SHEET_ELSEWHERE = re.compile(r"<link\b[^<>]{0,300}stylesheet", re.IGNORECASE)
_PICTURED = re.compile(
    r"(?<![a-z])(?:kv|poster|pic(?:ture)?|photo|img|image|hero|cover|figure|map|plan|chart|slogan|biaoyu|kouhao)(?![a-z])"
)
#: A choice, the form that it may stand in (a page of ASP.NET is one form all over), and what stands behind the choices of a search; what all of a choice's words may be that is no kind of items.
_FORM_OR_CHOICE = re.compile(r"<(?P<ends>/)?form\b|(?P<choice><select\b[^<>]{0,300}>)")
_OF_SEARCH = re.compile(
    r"</select\s{0,9}>(?:(?!<select)[^<]{0,60}<(?!/?form|/?table|/?ul)[^<>]{0,300}>){0,6}?[^<]{0,60}<(?:input|button)\b(?=[^<>]{0,300}(?:type\s?=\s?[\"']?text|搜|检索|查询|search))"
)
#: How a link without words is named that is a tool, and leads nowhere of the column's own.
_TOOL = re.compile(
    r"more|home|index|rss|back|return|share|print|login|weixin|weibo|(?<![a-z])(?:gd|sy|wx|wb)(?![a-z])"
)
_OPTION = re.compile(r"<option\b([^<>]{0,200})>\s{0,9}([^<>]{0,60})", re.IGNORECASE)
_NO_KIND = re.compile(
    r"请选择|简体|繁体|中文|[a-z]{4}|友情|链接|网站|[首末尾上下]页|全部|所有|不限|标题|正文|全文|内容|^\W{0,4}第?\s?\d{1,4}\s?[页条]?|^\W*$"
)
#: What a click runs that shows nothing of the column's, and how such an element is named.
_NO_SHOW = re.compile(
    r"close|print|top|search|share|back|scroll|log(?:in|out)|hide|toggle|font|size|submit|favou?rite|collect|void|history|prev|next|page|return|remove|zoom|read|voice|speak|robot|kefu|wza",
    re.IGNORECASE,
)
#: One record of data in a script or an attribute (quotes unescaped); what in it may be a title beside its day, or with its page.
_RECORD = re.compile(r"[\[{]([^{}\[\]<>;]{10,600})[}\]]")
_TITLE = re.compile(r"""["']([^"']{0,60}[\u4e00-\u9fff]{4}[^"']{0,200})""")
_FOREIGN_TITLE = re.compile(r"""["'][A-Z][\w’-]{0,30}(?:,?\x20[\w’-]{1,30}){3,40}[.?!]?["']""")
_LONG_TITLE = re.compile(r"[\u4e00-\u9fff]{6}")
#: What is said to who clicks or types, and the name of a site, are no titles of rows; nor is a name that a link of the page bears anyway, which is no longer.
_NO_TITLE = re.compile(
    r"\A\W{0,3}(?:请(?:先|输入|选择|填写|登[录陆]|稍|升级|点击|重新|检查|核对|确认|至少|正确)|您|抱歉|对不起|是否|确定)|(?:政府|门户|网站?)(?:首页)?\W{0,3}\Z"
)
_LONGEST_NAME = 12
_BETWEEN_NAMES = re.compile(r"[-_|—–·\s]+")
_DAY = re.compile(r"(?:19|20)\d\d[-/.年](?:0?[1-9]|1[0-2])[-/.月]\d|[\"':]\s{0,3}1[0-9]{9}(?:\d{3})?\b")
_PAGE = re.compile(
    r"""(?<!\d)(?:(?<!list)(?<!list_)(?<!index_)|(?=\d{4}))\d[\w-]{0,40}\.(?:[sj]?html?|jspx?|aspx?|php|pdf)["'?]|[?&]\w{0,12}id=\d""",
    re.IGNORECASE,
)
_MOST_RECORDS = 2000
#: The same in code of any other form (calls, one long string): a title in quotes or behind a tag, with a day or a page near it.
_STRING = re.compile(
    r"""["'>|,;][^"'<>|,;\n\u4e00-\u9fff]{0,20}([\u4e00-\u9fff]{6}(?=([^\n]{0,100}))[^"'<>|,;\n]{0,60})"""
)
_LINKED = re.compile(
    r"""href\s?=\s?\\?["'][^"'<>\s]{0,150}\d[\w-]{0,40}\.[a-z]{2,5}\\?["'][^<>\n]{0,100}>\s{0,9}([^<>\n]{0,20}[\u4e00-\u9fff]{6}[^<>\n"'\\]{0,60})""",
    re.IGNORECASE,
)
#: Where an object of JSON-LD begins.
_LINKED_DATA = re.compile(r'\{\s{0,9}"@context"\s?:\s?"https?://(?:schema\.org|ziyuan\.baidu\.com)')
_JSON = json.JSONDecoder(strict=False)
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
#: So many sheets or choices, and rules of each sheet, are looked at; and so much of a choice.
_MOST_SHEETS, _MOST_RULES, _LONGEST_CHOICE = 20, 1000, 4000


def draws(source: PageSource, tree: Tree) -> bool:
    """Whether a page draws something, asks for a text or has a year, a document or a page to choose, or shows a background or words of its styles where nothing else stands."""
    return (
        any(one.search(source.markup) is not None for one in (_DRAWN, _PUT_BY_STYLE, _BUTTON))
        or _DRAWS.search(source.scripts) is not None
        or any(_holds_coded(code) for code in (source.markup, source.scripts, *source.templates))
        or _shows_background(source.markup, tree)
        or _offers_kinds(source.markup)
        or _runs_or_pictures(source.markup, tree)
        or _keeps_rows(source, tree)
    )


def _holds_coded(code: str) -> bool:
    """Whether code or markup holds data in another writing, keys and states of forms aside."""
    coded = islice(_CODED.finditer(code), _MOST_SHEETS)
    return any(_STATE.search(code, max(0, one.start() - 120), one.start() + 1) is None for one in coded)


def _keeps_rows(source: PageSource, tree: Tree) -> bool:
    """Whether markup or code holds rows for some program to show, in whatever form."""
    links = (
        one for one in tree.elements if one.tag == "a" and not (one.hidden or looks_like_article(one.href))
    )
    names = {text for one in links for text in tree.parts(one) if len(text) <= _LONGEST_NAME}
    names.update(_BETWEEN_NAMES.split(title_of(source.markup)))
    scripts = _without_linked_data(source.scripts)
    return any(_holds_rows(code, names) for code in (source.markup, scripts, *source.templates)) or any(
        _writes_rows(code, names) for code in (scripts, *source.templates)
    )


def _holds_rows(code: str, names: Collection[str]) -> bool:
    """Whether code or markup holds data of rows: a title, none of the page's *names*, with a day or with the address of a page."""
    plain = _unescaped(code.replace("&quot;", '"').replace("&#34;", '"'))
    records = (one[1] for one in islice(_RECORD.finditer(plain), _MOST_RECORDS))
    for record in records:
        titles = [one for one in _TITLE.findall(record) if _is_title(one, names)]
        is_of_page = "@context" in record
        if ((titles or _FOREIGN_TITLE.search(record)) and _DAY.search(record) and not is_of_page) or (
            any(map(_LONG_TITLE.search, titles)) and _PAGE.search(record)
        ):
            return True
    return False


def _writes_rows(code: str, names: Collection[str]) -> bool:
    """Whether code holds titles with days or pages beside them in any other form, or as links."""
    plain = _unescaped(code)
    told = (one.groups() for one in islice(_STRING.finditer(plain), _MOST_RECORDS))
    return any(_is_title(one, names) for one in _LINKED.findall(plain)) or any(
        (_DAY.search(behind) or _PAGE.search(behind)) and _is_title(title, names) for title, behind in told
    )


def _is_title(words: str, names: Collection[str]) -> bool:
    """Whether words in code may be the title of a row."""
    return words.strip() not in names and _NO_TITLE.search(words) is None


def _without_linked_data(scripts: str) -> str:
    """Scripts without what they tell search engines in JSON-LD, which no program shows."""
    kept, at = list[str](), 0
    for match in islice(_LINKED_DATA.finditer(scripts), _MOST_SHEETS):
        if match.start() < at:  # within the one before
            continue
        try:
            _, end = _JSON.raw_decode(scripts, match.start())
        except (ValueError, RecursionError):
            continue
        kept.append(scripts[at : match.start()])
        at = end
    return "".join([*kept, scripts[at:]])


def _unescaped(code: str) -> str:
    """Code with the characters for which escapes stand in strings."""
    plain = code.replace("\\/", "/")
    return _ESCAPED.sub(lambda one: chr(int(one[1], 16)), plain) if "\\u" in plain else plain


def _offers_kinds(markup: str) -> bool:
    """Whether a page has a choice of some kinds (教育, 卫生) in no form of its own: what is empty may be the list of one of them."""
    lower = markup.lower()
    around_all, in_form = "__viewstate" in lower, False
    marks = list(_FORM_OR_CHOICE.finditer(lower))
    for match, following in zip(marks, [*marks[1:], None], strict=False):
        if not match["choice"]:
            in_form = not match["ends"]
            continue
        until = min(match.end() + _LONGEST_CHOICE, following.start() if following else len(lower))
        ends = lower.find("</select", match.end(), until)
        if in_form and not (around_all and _OF_SEARCH.match(lower, max(ends, match.end())) is None):
            continue
        options = _OPTION.findall(lower, match.end(), ends if ends >= 0 else until)
        if any(_NO_KIND.search(words) is None for _, words in options) and not any(
            "//" in told for told, _ in options
        ):
            return True
    return False


def _runs_or_pictures(markup: str, tree: Tree) -> bool:
    """Whether an element behind the crumbs holds no words and a click on it runs a function, or a sheet elsewhere may hold its picture: it is named one, is high, or leads on."""
    is_elsewhere = _SHEET_ELSEWHERE.search(markup) is not None
    if is_elsewhere and any(_is_high(one[1]) for one in _EMPTY.finditer(markup, _since(markup, tree))):
        return True
    for one in _wordless(tree):
        run = one.script or (one.href if one.href.lower().startswith("javascript:") else "")
        runs = "(" in run and not (one.click or _NO_SHOW.search(run) or _NO_SHOW.search(one.mark))
        leads_on = (
            one.mark != ""
            and is_bare_link(one)
            and one.href.strip("/.") != ""
            and not (one.script or _TOOL.search(one.mark))
        )
        is_pictured = is_elsewhere and _is_empty(one) and (leads_on or _PICTURED.search(one.mark))
        if (runs or is_pictured) and not stands_aside(tree, one):
            return True
    return False


def _shows_background(markup: str, tree: Tree) -> bool:
    """Whether an element behind the crumbs holds nothing and has a picture for its background, by its own style or by a sheet of the page that says how high it is."""
    if "url(" not in markup.lower():
        return False
    if any(_is_picture(one[1]) for one in _EMPTY.finditer(markup, _since(markup, tree))):
        return True
    names = {
        rule[1].lower()
        for sheet in islice(_SHEET.finditer(markup), _MOST_SHEETS)
        for rule in islice(_RULE.finditer(sheet[1]), _MOST_RULES)
        if _HIGH.search(rule[2]) and _is_background(rule[2]) and not _ADORNS.search(rule[1])
    }
    return bool(names) and any(
        _is_empty(one) and not names.isdisjoint(one.mark.split()) and not stands_aside(tree, one)
        for one in _wordless(tree)
    )


def _since(markup: str, tree: Tree) -> int:
    """Where the crumbs begin in the markup; 0 where there are none."""
    first = crumbs_at(tree)[0]
    return max(markup.find(tree.texts[first]), 0) if first < len(tree.texts) else 0


def _is_high(attributes: str) -> bool:
    """Whether an empty element has a name, none of what adorns a page, and says by its own style how high it is."""
    named = ["".join(one) for one in _NAMED.findall(attributes)]
    return (
        named != []
        and _HIGH.search(attributes) is not None
        and not HIDES.search(attributes)
        and not any(_ADORNS.search(one) or _HOLDS_ROOM.search(one) for one in named)
    )


def _wordless(tree: Tree) -> Iterator[Element]:
    """The shown elements behind the crumbs that hold no words and are not named as what adorns a page."""
    first = crumbs_at(tree)[0]
    for one in tree.elements:
        if one.start == one.end and one.start >= first and not (one.hidden or _ADORNS.search(one.mark)):
            yield one


def _is_empty(wordless: Element) -> bool:
    """Whether a *wordless* box holds no element either."""
    return wordless.tag in _TAGS and not wordless.children


def _is_background(style: str) -> bool:
    found = _BACKGROUND.search(style)
    return found is not None and _ADORNS.search(found[1].rpartition("/")[2]) is None


def _is_picture(attributes: str) -> bool:
    """Whether an empty element's own style gives it a picture, not a thin one, and its names are not those of what adorns a page."""
    return (
        _is_background(attributes)
        and not _LOW.search(attributes)
        and not HIDES.search(attributes)
        and not any(_ADORNS.search("".join(one)) for one in _NAMED.findall(attributes))
    )
