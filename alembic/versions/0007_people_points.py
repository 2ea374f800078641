"""what people enter on score sheets, and the sheets as they were drawn up"""

import sqlalchemy as sa
from alembic import op

import storage.db.types

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = storage.db.types.ShanghaiDateTime(timezone=True)
    op.create_table(
        "people_points",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("who", sa.String(length=100), nullable=False),
        sa.Column("owner", sa.String(length=120), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("row", sa.String(length=40), nullable=False),
        sa.Column("mark", sa.String(length=20), nullable=False),
        sa.Column("points", sa.Float(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("file", sa.String(length=64), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("conflict", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_people_points")),
    )
    op.create_index("ix_people_points_owner_period", "people_points", ["owner", "period"], unique=False)
    op.create_table(
        "score_draw",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("as_of", moment, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["digest"], ["body.digest"], name=op.f("fk_score_draw_digest_body")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_score_draw")),
    )
    op.create_index("ix_score_draw_as_of", "score_draw", ["as_of"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_score_draw_as_of", table_name="score_draw")
    op.drop_table("score_draw")
    op.drop_index("ix_people_points_owner_period", table_name="people_points")
    op.drop_table("people_points")
