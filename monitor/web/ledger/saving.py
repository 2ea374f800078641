"""Storing what people changed (保存台账): all of a form, or none of it and the reason."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi import HTTPException, Request
from ulid import ULID

from monitor.config import ConfigError
from monitor.config.door import ConfigDoor
from monitor.config.mistakes import Mistake
from monitor.config.overlay import Ledger, as_json
from monitor.domain.access import Viewer
from monitor.domain.config_edit import ConfigEdit, Door
from monitor.domain.site import ColumnKind
from monitor.web.auth.guard import address_of, web_of
from monitor.web.context import Web
from monitor.web.ledger.field_names import FIELD_NAMES, TABLE_NAMES
from monitor.wording.labels import FREQUENCIES, LEVELS, UNIT_KINDS
from monitor.wording.say import label, say
from storage.access import audit
from storage.db.engine import Database
from storage.decisions import config_edits
from storage.ops import requests

#: Words of the fields that hold one of a closed list, by the name of the field.
_WORDS: Mapping[str, Mapping[str, str]] = {
    "frequency": {one.value: word for one, word in FREQUENCIES.items()},
    "level": {one.value: word for one, word in LEVELS.items()},
    "kind": {
        **{one.value: label("column_kind", one) for one in ColumnKind},
        **{one.value: word for one, word in UNIT_KINDS.items()},
    },
}


@dataclass(frozen=True, slots=True)
class Change:
    """One field as somebody wants it; *value* None: nothing."""

    item: str
    field: str
    value: Any


class LedgerRefused(Exception):
    """It cannot be saved; every sentence says where and why, in Chinese."""

    def __init__(self, *words: str) -> None:
        super().__init__("\n".join(words))
        self.words = words


class Overtaken(Exception):
    """Somebody else changed the same fields since the writer looked; nothing was saved."""

    def __init__(self, edits: Sequence[ConfigEdit]) -> None:
        super().__init__(f"{len(edits)} fields")
        self.edits = tuple(edits)


def door_of(web: Web) -> ConfigDoor:
    """The configuration's door; a server that only shows has none."""
    if web.config is None:
        raise HTTPException(404, "没有这个页面，或您无权查看")
    return web.config


async def edits_of(web: Web) -> tuple[ConfigEdit, ...]:
    """Every stored edit."""
    async with web.store.database.read() as connection:
        return await config_edits.edits(connection)


async def ledger_of(web: Web, seen: int | None = None) -> Ledger:
    """The ledger as it holds; *seen*: as it held for whoever saw no later edit than that."""
    edits = await edits_of(web)
    return door_of(web).ledger([one for one in edits if seen is None or one.number <= seen])


def differing(ledger: Ledger, item: str, fields: Mapping[str, Any]) -> list[Change]:
    """Those of *fields* that say something else than *ledger* holds; nothing, "", false and an empty list are one."""
    known = ledger.items.get(item)
    table = known.table if known else {}
    changes = [] if known else [Change(item, "", True)]
    for name, value in fields.items():
        if as_json(table.get(name) or None) != as_json(value or None):
            changes.append(Change(item, name, value or None))
    return changes


async def save(
    request: Request, who: Viewer, changes: Sequence[Change], seen: int, door: Door = Door.PAGE
) -> int:
    """
    Store *changes* by *who*, who saw the edits up to *seen*; returns how many fields.

    Raises LedgerRefused when the configuration would make no sense with them, Overtaken when somebody was quicker.
    """
    web = web_of(request)
    before = await edits_of(web)
    said = edits_for(changes, door_of(web).ledger(before), who.name, web.clock(), door)
    await store_edits(request, said, seen, before)
    return len(said)


def edits_for(
    changes: Sequence[Change], ledger: Ledger, who: str, now: datetime, door: Door
) -> list[ConfigEdit]:
    """*changes* of *ledger* as edits of one batch."""
    batch = f"ed_{ULID.from_datetime(now)}"
    return [
        ConfigEdit(
            number=ledger.version + 1, at=now, who=who, door=door, batch=batch, item=one.item, field=one.field,
            value=as_json(one.value), base=_of_file(ledger, one),
        )
        for one in changes
    ]  # fmt: skip


