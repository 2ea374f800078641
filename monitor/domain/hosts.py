"""Names of hosts (域名), and addresses by them."""

import re
from urllib.parse import urlsplit

#: What no name of a host holds.
_FOREIGN = re.compile(r"[\s/:*@]")

#: Names under which anybody may register: `a.com.cn`.
_SECOND = frozenset({"com", "net", "org", "gov", "edu", "ac", "mil"})


def registered_domain(host: str) -> str:
    """The registered domain of *host*, roughly: `x.example.com.cn` is of `example.com.cn`."""
    parts = host.lower().rstrip(".").split(".")
    many = 3 if len(parts) > 2 and parts[-2] in _SECOND and len(parts[-1]) == 2 else 2
    return ".".join(parts[-many:])


def is_web_address(value: str) -> bool:
    """Whether *value* is an address of the web, with its scheme and a host."""
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def is_full_host(value: str) -> bool:
    """Whether *value* is a host with its domain, such as `a.gov.cn`: no address, no port, no blanks, and as hosts are compared."""
    labels = value.split(".")
    return len(labels) > 1 and all(labels) and value == value.lower() and not _FOREIGN.search(value)


def is_same_place(one: str, other: str) -> bool:
    """Whether two addresses differ at most in their scheme and a leading `www.`: where `http://a/` leads to `https://www.a/`."""
    return one == other or _bare(one) == _bare(other)


def _bare(url: str) -> str:
    return url.partition("://")[2].removeprefix("www.")
