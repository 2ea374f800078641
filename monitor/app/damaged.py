"""A damaged record leaves the subject it is about unknown, and all others judged (记录损坏)."""

from collections.abc import Mapping

from storage.db.troubles import StoreFault

#: What a damaged record keeps from being drawn up, beside subjects.
SHEETS = "score sheets"
#: Of how many subjects a complaint names the ids.
NAMED = 5


def check_whole(damaged: Mapping[str, str]) -> None:
    """Raise StoreFault where something could not be told because of a damaged record: *damaged*, by subject or by what it is called."""
    if damaged:
        raise StoreFault(words_of(damaged))


def words_of(damaged: Mapping[str, str]) -> str:
    """What could not be told, and what to do, in English."""
    ids = sorted(damaged)
    more = f" and {len(ids) - NAMED} more" if len(ids) > NAMED else ""
    return f"{', '.join(ids[:NAMED])}{more}: could not be told, all others were. {damaged[ids[0]]}"
