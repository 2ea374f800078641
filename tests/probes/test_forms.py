"""Forms of a draw of guides are asked for: there, gone, or not told; documents only named and odd telephones are told."""

from typing import Any

import pytest

from monitor.domain.guide_forms import GuideForms
from monitor.domain.reach import Reason
from probes.forms import PROBE
from probes.http.base import Answer, Fetched, Unreached

from .world import HOME, look, site

GUIDE = """<h1>残疾人证办理</h1><table>
<tr><th>设定依据</th><td>《示例省残疾人保障条例》第八条；《示例区残疾人证管理办法》</td></tr>
<tr><th>申请条件</th><td>本区户籍</td></tr><tr><th>办理材料</th><td>申请表1份，身份证复印件1份</td></tr>
<tr><th>办理地点</th><td>示例路1号</td></tr><tr><th>办理机构</th><td>区残联</td></tr><tr><th>收费标准</th><td>不收费</td></tr>
<tr><th>办理时间</th><td>工作日</td></tr><tr><th>联系电话</th><td>0591-8888000</td></tr><tr><th>办理流程</th><td>申请、受理、办结</td></tr></table>
<a href="/f/blank.docx">申请表下载</a><a href="/f/sample.docx">申请表样表</a>"""


async def looked(answers: dict[str, int], telephone: str = "0591-88880000", **more: Any) -> GuideForms:
    """What is told where the files have those statuses; 0: the server says nothing. HEAD is refused by some."""

    async def web(url: str, method: str = "GET", **_: Any) -> Answer:
        text = GUIDE.replace("0591-8888000", telephone)
        status = 200 if url == f"{HOME}g1.html" else answers.get(url.rpartition("/")[2], 404)
        if status == 405:
            status = 200 if method == "GET" else 405
        if status == 200:
            return Fetched(url=url, final_url=url, status=200, text=text)
        return Unreached(
            url=url, reason=Reason.HTTP_STATUS if status else Reason.CONNECT_TIMEOUT, status=status or None
        )

    said = {"guides": {"urls": [f"{HOME}g1.html"]}, **more}
    [seen] = await look(PROBE, site(**said), web)
    return seen.facts


async def test_forms_are_there_gone_or_not_told() -> None:
    seen = await looked({"blank.docx": 405, "sample.docx": 404})
    assert [(one.state, one.sample) for one in seen.guides[0].forms] == [("reached", False), ("dead", True)]
    silent = await looked({"blank.docx": 0, "sample.docx": 403})
    assert [one.state for one in silent.guides[0].forms] == ["not_told", "not_told"]


async def test_a_document_only_named_is_told_and_one_that_is_quoted_is_not() -> None:
    assert (await looked({})).guides[0].laws_by_name == ("示例区残疾人证管理办法",)


@pytest.mark.parametrize(("telephone", "odd"), [("0591-88880000", ()), ("12345", ()), ("0591-888", ("0591-888",)), ("13800000000", ())])  # fmt: skip
async def test_a_telephone_has_a_telephones_form(telephone: str, odd: tuple[str, ...]) -> None:
    assert (await looked({}, telephone)).guides[0].odd_telephones == odd


async def test_a_site_without_guides_configured_is_no_fault() -> None:
    assert (await looked({}, guides={})).state == "unconfigured"
