"""Cookies within one visit (访问内 Cookie): name and value as they came, and whether they end. Linear, never unescaped."""

import re
from collections.abc import Iterable

from probes.http.guard import is_kin

#: Browsers take no larger one, and not more of one host.
LONGEST = 4096
MOST = 50

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}")
#: What may stand in a value: no control characters, so that none can reach a request of ours.
_VALUE = re.compile(r"[\x20-\x3a\x3c-\x7e\xa0-\xff]*+")
#: Servers of older ways take a cookie back with a day of the last century.
_ENDED = re.compile(
    r"max-age\s{0,8}=\s{0,8}(?:-\d{1,12}|0{1,12})"
    r"|expires\s{0,8}=\s{0,8}[a-z]{3,9},\s{0,8}\d{1,2}[- ][a-z]{3}[- ](?:19)?[7-9]\d .{0,40}",
    re.IGNORECASE,
)

#: By domain, its name and value: `www.x.gov.cn` for that host alone, `.x.gov.cn` for all hosts of that name.
Jar = dict[str, dict[str, str]]


def keep_cookies(jar: Jar, host: str, lines: Iterable[str]) -> None:
    """
    Put what the Set-Cookie *lines* of *host* say into *jar*; one that is ended (`Max-Age=0`, an `Expires` long past) is taken out.

    Left out: a line without a name, one larger than a browser takes, one with a control character in it, one for a
    domain that is not the host's own.
    """
    for line in lines:
        if len(line) > LONGEST:
            continue
        pair, _, more = line.partition(";")
        name, equals, value = (part.strip() for part in pair.partition("="))
        if not equals or not _NAME.fullmatch(name) or not _VALUE.fullmatch(value):
            continue
        said = [part.strip() for part in more.split(";")]
        if (domain := _domain(said, host)) is None:
            continue
        cookies = jar.setdefault(domain, {})
        if any(map(_ENDED.fullmatch, said)):
            cookies.pop(name, None)
        elif name in cookies or sum(map(len, jar.values())) < MOST:
            cookies[name] = value


def cookie_header(jar: Jar, host: str) -> str:
    """The Cookie header for *host*, as latin-1 text; "" for none."""
    if not jar:
        return ""
    mine = [jar[one] for one in jar if one == host or (one.startswith(".") and f".{host}".endswith(one))]
    return "; ".join(f"{name}={value}" for cookies in mine for name, value in cookies.items())


def _domain(said: Iterable[str], host: str) -> str | None:
    """Whose the cookie is; None: of no domain that *host* may speak for."""
    wide = next((one[7:].strip(" .").lower() for one in said if one[:7].lower() == "domain="), "")
    if not wide:
        return host
    is_own = host == wide or (host.endswith(f".{wide}") and is_kin(host, wide))
    return f".{wide}" if is_own else None
