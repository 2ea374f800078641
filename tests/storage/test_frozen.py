"""Released migrations stay as they are: a database out there was made by them."""

import hashlib
from pathlib import Path

from alembic.script import ScriptDirectory

ALEMBIC = Path(__file__).parents[2] / "alembic"
#: Digest and file of each released migration, as `sha256sum` writes them.
FROZEN = [line.split() for line in (ALEMBIC / "FROZEN").read_text("utf-8").splitlines()]


def test_no_released_migration_was_changed() -> None:
    changed = [
        name
        for digest, name in FROZEN
        if hashlib.sha256((ALEMBIC / "versions" / name).read_bytes()).hexdigest() != digest
    ]
    assert changed == [], "a released migration is never edited: write a new one that mends what it left"


def test_what_was_released_was_released_in_order() -> None:
    every = sorted(path.name for path in (ALEMBIC / "versions").glob("[0-9]*.py"))
    assert [name for _, name in FROZEN] == every[: len(FROZEN)]


def test_what_a_released_migration_stands_on_was_released_too() -> None:
    frozen = {name.partition("_")[0] for _, name in FROZEN}
    scripts = ScriptDirectory(str(ALEMBIC))
    below = {one.down_revision for one in scripts.walk_revisions() if one.revision in frozen}
    assert below - {None} - frozen == set()
