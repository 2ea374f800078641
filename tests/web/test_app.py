"""What goes with every answer, whoever gives it."""

import sqlite3

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from monitor.web.headers import LONGEST_BODY, POLICY
from monitor.web.overview import StillReading
from storage.db.engine import ReplacedError
from storage.db.troubles import DamagedRecord
from tests.web.conftest import House


def break_down(app: FastAPI) -> None:
    """Two addresses behind which our own code breaks."""

    async def broken() -> None:
        raise RuntimeError("secret detail")

    app.add_api_route("/broken", broken)
    app.add_api_route("/feed/broken", broken)


@pytest.mark.parametrize(
    ("path", "status"),
    [("/login", 200), ("/nowhere", 404), ("/broken", 500), ("/feed/v1.json", 401), ("/feed/nowhere", 404), ("/feed/broken", 500), ("/entry.css", 200)],
)  # fmt: skip
async def test_every_answer_is_safe(house: House, path: str, status: int) -> None:
    break_down(house.app)
    answer = await house.browser.get(path)
    assert (answer.status_code, answer.headers["content-security-policy"]) == (status, POLICY)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "strict-transport-security" not in answer.headers
    assert "secret detail" not in answer.text


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/nowhere", "text/html"), ("/broken", "text/html"), ("/feed/nowhere", "application/problem+json"), ("/feed/broken", "application/problem+json")],
)  # fmt: skip
async def test_people_get_chinese_pages_and_programs_json(house: House, path: str, kind: str) -> None:
    break_down(house.app)
    answer = await house.browser.get(path)
    assert answer.headers["content-type"].startswith(kind)
    if kind == "text/html":
        assert 'lang="zh-CN"' in answer.text
    else:
        assert answer.json()["status"] == answer.status_code


@pytest.mark.parametrize("path", ["/login", "/nowhere"])
async def test_pages_are_kept_in_no_cache(house: House, path: str) -> None:
    assert (await house.browser.get(path)).headers["cache-control"] == "no-store"


async def test_over_https_browsers_are_told_to_stay_there(house: House) -> None:
    transport = httpx.ASGITransport(house.app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="https://monitor.test") as browser:
        assert "max-age" in (await browser.get("/login")).headers["strict-transport-security"]
    house.settings["url"] = "https://monitor.example.gov.cn"
    for path in ("/login", "/broken"):
        break_down(house.app)
        assert "max-age" in (await house.browser.get(path)).headers["strict-transport-security"]


async def test_a_body_longer_than_any_form_is_not_read(house: House) -> None:
    answer = await house.browser.post("/login", data={"name": "x" * LONGEST_BODY})
    assert answer.status_code == 413
    assert "内容过长" in answer.text


async def test_a_wrong_method_says_which_is_right(house: House) -> None:
    answer = await house.browser.post("/feed/v1.json")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET")


async def test_what_is_still_being_read_says_how_far_it_is_and_asks_again(house: House) -> None:
    async def reading() -> None:
        raise StillReading(1200, 210000)

    house.app.add_api_route("/reading", reading)
    answer = await house.browser.get("/reading")
    assert (answer.status_code, answer.headers["refresh"], answer.headers["retry-after"]) == (503, "5", "5")
    assert "已读取1200项，共210000项" in answer.text


async def test_a_database_replaced_under_the_dashboard_is_told_with_what_to_do(house: House) -> None:
    async def replaced() -> None:
        raise ReplacedError("var/monitor.db is not the file any more that was opened")

    for path, words in (("/replaced", "重新启动看板"), ("/feed/replaced", "not the file any more")):
        house.app.add_api_route(path, replaced)
        answer = await house.browser.get(path)
        assert (answer.status_code, words in answer.text) == (503, True)


@pytest.mark.parametrize(
    ("error", "words", "remedy"),
    [
        (DamagedRecord("text 123 is not what its hash was taken of"), "数据库记录已损坏", "the newest backup"),
        (OperationalError("SELECT", None, sqlite3.OperationalError("database is locked")), "数据库暂时无法使用", "end that, and try again"),
    ],
)  # fmt: skip
async def test_a_database_in_trouble_is_no_matter_of_trying_again_and_the_log_says_what_to_do(
    house: House, error: Exception, words: str, remedy: str
) -> None:
    async def broken() -> None:
        raise error

    for path in ("/broken", "/feed/broken"):
        house.app.add_api_route(path, broken)
        with capture_logs() as logged:
            answer = await house.browser.get(path)
        assert answer.status_code == 500
        assert "稍后重试" not in answer.text
        assert "try again" not in answer.text
        assert [remedy in one["detail"] for one in logged if one["event"] == "store_in_trouble"] == [True]
        assert (words in answer.text) is (path == "/broken")
