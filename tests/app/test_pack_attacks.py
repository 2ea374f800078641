"""What somebody may do to an evidence pack, sums made anew where that helps him: each is told, in words for people."""

import asyncio
import json
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from monitor.app.evidence_pack import check_pack, make_pack
from monitor.app.pack_files import PackCheck, PackError, zip_folder
from monitor.app.runtime import open_runtime
from monitor.domain.observation import Exchange, Observation, Visit
from monitor.domain.reach import Reach
from monitor.domain.sentence import from_plain, written
from monitor.domain.site import Centre, Site, Watch
from monitor.domain.verdict import Verdict
from monitor.wording.say import say
from storage.access.chain import BEGINNING
from storage.evidence.warc import records
from tests.app.altered_packs import NOW, chained_anew, chained_now, linked, opened_up, reworded, sql, stated
from tests.cli.test_commands import START
from tests.databases import sqlite_url
from tests.every import every

Change = Callable[[Path], None]


async def make(folder: Path, then: Callable[[Verdict], Verdict] = lambda verdict: verdict) -> Path:
    """The pack of a site that never opened in a week, and answered with the same page each time; *then*: as it was decided."""
    site = Site(id="s", name="示例区人民政府", url="http://www.example.gov.cn/", edition="fuzhou-2021")
    watch = Watch(edition="fuzhou-2021", centre=Centre(name="示例"), sites=(site,))
    async with open_runtime(watch, sqlite_url(folder / "m.db"), lambda: NOW) as runtime:
        for day in range(7):
            looks = []
            for hour in range(24):
                at = START + timedelta(days=day, hours=hour)
                page = Exchange(
                    url=site.url, at=at, status=503, body=b"<html>down</html>", address="192.0.2.7"
                )
                facts = Visit(reach=Reach.NOT_OPENED, reason="http_5xx", status=503, slot=at)
                looks.append(
                    Observation(
                        subject="s",
                        at=at,
                        facts=facts,
                        exchanges=(page,) if day == 6 and hour < 3 else (),
                    )
                )
            await runtime.store.save(looks)
        verdicts = await runtime.judge([site], NOW, save=False)
        await runtime.store.save_verdicts([then(one) for one in verdicts["s"]])
        await make_pack(runtime.store, site, [], "site_unreachable", None, folder / "p.zip", lambda: NOW)
    return folder / "p.zip"


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return asyncio.run(make(tmp_path_factory.mktemp("pack")))


async def says(path: Path, head: str | None = None) -> list[PackCheck]:
    return await check_pack(path, lambda: NOW, head)


async def wrong(path: Path, head: str | None = None) -> str:
    """What a check finds wrong, on one line; of what is no pack at all, why."""
    try:
        return "；".join(one.says for one in await says(path, head) if one.holds is False)
    except PackError as error:
        return str(error)


def remade(pack: Path, folder: Path, change: Change) -> Path:
    """*pack* with *change* done to what is in it, and every sum made anew."""
    inside = folder / "inside"
    with zipfile.ZipFile(pack) as file:
        file.extractall(inside)
    change(inside)
    path = inside / "manifest.json"
    about = json.loads(path.read_text("utf-8"))
    path.unlink()
    zip_folder(inside, folder / "y.zip", {name: one for name, one in about.items() if name != "files"})
    return folder / "y.zip"


def left_out(name: str, folder: Path) -> None:
    (folder / name).unlink()


def evidence(folder: Path) -> list[Path]:
    return sorted((folder / "evidence").iterdir())


def verdict_altered(folder: Path) -> None:
    """The verdict says pass wherever it stands."""
    path = folder / "verdict.json"
    text = path.read_text("utf-8").replace('"outcome":"fail"', '"outcome":"pass"')
    path.write_text(text, "utf-8")
    new = sha256(text.encode()).hexdigest()
    with opened_up(folder) as base:
        [(old,)] = base.execute("SELECT digest FROM verdict").fetchall()
        base.execute("UPDATE body SET json = ?, digest = ? WHERE digest = ?", (text, new, old))
        base.execute("UPDATE verdict SET outcome = 'pass', digest = ?", (new,))


