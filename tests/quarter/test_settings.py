"""`[report]` with its fallbacks: which columns count as what, and nothing that is not configured becomes a zero."""

import pytest

from monitor.domain.settings import NoticeSettings, Settings
from monitor.domain.site import Centre, Watch
from monitor.quarter.build import QuarterInput, build_quarterly
from monitor.quarter.classes import choose_columns
from monitor.quarter.figures import as_json
from monitor.quarter.points import Judged, points_of
from monitor.quarter.settings import read_settings

from .cases import AS_OF, QUARTER, UNITS, column, figures_of, ledger, site, verdicts_of

COLUMNS = (
    column("a", "政府信息公开/法定主动公开内容"),
    column("b", "政策文件", kind="policy"),
    column("c", "政策解读/图解", kind="policy"),
    column("d", "互动交流/网上调查"),
    column("e", "互动交流/调查结果反馈"),
    column("f", "意见征集"),
    column("g", "在线访谈"),
    column("h", "调查征集", kind="link"),
)


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("disclosure", {"a"}),
        ("policy", {"b"}),
        ("interpretation", {"c"}),
        ("survey", {"d"}),
        ("solicitation", {"f"}),
        ("interview", {"g"}),
    ],
)
def test_columns_are_classed_by_kind_and_name(name: str, ids: set[str]) -> None:
    assert {id for _, id in choose_columns([site(*COLUMNS)], {})[name].columns} == ids


@pytest.mark.parametrize("id", ["e", "s/e"])
def test_the_configuration_wins_over_names(id: str) -> None:
    chosen = choose_columns([site(*COLUMNS)], {"survey": [id]})["survey"]
    assert (chosen.columns, chosen.configured) == (frozenset({("s", "e")}), True)


def test_an_empty_list_says_that_there_is_none() -> None:
    assert choose_columns([site(*COLUMNS)], {"survey": []})["survey"].columns == frozenset()


def watch(**report: object) -> Watch:
    return Watch(
        edition="fuzhou-2021", centre=Centre(name="示例区大数据服务中心"), units=UNITS, sites=(site(column()),),
        settings=Settings(report=NoticeSettings(**report)),  # type: ignore[arg-type]
    )  # fmt: skip


def test_without_a_report_table_everything_falls_back() -> None:
    said = read_settings(watch())
    assert (said.sites, said.rostered, said.output_minimum) == (("s",), (), None)
    assert said.letterhead.signer == "示例区大数据服务中心"


def test_what_is_not_configured_is_never_a_zero() -> None:
    said = read_settings(watch())
    with figures_of(watch(), said, QUARTER, AS_OF, ledger()) as ledgers:
        quarterly = build_quarterly(
            QuarterInput(
                watch=watch(), settings=said, quarter=QUARTER, as_of=AS_OF, points=points_of(QUARTER, (), AS_OF),
                verdicts=verdicts_of(watch(), Judged()), ledgers=ledgers,
            )
        )  # fmt: skip
    plain = as_json(quarterly)
    assert plain["disclosure"]["items"] == {
        "value": None,
        "confirmed": 0,
        "claimed": 0,
        "note": "未登记，未统计",
        "evidence": [],
    }
    assert [one["quarter"]["value"] for one in plain["disclosure"]["activities"]] == [None] * 3
    assert plain["output"]["total"]["value"] == 0, "counted on a list that was followed, and nothing there"
    assert [one["note"] for one in plain["output"]["groups"]] == ["未登记，未统计"] * 2
