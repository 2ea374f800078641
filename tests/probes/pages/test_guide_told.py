"""What a guide says in other places than under its headings: steps, labels, headings that nobody knows, materials."""

from collections.abc import Sequence

from probes.pages.guide.guide import examine_guide
from tests.every import every

from .test_guide_styles import NUMBERS, STYLES, TOLD, URL

STEPS = ("提交申请材料", "审核证件", "领取证件")


@every(
    ("heading", "step"),
    [("<h3>办理流程</h3>", "<p>{n}.{s}</p>"), ("<p>四、办理流程</p>", "<p>（{c}）{s}</p>"), ("<p>办理流程：</p>", "<p>{n}、{s}</p>"), ("<h3>办理流程</h3>", "<p>{s}</p>")],
)  # fmt: skip
def test_steps_in_the_words_of_headings_are_steps(heading: str, step: str) -> None:
    steps = "".join(step.format(n=n + 1, c=NUMBERS[n], s=one) for n, one in enumerate(STEPS))
    rest = "<p>一、申请条件：户籍</p><p>二、设定依据：《条例》</p>"
    seen = examine_guide(f"<h1>残疾人证办理</h1><div>{rest}{heading}{steps}</div>", URL)
    assert "办理材料" in seen.guide.missing
    assert all(one in seen.told["办理流程"] for one in STEPS)


@every(
    ("heading", "text", "group", "told"),
    [
        ("负责处室名单", "区残联康复科，周一至周五", "办理机构", True), ("大厅方位", "府前路12号一楼", "办理地点", True), ("有关法源", "《某条例》第三条", "设定依据", True),
        ("办理方式", "登录系统填写，提交后审核", "办理流程", True), ("办理方式", "窗口办理、网上办理", "办理流程", False), ("特殊环节", "无", "办理流程", False),
        ("办理方式", "关注公众号", "办理流程", None), ("资助费用", "每人500元", "收费标准", None), ("特殊环节", "", "办理流程", None), ("花销", "免费", "收费标准", True),
        ("花销", "视情况", "收费标准", None), ("要出的费", "无", "收费标准", True), ("经办小王", "0590-1234567", "联系电话", True), ("传真", "0590-1234567", "联系电话", False),
    ],
)  # fmt: skip
@every("form", ["<h3>{h}</h3><p>{v}</p>", "<p>{h}：{v}</p>", "<tr><td>{h}</td><td>{v}</td></tr>"])
def test_a_heading_that_we_do_not_know_tells_by_its_text(
    heading: str, text: str, group: str, told: bool | None, form: str
) -> None:
    if not text and not form.startswith("<h3"):  # a label's place that is empty, or a cell, tells nothing
        told = False
    rest = [(h, v) for name, (h, v, _) in TOLD.items() if name != group]
    body = "".join(form.format(h=h, v=v) for h, v in [*rest, (heading, text)])
    seen = examine_guide(f"<table>{body}</table>" if "<tr>" in form else body, URL).guide
    assert (seen.is_read, seen.missing) == (told is not None, (group,) if told is False else ())


def test_words_like_headings_that_are_none() -> None:
    known = "".join(f"<h3>{h}</h3><p>{v}</p>" for h, v in (("申请材料", "身份证"), ("办理流程", "受理"), ("收费标准", "无")))  # fmt: skip
    for title, body, missing in (
        ("农房改造申请", "<h3>改造对象</h3><p>四类重点对象</p>", False),  # its text, and not one more heading
        ("居住证申领条件", "<p>某区公安局</p>", True),  # the page's name
    ):
        seen = examine_guide(f"<title>{title}</title><h1>{title}</h1>{body}{known}", URL).guide
        assert seen.is_read
        assert ("申请条件" in seen.missing) == missing
    seen = examine_guide(
        f"<h1>证件办理</h1>{known}<h3>咨询方式</h3><p>咨询电话：</p><p>咨询窗口：</p>", URL
    ).guide
    assert {"联系电话", "办理地点"} <= set(seen.missing)


@every(
    ("text", "group", "told"),
    [
        ("自受理之日起5个工作日内办结", "办理时间", True), ("受理后当场发证", "办理时间", True), ("有效期30日", "办理时间", False), ("首次申领免收工本费", "收费标准", True), ("开展免费培训", "收费标准", False),
        ("有疑问请拨打0590-1234567", "联系电话", True), ("投诉电话：0590-1234567", "联系电话", False), ("违规举报请拨打12345", "联系电话", False), ("可拨打12345进行举报", "联系电话", False), ("申请人电话：0590-1234567", "联系电话", False),
        ("填写家庭地址：某路", "办理地点", False), ("有异议的，5日内申请办理复核", "办理时间", False), ("请拨打12345咨询", "联系电话", True), ("（地址：某路2号）", "办理地点", True), ("邮寄地址：某路2号", "办理地点", False), ("（网址：某网）", "办理地点", False),
    ],
)  # fmt: skip
def test_what_the_text_of_another_element_says_is_not_lacking(text: str, group: str, told: bool) -> None:
    rest = "".join(
        f"<h3>{h}</h3><p>{v}</p>" for name, (h, v, _) in TOLD.items() if name not in (group, "办理流程")
    )
    seen = examine_guide(f"{rest}<h3>办理流程</h3><p>申请、受理。{text}</p>", URL).guide
    assert (seen.is_read, seen.missing) == (True, () if told else (group,))


