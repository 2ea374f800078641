"""The notice says what the figures say, in the outline and form of a real one, and nothing a page smuggles in."""

import io
import re
import zipfile
from datetime import date, datetime
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from monitor.domain.timing import SHANGHAI
from monitor.report.archive import without_times
from monitor.report.blocks import TableBlock
from monitor.report.layout import MOST_ROWS, WordPage, balanced, open_page
from monitor.report.notice import notice_docx
from monitor.report.outline import outline

from .cases import AS_OF, CLAUSES, HOSTILE, files_of, quarterly, settings, watch


def document(found: Any = None, as_of: datetime = AS_OF, **more: Any) -> Any:
    figures = quarterly(found, as_of=as_of, **more)
    content = notice_docx(outline(figures, settings(found), CLAUSES), figures.as_of)
    return docx.Document(io.BytesIO(content))


def text(found: Any) -> str:
    return "\n".join(one.text for one in found.paragraphs)


def short(found: Any = None, as_of: datetime = AS_OF, **more: Any) -> Any:
    """The notice itself."""
    files = files_of(quarterly(found, as_of=as_of), settings(watch(**more) if more else found), CLAUSES)
    return docx.Document(io.BytesIO(files["2026Q3-通报.docx"]))


@pytest.fixture(scope="module")
def notice() -> Any:
    return document()


#: The order of the real notice of Cangshan for the third quarter of 2021, part by part.
REAL = (
    "示政办网〔2026〕3号",
    "关于2026年第三季度",
    "各镇人民政府、街道办事处：",
    "现将有关情况通报如下：",
    "一、政府网站维护情况",
    "1.2026年第三季度，示例区人民政府共发布信息39条",
    "各单位每月发布信息应达到10条及以上",
    "做得较好的单位有：临江街道",
    "发布数量未达到每月信息发布要求的有：东升街道",
    "2.网站栏目更新情况",
    "区民政局负责维护的社会救助栏目下的临时救助栏目2025年11月30日以来未更新",
    "示例区人民政府8月31日站点无法访问（打不开的访问占8.33%，现已恢复）",
    "二、政务新媒体平台维护情况",
    "登记在册的1个政务新媒体均按要求及时更新信息",
    "三、政府信息公开工作情况",
    "四、下一步工作要求",
    "一是",
    "二是要加强政策解读",
    "三是要加强政务新媒体管理",
    "电子版发送至a@mail.invalid",
    "四是要抓好问题整改",
    "2026年10月25日下班前",
    "专此通报",
    "附件：1.",
    "6.绩效考核指标的通知",
    "示例区人民政府办公室",
    "2026年10月18日",
    "抄送：区委办公室。",
    "2026年10月18日印发",
)


def test_it_has_what_the_real_notice_has_in_its_order() -> None:
    said, at = text(short(copies_to="区委办公室", notice_from_percent=40)), 0
    for words in REAL:
        found = said.find(words, at)
        assert found >= 0, f"{words!r} is missing behind {said[max(0, at - 30) : at]!r}"
        at = found


def test_the_parts_of_the_canonical_outline_are_numbered(notice: Any) -> None:
    parts = [
        one.text for one in notice.paragraphs if one.text[1:2] == "、" and one.text[0] in "一二三四五六七八"
    ]
    assert [one.partition("、")[2] for one in parts] == [
        "总体情况",
        "政府网站维护情况",
        "政务新媒体平台维护情况",
        "政府信息公开与解读情况",
        "上级通报与转办情况",
        "上期问题复查情况",
        "需人工确认事项",
        "下一步工作要求",
    ]


@pytest.mark.parametrize(
    "words",
    [
        "监测时间点为2026年7月31日24时、2026年8月31日24时、2026年9月30日24时",
        "站点访问为1周，首页更新为2周",
        "依据《方案》（2021年12月3日）",
        "有效访问168次，打不开14次，占8.33%",
        "占8.33%（2026年8月31日监测，至最后一个监测时间点已恢复合格）",
        "示例区民政局负责维护的示例区人民政府“社会救助/临时救助”栏目2025年11月30日以来未更新，截至2026年9月30日已超期274天",
        "上季度无监测记录",
        "严重表述错误",
        "主动公开政府信息的栏目未登记，未统计",
        "尚不能判定",
    ],
)
def test_it_states(notice: Any, words: str) -> None:
    assert words in text(notice)


