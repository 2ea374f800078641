"""
Evidence packs (证据包): one verdict with everything that it rests on, checkable on another machine without our database.

A pack is a zip: `manifest.json` (the SHA-256 of every other file), `verdict.json` (word for word as stored), `store.db`
(the subject's rows and the links of the chain of records), `evidence/*.warc.gz` (what came over the wire),
`pictures/*.png` (how pages looked), and `说明.txt` for people. Checking reads all of it again and decides again.
"""

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from monitor.app.pack_files import (
    FORMAT,
    PackCheck,
    PackError,
    files_check,
    manifest_of,
    strangers,
    unfolded,
    zip_folder,
)
from monitor.app.pack_pictures import FOLDER as PICTURES
from monitor.app.pack_pictures import missing_pictures, pictures_for, write_pictures, wrong_pictures
from monitor.app.pack_stamps import TOKEN, stamps_say, write_token
from monitor.app.runtime import column_clauses, deciders, lookback
from monitor.assess.judge import decide
from monitor.domain.site import Account, Site, Subject
from monitor.domain.timing import Clock
from monitor.domain.verdict import Outcome, Verdict
from monitor.feed.document import moment_text, software
from monitor.regulations.editions import load_edition
from monitor.rules import signed
from monitor.rules.availability.visits import roll_up
from monitor.wording.say import label, say
from probes.http.base import Validators
from probes.http.browser_picture import NOTE
from storage.access import chain
from storage.db.codec import decode, encode
from storage.decisions.verdict_text import decode_verdict, encode_verdict
from storage.evidence.evidence import Condition, EvidenceFolder, StoredExchange, is_record_of
from storage.evidence.pack_store import (
    ChainCheck,
    StoredVerdict,
    add_links,
    copy_subject,
    doubts,
    evidence_of,
    evidence_rows,
    find_verdict,
    raw_record,
)
from storage.observations.stamps import links_at_hand, stamp_after
from storage.store import Store, open_store

#: So far back rows are copied; the next reach is tried where the replay then says something else. None: all there are.
REACHES = (timedelta(days=70), timedelta(days=400), None)
#: Why a hash from elsewhere cannot be held against a pack with some of the links only.
_SPARSE = "本证据包只收入含有相关记录的环，请以 monitor evidence pack --whole-chain 重新生成，或在原库运行 monitor audit verify --head"


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """What was packed."""

    verdict: Verdict
    files: int
    records: int  #: exchanges
    lost: tuple[str, ...]  #: ids of exchanges whose bytes are gone
    bytes: int


async def make_pack(
    store: Store,
    subject: Subject,
    canaries: Sequence[Account],
    rule: str,
    number: int | None,
    target: Path,
    clock: Clock,
    *,
    whole: bool = False,
) -> Packed:
    """
    Write the pack of a verdict of *rule* on *subject*, that of *number* or else the newest that fails, else the newest.

    *whole*: with every link from its first record on, however many; else only those that hold records where they are more
    than `MOST_LINKS`.

    The pack is replayed before it gets its name. Raises PackError where there is no such verdict, or where deciding again
    from all that is stored says something else.
    """  # fmt: skip
    async with store.database.read() as connection:
        stored = await find_verdict(connection, subject.id, rule, number)
        if stored is None or stored.subject != subject.id or stored.rule != rule:
            raise PackError(
                f"{subject.id}: no verdict of {rule} is stored; `monitor judge --site {subject.id}` gives one"
            )
        verdict = decode_verdict(stored.json)
        pictures = await pictures_for(connection, verdict, clock())
        stamp = await stamp_after(connection, stored.recorded_at)
        stamped = [stamp.id] if stamp is not None else []
        exchanges = await evidence_of(connection, [*verdict.evidence, *pictures, *stamped])
        newest = await chain.head(connection)
    ids = [subject.id, *(one.id for one in canaries)]
    with tempfile.TemporaryDirectory(dir=target.parent) as made:
        folder = Path(made)
        for reach in REACHES:
            path = folder / "store.db"
            path.unlink(missing_ok=True)
            since = stored.decided_at - reach if reach is not None else None
            await copy_subject(
                store.database, path, stored, ids, since, [one.id for one in exchanges], [*pictures, *stamped]
            )
            again = await _replay(path, subject, canaries, stored, clock)
            if again is not None and _agrees(stored.json, again):
                break
        else:
            raise PackError(
                f"{subject.id} {rule}: deciding again from what is stored says something else than the verdict of "
                f"{moment_text(stored.decided_at)}; `monitor audit verify` tells whether the store was altered"
            )
        await add_links(
            store.database, path, whole=whole, also=[stamp.facts.number] if stamp is not None else []
        )
        if stamp is not None:
            write_token(stamp.facts, folder)
        lost = _write_evidence(store.evidence, exchanges, folder)
        write_pictures(store.evidence, exchanges, folder)
        (folder / "verdict.json").write_text(stored.json, encoding="utf-8")
        (folder / "说明.txt").write_text(_for_people(subject, verdict, exchanges, newest), encoding="utf-8")
        about = {
            "pack": FORMAT, "made_at": moment_text(clock()), "software": software(), "subject": encode(subject), "kind": subject.kind,
            "canaries": [encode(one) for one in canaries], "rule": rule, "number": stored.number, "as_of": moment_text(stored.decided_at),
            "known_by": stored.known_by.isoformat(), "head": newest.hash if newest else "", "evidence": [_exchange(one) for one in exchanges],
            "pictures": pictures, "stamps": stamped,
        }  # fmt: skip
        files = zip_folder(folder, target, about)
    return Packed(
        verdict=verdict,
        files=files,
        records=len(exchanges) - len(lost),
        lost=lost,
        bytes=target.stat().st_size,
    )


