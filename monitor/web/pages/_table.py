"""Lists that are filtered, sorted and paged by the address, and written as files (列表与导出)."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar
from urllib.parse import quote, urlencode

from fastapi import Request, Response

from monitor.domain.access import Viewer
from monitor.domain.timing import day_of
from monitor.web.export import Cell, table_to_csv, table_to_xlsx
from monitor.web.pages._page import show, web_of

Row = TypeVar("Row")

#: Rows of one page.
PAGE = 100
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Head(Generic[Row]):
    """One column of a list: its key in the address, its name, and what it says of a row."""

    key: str
    name: str
    value: Callable[[Row], Cell]
    order: Callable[[Row], tuple[bool, bool, int]] | None = None  #: where the value alone does not tell


@dataclass(frozen=True, slots=True)
class TablePage(Generic[Row]):
    """One page of a list, and the addresses of its neighbours."""

    path: str
    query: Mapping[str, str]
    rows: Sequence[Row]
    total: int
    page: int
    pages: int
    sorted_by: str
    is_down: bool

    def sort_link(self, key: str) -> str:
        """The same list by *key*; the other way round when it is sorted so already."""
        down = self.sorted_by == key and not self.is_down
        return self._link(sort=f"-{key}" if down else key, page="")

    def page_link(self, page: int) -> str:
        """Another page of it."""
        return self._link(page=str(page))

    def file_link(self, format: str) -> str:
        """The whole list as a file."""
        return self._link(page="", format=format)

    def _link(self, **change: str) -> str:
        query = {name: value for name, value in {**self.query, **change}.items() if value}
        return f"{self.path}?{urlencode(query)}" if query else self.path


def arrange(request: Request, heads: Sequence[Head[Row]], rows: Iterable[Row], sort: str) -> TablePage[Row]:
    """
    *rows* as the address asks: `sort` (a key, `-` before it: downwards) and `page`.

    Rows without a value come last either way. What the address asks wrongly is as if it did not ask.
    """
    query = {name: value[:200] for name, value in request.query_params.items() if name != "format"}
    asked = query.get("sort", sort)
    by_key = {head.key: head for head in heads}
    if asked.removeprefix("-") not in by_key:
        asked = sort
    key, down = asked.removeprefix("-"), asked.startswith("-")
    head = by_key[key]
    if head.order is not None:
        ordered = sorted(rows, key=head.order, reverse=down)
    else:
        ordered = _by_value([(head.value(row), row) for row in rows], down)
    pages = max(1, -(-len(ordered) // PAGE))
    number = query.get("page", "1")
    page = min(max(1, int(number)), pages) if re.fullmatch(r"[0-9]{1,9}", number) else 1
    return TablePage(
        path=request.url.path, query=query, rows=ordered, total=len(ordered), page=page, pages=pages,
        sorted_by=key, is_down=down,
    )  # fmt: skip


def show_table(
    request: Request,
    who: Viewer,
    template: str,
    name: str,
    heads: Sequence[Head[Row]],
    rows: Iterable[Row],
    sort: str,
    **facts: Any,
) -> Response:
    """The page of a list that *template* makes of *rows* and *facts*, as the address asks; or all rows as a file called *name*."""
    listing = arrange(request, heads, rows, sort)
    file = as_file(request, name, heads, listing, day_of(web_of(request).clock()))
    if file is not None:
        return file
    return show(request, who, template, heads=heads, listing=listing, page_rows=on_page(listing), **facts)


def on_page(listing: TablePage[Row]) -> Sequence[Row]:
    """The rows of its page."""
    return listing.rows[(listing.page - 1) * PAGE : listing.page * PAGE]


def as_file(
    request: Request, name: str, heads: Sequence[Head[Row]], listing: TablePage[Row], on: date
) -> Response | None:
    """The whole list as the file that `?format=csv|xlsx` asks for; None when a page is asked for."""
    format = request.query_params.get("format", "")
    if format not in ("csv", "xlsx"):
        return None
    titles = [head.name for head in heads]
    rows = [[head.value(row) for head in heads] for row in listing.rows]
    body = table_to_csv(titles, rows) if format == "csv" else table_to_xlsx(titles, rows, name)
    return Response(
        body,
        media_type="text/csv; charset=utf-8" if format == "csv" else _XLSX,
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(f'{name}-{on}.{format}')}",
            "Cache-Control": "no-store",
        },
    )


def asked(request: Request, name: str, known: Iterable[str] | None = None) -> str:
    """What the address says for *name*; "" when nothing, or nothing that is *known*."""
    value = request.query_params.get(name, "")[:100].strip()
    return value if known is None or value in known else ""


def _by_value(keyed: Sequence[tuple[Cell, Row]], down: bool) -> list[Row]:
    known = sorted((one for one in keyed if _is_said(one[0])), key=lambda one: _order(one[0]), reverse=down)
    return [row for _, row in known] + [row for said, row in keyed if not _is_said(said)]


def _is_said(value: Cell) -> bool:
    return value is not None and value != ""


def _order(value: Cell) -> tuple[int, Cell]:
    """Numbers before days before texts, so that any two can be compared."""
    kind = 0 if isinstance(value, int | float) else 1 if isinstance(value, date) else 2
    return kind, value
