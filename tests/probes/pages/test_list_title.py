"""Titles of rows."""

import pytest

from probes.pages.document.tree import read_tree
from probes.pages.records.title import full_title, shown_title
from tests.every import every


@every(
    ("shown", "told", "title"),
    [
        ("关于第一批事项…", "关于第一批事项的公示", "关于第一批事项的公示"),
        ("关于第一批事项...", "关于第一批事项的公示", "关于第一批事项的公示"),
        ("关于第一批事项的公示", "点击查看", "关于第一批事项的公示"),
        ("关于第一批事项的公示", "关于第一批", "关于第一批事项的公示"),
        ("", "关于第一批事项的公示", "关于第一批事项的公示"),
        ("公示", "公示\n发布时间：2026-11-03", "公示"),
        ("【置顶】公示", "", "公示"),
        ("· 公示", "", "公示"),
    ],
    ids=["cut", "cut with dots", "a hint", "a shorter one", "picture", "several lines", "pinned", "bullet"],
)
def test_the_uncut_title_is_taken(shown: str, told: str, title: str) -> None:
    assert full_title(shown, told) == title


@pytest.mark.parametrize(
    "inner",
    [
        "<h3>关于事项的公示</h3><p>摘要</p>",
        "<p>11-03</p><p>关于事项的公示</p>",
        "<span>2026-11-03</span> 关于事项的公示",
        "关于<em>事项</em>的公示",
    ],
    ids=["heading", "day first", "day in a span", "marked word"],
)
def test_a_card_shows_its_title_without_day_and_summary(inner: str) -> None:
    tree = read_tree(f"<a href='1.htm'>{inner}</a>")
    assert (
        shown_title(tree, next(one for one in tree.elements if one.tag == "a")).replace(" ", "")
        == "关于事项的公示"
    )
