"""Entries to consulting, and forms behind them (咨询渠道): what is there, and whether the door is open."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from probes.pages.board.form_links import FORM_ENTRY, SPECIAL
from probes.pages.document.costly import TOO_COSTLY, too_costly
from probes.pages.document.parser import parse_html
from probes.pages.document.shown import hidden_for_sure, hides, stands_off

LONGEST = 2_000_000
#: A form for a question has a dozen fields; and the words before one stand close by.
MOST_FIELDS, NEAR = 300, 12

#: What a field or the form around it takes instead of a question: a judgement, a comment, words to search for.
_JUDGES = re.compile(
    r"评价|满意|评论|评分|打分|跟帖|[纠找]错|错误(?:页面|描述|内容|类型)|追问|预约|申请表|所需信息|问卷|订阅|pingjia|\bpj",
    re.IGNORECASE,
)
_SEARCHES = re.compile(r"关键[字词]|搜索|检索|查询|search|query|keyword", re.IGNORECASE)
_ASKS = re.compile(r"咨询|留言|写信|来信|信件|诉求|提问|投诉|(?<![页章错])(?:标题|主题)")
_SUBMITS = re.compile(r"提交|发送|验证码|姓名|手机|电话|联系")
#: So many levels above a field its form is looked for where no form element is; the words of a longer form tell nothing.
_LEVELS, _SHORT_FORM = 3, 200
#: So many levels above one is looked at for what folds it away, and so many buttons for what opens it; so much of a style and of its classes.
_HIGHEST, _MOST_OPENERS, _LONGEST_STYLE = 40, 2000, 1000
_CLOSED = re.compile(
    r"(?:系统|栏目|信箱|(?<!评论)(?<!评价)(?<!搜索)(?<!点赞)功能|服务|平台|留言板?(?!评论)|本(?:站|页|栏目|信箱)|通道)[^。！!，,]{0,16}(?:暂停|停止|关闭(?!窗口|[本此该当]?前?页)|停用|下线|(?<!开发)(?<!建设)(?<!设[和与及、])(?<!负责)(?<!运营)(?<!运行)(?<!外包)维护(?!\s?[:：|]|单位|电话|公司|管理|人员|邮箱|方|时间|后|完|已)|(?<!全新)(?<!完成)(?<!已)升级(?!版|改版(?!中)|后|完|已|成|上线)|已迁移|已(?:整合|并入|合并)(?:至|到|入)?[^。，]{0,10}(?:平台|热线|系统|12345)|停办|(?:暂|尚|还)(?:未|没有)(?:开放|开通|启用)|暂不(?:开放|开通|受理|提供)|不再(?:受理|接[收受])(?:任何|新的?|(?:群众|网民|公众|网友)的?)?(?:来信|留言|咨询|信件|诉求|投诉|邮件)?(?!\w))|"
    r"(?:仅|只)(?:限|对|面向|向|供)[^。，；]{0,6}(?:本[省市县区地]|户籍|辖区)[^。，；]{0,8}(?:居民|市民|群众|用户|户籍|人员)|(?:暂停|停止|关闭)(?!其)[^。，]{0,8}(?:服务|受理|使用|留言|咨询|写信)|(?:建设|维护|升级)中|(?:活动|征集)已经?(?:结束|截止)"
)
_NEWS, _OF_DOOR = (
    re.compile(r"公告|通知|通告"),
    re.compile(r"信箱|留言|咨询|写信|来信|诉求|互动|12345|热线|栏目|网站|平台"),
)
#: What makes such words speak of another time, of some letters or of the answers only; not where what is asked of people stands between.
_IF = re.compile(
    r"[如若](?:果|系统|平台|网站|本|有|需|遇|您|你|因|发|存|属|为|含|内容|涉|违|经|不|未|超)(?!.{0,99}请)|(?:广告|谩骂|违[法规者]|重复)(?!.{0,99}(?:[已现]|[过较太]多))|(?:节假日|其[余他]时间|非工作(?:日|时间)|周末|双休日|旧版|老版)\S{0,40}$"
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
#: The same where a form to write in stands there: it takes nothing from who has not.
_FIRST_LOGIN = re.compile(
    r"登[录陆]后(?:方可|才能)|(?:请|须|需)(?:要)?先(?:行)?登[录陆]|请\s?登[录陆]\s?后(?!\s?(?:可以?)?(?:查|看|评))|未登[录陆][^。]{0,12}(?:不能|无法)|(?:提交|留言|写信|咨询)前[，,]?\s?(?:请|须|需)[^。]{0,8}(?:登[录陆]|注册|认证)"
)
#: What pages are called whose forms take something else, unless they are also called for questions.
_OTHER = re.compile(rf"{SPECIAL.pattern}|报名|应聘|注册|登[录陆]|申请|预约|评价")
_CALLED_FOR_ASKING = re.compile(
    r"咨询|留言|写信|信箱|来信|诉求|建言|问政|投诉(?!举报)|(?<!征[集求询]意见)建议(?!征集)|互动|热线"
)
_TITLE, _PARTS = re.compile(r"<title[^<>]{0,100}>([^<]{1,200})", re.IGNORECASE), re.compile(r"[_|｜—–\-<>]")
#: A form that a script writes: its fields stand in a template or in a script's text, or nothing but the script stands there.
_WRITTEN = re.compile(
    r"contenteditable|<div[^<>]{0,60}\bid=[\"']?(?:app|root)\b[^<>]{0,60}>\s{0,100}</div|createElement\(\s{0,3}[\"']textarea|el-input|van-field|v-model",
    re.IGNORECASE,
)
#: What an editor's frame is asked for, and how scripts lay an editor over a field.
_EDITS_FIELD = re.compile(r"\b(?:id|instancename)=\w")
_MAKES_EDITOR = re.compile(
    r"\bKindEditor\.(?:ready|create)|\bCKEDITOR\.replace|\blayedit\.build|\bU[EM]\.getEditor|\btiny(?:mce|MCE)\.init|\.(?:xheditor|summernote)\("
)
#: A page of fewer letters says nothing; and so much of a heading or a button tells what it is for.
_FEWEST_WORDS = _LONGEST_NAME = 40
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
class ChannelForm:
    """What one page offers to somebody who wants to ask."""

    fields: tuple[str, ...] = ()
    closed: str = ""  #: why the door is not open, or unread: login_wall, closed, error_page, script_form, too_costly; "" when it is
    is_open: bool = False  #: a form to write a text in, and no closed door


def read_form(html: str) -> ChannelForm:
    """
    The form on a page, if it has one to write a question in. Nothing is ever submitted.

    Open needs a text area, or fields for both title and content, and neither a login wall nor words that say
    closed. A page that is called for petitions, opinions, applications … has none, whatever its fields; nor is one that
    nobody sees (folded away, and nothing says 我要写信). Never raises on what a page may hold.
    """
    if too_costly(html):
        return ChannelForm(closed=TOO_COSTLY)
    if _ERROR_PAGE.search(html[:4000]):
        return ChannelForm(closed="error_page")
    parser = parse_html(html[:LONGEST])
    folded = hidden_for_sure(one.text() for one in parser.css("style:not([media='print' i])"))
    _take_unseen(parser)
    opened = _opens(parser)
    edited = _is_edited(list(_editors(parser, html)), folded, opened)
    parser.strip_tags(["script", "iframe"])
    if parser.body is None:
        return ChannelForm()
    inputs = [one for one in parser.css("input, select") if _takes_words(one)]
    password = any((one.attributes.get("type") or "").lower() == "password" for one in inputs)
    if _is_for_other(parser, html):
        return ChannelForm(closed="login_wall" if password else "")
    every = parser.css("textarea")
    taking = list(filter(_takes_words, every[:MOST_FIELDS]))
    areas = [one for one in taking if _is_seen(one, folded, opened)]
    unseen = html.lower().count("<textarea") - len(every) + len(taking) - len(areas)
    judging = _of_other(areas, _JUDGES, _ASKS)
    areas = [one for one, judges in zip(areas, judging, strict=True) if not judges]
    texts: dict[int, str] = {}
    named = [(one, _field(one, texts)) for one in [*areas, *inputs[:MOST_FIELDS]]]
    fields = tuple(dict.fromkeys(name for _, name in named[:MOST_FIELDS] if name))
    if (areas or (edited and fields)) and "content" not in fields:
        fields = (*fields, "content")
    text = _text_without_news(parser)
    titles = [one for one, name in named[len(areas) :] if name == "title"]
    searches = not edited and bool(titles) and all(_of_other(titles, _SEARCHES, _SUBMITS))
    writable = bool(areas) or ({"title", "content"} <= set(fields) and not searches)
    closed = _door(text, writable, password)
    if (
        not (writable or closed)
        and (unseen or _WRITTEN.search(html) or len(text) < _FEWEST_WORDS)
        and "<script" in html.lower()
    ):
        closed = "script_form"
    return ChannelForm(fields=fields, closed=closed, is_open=writable and len(fields) >= 2 and not closed)


def _take_unseen(parser: LexborHTMLParser) -> None:
    """Leave nothing on a page that no browser shows but the scripts and frames that may be editors."""
    parser.strip_tags(["style", "noscript", "template"])
    for one in parser.css("script:not([type='text/plain'])"):
        one.decompose()


def _editors(parser: LexborHTMLParser, html: str) -> Iterator[LexborNode]:
    """Where a page holds an editor to write in: a part that may be written in, the frame of one that names its field, or a field that a script makes one."""
    yield from parser.css('[contenteditable="true"], script[type="text/plain"][id]')[:MOST_FIELDS]
    for one in parser.css("iframe[src]")[:MOST_FIELDS]:
        path, _, asked = (one.attributes.get("src") or "").lower().partition("?")
        if "editor" in path and _EDITS_FIELD.search(asked):
            yield one
    if _MAKES_EDITOR.search(html) is not None:
        yield from parser.css("textarea")[:MOST_FIELDS]


def _is_edited(editors: Sequence[LexborNode], folded: Set[str], opened: bool) -> bool:
    """Whether one of *editors* takes a question, and what holds it is seen: its own field may be hidden behind it."""
    judging = _of_other(editors, _JUDGES, _ASKS)
    return any(
        not judges and (one.parent is None or _is_seen(one.parent, folded, opened))
        for one, judges in zip(editors, judging, strict=True)
    )


def _text_without_news(parser: LexborHTMLParser) -> str:
    """What a page says, but for links to what was made known of others' doors (关于政务服务大厅暂停服务的通知)."""
    for link in parser.css("a"):
        said = (link.text() or "")[:_SHORT_FORM]
        if _NEWS.search(said) is not None and _OF_DOOR.search(said) is None:
            link.decompose()
    return " ".join((parser.body.text(separator=" ") if parser.body is not None else "").split())


