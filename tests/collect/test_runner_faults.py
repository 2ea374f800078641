"""What goes wrong at one subject, or in the store, stays there."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Any

from monitor.collect.runner import look_at
from monitor.domain.observation import Observation, Visit
from monitor.domain.reach import Reach, Reason
from monitor.domain.site import Site, Subject
from monitor.domain.timing import SHANGHAI
from probes.base import VISITS, Probe, Tools

NOW = datetime(2026, 11, 20, 9, tzinfo=SHANGHAI)
SITES = [Site(id=id, name=id, url=f"http://{id}/", edition="fuzhou-2021") for id in ("a", "b")]
OPENED = Visit(reach=Reach.OPENED, reason="ok")


async def visit(site: Site, settings: Any, tools: Tools) -> AsyncIterator[Observation[Visit]]:
    yield Observation(subject=site.id, at=NOW, facts=OPENED)


async def broken(site: Site, settings: Any, tools: Tools) -> AsyncIterator[Observation[Visit]]:
    raise KeyError("a bug")
    yield


def probe(run: Any) -> dict[str, Probe]:
    return {"availability": Probe(settings=dict, run=run, duty=VISITS, kinds=(Visit,))}


async def tools_for(subject: Subject) -> Any:
    if subject.id == "a":
        raise ValueError("a row that cannot be read")


async def nothing_known(subject: Subject) -> Any:
    return None


class Shelf:
    """Saves what it is given, or has no room."""

    def __init__(self, room: int = 99) -> None:
        self.room, self.held = room, list[Observation[Any]]()

    async def save(self, looks: Sequence[Observation[Any]]) -> Sequence[str]:
        if self.room <= len(self.held):
            raise OSError(28, "No space left on device")
        self.held += looks
        return [f"ob_{len(self.held)}"]


async def test_a_subject_whose_memory_cannot_be_loaded_leaves_the_others_alone() -> None:
    shelf = Shelf()
    done = await look_at(SITES, probe(visit), tools_for, shelf.save, lambda: NOW)
    assert {(one.subject, one.state, one.measured) for one in done} == {
        ("a", "broke", False),
        ("b", "opened", True),
    }


async def test_a_bug_in_a_probe_is_a_visit_that_counts_for_nobody() -> None:
    shelf = Shelf()
    await look_at(SITES, probe(broken), nothing_known, shelf.save, lambda: NOW)
    assert [(one.facts.reach, one.facts.reason) for one in shelf.held] == [
        (Reach.NOT_MEASURED, Reason.BUG)
    ] * 2


async def test_what_cannot_be_saved_is_no_fault_of_the_probe_and_harms_no_other_site() -> None:
    shelf = Shelf(room=1)
    for run in (visit, broken):
        done = await look_at(SITES, probe(run), nothing_known, shelf.save, lambda: NOW)
        assert len(done) == 2
    assert len(shelf.held) == 1
    assert [(one.state, one.reason) for one in done] == [("broke", "bug:KeyError")] * 2
    [kept] = await look_at(SITES[:1], probe(visit), nothing_known, shelf.save, lambda: NOW)
    assert (kept.state, kept.reason, kept.id) == ("broke", "not_saved", "")
