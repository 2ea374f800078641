"""What the operator has to look at of a site's pages (提取告警), taken from verdicts: never a fault of the site."""

from collections.abc import Iterable

from monitor.domain.finding import Owed
from monitor.domain.verdict import PartKind, Verdict
from monitor.rules.base import parts_of


def extractor_alarms(verdicts: Iterable[Verdict]) -> tuple[tuple[str, str], ...]:
    """
    Of one site: column id, and `unreadable` (no list was recognised on its page) or `undated` (new article pages show
    no day, the template may have changed). The homepage is `homepage`.

    Never a fault of the site: a reading that fails is ours until a person says otherwise.
    """
    found: list[tuple[str, str]] = []
    for one in verdicts:
        if parts_of(one.rule) is Owed.COLUMN:
            found += [(part.id, "unreadable") for part in one.columns if part.unreadable]
            found += [(part.id, "undated") for part in one.columns if part.undated]
        found += [(part.id, "undated") for part in one.of(PartKind.HOMEPAGE) if part.undated]
    return tuple(found)
