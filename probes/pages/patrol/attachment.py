"""The text and links of attachments (附件): docx, xlsx, pptx, pdf, and archives of these, within limits."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from monitor.domain.text import unescaped

#: Larger parts, longer texts and deeper archives are not read.
LARGEST_PART, LONGEST_TEXT, MOST_PAGES, DEEPEST = 20_000_000, 400_000, 300, 2
_TEXT_PARTS = re.compile(r"word/(?:document|footnotes|endnotes|header\d*|footer\d*)\.xml|xl/(?:sharedStrings|worksheets/sheet\d+)\.xml|ppt/slides/slide\d+\.xml")  # fmt: skip
_BLOCK_END = re.compile(r"</(?:w:p|w:tr|a:p|si|row|c)>|<w:br/>|<w:tab/>")
_TAG = re.compile(r"<[^<>]*>")
_TARGET = re.compile(r'Target="(https?://[^"<>\s]{1,1000})"')
_READ = (".docx", ".xlsx", ".pptx", ".pdf", ".zip", ".txt", ".csv")


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentText:
    """What was read of one attachment."""

    state: str  #: read | unread: a form that is not read, or broken | cut: not all of it
    text: str = ""
    links: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentLimits:
    """How much of one attachment is read."""

    largest: int = LARGEST_PART  #: bytes of a part of an archive
    pages: int = MOST_PAGES  #: pages of a PDF, parts of an archive


def read_attachment(body: bytes, name: str, limits: AttachmentLimits | None = None) -> AttachmentText:
    """The text of *body*, a file of that *name*; broken and unknown ones are said to be unread. Never raises."""
    limits = limits or AttachmentLimits()
    if len(body) > limits.largest:
        return AttachmentText(state="unread", why="too_large")
    texts: list[str] = []
    links: list[str] = []
    try:
        why = _read(body, name.lower(), texts, links, 0, limits)
    except Exception as error:  # a stranger's file may break its reader in any way
        why = type(error).__name__
    text = "\n".join(texts)
    if why and not text:
        return AttachmentText(state="unread", why=why)
    is_cut = len(text) > LONGEST_TEXT or bool(why)
    return AttachmentText(
        state="cut" if is_cut else "read",
        text=text[:LONGEST_TEXT],
        links=tuple(dict.fromkeys(links)),
        why=why,
    )


def _read(
    body: bytes, name: str, texts: list[str], links: list[str], depth: int, limits: AttachmentLimits
) -> str:
    """Add what *body* holds; gives why something of it was not read."""
    if body.startswith(b"%PDF"):
        return _pdf(body, texts, links, limits)
    if body.startswith(b"PK"):
        return _archive(body, texts, links, depth, limits)
    if name.endswith((".txt", ".csv")):
        texts.append(_plain(body))
        return ""
    return "unknown_form"


def _archive(body: bytes, texts: list[str], links: list[str], depth: int, limits: AttachmentLimits) -> str:
    why = ""
    with zipfile.ZipFile(io.BytesIO(body)) as file:
        parts = file.infolist()
        if len(parts) > limits.pages:
            parts, why = parts[: limits.pages], "too_large"
        office = any(one.filename == "[Content_Types].xml" for one in parts)
        for one in parts:
            if one.file_size > limits.largest or sum(map(len, texts)) > LONGEST_TEXT:
                why = "too_large"
                continue
            if office and _TEXT_PARTS.fullmatch(one.filename):
                texts.append(_xml_text(file.read(one).decode("utf-8", "replace")))
            elif office and one.filename.endswith(".rels"):
                links += [
                    unescaped(found) for found in _TARGET.findall(file.read(one).decode("utf-8", "replace"))
                ]
            elif not office and one.filename.lower().endswith(_READ):
                inner = _read(file.read(one), one.filename.lower(), texts, links, depth + 1, limits) if depth < DEEPEST else "too_deep"  # fmt: skip
                why = why or inner
    return why


def _xml_text(xml: str) -> str:
    lines = unescaped(_TAG.sub("", _BLOCK_END.sub("\n", xml))).split("\n")
    return "\n".join(line.strip() for line in lines if line.strip())


def _pdf(body: bytes, texts: list[str], links: list[str], limits: AttachmentLimits) -> str:
    from pypdf import PdfReader  # a large library, and most pages have no attachment

    reader = PdfReader(io.BytesIO(body), strict=False)
    for number, page in enumerate(reader.pages):
        if number >= limits.pages or sum(map(len, texts)) > LONGEST_TEXT:
            return "too_large"
        texts.append(page.extract_text() or "")
        links += list(_pdf_links(page))
    return "" if any(one.strip() for one in texts) else "no_text"  # a scan holds pictures only


def _pdf_links(page: object) -> Iterator[str]:
    for one in page.get("/Annots") or ():  # type: ignore[attr-defined]
        action = one.get_object().get("/A") or {}
        address = str(action.get("/URI", ""))
        if address.startswith("http"):
            yield address


def _plain(body: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    return body.decode("utf-8", "replace")
