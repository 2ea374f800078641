"""What a unit must not learn of another one (保密): citizens' messages, and evidence that holds them."""

from collections.abc import Collection
from dataclasses import replace

from monitor.assess.standings import verdict_rule
from monitor.domain.access import Role, Viewer
from monitor.domain.finding import Finding, Owed, Standing
from monitor.domain.sentence import Text
from monitor.domain.site import Watch
from monitor.rules.base import parts_of
from monitor.web.overview import Overview
from storage.observations.page_facts import Origin

#: Instead of a reason that names messages: they may be another unit's.
_HIDDEN = Text("message.hidden")


def mine(overview: Overview, who: Viewer) -> list[Standing]:
    """The standings that *who* may see, as *who* may see them; found once an overview."""
    key = ("mine", who.role is Role.UNIT and who.unit)
    if key not in overview.worked_out:
        overview.worked_out[key] = [
            for_viewer(one, who) for one in overview.standings if who.may_see(one.unit)
        ]
    known = overview.worked_out[key]
    assert isinstance(known, list)
    return known


def for_viewer(standing: Standing, who: Viewer) -> Standing:
    """*standing* without words and evidence that may tell a unit of another unit's messages."""
    if who.role is not Role.UNIT or parts_of(verdict_rule(standing)) is not Owed.MESSAGE:
        return standing
    reason = standing.reason if standing.owed is Owed.MESSAGE else _HIDDEN
    return replace(standing, reason=reason, evidence=())


def finding_for(found: Finding, who: Viewer) -> Finding:
    """*found* with its standing, and its steps, as *who* may see them."""
    standing = for_viewer(found.standing, who)
    if standing is found.standing:
        return found
    return replace(found, standing=standing, steps=tuple(replace(one, evidence=()) for one in found.steps))


def may_see_origin(origin: Origin, who: Viewer, watch: Watch, columns: Collection[str] = ()) -> bool:
    """
    Whether the raw bytes behind *origin* are for *who*. *columns*: those that list it, for an article.

    A board's pages hold every unit's messages, so no unit sees them.
    """
    if who.role is not Role.UNIT:
        return True
    if origin.kind == "board":
        return False
    site = next((one for one in watch.sites if one.id == origin.subject), None)
    if site is None:
        return any(one.id == origin.subject and who.may_see(one.unit) for one in watch.accounts)
    units = {column.id: column.unit or site.unit for column in site.columns}
    if origin.kind == "listing":
        return who.may_see(units.get(origin.part, site.unit))
    if origin.kind == "reading" and any(who.may_see(units[one]) for one in columns if one in units):
        return True
    return who.may_see(site.unit)
