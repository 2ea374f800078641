"""Findings come back as they went in, and their steps are only ever added."""

from datetime import date, datetime, timedelta

from monitor.domain.finding import Act, Finding, Grade, Standing, Step
from monitor.domain.sentence import Amount, Text, written
from monitor.domain.timing import SHANGHAI
from monitor.domain.verdict import Outcome
from monitor.wording.steps import step_words
from storage.decisions import findings as stored
from storage.store import Store

NOW = datetime(2026, 11, 20, 6, 30, tzinfo=SHANGHAI)


def finding(id: str = "fi_1", **more: object) -> Finding:
    standing = Standing(
        subject="s", rule="column", part="c", name="要闻", unit="office", outcome=Outcome.FAIL, newest=date(2026, 11, 1),
        due_on=date(2026, 11, 15), days_left=-5, reason=written("late", "超期"), evidence=("ob_1",),
    )  # fmt: skip
    plain = {
        "id": id, "subject": "s", "rule": "column", "part": "c", "grade": Grade.FAIL, "opened_at": NOW, "seen_at": NOW,
        "standing": standing, "steps": (Step(at=NOW, who="monitor", act=Act.OPENED, note="超期", evidence=("ob_1",)),),
    } | more  # fmt: skip
    return Finding(**plain)  # type: ignore[arg-type]


async def test_a_finding_comes_back_as_it_went_in(store: Store) -> None:
    async with store.database.write() as connection:
        await stored.save_findings(connection, [finding()])
        assert await stored.open_findings(connection) == [finding()]
        assert await stored.find(connection, "fi_1") == finding()
        assert await stored.find(connection, "fi_2") is None
        assert await stored.open_findings(connection, ["other"]) == []


async def test_saving_again_adds_only_the_new_steps(store: Store) -> None:
    later = Step(at=NOW + timedelta(hours=1), who="王某", act=Act.PROMISED, until=date(2026, 12, 1))
    async with store.database.write() as connection:
        await stored.save_findings(connection, [finding()])
        await stored.add_step(connection, "fi_1", later)
        [held] = await stored.open_findings(connection)
        await stored.save_findings(connection, [held])
        [again] = await stored.open_findings(connection)
    assert [one.act for one in again.steps] == [Act.OPENED, Act.PROMISED]
    assert again.promised == date(2026, 12, 1)


async def test_a_closed_one_is_no_longer_open_and_its_episode_is_remembered(store: Store) -> None:
    async with store.database.write() as connection:
        await stored.save_findings(connection, [finding(), finding("fi_2", episode=2, closed_at=NOW)])
        assert [one.id for one in await stored.open_findings(connection)] == ["fi_1"]
        assert [one.id for one in await stored.closed_since(connection, NOW)] == ["fi_2"]
        assert [one.id for one in await stored.all_findings(connection)] == ["fi_1", "fi_2"]
        assert await stored.episodes(connection, ["s"]) == {("s", "column", "c"): 2}


async def test_what_the_program_notes_is_stored_as_a_code_and_once(store: Store) -> None:
    said = Text("account_silent.newest", {"on": date(2026, 11, 1), "left": Amount(3, "days")})
    opened = Step(at=NOW, who="monitor", act=Act.OPENED, said=said)
    async with store.database.write() as connection:
        await stored.save_findings(connection, [finding(steps=(opened,))])
        [held] = await stored.open_findings(connection)
        await stored.save_findings(connection, [held])
        [again] = await stored.open_findings(connection)
    assert again.steps == held.steps == (opened,)


async def test_a_step_that_was_stored_as_a_sentence_reads_as_before_and_stays_one(store: Store) -> None:
    async with store.database.write() as connection:
        await stored.save_findings(connection, [finding()])
        [held] = await stored.open_findings(connection)
        await stored.save_findings(connection, [held])
        [again] = await stored.open_findings(connection)
    assert [(one.said, step_words(one)) for one in again.steps] == [(None, "超期")]


async def test_what_a_person_typed_is_never_taken_for_a_code(store: Store) -> None:
    typed = Step(at=NOW, who="王某", act=Act.APPEALED, note='{"code": "step.no_longer_owed", "params": {}}')
    broken = Step(at=NOW, who="monitor", act=Act.CLOSED, note='{"code"')
    async with store.database.write() as connection:
        await stored.save_findings(connection, [finding(steps=(typed, broken))])
        [held] = await stored.open_findings(connection)
    assert held.steps == (typed, broken)
    assert step_words(held.steps[0]) == typed.note
