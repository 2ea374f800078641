"""The ten element groups of a service guide, under whatever headings, and what people should look at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probes.pages.guide.guide import GROUPS, groups_of, read_guide
from tests.every import every

URL = "http://www.a.gov.cn/bszn/1.htm"
TEXTS = {
    "事项名称": "公租房申请", "设定依据": "《办法》第五条", "申请条件": "具有本区户籍", "办理材料": "身份证复印件1份", "办理地点": "某路1号",
    "办理机构": "区住建局", "收费标准": "不收费", "办理时间": "5个工作日", "联系电话": "0591-83211234", "办理流程": "受理、审核、办结",
}  # fmt: skip


def guide(**told: str) -> str:
    rows = "".join(f"<tr><th>{head}</th><td>{text}</td></tr>" for head, text in (TEXTS | told).items())
    return f"<h1>公租房申请</h1><table>{rows}</table>"


def test_a_whole_guide_lacks_nothing() -> None:
    read = read_guide(guide(), URL)
    assert (read.missing, read.remarks, read.is_read, read.title) == ((), (), True, "公租房申请")


@every("group", [one for one in GROUPS if one != "事项名称"])
@every("empty", ["", "—", "暂无信息", "待补充"])
def test_a_heading_without_text_is_missing(group: str, empty: str) -> None:
    assert read_guide(guide(**{group: empty}), URL).missing == (group,)


def test_a_group_whose_heading_is_not_there_is_missing_too() -> None:
    html = guide().replace("<tr><th>收费标准</th><td>不收费</td></tr>", "")
    assert read_guide(html, URL).missing == ("收费标准",)


@every(
    ("heading", "groups"),
    [
        ("一、申请条件", ("申请条件",)), ("【办理流程】", ("办理流程",)), ("（三）所需材料：", ("办理材料",)), ("法律依据", ("设定依据",)), ("咨询电话", ("联系电话",)),
        ("承诺时限", ("办理时间",)), ("实施主体", ("办理机构",)), ("是否收费", ("收费标准",)), ("受理窗口", ("办理地点",)), ("办理时间和地点", ("办理地点", "办理时间")),
        ("咨询及投诉电话", ("联系电话",)), ("一、办理依据是什么？", ("设定依据",)), ("申请条件有哪些", ("申请条件",)), ("事项类型", ()), ("申请人应当具有本区户籍", ()), ("", ()),
    ],
)  # fmt: skip
def test_headings_have_many_names(heading: str, groups: tuple[str, ...]) -> None:
    assert groups_of(heading) == groups


def test_headings_and_text_in_running_lines() -> None:
    html = """<h2>就业补贴</h2><p>一、设定依据</p><p>《条例》</p><p>二、申请条件：登记失业</p><p>三、申请材料</p><p>身份证原件</p><p>四、办理流程</p>
    <p><img src="flow.png"></p><p>五、收费标准：无</p><p>六、办理时间和地点：工作日，某路1号</p><p>七、办理机构</p><p>八、联系电话：12333</p>"""
    assert read_guide(html, URL).missing == ("办理机构",)


def test_the_text_of_another_heading_does_not_fill_an_empty_one() -> None:
    html = guide(收费标准="").replace(
        "<tr><th>办理时间", "<tr><th>常见问题</th><td>问：要钱吗</td></tr><tr><th>办理时间"
    )
    assert read_guide(html, URL).missing == ("收费标准",)


def test_a_table_in_an_elements_cell_is_its_text() -> None:
    table = "<table><tr><th>序号</th><th>材料名称</th></tr><tr><td>1</td><td>申请书原件</td></tr></table>"
    assert read_guide(guide(办理材料=table), URL).missing == ()


@pytest.mark.parametrize(
    "html", ["", "<h1>公告</h1><p>关于放假的通知</p>", "<p>设定依据：某法</p><p>申请条件：无</p>"]
)
def test_a_page_that_was_not_understood_lacks_nothing(html: str) -> None:
    read = read_guide(html, URL)
    assert (read.is_read, read.missing, read.reason) == (False, (), "headings_not_recognised")


FACTS = "<p>办公地址：某路1号</p><p>办公时间：工作日</p><p>联系电话：0591-83211234</p>"


@every(
    ("title", "body"),
    [
        ("机构概况", "<p>单位名称：区残联</p>" + FACTS),
        ("联系我们-区残联", FACTS),
        ("区政务服务中心简介", "<p>服务对象：市民</p>" + FACTS),
        ("政府信息公开指南", "<p>受理机构：办公室</p>" + FACTS),
        ("办事大厅", FACTS),
        ("区残联-机构设置", "<p>服务对象：市民</p><p>办事流程：见指南</p>" + FACTS),
        ("区长信箱须知", "<p>受理范围：建议</p><p>办理流程：受理、答复</p>" + FACTS),
        ("公务员录用考试报名须知", "<p>报考条件：本科</p><p>所需材料：照片</p>" + FACTS),
        ("公开招聘公告", "<p>报考条件：大专</p><p>报名材料：身份证</p>" + FACTS),
        ("关于申报项目的通知", "<p>申报条件：企业</p><p>申报材料：申报书</p>" + FACTS),
        ("《补贴办法》政策解读", "<p>政策依据：法</p><p>补贴对象：户籍</p><p>申请材料：证</p>" + FACTS),
        ("行政许可公示-某局", "<p>许可依据：法</p><p>许可条件：无</p>" + FACTS),
    ],
)
def test_pages_with_such_headings_that_are_no_guides(title: str, body: str) -> None:
    read = read_guide(f"<title>{title}</title><body>{body}</body>", URL)
    assert (read.is_read, read.missing, read.reason) == (False, (), "not_a_guide")


def test_setting_up_an_institution_is_a_matter_of_its_own() -> None:
    body = "<p>受理条件：符合规划</p><p>申请材料：申请书</p><p>办理流程：受理、发证</p>" + FACTS
    assert read_guide(f"<title>医疗机构设置审批</title><body>{body}</body>", URL).is_understood


def test_questions_that_are_not_understood_may_be_those_that_are_missing() -> None:
    asked = "".join(f"<h4>{q}</h4><p>有关内容</p>" for q in ("谁可以申请？", "需要什么材料？", "去哪里办？"))
    assert read_guide(f"<h1>残疾人证办理</h1>{asked}", URL).is_read
    assert not read_guide(f"<h1>残疾人证办理</h1>{asked}<h4>办残疾人证得出几个子儿？</h4>", URL).is_read


@every(
    ("told", "script", "missing"),
    [
        ({"收费标准": "{{item.fee}}"}, "", None),
        ({"收费标准": "<i>加载中...</i>"}, "", None),
        ({"收费标准": "<i id=f></i>"}, "$.get('/i',function(d){$('#f').text(d.f)})", None),
        ({"收费标准": "<i id=f></i>"}, "document.getElementById('f').innerHTML='不收费'", ()),
        ({"收费标准": "<i id=f></i>"}, "$.get('/n',function(d){$('#n').text(d)})", ("收费标准",)),
        ({"收费标准": "<i id=f></i>"}, "f['inner'+'HTML']='不收费'", ()),
        ({"收费标准": "<i id=f></i>"}, "document.createTreeWalker(document.body)", None),
        ({"收费标准": "<i id=f></i>"}, "for(;;);", None),
    ],
    ids=[
        "template",
        "loading",
        "asks_for_it",
        "writes_it",
        "asks_for_another",
        "by_pieces",
        "not_understood",
        "endless",
    ],
)
def test_what_a_script_may_fill_in_is_not_missing(
    told: dict[str, str], script: str, missing: tuple[str, ...] | None
) -> None:
    read = read_guide(f"{guide(**told)}<script>{script}</script>", URL)
    assert (read.is_read, read.missing) == (missing is not None, missing or ())
    assert bool(read.reason) == (missing is None)


@every(
    ("told", "remark"),
    [
        ({"办理材料": "身份证原件，法律法规规定应当提交的其他材料"}, "办理材料表述含糊"),
        ({"申请条件": "符合相关证明材料要求"}, "申请条件表述含糊"),
        ({"办理材料": "身份证、户口簿"}, "格式要求"),
        ({"办理材料": "身份证原件、《公租房申请表》"}, "未提供获取渠道：申请表"),
        ({"办理流程": '<a href="#">申请表下载</a>'}, "表格链接无效"),
    ],
    ids=[
        "other_materials",
        "related_certificates",
        "no_word_on_copies",
        "a_form_without_a_source",
        "a_dead_link",
    ],
)
def test_remarks_for_people(told: dict[str, str], remark: str) -> None:
    read = read_guide(guide(**told), URL)
    assert any(remark in one for one in read.remarks), read.remarks
    assert read.missing == ()


def test_a_form_that_can_be_had_is_not_remarked() -> None:
    html = guide(办理材料='身份证原件、《公租房申请表》<a href="/f.doc">下载</a>')
    assert read_guide(html, URL).remarks == ()


@given(
    st.one_of(
        st.text(max_size=200),
        st.lists(
            st.sampled_from(["<p>", "设定依据：", "一、申请条件", "图", "<img>", "办理流程", "无"]),
            max_size=15,
        ).map("".join),
    )
)
def test_no_page_makes_the_reader_fall_over(html: str) -> None:
    read = read_guide(html, URL)
    assert read.is_read or not read.missing


@every(
    "box",
    [
        "<div class='box'><b>受理条件</b><p>具有本区户籍</p></div>", "<p><strong>受理条件</strong></p><p>具有本区户籍</p>",
        "<div class='tit'><span>受理条件</span></div><div>具有本区户籍</div>",
    ],
)  # fmt: skip
def test_the_condition_behind_the_process_is_no_step_of_it(box: str) -> None:
    rows = {head: text for head, text in TEXTS.items() if head != "申请条件"}
    html = "".join(f"<h3>{head}</h3><p>{text}</p>" for head, text in rows.items())
    assert read_guide(f"<h1>公租房申请</h1>{html}{box}", URL).missing == ()
    steps = "<p>1.提交材料</p><p>2.审核材料</p>"
    html = "".join(f"<h3>{head}</h3><p>{text}</p>" for head, text in TEXTS.items() if head != "办理材料")
    assert read_guide(f"<h1>公租房申请</h1>{html}{steps}", URL).missing == ("办理材料",)


@every(
    ("group", "table"),
    [
        ("设定依据", "<table><tr><td>序号</td><td>文件标题</td><td>涉及条款</td></tr></table>"),
        ("收费标准", "<table><thead><tr><th>项目</th><th>金额</th><th>文号</th></tr></thead><tbody></tbody></table>"),
    ],
)  # fmt: skip
def test_a_table_s_head_without_rows_tells_nothing(group: str, table: str) -> None:
    html = "".join(
        f"<h3>{head}</h3>{table if head == group else f'<p>{text}</p>'}" for head, text in TEXTS.items()
    )
    read = read_guide(f"<h1>公租房申请</h1>{html}", URL)
    assert (read.missing, read.not_told) == ((), (group,))
    steps = "<table><tr><td>申请</td><td>受理</td><td>审核</td></tr></table>"
    html = "".join(
        f"<h3>{head}</h3>{steps if head == '办理流程' else f'<p>{text}</p>'}" for head, text in TEXTS.items()
    )
    assert read_guide(f"<h1>公租房申请</h1>{html}", URL).is_read


@every("group", ["申请条件", "收费标准", "联系电话", "办理流程"])
@every("row", ["<h3>{}</h3><p>{}</p>", "<p>{}：{}</p>", "<div><b class='t'>{}</b><span>{}</span></div>"])
def test_what_stands_behind_the_guide_is_not_the_text_of_its_last_heading(group: str, row: str) -> None:
    rows = "".join(row.format(head, text) for head, text in TEXTS.items() if head != group)
    html = f"<h1>公租房申请</h1><div class='c'>{rows}{row.format(group, '')}</div>"
    for behind in ("<p>点赞(3) 收藏(1)</p>", "<p>您觉得有帮助吗？</p><p>有用 没用</p>", "<p>在线客服</p>"):
        read = read_guide(f"{html}<div>{behind}</div>", URL)
        assert (read.missing, read.not_told) == ((), (group,)), behind
    assert read_guide(f"{html}<div><p>打印本页</p></div>", URL).missing == (group,)
    told = f"<div class='c'>{rows}{row.format(group, '')}<p>{TEXTS[group]}</p></div>"
    assert read_guide(f"<h1>公租房申请</h1>{told}<div><p>在线客服</p></div>", URL).missing == ()
