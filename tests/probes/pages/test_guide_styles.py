"""One guide in every style of heading: the ten element groups are found in each."""

import pytest

from probes.pages.guide.guide import GROUPS, examine_guide, groups_of
from tests.every import every

URL = "http://www.example.gov.cn/bszn/2.htm"
TOLD = {
    "事项名称": ("事项名称", "残疾人证办理", "办什么"), "设定依据": ("办理依据", "《条例》第四条", "有什么依据"), "申请条件": ("受理条件", "具有本区户籍", "谁可以办？"),
    "办理材料": ("申报材料", "身份证复印件1份", "需要什么材料？"), "办理地点": ("受理地点", "某路1号3号窗口", "去哪里办？"), "办理机构": ("承办单位", "区残联", "哪个部门办理？"),
    "收费标准": ("收费情况", "不收费", "要多少钱？"), "办理时间": ("办结时限", "20个工作日", "多久能办好？"), "联系电话": ("咨询方式", "0591-83211234", "怎么咨询？"), "办理流程": ("办事程序", "受理、评定、发证", "怎么办？"),
}  # fmt: skip
NUMBERS = "一二三四五六七八九十"


def each(form: str, skip: int = 0) -> str:
    entries = list(TOLD.values())[skip:]
    return "".join(
        form.format(n=n + 1, c=NUMBERS[n], h=h, v=v, q=q, a=h[:2], b=h[2:])
        for n, (h, v, q) in enumerate(entries)
    )


STYLES = {
    "signs_below_each_other": "<table>{}</table>".format(
        "".join(f"<tr><td>{'<br>'.join(h)}</td><td>{v}</td></tr>" for h, v, _ in TOLD.values())
    ),
    "asked_and_told": each("<li><span>{q}</span><em>{v}</em></li>"),
    "th_td": f"<table>{each('<tr><th>{h}</th><td>{v}</td></tr>')}</table>",
    "upright_table": f"<table><tr>{each('<th>{h}</th>')}</tr><tr>{each('<td>{v}</td>')}</tr></table>",
    "definition_list": f"<dl>{each('<dt>{h}</dt><dd>{v}</dd>')}</dl>",
    "chinese_numbers": each("<p>{c}、{h}</p><p>{v}</p>"),
    "numbers_in_brackets": each("<p>（{c}）{h}：{v}</p>"),
    "arabic_numbers": each("<p>{n}.{h}</p><div>{v}</div>"),
    "bold_without_colon": each("<p><strong>{h}</strong>{v}</p>"),
    "bold_in_two_pieces": each("<p><b>{a}</b><b>{b}</b>：<span>{v}</span></p>"),
    "brackets": each("<p>【{h}】{v}</p>"),
    "lines_by_breaks": "<div>" + each("{c}、{h}<br>{v}<br>") + "</div>",
    "questions": each("<h3>{q}</h3><p>{v}</p>"),
    "terms_in_a_tab_panel": "<ul><li>基本信息</li><li>受理条件</li><li>申请材料</li><li>办理流程</li></ul><div><dl>" + each("<dt>{h}</dt><dd>{v}</dd>") + "</dl></div><div><p>同上</p></div><div><p>同上</p></div><div><p>同上</p></div>",
    "label_and_value": each("<div><span class='label'>{h}</span><span>{v}</span></div>"),
    "bold_with_colon_in_one_box": "<div>" + each("<b>{h}：</b>{v}<br>") + "</div>",
    "bars_before": each("<div class=t>▍{h}</div><div>{v}</div>"),
    "icons_before": each("<div>\U0001f4dc {h}</div><div>{v}</div>"), "icon_fonts_before": each("<h3>\ue601{h}</h3><p>{v}</p>"),
    "english_behind": each("<h3>{c}、{h}（Name of Part）</h3><p>{v}</p>"), "english_beside": each("<h3>{h} Name of it</h3><p>{v}</p>"),
    "angles_before": each("<p>》{h}：{v}</p>"),
    "numbers_in_cells_of_their_own": f"<table><tr><th>序号</th><th>要素</th><th>内容</th></tr>{each('<tr><td>{n}</td><td>{h}</td><td>{v}</td></tr>')}</table>",
    "stars_around": each("<h4>★{h}★</h4><p>{v}</p>"),
    "asked_and_answered": each("<p>Q{n}：{q}</p><p>A：{v}</p>"),
    "fields_that_show_only": "<table>" + each("<tr><th>{h}</th><td><input readonly value='{v}'></td></tr>") + "</table>",
    "texts_that_show_only": "<table>" + each("<tr><th>{h}</th><td><textarea disabled>{v}</textarea></td></tr>") + "</table>",
    "panels_under_pictures": each("<div class=k><div><img width=20 src='data:image/png;base64,iVBOR'>&nbsp;{h}</div><div style='display:none'>{v}</div></div>"),
    "two_in_one_line": each("<p>{h}：{v}</p>").replace("</p><p>收费", "　收费").replace("</p><p>咨询方式", "；咨询方式"),
    "numbered_sentences": each("<p>（{c}）{h}。{v}。</p>"),
    "names_and_values_in_turn": "<div>" + each("<i></i><em>{h}</em><span>{v}</span>") + "</div>",
    "lines_as_written": "<pre>" + each("{c}、{h}\n{v}\n") + "</pre>",
    "terms_set_by_breaks": "<div>" + each("{h}<br>{v}<br>") + "</div>",
    "tabs": "<h1>残疾人证办理</h1><ul>" + each("<li><a href='#'>{h}</a></li>", 1) + "</ul><div>" + each("<div class='panel'><p>{v}</p></div>", 1) + "</div>",
}  # fmt: skip
FOOT = "<div class='footer'><p>主办：示例区人民政府</p><p>地址：某大道9号</p><p>电话：0591-83210000</p></div>"


