"""`monitor evidence`: what was seen, and whether it is unchanged."""

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from monitor.app.evidence_pack import Packed, check_pack, make_pack
from monitor.app.pack_files import PackCheck, PackError
from monitor.app.patrol_pack import PatrolPacked, check_patrol_pack, is_patrol_pack, make_patrol_pack
from monitor.app.runtime import Runtime, open_wall
from monitor.app.timestamps import StampError, roots_in, stamp_head
from monitor.assess.standings import verdict_rule
from monitor.cli import console
from monitor.cli.command_runtime import at_desk, in_runtime, watch_of
from monitor.cli.options import (
    ConfigOption,
    DatabaseOption,
    JsonOption,
    clock_of,
    printed_hash,
)
from monitor.cli.review import check_rule
from monitor.domain.finding import Finding, Owed
from monitor.domain.plain import moment_text
from monitor.domain.site import Account
from monitor.domain.timing import Clock
from monitor.feed.document import dumps
from monitor.wording.say import ENGLISH, label, say
from probes.pages.readings import stored_text
from probes.wall.base import ReaderBroke, Wall
from storage.decisions import findings
from storage.evidence.evidence import Condition, Record, StoredExchange

app = typer.Typer(no_args_is_help=True, help="What was seen, and whether it is unchanged.")
IdArgument = Annotated[
    str, typer.Argument(metavar="ID", help="an observation (ob_…) or one piece of evidence (ev_…)")
]

#: A page this long is shown in part, unless --body asks for the bytes.
SHOWN = 4000
#: How a check of a pack came out: it holds, it does not, it cannot be told.
_MARKS = {True: "✓", False: "✗", None: "？"}
#: What a check cannot tell by itself.
_UNHELD = "提示：未给出当时印发的记录链校验值（--head），整条记录链是否被重做无从核对"
#: Where an answer "unchanged" is kept.
IN_ROW = "in the observation itself (`monitor audit verify` holds it against the chain of records)"
#: The largest body that is shown, in bytes, once it is inflated.
LARGEST = 8 * 1024 * 1024


