"""The lock of a database: held by one living process, dropped by the system when that dies."""

import subprocess
import sys
from pathlib import Path

from storage.db.engine import parse
from storage.db.file_lock import file_lock, is_dead

HOLD = """
import sys
from storage.db.file_lock import file_lock
with file_lock(sys.argv[1]) as alone:
    print(alone, flush=True)
    sys.stdin.read()
"""


def test_one_process_is_alone_until_it_is_killed(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'm.db'}"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "True\n"
        with file_lock(url) as alone:
            assert not alone
        assert not is_dead(parse(url))
        other.kill()
        other.wait()
        assert is_dead(parse(url))
        with file_lock(url) as alone:
            assert alone
            assert not is_dead(parse(url))


def test_nobody_is_known_to_be_alone_on_postgresql_or_where_no_lock_can_be_had(tmp_path: Path) -> None:
    for url in ("postgresql://monitor@127.0.0.1/monitor", f"sqlite:///{tmp_path / 'gone' / 'm.db'}"):
        with file_lock(url) as alone:
            assert not alone
        assert not is_dead(parse(url)), "of it nothing is known"
