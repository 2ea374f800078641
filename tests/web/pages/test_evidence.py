"""The evidence viewer: the raw bytes, safely, for those who may see them."""

import hashlib
from datetime import date

import pytest

from monitor.web.pages._raw import date_forms, highlighted
from tests.web.pages.reading import parse, section, words
from tests.web.pages.world import AUDITOR, CENTRE, World, unit_user


async def test_it_shows_when_where_and_that_the_hash_is_the_same_again(world: World) -> None:
    async with world.as_(CENTRE) as browser:
        html = (await browser.get(f"/evidence/{world.reading}")).text
    said = section(html, "原始页面1")
    for fact in ("✓ 与存证一致", "http://county.test/a.htm", "2026-11-20 02:00:00", "192.0.2.7", "状态 200", "✓ 相同"):  # fmt: skip
        assert fact in said, fact
    assert "Server: <b>nginx" in said
    assert "2026-11-03 取自 页面可见处" in section(html, "读取到的内容").replace("取自", "取自 ").replace(
        "  ", " "
    )


async def test_altered_bytes_are_named_and_not_shown(world: World) -> None:
    [file] = (world.store.evidence.folder).rglob("*.warc.gz")
    file.write_bytes(b"\x00" * file.stat().st_size)
    async with world.as_(CENTRE) as browser:
        html = (await browser.get(f"/evidence/{world.reading}")).text
        raw = await browser.get(f"/evidence/{world.reading}/raw")
    assert "✕ 与存证不一致" in section(html, "原始页面1")
    assert "<iframe" not in html
    assert raw.status_code == 404


async def test_the_raw_page_is_utf8_and_can_neither_run_nor_load_nor_send(world: World) -> None:
    async with world.as_(CENTRE) as browser:
        raw = await browser.get(f"/evidence/{world.reading}/raw?record=0")
        page = await browser.get(f"/evidence/{world.reading}")
    assert raw.headers["content-type"] == "text/html; charset=utf-8"
    assert "关于低保的公告" in raw.text
    policy = [one.strip() for one in raw.headers["content-security-policy"].split(";")]
    assert policy[:4] == ["sandbox", "default-src 'none'", "style-src 'unsafe-inline'", "img-src data:"]
    assert "form-action 'none'" in policy
    assert raw.headers["x-content-type-options"] == "nosniff"
    frame = parse(page.text).css_first("iframe")
    assert frame.attributes["sandbox"] == ""
    assert frame.attributes["src"] == f"/evidence/{world.reading}/raw?record=0"


async def test_a_download_is_never_opened_as_a_page(world: World) -> None:
    async with world.as_(CENTRE) as browser:
        answer = await browser.get(f"/evidence/{world.reading}/raw?download=1")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment; ")
    [record] = await world.store.records(world.reading)
    assert hashlib.sha256(answer.content).hexdigest() == record.exchange.sha256


async def test_the_text_is_escaped_and_marks_the_date_that_was_read(world: World) -> None:
    async with world.as_(CENTRE) as browser:
        html = (await browser.get(f"/evidence/{world.reading}/text")).text
    page = parse(html)
    assert [words(one) for one in page.css("pre mark")] == ["关于低保的公告", "发布日期：2026年11月03日"]
    assert "<script>alert(1)</script>" in page.css_first("pre").text()
    assert page.css("pre script") == []


@pytest.mark.parametrize("number", ["9", "-1", "x", "٣"])
async def test_a_record_that_is_not_there_is_not_found(world: World, number: str) -> None:
    async with world.as_(CENTRE) as browser:
        for part in ("raw", "text"):
            answer = await browser.get(f"/evidence/{world.reading}/{part}", params={"record": number})
            assert answer.status_code == 404


@pytest.mark.parametrize(
    ("unit", "seen"),
    [("civil", {"listing", "reading"}), ("office", {"other_column", "reading"}), ("education", set())],
    ids=["owner of the column", "owner of the site", "stranger"],
)
async def test_a_unit_reads_the_evidence_of_its_own_and_never_a_board(
    world: World, unit: str, seen: set[str]
) -> None:
    names = ("listing", "other_column", "reading", "board")
    async with world.as_(unit_user(unit)) as browser:
        for part in ("", "/raw", "/text"):
            allowed = {
                name
                for name in names
                if (await browser.get(f"/evidence/{getattr(world, name)}{part}")).status_code == 200
            }
            assert allowed == seen


async def test_the_centre_and_the_auditor_read_a_board(world: World) -> None:
    for who in (CENTRE, AUDITOR):
        async with world.as_(who) as browser:
            assert "低保发放问题" in (await browser.get(f"/evidence/{world.board}")).text


async def test_one_piece_of_evidence_is_as_private_as_what_rests_on_it(world: World) -> None:
    [record] = await world.store.records(world.board)
    async with world.as_(unit_user("office")) as browser:
        assert (await browser.get(f"/evidence/{record.exchange.id}")).status_code == 404
    async with world.as_(CENTRE) as browser:
        assert (await browser.get(f"/evidence/{record.exchange.id}")).status_code == 200


def test_a_day_is_found_however_it_is_written() -> None:
    forms = date_forms(date(2026, 11, 3))
    assert {"2026-11-03", "2026-11-3", "2026年11月3日", "2026/11/03", "20261103"} <= set(forms)


def test_the_longer_of_two_words_is_marked_and_control_characters_are_replaced() -> None:
    marked = highlighted("发布 2026年11月03日\x07 <b>", ["2026年11月", "2026年11月03日"])
    assert str(marked.html) == '发布 <mark id="mark0">2026年11月03日</mark>\ufffd &lt;b&gt;'
    assert (marked.marks, marked.cut) == (1, False)


@pytest.mark.parametrize("shape", ["{0}b", "{0}b{0}", "b{0}"])
def test_a_page_made_to_be_slow_is_marked_in_time(shape: str) -> None:
    """It took half a minute, while nobody else was answered."""
    words = [shape.format("a" * long) for long in range(4, 404)]
    assert highlighted("a" * 300_000, words).marks == 0