def records_swapped(folder: Path) -> None:
    """Two records of the same page, each in the other's place: only their moments differ."""
    first, second, *_ = evidence(folder)
    one, other = first.read_bytes(), second.read_bytes()
    first.write_bytes(other)
    second.write_bytes(one)


def another_status(folder: Path) -> None:
    about = json.loads((folder / "manifest.json").read_text("utf-8"))["evidence"][0]
    exchange = Exchange(
        url=about["url"], at=datetime.fromisoformat(about["at"]), status=200, body=b"<html>down</html>", address=about["address"]
    )  # fmt: skip
    raw = records(exchange, about["sha256"], again=False)
    (folder / "evidence" / f"{about['id']}.warc.gz").write_bytes(raw)


def links_cut(folder: Path) -> None:
    """The newest links are gone, and the manifest names an older one as the last."""
    sql(folder, "DELETE FROM chain WHERE number > 3")
    with closing(sqlite3.connect(folder / "store.db")) as base:
        [(hash,)] = base.execute("SELECT hash FROM chain WHERE number = 3").fetchall()
    stated(folder, head=hash)


ATTACKS: dict[str, tuple[Change, str]] = {
    "no verdict": (partial(left_out, "verdict.json"), "缺少verdict.json"),
    "no store": (partial(left_out, "store.db"), "缺少store.db"),
    "no words": (partial(left_out, "说明.txt"), "缺少说明.txt"),
    "no page": (lambda folder: evidence(folder)[0].unlink(), "原始网页缺失或已改动"),
    "a verdict altered everywhere": (verdict_altered, "与记录链不符：verdict"),
    "a file added": (
        lambda folder: (folder / "补充材料.txt").write_text("x"),
        "不属于证据包的文件：补充材料.txt",
    ),
    "a page added": (
        lambda folder: (folder / "evidence" / "ev_1.warc.gz").write_text("x"),
        "不属于证据包的文件：evidence/ev_1.warc.gz",
    ),
    "a text altered under its hash": (
        lambda folder: sql(folder, "UPDATE body SET json = json || ' ' WHERE digest IN (SELECT digest FROM verdict)"),
        "与记录链不符：body ",
    ),
    "records swapped": (records_swapped, "原始网页缺失或已改动"),
    "another status": (another_status, "原始网页缺失或已改动"),
    "other words for people": (partial(reworded, "不合格", "合格"), "说明.txt 的内容与判定不符"),
    "the newest links cut": (links_cut, "与记录链不符"),
    "a link left out between": (lambda folder: sql(folder, "DELETE FROM chain WHERE number = 4"), "记录链中间缺环"),
    "a link rewritten": (
        lambda folder: sql(folder, "UPDATE chain SET content = '{}' WHERE number = 4"),
        "与记录链不符：chain 4",
    ),
    "the clause of another finding": (
        partial(stated, rule="homepage_stale"),
        "判定的是s的site_unreachable",
    ),
    "another moment in the manifest": (
        partial(stated, as_of="2026-11-01T00:00:00+08:00"),
        "清单所载的时点与判定不符，已改动：as_of",
    ),
    "a time stamp that is not there": (partial(stated, stamps=["ob_1"]), "清单所列的时间戳缺失：ob_1"),
    "a store that is none": (lambda folder: (folder / "store.db").write_bytes(b"x" * 9000), "残缺或已改动"),
    "a store of other tables": (lambda folder: sql(folder, "DROP TABLE article"), "残缺或已改动"),
    "a verdict that is none": (lambda folder: (folder / "verdict.json").write_text("{"), "不是同一份"),
}  # fmt: skip


async def test_what_nobody_touched_holds_and_names_what_it_is_about(pack: Path, tmp_path: Path) -> None:
    for path in (pack, remade(pack, tmp_path, lambda folder: None)):
        found = await says(path)
        assert all(one.holds for one in found), found
        assert "示例区人民政府（s），站点无法访问" in found[-1].says