@every(
    ("heading", "text", "group", "lacks"),
    [
        ("来由", "《渡口管理办法》第三条", "设定依据", False), ("到手", "7个工作日", "办理时间", False), ("哪家说了算", "县港航局", "办理机构", False), ("花销", "不收费", "收费标准", False), ("凭啥办", "《渡口管理办法》", "设定依据", False),
        ("递交处", "港口路3号政务大厅2号窗口", "办理地点", False), ("可申领者", "本县渔民", "申请条件", False), ("备注", "本县共三个渡口", "设定依据", True), ("监督投诉电话", "0590-1234567", "联系电话", True),
    ],
)  # fmt: skip
def test_a_line_that_reads_as_an_element_is_not_said_to_be_lacking(
    heading: str, text: str, group: str, lacks: bool
) -> None:
    rows = [(h, v) for name, (h, v, _) in TOLD.items() if name != group]
    rows[2:2] = [(heading, text)]
    for one in (
        "<li><span>{h}</span><em>{v}</em></li>",
        "<div><div class='k'>{h}</div><div class='v'>{v}</div></div>",
        "<dt>{h}</dt><dd>{v}</dd>",
    ):
        html = "".join(one.format(h=h, v=v) for h, v in rows)
        seen = examine_guide(f"<h1>渡船登记</h1><div>{html}</div>", URL).guide
        assert (group in seen.missing) == lacks, one


def test_the_text_below_a_label_is_its_own() -> None:
    rest = "".join(f"<p>{h}：{v}</p>" for name, (h, v, _) in TOLD.items() if name != "办理机构")
    office = "<p>负责处室名单：</p><p>区残联康复科，周一至周五</p>"
    assert examine_guide(office + rest, URL).guide.missing == ()
    assert (
        examine_guide(rest + office.replace("区残联康复科", "略"), URL).guide.reason
        == "elements_not_told:办理机构"
    )


def test_a_small_box_of_headings_and_texts_is_no_strip_of_tabs() -> None:
    box = "<h3>申请条件</h3><p>户籍</p><p>申请对象</p><p>年满</p><h3>办理时限</h3><p>3日</p><h3>收费</h3><p>无</p>"
    assert examine_guide(f"<h1>证件办理</h1><div>{box}</div>", URL).told["收费标准"] == "无"


@every(
    ("told", "found"),
    [
        ("<table><tr><th>材料名称</th><th>材料形式</th></tr><tr><td>1.申请表</td><td>原件：2<br>复印件：0</td></tr></table>", [("申请表", "原件", "2")]),
        ("申请表（原件1份）2、合同（复印件1份）", [("申请表（原件1份）", "原件", "1份"), ("合同（复印件1份）", "复印件", "1份")]),
        ("身份证原件、复印件；户口簿", [("身份证原件、复印件", "原件、复印件", ""), ("户口簿", "", "")]),
        ("<p>（一）筹备</p><p>1.申请书2份</p><p>（二）设立</p><p>1.章程1份</p><p>2.名册1份</p>", [("申请书2份", "", "2份"), ("章程1份", "", "1份"), ("名册1份", "", "1份")]),
    ],
)  # fmt: skip
def test_materials_as_they_are_written(told: str, found: list[tuple[str, str, str]]) -> None:
    seen = examine_guide(STYLES["definition_list"].replace("身份证复印件1份", told), URL)
    assert [(one.name, one.form, one.count) for one in seen.materials] == found


def test_materials_beside_their_heading_of_several_rows() -> None:
    rows = "<tr><th rowspan=3>申请材料</th><td>名称</td><td>形式</td><td>份数</td></tr><tr><td>申请书</td><td>原件</td><td>1</td></tr><tr><td>章程</td><td>复印件</td><td>2</td></tr>"
    seen = examine_guide(f"<h1>登记</h1><table>{rows}<tr><th>办理流程</th><td colspan=3>受理</td></tr><tr><th>收费</th><td colspan=3>无</td></tr></table>", URL)  # fmt: skip
    assert [(one.name, one.form, one.count) for one in seen.materials] == [
        ("申请书", "原件", "1"),
        ("章程", "复印件", "2"),
    ]


