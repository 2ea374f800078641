"""What stands beside a guide on its page: other halls, other matters, side boxes and the foot tell none of its elements."""

from probes.pages.guide.guide import examine_guide
from tests.every import every

from .test_guide_styles import TOLD, URL

OFFICE = "<p>地址：某县东街88号</p><p>电话：0590-7654321</p><p>工作时间：周一至周五</p>"
MATTER = "<p>承诺时限：9日</p><p>收费标准：免费</p><p>咨询电话：0590-9999999</p><p>办理地点：某县残联一楼</p>"
COLUMNS = (
    "<tr><td>名称</td><td>地址</td><td>电话</td></tr><tr><td>东街</td><td>东街8号</td><td>7654321</td></tr>"
)
BESIDE = {
    "halls": f"<div><h3>其他办理大厅</h3>{OFFICE}</div>",
    "halls_flat": f"<h3>附近服务大厅</h3>{OFFICE}",
    "a_hall": f"<div class='box'><div class='tit'>城东便民服务中心</div>{OFFICE}</div>",
    "halls_in_a_table": f"<h3>各镇街便民服务中心</h3><table>{COLUMNS}</table>",
    "caption": f"<table><caption>各街道办事大厅</caption>{COLUMNS}</table>",
    "other_matters": f"<div><div class='hd'><span>相关事项</span><a href='/m'>更多&gt;&gt;</a></div><div><h4>居住证申领</h4>{MATTER}</div></div>",
    "also_done": f"<div><h3>办理该事项的人还办了</h3><h4>居住证申领</h4>{MATTER}</div>",
    "aside": f"<aside>{OFFICE}</aside>",
    "sidebar": f"<div class='sidebar'><h4>便民信息</h4>{OFFICE}</div>",
}
NAMED = "<title>残疾人证办理-某县人民政府</title><h1>残疾人证办理</h1>"
HEADS = "<tr><td>事项名称</td><td>办理时限</td><td>收费标准</td><td>咨询电话</td></tr>"
OUTSIDE = {
    "another_matter": f"<div><h4>居住证申领</h4>{MATTER}</div>",
    "several": f"<div><div><h4>居住证申领</h4>{MATTER}</div><div><h4>老年人优待证办理</h4>{MATTER}</div></div>",
    "matters_in_a_table": f"<table>{HEADS}<tr><td>甲</td><td>9日</td><td>免费</td><td>9999999</td></tr><tr><td>乙</td><td>9日</td><td>免费</td><td>9999998</td></tr></table>",
    "an_office": f"<div class='r'>{OFFICE}</div>",
    "contact": f"<div><h3>联系我们</h3>{OFFICE}</div>",
    "hall_and_street": "<div><h3>政务服务中心</h3><p>某县东街88号，电话：0590-7654321</p></div>",
}
FOOTS = (
    "<p>地址：某县大道1号</p><p>电话：0590-1112223</p><p>版权所有 闽ICP备1号</p>",
    "<div><p>地址：某县大道1号</p><p>电话：0590-1112223</p><p>版权所有 闽ICP备1号</p></div>",
)


def own(*left_out: str) -> str:
    """The guide's own elements, each below its heading."""
    return "".join(f"<h3>{h}</h3><p>{v}</p>" for group, (h, v, _) in TOLD.items() if group not in left_out)


@every("beside", BESIDE.values())
@every("page", ["<div>{own}</div>{beside}", "{beside}<div>{own}</div>", "<div>{own}{beside}</div>"])
def test_an_element_that_only_a_neighbour_tells_is_not_told(beside: str, page: str) -> None:
    for group in ("办理地点", "联系电话"):
        html = page.format(own=f"<h1>残疾人证办理</h1>{own(group)}", beside=beside)
        seen = examine_guide(f"<body>{html}</body>", URL)
        assert (seen.guide.missing, seen.guide.not_told) == ((), (group,))
        assert group not in seen.told
    html = page.format(own=f"<h1>残疾人证办理</h1>{own()}", beside=beside)
    seen = examine_guide(f"<body>{html}</body>", URL)
    assert seen.guide.is_read
    assert "0590-7654321" not in " ".join(seen.told.values())


def test_what_is_called_like_a_neighbour_and_is_the_guides_own() -> None:
    place = "<h3>办理地点</h3><h4>各镇街便民服务中心</h4>"
    for body in (
        f"{own('办理地点')}{place}<table>{COLUMNS}</table>",  # it is what the heading says
        f"<div class='sidebar'>{own()}</div>",  # all of the guide stands there
        f"<div class='relation'>{own()}</div><div class='sidebar'>{OFFICE}</div>",
    ):
        assert examine_guide(f"<h1>残疾人证办理</h1>{body}", URL).guide.is_read


