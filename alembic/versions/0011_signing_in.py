"""who is charged with a finding; signatures given many at once, by two; second factors, sessions, tries at the door"""

import sqlalchemy as sa
from alembic import op

import storage.db.types

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = storage.db.types.ShanghaiDateTime(timezone=True)
    op.create_table(
        "sheet",
        sa.Column("id", sa.String(length=30), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("who", sa.String(length=100), nullable=False),
        sa.Column("quarter", sa.String(length=6), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("second", sa.String(length=100), nullable=True),
        sa.Column("decided_at", moment, nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet")),
    )
    op.create_index("ix_sheet_state_at", "sheet", ["state", "at"], unique=False)
    op.create_table(
        "second_factor",
        sa.Column("person", sa.String(length=60), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("since", moment, nullable=True),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.name"], name=op.f("fk_second_factor_person")),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_second_factor")),
    )
    op.create_table(
        "recovery_code",
        sa.Column("person", sa.String(length=60), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.name"], name=op.f("fk_recovery_code_person")),
        sa.PrimaryKeyConstraint("person", "digest", name=op.f("pk_recovery_code")),
    )
    op.create_table(
        "login_try",
        sa.Column("key", sa.String(length=210), nullable=False),
        sa.Column("many", sa.Integer(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_login_try")),
    )
    op.create_index("ix_login_try_at", "login_try", ["at"], unique=False)
    op.create_table(
        "identity",
        sa.Column("issuer", sa.String(length=300), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("person", sa.String(length=60), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.name"], name=op.f("fk_identity_person")),
        sa.PrimaryKeyConstraint("issuer", "subject", name=op.f("pk_identity")),
    )
    op.add_column("session", sa.Column("address", sa.String(length=60), nullable=True))
    op.add_column("session", sa.Column("browser", sa.String(length=200), nullable=True))
    op.add_column("session", sa.Column("opened_by", sa.String(length=12), nullable=True))
    op.add_column("review", sa.Column("sheet", sa.String(length=30), nullable=True))
    op.add_column("review", sa.Column("second", sa.String(length=100), nullable=True))
    op.add_column("step", sa.Column("assignee", sa.String(length=60), nullable=True))


def downgrade() -> None:
    op.drop_column("step", "assignee")
    for column in ("opened_by", "browser", "address"):
        op.drop_column("session", column)
    for table in ("identity", "recovery_code", "second_factor"):
        op.drop_table(table)
    op.drop_index("ix_login_try_at", table_name="login_try")
    op.drop_table("login_try")
    op.drop_column("review", "second")
    op.drop_column("review", "sheet")
    op.drop_index("ix_sheet_state_at", table_name="sheet")
    op.drop_table("sheet")
