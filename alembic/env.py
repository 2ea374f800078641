"""How migrations run: with a synchronous connection, SQLite in batch mode with foreign keys off."""

from typing import Any

from alembic import context
from sqlalchemy import create_engine, event, pool
from sqlalchemy.engine import URL

from storage.db.tables import metadata


def url() -> URL:
    """Where to; handed over by `storage.db.engine`, or `-x url=…` on alembic's own command line."""
    from sqlalchemy.engine import make_url

    target = context.config.attributes.get("url") or make_url(
        context.get_x_argument(as_dictionary=True)["url"]
    )
    return target.set(drivername="sqlite") if target.get_backend_name() == "sqlite" else target


def run() -> None:
    """Bring the schema to the revision asked for, in one transaction: who is killed in the middle changed nothing."""
    engine = create_engine(url(), poolclass=pool.NullPool)
    sqlite = engine.dialect.name == "sqlite"
    if sqlite:
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    with engine.connect() as connection:
        context.configure(
            connection=connection, target_metadata=metadata, render_as_batch=sqlite, compare_type=True,
            transactional_ddl=True,
        )  # fmt: skip
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


def _prepare(connection: Any, _record: Any) -> None:
    connection.isolation_level = (
        None  # Python's own handling leaves what changes tables outside of the transaction
    )
    connection.execute("PRAGMA journal_mode=WAL")
    # a batch ALTER of a parent table would delete its children's rows
    connection.execute("PRAGMA foreign_keys=OFF")


run()
