"""How migrations run: with a synchronous connection, SQLite in batch mode with foreign keys off."""

from alembic import context
from sqlalchemy import create_engine, pool, text
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
    """Bring the schema to the revision asked for, in one transaction."""
    engine = create_engine(url(), poolclass=pool.NullPool)
    sqlite = engine.dialect.name == "sqlite"
    with engine.connect() as connection:
        if sqlite:
            # a batch ALTER of a parent table would delete its children's rows
            connection.execute(text("PRAGMA journal_mode=WAL"))
            connection.execute(text("PRAGMA foreign_keys=OFF"))
            connection.commit()
        context.configure(
            connection=connection, target_metadata=metadata, render_as_batch=sqlite, compare_type=True
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
