"""福州 12345 (`/jf/event/grid`, `/jf/event/getPublicDetail`): one city-wide board, districts by area code."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from monitor.domain.content import Message
from monitor.domain.observation import BoardReading
from probes.adapters._adapter import ListRequest
from probes.boards._adapter import BoardAdapter, Options, at_path, first_list, load, reading_of
from probes.boards.json_board import add_fields
from probes.http.links import join
from probes.pages.board.detail import read_detail as read_page

ROWS = 20
#: Fields of the detail, besides the usual names.
_DETAIL = {"answer": ("reply_content", "replyContent", "answer", "result", "handle_result", "handleResult")}


def request(options: Options, url: str, page: int, since: date) -> ListRequest:
    """
    One page of `event/grid`. Options: `areacode` (350100 is the whole city), `selection` (default ""; "1" asks
    for chosen letters only), `rows`, `by_date` (True: ask only for messages since the day).
    """
    asked = {
        "areacode": options.get("areacode", "350100"),
        "starttime": since.isoformat() if options.get("by_date") else "",
        "endtime": "", "eventstatus": "", "srctype": "", "infotype": "", "evaluate": "", "keytype": "3", "keyword": "", "typeflag": "",
        "typedirid": "", "typeid": "", "typesmallid": "", "isn": "",
        "queryFineOrSelection": options.get("selection", ""),
        "page": page, "rows": options.get("rows", ROWS),
    }  # fmt: skip
    return ListRequest(url=f"{join(url, '/jf/event/grid')}?{urlencode(asked)}", headers={"Referer": url})


def read(text: str, url: str, options: Options, now: datetime, board: str) -> BoardReading:
    """The rows under `list`."""
    value = load(text)
    rows = at_path(value, "list")
    return reading_of(rows if isinstance(rows, list) else first_list(value), text, url, options, now, board)


def detail(options: Options, url: str, message: Message) -> ListRequest:
    """The public detail with the steps of handling. Nothing else of that host is ever called."""
    asked = {"id": message.id.rpartition("/")[2], "areacode": options.get("areacode", "350100")}
    return ListRequest(
        url=f"{join(url, '/jf/event/getPublicDetail')}?{urlencode(asked)}", headers={"Referer": url}
    )


def read_detail(text: str, message: Message, options: Options, now: datetime) -> Message:
    """A page with steps, or JSON with fields and a list of steps: both have been met."""
    value = load(text)
    receipts = tuple(options.get("receipts", ()))
    if value is None:
        return read_page(text, message, now=now, receipts=receipts)
    merged: Mapping[str, Any] = {"fields": {}, **options, "more": _DETAIL}
    return add_fields(value, message, merged, now)


def is_selected(options: Options) -> bool:
    """Whether only chosen letters are asked for."""
    return str(options.get("selection", "")) not in ("", "0")


ADAPTER = BoardAdapter(
    request=request, read=read, detail=detail, read_detail=read_detail, is_selected=is_selected
)
