"""Whose sheets a consumer sees: those of the units asked for, and never another unit's."""

from typing import Any

import pytest

from monitor.feed.document import SCORING
from monitor.feed.filter import FeedFilter, narrow
from tests.scores.units import watch

OWNERS = (("unit", "town", ("s",)), ("unit", "bureau", ()), ("site", "t", ("t",)))
DOCUMENT: dict[str, Any] = {
    "subjects": [],
    "extractor_alarms": [],
    **{gap: [] for gap in ("not_seen_lately", "not_judged", "not_judged_lately")},
    "units": [{"kind": kind, "id": id, "sites": sites, "accounts": ()} for kind, id, sites in OWNERS],
    "scores": [{"owner": {"kind": kind, "id": id}} for kind, id, _ in OWNERS],
    "indicators": [
        {"owner": {"kind": kind, "id": id}, "rules": [{"rule": rule}], "collected_zh": ["甲"]}
        for kind, id, _ in OWNERS
        for rule in ("replies_late", "homepage_stale")
    ],
}


def shown(**more: Any) -> dict[str, set[str]]:
    found = narrow(DOCUMENT, FeedFilter(**more), watch())
    return {
        name: {one["id"] if name == "units" else one["owner"]["id"] for one in found[name]}
        for name in SCORING
    }


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ({}, {"town", "bureau", "t"}), ({"units": frozenset({"bureau"})}, {"bureau"}),
        ({"scope": frozenset({"town"})}, {"town"}), ({"subject": "s"}, {"town"}), ({"subject": "t"}, {"t"}),
        ({"scope": frozenset({"bureau"}), "units": frozenset({"town"})}, set()), ({"subject": "s", "scope": frozenset({"bureau"})}, set()),
    ],
    ids=["all", "unit", "scope", "subject", "site-alone", "another-unit", "anothers-site"],
)  # fmt: skip
def test_sheets_are_narrowed_to_whom_they_belong(asked: dict[str, Any], ids: set[str]) -> None:
    assert shown(**asked) == dict.fromkeys(SCORING, ids)


def test_a_units_token_reads_no_sentence_about_messages() -> None:
    found = narrow(DOCUMENT, FeedFilter(scope=frozenset({"town"})), watch())
    assert [one["collected_zh"] for one in found["indicators"]] == [[], ["甲"]]
