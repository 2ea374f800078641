"""JSON of strangers: what goes past a limit is no JSON, and what a store cannot hold is replaced."""

import pytest

from monitor.domain.text import DEEPEST, LONGEST, NotJson, load_json
from tests.every import every


@every(
    "text",
    [
        pytest.param("[" * 200_000, id="opened for ever"),
        pytest.param('{"a":' * 5000 + "1" + "}" * 5000, id="objects in objects"),
        pytest.param("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1), id="one level too deep"),
        pytest.param("[" + "9" * 5000 + "]", id="more digits than Python takes"),
        pytest.param("-" + "1" * 401, id="a number of 401 digits"),
        pytest.param(" " * (LONGEST + 1), id="too large"),
        pytest.param("", id="nothing"),
        pytest.param("<html>", id="a page"),
        pytest.param(b"\xff\xfe\xfd", id="no text"),
        pytest.param('"' + "\\" * 100_001, id="nothing but backslashes"),
    ],
)
def test_what_is_no_json_is_said_in_one_way(text: str | bytes) -> None:
    with pytest.raises(NotJson):
        load_json(text)


def test_the_deepest_allowed_is_read() -> None:
    assert load_json("[" * DEEPEST + "]" * DEEPEST)


def test_brackets_inside_texts_are_no_depth() -> None:
    assert load_json('["' + "[{" * 500 + '\\"[["]') == ["[{" * 500 + '"[[']


def test_half_emojis_and_nul_become_replacement_characters_in_values_and_keys() -> None:
    read = load_json('{"a\\ud83d": ["\\u0000x", {"b": "\\udc00"}], "c": "\\ud83d\\ude00"}')
    assert read == {"a\ufffd": ["\ufffdx", {"b": "\ufffd"}], "c": "😀"}


def test_bytes_are_read_in_their_own_charset_and_raw_line_breaks_forgiven() -> None:
    assert load_json('\ufeff{"标题": "一\n二"}'.encode()) == {"标题": "一\n二"}
    assert load_json('["题"]'.encode("utf-16")) == ["题"]
