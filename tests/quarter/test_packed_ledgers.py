"""Ledgers are held packed, and come out as they went in."""

from datetime import date, datetime

import pytest

from monitor.domain.content import Item, ListState
from monitor.domain.ledger import Article, ArticleLedger, DayBasis
from monitor.domain.observation import Listing, StoredObservation
from monitor.domain.timing import SHANGHAI
from monitor.quarter.ledgers import PackedLedgers

AT = datetime(2026, 8, 3, 1, tzinfo=SHANGHAI)


def ledger(site: str) -> ArticleLedger:
    article = Article(
        site=site, url=f"http://{site}.test/1.htm", title="通知", columns=("news",), first_seen=AT, on=date(2026, 8, 1),
        known=DayBasis.PAGE, source="区府办", evidence=("ob_1",), conflict=True, number="7",
    )  # fmt: skip
    facts = Listing(state=ListState.ITEMS, items=(Item(title="", url="", on=date(2026, 8, 1)),))
    look = StoredObservation(id="ob_2", at=AT, facts=facts)
    return ArticleLedger(
        site=site, articles=(article,), listings={"news": (look,)}, left_out={date(2026, 8, 2): 3}
    )


def test_each_comes_out_as_it_went_in_however_they_are_asked_for() -> None:
    with PackedLedgers() as packed:
        packed.add([ledger("a"), ledger("b")])
        assert packed["b"] == ledger("b")
        packed.add([ledger("c")])
        assert [packed[id] for id in ("a", "c", "b", "b")] == [ledger(id) for id in ("a", "c", "b", "b")]
        assert list(packed) == ["a", "b", "c"]
        assert len(packed) == 3


def test_a_site_without_one_is_not_in_it() -> None:
    with PackedLedgers() as packed:
        assert "a" not in packed
        with pytest.raises(KeyError):
            packed["a"]
