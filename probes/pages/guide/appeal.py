"""Where to appeal or to complain (救济与投诉): what stands below such a heading is not the guide's own office."""

import re
from dataclasses import dataclass

from probes.pages.document.tree import Tree
from probes.pages.guide.headings import plain_heading
from probes.pages.guide.lines import Line, way_of
from probes.pages.guide.places import behind, is_in_next_cell, title_around
from probes.pages.guide.told import Sections
from probes.pages.records.outline import Outline

#: Headings of where to appeal, and of complaints and what is sent.
_APPEAL, _COMPLAINTS = re.compile(r"复议|诉讼|救济"), re.compile(r"投诉|监督|举报|送达|邮寄")
#: What stands there has an office, an address, hours and a telephone of its own, called so and nothing more; right below the heading also in more words.
_ITS_OWN = re.compile(r"部门|单位|机[关构]|地[址点]|电话")
_BELOW_IT = re.compile(
    r"(?:联系|办公|通[讯信]|具体|详细|来[访信]|受理|接待|工作|对外|窗口|现场|申请|提出){0,2}(?:部门|单位|机[关构]|地[址点]|位置|电话|热线|联系方式|方式|时间|[期时]限)"
)
_ELSEWHERE = "另处"
#: A telephone or a place to complain (投诉电话：12345) tells no more, nor does what is sent.
_TOLD_AT_ONCE = re.compile(r"(?:电话|热线|邮箱|信箱|网址|传真|地址|号码|时间)$|送达|邮寄")


@dataclass(slots=True)
class Appeal:
    """Whether the lines that come are of where to appeal, which has an address and a telephone too."""

    outline: Outline
    found: Sections
    state: str = ""  #: "named" below its heading, "said" behind its own text
    heading: Line | None = None
    _at_once: bool = False  #: whether its own text is all that it says

    def open(self, heading: str, text: str) -> None:
        """Take what comes as of where to appeal, where a *heading* of no group, with its *text* beside it, says so."""
        appeals, at_once = _APPEAL.search(heading), _TOLD_AT_ONCE.search(heading)
        if appeals or (_COMPLAINTS.search(heading) and not (text and at_once)):
            self.state, self._at_once = "said" if text else "named", not appeals and at_once is not None
        else:  # a telephone for complaints, perhaps below the heading for these
            self.state = "said" if self.state and _COMPLAINTS.search(heading) else ""

    def end(self) -> None:
        """Take what comes as the guide's own again."""
        self.state = ""

    def say(self) -> None:
        """Note that a text stands right below the heading, and not below a name of its own there."""
        if self.state == "named" and not self.found.left.startswith(_ELSEWHERE):
            self.state = "" if self._at_once else "said"

    def owns(self, heading: str) -> bool:
        """Whether a *heading* is of where to appeal: nothing of its own stood there yet, or it does not say whose it is."""
        names = _BELOW_IT if self.state == "named" else _ITS_OWN
        return bool(self.state) and names.fullmatch(plain_heading(heading)) is not None

    def keep(self, heading: str, text: str) -> None:
        """Keep an address or a telephone that stands under a heading of none: it may be the office's, and does not tell where that is."""
        name = f"{_ELSEWHERE}{plain_heading(heading)}"
        self.found.note(name, text)
        self.found.of_other, self.found.left = True, "" if text else name

    def look(self, line: Line, opened_by: Line | None) -> None:
        """Look where a *line* stands that is to be read; *opened_by* is the heading right before it."""
        if self.found.of_other and not self.state and _is_of_complaints(self.outline, line, opened_by):
            self.state, self.heading = "named", line
        elif self.heading is not None and self.state and _is_alike(self.outline.tree, line, self.heading):
            self.state = "said"
        self.heading = self.heading if self.state else None

    def stand(self, line: Line) -> None:
        """Keep the *line* that was read, where it is such a heading."""
        if self.state and self.heading is None:
            self.heading = line
            if _has_blank_place(self.outline, line):
                self.state = "said"


def is_own_name(heading: str) -> bool:
    """Whether a heading says no more than that an office, an address or a telephone follows: whose it is stands above it."""
    return _ITS_OWN.fullmatch(plain_heading(heading)) is not None


def _is_of_complaints(outline: Outline, line: Line, heading: Line | None) -> bool:
    """Whether a line stands in the cell behind one for complaints or what is sent."""
    return (
        heading is not None
        and _COMPLAINTS.search(" ".join(heading.parts)) is not None
        and is_in_next_cell(outline, line, heading)
    )


def _is_alike(tree: Tree, line: Line, heading: Line) -> bool:
    """Whether a line stands beside a *heading* and not below it: numbered alike, or in a heading's element of the same kind."""
    if -1 < way_of(line) == way_of(heading):
        return True
    kinds = [_kind(tree, one) for one in (line, heading)]
    return kinds[0] == kinds[1] != ()


def _kind(tree: Tree, line: Line) -> tuple[str, ...]:
    held = title_around(tree, line)
    return (held.tag, held.key) if held is not None else ()


def _has_blank_place(outline: Outline, heading: Line) -> bool:
    """Whether the place for a heading's text is there and empty: the cell beside it, or the element behind it."""
    place = behind(outline.tree, heading)
    return place is not None and place.start == place.end
