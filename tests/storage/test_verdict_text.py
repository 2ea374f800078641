"""Verdicts as they are stored: read back the same, whether parts stood in them then or not."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.assess.standings import standings
from monitor.domain.moved import ANY_MOMENT, moved
from monitor.domain.parts import figures
from monitor.domain.sentence import Amount, Label, Named, Text, written
from monitor.domain.site import Centre, Column, Site, Watch
from monitor.domain.timing import SHANGHAI
from monitor.domain.verdict import SAYS_NOTHING, FaultyItem, Outcome, PartKind, Verdict, VerdictPart
from storage.db.codec import canonical, decode, encode, plain_of
from storage.decisions.verdict_text import VerdictText, decode_verdict, decode_verdicts, encode_verdict
from tests.storage.test_newest import VERDICT

DAYS = st.none() | st.dates(date(2000, 1, 1), date(2100, 1, 1))
TEXTS = st.text(st.characters(blacklist_categories=["Cs"]), max_size=5)
COUNTS = st.none() | st.integers(0, 3)
PARAMS = st.recursive(
    st.one_of(
        TEXTS, st.integers(), st.none(), st.floats(allow_nan=False, allow_infinity=False), st.dates(), st.builds(Amount, st.integers(), TEXTS),
        st.builds(Label, TEXTS, TEXTS), st.builds(Named, TEXTS, TEXTS),
    ),
    lambda inner: st.one_of(st.tuples(inner, inner), st.builds(Text, TEXTS, st.dictionaries(TEXTS, inner, max_size=3))),
    max_leaves=4,
)  # fmt: skip
SAID = st.builds(written, TEXTS, TEXTS) | st.builds(Text, TEXTS, st.dictionaries(TEXTS, PARAMS, max_size=3))
PARTS = st.builds(
    VerdictPart, kind=st.sampled_from(PartKind), id=TEXTS, outcome=st.sampled_from(Outcome), name=TEXTS,
    unit=st.none() | st.just("civil"), newest=DAYS, due_on=DAYS, days_left=COUNTS, days_over=st.none() | st.integers(1, 3),
    reason=st.builds(written, TEXTS, TEXTS), evidence=st.tuples(TEXTS) | st.just(()), unreadable=st.booleans(),
    state=TEXTS, url=TEXTS, board=TEXTS, settle=TEXTS,
    items=st.lists(st.builds(FaultyItem, title=TEXTS, url=TEXTS, why=TEXTS), max_size=2).map(tuple),
)  # fmt: skip
WATCH = Watch(
    edition="fuzhou-2021",
    centre=Centre(name="中心"),
    sites=(
        Site(
            id="county", name="县", url="http://127.0.0.1/", edition="fuzhou-2021",
            columns=(Column(id="news", name="要闻", url="http://127.0.0.1/yw/"),),
        ),
    ),
)  # fmt: skip
COLUMN = {
    "id": "news", "outcome": "fail", "state": "stale", "newest": "2026-11-01", "due_on": "2026-11-15", "days_left": None,
    "days_over": 5, "unit": "civil", "reason": {"en": "old", "zh": "未更新"}, "evidence": ["ob_2"], "undated": ["http://x/1"],
}  # fmt: skip
MESSAGE = {
    "id": "xx/1", "board": "xx", "title": "路灯", "submitted": "2026-08-01", "due_on": "2026-11-01", "days_left": -19,
    "unit": "民政局", "url": "http://x/2",
}  # fmt: skip
GUIDE = {"id": "7", "title": "迁户", "url": "http://x/3", "missing": ["办理地点"]}
OLD_FIGURES = {
    "columns_overdue": {
        "columns": 1, "bad": 1, "unknown": 0, "bad_columns": ["news"], "unknown_columns": [], "unreadable_columns": ["news"],
        "undated_pages": {"news": ["http://x/1"]},
    },
    "replies_late": {"open": 2, "overdue": 1, "open_messages": [MESSAGE, {**MESSAGE, "id": "xx/2", "days_left": 0}], "undecided_messages": [{"id": "xx/3", "why": "refused"}]},
    "guides_incomplete": {"guides": 3, "bad": 1, "bad_guides": [GUIDE]},
    "homepage_stale": {"newest": "2026-11-01", "due_on": "2026-11-15", "days_left": -5, "snapshot_days": 7, "undated_pages": ["http://x/1"]},
    "account_silent": {"newest": "2026-11-01", "age_days": 19, "due_on": "2026-11-15", "days_left": -5},
    "site_unreachable": {"visits": 168, "failed": 9},
}  # fmt: skip


def old_text(rule: str) -> str:
    """A verdict of that rule as it was stored before verdicts had parts."""
    plain = json.loads(encode(replace(VERDICT, rule=rule, parts=())))
    del plain["parts"]
    plain["columns"] = [COLUMN] if rule == "columns_overdue" else []
    return json.dumps({**plain, "measured": OLD_FIGURES[rule]})


@settings(max_examples=25)
@given(st.lists(PARTS, max_size=3))
def test_a_verdict_comes_back_with_its_parts(parts: list[VerdictPart]) -> None:
    verdict = replace(VERDICT, parts=tuple(parts))
    text = encode_verdict(verdict)
    assert decode_verdict(text) == decode(Verdict, text) == verdict
    assert encode_verdict(decode_verdict(text)) == text


FIGURES = st.dictionaries(
    TEXTS,
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), TEXTS, st.dates(), st.tuples(TEXTS),
        st.dictionaries(TEXTS, st.integers() | st.dates()), st.sampled_from(Outcome), st.lists(st.dates()),
    ),
)  # fmt: skip


@settings(max_examples=30)
@given(
    st.lists(PARTS | st.builds(replace, PARTS, reason=SAID), max_size=3),
    FIGURES,
    st.lists(SAID, max_size=2).map(tuple),
    st.integers(0, 10**10).map(lambda s: datetime.fromtimestamp(s / 7, UTC if s % 3 else SHANGHAI)),
)
def test_it_is_written_as_the_library_writes_it(
    parts: list[VerdictPart], measured: dict[str, object], remarks: tuple[Text, ...], at: datetime
) -> None:
    """But for what parts leave empty."""
    verdict = replace(
        VERDICT,
        parts=tuple(parts),
        measured=measured,
        remarks=remarks,
        decided_at=at,
        known_by=at,
        window=(at, at),
    )
    plain = plain_of(verdict)
    for part, one in zip(plain["parts"], parts, strict=True):
        empty = [name for name, value in part.items() if not value and name not in ("kind", "id", "outcome")]
        for name in empty:
            if (name, one.days_left) != ("days_left", 0):
                del part[name]
        if one.reason == SAYS_NOTHING:
            del part["reason"]
    assert encode_verdict(verdict) == canonical(plain)
    assert VerdictText(verdict).said() == encode_verdict(moved(verdict, ANY_MOMENT, None))


def test_of_a_part_only_what_it_states_is_stored() -> None:
    bare = replace(VERDICT, parts=(VerdictPart(kind=PartKind.SHOP, id="android", outcome=Outcome.PASS),))
    assert json.loads(encode_verdict(bare))["parts"] == [{"kind": "shop", "id": "android", "outcome": "pass"}]


@pytest.mark.parametrize("rule", OLD_FIGURES)
def test_what_was_stored_before_parts_were_reads_in_the_feed_as_it_did(rule: str) -> None:
    [old] = decode_verdicts([old_text(rule)])
    assert figures(old) == OLD_FIGURES[rule]
    assert not any(isinstance(one, list) for one in old.measured.values())


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("columns_overdue", [("columns_overdue", None), ("column", -5)]),
        ("replies_late", [("replies_late", None), ("message", -19), ("message", 0)]),
        ("homepage_stale", [("homepage_stale", -5)]),
        ("site_unreachable", [("site_unreachable", None)]),
    ],
)
def test_what_was_stored_before_parts_were_is_owed_as_it_was(
    rule: str, expected: list[tuple[str, int | None]]
) -> None:
    found = standings(WATCH, {"county": decode_verdicts([old_text(rule)])})
    assert [(one.rule, one.days_left) for one in found] == expected
