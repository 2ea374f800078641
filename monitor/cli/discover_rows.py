"""What `monitor discover` proposes for rows of the tables: classes of columns, bindings, lists above, with what was seen."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from monitor.collect.discover import classes_by_name
from monitor.domain.column_classes import CLASSES
from monitor.domain.content import ListState
from monitor.domain.plain import toml_text
from monitor.regulations.indicators import load_table, table_ids
from probes.pages.listing.discover import Proposal

#: What titles of a class look like, where the column's name does not tell.
_TITLES: Mapping[str, re.Pattern[str]] = {
    "interpretation": re.compile(r"解读|图解|一图读懂|答记者问|政策问答"),
    "survey": re.compile(r"问卷|(?:满意度|网上|网络|民意|在线|公众|有奖).{0,6}调查"),
    "solicitation": re.compile(r"征求.{0,30}意见|征集.{0,30}(?:意见|建议)|(?:意见|建议|民意)征集|公开征询"),
    "interview": re.compile(r"访谈|做客|在线交流|直播间"),
    "press": re.compile(r"新闻发布会|发布会"),
}
#: Why a column is of a class whose words its name bears.
BY_THE_NAME = "名称"
#: Such a part of the titles must say so, in percent, and no fewer than two.
_MOST_PERCENT, _LEAST = 50, 2
#: Tables whose rows a column is bound to by a word of its name.
_SHORTEST = 2


def classes_of(one: Proposal) -> tuple[tuple[str, str], ...]:
    """The classes that a column belongs to, each with why; empty: nothing tells."""
    if by_name := classes_by_name(one):
        return tuple((name, BY_THE_NAME) for name in by_name)
    titles = [item.title for item in one.sample]
    for name, words in _TITLES.items():
        said = sum(words.search(title) is not None for title in titles)
        if said >= _LEAST and 100 * said >= _MOST_PERCENT * len(titles):
            return ((name, f"{len(titles)}条标题中{said}条"),)
    return ()


def bindings_of(name: str) -> tuple[str, ...]:
    """Rows whose named fields hold a column's name, or stand in it: `F19W-02.教育`."""
    found = []
    for id in table_ids():
        for row in load_table(id).indicators:
            fitting = [
                field for field in row.fields if field in name or (len(name) > _SHORTEST and name in field)
            ]
            found += [f"{row.id}.{field}" for field in fitting[:1]]
    return tuple(found)


def binding_line(one: Proposal) -> str:
    """The line that binds a column to the rows that name it; "" where none does."""
    found = bindings_of(one.name)
    return f"indicator = {json.dumps(found, ensure_ascii=False)}" if found else ""


def class_lines(found: Sequence[Proposal], above: Sequence[tuple[str, str]]) -> Iterator[str]:
    """
    `[report.columns]` and the settings of the probes that read its pages, ready to paste, each with its evidence.

    *above*: name and address of links of the homepage to lists of portals above.
    """
    seen: dict[str, list[tuple[Proposal, str]]] = {}
    for one in found:
        for name, why in classes_of(one) if one.state in (ListState.ITEMS, ListState.BLANK) else ():
            seen.setdefault(name, []).append((one, why))
    yield ""
    if by_titles := {
        name: [one.id for one, why in proposals if why != BY_THE_NAME] for name, proposals in seen.items()
    }:
        said = ", ".join(
            f"{name} = {json.dumps([one.id for one, _ in seen[name]])}"
            for name, ids in by_titles.items()
            if ids
        )
        if said:
            yield f"# 写入 [[site]]：probe.texts = {{{said}}}   # 栏目名称看不出，依据标题"
    if above:
        lists = ", ".join(f"{{name = {toml_text(name)}, url = {toml_text(url)}}}" for name, url in above)
        yield f"# 写入 [[site]]：probe.reposts = {{upstream = [{lists}]}}   # 首页链接的上级网站；有转载时限的加 hours = 24"
    else:
        yield "# 写入 [[site]]：首页没有上级网站栏目的链接；监测转载须写 probe.reposts.upstream"
    unread = {
        name: one
        for one in found
        if one.state not in (ListState.ITEMS, ListState.BLANK)
        for name in classes_by_name(one)
        if name not in seen
    }
    for name, one in unread.items():
        yield f"# {CLASSES[name]}：名称为{one.name}（{one.url}），但列表无法读取，暂不计数"
    if missing := [CLASSES[name] for name in CLASSES if name not in seen and name not in unread]:
        yield f"# 没有找到栏目：{'、'.join(missing)}"
    if seen:
        yield "# 在线访谈、网上调查、政策解读等从这些栏目计数，须人工确认"
        yield "[report.columns]"
    for name, proposals in seen.items():
        why = "；".join(f"{one.name}：依据{reason}" for one, reason in proposals)
        yield f"{name} = {json.dumps([one.id for one, _ in proposals])}   # {CLASSES[name]}，{why}"
