"""What every page and every answer of the web room is handed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from monitor.domain.site import Watch
from monitor.domain.timing import Clock
from probes.wall.base import Inline, Wall
from storage.store import Store


class Role(StrEnum):
    """What a person may do (角色)."""

    CENTRE = "centre"  #: 中心: everything
    UNIT = "unit"  #: 单位: its own things, read and answer
    AUDITOR = "auditor"  #: 审计: reads everything


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Who looks at a page (当前用户)."""

    name: str
    full_name: str = ""
    role: Role
    unit: str | None = None
    csrf: str = ""  #: goes into every form as the hidden field `csrf`

    def may_see(self, unit: str | None) -> bool:
        """Whether what belongs to *unit* is for this person: a unit sees its own things only."""
        return self.role is not Role.UNIT or (unit is not None and unit == self.unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    """The tools of one web server; stands at `request.app.state.web`."""

    watch: Callable[[], Watch]  #: the configuration now; the daemon may have reloaded it
    store: Store
    clock: Clock
    wall: Wall = field(default_factory=Inline)  #: stored pages are read behind it
