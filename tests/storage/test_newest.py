"""The newest verdicts and visits by index alone, and verdicts read by hand."""

from dataclasses import replace
from datetime import date, timedelta

from monitor.domain.content import ListState
from monitor.domain.observation import Listing, Observation, Visit
from monitor.domain.reach import Reach
from monitor.domain.sentence import written
from monitor.domain.verdict import Clause, Outcome, PartKind, Sort, Threshold, Verdict, VerdictPart
from storage.db.codec import decode, encode
from storage.db.rows import texts_of
from storage.decisions import changes, verdicts
from storage.decisions.verdict_text import decode_verdicts
from storage.observations import newest
from storage.store import Store
from tests.storage.conftest import NOW
from tests.storage.later_verdicts import verdicts_after

SAID = written("said", "所言")
CLAUSE = Clause(
    id="veto.a", edition="fuzhou-2021", rule="a", subject="site", sort=Sort.VETO, name="甲", text="条文", source="出处",
    limit={"days": Threshold(">", 14)},
)  # fmt: skip
COLUMN = VerdictPart(
        kind=PartKind.COLUMN,
    id="news", outcome=Outcome.FAIL, state="stale", newest=date(2026, 11, 1), due_on=date(2026, 11, 15), days_over=5,
    unit="civil", reason=SAID, evidence=("ob_2",),
)  # fmt: skip
VERDICT = Verdict(
    subject="county", rule="a", clause=CLAUSE, outcome=Outcome.FAIL, decided_at=NOW, window=(NOW - timedelta(days=7), NOW),
    measured={"newest": "2026-11-01", "rows": [{"id": 1}], "share": 0.5}, coverage=0.5, reason=SAID, remarks=(SAID,),
    evidence=("ob_1",), parts=(COLUMN,), confirmed_by="王",
)  # fmt: skip


def test_read_by_hand_it_is_what_the_validating_reader_gives() -> None:
    unknown = replace(VERDICT, outcome=Outcome.UNKNOWN, needs=SAID, evidence=(), parts=(), coverage=0)
    texts = [encode(VERDICT), encode(unknown)]
    assert decode_verdicts(texts) == [decode(Verdict, text) for text in texts]


async def test_the_newest_of_each_pair_holds_and_a_later_moment_does_not_count(store: Store) -> None:
    old, late = NOW - timedelta(days=400), NOW + timedelta(hours=1)
    for moment in (old, NOW, late):
        await store.save_verdicts([replace(VERDICT, decided_at=moment)])
    await store.save_verdicts([replace(VERDICT, rule="b", decided_at=old)])
    async with store.database.read() as connection:
        found = await verdicts.newest_verdicts(connection, ["county", "never"], NOW)
        texts = await texts_of(connection, [one.digest for one in found])
        after = await verdicts_after(connection, changes.Cursor(3))
        assert await changes.last_number(connection) == 4
    assert {(one.rule, one.decided_at) for one in found} == {("a", NOW), ("b", old)}
    assert {one.decided_at for one in decode_verdicts(list(texts.values()))} == {NOW, old}
    assert [one.rule for one in after] == ["b"]


async def test_the_newest_visit_of_each_site(store: Store) -> None:
    visit = Visit(reach=Reach.OPENED, reason="ok")
    await store.save(
        [Observation(subject="a", at=NOW - timedelta(hours=hours), facts=visit) for hours in (3, 1, -1)]
    )
    async with store.database.read() as connection:
        assert await newest.newest_visits(connection, ["a", "never"], NOW) == {"a": NOW - timedelta(hours=1)}
        assert await newest.newest_kinds(connection, NOW, timedelta(days=2)) == {}


async def test_when_each_subject_was_last_seen_by_a_visit_or_a_look_now_or_long_ago(store: Store) -> None:
    visit, day = Visit(reach=Reach.OPENED, reason="ok"), timedelta(days=1)
    listing = Listing(state=ListState.BLANK)
    looks = {
        "visited": [(visit, 3), (visit, 1)],
        "looked at": [(visit, 2), (listing, 0.5)],
        "left": [(visit, 90), (listing, 60)],
        "ahead": [(listing, -1)],
        "unasked": [(listing, 1)],
    }
    for subject, given in looks.items():
        await store.save(
            [
                Observation(subject=subject, part="c", at=NOW - day * back, facts=facts)
                for facts, back in given
            ]
        )
    async with store.database.read() as connection:
        found = await newest.newest_looks(connection, ["visited", "looked at", "left", "ahead", "never"], NOW)
    assert found == {"visited": NOW - day, "looked at": NOW - day / 2, "left": NOW - day * 60}