def _door(text: str, writable: bool, password: bool) -> str:
    if password and not writable:
        return "login_wall"
    if (_FIRST_LOGIN if writable else _LOGIN).search(text):
        return "login_wall"
    found = islice(_CLOSED.finditer(text), MOST_FIELDS)
    return "closed" if any(_is_meant(text, one) for one in found) else ""


def _is_meant(text: str, found: re.Match[str]) -> bool:
    """Whether words that say closed speak of this door and of now, as far as the sentence around them tells."""
    until = _SENTENCE_ENDS.split(text[max(0, found.start() - _WIDEST_SENTENCE) : found.end()])[-1]
    behind = _SENTENCE_ENDS.split(text[found.end() : found.end() + _WIDEST_SENTENCE], maxsplit=1)[0]
    if ("不再" in found[0] or "暂不" in found[0]) and _SOME.search(until):
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


def _is_for_other(parser: LexborHTMLParser, html: str) -> bool:
    """Whether a page's own name, in its title or its one heading, is that of a form that takes no questions (网上信访, 意见征集, 报名)."""
    title = _TITLE.search(html)
    headings = parser.css("h1")[:2]
    names = [_PARTS.split(title[1], maxsplit=1)[0]] if title is not None else []
    names += [headings[0].text()[:_LONGEST_NAME]] if len(headings) == 1 else []
    return any(map(_OTHER.search, names)) and not any(map(_CALLED_FOR_ASKING.search, names))