@app.command()
def show(
    context: typer.Context,
    id: IdArgument,
    body: Annotated[
        bool, typer.Option("--body", help="write the body as it came over the wire, nothing else")
    ] = False,
    as_json: JsonOption = False,
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:
    """Show an observation and the exchanges it rests on: request, answer, hash, the page's beginning."""
    seen, records, texts = _load(context, config, db, id)
    if body:
        typer.echo(b"".join(one.body for one in records[-1:]), nl=False)
    elif as_json:
        typer.echo(
            dumps(
                {
                    "observation": seen,
                    "evidence": [_plain(one, text) for one, text in zip(records, texts, strict=True)],
                }
            ),
            nl=False,
        )
    else:
        _print(id, seen, records, texts)
    if any(one.condition is not Condition.INTACT for one in records):
        raise typer.Exit(console.NOT_MEASURED)


@app.command()
def verify(
    context: typer.Context, id: IdArgument, config: ConfigOption = None, db: DatabaseOption = None
) -> None:
    """Read the evidence again and compare it with the hash that was stored."""
    _, records, _ = _load(context, config, db, id)
    if not records:
        typer.echo(f"{id}: stored without raw bytes (an import from elsewhere); nothing to verify")
    for one in records:
        detail = f"  {one.detail}" if one.condition is not Condition.INTACT else ""
        typer.echo(
            f"{one.exchange.id}  {one.condition.value}  sha256 {one.exchange.sha256}  {one.exchange.file or IN_ROW}{detail}"
        )
    if any(one.condition is not Condition.INTACT for one in records):
        raise typer.Exit(console.NOT_MEASURED)


@app.command()
def pack(
    context: typer.Context,
    id: Annotated[
        str, typer.Argument(metavar="ID", help="a finding (fi_…, or the end of its id), or SUBJECT/RULE, a subject's id and a rule's")
    ],
    out: Annotated[Path, typer.Option("--out", help="the zip file to write")],
    number: Annotated[
        int | None, typer.Option("--number", help="the verdict of that number; default: the newest that fails, else the newest")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="replace the file when it exists")] = False,
    whole: Annotated[
        bool, typer.Option("--whole-chain", help="pack every link from the first record on, so that a printed hash can be held against it")
    ] = False,
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:  # fmt: skip
    """Write one verdict with all it rests on, checkable on another machine without this database."""
    if out.exists() and not force:
        console.stop(f"{out} exists already; nothing was written. Name another file, or say --force")
    done = at_desk(context, config, db, lambda runtime: _pack(runtime, id, number, out, whole))
    if isinstance(done, PatrolPacked):
        _tell_patrol(out, done)
        return
    verdict = done.verdict
    same = "结果一致" if done.says_the_same else "结论、区间、数值与依据一致，理由的文字由较早版本的程序所写"
    typer.echo(
        f"{out}：{verdict.clause.name}，{label('outcome', verdict.outcome)}，{moment_text(verdict.decided_at)}；"
        f"{done.files}个文件，{done.records}份原始网页，{done.bytes:,}字节；已重新判定，{same}"
    )
    if done.lost:
        typer.echo(f"有{len(done.lost)}份原始网页已不在存档中：{'、'.join(done.lost[:5])}", err=True)
        raise typer.Exit(console.NOT_MEASURED)


@app.command()
def check(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="PACK", help="what `monitor evidence pack` wrote")],
    head: Annotated[
        str | None, typer.Option("--head", help="a hash of the chain from a notice or a mail of that time: the pack must hold it")
    ] = None,
    roots: Annotated[
        Path | None, typer.Option("--tsa-roots", envvar="MONITOR_TSA_ROOTS", help="PEM file of the authorities whose time stamps count")
    ] = None,
    as_json: JsonOption = False,
) -> None:  # fmt: skip
    """Check a pack: files, chain of records, raw pages, and the verdict decided again. Needs no database."""
    try:
        known = printed_hash(head)
        trusted = roots_in(roots) if roots is not None else None
        found = asyncio.run(_check(file, clock_of(context), known, trusted))
    except (PackError, StampError) as error:
        console.stop(str(error))
    for one in found:
        if as_json:
            typer.echo(dumps({"check": one.name, "holds": one.holds, "says": one.says}), nl=False)
        else:
            typer.echo(f"{_MARKS[one.holds]} {one.says}")
    if head is None and not as_json:
        typer.echo(_UNHELD)
    if any(one.holds is False for one in found):
        raise typer.Exit(console.FAILED)
    if any(one.holds is None for one in found):
        raise typer.Exit(console.NOT_MEASURED)


@app.command()
def stamp(context: typer.Context, config: ConfigOption = None, db: DatabaseOption = None) -> None:
    """Have the chain of records stamped now by the authority that `timestamp_url` names (RFC 3161)."""
    watch = watch_of(context, config, db)
    if not watch.settings.evidence.timestamp_url:
        console.stop("no authority is configured: write [evidence] timestamp_url into the configuration")
    try:
        said = in_runtime(context, db, watch, stamp_head, remember=False)
    except StampError as error:
        console.stop(str(error), console.NOT_MEASURED)
    typer.echo(say(said, ENGLISH) if said else "nothing new to stamp")


def _tell_patrol(out: Path, done: PatrolPacked) -> None:
    typer.echo(
        f"{out}：{done.name}，{done.candidates}处所见；{done.files}个文件，{done.records}份原始网页，{done.bytes:,}字节；"
        "已由保存的页面重新看到"
    )
    if done.left:
        typer.echo(f"另有{done.left}处同类所见未收入证据包", err=True)
    if done.lost:
        typer.echo(f"有{len(done.lost)}份原始网页已不在存档中：{'、'.join(done.lost[:5])}", err=True)
        raise typer.Exit(console.NOT_MEASURED)


async def _check(file: Path, clock: Clock, head: str | None, roots: Sequence[Any] | None) -> list[PackCheck]:
    if not is_patrol_pack(file):
        return await check_pack(file, clock, head, roots)
    async with open_wall() as wall:
        return await check_patrol_pack(file, clock, wall, head)


