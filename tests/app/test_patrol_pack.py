"""What a person confirmed of the patrol leaves as a pack: read again from its bytes elsewhere, and no change to it unnoticed."""

import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import select

from monitor.app.evidence_pack import PackCheck, PackError
from monitor.app.patrol_pack import check_patrol_pack, is_patrol_pack, make_patrol_pack
from monitor.assess.patrol_findings import update_patrol_findings
from monitor.collect.patrol_replay import seen_again
from monitor.domain.finding import Finding
from monitor.domain.observation import Exchange, Observation
from monitor.domain.patrol import CandidateState, PatrolSighting, ScreenId
from monitor.domain.screenshot import Screenshot, ShotState
from monitor.domain.site import Centre, Watch
from probes.http.browser_picture import NOTE
from probes.wall.base import Inline
from storage.access import audit
from storage.db import tables
from storage.db.codec import decode
from storage.decisions import findings
from storage.evidence.pack_store import evidence_of
from storage.observations import patrol_candidates
from storage.observations.page_facts import pictures_of
from storage.observations.stamps import links_at_hand, links_of
from storage.store import Store
from tests.app.test_screenshots import png
from tests.collect.test_patrol import Portal, portal
from tests.collect.test_patrol_evidence import FILE, store, walk
from tests.patrol.test_attachment import docx
from tests.patrol.test_privacy import NUMBER
from tests.probes.world import HOME, NOW, site

__all__ = ["store"]
WATCH = Watch(edition="national-2019", centre=Centre(name="示例中心"), sites=(site(),))


async def confirmed(store: Store, web: Portal, screen: ScreenId, weeks: int = 1) -> Finding:
    """The finding of the candidate of *screen*, confirmed by a person after so many patrols."""
    for _ in range(weeks):
        one = (await walk(store, web)).get(screen)
        web.now += timedelta(days=7)
    assert one is not None
    async with store.database.write() as connection:
        await patrol_candidates.decide(connection, [one.id], CandidateState.CONFIRMED, "lin", "属实", web.now)
        await audit.note(connection, audit.AuditEntry(at=web.now, who="lin", act="patrol_confirmed", target=one.id, detail="属实"))  # fmt: skip
        await update_patrol_findings(connection, WATCH, ["s"], web.now)
    async with store.database.read() as connection:
        [found] = await findings.open_findings(connection, ["s"])
    return found


async def packed(store: Store, web: Portal, screen: ScreenId, folder: Path, weeks: int = 1) -> Path:
    found = await confirmed(store, web, screen, weeks)
    assert found.standing.evidence
    await make_patrol_pack(store, Inline(), found, folder / "x.zip", lambda: NOW)
    return folder / "x.zip"


async def check(pack: Path, head: str | None = None) -> dict[str, PackCheck]:
    assert is_patrol_pack(pack)
    return {one.name: one for one in await check_patrol_pack(pack, lambda: NOW, Inline(), head)}


def typo() -> Portal:
    web = portal(1)
    web.pages[f"{HOME}p0.htm"] = "<p>各单位要认真布署防汛工作</p>"
    return web


async def test_a_pack_of_a_confirmed_line_holds(store: Store, tmp_path: Path) -> None:
    found = await check(await packed(store, typo(), ScreenId.WORDING, tmp_path))
    assert {name: one.holds for name, one in found.items()} == {
        "files": True, "chain": True, "head": True, "evidence": True, "words": True, "replay": True, "acts": True,
    }  # fmt: skip
    assert "lin" in found["acts"].says


async def test_a_hash_that_was_printed_before_somebody_confirmed_proves_nothing_of_it(
    store: Store, tmp_path: Path
) -> None:
    pack = await packed(store, typo(), ScreenId.WORDING, tmp_path)
    async with store.database.read() as connection:
        links = await links_at_hand(connection)
        [act] = (await connection.execute(select(tables.audit.c.number))).scalars()
        [confirmed] = (await links_of(connection, "audit", [str(act)])).values()
    told = {number: [one for one in await check_patrol_pack(pack, lambda: NOW, Inline(), hash) if one.name == "head"] for number, hash in links.items()}  # fmt: skip
    assert confirmed - 1 in told
    for number, found in told.items():
        later = [one.holds for one in found if "之后入链，不能由它证明" in one.says]
        assert later == ([None] if number < confirmed else []), (number, confirmed, found)


async def test_of_a_list_of_persons_no_number_leaves_with_the_pack(store: Store, tmp_path: Path) -> None:
    web = portal(1)
    web.pages[HOME] += f'<a href="{FILE}">名单</a>'
    web.files[FILE] = docx(f"王某 {NUMBER}")
    pack = await packed(store, web, ScreenId.PRIVACY, tmp_path)
    assert all(one.holds for one in (await check(pack)).values())
    with zipfile.ZipFile(pack) as file:
        assert all(NUMBER.encode() not in file.read(name) for name in file.namelist())


