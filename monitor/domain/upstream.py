"""What a portal above published, as one look at its list found it (上级门户信息)."""

from dataclasses import dataclass

from monitor.domain.content import Item, ListState
from monitor.domain.observation import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class UpstreamList(Fact):
    """One look at a list of a portal above (上级门户栏目快照)."""

    kind = "upstream_list"
    label = "上级门户栏目"

    name: str  #: 中国政府网要闻
    url: str
    state: ListState
    items: tuple[Item, ...] = ()
    reason: str = ""  #: why it was unreached or unreadable
    hours: int | None = None  #: within so many hours an item must be reposted; None: no limit is known
