"""What a named page carries: present by text, absent only on a page seen whole, else not told."""

import pytest

from monitor.domain.page_marks import MarkState
from monitor.regulations.element_pages import element_pages
from probes.pages.marks.elements import find_pages, read_elements
from tests.every import every
from tests.probes.world import NOW

URL = "http://www.a.gov.cn/zwgk/gkzn/"
GUIDE = element_pages()["disclosure_guide"]
WANTED = tuple((one.id, one.words, one.named) for one in GUIDE.element)
WHOLE = (
    "<p>一、公开范围和分类</p><p>本机关主动公开的信息分为机构职能、政策文件、工作动态三类。</p><p>二、编排体系</p><p>按索引号、名称、内容概述、生成日期编排。</p>"
    "<p>三、获取方式</p><p>可通过本机关网站、政务公开栏、档案馆查阅点获取，也可向本机关提出申请。</p>"
    "<p>四、公开工作机构</p><p>机构名称：示例区人民政府办公室</p><p>办公地址：示例区示例路1号</p><p>办公时间：工作日8:00至12:00</p>"
    "<p>联系电话：0591-00000000</p><p>传真号码：0591-00000001</p><p>电子邮箱：office@a.gov.cn</p><p>更新日期：2026年3月5日</p>"
)


def read(body: str, wanted: tuple[tuple[str, str, bool], ...] = WANTED) -> dict[str, MarkState]:
    found = read_elements(f"<html><body>{body}</body></html>", URL, wanted, NOW)
    return {one.id: one.state for one in found.elements}


def test_a_whole_guide_has_all_nine_elements_and_its_day() -> None:
    assert read(WHOLE) == {one.id: MarkState.PRESENT for one in GUIDE.element}
    assert str(read_elements(f"<body>{WHOLE}</body>", URL, WANTED, NOW).updated_on) == "2026-03-05"


def test_an_element_that_a_page_seen_whole_has_not_is_absent() -> None:
    without = read(WHOLE.replace("<p>传真号码：0591-00000001</p>", ""))
    assert [id for id, state in without.items() if state is not MarkState.PRESENT] == ["fax"]
    assert without["fax"] is MarkState.ABSENT


@pytest.mark.parametrize(
    "told",
    [
        '<iframe src="more.html"></iframe>', '<script src="/js/zn_content.js"></script>', '<a href="zn.pdf">指南全文</a>',
    ],
)  # fmt: skip
def test_what_may_hold_it_unseen_leaves_it_untold(told: str) -> None:
    assert read(WHOLE.replace("<p>传真号码：0591-00000001</p>", told))["fax"] is MarkState.NOT_TOLD


@every("filled", ["", "暂无", "____", "建设中", "**"])
def test_words_without_text_are_not_the_element(filled: str) -> None:
    body = WHOLE.replace("传真号码：0591-00000001", f"传真号码：{filled}").replace("电子邮箱：", "邮箱：")
    assert read(body)["fax"] is MarkState.NOT_TOLD


def test_what_a_script_of_the_page_writes_is_seen() -> None:
    body = WHOLE.replace(
        "<p>传真号码：0591-00000001</p>", "<script>document.write('<p>传真：0591-1</p>')</script>"
    )
    assert read(body)["fax"] is MarkState.PRESENT


def test_a_page_of_a_picture_tells_nothing() -> None:
    assert set(read('<img src="zn.jpg">').values()) == {MarkState.NOT_TOLD}


def test_the_shortest_link_leads_to_the_page() -> None:
    home = '<a href="/t1.html">关于更新公开指南的通知</a><a href="/gkzn/">政府信息公开指南</a><a href="/">首页</a>'
    assert find_pages(f"<body>{home}</body>", "http://www.a.gov.cn/", {"disclosure_guide": GUIDE.link, "debt": "债务"}, NOW) == {
        "disclosure_guide": ("http://www.a.gov.cn/gkzn/", "政府信息公开指南")
    }  # fmt: skip


def test_a_hotline_is_no_service_hall_and_an_unread_page_says_nothing_of_links() -> None:
    sought = {"service_hall": element_pages()["service_hall"].link}
    lines = "<a href=/12345/>12345政务服务便民热线</a><a href=/p/>12345便民服务平台</a>"
    assert find_pages(lines, "http://www.a.gov.cn/", sought, NOW) == {}
    found = find_pages(f"{lines}<a href=/hall/>网上办事大厅</a>", "http://www.a.gov.cn/", sought, NOW)
    assert found == {"service_hall": ("http://www.a.gov.cn/hall/", "网上办事大厅")}
    assert find_pages("<b>" * 100_000, "http://www.a.gov.cn/", sought, NOW) is None
