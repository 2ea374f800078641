"""The probe itself: whom it looks at, and when it leaves a platform alone. Sources: tests/probes/sources."""

from datetime import datetime, timedelta

from monitor.domain.timing import SHANGHAI
from probes._breaker import Breaker
from probes.base import discover

NOW = datetime(2026, 11, 20, 9, tzinfo=SHANGHAI)


def test_it_looks_at_accounts() -> None:
    assert discover()["newmedia"].subject == "account"


def test_three_refusals_open_the_breaker_and_one_more_doubles_the_pause() -> None:
    breaker = Breaker()
    for _ in range(3):
        assert not breaker.is_open("weibo", NOW)
        breaker.note("weibo", NOW, refused=True)
    assert breaker.is_open("weibo", NOW + timedelta(minutes=29))
    later = NOW + timedelta(minutes=31)
    assert not breaker.is_open("weibo", later)
    breaker.note("weibo", later, refused=True)
    assert breaker.is_open("weibo", later + timedelta(minutes=59))
    assert not breaker.is_open("wechat", later)


def test_one_good_answer_closes_it() -> None:
    breaker = Breaker()
    for refused in (True, True, False, True, True):
        breaker.note("weibo", NOW, refused=refused)
    assert not breaker.is_open("weibo", NOW)
