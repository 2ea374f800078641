"""Where the further pages of a listing stand (翻页)."""

import re
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

_CREATE = re.compile(
    r"""createPageHTML\s*\(\s*['"]?(\d{1,5})['"]?\s*,\s*['"]?(\d{1,5})['"]?\s*,\s*['"]([\w-]{1,40})['"]\s*,\s*['"](\w{1,8})['"]"""
)
_NEXT = re.compile(r"^\s*(?:下一?页|后一?页|next|›|>)\s*[>»]*\s*$", re.IGNORECASE)


def next_page(html: str, url: str) -> str | None:
    """
    The address of the page after this one, or None when this is the last or nothing tells.

    Knows TRS's `createPageHTML(pages, current, "index", "htm")`, whose page 2 is `index_1.htm`, and plain links
    that say 下一页.
    """
    match = _CREATE.search(html)
    if match is not None:
        pages, current = int(match[1]), int(match[2])
        there = urljoin(url, f"{match[3]}_{current + 1}.{match[4]}")
        return there if current + 1 < pages else None
    for link in LexborHTMLParser(html).css("a[href]"):
        href = (link.attributes.get("href") or "").strip()
        if _NEXT.match(link.text()) and href and not href.lower().startswith(("javascript:", "#")):
            there = urljoin(url, href)
            return there if urlsplit(there).netloc == urlsplit(url).netloc and there != url else None
    return None
