"""Guides that say little: an element that stands there is not said to be lacking because the others are empty."""

from probes.pages.guide.guide import examine_guide, groups_of
from tests.every import every

URL = "http://www.example.gov.cn/bszn/3.htm"
#: Elements of which half have no text, and the texts are as short as headings.
TOLD = {
    "事项名称": "残疾人证办理", "设定依据": "", "受理条件": "", "申请材料": "", "办理地点": "文昌路18号", "实施主体": "某区残疾人联合会",
    "收费标准": "", "承诺办结时限": "20个工作日", "咨询电话": "", "办理流程": "",
}  # fmt: skip
#: Names and texts in elements of one kind.
ALIKE = {
    "cells": "<table>{}</table>", "rows": "{}", "boxes": "{}", "items": "<ul>{}</ul>", "paragraphs": "{}",
}  # fmt: skip
PIECES = {
    "cells": "<tr><td>{h}</td><td>{v}</td></tr>", "rows": "<div class=row><div class=c>{h}</div><div class=c>{v}</div></div>",
    "boxes": "<div class=c>{h}</div><div class=c>{v}</div>", "items": "<li>{h}</li><li>{v}</li>", "paragraphs": "<p>{h}</p><p>{v}</p>",
}  # fmt: skip


@every("style", ALIKE)
def test_a_text_set_as_the_names_of_elements_are_is_not_lacking(style: str) -> None:
    rows = "".join(PIECES[style].format(h=h, v=v) for h, v in TOLD.items())
    seen = examine_guide(f"<h1>残疾人证办理</h1>{ALIKE[style].format(rows)}", URL)
    assert {"办理地点", "办理机构", "办理时间"}.isdisjoint(seen.guide.missing)
    assert {"设定依据", "申请条件", "收费标准", "联系电话"} <= set(seen.guide.missing)
    if style == "cells":
        assert (seen.told["办理机构"], seen.guide.not_told) == ("某区残疾人联合会", ())


def test_cells_in_pairs_side_by_side_are_names_and_texts() -> None:
    pairs = list(TOLD.items())
    rows = (pairs[n : n + 2] for n in range(0, len(pairs), 2))
    cells = "".join(f"<tr>{''.join(f'<td>{h}</td><td>{v}</td>' for h, v in row)}</tr>" for row in rows)
    seen = examine_guide(f"<h1>残疾人证办理</h1><table>{cells}</table>", URL)
    assert seen.told["办理机构"] == "某区残疾人联合会"
    assert set(seen.guide.missing) == {"设定依据", "申请条件", "办理材料", "收费标准", "联系电话", "办理流程"}


#: A field of guides in words that we do not know, behind an element without text.
FIELD = ("来由", "便民")


@every(
    "form",
    [
        "<div class=row><div class=c>{h}</div><div class=c>{v}</div></div>",
        "<ul><li>{h}</li><li>{v}</li></ul>",
        "<li><span>{h}</span><span>{v}</span></li>",
        "<p>{h}</p><p>{v}</p>",
        "<p>{c}、{h}：{v}</p>",
    ],
)
def test_the_next_field_does_not_fill_a_place_that_is_blank(form: str) -> None:
    texts = {"收费标准": "不收费", "申请材料": "居民身份证、户口簿", "办理流程": "窗口提交后审核发证", "咨询电话": "0591-83212345", "办理地点": "文昌路18号"}  # fmt: skip
    rows = [*(TOLD | texts).items()]
    rows.insert(2, FIELD)
    body = "".join(form.format(h=h, v=v, c="一二三四五六七八九十"[n % 10]) for n, (h, v) in enumerate(rows))
    seen = examine_guide(f"<h1>残疾人证办理</h1>{body}", URL)
    assert "设定依据" not in seen.told
    assert set(seen.guide.missing) <= {"设定依据", "申请条件"}


def test_blank_lines_between_names_and_texts_are_no_places() -> None:
    body = "".join(f"<p>{h}</p><p>&nbsp;</p><p>{v or '见窗口公示'}</p>" for h, v in TOLD.items())
    seen = examine_guide(f"<h1>残疾人证办理</h1>{body}", URL)
    assert (seen.guide.missing, seen.told["设定依据"]) == ((), "见窗口公示")


