"""What of a page is seen and is no text (可见而非文字): pictures, frames, fields that only show their value, as words."""

import re

#: Stand for a picture and for a page in a frame.
PICTURE, FRAME = "〔图〕", "〔框架〕"
_IMAGE = re.compile(r"<img\b[^<>]{0,2000}>", re.IGNORECASE)
_ORNAMENT = re.compile(
    r"icon?\d|icon|ico[_.\d]|(?<!on)line|arrow|bg|btn|dot|bullet|space|logo|banner|qr|ewm|code|wei?xin|share|print|\.gif|\bwidth\s?=\s?[\"']?[1-4]?\d(?:px)?[\"'\s>]",
    re.IGNORECASE,
)
_FRAME = re.compile(r"<iframe\b[^<>]{0,600}\bsrc\s?=\s?[\"']?[^\"'\s<>]{3}[^<>]{0,600}>", re.IGNORECASE)
#: A field that shows its value and takes none.
_SHOWN_FIELD = re.compile(
    r"<input\b(?![^<>]{0,300}\b(?:type\s?=\s?[\"']?(?:hidden|button|submit|reset|image|checkbox|radio)\b|value\s?=\s?[\"']请输入))(?=[^<>]{0,300}\b(?:readonly|disabled))[^<>]{0,300}?\bvalue\s?=\s?[\"']([^\"'<>]{1,300})[\"'][^<>]{0,300}>"
    r"|<textarea\b(?=[^<>]{0,300}\b(?:readonly|disabled))[^<>]{0,300}>([^<]{1,4000})</textarea>",
    re.IGNORECASE,
)


def with_pictures(html: str) -> str:
    """*html* with a word for each picture but ornaments."""
    return _IMAGE.sub(lambda tag: " " if _ORNAMENT.search(tag[0]) else f" {PICTURE} ", html)


def with_frames(html: str) -> str:
    """*html* with a word for each page in a frame."""
    return _FRAME.sub(f" {FRAME} ", html)


def with_shown_fields(html: str) -> str:
    """*html* with the values of fields that only show them."""
    lower = html.lower()
    if "readonly" not in lower and "disabled" not in lower:
        return html
    return _SHOWN_FIELD.sub(lambda field: f" {field[1] or field[2]} ", html)
