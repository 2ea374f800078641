"""the observations that candidates of the patrol rest on"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "patrol_page", sa.Column("bad_seen", sa.String(length=30), nullable=False, server_default="")
    )
    op.add_column("patrol_candidate", sa.Column("evidence", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("patrol_candidate") as batch:
        batch.drop_column("evidence")
    with op.batch_alter_table("patrol_page") as batch:
        batch.drop_column("bad_seen")