def _opens(parser: LexborHTMLParser) -> bool:
    """Whether something on a page says that it opens a form (我要写信)."""
    said = (
        " ".join((one.text(deep=one.tag in ("a", "button")) or one.attributes.get("value") or "").split())
        for one in parser.css("a, button, span, li, input, em, i, b, strong, [onclick]")[:_MOST_OPENERS]
    )
    return any(not one.startswith("提交") and FORM_ENTRY.match(one[:_LONGEST_NAME]) for one in said)


def _is_seen(node: LexborNode, folded: Set[str], opened: bool) -> bool:
    """Whether a field takes anything, and is not folded away, by its own style or by one of the classes and ids *folded*, where nothing is *opened*."""
    one: LexborNode | None = node
    for _ in range(_HIGHEST):
        if one is None or one.tag == "body":
            break
        if one.tag == "fieldset" and "disabled" in one.attributes:
            return False
        if not opened and _is_folded(one, folded):
            return False
        one = one.parent
    return True


def _is_folded(node: LexborNode, folded: Set[str]) -> bool:
    """Whether an element is not shown, by itself or by one of the names *folded*."""
    told = node.attributes
    style = (told.get("style") or "")[:_LONGEST_STYLE]
    names = {f".{one}" for one in (told.get("class") or "")[:_LONGEST_STYLE].split()}
    names.add(f"#{told.get('id') or ''}")
    return (
        "hidden" in told
        or (node.tag == "dialog" and "open" not in told)
        or hides(style)
        or stands_off(style)
        or not folded.isdisjoint(names)
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
