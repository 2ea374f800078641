"""Writes `docs/reasons.md`, the closed list of reasons why a visit did not open a page (`make reasons`)."""

import sys
from pathlib import Path

from monitor.domain.reach import COUNTS_AS, Reach, Reason, Stranger
from monitor.wording.causes import cause_of, stranger_cause

HEAD = """# Why a visit did not open a page (访问原因)

The closed list that is stored with every visit and stands in feed, reports and mails. Only `not_opened` counts against a
site; `not_measured` is ours or nobody's. Written by `make reasons` from `monitor/domain/reach.py` and `monitor/wording/zh.toml`; a test keeps them equal.

| reason | counts as | 名称 | 处理建议 |
|---|---|---|---|
"""

STRANGERS_HEAD = """
## What a `wrong_site` page turned out to be

The closed list of pages that stand in a homepage's place. The kind is stored as a remark of the visit (`remarks`); a page
with an error status keeps `http_status` as its reason, with the remark beside it. A page that says the site is under
maintenance counts as not opened even when it bears the site's own mark: only an approved shutdown, entered as
`maintenance` before it begins, counts for nobody.

A visit to a site without `title_mark` is opened by any page that is none of these, and carries the remark
`no_title_mark`; `monitor config check` names such sites, and `monitor discover` proposes a mark.

| remark | 名称 | 处理建议 |
|---|---|---|
"""


def text() -> str:
    """The whole page."""
    order = {Reach.OPENED: 0, Reach.NOT_OPENED: 1, Reach.NOT_MEASURED: 2}
    rows = sorted(Reason, key=lambda reason: order[COUNTS_AS[reason]])
    reasons = "".join(
        f"| `{one.value}` | {COUNTS_AS[one].value} | {cause.name} | {cause.remedy} |\n"
        for one in rows
        if (cause := cause_of(one)) is not None
    )
    kinds = "".join(
        f"| `{one.value}` | {cause.name} | {cause.remedy} |\n"
        for one in Stranger
        for cause in (stranger_cause(one),)
    )
    return HEAD + reasons + STRANGERS_HEAD + kinds


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(text(), encoding="utf-8")
