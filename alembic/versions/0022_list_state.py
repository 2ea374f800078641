"""list_state: what the rows of each column's newest look amount to; overview: what judging leaves for the first page"""

import sqlalchemy as sa
from alembic import op

import storage.db.types

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "list_state",
        sa.Column("site", sa.String(length=100), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("looks", sa.Text(), nullable=False),
        sa.Column("counted", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("site", "part", name=op.f("pk_list_state")),
    )
    op.create_table(
        "overview",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("at", storage.db.types.ShanghaiDateTime(timezone=True), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_overview")),
    )


def downgrade() -> None:
    op.drop_table("overview")
    op.drop_table("list_state")