@every("style", STYLES)
def test_a_whole_guide_lacks_nothing_in_any_style(style: str) -> None:
    found = examine_guide(f"<html><body>{STYLES[style]}{FOOT}</body></html>", URL)
    assert (found.guide.is_read, found.guide.missing) == (True, ())


@every(
    "style",
    [
        "th_td",
        "upright_table",
        "definition_list",
        "chinese_numbers",
        "questions",
        "numbers_in_cells_of_their_own",
    ],
)
@every("group", ["办理地点", "联系电话", "收费标准"])
def test_an_empty_element_is_missing_in_any_style_and_the_foot_does_not_fill_it(
    style: str, group: str
) -> None:
    html = STYLES[style].replace(TOLD[group][1], "")
    assert examine_guide(f"<html><body>{html}{FOOT}</body></html>", URL).guide.missing == (group,)


def test_numbers_of_lines_are_no_values() -> None:
    html = STYLES["numbers_in_cells_of_their_own"].replace("不收费", "").replace("20个工作日", "")
    assert examine_guide(html, URL).guide.missing == ("收费标准", "办理时间")


@every(
    ("heading", "groups"),
    [
        ("受理机构、地点及联系电话", {"办理机构", "办理地点", "联系电话"}), ("办理时间、地点", {"办理时间", "办理地点"}), ("申请条件和材料", {"申请条件", "办理材料"}),
        ("办理流程及时限", {"办理流程", "办理时间"}), ("办理时间地点", {"办理时间", "办理地点"}), ("Ⅲ、所需提交的材料目录", {"办理材料"}), ("在哪里办理？", {"办理地点"}), ("政府网站年度报告", set()),
        ("受理机构电话", {"联系电话"}), ("办理单位地址", {"办理地点"}), ("办公地点电话", {"办理地点", "联系电话"}), ("投诉机构地址", set()),
        ("七、办理方式及程序", {"办理流程"}), ("办理条件/适用情形", {"申请条件"}), ("补贴对象和条件", {"申请条件"}), ("投诉电话及方式", set()), ("办理方式及渠道", set()),
        ("一、申请法律援助的条件如下：", {"申请条件"}), ("申请援助应提交的材料", {"办理材料"}), ("援助的受理机构", {"办理机构"}), ("符合规定的条件", set()), ("申请人的联系方式", set()), ("投诉的电话", set()), ("窗口的电话", set()), ("2.条件", {"申请条件"}), ("第二条 办理材料", {"办理材料"}), ("六、受理窗口及电话", {"办理地点", "联系电话"}), ("地址及联系电话", {"办理地点", "联系电话"}), ("补贴申领受理机构", {"办理机构"}), ("请拨打咨询电话", set()), ("受理地址/邮编", {"办理地点"}), ("发放依据", {"设定依据"}), ("收费依据", {"收费标准"}), ("计费依据", set()), ("办事要准备哪些材料", {"办理材料"}), ("多久：当天", set()), ("超过办理时限", set()),
        ("不予受理的条件", set()), ("符合条件", set()), ("微信小程序", set()), ("特别程序", set()), ("证丢了怎么办？", set()), ("办理时间和费用是多少呢？", set()), ("下载 App Store", set()),
        ("三、申请条件、材料", {"申请条件", "办理材料"}), ("需要申请材料", {"办理材料"}), ("办 理 地 点 和 联 系 电 话", {"办理地点", "联系电话"}), ("申请条件及其他", set()),
    ],
)  # fmt: skip
def test_compound_and_asked_headings(heading: str, groups: set[str]) -> None:
    assert set(groups_of(heading)) == groups