@every("beside", OUTSIDE.values())
@every("group", ["收费标准", "联系电话"])
def test_what_another_matter_or_the_office_says_outside_is_not_the_guides(beside: str, group: str) -> None:
    seen = examine_guide(f"<body>{NAMED}<div>{own(group)}</div>{beside}</body>", URL)
    assert group not in seen.told
    assert group in (*seen.guide.missing, *seen.guide.not_told)
    assert examine_guide(f"<body>{NAMED}<div>{own()}</div>{beside}</body>", URL).guide.is_read


def test_what_is_set_outside_or_in_a_foot_of_its_own_is_the_guides() -> None:
    left, fewer = own("办理地点", "联系电话"), own("办理地点", "联系电话", "办理时间")
    calls = "<p>办理地点：某县大厅3号窗</p><p>咨询电话：0590-1234567</p>"
    for body in (
        f"<div>{left}</div><div class='r'>{calls}</div>",
        f"<div class='card'>{left}<div class='card-footer'>{calls}</div></div>",
        f"<article>{left}<footer>{calls}</footer></article>",
        f"<div>{left}<div class='article-footer'>{calls}</div></div>",
        f"<div>{fewer}</div><aside>{calls}<p>承诺时限：9日</p></aside><aside>{OFFICE}</aside>",
        f"<div>{left}<p><a href='/p'>办理进度查询</a></p>{calls}</div>",
        f"<div>{left}<h3>窗口办理</h3><h4>县政务服务中心</h4>{OFFICE}</div>",
        f"<div>{left}<div class='hot-line'>{calls}</div></div>",
        f"<div>{left}</div><div><h4>现场办理</h4>{calls}</div>",
        f"<div>{left}</div><div><h4>残疾人证换发</h4>{calls}</div>",
        f"<div>{left}</div><div><h4>乡镇窗口办理</h4>{calls}</div>",
    ):
        assert examine_guide(f"<body>{NAMED}{body}</body>", URL).guide.is_read


@every("foot", FOOTS)
def test_what_the_foot_says_before_its_words_is_not_the_guides(foot: str) -> None:
    for html in (f"<div>{own('联系电话')}</div>{foot}", f"{foot}<div>{own('联系电话')}</div>"):
        seen = examine_guide(f"<body><h1>残疾人证办理</h1>{html}</body>", URL)
        assert (seen.guide.not_told, "联系电话" in seen.told) == (("联系电话",), False)


def test_a_page_of_few_elements_and_a_plain_title_has_neighbours_too() -> None:
    known = "<div class='l'><p>需要申请材料</p><p>户口簿</p></div><div class='l'><p>办理流程及时限</p><p>提交申请，受理后当场发证</p></div>"
    for beside in (f"<div><h3>居住证申领</h3>{MATTER}</div>", f"<div class='x'>{OFFICE}</div>"):
        html = f"<title>办理说明</title><header><h2>变更名字</h2></header><section>{known}</section>{beside}"
        seen = examine_guide(f"<body>{html}</body>", URL)
        assert {"办理地点", "联系电话"} <= {*seen.guide.not_told}
        assert "设定依据" in seen.guide.missing


@every("said", ["网站ICP备案证明", "在ICP备案系统备案的证明", "作品版权所有人身份证明", "公网安备案证明"])
def test_what_a_matter_is_about_is_no_foot(said: str) -> None:
    for form in ("<h3>申报材料</h3><p>{}</p>", "<p>申报材料：{}</p>"):
        seen = examine_guide(f"<h1>残疾人证办理</h1>{form.format(said)}{own('办理材料')}", URL)
        assert seen.guide.is_read
        assert said in seen.told["办理材料"]


@every(
    "box",
    [
        "<div class='meta'><span>主办：县残联</span><span>咨询电话：0590-1234567</span></div>",
        "<div class='foot'><p>咨询电话：0590-1234567</p></div>",
        "<p>联系我们：0590-1234567</p>",
        "<h3>咨询电话</h3><div class='hot'>0590-1234567</div>",
        "<h3>咨询电话</h3><aside>0590-1234567</aside>",
    ],
)
def test_what_may_be_the_guides_own_is_not_lacking(box: str) -> None:
    seen = examine_guide(f"<h1>残疾人证办理</h1><div>{own('联系电话')}{box}</div>", URL)
    assert (seen.guide.missing, seen.guide.not_told) == ((), ("联系电话",))


