"""findings, mail, daemon and people"""

import sqlalchemy as sa
from alembic import op

import storage.db.types

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

#: The changes among verdicts stored before this table was: a replay of an older moment is none.
PAST_CHANGES = """
INSERT INTO change (number, subject, rule, was, outcome)
SELECT number, subject, rule, was, outcome FROM (
  SELECT number, subject, rule, outcome,
         lag(outcome) OVER (PARTITION BY subject, rule ORDER BY number) AS was
  FROM (
    SELECT number, subject, rule, outcome, decided_at,
           max(decided_at) OVER (PARTITION BY subject, rule ORDER BY number) AS latest
    FROM verdict
  ) AS every
  WHERE decided_at = latest
) AS live
WHERE was IS NULL OR was <> outcome
"""

#: The database itself refuses to change or remove a line of the audit log.
ONLY_ADDED = {
    "sqlite": (
        *(
            f"CREATE TRIGGER audit_no_{act.lower()} BEFORE {act} ON audit "
            "BEGIN SELECT RAISE(ABORT, 'audit is only ever added to'); END"
            for act in ("UPDATE", "DELETE")
        ),
        # REPLACE removes a row without asking the trigger on DELETE
        "CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit "
        "WHEN EXISTS (SELECT 1 FROM audit WHERE number = NEW.number) "
        "BEGIN SELECT RAISE(ABORT, 'audit is only ever added to'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'audit is only ever added to'; END $$",
        "CREATE TRIGGER audit_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
    ),
}


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", storage.db.types.ShanghaiDateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(length=100), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("address", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit")),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index("ix_audit_at", ["at"], unique=False)

    op.create_table(
        "duty",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("started_at", storage.db.types.ShanghaiDateTime(timezone=True), nullable=False),
        sa.Column("ended_at", storage.db.types.ShanghaiDateTime(timezone=True), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_duty")),
    )
    op.create_table(
        "finding",
        sa.Column("id", sa.String(length=30), nullable=False),
        sa.Column("subject", sa.String(length=100), nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("episode", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=100), nullable=True),
        sa.Column("grade", sa.String(length=10), nullable=False),
        sa.Column("opened_at", storage.db.types.ShanghaiDateTime(timezone=True), nullable=False),
        sa.Column("seen_at", storage.db.types.ShanghaiDateTime(timezone=True), nullable=False),
        sa.Column("closed_at", storage.db.types.ShanghaiDateTime(timezone=True), nullable=True),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
        sa.UniqueConstraint(
            "subject", "rule", "part", "episode", name=op.f("uq_finding_subject_rule_part_episode")
        ),
    )
    with op.batch_alter_table("finding", schema=None) as batch_op:
        batch_op.create_index("ix_finding_closed_at", ["closed_at"], unique=False)

    op.create_table(
        "lease",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("holder", sa.String(length=120), nullable=False),
        sa.Column("since", storage.db.types.ShanghaiDateTime(timezone=True), nullable=False),
        sa.Column("until", storage.db.types.ShanghaiDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lease")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.String(length=30), nullable=False),
        sa.Column("night", sa.Date(), nullable=False),
        sa.Column("audience", sa.String(length=100), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("message_id", sa.String(length=200), nullable=False),
        sa.Column("recipients", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("announced", sa.Text(), nullable=False),
        sa.Column("created_at", storage.db.types.ShanghaiDateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", storage.db.types.ShanghaiDateTime(timezone=True), nullable=False),
        sa.Column("claimed_at", storage.db.types.ShanghaiDateTime(timezone=True), nullable=True),
        sa.Column("claimed_by", sa.String(length=60), nullable=True),
        sa.Column("sent_at", storage.db.types.ShanghaiDateTime(timezone=True), nullable=True),
        sa.Column("delivered", sa.Text(), nullable=False),
        sa.Column("refused", sa.Text(), nullable=False),
        sa.Column("doubts", sa.SmallInteger(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("night", "audience", "channel", name=op.f("uq_outbox_night_audience_channel")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index("ix_outbox_state_next_at", ["state", "next_at"], unique=False)

    op.create_table(
        "person",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("full_name", sa.String(length=100), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("unit", sa.String(length=100), nullable=True),
        sa.Column("password", sa.Text(), nullable=False),
        sa.Column("created_at", storage.db.types.ShanghaiDateTime(timezone=True), nullable=False),
        sa.Column("disabled_at", storage.db.types.ShanghaiDateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", storage.db.types.ShanghaiDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_person")),
    )
    op.create_table(
        "token",
        sa.Column("id", sa.String(length=30), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("created_at", storage.db.types.ShanghaiDateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=100), nullable=False),
        sa.Column("expires_at", storage.db.types.ShanghaiDateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", storage.db.types.ShanghaiDateTime(timezone=True), nullable=True),
        sa.Column("used_at", storage.db.types.ShanghaiDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_token")),
        sa.UniqueConstraint("digest", name=op.f("uq_token_digest")),
    )
    op.create_table(
        "session",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=60), nullable=False),
        sa.Column("csrf", sa.String(length=64), nullable=False),
        sa.Column("created_at", storage.db.types.ShanghaiDateTime(timezone=True), nullable=False),
        sa.Column("seen_at", storage.db.types.ShanghaiDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.name"], name=op.f("fk_session_person")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_session")),
    )
    op.create_table(
        "step",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("finding", sa.String(length=30), nullable=False),
        sa.Column("at", storage.db.types.ShanghaiDateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(length=100), nullable=False),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["finding"], ["finding.id"], name=op.f("fk_step_finding")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_step")),
    )
    with op.batch_alter_table("step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_step_finding"), ["finding"], unique=False)

    op.create_table(
        "request",
        sa.Column("id", sa.String(length=30), nullable=False),
        sa.Column("at", storage.db.types.ShanghaiDateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("taken_at", storage.db.types.ShanghaiDateTime(timezone=True), nullable=True),
        sa.Column("done_at", storage.db.types.ShanghaiDateTime(timezone=True), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request")),
    )
    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.create_index("ix_request_taken_at", ["taken_at"], unique=False)

    op.create_table(
        "change",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("subject", sa.String(length=100), nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("was", sa.String(length=20), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["number"], ["verdict.number"], name=op.f("fk_change_number_verdict")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_change")),
    )
    with op.batch_alter_table("change", schema=None) as batch_op:
        batch_op.create_index("ix_change_subject_rule_number", ["subject", "rule", "number"], unique=False)
    op.execute(PAST_CHANGES)
    for statement in ONLY_ADDED[op.get_context().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    with op.batch_alter_table("change", schema=None) as batch_op:
        batch_op.drop_index("ix_change_subject_rule_number")

    op.drop_table("change")
    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.drop_index("ix_request_taken_at")

    op.drop_table("request")
    with op.batch_alter_table("step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_step_finding"))

    op.drop_table("step")
    op.drop_table("session")
    op.drop_table("token")
    op.drop_table("person")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index("ix_outbox_state_next_at")

    op.drop_table("outbox")
    op.drop_table("lease")
    with op.batch_alter_table("finding", schema=None) as batch_op:
        batch_op.drop_index("ix_finding_closed_at")

    op.drop_table("finding")
    op.drop_table("duty")
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_at")

    op.drop_table("audit")
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_refuse()")
