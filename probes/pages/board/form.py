"""Entries to consulting, and forms behind them (咨询渠道): what is there, and whether the door is open."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from probes.http.links import join
from probes.pages.document.costly import TOO_COSTLY, too_costly
from probes.pages.document.parser import parse_html

LONGEST = 2_000_000
#: A form for a question has a dozen fields; and the words before one stand close by.
MOST_FIELDS, NEAR = 300, 12

_ENTRY = re.compile(
    r"(?:网上|在线|政务|我要|业务|民意)?咨询(?:建言|投诉|建议|服务|台)?|(?:区|县|市|省|局|厅|部门|领导|书记|镇|乡|主任|站长|公众|政府|民生)?(?:长)?信箱|"
    r"我要(?:写信|留言|咨询|提问|建议|投诉|说)|(?:给.{1,6})?(?:写信|留言)(?:板|簿|咨询|办理|区)?|互动交流|政民互动|公众参与|12345|便民(?:服务)?(?:热线|平台)|"
    r"有问必答|你问我答|投诉建议|建议投诉|建言献策|意见(?:建议|征集箱|箱)|民意直通|问政|诉求(?:服务|平台|受理)?|互动"
)
#: 网上信访、纪检举报等专门渠道除外
_SPECIAL = re.compile(
    r"信访|举报|纪检|监委|监察|检举|控告|扫黑|12388|找错|纠错|调查|征集|访谈|招聘|统计|查询|须知|说明|公告|公示|选登|投诉举报"
)
_FORM_ENTRY = re.compile(
    r"^\s*+[【\[]?+\s*+(?:我?已?阅读并?同意[，,、\s]?+)?(?:(?:我要|我来|立即|点击|在线|网上|去|发表|新增|给.{1,8})?(?:写信|留言|咨询|提问|投诉|建议|提交(?:信件|留言|诉求)?|写邮件|发信|来信|反映(?:问题)?|诉求|登记)|写信给.{1,8})\s*+[】\]]?+\s*+$"
)
#: What a field or the form around it takes instead of a question: a judgement, a comment, words to search for.
_JUDGES = re.compile(
    r"评价|满意|评论|评分|打分|跟帖|纠错|预约|申请表|所需信息|问卷|订阅|pingjia|\bpj", re.IGNORECASE
)
_SEARCHES = re.compile(r"关键[字词]|搜索|检索|查询|search|query|keyword", re.IGNORECASE)
_ASKS = re.compile(r"咨询|留言|写信|来信|信件|诉求|提问|投诉|(?<![页章错])(?:标题|主题)")
_SUBMITS = re.compile(r"提交|发送|验证码|姓名|手机|电话|联系")
#: So many levels above a field its form is looked for where no form element is; the words of a longer form tell nothing.
_LEVELS, _SHORT_FORM = 3, 200
_CLOSED = re.compile(
    r"(?:系统|栏目|信箱|(?<!评论)(?<!评价)(?<!搜索)(?<!点赞)功能|服务|平台|留言板?|本(?:站|页|栏目|信箱)|通道)[^。！!，,]{0,16}(?:暂停|停止|关闭(?!窗口|[本此该当]?前?页)|停用|下线|(?<!开发)(?<!建设)(?<!设[和与及、])(?<!负责)(?<!运营)(?<!运行)(?<!外包)维护(?!\s?[:：|]|单位|电话|公司|管理|人员|邮箱|方|时间|后|完|已)|(?<!全新)(?<!完成)(?<!已)升级(?!版|改版(?!中)|后|完|已|成|上线)|已迁移|停办|不再(?:受理|接[收受])(?:任何|新的?|(?:群众|网民|公众|网友)的?)?(?:来信|留言|咨询|信件|诉求|投诉|邮件)?(?!\w))|"
    r"(?:暂停|停止|关闭)[^。，]{0,8}(?:服务|受理|使用|留言|咨询|写信)|(?:建设|维护|升级)中"
)
#: What makes such words speak of another time, of some letters or of the answers only; not where what is asked of people stands between.
_IF = re.compile(
    r"[如若](?:果|系统|平台|网站|本|有|需|遇|您|你|因|发|存|属|为|含|内容|涉|违|经|不|未|超)(?!.{0,99}请)|(?:广告|谩骂|违[法规者]|重复)(?!.{0,99}(?:[已现]|[过较太]多))|节假日\S{0,40}$"
)
_AGAIN, _RESUMED = (
    re.compile(r"已[^。]{0,4}恢复|照常|其[余他]时间"),
    re.compile(r"[已现](?:经|已)?(?:全面|正式)?恢复"),
)
#: What is not taken any more, where it is some letters only: 已答复的问题，系统不再受理。
_SOME = re.compile(r"(?:[的件项题]|诉求)[，,][^，,]{0,30}$|(?<!针)对(?!外)|匿名|重复|同一")
#: Who looks after a system, not what is done to it at present.
_LOOKED_AFTER = re.compile(
    r"由[^。，,\s]{2,20}维护$|(?:负责|承担|提供|委托|技术支持)[^。，,]{0,12}(?:维护|升级)$"
)
_SENTENCE_ENDS, _WIDEST_SENTENCE = re.compile(r"[。！!；;]"), 80
_LOGIN = re.compile(
    r"(?:请|需|须)(?:您)?(?:要)?先?\s*(?:登录|登陆|注册|实名认证)|登[录陆]后(?:方可|才能|可以|再|进行)|您(?:还|尚)?未登[录陆]|统一身份认证|用户登[录陆]|法人登[录陆]|个人登[录陆]"
)
_ERROR_PAGE = re.compile(r"<title>[^<]{0,40}(?:404|500|403|错误|出错|找不到|不存在|无法访问)", re.IGNORECASE)
_FIELDS = (
    ("title", r"标题|主题|题目|title|subject|theme|zt|bt"),
    ("content", r"内容|正文|描述|详情|content|detail|descri|neirong|nr"),
    ("name", r"姓名|称呼|联系人|写信人|昵称|真实姓名|name|xm|lxr"),
    ("phone", r"电话|手机|联系方式|phone|mobile|tel|dh|sj"),
    ("email", r"邮箱|邮件|e-?mail|yx"),
    ("unit", r"受理单位|收信|部门|单位|对象|信箱|dept|unit|org"),
    ("kind", r"类型|类别|分类|性质|type|kind|lx"),
    ("captcha", r"验证码|校验码|captcha|verif|yzm|code"),
)  # fmt: skip
_FIELD_WORDS = tuple((name, re.compile(words, re.IGNORECASE)) for name, words in _FIELDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelEntry:
    """A link that may lead to a channel."""

    url: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelForm:
    """What one page offers to somebody who wants to ask."""

    fields: tuple[str, ...] = ()
    closed: str = (
        ""  #: why the door is not open, or unread: login_wall, closed, error_page, too_costly; "" when it is
    )
    is_open: bool = False  #: a form to write a text in, and no closed door


def find_entries(html: str, url: str, most: int = 8) -> tuple[ChannelEntry, ...]:
    """
    Links of a page that may lead to a consulting channel (咨询建言入口), the most telling first.

    E-mail alone is no channel; petitions (信访) and reports of misconduct (纪检举报) are other channels.
    """
    found: dict[str, tuple[int, ChannelEntry]] = {}
    for link in parse_html("" if too_costly(html) else html[:LONGEST]).css("a[href]"):
        attributes = link.attributes
        text = " ".join(link.text().split()) or (attributes.get("title") or _picture(link)).strip()
        href = (attributes.get("href") or "").strip()
        if not 2 <= len(text) <= 20 or href.startswith("#") or urlsplit_fails(href):
            continue
        there = join(url, href)
        if there and _ENTRY.search(text) and not _SPECIAL.search(text):
            found.setdefault(there, (_rank(text), ChannelEntry(url=there, text=text)))
    ordered = sorted(found.values(), key=lambda pair: pair[0])
    return tuple(entry for _, entry in ordered[:most])


def find_form_links(html: str, url: str, most: int = 4) -> tuple[ChannelEntry, ...]:
    """Links that say 我要写信 and kin: from a board or a channel's first page to its form."""
    found: dict[str, ChannelEntry] = {}
    for link in parse_html("" if too_costly(html) else html[:LONGEST]).css("a[href]"):
        text = " ".join(link.text().split()) or (link.attributes.get("title") or _picture(link)).strip()
        href = (link.attributes.get("href") or "").strip()
        if href and not href.startswith("#") and not urlsplit_fails(href) and _FORM_ENTRY.match(text):
            there = join(url, href)
            if there and there != url:
                found.setdefault(there, ChannelEntry(url=there, text=text))
    return tuple(found.values())[:most]