@every("box", ["<div class='side'>{}</div>", "<aside><ul>{}</ul></aside>"])
@every(
    ("group", "said"),
    [
        ("收费标准", "不收费"),
        ("收费标准", "本事项不收费"),
        ("办理时间", "5个工作日"),
        ("办理时间", "5个工作日内办结"),
    ],
)
def test_what_a_side_box_says_below_no_heading_is_not_lacking(group: str, said: str, box: str) -> None:
    html = f"<h1>残疾人证办理</h1><div>{own(group)}</div>{box.format(f'<li>{said}</li><li>最多跑一次</li>')}"
    guide = examine_guide(html, URL).guide
    assert (guide.missing, guide.not_told) == ((), (group,))


@every(
    "beside",
    [
        f"<aside><h4>居住证</h4>{MATTER}</aside>",
        f"<aside>{MATTER}<p>居住证申领</p></aside>",
        f"<aside><p>办理事项：居住证</p>{MATTER}</aside>",
        f"<div class='r'><p><a href='/m'>居住证申领</a></p>{MATTER}</div>",
        f"<div class='bottom'>{OFFICE}</div>",
        "<h3>监督投诉</h3><p>投诉电话：0590-9999999</p><p>地址：县纪委</p>",
    ],
)
def test_what_may_be_anothers_is_not_told(beside: str) -> None:
    left = ("办理地点", "联系电话", "办理时间")
    seen = examine_guide(f"<body>{NAMED}{own(*left)}{beside}</body>", URL)
    assert not {*left[:2]} & {*seen.told}
    assert {*left[:2]} <= {*seen.guide.missing, *seen.guide.not_told}


@every("above", ["12345热线", "某县残疾人联合会 电话", "咨询热线", "服务热线"])
def test_a_telephone_above_the_title_is_the_sites(above: str) -> None:
    guide = f"<h1>残疾人证办理</h1>{own('联系电话')}"
    seen = examine_guide(f"<body><div>{above}：0590-9999999</div><div>{guide}</div></body>", URL)
    assert (seen.guide.not_told, "联系电话" in seen.told) == (("联系电话",), False)
    first = f"<p>残疾人证办理</p><p>咨询电话：0590-1234567</p>{own('联系电话')}".replace("h3>", "h1>")
    assert examine_guide(f"<body>{first}</body>", URL).guide.is_read


def test_values_that_are_set_apart_by_such_a_name_are_read() -> None:
    cells = "".join(f"<tr><td>{h}</td><td class='hot'>{v}</td></tr>" for h, v, _ in TOLD.values())
    terms = "".join(f"<dt class='side'>{h}</dt><dd class='hot'>{v}</dd>" for h, v, _ in TOLD.values())
    for body in (f"<table>{cells}</table>", f"<dl>{terms}</dl>"):
        assert examine_guide(f"<h1>残疾人证办理</h1>{body}", URL).guide.is_read


def test_a_menu_of_the_guides_parts_makes_none_of_them_doubtful() -> None:
    menu = "<ul class='side-nav'><li><a href='#a'>收费标准</a></li><li><a href='#b'>咨询电话</a></li><li><a href='#c'>办理地点</a></li></ul>"
    seen = examine_guide(
        f"<h1>残疾人证办理</h1><div>{menu}</div><div>{own('联系电话')}<h3>咨询电话</h3></div>", URL
    )
    assert (seen.guide.missing, seen.guide.not_told) == (("联系电话",), ())


@every("name", ["居住证", "护照", "生育登记", "社会保障卡"])
@every(
    "box",
    [
        "<div><h3>{name}</h3><p>办理地点：城西路1号</p><p>收费标准：20元</p></div>",
        "<div class='box'><div class='tit'>{name}</div><ul><li>办理地点：城西路1号</li><li>收费标准：20元</li></ul></div>",
    ],
)
def test_a_matter_called_by_its_paper_is_another_one(name: str, box: str) -> None:
    html = f"{NAMED}<div>{own('收费标准')}</div>{box.format(name=name)}"
    seen = examine_guide(html, URL)
    assert (seen.guide.missing, seen.guide.not_told) == ((), ("收费标准",))
    assert "城西路" not in " ".join(seen.told.values())