@every(
    ("group", "headings"),
    [
        ("设定依据", "凭什么办？ 行使依据 职权依据 设定和实施依据 法律法规及政策依据 政策文件 法律、法规依据 有何依据？ 执法依据 设定依据及文号 根据什么 按什么规定办"), ("事项名称", "权力名称 审批项目名称 服务项目"),
        ("申请条件", "服务人群 补贴人员范围 保障对象 补贴范围 津贴发放范围 入住条件 查询主体 什么人可以去申领？ 受理标准 参保条件 救助对象 申请人资格条件 服务对象 准入条件 需要满足哪些条件？ 什么情况可以办理？ 提取条件 招生对象 申办主体 受益范围 我能办吗？ 什么情况能办 能不能办 谁有资格 谁可以享受 谁能领 谁能备案 援助范围 哪些企业可以申请 准入门槛"),
        ("办理材料", "申请所需 补贴申领所需材料 报送资料 换证材料 入学材料清单 要准备些什么？ 申请文件 应提交的文件 提交文件、证件 材料信息 带什么？ 要带哪些东西？ 需带材料 提交材料目录及要求 申请时需提交的材料 办理手续所需材料 申请材料及要求 需准备的材料 办理需要什么材料？ 要交哪些材料？ 要带什么 带啥 带齐什么 准备啥"), ("办理地点", "办理网点 馆址 查询地点 上哪儿去办？ 交件地址 申请受理点 具体地址 受理点 办理地点及交通 单位地址 通讯地址 在哪办？ 在哪个地方办？ 去哪儿办 上哪办 到哪儿领 去哪里交材料 营业网点 去哪备案"), ("办理机构", "收件部门 事项所属部门 发证机关 行使主体 牵头部门 由哪个部门办理？ 归谁管？ 归口单位 哪家单位办 谁在办 谁来管 谁来审批"),
        ("收费标准", "有无收费 查询费用 换证收费标准 办这个要交多少钱？ 事项收费 收费金额 收取费用 收费标准（元） 收费明细 要收费吗？ 多少钱？ 花多少钱 服务收费 收取费用标准 收不收钱？ 免费吗？ 花费多少 是否要钱 资费标准 缴纳费用 收费依据、及标准"), ("办理时间", "办理时段 办理天数 办理用时 总办理时限 开放时间 什么时候可以去办？ 办理周期 法定时限 办理多长时间？ 办理时限（工作日） 要多久？ 要等多久？ 等待时间 几点上班 多久能办好 几天拿证 几天能批 多长时间到账 承诺办结 法定办结（工作日）"),
        ("联系电话", "查档电话 有问题打什么电话？ 责任科室电话 受理窗口电话 问谁？ 业务咨询 咨询监督电话 联系人及联系方式 向谁咨询？ 对外联系电话 联系电话及联系人 打电话问谁 电话打哪里？ 有问题找谁 不明白找谁 去哪咨询 哪里可以咨询 找谁了解 咨询谁 服务专线 找谁问"), ("办理流程", "咋去办理 办理基本流程 补贴发放流程图 应该怎样去申请？ 权力运行流程图 在线办理流程 审查流程 流程是什么？ 怎么领 怎么报名 如何申报 怎么报销 分几步 要走几步 咋办 怎么个办法 怎么备案"),
    ],
)  # fmt: skip
def test_headings_in_other_words(group: str, headings: str) -> None:
    assert [one for one in headings.split() if group not in groups_of(one)] == []


@pytest.mark.parametrize(("name", "reads"), [("受理机构电话", False), ("热线电话", True)])
def test_the_telephone_of_an_office_is_no_office_but_may_name_it(name: str, reads: bool) -> None:
    rows = "".join(
        f"<p>{h}：{v}</p>" for group, (h, v, _) in TOLD.items() if group not in ("办理机构", "联系电话")
    )
    seen = examine_guide(f"{rows}<p>{name}：0590-1234567</p>", URL).guide
    assert (seen.is_read, seen.missing) == (reads, ("办理机构",) if reads else ())


