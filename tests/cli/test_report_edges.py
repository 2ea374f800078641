"""Every edge of the quarter's counts, through stored observations and `monitor report`: just in, just out, not proven."""

import asyncio
import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.app.configuration import read_watch
from monitor.app.runtime import open_runtime
from monitor.domain.content import Dated, DatePlace, Item, ListState, Published, Undated
from monitor.domain.observation import Listing, Observation, OlderPage, Reading
from monitor.domain.timing import midnight
from tests.operator_desk import Cli

FIRST, LAST = date(2026, 7, 1), date(2026, 9, 30)
#: The day of the last look, and of the report.
SEEN, AS_OF = datetime.fromisoformat("2026-10-05T09:00:00+08:00"), "2026-10-08T09:00:00+08:00"

#: What each unit publishes, and what that comes to: months, whether it is enough.
UNITS: dict[str, tuple[list[int], str]] = {
    "ten": ([10, 10, 10], "pass"),
    "nine": ([10, 9, 10], "fail"),
    "none": ([0, 0, 0], "fail"),
}
CONFIG = """
edition = "fuzhou-2021"
[centre]
name = "示例区大数据服务中心"
[report]
output_minimum = 10
towns = ["ten", "nine", "none"]
departments = ["law", "slow"]
interpretation_days = 3
survey_minimum = 1
solicitation_minimum = 1
columns.policy = ["zcwj"]
[[site]]
id = "s"
name = "示例区人民政府"
url = "http://s.gov.cn/"
"""
COLUMNS = {
    "yw": "要闻", "copy": "专题", "zdgk": "法定主动公开内容", "zcwj": "政策文件", "zcjd": "政策解读", "wsdc": "网上调查",
    "yjzj": "意见征集", "tzgg": "通知公告",
}  # fmt: skip


def config() -> str:
    units = "".join(
        f'[[unit]]\nid = "{id}"\nname = "示例{id}"\naliases = ["{id}"]\n' for id in (*UNITS, "law", "slow")
    )
    columns = "".join(
        f'[[site.column]]\nid = "{id}"\nname = "{name}"\nurl = "http://s.gov.cn/{id}/"\n'
        for id, name in COLUMNS.items()
    )
    return CONFIG.replace("[[site]]", f"{units}[[site]]") + columns


class Portal:
    """What was seen of a portal: items on lists, and the pages behind them."""

    def __init__(self) -> None:
        self.items: dict[str, list[Item]] = {id: [] for id in COLUMNS}
        self.looks: list[Observation[Any]] = []

    def put(
        self,
        column: str,
        on: date,
        title: str,
        source: str = "",
        *,
        page: Published | None = None,
        read: datetime = SEEN,
        url: str = "",
    ) -> None:
        """An item that the list dates *on*; its page says the same, or *page*."""
        url = url or f"http://s.gov.cn/{column}/t{on:%Y%m%d}_{len(self.looks)}.htm"
        self.items[column].append(Item(title=title, url=url, on=on))
        if not url.endswith(".pdf"):
            published = page or Dated(on=on, place=DatePlace.VISIBLE)
            facts = Reading(url=url, published=published, title=title, source=source)
            self.looks.append(Observation(subject="s", part=url, at=read, facts=facts))

    def all(self) -> Iterator[Observation[Any]]:
        """Every look; each list was walked back to the quarter's first day."""
        for column, items in self.items.items():
            shown = tuple(sorted(items, key=lambda one: one.on or FIRST, reverse=True))
            state = ListState.ITEMS if shown else ListState.BLANK
            yield Observation(subject="s", part=column, at=SEEN, facts=Listing(state=state, items=shown[:1]))
            facts = OlderPage(state=state, items=shown, page=1, since=FIRST, reached=True)
            yield Observation(subject="s", part=column, at=SEEN, facts=facts)
        yield from self.looks


