"""Rebuilds a unit's score sheet from the feed alone: python unit_sheet.py feed.json education"""

import json
import sys
from pathlib import Path
from typing import Any

STATES = {"decided": "已判定", "facts": "已采集事实", "person": "待人工", "no_source": "未登记采集来源",
          "not_applicable": "不适用", "ended": "不再评分"}  # fmt: skip


def range_of(rows: list[dict[str, Any]]) -> tuple[float, float, float, int]:
    """Least and most points of *rows*, the points at stake, and how many rows are open."""
    counted = [row["points"] for row in rows if row["points"]]
    full = sum(row["full"] or 0 for row in rows if row["state"] != "not_applicable")
    open_rows = sum(one["low"] != one["high"] for one in counted)
    return sum(one["low"] for one in counted), sum(one["high"] for one in counted), full, open_rows


def total_of(feed: dict[str, Any], kind: str, id: str) -> dict[str, Any]:
    """The total of one unit, from its rows: halves weighed, nothing where a veto ended the scoring."""
    [unit] = [one for one in feed["units"] if (one["kind"], one["id"]) == (kind, id)]
    rows = [row for row in feed["indicators"] if row["owner"] == {"kind": kind, "id": id}]
    low = high = full = 0.0
    open_rows, told = 0, False
    for table in unit["tables"]:
        part = [row for row in rows if row["table"] == table["id"]]
        if table["weight_percent"] == 0:
            continue
        if any(row["part"] == "veto" and row["mark_zh"] == "未达标" for row in part):
            return {"low": None, "high": None, "full": 0.0, "open": 0, "vetoed": True}
        if not any(row["points"] for row in part):
            continue
        least, most, stake, left = range_of(part)
        share, told = (table["weight_percent"] or 100) / 100, True
        low, high, full = low + least * share, high + most * share, full + stake * share
        open_rows += left
    if not told:
        return {"low": None, "high": None, "full": 0.0, "open": 0, "vetoed": False}
    return {
        "low": round(low, 4),
        "high": round(high, 4),
        "full": round(full, 4),
        "open": open_rows,
        "vetoed": False,
    }


def sheet_of(feed: dict[str, Any], kind: str, id: str) -> list[str]:
    """The sheet of one unit as lines of text."""
    lines = []
    for row in feed["indicators"]:
        if row["owner"] == {"kind": kind, "id": id}:
            points = row["points"]
            got = (
                "—"
                if not points
                else f"{points['low']:g}"
                if points["low"] == points["high"]
                else f"{points['low']:g}–{points['high']:g}"
            )
            lines.append(
                f"{row['id']}\t{row['mark_zh']}\t{STATES[row['state']]}\t{got}\t{'；'.join(row['collected_zh'])}"
            )
    return lines


if __name__ == "__main__":
    document = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    print("\n".join(sheet_of(document, "unit", sys.argv[2])))
    print(total_of(document, "unit", sys.argv[2]))
