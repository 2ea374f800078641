"""An evidence pack: everything of one verdict, checked without the database it came from, and no change to it unnoticed."""

import asyncio
import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from monitor.app.evidence_pack import check_head, make_pack
from monitor.app.runtime import open_runtime
from monitor.domain.observation import Exchange, Observation, Visit
from monitor.domain.reach import Reach
from monitor.domain.site import Centre, Site, Watch
from storage.evidence.pack_store import ChainCheck
from storage.evidence.warc import records
from tests.cli.test_commands import CONFIG, START, Desk
from tests.operator_desk import Cli


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pack of a site that was not open in a tenth of its visits."""
    desk = Desk(tmp_path_factory.mktemp("desk"), START + timedelta(days=7, hours=6))
    desk.configure(head=CONFIG)
    assert desk.run("import", desk.week(17)).exit_code == 0
    desk.run("judge", "--as-of", "2026-11-20")
    done = desk.run("evidence", "pack", "portal/site_unreachable", "--out", str(desk.folder / "x.zip"))
    assert done.exit_code == 0, done.output
    assert "不合格" in done.output
    return desk.folder / "x.zip"


def check(folder: Path, pack: Path, *options: str) -> tuple[int, str]:
    elsewhere = Cli(folder / "elsewhere")  # another machine: neither our configuration nor our database
    done = elsewhere.bare("evidence", "check", str(pack), *options)
    return done.exit_code, done.output


def repacked(pack: Path, target: Path, change: Callable[[Path], None]) -> Path:
    """*pack* with *change* done to what is in it; the manifest's sums stay."""
    folder = target.with_suffix("")
    with zipfile.ZipFile(pack) as file:
        file.extractall(folder)
    change(folder)
    shutil.make_archive(str(folder), "zip", folder)
    return target


def resummed(folder: Path) -> None:
    """A manifest that fits what is there now: whoever alters a pack can do that too."""
    import hashlib

    path = folder / "manifest.json"
    about = json.loads(path.read_text("utf-8"))
    about["files"] = {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in about["files"]
    }
    path.write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")


