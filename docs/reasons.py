"""Writes `docs/reasons.md`, the closed list of reasons why a visit did not open a page (`make reasons`)."""

import sys
from pathlib import Path

from monitor.domain.reach import CAUSES, Reach, Reason

HEAD = """# Why a visit did not open a page (访问原因)

The closed list that is stored with every visit and stands in feed, reports and mails. Only `not_opened` counts against a
site; `not_measured` is ours or nobody's. Written by `make reasons` from `monitor/domain/reach.py`; a test keeps them equal.

| reason | counts as | 名称 | 处理建议 |
|---|---|---|---|
"""


def text() -> str:
    """The whole page."""
    order = {Reach.OPENED: 0, Reach.NOT_OPENED: 1, Reach.NOT_MEASURED: 2}
    rows = sorted(Reason, key=lambda reason: order[CAUSES[reason].reach])
    return HEAD + "".join(
        f"| `{one.value}` | {CAUSES[one].reach.value} | {CAUSES[one].name} | {CAUSES[one].remedy} |\n"
        for one in rows
    )


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(text(), encoding="utf-8")
