"""
The elements that a named page must carry (页面要素): each present, absent, or not told; and the links that lead to such pages.

Present is proved by text under the element's own words, or by the words where the name alone is enough. Absent is said
only of a page with text of its own on which nothing could hold the element unseen: a frame, a script of another
address that writes, an attachment or a picture in the text's place. It is for a person to confirm.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from monitor.domain.element_pages import PageElement
from monitor.domain.page_marks import MarkState
from probes.http.links import join
from probes.pages.document.costly import TOO_COSTLY, too_costly
from probes.pages.document.elsewhere import puts_elsewhere
from probes.pages.document.parser import parse_html
from probes.pages.document.scripts import render
from probes.pages.marks.marks import _SILENT, _is_hidden

#: A shorter page shows too little of its own to say that something is not there.
OWN_WORDS = 120
_SPACES = re.compile(r"[\s\u3000\xa0]+")
_EMPTY = re.compile(r"[\W_]*(?:暂无|无|略|待定|建设中|正在建设|敬请期待|详见附件|见附件|[xX×*＊]{2,})?[\W_]*")
_ATTACHMENT = re.compile(r"\.(?:pdf|docx?|wps|xlsx?|ofd|zip|rar)(?:$|[?#])", re.IGNORECASE)
_UPDATED = re.compile(
    r"(?:更新|发布|修订|公布|生成)\s?(?:日期|时间)?\s?[：:于]?\s?((?:19|20)\d\d)\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})"
)


@dataclass(frozen=True, slots=True)
class ElementsRead:
    """What a page carries."""

    elements: tuple[PageElement, ...]
    updated_on: date | None = None
    reason: str = ""  #: the page was too costly to read


#: Id, words as a regular expression, and whether the name alone is enough.
Wanted = Sequence[tuple[str, str, bool]]


def read_elements(html: str, url: str, wanted: Wanted, now: datetime) -> ElementsRead:
    """The elements *wanted* of the page *html* that came from *url*, with its inline scripts run as of *now*."""
    if too_costly(html):
        return ElementsRead((), reason=TOO_COSTLY)
    rendered = render(html, url, now, anyway=True)
    if rendered.costly:
        return ElementsRead((), reason=TOO_COSTLY)
    tree = parse_html(rendered.html)
    tree.strip_tags(["style", "noscript", "template"])
    brought = puts_elsewhere(html) or rendered.awaited or rendered.placed
    unseen = _unseen(tree, rendered.failed or ("broke off" if rendered.broke else ""))
    unseen = unseen or ("script_asks" if brought else "")
    tree.strip_tags(["script"])
    lines = _lines(tree)
    links = _links(tree, url)
    words = [re.compile(one) for _, one, _ in wanted]
    found = []
    for (id, _, named), pattern in zip(wanted, words, strict=True):
        value = _named(pattern, lines, links) if named else _told(pattern, lines, links, words)
        if value:
            found.append(PageElement(id=id, state=MarkState.PRESENT, value=value[:120]))
            continue
        why = unseen or (
            "" if named or not any(pattern.search(one) for one in lines) else "words_without_text"
        )
        found.append(PageElement(id=id, state=MarkState.NOT_TOLD if why else MarkState.ABSENT, why=why))
    return ElementsRead(tuple(found), _updated(" ".join(lines), now.date()))


def find_pages(
    html: str, url: str, wanted: Mapping[str, str], now: datetime
) -> dict[str, tuple[str, str]] | None:
    """
    For each page of *wanted* (id to words of the link) the link of *html* that leads there: its address and its words.

    The shortest words win: 政府信息公开指南 before 关于更新政府信息公开指南的通知. None: the page was not read (`too_costly`).
    """
    if too_costly(html):
        return None
    tree = parse_html(render(html, url, now).html)
    links = [(words, address) for words, address in _links(tree, url) if address and len(words) <= 24]
    found: dict[str, tuple[str, str]] = {}
    for id, pattern in wanted.items():
        fitting = [(words, address) for words, address in links if re.search(pattern, words)]
        if fitting:
            words, address = min(fitting, key=lambda one: len(one[0]))
            found[id] = (address, words)
    return found


def _lines(tree: LexborHTMLParser) -> list[str]:
    text = tree.body.text(separator="\n") if tree.body is not None else ""
    return [one for line in text.split("\n") if (one := _SPACES.sub(" ", line).strip())]


def _links(tree: LexborHTMLParser, url: str) -> list[tuple[str, str]]:
    """Words and address of each link; of a picture its own words."""
    found = []
    for node in tree.css("a"):
        words = _SPACES.sub(" ", node.text(separator=" ")).strip()
        if not words:
            picture = node.css_first("img")
            words = (node.attributes.get("title") or "").strip()
            if picture is not None and not words:
                words = (picture.attributes.get("alt") or picture.attributes.get("title") or "").strip()
        if words:
            found.append((words[:120], join(url, node.attributes.get("href") or "")))
    return found


def _named(pattern: re.Pattern[str], lines: Sequence[str], links: Sequence[tuple[str, str]]) -> str:
    for words, address in links:
        if pattern.search(words):
            return f"{words} {address}".strip()
    return next((found[0] for line in lines if (found := pattern.search(line))), "")


def _told(
    pattern: re.Pattern[str],
    lines: Sequence[str],
    links: Sequence[tuple[str, str]],
    others: Sequence[re.Pattern[str]],
) -> str:
    """The text under or behind the element's words; "" where none stands."""
    for at, line in enumerate(lines):
        found = pattern.search(line)
        if found is None or found.start() > 24:
            continue
        rest = _behind(line[found.end() :])
        if _says(rest):
            return line
        following = lines[at + 1] if at + 1 < len(lines) else ""
        is_label = any(
            (there := one.search(following)) and there.start() <= 6 for one in others if one is not pattern
        )
        if _says(following) and not is_label:
            return f"{line} {following}"
    for words, address in links:
        if address and len(words) <= 16 and pattern.search(words):
            return f"{words} {address}"
    return ""


def _behind(rest: str) -> str:
    """What stands behind a label: past its colon, or all of a longer rest; a heading has a few characters more and no text."""
    label, colon, text = rest.partition("：") if "：" in rest else rest.partition(":")
    if colon and len(label) <= 10:
        return text
    return rest if len(rest) > 10 else ""


def _says(text: str) -> bool:
    return len(text.strip(" ：:；;。，,、（）()")) >= 2 and _EMPTY.fullmatch(text) is None


def _unseen(tree: LexborHTMLParser, failed: str) -> str:
    """Why the page may hold more than was seen; "": it was seen whole."""
    if failed:
        return f"script:{failed[:60]}"
    for frame in tree.css("iframe[src], frame[src]"):
        if not _is_hidden(frame):
            return "frame"
    for script in tree.css("body script[src]"):
        name = urlsplit(script.attributes.get("src") or "").path.rsplit("/", 1)[-1]
        if not _SILENT.search(name):
            return f"script_elsewhere:{name[:60]}"
    for link in tree.css("a[href]"):
        if _ATTACHMENT.search(link.attributes.get("href") or ""):
            return "attachment"
    shown = tree.body.text(separator=" ") if tree.body is not None else ""
    scripts = sum(len(one.text()) for one in tree.css("body script"))
    own = len(_SPACES.sub("", shown)) - scripts
    if own < OWN_WORDS:
        return "few_words"
    return "picture" if own < 3 * OWN_WORDS and len(tree.css("img")) > 2 else ""


def _updated(text: str, today: date) -> date | None:
    days = []
    for year, month, day in _UPDATED.findall(text):
        try:
            days.append(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return max((one for one in days if one <= today), default=None)
