"""What every page and every answer of the web room is handed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from monitor.config.door import ConfigDoor
from monitor.domain.site import Watch
from monitor.domain.timing import Clock
from probes.wall.base import Inline, Wall
from storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    """The tools of one web server; stands at `request.app.state.web`."""

    watch: Callable[[], Watch]  #: the configuration now; the daemon may have reloaded it
    store: Store
    clock: Clock
    config: ConfigDoor | None = None  #: for editing the ledger; None: this server only shows
    wall: Wall = field(default_factory=Inline)  #: stored pages are read behind it
    secrets: Mapping[str, str] = field(
        default_factory=dict, repr=False
    )  #: the environment, for what it names
