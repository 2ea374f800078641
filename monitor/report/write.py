"""The files of one quarter, by name: the notice and its annexes, the full report, the tables, the numbers."""

from collections.abc import Iterable, Iterator, Sequence

from monitor.domain.verdict import Clause
from monitor.quarter.figures import Quarterly
from monitor.quarter.settings import ReportSettings
from monitor.report.annexes import as_of_line
from monitor.report.notice import annexes_docx, notice_docx
from monitor.report.numbers import numbers_parts
from monitor.report.outline import outline
from monitor.report.short import short_notice
from monitor.report.tables import tables_parts

#: A workbook of more rows is written row by row.
MOST_ROWS = 30_000


def file_parts(
    quarterly: Quarterly, settings: ReportSettings, clauses: Sequence[Clause]
) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Notice, tables and numbers one by one, in parts: each is made when the one before has been written. The same figures give the same bytes."""
    notice = short_notice(quarterly, settings, clauses)
    yield (
        f"{quarterly.quarter}-通报.docx",
        (notice_docx(notice, quarterly.as_of, with_annexes=False),),
    )
    yield f"{quarterly.quarter}-通报附件.docx", (annexes_docx(notice, quarterly.as_of),)
    del notice
    report = outline(quarterly, settings, clauses)
    yield f"{quarterly.quarter}-监测报告.docx", (notice_docx(report, quarterly.as_of),)
    yield (
        f"{quarterly.quarter}-附表.xlsx",
        tables_parts(report, as_of_line(quarterly), quarterly.as_of, many=_rows(quarterly) > MOST_ROWS),
    )
    del report
    yield f"{quarterly.quarter}-numbers.json", numbers_parts(quarterly)


def _rows(quarterly: Quarterly) -> int:
    """About how many rows the tables have."""
    several = (quarterly.subjects, quarterly.open, quarterly.frequencies, quarterly.problems)
    return sum(map(len, several))
