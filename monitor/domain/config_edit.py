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