def test_a_head_of_materials_below_its_heading_in_the_table() -> None:
    head = "<tr><th colspan=3>申请材料</th></tr><tr><th>名称</th><th>类型</th><th>份数</th></tr><tr><td>申请书</td><td>原件</td><td>1</td></tr>"
    rest = "".join(f"<tr><th>{h}</th><td colspan=2>{v}</td></tr>" for name, (h, v, _) in TOLD.items() if name != "办理材料")  # fmt: skip
    seen = examine_guide(f"<table>{rest}{head}</table>", URL)
    assert seen.guide.missing == ()
    assert [(one.name, one.form, one.count) for one in seen.materials] == [("申请书", "原件", "1")]


@every("number", ["<span>{n:02}</span>", "<i>{n}</i>", "<b>{n}、</b>"])
def test_numbers_in_elements_of_their_own(number: str) -> None:
    told = [("受理条件", "户籍"), ("申请材料", "身份证"), ("跨域通办", "支持"), ("办理流程", ""), ("收费标准", "无"), ("评价渠道", "好")]  # fmt: skip
    rows = "".join(f"<h4>{number.format(n=n)}{h}</h4><p>{v}</p>" for n, (h, v) in enumerate(told, 1))
    seen = examine_guide(f"<h1>残疾人证办理</h1>{rows}", URL)
    assert {"办理流程", "办理地点"} <= set(seen.guide.missing)
    assert (seen.told["办理材料"], seen.told["申请条件"], seen.told["收费标准"]) == ("身份证", "户籍", "无")


def test_a_label_below_the_materials_may_be_of_another_element() -> None:
    lines = "<p>申请条件：户籍</p><p>办理时间：3日</p><p>申请材料：身份证</p>"
    seen = examine_guide(f"<h1>证件办理</h1>{lines}<p>申请途径：向社区申请，街道审核</p>", URL)
    assert seen.guide.is_read
    assert "办理流程" not in seen.guide.missing
    seen = examine_guide(f"<h1>证件办理</h1>{lines}<p>申请途径：见大厅公示</p>", URL)
    assert "办理流程" in seen.guide.not_told
    assert examine_guide(f"<h1>证件办理</h1>{lines}<p>户口簿：复印件</p>", URL).guide.is_read


def test_headings_of_which_most_are_known_leave_the_others_in_doubt() -> None:
    told = ("事项说明", "发放对象", "提供资料", "发放流程", "发放日", "责任科室", "法源", "收费标准")
    rows = "".join(f"<div class=h>{n}.{h}</div><div class=b>见大厅公示</div>" for n, h in enumerate(told, 1))
    seen = examine_guide(f"<h1>奖励金发放办理</h1>{rows}", URL).guide
    assert (seen.is_read, seen.not_told) == (True, ("设定依据",))
    assert examine_guide(f"<h1>奖励金发放办理</h1>{rows.replace('法源', '其他')}", URL).guide.is_read


@every("form", ["<dl><dt>{h}</dt><dd>{v}</dd></dl>", "<div class=k>{h}</div><div class=v>{v}</div>", "<p>{h}</p><p>{v}</p>"])  # fmt: skip
def test_who_may_apply_is_no_heading_of_the_office(form: str) -> None:
    rows = "".join(form.format(h=h, v="单位" if h == "受理条件" else v) for name, (h, v, _) in TOLD.items() if name != "办理机构")  # fmt: skip
    assert examine_guide(rows, URL).guide.missing == ("办理机构",)


def test_numbered_parts_below_a_heading_are_its_text() -> None:
    rest = "".join(f"<p>{h}：{v}</p>" for name, (h, v, _) in TOLD.items() if name != "办理流程")
    steps = "<p>十、办理程序</p><p>1.申请材料：向窗口递交</p><p>2.受理条件：齐全即收</p>"
    assert examine_guide(rest + steps, URL).guide.missing == ()


def test_three_tabs_two_of_which_are_known() -> None:
    rest = "".join(
        f"<p>{h}：{v}</p>" for name, (h, v, _) in TOLD.items() if name not in ("办理流程", "办理材料")
    )
    tabs = "<ul><li>事项要素</li><li>材料清单</li><li>审批流程</li></ul>"
    panels = (
        f"<div class=p>{rest}</div><div class=p><p>证件原件</p></div><div class=p><p>受理、发证</p></div>"
    )
    assert examine_guide(tabs + panels, URL).guide.missing == ()


