"""Links, buttons and frames that may lead to a way to ask (咨询渠道入口), from a homepage or from a board to its form."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from probes.http.links import join
from probes.pages.document.costly import too_costly
from probes.pages.document.parser import parse_html
from probes.pages.document.tree import CARRYING

LONGEST = 2_000_000

_ENTRY = re.compile(
    r"(?:网上|在线|政务|我要|业务|民意)?咨询(?:建言|投诉|建议|服务|台)?|(?:区|县|市|省|局|厅|部门|领导|书记|镇|乡|主任|站长|公众|政府|民生)?(?:长)?信箱|"
    r"我要(?:写信|留言|咨询|提问|建议|投诉|说)|(?:给.{1,6})?(?:写信|留言)(?:板|簿|咨询|办理|区)?|互动交流|政民互动|公众参与|12345|便民(?:服务)?(?:热线|平台)|"
    r"有问必答|你问我答|投诉建议|建议投诉|建言献策|意见(?:建议|征集箱|箱)|民意直通|问政|诉求(?:服务|平台|受理)?|互动"
)
#: 网上信访、纪检举报等专门渠道除外
SPECIAL = re.compile(
    r"信访|举报|纪检|监委|监察|检举|控告|扫黑|12388|找错|纠错|调查|征集|征[求询].{0,12}意见|访谈|招聘|统计|查询|须知|说明|公告|公示|选登|投诉举报"
)
#: Says that somebody may write.
FORM_ENTRY = re.compile(
    r"^[\s【\[]*+(?:我?已?(?:经|仔细|认真)?阅读(?:并?同意)?(?:以上|上述|本)?(?:写信|来信|留言)?(?:须知|说明|规则|条款|内容|协议)?[，,、\s]*+)?"
    r"(?:(?:我要|我来|立即|开始|马上|进入|点击|点此|在线|网上|去|发表|新增|给.{1,8})?(?:写信|留言|咨询|提问|投诉|建议|提(?:诉求|意见|建议)|提交(?:信件|留言|诉求|咨询|建议)?|写邮件|发信|来信|反映(?:问题|诉求)?|诉求|建言|登记)(?:[/、]?(?:写信|留言|咨询|提问|投诉|建议|求助))?"
    r"|(?:写信给|致信).{1,8}|下一步|我?同意(?:并?(?:继续|进入|写信|留言))?|(?<=意))(?:[（(][\u4e00-\u9fff]{1,6}[)）])?"
    r"[\s】\]>»›→…]*+$"
)
#: Where a click leads.
_GOES = re.compile(
    r"""(?:location(?:\.href)?\s{0,3}=|location\.(?:assign|replace)\s{0,3}\(|window\.open\s{0,3}\()\s{0,3}["']([^"'\s]{1,300})["']"""
)
#: What may lead on beside links, by these attributes; more of them are not looked at.
_BUTTONS = "area, button, input[onclick], span[onclick], div[onclick], li[onclick], p[onclick], td[onclick], dt[onclick], dd[onclick], img[onclick], [data-href], [data-link], [data-url]"
_CARRYING, _MOST_BUTTONS, _MOST_FRAMES = (*CARRYING, "data-url"), 300, 2
_MOST_ENTRIES, _MOST_FORMS = 8, 4  # that are asked
LONGEST_SCRIPT = 600
#: No entry and no button says as many words: of more the rest stays as it is written.
_MOST_WORDS = 100
_CONTAINERS = frozenset({"div", "li", "p", "td", "dt", "dd", "ul", "section"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelEntry:
    """A link that may lead to a channel."""

    url: str
    text: str


def find_entries(html: str, url: str) -> tuple[ChannelEntry, ...]:
    """
    Links and buttons of a page that may lead to a consulting channel (咨询建言入口), the most telling first.

    E-mail alone is no channel; petitions (信访) and reports of misconduct (纪检举报) are other channels.
    """
    found: dict[str, tuple[int, ChannelEntry]] = {}
    for there, text in _leads(_parsed(html), url):
        if 2 <= len(text) <= 20 and _ENTRY.search(text) and not SPECIAL.search(text):
            found.setdefault(there, (_rank(text), ChannelEntry(url=there, text=text)))
    ordered = sorted(found.values(), key=lambda pair: pair[0])
    return tuple(entry for _, entry in ordered[:_MOST_ENTRIES])


def find_form_links(html: str, url: str) -> tuple[ChannelEntry, ...]:
    """What says 我要写信 and kin and leads on: from a board or a channel's first page to its form; behind these its frames."""
    found: dict[str, ChannelEntry] = {}
    parser = _parsed(html)
    for there, text in _leads(parser, url):
        if there != url and FORM_ENTRY.match(text):
            found.setdefault(there, ChannelEntry(url=there, text=text))
    for there in _frames(parser, url):
        found.setdefault(there, ChannelEntry(url=there, text="iframe"))
    return tuple(found.values())[:_MOST_FORMS]


def _parsed(html: str) -> LexborHTMLParser:
    return parse_html("" if too_costly(html) else html[:LONGEST])


def _leads(parser: LexborHTMLParser, url: str) -> Iterator[tuple[str, str]]:
    """Every address that a page leads to, with the words that lead there."""
    for node in (*parser.css("a"), *islice(parser.css(_BUTTONS), _MOST_BUTTONS)):
        there = join(url, address) if (address := _address(node)) else ""
        if there:
            yield there, _words(node)


def _address(node: LexborNode) -> str:
    """The web address that a link, or a click on a button, leads to; "" for none."""
    href = (node.attributes.get("href") or "").strip()
    if _leads_on(href):
        return href
    script = f"{href} {node.attributes.get('onclick') or ''}"[:LONGEST_SCRIPT]
    carried = next((value for name in _CARRYING if (value := node.attributes.get(name))), "")
    goes = _GOES.search(script)
    address = goes[1] if goes is not None else carried.strip()
    return address if _leads_on(address) else ""


def _leads_on(href: str) -> bool:
    """Whether *href* is an address of the web beside the page's own parts."""
    return bool(href) and not href.startswith("#") and not urlsplit_fails(href)


def _words(node: LexborNode) -> str:
    """What a link or a button says, or its picture does; of what holds others its own words only."""
    text = " ".join((node.text(deep=node.tag not in _CONTAINERS) or "").split(maxsplit=_MOST_WORDS))
    told = (node.attributes.get(name) or "" for name in ("value", "title", "alt"))
    return text or next(filter(None, map(str.strip, told)), "") or _picture(node)


def _frames(parser: LexborHTMLParser, url: str) -> Iterator[str]:
    """The pages in a page's frames, in which its form may stand."""
    for node in islice(parser.css("iframe[src]"), _MOST_FRAMES):
        source = (node.attributes.get("src") or "").strip()
        there = join(url, source) if _leads_on(source) else ""
        if there and there != url:
            yield there


def _picture(link: LexborNode) -> str:
    image = link.css_first("img")
    return (
        (image.attributes.get("alt") or image.attributes.get("title") or "").strip()
        if image is not None
        else ""
    )


def _rank(text: str) -> int:
    """我要写信 before 信箱 before 互动交流."""
    if text.startswith("我要") or "咨询" in text:
        return 0
    if "信箱" in text or "留言" in text or "写信" in text:
        return 1
    return 2 if "12345" in text or "诉求" in text else 3


def urlsplit_fails(href: str) -> bool:
    """Whether *href* is no web address: a script, an e-mail, nonsense."""
    try:
        return urlsplit(href).scheme.lower() not in ("", "http", "https")
    except ValueError:
        return True
