"""what people change of the configuration in the browser; how far requests are, and the files they made"""

import sqlalchemy as sa
from alembic import op

import storage.db.types

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = storage.db.types.ShanghaiDateTime(timezone=True)
    op.create_table(
        "config_edit",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("who", sa.String(length=100), nullable=False),
        sa.Column("door", sa.String(length=12), nullable=False),
        sa.Column("batch", sa.String(length=30), nullable=False),
        sa.Column("item", sa.String(length=320), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("base", sa.Text(), nullable=True),
        sa.Column("previous", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_config_edit")),
        sa.UniqueConstraint("item", "field", "previous", name=op.f("uq_config_edit_item_field_previous")),
    )
    op.add_column("request", sa.Column("options", sa.Text(), nullable=False, server_default="{}"))
    op.add_column("request", sa.Column("step", sa.Text(), nullable=False, server_default=""))
    op.add_column("request", sa.Column("steps", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("request", sa.Column("total", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("request", sa.Column("result", sa.Text(), nullable=True))
    op.create_table(
        "request_file",
        sa.Column("request", sa.String(length=30), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["request"], ["request.id"], name=op.f("fk_request_file_request_request")),
        sa.PrimaryKeyConstraint("request", "name", name=op.f("pk_request_file")),
    )


def downgrade() -> None:
    op.drop_table("request_file")
    for name in ("result", "total", "steps", "step", "options"):
        op.drop_column("request", name)
    op.drop_table("config_edit")
