"""What links tell: dead ones that share their cause, friends that changed hands."""

import pytest

from monitor.domain.patrol import AddressKind, PatrolAddress
from monitor.patrol.links import changed_hands, shared_causes

SITE = "http://www.example.gov.cn"


def dead(*addresses: str, reason: str = "http 404") -> dict[str, str]:
    return dict.fromkeys(addresses, reason)


def test_a_thousand_dead_links_of_one_folder_are_one_line() -> None:
    found = shared_causes(dead(*(f"{SITE}/zt/2019/{n}.htm" for n in range(1000))), [f"{SITE}/zt/2020/1.htm"])
    assert set(found.values()) == {f"{SITE}/zt/2019/"}
    assert len(found) == 1000


def test_the_highest_folder_in_which_nothing_opens_is_the_cause() -> None:
    some = dead(*(f"{SITE}/old/{part}/{n}.htm" for part in "abc" for n in range(4)))
    assert set(shared_causes(some, [f"{SITE}/new/1.htm"]).values()) == {f"{SITE}/old/"}


def test_where_one_page_of_a_folder_opens_its_dead_ones_stand_for_themselves() -> None:
    some = dead(*(f"{SITE}/zt/{n}.htm" for n in range(9)))
    assert shared_causes(some, [f"{SITE}/zt/well.htm"]) == {}


def test_a_few_dead_links_have_no_cause_in_common() -> None:
    assert shared_causes(dead(*(f"{SITE}/zt/{n}.htm" for n in range(4))), []) == {}


def test_a_program_whose_answers_are_all_dead_is_one_line() -> None:
    some = dead(*(f"{SITE}/list.jsp?id={n}" for n in range(6)))
    assert set(shared_causes(some, [f"{SITE}/index.htm"]).values()) == {f"{SITE}/list.jsp"}


@pytest.mark.parametrize("reason", ["name_not_found", "refused"])
def test_a_server_that_is_gone_is_one_line_whatever_its_links(reason: str) -> None:
    some = dead("http://gone.test/a/1.htm", "http://gone.test/b/2.htm", reason=reason)
    assert set(shared_causes(some, []).values()) == {"http://gone.test/"}


FRIEND = PatrolAddress(
    url="http://friend.test/", kind=AddressKind.OUTSIDE, depth=1, title="某行业协会", owner="闽ICP备12345678号", came="friend.test"
)  # fmt: skip


@pytest.mark.parametrize(
    ("owner", "came", "title", "way"),
    [
        ("闽ICP备12345678号", "friend.test", "某行业协会第五届大会", ""),
        ("闽ICP备87654321号", "friend.test", "某行业协会", "owner"),
        ("闽ICP备12345678号", "other.test", "装饰建材商城", "moved"),
        ("闽ICP备12345678号", "other.test", "某行业协会（新址）", ""),
        ("", "friend.test", "装饰建材商城", "owner"),
        ("", "friend.test", "", ""),
    ],
)
def test_a_friend_changed_hands_by_owner_or_by_place_and_title(owner: str, came: str, title: str, way: str) -> None:  # fmt: skip
    assert changed_hands(FRIEND, owner, came, title) == way


def test_a_friend_met_for_the_first_time_has_no_measure() -> None:
    first = PatrolAddress(url="http://friend.test/", kind=AddressKind.OUTSIDE, depth=1)
    assert changed_hands(first, "闽ICP备87654321号", "other.test", "装饰建材商城") == ""
