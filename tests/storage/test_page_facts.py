"""What the pages ask the store, on every database."""

import json
from datetime import date, timedelta

from monitor.domain.content import Dated, DatePlace, Item, ListState
from monitor.domain.finding import Act, Grade, Standing
from monitor.domain.observation import Exchange, Listing, Observation, Reading, Visit
from monitor.domain.reach import Reach
from monitor.domain.sentence import written
from monitor.domain.verdict import Outcome
from storage.db import tables
from storage.db.codec import digest, encode
from storage.decisions.finding_pages import FindingFilter, count_findings, load_findings
from storage.decisions.findings import find
from storage.observations import page_facts
from storage.ops import leases
from storage.store import Store
from tests.storage.conftest import NOW

STANDING = Standing(
    subject="a", rule="column", part="news", name="要闻", unit="civil", outcome=Outcome.FAIL, reason=written("late", "超期")
)  # fmt: skip


async def fill(store: Store) -> None:
    rows = [
        ("fi_1", "civil", "fail", 1, NOW - timedelta(days=9), NOW - timedelta(days=5)),
        ("fi_2", "civil", "due", 2, NOW - timedelta(days=2), None),
        ("fi_3", "office", "fail", 3, NOW - timedelta(days=1), None),
    ]
    async with store.database.write() as connection:
        await connection.execute(
            tables.finding.insert(),
            [
                {"id": id, "subject": "a", "rule": "column", "part": "news", "episode": episode, "unit": unit, "grade": grade,
                 "opened_at": opened, "seen_at": NOW, "closed_at": closed, "standing": encode(STANDING)}
                for id, unit, grade, episode, opened, closed in rows
            ],
        )  # fmt: skip
        await connection.execute(
            tables.step.insert(),
            [
                {"finding": "fi_2", "at": NOW, "who": "monitor", "act": "opened", "note": "", "until": None, "evidence": json.dumps(["ob_1"])},
                {"finding": "fi_2", "at": NOW, "who": "li", "act": "promised", "note": "三日内", "until": date(2026, 11, 23), "evidence": "[]"},
            ],
        )  # fmt: skip


async def test_open_findings_come_first_and_a_filter_lets_through_its_own(store: Store) -> None:
    await fill(store)
    async with store.database.read() as connection:

        async def ids(wanted: FindingFilter) -> list[str]:
            found = [one.id for one in await load_findings(connection, wanted, 10)]
            assert len(found) == await count_findings(connection, wanted)
            return found

        assert await ids(FindingFilter()) == ["fi_3", "fi_2", "fi_1"]
        assert await ids(FindingFilter(is_open=True)) == ["fi_3", "fi_2"]
        assert await ids(FindingFilter(is_open=False)) == ["fi_1"]
        assert await ids(FindingFilter(units=("civil",))) == ["fi_2", "fi_1"]
        assert await ids(FindingFilter(units=())) == []
        assert await ids(FindingFilter(grade=Grade.DUE)) == ["fi_2"]
        assert await ids(FindingFilter(subject="b")) == []
        assert await ids(FindingFilter(key=("a", "column", "news"))) == ["fi_3", "fi_2", "fi_1"]


async def test_a_finding_comes_with_its_steps_in_order(store: Store) -> None:
    await fill(store)
    async with store.database.read() as connection:
        found = await find(connection, "fi_2")
        assert await find(connection, "nothing") is None
    assert found is not None
    assert [(one.act, one.until, one.evidence) for one in found.steps] == [
        (Act.OPENED, None, ("ob_1",)),
        (Act.PROMISED, date(2026, 11, 23), ()),
    ]
    assert (found.standing, found.opened_at) == (STANDING, NOW - timedelta(days=2))


async def test_a_column_published_on_the_day_its_article_page_says_else_its_list(store: Store) -> None:
    items = (
        Item(title="甲", url="http://a/1", on=date(2026, 11, 1)),
        Item(title="乙", url="http://a/2", on=date(2026, 11, 2)),
        Item(title="旧", url="http://a/3", on=date(2025, 1, 1)),
    )
    dated = Reading(url="http://a/1", published=Dated(on=date(2026, 10, 30), place=DatePlace.VISIBLE))
    await store.save(
        [Observation(subject="a", part="news", at=NOW, facts=Listing(state=ListState.ITEMS, items=items))]
    )
    await store.save([Observation(subject="a", part="http://a/1", at=NOW, facts=dated)])
    async with store.database.read() as connection:
        days = await page_facts.publish_days(connection, "a", date(2026, 1, 1))
        assert await page_facts.columns_of_article(connection, "a", "http://a/1") == ["news"]
        assert await page_facts.columns_of_article(connection, "a", "http://nowhere/") == []
    assert {name: sorted(found) for name, found in days.items()} == {
        "news": [date(2026, 10, 30), date(2026, 11, 2)]
    }


async def test_evidence_leads_back_to_what_rests_on_it(store: Store) -> None:
    exchange = Exchange(url="http://a/", at=NOW, status=200, body=b"<p>")
    listing, visit = await store.save(
        [
            Observation(
                subject="a", part="news", at=NOW, facts=Listing(state=ListState.BLANK), exchanges=(exchange,)
            ),
            Observation(
                subject="a", at=NOW, facts=Visit(reach=Reach.OPENED, reason="ok"), exchanges=(exchange,)
            ),
        ]
    )
    [record] = await store.records(listing)
    async with store.database.read() as connection:
        [of_evidence] = await page_facts.origins(connection, record.exchange.id)
        [of_visit] = await page_facts.origins(connection, visit)
        assert await page_facts.origins(connection, "ob_nothing") == []
    assert (of_evidence.id, of_evidence.kind, of_evidence.part) == (listing, "listing", "news")
    assert (of_visit.kind, of_visit.says["reason"], of_visit.at) == ("visit", "ok", NOW)


async def test_duties_and_posts(store: Store) -> None:
    posts = json.dumps(
        {
            "posts": [
                {"id": "1", "on": "2026-11-19"},
                {"id": "1", "on": "2026-11-19"},
                {"title": "甲", "at": "2026-11-01T08:00:00+08:00"},
                {"title": "无日期"},
            ]
        }
    )
    async with store.database.write() as connection:
        await connection.execute(
            tables.duty.insert(),
            [{"name": "judge", "started_at": NOW, "ended_at": None, "detail": "running"}],
        )
        await connection.execute(tables.body.insert(), [{"digest": digest(posts), "json": posts}])
        await connection.execute(
            tables.observation.insert(),
            [
                {"id": "ob_t", "kind": "timeline", "subject": "weibo", "part": "", "at": NOW, "recorded_at": NOW, "vantage": "", "digest": digest(posts)}
            ],
        )  # fmt: skip
    async with store.database.read() as connection:
        duty = (await leases.duties(connection))["judge"]
        timelines = await page_facts.newest_says(connection, "weibo", "timeline", NOW, 5)
        assert await page_facts.newest_says(connection, "weibo", "timeline", NOW - timedelta(days=1)) == []
    assert (duty.name, duty.ended_at) == ("judge", None)
    assert page_facts.days_of_posts([*timelines, *timelines]) == [date(2026, 11, 1), date(2026, 11, 19)]
