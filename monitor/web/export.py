"""Any table as a file (导出). Stands in until the export functions are there."""

import csv
import io
from collections.abc import Iterable, Sequence


def table_to_csv(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The table as CSV with a byte order mark; a cell that a spreadsheet would calculate is quoted."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heads)
    writer.writerows([[_plain(cell) for cell in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def table_to_xlsx(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The table as an Excel workbook."""
    raise NotImplementedError("comes with the export functions")


def _plain(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if text[:1] in "=+-@\t\r" and text else text