@pytest.mark.parametrize("attack", ATTACKS)
async def test_what_is_altered_with_its_sums_is_told(pack: Path, tmp_path: Path, attack: str) -> None:
    change, words = ATTACKS[attack]
    assert words in await wrong(remade(pack, tmp_path, change))


@pytest.mark.parametrize(
    ("program", "words"),
    [
        ({"build": "0123456789ab"}, "（构建0123456789ab），本机为"),
        ({"build": None}, "（构建未记载），本机为"),
        ({"software": "0.0.9"}, "生成时的程序版本为0.0.9（构建"),
    ],
)
async def test_words_of_another_program_are_not_called_altered(
    pack: Path, tmp_path: Path, program: dict[str, str], words: str
) -> None:
    def change(folder: Path) -> None:
        reworded("核对：在任何", "如何核对：在任何", folder)
        stated(folder, **program)

    [found] = [one for one in await says(remade(pack, tmp_path, change)) if not one.holds]
    assert (found.name, found.holds, words in found.says) == ("words", None, True), found.says


@every("words", [
    ("判定：不合格", "判定：合格"), ("示例区人民政府", "另一区人民政府"), ("168次", "16次"), ("判定时点：2026", "判定时点：2025"),
    ("SHA-256 ", "SHA-256 0"), ("即单项否决", "不予扣分"), ("核对：", "判定：合格\n核对："),
])  # fmt: skip
async def test_what_a_verdict_says_is_not_said_otherwise_by_another_program_either(
    pack: Path, tmp_path: Path, words: tuple[str, str]
) -> None:
    """Whoever alters what people read names another build in the manifest, too."""

    def change(folder: Path) -> None:
        reworded(*words, folder)
        stated(folder, build="0123456789ab")

    assert "说明.txt 的内容与判定不符，已改动：" in await wrong(remade(pack, tmp_path, change))


async def test_a_verdict_of_an_earlier_program_holds_in_all_but_its_words(tmp_path: Path) -> None:
    pack = await make(tmp_path, lambda one: replace(one, reason=written("did not open", "未能打开")))
    [found] = [one for one in await says(pack) if not one.holds]
    assert (found.name, found.holds) == ("replay", None)
    assert "结论、区间、数值与依据一致：不合格（示例区人民政府（s），站点无法访问" in found.says
    with zipfile.ZipFile(pack) as file:
        printed = json.loads(file.read("manifest.json"))["head"]
    assert all(one.holds for one in await says(pack, printed)), "what was printed proves the words, too"
    (tmp_path / "other").mkdir()
    with pytest.raises(PackError, match="says something else"):
        await make(tmp_path / "other", lambda one: replace(one, measured={**one.measured, "failed": 1}))