def test_the_form_is_that_of_official_documents(notice: Any) -> None:
    section = notice.sections[0]
    size = (section.page_width, section.page_height, section.top_margin, section.left_margin)
    assert [round(one / Mm(1)) for one in size] == [210, 297, 37, 28]
    title = next(one for one in notice.paragraphs if one.text.startswith("2026年第三季度全区"))
    body = next(one for one in notice.paragraphs if one.text.startswith("近期，"))
    assert title.runs[0].font.size == Pt(22)
    assert (body.runs[0].font.size, body.paragraph_format.line_spacing) == (Pt(16), Pt(28))
    assert body.runs[0]._r.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋"
    heading = next(one for one in notice.paragraphs if one.text.startswith("一、"))
    assert heading.runs[0]._r.rPr.rFonts.get(qn("w:eastAsia")) == "黑体"
    second = next(one for one in notice.paragraphs if one.text.startswith("（一）"))
    assert second.runs[0]._r.rPr.rFonts.get(qn("w:eastAsia")) == "楷体"
    assert section.footer.paragraphs[0].text.replace(" ", "") == "——"
    assert "PAGE" in section.footer.paragraphs[0]._p.xml


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于2026年第三季度检查情况的通报", ["关于2026年第三季度检查情况的通报"]),
        (
            "关于2026年第三季度全区政府网站检查情况的通报",
            ["关于2026年第三季度全区政府网站", "检查情况的通报"],
        ),
        (
            "关于2026年第三季度全区政府网站和政务新媒体检查情况的通报",
            ["关于2026年第三季度全区政府网站", "和政务新媒体检查情况的通报"],
        ),
    ],
    ids=["one line", "two lines", "the usual title"],
)
def test_a_title_is_broken_before_its_last_words(title: str, lines: list[str]) -> None:
    assert balanced(title).split("\n") == lines


def test_the_same_figures_give_the_same_bytes() -> None:
    first, second = (files_of(quarterly(), settings(), CLAUSES) for _ in range(2))
    assert first == second
    assert list(first) == [
        "2026Q3-通报.docx", "2026Q3-通报附件.docx", "2026Q3-监测报告.docx", "2026Q3-附表.xlsx", "2026Q3-numbers.json",
    ]  # fmt: skip


def test_no_file_carries_the_time_of_writing() -> None:
    for name, content in files_of(quarterly(), settings(), CLAUSES).items():
        if not name.endswith(".json"):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                assert {one.date_time[0] for one in archive.infolist()} == {1980}
                core = archive.read("docProps/core.xml").decode()
                assert "2026-10-08T01:00:00Z" in core


def test_the_title_names_the_font_that_stands_in_for_it() -> None:
    content = files_of(quarterly(), settings(), CLAUSES)["2026Q3-通报.docx"]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        fonts = archive.read("word/fontTable.xml").decode()
    assert '<w:font w:name="方正小标宋简体"><w:altName w:val="宋体"/></w:font></w:fonts>' in fonts


def test_a_quarter_under_way_is_called_preliminary() -> None:
    found = document(as_of=datetime(2026, 8, 20, 9, tzinfo=SHANGHAI))
    assert "本季度尚未结束，监测时间点2026年8月31日、2026年9月30日尚未到达，以下为初步情况" in text(found)
    assert "专此通报（2026年第三季度初步情况）" in text(
        short(as_of=datetime(2026, 8, 20, 9, tzinfo=SHANGHAI), notice_from_percent=0)
    )
    for section in found.sections:
        for header in (section.header, section.even_page_header):
            assert header.paragraphs[0].text.endswith("初步情况：2026年第三季度尚未结束，不作为正式通报印发")


def test_a_quarter_that_is_over_carries_no_mark() -> None:
    found = short(notice_from_percent=40)
    assert [one.text for one in found.sections[0].header.paragraphs if one.text] == []


