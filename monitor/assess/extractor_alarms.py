"""What the operator has to look at of a site's pages (提取告警), taken from verdicts: never a fault of the site."""

from collections.abc import Iterable, Mapping

from monitor.domain.finding import Owed
from monitor.domain.observation import Homepage
from monitor.domain.verdict import Verdict
from monitor.rules.base import deciding_by, parts_of


def extractor_alarms(verdicts: Iterable[Verdict]) -> tuple[tuple[str, str], ...]:
    """
    Of one site: column id, and `unreadable` (no list was recognised on its page) or `undated` (new article pages show
    no day, the template may have changed). The homepage is `homepage`.

    Never a fault of the site: a reading that fails is ours until a person says otherwise.
    """
    found: list[tuple[str, str]] = []
    for one in verdicts:
        unreadable, undated = one.measured.get("unreadable_columns"), one.measured.get("undated_pages")
        if parts_of(one.rule) is Owed.COLUMN:
            if isinstance(unreadable, list | tuple):
                found += [(str(column), "unreadable") for column in unreadable]
            if isinstance(undated, Mapping):
                found += [(str(column), "undated") for column in undated]
        elif one.rule in deciding_by(Homepage) and undated:
            found.append(("homepage", "undated"))
    return tuple(found)
