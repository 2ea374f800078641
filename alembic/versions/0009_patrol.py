"""pages, links and candidates of the patrol"""

import sqlalchemy as sa
from alembic import op

import storage.db.types

revision = "0009"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = storage.db.types.ShanghaiDateTime(timezone=True)
    op.create_table(
        "patrol_page",
        sa.Column("site", sa.String(length=100), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("waiting", sa.SmallInteger(), nullable=False),
        sa.Column("depth", sa.SmallInteger(), nullable=False),
        sa.Column("found_at", moment, nullable=False),
        sa.Column("fetched_at", moment, nullable=True),
        sa.Column("outcome", sa.String(length=12), nullable=True),
        sa.Column("reason", sa.String(length=60), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("etag", sa.Text(), nullable=False),
        sa.Column("last_modified", sa.Text(), nullable=False),
        sa.Column("bad_on", sa.Date(), nullable=True),
        sa.Column("bad_days", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("site", "url", name=op.f("pk_patrol_page")),
    )
    op.create_index(
        "ix_patrol_page_waiting", "patrol_page", ["site", "round", "waiting", "depth"], unique=False
    )
    op.create_table(
        "patrol_link",
        sa.Column("site", sa.String(length=100), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("site", "target", "source", name=op.f("pk_patrol_link")),
    )
    op.create_index("ix_patrol_link_source", "patrol_link", ["site", "source"], unique=False)
    op.create_table(
        "patrol_candidate",
        sa.Column("id", sa.String(length=30), nullable=False),
        sa.Column("site", sa.String(length=100), nullable=False),
        sa.Column("screen", sa.String(length=20), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("first_seen", moment, nullable=False),
        sa.Column("last_seen", moment, nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("who", sa.String(length=100), nullable=False),
        sa.Column("decided_at", moment, nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patrol_candidate")),
        sa.UniqueConstraint(
            "site", "screen", "cause", "page", name=op.f("uq_patrol_candidate_site_screen_cause_page")
        ),
    )


def downgrade() -> None:
    op.drop_table("patrol_candidate")
    op.drop_index("ix_patrol_link_source", table_name="patrol_link")
    op.drop_table("patrol_link")
    op.drop_index("ix_patrol_page_waiting", table_name="patrol_page")
    op.drop_table("patrol_page")
