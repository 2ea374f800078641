"""The parser behind one door: what would make it write past its buffer never reaches it."""

from collections.abc import AsyncIterator
from html.entities import html5
from pathlib import Path

import pytest

from probes.pages.document.parser import parse_html
from probes.pages.readings import column_page
from probes.wall.base import ReaderBroke
from probes.wall.pool import ReadingPool
from tests.every import every
from tests.probes.world import NOW

ROOT = Path(__file__).parents[3]
LONGER = [name for name, characters in html5.items() if len(characters.encode()) > len(name) + 1]


@pytest.fixture
async def pool() -> AsyncIterator[ReadingPool]:
    made = ReadingPool(1)
    yield made
    await made.close()


@every("name", LONGER)
@every("around", ["{}", "<p title='{}'>", "<title>{}", "<textarea>{}"])
async def test_names_that_are_shorter_than_their_characters_crash_no_reader(
    pool: ReadingPool, name: str, around: str
) -> None:
    read = await pool.read(column_page, around.format(f"&{name}" * 60_000), "http://a/", None, NOW)
    assert not isinstance(read, ReaderBroke)


@pytest.mark.parametrize("name", LONGER)
def test_such_a_name_is_read_as_its_characters(name: str) -> None:
    assert parse_html(f"<p>&{name}</p>").text() == html5[name]


def test_pages_are_parsed_in_one_place() -> None:
    parsing = [
        path
        for room in ("probes", "monitor", "storage")
        for path in (ROOT / room).rglob("*.py")
        if "HTMLParser(" in path.read_text("utf-8")
    ]
    assert parsing == [ROOT / "probes/pages/document/parser.py"]