def portal() -> Portal:
    made = Portal()
    for id, (months, _) in UNITS.items():
        for month, count in zip((7, 8, 9), months, strict=True):
            for n in range(count):
                made.put("yw", date(2026, month, 2 + n), f"{id}{month}{n}", id)
    law = "law"
    made.put("zcwj", date(2026, 9, 24), "《甲办法（试行）实施细则》", law)
    made.put("zcjd", date(2026, 9, 30), "图解《甲办法（试行）实施细则》", law)
    made.put("zcwj", date(2026, 9, 23), "《乙办法（试行）实施细则》", law)
    made.put("zcjd", date(2026, 9, 30), "图解《乙办法（试行）实施细则》", law)
    made.put("zcwj", date(2026, 9, 17), "《丙办法（试行）实施细则》", law)
    made.put("zcjd", date(2026, 9, 21), "图解《丙办法（试行）实施细则》", law)
    made.put("wsdc", FIRST, "满意度调查", law)
    made.put("yjzj", FIRST - timedelta(days=1), "征求意见", law)
    made.put("tzgg", date(2026, 9, 10), "关于政府网站自查情况的通报", law)
    made.put("tzgg", date(2026, 8, 11), "关于政务新媒体自查情况的通报", law)
    made.put("tzgg", date(2026, 8, 3), "关于第二季度政务新媒体检查情况的通报", law)
    made.put("zdgk", date(2026, 8, 3), "公开文件", law)
    return made


#: What is put on top, and by how much it moves the total.
EDGES: dict[str, tuple[dict[str, Any], int]] = {
    "first day": ({"on": FIRST}, 1),
    "day before": ({"on": FIRST - timedelta(days=1)}, 0),
    "last day": ({"on": LAST}, 1),
    "day after": ({"on": LAST + timedelta(days=1)}, 0),
    "the page says October": ({"on": LAST, "page": Dated(on=date(2026, 10, 1), place=DatePlace.VISIBLE)}, 0),
    "the page says September": (
        {"on": date(2026, 10, 1), "page": Dated(on=LAST, place=DatePlace.VISIBLE)},
        1,
    ),
    "its page states no day": ({"on": LAST, "page": Undated()}, 0),
    "a file has no page": ({"on": LAST, "url": "http://s.gov.cn/yw/P0202609.pdf"}, 1),
    "read after the report": ({"on": LAST, "read": datetime.fromisoformat("2026-10-09T09:00:00+08:00")}, 1),
}


async def fill(folder: Path, made: Portal) -> None:
    watch = read_watch(folder / "sites.toml")
    cli = Cli(folder)
    async with open_runtime(watch, cli.url, cli.clock, remember=False) as runtime:
        await runtime.store.save(list(made.all()))


def numbers(folder: Path, made: Portal, text: str = "", as_of: str = AS_OF) -> dict[str, Any]:
    (folder / "sites.toml").write_text(text or config(), encoding="utf-8")
    asyncio.run(fill(folder, made))
    done = Cli(folder).run("report", "2026Q3", "--json", "--as-of", as_of)
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return numbers(tmp_path_factory.mktemp("edges"), portal())


@pytest.mark.parametrize("name", EDGES)
def test_what_counts_for_the_quarter(name: str, plain: dict[str, Any], tmp_path: Path) -> None:
    made, (facts, more) = portal(), EDGES[name]
    made.put("yw", title="另一则", **facts)
    total = numbers(tmp_path, made)["output"]["total"]
    assert total["value"] - plain["output"]["total"]["value"] == more
    assert total["claimed"] == (name == "read after the report"), (
        "what was read later is only claimed by the list"
    )


def test_a_document_in_two_columns_counts_once(plain: dict[str, Any], tmp_path: Path) -> None:
    made = portal()
    for column in ("yw", "copy"):
        made.put(column, LAST, "同一文件", url=f"http://s.gov.cn/{column}/t20260930_77.htm")
    assert numbers(tmp_path, made)["output"]["total"]["value"] == plain["output"]["total"]["value"] + 1