def test_a_further_heading_within_a_cell() -> None:
    rows = "".join(
        f"<tr><td>{h}</td><td>{v}</td></tr>"
        for group, (h, v, _) in TOLD.items()
        if group not in ("办理时间", "收费标准")
    )
    seen = examine_guide(
        f"<table>{rows}<tr><td>办理时间</td><td>5个工作日；收费标准：不收费</td></tr></table>", URL
    )
    assert (seen.guide.missing, seen.told["收费标准"]) == ((), "不收费")


def test_a_box_below_the_table_does_not_fill_its_last_cell() -> None:
    box = "<div><span>点击排行</span><ul><li>关于春节放假的通知 11-27</li><li>某地召开工作会议 11-26</li></ul></div>"
    rows = each("<tr><th>{h}</th><td>{v}</td></tr>").replace("受理、评定、发证", "")
    below = examine_guide(f"<table>{rows}</table><p>本页由办公室提供</p>{box}", URL).guide
    beside = examine_guide(each("<h4>{h}</h4><p>{v}</p>").replace("受理、评定、发证", "") + box, URL).guide
    assert below.missing == beside.missing == ("办理流程",)


def test_materials_with_their_form_and_number_and_the_forms_to_fill_in() -> None:
    head = "<tr><th>序号</th><th>材料名称</th><th>原件</th><th>复印件</th><th>份数</th><th>表格下载</th></tr>"
    rows = "<tr><td>1</td><td>身份证</td><td>√</td><td>√</td><td>1</td><td></td></tr><tr><td>2</td><td>申请表</td><td>√</td><td></td><td>2</td><td><a href='/f/a.doc'>空白表格</a><a href='#'>样表</a></td></tr>"
    found = examine_guide(STYLES["th_td"] + f"<table>{head}{rows}</table>", URL)
    assert [(one.name, one.form, one.count) for one in found.materials] == [("身份证", "原件、复印件", "1"), ("申请表", "原件", "2")]  # fmt: skip
    assert [(one.text, one.leads) for one in found.forms] == [("空白表格", True), ("样表", False)]


@pytest.mark.parametrize(
    ("head", "row", "found"),
    [
        (("材料名称", "原件份数", "复印件份数"), ("身份证", "1", "0"), ("身份证", "原件", "1")),
        (("材料名称", "材料类型", "份数"), ("户口簿", "复印件", "2"), ("户口簿", "复印件", "2")),
    ],
)
def test_columns_of_materials(head: tuple[str, ...], row: tuple[str, ...], found: tuple[str, ...]) -> None:
    cells = ["".join(f"<td>{one}</td>" for one in line) for line in (head, row)]
    seen = examine_guide(
        f"{STYLES['th_td']}<table><tr>{cells[0]}</tr><tr>{cells[1]}</tr></table>", URL
    ).materials
    assert [(one.name, one.form, one.count) for one in seen] == [found]


def test_a_head_of_materials_in_two_rows_and_materials_in_a_list() -> None:
    head = "<tr><td rowspan=2>材料名称</td><td colspan=2>纸质材料份数</td><td rowspan=2>备注</td></tr><tr><td>原件</td><td>复印件</td></tr>"
    seen = examine_guide(f"{STYLES['th_td']}<table>{head}<tr><td>身份证</td><td>1</td><td>1</td><td></td></tr></table>", URL)  # fmt: skip
    assert [(one.name, one.form, one.count) for one in seen.materials] == [("身份证", "原件、复印件", "1")]
    listed = "<ol><li>身份证（原件及复印件各1份）</li><li>户口簿（复印件1份）</li></ol>"
    seen = examine_guide(STYLES["th_td"].replace("身份证复印件1份", listed), URL)
    assert [one.form for one in seen.materials] == ["原件、复印件", "复印件"]


def test_figures_above_their_names() -> None:
    figures = "<ul><li><b>10个工作日</b><p>承诺办结时限（工作日）</p></li><li><b>否</b><p>是否收费</p></li><li><b>1次</b><p>跑动次数</p></li></ul>"
    rest = [(h, v) for name, (h, v, _) in TOLD.items() if name not in ("收费标准", "办理时间")]
    seen = examine_guide(figures + "".join(f"<h3>{h}</h3><p>{v}</p>" for h, v in rest), URL)
    assert (seen.guide.missing, seen.told["收费标准"], seen.told["办理时间"]) == ((), "否", "10个工作日")


