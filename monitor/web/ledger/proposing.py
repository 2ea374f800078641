"""What a filled-in workbook would change (台账提交): each row held against what it said when it was exported, and against now."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from monitor.collect.imports.ledger_sheet import (
    FilledSheet,
    SheetRow,
    day_in,
    flag_in,
    plain_in,
    repeated,
    words_in,
)
from monitor.config.door import ConfigDoor
from monitor.config.overlay import Ledger, LedgerItem, as_json
from monitor.domain.config_edit import ConfigEdit, ProposedField
from monitor.web.ledger.book import (
    CLERKS,
    CLERKS_NEW,
    COLUMN_ID,
    COLUMNS,
    FIELDS,
    FLAGS,
    SITE,
    SITE_ID,
    VERSION,
    BookScope,
    version_of,
)
from monitor.web.ledger.field_names import FIELD_NAMES
from monitor.web.ledger.rows import (
    FREQUENCY_WORDS,
    KINDS,
    ColumnRow,
    UnitIndex,
    fields_of,
    new_id,
    row_of_item,
)
from monitor.web.ledger.saving import Change, shown

_VERSION = re.compile(r"(\d{1,12})-([0-9a-f]{8})")
#: Rows of one file may come of so many exports.
MOST_EXPORTS = 20
_KIND_OF = {word: value for value, word in KINDS.items()} | {value: value for value in KINDS}
_FREQUENCY_OF = {word: value for value, word in FREQUENCY_WORDS.items()} | {
    value: value for value in FREQUENCY_WORDS
}
_HEAD = {one.field: one.head for one in COLUMNS if one.field}


@dataclass(slots=True)
class FilledDraft:
    """What a sheet would change, or all that is wrong with it."""

    fields: list[ProposedField] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    unchanged: int = 0
    remarks: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


@dataclass(slots=True)
class ProposedLine:
    """One field of a proposal as it stands now."""

    field: ProposedField
    now: str  #: JSON of what holds
    theirs: ConfigEdit | None  #: the newest edit of that field
    is_new: bool  #: of an item that is not there yet

    @property
    def is_done(self) -> bool:
        """Whether it holds already."""
        return self.now == self.field.value

    @property
    def is_conflict(self) -> bool:
        """Whether somebody changed the field since the workbook was exported, and not to the same."""
        return not self.is_done and self.now != self.field.base


@dataclass(slots=True)
class _Sheet:
    """What the rows of one sheet are read with."""

    read: FilledSheet
    config: ConfigDoor
    edits: Sequence[ConfigEdit]
    known: Ledger
    units: UnitIndex
    unit: str | None  #: of whoever hands it in; None: the centre
    draft: FilledDraft
    exports: dict[int, Ledger] = field(default_factory=dict)
    taken: dict[str, set[str]] = field(default_factory=dict)  #: of each site: ids of its columns
    added: list[tuple[int, str, str, str]] = field(
        default_factory=list
    )  #: row, site, name and address of new ones

    def bad(self, row: SheetRow, head: str, words: str) -> None:
        self.draft.wrong.append(f"{self.read.place(row.number, head)}：{words}")

    def exported(self, number: int) -> Ledger | None:
        """The ledger as of that edit; None where too many exports are mixed."""
        if number not in self.exports:
            if len(self.exports) >= MOST_EXPORTS:
                return None
            self.exports[number] = self.config.ledger([one for one in self.edits if one.number <= number])
        return self.exports[number]


def propose(
    read: FilledSheet, edits: Sequence[ConfigEdit], config: ConfigDoor, unit: str | None
) -> FilledDraft:
    """
    What *read* would change of the ledger with *edits*; *unit*: whose clerk hands it in, None for the centre.

    A cell that says what it said when it was exported changes nothing, whoever changed that field since. All mistakes
    are told together, each with its place.
    """
    draft = FilledDraft(wrong=list(read.wrong), remarks=list(read.remarks))
    if draft.wrong:
        return draft
    known = config.ledger(edits)
    sheet = _Sheet(read, config, edits, known, UnitIndex.of(known), unit, draft)
    _tell_repeated(sheet)
    held: set[str] = set()
    for row in read.rows:
        id = plain_in(row.cells.get(COLUMN_ID))
        if id:
            if (key := _known_row(sheet, row, plain_in(row.cells.get(SITE_ID)), id)) is not None:
                held.add(key)
        elif set(row.cells) - {SITE_ID, SITE, VERSION}:
            _new_row(sheet, row)
    if not read.rows:
        draft.wrong.append(f"工作表“{read.name}”中没有任何一行内容。")
    elif not draft.wrong:
        _tell_missing(sheet, held)
        _tell_twice_added(sheet)
    return draft


def proposal_lines(
    fields: Sequence[ProposedField], known: Ledger, edits: Sequence[ConfigEdit]
) -> list[ProposedLine]:
    """Each of *fields*, held against what holds now."""
    newest = {(one.item, one.field): one for one in edits}
    made = {one.item for one in fields if one.field == ""}
    lines = []
    for one in fields:
        item = known.items.get(one.item)
        lines.append(
            ProposedLine(one, _now(item, one.field), newest.get((one.item, one.field)), one.item in made)
        )
    return lines


def changes_in(
    lines: Sequence[ProposedLine], retired: Sequence[str], today: str, known: Ledger
) -> list[Change]:
    """What accepting does: what is in nobody's way, and the columns of *retired* owe nothing from *today* on."""
    barred = {one.field.item for one in lines if one.is_conflict and one.field.field == ""}
    wanted = [
        Change(one.field.item, one.field.field, json.loads(one.field.value))
        for one in lines
        if not one.is_done and not one.is_conflict and one.field.item not in barred
    ]
    return wanted + [
        Change(key, "retired", today)
        for key in retired
        if (item := known.items.get(key)) is not None and not item.table.get("retired")
    ]


