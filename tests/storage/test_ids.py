"""Ids sort as they were made, and none comes twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from ulid import ULID

from monitor.domain.timing import SHANGHAI
from storage.db.ids import ulid, uuid4

NOW = datetime(2026, 11, 20, 8, tzinfo=SHANGHAI)


def test_ids_of_one_moment_sort_as_they_were_made() -> None:
    made = [ulid(NOW) for _ in range(2_000)]
    assert sorted(set(made)) == made
    assert made[-1] < ulid(NOW + timedelta(milliseconds=1))
    assert {ULID.from_str(one).datetime for one in made} == {NOW}


def test_threads_make_no_id_twice() -> None:
    with ThreadPoolExecutor(8) as pool:
        made = [
            one for many in pool.map(lambda _: [ulid(NOW) for _ in range(500)], range(16)) for one in many
        ]
        others = [
            one for many in pool.map(lambda _: [uuid4() for _ in range(500)], range(16)) for one in many
        ]
    assert len({*made}) == len({*others}) == 8_000
