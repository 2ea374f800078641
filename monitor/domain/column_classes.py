"""Which columns hold what (栏目归类), by their kind and the words of their names; a configuration may say otherwise."""

import re
from collections.abc import Callable, Mapping

from monitor.domain.site import Column, ColumnKind

#: Class -> its official name.
CLASSES = {
    "disclosure": "政府信息公开",
    "policy": "政策文件",
    "interpretation": "政策解读",
    "survey": "网上调查",
    "solicitation": "意见征集",
    "interview": "在线访谈",
    "press": "新闻发布会",
}

_INTERPRETATION = re.compile(r"解读")
_RESULTS = re.compile(r"结果|反馈")


def _named(pattern: str) -> Callable[[Column], bool]:
    words = re.compile(pattern)
    return lambda column: bool(words.search(column.name)) and not _RESULTS.search(column.name)


#: Class -> whether a column that nobody classed belongs to it.
BY_NAME: Mapping[str, Callable[[Column], bool]] = {
    "disclosure": _named(r"主动公开|信息公开(目录|内容|文件)|政府信息公开$"),
    "policy": lambda column: column.kind is ColumnKind.POLICY and not _INTERPRETATION.search(column.name),
    "interpretation": _named(r"解读"),
    "survey": _named(r"调查"),
    "solicitation": _named(r"征集|征求意见"),
    "interview": _named(r"访谈"),
    "press": _named(r"新闻发布|发布会"),
}
