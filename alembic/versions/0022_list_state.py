"""list_state: what the rows of each column's newest look amount to, so that judging reads neither lists nor pages"""

import sqlalchemy as sa
from alembic import op

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


def downgrade() -> None:
    op.drop_table("list_state")
