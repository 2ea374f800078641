"""Tokens: who may read the feed, how often, and what is kept of it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from storage.db import tables
from tests.web.conftest import NOW, House


@pytest.mark.parametrize(
    "header", [None, "Bearer nonsense", "Basic eDp5", "Bearer ", "Bearer \x7f"], ids=repr
)
async def test_without_a_token_that_holds_nothing_is_told(house: House, header: str | None) -> None:
    headers = {"Authorization": header} if header else {}
    answer = await house.browser.get("/feed/v1.json", headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (401, "application/problem+json")
    assert answer.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    "more",
    [{"expires_at": NOW}, {"revoked_at": NOW - timedelta(days=1)}],
    ids=["expired this moment", "revoked"],
)
async def test_a_token_ends(house: House, more: dict[str, object]) -> None:
    answer = await house.browser.get("/feed/v1.json", headers=await house.token("feed", **more))
    assert answer.status_code == 401
    assert 'error="invalid_token"' in answer.headers["www-authenticate"]


async def test_an_open_feed_needs_no_token_but_refuses_a_wrong_one(house: House) -> None:
    house.settings["open_feed"] = True
    assert (await house.browser.get("/feed/v1.json")).status_code == 200
    wrong = await house.browser.get("/feed/v1.json", headers={"Authorization": "Bearer nonsense"})
    assert wrong.status_code == 401


async def test_too_many_requests_are_told_when_to_come_back(house: House) -> None:
    house.settings["requests_per_minute"] = 2
    headers = await house.token()
    codes = [(await house.browser.get("/feed/v1/changes", headers=headers)).status_code for _ in range(3)]
    assert codes == [200, 200, 429]
    answer = await house.browser.get("/feed/v1/changes", headers=headers)
    assert answer.headers["retry-after"] == "30"
    house.pass_time(seconds=30)
    assert (await house.browser.get("/feed/v1/changes", headers=headers)).status_code == 200


async def test_one_busy_consumer_does_not_slow_another(house: House) -> None:
    house.settings["requests_per_minute"] = 1
    one, other = await house.token("feed"), await house.token("feed:unit:office")
    await house.browser.get("/feed/v1/changes", headers=one)
    assert (await house.browser.get("/feed/v1/changes", headers=one)).status_code == 429
    assert (await house.browser.get("/feed/v1/changes", headers=other)).status_code == 200


async def test_every_access_is_in_the_log_with_its_question(house: House) -> None:
    headers = await house.token()
    await house.browser.get("/feed/v1.json?outcome=fail", headers=headers)
    await house.browser.get("/feed/v1/changes", headers=headers)
    assert [(act, target) for _, act, target in await house.log()] == [
        ("feed", "/feed/v1.json?outcome=fail"),
        ("feed", "/feed/v1/changes"),
    ]


async def test_a_flood_of_strangers_writes_one_line_a_minute_and_is_slowed(house: House) -> None:
    codes = [(await house.browser.get("/feed/v1.json")).status_code for _ in range(130)]
    assert (codes.count(401), codes.count(429)) == (120, 10)
    assert [act for _, act, _ in await house.log()] == ["feed_refused"]


async def test_the_last_use_is_noted_to_the_minute(house: House) -> None:
    headers = await house.token()
    used = []
    for _ in range(3):
        await house.browser.get("/feed/v1/changes", headers=headers)
        async with house.store.database.read() as connection:
            used.append((await connection.execute(select(tables.token.c.used_at))).scalar())
        house.pass_time(seconds=40)
    assert used == [NOW, NOW, NOW + timedelta(seconds=80)]
