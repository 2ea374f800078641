"""The tables of the door (登录) and of signing (签字): who may come in, how, and what was signed together."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table, Text

from storage.db.metadata import metadata
from storage.db.types import ShanghaiDateTime

#: The second factor of those who have one (动态口令).
second_factor = Table(
    "second_factor",
    metadata,
    Column("person", String(60), ForeignKey("person.name"), primary_key=True),
    Column("secret", Text, nullable=False),  # base32
    Column("since", ShanghaiDateTime, nullable=True),  # null: shown, not confirmed by a first code yet
    Column(
        "last_step", Integer, nullable=False
    ),  # the newest 30 s of which a code was taken: none counts twice
)

#: Codes that open the door once when the telephone is lost (备用码), hashed.
recovery_code = Table(
    "recovery_code",
    metadata,
    Column("person", String(60), ForeignKey("person.name"), primary_key=True),
    Column("digest", String(64), primary_key=True),
)

#: Wrong tries at the door, counted by all processes together; forgotten after an hour.
login_try = Table(
    "login_try",
    metadata,
    Column("key", String(210), primary_key=True),  # kind, and a network, a name, a browser
    Column("many", Integer, nullable=False),
    Column("at", ShanghaiDateTime, nullable=False),
    Index("ix_login_try_at", "at"),
)

#: Whom a person is at the identity provider (统一身份认证).
identity = Table(
    "identity",
    metadata,
    Column("issuer", String(300), primary_key=True),
    Column("subject", String(300), primary_key=True),
    Column("person", String(60), ForeignKey("person.name"), nullable=False),
    Column("at", ShanghaiDateTime, nullable=False),
)

#: Many signatures given in one act (签字单); what counts are the reviews that come of it.
sheet = Table(
    "sheet",
    metadata,
    Column("id", String(30), primary_key=True),  # sh_ and a ULID
    Column("at", ShanghaiDateTime, nullable=False),
    Column("who", String(100), nullable=False),
    Column("quarter", String(6), nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("reason", Text, nullable=False),
    Column("since", Date, nullable=False),
    Column("until", Date, nullable=False),
    Column("lines", Text, nullable=False),  # JSON list of subject and rule
    Column("state", String(10), nullable=False),  # waiting | signed | refused
    Column("second", String(100), nullable=True),
    Column("decided_at", ShanghaiDateTime, nullable=True),
    Column("note", Text, nullable=False),
    Index("ix_sheet_state_at", "state", "at"),
)

#: Chat groups that hear of the night (通知群); address and secret let whoever has them write to the group.
chat_group = Table(
    "chat_group",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("platform", String(10), nullable=False),  # wecom | dingtalk | feishu
    Column("address", Text, nullable=False),
    Column("secret", Text, nullable=False),
    Column("levels", String(100), nullable=False),  # with blanks between
    Column("is_on", Integer, nullable=False),  # 0 | 1
    Column("set_by", String(100), nullable=False),
    Column("set_at", ShanghaiDateTime, nullable=False),
    Column("tested_at", ShanghaiDateTime, nullable=True),
    Column("tested", String(40), nullable=False),
    Column("tested_said", Text, nullable=False),
)
