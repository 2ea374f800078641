"""Names of hosts (域名), and addresses by them."""

import re
from enum import StrEnum
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


def host_of(url: str) -> str:
    """The host name in *url*, in lower case; "" where there is none. Never raises."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def is_web_address(value: str) -> bool:
    """Whether *value* is an address of the web, with its scheme and a host."""
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


class AddressFault(StrEnum):
    """What keeps a text from being an address that may be configured."""

    UNREADABLE = "unreadable"  #: no address at all: a bracket that is not closed, a port that is no number
    SCHEME = "scheme"  #: begins otherwise than with http:// or https://
    HOST = "host"  #: without a host, with a blank, or with a port that no server has
    USER = "user"  #: with a user's name or password


def address_fault(value: str) -> tuple[AddressFault, str] | None:
    """What is wrong with *value* as an address to be configured, and in the reader's own words why it is unreadable; None: nothing."""
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError as error:
        return AddressFault.UNREADABLE, str(error)
    if parts.scheme not in ("http", "https"):
        return AddressFault.SCHEME, ""
    if not parts.hostname or port == 0 or re.search(r"\s", value):
        return AddressFault.HOST, ""
    return (AddressFault.USER, "") if parts.username or parts.password else None


def is_full_host(value: str) -> bool:
    """Whether *value* is a host with its domain, such as `a.gov.cn`: no address, no port, no blanks, and as hosts are compared."""
    labels = value.split(".")
    return len(labels) > 1 and all(labels) and value == value.lower() and not _FOREIGN.search(value)


def is_same_place(one: str, other: str) -> bool:
    """Whether two addresses differ at most in their scheme and a leading `www.`: where `http://a/` leads to `https://www.a/`."""
    return one == other or _bare(one) == _bare(other)


def _bare(url: str) -> str:
    return url.partition("://")[2].removeprefix("www.")
