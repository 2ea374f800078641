"""state: what the newest reading of each article says, beside the article, so that judging reads it in sets"""

import sqlalchemy as sa
from alembic import op

import storage.db.types

revision = "0006"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = storage.db.types.ShanghaiDateTime(timezone=True)
    op.add_column("article", sa.Column("reading_at", moment, nullable=True))
    op.add_column("article", sa.Column("reading_recorded_at", moment, nullable=True))
    op.add_column("article", sa.Column("reading_says", sa.Text(), nullable=True))


def downgrade() -> None:
    for column in ("reading_says", "reading_recorded_at", "reading_at"):
        with op.batch_alter_table("article", schema=None) as batch_op:
            batch_op.drop_column(column)
