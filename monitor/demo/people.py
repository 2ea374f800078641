"""What citizens meet on the simulated portals: a letter box, a JSON board, a form, service guides (all made up)."""

import json
from dataclasses import dataclass, replace
from datetime import date, timedelta
from html import escape

from monitor.domain.timing import add_months

GROUPS = (
    "事项名称",
    "设定依据",
    "申请条件",
    "办理材料",
    "办理地点",
    "办理机构",
    "收费标准",
    "办理时间",
    "联系电话",
    "办理流程",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One simulated message: when it was written, when it was answered, and by whom."""

    number: str
    title: str
    written: date
    answered: date | None = None
    unit: str = ""
    status: str = "已答复"
    reply: str = "您好,来信收悉。经核实,有关情况已协调责任单位处理完毕,感谢您对政府工作的关心支持。"


def letters(today: date, unit: str, late: bool) -> tuple[Letter, ...]:
    """
    The letters of the year to *unit*: answered ones, one a day before its limit, one on its limit day.

    *late*: also one a day past its limit, which had only a receipt, and one that was passed on to another unit.
    """
    limit = add_months(today, -3)
    day = timedelta(days=1)
    found = [
        Letter(number="2041", title="咨询小区停车位规划", written=today - 9 * day, answered=today - 4 * day),
        Letter(number="2037", title="建议增设公交站点", written=today - 40 * day, answered=today - 33 * day),
        Letter(number="2020", title="咨询老年人优待证办理", written=limit + day, status="办理中", reply=""),
        Letter(number="2019", title="反映路灯不亮问题", written=limit, status="办理中", reply=""),
        Letter(number="1988", title="咨询学区划分", written=today - 150 * day, answered=today - 141 * day),
    ]
    if late:
        found.insert(
            4,
            Letter(
                number="2018", title="反映校车停靠点安全", written=limit - day, status="已受理",
                reply="您的来信已收到,我们将尽快办理。(系统自动回复)",
            ),
        )  # fmt: skip
    return tuple(replace(one, unit=unit) for one in found)


def letter_box(found: tuple[Letter, ...]) -> str:
    """The list page: a table, newest first, with its own count."""
    rows = "".join(
        f'<tr><td>{one.number}</td><td><a href="/hd/xx/{one.number}.htm">{escape(one.title)}</a></td><td>{one.written}</td>'
        f"<td>{one.answered or ''}</td><td>{escape(one.unit)}</td><td>{one.status}</td></tr>"
        for one in found
    )
    heads = "".join(
        f"<th>{head}</th>" for head in ("编号", "来信主题", "写信时间", "答复时间", "受理单位", "状态")
    )
    return (
        f'<h2>领导信箱</h2><p><a href="/hd/xx/write.htm">我要写信</a></p>'
        f'<table class="list"><tr>{heads}</tr>{rows}</table><div class="page">共 {len(found)} 条</div>'
    )


def letter_page(one: Letter) -> str:
    """One letter with its answer."""
    answer = (
        f"<tr><th>答复单位</th><td>{escape(one.unit)}</td></tr><tr><th>答复时间</th><td>{one.answered or ''}</td></tr>"
        f"<tr><th>答复内容</th><td>{escape(one.reply)}</td></tr>"
        if one.reply
        else ""
    )
    return (
        f"<table class='letter'><tr><th>来信主题</th><td>{escape(one.title)}</td></tr><tr><th>写信人</th><td>陈某某</td></tr>"
        f"<tr><th>联系电话</th><td>13800000000</td></tr><tr><th>写信时间</th><td>{one.written}</td></tr>"
        f"<tr><th>来信内容</th><td>您好,我想咨询一下这个问题,请给予答复。</td></tr><tr><th>状态</th><td>{one.status}</td></tr>{answer}</table>"
    )


def write_page() -> str:
    """The form by which anybody can ask."""
    return (
        "<h2>我要写信</h2><form method='post' action='/hd/xx/submit'><label>标题 <input name='title'></label><label>内容 "
        "<textarea name='content'></textarea></label><label>姓名 <input name='name'></label><label>联系电话 <input name='phone'></label>"
        "<label>验证码 <input name='code'></label><button type='submit'>提交</button></form>"
    )


def grid(found: tuple[Letter, ...]) -> str:
    """The 12345-like board's answer."""
    rows = [
        {"id": one.number, "billno": f"FZ{one.number}", "case_title": one.title, "incident_time": f"{one.written} 08:30:00",
         "type_flag_name": "咨询", "status": one.status, "reply_time": f"{one.answered} 17:00:00" if one.answered else ""}
        for one in found
    ]  # fmt: skip
    return json.dumps({"total": len(rows), "list": rows}, ensure_ascii=False)


def guide_list(bad: int) -> str:
    """Seven service guides, the first *bad* of them short of elements."""
    rows = "".join(
        f'<li><a href="/bszn/{n}.htm">办事指南:{_MATTERS[n]}</a></li>' for n in range(len(_MATTERS))
    )
    return f'<h2>办事指南</h2><ul class="list">{rows}</ul><div class="page">共 {len(_MATTERS)} 条</div>'


_MATTERS = (
    "老年人优待证办理",
    "临时救助申请",
    "公共场所卫生许可",
    "户外广告设置审批",
    "食品经营许可",
    "民办学校设立",
    "农机购置补贴",
)


def guide_page(number: int, bad: int) -> str:
    """One guide: all ten element groups, or six of them."""
    groups = GROUPS[:6] if number < bad else GROUPS
    rows = "".join(f"<tr><th>{group}</th><td>{_text(group, number)}</td></tr>" for group in groups)
    return f"<h1>{_MATTERS[number]}</h1><table>{rows}</table>"


def _text(group: str, number: int) -> str:
    if group == "事项名称":
        return _MATTERS[number]
    return f"{group}的具体规定:按照本县公布的事项清单第{number + 1}项执行,以窗口公示为准。"
