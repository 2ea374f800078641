"""Text from outside is mended once, where it enters."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.text import DEEPEST, clean_text, load_json, unescaped


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("便民信息", "便民信息"),
        ("便民\ud83d", "便民\ufffd"),
        ("\ude00开头", "\ufffd开头"),
        ("示例\0发布", "示例\ufffd发布"),
        ("一\x0b二\x0c三", "一 二 三"),
        ("铃\x07", "铃\ufffd"),
        ("\ufffe", "\ufffd"),
        ("一\t二\r\n三😀", "一\t二\r\n三😀"),
    ],
)
def test_what_no_store_can_hold_is_replaced(text: str, mended: str) -> None:
    assert clean_text(text) == mended


@given(st.text(st.characters(exclude_categories=())))
def test_every_text_can_be_stored_afterwards_and_is_as_long(text: str) -> None:
    mended = clean_text(text)
    assert mended.encode().decode() == mended
    assert "\0" not in mended
    assert (len(mended), clean_text(mended)) == (len(text), mended)


def test_half_an_emoji_in_json_is_mended_in_words_and_keys_and_a_whole_one_is_kept() -> None:
    text = r'{"题\ud83d": ["\ud83d\ude00", "\u0000", 1, null, {"a": "\udc00b"}]}'
    assert load_json(text) == {"题\ufffd": ["😀", "\ufffd", 1, None, {"a": "\ufffdb"}]}


def test_surrogates_written_as_bytes_are_mended_too() -> None:
    assert load_json(b'"\xed\xa0\xbd"') == "\ufffd"


def test_raw_line_breaks_are_forgiven_and_no_number_is_null() -> None:
    assert load_json('{"a": "x\ny", "b": NaN, "c": -Infinity}') == {"a": "x\ny", "b": None, "c": None}


@pytest.mark.parametrize(
    "text", ["", "{", '{"a": "x}', "[" * 200_000, "[" * 101 + "]" * 101, b"\xff\xff{", "9" * 5000]
)  # fmt: skip
def test_what_is_no_json_is_a_value_error(text: str | bytes) -> None:
    with pytest.raises(ValueError):
        load_json(text)


def test_a_hundred_levels_are_deep_enough() -> None:
    assert load_json("[" * DEEPEST + "]" * DEEPEST) == json.loads("[" * DEEPEST + "]" * DEEPEST)


@pytest.mark.parametrize(
    ("text", "spelt"),
    [
        ("a&amp;b&#31034;", "a&b示"),
        (f"1&#{'9' * 5000};2", "1\ufffd2"),
        ("&#99999999;", "\ufffd"),
        ("a&b", "a&b"),
    ],
)
def test_character_references_are_spelt_out_whatever_their_number(text: str, spelt: str) -> None:
    assert unescaped(text) == spelt
