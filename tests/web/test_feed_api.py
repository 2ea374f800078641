"""The feed over HTTP: the same document, narrowed, conditional, resumable, and only for those who may."""

import asyncio
import gzip
import hashlib
from dataclasses import replace
from datetime import timedelta

import jsonschema
import pytest

from monitor.domain.verdict import Outcome
from monitor.feed.cache import FeedCache
from monitor.feed.document import schema
from monitor.feed.filter import FeedFilter
from tests.web.conftest import HOSTILE, NOW, House, columns_verdict, messages_verdict, verdict


async def fill(house: House) -> None:
    """A night's verdicts."""
    await house.store.save_verdicts(
        [
            verdict("portal", "site_unreachable", Outcome.FAIL),
            columns_verdict(),
            messages_verdict(),
            verdict("farm", "site_unreachable", Outcome.PASS),
            verdict("farm", "homepage_stale", Outcome.UNKNOWN),
        ]
    )


async def test_the_document_holds_the_newest_verdicts_and_fits_its_schema(house: House) -> None:
    await fill(house)
    answer = await house.browser.get("/feed/v1.json", headers=await house.token())
    document = answer.json()
    jsonschema.validate(document, schema())
    assert [one["id"] for one in document["subjects"]] == ["portal", "farm"]
    assert document["subjects"][0]["name"] == HOSTILE
    assert document["subjects"][0]["conclusion"] == "unqualified"


async def test_a_monitor_that_sees_nothing_says_so(house: House) -> None:
    await fill(house)
    document = (await house.browser.get("/feed/v1.json", headers=await house.token())).json()
    assert (document["complete"], document["not_seen_lately"]) == (False, ["portal", "farm"])
    assert document["subjects"][0]["age_s"] is None


async def test_a_monitor_that_stopped_judging_says_so(house: House) -> None:
    await fill(house)
    house.pass_time(days=3)
    document = (await house.browser.get("/feed/v1.json", headers=await house.token())).json()
    assert (document["complete"], document["not_judged_lately"]) == (False, ["portal", "farm"])


async def test_the_etag_is_the_hash_of_the_body_and_spares_a_second_sending(house: House) -> None:
    await fill(house)
    headers = {**await house.token(), "Accept-Encoding": "identity"}
    first = await house.browser.get("/feed/v1.json", headers=headers)
    assert first.headers["etag"] == f'"{hashlib.sha256(first.content).hexdigest()}"'
    house.pass_time(seconds=30)
    again = await house.browser.get(
        "/feed/v1.json", headers={**headers, "If-None-Match": f'"x", W/{first.headers["etag"]}'}
    )
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])


async def test_a_new_verdict_makes_a_new_document_at_once(house: House) -> None:
    await fill(house)
    headers = await house.token()
    first = await house.browser.get("/feed/v1.json", headers=headers)
    house.pass_time(seconds=10)
    later = verdict("portal", "site_unreachable", Outcome.PASS, house.now[0])
    await house.store.save_verdicts([later])
    again = await house.browser.get(
        "/feed/v1.json", headers={**headers, "If-None-Match": first.headers["etag"]}
    )
    assert again.status_code == 200


async def test_compressed_for_who_can_read_it(house: House) -> None:
    await fill(house)
    headers = {**await house.token(), "Accept-Encoding": "gzip"}
    answer = await house.browser.get("/feed/v1.json", headers=headers)
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["etag"] == f'W/"{hashlib.sha256(answer.content).hexdigest()}"'
    assert {"Accept-Encoding", "Authorization"} <= set(answer.headers["vary"].split(", "))
    assert gzip.compress(answer.content)[:2] == b"\x1f\x8b"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("outcome=fail", {"portal": ["site_unreachable", "replies_late"]}),
        ("outcome=unknown", {"farm": ["homepage_stale"]}),
        ("rule=site_unreachable&outcome=pass", {"farm": ["site_unreachable"]}),
        ("rule=site_unreachable", {"portal": ["site_unreachable"], "farm": ["site_unreachable"]}),
        ("unit=office", {"portal": ["site_unreachable", "columns_overdue", "replies_late"]}),
        ("outcome=not_applicable", {}),
    ],
)
async def test_filters_narrow_the_document(house: House, query: str, expected: dict[str, list[str]]) -> None:
    await fill(house)
    answer = await house.browser.get(f"/feed/v1.json?{query}", headers=await house.token())
    jsonschema.validate(answer.json(), schema())
    found = {one["id"]: [v["rule"] for v in one["verdicts"]] for one in answer.json()["subjects"]}
    assert found == expected


