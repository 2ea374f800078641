"""Time stamps over the chain: asked for, kept, packed, and checked where nothing of ours is."""

import shutil
import zipfile
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from monitor.app.duties import DaemonWork
from monitor.app.evidence_pack import check_pack, make_pack
from monitor.app.pack_stamps import TOKEN
from monitor.app.runtime import Runtime
from monitor.app.timestamps import StampError, roots_in, stamp_head, stamp_says
from monitor.domain.chain_stamp import ChainStamp
from monitor.domain.observation import Exchange
from monitor.domain.reach import Reason
from monitor.wording.say import ENGLISH, say
from probes.http.base import Answer, Fetched, Unreached
from storage.observations.stamps import links_at_hand, stamps

from .authority import Authority
from .world import NIGHT, OLD, OLD_DAY, Hours, showing, stale_portal

pytest.importorskip("rfc3161_client")
pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl on this machine")

URL = "http://tsa.example/"


class Line:
    """The way to an authority."""

    def __init__(self, authority: Authority, other: bytes | None = None) -> None:
        self.authority, self.asked, self.other = authority, list[str](), other

    async def __call__(self, url: str, *, body: bytes = b"", **_: Any) -> Answer:
        self.asked.append(url)
        answer = self.authority.reply(body) if self.other is None else self.other
        exchange = Exchange(url=url, at=NIGHT, method="POST", request_body=body, status=200, body=answer)
        return Fetched(url=url, final_url=url, status=200, body=answer, text="", encoding="", exchanges=(exchange,))  # fmt: skip


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa") / "here")


@pytest.fixture
async def runtime(tmp_path: Path, authority: Authority) -> AsyncIterator[Runtime]:
    """The stale portal, judged: a veto stands."""
    more = f'[evidence]\ntimestamp_url = "{URL}"\ntimestamp_roots = "{authority.roots}"\n'
    async with stale_portal(tmp_path, Hours(NIGHT), more) as made:
        made.fetch = showing(OLD, OLD_DAY)
        await DaemonWork(made).judge(made.clock())
        yield made


async def packed(runtime: Runtime, folder: Path) -> Path:
    [site] = runtime.watch.subjects
    pack = folder / "x.zip"
    await make_pack(runtime.store, site, [], "homepage_stale", None, pack, runtime.clock)
    return pack


async def says(pack: Path, roots: Path | None) -> list[tuple[bool | None, str]]:
    """What a check says of the time stamp."""
    trusted = roots_in(roots) if roots else None
    found = await check_pack(pack, lambda: NIGHT, roots=trusted)
    assert [one for one in found if one.name != "timestamp" and not one.holds] == []
    return [(one.holds, one.says) for one in found if one.name == "timestamp"]


async def test_the_newest_link_is_stamped_once_and_a_pack_proves_it(
    runtime: Runtime, authority: Authority, tmp_path: Path
) -> None:
    runtime.fetch = line = Line(authority)
    done = await stamp_head(runtime)
    assert done is not None
    assert "stamped at" in say(done, ENGLISH)
    assert await stamp_head(runtime) is None
    assert line.asked == [URL]
    pack = await packed(runtime, tmp_path)
    with zipfile.ZipFile(pack) as file:
        assert TOKEN in file.namelist()
    [(holds, said)] = await says(pack, authority.roots)
    assert (holds, "时间戳有效" in said) == (True, True)
    [(holds, said)] = await says(pack, None)
    assert (holds, "签名未核对" in said) == (None, True)


async def test_an_authority_that_nobody_trusts_is_said_to_be_none(
    runtime: Runtime, authority: Authority, tmp_path: Path
) -> None:
    runtime.fetch = Line(authority)
    await stamp_head(runtime)
    stranger = Authority(tmp_path / "stranger")
    [(holds, said)] = await says(await packed(runtime, tmp_path), stranger.roots)
    assert (holds, "不是由所给根证书认可" in said) == (False, True)
    runtime.fetch = Line(stranger)
    await DaemonWork(runtime).judge(runtime.clock())
    async with runtime.store.database.read() as connection:
        assert len(await stamps(connection)) == 1


async def test_a_pack_without_a_stamp_says_so_where_one_is_looked_for(
    runtime: Runtime, authority: Authority, tmp_path: Path
) -> None:
    pack = await packed(runtime, tmp_path)
    assert await says(pack, None) == []
    assert await says(pack, authority.roots) == [(None, "证据包内没有时间戳")]


@pytest.mark.parametrize("answer", [b"", b"<html>busy</html>", b"0\x05\x02\x01\x00\x04\x00"])
async def test_an_answer_that_is_no_stamp_is_not_kept(
    runtime: Runtime, authority: Authority, answer: bytes
) -> None:
    runtime.fetch = Line(authority, answer)
    with pytest.raises(StampError):
        await stamp_head(runtime)
    assert "no time stamp" in say(await DaemonWork(runtime).judge(runtime.clock()), ENGLISH)


async def test_an_authority_that_does_not_answer_harms_no_judging(
    runtime: Runtime, authority: Authority
) -> None:
    class Silent(Line):
        async def __call__(self, url: str, **_: Any) -> Answer:
            return Unreached(url=url, reason=Reason.REFUSED, detail="refused")

    runtime.fetch = Silent(authority)
    said = say(await DaemonWork(runtime).judge(runtime.clock()), ENGLISH)
    assert "1 subjects judged" in said
    assert f"no time stamp: {URL}: refused" in said


async def test_whatever_is_changed_of_a_stamp_is_told(runtime: Runtime, authority: Authority) -> None:
    runtime.fetch = Line(authority)
    await stamp_head(runtime)
    roots = roots_in(authority.roots)
    async with runtime.store.database.read() as connection:
        [seen] = await stamps(connection)
        links = await links_at_hand(connection)
    stamp = seen.facts

    def holds(one: ChainStamp) -> bool | None:
        return stamp_says(one, links, roots)[0]

    assert holds(stamp) is True
    assert holds(replace(stamp, number=1)) is False
    assert holds(replace(stamp, number=1, hash=links[1])) is False
    assert holds(replace(stamp, token=stamp.token[:-8] + "AAAAAAA=")) is False
    assert holds(replace(stamp, token="不是")) is False
    assert holds(replace(stamp, stamped_at=NIGHT)) is False
