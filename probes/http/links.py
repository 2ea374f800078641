"""Links as pages have them (链接): joined to their page and compared, never raising; nothing here opens anything."""

import re
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from monitor.domain.hosts import host_of as host_of

#: A longer address is none.
LONGEST = 8192

#: Longer addresses are taken apart with all care.
_LONGEST_PLAIN = 300
#: Addresses that stand as they will be asked for: nothing in them is to be joined, escaped or made smaller.
_CANONICAL = re.compile(
    r"(https?)://((?:(?!xn--)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,18}"
    r"|(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d))"
    r"(?::([1-9]\d{2,3}|[1-5]\d{4}))?(/(?:[A-Za-z0-9_~-][A-Za-z0-9_.~-]*+/)*+(?:[A-Za-z0-9_~-][A-Za-z0-9_.~-]*+)?)",
    re.ASCII,
)
#: The page of a folder itself, the mark of a visit in a path, and what a query may bear besides what it asks for.
_INDEX = re.compile(r"/(?:index|default)\.(?:[sjx]?html?|jspx?|aspx?|php|action|do)\Z", re.IGNORECASE)
_SESSION = re.compile(r";jsessionid=[^/?]{0,100}", re.IGNORECASE)
_SLASHES = re.compile(r"/(?:\.?/)++")
_OF_NO_PAGE = re.compile(
    r"(?:_|rand|random|timestamp|jsessionid)=.*|v(?:ersion)?=[\d.]*|(?:t|r|time)=(?:[\d.]{6,})?|(?:page|pageno|pagenum|pageindex|curpage|currentpage)=1?",
    re.IGNORECASE | re.DOTALL,
)
#: What a folder's own page may be called where a reader is sent to it: more than may be taken for the folder elsewhere.
_INDEX_NAME = re.compile(r"(?:index|default|home|main)(?:\.(?:\w{2,5}|action))?", re.IGNORECASE)


class Plain(NamedTuple):
    """A canonical address, taken apart."""

    scheme: str
    host: str
    port: int | None  #: as written
    path: str


def taken_apart(url: str) -> Plain | None:
    """*url* by its parts where it is canonical: `absolute` gives it as it stands. None: it may be anything else."""
    found = _CANONICAL.fullmatch(url, 0, _LONGEST_PLAIN)
    if found is None or len(url) > _LONGEST_PLAIN:
        return None
    scheme, host, port, path = found.groups()
    if port == ("443" if scheme == "https" else "80"):
        return None
    return Plain(scheme, host, int(port) if port else None, path)


def join(base: str, href: str) -> str:
    """
    The web address that *href*, found on the page *base*, means; "" where it means none. Never raises.

    For links that are kept and compared, spelt as the page has them; what is asked for goes through `absolute`.
    """
    try:
        there = urljoin(base, href.strip()) if len(href) <= LONGEST else ""
        parts = urlsplit(there)
        known = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        there.encode()  # half a character is no part of an address
    except ValueError:  # brackets, ports, characters that no host name has
        return ""
    return there if known and len(there) <= LONGEST else ""


def is_front_page(url: str) -> bool:
    """Whether *url* is some host's first page: `/`, `/index.html`; `/?id=7` and `/#/list` are none. Never raises."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return not (_folders(parts.path) or parts.query or "/" in parts.fragment)


def leads_up(asked: str, there: str) -> bool:
    """
    Whether *there* is some host's first page, or a folder above the page *asked*.

    A reader is sent so where a page is gone. Another spelling of the same folder (`index.html`) is none above. Never raises.
    """
    if is_front_page(there):
        return not is_front_page(asked)
    if host_of(asked) != host_of(there) or "?" in there:
        return False
    below, above = (_folders(urlsplit(one).path) for one in (asked, there))
    return len(above) < len(below) and below[: len(above)] == above


def _folders(path: str) -> list[str]:
    names = [name for name in path.split("/") if name]
    return names[:-1] if names and _INDEX_NAME.fullmatch(names[-1]) else names


def route_of(url: str) -> str:
    """What stands behind the `#` of *url* where a program chooses by it what it shows (`#/list/12`, `#!/list`); "" where it only names a place of the page, and for the first page of all (`#/`)."""
    part = url.partition("#")[2]
    return part if part.startswith(("/", "!")) and part.strip("/!") else ""


def with_fragment(there: str, asked: str) -> str:
    """Where a server led who *asked* for a page, with what stood behind the `#`: no server is told of it, and a browser keeps it."""
    fragment = asked.partition("#")[2]
    return there if "#" in there or not fragment else f"{there}#{fragment}"


def page_key(url: str) -> str:
    """
    *url* without what tells no pages apart: the same for http and https, with and without `www.`, a port that goes without saying, a folder's own
    page (index.html), the mark of a visit, the order of a query, what stands behind a `#` that is no route (`route_of`). Never raises.
    """
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError:
        return url
    if port is not None and port != {"http": 80, "https": 443}.get(parts.scheme):
        host = f"{host}:{port}"
    path = _SLASHES.sub("/", _SESSION.sub("", unquote(parts.path)))
    asked = sorted(f"{name}={value}" for name, value in parse_qsl(parts.query, keep_blank_values=True))
    said = "&".join(one for one in asked if not _OF_NO_PAGE.fullmatch(one))
    route = route_of(url)
    return f"{host}{_INDEX.sub('/', path).rstrip('/')}?{said}".rstrip("?").lower() + (route and f"#{route}")
