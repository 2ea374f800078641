"""The files of one notice, by name."""

from collections.abc import Mapping

from monitor.domain.site import Watch
from monitor.quarter.figures import Quarterly
from monitor.quarter.settings import ReportSettings
from monitor.report.numbers import numbers_json


def files_of(quarterly: Quarterly, settings: ReportSettings, watch: Watch) -> Mapping[str, bytes]:
    """Notice, tables and numbers as bytes; the same figures give the same bytes."""
    return {"numbers.json": numbers_json(quarterly)}