@every("until", ["申请时限", "申请期限", "领取时限"])
@every(
    "form",
    [
        "<tr><td>{h}</td><td>{v}</td></tr>",
        "<p>{h}</p><p>{v}</p>",
        "<li>{h}</li><li>{v}</li>",
        "<p><b>{h}：</b>{v}</p>",
        "tabs",
    ],
)
def test_until_when_one_may_apply_is_not_how_long_it_takes(until: str, form: str) -> None:
    rows = [(h, v or "见窗口公示") for h, v in TOLD.items() if h != "承诺办结时限"]
    rows.insert(4, (until, "自评定之日起三十日内"))
    if form == "tabs":
        body = f"<ul>{''.join(f'<li>{h}</li>' for h, _ in rows)}</ul><div>{''.join(f'<div class=p>{v}</div>' for _, v in rows)}</div>"
    else:
        body = "".join(form.format(h=h, v=v) for h, v in rows)
    body = f"<table>{body}</table>" if form.startswith("<tr") else body
    seen = examine_guide(f"<h1>残疾人证办理</h1>{body}", URL)
    assert "办理时间" not in seen.told
    assert (seen.guide.missing, seen.guide.is_read) == ((), False)


@every("name, group", [("办成用时", "办理时间"), ("就近网点", "办理地点"), ("归口的部门", "办理机构")])
def test_a_name_in_other_words_set_as_texts_are_may_be_the_element_s(name: str, group: str) -> None:
    rows = [(h, v or "见窗口公示") for h, v in TOLD.items() if group not in groups_of(h)]
    rows.insert(5, (name, "依次叫号"))
    body = "".join(f"<p>{h}</p><p>{v}</p>" for h, v in rows)
    assert group not in examine_guide(f"<h1>残疾人证办理</h1>{body}", URL).guide.missing


def test_a_picture_below_the_text_may_tell_the_rest() -> None:
    told = {"受理条件": "本区户籍", "申请材料": "居民身份证", "办理地点": "文昌路18号"}
    picture = "<p><img src='/upload/guide2.jpg'></p>"

    def read(rows: dict[str, str], below: str) -> tuple[set[str], set[str]]:
        body = "".join(f"<p>{h}：{v}</p>" for h, v in rows.items())
        guide = examine_guide(f"<h1>残疾人证办理</h1><div>{body}{below}</div>", URL).guide
        return set(guide.missing), set(guide.not_told)

    rest = {"设定依据", "办理机构", "收费标准", "办理时间", "联系电话", "办理流程"}
    assert read(told, picture) == (set(), rest)
    assert read(told, "") == (rest, set())
    assert read(told | {"办理流程": "申请、受理、发证"}, picture) == (
        rest - {"办理流程"},
        set(),
    )  # a flow chart


def test_a_short_line_in_the_place_beside_a_name_is_its_text() -> None:
    texts = {"实施主体": "区残联教就科", "受理条件": "<p>（一）本区户籍；</p><p>（二）符合标准。</p>", "办理流程": "<p>1.申请</p><p>2.受理</p>"}  # fmt: skip
    body = "".join(
        f"<div class=row><div class=c>{h}</div><div class=c>{texts.get(h, '')}</div></div>" for h in TOLD
    )
    seen = examine_guide(f"<h1>残疾人证办理</h1>{body}", URL)
    assert seen.told["办理机构"] == "区残联教就科"
    assert {"申请条件", "办理流程"}.isdisjoint(seen.guide.missing)


def test_rows_of_names_and_texts_are_no_strip_of_tabs() -> None:
    parts = (("承诺办结时限", "收费标准", "咨询电话"), ("实施主体", "办理地点", "设定依据"), ("受理条件", "申请材料", "办理流程"))  # fmt: skip
    texts = {"实施主体": "区残联教就科", "受理条件": "本区户籍", "申请材料": "居民身份证、户口簿", "办理流程": "受理后审核发证"}  # fmt: skip
    body = "".join(
        f"<div class=con>{''.join(f'<div class=r><span>{h}</span><div>{texts.get(h, str())}</div></div>' for h in part)}</div>"
        for part in parts
    )
    seen = examine_guide(f"<h1>残疾人证办理</h1>{body}", URL)
    assert (seen.told["办理机构"], seen.told["申请条件"]) == ("区残联教就科", "本区户籍")
    assert set(seen.guide.missing) >= {"设定依据", "办理地点"}


def test_a_table_in_a_cell_below_a_head_is_no_row_of_it() -> None:
    names = ["设定依据", "受理条件", "申请材料", "收费标准"]
    inner = "<table><tr><th>序号</th><th>材料名称</th><th>份数</th><th>形式</th></tr><tr><td>1</td><td>申请表</td><td>1</td><td>原件</td></tr></table>"
    values = ["", "本区户籍", inner, ""]
    body = f"<table><tr>{''.join(f'<th>{h}</th>' for h in names)}</tr><tr>{''.join(f'<td>{v}</td>' for v in values)}</tr></table>"
    seen = examine_guide(f"<h1>残疾人证办理</h1>{body}", URL)
    assert {"设定依据", "收费标准"} <= set(seen.guide.missing)
    assert (seen.told["申请条件"], "申请表" in seen.told["办理材料"]) == ("本区户籍", True)
