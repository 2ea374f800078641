"""What the simulated county's units publish, and the `[report]` of its configuration (all made up)."""

import json
from collections.abc import Iterator
from datetime import date, timedelta

from monitor.demo.county import SimColumn
from monitor.domain.timing import Quarter

#: id, name, other names, address for mail: towns and departments that only publish.
UNITS = (
    ("qingxi", "闽江县青溪镇人民政府", ("青溪镇", "青溪镇人民政府"), "qxz@mail.invalid"),
    ("beiwan", "闽江县人民政府北湾街道办事处", ("北湾街道", "北湾街道办事处"), "bwjd@mail.invalid"),
    ("health", "闽江县卫生健康局", ("县卫健局", "县卫生健康局"), "wjj@mail.invalid"),
    ("commerce", "闽江县商务局", ("县商务局",), "swj@mail.invalid"),
)

TOWNS = ("qingxi", "town", "beiwan")
DEPARTMENTS = ("health", "education", "civil", "agriculture", "commerce", "archives")

#: How often each source publishes: every so many days.
_TOWN_RHYTHM = (("青溪镇", 2), ("临水镇", 8), ("北湾街道", 13))
_DEPARTMENT_RHYTHM = (
    ("县卫健局", 2),
    ("县教育局", 7),
    ("县民政局", 9),
    ("县农业农村局", 11),
    ("新华社", 17),
    ("闽江日报", 19),
)

#: So far back everything reaches.
_REACH = 100


def _column(id: str, name: str, rhythm: tuple[tuple[str, int], ...], **more: object) -> SimColumn:
    """A column in which each source publishes in its rhythm, newest first, twenty to a page."""
    items = sorted((age, n) for n, (_, every) in enumerate(rhythm) for age in range(n % every, _REACH, every))
    return SimColumn(
        id=id,
        name=name,
        ages=tuple(age for age, _ in items),
        sources=tuple(rhythm[n][0] for _, n in items),
        per_page=20,
        **more,  # type: ignore[arg-type]
    )


COLUMNS = (
    _column("xzzc", "镇街之窗", _TOWN_RHYTHM),
    _column("bmzc", "部门之窗", _DEPARTMENT_RHYTHM),
    SimColumn(
        id="zdgk",
        name="政府信息公开/法定主动公开内容",
        ages=(5, 12, 18, 33, 47, 61),
        sources=("县民政局", "县卫健局", "青溪镇", "县农业农村局", "县卫健局", "临水镇"),
    ),
    SimColumn(
        id="jctb",
        name="检查通报",
        ages=(16, 44),
        titles=("关于全县政务新媒体自查情况的通报", "关于全县政府网站自查情况的通报"),
    ),
    SimColumn(
        id="wsdc",
        name="互动交流/网上调查",
        ages=(25, 90),
        titles=("公共交通满意度调查", "办事服务满意度调查"),
    ),
    SimColumn(
        id="yjzj",
        name="互动交流/意见征集",
        ages=(13, 71),
        titles=("《闽江县养犬管理办法(征求意见稿)》公开征求意见", "老旧小区改造方案公开征求意见"),
    ),
    SimColumn(id="zxft", name="互动交流/在线访谈", ages=(36,), titles=("县卫生健康局局长谈基层医疗服务",)),
)


def report_table(today: date) -> Iterator[str]:
    """`[report]` of the demo: its point is today, so that there is something to judge."""
    quarter = Quarter.of(today)
    words: dict[str, object] = {
        "area": "全县",
        "number": f"闽江政办网〔{quarter.year}〕{quarter.number}号",
        "addressees": "县直各有关部门，各镇人民政府、街道办事处",
        "signer": "闽江县人民政府办公室",
        "site": "county",
        "output_minimum": 10,
        "output_rule": "《闽江县政务公开绩效考核办法》",
        "towns": TOWNS,
        "departments": DEPARTMENTS,
        "departments_name": "县直部门",
        "outside": ["新华社"],
        "interpretation_minimum": 1,
        "interpretation_days": 3,
        "survey_minimum": 1,
        "solicitation_minimum": 1,
        "interview_minimum": 1,
        "deliver_to": "县大数据服务中心",
        "contact": "演示科 0591-00000000",
        "mail": "centre@mail.invalid",
    }
    yield "[report]"
    for key, value in words.items():
        yield f"{key} = {json.dumps(value, ensure_ascii=False)}"
    yield f"points = [{today}]"
    yield f"rectify_by = {today + timedelta(days=14)}\nupdate_by = {quarter.last}"
    yield 'columns.uncounted = ["sjkf"]\n'
    yield from _scores_table()


#: How the demo's centre counts what the text leaves open: row, arithmetic, reason.
_ARITHMETIC = (
    ("C21-02", "full = 20\nper_fault = 3\nfigure = \"faults\"", "每月发布不足要求的，每月扣3分"),
    ("C21-05", "full = 10\nper_fault = 2", "逾期栏目每个扣2分"),
    ("C21-09", "full = 5", "季度主动公开信息为0的不得分"),
    ("C21-10", "steps = [{at_least = 2, points = 2}, {at_least = 1, points = 0}, {at_most = 0, points = -5}]",
     "年度解读少于1篇扣5分，多于1篇加2分"),
    ("C21-11", "full = 5\nper_fault = 1", "解读未同步的每件扣1分"),
)  # fmt: skip


def _scores_table() -> Iterator[str]:
    """`[scores]` of the demo."""
    yield '[scores]\napprover = "闽江县大数据服务中心主任办公会"\nreason = "闽江县2026年度考核办法（模拟）"'
    yield 'year = "average"\nseveral = "lowest"'
    for row, arithmetic, reason in _ARITHMETIC:
        yield f'[[scores.row]]\nid = "{row}"\n{arithmetic}\nreason = "{reason}"\napprover = "主任办公会"'
    yield ""