@every(
    ("panels", "lacking", "not_told"),
    [
        ("<div class='tab tab-a'>{0}</div><div class='tab tab-b'>证件原件</div><div class='tab tab-c'><img src=/flow.png></div>", (), ()),
        ("<div><div class=facts>{0}</div><div class=detail>证件原件</div><div>受理、发证</div></div>", (), ()),
        ("<div class='tab tab-a'>{0}</div><div class='tab tab-b'></div><div class='tab tab-c'>受理、发证</div>", ("办理材料",), ()),
        ("<div class=facts>{0}</div><div>证件原件</div>", (), ("办理材料", "办理流程")),
        ("<div class=facts>{0}{more}</div><div>证件原件</div>", (), ("办理材料", "办理流程")),
        ("<div><div class=a>{0}</div><div class=b><h3>审批流程</h3></div><div class=c><h3>监督投诉</h3><p>12345</p></div></div>", ("办理流程",), ("办理材料",)),
        ("<div>{0}<h3>材料清单</h3><h3>审批流程</h3><p>受理、发证</p></div>", ("办理材料",), ()),
    ],
)  # fmt: skip
def test_a_tab_whose_panel_is_not_known_lacks_nothing(
    panels: str, lacking: tuple[str, ...], not_told: tuple[str, ...]
) -> None:
    rest = "".join(
        f"<p>{h}：{v}</p>" for name, (h, v, _) in TOLD.items() if name not in ("办理流程", "办理材料")
    )
    tabs = "<div><span><a onclick=a(1)>事项要素</a></span><span><a onclick=a(2)>材料清单</a></span><span><a onclick=a(3)>审批流程</a></span></div>"
    if "{more}" in panels:  # two tabs of one element, in a strip without as many panels
        tabs = tabs.replace("</span></div>", "</span><span><a onclick=a(4)>流程图</a></span></div>")
    seen = examine_guide(f"<div>{tabs}{panels.format(rest, more='')}</div>", URL).guide
    assert (seen.missing, seen.not_told) == (lacking, not_told)


@every(
    ("heading", "text", "group", "said"),
    [
        ("停车", "免费", "收费标准", "lacking"), ("打印复印", "免费", "收费标准", "lacking"), ("免费寄送", "支持", "收费标准", "lacking"), ("移动端办理地址", "登录手机应用办理", "办理地点", "lacking"), ("证照名称", "船员证", "办理材料", "lacking"),
        ("联办机构", "无", "办理机构", "lacking"), ("联办机构", "县渔政大队", "办理机构", "told"), ("是否进驻政务大厅", "是", "办理地点", "lacking"), ("面向法人主题分类", "交通出行、船舶登记", "办理地点", "lacking"),
        ("证件名称", "渡口船员证", "办理材料", "not told"), ("收件地址", "由申请人填写", "办理地点", "not told"), ("行政复议", "县人民政府，地址：府前路1号，电话：0590-7000003", "办理地点", "not told"),
        ("行政复议", "县人民政府，地址：府前路1号，电话：0590-7000003", "联系电话", "not told"), ("来由一栏", "经县政府常务会议研究决定", "设定依据", "lacking"), ("来由一栏", "依照省里的规定", "设定依据", "not told"),
        ("您合适吗", "年满十八周岁的渔民", "申请条件", "not told"), ("先备好", "申请书1份", "办理材料", "not told"), ("归口", "县港航局", "办理机构", "not told"), ("快不快", "两个工作日", "办理时间", "not told"),
        ("路线", "先到乡镇登记，再由县里核发", "办理流程", "not told"), ("支出", "每证20元", "收费标准", "not told"), ("送处", "县港航局101室", "办理地点", "not told"), ("运行系统", "县工作日程系统", "办理时间", "lacking"),
        ("总值班", "0590-7000004", "办理流程", "lacking"), ("窗口开放", "每天9:00--12:00 14:00-17:30", "办理流程", "lacking"), ("路线图", "乡镇—县里", "办理流程", "not told"), ("事项描述", "船员证到期换领", "办理材料", "lacking"),
        ("是否支付费用", "否", "收费标准", "told"), ("是否涉及收费", "否", "收费标准", "told"), ("照相", "免费", "收费标准", "not told"), ("营业期限", "长期", "办理时间", "not told"), ("谁来备案", "渡船船主", "办理机构", "not told"),
        ("结果领取方式", "县政务大厅一楼领取", "办理地点", "lacking"), ("申领方式", "县政务大厅一楼申领", "办理地点", "told"), ("申请人应符合", "年满十八周岁", "申请条件", "not told"), ("申请人需为", "本县渔民", "申请条件", "not told"),
        ("办件统计", "本年办理12件", "办理机构", "lacking"), ("颁布机关", "省人大常委会", "办理机构", "lacking"), ("收费主体", "县财政局", "办理机构", "not told"), ("诉讼地址", "府前路1号", "办理地点", "not told"), ("审批代码", "11350000", "联系电话", "not told"), ("市长热线", "12345", "联系电话", "not told"),
        ("政府热线", "12345", "联系电话", "not told"), ("保障标准", "每人每月1400元", "收费标准", "lacking"), ("这项补贴给哪些人", "就业困难人员", "申请条件", "told"), ("补助的去向", "就业困难人员", "申请条件", "not told"),
    ],
)  # fmt: skip
def test_what_stands_beside_the_elements_tells_of_none_that_it_is_not(
    heading: str, text: str, group: str, said: str
) -> None:
    rows = [(h, v) for name, (h, v, _) in TOLD.items() if name != group]
    rows[2:2] = [(heading, text)]
    for form in ("<p>{h}：{v}</p>", "<li><span>{h}</span><em>{v}</em></li>", "<dt>{h}</dt><dd>{v}</dd>"):
        body = "".join(form.format(h=h, v=v) for h, v in rows)
        seen = examine_guide(f"<h1>渡船登记</h1><div>{body}</div>", URL).guide
        lacks = "lacking" if group in seen.missing else "not told" if group in seen.not_told else "told"
        assert lacks == said, form


