"""`numbers.json`: every number of the notice with the observations it rests on."""

import json

from monitor.quarter.figures import Quarterly, as_json


def numbers_json(quarterly: Quarterly) -> bytes:
    """The whole tree as JSON, Chinese as it is; the same figures give the same bytes."""
    text = json.dumps(as_json(quarterly), ensure_ascii=False, indent=1, allow_nan=False)
    return f"{text}\n".encode("utf-8", "backslashreplace")
