"""What would settle a column that cannot be told (怎样查清), as one of a few codes: `wording` has a sentence for each."""

from datetime import datetime

from monitor.domain.case import SiteCase
from monitor.domain.content import ListState
from monitor.domain.made import replaced
from monitor.domain.site import Column
from monitor.domain.timing import day_of
from monitor.domain.verdict import Clause, Outcome, VerdictPart

#: Codes of `VerdictPart.settle`, each with its sentence in the label table `settle`.
CODES = ("frequency", "look", "list", "reach", "again", "rows", "undated", "pages")


def with_settlement(
    one: VerdictPart, column: Column, case: SiteCase, clause: Clause, now: datetime, *, owes: bool
) -> VerdictPart:
    """*one* with what would settle it, where it is unknown. *owes*: a countable frequency is known."""
    if one.outcome is not Outcome.UNKNOWN:
        return one
    return replaced(one, settle=_code(one, column, case, clause, now, owes=owes))


def _code(
    one: VerdictPart, column: Column, case: SiteCase, clause: Clause, now: datetime, *, owes: bool
) -> str:
    listings = case.listings.get(column.id, ())
    if not listings:
        return "look"
    last = listings[-1]
    if last.facts.state in (ListState.UNREADABLE, ListState.UNREACHED):
        return "list" if last.facts.state is ListState.UNREADABLE else "reach"
    if last.facts.state is ListState.BLANK:
        return "again"
    if not owes and column.frequency is None:
        return "frequency"
    if clause.own["listing_lasts_days"].is_met_by(day_of(now) - day_of(last.at)):
        return "look"
    if last.facts.reason:
        return "rows"
    return "undated" if one.undated else "pages"