def altered(statement: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        with closing(sqlite3.connect(folder / "store.db")) as base:
            base.execute(statement)
            base.commit()
        resummed(folder)

    return change


def test_a_pack_holds_on_a_machine_that_has_nothing_else(packed: Path, tmp_path: Path) -> None:
    status, said = check(tmp_path, packed)
    assert status == 0, said
    assert "重新判定，结果逐字一致：不合格" in said
    assert "✗" not in said


def test_a_verdict_of_what_was_seen_in_its_own_second_is_packed_and_judged_again(cli: Cli) -> None:
    cli.configure(
        '[[account]]\nid = "w"\nname = "示例发布"\nplatform = "weibo"\nsource = {kind = "import"}\n'
    )
    judged = cli.now.replace(microsecond=900_000)
    post = {"observation": "post", "account": "w", "at": judged - timedelta(milliseconds=500), "id": "1"}
    post |= {"published": judged - timedelta(days=1), "title": "示例"}
    rows = cli.write("posts.jsonl", [{name: str(said) for name, said in post.items()}])
    cli.now = judged - timedelta(milliseconds=400)
    assert cli.run("import", rows).exit_code == 0
    cli.now = judged
    cli.run("judge")
    pack = cli.folder / "x.zip"
    assert cli.run("evidence", "pack", "w/account_silent", "--out", str(pack)).exit_code == 0
    with zipfile.ZipFile(pack) as file:
        about = json.loads(file.read("manifest.json"))
    assert (about["as_of"], about["replayed"]) == (judged.isoformat(), "exact")
    status, said = check(cli.folder, pack)
    assert (status, "重新判定，结果逐字一致：合格" in said) == (0, True)


def test_a_pack_says_for_people_what_it_is(packed: Path) -> None:
    with zipfile.ZipFile(packed) as file:
        said = file.read("说明.txt").decode()
        assert json.loads(file.read("manifest.json"))["rule"] == "site_unreachable"
    assert "站点无法访问" in said
    assert "monitor evidence check" in said


def test_one_byte_changed_is_named(packed: Path, tmp_path: Path) -> None:
    def change(folder: Path) -> None:
        path = folder / "说明.txt"
        path.write_bytes(path.read_bytes().replace(b"2026", b"2025", 1))

    status, said = check(tmp_path, repacked(packed, tmp_path / "y.zip", change))
    assert status == 4
    assert "说明.txt（已改动）" in said


def test_a_file_left_out_is_named(packed: Path, tmp_path: Path) -> None:
    status, said = check(tmp_path, repacked(packed, tmp_path / "y.zip", lambda folder: (folder / "verdict.json").unlink()))  # fmt: skip
    assert status == 4
    assert "verdict.json（缺失）" in said


def test_a_verdict_altered_with_its_sums_is_told_by_its_replay(packed: Path, tmp_path: Path) -> None:
    def change(folder: Path) -> None:
        path = folder / "verdict.json"
        path.write_text(path.read_text("utf-8").replace('"outcome":"fail"', '"outcome":"pass"'), "utf-8")
        resummed(folder)

    status, said = check(tmp_path, repacked(packed, tmp_path / "y.zip", change))
    assert status == 4
    assert "判定与库中保存的不是同一份" in said


def test_a_visit_altered_with_all_sums_is_told_by_the_chain(packed: Path, tmp_path: Path) -> None:
    change = altered("UPDATE visit SET reach = 'opened' WHERE reach = 'not_opened'")
    status, said = check(tmp_path, repacked(packed, tmp_path / "y.zip", change))
    assert status == 4
    assert "与记录链不符：visit" in said


def test_a_chain_that_was_made_anew_lacks_the_hash_that_a_mail_named(packed: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(packed) as file:
        head = json.loads(file.read("manifest.json"))["head"]
    assert check(tmp_path, packed, "--head", head)[0] == 0
    assert check(tmp_path, packed, "--head", f" {head[:32]} {head[32:].upper()}")[0] == 0
    for slip in (head[:-1], "zzz"):  # a slip of the hand is told as none of the pack's doing
        status, said = check(tmp_path, packed, "--head", slip)
        assert (status, "--head: found" in said) == (2, True)
    status, said = check(tmp_path, packed, "--head", "0" * 63 + "1")
    assert status == 4
    assert "不含记录链校验值" in said


def test_what_the_links_of_a_pack_say_decides_over_its_manifest() -> None:
    """Another hash, one from elsewhere, and links left out between: told apart, and never taken for held."""
    said = {
        (unbroken, known): [
            one.holds
            for one in check_head(
                ChainCheck(wrong=(), rows=1, head=True, unbroken=unbroken, known=known), "a", "b"
            )
        ]
        for unbroken in (True, False)
        for known in (True, False)
    }
    assert said == {
        (True, True): [True, True],
        (True, False): [True, False],
        (False, True): [None],
        (False, False): [None],
    }
    gone = ChainCheck(wrong=(), rows=1, head=False, unbroken=True, known=None)
    assert [one.holds for one in check_head(gone, "a", None)] == [False]


def test_a_page_swapped_left_out_or_left_unlinked_is_told_by_the_chain(tmp_path: Path) -> None:
    """Whoever swaps raw bytes can make all sums anew, those of the manifest and those of the store too."""
    pack = asyncio.run(_pack_with_pages(tmp_path))
    assert check(tmp_path, pack)[0] == 0

    def swap(folder: Path, *, store: bool) -> None:
        path = folder / "manifest.json"
        about = json.loads(path.read_text("utf-8"))
        one = about["evidence"][0]
        other = Exchange(url=one["url"], at=datetime.fromisoformat(one["at"]), status=200, body=b"another")
        raw = records(other, digest := sha256(b"another").hexdigest(), again=False)
        (folder / "evidence" / f"{one['id']}.warc.gz").write_bytes(raw)
        one |= {"sha256": digest, "length": len(raw)}
        path.write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")
        if store:
            altered(f"UPDATE evidence SET sha256 = '{digest}', length = {len(raw)} WHERE id = '{one['id']}'")(
                folder
            )
        resummed(folder)

    def leave_out(folder: Path) -> None:
        path = folder / "manifest.json"
        about = json.loads(path.read_text("utf-8"))
        id = about["evidence"].pop(0)["id"]
        (folder / "evidence" / f"{id}.warc.gz").unlink()
        del about["files"][f"evidence/{id}.warc.gz"]
        path.write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")
        altered(f"DELETE FROM observation_evidence WHERE evidence = '{id}'")(folder)
        altered(f"DELETE FROM evidence WHERE id = '{id}'")(folder)

    told = {
        "清单所列的原始网页与监测记录不符": lambda folder: swap(folder, store=False),
        "与记录链不符：evidence": lambda folder: swap(folder, store=True),
        "与记录链不符：缺失的evidence": leave_out,
    }
    for n, (words, change) in enumerate(told.items()):
        status, said = check(tmp_path, repacked(pack, tmp_path / f"y{n}.zip", change))
        assert (status, words in said) == (4, True), said


async def _pack_with_pages(folder: Path) -> Path:
    """The pack of a site that never opened in a week but answered with a page of its own each time."""
    site = Site(id="s", name="示例", url="http://www.example.gov.cn/", edition="fuzhou-2021")
    watch = Watch(edition="fuzhou-2021", centre=Centre(name="示例"), sites=(site,))

    def clock() -> datetime:
        return START + timedelta(days=7)

    async with open_runtime(watch, f"sqlite+aiosqlite:///{folder / 'm.db'}", clock) as runtime:
        looks = []
        for n in range(7 * 24):
            at = START + timedelta(hours=n)
            page = Exchange(url=site.url, at=at, status=503, body=b"<html>down</html>")
            facts = Visit(reach=Reach.NOT_OPENED, reason="http_5xx", status=503, slot=at)
            looks.append(Observation(subject="s", at=at, facts=facts, exchanges=(page,) if n < 3 else ()))
        await runtime.store.save(looks)
        await runtime.judge([site], clock())
        await make_pack(runtime.store, site, [], "site_unreachable", None, folder / "p.zip", clock)
    return folder / "p.zip"


def test_what_is_no_pack_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"PK nothing")
    status, said = check(tmp_path, tmp_path / "x.zip")
    assert status == 2
    assert "不是证据包" in said
    status, said = check(tmp_path, tmp_path)
    assert status == 2
    assert "（Is a directory）" in said
    status, said = check(tmp_path, tmp_path / "gone.zip")
    assert status == 2
    assert "没有这个文件" in said


def test_a_verdict_that_nobody_gave_cannot_be_packed(cli: Cli) -> None:
    done = cli.configure(head=CONFIG).run(
        "evidence", "pack", "portal/homepage_stale", "--out", str(cli.folder / "x.zip")
    )
    assert done.exit_code == 1
    assert "no verdict of homepage_stale is stored" in done.output
    assert not (cli.folder / "x.zip").exists()
