"""Files of others are read behind the wall: their rows come out, or one sentence."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from monitor.collect.imports.behind import LIMITS, rows_behind
from monitor.collect.imports.rows import FileError, read_rows
from probes.wall.base import Inline, too_costly
from probes.wall.pool import ReadingPool


class Costly(Inline):
    """A wall at which every file takes too much."""

    async def read(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        return too_costly("memory")


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """Two posts of an account."""
    book = openpyxl.Workbook()
    for line in (
        ["账号", "标题", "发布时间"],
        ["示例发布", "第一条", "2026-11-01"],
        ["示例发布", "第二条", "2026-11-02"],
    ):
        book.active.append(line)
    path = tmp_path / "posts.xlsx"
    book.save(path)
    return path


async def test_rows_come_out_of_a_real_reader_as_they_are_read_here(workbook: Path) -> None:
    wall = ReadingPool(1, LIMITS, preload=())
    assert list(await rows_behind(wall, workbook)) == list(read_rows(workbook))
    await wall.close()


async def test_a_file_that_takes_too_much_is_a_sentence(workbook: Path) -> None:
    with pytest.raises(FileError, match=r"posts\.xlsx: not imported: .*too_costly.*CSV"):
        await rows_behind(Costly(), workbook)


async def test_what_is_wrong_with_a_file_is_said_as_before(tmp_path: Path) -> None:
    path = tmp_path / "x.xls"
    path.write_bytes(b"old")
    with pytest.raises(FileError, match="unknown kind of file"):
        await rows_behind(Inline(), path)


async def test_a_long_table_comes_over_whole(tmp_path: Path) -> None:
    """What would hold a daemon's loop up is no limit to a command's."""
    lines = "".join(
        f"要闻,关于第{n}项工作的通知,2026-11-20,http://www.a.gov.cn/{n}.html\n" for n in range(20_000)
    )
    (tmp_path / "long.csv").write_text("栏目,标题,日期,网址\n" + lines, encoding="utf-8")
    pool = ReadingPool(1, LIMITS, preload=())
    rows = list(await rows_behind(pool, tmp_path / "long.csv"))
    await pool.close()
    assert len(rows) == 20_000
