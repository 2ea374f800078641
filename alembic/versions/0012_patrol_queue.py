"""the patrol's rounds, the lines of its queue, and what people white-listed"""

import sqlalchemy as sa
from alembic import op

import storage.db.types

revision = "0012"
down_revision = "0013"
branch_labels = None
depends_on = None

#: Of pages: what is remembered of each; all of them texts.
TEXTS = (("screened", 12), ("text_digest", 64), ("published", 16), ("owner", 40), ("came", 100))


def upgrade() -> None:
    moment = storage.db.types.ShanghaiDateTime(timezone=True)
    for name, length in TEXTS:
        op.add_column(
            "patrol_page", sa.Column(name, sa.String(length=length), nullable=False, server_default="")
        )
    op.add_column("patrol_candidate", sa.Column("line", sa.Text(), nullable=False, server_default=""))
    op.add_column("patrol_candidate", sa.Column("mended_at", moment, nullable=True))
    op.execute("UPDATE patrol_candidate SET line = cause")
    op.create_index("ix_patrol_candidate_line", "patrol_candidate", ["site", "screen", "state"], unique=False)
    op.create_table(
        "patrol_round",
        sa.Column("site", sa.String(length=100), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("begun_at", moment, nullable=False),
        sa.Column("ended_at", moment, nullable=True),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("home", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("site", "number", name=op.f("pk_patrol_round")),
    )
    op.create_table(
        "patrol_host",
        sa.Column("site", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("host", sa.String(length=253), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("page", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("site", "kind", "host", name=op.f("pk_patrol_host")),
    )
    op.create_table(
        "patrol_white",
        sa.Column("id", sa.String(length=30), nullable=False),
        sa.Column("site", sa.String(length=100), nullable=False),
        sa.Column("screen", sa.String(length=20), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("who", sa.String(length=100), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ended_by", sa.String(length=100), nullable=False),
        sa.Column("ended_at", moment, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patrol_white")),
    )


def downgrade() -> None:
    for table in ("patrol_white", "patrol_host", "patrol_round"):
        op.drop_table(table)
    op.drop_index("ix_patrol_candidate_line", table_name="patrol_candidate")
    with op.batch_alter_table("patrol_candidate") as batch:
        batch.drop_column("mended_at")
        batch.drop_column("line")
    with op.batch_alter_table("patrol_page") as batch:
        for name, _ in reversed(TEXTS):
            batch.drop_column(name)
