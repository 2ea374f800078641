"""Whether parts of a page may come from another address (异地内容): before anything is said to be lacking on it."""

import re
from itertools import islice

from probes.pages.document.handlers import handlers_put_words
from probes.pages.document.markup import PageSource, split_scripts, without_comments

#: Programs that write no text of a page's own: libraries, counters, share buttons, help to read.
_LIBRARY = re.compile(
    r"jquery|zepto|swiper|bootstrap|layui|\blay(?:er|date|page)|\bvue\b|vue(?:[.-]|$)|react|angular|polyfill|html5|respond|modernizr|echarts|superslide|analytics|\bhm\.|cnzz|stat|\bpv|count|click|hits|log\b|"
    r"share|bdstatic|push|weixin|wechat|\bwx|jweixin|weather|tianqi|calendar|date|lunar|slhelper|toolbar|barrier|accessib|wza|jiucuo|conac|cniil|eyeshow|print|font|lazy|scroll|marquee|menu|\bnav|login|adapt|\brem\b|flexible|"
    r"mobile|device|browser|pinyin|qrcode|cookie|md5|base64|es[56]|shim|console|animat|\bwow|fastclick|iscroll|video|player|ckplayer|search|gotop|backtop|float|min\.js$|"
    r"(?:up|down|pre)load(?:er|ify|img)?\.|\bloading\b|validat|messages?_(?:zh|cn)|(?:clip|key)board|sitegray",
    re.IGNORECASE,
)
#: Who counts visits or shares pages, for all programs at such addresses.
_SERVICES = re.compile(
    r"//[^/]{0,60}(?:conac\.cn|baidu\.com|cnzz\.com|51\.la|jiathis\.com|bshare\.cn|gridsumdissector\.com|webdissector\.com)/",
    re.IGNORECASE,
)
#: What of a file's name is no word of it, and the words of files that fill no list.
_BETWEEN = re.compile(r"[-._]")
_VERSION = re.compile(r"v?\d+|min|pack|bundle|slim|all|umd")
_HARMLESS = re.compile(
    r"jquery|bootstrap|popper|migrate|cookie|easing|superslide|swiper|slick|owl|carousel|lazyload|mousewheel"
    r"|nicescroll|marquee|scroll|slide|slider|banner|html5shiv|html5|respond|modernizr|es5|shim|sham|polyfill|wow"
    r"|animate|layer|laydate|wdatepicker|datepicker|calendar|share|bdshare|qrcode|hm|tongji|count|counter|stat|stats"
    r"|visit|visitcount|conac|wza|able|ableread|aria|canyou|tts|font|print|big5|jianfan|gb2big5|search|nav|menu"
    r"|header|footer|head|foot|top|gotop|bottom|tab|tabs|focus|lunbo|weather|tianqi|float|ie|belatedpng|pngfix"
    r"|vsbscreen"
)
#: Programs whose name speaks of what a page holds, or that make whole pages.
_OF_CONTENT = re.compile(
    r"list|news|data|info|artic|doc(?!k)|content|column|channel|query|mail|letter|messag|board|repl(?:y|ies)|answer|guide|matter|item|detail|load|ajax|\bapi|includ|rows?\b|\bapp\b|chunk|bundle|vendor|fill|render|templat|"
    r"xxgk|zwgk|gkml|bszn|liuyan|huifu|dafu|xinxiang|wenzhang|xinwen|tongzhi|gonggao",
    re.IGNORECASE,
)
#: Programs that a site's CMS lays on every page (博达, WebPlus, 帝国, DedeCMS), which write where an inline script bids them; counters by their query, and maps.
_OF_A_CMS = re.compile(
    r"/system/resource/js/|/_js2?/|/_?portletPlugs/|/e/data/js/ajax\.js|/include/dedeajax\d?\.js|/_sitegray/|\.vsb\.css\.js"
    r"|[?&](?:op|act|action|type)=(?:count|hits?|click|visit|pv)\b|//(?:api\.map\.baidu|webapi\.amap|map\.qq)\.com/",
    re.IGNORECASE,
)
#: How a script asks another address, and what only brings words or a program of its own kind.
_ASKS = re.compile(
    r"\$\.(?:ajax|get|post|getJSON|getScript)\s?\(|\.load\s?\(\s?[\"'`]|\baxios\b|\bfetch\s?\(|XMLHttpRequest|\bEventSource\b|\bWebSocket\s?\(|\bnew\s+Worker\b|\bimport\s?\(|createElement\(\s?[\"']script"
    r"|\bAjax\.(?:Request|(?:Periodical)?Updater)\b|\bnew\s+Request(?:\.\w{3,6})?\s?\(|\b[aA]jax\.(?:get|post|request)\s?\(|\bxhr(?:Get|Post)?\s?\(\s?\{|\.io(?:\.(?:get|post))?\s?\(|\bmui\.(?:ajax|get|post|getJSON)\s?\(|\.(?:asyncRequest|sendRequest)\s?\("
)
_WRITES = re.compile(
    r"\.(?:html|text|append|prepend|load|after|before|write)\s?\(|innerHTML|innerText|textContent|\.(?:update|set(?:HTML|Content)?|insert|overwrite|inject)\s?\(|\bupdate\s?:|Updater|getScript|this\.\w{1,40}\s?=(?!=)|\.push\s?\(|\brender|template|laytpl|\bimport\s?\(|Worker|EventSource|WebSocket"
)
_OF_COUNTS = re.compile(
    r"click|hits?\b|(?<!ac)(?<!dis)count(?!r?y)|visit|\bpv\b|浏览|访问量|weather|tianqi|login|点赞|\bzan\b|praise|hm\.baidu|cnzz|zz\.bdstatic|push\.zhanzhang|jiucuo|conac|analytics|weixin|share|ta\.trs|piwik|matomo|53kf|meiqia|sobot|udesk",
    re.IGNORECASE,
)
_FRAME = re.compile(r"<((?:iframe|frame|object|embed)\b[^<>]{0,600})>", re.IGNORECASE)
_SOURCE = re.compile(r"""\ssrc\s{0,3}=\s{0,3}["']?([^"'\s>]{1,300})""", re.IGNORECASE)
_SHOWN = re.compile(r"""\s(?:src|data)\s{0,3}=\s{0,3}["']?([^"'\s>]{1,300})""", re.IGNORECASE)
#: A frame that shows something, or that a script can reach.
_LEADS = re.compile(r"\s(?:(?:data-)?src(?:doc)?|data|id|name)\s?=", re.IGNORECASE)
_NAMED = re.compile(r"\s(?:id|name)\s?=", re.IGNORECASE)
_WEATHER = re.compile("weather|tianqi", re.IGNORECASE)
_NOT_SEEN = re.compile(
    r"display\s?:\s?none|(?:width|height)\s?=\s?[\"']?[01](?!\d)|\shidden\b|\.swf", re.IGNORECASE
)
#: Containers that name where their rows come from.
_FETCHING = re.compile(
    r"<(?:ul|ol|dl|table|tbody|div|section)\b[^>]{0,400}\s(?:data-(?:url|src|api|source|ajax|remote|options|toggle=.?table)|url|hx-get|w3-include-html|querydata)\b",
    re.IGNORECASE,
)
#: An empty list that a script can reach.
_REACHED = re.compile(
    r"<(?:(?:ul|ol|dl|tbody)\b[^<>]{0,200}\sid\s?=|div\b[^<>]{0,200}\sid\s?=\s?[\"']?\w{0,20}(?:list|news|data|rows|con))[^<>]{0,200}>(?:\s|&nbsp;){0,20}</",
    re.IGNORECASE,
)
#: What scripts of other addresses put parts of a page into.
_INCLUDE = re.compile(
    r"<(?:jsp:)?include\b|<\w{1,12}\s[^<>]{0,200}?(?:data-|w3-)?include(?:-html)?\s?=", re.IGNORECASE
)
#: The empty place of a program that makes the whole page.
_APP = re.compile(
    r"""<div\b[^<>]{0,200}\sid\s?=\s?["']?(?:app|root|main|wrapper|container)\b[^<>]{0,200}>\s{0,20}</div""",
    re.IGNORECASE,
)
#: A program that a server writes anew each time.
_ANSWER = re.compile(r"\.(?:aspx?|ashx|jspx?|php|do|action)(?:\?|\Z)", re.IGNORECASE)
_MODULE = re.compile(r"""\stype\s?=\s?["']?module""", re.IGNORECASE)
#: Where a script puts what it was told, by an id.
_PLACE = re.compile(r"""(?:ById\s?\(\s?|\$\(\s?["']#|querySelector\(\s?["']#)["']?([\w-]{1,40})["']\s?\)""")
#: What a question asks for, right behind its call: its first argument, or what it names as its `url`.
_ASKED_FOR = re.compile(r"\A[^,\n){};]{1,300}|\burl\s?[:=]\s?[^,\n;]{1,300}|\bopen\s?\([^;\n]{1,300}")
#: So much behind a question, and before it, tells what it is for.
_BEFORE, _BEHIND, MOST_ASKED = 120, 500, 100


