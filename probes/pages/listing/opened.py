"""What a page opens beside its own source, and whether that may fill a list (外部脚本与框架)."""

import re

from probes.pages.document.markup import PageSource

_ADDRESS = re.compile(r"""\ssrc\s{0,3}=\s{0,3}["']?([^\s"'>]{1,300})""", re.IGNORECASE)
#: Who counts visits or shares pages.
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
#: What shows another page in this one, and containers that name where their rows come from.
_FRAMES = re.compile(r"<(?:iframe|frame|object|embed|include|jsp:include)\b", re.IGNORECASE)
_FETCHING = re.compile(
    r"<(?:ul|ol|dl|table|tbody|div|section)\b[^>]{0,400}\s(?:data-(?:url|src|api|source|ajax|remote|options|toggle=.?table)|url|hx-get|w3-include-html|querydata)\b",
    re.IGNORECASE,
)


def opens_scripts(source: PageSource) -> bool:
    """Whether a page opens a script that could fill a list: any that its name does not tell to be a library or a counter."""
    return any(not _is_harmless(address) for address in _ADDRESS.findall(source.opened))


def may_be_filled(source: PageSource) -> bool:
    """Whether what a page opens could fill its list: a script, a frame, an address in a container's own tag."""
    return (
        opens_scripts(source)
        or _FRAMES.search(source.markup) is not None
        or _FETCHING.search(source.markup) is not None
    )


def _is_harmless(address: str) -> bool:
    """`jquery.SuperSlide.2.1.1.js`, `hm.js`, a counter's address; not `list.js`, and not `20181114.js`."""
    if _SERVICES.search(address):
        return True
    file = address.lower().split("?", 1)[0].rsplit("/", 1)[-1].removesuffix(".js")
    words = [one for one in _BETWEEN.split(file) if one and not _VERSION.fullmatch(one)]
    return bool(words) and all(map(_HARMLESS.fullmatch, words))
