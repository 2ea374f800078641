"""The register held against what is watched and what is alive."""

from datetime import date, datetime
from typing import Any

from monitor.assess.account_register import AccountSighting, Fault, compare
from monitor.domain.content import AppState, Life, Post, TimelineState
from monitor.domain.observation import AppListing, Registration, StoredObservation, Timeline
from monitor.domain.site import Account, Centre, Platform, Unit, Watch
from monitor.domain.timing import SHANGHAI

NOW = datetime(2026, 11, 20, 9, tzinfo=SHANGHAI)
UNITS = (Unit(id="office", name="区政府办", aliases=("仓山区政府",)),)


def account(id: str, name: str = "仓山发布", platform: str = "weibo", **registry: Any) -> Account:
    return Account(
        id=id, name=name, platform=Platform(platform), unit="office", edition="fuzhou-2021", registry=registry
    )  # fmt: skip


def entry(subject: str, **more: Any) -> tuple[str, StoredObservation[Registration]]:
    plain = {"platform": "weibo", "name": "仓山发布", "verified": "仓山区政府", **more}
    return subject, StoredObservation(id="ob_r", at=NOW, facts=Registration(**plain))


def shown(day: int, name: str = "", state: str = "posts") -> StoredObservation[Timeline]:
    facts = Timeline(state=TimelineState(state), posts=(Post(id="1", on=date(2026, 11, day)),), name=name)
    return StoredObservation(id="ob_t", at=NOW, facts=facts)


def faults(
    accounts: list[Account], entries: list[Any], newest: dict[str, StoredObservation[Timeline]] | None = None
) -> list[tuple[Fault, tuple[str, ...]]]:
    watch = Watch(edition="fuzhou-2021", centre=Centre(name="中心"), units=UNITS, accounts=tuple(accounts))
    seen = {
        id: AccountSighting(one, one if one.facts.state is TimelineState.POSTS else None)
        for id, one in (newest or {}).items()
    }
    return [(one.fault, one.accounts) for one in compare(watch, entries, seen, NOW)]


def test_what_agrees_has_no_fault() -> None:
    assert faults([account("a")], [entry("a")], {"a": shown(18, "仓山发布")}) == []


def test_one_unit_one_platform_one_account_and_one_name() -> None:
    found = faults([account("a"), account("b", "仓山在线")], [entry("a"), entry("b")])
    assert found == [(Fault.SEVERAL, ("a", "b")), (Fault.NAMES_DIFFER, ("a", "b"))]


def test_a_closed_account_no_longer_counts_as_a_second() -> None:
    second = account("b", status="closed", filing="仓备2号")
    assert faults([account("a"), second], [entry("a"), entry("b", life=Life.CLOSED)]) == []


def test_watched_and_not_registered_and_the_other_way_round() -> None:
    found = faults([account("a")], [entry("register", platform="douyin", name="仓山文旅")])
    assert found == [(Fault.NOT_REGISTERED, ("a",)), (Fault.NOT_WATCHED, ("douyin/仓山文旅",))]


def test_nothing_is_called_unregistered_while_no_register_was_imported() -> None:
    assert faults([account("a")], []) == []


def test_a_closed_account_that_posts_and_a_running_one_that_is_gone() -> None:
    closed = entry("a", life=Life.CLOSED, closed=date(2026, 11, 1), filing="x")
    assert faults([account("a")], [closed], {"a": shown(9)}) == [(Fault.CLOSED_ALIVE, ("a",))]
    gone = {"a": shown(9, state="not_found")}
    assert faults([account("a")], [entry("a")], gone) == [(Fault.RUNNING_NOT_FOUND, ("a",))]


def test_a_changed_name_an_unverified_subject_and_a_closing_without_a_filing() -> None:
    assert faults([account("a")], [entry("a")], {"a": shown(18, "仓山融媒")}) == [
        (Fault.NAME_CHANGED, ("a",))
    ]
    assert faults([account("a")], [entry("a", verified="", filing="x")]) == [(Fault.UNVERIFIED, ("a",))]
    assert faults([account("a")], [entry("a", life=Life.CLOSED)]) == [(Fault.CLOSED_UNFILED, ("a",))]


def test_a_second_account_that_is_only_registered_counts_too() -> None:
    other = entry("register", name="仓山在线", unit="区政府办")
    assert (Fault.SEVERAL, ("a", "weibo/仓山在线")) in faults([account("a")], [entry("a"), other])
    closed = entry("register", name="仓山在线", unit="区政府办", life=Life.CLOSED)
    assert faults([account("a")], [entry("a"), closed]) == []


def test_apps_and_places_that_we_do_not_know_are_no_second_account() -> None:
    apps = [
        account("a", "掌上仓山", "app"),
        account("b", "仓山办事", "app"),
        account("c", "仓山便民", "miniprogram"),
    ]
    others = [account("d", platform="other"), account("e", platform="other")]
    assert faults([*apps, *others], []) == []


def test_a_verified_subject_is_held_against_the_unit_that_answers() -> None:
    assert faults([account("a")], [entry("a", verified="福州市仓山区政府")]) == []
    assert faults([account("a")], [entry("a", verified="林某某")]) == [(Fault.UNVERIFIED, ("a",))]


def test_the_configuration_and_the_register_name_another_state() -> None:
    assert faults([account("a", status="running")], [entry("a", life=Life.CLOSING)]) == [
        (Fault.LIFE_DIFFERS, ("a",))
    ]


def test_an_app_that_no_shop_has_is_running_and_not_found() -> None:
    app = account("a", "掌上仓山", "app")
    gone = StoredObservation(id="ob_a", at=NOW, facts=AppListing(state=AppState.MISSING, shop="app_store"))
    watch = Watch(edition="fuzhou-2021", centre=Centre(name="中心"), units=UNITS, accounts=(app,))
    [fault] = compare(watch, [], {"a": AccountSighting(gone)}, NOW)
    assert fault.fault is Fault.RUNNING_NOT_FOUND
