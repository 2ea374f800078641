"""What of a page is seen and is no text (可见而非文字): pictures, frames, fields that only show their value, as words."""

import re

#: Stand for a picture, for a page in a frame and for a field with words in it.
PICTURE, FRAME, FIELD = "〔图〕", "〔框架〕", "〔栏〕"
#: A picture's tag.
IMAGE = re.compile(r"<img\b[^<>]{0,2000}>", re.IGNORECASE)
_ORNAMENT = re.compile(
    r"icon?\d|icon|ico[_.\d]|(?<!on)line|arrow|bg|btn|dot|bullet|space|logo|banner|qr|ewm|code|wei?xin|share|print|\.gif|/(?:up|down|open|close|plus|minus|jt|jiantou|expand|more)\d?\.|\bwidth\s?=\s?[\"']?[1-4]?\d(?:px)?[\"'\s>]",
    re.IGNORECASE,
)
#: Where a picture is that is loaded later.
_LATER = re.compile(r"\bdata-(?:src|original|lazy)\s?=\s?[\"']?([^\"'\s<>]{3,300})", re.IGNORECASE)
#: A drawing with words, a drawing by a script, what is shown or heard, and a picture behind an empty element.
_DRAWN = re.compile(
    r"<(?:canvas|video|audio)\b(?=[^<>]{0,300}>)|<svg\b[^<>]{0,600}>(?=(?:[^<]{0,200}<(?!text|/svg)[^<>]{0,300}>){0,20}[^<]{0,200}<text\b)",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"<(?:div|p|span|td|a)\b[^<>]{0,200}\bbackground(?:-image)?\s?:[^<>]{0,60}url\([^<>]{0,300}>(?=\s{0,20}</)",
    re.IGNORECASE,
)
_FRAME = re.compile(
    r"<(?:iframe|embed|object)\b[^<>]{0,600}\b(?:src|data)\s?=\s?[\"']?[^\"'\s<>]{3}[^<>]{0,600}>",
    re.IGNORECASE,
)
#: A field that shows its value and takes none.
_SHOWN_FIELD = re.compile(
    r"<input\b(?![^<>]{0,300}\b(?:type\s?=\s?[\"']?(?:hidden|button|submit|reset|image|checkbox|radio)\b|value\s?=\s?[\"']请输入))(?=[^<>]{0,300}\b(?:readonly|disabled))[^<>]{0,300}?\bvalue\s?=\s?[\"']([^\"'<>]{1,300})[\"'][^<>]{0,300}>"
    r"|<textarea\b(?=[^<>]{0,300}\b(?:readonly|disabled))[^<>]{0,300}>([^<]{1,4000})</textarea>",
    re.IGNORECASE,
)

#: A field with words or a telephone for its value, and what only prompts (请输入, 站内搜索).
_FIELD = re.compile(
    r"<input\b(?![^<>]{0,300}\btype\s?=\s?[\"']?(?:hidden|button|submit|reset|image|checkbox|radio)\b)[^<>]{0,300}?\bvalue\s?=\s?[\"']([^\"'<>]{1,300})[\"'][^<>]{0,300}>"
    r"|<textarea\b[^<>]{0,300}>([^<]{1,4000})</textarea>",
    re.IGNORECASE,
)
_SAID = re.compile(r"[\u4e00-\u9fff]{2}|\d{5}")
_PROMPT = re.compile(
    r"\W{0,4}(?:请|在?此?(?:输入|填写)|(?:站内|全站)?(?:搜索|检索|查询)|关键|登[录陆]|用户名|密码|验证码|提交)"
)
#: A list of choices in a cell or behind a label, its choices, and what chooses nothing or leads elsewhere.
_CHOICES = re.compile(
    r"(?:<(?:td|dd|div|p|li|span)\b[^<>]{0,200}>|[:：])(?:\s|&nbsp;|</?(?:b|strong|span|em|label|div|p)\b[^<>]{0,200}>){0,9}<select\b[^<>]{0,400}>((?:[^<]|<(?!/select)){0,4000})</select>",
    re.IGNORECASE,
)
_CHOICE = re.compile(r"<option\b([^<>]{0,300})>([^<]{0,200})", re.IGNORECASE)
_CHOSEN = re.compile(r"\sselected\b", re.IGNORECASE)
_NO_CHOICE = re.compile(
    r"\W{0,6}(?:(?:请|下拉)?选择|全部|不限|(?:友情|相关|网站)?链接|.{0,12}网站?(?:群|链接|导航))|\W*\Z"
)
#: What a picture tells in words (a telephone, whether something costs), and how the picture of a telephone is called.
_TOLD = re.compile(
    r"\b(?:alt|title)\s?=\s?[\"']([^\"'<>]{0,20}\d{3,4}[-－—\s]?\d{4,8}[^\"'<>]{0,20}|(?!收费(?:标准|情况|依据|项目|方式|说明|信息))(?:不|免|无|否|收)[^\"'<>]{0,6}费?)[\"']",
    re.IGNORECASE,
)

