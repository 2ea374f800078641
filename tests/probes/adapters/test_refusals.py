"""An interface that failed answers with an empty list too: that proves no blank column, and no board without letters."""

from datetime import datetime

import pytest

from monitor.domain.content import BoardState, ListState
from monitor.domain.timing import SHANGHAI
from probes.boards.json_board import ADAPTER as BOARD
from probes.pages.readings import asked_list
from tests.every import every

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=SHANGHAI)
URL = "http://www.x.gov.cn/tzgg/"
EMPTY = '"data":{"list":[]},"total":0,"count":0'
OPTIONS = {"url": URL, "rows": "data.list"}
ADAPTERS = ("json_list", "gkmlpt", "was5", "smartsearch", "fjdzapp")

FAILED = [
    pytest.param('{"code":500,"msg":"",%s}', id="a code of 500"),
    pytest.param('{"code":"401",%s}', id="a code of 401, as text"),
    pytest.param('{"code":50001,%s}', id="a long code"),
    pytest.param('{"code":-1,%s}', id="a code below nothing"),
    pytest.param('{"errcode":1,%s}', id="a number of an error"),
    pytest.param('{"success":false,%s}', id="no success"),
    pytest.param('{"status":"error",%s}', id="a status in words"),
    pytest.param('{"code":1,"message":"系统繁忙，请稍后再试",%s}', id="words"),
    pytest.param('{"msg":"\\u67e5\\u8be2\\u5931\\u8d25",%s}', id="escaped words"),
    pytest.param('{"error":{"reason":"x"},%s}', id="an error of its own"),
    pytest.param('{"timed_out":true,%s}', id="a search that timed out"),
    pytest.param('{"success":0,%s}', id="no success, as a number"),
    pytest.param('{"isSuccess":null,%s}', id="success of nothing"),
    pytest.param('{"code":"FAIL","msg":"",%s}', id="a code in words"),
    pytest.param('{"result":"-1",%s}', id="a result below nothing"),
    pytest.param('{"error":true,%s}', id="an error that is one"),
    pytest.param('{"msg":"您没有登录",%s}', id="words of a login"),
]
WELL = [
    pytest.param("{%s}", id="nothing said"),
    pytest.param('{"code":200,"msg":"success",%s}', id="200"),
    pytest.param('{"code":0,"msg":"ok","error":null,%s}', id="0"),
    pytest.param('{"resultCode":"0000","errors":[],"errorCode":0,%s}', id="no errors"),
    pytest.param('{"code":1,"msg":"暂无数据","errmsg":"",%s}', id="no data"),
    pytest.param('{"success":1,"error":false,"result":0,"isBook":0,"successCount":0,%s}', id="flags of numbers"),
    pytest.param('{"status":"success","success":true,"message":"查询成功","areacode":"500101",%s}', id="success"),
]  # fmt: skip


def listed(text: str) -> set[ListState]:
    return {asked_list(name, text, URL, OPTIONS, NOW).state for name in ADAPTERS}


@every("answer", FAILED)
def test_an_answer_that_states_a_failure_is_no_empty_list(answer: str) -> None:
    assert listed(answer % EMPTY) == {ListState.UNREADABLE}
    board = BOARD.read(answer % EMPTY, URL, OPTIONS, NOW, "b")
    assert (board.state, board.complete) == (BoardState.UNREADABLE, False)


@every("answer", WELL)
def test_an_answer_that_states_none_is_an_empty_list(answer: str) -> None:
    assert listed(answer % EMPTY) == {ListState.BLANK}
    assert BOARD.read(answer % EMPTY, URL, OPTIONS, NOW, "b").state is BoardState.BLANK


@every(
    "text",
    [
        pytest.param("<script>var total=0,count=0;top.location='/login'</script>", id="a page"),
        pytest.param('{"facets":[{"count":0,"total":0}],"count":12,"total":12,"data":{"list":[]}}', id="counted"),
    ],
)  # fmt: skip
def test_a_page_and_an_answer_that_counts_rows_are_no_empty_list(text: str) -> None:
    assert listed(text) == {ListState.UNREADABLE}
