"""Pages that only send the reader on: meta refresh, and the one-line `location=` script."""

import re
from urllib.parse import urljoin

_META = re.compile(
    r"""<meta\b[^>]{0,200}?http-equiv\s*=\s*["']?refresh["']?[^>]{0,200}?content\s*=\s*(?:"([^"]{1,600})"|'([^']{1,600})')""",
    re.IGNORECASE,
)
_META_REVERSED = re.compile(
    r"""<meta\b[^>]{0,20}?content\s*=\s*(?:"([^"]{1,600})"|'([^']{1,600})')[^>]{0,200}?http-equiv\s*=\s*["']?refresh""",
    re.IGNORECASE,
)
_CONTENT = re.compile(
    r"""\s*(\d{1,4})(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?["']?([^"'\s>][^"'>]*)""", re.IGNORECASE
)
_SCRIPT = re.compile(
    r"""(?:window|self|top|document|parent)?\.?\blocation(?:\.href)?\s*(?:=|\.replace\s*\(|\.assign\s*\()\s*["']([^"']{1,600})["']""",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--(?!\[if).*?-->", re.DOTALL)
_TAGS = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|$)|<[^>]*>", re.DOTALL | re.IGNORECASE)

#: A reader is sent on at once, or after so many seconds.
LONGEST_WAIT_S = 5
#: A page with more words than this is a page of its own, whatever its scripts do.
FEW_WORDS = 200


def sent_on_to(text: str, url: str) -> tuple[str, str] | None:
    """
    Where a page that holds little else sends its reader: the address, and `meta_refresh` or `script_redirect`.

    None for a page with words of its own, and for one that refreshes itself.
    """
    if len(text) > 20_000:
        return None
    bare = _COMMENT.sub("", text)
    if len("".join(_TAGS.sub("", bare).split())) > FEW_WORDS:
        return None
    if (meta := _META.search(bare) or _META_REVERSED.search(bare)) is not None:
        content = _CONTENT.match(meta[1] or meta[2])
        if content is not None and int(content[1]) <= LONGEST_WAIT_S:
            return _absolute(url, content[2], "meta_refresh")
    scripts = _SCRIPT.findall(bare)
    if len(scripts) == 1 and len(bare) < 2000:
        return _absolute(url, scripts[0], "script_redirect")
    return None


def _absolute(url: str, target: str, how: str) -> tuple[str, str] | None:
    try:
        there = urljoin(url, target.strip())
    except ValueError:
        return None
    same = there.split("#")[0] == url.split("#")[0]
    return None if same or not there.startswith(("http://", "https://")) else (there, how)
