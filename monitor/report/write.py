"""The files of one quarter, by name: the notice and its annexes, the full report, the tables, the numbers."""

from collections.abc import Mapping, Sequence

from monitor.domain.verdict import Clause
from monitor.quarter.figures import Quarterly
from monitor.quarter.settings import ReportSettings
from monitor.report.annexes import as_of_line
from monitor.report.notice import annexes_docx, notice_docx
from monitor.report.numbers import numbers_json
from monitor.report.outline import outline
from monitor.report.short import short_notice
from monitor.report.tables import tables_xlsx


def files_of(
    quarterly: Quarterly, settings: ReportSettings, clauses: Sequence[Clause]
) -> Mapping[str, bytes]:
    """Notice, tables and numbers as bytes; the same figures give the same bytes."""
    notice, report = (make(quarterly, settings, clauses) for make in (short_notice, outline))
    return {
        f"{quarterly.quarter}-通报.docx": notice_docx(notice, quarterly.as_of, with_annexes=False),
        f"{quarterly.quarter}-通报附件.docx": annexes_docx(notice, quarterly.as_of),
        f"{quarterly.quarter}-监测报告.docx": notice_docx(report, quarterly.as_of),
        f"{quarterly.quarter}-附表.xlsx": tables_xlsx(report, as_of_line(quarterly), quarterly.as_of),
        f"{quarterly.quarter}-numbers.json": numbers_json(quarterly),
    }
