"""A case of one moment reads boards from their newest whole reading on, and holds what a case cut from all of them holds."""

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

from monitor.domain.content import BoardState, Message
from monitor.domain.observation import BoardReading, Observation
from monitor.domain.site import Site
from monitor.domain.timing import DAY
from storage.observations.board_looks import messages_met
from storage.store import Store
from tests.storage.conftest import NOW

SITE = Site(id="s", name="区政府", url="http://www.example.gov.cn/", edition="fuzhou-2021")
#: Texts that look like a reading's own end.
WORDS = ("", '","state":"messages","statistics_url":"","total":null}', "原因" * 300, 'a"b\\c')


def reading(rng: Random, n: int) -> BoardReading:
    messages = tuple(
        Message(
            id=f"xx/{n}/{k}", title_masked=rng.choice(WORDS), board="xx", submitted=(NOW - DAY * k).date()
        )
        for k in range(rng.randrange(3))
    )
    return BoardReading(
        state=rng.choice([*BoardState]), messages=messages, complete=rng.random() < 0.6, full=rng.random() < 0.6,
        total=rng.choice((None, 7)), reason=rng.choice(WORDS), statistics_url=rng.choice(WORDS[:2]), pages=n,
        covers_from=rng.choice((None, (NOW - DAY * 90).date())),
    )  # fmt: skip


def history(seed: int, board: str) -> tuple[list[Observation[Any]], list[Observation[Any]]]:
    """What was seen of one board, and what was handed in."""
    rng = Random(seed)
    looks = [
        Observation(subject="s", part=board, at=NOW - timedelta(hours=rng.randrange(24 * 30)), facts=reading(rng, n))
        for n in range(rng.randrange(9))
    ]  # fmt: skip
    exports = [
        Observation(subject="s", part=board, at=NOW + timedelta(hours=rng.randrange(-90, 90)), facts=reading(rng, 100 + n))
        for n in range(rng.randrange(2))
    ]  # fmt: skip
    return looks, exports


async def test_a_case_of_one_moment_holds_what_is_cut_from_all_readings(store: Store) -> None:
    seen = [history(seed, f"b{seed:02}") for seed in range(30)]
    await store.save([one for looks, _ in seen for one in looks])
    await store.save_imported([one for _, exports in seen for one in exports])
    known_by = store.clock()
    moments = [NOW - timedelta(hours=back) for back in (0, 200, 700)]
    whole = (await store.site_histories(["s"], moments, known_by, {}))["s"]
    for as_of in moments:
        case = (await store.site_cases([SITE], as_of, {}, known_by))["s"]
        assert case.boards
        assert {id: list(looks) for id, looks in case.boards.items()} == {
            id: list(looks) for id, looks in whole.at(SITE, as_of, {}).boards.items()
        }


async def test_a_message_is_met_wherever_a_reading_held_it_and_others_are_named_of_late(store: Store) -> None:
    ids = ("xx/1", "xx/2", 'xx/3"', "xx/信\\4", "xx/a%_5")
    looks = [
        Observation(
            subject="s", part="xx", at=NOW - DAY * 300 * n,
            facts=BoardReading(state=BoardState.MESSAGES, messages=(Message(id=id, title_masked='","id":"xx/9",', board="xx"),)),
        )
        for n, id in enumerate(ids)
    ]  # fmt: skip
    other = Observation(subject="t", part="xx", at=NOW, facts=replace(looks[0].facts, messages=(Message(id="xx/8", title_masked="", board="xx"),)))  # fmt: skip
    await store.save([*looks, other])
    async with store.database.read() as connection:
        for id in ids:
            assert await messages_met(connection, "s", id, store.clock()) == {id}
        for unmet in ("xx/9", "xx/8", "xx/A%_5", "xx/a__5", "xx/", "xx/1\0", "xx/\udcff"):
            assert await messages_met(connection, "s", unmet, store.clock()) == {"xx/1"}
        assert await messages_met(connection, "s", "xx/1", NOW - DAY) == frozenset()
