"""Who may see and do what (权限): the roles of people, and who looks at a page."""

from dataclasses import dataclass
from enum import StrEnum


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