def test_the_office_to_appeal_to_has_an_address_of_its_own() -> None:
    known = "".join(f"<p>{h}：{v}</p>" for name, (h, v, _) in TOLD.items() if name not in ("办理地点", "联系电话"))  # fmt: skip
    appeal = "<p>行政复议</p><p>部门：县人民政府</p><p>地址：府前路1号</p><p>电话：0590-7000003</p>"
    for heading in ("行政复议", "监督投诉", "结果送达"):
        html = f"<h1>渡船登记</h1>{known}{appeal.replace('行政复议', heading)}"
        seen = examine_guide(html, URL).guide
        assert (seen.missing, set(seen.not_told)) == ((), {"办理地点", "联系电话"})
    seen = examine_guide(f"<h1>渡船登记</h1>{known}{appeal}<p>办理地点：港口路3号</p><p>联系电话：7001234</p>", URL).guide  # fmt: skip
    assert (seen.is_read, seen.missing) == (True, ())


def test_numbers_beside_empty_elements_are_none_of_their_texts() -> None:
    rows = [(h, "" if name in ("收费标准", "办理地点") else v) for name, (h, v, _) in TOLD.items() if name != "事项名称"]  # fmt: skip
    body = "".join(f"<li><em>{n:02}</em><strong>{h}</strong><p>{v}</p></li>" for n, (h, v) in enumerate(rows, 1))  # fmt: skip
    seen = examine_guide(f"<h1>渡船登记</h1><ul>{body}</ul>", URL).guide
    assert (seen.missing, seen.not_told) == (("办理地点", "收费标准"), ())


def test_the_cell_behind_a_heading_is_what_it_says() -> None:
    rows = [(h, "" if name in ("收费标准", "联系电话") else v) for name, (h, v, _) in TOLD.items()]
    pairs = [*rows, ("监督电话", "0590-7000009"), ("服务对象", "本县渔民")]
    body = "".join(
        f"<tr><td>{a}</td><td>{b}</td><td>{c}</td><td>{d}</td></tr>"
        for (a, b), (c, d) in zip(pairs[::2], pairs[1::2], strict=True)
    )
    seen = examine_guide(f"<h1>渡船登记</h1><table>{body}</table>", URL).guide
    assert (seen.missing, seen.not_told) == (("收费标准", "联系电话"), ())


@every(
    ("heading", "text", "group", "said"),
    [
        ("可申领者", "本县渔民", "申请条件", "not told"), ("来由", "《渡口管理办法》第三条", "设定依据", "not told"), ("哪家说了算", "县港航局", "办理机构", "told"), ("花销", "免费", "收费标准", "told"),
        ("先备好", "申请书1份", "办理材料", "not told"), ("服务星级", "五星", "收费标准", "lacking"), ("服务星级", "五星", "联系电话", "lacking"),
    ],
)  # fmt: skip
@every("form", ["<td>{a}</td><td>{b}</td><td>{c}</td><td>{d}</td>", "<td><b>{a}：</b></td><td>{b}</td><td><b>{c}：</b></td><td>{d}</td>"])  # fmt: skip
def test_a_name_in_a_row_of_pairs_begins_its_own(
    heading: str, text: str, group: str, said: str, form: str
) -> None:
    rest = [(h, v) for name, (h, v, _) in TOLD.items() if name != group]
    for empty in ((), ((TOLD[group][0], ""),)):  # the element's own name, and nothing beside it
        pairs = [*rest[:4], *empty, *([] if empty else [rest[4]]), (heading, text), *rest[5 - len(empty) :]]
        pairs += [("事项版本", "2")] * (len(pairs) % 2)
        body = "".join(
            f"<tr>{form.format(a=a, b=b, c=c, d=d)}</tr>"
            for (a, b), (c, d) in zip(pairs[::2], pairs[1::2], strict=True)
        )
        seen = examine_guide(f"<h1>渡船登记</h1><table>{body}</table>", URL).guide
        lacks = "lacking" if group in seen.missing else "not told" if group in seen.not_told else "told"
        assert lacks == said, empty