def test_a_paper_that_is_handed_in_is_no_other_matter() -> None:
    papers = "<p><b>居民身份证</b></p><p><b>居住证</b></p>"
    told = own("收费标准", "联系电话", "办理地点")
    html = f"{NAMED}<div>{told}{papers}<h3>收费标准</h3><p>不收费</p><h3>联系电话</h3><p>12345</p><h3>办理地点</h3><p>东街1号</p></div>"
    assert examine_guide(html, URL).guide.is_read


@every(
    ("foot", "not_told"),
    [
        ("<div class='footer'>0590-6543210</div>", ("联系电话",)),
        ("<footer><p>0590-6543210</p><p>版权所有：某县人民政府</p></footer>", ("联系电话",)),
        ("<div class='footer'>版权所有：某县人民政府 电话：0590-1111111</div>", ()),
    ],
)
def test_a_number_right_behind_the_name_of_the_telephone(foot: str, not_told: tuple[str, ...]) -> None:
    read = examine_guide(f"{NAMED}<div>{own('联系电话')}<h3>联系电话</h3></div>{foot}", URL).guide
    assert ("联系电话" in read.missing, read.not_told) == (not not_told, not_told)


def test_a_foot_with_a_hotline_leaves_no_other_element_untold() -> None:
    foot = "<div class=foot><p>主办：某省人民政府办公厅 承办：某中心</p><p>咨询热线：0590-968916</p></div>"
    for group in ("申请条件", "办理地点", "办理机构", "联系电话"):
        seen = examine_guide(f"<body><h1>残疾人证办理</h1><div>{own(group)}</div>{foot}</body>", URL).guide
        told = ((), (group,)) if group == "联系电话" else ((group,), ())
        assert (seen.missing, seen.not_told) == told


def test_a_guide_that_begins_as_an_office_s_lines_stands_before_the_foot() -> None:
    rows = [("联系电话", "0590-1234567", ""), *(one for group, one in TOLD.items() if group != "联系电话")]
    body = "".join(f"<tr><th>{h}</th><td>{v}</td></tr>" for h, v, _ in rows)
    foot = "<div>版权所有：某县人民政府 闽ICP备1号</div>"
    assert examine_guide(f"<h2>残疾人证办理</h2><table>{body}</table>{foot}", URL).guide.is_read


def test_a_law_s_article_is_no_heading_that_may_be_an_element_s() -> None:
    law = "《中华人民共和国残疾人保障法》第三条：国家对残疾人的证件实行统一管理。"
    rest = own("申请条件", "设定依据")
    seen = examine_guide(f"<h1>残疾人证办理</h1><h3>办理依据</h3><div>{law}</div>{rest}", URL).guide
    assert (seen.missing, seen.not_told) == (("申请条件",), ())


@every("field", ["服务主题分类：准营准办", "容缺受理：支持", "实施事项名称：残疾人证办理", "版本号：3"])
@every("blank", ["", "-", "无"])
def test_a_field_of_the_catalogue_is_no_text_of_the_element_above(field: str, blank: str) -> None:
    rest = "".join(f"<p>{h}：{v}</p>" for group, (h, v, _) in TOLD.items() if group != "办理机构")
    seen = examine_guide(f"<h1>残疾人证办理</h1>{rest}<p>联办机构：{blank}</p><p>{field}</p>", URL)
    assert seen.guide.missing == ("办理机构",)


@every("words", ["全程网办", "跨省通办", "免申即享", "容缺办理"])
@every("form", ["<table><tr><th>{h}</th><td>{w}</td></tr></table>", "<h3>{h}</h3><p><b>{w}</b><br>登录省网上办事大厅提交材料，审核后邮寄证件。</p>"])  # fmt: skip
def test_a_way_to_apply_may_be_what_an_element_says(words: str, form: str) -> None:
    for group in ("办理地点", "办理流程"):
        told = form.format(h=TOLD[group][0], w=words)
        seen = examine_guide(f"<h1>残疾人证办理</h1>{own(group)}{told}", URL)
        assert seen.guide.missing == ()


def test_the_time_of_each_step_is_not_that_of_the_matter() -> None:
    steps = "".join(f"<tr><td>{one}</td><td>1日</td><td>窗口</td></tr>" for one in ("受理", "审查", "决定"))
    table = f"<h3>流程</h3><table><tr><th>环节</th><th>办理时限</th><th>办理人</th></tr>{steps}</table>"
    for left_out, untold in ((("办理流程", "办理时间"), ("办理时间",)), (("办理流程",), ())):
        seen = examine_guide(f"<h1>残疾人证办理</h1>{own(*left_out)}{table}", URL).guide
        assert (seen.missing, seen.not_told) == ((), untold)
