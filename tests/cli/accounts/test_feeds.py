"""Feeds from configuration to verdict: what stands in the answer of a loopback server decides."""

import gzip
import json
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from tests.cli.accounts.platforms import (
    Answers,
    Asked,
    Page,
    Platforms,
    account,
    ago,
    desk_with,
    judge,
    look,
)
from tests.cli.test_commands import Desk


def item(when: str, n: int = 1, title: str = "便民信息", more: str = "") -> str:
    return f"<item><title>{title}</title><link>http://a/{n}</link><guid>{n}</guid><pubDate>{when}</pubDate>{more}</item>"


def rss(*items: str, declaration: str = '<?xml version="1.0" encoding="UTF-8"?>') -> str:
    return f'{declaration}<rss version="2.0"><channel><title>示例发布</title>{"".join(items)}</channel></rss>'


def aged(*days: int) -> str:
    return rss(*(item(format_datetime(ago(day)), n) for n, day in enumerate(days)))


def at_desk(folder: Path, web: Platforms, page: Page, *more: str, complete: bool = True) -> Desk:
    web.pages["/feed"] = page
    vouched = ", complete = true" if complete else ""
    return desk_with(folder, account(f'{{kind = "feed", url = "{web.base}/feed"{vouched}}}', *more))


def silent(folder: Path, web: Platforms, page: Page, *more: str, complete: bool = True) -> dict[str, Any]:
    return look(at_desk(folder, web, page, *more, complete=complete))["account_silent"]


@pytest.mark.parametrize(
    ("age", "veto", "scored", "left"),
    [(0, "pass", "pass", 14), (13, "pass", "pass", 1), (14, "pass", "fail", 0), (15, "fail", "fail", -1), (400, "fail", "fail", -386)],
    ids=["today", "13 days", "14 days", "15 days", "a year"],
)  # fmt: skip
def test_two_weeks_and_thirteen_days_to_the_day(
    tmp_path: Path, web: Platforms, age: int, veto: str, scored: str, left: int
) -> None:
    found = look(at_desk(tmp_path, web, aged(age)))
    assert (found["account_silent"]["outcome"], found["Z21-23"]["outcome"]) == (veto, scored)
    measured = found["account_silent"]["measured"]
    assert (measured["age_days"], measured["days_left"]) == (age, left)
    assert found["account_silent"]["evidence"]


FRESH, OLD = ago(1, 8), ago(20, 8)
PUBDATES = {
    "rfc 822": lambda at: format_datetime(at),
    "gmt": lambda at: f"{at:%a, %d %b %Y} 00:01:00 GMT",
    "no space after the weekday": lambda at: f"{at:%a,%d %b %Y %H:%M:%S +0800}",
    "zone with a colon": lambda at: f"{at:%a, %d %b %Y %H:%M:%S} +08:00",
    "CST means China": lambda at: f"{at:%a, %d %b %Y %H:%M:%S} CST",
    "no zone": lambda at: f"{at:%a, %d %b %Y %H:%M:%S}",
    "no time": lambda at: f"{at:%a, %d %b %Y}",
    "dashes": lambda at: f"{at:%d-%b-%Y %H:%M:%S}",
    "short year": lambda at: f"{at:%A, %d-%b-%y} 00:01:00 GMT",
    "chinese names": lambda at: f"星期五, {at.day} {at.month}月 {at:%Y %H:%M:%S} +0800",
    "iso": lambda at: at.isoformat(),
    "iso without a colon in its zone": lambda at: f"{at:%Y-%m-%dT%H:%M:%S%z}",
    "naive iso": lambda at: f"{at:%Y-%m-%d %H:%M:%S}",
    "iso and a zone's name": lambda at: f"{at:%Y-%m-%d} 00:01:00 UTC",
    "slashes": lambda at: f"{at:%Y/%m/%d %H:%M}",
    "chinese": lambda at: f"{at.year}年{at.month}月{at.day}日 上午8:01",
    "a script's": lambda at: f"{at:%a %b %d %Y %H:%M:%S} GMT+0800 (中国标准时间)",
    "english": lambda at: f"{at:%B} {at.day}, {at.year} 8:01 AM",
    "unix seconds": lambda at: str(int(at.timestamp())),
    "milliseconds": lambda at: str(int(at.timestamp() * 1000)),
    "blanks and a line end": lambda at: f"\n  {format_datetime(at)}\n",
    "cdata": lambda at: f"<![CDATA[{format_datetime(at)}]]>",
}


@pytest.mark.parametrize("write", PUBDATES.values(), ids=PUBDATES)
@pytest.mark.parametrize(("at", "outcome"), [(FRESH, "pass"), (OLD, "fail")], ids=["fresh", "old"])
def test_every_common_way_to_write_a_time(
    tmp_path: Path, web: Platforms, write: Any, at: datetime, outcome: str
) -> None:
    verdict = silent(tmp_path, web, rss(item(write(at))))
    assert (verdict["outcome"], verdict["measured"]["newest"]) == (outcome, at.date().isoformat())


