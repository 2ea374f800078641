"""What a homepage shows in frames (首页框架): pages of this site that are to be read too, and frames whose address only a script knows."""

import re
from collections.abc import Iterator, Sequence

from monitor.domain.text import unescaped
from probes.http.guard import is_kin, is_same_site
from probes.http.links import host_of, join
from probes.pages.document.elsewhere import all_frames, is_gadget, is_seen, stands_around
from probes.pages.document.markup import PageSource
from probes.pages.listing.leads_on import leads_on_to

#: A page that stands in the frame's own attribute.
_WITHIN = re.compile(
    r"""<iframe\b([^<>]{0,300}?)\ssrcdoc\s?=\s?("[^"]{1,100000}"|'[^']{1,100000}')([^<>]{0,300})>""",
    re.IGNORECASE,
)
#: Where a frame's page stands, at once or once it comes into sight; and by what a script finds the frame.
_SOURCE = re.compile(
    r"""\s(?:src|data|data-(?:src|url|original|lazy-?src))\s?=\s?["']?([^"'\s>]{1,300})""", re.IGNORECASE
)
_NAME = re.compile(r"""\s(?:id|name)\s?=\s?["']?([\w-]{1,60})""", re.IGNORECASE)
#: How a script reads what a frame holds.
_READS = re.compile(r"content(?:Window|Document)|\bframes\s?[\[.]")
_WORD = re.compile(r"[\w-]+")
_NO_PAGE = re.compile(r"\.(?:pdf|ofd|docx?|xlsx?|jpe?g|png|gif|mp[34]|swf|flv|wmv)\b", re.IGNORECASE)
_NOWHERE = ("about:", "javascript:")


def with_pages_within(html: str) -> str:
    """*html* with the pages that stand in attributes of frames (`srcdoc`) in the place of these."""
    if "srcdoc" not in html.lower():
        return html
    return _WITHIN.sub(
        lambda one: f"<div>{unescaped(one[2][1:-1])}</div>" if is_seen(one[1] + one[3]) else one[0], html
    )


def framed_pages(
    parts: PageSource, base: str, url: str, allowed_hosts: Sequence[str]
) -> tuple[tuple[str, ...], int]:
    """
    The addresses of this site's pages that a homepage shows in frames or leads on to by itself, and how many frames a script gives their pages; leading on to another site, or to what is not told, counts as one.

    Of films in files, weather, counters and the like none; of frames that are not seen those that a script names or reads, or does something with once they are there.
    """
    pages, given = dict[str, None](), 0
    for source in leads_on_to(parts):
        pages |= dict.fromkeys(filter(None, [page := _page(source, base, url, allowed_hosts)]))
        given += not (source and (page or _is_ours(join(base, source), url, allowed_hosts)))
    frames = all_frames(parts)
    names = frozenset(_WORD.findall(parts.scripts)) if frames else frozenset[str]()
    reads = _READS.search(parts.scripts) is not None
    for told in frames:
        is_used = reads or "onload" in told.lower() or any(one in names for one in _NAME.findall(told))
        source = next(_sources(told), "")
        if not (is_seen(told) or (source and is_used)):
            continue
        if not source:
            given += is_used and "frame" in told[:6].lower() and not any(map(is_gadget, _NAME.findall(told)))
        elif page := _page(source, base, url, allowed_hosts):
            pages[page] = None
    return tuple(pages), given


def _sources(told: str) -> Iterator[str]:
    return (one for one in _SOURCE.findall(told) if not one.lower().startswith(_NOWHERE))


def _page(source: str, base: str, url: str, allowed_hosts: Sequence[str]) -> str:
    """The address of what a frame shows, where it is another page of this site; "" for any other, for files, for what tells no news and for no address at all (*.htm, which is to keep a page from being saved)."""
    there = join(base, unescaped(source)).partition("#")[0]
    tells_none = "*" in source or is_gadget(source) or stands_around(source) or _NO_PAGE.search(there)
    return there if not tells_none and is_page_of_ours(there, url, allowed_hosts) else ""


def is_page_of_ours(there: str, url: str, allowed_hosts: Sequence[str]) -> bool:
    """Whether an address is a page of this site other than the homepage at *url* itself."""
    if not there.startswith(("http://", "https://")) or there.rstrip("/") == url.rstrip("/"):
        return False
    return _is_ours(there, url, allowed_hosts)


def _is_ours(there: str, url: str, allowed_hosts: Sequence[str]) -> bool:
    """Whether an address is of the site at *url*, of an allowed host or of a kindred one."""
    host, own = host_of(there), host_of(url)
    return there != "" and (is_same_site(host, own, allowed_hosts) or is_kin(host, own))
