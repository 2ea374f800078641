"""The score sheet of a simulated county, before anything was looked at and after: as the scoring clerk reads it."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from typer.testing import Result

from monitor.app.configuration import read_watch
from monitor.app.runtime import READERS, open_runtime
from monitor.collect.runner import look_at
from monitor.domain.reach import Reason
from monitor.domain.timing import SHANGHAI
from probes.base import Tools
from probes.http.base import Answer, Unreached
from probes.http.ipv6 import Ipv6Line
from probes.ipv6 import PROBE
from tests.cli.county_pages import CODE, COLUMNS, FAKES, FOOT, MARKS, Article, Portal, county, news, surveys
from tests.operator_desk import Cli

#: Five commands over four portals take some seconds.
pytestmark = pytest.mark.soak
HEAD = """
edition = "xiamen-2023"
[centre]
name = "示例区大数据服务中心"
"""
POLICY = "示例区老旧小区改造实施方案"
#: What the portal above published: reposted by the good one as it is, by the bad one in other words, or not at all.
ABOVE, SECOND = "国务院部署进一步优化营商环境和稳定外贸工作", "全国节约用水宣传周活动方案正式印发实施"
REWORDED = "【转载】国务院部署进一步优化营商环境、稳定外贸工作"
LOOKED, AGAIN, LATER, DRAWN = (
    datetime(2026, 12, 28, 9, tzinfo=SHANGHAI), datetime(2026, 12, 29, 9, tzinfo=SHANGHAI),
    datetime(2027, 1, 4, 9, tzinfo=SHANGHAI), datetime(2027, 1, 8, 9, tzinfo=SHANGHAI),
)  # fmt: skip
OPENED = tuple(Article(id, "2025-11-10", f"示例区{name}栏目开通有关事项的说明") for id, name, _ in COLUMNS)
FORMS = "<img src='/t.png' width='600' height='900'>"


def linked(policy_back: bool, day: str) -> Sequence[Article]:
    """A policy of the last day before 国庆 with its interpretation of *day*; *policy_back*: that one links back."""
    there, back = f"/zcjd/t{day.replace('-', '')}_0.htm", "/zcwj/t20260930_0.htm"
    return (
        Article("zcwj", "2026-09-30", POLICY, f"<p>相关解读：<a href='{there}'>解读</a></p>", 0),
        Article(
            "zcjd", day, f"《{POLICY}》政策解读", FORMS + (f"<p>相关文件：<a href='{back}'>原文</a></p>" if policy_back else ""), 0
        ),
    )  # fmt: skip


def portals() -> list[Portal]:
    good = (
        *OPENED, *news(), *surveys(6, told=True), *linked(True, "2026-10-10"),
        Article("tzgg", "2026-12-20", ABOVE), Article("tzgg", "2026-12-21", SECOND),
    )  # fmt: skip
    bad = (*OPENED, *news(), *surveys(5, told=False), *linked(False, "2026-10-12"), Article("tzgg", "2026-12-20", REWORDED))  # fmt: skip
    return [
        Portal("good", FOOT.format("".join(MARKS.values())), good, "finds"),
        Portal("bad", FOOT.format("".join(FAKES.values())), bad, "challenge"),
        Portal("dark", FOOT.format("<!--" + "".join(MARKS.values()) + "-->"), (*OPENED, *news())),
        Portal("lack", FOOT.format(""), (*OPENED, *news())),
    ]


def upstream() -> str:
    rows = enumerate(
        (ABOVE, SECOND, "水利部部署冬春农田水利建设相关工作", "农业农村部安排部署冬小麦田间管理")
    )
    items = "".join(f"<li><a href='/a{n}.htm'>{one}</a><span>2026-12-{20 + n}</span></li>" for n, one in rows)
    return f"<html><head><title>要闻</title></head><body><ul class='news_list'>{items}</ul></body></html>"


def described(id: str, url: str, above: str) -> str:
    """One portal as the configuration names it, a unit of its own behind it."""
    columns = "".join(
        f'[[site.column]]\nid = "{one}"\nname = "{name}"\nurl = "{url}{one}/"\nkind = "{kind}"\n' for one, name, kind in COLUMNS
    )  # fmt: skip
    return (
        f'[[unit]]\nid = "u-{id}"\nname = "{id}单位"\n[[site]]\nid = "{id}"\nname = "示例区人民政府"\nurl = "{url}"\nunit = "u-{id}"\n'
        f'level = "county"\nsite_code = "{CODE}"\ncolumns_complete = {{by = "林某", on = 2026-01-01}}\n'
        f'probe.reposts = {{upstream = [{{name = "国务院要闻", url = "{above}", hours = 48}}]}}\n{columns}'
    )


Sheet = dict[tuple[str, str], tuple[Any, ...]]


def do(cli: Cli, *words: str) -> Result:
    """One command; pages are read in this process, as starting readers takes a second each time."""
    return cli.run(*words, env={READERS: "0"})


def sheets(cli: Cli, name: str, *words: str) -> Sheet:
    """The rows of every unit's sheet as the workbook shows them, by unit and row."""
    folder = cli.folder / name
    done = do(cli, "scores", "--out", str(folder), *words)
    assert done.exit_code == 0, done.output
    [path] = folder.glob("*.xlsx")
    book = openpyxl.load_workbook(path)
    return {
        (page.removesuffix("单位"), row[0]): row
        for page in book.sheetnames
        if page.endswith("单位")
        for row in book[page].iter_rows(values_only=True)
        if str(row[0]).startswith("X23-")
    }