async def check_pack(
    pack: Path, clock: Clock, head: str | None = None, roots: Sequence[Any] | None = None
) -> list[PackCheck]:
    """
    Everything in *pack* held against everything else, on any machine.

    *head*: the hash of a link learnt elsewhere (a mail of that time); the pack must hold it. *roots*: certificates of
    authorities whose time stamps count. Raises PackError for a file that is no pack.
    """
    with unfolded(pack) as (folder, damaged):
        about, unlike = manifest_of(folder)
        files = files_check([*damaged, *unlike])
        stored, path = (folder / "verdict.json"), folder / "store.db"
        missing = [one.name for one in (stored, path, folder / "说明.txt") if not one.is_file()]
        if missing:
            says = f"证据包不完整，缺少{'、'.join(missing)}，其余无从核对"
            return [files, PackCheck(name="replay", holds=False, says=says)]
        try:
            found = await _check_store(path, about, stored.read_text("utf-8"), clock, head, roots)
        except (
            Exception
        ) as error:  # whatever somebody wrote in the place of a manifest, a verdict or a database
            says = f"清单、判定或监测记录残缺或已改动，无法读取（{type(error).__name__}）"
            found = [PackCheck(name="chain", holds=False, says=says)]
    return [files, *found]


def _rests_on(stored: str) -> tuple[str, ...]:
    """Ids of the observations of a verdict as it was stored; none where it is not readable, which the replay tells."""
    try:
        return tuple(json.loads(stored)["evidence"])
    except (ValueError, KeyError, TypeError):
        return ()


def _check_chain(links: ChainCheck) -> PackCheck:
    wrong = [f"{'缺失的' if one.what == 'left out' else ''}{one.table} {one.id[:40]}" for one in links.wrong]
    says = f"与记录链不符：{'、'.join(wrong[:5])}{'等' if len(wrong) > 5 else ''}"
    return PackCheck(name="chain", holds=not wrong, says=says if wrong else f"{links.rows}条记录与记录链一致")


def check_head(links: ChainCheck, newest: str, known: str | None) -> Iterator[PackCheck]:
    """Whether the links lead to the newest one, and, where a hash from elsewhere was given, whether they lead to that."""
    if not links.head:
        yield PackCheck(name="head", holds=False, says=f"清单所载的记录链末端{newest}不在证据包内")
    elif links.unbroken:
        yield PackCheck(name="head", holds=True, says=f"记录链连续至{newest}")
    elif links.few:
        yield PackCheck(name="head", holds=False, says="记录链中间缺环，已被删减")
    if known is None:
        return
    if not links.known:
        says = f"不含记录链校验值{known}：不是同一条记录链，或早于、晚于本证据包所含的环"
        if links.unbroken:
            yield PackCheck(name="head", holds=False, says=says)
        else:
            yield PackCheck(name="head", holds=None, says=f"不能核对记录链校验值{known}：{_SPARSE}")
    elif links.unbroken:
        yield PackCheck(name="head", holds=True, says=f"含有记录链校验值{known}")
    else:
        yield PackCheck(name="head", holds=None, says=f"含有记录链校验值{known}，但{_SPARSE}")


