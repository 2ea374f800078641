"""Cookies within one visit (访问内 Cookie): name and value as they came, and whether they end. Linear, never unescaped."""

import re
from collections.abc import Iterable

#: Browsers take no larger one, and not more of one host.
LONGEST = 4096
MOST = 50

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}")
#: What may stand in a value: no control characters, so that none can reach a request of ours.
_VALUE = re.compile(r"[\x20-\x3a\x3c-\x7e\xa0-\xff]*+")
_ENDED = re.compile(r"max-age\s{0,8}=\s{0,8}(?:-\d{1,12}|0{1,12})", re.IGNORECASE)


def keep_cookies(jar: dict[str, str], lines: Iterable[str]) -> None:
    """
    Put what the Set-Cookie *lines* say into *jar*; one that ends at once (`Max-Age=0`) is taken out.

    Left out: a line without a name, one larger than a browser takes, one with a control character in it.
    """
    for line in lines:
        if len(line) > LONGEST:
            continue
        pair, _, more = line.partition(";")
        name, equals, value = (part.strip() for part in pair.partition("="))
        if not equals or not _NAME.fullmatch(name) or not _VALUE.fullmatch(value):
            continue
        if any(_ENDED.fullmatch(part.strip()) for part in more.split(";")):
            jar.pop(name, None)
        elif name in jar or len(jar) < MOST:
            jar[name] = value


def cookie_header(jar: dict[str, str]) -> str:
    """The Cookie header for *jar*, as latin-1 text; "" for none."""
    return "; ".join(f"{name}={value}" for name, value in jar.items())
