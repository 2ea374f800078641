"""who is charged with a finding"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("step", sa.Column("assignee", sa.String(length=60), nullable=True))


def downgrade() -> None:
    op.drop_column("step", "assignee")
