"""What is derived of a site (派生数据), built anew: from its observations alone, and only where it is asked for or lacking."""

from collections.abc import Sequence

from monitor.domain.need import Lookback
from storage.db.engine import Database
from storage.observations import list_states, readings, shown, visits
from storage.observations.visits import RollUp


async def recount(database: Database, site: str, needs: Lookback, roll_up: RollUp) -> list[str]:
    """All of *site*, in one transaction. Returns what stood otherwise, in few words each."""
    async with database.write() as connection:
        pages = await readings.recount(connection, site)
        parts = await shown.recount_shown(connection, site, needs)
        lists = await list_states.recount_lists(connection, site)
        days = await visits.recount_days(connection, site, roll_up)
    return [
        *(f"reading of {url}" for url in pages),
        *(f"newest day of {part or 'the homepage'}" for part in parts),
        *(f"list of {part or 'the homepage'}" for part in lists),
        *(f"visits of {day}" for day in days),
    ]


async def count_in(database: Database, sites: Sequence[str], needs: Lookback) -> None:
    """What the lists of *sites* can prove and what their rows amount to, where that is not known, or not any more."""
    async with database.read() as connection:
        lacking = await shown.uncounted(connection, sites)
        unkept = await list_states.unkept(connection, sites)
        parts = await list_states.uncounted_parts(connection, sites)
    for site in lacking:
        async with database.write() as connection:
            await shown.recount_shown(connection, site, needs)
    for site in unkept:
        async with database.write() as connection:
            await list_states.recount_lists(connection, site)
    if parts:
        async with database.write() as connection:
            await list_states.count_anew(connection, parts)
