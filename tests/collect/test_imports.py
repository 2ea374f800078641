"""Rows of files made elsewhere become looks; what they may say, and how tables are read."""

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from monitor.collect.imports.looks import Imported, read_looks
from monitor.collect.imports.rows import FileError, ImportedRow, read_rows
from monitor.domain.content import ListState
from monitor.domain.observation import Visit
from monitor.domain.reach import Reach
from monitor.domain.site import Board, Centre, Column, Site, Watch
from monitor.domain.timing import SHANGHAI

WATCH = Watch(
    edition="fuzhou-2021",
    centre=Centre(name="中心"),
    sites=(
        Site(
            id="s", name="示例", url="http://a.gov.cn/", edition="fuzhou-2021",
            columns=(Column(id="c", name="要闻", url="http://a.gov.cn/c/"),),
            boards=(Board(id="b", name="信箱", url="http://a.gov.cn/b/"),),
        ),
    ),
)  # fmt: skip
VISIT = {"observation": "visit", "site": "s", "at": "2026-11-20T08:30:00+08:00", "reach": "opened"}
MESSAGE = {
    "observation": "message", "site": "s", "board": "b", "at": "2026-11-20", "id": "1", "submitted": "2026-11-01",
}  # fmt: skip


def read(*rows: dict[str, object]) -> Imported:
    return read_looks([ImportedRow(n, dict(fields)) for n, fields in enumerate(rows, start=1)], WATCH)


@pytest.mark.parametrize(
    ("more", "reach", "reason"),
    [
        ({}, Reach.OPENED, "ok"),
        ({"elapsed_s": 14.999}, Reach.OPENED, "ok"),
        ({"elapsed_s": 15.0}, Reach.NOT_OPENED, "timeout_body"),
        ({"reach": "not_opened"}, Reach.NOT_OPENED, "unstated"),
        ({"reach": "not_opened", "reason": "HTTP 502"}, Reach.NOT_OPENED, "HTTP 502"),
        ({"reach": "not_measured", "reason": "blocked"}, Reach.NOT_MEASURED, "blocked"),
    ],
    ids=[
        "opened",
        "just_in_time",
        "fifteen_seconds_are_late",
        "no_reason_given",
        "a_reason_of_their_own",
        "blocked",
    ],
)
def test_what_a_visit_may_say(more: dict[str, object], reach: Reach, reason: str) -> None:
    [look] = read(VISIT | more).looks
    assert isinstance(look.facts, Visit)
    assert (look.facts.reach, look.facts.reason, look.vantage) == (reach, reason, "import")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (VISIT | {"at": "2027-11-20T08:30"}, "at 2027-11-20 08:30 lies in the future"),
        (VISIT | {"at": "2026-11-20T12:11"}, "at 2026-11-20 12:11 lies in the future"),
        (VISIT | {"at": "2026-11-20T12:09"}, ""),
        (MESSAGE | {"submitted": "2026-11-21"}, "submitted 2026-11-21 lies in the future"),
        (MESSAGE | {"answered": "2027-11-02"}, "answered 2027-11-02 lies in the future"),
        (MESSAGE | {"answered": "2026-11-20"}, ""),
    ],
)
def test_nobody_has_looked_asked_or_answered_on_a_day_to_come(row: dict[str, object], said: str) -> None:
    """Stored, it would hold once that day has come: a year typed wrong is a visit of next year's week."""
    done = read_looks([ImportedRow(1, dict(row))], WATCH, datetime(2026, 11, 20, 12, tzinfo=SHANGHAI))
    assert (len(done.looks), said in "".join(done.errors)) == (0 if said else 1, True)
    assert bool(done.errors) == bool(said)


def test_a_time_without_zone_is_shanghai_time() -> None:
    [look] = read(VISIT | {"at": "2026-11-20T08:30:00"}).looks
    assert look.at == datetime(2026, 11, 20, 8, 30, tzinfo=SHANGHAI)


def test_rows_of_a_table_with_one_item_each_are_one_listing() -> None:
    row = {"observation": "listing", "site": "s", "column": "c", "at": "2026-11-20"}
    [look] = read(
        row | {"title": "甲", "date": "2026-11-01"}, row | {"title": "乙", "date": "2026-11-03"}
    ).looks
    assert (look.facts.state, look.facts.newest, len(look.facts.items)) == (
        ListState.ITEMS,
        date(2026, 11, 3),
        2,
    )


def test_an_empty_list_of_items_is_a_blank_column() -> None:
    [look] = read(
        {"observation": "listing", "site": "s", "column": "c", "at": "2026-11-20", "items": []}
    ).looks
    assert look.facts.state is ListState.BLANK


CSV = "类型,网站,时间,结果,耗时\nvisit,s,2026-11-20T08:30:00+08:00,opened,1.2\nvisit,s,昨天,opened,1.2\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_as_excel_in_china_saves_it(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "visits.csv"
    path.write_text(CSV, encoding=encoding)
    done = read_looks(read_rows(path), WATCH)
    assert (len(done.looks), done.rows) == (1, 2)
    assert done.errors == [
        "line 3: at: found '昨天', '昨天' is not a time: write 2026-11-20 or 2026-11-20T08:30:00+08:00"
    ]


def test_an_excel_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["observation", "site", "at", "reach"])
    sheet.append(["visit", "s", datetime(2026, 11, 20, 8, 30), "opened"])  # noqa: DTZ001  (Excel knows no zones)
    sheet.append(["visit", "nobody", datetime(2026, 11, 20, 8, 30), "opened"])  # noqa: DTZ001
    book.save(tmp_path / "visits.xlsx")
    done = read_looks(read_rows(tmp_path / "visits.xlsx"), WATCH)
    assert [look.at for look in done.looks] == [datetime(2026, 11, 20, 8, 30, tzinfo=SHANGHAI)]
    assert done.errors == ["line 3: no such site: 'nobody'"]


def test_what_a_row_has_wrong_is_told_shortly() -> None:
    [error] = read(VISIT | {"at": "近日" * 30_000}).errors
    assert error.startswith("line 1: at: found '近日")
    assert len(error) < 500


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.pdf", b"", "unknown kind of file"),
        ("a.xlsx", b"no workbook", "not an Excel workbook"),
        ("a.csv", b"\x80\xff\xff", "neither UTF-8 nor GB18030"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_is_expected(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(FileError, match=words):
        list(read_rows(tmp_path / name))
