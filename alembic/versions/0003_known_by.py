"""two times on every fact: known_by of verdicts, from-until of reviews, earlier states of the ledger"""

import sqlalchemy as sa
from alembic import op

import storage.db.types

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

#: A day's count knows what the newest of its visits knew. Days without a kept visit are long over.
COUNTED = {
    "sqlite": """
        UPDATE visit_day SET recorded_at = made.at FROM (
          SELECT site, date(at, '+8 hours') AS day, max(recorded_at) AS at FROM visit GROUP BY 1, 2
        ) AS made WHERE made.site = visit_day.site AND made.day = visit_day.day
    """,
    "postgresql": """
        UPDATE visit_day SET recorded_at = made.at FROM (
          SELECT site, (at AT TIME ZONE 'Asia/Shanghai')::date AS day, max(recorded_at) AS at FROM visit GROUP BY 1, 2
        ) AS made WHERE made.site = visit_day.site AND made.day = visit_day.day
    """,
}


def upgrade() -> None:
    moment = storage.db.types.ShanghaiDateTime(timezone=True)
    op.add_column("verdict", sa.Column("known_by", moment, nullable=True))
    op.add_column("review", sa.Column("since", sa.Date(), nullable=True))
    op.add_column("visit_day", sa.Column("recorded_at", moment, nullable=True))
    op.add_column("article", sa.Column("recorded_at", moment, nullable=True))
    op.create_table(
        "article_before",
        sa.Column("site", sa.String(length=100), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("recorded_at", moment, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("columns", sa.Text(), nullable=False),
        sa.Column("first_seen", moment, nullable=False),
        sa.Column("listed_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("site", "url", "recorded_at", name=op.f("pk_article_before")),
    )
    op.execute(COUNTED[op.get_bind().dialect.name])
    op.execute("UPDATE article SET recorded_at = first_seen")


def downgrade() -> None:
    op.drop_table("article_before")
    for table, column in (
        ("article", "recorded_at"),
        ("visit_day", "recorded_at"),
        ("review", "since"),
        ("verdict", "known_by"),
    ):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column(column)