async def test_what_was_seen_is_seen_again_in_what_was_kept(store: Store) -> None:
    web, body = portal(2), "我区召开防汛工作会议，研究部署近期防汛抗旱和安全生产各项工作任务。" * 6
    web.pages[HOME] += '<div style="display:none"><a href="http://x.strange.com/">棋牌</a></div>'
    web.outside["http://friend.example.org/"] = "澳门娱乐城"
    await walk(store, web)
    web.now += timedelta(days=7)
    for n, day in ((0, "2026-01-05"), (1, "2026-10-05")):
        web.pages[f"{HOME}p{n}.htm"] = f"<p>发布时间：{day} 09:00</p><p>{body}</p>"
    web.pages[HOME] += (
        '<script src="http://js.newhost.com/a.js"></script><a href="http://new.stranger.net/">某站</a>'
    )
    await walk(store, web)
    async with store.database.read() as connection:
        some = await patrol_candidates.candidates(connection, "s", None)
    again: dict[ScreenId, bool] = {}
    for one in some:
        seen = await store.observation(one.evidence[-1])
        assert seen is not None
        facts = decode(PatrolSighting, seen["json"])
        for found, holds in await seen_again(facts, await store.records(one.evidence[-1]), web.now, Inline()):
            again[found.screen] = again.get(found.screen, True) and holds
        changed = replace(facts, candidates=tuple(replace(other, cause="http://x.test/", sentence="别的", detail={"kind": "script", "way": "turned"}) for other in facts.candidates))  # fmt: skip
        if one.screen is not ScreenId.DEAD_LINK:
            assert not any(holds for _, holds in await seen_again(changed, await store.records(one.evidence[-1]), web.now, Inline()))  # fmt: skip
    kinds = {ScreenId.HIDDEN, ScreenId.OUTSIDE, ScreenId.FOREIGN, ScreenId.TAMPER, ScreenId.REDATED, ScreenId.DEAD_LINK}  # fmt: skip
    assert again == dict.fromkeys(kinds, True)


def changed(pack: Path, change: Callable[[Path], None], *, resum: bool = True) -> Path:
    folder = pack.with_name("changed")
    shutil.rmtree(folder, ignore_errors=True)
    with zipfile.ZipFile(pack) as file:
        file.extractall(folder)
    change(folder)
    if resum:  # whoever alters a pack can do that too
        about = json.loads((folder / "manifest.json").read_text("utf-8"))
        about["files"] = {
            one.relative_to(folder).as_posix(): sha256(one.read_bytes()).hexdigest()
            for one in folder.rglob("*")
            if one.is_file() and one.name != "manifest.json"
        }
        (folder / "manifest.json").write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")
    return Path(shutil.make_archive(str(folder), "zip", folder))


def said(folder: Path, old: str, new: str) -> None:
    path = folder / "finding.json"
    path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")


def wrote(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / "store.db")) as base:
        made = base.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in made:
            base.execute(f"DROP TRIGGER {name}")
        base.execute(statement)
        for _, trigger in made:
            base.execute(trigger)
        base.commit()


CHANGES: tuple[tuple[str, Callable[[Path], None]], ...] = (
    ("acts", lambda folder: said(folder, '"lin"', '"wang"')),
    ("replay", lambda folder: said(folder, "p0.htm", "p9.htm")),
    ("words", lambda folder: (folder / "说明.txt").write_text("已整改", encoding="utf-8")),
    ("replay", lambda folder: said(folder, '"sentence": "', '"sentence": "某局')),
    ("chain", lambda folder: wrote(folder, "UPDATE audit SET who = 'wang'")),
    ("chain", lambda folder: wrote(folder, "UPDATE observation SET at = '2020-01-01T00:00:00+08:00'")),
    ("replay", lambda folder: wrote(folder, "UPDATE body SET json = json || ' '")),
    ("evidence", lambda folder: next((folder / "evidence").iterdir()).unlink()),
    ("replay", lambda folder: (folder / "store.db").unlink()),
    ("replay", lambda folder: (folder / "说明.txt").unlink()),
    ("chain", lambda folder: (folder / "store.db").write_bytes(b"no database")),
    ("chain", lambda folder: said(folder, '"screen"', '"x"')),
    ("chain", lambda folder: (folder / "finding.json").write_text('{"candidates": [1]}')),
)


