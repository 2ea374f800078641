"""A pytest plugin that runs the tests in an order that nobody chose: `-p tests.any_order`, with `MOVED_SEED` the same again."""

import os
from random import Random

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Shuffle files, and tests within a file: what a file sets up once stays together. Each worker shuffles alike."""
    rng = Random(os.environ.get("MOVED_SEED", "0"))
    files: dict[str, list[pytest.Item]] = {}
    for item in items:
        files.setdefault(item.nodeid.partition("::")[0], []).append(item)
    order = list(files.values())
    rng.shuffle(order)
    for some in order:
        rng.shuffle(some)
    items[:] = [item for some in order for item in some]
