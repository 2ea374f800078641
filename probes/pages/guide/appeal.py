"""Where to appeal or to complain (救济与投诉): what stands below such a heading is not the guide's own office."""

from dataclasses import dataclass

from probes.pages.document.tree import Tree
from probes.pages.guide.lines import Line, way_of
from probes.pages.guide.places import is_in_next_cell, title_around
from probes.pages.guide.told import COMPLAINTS, Sections
from probes.pages.records.outline import Outline


@dataclass(slots=True)
class Appeal:
    """The heading below which lines are of where to appeal, kept in *found*, as long as they are."""

    outline: Outline
    found: Sections
    heading: Line | None = None

    def before(self, line: Line, opened_by: Line | None) -> None:
        """Look where a *line* stands that is to be read; *opened_by* is the heading right before it."""
        found = self.found
        if found.of_other and not found.of_appeal and _is_of_complaints(self.outline, line, opened_by):
            found.of_appeal, self.heading = "named", line
        elif (
            self.heading is not None and found.of_appeal and _is_alike(self.outline.tree, line, self.heading)
        ):
            found.of_appeal = "said"
        self.heading = self.heading if found.of_appeal else None

    def after(self, line: Line) -> None:
        """Keep the *line* that was read, where it is such a heading."""
        if self.found.of_appeal and self.heading is None:
            self.heading = line
            if _has_blank_place(self.outline, line):
                self.found.of_appeal = "said"


def _is_of_complaints(outline: Outline, line: Line, heading: Line | None) -> bool:
    """Whether a line stands in the cell behind one for complaints or what is sent."""
    return (
        heading is not None
        and COMPLAINTS.search(" ".join(heading.parts)) is not None
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
    tree = outline.tree
    if heading.holder < 0:
        return False
    held = tree.elements[heading.holder]
    behind = tree.elements[held.last] if held.last < len(tree.elements) else None
    return (
        behind is not None
        and behind.parent == held.parent
        and behind.start == behind.end
        and behind.tag != "br"
    )