async def _pack(
    runtime: Runtime, id: str, number: int | None, out: Path, whole: bool
) -> Packed | PatrolPacked:
    watch, clock = runtime.watch, runtime.clock
    subject_id, _, rule = id.partition("/")
    if not rule:
        found = await _finding(runtime, id)
        if found.standing.owed is Owed.PATROL:
            try:
                return await make_patrol_pack(runtime.store, runtime.wall, found, out, clock, whole=whole)
            except PackError as error:
                console.stop(str(error), console.NOT_MEASURED)
        subject_id, rule = found.subject, verdict_rule(found.standing)
    subject = watch.subject(subject_id)
    if subject is None:
        console.stop(f"{subject_id}: no such site or account is configured")
    canaries = runtime.canaries(subject) if isinstance(subject, Account) else []
    try:
        return await make_pack(runtime.store, subject, canaries, rule, number, out, clock, whole=whole)
    except PackError as error:
        check_rule(watch, subject_id, rule)  # a slip of the hand is why
        console.stop(str(error), console.NOT_MEASURED)


async def _finding(runtime: Runtime, id: str) -> Finding:
    """The finding of that id, or whose id ends so. Stops where there is none, or several."""
    async with runtime.store.database.read() as connection:
        whole = await findings.find(connection, id)
        ending = [whole] if whole is not None else await findings.find_ending(connection, id)
    if len(ending) != 1:
        many = "several findings end" if ending else "no finding has that id or ends"
        console.stop(f"{id}: {many} so; ids stand in `monitor findings list`, or write SUBJECT/RULE")
    return ending[0]


def _load(
    context: typer.Context, config: Path | None, db: str | None, id: str
) -> tuple[dict[str, Any] | None, list[Record], list[str]]:
    seen, records, texts = at_desk(context, config, db, lambda runtime: _fetch(runtime, id))
    if seen is None and not (records and records[0].condition is not Condition.UNKNOWN_ID):
        console.stop(f"{id}: nothing of that id is stored; ids stand in the feed under 'evidence'")
    return seen, records, texts


async def _fetch(runtime: Runtime, id: str) -> tuple[dict[str, Any] | None, list[Record], list[str]]:
    seen = await runtime.store.observation(id)
    if seen is not None:
        seen = {name: value for name, value in seen.items() if name != "json"}
        seen["at"] = moment_text(seen["at"])
    records = await runtime.store.records(id)
    return seen, records, [await _text(runtime.wall, one) for one in records]


def _plain(record: Record, text: str) -> dict[str, Any]:
    exchange = record.exchange
    return {
        "id": exchange.id,
        "condition": record.condition.value,
        "detail": record.detail,
        "url": exchange.url,
        "at": moment_text(exchange.at),
        "address": exchange.address,
        "status": exchange.status,
        "sha256": exchange.sha256,
        "file": exchange.file,
        "request": record.request,
        "headers": [list(pair) for pair in record.headers],
        "body": text[:SHOWN],
    }


def _print(id: str, seen: dict[str, Any] | None, records: list[Record], texts: list[str]) -> None:
    if seen is not None:
        typer.echo(f"{id}  {seen['kind']}  {seen['subject']}  {seen['part']}  {seen['at']}")
        typer.echo(json.dumps(seen["says"], ensure_ascii=False, indent=1))
    for one, text in zip(records, texts, strict=True):
        exchange = one.exchange
        typer.echo(f"\n{exchange.id}  {one.condition.value}  {moment_text(exchange.at)}  {exchange.address}")
        typer.echo(f"sha256 {exchange.sha256}  {_place(exchange)}")
        if exchange.note:
            typer.echo(f"note: {exchange.note}")
        if one.condition is not Condition.INTACT:
            typer.echo(f"NOT INTACT: {one.detail}")
            continue
        typer.echo(one.request)
        typer.echo("\n".join(f"{name}: {value}" for name, value in one.headers))
        typer.echo(
            text[:SHOWN]
            + (f"\n… {len(text) - SHOWN} more characters (--body writes all)" if len(text) > SHOWN else "")
        )


def _place(exchange: StoredExchange) -> str:
    return f"{exchange.file} at byte {exchange.offset}" if exchange.file else IN_ROW


async def _text(wall: Wall, record: Record) -> str:
    names = {name.lower(): value for name, value in record.headers}
    encoding, kind = names.get("content-encoding", ""), names.get("content-type", "")
    found = await wall.read(stored_text, record.body, encoding, kind, LARGEST)
    return f"(the body cannot be read: {found.reason})" if isinstance(found, ReaderBroke) else found
