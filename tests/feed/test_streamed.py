"""The feed in parts, as it is sent and written, is the document as it is made at once."""

import io
import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest

from monitor.domain.verdict import Outcome, Verdict
from monitor.feed import document as feed
from monitor.feed.cache import _Said
from monitor.feed.file import FeedFile
from monitor.feed.filter import FeedFilter, narrow
from monitor.feed.fragments import PART, fragment, written
from tests.web.conftest import NOW, WATCH, columns_verdict, messages_verdict, verdict

GIVEN: dict[str, Sequence[Verdict]] = {
    "portal": (
        verdict(
            "portal", "site_unreachable", Outcome.FAIL, measured={"said": '"last_seen":null,"age_s":null,'}
        ),
        columns_verdict(),
        messages_verdict(),
    )
}
LOOKS = {"portal": NOW - timedelta(hours=3)}
TIMES: dict[str, datetime] = {"as_of": NOW, "known_by": NOW, "generated_at": NOW}
SCORING: dict[str, list[dict[str, Any]]] = {"units": [], "scores": [], "indicators": []}


async def nothing(some: object) -> Mapping[str, Sequence[Verdict]]:
    """No verdict is read again for whoever sees all."""
    return {}


@pytest.mark.parametrize(
    "wanted",
    [
        FeedFilter(),
        FeedFilter(subject="portal"),
        FeedFilter(outcomes=frozenset({"fail"})),
        FeedFilter(rules=frozenset({"homepage_stale"})),
        FeedFilter(units=frozenset({"agriculture"})),
    ],
    ids=str,
)
async def test_an_answer_joined_from_fragments_is_byte_for_byte_the_document_narrowed(
    wanted: FeedFilter,
) -> None:
    fragments = {one.id: fragment(one, GIVEN.get(one.id, ())) for one in WATCH.sites}
    said = _Said(watch=WATCH, fragments=fragments, load=nothing, looks=LOOKS, scoring=SCORING, **TIMES)
    document = feed.document(WATCH, GIVEN, newest=LOOKS, scoring=SCORING, **TIMES)
    made = await said.written(wanted)
    whole = written(narrow(document, wanted, WATCH))
    assert (made.body, made.size) == (whole, len(whole))
    assert made.subjects == len(json.loads(whole)["subjects"])


@pytest.mark.parametrize("given", [GIVEN, {}])
def test_a_file_written_subject_by_subject_is_the_document(given: dict[str, Sequence[Verdict]]) -> None:
    out = io.BytesIO()
    with FeedFile(NOW) as file:
        for one in WATCH.sites:
            file.add([one], given, LOOKS)
        file.write(out, WATCH, known_by=NOW, generated_at=NOW, scoring=SCORING)
    document = feed.document(WATCH, given, newest=LOOKS, scoring=SCORING, **TIMES)
    assert out.getvalue().decode() == feed.dumps(document)


def test_a_file_of_no_subject_is_the_document_too() -> None:
    nobody = feed.only(WATCH, [])
    out = io.BytesIO()
    with FeedFile(NOW) as file:
        file.write(out, nobody, known_by=NOW, generated_at=None)
    document = feed.document(nobody, {}, newest={}, **TIMES)
    assert out.getvalue().decode() == feed.dumps(
        {name: one for name, one in document.items() if name != "generated_at"}
    )


async def test_a_large_answer_comes_in_parts_of_which_none_is_large() -> None:
    site = WATCH.sites[0]
    long = verdict("portal", "site_unreachable", Outcome.PASS, measured={"said": "x" * 20_000})
    fragments = {f"s{n}": fragment(site, (long,)) for n in range(60)}
    said = _Said(watch=WATCH, fragments=fragments, load=nothing, looks={}, **TIMES)
    made = await said.written(FeedFilter())
    parts = [len(one) for one in made.parts()]
    assert len(parts) >= 4
    assert max(parts) < PART + 30_000
    assert sum(len(one.packed) for one in fragments.values()) < made.size / 10  # what is kept is packed
