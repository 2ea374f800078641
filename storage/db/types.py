"""Column types: moments and texts that come back as they went in."""

import hashlib
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, DateTime, Dialect, Text, TypeDecorator, type_coerce

from monitor.domain.timing import SHANGHAI, check_aware
from storage.db.troubles import DamagedRecord

#: A SHA-256 in hex is so long.
_HASH = 64


class ShanghaiDateTime(TypeDecorator[datetime]):
    """UTC on disk, aware Asia/Shanghai in hand. A naive moment is refused (ValueError)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; SQLite has no zones and keeps the bare UTC clock."""
        if value is None:
            return None
        moment = check_aware(value).astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Back to Shanghai."""
        return None if value is None else in_shanghai(value)

    def result_processor(self, dialect: Dialect, coltype: Any) -> Any:
        """The same in one step: nights are hundreds of thousands of moments."""
        if dialect.name != "sqlite":
            return super().result_processor(dialect, coltype)
        return _from_text


@lru_cache(maxsize=2**13)
def _from_text(value: str | None) -> datetime | None:
    return None if value is None else in_shanghai(value)


def in_shanghai(value: datetime | str) -> datetime:
    """A moment as a database gives it (SQLite: as text), in Shanghai; a bare one is UTC."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    return aware.astimezone(SHANGHAI)


class AsStored(TypeDecorator[Any]):
    """A moment left as the database gives it, for `in_shanghai` to read when somebody asks: most are never asked for."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: Any) -> Any:
        """None."""
        return None


class UnderItsHash(TypeDecorator[str]):
    """
    A text that stands beside its SHA-256 (column `digest`), held against it whenever a query selects it.

    Raises DamagedRecord where it is not what was written: then nobody reads it, whatever it says. Part of it, or what
    `type_coerce(…, Text)` asks for, is taken as it is.
    """

    impl = Text
    cache_ok = True

    def column_expression(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """Selected as hash and text in one."""
        return type_coerce(column.table.c.digest.concat(column), self)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        """The text."""
        return None if value is None else as_written(value[:_HASH], value[_HASH:])


def as_written(digest: str, text: str) -> str:
    """*text*, of which *digest* is the SHA-256 in hex. Raises DamagedRecord where it is not."""
    if not is_as_written(digest, text):
        raise DamagedRecord(f"text {digest[:12]}… is not what its hash was taken of")
    return text


def is_as_written(digest: str, text: str) -> bool:
    """Whether *digest* is the SHA-256 of *text*, in hex."""
    return hashlib.sha256(text.encode()).hexdigest() == digest
