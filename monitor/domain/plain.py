"""Values as the JSON that we publish has them."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any

from monitor.domain.timing import check_aware

#: What JSON knows as it is: most of what there is.
_PLAIN = frozenset({str, int, float, bool, type(None)})


def moment_text(moment: datetime) -> str:
    """ISO 8601 with +08:00, to the second."""
    return check_aware(moment).isoformat(timespec="seconds")


def exact_text(moment: datetime) -> str:
    """ISO 8601 with +08:00, with the fraction of a second that it has: given back, it means the same moment."""
    return check_aware(moment).isoformat()


def toml_text(value: object) -> str:
    """A text or a list as TOML has it; JSON's form of both is TOML's too."""
    return json.dumps(value, ensure_ascii=False)


def plain(value: object) -> Any:
    """*value* with dates, enums and tuples as JSON knows them."""
    if type(value) in _PLAIN:
        return value
    if isinstance(value, dict | Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return value.isoformat()
    return value