@pytest.mark.parametrize(
    "words",
    ["", "近日", "Invalid Date", "null", "Thu, 01 Jan 1970 00:00:00 GMT", "0001-01-01T00:00:00Z", "03/11/2020", "11-03-2020", "2026-13-45"],
)  # fmt: skip
def test_a_time_that_is_none_or_can_be_read_in_two_ways_proves_nothing(
    tmp_path: Path, web: Platforms, words: str
) -> None:
    verdict = silent(tmp_path, web, rss(item(format_datetime(OLD), 1), item(words, 2)))
    assert (verdict["outcome"], verdict["measured"]["blocker"]) == ("unknown", "post_without_day")


def test_a_post_of_the_future_is_none_and_proves_nothing(tmp_path: Path, web: Platforms) -> None:
    verdict = silent(tmp_path, web, aged(-40, 20))
    assert (verdict["outcome"], verdict["measured"]["newest"]) == ("unknown", ago(20).date().isoformat())


ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry><id>1</id><title>t</title>{}</entry></feed>'
BOMB = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "haha"><!ENTITY b "&a;&a;">]><rss version="2.0"><channel><item><title>&b;</title></item></channel></rss>'
SHAPES: dict[str, tuple[Page, str, str]] = {
    "published stands, not updated": (ATOM.format(f"<published>{OLD.isoformat()}</published><updated>{FRESH.isoformat()}</updated>"), "fail", ""),
    "only updated": (ATOM.format(f"<updated>{FRESH.isoformat()}</updated>"), "pass", ""),
    "json feed 1.0": (json.dumps({"version": "https://jsonfeed.org/version/1", "items": [{"id": "1", "date_published": OLD.isoformat(), "date_modified": FRESH.isoformat()}]}), "fail", ""),
    "json feed 1.1": (json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [{"id": 1, "title": "t", "date_published": FRESH.isoformat()}]}), "pass", ""),
    "json in GBK": (json.dumps({"version": "1.1", "items": [{"id": "1", "title": "仓山", "date_published": FRESH.isoformat()}]}, ensure_ascii=False).encode("gbk"), "pass", ""),
    "json item that is none": (json.dumps({"items": [None, {"id": "1", "date_published": OLD.isoformat()}]}), "unknown", "post_without_day"),
    "BOM": (("\ufeff" + aged(20)).encode(), "fail", ""),
    "blank lines first": ("\n\n" + aged(20), "fail", ""),
    "GBK": (rss(item(format_datetime(OLD)), declaration='<?xml version="1.0" encoding="GBK"?>').encode("gbk"), "fail", ""),
    "UTF-16": (rss(item(format_datetime(OLD)), declaration='<?xml version="1.0" encoding="UTF-16"?>').encode("utf-16"), "fail", ""),
    "bare ampersand": (rss(item(format_datetime(OLD), title="A & B")), "fail", ""),
    "one guid for all": (rss(item(format_datetime(OLD), 1), item(format_datetime(FRESH), 2).replace("<guid>2", "<guid>1")), "pass", ""),
    "the same post twice": (rss(item(format_datetime(OLD), 1), item(format_datetime(OLD), 1)), "fail", ""),
    "oldest first, thousands": (rss(*(item(format_datetime(OLD), n) for n in range(2000)), item(format_datetime(FRESH), 9999)), "pass", ""),
    "cut short": (aged(20, 25)[:-60], "unknown", "cut_short"),
    "empty": (rss(), "unknown", "empty"),
    "nothing": ("", "unknown", "empty"),
    "an error page with 200": ("<!DOCTYPE html><html><head><title>Welcome to RSSHub!</title></head><body>Looks like something went wrong: this route is empty</body></html>", "unknown", "not_a_feed"),
    "a json error with 200": ('{"error": {"message": "Error: this route is empty"}}', "unknown", "not_a_feed"),
    "a bridge that reports its own failure": (rss(item(format_datetime(FRESH), title="Bridge returned error 403! (20777)"), item(format_datetime(OLD), 2)), "unknown", "source_reports_error"),
    "a login page": ('<html><body><form>请登录<input name="u"></form></body></html>', "unknown", "login_wall"),
    "a login elsewhere": (Answers(status=302, headers={"Location": "http://127.0.0.2:9/login"}), "unknown", "login_wall"),
    "another site": (Answers(status=302, headers={"Location": "http://127.0.0.2:9/home"}), "unknown", "host_left"),
    "entities": (BOMB, "unknown", "declares_entities"),
    "entities in UTF-16": (BOMB.decode().encode("utf-16"), "unknown", "declares_entities"),
    "a file of ours": (b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><rss version="2.0"><channel><item><title>&e;</title></item></channel></rss>', "unknown", "declares_entities"),
    "a gzip bomb": (Answers(gzip.compress(bytes(200_000_000)), headers={"Content-Encoding": "gzip"}), "unknown", "too_large"),
    "five megabytes": (aged(1) + " " * 5_000_000, "unknown", "too_large"),
    "deeper than any": (b'<rss version="2.0"><channel><item>' + b"<a>" * 300_000, "unknown", "too_large"),
    "gone": (Answers("gone", 410), "unknown", "http_status:410"),
    "broken": (Answers("oops", 503), "unknown", "http_status:503"),
    "too often": (Answers("slow down", 429), "unknown", "blocked_rate"),
    "a path": ("/etc/hostname", "unknown", "not_a_feed"),
}  # fmt: skip