#: Ways to set a heading and its text, with a heading that no guide shares behind one without text.
UNKNOWN = {
    "row": "<table>{}</table>", "div": "{}", "h3": "{}", "dl": "<dl>{}</dl>", "label": "{}", "numbered": "{}",
}  # fmt: skip
PIECES = {
    "row": "<tr><th>{h}</th><td>{v}</td></tr>", "div": "<div class=s><div class=t>{h}</div><div class=c>{v}</div></div>", "h3": "<h3>{h}</h3><p>{v}</p>",
    "dl": "<dt>{h}</dt><dd>{v}</dd>", "label": "<p><label>{h}</label><span>{v}</span></p>", "numbered": "<p>{c}、{h}</p><p>{v}</p>",
}  # fmt: skip


def test_half_of_the_headings_known_are_enough_to_know_the_others() -> None:
    heads = (
        "提取条件",
        "提取额度",
        "办理材料",
        "办结方式",
        "办理时限",
        "业务渠道",
        "咨询电话",
        "承办处室名单",
        "收费标准",
    )
    rows = "".join(f"<h3>{h}</h3><p>{'' if h == '收费标准' else '见大厅公示'}</p>" for h in heads)
    seen = examine_guide(f"<h1>住房公积金提取办理</h1>{rows}", URL)
    assert "见大厅公示 见大厅公示" not in seen.told.values()
    assert not {"申请条件", "办理材料", "办理机构"} & set(seen.guide.missing)


@every("style", UNKNOWN)
def test_a_heading_that_nobody_knows_does_not_fill_the_one_before(style: str) -> None:
    told = [("受理条件", "户籍"), ("申请材料", "身份证1份"), ("办理流程", ""), ("跨域通办", "支持"), ("收费标准", ""), ("评价渠道", "无")]  # fmt: skip
    rows = "".join(PIECES[style].format(h=h, v=v, c=c) for c, (h, v) in zip(NUMBERS, told, strict=False))
    seen = examine_guide(f"<h1>残疾人证办理</h1>{UNKNOWN[style].format(rows)}", URL).guide
    assert {"办理流程", "收费标准"} < set(seen.missing)
    assert not {"申请条件", "办理材料"} & set(seen.missing)


@every(
    "form", ["<h3>{h}</h3><p>{v}</p>", "<p>{h}：{v}</p>", "<table><tr><td>{h}</td><td>{v}</td></tr></table>"]
)
@every(
    ("heading", "not_told"),
    [("窗口方位", {"办理地点"}), ("花费说明", {"收费标准"}), ("依法收取的费用类别", {"收费标准"}), ("跨域通办", set()), ("投诉举报电话", set())],
)  # fmt: skip
def test_a_heading_in_words_that_nobody_knows_may_be_the_one_that_is_missing(
    form: str, heading: str, not_told: set[str]
) -> None:
    blank = {"收费标准", "办理地点", "联系电话"}
    rest = [(h, v) for name, (h, v, _) in TOLD.items() if name not in blank]
    seen = examine_guide("".join(form.format(h=h, v=v) for h, v in [*rest, (heading, "见公示")]), URL).guide
    assert (seen.is_read, set(seen.missing), set(seen.not_told)) == (True, blank - not_told, not_told)


def test_a_guide_of_which_nothing_is_lacking_for_certain_is_not_read() -> None:
    rest = "".join(f"<h3>{h}</h3><p>{v}</p>" for name, (h, v, _) in TOLD.items() if name != "收费标准")
    seen = examine_guide(f"{rest}<h3>花费说明</h3><p>见公示</p>", URL).guide
    assert (seen.is_read, seen.missing, seen.not_told) == (False, (), ("收费标准",))
    assert seen.reason == "elements_not_told:收费标准"


def test_words_of_other_headings_in_a_value_s_cell_are_its_text() -> None:
    for words in ("网上办理", "受理窗口"):
        html = STYLES["th_td"].replace("某路1号3号窗口", words)
        assert examine_guide(html, URL).guide.missing == ()


@pytest.mark.parametrize(
    "below", ["<div>发布日期：2026-05-01　来源：县残联</div>", "<div>您对本页面满意吗？</div><label>满意</label>", "<h3>热点服务</h3><a href='/1'>护照</a>"]
)  # fmt: skip
def test_what_stands_below_a_guide_does_not_fill_its_last_element(below: str) -> None:
    html = each("<h3>{h}</h3><p>{v}</p>").replace("受理、评定、发证", "") + below
    assert examine_guide(html, URL).guide.missing == ("办理流程",)


