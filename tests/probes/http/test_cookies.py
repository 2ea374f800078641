"""Cookies of one visit: kept as they came, or not at all."""

import pytest

from probes.http.cookies import LONGEST, MOST, cookie_header, keep_cookies
from tests.every import every

HOST = "www.x.gov.cn"


def kept(*lines: str, host: str = HOST) -> dict[str, dict[str, str]]:
    jar: dict[str, dict[str, str]] = {}
    keep_cookies(jar, host, lines)
    return jar


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
    assert cookie_header(kept(line), HOST) == header


@every(
    ("lines", "header"),
    [
        pytest.param(("a=1", "b=2", "a=3"), "a=3; b=2", id="the last word of a name counts"),
        pytest.param(("a=1", "b=2", "a=; Path=/; Max-Age=0"), "b=2", id="Max-Age=0 takes it back"),
        pytest.param(("a=1", "a=2; max-age=3600"), "a=2", id="an hour is not over"),
        pytest.param(("a=1", "a=x; Expires=Thu, 01-Jan-1970 00:00:00 GMT; Path=/"), "", id="a day of 1970 takes it back"),
        pytest.param(("a=1", "a=x; expires=Thu, 01 Jan 70 00:00:01 GMT"), "", id="a year of two digits"),
        pytest.param(("a=1; Expires=Wed, 09 Jun 2100 10:18:14 GMT",), "a=1", id="a day to come"),
        pytest.param(("a=1; Expires=never",), "a=1", id="no day"),
    ],
)  # fmt: skip
def test_a_cookie_that_is_ended_is_taken_out(lines: tuple[str, ...], header: str) -> None:
    assert cookie_header(kept(*lines), HOST) == header


@every(
    ("domain", "host", "header"),
    [
        pytest.param(".x.gov.cn", "sso.x.gov.cn", "a=1", id="another host of the name"),
        pytest.param("X.gov.cn", "x.gov.cn", "a=1", id="the bare name"),
        pytest.param("www.x.gov.cn", "a.www.x.gov.cn", "a=1", id="its own name is for all below it"),
        pytest.param("", "sso.x.gov.cn", "", id="for that host alone"),
        pytest.param("", "m.www.x.gov.cn", "", id="for that host alone, none below it"),
        pytest.param("gov.cn", "www.y.gov.cn", "", id="not for everybody's name"),
        pytest.param("y.gov.cn", "y.gov.cn", "", id="not for another's name"),
        pytest.param("x.gov.cn", "yx.gov.cn", "", id="not for a name that ends alike"),
    ],
)
def test_a_cookie_of_a_domain_goes_to_its_hosts(domain: str, host: str, header: str) -> None:
    assert cookie_header(kept(f"a=1; Domain={domain}; Path=/"), host) == header


def test_a_visit_has_so_many_cookies_and_no_more() -> None:
    [cookies] = kept(*(f"c{n}=1" for n in range(1000))).values()
    assert len(cookies) == MOST