@pytest.mark.parametrize("many", [12, pytest.param(400, marks=pytest.mark.soak)])
async def test_any_byte_of_the_file_that_changed_is_told(pack: Path, tmp_path: Path, many: int) -> None:
    """Or says the same: deflate has more than one way to write the same bytes."""
    raw, other = pack.read_bytes(), tmp_path / "y.zip"
    for at in (*range(0, len(raw), len(raw) // many), len(raw) - 4):
        other.write_bytes(raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :])
        assert await wrong(other) or contents(other) == contents(pack), at


def contents(path: Path) -> list[tuple[str, bytes, bytes]]:
    """Every file of a zip: its name, what its entry says of it, and what it holds."""
    with zipfile.ZipFile(path) as file:
        return [(one.orig_filename, one.FileHeader(), file.read(one)) for one in file.infolist()]


async def test_a_name_that_stands_twice_is_told(pack: Path, tmp_path: Path) -> None:
    other = tmp_path / "y.zip"
    other.write_bytes(pack.read_bytes())
    with zipfile.ZipFile(other, "a") as file, pytest.warns(UserWarning, match="Duplicate"):
        file.writestr("说明.txt", "合格")
    assert "说明.txt（重复）" in await wrong(other)


@pytest.mark.parametrize("value", [None, 9_999, {}], ids=str)
async def test_whatever_stands_in_the_manifest_is_told_and_breaks_nothing(
    pack: Path, tmp_path: Path, value: object
) -> None:
    with zipfile.ZipFile(pack) as file:
        names = json.loads(file.read("manifest.json"))
    for n, name in enumerate(("head", "number", "subject", "kind", "evidence", "pack", "rule")):
        folder = tmp_path / str(n)
        folder.mkdir()
        assert await wrong(remade(pack, folder, partial(stated, **{name: value}))), (name, names[name])


@pytest.mark.parametrize("has_the_hash", [False, True])
async def test_a_chain_made_anew_is_told_by_a_hash_that_was_printed(
    pack: Path, tmp_path: Path, has_the_hash: bool
) -> None:
    """
    Whoever has the store may alter it and chain everything again: then only what was printed beforehand tells.

    Also where he has it stand on a link before all others, whose own hash cannot be recomputed.
    """
    with zipfile.ZipFile(pack) as file:
        printed = json.loads(file.read("manifest.json"))["head"]
        file.extractall(tmp_path / "inside")
    inside = tmp_path / "inside"
    sql(inside, "UPDATE evidence SET address = '192.0.2.9'")
    head = await chained_anew(inside, printed if has_the_hash else BEGINNING)
    about = json.loads((inside / "manifest.json").read_text("utf-8"))
    stated(inside, head=head, evidence=[{**one, "address": "192.0.2.9"} for one in about["evidence"]])
    for path in evidence(inside):
        row = next(one for one in about["evidence"] if one["id"] == path.name.split(".")[0])
        raw = path.read_bytes()
        assert len(raw) == row["length"]
    about = json.loads((inside / "manifest.json").read_text("utf-8"))
    (inside / "manifest.json").unlink()
    zip_folder(inside, tmp_path / "y.zip", {name: one for name, one in about.items() if name != "files"})
    said = await wrong(tmp_path / "y.zip", printed)
    assert f"不含记录链校验值{printed}" in said
    assert "与记录链不符" not in said


async def test_a_hash_that_was_printed_before_the_verdict_proves_nothing_of_it(
    pack: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(pack) as file:
        file.extractall(tmp_path)
    links, _ = await chained_now(tmp_path)
    [found] = [one for one in await says(pack, links[0]["hash"]) if not one.holds]
    assert (found.name, found.holds, "之后入链，不能由它证明" in found.says) == ("head", None, True)


async def test_a_link_that_cannot_be_recomputed_has_no_verdict_stand_before_a_printed_hash(
    pack: Path, tmp_path: Path
) -> None:
    inside = tmp_path / "inside"
    with zipfile.ZipFile(pack) as file:
        file.extractall(inside)
    about = json.loads((inside / "manifest.json").read_text("utf-8"))
    head = await chained_anew(inside, "1" * 64)
    content = json.dumps({"verdict": {str(about["number"]): "x"}})
    sql(inside, f"UPDATE chain SET content = '{content}' WHERE number = 1000")
    links, _ = await chained_now(inside)
    (inside / "manifest.json").unlink()
    del about["files"]
    zip_folder(inside, tmp_path / "y.zip", {**about, "head": head})
    found = [one.says for one in await says(tmp_path / "y.zip", links[1]["hash"]) if one.name == "head"]
    assert "之后入链，不能由它证明" in "；".join(found)


async def test_a_link_that_says_otherwise_of_what_an_earlier_one_holds_counts_for_nothing(
    pack: Path, tmp_path: Path
) -> None:
    """So a printed hash proves what stands in the links up to its own."""

    with zipfile.ZipFile(pack) as file:
        printed = json.loads(file.read("manifest.json"))["head"]
        file.extractall(tmp_path / "altered")
    sql(tmp_path / "altered", "UPDATE evidence SET address = '192.0.2.9'")
    _, now = await chained_now(tmp_path / "altered")

    def change(folder: Path) -> None:
        sql(folder, "UPDATE evidence SET address = '192.0.2.9'")
        linked(folder, "saved", {"evidence": now["evidence"]})

    assert "与记录链不符：evidence" in await wrong(remade(pack, tmp_path, change), printed)


def with_verdict(change: Callable[[dict[str, Any]], None], folder: Path) -> None:
    """The verdict with *change* done to it, wherever it stands, and the words for people made of it."""
    path = folder / "verdict.json"
    plain = json.loads(path.read_text("utf-8"))
    reason, name = say(from_plain(plain["reason"])), plain["clause"]["name"]
    change(plain)
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    path.write_text(text, "utf-8")
    reworded(reason, say(from_plain(plain["reason"])), folder)
    reworded(name, plain["clause"]["name"], folder)
    new = sha256(text.encode()).hexdigest()
    with opened_up(folder) as base:
        [(old,)] = base.execute("SELECT digest FROM verdict").fetchall()
        base.execute("UPDATE body SET json = ?, digest = ? WHERE digest = ?", (text, new, old))
        base.execute("UPDATE verdict SET digest = ?", (new,))


@every(("change", "told_of_any_build"), [
    (lambda plain: plain["reason"]["params"].update(failed=1), True),
    (lambda plain: plain["reason"]["params"].update(failed="1"), True),
    (lambda plain: plain["measured"].update(failed=1), True),
    (lambda plain: plain.update(parts=[], measured={**plain["measured"], "failed": 1}), True),
    (lambda plain: plain.update(parts=[], clause={**plain["clause"], "name": "首页不更新"}), True),
    (lambda plain: plain.update(parts=[]), False),
    (lambda plain: plain.update(reason={"code": "replies_late.no_board", "params": {}}), False),
])  # fmt: skip
async def test_a_verdict_altered_with_its_chain_is_told_by_deciding_again(
    pack: Path, tmp_path: Path, change: Callable[[dict[str, Any]], None], told_of_any_build: bool
) -> None:
    """Of sentences alone this very program tells that they were others when it made the pack; nobody tells of another one's."""
    for number, build in enumerate(({}, {"build": "0123456789ab"})):
        inside = tmp_path / str(number)
        with zipfile.ZipFile(pack) as file:
            printed = json.loads(file.read("manifest.json"))["head"]
            file.extractall(inside)
        with_verdict(change, inside)
        head = await chained_anew(inside)
        reworded(printed, head, inside)
        stated(inside, head=head, **build)
        about = json.loads((inside / "manifest.json").read_text("utf-8"))
        (inside / "manifest.json").unlink()
        zip_folder(inside, tmp_path / "y.zip", {key: one for key, one in about.items() if key != "files"})
        found = [one for one in await says(tmp_path / "y.zip") if not one.holds]
        holds = False if told_of_any_build or not build else None
        assert [(one.name, one.holds) for one in found] == [("replay", holds)], found
        assert "不含记录链校验值" in await wrong(tmp_path / "y.zip", printed)


def let_go_of(folder: Path) -> None:
    """All pages taken out, and a link added that says that their keeping was over."""
    with opened_up(folder) as base:
        gone = [row[0] for row in base.execute("SELECT id FROM evidence")]
        keys = [
            "/".join(row) for row in base.execute("SELECT observation, evidence FROM observation_evidence")
        ]
        base.execute("DELETE FROM observation_evidence")
        base.execute("DELETE FROM evidence")
    linked(
        folder,
        "let_go",
        {"evidence": dict.fromkeys(gone, ""), "observation_evidence": dict.fromkeys(keys, "")},
    )
    for path in evidence(folder):
        path.unlink()
    stated(folder, evidence=[])


async def test_what_a_fail_rests_on_is_never_let_go_of_whatever_a_link_says(
    pack: Path, tmp_path: Path
) -> None:
    assert "与记录链不符：缺失的evidence" in await wrong(remade(pack, tmp_path, let_go_of))