def test_parts_of_an_element_go_on_with_it() -> None:
    parts = "<h3>首次申领</h3><p>身份证</p><h3>到期换领</h3><p>旧证</p>"
    html = each("<h3>{h}</h3><p>{v}</p>").replace("<p>身份证复印件1份</p>", parts)
    assert examine_guide(f"<h1>残疾人证办理</h1>{html}", URL).guide.missing == ()


@pytest.mark.parametrize(
    ("shown", "missing"),
    [
        ("<img src='/u/1.jpg'>", ()), ("<iframe src='/cl/1.html'></iframe>", ()), ("<img src='/i/icon2.png'>", ("办理材料",)), ("<iframe></iframe>", ("办理材料",)),
        ("暂无", ()), ("暂无相关信息", ("办理材料",)), ("<svg><g><text>申请</text></g></svg>", ()), ("<canvas id=c></canvas>", ()), ("<embed src='/f/1.pdf'>", ()),
        ("<img src='/i/loading.gif' data-src='/u/1.png'>", ()), ("<p style='background:url(/u/1.png)'></p>", ()), ("<p style='background:url(/i/line.png)'></p>", ("办理材料",)), ("<svg><path d=''/></svg>", ("办理材料",)),
    ],
    ids=["picture", "frame", "ornament", "empty_frame", "none", "no_information", "drawing", "drawn_by_script", "embedded", "loaded_later", "behind", "ornament_behind", "icon"],
)  # fmt: skip
def test_what_is_seen_and_is_no_text(shown: str, missing: tuple[str, ...]) -> None:
    html = each("<h3>{h}</h3><p>{v}</p>").replace("身份证复印件1份", shown)
    assert examine_guide(f"<h1>残疾人证办理</h1>{html}", URL).guide.missing == missing


CHOICE = "<select disabled><option>请选择</option><option{}>不收费</option></select>"


@every("style", ["th_td", "definition_list", "label_and_value", "numbers_in_brackets", "bars_before"])
def test_a_choice_and_a_drawn_telephone_are_seen(style: str) -> None:
    for told, shown, missing in (
        ("不收费", CHOICE.format(" selected"), ()),
        ("不收费", CHOICE.format(""), ("收费标准",)),
        ("不收费", "<select><option>不收费</option><option>收费</option></select>", ()),
        ("不收费", "<img src='/i/no.gif' title='不收费'>", ()),
        ("0591-83211234", "<img src='/u/77.png'>", ()),
        ("0591-83211234", "<img src='/u/tel3.gif'>", ()),
        ("0591-83211234", "<img src='/i/icon_tel.png'>", ("联系电话",)),
        ("0591-83211234", "<img src='/i/x.gif' alt='0591-83211234'>", ()),
    ):
        html = STYLES[style].replace(told, shown)
        found = examine_guide(f"<html><body>{html}{FOOT}</body></html>", URL).guide
        assert (found.is_read, found.missing) == (True, missing), (shown, found)


def test_a_cell_that_reaches_over_rows_holds_what_they_say() -> None:
    rows = "".join(
        f"<tr><td>{h}</td><td colspan=2>{v}</td></tr>" for h, v, _ in TOLD.values() if h != "承办单位"
    )
    unit = "<tr><td rowspan=2>承办单位</td><td>名称</td><td>区残联</td></tr><tr><td>性质</td><td>法定机关</td></tr>"
    choice = "<table><tr><td><select><option>友情链接</option></select></td></tr></table>"
    found = examine_guide(f"<h1>残疾人证办理</h1><table>{unit}{rows}</table>{choice}", URL)
    assert (found.guide.missing, found.told["办理机构"][:3]) == ((), "区残联")