async def test_a_unit_sees_its_column_and_message_on_anothers_site_and_nothing_else(house: House) -> None:
    await fill(house)
    headers = await house.token("feed:unit:agriculture")
    answer = await house.browser.get("/feed/v1.json", headers=headers)
    jsonschema.validate(answer.json(), schema())
    portal, farm = answer.json()["subjects"]
    assert (portal["partial"], portal["verdicts"]) == (True, [])
    assert [one["id"] for one in portal["columns"]] == ["news"]
    assert [one["id"] for one in portal["messages"]] == ["agriculture/1"]
    assert [one["rule"] for one in farm["verdicts"]] == ["site_unreachable", "homepage_stale"]
    assert "health" not in answer.text


async def test_not_even_the_sites_own_unit_sees_messages_of_others(house: House) -> None:
    await fill(house)
    headers = await house.token("feed:unit:office")
    answer = await house.browser.get("/feed/v1.json", headers=headers)
    [portal] = answer.json()["subjects"]
    [replies] = [one for one in portal["verdicts"] if one["rule"] == "replies_late"]
    assert (replies["measured"]["open"], replies["measured"]["open_messages"]) == (2, [])
    assert "health" not in answer.text
    changes = await house.browser.get("/feed/v1/changes", headers=headers)
    assert changes.status_code == 200
    assert "health" not in changes.text
    assert {one["subject"] for one in changes.json()["changes"]} == {"portal"}


@pytest.mark.parametrize(
    "path",
    [
        "/feed/v1/subjects/farm.json",
        "/feed/v1/subjects/farm.json?outcome=fail",
        "/feed/v1/subjects/nobody.json",
        "/feed/v1.json?unit=agriculture",
    ],
)
async def test_what_a_token_may_not_see_is_not_there(house: House, path: str) -> None:
    await fill(house)
    answer = await house.browser.get(path, headers=await house.token("feed:unit:health"))
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


async def test_one_subject_alone(house: House) -> None:
    await fill(house)
    answer = await house.browser.get("/feed/v1/subjects/farm.json", headers=await house.token())
    jsonschema.validate(answer.json(), schema())
    assert [one["id"] for one in answer.json()["subjects"]] == ["farm"]
    assert answer.json()["not_seen_lately"] == ["farm"]


async def test_one_subject_alone_says_what_the_whole_document_says_of_it(house: House) -> None:
    await fill(house)
    headers = await house.token()
    alone = (await house.browser.get("/feed/v1/subjects/portal.json", headers=headers)).json()
    whole = (await house.browser.get("/feed/v1.json", headers=headers)).json()
    later = (await house.browser.get("/feed/v1/subjects/portal.json?outcome=fail", headers=headers)).json()
    [portal] = [one for one in whole["subjects"] if one["id"] == "portal"]
    assert alone["subjects"] == [portal]
    assert (alone["complete"], alone["not_seen_lately"]) == (False, ["portal"])
    assert later["subjects"][0]["verdicts"] == [one for one in portal["verdicts"] if one["outcome"] == "fail"]
    assert [one["id"] for one in whole["subjects"]] == ["portal", "farm"], "and is not kept in its place"


async def test_one_subject_in_which_nothing_fits_is_an_empty_list(house: House) -> None:
    await fill(house)
    answer = await house.browser.get(
        "/feed/v1/subjects/farm.json?outcome=fail", headers=await house.token("feed:unit:agriculture")
    )
    assert (answer.status_code, answer.json()["subjects"]) == (200, [])


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("rule=site_unreachabel", 404, "site_unreachabel"),
        ("unit=nobody", 404, "nobody"),
        ("outcome=bad", 422, "outcome"),
        ("outcom=fail", 422, "outcom"),
        ("as_of=soon", 422, "as_of"),
        ("as_of=2026-11-21", 404, "lies ahead"),
        ("as_of=0001-01-01T00:00:00%2B23:00", 422, "as_of"),
        ("as_of=1999-01-01", 404, "nothing was stored yet"),
        ("rule=%00", 422, "rule"),
    ],
)
async def test_a_mistyped_question_is_refused_and_says_why(
    house: House, query: str, status: int, words: str
) -> None:
    answer = await house.browser.get(f"/feed/v1.json?{query}", headers=await house.token())
    assert (answer.status_code, words in answer.text) == (status, True), answer.text