async def _check_store(
    path: Path, about: dict[str, Any], stored: str, clock: Clock, head: str | None, roots: Sequence[Any] | None
) -> list[PackCheck]:  # fmt: skip
    needed = (*_rests_on(stored), *about.get("pictures", ()), *about.get("stamps", ()))
    async with _opened(path, clock) as store, store.database.read() as connection:
        links = await doubts(connection, about["head"], head, needed)
        rows = await evidence_rows(connection)
        inside = await find_verdict(connection, "", "", about["number"])
        numbers = {hash: number for number, hash in (await links_at_hand(connection)).items()}
        unseen = await missing_pictures(connection, about.get("pictures", ()))
        stamped = await stamps_say(connection, path.parent, about["number"], roots, unbroken=links.unbroken)
    found = [_check_chain(links), *check_head(links, about["head"], head), _check_evidence(path.parent, about, rows, unseen)]  # fmt: skip
    found += [PackCheck(name="timestamp", holds=holds, says=says) for holds, says in stamped]
    subject: Subject = (
        decode(Site, about["subject"]) if about["kind"] == "site" else decode(Account, about["subject"])
    )
    canaries = [decode(Account, one) for one in about["canaries"]]
    odd = strangers(path.parent, _known(rows))
    if odd:
        found.append(
            PackCheck(name="files", holds=False, says=f"有不属于证据包的文件：{'、'.join(odd[:10])}")
        )
    if inside is None or inside.json != stored:
        return [*found, PackCheck(name="replay", holds=False, says="判定与库中保存的不是同一份")]
    if (inside.subject, inside.rule) != (subject.id, about["rule"]):
        says = f"清单所称的对象与判定不符：判定的是{inside.subject}的{inside.rule}"
        return [*found, PackCheck(name="replay", holds=False, says=says)]
    verdict = decode_verdict(stored)
    last = chain.ChainHead(number=numbers.get(about["head"], 0), at=verdict.decided_at, hash=about["head"])
    expected = _for_people(subject, verdict, rows, last if about["head"] else None)
    found += _check_words(path.with_name("说明.txt").read_text("utf-8"), expected, about["software"])
    again = await _replay(path, subject, canaries, inside, clock)
    if again is not None and _agrees(stored, again):
        exact = "结果逐字一致" if encode_verdict(again) == stored else "结论、区间与依据一致（旧版格式）"
        whose = f"{subject.name}（{subject.id}），{verdict.clause.name}，{moment_text(verdict.decided_at)}"
        says = f"由监测记录重新判定，{exact}：{label('outcome', again.outcome)}（{whose}）"
        return [*found, PackCheck(name="replay", holds=True, says=says)]
    outcome = label("outcome", again.outcome) if again is not None else "无此条款"
    return [
        *found,
        PackCheck(name="replay", holds=False, says=f"重新判定的结果不同：{outcome}{_versions(about)}"),
    ]


def _versions(about: Mapping[str, Any]) -> str:
    if about["software"] == software():
        return ""
    return f"（生成时的程序版本为{about['software']}，本机为{software()}）"


def _known(rows: Sequence[StoredExchange]) -> list[str]:
    """The names of the files that a pack of these exchanges may hold."""
    return [
        "verdict.json", "store.db", "说明.txt", TOKEN,
        *(f"evidence/{one.id}.warc.gz" for one in rows),
        *(f"{PICTURES}/{one.id}.png" for one in rows if one.note == NOTE),
    ]  # fmt: skip


def _check_words(said: str, expected: str, version: str) -> Iterator[PackCheck]:
    """Whether what people read is what the verdict says: whoever makes all sums anew may write there what he likes."""
    if said == expected:
        yield PackCheck(name="words", holds=True, says="说明.txt 与判定一致")
    elif version == software():
        yield PackCheck(name="words", holds=False, says="说明.txt 的内容与判定不符，已改动")
    else:
        says = f"说明.txt 由另一版本的程序（{version}）生成，未能逐字核对，请以 verdict.json 为准"
        yield PackCheck(name="words", holds=None, says=says)


async def _replay(
    path: Path, subject: Subject, canaries: Sequence[Account], stored: StoredVerdict, clock: Clock
) -> Verdict | None:
    """The verdict that *path* leads to, decided again by the rules of this program; None: its edition has no such rule."""
    async with _opened(path, clock) as store:
        as_of, known_by = stored.decided_at, stored.known_by
        then = await store.described(subject, as_of, known_by)
        cases: Mapping[str, Any] = (
            await store.site_cases([then], as_of, {then.id: column_clauses(then)}, known_by)
            if isinstance(then, Site)
            else await store.account_cases([then], as_of, {then.id: list(canaries)}, known_by)
        )
    verdicts = decide(
        cases[then.id], then, load_edition(then.edition).clauses, deciders(), signed.decide, as_of, known_by
    )
    found = next((one for one in verdicts if one.rule == stored.rule), None)
    if found is not None and decode_verdict(stored.json).known_by is None:
        return replace(found, known_by=None)  # that verdict was given before verdicts stored it
    return found


def _agrees(stored: str, again: Verdict) -> bool:
    """
    Whether *again* is the verdict that was *stored*: word for word, or, of one stored before verdicts of its rule had
    parts, in outcome, window, coverage and evidence.
    """
    if encode_verdict(again) == stored:
        return True
    then = decode_verdict(stored)
    is_old = "parts" not in json.loads(stored) or bool(again.parts and not then.parts)
    return is_old and (then.outcome, then.window, then.coverage, then.evidence) == (
        again.outcome, again.window, again.coverage, again.evidence,
    )  # fmt: skip