@every(
    ("group", "rows", "missing"),
    [
        ("办理材料", "<tr><th rowspan=2>申请材料</th><td>身份证</td><td>原件</td></tr><tr><td>照片</td><td>两张</td></tr>", ()),
        ("联系电话", "<tr><th rowspan=2>咨询电话</th><td>窗口</td><td>0590-1234567</td></tr><tr><td>科室</td><td>0590-7654321</td></tr>", ()),
        ("联系电话", "<tr><th rowspan=2>咨询电话</th><td>大厅</td><td></td></tr><tr><td>固话</td><td>-</td></tr>", ("联系电话",)),
        ("办理地点", "<tr><th rowspan=2>联系方式</th><td>地址</td><td>某路1号</td></tr><tr><td>传真</td><td>0590-1234567</td></tr>", ()),
        ("办理地点", "<tr><th rowspan=2>受理地点</th><td>大厅</td><th>咨询电话</th><td>0590-1234567</td></tr><tr><td>3号窗</td><th>办公时间</th><td>9时</td></tr>", ()),
        ("联系电话", "<tr><th rowspan=2>受理地点</th><td rowspan=2>大厅</td><th>咨询电话</th><td>0590-1234567</td></tr><tr><th>办公时间</th><td>9时</td></tr>", ()),
        ("联系电话", "<tr><th rowspan=2>服务窗口</th><th>地址</th><th>联系电话</th></tr><tr><td>某路1号</td><td>0590-1234567</td></tr>", ()),
        ("联系电话", "<tr><th rowspan=2>服务窗口</th><th>地址</th><th>联系电话</th></tr><tr><td>某路1号</td><td></td></tr>", ("联系电话",)),
        ("联系电话", "<tr><th rowspan=2>联系方式</th><td>咨询电话</td><td></td></tr><tr><td>投诉电话</td><td>0590-1234567</td></tr>", ("联系电话",)),
        ("办理机构", "<tr><th rowspan=2>承办单位</th><td>名称</td><td></td></tr><tr><td>地址</td><td>某路1号</td></tr>", ("办理机构",)),
        ("办理材料", "<tr><th rowspan=2>申请材料</th><td>材料名称</td><td>份数</td></tr><tr><td></td><td></td></tr>", ("办理材料",)),
        ("办理时间", "<tr><td colspan=3><p>承诺时限</p><img src='/n/5.png' alt='5个工作日'></td></tr>", ()),
        ("办理机构", "<tr><th>办理部门及电话</th><td colspan=2>区残联 0590-1234567</td></tr>", ()),
        ("办理机构", "<tr><th>申请主体</th><td colspan=2>残疾人</td></tr>", ("办理机构",)),
        ("办理地点", "<tr><td colspan=3>当前位置：首页 &gt; 办事</td></tr>", ("办理地点",)),
        ("办理地点", "<tr><td colspan=3>您现在的位置：首页 &gt; 办事</td></tr>", ("办理地点",)),
        ("办理地点", "<tr><td colspan=3>位置：首页 / 办事 / 残联</td></tr>", ("办理地点",)),
    ],
)  # fmt: skip
def test_what_stands_beside_a_heading_of_several_rows(
    group: str, rows: str, missing: tuple[str, ...]
) -> None:
    others = "".join(
        f"<tr><th>{h}</th><td colspan=2>{v}</td></tr>" for name, (h, v, _) in TOLD.items() if name != group
    )
    found = examine_guide(f"<table>{rows}{others}</table>", URL).guide
    assert (found.is_read, found.missing) == (True, missing)


def test_a_text_behind_a_link_is_there_and_telephones_for_complaints_are_none_of_the_office() -> None:
    html = STYLES["th_td"].replace("受理、评定、发证", "<a href='/lc.jpg'>查看</a>")
    assert examine_guide(html, URL).guide.missing == ()
    for html in (
        STYLES["th_td"].replace("咨询方式", "监督电话"),
        STYLES["th_td"].replace("0591-83211234", "暂无"),
    ):
        assert examine_guide(html, URL).guide.missing == ("联系电话",)


def test_a_menu_with_the_words_of_headings_is_no_guide() -> None:
    menu = "".join(f"<li><a href='/{n}/'>{h}</a></li>" for n, (h, _, _) in enumerate(TOLD.values()))
    assert not examine_guide(f"<ul>{menu}</ul><p>关于放假的通知</p>", URL).guide.is_read


def test_every_group_of_the_clause_has_a_style() -> None:
    assert list(TOLD) == list(GROUPS)


SHOWN = {
    "fields": '<tr><td>{h}</td><td><input type="text" value="{v}"></td></tr>',
    "areas": "<tr><td>{h}</td><td><textarea rows=2>{v}</textarea></td></tr>",
    "pressed": '<tr><td>{h}</td><td><a href="javascript:show(7)">查看</a></td></tr>',
    "precise": "<tr><td>具体{h}</td><td>{v}</td></tr>",
}


@every("way", SHOWN)
def test_what_a_field_or_a_press_shows_is_not_lacking(way: str) -> None:
    rows = "".join(
        SHOWN[way].format(h=h, v="见大厅公示") for h in ("办理条件", "办理材料", "办理流程", "联系电话")
    )
    seen = examine_guide(
        f"<h1>残疾人证办理</h1><form><input name=q value=站内搜索></form><table>{rows}</table>", URL
    ).guide
    assert seen.is_read
    assert not {"申请条件", "办理材料", "办理流程", "联系电话"} & set(seen.missing)


