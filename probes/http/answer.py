"""From an answer on the wire to a document, or to the closed reason why there is none."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from monitor.domain.reach import Reason
from monitor.domain.text import clean_text
from probes.http.blocks import OWN_FAULTS, blocked_by
from probes.http.charset import decode
from probes.http.inflate import Broken, NotOffered, TooLarge, inflate
from probes.http.links import join
from probes.http.sight import Sight, look_at

#: A document this large, decompressed, is no government homepage.
DOCUMENT_CEILING = 8 * 1024 * 1024

#: Content types that are pages.
_PAGES = ("text/", "application/xhtml", "application/xml")
_FRAME = re.compile(r"<i?frame\b[^>]{0,300}?\bsrc\s*=", re.IGNORECASE)
_SCRIPT = re.compile(r"<script\b|\bonload\s{0,9}=", re.IGNORECASE)
#: What a script does that sends its reader on, whatever the address is made of.
_LEADS_ON = re.compile(
    r"\blocation\b|\bnavigate\s{0,9}\(|\bsubmit\s{0,9}\(|\bopen\s{0,9}\(|document\s{0,9}\.\s{0,9}url\b",
    re.IGNORECASE,
)
_ON_LOAD = re.compile(
    r"""\bonload\s{0,9}=\s{0,9}(?:"([^"<>]{1,400})"|'([^'<>]{1,400})'|([^\s"'<>]{1,400}))"""
)
#: A reader is sent on at once, or after so many seconds.
LONGEST_WAIT_S = 5
#: A refresh that is not followed, as it comes late, and after which the page may still open in time.
_REFRESH = re.compile(
    r"""<meta\b(?=[^<>]{0,300}?http-equiv\s{0,9}=\s{0,9}["']?refresh)[^<>]{0,300}?\bcontent\s{0,9}=\s{0,9}["']?\s{0,9}(\d{1,4})\s{0,9}[;,]\s{0,9}(?:url\s{0,9}=\s{0,9})?["']?\s{0,9}([^"'<>\s]{0,600})""",
    re.IGNORECASE,
)
_IN_TIME_S = 12
#: Words that a page of script says until its script has run.
_WAITING = re.compile(
    r"(?:正在|页面)?(?:加载|载入|跳转|打开|初始化)中?|请?稍[候等后]|loading|please wait|redirecting|请(?:开启|启用|打开|使用).{0,24}|[\s.。…,，!！:：]",
    re.IGNORECASE,
)
_END = re.compile(r"</html\s*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A decoded answer."""

    body: bytes
    text: str
    encoding: str
    remarks: tuple[str, ...] = ()

    def is_short(self, minimum_bytes: int) -> bool:
        """Whether it is shorter than that and does not merely frame other pages."""
        return len(self.body) < minimum_bytes and not _FRAME.search(self.text)

    def shortfall(self, here: str) -> Reason:
        """Why the short page at *here* is none: a stub; or, where only its script knows, nothing that we can tell."""
        sight = look_at(self.text)
        if leads_on(sight, here):
            return Reason.SCRIPT_ONLY
        says_nothing = not f"{sight.title} {sight.words}".strip() or is_made_by_script(sight, few=1)
        has_script = _SCRIPT.search(self.text) is not None
        return Reason.SCRIPT_ONLY if has_script and says_nothing else Reason.STUB


def is_made_by_script(sight: Sight, few: int) -> bool:
    """
    Whether the page is filled by its scripts or frames alone: its source has fewer than *few* characters of its own.

    A request to wait counts for nothing, and neither does the title. A page with links or pictures is a page.
    """
    if not sight.has_script and not sight.frames:
        return False
    if sight.links or "<img" in sight.markup or sight.asks_password or len(sight.words) > 400:
        return False
    return len(_WAITING.sub("", sight.words)) < few


def leads_on(sight: Sight, here: str) -> bool:
    """Whether a script of the page at *here*, what it does on load, or a late refresh may send its reader to another."""
    return (
        _LEADS_ON.search(sight.scripts) is not None
        or any(_LEADS_ON.search("".join(one)) for one in _ON_LOAD.findall(sight.markup))
        or any(_comes_in_time(wait, there, here.lower()) for wait, there in _REFRESH.findall(sight.markup))
    )


def _comes_in_time(wait: str, there: str, here: str) -> bool:
    """Whether a refresh opens another page than *here* after so many seconds, late and yet in time; all in lower case."""
    return LONGEST_WAIT_S < int(wait) <= _IN_TIME_S and join(here, there) not in ("", join(here, ""))


def is_empty_shell(sight: Sight) -> bool:
    """Whether a reader sees nothing at all: no title, no word, no picture, and no script or frame that might bring some."""
    says = sight.words or sight.has_own_title
    return not (says or sight.has_script or sight.frames or sight.shows_something)


@dataclass(frozen=True, slots=True)
class NoDocument:
    """Why an answer is no document, and whether a second try may help."""

    reason: Reason
    detail: str = ""
    quick: bool = False


def read_answer(
    status: int, headers: Mapping[str, str], wire: bytes, *, accept: str, cut: Reason | None
) -> Document | NoDocument:
    """
    What an answer amounts to. *headers* have lower-case names.

    *cut*: how the connection was lost before the announced end. A page that holds its own closing tag is whole
    to its reader all the same, and becomes a document with the remark `ended_early`.
    """
    try:
        body = inflate(wire, headers.get("content-encoding", ""), DOCUMENT_CEILING)
    except TooLarge:
        return NoDocument(Reason.TOO_LARGE, f"more than {DOCUMENT_CEILING} bytes when decompressed")
    except NotOffered as error:
        if cut is None and status not in OWN_FAULTS:  # a browser may well open it
            return NoDocument(Reason.READER_BROKE, str(error))
        body = b""  # whatever it says, it failed
    except Broken as error:
        return NoDocument(Reason.BAD_RESPONSE, str(error), quick=True)
    return read_body(status, headers, body, accept=accept, cut=cut)


def read_body(
    status: int, headers: Mapping[str, str], body: bytes, *, accept: str, cut: Reason | None
) -> Document | NoDocument:
    """The same, of a *body* without its Content-Encoding."""
    decoded = decode(body, headers.get("content-type", ""))
    half = cut if cut is not None and not _END.search(decoded.text[-400:]) else None
    if (blocked := blocked_by(status, headers, decoded.text, is_half=half is not None)) is not None:
        return NoDocument(blocked, f"HTTP {status}")
    if status >= 400:
        return NoDocument(Reason.HTTP_STATUS, f"HTTP {status}", quick=status >= 500)
    if half is not None:
        return NoDocument(half, "lost before the page's end", quick=True)
    if not body.strip() and not headers.get("refresh"):  # what only sends its reader on may be empty
        return NoDocument(Reason.EMPTY, f"HTTP {status} without content", quick=True)
    kind = headers.get("content-type", "").split(";")[0].strip().lower()
    if accept == "page" and kind and not kind.startswith(_PAGES) and not _looks_like_a_page(body):
        return NoDocument(Reason.NOT_A_PAGE, f"Content-Type {kind}")
    early = ("ended_early",) if cut is not None else ()
    return Document(
        body=body,
        text=clean_text(decoded.text),
        encoding=decoded.encoding,
        remarks=(*decoded.remarks, *early),
    )


def _looks_like_a_page(body: bytes) -> bool:
    """Some servers give their pages as application/octet-stream, or worse."""
    start = body[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<!doctype html", b"<html", b"<head", b"<body"))