def words_of_lines(lines: Sequence[ProposedLine], known: Ledger) -> Iterator[str]:
    """Each field as one line of Chinese, what somebody else changed since with his name."""
    names = UnitIndex.of(known).names
    for one in lines:
        said = one.field
        what = FIELD_NAMES.get(said.field, said.field)
        old, new = (shown(value, said.field, names) for value in (said.base, said.value))
        text = f"{item_name(lines, known, said.item)}  {what}：{'' if one.is_new else f'{old} → '}{new}"
        if one.is_conflict:
            who = f"被{one.theirs.who}于{one.theirs.at:%Y-%m-%d %H:%M}" if one.theirs else "在配置文件中"
            text += f"（未采用：导出后已{who}改为{shown(one.now, said.field, names)}）"
        if not (one.is_new and not said.field):
            yield text


def item_name(lines: Sequence[ProposedLine], known: Ledger, key: str) -> str:
    """A column as people name it: its site, then itself; a new one by the name that it gets."""
    site, id = key.split("/")[1], key.rpartition("/")[2]
    holder, item = known.items.get(f"site/{site}"), known.items.get(key)
    stated = next((json.loads(one.field.value) for one in lines if (one.field.item, one.field.field) == (key, "name")), id)  # fmt: skip
    name = item.table.get("name", id) if item else stated
    return f"{holder.table.get('name', site) if holder else site} · {name}"


def _now(item: LedgerItem | None, name: str) -> str:
    if item is None:
        return "null"
    return as_json(item.table.get(name) or None) if name else "true"


def _tell_repeated(sheet: _Sheet) -> None:
    rows = [row for row in sheet.read.rows if row.cells.get(COLUMN_ID) is not None]
    names = [f"{plain_in(row.cells.get(SITE_ID))}/{plain_in(row.cells[COLUMN_ID])}" for row in rows]
    for name in sorted(repeated(names)):
        where = [row.number for row, one in zip(rows, names, strict=True) if one == name]
        row = next(row for row in rows if row.number == where[-1])
        others = "、".join(f"第{one}行" for one in where[:-1])
        sheet.bad(row, COLUMN_ID, f"栏目编号“{name.partition('/')[2]}”与{others}重复，请只保留一行。")


