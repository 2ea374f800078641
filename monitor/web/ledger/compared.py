"""What a comparison of columns with their live pages proposes (栏目核对建议): held against the ledger as it is now."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from monitor.collect.compare import Found
from monitor.config.overlay import Ledger, LedgerItem
from monitor.web.ledger.rows import is_url
from monitor.web.ledger.saving import Change, differing
from monitor.wording.causes import cause_of

#: The ones to act on first.
ORDER = (
    Found.PROPOSED, Found.FRESHER, Found.SEVERAL, Found.UNREACHED, Found.OTHER_NAME, Found.NO_LIST, Found.AGREES,
    Found.NOT_FOUND,
)  # fmt: skip
#: What a site puts behind the name of a page.
_TAIL = re.compile(r"[-_|｜—–>«»·]")
#: So many addresses are offered for one column.
OFFERED = 5


@dataclass(frozen=True, slots=True)
class Correction:
    """One way to correct a column."""

    key: str  #: confirm | url-0 | keep-0 | name | retire
    words: str
    fields: Mapping[str, Any]
    link: str = ""  #: to look at first


@dataclass(slots=True)
class ComparedRow:
    """One column, what was found, and what may be done about it."""

    item: LedgerItem
    found: str
    title: str
    why: str
    newest: str
    corrections: list[Correction] = field(default_factory=list)

    @property
    def why_words(self) -> str:
        """Why its page does not open, in words; "" where nothing more is to be said than what was found."""
        cause = cause_of(self.why) if self.why else None
        return cause.name if cause else ""

    @property
    def id(self) -> str:
        """Of the column."""
        return self.item.id

    @property
    def is_sure(self) -> bool:
        """Whether the first correction is what was found, and no guess about what is dead."""
        return bool(self.corrections) and self.corrections[0].key != "retire"


def compared_rows(
    data: Sequence[Mapping[str, Any]], site: str, known: Ledger, today: str
) -> list[ComparedRow]:
    """Each compared column that the ledger still has and that owes anything; corrections that hold already are left out."""
    rows = []
    for one in data:
        item = known.items.get(f"site/{site}/column/{one['column']}")
        if item is None or item.table.get("retired"):
            continue
        row = ComparedRow(item, str(one["found"]), str(one["title"]), str(one["why"]), str(one["newest"]))
        row.corrections = [
            other
            for other in _corrections(one, item, today)
            if differing(known, item.key, other.fields)
        ]  # fmt: skip
        rows.append(row)
    order = {one.value: n for n, one in enumerate(ORDER)}
    return sorted(rows, key=lambda row: order.get(row.found, len(ORDER)))


def chosen_changes(rows: Sequence[ComparedRow], chosen: Mapping[str, str], known: Ledger) -> list[Change]:
    """What the *chosen* corrections (column id to key) change."""
    changes: list[Change] = []
    for row in rows:
        for one in row.corrections:
            if chosen.get(row.id) == one.key:
                changes += differing(known, row.item.key, one.fields)
    return changes


def name_by_title(name: str, title: str) -> str:
    """The column's name with its last part as the page's title has it; "" where the title names nothing."""
    head = _TAIL.split(title.strip())[0].strip()
    if not 2 <= len(head) <= 30:
        return ""
    above, slash, _ = name.rpartition("/")
    return f"{above}{slash}{head}"


def _corrections(one: Mapping[str, Any], item: LedgerItem, today: str) -> list[Correction]:
    found, waits = str(one["found"]), bool(item.table.get("confirm"))
    several: list[Correction] = []
    if found in (Found.AGREES, Found.FRESHER) and waits:
        several.append(Correction("confirm", "地址无误，确认", {"confirm": False}))
    links = [link for link in one["links"] if is_url(str(link["url"]))][:OFFERED]
    for n, link in enumerate(links):
        newest = f"，最新{link['newest']}" if link.get("newest") else ""
        where = f"“{link['topic']}”页" if link["topic"] else "首页"
        words = f"改为{link['url']}（{where}的“{link['name']}”{newest}）"
        several.append(
            Correction(f"url-{n}", words, {"url": link["url"], "confirm": False}, str(link["url"]))
        )
        if waits:
            several.append(Correction(f"keep-{n}", f"{words}，仍待确认", {"url": link["url"]}))
    if found == Found.FRESHER and waits:  # a person chooses between two pages: the newer one first
        several.append(several.pop(0))
    name = name_by_title(str(item.table.get("name", "")), str(one["title"]))
    if found == Found.OTHER_NAME and name:
        several.append(Correction("name", f"名称改为“{name}”", {"name": name}))
    if found in (Found.UNREACHED, Found.NOT_FOUND):
        several.append(Correction("retire", "栏目已取消，从今天起停用", {"retired": today}))
    return several
