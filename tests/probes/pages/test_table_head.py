"""Which cell of a row the head of its table calls the publish day."""

import pytest

from probes.pages.document.tree import read_tree
from probes.pages.records.table_head import date_cell


def cell(head: str, cells: str) -> str | None:
    make = lambda words, tag: "".join(f"<{tag}>{word}</{tag}>" for word in words.split())  # noqa: E731
    tree = read_tree(f"<table><tr>{make(head, 'th')}</tr><tr>{make(cells, 'td')}</tr></table>")
    row = [one for one in tree.elements if one.tag == "tr"][1]
    found = date_cell(tree, row)
    return tree.text(found) if found is not None else None


@pytest.mark.parametrize(
    ("head", "cells", "day"),
    [
        ("标题 成文日期 发布日期", "公示 2020-01-01 2020-02-01", "2020-02-01"),
        ("标题 发布日期 生效日期", "公示 2020-01-01 2020-02-01", "2020-01-01"),
        ("标题 发布机构 时间", "公示 教育局 2020-01-01", "2020-01-01"),
        ("标题 公开时间 截止时间", "公示 2020-01-01 2020-02-01", "2020-01-01"),
        ("标题 成文日期", "公示 2020-01-01", "2020-01-01"),
        ("标题 生效日期", "公示 2020-01-01", None),
        ("标题 决定日期 公示日期", "许可 2020-01-01 2020-02-01", "2020-02-01"),
        ("标题 发布日期", "公示 2020-01-01 2020-02-01", None),
    ],
    ids=[
        "publish over document",
        "publish over validity",
        "a unit is no day",
        "public over deadline",
        "only document",
        "only validity",
        "publicity over decision",
        "cells do not match",
    ],
)
def test_the_head_names_the_publish_day(head: str, cells: str, day: str | None) -> None:
    assert cell(head, cells) == day