@every(
    "head",
    [("环节", "步骤", "办理人", "办理时限", "审查标准", "办理结果"), ("序号", "环节名称", "办理人", "时长", "标准", "结果"), ("流程名称", "谁来做", "要求"), ("办理步骤", "经手人", "结果")],
)  # fmt: skip
def test_a_table_of_steps_is_the_process(head: Sequence[str]) -> None:
    rest = "".join(f"<h3>{h}</h3><p>{v}</p>" for name, (h, v, _) in TOLD.items() if name != "办理流程")
    cells = "".join(f"<th>{one}</th>" for one in head)
    rows = "".join(f"<tr><td>{one}</td>{'<td>窗口</td>' * (len(head) - 1)}</tr>" for one in ("受理", "审核"))
    seen = examine_guide(
        f"<h1>渡船登记</h1>{rest}<h3>办理流程</h3><table><tr>{cells}</tr>{rows}</table>", URL
    )
    assert (seen.guide.is_read, seen.guide.missing) == (True, ())
    fields = "<table><tr><td>办理环节</td><td>受理</td><td>办件类型</td><td>承诺件</td></tr><tr><td>事项版本</td><td>甲</td><td>办结时限</td><td>三日</td></tr></table>"
    rest = "".join(f"<h3>{h}</h3><p>{v}</p>" for name, (h, v, _) in TOLD.items() if name not in ("办理流程", "办理时间"))  # fmt: skip
    assert examine_guide(f"<h1>渡船登记</h1>{fields}{rest}", URL).guide.missing == ()


@every("heading", ["<p><strong>{h}</strong></p>", "<p><strong>{c}、{h}</strong></p>", "<p><strong>{c}、{h}：</strong></p>"])  # fmt: skip
@every(
    "part", ["<p><strong>渔民：</strong>到窗口递交</p>", "<p><strong>渔民：</strong></p><p>到窗口递交</p>"]
)
def test_bold_labels_within_an_element_are_its_text(heading: str, part: str) -> None:
    for group in ("办理流程", "申请条件", "办理材料"):
        body = "".join(
            heading.format(h=h, c=c) + (part * 2 if name == group else f"<p>{v}</p>")
            for c, (name, (h, v, _)) in zip(NUMBERS, TOLD.items(), strict=True)
        )
        assert examine_guide(f"<h1>渡船登记</h1>{body}", URL).guide.missing == ()


def test_the_answer_to_a_question_is_no_heading() -> None:
    for group in ("办理材料", "办理机构", "办理流程"):
        body = "".join(
            f"<p><b>{q}</b></p><p>答：{v}</p>" for name, (_, v, q) in TOLD.items() if name != group
        )
        assert examine_guide(f"<h1>渡船登记</h1>{body}", URL).guide.missing == (group,)


@every("name", ["来由", "星级"])
def test_a_name_with_its_colon_in_a_box_ends_the_element_before(name: str) -> None:
    rows = [(h, "" if group == "设定依据" else v) for group, (h, v, _) in TOLD.items()]
    rows[2:2] = [(name, "依照省里的规定" if name == "来由" else "五星")]
    body = "".join(f"<div><div class=k>{h}：</div><div class=v>{v}</div></div>" for h, v in rows)
    seen = examine_guide(f"<h1>渡船登记</h1>{body}", URL).guide
    assert ("设定依据" in seen.missing, "设定依据" in seen.not_told) == (name == "星级", name == "来由")


@every(("text", "told"), [("线上：扫码申领；线下：县社保中心大厅", True), ("线上：扫码申领", False)], ids=str)
def test_ways_to_apply_may_say_where(text: str, told: bool) -> None:
    rows = [(h, v) for name, (h, v, _) in TOLD.items() if name != "办理地点"]
    rows[4:4] = [("申领渠道", text)]
    body = "".join(f"<div class=t><img src=/i.png><span>{h}</span></div><div class=c>{v}</div>" for h, v in rows)  # fmt: skip
    assert ("办理地点" in examine_guide(f"<h1>渡船登记</h1>{body}", URL).guide.missing) == (not told)


@every("heading", ["投诉渠道", "监督投诉", "结果送达"])
def test_an_address_in_the_cell_of_another_matter_is_not_where_to_apply(heading: str) -> None:
    rows = [(h, v) for name, (h, v, _) in TOLD.items() if name not in ("办理地点", "联系电话")]
    body = "".join(f"<tr><td>{h}</td><td>{v}</td></tr>" for h, v in [*rows, (heading, "地址：府前路1号"), (heading, "电话：7000009")])  # fmt: skip
    seen = examine_guide(f"<h1>渡船登记</h1><table>{body}</table>", URL)
    assert {"办理地点", "联系电话"}.isdisjoint(seen.told)