def may_be_filled(html: str, *, said: bool = False) -> bool:
    """
    Whether scripts that ask other addresses, scripts of other addresses, frames, or code in attributes may put more on the page than it holds.

    *said*: the page itself says that there is nothing; of its programs only those are suspected then whose names speak of content.
    """
    parts = split_scripts(without_comments(html))
    return (
        asks_elsewhere(parts.scripts, parts.markup)
        or (any(map(_speaks_of_content, parts.opened.split("\n"))) if said else opens_scripts(parts))
        or (not said and _FETCHING.search(parts.markup) is not None)
        or _INCLUDE.search(parts.markup) is not None
        or any(map(_may_show, _frames(parts)))
        or handlers_put_words(html)
    )


def _frames(parts: PageSource) -> list[str]:
    """The frames of a page that are seen, by their tags' words."""
    return list(filter(is_seen, all_frames(parts)))


def _may_show(told: str) -> bool:
    """Whether a frame with these words in its tag may show something of the page's own: no weather, nothing at all that no script can reach."""
    source = _SHOWN.search(told)
    if source is None:
        return _LEADS.search(told) is not None
    if source[1].startswith(("about:", "javascript:")):
        return _NAMED.search(told) is not None
    return _WEATHER.search(source[1]) is None


def all_frames(parts: PageSource) -> list[str]:
    """The words of the tags of a page's frames, seen or not: `iframe src="list.html"`."""
    return _FRAME.findall(parts.markup)