async def test_what_was_altered_is_named_whatever_sums_were_made_anew(store: Store, tmp_path: Path) -> None:
    pack = await packed(store, typo(), ScreenId.WORDING, tmp_path)
    for what, change in CHANGES:
        found = await check(changed(pack, change))
        assert found[what].holds is False
    found = await check(changed(pack, lambda folder: said(folder, "typos", "typoz"), resum=False))
    assert found["files"].holds is False
    assert "finding.json" in found["files"].says


async def pictured(store: Store, found: Finding) -> str:
    """A picture of what *found* is about; gives the id of its exchange."""
    sent = Exchange(url=f"{HOME}p0.htm", at=NOW, status=200, headers=(("Content-Type", "image/png"),), body=png(), note=NOTE)  # fmt: skip
    facts = Screenshot(url=sent.url, state=ShotState.TAKEN, width=2, height=3)
    await store.save(
        [Observation(subject="s", part=found.standing.part, at=NOW, facts=facts, exchanges=(sent,))]
    )
    async with store.database.read() as connection:
        [shot] = await pictures_of(connection, "s", [found.standing.part], NOW, NOW)
        [exchange] = await evidence_of(connection, [shot.id])
    return exchange.id


async def test_a_picture_goes_along_and_is_missed_where_somebody_takes_it_out(store: Store, tmp_path: Path) -> None:  # fmt: skip
    found = await confirmed(store, typo(), ScreenId.WORDING)
    id = await pictured(store, found)
    await make_patrol_pack(store, Inline(), found, tmp_path / "x.zip", lambda: NOW)
    with zipfile.ZipFile(tmp_path / "x.zip") as file:
        assert file.read(f"pictures/{id}.png") == png()
        assert f"pictures/{id}.png" in file.read("说明.txt").decode()
    said = await check(tmp_path / "x.zip")
    assert all(one.holds for one in said.values())
    assert "网页截图1份" in said["evidence"].says

    def everywhere(folder: Path) -> None:
        (folder / "pictures" / f"{id}.png").unlink()
        (folder / "evidence" / f"{id}.warc.gz").unlink()
        about = json.loads((folder / "manifest.json").read_text("utf-8"))
        about["evidence"] = [one for one in about["evidence"] if one["id"] != id]
        (folder / "manifest.json").write_text(json.dumps(about), encoding="utf-8")
        wrote(folder, f"DELETE FROM observation_evidence WHERE evidence = '{id}'")
        wrote(folder, f"DELETE FROM evidence WHERE id = '{id}'")
        wrote(folder, "DELETE FROM observation WHERE kind = 'screenshot'")

    for change in (lambda folder: (folder / "pictures" / f"{id}.png").unlink(), everywhere):
        assert (await check(changed(tmp_path / "x.zip", change)))["evidence"].holds is False


async def test_the_words_of_another_version_are_not_held_against_ours(store: Store, tmp_path: Path) -> None:
    def older(folder: Path) -> None:
        words = folder / "说明.txt"
        words.write_text(words.read_text("utf-8").replace("核对：", "如何核对："), encoding="utf-8")
        about = json.loads((folder / "manifest.json").read_text("utf-8"))
        (folder / "manifest.json").write_text(json.dumps({**about, "software": "0.0.9"}), encoding="utf-8")

    found = await check(changed(await packed(store, typo(), ScreenId.WORDING, tmp_path), older))
    assert found["words"].holds is None
    assert "0.0.9" in found["words"].says


async def test_a_file_that_belongs_to_no_pack_is_named_though_the_manifest_lists_it(store: Store, tmp_path: Path) -> None:  # fmt: skip
    pack = await packed(store, typo(), ScreenId.WORDING, tmp_path)
    stranger = changed(pack, lambda folder: (folder / "补充说明.txt").write_text("x", encoding="utf-8"))
    found = await check_patrol_pack(stranger, lambda: NOW, Inline())
    assert "有不属于证据包的文件：补充说明.txt（不属于证据包）" in [
        one.says for one in found if one.holds is False
    ]


async def test_a_line_that_rests_on_nothing_or_was_taken_back_makes_no_pack(store: Store, tmp_path: Path) -> None:  # fmt: skip
    found = await confirmed(store, typo(), ScreenId.WORDING)
    async with store.database.write() as connection:
        [one] = await patrol_candidates.candidates(connection, "s", CandidateState.CONFIRMED)
        await patrol_candidates.decide(connection, [one.id], CandidateState.DISMISSED, "lin", "x", NOW)
    with pytest.raises(PackError, match="nobody has it confirmed any more"):
        await make_patrol_pack(store, Inline(), found, tmp_path / "x.zip", lambda: NOW)
    assert not (tmp_path / "x.zip").exists()