async def test_a_past_moment_shows_what_was_stored_for_it(house: House) -> None:
    for days, outcome in ((3, Outcome.PASS), (1, Outcome.FAIL)):
        at = NOW - timedelta(days=days)
        await house.store.save_verdicts(
            [verdict(site, "site_unreachable", outcome, at) for site in ("portal", "farm")]
        )
    answer = await house.browser.get(
        "/feed/v1.json?as_of=2026-11-18T08:30:20+08:00", headers=await house.token()
    )
    assert {v["outcome"] for one in answer.json()["subjects"] for v in one["verdicts"]} == {"pass"}
    assert (answer.json()["as_of"], house.judged) == ("2026-11-18T08:30:20+08:00", [])


async def test_a_past_moment_without_verdicts_is_judged_anew_once(house: House) -> None:
    await long_ago(house)
    headers = await house.token()
    for _ in range(2):
        answer = await house.browser.get("/feed/v1.json?as_of=2026-10-01", headers=headers)
    [portal, farm] = answer.json()["subjects"]
    assert (portal["verdicts"][0]["outcome"], farm["verdicts"]) == ("fail", [])
    assert len(house.judged) == 1


async def long_ago(house: House) -> None:
    """Something stored at the beginning of the year."""
    await house.store.save_verdicts(
        [verdict("portal", "homepage_stale", Outcome.PASS, NOW - timedelta(days=323))]
    )


async def test_before_anything_was_stored_nothing_is_judged(house: House) -> None:
    await long_ago(house)
    headers = await house.token()
    for moment in ("2026-01-01", "1900-01-01", "0001-01-02"):
        answer = await house.browser.get(f"/feed/v1.json?as_of={moment}", headers=headers)
        assert (answer.status_code, "nothing was stored before 2026-01-01T08:30" in answer.text) == (
            404,
            True,
        )
    assert house.judged == []


async def test_past_moments_wait_for_each_other_and_now_for_none_of_them(house: House) -> None:
    """While one past moment is judged, a few others wait, the rest are told when to ask again, and now is answered."""
    await long_ago(house)
    await fill(house)
    headers = await house.token()
    house.hold.clear()
    past = [
        asyncio.ensure_future(house.browser.get(f"/feed/v1.json?as_of=2026-10-0{n}", headers=headers))
        for n in range(1, 6)
    ]
    done, waiting = await asyncio.wait(past, timeout=10, return_when=asyncio.FIRST_COMPLETED)
    while len(done) < 2:
        more, waiting = await asyncio.wait(waiting, timeout=10, return_when=asyncio.FIRST_COMPLETED)
        done |= more
    refused = [one.result() for one in done]
    assert {(one.status_code, one.headers["retry-after"]) for one in refused} == {(503, "5")}
    assert (await house.browser.get("/feed/v1.json", headers=headers)).status_code == 200
    house.hold.set()
    assert [one.status_code for one in await asyncio.gather(*waiting)] == [200] * 3


async def test_countless_past_moments_leave_the_document_of_now_on_its_shelf(house: House) -> None:
    await long_ago(house)
    await fill(house)
    headers = await house.token()
    await house.browser.get("/feed/v1.json", headers=headers)
    desk = house.app.state.feed_cache
    kept = list(desk._now.documents)
    for n in range(1, 21):
        answer = await house.browser.get(f"/feed/v1.json?as_of=2026-10-{n:02}", headers=headers)
        assert answer.status_code == 200
    assert list(desk._now.documents) == kept
    assert len(desk._past_moments.documents) <= 4
    answers = [
        (await house.browser.get(f"/feed/v1.json?as_of=2026-09-{n:02}", headers=headers)).status_code
        for n in range(1, 12)
    ]
    assert answers == [200] * 10 + [429]


