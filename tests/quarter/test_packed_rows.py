"""Rows that are packed come out as they went in, in their order; ids that no longer fit in memory too."""

from datetime import date
from random import Random

import pytest

from monitor.domain.sentence import Text
from monitor.quarter.packed_rows import EvidenceIds, PackedRows, RowsOf
from monitor.quarter.rows import Figure, UnitCount


def row(n: int) -> UnitCount:
    note = Text("quarter.since", {"day": date(2026, 8, 1 + n % 28), "n": n})
    return UnitCount(unit=f"u{n}", name=f"单位{n}", count=Figure(value=n, note=note, evidence=(f"ob_{n}",)))


def test_rows_come_out_as_they_went_in_however_they_are_asked_for() -> None:
    rows = [row(n) for n in range(200)]
    packed = PackedRows(rows)
    assert packed == rows
    assert (len(packed), packed[0], packed[150], packed[-1]) == (200, rows[0], rows[150], rows[-1])
    assert packed[60:70] == rows[60:70]
    packed.add([row(200)])
    assert packed[198:] == [*rows[198:], row(200)], "what is added later is seen"
    with pytest.raises(IndexError):
        packed[201]


def test_groups_are_read_in_the_order_of_their_keys() -> None:
    packed = PackedRows[int]()
    for key, group in (((1, "b"), [3, 4]), ((0, "z"), [1]), ((1, "a"), [2]), ((1, "b"), [5]), ((9,), [])):
        packed.add(group, key)
    assert list(packed) == [1, 2, 3, 4, 5]
    assert [packed[n] for n in (4, 0, 2)] == [5, 1, 3]


def test_nothing_is_nothing() -> None:
    assert not PackedRows[int]()
    assert list(PackedRows[int]()) == []
    assert not RowsOf(lambda: ())


def test_rows_that_are_made_as_they_are_read_are_a_sequence() -> None:
    rows = RowsOf(lambda: (n * n for n in range(5)))
    assert (list(rows), len(rows), rows[2], rows[-1], rows[1:3]) == ([0, 1, 4, 9, 16], 5, 4, 16, [1, 4])
    with pytest.raises(IndexError):
        rows[5]


def test_ids_beyond_what_memory_takes_are_the_same_in_order_each_once() -> None:
    random = Random("ids")
    few, all_in_memory = EvidenceIds(most=7), EvidenceIds()
    kept = [(few.figure(), all_in_memory.figure()) for _ in range(3)]
    waited = 0
    for _ in range(60):
        ids = [f"ob_{random.randrange(90)}" for _ in range(random.randrange(4))]
        for one in random.choice(kept):
            one.add(ids)
        waited = max(waited, sum(len(one.waiting) for one, _ in kept))
    assert waited < 7
    for one, whole in kept:
        assert one.runs, "it went to the file"
        assert list(one.whole()) == list(whole.whole()) == sorted(set(whole.whole()))
        assert len(one.whole()) == len(whole.whole())
