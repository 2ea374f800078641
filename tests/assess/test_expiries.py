"""Certificates and domains are told ahead of their end: 30, 14 and 7 days before, and again once they are over."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from monitor.alerts.digest import digests
from monitor.assess.expiries import expiries
from monitor.domain.mail import CENTRE
from tests.alerts.nights import NIGHT, WATCH, tonight

SITE = WATCH.sites[0]


def ends(left: int) -> date:
    return NIGHT + timedelta(days=left)


@pytest.mark.parametrize(
    ("left", "named", "news"),
    [
        (31, False, False), (30, True, True), (29, True, False), (14, True, True), (7, True, True), (6, True, False), (0, True, True),
        (-1, True, False), (-7, True, True),
    ],
)  # fmt: skip
def test_it_is_named_from_thirty_days_on_and_written_of_on_its_nights(
    left: int, named: bool, news: bool
) -> None:
    found = expiries(WATCH, {SITE.id: ends(left)}, NIGHT)
    assert [(one.what, one.left) for one in found] == ([("certificate", left)] if named else [])
    assert any(one.is_news for one in found) is news


def test_a_domain_ends_on_the_day_of_the_ledger_and_the_soonest_stands_first() -> None:
    watch = replace(WATCH, sites=(replace(SITE, domain_expires=ends(3)), *WATCH.sites[1:]))
    found = expiries(watch, {SITE.id: ends(14), "unknown": ends(1)}, NIGHT)
    assert [(one.what, one.left) for one in found] == [("domain", 3), ("certificate", 14)]
    assert expiries(WATCH, {}, NIGHT) == ()


@pytest.mark.parametrize(("left", "written"), [(14, True), (13, False)])
def test_a_unit_with_nothing_else_to_hear_is_written_to_on_those_nights_alone(
    left: int, written: bool
) -> None:
    night = replace(tonight(), expiries=expiries(WATCH, {SITE.id: ends(left)}, NIGHT))
    heard = {one.audience: one for one in digests(night)}
    assert (SITE.unit in heard) is written
    [section] = [one for one in heard[CENTRE].sections if one.title == "证书、域名到期提醒1项"]
    assert f"还有{left}天" in section.lines[0].facts
    if written:
        assert SITE.unit is not None
        assert "证书、域名到期提醒1项" in heard[SITE.unit].subject
