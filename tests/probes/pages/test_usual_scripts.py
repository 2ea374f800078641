"""What every portal loads keeps no lack from being told: an element that a guide has not, a letter that nobody answered."""

from monitor.domain.content import MessageStatus
from probes.pages.board.detail import read_detail
from probes.pages.guide.guide import read_guide
from tests.every import every

from .board_pages import NOW, asked, page
from .test_guide import URL, guide
from .usual_scripts import USUAL

EVERY = {**USUAL, "all of these": "".join(USUAL.values())}


@every("name", EVERY)
def test_an_element_that_is_not_there_is_missing(name: str) -> None:
    html = guide().replace("<tr><th>收费标准</th><td>不收费</td></tr>", "")
    assert read_guide(f"<div id=zoom>{html}</div>{EVERY[name]}", URL).missing == ("收费标准",)


@every("name", EVERY)
def test_a_letter_without_its_answer_is_open(name: str) -> None:
    letter = (
        "<p>留言时间：2026-08-01</p><p>留言内容：路灯不亮，何时修？</p><p>答复时间：</p><p>答复内容：</p>"
    )
    html = page(f"<div id=zoom>{letter}</div><p>相关链接</p>{EVERY[name]}")
    assert read_detail(html, asked(), now=NOW).status is MessageStatus.OPEN
