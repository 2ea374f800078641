"""
Evidence packs of the patrol (巡查证据包): what a person confirmed, with what was fetched, checkable on another machine.

A pack is a zip like that of a verdict: `manifest.json`, `finding.json` (the line, its candidates, who confirmed it and why),
`store.db` (the sightings, the acts, the links of the chain of records), `evidence/*.warc.gz`, `pictures/*.png` (how the
pages looked, where pictures are taken), and `说明.txt` for people.
Checking reads the pages again and looks whether they show what the candidates say.
"""

import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

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
from monitor.app.pack_pictures import missing_pictures, pictures_of_line, write_pictures
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
    made_by,
    open_folder,
    words_of_pack,
    write_evidence,
)
from monitor.assess.patrol_findings import part_of
from monitor.collect.patrol_replay import seen_again
from monitor.domain.finding import Finding
from monitor.domain.patrol import CandidateState, PatrolCandidate
from monitor.domain.plain import moment_text
from monitor.domain.timing import Clock
from monitor.wording.patrol import detail_words
from monitor.wording.say import label
from probes.wall.base import Wall
from storage.access import chain
from storage.evidence.evidence import EvidenceFolder, Record, StoredExchange, in_full
from storage.evidence.pack_store import add_links, doubts, evidence_of, evidence_rows
from storage.evidence.patrol_copy import confirmed_in, copy_sightings, exchanges_of, sightings_in
from storage.observations import patrol_queue
from storage.observations.stamps import links_at_hand, links_of
from storage.store import Store

#: What the manifest calls such a pack.
SORT = "patrol"
#: Of a line with more candidates the first so many are packed.
MOST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class PatrolPacked:
    """What was packed of a line that a person confirmed."""

    name: str
    candidates: int
    left: int  #: candidates of the line beyond `MOST`
    files: int
    records: int  #: exchanges
    lost: tuple[str, ...]  #: ids of exchanges whose bytes are gone
    bytes: int


async def make_patrol_pack(
    store: Store, wall: Wall, finding: Finding, target: Path, clock: Clock, *, whole: bool = False
) -> PatrolPacked:
    """
    Write the pack of a finding of the patrol; *whole*: with every link of the chain from its first record on.

    It is checked before it gets its name. Raises PackError where nobody has confirmed the line any more, where nothing is
    stored that it rests on, or where the stored pages do not show what the candidates say.
    """
    several, left = await _confirmed(store, finding)
    ids = list(dict.fromkeys(id for one in several for id in one.evidence))
    if not ids:
        raise PackError(
            f"{finding.id}: was confirmed before the patrol stored evidence; `monitor findings retest {finding.id}` looks again "
            "and stores it"
        )
    async with store.database.read() as connection:
        pictures = await pictures_of_line(connection, finding, clock())
        exchanges = await evidence_of(connection, [*ids, *pictures])
        newest = await chain.head(connection)
    with folder_beside(target) as folder:
        await copy_sightings(
            store.database,
            folder / "store.db",
            [*ids, *pictures],
            [one.id for one in exchanges],
            [one.id for one in several],
        )
        await add_links(store.database, folder / "store.db", whole=whole)
        lost = write_evidence(store.evidence, exchanges, folder)
        write_pictures(store.evidence, exchanges, folder)
        stated = _stated(finding, several)
        (folder / "finding.json").write_text(
            json.dumps(stated, ensure_ascii=False, sort_keys=True, indent=1), encoding="utf-8"
        )
        (folder / WORDS).write_text(_for_people(stated, exchanges, newest), encoding="utf-8")
        about = {
            "pack": FORMAT, "sort": SORT, "made_at": moment_text(clock()), **made_by(), "subject": finding.subject,
            "head": newest.hash if newest else "", "evidence": [exchange_row(one) for one in exchanges],
            "pictures": pictures,
        }  # fmt: skip
        if not lost:
            again = await _check_sightings(folder, about, stated, clock, wall, None)
            if wrong := [one.says for one in again if one.holds is False]:
                raise PackError(f"{finding.id}: {'；'.join(wrong)}")
        files = zip_folder(folder, target, about)
    return PatrolPacked(
        name=finding.standing.name, candidates=len(several), left=left, files=files, records=len(exchanges) - len(lost), lost=lost,
        bytes=target.stat().st_size,
    )  # fmt: skip


def is_patrol_pack(pack: Path) -> bool:
    """Whether *pack* says that it is one of the patrol; what it is is checked by `check_patrol_pack`."""
    try:
        with zipfile.ZipFile(pack) as file:
            return bool(json.loads(file.read("manifest.json")).get("sort") == SORT)
    except (OSError, zipfile.BadZipFile, ValueError, KeyError, AttributeError):
        return False


