"""Bytes to text: real pages declare the wrong charset now and then, so the bytes have the first word."""

import codecs
import re
from dataclasses import dataclass

import webencodings
from charset_normalizer import from_bytes

_META = re.compile(
    rb"""<meta[^<>]{0,200}?charset\s{0,20}=\s{0,20}["']?\s{0,20}([\w.:-]{2,30})""", re.IGNORECASE
)
_HEADER = re.compile(r"""charset\s{0,20}=\s{0,20}["']?\s{0,20}([\w.:-]{2,30})""", re.IGNORECASE | re.ASCII)

#: A page may hold so many broken characters in a hundred, and still be in that charset.
_MOSTLY = 0.02
#: So many bytes tell a charset; a detector takes seconds for megabytes.
_SAMPLE = 65536
_RUNS = re.compile(rb"[\x80-\xff][\x40-\xff]+")

#: Where a page declares its charset, at the latest.
HEAD_BYTES = 4096

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16le"), (codecs.BOM_UTF16_BE, "utf-16be"))


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page's text, and how it was come by."""

    text: str
    encoding: str  #: utf-8, gb18030 (for every gb* label), or the WHATWG name
    remarks: tuple[str, ...] = ()  #: encoding_wrong: another charset was declared


#: A byte order mark inside a page (of an included file) ends its head for a parser, and is seen by nobody.
_MARK = "\ufeff"


def decode(body: bytes, content_type: str = "") -> Decoded:
    """
    Decode *body*: byte order mark, strict UTF-8 where the bytes allow it, header, meta tag, a guess.

    A page cut in mid-character still counts as UTF-8. Never fails: what cannot be read becomes U+FFFD.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return Decoded(body[len(mark) :].decode(name, "replace").replace(_MARK, ""), name)
    declared = _declared(body, content_type)
    if (text := _utf8(body)) is not None:
        ascii_only = len(text) == len(body)
        wrong = bool(declared) and declared[0] != "utf-8" and not ascii_only
        encoding = declared[0] if ascii_only and declared else "utf-8"
        return Decoded(text.replace(_MARK, ""), encoding, ("encoding_wrong",) if wrong else ())
    # Every byte is a letter of a western charset, so that label proves nothing: it has the last word.
    for name in sorted(declared, key=lambda one: one.startswith(("windows-125", "iso-8859"))):
        text = _as(body, name)
        if name != "utf-8" and _broken(text) < _MOSTLY and not _is_western_for_chinese(name, body):
            return Decoded(text, name, ("encoding_wrong",) if name != declared[0] else ())
    encoding = _guess(body)
    return Decoded(
        _as(body, encoding), encoding, ("encoding_wrong",) if declared and declared[0] != encoding else ()
    )


def _declared(body: bytes, content_type: str) -> list[str]:
    """What the header and the meta tag declare, in that order, under their normal names."""
    header, meta = _HEADER.search(content_type), _META.search(body[:HEAD_BYTES])
    labels = (header[1] if header else "", meta[1].decode("ascii") if meta else "")
    known = [one for one in map(webencodings.lookup, filter(None, labels)) if one is not None]
    names = [one.name for one in known if _can_decode(one.codec_info.name)]
    return list(dict.fromkeys("gb18030" if name == "gbk" else name for name in names))


def _can_decode(codec: str) -> bool:
    """Whether a charset can be read by its name: `replacement` and `x-user-defined` cannot, and stand for nothing."""
    try:
        b" ".decode(codec, "replace")
    except (LookupError, ValueError):
        return False
    return True


def _is_western_for_chinese(name: str, body: bytes) -> bool:
    """A Chinese page under a western label: servers add that label by default."""
    if not name.startswith(("windows-125", "iso-8859")):
        return False
    wide = [one for one in _RUNS.findall(body[:_SAMPLE]) if len(one) >= 4]
    return bool(wide) and _broken(b"".join(wide).decode("gb18030", "replace")) < _MOSTLY


def _utf8(body: bytes) -> str | None:
    """The text, when all of *body* is UTF-8 but perhaps for a last character cut short."""
    try:
        return codecs.getincrementaldecoder("utf-8")("strict").decode(body, final=False)
    except UnicodeDecodeError:
        return None


def _guess(body: bytes) -> str:
    """UTF-8 or GB18030 when nearly all of it reads as that, else a detector's word."""
    sample = body[:_SAMPLE]
    for name in ("utf-8", "gb18030"):
        if _broken(sample.decode(name, "replace")) < _MOSTLY:
            return name
    best = from_bytes(sample).best()
    return best.encoding.replace("_", "-") if best is not None else "gb18030"


def _broken(text: str) -> float:
    """Share of replacement characters among those beyond ASCII."""
    lost = text.count("\ufffd")
    return lost / (len(text) - len(text.encode("ascii", "ignore"))) if lost else 0.0


def _as(body: bytes, name: str) -> str:
    found = webencodings.lookup(name)
    codec = "gb18030" if name == "gb18030" else found.codec_info.name if found else name
    try:
        return body.decode(codec, "replace")
    except (LookupError, ValueError):  # a codec that is none, or cannot replace
        return body.decode("gb18030", "replace")
