"""Column types: moments that come back as they went in."""

from datetime import UTC, datetime
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


def _from_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value).replace(tzinfo=UTC).astimezone(SHANGHAI)


def in_shanghai(value: datetime) -> datetime:
    """A moment as a database gives it, in Shanghai; a bare one is UTC."""
    aware: datetime = value.replace(tzinfo=UTC) if value.tzinfo is None else value
    return aware.astimezone(SHANGHAI)