_TELEPHONE = re.compile(
    r"\bsrc\s?=\s?[\"']?(?:[^\"'\s<>]{0,200}/)?(?:tel|phone|dianhua|dh)[_-]?\d{0,6}\.", re.IGNORECASE
)


def with_choices(html: str) -> str:
    """*html* with the choice that a list in a cell or behind a label shows, as words behind it."""
    return _CHOICES.sub(_with_choice, html) if "<select" in html or "<SELECT" in html else html


def _with_choice(found: re.Match[str]) -> str:
    choices = [(_CHOSEN.search(one[1]) is not None, one[2].strip()) for one in _CHOICE.finditer(found[1])]
    shown = next((text for chosen, text in choices if chosen), choices[0][1] if choices else "")
    return found[0] if _NO_CHOICE.match(shown) else f"{found[0]} {shown} "


def with_pictures(html: str) -> str:
    """*html* with a word for each picture but ornaments, drawn or set behind an empty element too."""
    html = IMAGE.sub(lambda tag: f" {_of_picture(tag[0])} ", html)
    if any(one in html for one in ("<canvas", "<text", "<video", "<audio")):
        html = _DRAWN.sub(f" {PICTURE} ", html)
    return (
        _BEHIND.sub(lambda tag: tag[0] if _ORNAMENT.search(tag[0]) else f"{tag[0]} {PICTURE} ", html)
        if "url(" in html
        else html
    )


def _of_picture(tag: str) -> str:
    """What a picture tells in words (不收费, a telephone), else a word for it; "" for one that only adorns."""
    told = _TOLD.search(tag)
    return told[1] if told else "" if _is_ornament(tag) else PICTURE


def _is_ornament(tag: str) -> bool:
    """Whether a picture only adorns, no telephone's; of one that is loaded later its own address tells (`data-src`), not that of what stands for it."""
    later = _LATER.search(tag)
    return _TELEPHONE.search(tag) is None and _ORNAMENT.search(later[1] if later else tag) is not None


def with_lines(html: str) -> str:
    """*html* with the breaks of texts that keep them (`<pre>`) as elements."""
    lower = html.lower()
    if "<pre" not in lower or len(lower) != len(html):
        return html
    kept, at = list[str](), 0
    while (start := lower.find("<pre", at)) >= 0 and (end := lower.find("</pre", start)) >= 0:
        begins = html.find(">", start, end) + 1 or end
        kept += [html[at:begins], html[begins:end].replace("\n", "<br>\n")]
        at = end
    return "".join([*kept, html[at:]])


def with_frames(html: str) -> str:
    """*html* with a word for each page in a frame."""
    return _FRAME.sub(f" {FRAME} ", html)


def with_shown_fields(html: str) -> str:
    """*html* with the values of fields that only show them."""
    lower = html.lower()
    if "readonly" not in lower and "disabled" not in lower:
        return html
    return _SHOWN_FIELD.sub(lambda field: f" {field[1] or field[2]} ", html)


def with_fields(html: str) -> str:
    """*html* with the values of all fields that say anything, those too that take another."""
    return _FIELD.sub(lambda field: f" {said} " if (said := _said(field)) else field[0], html)


def with_marked_fields(html: str) -> str:
    """*html* with a word for each such field."""
    return _FIELD.sub(lambda field: f" {FIELD} " if _said(field) else field[0], html)


def _said(field: re.Match[str]) -> str:
    value = field[1] or field[2]
    return value if _SAID.search(value) and not _PROMPT.match(value) else ""
