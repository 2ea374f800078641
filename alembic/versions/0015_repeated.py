"""repeated: judgings that came to the same verdicts again, instead of those verdicts once more"""

import sqlalchemy as sa
from alembic import op

import storage.db.types

revision = "0015"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = storage.db.types.ShanghaiDateTime(timezone=True)
    op.add_column("verdict", sa.Column("said", sa.String(length=64), nullable=True))
    op.create_table(
        "repeated",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("subject", sa.String(length=100), nullable=False),
        sa.Column("decided_at", moment, nullable=False),
        sa.Column("recorded_at", moment, nullable=False),
        sa.Column("known_by", moment, nullable=False),
        sa.Column("verdicts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_repeated")),
    )
    op.create_index("ix_repeated_subject_decided_at", "repeated", ["subject", "decided_at"], unique=False)
    op.create_index("ix_repeated_decided_at", "repeated", ["decided_at"], unique=False)


def downgrade() -> None:
    op.drop_table("repeated")
    op.drop_column("verdict", "said")
