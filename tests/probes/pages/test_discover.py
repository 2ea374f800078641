"""Proposing columns from a homepage."""

import pytest

from monitor.domain.site import ColumnKind
from probes.pages.discover import guess_kind, propose_columns

HOME = "http://www.a.gov.cn/"
PAGE = """<ul class="nav"><li><a href="/">首页</a></li><li><a href="/xjwz/zwgk/gzdt/">工作动态</a></li>
<li><a href="/xjwz/tzgg/index.htm">通知公告</a></li><li><a href="/xjwz/shjz/">临时救助</a></li><li><a href="/login">登录</a></li>
<li><a href="http://other.com/x/">别人的栏目</a></li><li><a href="/xjwz/202611/t20261101_4467000.htm">一则短信息</a></li>
<li><a href="/xjwz/zwgk/gzdt/#top">工作动态</a></li><li><a href="javascript:;">政务服务</a></li></ul>"""


def test_columns_are_proposed_once_with_kind_and_row_of_annex_2() -> None:
    found = propose_columns(PAGE, HOME, (), {"临时救助": "Z2-16.02"})
    assert [(one.id, one.name, one.kind, one.top_level, one.catalogue) for one in found] == [
        ("zwgk-gzdt", "工作动态", ColumnKind.NEWS, False, None),
        ("tzgg", "通知公告", ColumnKind.NOTICE, True, None),
        ("shjz", "临时救助", ColumnKind.GENERAL, False, "Z2-16.02"),
    ]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("政务要闻", ColumnKind.NEWS),
        ("公示公告", ColumnKind.NOTICE),
        ("规范性文件", ColumnKind.POLICY),
        ("领导之窗", ColumnKind.GENERAL),
    ],
)
def test_the_kind_is_guessed_from_the_name(name: str, kind: ColumnKind) -> None:
    assert guess_kind(name) is kind
