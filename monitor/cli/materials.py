"""`monitor materials`: what people hand in for rows that no machine can tell (人工材料): due day, person, file, signer."""

import getpass
import json
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from monitor.app.configuration import evidence_folder
from monitor.app.runtime import Runtime
from monitor.cli import console
from monitor.cli.command_runtime import at_desk, by_hand
from monitor.cli.options import ConfigOption, DatabaseOption, JsonOption, config_path, database_url
from monitor.domain.materials import MaterialAct, MaterialEntry, materials_of
from monitor.domain.site import Watch
from monitor.domain.timing import Quarter, day_of
from monitor.regulations.indicators import load_table, table_ids
from monitor.scores.units import owners_of
from monitor.wording.say import label
from storage.access import audit
from storage.decisions import materials

app = typer.Typer(help="Materials for rows that no machine can tell: due day, person, file, signer; versioned, revocable.")  # fmt: skip

OwnerArgument = Annotated[
    str, typer.Argument(metavar="OWNER", help="unit:ID, site:ID or account:ID, or a unit's ID")
]
RowArgument = Annotated[str, typer.Argument(metavar="ROW", help="row of a table, such as Z21-16")]
QuarterOption = Annotated[
    str | None, typer.Option("--quarter", help="such as 2026Q3; this quarter where not said")
]
NoteOption = Annotated[str, typer.Option("--note", help="in a sentence; kept with who and when")]