def _known_row(sheet: _Sheet, row: SheetRow, site: str, id: str) -> str | None:
    """What a row of a column that is there changes; its key, None where the row cannot be used."""
    key = f"site/{site}/column/{id}"
    now = sheet.known.items.get(key)
    if now is None:
        sheet.bad(
            row,
            COLUMN_ID,
            f"台账中没有网站“{site[:40]}”的栏目“{id[:60]}”；新增栏目请把网站编号和栏目编号留空。",
        )
        return None
    if sheet.unit is not None and now.table.get("unit") != sheet.unit:
        sheet.bad(
            row,
            COLUMN_ID,
            f"“{now.table.get('name', id)}”不是本单位负责的栏目，不能填报；如应由本单位负责，请联系监测单位。",
        )
        return None
    base = _base(sheet, row, key)
    if base is None:
        return key
    before = len(sheet.draft.wrong)
    fields = _typed(sheet, row, row_of_item(row.number, base, sheet.units))
    if len(sheet.draft.wrong) > before:
        return key
    changed = [
        ProposedField(item=key, field=name, value=as_json(value or None), base=_now(base, name), row=row.number)
        for name, value in fields.items()
        if as_json(value or None) not in (_now(base, name), _now(now, name))
    ]  # fmt: skip
    if not _may(sheet, row, [one.field for one in changed], CLERKS):
        return key
    sheet.draft.fields += changed
    sheet.draft.unchanged += not changed
    return key


def _base(sheet: _Sheet, row: SheetRow, key: str) -> LedgerItem | None:
    """The column as the row's export had it; None, and told why, where nobody knows."""
    said = plain_in(row.cells.get(VERSION))
    found = _VERSION.fullmatch(said)
    if found is None or int(found[1]) > sheet.known.version:
        sheet.bad(
            row, VERSION, "版本被改动或清空，无法知道填写前的内容；请重新导出，把这一行的修改填到新的文件里。"
        )
        return None
    before = sheet.exported(int(found[1]))
    if before is None:
        sheet.draft.wrong.append(
            f"工作表“{sheet.read.name}”由{MOST_EXPORTS}份以上的导出文件拼成，请重新导出一份再填写。"
        )
        return None
    item = before.items.get(key)
    if item is None or version_of(item.table, int(found[1])) != said:
        sheet.bad(
            row, VERSION, "导出之后，这个栏目在配置文件中被修改过；请重新导出，把这一行的修改填到新的文件里。"
        )
        return None
    return item


def _new_row(sheet: _Sheet, row: SheetRow) -> None:
    """A row without an id: a new column."""
    site = _site_of(sheet, row)
    if site is None:
        return
    typed = ColumnRow(n=row.number, id="", is_new=True)
    if sheet.unit is not None:
        typed.unit = sheet.units.names.get(sheet.unit, sheet.unit)
    before = len(sheet.draft.wrong)
    fields = _typed(sheet, row, typed)
    if len(sheet.draft.wrong) > before:
        return
    said = [name for name, value in fields.items() if value and name != "unit"]
    if sheet.unit is not None and fields["unit"] != sheet.unit:
        sheet.bad(row, _HEAD["unit"], "新增栏目只能登记为本单位负责。")
        return
    if not _may(sheet, row, said, CLERKS_NEW):
        return
    taken = sheet.taken.setdefault(site, {one.id for one in sheet.known.of("column", site)})
    id = new_id(str(fields["url"]), taken)
    taken.add(id)
    key = f"site/{site}/column/{id}"
    sheet.added.append((row.number, site, str(fields["name"]), str(fields["url"] or "")))
    made = {"": True, **{name: value for name, value in fields.items() if value}}
    sheet.draft.fields += [
        ProposedField(item=key, field=name, value=as_json(value), base="null", row=row.number)
        for name, value in made.items()
    ]


def _site_of(sheet: _Sheet, row: SheetRow) -> str | None:
    """The site that a new row names, by its id or its name."""
    scope = BookScope(unit=sheet.unit or "")
    sites = scope.sites(sheet.known)
    id, name = plain_in(row.cells.get(SITE_ID)), words_in(row.cells.get(SITE))
    found = [one.id for one in sites if (one.id == id if id else name in (one.id, one.table.get("name")))]
    if not id and not name:
        handed_out = BookScope.parse(sheet.read.scope)
        only = handed_out.site if handed_out else ""
        found = [one.id for one in sites if only in (one.id, "")]
        if len(found) == 1:
            return found[0]
        sheet.bad(row, SITE, "新增栏目没有选择网站。")
    elif len(found) == 1:
        return found[0]
    elif found:
        sheet.bad(row, SITE, f"有{len(found)}个网站都叫“{name[:40]}”，请在网站编号一列填写编号。")
    else:
        whose = "本单位可以填报的网站中" if sheet.unit is not None else "台账中"
        sheet.bad(row, SITE_ID if id else SITE, f"{whose}没有“{(id or name)[:40]}”。")
    return None


