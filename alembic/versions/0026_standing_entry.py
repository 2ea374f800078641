"""standing_entry: how what each subject owes stands, packed, with what it was made of"""

import sqlalchemy as sa
from alembic import op

import storage.db.types

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "standing_entry",
        sa.Column("subject", sa.String(length=100), nullable=False),
        sa.Column("made_of", sa.String(length=64), nullable=False),
        sa.Column("verdicts", sa.Integer(), nullable=False),
        sa.Column("repeats", sa.Integer(), nullable=False),
        sa.Column("since", storage.db.types.ShanghaiDateTime(timezone=True), nullable=False),
        sa.Column("until", storage.db.types.ShanghaiDateTime(timezone=True), nullable=True),
        sa.Column("entry", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_standing_entry")),
    )


def downgrade() -> None:
    op.drop_table("standing_entry")