#: A heading, a name and value below it, as pages set them.
BELOW = (
    ("<p>{h}：</p>", "<p>{h}：{v}</p>"), ("<dt>{h}</dt>", "<dt>{h}</dt><dd>{v}</dd>"), ("<p>{h}</p>", "<p>{h}</p><p>{v}</p>"), ("<h3>{h}</h3>", "<p>{h}</p><p>{v}</p>"),
    ("<tr><th colspan=2>{h}</th></tr>", "<tr><th>{h}</th><td>{v}</td></tr>"), ("<h3>{h}</h3>", "<div><span>{h}</span><span>{v}</span></div>"),
)  # fmt: skip


@every("heading", ["行政复议", "行政诉讼", "监督投诉", "投诉举报", "救济渠道"])
@every(("place", "telephone"), [("地址", "电话"), ("地点", "联系电话"), ("联系地址", "办公电话")])
def test_names_below_where_to_appeal_are_not_the_office_s(heading: str, place: str, telephone: str) -> None:
    rows = [(h, v) for name, (h, v, _) in TOLD.items() if name not in ("办理地点", "联系电话")]
    there = (("部门", "县人民政府"), (place, "府前路1号"), (telephone, "0590-7000003"))
    for head, form in BELOW:
        known, own = ("".join(form.format(h=h, v=v) for h, v in some) for some in (rows, there))
        body = known + head.format(h=heading) + own
        seen = examine_guide(f"<h1>渡船登记</h1><table>{body}</table>" if "<tr>" in form else body, URL).guide
        assert (seen.missing, set(seen.not_told)) == ((), {"办理地点", "联系电话"}), head


def test_names_beside_where_to_complain_are_the_office_s() -> None:
    rest = [(h, v) for name, (h, v, _) in TOLD.items() if name not in ("办理地点", "联系电话")]
    rows = [*rest, ("投诉电话", "12345"), ("办公地址", "港口路3号"), ("监督投诉", "县纪委监委"), ("联系电话", "7001234")]  # fmt: skip
    for form in ("<p>{h}：{v}</p>", "<dt>{h}</dt><dd>{v}</dd>", "<h3>{h}</h3><p>{v}</p>", "<tr><th>{h}</th><td>{v}</td></tr>"):  # fmt: skip
        body = "".join(form.format(h=h, v=v) for h, v in rows)
        seen = examine_guide(f"<h1>渡船登记</h1><table>{body}</table>" if "<tr>" in form else body, URL)
        assert (seen.told["办理地点"], seen.told["联系电话"]) == ("港口路3号", "7001234"), form


@every(
    "form",
    [
        "<p>{h}：{v}</p>", "<p><b>{h}：</b>{v}</p>", "<p><b>{h}</b>：{v}</p>", "<p>{c}、{h}：{v}</p>", "{h}：{v}<br>", "{h}：{v}　", "{h}：{v}；", "<li><em>{h}：</em>{v}</li>",
        "<em>{h}：</em><span>{v}</span>", "<p>{h}：</p><p>{v}</p>", "<p>【{h}】{v}</p>",
    ],
)  # fmt: skip
def test_the_next_label_does_not_fill_an_element_without_text(form: str) -> None:
    for group in ("收费标准", "办理地点", "办理材料", "办理流程"):
        rows = [(h, v) for name, (h, v, _) in TOLD.items() if name != group]
        rows[4:4] = [(TOLD[group][0], ""), ("服务星级", "五星")]
        body = "".join(form.format(h=h, v=v, c=c) for c, (h, v) in zip([*NUMBERS, "十一"], rows, strict=True))
        seen = examine_guide(f"<h1>渡船登记</h1><div>{body}</div>", URL)
        assert group not in seen.told
        assert {*seen.guide.missing, *seen.guide.not_told} == {group}


@every(
    ("group", "part"),
    [("收费标准", "工本费：10元"), ("收费标准", "首证：免费"), ("办理地点", "东门镇：为民服务中心"), ("申请条件", "年龄：满18周岁"), ("办理材料", "户口簿：复印件"), ("联系电话", "张三：7001234"), ("办理时间", "夏季：8:00-12:00")],
)  # fmt: skip
def test_a_label_that_reads_as_a_part_of_an_element_is_its_text(group: str, part: str) -> None:
    for form in ("<p>{h}：{v}</p>", "<p><b>{h}：</b>{v}</p>", "{h}：{v}<br>"):
        lines = (form.format(h=h, v="" if name == group else v) for name, (h, v, _) in TOLD.items())
        name, _, text = part.partition("：")
        body = "".join(line + (form.format(h=name, v=text) if TOLD[group][0] in line else "") for line in lines)  # fmt: skip
        assert examine_guide(f"<h1>渡船登记</h1><div>{body}</div>", URL).guide.missing == ()
        assert group in examine_guide(f"<h1>渡船登记</h1><div>{body}</div>", URL).told


