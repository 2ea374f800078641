"""Headings of guides that are not plain Chinese words: in two languages, as pictures, several in a line."""

from probes.pages.guide.guide import examine_guide
from tests.every import every

from .test_guide_styles import TOLD, URL

H1 = "<h1>残疾人证办理</h1>"


def without(form: str, group: str, foreign: str = "") -> str:
    """A guide whose element of *group* has no text."""
    told = ((h, "" if name == group else v) for name, (h, v, _) in TOLD.items())
    return H1 + "".join(form.format(h=h, v=v, w=foreign) for h, v in told)


@every("foreign", ["Processing time", "قانۇنىي ئاساس", "ཁྲིམས་ལུགས", "법적 근거"])
@every(
    "form",
    [
        "<h4>{h}<br><small>{w}</small></h4><p>{v}</p>", "<h4>{h} / {w}</h4><p>{v}</p>", "<h4>{w} {h}</h4><p>{v}</p>", "<p>{w}</p><p>{h}：{v}</p>",
        "<div class=e>{w}</div><div class=h>{h}</div><div>{v}</div>", "<table><tr><td>{h}<br>{w}</td><td>{v}</td></tr></table>",
    ],
)  # fmt: skip
def test_a_heading_in_two_languages_is_read_and_fills_no_element(foreign: str, form: str) -> None:
    assert examine_guide(without(form, "", foreign), URL).guide.is_read
    for group in ("收费标准", "联系电话"):
        guide = examine_guide(without(form, group, foreign), URL).guide
        assert (guide.is_read, guide.missing) == (True, (group,))


def test_one_line_in_another_language_may_be_an_elements_text() -> None:
    html = without("<h4>{h}</h4><p>{v}</p>", "").replace("<p>不收费</p>", "<p>Free of charge</p>")
    seen = examine_guide(html, URL).guide
    assert (seen.missing, seen.not_told) == ((), ("收费标准",))


@every("picture", ["<img src='h{n}.png' alt='{h}'>", "<img title='{h}' src='/i/icon_{n}.png'>"])
@every(
    "form",
    ["<h3>{p}</h3><p>{v}</p>", "<div>{p}</div><div>{v}</div>", "<table><tr><td>{p}</td><td>{v}</td></tr></table>",
     "<dl><dt>{p}</dt><dd>{v}</dd></dl>", "<p>{p} {v}</p>"],
)  # fmt: skip
def test_a_heading_that_is_a_picture_is_read(picture: str, form: str) -> None:
    shown = {group: (picture.format(n=n, h=h), v) for n, (group, (h, v, _)) in enumerate(TOLD.items())}
    html = H1 + "".join(form.format(p=p, v=v) for p, v in shown.values())
    assert examine_guide(html, URL).guide.is_read
    for group in ("收费标准", "联系电话"):
        left = H1 + "".join(form.format(p=p, v=v) for name, (p, v) in shown.items() if name != group)
        assert examine_guide(left, URL).guide.missing == (group,)
        empty = H1 + "".join(form.format(p=p, v="" if k == group else v) for k, (p, v) in shown.items())
        seen = examine_guide(empty, URL).guide
        assert (seen.missing, seen.not_told) == ((), (group,))


def test_a_picture_called_as_an_element_may_be_all_that_it_says() -> None:
    rest = without("<h3>{h}</h3><p>{v}</p>", "").replace("<h3>办事程序</h3><p>受理、评定、发证</p>", "")
    for picture, missing, told in (
        ("办理流程图", (), True),
        ("办理流程", (), False),
        ("一楼大厅", ("办理流程",), False),
    ):
        seen = examine_guide(f"{rest}<p><img src='/u/1.jpg' alt='{picture}'></p>", URL)
        assert (seen.guide.missing, "办理流程" in seen.told) == (missing, told)
    icon = rest.replace("收费情况", "<img src='/i/icon.png' alt='收费标准'>收费情况").replace("不收费", "")
    assert "收费标准" in examine_guide(icon, URL).guide.missing


@every(
    ("label", "value"),
    [("<span class='k'>{}</span>", "<span class='v'>{}</span>"), ("<b>{}</b>", "<span>{}</span>"), ("<b>{}：</b>", "{}"), ("<label>{}</label>", "<em>{}</em>")],
)  # fmt: skip
@every("in_a_line", [2, 3, 4])
def test_names_and_values_in_turn_in_a_line_are_read(label: str, value: str, in_a_line: int) -> None:
    def guide(left_out: str = "", empty: str = "") -> str:
        told = [(h, "" if g == empty else v) for g, (h, v, _) in TOLD.items() if g != left_out]
        pairs = [label.format(h) + value.format(v) for h, v in told]
        rows = ("".join(pairs[n : n + in_a_line]) for n in range(0, len(pairs), in_a_line))
        return H1 + "".join(f"<div class='row'>{row}</div>" for row in rows)

    seen = examine_guide(guide(), URL)
    assert seen.guide.is_read
    assert [seen.told[group] for group in TOLD] == [v for _, v, _ in TOLD.values()]
    for group in list(TOLD)[1:]:
        assert examine_guide(guide(left_out=group), URL).guide.missing == (group,)
        told = examine_guide(guide(empty=group), URL)
        assert group not in told.told
        assert {*told.guide.missing} <= {group}
    prose = H1 + "<p><b>受理条件</b>：年满十八岁，且<b>材料</b>真实</p>" + guide("办理材料")
    assert "办理材料" not in examine_guide(prose, URL).told


def rows_of(*rows: str) -> str:
    """A table, its cells parted by bars."""
    return "<table>" + "".join(f"<tr><td>{row.replace('|', '</td><td>')}</td></tr>" for row in rows) + "</table>"  # fmt: skip


@every(
    ("table", "said"),
    [
        (rows_of("序号|证件名称", "1|身份证", "2|户口簿"), "told"), (rows_of("证件名称", "身份证", "户口簿"), "told"), (rows_of("证件名称|说明", "身份证|核对", "照片|2寸"), "told"),
        (rows_of("序号|需提交的证件|数量", "1|身份证|1"), "told"), (rows_of("证件名称|有效期", "身份证|10年", "照片|1年"), "not told"), (rows_of("序号|证照名称", "1|残疾人证"), "not told"),
        (rows_of("序号|证件名称", "1|居民身份证", "2|临时身份证"), "not told"), ("<ul><li>身份证</li><li>户口簿</li></ul>", "not told"),
    ],
)  # fmt: skip
def test_papers_in_a_table_or_list_without_a_heading(table: str, said: str) -> None:
    rest = without("<h3>{h}</h3><p>{v}</p>", "").replace("<h3>申报材料</h3><p>身份证复印件1份</p>", "")
    seen = examine_guide(rest.replace(H1, f"{H1}{table}"), URL)
    lacks = "lacking" if "办理材料" in seen.guide.missing else "not told"
    assert ("told" if "办理材料" in seen.told else lacks) == said