def is_seen(told: str) -> bool:
    """Whether a frame with these words in its tag is shown, in a size that people see."""
    return _NOT_SEEN.search(told) is None


#: The addresses of what stands around the content of every page.
_OF_THE_FRAME = re.compile(
    r"head|foot|top|bottom|menu|nav|left|banner|logo|copyright|link|dibu|toubu|wei?bu|yemei|yejiao|daohang",
    re.IGNORECASE,
)


#: Pages in frames that tell no news, whatever else their addresses say.
_GADGET = re.compile(
    r"calendar|lunar|nongli|rili|clock|(?:show|get|now)_?(?:date|time)|toolbar|wza|jisuanqi|qrcode|search|player|yqlj"
    r"|(?<![a-z])(?:map|ditu|date|time|so|sso|stats?|tongji|print)(?![a-z])|(?:\A|/)(?:rl|rq|tj)\.\w{2,4}(?:\?|\Z)",
    re.IGNORECASE,
)


def is_gadget(address: str) -> bool:
    """Whether a page in a frame, or what a script writes, is a counter, a weather box, a clock, a map or the like, by how its *address* is written."""
    return _OF_COUNTS.search(address) is not None or _GADGET.search(address) is not None


def stands_around(address: str) -> bool:
    """Whether a page in a frame is what stands around every page's content (head.html), by how its *address* is written."""
    return _OF_THE_FRAME.search(address) is not None and _OF_CONTENT.search(address) is None


def own_frames(parts: PageSource) -> list[str]:
    """Of `shown_frames` those of the page's own site, by how they are written."""
    return [one for one in shown_frames(parts) if "//" not in one[:8]]


def shown_frames(parts: PageSource) -> list[str]:
    """The addresses of other pages that a page shows in a frame, as written, without those that tell of weather, a counter or a film."""
    sources = (_SHOWN.search(one) for one in _frames(parts))
    return [
        source[1]
        for source in sources
        if source is not None
        and not _OF_THE_FRAME.search(source[1])
        and not source[1].startswith(("about:", "javascript:"))
        and not _LIBRARY.search(source[1])
    ]


def puts_elsewhere(html: str) -> bool:
    """Whether the page's own scripts ask another address for something that they put on it, or it loads a module that may."""
    parts = split_scripts(without_comments(html))
    return asks_elsewhere(parts.scripts, parts.markup) or any(
        _SOURCE.search(one) is not None and _MODULE.search(one) is not None
        for one in parts.opened.split("\n")
    )


