"""observation.rests_on and .answer: a look that was answered "unchanged" is one row"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("observation", sa.Column("rests_on", sa.Text(), nullable=True))
    op.add_column("observation", sa.Column("answer", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("observation", "answer")
    op.drop_column("observation", "rests_on")
