"""what workbooks would change of the ledger, until the centre accepts it"""

import sqlalchemy as sa
from alembic import op

import storage.db.types

revision = "0019"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = storage.db.types.ShanghaiDateTime(timezone=True)
    op.create_table(
        "ledger_proposal",
        sa.Column("id", sa.String(length=30), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("who", sa.String(length=100), nullable=False),
        sa.Column("unit", sa.String(length=100), nullable=True),
        sa.Column("file", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("decided_by", sa.String(length=100), nullable=True),
        sa.Column("decided_at", moment, nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("batch", sa.String(length=30), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_proposal")),
    )
    op.create_index("ix_ledger_proposal_state", "ledger_proposal", ["state", "at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_ledger_proposal_state", table_name="ledger_proposal")
    op.drop_table("ledger_proposal")
