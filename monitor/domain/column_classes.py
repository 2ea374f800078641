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

_INTERPRETATION = re.compile(r"解读|图解|一图读懂")
_RESULTS = re.compile(r"结果|反馈")


#: What bears the words and is no class: inquiries into accidents, statistical surveys, calls for exhibits, figures explained.
_OTHERWISE = re.compile(
    r"(?:事故|统计|经济|农业|人口|劳动力|资源|国土|林业)调查|调查(?:研究|报告|处理|取证|队|总队|公报|中心|统计)"
    r"|(?:文物|档案|线索|史料|作品|藏品|项目|土地|兵役|供应商|名单)征集|征集(?:作品|线索|文物)|(?:数据|统计|经济|天气|标准)解读"
)


def _named(pattern: str) -> Callable[[Column], bool]:
    words = re.compile(pattern)

    def belongs(column: Column) -> bool:
        name = _OTHERWISE.sub("", column.name)
        return bool(words.search(name)) and not _RESULTS.search(name)

    return belongs


#: Class -> whether a column that nobody classed belongs to it.
BY_NAME: Mapping[str, Callable[[Column], bool]] = {
    "disclosure": _named(r"主动公开|信息公开(目录|内容|文件)|政府信息公开$"),
    "policy": lambda column: column.kind is ColumnKind.POLICY and not _INTERPRETATION.search(column.name),
    "interpretation": _named(r"解读|图解|一图读懂"),
    "survey": _named(r"调查"),
    "solicitation": _named(r"征集|征求意见"),
    "interview": _named(r"访谈"),
    "press": _named(r"新闻发布|发布会"),
}
