"""The tables of people: who may sign in, their sessions and tokens, what they did and what they asked for."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from storage.db.metadata import metadata
from storage.db.types import ShanghaiDateTime

#: People who may log in (用户).
person = Table(
    "person",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("full_name", String(100), nullable=False),
    Column("role", String(12), nullable=False),  # centre | unit | auditor
    Column("unit", String(100), nullable=True),
    Column("password", Text, nullable=False),  # argon2 hash
    Column("created_at", ShanghaiDateTime, nullable=False),
    Column("disabled_at", ShanghaiDateTime, nullable=True),
    Column("failures", Integer, nullable=False),
    Column("locked_until", ShanghaiDateTime, nullable=True),
)

#: Open sessions of people; the cookie itself is not stored, only its hash.
session = Table(
    "session",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("person", String(60), ForeignKey("person.name"), nullable=False),
    Column("csrf", String(64), nullable=False),
    Column("created_at", ShanghaiDateTime, nullable=False),
    Column("seen_at", ShanghaiDateTime, nullable=False),
    Column("address", String(60), nullable=True),  # where it was opened; null: before it was kept
    Column("browser", String(200), nullable=True),  # as the browser called itself
    Column("opened_by", String(12), nullable=True),  # password | totp | recovery | oidc
)

#: Bearer tokens of the feed's consumers, hashed.
token = Table(
    "token",
    metadata,
    Column("id", String(30), primary_key=True),  # to_ and a ULID
    Column("name", String(100), nullable=False),
    Column("digest", String(64), nullable=False, unique=True),
    Column("scopes", Text, nullable=False),  # JSON list
    Column("created_at", ShanghaiDateTime, nullable=False),
    Column("created_by", String(100), nullable=False),
    Column("expires_at", ShanghaiDateTime, nullable=True),
    Column("revoked_at", ShanghaiDateTime, nullable=True),
    Column("used_at", ShanghaiDateTime, nullable=True),
)

#: Every act and every access (审计日志). Only ever added to.
audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", ShanghaiDateTime, nullable=False),
    Column("who", String(100), nullable=False),
    Column("act", String(40), nullable=False),
    Column("target", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("address", String(60), nullable=False),
    Index("ix_audit_at", "at"),
)

#: What people ask the daemon to do (待办请求), such as a re-test now.
request = Table(
    "request",
    metadata,
    Column("id", String(30), primary_key=True),  # re_ and a ULID
    Column("at", ShanghaiDateTime, nullable=False),
    Column("who", String(100), nullable=False),
    Column("kind", String(20), nullable=False),  # retest | judge | discover | look | backfill …
    Column("target", Text, nullable=False),  # finding id, site or account id, address, quarter
    Column("taken_at", ShanghaiDateTime, nullable=True),
    Column("done_at", ShanghaiDateTime, nullable=True),
    Column("detail", Text, nullable=False),
    Column("options", Text, nullable=False, server_default="{}"),  # JSON: what else was said
    Column("step", Text, nullable=False, server_default=""),  # what is being done now
    Column("steps", Integer, nullable=False, server_default="0"),  # so many are done
    Column("total", Integer, nullable=False, server_default="0"),  # of so many; 0: nobody knows
    Column("result", Text, nullable=True),  # JSON
    Index("ix_request_taken_at", "taken_at"),
)

#: Files that a request made: a notice, a workbook (生成的文件).
request_file = Table(
    "request_file",
    metadata,
    Column("request", String(30), ForeignKey("request.id"), primary_key=True),
    Column("name", String(120), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

#: What people hand in for rows that no machine can tell (人工材料): added, never changed.
material_entry = Table(
    "material_entry",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", ShanghaiDateTime, nullable=False),
    Column("who", String(100), nullable=False),
    Column("owner", String(120), nullable=False),  # unit:education
    Column("period", String(10), nullable=False),  # 2026Q3
    Column("row", String(40), nullable=False),  # Z21-16
    Column("act", String(10), nullable=False),  # assign | file | revoke
    Column("due_on", Date, nullable=True),
    Column("person", String(100), nullable=False),
    Column("signer", String(100), nullable=False),
    Column("file", String(200), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("note", Text, nullable=False),
    Column("revokes", Integer, nullable=True),  # number of the entry that it takes back
    Index("ix_material_entry_period_owner", "period", "owner"),
)