async def over_ipv6(cli: Cli) -> None:
    """A look over IPv6, on which every homepage opens, and no other page of `good`."""

    async def fetch(url: str, **_: Any) -> Answer:
        if url.startswith(good) and url != good:
            return Unreached(url=url, reason=Reason.CONNECT_TIMEOUT)
        return await runtime.fetch(url, **_)

    async def addresses(host: str) -> tuple[str, ...]:
        return ("2001:db8::1",)

    async def tools_for(site: Any) -> Tools:
        line = Ipv6Line(fetch, addresses, (runtime.watch.sites[-1].url,))
        return replace(await runtime.tools_for(site), ipv6=line)

    async with open_runtime(read_watch(cli.config), cli.url, cli.clock) as runtime:
        good = runtime.watch.sites[0].url
        await look_at(runtime.watch.sites, {"ipv6": PROBE}, tools_for, runtime.store.save, cli.clock)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> tuple[Cli, Sheet]:
    """What a person does in a quarter, in five commands; and the sheets from before."""
    cli = Cli(tmp_path_factory.mktemp("county"), LOOKED)
    with county(portals(), {"/": upstream()}) as (urls, above):
        cli.configure(*(described(id, url, above) for id, url in urls.items()), head=HEAD)
        before = sheets(cli, "before", "--quarter", "2026Q4")
        assert do(cli, "run-once", "--all").exit_code in (0, 1)
        for site in urls:
            do(cli, "backfill", "--site", site, "--from", "2025-12-01")
        cli.now = AGAIN
        do(cli, "run-once", "--all", "--probe", "marks", "--probe", "texts", "--probe", "search")
        do(cli, "patrol")
        asyncio.run(over_ipv6(cli))
        cli.now = LATER
        do(cli, "run-once", "--all", "--probe", "columns")
    cli.now = DRAWN
    do(cli, "judge")
    return cli, before


def test_before_anything_was_looked_at_no_row_is_decided_and_none_has_evidence(
    desk: tuple[Cli, Sheet],
) -> None:
    _, before = desk
    assert len({unit for unit, _ in before}) == 4
    assert {row[5] for row in before.values()} <= {"已采集事实", "待人工", "未登记采集来源", "不适用"}
    assert not [key for key, row in before.items() if row[9]]


@pytest.fixture(scope="module")
def after(desk: tuple[Cli, Sheet]) -> Sheet:
    return sheets(desk[0], "after", "--quarter", "2026Q4")


@pytest.mark.parametrize(
    ("unit", "row", "mark", "says"),
    [
        # marks: carried, faked, hidden in a comment, lacking
        ("good", "X23-44", "达标", "首页标识齐全"),
        ("bad", "X23-44", "未达标", "网站标识码3501990009与登记的3501040001不一致"),
        ("dark", "X23-44", "未知", "党政机关网站标识（只在注释或隐藏区域中）"),
        ("lack", "X23-44", "未达标", "首页未见：“我为政府网站找错”入口、党政机关网站标识、网站标识码、ICP备案号、公安备案号"),
        ("good", "X23-47", "达标", "无障碍浏览入口、老年人模式入口"),
        ("bad", "X23-47", "未知", "无障碍浏览入口（有近似文字）"),
        ("dark", "X23-47", "未知", "无障碍浏览入口（只在注释或隐藏区域中）"),
        ("lack", "X23-47", "未达标", "首页未见：无障碍浏览入口、老年人模式入口"),
        # the host is this machine's
        ("good", "X23-43", "未达标", "首页未见：域名"),
        # six surveys a year, and what came of them
        ("good", "X23-25", "达标", "监测时间点前一年内网上调查6次、意见征集0次"),
        ("bad", "X23-25", "未达标", "网上调查5次、意见征集0次，本季度0次（要求不少于6次）"),
        ("lack", "X23-25", "未达标", "网上调查0次"),
        ("good", "X23-27", "待人工", "已结束6项，其中公布结果6项"),
        ("bad", "X23-27", "未达标", "结束满30日未公布结果5项"),
        # a policy and its interpretation
        ("good", "X23-10", "达标", "双向关联1对"),
        ("bad", "X23-10", "未达标", "解读页面未关联政策文件1件"),
        ("lack", "X23-10", "不适用", "政策文件与解读0对"),
        # reposts: the same title, other words, none
        ("good", "X23-54", "未达标", "转载2条；未见转载2条"),
        ("bad", "X23-54", "未达标", "转载1条；未见转载3条"),
        ("lack", "X23-54", "未达标", "转载0条；未见转载4条"),
        # the site's own search
        ("good", "X23-33", "待人工", "按原题检索3次，查到3次"),
        ("bad", "X23-33", "待人工", "检索要求验证，未能试查"),
        ("lack", "X23-33", "待人工", "没有找到检索入口"),
        # over IPv6: half up, which is for a person, and whole
        ("good", "X23-48", "未知", "IPv6"),
        ("lack", "X23-48", "达标", "IPv6"),
        # silence on lists walked whole
        ("good", "X23-61", "未达标", "至时限届满未见发布"),
        ("good", "X23-68", "待人工", "错敏词没有线索"),
    ],
)  # fmt: skip
def test_a_row_after_the_looks(after: Sheet, unit: str, row: str, mark: str, says: str) -> None:
    found = after[unit, row]
    assert (found[4], says in found[7]) == (mark, True), found[7]
    assert found[9] or mark == "不适用"


@pytest.mark.parametrize(("unit", "days"), [("good", "3"), ("bad", "4")])
def test_an_interpretation_after_the_holidays_is_late_where_the_text_asks_for_the_same_day(
    desk: tuple[Cli, Sheet], unit: str, days: str
) -> None:
    """30 September to 10 and 12 October 2026: three and four working days, by the State Council's holidays."""
    third = sheets(desk[0], f"third-{unit}", "--quarter", "2026Q3")[unit, "X23-05"]
    assert (third[4], f"《{POLICY}》（{days}个工作日）" in third[7]) == ("未达标", True), third[7]
