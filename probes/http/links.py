"""Links as pages have them (链接): joined to their page and compared, never raising; nothing here opens anything."""

from urllib.parse import urljoin, urlsplit

#: A longer address is none.
LONGEST = 8192


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


def host_of(url: str) -> str:
    """The host name in *url*, in lower case; "" where there is none. Never raises."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
