"""What a file holds can be stored on every database: PostgreSQL refuses NUL, and every driver half an emoji."""

from datetime import datetime
from pathlib import Path

from monitor.collect.imports.looks import read_looks
from monitor.collect.imports.rows import fitted, read_rows
from monitor.domain.site import Centre, Watch
from monitor.domain.timing import SHANGHAI
from storage.store import Store

NOW = datetime(2026, 11, 20, 12, tzinfo=SHANGHAI)
WATCH = Watch(edition="fuzhou-2021", centre=Centre(name="中心"))


async def test_a_name_with_nul_or_half_an_emoji_is_stored_mended(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "reg.jsonl"
    names = (r"示例\u0000发布", r"示例\ud83d在线", "示例二")
    row = '{{"observation": "registry", "at": "2026-11-20", "platform": "微信", "name": "{}", "unit": "x"}}'
    path.write_text("\n".join(row.format(name) for name in names), encoding="utf-8")
    done = read_looks(fitted(read_rows(path), {}, {}), WATCH, NOW)
    assert await store.save_imported(done.looks) == 3
    entries = [one.facts.name for _, one in await store.registrations(NOW)]
    assert set(entries) == {"示例\ufffd发布", "示例\ufffd在线", "示例二"}


async def test_a_table_with_nul_is_stored_mended(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "reg.csv"
    path.write_text("平台,名称,主办单位\n微信,示例\0发布,x\n", encoding="utf-8")
    done = read_looks(fitted(read_rows(path), {}, {}), WATCH, NOW)
    assert (done.errors, await store.save_imported(done.looks)) == ([], 1)