@app.command("list")
def list_(
    context: typer.Context,
    quarter: QuarterOption = None,
    owner: Annotated[str | None, typer.Option("--owner", help="only this unit, site or account")] = None,
    as_json: JsonOption = False,
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:
    """Show how the materials of a quarter stand: late ones first."""

    async def work(runtime: Runtime) -> None:
        today = day_of(runtime.clock())
        period = _period(quarter, today)
        async with runtime.store.database.read() as connection:
            entries = await materials.entries(connection, period=period)
        key = _owner(runtime.watch, owner) if owner else None
        found = [(cell, one) for cell, one in materials_of(entries).items() if key in (None, cell[0])]
        found.sort(key=lambda pair: (pair[1].filed is not None, pair[1].due_on, pair[0]))
        for (whose, _, row), one in found:
            filed, state = one.filed, one.state(today)
            if as_json:
                plain = {
                    "owner": whose, "period": period, "row": row, "state": state.value, "due_on": one.due_on.isoformat(),
                    "person": one.assigned.person if one.assigned else "", "version": one.version,
                    "number": filed.number if filed else None, "file": filed.file if filed else "",
                    "sha256": filed.sha256 if filed else "", "signer": filed.signer if filed else "",
                }  # fmt: skip
                typer.echo(json.dumps(plain, ensure_ascii=False))
                continue
            said = f"，第{one.version}版：{filed.file or filed.note}（签字 {filed.signer}，编号 {filed.number}）" if filed else ""  # fmt: skip
            person = f"，责任人 {one.assigned.person}" if one.assigned and one.assigned.person else ""
            typer.echo(f"{whose}  {row}  {label('material', state.value)}，期限 {one.due_on}{person}{said}")
        if not found and not as_json:
            typer.echo(f"{period}没有登记人工材料。")

    at_desk(context, config, db, work)


@app.command()
def assign(
    context: typer.Context,
    owner: OwnerArgument,
    row: RowArgument,
    due: Annotated[str, typer.Option("--due", help="the day by which it is owed, such as 2026-12-20")],
    person: Annotated[str, typer.Option("--person", help="who answers for it")],
    quarter: QuarterOption = None,
    note: NoteOption = "",
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:
    """Say who owes a row's material, and by when."""
    try:
        day = date.fromisoformat(due)
    except ValueError:
        console.stop(f"--due: {due!r} is no day; write it as 2026-12-20")
    _add(
        context,
        config,
        db,
        owner,
        row,
        quarter,
        act=MaterialAct.ASSIGN,
        due_on=day,
        person=person.strip(),
        note=note,
    )


@app.command()
def file(
    context: typer.Context,
    owner: OwnerArgument,
    row: RowArgument,
    signer: Annotated[str, typer.Option("--signer", help="who signed it")],
    path: Annotated[Path | None, typer.Option("--file", help="the file; it is kept by its hash")] = None,
    quarter: QuarterOption = None,
    note: NoteOption = "",
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:
    """Hand a row's material in, signed: a file, or a note. What was handed in before stays as an earlier version."""
    if not signer.strip():
        console.stop("--signer: say who signed it")
    if path is None and not note.strip():
        console.stop("--file or --note: hand in a file, or say in a sentence what was done")
    content = b""
    if path is not None:
        try:
            content = path.read_bytes()
        except OSError as error:
            console.stop(f"--file: {path}: {error.strerror}")
        if not 0 < len(content) <= materials.MOST_BYTES:
            console.stop(f"--file: {path}: {len(content)} bytes; from 1 to {materials.MOST_BYTES} are taken")
    _add(
        context, config, db, owner, row, quarter, act=MaterialAct.FILE, signer=signer.strip(), note=note.strip(),
        file=path.name[:200] if path else "", content=content,
    )  # fmt: skip


@app.command()
def revoke(
    context: typer.Context,
    number: Annotated[
        int, typer.Argument(metavar="NUMBER", help="the entry's number, as `materials list` shows it")
    ],
    note: NoteOption,
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:
    """Take an entry back; what stood before it holds again. The entry stays on record."""
    if not note.strip():
        console.stop("--note: say why, in a sentence")

    async def work(runtime: Runtime) -> MaterialEntry | None:
        async with runtime.store.database.write() as connection:
            known = {one.number: one for one in await materials.entries(connection)}
            if number not in known:
                return None
            before = known[number]
            one = MaterialEntry(
                at=runtime.clock(), who=getpass.getuser(), owner=before.owner, period=before.period, row=before.row,
                act=MaterialAct.REVOKE, note=note.strip(), revokes=number,
            )  # fmt: skip
            try:
                stored = await materials.add(connection, one)
            except materials.NoSuchEntryError:
                return None
            await audit.note(connection, by_hand(runtime, "material_revoke", f"{one.owner} {one.row}", f"{number}: {note}"))  # fmt: skip
            return stored

    found = at_desk(context, config, db, work)
    if found is None:
        console.stop(f"NUMBER: {number} is no entry that holds; `monitor materials list` shows those that do")
    typer.echo(f"已撤回：{found.owner} {found.row}（{found.period}），编号 {number}")


def _add(
    context: typer.Context, config: Path | None, db: str | None, owner: str, row: str, quarter: str | None,
    *, content: bytes = b"", **said: object,
) -> None:  # fmt: skip
    folder_of = database_url(context, db)
    config_path(context, config)
    if row not in _rows():
        console.stop(f"ROW: {row!r} is no row of {', '.join(table_ids())}")

    async def work(runtime: Runtime) -> MaterialEntry:
        period = _period(quarter, day_of(runtime.clock()))
        whose = _owner(runtime.watch, owner)
        digest = materials.keep_file(evidence_folder(runtime.watch, folder_of), content) if content else ""
        one = MaterialEntry(
            at=runtime.clock(), who=getpass.getuser(), owner=whose, period=period, row=row, sha256=digest,
            **said,  # type: ignore[arg-type]
        )  # fmt: skip
        async with runtime.store.database.write() as connection:
            stored = await materials.add(connection, one)
            await audit.note(
                connection, by_hand(runtime, f"material_{one.act}", f"{whose} {row}", one.file or one.note)
            )
        return stored

    one = at_desk(context, config, db, work)
    what = (
        f"期限 {one.due_on}，责任人 {one.person}" if one.act is MaterialAct.ASSIGN else f"签字 {one.signer}"
    )
    typer.echo(f"已登记：{one.owner} {one.row}（{one.period}），{what}，编号 {one.number}")


def _rows() -> set[str]:
    return {one.id for id in table_ids() for one in load_table(id).indicators}


def _period(quarter: str | None, today: date) -> str:
    try:
        return str(Quarter.parse(quarter)) if quarter else str(Quarter.of(today))
    except ValueError:
        console.stop(f"--quarter: {quarter!r} is no quarter; write it as 2026Q3")


def _owner(watch: Watch, said: str) -> str:
    known = {f"{one.kind}:{one.id}" for one in owners_of(watch)}
    found = next((key for key in (said, f"unit:{said}") if key in known), None)
    if found is None:
        examples = ", ".join(sorted(known)[:12])
        console.stop(f"OWNER: no unit, site or account {said!r} has a sheet; known: {examples}")
    return found