def read_form(html: str) -> ChannelForm:
    """
    The form on a page, if it has one to write a question in. Nothing is ever submitted.

    Open needs a text area, or fields for both title and content, and neither a login wall nor words that say
    closed. Never raises on what a page may hold.
    """
    if too_costly(html):
        return ChannelForm(closed=TOO_COSTLY)
    if _ERROR_PAGE.search(html[:4000]):
        return ChannelForm(closed="error_page")
    parser = parse_html(html[:LONGEST])
    edited = parser.css_first('[contenteditable="true"], script[type="text/plain"][id]') is not None
    parser.strip_tags(["script", "style", "noscript", "template", "iframe"])
    if parser.body is None:
        return ChannelForm()
    areas = list(filter(_takes_words, parser.css("textarea")[:MOST_FIELDS]))
    judging = _of_other(areas, _JUDGES, _ASKS)
    areas = [one for one, judges in zip(areas, judging, strict=True) if not judges]
    inputs = [one for one in parser.css("input, select") if _takes_words(one)]
    texts: dict[int, str] = {}
    named = [(one, _field(one, texts)) for one in [*areas, *inputs[:MOST_FIELDS]]]
    fields = tuple(dict.fromkeys(name for _, name in named[:MOST_FIELDS] if name))
    if (areas or (edited and fields)) and "content" not in fields:
        fields = (*fields, "content")
    password = any((one.attributes.get("type") or "").lower() == "password" for one in inputs)
    text = " ".join(parser.body.text(separator=" ").split())
    titles = [one for one, name in named[len(areas) :] if name == "title"]
    searches = not edited and bool(titles) and all(_of_other(titles, _SEARCHES, _SUBMITS))
    writable = bool(areas) or ({"title", "content"} <= set(fields) and not searches)
    closed = _door(text, writable, password)
    return ChannelForm(fields=fields, closed=closed, is_open=writable and len(fields) >= 2 and not closed)