@pytest.mark.parametrize(("page", "outcome", "blocker"), SHAPES.values(), ids=SHAPES)
def test_whatever_a_feed_answers(
    tmp_path: Path, web: Platforms, page: Page, outcome: str, blocker: str
) -> None:
    verdict = silent(tmp_path, web, page)
    assert (verdict["outcome"], verdict["measured"]["blocker"]) == (outcome, blocker)


def test_pinned_and_reposted_posts(tmp_path: Path, web: Platforms) -> None:
    desk = at_desk(tmp_path, web, rss(item(format_datetime(OLD), title="【置顶】公告")))
    pinned = look(desk)["account_silent"]
    assert (pinned["outcome"], pinned["measured"]["blocker"]) == ("unknown", "pinned_only")
    web.pages["/feed"] = rss(item(format_datetime(FRESH), title="转发微博"))
    again = look(desk)["account_silent"]
    assert (again["outcome"], again["measured"]["reposts_only"]) == ("pass", True)


def test_without_the_owners_word_silence_proves_nothing(tmp_path: Path, web: Platforms) -> None:
    verdict = silent(tmp_path, web, aged(20), complete=False)
    assert (verdict["outcome"], verdict["measured"]["blocker"]) == ("unknown", "not_complete")


def tagged(asked: Asked) -> Answers:
    """A feed with an ETag, unchanged for whoever knows it."""
    if asked.headers.get("if-none-match") == '"v1"':
        return Answers(status=304, headers={"ETag": '"v1"'})
    return Answers(aged(20), headers={"ETag": '"v1"', "Last-Modified": "Sun, 01 Nov 2026 00:00:00 GMT"})


def test_an_unchanged_feed_is_a_fresh_look_vouched_for_as_it_is_now(tmp_path: Path, web: Platforms) -> None:
    desk = at_desk(tmp_path, web, tagged, complete=False)
    assert look(desk)["account_silent"]["outcome"] == "unknown"
    at_desk(tmp_path, web, tagged, complete=True)
    first, again = look(desk)["account_silent"], look(desk)["account_silent"]
    assert [one.headers.get("if-none-match") for one in web.asked] == [None, '"v1"', '"v1"']
    assert (first["outcome"], again["outcome"]) == ("fail", "fail"), "the owner vouches now"
    assert again["evidence"] != first["evidence"], "each answer is a look of its own"


def test_a_canary_is_looked_at_with_the_account_it_speaks_for(tmp_path: Path, web: Platforms) -> None:
    canary = account(f'{{kind = "feed", url = "{web.base}/canary"}}', "canary = true", id="c", name="对照")
    web.pages |= {"/feed": aged(20), "/canary": aged(1)}
    desk = desk_with(
        tmp_path, account(f'{{kind = "feed", url = "{web.base}/feed", complete = true}}'), canary
    )
    assert judge(desk)["account_silent"]["measured"]["blocker"] == "never_read"
    assert look(desk)["account_silent"]["outcome"] == "fail"
    web.pages["/canary"] = aged(9)
    suspect = look(desk)["account_silent"]
    assert (suspect["outcome"], suspect["measured"]["blocker"]) == ("unknown", "canary_silent")
    web.pages["/feed"] = aged(2)
    assert look(desk)["account_silent"]["outcome"] == "pass", "who posted, posted"


def test_a_platform_that_refuses_is_left_alone_for_the_rest_of_the_round(
    tmp_path: Path, web: Platforms
) -> None:
    ids = [f"a{n}" for n in range(30)]
    web.pages |= {f"/{id}": Answers("no", 403) for id in ids}
    desk = desk_with(tmp_path, *(account(f'{{kind = "feed", url = "{web.base}/{id}"}}', id=id) for id in ids))
    done = desk.run("run-once", "--all", "--json")
    reasons = [one["reason"] for one in json.loads(done.stdout)["looks"]]
    assert reasons.count("platform_left_alone") >= 25
    assert set(reasons) == {"http_status:403", "platform_left_alone"}
    assert done.exit_code == 1