@every(
    "columns",
    [
        ("序号", "证件名称"), ("证件名称", "来源"), ("证件名称", "是否必需", "样表下载"), ("序号", "证照名称", "份数"), ("证件（材料）名称", "份数"), ("序号", "要件名称", "类型"), ("序号", "材料名称", "样表下载"),
        ("证件种类", "要求"), ("*材料名称", "数量（份）"), ("序号", "文件名称", "份数"), ("序号", "证件/材料", "原件/复印件"), ("序号", "材料", "填报须知"),
    ],
)  # fmt: skip
def test_columns_of_materials_below_their_heading(columns: Sequence[str]) -> None:
    head, *rows = (
        f"<tr>{''.join(f'<td>{one}</td>' for one in cells)}</tr>"
        for cells in (columns, *([name if one not in ("序号", "份数", "数量（份）") and n < 2 else "1" for n, one in enumerate(columns)] for name in ("身份证", "照片")))
    )  # fmt: skip
    for form in ("<h3>{h}</h3>{v}", "<tr><th>{h}</th><td>{v}</td></tr>", "<dt>{h}</dt><dd>{v}</dd>", "<p>{h}：</p>{v}", "beside"):  # fmt: skip
        beside = form == "beside"
        form = "<tr><th>{h}</th><td colspan=9>{v}</td></tr>" if beside else form
        body = "".join(
            f"<tr><th rowspan=3>申请材料</th>{head[4:]}{''.join(rows)}" if beside and name == "办理材料"
            else form.format(h=h, v=f"<table>{head}{''.join(rows)}</table>" if name == "办理材料" else v)
            for name, (h, v, _) in TOLD.items()
        )  # fmt: skip
        seen = examine_guide(f"<table>{body}</table>" if form.startswith("<tr") else body, URL)
        assert seen.guide.missing == ()
        assert ("身份证" in seen.told["办理材料"], "照片" in seen.told["办理材料"]) == (True, True), form
        assert [one.name for one in seen.materials] == ["身份证", "照片"], form
    rest = "".join(f"<h3>{h}</h3><p>{v}</p>" for name, (h, v, _) in TOLD.items() if name != "办理材料")
    seen = examine_guide(f"{rest}<h3>审批结果</h3><table>{head}{''.join(rows)}</table>", URL)
    assert "办理材料" not in seen.guide.missing


def test_what_stands_beside_an_empty_element_in_its_own_style_is_not_its_text() -> None:
    rest = [(h, v) for name, (h, v, _) in TOLD.items() if name not in ("办理机构", "办理地点")]
    for form in ("<strong>{n}、{h}</strong><br>{v}<br>", "<p>（{c}）{h}：{v}</p>"):
        for label, text, group, lacks in (("配合部门", "县公安局", "办理机构", False), ("地址", "府东路9号", "办理地点", False), ("配合单位", "县公安局", "办理地点", True)):  # fmt: skip
            rows = [*rest, (TOLD[group][0], ""), ("投诉渠道", "12345"), (label, text)]
            body = "".join(form.format(n=n, c=c, h=h, v=v) for n, (c, (h, v)) in enumerate(zip([*NUMBERS, "十一"], rows, strict=True), 1))  # fmt: skip
            seen = examine_guide(f"<h1>渡船登记</h1><div>{body}</div>", URL)
            assert group not in seen.told
            assert (group in seen.guide.missing) == lacks, (form, label)


def test_words_that_lead_to_what_follows_end_no_element() -> None:
    rest = "".join(f"<p>{h}：</p><p>{v}</p>" for name, (h, v, _) in TOLD.items() if name != "申请条件")
    for lead in ("同时具备：", "应当符合下列条件：", "包括："):
        seen = examine_guide(f"<p>受理条件：</p><p>{lead}</p><p>（1）船舶检验合格；</p>{rest}", URL)
        assert (seen.guide.missing, seen.guide.not_told) == ((), ())


def test_an_element_within_a_line_that_another_begins_is_not_missing() -> None:
    spans = [f"<span>{h}</span><span>{v}</span>" for h, v, _ in TOLD.values()]
    lines = [f"<div>{''.join(spans[n : n + 2])}</div>" for n in range(0, len(spans), 2)]
    assert examine_guide("".join(lines), URL).guide.missing == ()
    for n in range(1, len(lines)):
        seen = examine_guide("".join([*lines[:n], *lines[n + 1 :]]), URL)
        assert {*seen.guide.missing} == {*list(TOLD)[2 * n : 2 * n + 2]}