def _door(text: str, writable: bool, password: bool) -> str:
    if password and not writable:
        return "login_wall"
    if _LOGIN.search(text) and (
        not writable or re.search(r"登[录陆]后(?:方可|才能)|(?:请|须|需)(?:要)?先(?:行)?登[录陆]", text)
    ):
        return "login_wall"
    found = islice(_CLOSED.finditer(text), MOST_FIELDS)
    return "closed" if any(_is_meant(text, one) for one in found) else ""


def _is_meant(text: str, found: re.Match[str]) -> bool:
    """Whether words that say closed speak of this door and of now, as far as the sentence around them tells."""
    until = _SENTENCE_ENDS.split(text[max(0, found.start() - _WIDEST_SENTENCE) : found.end()])[-1]
    behind = _SENTENCE_ENDS.split(text[found.end() : found.end() + _WIDEST_SENTENCE], maxsplit=1)[0]
    if "不再" in found[0] and _SOME.search(until):
        return False
    resumed = _RESUMED.search(text, found.end(), found.end() + _WIDEST_SENTENCE)
    return not (_IF.search(until) or _LOOKED_AFTER.search(until) or _AGAIN.search(behind) or resumed)


def _field(node: LexborNode, texts: dict[int, str]) -> str:
    """Which of the fields of a form *node* is, by its label, else by its own names; "" for another."""
    told = " ".join(
        node.attributes.get(name) or "" for name in ("name", "id", "placeholder", "title", "aria-label")
    )
    for words in (_label_of(node, texts), told):
        name = next((name for name, pattern in _FIELD_WORDS if words and pattern.search(words)), "")
        if name:
            return name
    return ""


def _label_of(node: LexborNode, texts: dict[int, str]) -> str:
    """The words before a field: in its own cell, or in the one before. *texts*: of nodes that were asked before."""
    for _ in range(3):
        before = node.prev
        for _ in range(NEAR):
            if before is None:
                break
            if before.tag not in ("input", "textarea"):
                if before.mem_id not in texts:
                    texts[before.mem_id] = " ".join((before.text() or "").split())[-12:]
                if texts[before.mem_id]:
                    return texts[before.mem_id]
            before = before.prev
        if node.parent is None or node.parent.tag in ("form", "body", "tbody", "table"):
            return ""
        node = node.parent
    return ""


def _takes_words(node: LexborNode) -> bool:
    """Whether a field is shown and takes what somebody writes or chooses."""
    kind = (node.attributes.get("type") or "").lower()
    style = (node.attributes.get("style") or "").replace(" ", "").lower()
    return (
        kind not in ("hidden", "submit", "button", "reset", "image", "checkbox", "radio")
        and "display:none" not in style
        and not {"readonly", "disabled"} & node.attributes.keys()
    )


def _of_other(nodes: Sequence[LexborNode], words: re.Pattern[str], unless: re.Pattern[str]) -> list[bool]:
    """Of each field whether it or the short form around it takes what *words* name, and does not say *unless*."""
    forms: dict[int, bool] = {}
    told = list[bool]()
    for node in nodes:
        own = " ".join(node.attributes.get(name) or "" for name in ("name", "id", "placeholder", "title"))
        form = _form_of(node)
        if form is not None and form.mem_id not in forms:
            text = _words_of(form)
            forms[form.mem_id] = len(text) <= _SHORT_FORM and _names(text, words, unless)
        told.append(_names(own, words, unless) or (form is not None and forms[form.mem_id]))
    return told


def _names(text: str, words: re.Pattern[str], unless: re.Pattern[str]) -> bool:
    return words.search(text) is not None and unless.search(text) is None


def _form_of(node: LexborNode) -> LexborNode | None:
    """The form a field stands in, else what holds it a few levels above; None for the page itself."""
    form, above = None, node.parent
    for _ in range(_LEVELS):
        if above is None or above.tag == "body":
            break
        form, above = above, None if above.tag == "form" else above.parent
    return form


def _words_of(form: LexborNode) -> str:
    """What a form says but in sentences (办结后请您评价。), its address and its buttons too."""
    told = [form.attributes.get("action") or "", form.attributes.get("class") or "", form.text()]
    for one in form.css("input, button")[:MOST_FIELDS]:
        told += [one.attributes.get("value") or "", one.attributes.get("placeholder") or ""]
    pieces = " ".join(told).split(maxsplit=_SHORT_FORM + 1)  # more are no short form
    return " ".join(piece.rpartition("。")[2] for piece in pieces)


def _picture(link: LexborNode) -> str:
    image = link.css_first("img")
    return (image.attributes.get("alt") or image.attributes.get("title") or "") if image is not None else ""


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
