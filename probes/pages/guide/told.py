"""What a guide says (办事指南内容): the text under each group, and the headings by which the groups are known."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from probes.pages.guide.headings import NEAR

#: What fills a place and says nothing.
EMPTY = re.compile(r"[\s\-—–_/\\.。·:：;；]*|暂无|暂?无(?:相关)?(?:信息|内容|数据)|待(?:补充|完善|定)|(?:正在)?(?:建设|完善|更新)中|null|undefined|详情|展开|收起|查看(?:详情)?", re.IGNORECASE)  # fmt: skip
#: Of these there may be none, and a guide says so (收费标准：暂无); an office and its telephone there always are.
_NONE, _MAY_BE_NONE = re.compile(r"暂无[。.]?"), frozenset({"收费标准", "申请条件", "办理材料"})
_MOST_TEXT = 4000
#: A heading that we do not know is no longer.
LONGEST_OTHER = 20
#: What an office's name is called in a row of the office's.
OWN_NAME = frozenset({"名称", "全称", "机构名称", "单位名称", "部门名称"})
#: So many questions for headings that we understand, and those that we do not tell of something.
_ENOUGH = 2
#: Whom else a heading names: not where to ask.
_OF_OTHERS = re.compile(r"投诉|监督|举报|监察|邮[箱编政]|网址|传真|联系人$|申请人|法定代表")
_SPOKEN = re.compile(r"[。；;，,]")


@dataclass(slots=True)
class Sections:
    """The text under each group's headings, the groups whose headings stand there at all, and the headings as written."""

    told: dict[str, str] = field(default_factory=dict)
    lines: dict[str, list[str]] = field(default_factory=dict)  #: the same line by line
    headings: dict[str, str] = field(default_factory=dict)
    questions: list[bool] = field(
        default_factory=list
    )  #: the questions for headings: whether each is understood

    unknown: list[str] = field(default_factory=list)  #: headings that we do not know

    def note(self, heading: str) -> None:
        """Keep a *heading* that we do not know, but of what only other pages tell."""
        if (
            0 < len(heading) <= LONGEST_OTHER
            and not _OF_OTHERS.search(heading)
            and not _SPOKEN.search(heading)
        ):
            self.unknown.append(heading)

    def may_tell(self, group: str) -> bool:
        """Whether a heading that we do not know speaks of what *group* is about."""
        return any(NEAR[group].search(one) for one in self.unknown)

    @property
    def asks_more(self) -> bool:
        """Whether questions for headings, some of which we understand, ask something that we do not."""
        return self.questions.count(True) >= _ENOUGH and False in self.questions

    def add(self, groups: Sequence[str], value: str) -> None:
        """Put *value* under *groups*, where it says anything."""
        value = value.strip()
        if _NONE.fullmatch(value):
            groups = [one for one in groups if one in _MAY_BE_NONE]
        elif EMPTY.fullmatch(value):
            return
        if value:
            for group in groups:
                self.told[group] = f"{self.told.get(group, '')} {value}".strip()[:_MOST_TEXT]
                self.lines.setdefault(group, []).append(value)

    def head(self, groups: Sequence[str], heading: str) -> None:
        """Note that *heading* stands on the page."""
        for group in groups:
            self.headings.setdefault(group, heading.strip()[:40])
