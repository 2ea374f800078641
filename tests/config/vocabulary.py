"""Names that the configurations under test may point at."""

from dataclasses import dataclass

from monitor.config import Vocabulary
from monitor.domain.site import ColumnKind, Frequency
from probes.sources._source import discover


@dataclass(frozen=True)
class Row:
    kind: ColumnKind
    frequency: Frequency | None
    owner: str


@dataclass(frozen=True)
class Settings:
    timeout_s: int = 15


VOCABULARY = Vocabulary(
    editions=("national-2019", "fuzhou-2021"),
    catalogue={
        "Z2-16.01": Row(ColumnKind.GENERAL, Frequency.MONTHLY, "民政局"),
        "Z2-07.11": Row(ColumnKind.LINK, None, ""),
    },
    probes={"availability": Settings},
    adapters=("was5", "fjdzapp"),
    indicators={"F19W-02": ("财政预决算", "教育"), "Z21-07": ()},
    sources={kind: source.options for kind, source in discover().items()},
)
