"""The tables of what people edit in the browser; `storage.db.tables` has them too."""

from sqlalchemy import Column, Index, Integer, String, Table, Text, UniqueConstraint

from storage.db.metadata import metadata
from storage.db.types import ShanghaiDateTime

#: What people changed of the configuration without its file (台账修改): a row a field. Only ever added to.
config_edit = Table(
    "config_edit",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", ShanghaiDateTime, nullable=False),
    Column("who", String(100), nullable=False),
    Column("door", String(12), nullable=False),  # page | workbook | command
    Column("batch", String(30), nullable=False),  # ed_ and a ULID
    Column("item", String(320), nullable=False),  # site/cangshan/column/news
    Column("field", String(40), nullable=False),  # "" whether it exists
    Column("value", Text, nullable=True),  # JSON; NULL: taken back
    Column("base", Text, nullable=True),  # JSON of what the file said; NULL: nothing
    Column("previous", Integer, nullable=False),  # number of the edit before of the same field; 0: none
    UniqueConstraint("item", "field", "previous"),  # two at once: the second one is told
)

#: What workbooks would change of it (台账提交), and what became of that; what counts are the edits that come of it.
ledger_proposal = Table(
    "ledger_proposal",
    metadata,
    Column("id", String(30), primary_key=True),  # lp_ and a ULID
    Column("at", ShanghaiDateTime, nullable=False),
    Column("who", String(100), nullable=False),
    Column("unit", String(100), nullable=True),
    Column("file", String(200), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("content", Text, nullable=False),  # JSON: fields, missing, unchanged, remarks
    Column("state", String(12), nullable=False),  # open | accepted | refused | withdrawn
    Column("decided_by", String(100), nullable=True),
    Column("decided_at", ShanghaiDateTime, nullable=True),
    Column("note", Text, nullable=False),
    Column("batch", String(30), nullable=False),
    Index("ix_ledger_proposal_state", "state", "at"),
)
