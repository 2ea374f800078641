"""Lists on a page of their own that the column shows in a frame (框架页)."""

from datetime import datetime

from monitor.domain.observation import Listing
from probes.adapters._adapter import Adapter, ListRequest, Options
from probes.http.links import join
from probes.pages.document.costly import too_costly
from probes.pages.document.elsewhere import asks_elsewhere, own_frames
from probes.pages.document.markup import split_scripts, without_comments
from probes.pages.document.tree import read_tree
from probes.pages.listing.listing import read_list
from probes.pages.listing.script_lists import script_list


def recognise(html: str, url: str) -> Options | None:
    """The one frame of the site's own on a page that no script fills."""
    if too_costly(html):
        return None
    html = without_comments(html)
    parts = split_scripts(html)
    frames = set(own_frames(parts))
    if len(frames) != 1 or asks_elsewhere(parts.scripts, parts.markup) or script_list(parts, read_tree(html)):
        return None
    return {"url": join(url, frames.pop())}


def request(options: Options, url: str) -> ListRequest:
    """The page in the frame."""
    return ListRequest(url=str(options.get("url", url)), headers={"Referer": url})


def read(text: str, url: str, options: Options, now: datetime | None) -> Listing:
    """A list as any other, on a page of its own address."""
    return read_list(text, str(options.get("url", url)), now=now)


ADAPTER = Adapter(recognise=recognise, request=request, read=read)