@every("body", ["<dl>{}</dl>", "<form>{}</form>"])
def test_headings_none_of_which_has_a_text_were_not_read(body: str) -> None:
    rows = "".join(f"<dt>{h}</dt><dd></dd>" for h in ("办理条件", "办理材料", "办理流程", "联系电话"))
    seen = examine_guide(f"<h1>残疾人证办理</h1>{body.format(rows)}", URL).guide
    assert (seen.is_read, seen.missing) == (False, ())


@every(
    "piece", ["<p><strong>{h}</strong></p><p>{v}</p>", "<p>{c}、{h}</p><p>{v}</p>", "<h4>{h}</h4><p>{v}</p>"]
)
def test_headings_beside_known_ones_may_be_those_that_are_missing(piece: str) -> None:
    told = ("申请条件", "办理地点", "办理时间", "携带物品", "价目", "操作指引")
    rows = "".join(piece.format(h=h, v="见大厅公示", c=c) for c, h in zip(NUMBERS, told, strict=False))
    seen = examine_guide(f"<h1>残疾人证办理</h1>{rows}", URL).guide
    assert set(seen.missing) == {"设定依据", "办理机构", "联系电话"}
    assert set(seen.not_told) == {"办理材料", "收费标准", "办理流程"}


#: Elements in a row, the first without its text, and one heading of none.
_RUN = [("收费标准", ""), ("服务对象类型", "自然人"), ("申请条件", "具有本区户籍"), ("办理材料", "身份证原件1份"), ("办理流程", "申请、受理、办结"), ("联系电话", "0591-83211234")]  # fmt: skip


@every("number", ["{c}、", "（{c}）", "({n})", "{n}.", "0{n} ", "第{c}条 ", "■ ", ""])
@every("joint", [" ", "</p><p>"])
def test_the_number_of_the_next_heading_is_no_text(number: str, joint: str) -> None:
    rows = [f"{number.format(c=c, n=n)}{h}：{v}" for n, (c, (h, v)) in enumerate(zip(NUMBERS, _RUN, strict=False), 1)]  # fmt: skip
    seen = examine_guide(f"<h1>残疾人证办理</h1><p>{joint.join(rows)}</p>", URL)
    assert {head: seen.told.get(head) for head, _ in _RUN[2:]} == dict(_RUN[2:])
    assert set(seen.guide.missing) == {"设定依据", "办理地点", "办理机构", "收费标准", "办理时间"}


@every("colon", ["", "："])
def test_tabs_may_end_in_a_colon_and_one_of_appeal_has_an_address_of_its_own(colon: str) -> None:
    tabs = [*_RUN[1:], ("行政复议", "可向县政府申请，地址：某县政府路1号，电话：0591-5555555")]
    heads = "".join(f"<li>{n}.{h}{colon}</li>" for n, (h, _) in enumerate(tabs, 1))
    panels = "".join(f"<div>{v}</div>" for _, v in tabs)
    seen = examine_guide(f"<h1>残疾人证办理</h1><ul>{heads}</ul><div>{panels}</div>", URL)
    assert seen.guide.is_understood
    assert {"申请条件", "办理材料", "办理流程", "联系电话"}.isdisjoint(seen.guide.missing)
    assert "办理地点" not in seen.told
    assert (seen.told["办理材料"], seen.told["联系电话"]) == ("身份证原件1份", "0591-83211234")


@every("number", ["01 ", "1.", "（一）"])
def test_bold_steps_below_a_numbered_heading_in_bold_are_its_text(number: str) -> None:
    steps = "<p><b>第一步：</b>提交申请</p><p><b>第二步：</b>窗口受理</p>"
    piece = "<p><b>{n}{h}</b></p><div>{v}</div>"
    rows = "".join(piece.format(n=number, h=h, v=steps if h == "办理流程" else v) for h, v in _RUN[2:])
    seen = examine_guide(f"<h1>残疾人证办理</h1>{rows}", URL)
    assert "窗口受理" in seen.told["办理流程"]


def test_the_title_of_a_part_is_no_text_of_an_empty_element_before_it() -> None:
    pieces = [f"<h3>{h}</h3><p>{v}</p>" for h, v in [*_RUN[2:], *_RUN[:1]]]
    html = f"<h1>残疾人证办理</h1><h2>基本信息</h2>{''.join(pieces)}<h2>其他信息</h2><p>请携带证件。</p>"
    assert "收费标准" in examine_guide(html, URL).guide.missing