async def check_patrol_pack(pack: Path, clock: Clock, wall: Wall, head: str | None = None) -> list[PackCheck]:
    """Everything in *pack* held against everything else, as `check_pack` does. Raises PackError for a file that is no pack."""
    with unfolded(pack) as (folder, damaged):
        about, unlike = manifest_of(folder, pack)
        wrong = [*damaged, *unlike]
        try:
            stated = json.loads((folder / "finding.json").read_text("utf-8"))
            stored = all((folder / name).is_file() for name in ("store.db", WORDS)) and isinstance(
                stated["candidates"], list
            )
        except (OSError, ValueError, KeyError, TypeError):
            stored = False
        if not stored:
            return [
                files_check(wrong),
                PackCheck(name="replay", holds=False, says=f"finding.json、store.db 或{WORDS}缺失或不可读"),
            ]
        try:
            return [files_check(wrong), *await _check_sightings(folder, about, stated, clock, wall, head)]
        except Exception as error:  # whatever somebody wrote in the place of a line, a manifest or a database
            says = f"finding.json、清单或监测记录残缺或已改动，无法读取（{type(error).__name__}）"
            return [files_check(wrong), PackCheck(name="chain", holds=False, says=says)]


async def _confirmed(store: Store, finding: Finding) -> tuple[list[PatrolCandidate], int]:
    """The candidates of the finding's line, at most `MOST`, and how many more there are."""
    async with store.database.read() as connection:
        lines = await patrol_queue.confirmed_lines(connection, [finding.subject])
        first = next((one.first for one in lines if part_of(one.first.screen, one.first.line) == finding.part), None)  # fmt: skip
        if first is None or first.state is not CandidateState.CONFIRMED:
            raise PackError(f"{finding.id}: nobody has it confirmed any more; nothing was packed")
        several = await patrol_queue.on_line(connection, first, 100_000)
    grounded = [one for one in several if one.evidence]
    return grounded[:MOST], max(len(grounded) - MOST, 0)


async def _check_sightings(
    folder: Path, about: dict[str, Any], stated: dict[str, Any], clock: Clock, wall: Wall, head: str | None
) -> list[PackCheck]:
    pictures = about.get("pictures", ())
    stays = [id for one in stated["candidates"] for id in one["evidence"]]  # a confirmed finding rests on it
    async with open_folder(folder / "store.db", clock) as store, store.database.read() as connection:
        links = await doubts(connection, about["head"], head, [*stays, *pictures], stays)
        if links.is_altered:
            return check_altered(links, about["head"], head)
        rows = await evidence_rows(connection)
        sightings = {one.id: one for one in await sightings_in(connection)}
        acts = await confirmed_in(connection)
        unseen = await missing_pictures(connection, pictures)
        numbers = {hash: number for number, hash in (await links_at_hand(connection)).items()}
        acted = await links_of(connection, "audit", [key for key, _, _ in acts])
        sighted = await links_of(connection, "observation", stays)
        found = [
            check_chain(links),
            *check_head(links, about["head"], head),
            check_evidence(folder, about, rows, unseen),
            *check_let_go(links),
        ]
        if links.known and _is_later(stated, acts, acted, sighted, numbers.get(head or "", 0)):
            says = f"确认或所见在记录链校验值{head}之后入链，不能由它证明；请用确认之后印发的校验值"
            found.append(PackCheck(name="head", holds=None, says=says))
        records = {id: await _records(store, folder, id) for id in sightings}
    last = chain.ChainHead(number=numbers.get(about["head"], 0), at=clock(), hash=about["head"])
    expected = _for_people(stated, rows, last if about["head"] else None)
    found.append(check_words(folder, expected, about, "所确认的内容", "finding.json"))
    if odd := strangers(folder, files_of(("finding.json",), rows)):
        found.append(
            PackCheck(name="files", holds=False, says=f"有不属于证据包的文件：{'、'.join(odd[:10])}")
        )
    shown: dict[tuple[str, str, str, str], bool] = {}
    for one in sightings.values():
        for seen, holds in await seen_again(one.facts, records[one.id], one.at, wall):
            key = (seen.screen.value, seen.cause[:1000], seen.page[:1000], seen.sentence[:400])
            shown[key] = shown.get(key, False) or holds
    keys = [(stated["screen"], one["cause"], one["page"], one["sentence"]) for one in stated["candidates"]]
    missing = [key[2] or key[1] for key in keys if not _shown(key, shown)]
    says = f"{len(keys)}处所见均可由保存的页面重新看到" if not missing else f"保存的页面看不到所称内容：{'、'.join(missing[:5])}（共{len(missing)}处）"  # fmt: skip
    found.append(
        PackCheck(name="replay", holds=bool(keys) and not missing, says=says if keys else "没有所见")
    )
    return [*found, _check_acts(stated, acts)]