@pytest.mark.parametrize("unit", UNITS)
def test_ten_a_month_are_enough_and_nine_are_not(unit: str, plain: dict[str, Any]) -> None:
    [row] = [one for one in plain["output"]["groups"][0]["units"] if one["unit"] == unit]
    months, outcome = UNITS[unit]
    assert ([one["value"] for one in row["months"]], row["outcome"]) == (months, outcome)


def test_an_item_that_may_be_anybodys_keeps_a_unit_from_being_short(tmp_path: Path) -> None:
    made = portal()
    made.put("yw", date(2026, 8, 20), "一则无来源的信息")
    found = numbers(tmp_path, made)["output"]["groups"][0]["units"]
    assert {one["unit"]: one["outcome"] for one in found} == {
        "ten": "pass",
        "nine": "unknown",
        "none": "fail",
    }


def test_on_lists_that_were_not_walked_back_nobody_is_short(tmp_path: Path) -> None:
    made = portal()
    text = config() + '[[site.column]]\nid = "new"\nname = "新栏目"\nurl = "http://s.gov.cn/new/"\n'
    found = numbers(tmp_path, made, text)["output"]
    assert {one["unit"]: one["outcome"] for one in found["groups"][0]["units"]} == {
        "ten": "pass",
        "nine": "unknown",
        "none": "unknown",
    }


def test_three_working_days_from_policy_to_interpretation(plain: dict[str, Any]) -> None:
    """25 September is Mid-Autumn, Sunday the 20th is worked: 24th to 30th is 3 days, 23rd to 30th 4, 17th to 21st 3."""
    rows = {one["policy"][1]: (one["working_days"], one["outcome"]) for one in plain["disclosure"]["pairs"]}
    assert rows == {"甲": (3, "pass"), "乙": (4, "fail"), "丙": (3, "pass")}


def test_a_survey_on_the_first_day_counts_and_a_solicitation_the_day_before_does_not(
    plain: dict[str, Any],
) -> None:
    rows = {
        one["name"]: (one["quarter"]["value"], one["outcome"]) for one in plain["disclosure"]["activities"]
    }
    assert rows["网上调查"] == (1, "pass")
    assert rows["意见征集"] == (0, "fail")


def test_self_checks_have_ten_days_and_last_quarters_notice_is_none(plain: dict[str, Any]) -> None:
    rows = {one["name"]: (one["on"], one["outcome"]) for one in plain["disclosure"]["duties"]}
    assert rows["政府网站自查情况公开"] == ("2026-09-10", "pass")
    assert rows["政务新媒体自查情况公开"] == ("2026-08-11", "fail")


def test_the_provinces_windows_bind_nobody_elsewhere(tmp_path: Path) -> None:
    text = config().replace('"fuzhou-2021"', '"national-2019"')
    assert numbers(tmp_path, portal(), text)["disclosure"]["duties"] == []


def test_a_unit_without_disclosure_is_named_when_the_quarter_is_over_and_not_before(
    plain: dict[str, Any], tmp_path: Path
) -> None:
    rows = {one["unit"]: (one["count"]["value"], one["outcome"]) for one in plain["disclosure"]["units"]}
    assert (rows["law"], rows["slow"]) == ((1, "pass"), (0, "fail"))
    early = numbers(tmp_path, portal(), as_of=f"{LAST}T23:00:00+08:00")
    assert {one["outcome"] for one in early["disclosure"]["units"]} == {"unknown"}


def test_a_quarters_first_moment_has_no_month_behind_it(tmp_path: Path) -> None:
    found = numbers(tmp_path, portal(), as_of=midnight(FIRST).isoformat())
    assert (found["over"], found["output"]["total"]["value"]) == (False, None)
    assert {one["outcome"] for group in found["output"]["groups"] for one in group["units"]} == {"unknown"}
