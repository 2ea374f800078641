"""chat groups that the centre enters on the dashboard"""

import sqlalchemy as sa
from alembic import op

import storage.db.types

revision = "0021"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = storage.db.types.ShanghaiDateTime(timezone=True)
    op.create_table(
        "chat_group",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("platform", sa.String(length=10), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("levels", sa.String(length=100), nullable=False),
        sa.Column("is_on", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.String(length=100), nullable=False),
        sa.Column("set_at", moment, nullable=False),
        sa.Column("tested_at", moment, nullable=True),
        sa.Column("tested", sa.String(length=40), nullable=False),
        sa.Column("tested_said", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_chat_group")),
    )


def downgrade() -> None:
    op.drop_table("chat_group")