def test_a_notice_on_too_little_is_headed_as_a_draft_and_says_why() -> None:
    found = short(notice_from_percent=90)
    said = text(found)
    assert said.startswith("草稿（监测不足）")
    assert "应判定的事项7项次，已判定6项次，占85%，低于编发通报所需的90%" in said
    assert "示政办网〔2026〕3号" not in said, "a draft has no number"
    assert "专此通报" not in said
    assert "印发" not in said.replace("不作为通报印发", "")
    assert found.sections[0].header.paragraphs[0].text == "草稿（监测不足）"


def test_the_last_page_ends_with_the_colophon_between_lines() -> None:
    found = short(copies_to="区委办公室", notice_from_percent=0)
    last = found.paragraphs[-1]
    assert last.text == "示例区人民政府办公室\t2026年10月18日印发"
    assert "w:pBdr" in last._p.xml
    assert found.tables == [], "the annexes are a file of their own"


def test_no_brackets_stand_in_brackets(notice: Any) -> None:
    said = [one.text for one in (*notice.paragraphs, *short().paragraphs)]
    said += [cell.text for table in notice.tables for row in table.rows for cell in row.cells]
    assert len(said) > 100
    assert not [one for one in said if re.search("（[^（）]*（", one)]


def test_hostile_titles_and_names_stay_words() -> None:
    found = document(hostile=True)
    said = text(found) + "".join(
        cell.text for table in found.tables for row in table.rows for cell in row.cells
    )
    assert "<script>alert(1)</script>" in said, "shown as it is: a paragraph is no page"
    assert HOSTILE not in said
    assert not set(said) & set("\x07\u2028\u202e")


def test_nothing_configured_is_still_a_notice() -> None:
    bare = watch(
        site=None, output_minimum=None, towns=(), departments=(), number="", addressees="", signer="", signed_on=None,
        rectify_by=None,
    )  # fmt: skip
    assert "各有关单位：" in text(short(bare))
    said = text(document(bare))
    assert "镇街名单未登记，未统计" in said
    assert "各单位每月发布量要求未登记，未作对照" in said
    assert "按规定时限（期限未登记）" in said
    assert f"{date(2026, 10, 8).year}年10月8日" in said


def saved(page: WordPage) -> bytes:
    """The document as it is written."""
    target = io.BytesIO()
    page.document.save(target)
    return without_times(target.getvalue(), page.rows.put, "word/document.xml")


def test_each_annex_begins_a_page_without_empty_paragraphs_before_it() -> None:
    """Below a table that fills its page those would make a page of their own."""
    page = open_page()
    rows = [("甲", 1)]
    for number, note in enumerate(("", "说明", ""), 1):
        page.annex_page(number, wide=number == 2, same=number == 1)
        page.table(TableBlock(title="表", headings=("名称", "数"), rows=rows, widths=(9, 9), note=note))
    found = docx.Document(io.BytesIO(saved(page)))
    kinds = [
        "break" if one.find(f".//{qn('w:sectPr')}") is not None else one.tag.rpartition("}")[2]
        for one in found.element.body.iterchildren()
    ]
    assert kinds == ["p", "p", "tbl", "break", "p", "p", "tbl", "break", "p", "p", "tbl", "p", "sectPr"]
    assert [one.page_width > one.page_height for one in found.sections] == [False, True, False]


def test_a_table_of_thousands_is_cut_in_the_word_file_and_says_so() -> None:
    page = open_page()
    page.table(
        TableBlock(
            title="长表", headings=("甲", "乙"), rows=[(n, "x") for n in range(MOST_ROWS + 3)], widths=(1, 1)
        )
    )
    assert len(docx.Document(io.BytesIO(saved(page))).tables[0].rows) == MOST_ROWS + 1
    assert "其余3行见同名Excel附表" in text(page.document)


@pytest.mark.parametrize(
    ("signer", "signer_in", "day_in"),
    [
        ("示例区人民政府办公室", 2.5, 4),
        ("区数据局", 5.5, 4),
        ("示例区大数据服务中心（政务服务管理办公室）综合科", 2, 10.5),
    ],
    ids=["usual", "shorter than its day", "longer"],
)
def test_the_signature_stands_centred_over_its_day(signer: str, signer_in: float, day_in: float) -> None:
    page = open_page()
    page.signature(signer, "2026年10月18日")
    indents = [one.paragraph_format.right_indent / Pt(16) for one in page.document.paragraphs]
    assert [round(one, 1) for one in indents] == [signer_in, day_in]