async def test_the_same_two_times_give_the_same_bytes_whatever_was_stored_since(house: House) -> None:
    await long_ago(house)
    headers = await house.token()
    address = "/feed/v1.json?as_of=2026-11-18&known_by=2026-11-19T02:10:10.5"
    before = await house.browser.get(address, headers=headers)
    await fill(house)
    house.now[0] = NOW + timedelta(hours=3)
    after = await house.browser.get(address, headers=headers)
    assert after.content == before.content
    document = after.json()
    [verdict_] = document["subjects"][0]["verdicts"]
    assert document["known_by"] == verdict_["known_by"] == "2026-11-19T02:10:10.500000+08:00"
    jsonschema.validate(document, schema())


async def test_what_will_be_heard_is_not_asked_about(house: House) -> None:
    answer = await house.browser.get("/feed/v1.json?known_by=2099-01-01", headers=await house.token())
    assert (answer.status_code, "known_by" in answer.text) == (404, True)


async def test_an_edition_that_judges_no_more_leaves_no_verdicts_behind(house: House) -> None:
    old = verdict("portal", "homepage_stale", Outcome.FAIL, NOW - timedelta(days=1))
    await house.store.save_verdicts([replace(old, clause=replace(old.clause, edition="national-2019"))])
    await fill(house)
    document = (await house.browser.get("/feed/v1.json", headers=await house.token())).json()
    assert "homepage_stale" not in [one["rule"] for one in document["subjects"][0]["verdicts"]]


async def test_changes_are_read_in_steps_and_none_is_missed(house: House) -> None:
    headers = await house.token()
    for hour, outcome in enumerate([Outcome.PASS, Outcome.PASS, Outcome.FAIL, Outcome.FAIL, Outcome.UNKNOWN]):
        at = NOW - timedelta(hours=10 - hour)
        await house.store.save_verdicts([verdict("portal", "site_unreachable", outcome, at)])
    seen, cursor = [], 0
    for _ in range(3):
        answer = (await house.browser.get(f"/feed/v1/changes?after={cursor}&limit=1", headers=headers)).json()
        seen += [(one["was"], one["outcome"]) for one in answer["changes"]]
        cursor = answer["next"]
    assert seen == [(None, "pass"), ("pass", "fail"), ("fail", "unknown")]
    assert answer["more"] is False
    jsonschema.validate(answer, {**schema(), "$ref": "#/$defs/changes", "required": [], "properties": {}})
    later = (await house.browser.get(f"/feed/v1/changes?after={cursor}", headers=headers)).json()
    assert (later["changes"], later["next"]) == ([], cursor)


async def test_the_schema_and_openapi_need_no_token(house: House) -> None:
    assert (await house.browser.get("/feed/v1/schema.json")).json() == schema()
    document = (await house.browser.get("/openapi.json")).json()
    assert set(document["paths"]) == {
        "/feed/v1.json", "/feed/v1/subjects/{id}.json", "/feed/v1/changes", "/feed/v1/schema.json",
        "/feed/v1/measured.json",
    }  # fmt: skip


async def test_after_one_new_verdict_only_its_subject_is_read_anew(house: House) -> None:
    """And the answer is what a fresh process gives."""
    await fill(house)
    headers = await house.token()
    await house.browser.get("/feed/v1.json", headers=headers)
    standing = house.app.state.feed_cache._standing
    before = dict(standing.fragments)
    await house.store.save_verdicts([verdict("farm", "homepage_stale", Outcome.FAIL)])
    after = await house.browser.get("/feed/v1.json", headers=headers)
    assert {id for id, one in standing.fragments.items() if before[id] is not one} == {"farm"}
    fresh = await FeedCache(None).written(house.web, None, FeedFilter())
    assert after.content == fresh.body


async def test_a_verdict_for_a_moment_to_come_is_told_when_it_has_come(house: House) -> None:
    headers = await house.token()
    later = verdict("farm", "homepage_stale", Outcome.FAIL, NOW + timedelta(hours=1))
    await house.store.save_verdicts([later])
    now = await house.browser.get("/feed/v1.json", headers=headers)
    house.pass_time(hours=2)
    then = await house.browser.get("/feed/v1.json", headers=headers)
    assert [len(one.json()["subjects"][1]["verdicts"]) for one in (now, then)] == [0, 1]
