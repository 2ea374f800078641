"""Seeing again what the patrol saw (巡查复核): a sighting's candidates held against the bytes that were kept of it."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from monitor.domain.patrol import AddressKind, FoundCandidate, PatrolSighting, ScreenId
from monitor.domain.timing import day_of
from monitor.patrol.links import hidden_links, turned
from monitor.patrol.privacy import masked_text
from probes.http.base import GONE
from probes.http.charset import decode
from probes.http.inflate import Broken, TooLarge, inflate
from probes.pages.document.mask import MASKED_HEADER
from probes.pages.patrol.attachment import AttachmentText, read_attachment
from probes.pages.patrol.page import HomeLook, PatrolledPage, read_home, read_patrolled
from probes.wall.base import ReaderBroke, Wall
from storage.evidence.evidence import Condition, Record

#: A kept body is inflated to at most so many bytes.
LARGEST = 30_000_000


async def seen_again(facts: PatrolSighting, records: Sequence[Record], at: datetime, wall: Wall) -> list[tuple[FoundCandidate, bool]]:  # fmt: skip
    """Each candidate of *facts* with whether the bytes of *records*, fetched at *at*, still show it."""
    whole = [one for one in records if one.condition is Condition.INTACT]
    if not whole:
        return [(one, False) for one in facts.candidates]
    last = whole[-1]
    if not last.status_line or (last.status_line in map(str, GONE)):
        return [(one, one.screen in (ScreenId.DEAD_LINK, ScreenId.OUTSIDE)) for one in facts.candidates]
    if facts.address is AddressKind.ATTACHMENT:
        text = await _file_text(last, wall)
        return [(one, _squeezed(one.sentence) in _squeezed(masked_text(text, day_of(at)))) for one in facts.candidates]  # fmt: skip
    pages = [page for one in whole if (page := await _page(one, at, wall)) is not None]
    homes = [home for one in whole if (home := await _home(one, wall)) is not None]
    return [(one, any(_shows(one, page, home, facts, at) for page, home in zip(pages, homes, strict=False))) for one in facts.candidates]  # fmt: skip


def _shows(
    one: FoundCandidate, page: PatrolledPage, home: HomeLook, facts: PatrolSighting, at: datetime
) -> bool:
    """Whether *page* shows what *one* says of it."""
    url = facts.url
    if one.screen in (ScreenId.WORDING, ScreenId.PRIVACY):
        return _squeezed(one.sentence) in _squeezed(masked_text(page.text, day_of(at)))
    if one.screen is ScreenId.HIDDEN:
        links = [(link.url, link.words, link.hidden, link.alone) for link in page.links]
        return one.cause in {found.cause for found in hidden_links(url, links, ())}
    if one.screen is ScreenId.FOREIGN:
        return any(link.kind == one.detail.get("kind") and urlsplit(link.url).hostname == one.cause for link in page.links)  # fmt: skip
    if one.screen is ScreenId.TAMPER:
        way = one.detail.get("way", "")
        return way in ("structure", "domains") or one.cause == f"title {home.title}" or any(
            host == one.sentence or host.endswith(f".{one.sentence}") for host in home.hosts
        )  # fmt: skip
    if one.screen is ScreenId.REDATED:
        days = [one.detail.get(name, "") for name in ("new", "old", "minute")]
        return any(day and page.minute.replace("T", " ").startswith(day) for day in days)
    if (
        one.screen is ScreenId.DEAD_LINK
    ):  # a page that says that there is none, or is what the site shows for none
        return facts.reason == "soft_404"
    said = one.detail.get("way", "") != "turned" or bool(turned(url, one.detail.get("came", url), page.title, page.text))  # fmt: skip
    return said and (one.sentence in (page.title, one.detail.get("came", "")))


async def _page(record: Record, at: datetime, wall: Wall) -> PatrolledPage | None:
    read = await wall.read(read_patrolled, _text_of(record), record.exchange.url, at)
    return None if isinstance(read, ReaderBroke) else read


async def _home(record: Record, wall: Wall) -> HomeLook | None:
    read = await wall.read(read_home, _text_of(record), record.exchange.url)
    return None if isinstance(read, ReaderBroke) else read


async def _file_text(record: Record, wall: Wall) -> str:
    """The text of an attachment, from the file itself or from what was kept of it in its place."""
    if MASKED_HEADER.lower() in {name.lower() for name, _ in record.headers}:
        return record.body.decode("utf-8", "replace")
    name = urlsplit(record.exchange.url).path.rsplit("/", 1)[-1]
    read: AttachmentText | ReaderBroke = await wall.read(read_attachment, _body_of(record), name)
    return "" if isinstance(read, ReaderBroke) else read.text


def _text_of(record: Record) -> str:
    kind = next((value for name, value in record.headers if name.lower() == "content-type"), "")
    return decode(_body_of(record), kind).text


def _body_of(record: Record) -> bytes:
    coding = next((value for name, value in record.headers if name.lower() == "content-encoding"), "")
    try:
        return inflate(record.body, coding or "identity", LARGEST)
    except (Broken, TooLarge):
        return b""


def _squeezed(text: str) -> str:
    return "".join(text.split())
