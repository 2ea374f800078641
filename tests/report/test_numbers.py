"""`numbers.json` is written in parts, and reads as if it had been written whole."""

import json

import pytest

from monitor.quarter.figures import as_json
from monitor.report.numbers import numbers_json, numbers_parts

from .cases import quarterly


@pytest.mark.parametrize("hostile", [False, True])
def test_parts_make_the_same_bytes_as_the_whole_tree(hostile: bool) -> None:
    found = quarterly(hostile=hostile)
    whole = json.dumps(as_json(found), ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    assert numbers_json(found) == whole.encode("utf-8", "backslashreplace")


def test_each_subject_is_a_part_of_its_own() -> None:
    found = quarterly()
    parts = list(numbers_parts(found))
    held = [json.loads(part)["id"] for part in parts if part.startswith(b'{\n   "id"')]
    assert held == [one.id for one in found.subjects]