async def settle(request: Request, who: Viewer, chosen: Sequence[tuple[ConfigEdit, bool]], seen: int) -> int:
    """Conflicts as a person chose: for each edit, whether it holds (else the file does); returns how many."""
    web = web_of(request)
    now, before = web.clock(), await edits_of(web)
    ledger = door_of(web).ledger(before)
    batch = f"ed_{ULID.from_datetime(now)}"
    said = [
        ConfigEdit(
            number=ledger.version + 1, at=now, who=who.name, door=Door.PAGE, batch=batch, item=one.item, field=one.field,
            value=one.value if holds else None, base=_of_file(ledger, Change(one.item, one.field, None)),
        )
        for one, holds in chosen
    ]  # fmt: skip
    await store_edits(request, said, seen, before)
    return len(said)


async def store_edits(
    request: Request, said: Sequence[ConfigEdit], seen: int, before: Sequence[ConfigEdit]
) -> None:
    """Store *said*, by somebody who saw the edits up to *seen*. Raises as `save` does."""
    if not said:
        return
    web = web_of(request)
    config = door_of(web)
    await record(web.store.database, config, said, seen, before, now=web.clock(), address=address_of(request))
    watch = config.look()
    await web.store.remember(watch.subjects)


async def record(
    database: Database, config: ConfigDoor, said: Sequence[ConfigEdit], seen: int, before: Sequence[ConfigEdit],
    *, now: datetime, address: str = "",
) -> None:  # fmt: skip
    """
    Store *said*, by somebody who saw the edits up to *seen*, with its line in the log; the sites are judged anew.

    Raises LedgerRefused and Overtaken as `save` does.
    """
    try:
        config.watch((*before, *said))
    except ConfigError as error:
        raise LedgerRefused(*(in_chinese(one) for one in error.mistakes[:20])) from None
    who = said[0].who
    sites = {one.item.split("/")[1] for one in said if one.item.startswith("site/")}
    async with database.write() as connection:
        others = await config_edits.add_edits(connection, said, seen)
        if others:
            raise Overtaken(others)
        entry = audit.AuditEntry(
            at=now, who=who, act="ledger", target="、".join(sorted({one.item for one in said})),
            detail=f"{said[0].batch}：{len(said)}", address=address,
        )  # fmt: skip
        await audit.note(connection, entry)
        for site in sorted(sites):
            wish = requests.UserRequest(
                id=f"re_{ULID.from_datetime(now)}", at=now, who=who, kind="judge", target=site, detail="ledger"
            )  # fmt: skip
            await requests.ask(connection, wish)


def _of_file(ledger: Ledger, one: Change) -> str | None:
    known = ledger.items.get(one.item)
    if known is None or not one.field:
        return None
    return known.said.get(one.field)


def in_chinese(mistake: Mistake) -> str:
    """One mistake of the configuration: the item by its name, the field by its Chinese one, what is wrong with it."""
    if mistake.said is None:
        file = mistake.file.rpartition("/")[2]
        place = f"{file}第{mistake.line}行" if mistake.line else file
        return f"台账不能这样保存：配置文件有误（{place}），请运维人员改正后再保存"
    item = "".join(
        f"{TABLE_NAMES[key]}“{name}”" for key, name in mistake.steps if name and key in TABLE_NAMES
    )
    # a key that no page shows is not said
    fields = "".join(
        f"{FIELD_NAMES[key]}{f'（第{name}项）' if name else ''}"
        for key, name in mistake.steps
        if key in FIELD_NAMES and not (name and key in TABLE_NAMES)
    )
    place = "的".join(part for part in (item, fields) if part)
    return f"台账不能这样保存：{place}{'：' if place else ''}{say(mistake.said)}"


def shown(value: str | None, name: str = "", units: Mapping[str, str] | None = None) -> str:
    """A stored value of the field *name* as people read it; *units*: ids to names."""
    if value is None:
        return "（按配置文件）"
    plain = json.loads(value)
    if plain is None:
        return "（空）"
    if isinstance(plain, bool):
        return "是" if plain else "否"
    if isinstance(plain, list):
        return "、".join(str(one) for one in plain)
    if isinstance(plain, dict):
        return "，".join(f"{name}：{one}" for name, one in plain.items())
    known = (units or {}) if name == "unit" else _WORDS.get(name, {})
    return known.get(str(plain), str(plain))
