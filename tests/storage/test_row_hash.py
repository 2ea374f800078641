"""The hash of a chained row is that of its canonical JSON, however it is made: stored chains rest on it for ever."""

import hashlib
import json
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Date, Float, Integer, SmallInteger

from monitor.domain.timing import SHANGHAI
from storage.access.chain import COVERED, content_hash
from storage.db import tables
from storage.db.types import ShanghaiDateTime

MOMENTS = st.tuples(st.integers(600_000_000, 4_000_000_000), st.sampled_from((SHANGHAI, UTC))).map(
    lambda one: datetime.fromtimestamp(one[0] + one[0] % 7 / 8, one[1])
)


def values(kind: Any) -> st.SearchStrategy[Any]:
    if isinstance(kind, Float):
        return st.floats(allow_nan=False) | st.integers(0, 99)
    if isinstance(kind, Integer | SmallInteger):
        return st.integers(-(2**40), 2**40)
    if isinstance(kind, ShanghaiDateTime):
        return MOMENTS
    return st.dates() if isinstance(kind, Date) else st.text(max_size=20) | st.just('"\\\x7f\u2028')


ROWS = st.sampled_from(sorted(COVERED)).flatmap(
    lambda name: st.tuples(
        st.just(name),
        st.fixed_dictionaries(
            {one.name: st.none() | values(one.type) for one in tables.metadata.tables[name].c}
        ),
    )
)


def plain(kind: Any, value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(kind, Float) else value


@settings(max_examples=30)
@given(ROWS)
def test_a_rows_hash_is_that_of_its_canonical_json(row: tuple[str, dict[str, Any]]) -> None:
    table, said = tables.metadata.tables[row[0]], row[1]
    held = {name: plain(table.c[name].type, value) for name, value in said.items() if value is not None}
    written = json.dumps([row[0], dict(sorted(held.items()))], ensure_ascii=False, separators=(",", ":"))
    assert content_hash(table, said) == hashlib.sha256(written.encode()).hexdigest()