def _shown(key: tuple[str, str, str, str], shown: Mapping[tuple[str, str, str, str], bool]) -> bool:
    """Whether a sighting shows it (screen, cause, page, sentence); a script of a stranger is one line, on whatever page it was met."""
    if key[0] == "foreign":
        return any(holds for other, holds in shown.items() if other[:2] == key[:2])
    return shown.get(key, False)


def _check_acts(stated: dict[str, Any], acts: Sequence[tuple[str, str, str]]) -> PackCheck:
    """Whether who is said to have confirmed it did, by the chained acts; one act stands for all of its line."""
    claimed = {(one["who"], one["note"]) for one in stated["candidates"]}
    done = {(who, note) for _, who, note in acts}
    if claimed <= done:
        return PackCheck(name="acts", holds=True, says=f"确认人与记录链中的操作记录一致：{'、'.join(sorted(who for who, _ in claimed))}")  # fmt: skip
    return PackCheck(name="acts", holds=False, says="确认人或理由与记录链中的操作记录不符")


def _is_later(
    stated: dict[str, Any], acts: Sequence[tuple[str, str, str]], acted: Mapping[str, int], sighted: Mapping[str, int], known: int
) -> bool:  # fmt: skip
    """Whether somebody confirmed, or something was first seen, in a link after the one of the number *known*."""
    first: dict[tuple[str, str], int] = {}
    for key, who, note in acts:
        first[who, note] = min(acted.get(key, 0), first.get((who, note), acted.get(key, 0)))
    seen = [min((sighted.get(id, 0) for id in one["evidence"]), default=0) for one in stated["candidates"]]
    confirmed = [first.get((one["who"], one["note"]), 0) for one in stated["candidates"]]
    return any(number > known for number in (*seen, *confirmed))


async def _records(store: Store, folder: Path, id: str) -> list[Record]:
    """The exchanges of one sighting, from the files of the pack."""
    async with store.database.read() as connection:
        stored = await evidence_of(connection, [id])
        mine = await exchanges_of(connection, id)
    moved = {one.id: replace(one, file=f"evidence/{one.id}.warc.gz", offset=0) for one in stored}
    full = in_full(stored)
    bare = EvidenceFolder(folder)
    return [
        bare.read(moved[one.id], moved[full[one.sha256, one.file].id]) for one in stored if one.id in mine
    ]


def _stated(finding: Finding, several: Sequence[PatrolCandidate]) -> dict[str, Any]:
    first = several[0]
    return {
        "finding": finding.id, "subject": finding.subject, "name": finding.standing.name, "screen": first.screen.value, "line": first.line,
        "detail": detail_words(first),
        "candidates": [
            {
                "id": one.id, "cause": one.cause, "page": one.page, "sentence": one.sentence, "first_seen": moment_text(one.first_seen), "who": one.who,
                "note": one.note, "decided_at": moment_text(one.decided_at) if one.decided_at else None, "evidence": list(one.evidence),
            }
            for one in several
        ],
    }  # fmt: skip


def _for_people(
    stated: Mapping[str, Any], exchanges: Sequence[StoredExchange], head: chain.ChainHead | None
) -> str:
    first = stated["candidates"][0]
    begin = [
        f"巡查证据包：{stated['name']}",
        "",
        f"问题编号：{stated['finding']}",
        f"网站：{stated['subject']}",
        f"筛查项：{label('screen', stated['screen'])}",
        f"说明：{stated['detail']}" if stated["detail"] else "",
        f"确认：{first['who']}，{first['decided_at'] or ''}，{first['note']}",
        "",
        "所见（个人信息已遮盖）：",
        *(
            f"  {one['first_seen']}  {one['page'] or one['cause']}  {one['sentence']}"
            for one in stated["candidates"]
        ),
    ]
    return words_of_pack(
        begin, "原始网页（WARC 格式，evidence 文件夹，文件名为编号；含个人信息的已遮盖，并注明原始内容的长度和校验值）：", exchanges, head,
        "它逐个核对文件、记录链、原始网页、确认人，并由保存的页面重新查看所见内容。",
    )  # fmt: skip