def asks_elsewhere(scripts: str, markup: str) -> bool:
    """Whether inline scripts ask another address for something that they put on the page; counters do not count, nor what is put where nothing stands."""
    for asked in islice(_ASKS.finditer(scripts), MOST_ASKED):
        around = scripts[max(0, asked.start() - _BEFORE) : asked.end() + _BEHIND]
        is_program = asked[0].startswith("createElement")
        places = _PLACE.findall(scripts, asked.end(), asked.end() + _BEHIND)
        if places and not any(_stands(one, markup) for one in places):
            continue
        counts = _OF_COUNTS.search(around) is not None if is_program else is_counter(scripts, asked.end())
        if not counts and (_WRITES.search(around) is not None or is_program):
            return True
    return False


def places_filled(scripts: str) -> frozenset[str]:
    """The ids of elements that answers of other addresses are put into, in lower case; those of counters, weather and logins aside."""
    found: set[str] = set()
    for asked in islice(_ASKS.finditer(scripts), MOST_ASKED):
        if asked[0].startswith("createElement") or is_counter(scripts, asked.end()):
            continue
        found.update(_PLACE.findall(scripts, asked.end(), asked.end() + _BEHIND))
        if asked[0].startswith(".load"):
            found.update(_PLACE.findall(scripts, max(0, asked.start() - _BEFORE), asked.start())[-1:])
    return frozenset(one.lower() for one in found if _OF_COUNTS.search(one) is None)


def opens_answers(parts: PageSource) -> int:
    """How many programs of the page's own site it loads that a server writes anew each time (`/js/news.asp?c=3`), counters and kin aside: they may write rows."""
    sources = (one[1] for one in _SOURCE.finditer(parts.opened))
    return sum(1 for one in sources if _ANSWER.search(one) and may_write(one))


def may_write(address: str) -> bool:
    """Whether a script's file at *address*, of the page's own site, may write into the page where it stands: no library, no counter."""
    return "//" not in address[:8] and not (_OF_COUNTS.search(address) or _is_harmless(address))


def is_counter(scripts: str, behind: int) -> bool:
    """Whether a question whose call ends at *behind* only counts: by what it asks for, or by where all of it is put."""
    rest = scripts[behind : behind + _BEHIND]
    places = _PLACE.findall(rest)
    return any(_OF_COUNTS.search(one) is not None for one in _ASKED_FOR.findall(rest)[:2]) or (
        bool(places) and all(_OF_COUNTS.search(one) is not None for one in places)
    )


def _stands(name: str, markup: str) -> bool:
    return any(f"id={quote}{name}" in markup for quote in ('"', "'", ""))


def opens_scripts(parts: PageSource) -> bool:
    """Whether a page opens a script that could fill it: any that its name does not tell to be a library or a counter."""
    return any(not _is_harmless(one[1]) for one in _SOURCE.finditer(parts.opened))


def reaches_empty_list(parts: PageSource) -> bool:
    """Whether a page opens a script that could fill it, and holds an empty list that the script can reach."""
    return opens_scripts(parts) and _REACHED.search(parts.markup) is not None


def awaits_content(parts: PageSource) -> bool:
    """Whether a page names where its rows or parts come from, or holds nothing but the place of a program that makes all of it."""
    return (
        _FETCHING.search(parts.markup) is not None
        or _INCLUDE.search(parts.markup) is not None
        or (opens_scripts(parts) and _APP.search(parts.markup) is not None)
    )


def _speaks_of_content(tag: str) -> bool:
    """Whether the program that a script's *tag* loads is a module, or named for what a page holds."""
    source = _SOURCE.search(tag)
    if source is None:
        return False
    if _MODULE.search(tag) is not None:
        return True
    if _OF_A_CMS.search(source[1]) is not None:
        return False
    name = source[1].partition("?")[0].rsplit("/", 1)[-1] or source[1]
    return _LIBRARY.search(name) is None and _OF_CONTENT.search(name) is not None


def _is_harmless(address: str) -> bool:
    """`jquery.SuperSlide.2.1.1.js`, `hm.js`, a counter's address; not `list.js`, and not `20181114.js`."""
    if _SERVICES.search(address) or _OF_A_CMS.search(address):
        return True
    file = address.lower().split("?", 1)[0].rsplit("/", 1)[-1].removesuffix(".js")
    words = [one for one in _BETWEEN.split(file) if one and not _VERSION.fullmatch(one)]
    return bool(words) and all(map(_HARMLESS.fullmatch, words))
