"""Bytes to text: real pages declare the wrong charset now and then, so the bytes have the first word."""

import codecs
import re
from dataclasses import dataclass

import webencodings
from charset_normalizer import from_bytes

_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,30})""", re.IGNORECASE)
_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]{2,30})""", re.IGNORECASE)

#: Where a page declares its charset, at the latest.
HEAD_BYTES = 4096

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16le"), (codecs.BOM_UTF16_BE, "utf-16be"))


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page's text, and how it was come by."""

    text: str
    encoding: str  #: utf-8, gb18030 (for every gb* label), or the WHATWG name
    remarks: tuple[str, ...] = ()  #: encoding_wrong: another charset was declared


def decode(body: bytes, content_type: str = "") -> Decoded:
    """
    Decode *body*: byte order mark, strict UTF-8 where the bytes allow it, header, meta tag, a guess.

    A page cut in mid-character still counts as UTF-8. Never fails: what cannot be read becomes U+FFFD.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return Decoded(body[len(mark) :].decode(name, "replace"), name)
    declared = _declared(body, content_type)
    if (text := _utf8(body)) is not None:
        ascii_only = len(text) == len(body)
        wrong = declared not in ("", "utf-8") and not ascii_only
        encoding = declared if ascii_only and declared else "utf-8"
        return Decoded(text, encoding, ("encoding_wrong",) if wrong else ())
    if declared and declared != "utf-8":
        return Decoded(_as(body, declared), declared)
    encoding = _guess(body)
    return Decoded(_as(body, encoding), encoding, ("encoding_wrong",) if declared else ())


def _declared(body: bytes, content_type: str) -> str:
    """The charset of the header, else of the meta tag, under its normal name; "" when there is none."""
    header, meta = _HEADER.search(content_type), _META.search(body[:HEAD_BYTES])
    for label in (header[1] if header else "", meta[1].decode("ascii") if meta else ""):
        if label and (found := webencodings.lookup(label)) is not None:
            name = found.name
            return "gb18030" if name in ("gbk", "gb18030") else name
    return ""


def _utf8(body: bytes) -> str | None:
    """The text, when all of *body* is UTF-8 but perhaps for a last character cut short."""
    try:
        return codecs.getincrementaldecoder("utf-8")("strict").decode(body, final=False)
    except UnicodeDecodeError:
        return None


def _guess(body: bytes) -> str:
    """GB18030 when nearly all of it reads as Chinese, UTF-8 when a few bytes are broken, else a detector's word."""
    if _broken(body.decode("utf-8", "replace")) < 0.02:
        return "utf-8"
    if _broken(body.decode("gb18030", "replace")) < 0.02:
        return "gb18030"
    best = from_bytes(body[:65536]).best()
    return best.encoding.replace("_", "-") if best is not None else "gb18030"


def _broken(text: str) -> float:
    """Share of replacement characters among those beyond ASCII."""
    wide = sum(1 for c in text if c > "\x7f")
    return text.count("\ufffd") / wide if wide else 0.0


def _as(body: bytes, name: str) -> str:
    found = webencodings.lookup(name)
    codec = "gb18030" if name == "gb18030" else found.codec_info.name if found else name
    return body.decode(codec, "replace")
