"""`numbers.json` is written in parts, and reads as if it had been written whole."""

import json
from dataclasses import replace
from itertools import repeat

import pytest

from monitor.quarter.figures import as_json
from monitor.quarter.packed_rows import RowsOf
from monitor.report.numbers import numbers_json, numbers_parts

from .cases import quarterly


@pytest.mark.parametrize("hostile", [False, True])
def test_parts_make_the_same_bytes_as_the_whole_tree(hostile: bool) -> None:
    found = quarterly(hostile=hostile)
    whole = json.dumps(as_json(found), ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    assert numbers_json(found) == whole.encode("utf-8", "backslashreplace")


def test_a_long_table_is_written_some_rows_at_a_time() -> None:
    found = quarterly()
    [one, *_] = found.subjects
    many = replace(found, subjects=RowsOf(lambda: repeat(one, 400), 400))
    parts = list(numbers_parts(many))
    longest = max(len(part) for part in parts)
    assert sum(map(len, parts)) > 4 * longest
    assert b"".join(parts) == b"".join(numbers_parts(replace(found, subjects=(one,) * 400)))
