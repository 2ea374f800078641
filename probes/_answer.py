"""From an answer on the wire to a document, or to the closed reason why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass

from monitor.domain.reach import Reason
from probes._blocks import blocked_by
from probes._charset import decode
from probes._inflate import Broken, TooLarge, inflate

#: A document this large, decompressed, is no government homepage.
DOCUMENT_CEILING = 8 * 1024 * 1024

#: Content types that are pages, or that servers give pages by mistake.
_PAGES = ("text/", "application/xhtml", "application/xml", "application/octet-stream", "unknown/unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A decoded answer."""

    body: bytes
    text: str
    encoding: str
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoDocument:
    """Why an answer is no document, and whether a second try may help."""

    reason: Reason
    detail: str = ""
    quick: bool = False


def read_answer(
    status: int, headers: Mapping[str, str], wire: bytes, *, accept: str, minimum_bytes: int
) -> Document | NoDocument:
    """What an answer amounts to. *headers* have lower-case names."""
    try:
        body = inflate(wire, headers.get("content-encoding", ""), DOCUMENT_CEILING)
    except TooLarge:
        return NoDocument(Reason.TOO_LARGE, f"more than {DOCUMENT_CEILING} bytes when decompressed")
    except Broken as error:
        return NoDocument(Reason.BAD_RESPONSE, str(error), quick=True)
    kind = headers.get("content-type", "").split(";")[0].strip().lower()
    decoded = decode(body, headers.get("content-type", ""))
    blocked = blocked_by(status, headers, decoded.text)
    if blocked is not None:
        return NoDocument(blocked, f"HTTP {status}")
    if status >= 400 or status < 200:
        return NoDocument(Reason.HTTP_STATUS, f"HTTP {status}", quick=status >= 500)
    if not body.strip():
        return NoDocument(Reason.EMPTY, f"HTTP {status} without content", quick=True)
    if accept == "page" and kind and not kind.startswith(_PAGES) and not _looks_like_a_page(body):
        return NoDocument(Reason.NOT_A_PAGE, f"Content-Type {kind}")
    if len(body) < minimum_bytes:
        return NoDocument(Reason.STUB, f"{len(body)} bytes", quick=True)
    return Document(body=body, text=decoded.text, encoding=decoded.encoding, remarks=decoded.remarks)


def _looks_like_a_page(body: bytes) -> bool:
    start = body[:512].lstrip().lower()
    return start.startswith((b"<!doctype", b"<html", b"<head", b"<body"))
