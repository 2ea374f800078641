"""What people changed of the configuration without its file (台账修改): one field of one item at a time."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Door(StrEnum):
    """Where an edit was made (修改途径)."""

    PAGE = "page"  #: 网页
    WORKBOOK = "workbook"  #: Excel 台账
    COMMAND = "command"  #: 命令行


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigEdit:
    """
    One field of one item of the configuration as a person stated it. Only ever added to; the newest one counts.

    Items: `unit/ID`, `account/ID`, `site/ID`, `site/ID/column/ID`, `site/ID/board/ID`. The field `""` says whether an
    item exists that no file holds.
    """

    number: int = 0  #: in the order of being stored; 0: not stored yet
    at: datetime
    who: str
    door: Door
    batch: str  #: ed_ and a ULID: what was saved together
    item: str
    field: str
    value: str | None  #: JSON; `null`: stated as nothing; None: taken back, the file holds
    base: str | None  #: JSON of what the file said then; None: it said nothing


class ProposalState(StrEnum):
    """What became of a proposal (办理状态)."""

    OPEN = "open"  #: 待处理
    ACCEPTED = "accepted"  #: 已采纳
    REFUSED = "refused"  #: 已退回
    WITHDRAWN = "withdrawn"  #: 已撤回


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedField:
    """One field as somebody wants it, with what it said when they began."""

    item: str
    field: str  #: "" as of `ConfigEdit`
    value: str  #: JSON
    base: str  #: JSON of what held for whoever filled it in; `null`: nothing
    row: int = 0  #: of the sheet; 0: none


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerProposal:
    """What one workbook would change of the ledger (台账提交): looked through first, then accepted by the centre or not."""

    id: str  #: lp_ and a ULID
    at: datetime
    who: str
    unit: str | None  #: of whoever handed it in; None: the centre
    file: str  #: name of the workbook
    sha256: str
    fields: tuple[ProposedField, ...]
    missing: tuple[str, ...] = ()  #: columns that its export held and it holds no more
    unchanged: int = 0  #: rows that say what they said
    remarks: tuple[str, ...] = ()  #: what was left out of it, in Chinese
    state: ProposalState = ProposalState.OPEN
    decided_by: str | None = None
    decided_at: datetime | None = None
    note: str = ""  #: why it was refused
    batch: str = ""  #: of the edits that came of it
