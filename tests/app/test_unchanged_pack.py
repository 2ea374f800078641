"""A verdict that rests on pages which were answered "unchanged": its pack names the answers and holds the pages, or is told apart."""

import json
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from monitor.app.evidence_pack import check_pack, make_pack
from monitor.app.pack_files import zip_folder
from monitor.app.pack_records import words_of_pack
from monitor.app.runtime import open_runtime
from monitor.domain.content import Dated, DatePlace, Item, ListState
from monitor.domain.observation import Exchange, Listing, Observation, Reading
from monitor.domain.site import Centre, Column, ColumnKind, Site, Watch
from storage.evidence.evidence import StoredExchange
from storage.evidence.unchanged import UnchangedAnswer
from tests.app.altered_packs import opened_up
from tests.cli.test_commands import START
from tests.databases import sqlite_url

OLD = START - timedelta(days=90)
COLUMNS = tuple(
    Column(id=f"c{n}", name=f"要闻{n}", url=f"http://www.example.gov.cn/c{n}/", kind=ColumnKind.NEWS)
    for n in range(5)
)
SITE = Site(
    id="s", name="示例区人民政府", url="http://www.example.gov.cn/", edition="fuzhou-2021", columns=COLUMNS
)


async def packed(folder: Path) -> Path:
    """Five columns, stale for months: sent whole on the first night, unchanged on the two after it."""
    watch, now = Watch(edition="fuzhou-2021", centre=Centre(name="示例"), sites=(SITE,)), START
    async with open_runtime(watch, sqlite_url(folder / "m.db"), lambda: now) as runtime:
        before: list[str] = []
        for night in range(3):
            now = START + timedelta(days=night)
            before = list(await runtime.store.save([look(n, night, before) for n in range(len(COLUMNS))]))
            if night == 0:
                await runtime.store.save([reading(one) for one in COLUMNS])
        now += timedelta(hours=1)
        await runtime.judge([SITE], now)
        await make_pack(runtime.store, SITE, [], "columns_stale", None, folder / "p.zip", lambda: now)
    return folder / "p.zip"


def look(n: int, night: int, before: list[str]) -> Observation[Listing]:
    column, at = COLUMNS[n], START + timedelta(days=night)
    facts = Listing(
        state=ListState.ITEMS, items=(Item(title="旧闻一则", url=f"{column.url}1.htm", on=OLD.date()),)
    )
    answer = Exchange(
        url=column.url, at=at, status=304 if night else 200, body=b"" if night else f"<ul>{n}".encode()
    )
    return Observation(
        subject="s", part=column.id, at=at, facts=facts, exchanges=(answer,), repeats=before[n] if night else ""
    )  # fmt: skip


def reading(column: Column) -> Observation[Reading]:
    facts = Reading(
        url=f"{column.url}1.htm", published=Dated(on=OLD.date(), place=DatePlace.VISIBLE), title="旧闻一则"
    )
    return Observation(subject="s", part=facts.url, at=START, facts=facts)


async def wrong(path: Path) -> list[str]:
    return [one.name for one in await check_pack(path, lambda: START) if one.holds is False]


async def test_a_pack_names_the_answers_and_without_a_page_behind_them_does_not_hold(tmp_path: Path) -> None:
    pack = await packed(tmp_path)
    assert await wrong(pack) == []
    inside = tmp_path / "inside"
    with zipfile.ZipFile(pack) as file:
        file.extractall(inside)
    words = (inside / "说明.txt").read_text("utf-8")
    assert words.count("状态码304，页面见ev_") == len(COLUMNS)
    with opened_up(inside) as base:
        [(page,)] = base.execute("SELECT max(rests_on) FROM observation").fetchall()
        base.execute("DELETE FROM observation_evidence WHERE evidence = ?", (page,))
        base.execute("DELETE FROM evidence WHERE id = ?", (page,))
    (inside / "evidence" / f"{page}.warc.gz").unlink()
    about = json.loads((inside / "manifest.json").read_text("utf-8"))
    (inside / "manifest.json").unlink()
    del about["files"]
    about["evidence"] = [one for one in about["evidence"] if one["id"] != page]
    zip_folder(inside, tmp_path / "y.zip", about)
    assert await wrong(tmp_path / "y.zip") == ["chain", "words"]


def test_a_page_that_is_not_in_the_pack_is_not_named() -> None:
    exchange = StoredExchange(
        id="ob_1", at=START, url="http://www.example.gov.cn/", address="", status=304, sha256="", file="", offset=0, length=0, note="",
    )  # fmt: skip
    page = replace(exchange, id="ev_1", status=200)
    answer = UnchangedAnswer(exchange=exchange, rests_on=("ev_1",))
    assert "状态码304，页面见ev_1" in words_of_pack([], "", [page], None, "", [answer])
    assert "状态码304，页面已不在存档中" in words_of_pack([], "", [], None, "", [answer])
