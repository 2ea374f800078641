"""validator.page and .facts: which page stands at an address, and what was read of it"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("validator", sa.Column("page", sa.Text(), nullable=True))
    op.add_column("validator", sa.Column("facts", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("validator", "facts")
    op.drop_column("validator", "page")
