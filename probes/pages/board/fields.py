"""Messages as JSON objects (留言数据): the usual names of their fields, in an answer or in an inline script of the page."""

import re
from collections.abc import Mapping
from typing import Any

from probes.adapters._adapter import row_arrays
from probes.pages.board.row import BoardRow
from probes.pages.board.words import is_empty
from probes.pages.document.parser import parse_html

Options = Mapping[str, Any]

#: Usual names of fields, by what they hold; `fields` in a board's options comes first.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "number": ("id", "guid", "billno", "letterId", "mailId", "code", "bh", "ID"),
    "title": ("case_title", "title", "subject", "letterTitle", "mailTitle", "theme", "bt", "zt", "TITLE"),
    "submitted": (
        "incident_time", "submitTime", "submit_time", "writeTime", "write_time", "askTime", "letterTime", "createTime", "create_time",
        "createDate", "create_date", "addTime", "tjsj", "xxsj", "time", "date",
    ),
    "answered": ("replyTime", "reply_time", "replyDate", "answerTime", "answer_time", "finishTime", "finish_time", "hfsj", "dfsj", "bjsj"),
    "accepted": ("acceptTime", "accept_time", "publishTime", "publish_time", "slsj"),
    "status": ("event_status_name", "status_name", "statusName", "stateName", "state_name", "statusText", "status", "state", "zt_name", "blzt"),
    "unit": ("replyUnit", "reply_unit", "answerUnit", "deptName", "dept_name", "unitName", "unit_name", "orgName", "org_name", "department", "dfdw", "sldw"),
    "url": ("url", "link", "href", "detailUrl", "detail_url"),
}  # fmt: skip


def at_path(value: Any, path: str) -> Any:
    """What stands at *path* (`data.list`; "" is the whole), None when nothing does."""
    for step in filter(None, path.split(".")):
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def field_of(row: Mapping[str, Any], noun: str, options: Options) -> str:
    """The text under the field that holds *noun*: configured, else under a usual name; "" for none."""
    configured = options.get("fields", {}).get(noun)
    for name in (configured,) if configured else FIELDS.get(noun, ()):
        value = at_path(row, str(name))
        if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
            return plain(str(value))
    return ""


def plain(text: str) -> str:
    """*text* without tags, in one line."""
    return " ".join(re.sub(r"<[^>]{0,400}>", " ", text).replace("&nbsp;", " ").split())


def row_of(row: Mapping[str, Any], options: Options) -> BoardRow:
    """One object as a row of a board."""
    texts = {
        noun: field_of(row, noun, options) for noun in ("number", "submitted", "accepted", "status", "unit")
    }
    texts = {noun: text for noun, text in texts.items() if text}
    answered = field_of(row, "answered", options)
    if answered or "answered" in options.get("fields", {}):
        texts["answered"] = answered
    if "status" in texts:
        texts["status"] = str(options.get("status_words", {}).get(texts["status"], texts["status"]))
    number = texts.get("number", "")
    template = str(options.get("detail_page", ""))
    href = template.replace("{id}", number) if template and number else field_of(row, "url", options)
    return BoardRow(texts=texts, title=field_of(row, "title", options), href=href)


def rows_in_scripts(html: str) -> list[BoardRow]:
    """The messages that an inline script of the page holds as an array: two or more, each with a title and a day or status."""
    best: list[BoardRow] = []
    for script in parse_html(html).css("script:not([src])"):
        for objects in row_arrays(script.text()):
            rows = [row_of(one, {}) for one in objects]
            kept = [row for row in rows if row.title and _asks(row)]
            best = kept if len(kept) > len(best) else best
    return best if len(best) >= 2 else []


def _asks(row: BoardRow) -> bool:
    """Whether an object speaks of a message: a day of asking, and a day, status or unit of the answer."""
    told = {noun for noun, text in row.texts.items() if not is_empty(text)}
    return "submitted" in told and bool(told & {"answered", "status", "unit"})
