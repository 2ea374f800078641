"""Stored bytes made readable: inflated, decoded, escaped, and marked where the reading found its words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from monitor.wording.say import label
from probes.http.browser_picture import NOTE, PNG
from probes.pages.readings import stored_text
from probes.wall.base import ReaderBroke, Wall
from storage.evidence.evidence import Record
from storage.observations.page_facts import Origin

#: The largest body that is shown, in bytes, once it is inflated.
LARGEST = 8 * 1024 * 1024
#: The longest text that is shown, in characters.
LONGEST = 300_000
#: One word is marked so often.
MOST_MARKS = 500
#: So many different words are looked for.
MOST_NEEDLES = 400


@dataclass(frozen=True, slots=True)
class Marked:
    """An escaped text with its marks."""

    html: Markup
    marks: int
    cut: bool  #: it goes on beyond what is shown


async def decoded(wall: Wall, record: Record) -> str:
    """The body as text; one that cannot be read says so in its place."""
    names = {name.lower(): value for name, value in record.headers}
    encoding, kind = names.get("content-encoding", ""), names.get("content-type", "")
    found = await wall.read(stored_text, record.body, encoding, kind, LARGEST)
    if isinstance(found, ReaderBroke):
        return f"（无法显示：{label('reason', found.reason)}；可下载原始内容）"
    return found


def is_page(record: Record) -> bool:
    """Whether it is a web page, by what the server called it, else by its first bytes."""
    names = {name.lower(): value.lower() for name, value in record.headers}
    kind = names.get("content-type", "")
    if kind:
        return "html" in kind
    return record.body.lstrip()[:1] == b"<"


def is_picture(record: Record) -> bool:
    """Whether it is a picture that we took: a note of ours says so, and its bytes are a PNG."""
    return record.exchange.note == NOTE and record.body.startswith(PNG)


def needles(origin: Origin | None) -> list[str]:
    """The words that were read from the page: dates in the ways they are written, their surroundings, titles."""
    if origin is None:
        return []
    says = origin.says
    found: list[str] = []
    published = says.get("published") or {}
    if published.get("on"):
        found += date_forms(date.fromisoformat(published["on"]))
    found += [one["text"] for one in says.get("candidates", ()) if len(one.get("text", "")) >= 6]
    for item in says.get("items", ()):
        found.append(item.get("title", ""))
        if item.get("on"):
            found += date_forms(date.fromisoformat(item["on"]))
    found += [one.get("title", "") for one in says.get("guides", ())]
    found.append(says.get("title", ""))
    return [one for one in dict.fromkeys(found) if len(one.strip()) >= 4][:MOST_NEEDLES]


def date_forms(day: date) -> list[str]:
    """The ways in which a page writes *day*."""
    year, month, number = day.year, day.month, day.day
    return [
        f"{year}-{month:02}-{number:02}", f"{year}-{month}-{number}", f"{year}/{month:02}/{number:02}",
        f"{year}/{month}/{number}", f"{year}.{month:02}.{number:02}", f"{year}年{month:02}月{number:02}日",
        f"{year}年{month}月{number}日", f"{year}{month:02}{number:02}",
    ]  # fmt: skip


def highlighted(text: str, words: Sequence[str]) -> Marked:
    """*text* escaped, with *words* marked; the longest word wins where two begin together."""
    shown = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]", "\ufffd", text[:LONGEST])
    parts, last, marks = [], 0, 0
    for start, end in _places(shown, words):
        if start < last:
            continue
        parts += [
            escape(shown[last:start]),
            Markup('<mark id="mark{}">{}</mark>').format(marks, shown[start:end]),
        ]
        last, marks = end, marks + 1
    parts.append(escape(shown[last:]))
    return Marked(Markup("").join(parts), marks, len(text) > LONGEST)


def _places(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """
    Where *words* stand in *text*, in order, the longer first where two begin together.

    Each word is looked for by itself: one pattern of all of them takes minutes on a page that was made for it.
    """
    found: list[tuple[int, int]] = []
    for word in words:
        at, many = text.find(word), 0
        while at >= 0 and many < MOST_MARKS:
            found.append((at, at + len(word)))
            at, many = text.find(word, at + len(word)), many + 1
    return sorted(found, key=lambda place: (place[0], -place[1]))
