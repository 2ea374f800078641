"""Column types: moments that come back as they went in."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import DateTime, Dialect, TypeDecorator

from monitor.domain.timing import SHANGHAI, check_aware


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