def _opened(path: Path, clock: Clock) -> Any:
    return open_store(
        f"sqlite+aiosqlite:///{path}",
        path.parent / "none",
        clock=clock,
        roll_up=roll_up,
        make_validators=Validators,
        needs=lookback(),
    )


def _exchange(exchange: StoredExchange) -> dict[str, Any]:
    return {**{name: getattr(exchange, name) for name in StoredExchange.__dataclass_fields__}, "at": exchange.at.isoformat()}  # fmt: skip


def _write_evidence(
    source: EvidenceFolder, exchanges: Sequence[StoredExchange], folder: Path
) -> tuple[str, ...]:
    lost = []
    for one in exchanges:
        raw = raw_record(source, one)
        if raw is None:
            lost.append(one.id)
            continue
        path = folder / "evidence" / f"{one.id}.warc.gz"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(raw)
    return tuple(lost)


def _check_evidence(
    folder: Path, about: dict[str, Any], rows: Sequence[StoredExchange], unseen: Sequence[str] = ()
) -> PackCheck:
    """
    Every exchange in the store, whose hash is chained, against its bytes; the manifest must name the same ones.

    *unseen*: pictures that the manifest names and the store does not hold.
    """
    if unseen:
        says = f"清单所列的网页截图缺失：{'、'.join(unseen[:5])}（共{len(unseen)}份）"
        return PackCheck(name="evidence", holds=False, says=says)
    if sorted(about["evidence"], key=lambda one: str(one["id"])) != [_exchange(one) for one in rows]:
        return PackCheck(name="evidence", holds=False, says="清单所列的原始网页与监测记录不符")
    moved = {one.id: replace(one, file=f"evidence/{one.id}.warc.gz", offset=0) for one in rows}
    bare, wrong = EvidenceFolder(folder), list[str]()
    for one in rows:
        full = next((other for other in rows if (other.sha256, other.file) == (one.sha256, one.file)), None)
        record = bare.read(moved[one.id], moved[full.id] if full else None)
        if record.condition is not Condition.INTACT or not is_record_of(folder / moved[one.id].file, one):
            wrong.append(one.id)
    wrong += wrong_pictures(folder, rows)
    if wrong:
        return PackCheck(
            name="evidence", holds=False, says=f"原始网页缺失或已改动：{'、'.join(wrong[:5])}（共{len(wrong)}份）"
        )  # fmt: skip
    shots = sum(one.note == NOTE for one in rows)
    shown = f"，其中网页截图{shots}份" if shots else ""
    says = (
        f"{len(rows)}份原始网页与其校验值一致{shown}"
        if rows
        else "此判定没有原始网页（依据为导入的记录或人工确认）"
    )
    return PackCheck(name="evidence", holds=True, says=says)


def _is_picture(one: StoredExchange) -> str:
    return f"（网页截图，见{PICTURES}/{one.id}.png）" if one.note == NOTE else ""


def _for_people(
    subject: Subject, verdict: Verdict, exchanges: Sequence[StoredExchange], head: chain.ChainHead | None
) -> str:
    clause = verdict.clause
    lines = [
        f"证据包：{subject.name}  {clause.name}",
        "",
        f"判定：{label('outcome', verdict.outcome)}",
        f"判定时点：{moment_text(verdict.decided_at)}",
        f"知悉时点：{moment_text(verdict.known_by)}" if verdict.known_by else "",
        f"监测区间：{moment_text(verdict.window[0])}至{moment_text(verdict.window[1])}",
        f"理由：{say(verdict.reason)}",
        f"人工确认：{verdict.confirmed_by}" if verdict.confirmed_by else "",
        "",
        f"条款（{clause.source}）：",
        *clause.text.split("\n"),
        "",
        "原始网页（WARC 格式，evidence 文件夹，文件名为编号）："
        if exchanges
        else "没有原始网页：依据为导入的记录或人工确认。",
        *(
            f"  {one.id}  {moment_text(one.at)}  {one.url}  SHA-256 {one.sha256}{_is_picture(one)}"
            for one in exchanges
        ),
        "",
        f"记录链末端：第{head.number}环，校验值{head.hash}" if head else "",
        "",
        "核对：在任何安装了本程序的机器上运行",
        "    monitor evidence check 本文件.zip [--head 当时邮件中的校验值]",
        "它逐个核对文件、记录链、原始网页，并由监测记录重新判定。",
    ]
    keep = [line for line, before in zip(lines, ["", *lines], strict=False) if line or before]
    found = "\n".join(keep) + "\n"
    if verdict.outcome is Outcome.UNKNOWN and verdict.needs is not None:
        found += f"尚不能判定，须：{say(verdict.needs)}\n"
    return found
