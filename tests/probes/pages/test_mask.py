"""Nothing personal is stored: what goes, what stays, in every charset and coding."""

import gzip
import json
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.observation import Exchange
from monitor.domain.timing import SHANGHAI
from probes.pages.document.mask import MASK, MASKED_HEADER, mask_exchange, mask_page, mask_text
from tests.every import every

NOW = datetime(2026, 11, 20, 12, tzinfo=SHANGHAI)
#: The last digit is right: 110105 19491231 002 X is the example of GB 11643.
IDENTITY = "11010519491231002X"


@every(
    ("text", "masked"),
    [
        ("写信人：张三 标题", "写信人：*** 标题"),
        ("姓名: 欧阳小明", "姓名: ***"),
        ("来信人　李某某", "来信人　***"),
        ("网友：蓝天白云123", "网友：***"),
        ("<th>留言人：</th><td>王五</td>", "<th>留言人：</th><td>***</td>"),
        ("<span>联系人</span><b>赵六</b>", "<span>联系人</span><b>***</b>"),
        ("请拨打13812345678联系", "请拨打***联系"),
        ("手机138 1234 5678", "手机***"),
        ("+86-13812345678", "***"),
        ("0591-87654321", "***"),
        ("联系电话：87654321", "联系电话：***"),
        (f"身份证号{IDENTITY}", "身份证号***"),
        (f"我的号码是{IDENTITY}。", "我的号码是***。"),
        ("邮箱zhang.san@example.com回复", "邮箱***回复"),
        ("家庭住址：仓山区某路1号", "家庭住址：***"),
        ("万科城3号楼502室漏水", "万科城***漏水"),
        ("某小区12栋2单元301漏水", "某小区***漏水"),
    ],
)
def test_personal_data_goes(text: str, masked: str) -> None:
    assert mask_text(text) == masked


@every(
    "text",
    [
        "关于小区用水问题 2026-08-01 已办结",
        "编号：110105194912310021",
        "姓名 标题 时间 状态",
        "<th>写信人</th><th>标题</th><th>写信时间</th>",
        "网友反映的问题已转办",
        "来信人数统计",
        "联系人员安排已完成",
        "时间戳 1669000000000",
        "2026年8月1日3号",
        "t20260801_1234567.htm",
        "答复单位：区教育局",
    ],
)
def test_what_is_not_personal_stays(text: str) -> None:
    assert mask_text(text) == text


def test_a_column_of_names_is_masked_and_its_neighbours_are_not() -> None:
    page = (
        "<table><tr><th>编号</th><th>写信人</th><th>标题</th></tr>"
        "<tr><td>1</td><td>陈大文</td><td>修路</td></tr><tr><td>2</td><td> 林小姐 </td><td>陈大文的路</td></tr></table>"
    )
    masked = mask_page(page)
    assert "<td>陈大文</td>" not in masked
    assert "林小姐" not in masked
    assert "<td>修路</td>" in masked
    assert "<th>标题</th>" in masked


@pytest.mark.parametrize("ascii_only", [True, False])
def test_json_values_of_persons_go_and_the_rest_stays(ascii_only: bool) -> None:
    row = {
        "id": 7,
        "linkman": "张三",
        "Phone": 13812345678,
        "case_title": "写信人：李四 修路",
        "secret": "x",
        "unit_name": "区教育局",
    }
    text = json.dumps({"list": [row]}, ensure_ascii=ascii_only)
    [masked] = json.loads(mask_page(text, ("secret",)))["list"]
    assert masked == {
        "id": 7, "linkman": MASK, "Phone": MASK, "case_title": "写信人：*** 修路", "secret": MASK, "unit_name": "区教育局",
    }  # fmt: skip


def test_broken_json_is_masked_as_text() -> None:
    assert mask_page('[{"linkman":"张三","tel":"87654321"},') == '[{"linkman":"***","tel":"***"},'


def exchange(body: bytes, *headers: tuple[str, str]) -> Exchange:
    return Exchange(url="http://a.gov.cn/", at=NOW, status=200, headers=headers, body=body)


PAGE = "<meta charset={0}><p>写信人：张三</p><p>内容：修路</p>"


@every("charset", ["utf-8", "gbk", "gb18030"])
@every("packed", [True, False])
def test_the_stored_body_is_masked_in_its_own_charset(charset: str, packed: bool) -> None:
    plain = PAGE.format(charset).encode(charset)
    body = gzip.compress(plain) if packed else plain
    coding = [("Content-Encoding", "gzip")] if packed else []
    masked = mask_exchange(
        exchange(body, ("Content-Type", "text/html"), *coding, ("Content-Length", str(len(body))))
    )
    assert masked.body.decode(charset) == PAGE.format(charset).replace("张三", "***")
    said = dict(masked.headers)
    assert said[MASKED_HEADER] == f"personal data replaced; original-length={len(body)}"
    assert said["Content-Length"] == str(len(masked.body))
    assert "Content-Encoding" not in said
    assert mask_exchange(masked) == masked


def test_an_exchange_without_personal_data_is_kept_as_it_came() -> None:
    one = exchange(gzip.compress("标题 修路".encode()), ("Content-Encoding", "gzip"))
    assert mask_exchange(one) is one


@pytest.mark.parametrize(
    ("body", "coding"), [(b"\x1f\x8bbroken", "gzip"), (b"\x01\x02\x03", "deflate"), (b"<p>", "br")]
)
def test_what_cannot_be_masked_is_not_stored(body: bytes, coding: str) -> None:
    masked = mask_exchange(exchange(body, ("Content-Encoding", coding)))
    assert masked.body == b""
    assert dict(masked.headers)[MASKED_HEADER].startswith("withheld")


def test_bytes_that_are_no_text_survive_around_the_mask() -> None:
    body = "写信人：张三".encode() + b"\xff\xfe" + "修路".encode() * 50
    masked = mask_exchange(exchange(body, ("Content-Type", "text/html; charset=utf-8")))
    assert "张三".encode() not in masked.body


words = st.lists(
    st.sampled_from(["姓名", "写信人", "网友", "：", " ", "张三", "标题", "<td>", "</td>", "13812345678", "地址", "3号楼", "502室", IDENTITY,
                     "a@b.cn", "联系电话", "身份证号", "，", "8", "***", "&nbsp;"]),
    max_size=12,
).map("".join)  # fmt: skip


@given(st.one_of(st.text(max_size=60), words))
def test_masking_again_changes_nothing(text: str) -> None:
    once = mask_text(text)
    assert mask_text(once) == once


@given(st.binary(max_size=80))
def test_masking_never_raises(body: bytes) -> None:
    mask_exchange(exchange(body))
    mask_exchange(exchange(body, ("Content-Encoding", "gzip"), ("Content-Type", "text/html; charset=gbk")))
