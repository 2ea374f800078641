"""
Evidence packs (证据包): one verdict with everything that it rests on, checkable on another machine without our database.

A pack is a zip: `manifest.json` (the SHA-256 of every other file), `verdict.json` (word for word as stored), `store.db`
(the subject's rows and the links of the chain of records), `evidence/*.warc.gz` (what came over the wire),
`pictures/*.png` (how pages looked), and `说明.txt` for people. Checking reads all of it again and decides again.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from monitor.app.agreement import Agreement, agreement
from monitor.app.pack_files import (
    FORMAT,
    PackCheck,
    PackError,
    files_check,
    folder_beside,
    manifest_of,
    strangers,
    unfolded,
    zip_folder,
)
from monitor.app.pack_pictures import missing_pictures, pictures_for, write_pictures
from monitor.app.pack_records import (
    WORDS,
    check_altered,
    check_chain,
    check_evidence,
    check_head,
    check_let_go,
    check_words,
    exchange_row,
    files_of,
    is_ours,
    made_by,
    open_folder,
    versions,
    words_of_pack,
    write_evidence,
)
from monitor.app.pack_stamps import TOKEN, stamps_say, write_token
from monitor.app.runtime import column_clauses, deciders
from monitor.assess.judge import decide
from monitor.domain.plain import exact_text, moment_text
from monitor.domain.site import Account, Site, Subject
from monitor.domain.timing import Clock
from monitor.domain.verdict import Outcome, Verdict
from monitor.regulations.editions import load_edition
from monitor.rules import signed
from monitor.wording.say import label, say
from storage.access import chain
from storage.db.codec import decode, encode
from storage.decisions.verdict_text import decode_verdict, encode_verdict
from storage.evidence.evidence import StoredExchange
from storage.evidence.pack_store import (
    StoredVerdict,
    add_links,
    copy_subject,
    doubts,
    evidence_of,
    evidence_rows,
    find_verdict,
)
from storage.evidence.unchanged import UnchangedAnswer, answers_among
from storage.observations.stamps import link_of_verdict, links_at_hand, stamp_after, stamps
from storage.store import Store

#: So far back rows are copied; the next reach is tried where the replay then says something else. None: all there are.
REACHES = (timedelta(days=70), timedelta(days=400), None)
#: Why a verdict that agrees in less than every word cannot be told from an altered one.
_UNTOLD = {
    Agreement.WORDS: "理由的文字不是本机程序所写，或由另一版本的程序判定，或已改动，不能核对",
    Agreement.OLD: "判定为旧版格式，不含逐项情况，或已删去，不能核对",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """What was packed."""

    verdict: Verdict
    files: int
    records: int  #: exchanges
    lost: tuple[str, ...]  #: ids of exchanges whose bytes are gone
    bytes: int
    says_the_same: bool = (
        True  #: deciding again gives the same reasons too; an earlier program may have had others
    )


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
                f"{subject.id}: no verdict of {rule} is stored"
                + (
                    f" under the number {number}; leave --number away for the newest one"
                    if number is not None
                    else f"; `monitor judge --{subject.kind} {subject.id}` gives one"
                )
            )
        verdict = decode_verdict(stored.json)
        pictures = await pictures_for(connection, verdict, clock())
        stamp = await stamp_after(connection, stored.recorded_at)
        stamped = [stamp.id] if stamp is not None else []
        exchanges = await evidence_of(connection, [*verdict.evidence, *pictures, *stamped])
        answers = await answers_among(connection, verdict.evidence)
        newest = await chain.head(connection)
    ids = [subject.id, *(one.id for one in canaries)]
    with folder_beside(target) as folder:
        for reach in REACHES:
            path = folder / "store.db"
            path.unlink(missing_ok=True)
            since = stored.decided_at - reach if reach is not None else None
            await copy_subject(
                store.database, path, stored, ids, since, [one.id for one in exchanges], [*pictures, *stamped]
            )
            again = await _replay(path, subject, canaries, stored, clock)
            same = agreement(stored.json, again) if again is not None else Agreement.NONE
            if same in (Agreement.EXACT, Agreement.OLD) or (reach is None and same is Agreement.WORDS):
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
        lost = write_evidence(store.evidence, exchanges, folder)
        write_pictures(store.evidence, exchanges, folder)
        (folder / "verdict.json").write_text(stored.json, encoding="utf-8")
        (folder / WORDS).write_text(
            _for_people(subject, verdict, exchanges, newest, answers), encoding="utf-8"
        )
        about = {
            "pack": FORMAT, "made_at": moment_text(clock()), **made_by(), "subject": encode(subject), "kind": subject.kind,
            "canaries": [encode(one) for one in canaries], "rule": rule, "number": stored.number, "as_of": exact_text(stored.decided_at),
            "known_by": stored.known_by.isoformat(), "head": newest.hash if newest else "", "evidence": [exchange_row(one) for one in exchanges],
            "pictures": pictures, "stamps": stamped, "replayed": same,
        }  # fmt: skip
        files = zip_folder(folder, target, about)
    return Packed(
        verdict=verdict,
        files=files,
        records=len(exchanges) - len(lost),
        lost=lost,
        bytes=target.stat().st_size,
        says_the_same=same is not Agreement.WORDS,
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
        about, unlike = manifest_of(folder, pack)
        files = files_check([*damaged, *unlike])
        stored, path = (folder / "verdict.json"), folder / "store.db"
        missing = [one.name for one in (stored, path, folder / WORDS) if not one.is_file()]
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


def _stays(stored: str) -> tuple[str, ...]:
    """Of these observations whose evidence is never let go of: those of a fail."""
    evidence = _rests_on(stored)
    return evidence if evidence and json.loads(stored).get("outcome") == Outcome.FAIL else ()


async def _check_store(
    path: Path, about: dict[str, Any], stored: str, clock: Clock, head: str | None, roots: Sequence[Any] | None
) -> list[PackCheck]:  # fmt: skip
    needed = (*_rests_on(stored), *about.get("pictures", ()), *about.get("stamps", ()))
    async with open_folder(path, clock) as store, store.database.read() as connection:
        links = await doubts(connection, about["head"], head, needed, _stays(stored))
        if links.is_altered:
            return check_altered(links, about["head"], head)
        rows = await evidence_rows(connection)
        answers = await answers_among(connection, _rests_on(stored))
        inside = await find_verdict(connection, "", "", about["number"])
        numbers = {hash: number for number, hash in (await links_at_hand(connection)).items()}
        unseen = await missing_pictures(connection, about.get("pictures", ()))
        held = {one.id for one in await stamps(connection)}
        holding = await link_of_verdict(connection, about["number"])
        stamped = await stamps_say(connection, path.parent, about["number"], roots, unbroken=links.unbroken)
    found = [check_chain(links), *check_head(links, about["head"], head), check_evidence(path.parent, about, rows, unseen, answers)]  # fmt: skip
    found += check_let_go(links)
    is_later = bool(links.known and holding and holding > numbers.get(head or "", 0))
    if is_later:
        says = f"判定在记录链校验值{head}之后入链，不能由它证明；请用判定之后印发的校验值"
        found.append(PackCheck(name="head", holds=None, says=says))
    proved = bool(links.known and links.unbroken and not links.wrong and holding and not is_later)
    if lost := [str(one) for one in about.get("stamps", ()) if one not in held]:
        found.append(
            PackCheck(name="timestamp", holds=False, says=f"清单所列的时间戳缺失：{'、'.join(lost)}")
        )
    found += [PackCheck(name="timestamp", holds=holds, says=says) for holds, says in stamped]
    subject: Subject = (
        decode(Site, about["subject"]) if about["kind"] == "site" else decode(Account, about["subject"])
    )
    canaries = [decode(Account, one) for one in about["canaries"]]
    odd = strangers(path.parent, files_of(("verdict.json", TOKEN), rows))
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
    to_the_second = moment_text(inside.decided_at)  # as packs of before state it
    stated = {
        "as_of": (exact_text(inside.decided_at), to_the_second),
        "known_by": (inside.known_by.isoformat(),),
    }
    if odd := [name for name, known in stated.items() if about.get(name) not in known]:
        says = f"清单所载的时点与判定不符，已改动：{'、'.join(odd)}"
        found.append(PackCheck(name="files", holds=False, says=says))
    last = chain.ChainHead(number=numbers.get(about["head"], 0), at=verdict.decided_at, hash=about["head"])
    expected = _for_people(subject, verdict, rows, last if about["head"] else None, answers)
    clause = verdict.clause
    quoted = (subject.name, clause.name, clause.source, *clause.text.split("\n"))
    found.append(check_words(path.parent, expected, about, "判定", "verdict.json", quoted))
    whose = f"{subject.name}（{subject.id}），{verdict.clause.name}，{moment_text(verdict.decided_at)}"
    again = await _replay(path, subject, canaries, inside, clock)
    return [*found, _check_replay(stored, again, whose, about, proved=proved)]


def _check_replay(
    stored: str, again: Verdict | None, whose: str, about: Mapping[str, Any], *, proved: bool
) -> PackCheck:
    """Whether deciding *again* says what is *stored*; *whose* it is, in words. *proved*: a hash learnt elsewhere vouches for it."""
    by = f"（{said}）" if (said := versions(about)) else ""
    if again is None:
        return PackCheck(name="replay", holds=False, says=f"重新判定的结果不同：无此条款{by}")
    whose, same = f"{label('outcome', again.outcome)}（{whose}）", agreement(stored, again)
    if same is Agreement.EXACT:
        exact = "逐字" if encode_verdict(again) == stored else ""
        return PackCheck(name="replay", holds=True, says=f"由监测记录重新判定，结果{exact}一致：{whose}")
    if same is Agreement.NONE:
        says = f"重新判定的结果不同：{label('outcome', again.outcome)}；判定中的数字、日期、名称或依据与监测记录不符{by}"
        return PackCheck(name="replay", holds=False, says=says)
    holds, why = None, _UNTOLD[same]
    if proved:
        holds, why = True, "其余为当时所写，记录链校验值证明未改动"
    elif is_ours(about) and about.get("replayed", Agreement.EXACT) == Agreement.EXACT:
        holds, why = False, "生成本证据包时文字与逐项情况也一致，现在不同，已改动"
    says = f"由监测记录重新判定，结论、区间、数值与依据一致：{whose}；{why}{by}"
    return PackCheck(name="replay", holds=holds, says=says)


async def _replay(
    path: Path, subject: Subject, canaries: Sequence[Account], stored: StoredVerdict, clock: Clock
) -> Verdict | None:
    """The verdict that *path* leads to, decided again by the rules of this program; None: its edition has no such rule."""
    async with open_folder(path, clock) as store:
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


def _for_people(
    subject: Subject,
    verdict: Verdict,
    exchanges: Sequence[StoredExchange],
    head: chain.ChainHead | None,
    answers: Sequence[UnchangedAnswer],
) -> str:
    clause = verdict.clause
    begin = [
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
    ]
    pages = "原始网页（WARC 格式，evidence 文件夹，文件名为编号）："
    found = words_of_pack(
        begin, pages if exchanges else "没有列出原始网页：依据为包内的监测记录、导入的记录或人工确认。", exchanges, head,
        "它逐个核对文件、记录链、原始网页，并由监测记录重新判定。", answers,
    )  # fmt: skip
    if verdict.outcome is Outcome.UNKNOWN and verdict.needs is not None:
        found += f"尚不能判定，须：{say(verdict.needs)}\n"
    return found
