"""The whole path once, against the simulated county: what is found is what was put there."""

import asyncio
import email
import gzip
import json
import re
import signal
import subprocess
import sys
from datetime import datetime, timedelta
from email import policy
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest

from monitor.app.configuration import read_watch
from monitor.app.runtime import open_runtime
from monitor.cli.demo import play
from monitor.domain.patrol import QueueLine, ScreenId
from monitor.domain.timing import SHANGHAI
from monitor.feed.cache import FeedCache
from monitor.feed.document import schema
from monitor.feed.filter import FeedFilter
from monitor.web.context import Web
from storage.observations.patrol_queue import queue_lines
from storage.observations.patrol_rounds import rounds
from tests.operator_desk import NOW, ticking

#: The demo is right on any day: these are the awkward ones.
MOMENTS = {
    "any day": NOW,
    "first minutes of a year": datetime(2027, 1, 1, 0, 10, tzinfo=SHANGHAI),
    "leap day": datetime(2028, 2, 29, 23, 30, tzinfo=SHANGHAI),
}


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(moment, id=name, marks=() if name == "any day" else pytest.mark.soak)
        for name, moment in MOMENTS.items()
    ],
)
def moment(request: pytest.FixtureRequest) -> datetime:
    found: datetime = request.param
    return found


@pytest.fixture(scope="module")
def folder(moment: datetime, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = tmp_path_factory.mktemp("demo")
    return made


@pytest.fixture(scope="module")
def document(folder: Path, moment: datetime) -> dict[str, Any]:
    asyncio.run(play(folder, once=True, port=0, clock=ticking(moment)))
    found: dict[str, Any] = json.loads((folder / "feed.json").read_text(encoding="utf-8"))
    return found


def subject(document: dict[str, Any], id: str) -> dict[str, Any]:
    [found] = [one for one in document["subjects"] if one["id"] == id]
    return found  # type: ignore[no-any-return]


def test_the_demos_feed_is_what_its_schema_says(document: dict[str, Any]) -> None:
    jsonschema.validate(document, schema())


@pytest.mark.parametrize(
    ("site", "rule", "outcome"),
    [
        ("county", "site_unreachable", "pass"),
        ("county", "homepage_stale", "pass"),
        ("county", "columns_stale", "pass"),
        ("county", "columns_blank", "pass"),
        ("education", "site_unreachable", "fail"),
        ("education", "homepage_stale", "unknown"),
        ("education", "columns_stale", "fail"),
        ("education", "columns_overdue", "fail"),
        ("education", "columns_blank", "fail"),
        ("town", "site_unreachable", "unknown"),
        ("town", "homepage_stale", "pass"),
        ("county", "replies_late", "pass"),
        ("county", "channel_missing", "pass"),
        ("county", "guides_incomplete", "pass"),
        ("education", "replies_late", "fail"),
        ("education", "guides_incomplete", "fail"),
        ("town", "channel_missing", "unknown"),
        ("archives", "homepage_stale", "unknown"),
        ("archives", "columns_stale", "unknown"),
    ],
)
def test_the_right_verdicts(document: dict[str, Any], site: str, rule: str, outcome: str) -> None:
    [verdict] = [one for one in subject(document, site)["verdicts"] if one["rule"] == rule]
    assert verdict["outcome"] == outcome, verdict["reason"]


@pytest.mark.parametrize(
    ("site", "column", "state"),
    [
        ("county", "yw", "fresh"),
        ("county", "bmdt", "fresh"),
        ("county", "xzdt", "stale"),
        ("county", "tzgg", "fresh"),
        ("county", "zcwj", "fresh"),
        ("county", "zcjd", "fresh"),
        ("county", "czyjs", "fresh"),
        ("county", "ghjh", "fresh"),
        ("county", "sjkf", "unknown"),
        ("county", "bszn", "exempt"),
        ("education", "jsgz", "unknown"),  # its pages state a day to come, which proves nothing
        ("education", "kb1", "blank"),
        ("town", "zwdt", "fresh"),
        ("archives", "dadt", "unknown"),
    ],
)
def test_the_right_state_of_each_kind_of_column(
    document: dict[str, Any], site: str, column: str, state: str
) -> None:
    [found] = [one for one in subject(document, site)["columns"] if one["id"] == column]
    assert found["state"] == state, found["reason"]


@pytest.mark.usefixtures("document")
def test_the_patrol_of_the_weeks_before_left_one_line_of_each_cause(folder: Path, moment: datetime) -> None:
    async def queue() -> tuple[list[QueueLine], int]:
        async with (
            open_runtime(read_watch(folder / "sites.toml"), f"sqlite+aiosqlite:///{folder / 'monitor.db'}", lambda: moment) as runtime,
            runtime.store.database.read() as connection,
        ):  # fmt: skip
            return await queue_lines(connection), len(await rounds(connection))

    lines, many = asyncio.run(queue())
    met = {one.first.screen: (one.first.site, one.pages, bool(one.first.evidence)) for one in lines}
    screens = (ScreenId.PRIVACY, ScreenId.HIDDEN, ScreenId.WORDING)
    assert met == {**dict.fromkeys(screens, ("town", 1, True)), ScreenId.DEAD_LINK: ("town", 4, True)}
    assert many == 2


#: Days left of three letters, written three calendar months ago and the day before and after it.
LEFT = {
    MOMENTS["any day"]: (-1, 0, 1),
    MOMENTS["first minutes of a year"]: (-2, 0, 1),  # written on 30 September: due on 30 December
    MOMENTS["leap day"]: (-1, 0, 0),  # written on 29 and 30 November: both due on 29 February
}


def test_every_open_letter_shows_its_due_day(document: dict[str, Any], moment: datetime) -> None:
    [verdict] = [one for one in subject(document, "education")["verdicts"] if one["rule"] == "replies_late"]
    left = {one["id"]: one["days_left"] for one in verdict["measured"]["open_messages"]}
    assert left == dict(zip(("xx/2018", "xx/2019", "xx/2020"), LEFT[moment], strict=True))


def test_no_citizens_number_is_stored_anywhere(document: dict[str, Any], folder: Path) -> None:
    assert b"13800000000" not in (folder / "monitor.db").read_bytes()
    for path in (folder / "evidence").rglob("*.gz"):
        assert b"13800000000" not in gzip.decompress(path.read_bytes())


def test_the_unqualified_one_is_found_and_the_others_wait_for_people(document: dict[str, Any]) -> None:
    assert {one["id"]: one["conclusion"] for one in document["subjects"]} == {
        "county": "undecided",
        "education": "unqualified",
        "town": "undecided",
        "archives": "undecided",
        "county-weibo": "undecided",
        "county-wechat": "undecided",
        "education-weibo": "unqualified",
        "civil-wechat": "undecided",
        "agriculture-weibo": "undecided",
        "town-douyin": "undecided",
        "archives-wechat": "undecided",
        "county-app": "unqualified",
    }


@pytest.mark.parametrize(
    ("account", "rule", "outcome"),
    [
        ("county-weibo", "account_silent", "pass"),
        ("county-wechat", "account_silent", "pass"),
        ("education-weibo", "account_silent", "fail"),
        ("civil-wechat", "account_silent", "unknown"),
        ("agriculture-weibo", "account_silent", "unknown"),
        ("town-douyin", "account_silent", "unknown"),
        ("archives-wechat", "account_silent", "pass"),
        ("archives-wechat", "Z21-23", "fail"),
        ("county-app", "app_unavailable", "fail"),
        ("county-app", "account_silent", "unknown"),
    ],
)
def test_each_kind_of_account_is_judged_by_what_can_be_proved(
    document: dict[str, Any], account: str, rule: str, outcome: str
) -> None:
    [verdict] = [one for one in subject(document, account)["verdicts"] if one["rule"] == rule]
    assert verdict["outcome"] == outcome, verdict["reason"]


def test_every_unit_with_an_address_and_the_centre_get_their_mail(
    document: dict[str, Any], folder: Path
) -> None:
    names = {path.name for path in (folder / "mails").iterdir()}
    assert names == {f"{who}@mail.invalid.eml" for who in ("centre", "zfb", "jyj", "mzj", "nyncj", "dag")}
    mail = email.message_from_bytes(
        (folder / "mails" / "jyj@mail.invalid.eml").read_bytes(), policy=policy.default
    )
    assert "闽江县教育局：新增问题" in mail["subject"]


@pytest.mark.soak
def test_it_stays_up_with_a_dashboard_that_lets_its_persons_in(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "monitor", "demo", "--dir", str(tmp_path), "--port", "0"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        lines = (re.search(r"(http://[\d.:]+)/ .*密码(\w+)$", line) for line in process.stdout)
        found = next(one for one in lines if one)
        with httpx.Client(base_url=found[1], follow_redirects=True, timeout=60) as client:
            token = re.search(r'name="csrf" value="([^"]+)"', client.get("/login").text)
            assert token is not None
            page = client.post(
                "/login", data={"name": "jyj", "password": found[2], "csrf": token[1]},
                headers={"Origin": found[1]},
            )  # fmt: skip
        assert page.status_code == 200
        assert "闽江县教育局" in page.text
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0  # portals, dashboard and daemon end in order
    finally:
        process.kill()
        process.communicate()


def test_the_feed_over_http_is_the_written_one(
    document: dict[str, Any], folder: Path, moment: datetime
) -> None:
    """The one shows what was stored, the other what was just decided: word for word the same."""

    async def served() -> dict[str, Any]:
        watch = read_watch(folder / "sites.toml")
        async with open_runtime(
            watch, f"sqlite+aiosqlite:///{folder / 'monitor.db'}", lambda: moment + timedelta(hours=1)
        ) as runtime:
            web = Web(watch=lambda: watch, store=runtime.store, clock=runtime.clock)
            on = datetime.fromisoformat(document["as_of"]) + timedelta(seconds=1)
            found: dict[str, Any] = json.loads((await FeedCache(None).written(web, on, FeedFilter())).body)
            return found

    def timeless(given: dict[str, Any]) -> dict[str, Any]:
        subjects = [
            {**one, "age_s": None, "last_seen": None} for one in given["subjects"]
        ]  # the walk back went on
        times = dict.fromkeys(
            ("as_of", "known_by", "generated_at"), ""
        )  # a second later, by what was heard by then
        return {**given, **times, "subjects": subjects, "filters": None}

    assert timeless(asyncio.run(served())) == timeless(document)
