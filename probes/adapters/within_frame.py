"""Lists on a page of their own that the column shows in a frame (框架页)."""

import re
from dataclasses import replace
from datetime import datetime

from monitor.domain.content import ListState
from monitor.domain.observation import Listing
from monitor.domain.text import unescaped
from probes.adapters._adapter import Adapter, ListRequest, Options
from probes.http.links import host_of, join
from probes.pages.document.costly import too_costly
from probes.pages.document.elsewhere import asks_elsewhere, awaits_content, reaches_empty_list, shown_frames
from probes.pages.document.markup import PageSource, split_scripts, without_comments
from probes.pages.document.tree import Tree, read_tree
from probes.pages.listing.blank import has_text
from probes.pages.listing.listing import read_list
from probes.pages.listing.script_lists import script_list
from probes.pages.records.groups import find_groups, stands_aside
from probes.pages.records.rows import linked_records

#: Addresses of what stands beside a list, or is none: boxes, forms, files.
_NO_LIST = re.compile(
    r"(?<![a-z])(?:right|side|hot|rank|recommend|tuijian|vote|survey|map|form|upload|viewer)(?![a-z])"
    r"|\.(?:pdf|ofd|docx?|xlsx?|jpe?g|png|gif|mp[34])\b",
    re.IGNORECASE,
)
#: So many names of such a length are titles, not a menu.
_FEWEST, _LONG = 3, 16


def recognise(html: str, url: str) -> Options | None:
    """The one frame, of the site's own, on a page that holds no other text or rows in its content, and that no script fills."""
    if too_costly(html):
        return None
    html = without_comments(html)
    parts = split_scripts(html)
    frames = {unescaped(one) for one in shown_frames(parts)}
    if len(frames) != 1 or asks_elsewhere(parts.scripts, parts.markup) or awaits_content(parts):
        return None
    tree = read_tree(html)
    there = join(join(url, tree.base) or url, frames.pop()).partition("#")[0]
    is_ours = host_of(there) == host_of(url) and there != url.partition("#")[0] and "\\" not in there
    if not is_ours or _NO_LIST.search(there) or _holds_more(parts, tree, url):
        return None
    return {"url": there}


def _holds_more(parts: PageSource, tree: Tree, url: str) -> bool:
    """Whether the list may be elsewhere than in the frame: in rows, behind a script, or a text stands in its place."""
    if script_list(parts, tree) or reaches_empty_list(parts) or has_text(tree):
        return True
    rows = linked_records(tree, None)
    titles = [one for one in rows if len(one.title) >= _LONG and not stands_aside(tree, one.element)]
    return len(titles) >= _FEWEST or any(
        one.dated and not one.aside for one in find_groups(tree, parts.markup, rows, url)
    )


def request(options: Options, url: str) -> ListRequest:
    """The page in the frame."""
    return ListRequest(url=str(options.get("url", url)), headers={"Referer": url})


def read(text: str, url: str, options: Options, now: datetime | None) -> Listing:
    """A list as any other, on a page of its own address; that nothing stands there may be a form's word, and is no blank column."""
    found = read_list(text, str(options.get("url", url)), now=now)
    if found.state is ListState.BLANK:
        return replace(found, state=ListState.UNREADABLE, reason="no_list_found")
    return found


ADAPTER = Adapter(recognise=recognise, request=request, read=read)
