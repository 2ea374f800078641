"""Released migrations stay as they are: a database out there was made by them."""

import hashlib
from pathlib import Path

from alembic.script import ScriptDirectory

ALEMBIC = Path(__file__).parents[2] / "alembic"
#: Digest and file of each released migration, as `sha256sum` writes them, in the order in which they are applied.
FROZEN = [line.split() for line in (ALEMBIC / "FROZEN").read_text("utf-8").splitlines()]


def test_no_released_migration_was_changed() -> None:
    changed = [
        name
        for digest, name in FROZEN
        if hashlib.sha256((ALEMBIC / "versions" / name).read_bytes()).hexdigest() != digest
    ]
    assert changed == [], "a released migration is never edited: write a new one that mends what it left"


def test_no_migration_is_put_before_or_between_released_ones() -> None:
    every = [Path(one.path).name for one in ScriptDirectory(str(ALEMBIC)).walk_revisions()][::-1]
    assert [name for _, name in FROZEN] == every[: len(FROZEN)]
