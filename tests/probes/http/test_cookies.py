"""Cookies of one visit: kept as they came, or not at all."""

import pytest

from probes.http.cookies import LONGEST, MOST, cookie_header, keep_cookies
from tests.every import every


def kept(*lines: str) -> dict[str, str]:
    cookies: dict[str, str] = {}
    keep_cookies(cookies, lines)
    return cookies


@every(
    ("line", "header"),
    [
        pytest.param("a=1; Path=/; HttpOnly", "a=1", id="plain"),
        pytest.param(" a = 1 ", "a=1", id="blanks around"),
        pytest.param('a="x y"', 'a="x y"', id="quotes stay"),
        pytest.param(r'a="x\015\012Evil: 1"', r'a="x\015\012Evil: 1"', id="octal escapes stay escapes"),
        pytest.param(r'a="\"', r'a="\"', id="a lone backslash"),
        pytest.param("a=", "a=", id="empty value"),
        pytest.param("a=b=c", "a=b=c", id="equals signs in the value"),
        pytest.param("a=\xe4", "a=\xe4", id="a byte beyond ASCII goes back as it came"),
        pytest.param("=x", "", id="no name"),
        pytest.param("x", "", id="no value"),
        pytest.param("a b=x", "", id="a blank in the name"),
        pytest.param("a=x\x0by", "", id="a control character"),
        pytest.param("a=x\ry", "", id="a carriage return"),
        pytest.param("a=x\0y", "", id="NUL"),
        pytest.param("a=x\x85y", "", id="a control character of latin-1"),
        pytest.param("a=" + "x" * LONGEST, "", id="larger than a browser takes"),
        pytest.param('a="' + "\\" * 110_000, "", id="a hundred thousand backslashes"),
    ],
)
def test_a_cookie_is_kept_as_it_came_or_left_out(line: str, header: str) -> None:
    assert cookie_header(kept(line)) == header


def test_the_last_word_of_a_name_counts_and_max_age_0_takes_it_back() -> None:
    assert kept("a=1", "b=2", "a=3") == {"a": "3", "b": "2"}
    assert kept("a=1", "b=2", "a=; Path=/; Max-Age=0") == {"b": "2"}
    assert kept("a=1", "a=2; max-age=3600") == {"a": "2"}


def test_a_host_has_so_many_cookies_and_no_more() -> None:
    assert len(kept(*(f"c{n}=1" for n in range(1000)))) == MOST