def _typed(sheet: _Sheet, row: SheetRow, start: ColumnRow) -> dict[str, Any]:
    """The fields that the sheet has, as the ledger keeps them; what cannot be used is told."""
    cells, wrong = row.cells, sheet.draft.wrong
    has = [name for name in FIELDS if _HEAD[name] in sheet.read.letters]
    for name in has:
        cell = cells.get(_HEAD[name])
        if name in FLAGS:
            flag = flag_in(cell)
            if flag is None:
                sheet.bad(
                    row,
                    _HEAD[name],
                    f"{FIELD_NAMES[name]}“{words_in(cell)[:20]}”不在可选范围内，应为是或否。",
                )
            setattr(start, name, bool(flag))
        elif name == "retired":
            start.retired = day_in(cell, sheet.read.from_1904)
        elif name in ("kind", "frequency"):
            known = _KIND_OF if name == "kind" else _FREQUENCY_OF
            said = words_in(cell)
            setattr(start, name, known.get(said, said))
        elif name in ("url", "catalogue"):
            setattr(start, name, plain_in(cell))
        elif name == "unit":
            start.unit = _unit_in(sheet, row, start, words_in(cell))
        else:
            setattr(start, name, words_in(cell))
    fields = fields_of(
        start, sheet.units, sheet.config, wrong, lambda name: sheet.read.place(row.number, _HEAD[name])
    )
    return {name: value for name, value in fields.items() if name in has or start.is_new}


def _unit_in(sheet: _Sheet, row: SheetRow, start: ColumnRow, said: str) -> str:
    """The unit that a cell names, which must be known; a clerk's new row needs none."""
    if not said and start.is_new and sheet.unit is not None:
        return start.unit
    if said and said not in sheet.units.ids:
        sheet.bad(
            row,
            _HEAD["unit"],
            f"责任单位“{said[:40]}”不在单位台账中；请填写已登记的名称或别名，或先登记该单位。",
        )
        return start.unit
    return said


def _may(sheet: _Sheet, row: SheetRow, names: Sequence[str], mine: Sequence[str]) -> bool:
    """Whether whoever hands it in may change *names*; what is not hers is told."""
    if sheet.unit is None:
        return True
    others = [name for name in names if name not in mine]
    for name in others:
        sheet.bad(
            row, _HEAD[name], f"{FIELD_NAMES[name]}由监测单位填写，请改回原样；需要调整的，请联系监测单位。"
        )
    return not others


def _tell_missing(sheet: _Sheet, held: set[str]) -> None:
    """Which columns of the export are in the sheet no more: a person says what is meant by it."""
    scope = BookScope.parse(sheet.read.scope)
    if scope is None or not sheet.exports or (sheet.unit is not None and scope.unit != sheet.unit):
        return
    before = sheet.exports[min(sheet.exports)]
    for one in scope.columns(before):
        now = sheet.known.items.get(one.key)
        if one.key not in held and now is not None and not now.table.get("retired"):
            sheet.draft.missing.append(one.key)


def _tell_twice_added(sheet: _Sheet) -> None:
    """A new column whose name or address another column of its site has already."""
    there: dict[tuple[str, str, str], str] = {}
    for one in sheet.known.of("column"):
        site = one.key.split("/")[1]
        for name in ("name", "url"):
            if one.table.get(name) and not one.table.get("retired"):
                there[site, name, str(one.table[name])] = f"台账中的“{one.table.get('name', one.id)}”"
    for number, site, *said in sheet.added:
        for name, value in zip(("name", "url"), said, strict=True):
            if not value:
                continue
            other = there.setdefault((site, name, value), f"第{number}行")
            if other != f"第{number}行":
                place = sheet.read.place(number, _HEAD[name])
                sheet.draft.wrong.append(f"{place}：{FIELD_NAMES[name]}与{other}相同，不能重复登记。")
