"""
The chain of records, begun over what is stored; and what the first databases at 0002 lack.

While 0002 was being written it grew: a database made meanwhile says 0002 and lacks what came later. What is
missing is added here; a database that has it is left as it is.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

import storage.db.types
from storage.access import chain
from storage.db import tables

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

#: Rows that one of the first links holds.
ROWS = 1000

#: Columns that the outbox got after the first version of 0002, and what an old row has in them.
LATER = (("announced", sa.Text(), "'[]'"), ("delivered", sa.Text(), "'[]'"), ("refused", sa.Text(), "'{}'"),
         ("doubts", sa.SmallInteger(), "0"))  # fmt: skip

PAST_CHANGES = """
INSERT INTO change (number, subject, rule, was, outcome)
SELECT number, subject, rule, was, outcome FROM (
  SELECT number, subject, rule, outcome,
         lag(outcome) OVER (PARTITION BY subject, rule ORDER BY number) AS was
  FROM (
    SELECT number, subject, rule, outcome, decided_at,
           max(decided_at) OVER (PARTITION BY subject, rule ORDER BY number) AS latest
    FROM verdict
  ) AS every
  WHERE decided_at = latest
) AS live
WHERE was IS NULL OR was <> outcome
"""


def only_added(table: str, dialect: str) -> dict[str, str]:
    """The triggers, by name, by which the database itself refuses to change or remove a row of *table*."""
    words = f"{table} is only ever added to"
    if dialect == "postgresql":
        return {
            f"{table}_only_added": f"CREATE TRIGGER {table}_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()"
        }
    refuse = f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
    return {
        f"{table}_no_update": f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}",
        f"{table}_no_delete": f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
        # REPLACE removes a row without asking the trigger on DELETE
        f"{table}_no_replace": f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE number = NEW.number) {refuse}",
    }


def upgrade() -> None:
    _mend()
    op.create_table(
        "chain",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", storage.db.types.ShanghaiDateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_chain")),
    )
    _only_added("chain")
    _begin()


def _mend() -> None:
    """Bring a database that says 0002, of whatever day, to what 0002 was in the end."""
    inspector = sa.inspect(op.get_bind())
    there = set(inspector.get_table_names())
    outbox = {column["name"] for column in inspector.get_columns("outbox")}
    missing = [one for one in LATER if one[0] not in outbox]
    if missing:
        with op.batch_alter_table("outbox", schema=None) as batch:
            for name, kind, old in missing:
                batch.add_column(sa.Column(name, kind, nullable=False, server_default=sa.text(old)))
        with op.batch_alter_table("outbox", schema=None) as batch:
            for name, kind, _ in missing:
                batch.alter_column(name, existing_type=kind, existing_nullable=False, server_default=None)
    if "request" not in there:
        op.create_table(
            "request",
            sa.Column("id", sa.String(length=30), nullable=False),
            sa.Column("at", storage.db.types.ShanghaiDateTime(timezone=True), nullable=False),
            sa.Column("who", sa.String(length=100), nullable=False),
            sa.Column("kind", sa.String(length=20), nullable=False),
            sa.Column("target", sa.Text(), nullable=False),
            sa.Column("taken_at", storage.db.types.ShanghaiDateTime(timezone=True), nullable=True),
            sa.Column("done_at", storage.db.types.ShanghaiDateTime(timezone=True), nullable=True),
            sa.Column("detail", sa.Text(), nullable=False),
            sa.PrimaryKeyConstraint("id", name=op.f("pk_request")),
        )
        op.create_index("ix_request_taken_at", "request", ["taken_at"], unique=False)
    if "change" not in there:
        op.create_table(
            "change",
            sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
            sa.Column("subject", sa.String(length=100), nullable=False),
            sa.Column("rule", sa.String(length=40), nullable=False),
            sa.Column("was", sa.String(length=20), nullable=True),
            sa.Column("outcome", sa.String(length=20), nullable=False),
            sa.ForeignKeyConstraint(["number"], ["verdict.number"], name=op.f("fk_change_number_verdict")),
            sa.PrimaryKeyConstraint("number", name=op.f("pk_change")),
        )
        op.create_index(
            "ix_change_subject_rule_number", "change", ["subject", "rule", "number"], unique=False
        )
        op.execute(PAST_CHANGES)
    _only_added("audit")


def _only_added(table: str) -> None:
    """Make the triggers that are not there yet."""
    bind, dialect = op.get_bind(), op.get_context().dialect.name
    if dialect == "postgresql":
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
        op.execute(
            f"CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{table} is only ever added to'; END $$"
        )
    else:
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    there = {row[0] for row in bind.execute(sa.text(query))}
    for name, statement in only_added(table, dialect).items():
        if name not in there:
            op.execute(statement)


def _begin() -> None:
    """The first links hold every row that is stored already."""
    bind, hash = op.get_bind(), chain.BEGINNING
    links = sa.table("chain", *(sa.column(one.name, one.type) for one in tables.chain.c))
    for number, (content, at) in enumerate(_stored(bind), 1):
        row = chain.link_row(hash, number, "start", at, content)
        hash = row["hash"]
        bind.execute(links.insert(), row)


def _stored(bind: Any) -> Iterator[tuple[chain.Content, datetime]]:
    inspector = sa.inspect(bind)
    stored = set(inspector.get_table_names())
    for name, keys in chain.COVERED.items():
        if name not in stored:  # a later migration makes it, and chains from its first row on
            continue
        table = tables.metadata.tables[name]
        there = {column["name"] for column in inspector.get_columns(name)}
        query = sa.select(*(one for one in table.c if one.name in there)).order_by(
            *(table.c[key] for key in keys)
        )
        latest = datetime.fromtimestamp(0, UTC)
        # a cursor of its own, read to its end before the links of its rows are written
        for rows in bind.execute(query).mappings().partitions(ROWS):
            moments = [at for row in rows if (at := chain.newest_moment(row)) is not None]
            latest = max([latest, *moments])
            yield {name: {chain.key_of(table, row): chain.content_hash(table, row) for row in rows}}, latest


def downgrade() -> None:
    op.drop_table("chain")
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP FUNCTION chain_refuse()")
