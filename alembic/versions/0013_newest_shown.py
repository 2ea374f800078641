"""newest_shown: the newest day that what a column ever listed can prove, so that judging reads its newest list alone"""

import sqlalchemy as sa
from alembic import op

import storage.db.types

revision = "0013"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = storage.db.types.ShanghaiDateTime(timezone=True)
    op.create_table(
        "newest_shown",
        sa.Column("site", sa.String(length=100), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("seen_at", moment, nullable=True),
        sa.Column("recorded_at", moment, nullable=True),
        sa.PrimaryKeyConstraint("site", "part", name=op.f("pk_newest_shown")),
    )


def downgrade() -> None:
    op.drop_table("newest_shown")
