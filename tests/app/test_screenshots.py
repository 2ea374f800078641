"""Pictures of what a finding is about: taken once, kept as evidence, packed, and nobody's words or numbers in them."""

import hashlib
import json
import struct
import zipfile
import zlib
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from monitor.app.duties import DaemonWork
from monitor.app.evidence_pack import check_pack, make_pack
from monitor.app.runtime import Runtime
from monitor.app.screenshots import ShotsState, shots_state, take_screenshots, wanted_pictures
from monitor.domain.finding import Finding, Grade, Owed, Standing
from monitor.domain.observation import Exchange
from monitor.domain.reach import Reason
from monitor.domain.screenshot import Screenshot, ShotState
from monitor.domain.sentence import Text, written
from monitor.domain.verdict import Outcome
from probes.http.base import Unreached
from probes.http.browser_picture import NOTE, PNG, Picture, bar_words, size_of
from storage.db.codec import decode
from storage.decisions import findings
from storage.evidence.evidence import Condition
from storage.observations.page_facts import pictures_of

from .world import HOME, NIGHT, OLD, OLD_DAY, Hours, showing, stale_portal


def png(width: int = 2, height: int = 3) -> bytes:
    """A picture that is all black."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    lines = zlib.compress((b"\0" + b"\0" * width) * height)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return PNG + chunk(b"IHDR", head) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


class Camera:
    """Takes pictures; of addresses in *broken* none."""

    def __init__(self, now: datetime) -> None:
        self.now, self.asked, self.broken = now, list[str](), set[str]()

    async def __call__(self, url: str) -> Picture | Unreached:
        self.asked.append(url)
        if url in self.broken:
            return Unreached(url=url, reason=Reason.BODY_TIMEOUT)
        headers = (("Content-Type", "image/png"),)
        exchange = Exchange(url=url, at=self.now, status=200, headers=headers, body=png(), note=NOTE)
        return Picture(png=png(), width=2, height=3, cut=False, exchange=exchange)


@pytest.fixture
async def runtime(tmp_path: Path) -> AsyncIterator[Runtime]:
    """The stale portal, judged: a veto stands."""
    async with stale_portal(tmp_path, Hours(NIGHT), "[evidence]\nscreenshots = true\n") as made:
        made.fetch = showing(OLD, OLD_DAY)
        made.render = None
        await DaemonWork(made).judge(made.clock())
        yield made


async def taken(runtime: Runtime) -> list[Screenshot]:
    async with runtime.store.database.read() as connection:
        found = await pictures_of(connection, "portal", ["", "news"], NIGHT, runtime.clock())
    return [decode(Screenshot, json.dumps(one.says)) for one in found]


async def test_a_stale_homepage_has_its_picture_once_and_its_bytes_are_evidence(runtime: Runtime) -> None:
    camera = Camera(runtime.clock())
    assert await take_screenshots(runtime, camera) == Text("duty_done.pictures", {"taken": 1, "failed": 0})
    assert await take_screenshots(runtime, camera) is None
    assert camera.asked == [HOME]
    async with runtime.store.database.read() as connection:
        [one] = await pictures_of(connection, "portal", [""], NIGHT, runtime.clock())
    [record] = await runtime.store.records(one.id)
    assert (record.condition, record.body) == (Condition.INTACT, png())


async def test_a_page_that_does_not_open_is_said_to_have_no_picture(runtime: Runtime) -> None:
    camera = Camera(runtime.clock())
    camera.broken = {HOME}
    assert await take_screenshots(runtime, camera) == Text("duty_done.pictures", {"taken": 0, "failed": 1})
    [shot] = await taken(runtime)
    assert (shot.state, shot.reason) == (ShotState.FAILED, Reason.BODY_TIMEOUT.value)


async def test_without_a_browser_nothing_is_taken_and_nothing_is_lost(runtime: Runtime) -> None:
    assert await take_screenshots(runtime) is None
    async with runtime.store.database.read() as connection:
        assert await findings.open_findings(connection)


@pytest.mark.parametrize(
    ("owed", "part", "expected"),
    [
        (Owed.COLUMN, "news", True),
        (Owed.MESSAGE, "mail/7", False),
        (Owed.PATROL, "wording-0a1b", True),
        (Owed.PATROL, "privacy-0a1b", False),
    ],
    ids=["a column", "a citizen's message", "a wrong word", "numbers that leak"],
)
async def test_what_would_show_persons_is_never_pictured(
    runtime: Runtime, owed: Owed, part: str, expected: bool
) -> None:
    await take_screenshots(runtime, Camera(runtime.clock()))
    standing = Standing(
        subject="portal", rule=owed.value, part=part, owed=owed, name="示例", outcome=Outcome.FAIL, reason=written("x", "示例")
    )  # fmt: skip
    one = Finding(
        id="fi_9", subject="portal", rule=owed.value, part=part, grade=Grade.FAIL, opened_at=runtime.clock(),
        seen_at=runtime.clock(), standing=standing,
    )  # fmt: skip
    async with runtime.store.database.write() as connection:
        await findings.save_findings(connection, [one])
    assert bool(await wanted_pictures(runtime)) is expected


async def test_a_pack_holds_the_pictures_and_tells_of_one_that_was_exchanged(
    runtime: Runtime, tmp_path: Path
) -> None:
    await take_screenshots(runtime, Camera(runtime.clock()))
    [site] = runtime.watch.subjects
    pack = tmp_path / "x.zip"
    await make_pack(runtime.store, site, [], "homepage_stale", None, pack, runtime.clock)
    with zipfile.ZipFile(pack) as file:
        [name] = [one for one in file.namelist() if one.startswith("pictures/")]
        assert file.read(name) == png()
        assert name in file.read("说明.txt").decode()
        kept = {one: file.read(one) for one in file.namelist()}
    assert all(one.holds for one in await check_pack(pack, runtime.clock))
    kept[name] = png(4, 4)
    about = json.loads(kept["manifest.json"])
    about["files"][name] = hashlib.sha256(kept[name]).hexdigest()
    kept["manifest.json"] = json.dumps(about).encode()
    other = tmp_path / "y.zip"
    with zipfile.ZipFile(other, "w") as file:
        for one, content in kept.items():
            file.writestr(one, content)
    wrong = [one.says for one in await check_pack(other, runtime.clock) if one.holds is False]
    assert any(name in one for one in wrong)


@pytest.mark.parametrize(
    ("screenshots", "program", "expected"),
    [
        ("false", "/usr/bin/chromium", ShotsState.OFF),
        ("true", None, ShotsState.MISSING),
        ("true", "/x", ShotsState.ON),
    ],
)
async def test_whether_pictures_are_taken_is_known(
    tmp_path: Path, screenshots: str, program: str | None, expected: ShotsState
) -> None:
    async with stale_portal(tmp_path, Hours(NIGHT), f"[evidence]\nscreenshots = {screenshots}\n") as made:
        assert shots_state(made.watch, lambda: program) is expected


@pytest.mark.parametrize(
    ("came", "cut", "words"),
    [
        (HOME, False, []),
        (HOME.rstrip("/"), False, []),
        ("http://www.example.gov.cn/<b>", True, ["转到：http://www.example.gov.cn/&lt;b&gt;", "仅截取上部"]),
    ],
)
def test_the_bar_prints_shanghai_time_address_and_where_it_led(
    came: str, cut: bool, words: list[str]
) -> None:
    said = bar_words(HOME, came, NIGHT, cut=cut)
    assert (said["moment"], said["address"]) == ("2026-11-20 01:30:00", HOME)
    assert all(word in said["more"] for word in words)
    assert bool(said["more"]) is bool(words)


def test_the_size_of_a_picture_is_read_from_its_head() -> None:
    assert size_of(png(7, 9)) == (7, 9)
    with pytest.raises(ValueError, match="no PNG"):
        size_of(b"<html>")
