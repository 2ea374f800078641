"""Days written in pieces."""

from datetime import date

from probes.pages.dates.split_dates import bare_pieces, split_date
from tests.every import every


@every(
    "pieces",
    [
        ["30", "2026-11"],
        ["30", "2026/11"],
        ["2026.11", "30"],
        ["30", "2026年11月"],
        ["30日", "11-2026"],
        ["11-30", "2026"],
        ["2026年", "11月30日"],
        ["30", "11月", "2026年"],
        ["2026", "11月", "30"],
        ["11月", "30", "2026"],
        ["7", "30", "2026-11", "12"],
        ["30", "11月/2026"],
        ["30日", "26-11月"],
        ["30", "/11月 2026"],
    ],
    ids=" ".join,
)
def test_pieces_that_stand_together_make_a_day(pieces: list[str]) -> None:
    assert split_date(pieces) == date(2026, 11, 30)


@every("pieces", [["30"], ["2026-11"], ["2026"], ["31", "2026-11"], ["123", "2026-11"], []], ids=" ".join)
def test_too_little_makes_no_day(pieces: list[str]) -> None:
    assert split_date(pieces) is None


def test_only_figures_are_pieces() -> None:
    assert bare_pieces(["30", "关于第3批的公示", "发布日期：2026-11", "[11-30]", "阅读 12"]) == [
        "30",
        "发布日期：2026-11",
        "[11-30]",
    ]
