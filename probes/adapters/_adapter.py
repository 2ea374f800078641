"""The shape of an adapter, how adapters are found, and what their answers share."""

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from monitor.domain.content import Item, ListState
from monitor.domain.observation import Listing
from monitor.domain.text import NotJson, clean_text, load_json
from monitor.domain.timing import day_of
from probes.http.links import join
from probes.pages.dates.dates import date_in_url, find_dates, from_epoch, narrow
from probes.pages.records.groups import FILLERS

Options = Mapping[str, Any]

TITLES = (
    "title",
    "doctitle",
    "docTitle",
    "title2",
    "name",
    "bt",
    "infoTitle",
    "TITLE",
    "articleTitle",
    "newsTitle",
    "headline",
    "subject",
    "docpeople",
)
ADDRESSES = (
    "chnldocurl",
    "chnldocul",
    "docpuburl",
    "docPuburl",
    "url",
    "link",
    "href",
    "post_url",
    "URL",
    "linkUrl",
    "detailUrl",
    "articleUrl",
    "docUrl",
    "htmlUrl",
    "pageUrl",
)
DATES = (
    "docreltime", "docrelTime", "pubtime", "time", "display_publish_time", "first_publish_time", "publishTime", "pubDate", "pubdate",
    "publish_time", "publishDate", "publishdate", "publish_date", "pubTime", "releaseTime", "releaseDate", "release_time", "date", "crtime", "created_at", "create_time", "createTime", "createDate", "fbsj", "fbrq", "PUBDATE",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRequest:
    """What to ask a list's own address."""

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adapter:
    """
    A way to a list that the page's source does not hold.

    *recognise* finds the list's options in a page, or None. *request* says what to ask; None: the page itself
    holds the answer. *read* makes a listing of the answer.
    """

    recognise: Callable[[str, str], Options | None]
    request: Callable[[Options, str], ListRequest | None]
    read: Callable[[str, str, Options, datetime | None], Listing]
    paged: bool = False  #: the option `page` (1, 2, …) asks for older pages


@cache
def discover() -> Mapping[str, Adapter]:
    """Every adapter by name: each module of this package that has an `ADAPTER`."""
    package = importlib.import_module("probes.adapters")
    found = {}
    for module in pkgutil.iter_modules(package.__path__):
        if not module.name.startswith("_"):
            found[module.name] = importlib.import_module(f"probes.adapters.{module.name}").ADAPTER
    return found


def loose_rows(text: str) -> list[dict[str, Any]]:
    """
    The flat objects in *text*, read as JSON when it is that, else piece by piece.

    Servers send single-quoted tokens, bare keys, raw line breaks and tabs inside strings.
    """
    for attempt in (_unwrapped(text), _repaired(_unwrapped(text))):
        try:
            return list(_objects(load_json(attempt)))
        except NotJson:
            continue
    rows = []
    for match in _OBJECT.finditer(clean_text(text[:LONGEST])):
        row = {
            key[0] or key[1] or key[2]: _unescape(key[3] or key[4] or key[5])
            for key in _PAIR.findall(match[0])
        }
        if row:
            rows.append(row)
    return rows


def row_arrays(text: str) -> list[list[dict[str, Any]]]:
    """
    The arrays of flat objects in a script, each by itself, in order; without those that are named for something beside the list.

    Objects follow each other in one array where they have the same keys and nothing but their wrapping stands between.
    """
    text = clean_text(text[:LONGEST])
    arrays: list[list[dict[str, Any]]] = []
    end, keys, is_inside = -1, frozenset[str](), False
    for match in _OBJECT.finditer(text):
        row = _flat(match[0])
        if not row:
            continue
        between = text[end : match.start()] if end >= 0 and match.start() - end <= _GAP else "["
        if "[" in between or keys != frozenset(row):
            is_inside = not _BESIDE.search(text[max(0, match.start() - _GAP) : match.start()])
            arrays += [[]] if is_inside else []
        if is_inside:
            arrays[-1].append(row)
        end, keys = match.end(), frozenset(row)
    return arrays


def _flat(written: str) -> dict[str, Any]:
    """One flat object, as JSON or pair by pair."""
    try:
        value = load_json(written)
    except NotJson:
        value = {
            key[0] or key[1] or key[2]: _unescape(key[3] or key[4] or key[5])
            for key in _PAIR.findall(written)
        }
    return value if isinstance(value, dict) else {}


def guessed_fields(rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Which names hold title, address and day, by the values themselves, where none of the usual names does."""
    found: dict[str, str] = {}
    for key in {key: None for row in rows[:50] for key in row}:
        values = [str(row.get(key) or "") for row in rows[:50]]
        filled = [one for one in values if one]
        if len(filled) * 5 < len(values) * 4:
            continue
        if not _LATER.search(key) and all(_day(one) and len(one) <= 40 for one in filled):
            found.setdefault("date", key)
        elif all(_ADDRESS.fullmatch(one) for one in filled):
            found.setdefault("url", key)
        elif (
            len(set(filled)) * 2 > len(filled)
            and sum(map(len, filled)) >= 6 * len(filled)
            and all(map(_HAN.search, filled))
        ):
            longest = found.get("title")
            if longest is None or "title" in key.lower():
                found["title"] = key
    return found


def listing_of(
    rows: Iterable[Mapping[str, Any]],
    url: str,
    *,
    total: int | None,
    fields: Mapping[str, str] | None = None,
) -> Listing:
    """
    A listing of *rows* with title, address and date under the usual names, or those that *fields* gives.

    A count of 0 is blank. Rows were promised and none can be read: unreadable.
    """
    wanted = fields or {}
    items: dict[tuple[str, str], Item] = {}
    for row in rows:
        title = _text(_first(row, (wanted["title"],) if "title" in wanted else TITLES))
        if title in FILLERS:
            continue
        href = _text(_first(row, (wanted["url"],) if "url" in wanted else ADDRESSES))
        address = join(url, href) if href else ""
        day = _day(_first(row, (wanted["date"],) if "date" in wanted else DATES)) or date_in_url(address)
        if address or day:
            items.setdefault((title, address), Item(title=title[:300], url=address, on=day))
    if items:
        return Listing(state=ListState.ITEMS, items=tuple(items.values()), total=total)
    if total == 0:
        return Listing(state=ListState.BLANK, total=0)
    return Listing(state=ListState.UNREADABLE, reason="adapter_found_nothing", total=total)


def count_in(
    text: str, names: Sequence[str] = ("count", "total", "recordCount", "totalCount", "rowCount")
) -> int | None:
    """The number of items that an answer states."""
    match = re.search(rf"""(?<![A-Za-z_])["']?(?:{"|".join(names)})["']?\s*[:=]\s*["']?(\d{{1,7}})""", text)
    return int(match[1]) if match is not None else None


#: More of an answer is not looked at.
LONGEST = 4_000_000
_CALLBACK = re.compile(r"\A[\w.$]{1,60}\s{0,20}\(")
_SINGLE_QUOTED = re.compile(r"([:\[,{]\s{0,5})'([^'\"\\\n]{0,300})'(?=\s{0,5}[,:}\]])")
_BARE_KEY = re.compile(r"([{,]\s{0,20})([A-Za-z_]\w{0,39})(?=\s{0,5}:)")
#: So far from each other two objects of one array stand at most; and how arrays are named that are not the list.
_GAP = 80
_BESIDE = re.compile(
    r"hot|rank|recommend|tuijian|focus|banner|slide|swiper|lunbo|relat|friend|menu|nav|notice_?bar",
    re.IGNORECASE,
)
_LATER = re.compile(r"update|modif|edit|end|expire|deadline|finish|valid|last|login|delete", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?:/)?\.{0,2}/\S{1,500}|\S{1,300}\.(?:s?html?|jspx?|aspx?|php)\S{0,200}")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LAST_COMMA = re.compile(r",(\s{0,20}[\]}])")


def _unwrapped(text: str) -> str:
    """JSON out of a callback (`jQuery123({…})`)."""
    text = text[:LONGEST].strip()
    called = _CALLBACK.match(text)
    end = text.removesuffix(";").rstrip() if called is not None else ""
    if called is None or not end.endswith(")"):
        return text
    inner = end[called.end() : -1].strip()
    return inner if inner.startswith(("[", "{")) and inner.endswith(("]", "}")) else text


def _repaired(text: str) -> str:
    """*text* with the faults that servers write into JSON put right: quotes, bare keys, commas at the end."""
    text = _SINGLE_QUOTED.sub(r'\1"\2"', text)
    return _LAST_COMMA.sub(r"\1", _BARE_KEY.sub(r'\1"\2"', text))


_OBJECT = re.compile(r"\{[^{}]{3,8000}\}")
_PAIR = re.compile(
    r"""(?:"([\w.-]{1,40})"|'([\w.-]{1,40})'|\b([A-Za-z_]\w{0,39}))\s*:\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(-?\d{1,16}))""",
    re.DOTALL,
)


def _objects(value: Any) -> Iterable[dict[str, Any]]:
    if isinstance(value, dict):
        if any(isinstance(one, str) for one in value.values()):
            yield value
        for one in value.values():
            yield from _objects(one)
    elif isinstance(value, list):
        for one in value:
            yield from _objects(one)


def _first(row: Mapping[str, Any], names: Iterable[str]) -> Any:
    for name in names:
        value: Any = row
        for step in name.split("."):
            value = value.get(step) if isinstance(value, Mapping) else None
        if value not in (None, "", "null"):
            return value
    return None


def _text(value: Any) -> str:
    plain = re.sub(r"<[^>]{0,200}>", "", str(value or ""))
    return re.sub(r"\s+", " ", plain).strip()


def _day(value: Any) -> date | None:
    text = str(value or "")[:400].strip()
    if (moment := from_epoch(text)) is not None:
        return day_of(moment)
    found = find_dates(narrow(text).replace("T", " "), short=True)
    return found[0].on if found else None


def _unescape(text: str) -> str:
    return (
        text.replace('\\"', '"')
        .replace("\\'", "'")
        .replace("\\/", "/")
        .replace("\\n", " ")
        .replace("\\t", " ")
    )
