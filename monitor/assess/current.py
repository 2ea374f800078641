"""The verdicts that hold at a moment (现行判定), as every page and both feeds show them: one loader for all of them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from monitor.domain.verdict import Verdict
from monitor.regulations.editions import edition_ids, load_edition
from storage.decisions.verdicts import latest_verdicts
from storage.store import Store


async def current_verdicts(
    store: Store,
    subjects: Iterable[str],
    as_of: datetime,
    known_by: datetime | None = None,
    decoded: Mapping[str, Verdict] | None = None,
) -> tuple[dict[str, list[Verdict]], dict[str, Verdict]]:
    """
    The newest verdict of each rule on each of *subjects* that holds at *as_of*, by subject, in the order of the edition.

    Those of an edition that no longer judges a subject are left out. *known_by*: only by what had been heard up to then;
    None: all. Also gives all that were met by the digest of their text: handed in as *decoded* the next time, they
    are not read again.
    """
    async with store.database.read() as connection:
        found = await latest_verdicts(connection, subjects, as_of, known_by, decoded)
    met = {digest: one for by_rule in found.values() for digest, one in by_rule.items()}
    return {subject: of_one_edition(list(by_rule.values())) for subject, by_rule in found.items()}, met


def of_one_edition(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Without those that an edition left behind which no longer judges the subject; in the order of the edition."""
    newest = max(verdicts, key=lambda one: one.decided_at).clause
    clauses = load_edition(newest.edition).clauses if newest.edition in edition_ids() else ()
    order = {(one.subject, one.rule): n for n, one in enumerate(clauses)}
    current = [one for one in verdicts if one.clause.edition == newest.edition]
    return sorted(current, key=lambda one: order.get((newest.subject, one.rule), len(order)))
