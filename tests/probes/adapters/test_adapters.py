"""What all adapters share: the registry, broken JSON, and what a count proves."""

from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.domain.content import ListState
from monitor.domain.observation import Listing
from probes.adapters._adapter import count_in, discover, listing_of, loose_rows
from tests.every import every

URL = "http://www.x.gov.cn/zwgk/tzgg/"


def test_every_adapter_is_found_and_has_its_tests() -> None:
    names = set(discover())
    assert names == {"was5", "fjdzapp", "smartsearch", "gkmlpt", "inline_array", "json_list", "within_frame"}
    here = Path(__file__).parent
    assert {name for name in names if (here / f"test_{name}.py").exists()} == names


@every(
    "text",
    [
        '{"docs":[{"title":"甲","time":"2026-11-03"}]}',
        '{"py":\'###pypy###\',"docs":[{"title":"甲","time":"2026-11-03"}]}',
        '{"docs":[{"title":"甲","time":"2026-11-03","content":"a{b}c\n\t"},]}',
        "{docs:[{title:'甲',time:'2026-11-03'}]}",
        'jQuery123_4({"docs":[{"title":"甲","time":"2026-11-03"}]});',
        '{"docs":[{"title":"甲","time":"2026-11-03"}, oops',
    ],
    ids=["JSON", "single quotes", "raw breaks, braces, last comma", "bare keys", "callback", "torn off"],
)
def test_rows_are_read_out_of_broken_json(text: str) -> None:
    [row] = [one for one in loose_rows(text) if "title" in one]
    assert (row["title"], row["time"]) == ("甲", "2026-11-03")


@given(st.text(alphabet=st.sampled_from(list("{}[]\"':,ab12\n\\(")), max_size=300))
@settings(max_examples=150, deadline=None)
def test_garbage_is_read_without_complaint(text: str) -> None:
    for adapter in discover().values():
        adapter.recognise(text, URL)
        assert isinstance(adapter.read(text, URL, {}, None), Listing)


@every(
    ("rows", "total", "state"),
    [
        ([{"title": "甲", "url": "1.htm"}], 1, ListState.ITEMS),
        ([], 0, ListState.BLANK),
        ([{"title": "文章标题", "url": "", "time": ""}], 0, ListState.BLANK),
        ([{"title": "文章标题", "url": "", "time": ""}], 3, ListState.UNREADABLE),
        ([], None, ListState.UNREADABLE),
        ([{"title": "甲"}], None, ListState.UNREADABLE),
    ],
    ids=["rows", "count 0", "filler and count 0", "filler and a count", "silence", "neither address nor day"],
)
def test_blank_needs_a_count_of_nothing(
    rows: list[dict[str, str]], total: int | None, state: ListState
) -> None:
    assert listing_of(rows, URL, total=total).state is state


@every(
    "value",
    ["2026-11-03", "2026.11.03 08:00", "2026-11-03T08:00:00", "1793664000", "1793664000000", "2026年11月3日"],
)
def test_days_are_read_in_every_form(value: str) -> None:
    listing = listing_of([{"title": "甲", "docreltime": value}], URL, total=None)
    assert listing.newest == date(2026, 11, 3)


def test_titles_lose_their_markup() -> None:
    listing = listing_of([{"title": "关于<em>甲</em>事\n项", "url": "1.htm"}], URL, total=None)
    assert [(one.title, one.url) for one in listing.items] == [("关于甲事 项", URL + "1.htm")]


@every(
    ("text", "count"),
    [
        ('{"count":"2"}', 2),
        ("{count: 0}", 0),
        ('{"readcount":5}', None),
        ('{"pageCount":5}', None),
        ("", None),
    ],
)
def test_only_the_lists_own_count_counts(text: str, count: int | None) -> None:
    assert count_in(text) == count
