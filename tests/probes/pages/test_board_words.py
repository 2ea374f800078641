"""What headings name, what status words mean, what is only a receipt."""

from datetime import date

import pytest

from monitor.domain.content import MessageStatus
from probes.pages.board.words import day_in, heading_of, is_empty, is_receipt, status_of

from .board_pages import NOW

S = MessageStatus


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("标题", "title"), ("信件主题", "title"), ("留言时间", "submitted"), ("写信日期：", "submitted"), ("提交时间", "submitted"),
        ("答复时间", "answered"), ("办结时间", "answered"), ("受理时间", "accepted"), ("答复单位", "unit"), ("受理部门", "unit"),
        ("[状态]", "status"), ("办理进度", "status"), ("编号", "number"), ("序号", "ignore"), ("写信人", "person"), ("咨询人", "person"), ("咨询单位", "unit"), ("回复内容", "answer"),
        ("信件内容", "question"), ("信件类型", "kind"), ("首页", None), ("关于某事的长标题", None), ("", None),
    ],
)  # fmt: skip
def test_headings(text: str, noun: str | None) -> None:
    assert heading_of(text) == noun


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("已办结", S.ANSWERED), ("已答复", S.ANSWERED), ("处理完毕", S.ANSWERED), ("[已回复]", S.ANSWERED), ("办理中", S.OPEN),
        ("已受理", S.OPEN), ("待受理", S.OPEN), ("未回复", S.OPEN), ("新办件", S.OPEN), ("已受理待答复", S.OPEN), ("已转办", S.TRANSFERRED),
        ("退回", S.REFUSED), ("拒绝受理", S.REFUSED), ("不予受理", S.REFUSED), ("", S.UNSTATED), ("绿灯", S.UNSTATED),
    ],
)  # fmt: skip
def test_status_words(text: str, status: S) -> None:
    assert status_of(text) is status


@pytest.mark.parametrize(
    ("text", "receipt"),
    [
        ("您好，您的来信已收到，我们将尽快办理。", True),
        ("您反映的问题已转交区住建局办理。", True),
        ("系统自动回复：已受理", True),
        ("已收到", True),
        ("请耐心等待", True),
        ("来信收悉。经查，您反映的情况属实，现已整改。", False),
        ("已转交住建局，该处路灯已于8月3日修复。", False),
        ("您好！落户需携带身份证、户口簿到辖区派出所办理。", False),
        ("已收到。" + "关于该问题的说明。" * 20, False),
        ("", False),
    ],
)
def test_receipts_and_transfers(text: str, receipt: bool) -> None:
    assert is_receipt(text) is receipt


def test_a_board_may_name_its_own_receipts() -> None:
    assert is_receipt("感谢您对我们工作的支持", ("^感谢您对",))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-08-01", date(2026, 8, 1)), ("26-08-01", date(2026, 8, 1)), ("1785513600000", date(2026, 8, 1)), ("昨天 09:41", date(2026, 11, 19)),
        ("3 天前", date(2026, 11, 17)), ("2小时前", date(2026, 11, 20)), ("08-01", None), ("", None), ("2026-13-01", None),
    ],
)  # fmt: skip
def test_days(text: str, day: date | None) -> None:
    assert day_in(text, NOW) == day


@pytest.mark.parametrize(
    ("text", "empty"), [("", True), ("--", True), ("暂无回复", True), ("未答复", True), ("好", False)]
)
def test_empty_cells(text: str, empty: bool) -> None:
    assert is_empty(text) is empty
