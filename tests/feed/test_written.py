"""The quick writer of JSON says to the byte what the library's says, or leaves it to that."""

import json
import math
from random import Random
from typing import Any

import pytest

from monitor.feed.fragments import indented, written
from tests.every import every

ODD = (
    0.0, -0.0, 1.0, 0.1, 1e-4, 1e-5, 1.5e-5, -9e-7, 1e-300, 5e-324, 1e15, 1e16, 1e17, -1.5e22, 1.7976931348623157e308, 2**53 + 0.0,
    123456789012345680.0, 0.30000000000000004, 2**63, -(2**63), 2**64, 10**30, True, False, None, "", "政府", '"\\/', "\b\f\n\r\t\x00\x1f\x7f",
    "\u2028\u2029\ufeff😀", "1e5", ": 1e5", ",0.00001", "NaN", " Infinity", [], {}, [[]], [{}], {"": []},
)  # fmt: skip


def slow(value: Any, **how: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, **how).encode()


def any_value(random: Random, depth: int) -> Any:
    kind = random.randrange(6 if depth else 4)
    if kind == 0:
        return random.choice(ODD)
    if kind == 1:
        return random.uniform(-1, 1) * 10.0 ** random.randrange(-12, 25)
    if kind == 2:
        return random.randrange(-(10**6), 10**6)
    if kind == 3:
        return "".join(
            chr(random.choice([random.randrange(128), random.randrange(0x4E00, 0x9FFF)])) for _ in range(8)
        )
    many = range(random.randrange(4))
    if kind == 4:
        return [any_value(random, depth - 1) for _ in many]
    return {str(any_value(random, 0)): any_value(random, depth - 1) for _ in many}


@every("value", [*ODD, *([one] for one in ODD), *({"a": 1, "b": one} for one in ODD)])
def test_odd_values_are_written_as_ever(value: Any) -> None:
    assert written(value) == slow(value, separators=(",", ":"))
    assert indented(value) == slow(value, indent=1)


def test_whatever_is_written_is_written_as_ever() -> None:
    random = Random(5)
    for _ in range(400):
        value = any_value(random, 5)
        assert written(value) == slow(value, separators=(",", ":")), value
        assert indented(value) == slow(value, indent=1), value


@pytest.mark.parametrize("value", [math.nan, [math.inf], {"a": -math.inf}])
def test_what_is_no_number_is_refused_as_ever(value: Any) -> None:
    for write in (written, indented):
        with pytest.raises(ValueError):
            write(value)


def test_what_the_library_writes_is_written_quickly() -> None:
    """Else nothing is gained."""
    from monitor.feed.fragments import _quickly

    assert _quickly({"a": [1, 0.5, "甲", None]}, 1) is not None
