"""What an answer's body amounts to (应答归类): a document, none, or the way to another page; large bodies behind the wall."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from monitor.domain.reach import Reason
from probes.http.answer import Document, NoDocument, read_answer, read_body
from probes.http.inflate import Broken, TooLarge, inflate
from probes.http.refresh import may_send_on, sent_on_to
from probes.http.sight import has_many_links
from probes.http.strangers import PAGE_LINKS
from probes.wall.base import ReaderBroke, Wall

#: A body this short, inflated, costs less than a hundredth of a second to classify, whatever it holds (bench/wall.py).
INLINE_BYTES = 16 * 1024
#: An ordinary page this large takes less than a thousandth of a second.
ORDINARY_BYTES = 384 * 1024


@dataclass(frozen=True, slots=True)
class SentOn:
    """A page that only sends its reader on."""

    url: str
    remark: str  #: header_refresh | meta_refresh | script_redirect


def classify(
    status: int, names: Mapping[str, str], wire: bytes, *, accept: str, cut: Reason | None, url: str
) -> Document | NoDocument | SentOn:
    """What the answer of *url* amounts to; *names* are its headers, in lower case."""
    document = read_answer(status, names, wire, accept=accept, cut=cut)
    if accept != "page" or isinstance(document, NoDocument):
        return document
    on = sent_on_to(document.text, url, names.get("refresh", ""))
    return SentOn(*on) if on is not None else document


async def classified(
    wall: Wall,
    status: int,
    names: Mapping[str, str],
    wire: bytes,
    *,
    accept: str,
    cut: Reason | None,
    url: str,
) -> Document | NoDocument | SentOn:
    """`classify` behind *wall*; what cannot be classified there is no document, and counts for nobody."""
    found = await wall.read(classify, status, names, wire, accept=accept, cut=cut, url=url)
    if isinstance(found, ReaderBroke):
        costly = found.reason == Reason.TOO_COSTLY.value
        reason = Reason.TOO_COSTLY if costly else Reason.READER_BROKE
        return NoDocument(reason, f"{found.reason}: {found.detail}")
    return found


def ordinary_page(status: int, names: Mapping[str, str], wire: bytes) -> Document | None:
    """
    What `classify` makes of an ordinary page, for all it is asked: answered by 200, in UTF-8, with many links, sending nobody on.

    None: it is none, or too large to be looked at here. Takes time in proportion to the page, whatever stands in it: no
    pattern is held against more than its first letters.
    """
    if status != 200 or len(wire) > ORDINARY_BYTES or "refresh" in names:
        return None
    try:
        body = inflate(wire, names.get("content-encoding", ""), ORDINARY_BYTES)
        text = body.decode()
    except (Broken, TooLarge, UnicodeDecodeError):
        return None
    if not has_many_links(text, PAGE_LINKS) or may_send_on(text):
        return None
    document = read_body(status, names, body, accept="page", cut=None)
    return document if isinstance(document, Document) else None


def is_short(wire: bytes, encoding: str) -> bool:
    """
    Whether a body has no more than `INLINE_BYTES`, on the wire and inflated, and says what it is.

    One that is neither UTF-8 nor GB18030 is none: a detector of charsets takes as long as it likes.
    """
    if len(wire) > INLINE_BYTES:
        return False
    try:
        body = inflate(wire, encoding, INLINE_BYTES)
    except TooLarge:
        return False
    except Broken:
        return True
    return any(map(partial(_reads_as, body), ("utf-8", "gb18030")))


def _reads_as(body: bytes, charset: str) -> bool:
    try:
        body.decode(charset)
    except UnicodeDecodeError:
        return False
    return True
