"""What tells that a page is no longer its owner's: homepages that drift, old texts under new days, many texts of one minute."""

from collections.abc import Mapping
from typing import Any

import pytest

from monitor.patrol.tamper import MANY_DOMAINS, bulk_posts, homepage_drift, moved_day, redated_texts

URL = "http://www.example.gov.cn/"
BUILD = tuple(f"div>li.n{n}" for n in range(20))
BEFORE: Mapping[str, Any] = {
    "title": "示例区人民政府",
    "structure": BUILD,
    "hosts": ("a.friend.org",),
    "round": 3,
}


def told(before: list[Mapping[str, Any]], known: tuple[str, ...] = (), **now: Any) -> list[str]:
    return [one.cause for one in homepage_drift(URL, {**BEFORE, **now}, before, known)]


@pytest.mark.parametrize(
    ("now", "cause"),
    [
        ({"title": "澳门娱乐城官网"}, ["title 澳门娱乐城官网"]),
        ({"structure": tuple(f"p>b.x{n}" for n in range(20))}, ["structure since 3"]),
        ({"hosts": ("a.friend.org", "www.stranger.net")}, ["domain stranger.net"]),
        ({"hosts": tuple(f"www.s{n}.net" for n in range(MANY_DOMAINS + 1))}, ["domains since 3"]),
    ],
)
def test_another_title_build_or_domain_is_one_line_each(now: dict[str, Any], cause: list[str]) -> None:
    assert told([BEFORE], **now) == cause


@pytest.mark.parametrize(
    "now",
    [
        {},
        {"title": "示例区人民政府门户网站"},
        {"title": ""},
        {"structure": (*BUILD[:12], "div>p.new")},
        {"hosts": ("b.friend.org", "www.other.gov.cn", "www.weibo.com")},
    ],
)
def test_what_a_living_homepage_does_is_no_drift(now: dict[str, Any]) -> None:
    assert told([BEFORE], **now) == []


def test_the_first_patrol_has_no_measure_and_any_of_the_weeks_before_is_one() -> None:
    assert told([], title="澳门娱乐城官网") == []
    earlier = {**BEFORE, "title": "春节专题", "round": 2}
    assert told([BEFORE, earlier], title="春节专题") == []


def test_a_domain_that_the_centre_vouches_for_is_none() -> None:
    assert told([BEFORE], ("partner.net",), hosts=("www.partner.net",)) == []


def test_many_texts_of_one_minute_are_one_line_with_their_pages() -> None:
    [found] = bulk_posts({"2026-11-12T03:04": [f"{URL}{n}.htm" for n in range(60)]})
    assert (found.cause, found.detail["many"]) == ("minute 2026-11-12T03:04", "60")
    assert len(found.detail["pages"].split("\n")) == 50


def test_an_old_text_under_a_newer_day_is_a_line_and_the_same_article_in_two_columns_is_none() -> None:
    pages = [("2026-01-01", f"{URL}old.htm"), ("2026-01-05", f"{URL}column.htm"), ("2026-02-01", f"{URL}new.htm")]  # fmt: skip
    [found] = redated_texts({"digest": pages}, 30)
    assert (found.page, found.detail["where"]) == (f"{URL}new.htm", f"{URL}old.htm")


@pytest.mark.parametrize(
    ("before", "now", "many"),
    [
        ("2026-01-01", "2026-11-20T08:00", 1),
        ("2026-01-01", "2026-01-30", 0),
        ("2026-01-01", "2026-01-31", 1),
        ("2026-11-20", "2026-01-01", 0),
        ("", "2026-11-20", 0),
    ],
)
def test_a_day_that_moved_by_a_month_is_told(before: str, now: str, many: int) -> None:
    assert len(list(moved_day(f"{URL}a.htm", before, now, 30))) == many
