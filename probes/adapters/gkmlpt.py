"""gkmlpt lists (信息公开目录平台): JSON under `/gkmlpt/api/all/<column>`."""

import re
from datetime import datetime
from urllib.parse import urlsplit

from monitor.domain.observation import Listing
from probes.adapters._adapter import Adapter, ListRequest, Options, count_in, listing_of, loose_rows
from probes.http.links import join

_COLUMN = re.compile(
    r"""(?:gkmlpt/(?:index)?#|gkmlpt/api/all/|(?:COLUMN_?ID|columnId|TREE_?ID)['"]?\s*[:=]\s*['"]?)(\d{1,9})""",
    re.IGNORECASE,
)
_SHELL = re.compile(r"gkmlpt/(?:static|api)/", re.IGNORECASE)
_SITE = re.compile(r"""\b(?:SID|siteId|site_id|sid)['"]?\s*[:=]\s*['"]?(\d{1,9})""")


def recognise(html: str, url: str) -> Options | None:
    """Column from the address's fragment or inline script, site from inline script."""
    ours = urlsplit(url)
    if "/gkmlpt/" not in ours.path + "/" and not _SHELL.search(html):
        return None  # a link to the platform stands in many a navigation
    column, site = _COLUMN.search(url) or _COLUMN.search(html), _SITE.search(html)
    number = ours.fragment if ours.fragment.isdigit() else column[1] if column else None
    return {"column": number, "sid": site[1] if site else ""} if number is not None else None


def request(options: Options, url: str) -> ListRequest:
    """Page 1, which holds up to a hundred rows."""
    sid = f"&sid={options['sid']}" if options.get("sid") else ""
    address = join(url, f"/gkmlpt/api/all/{options['column']}")
    return ListRequest(url=f"{address}?page={options.get('page', 1)}{sid}", headers={"Referer": url})


def read(text: str, url: str, options: Options, now: datetime | None) -> Listing:
    """JSON: `articles` with title, url, and times as epochs or text."""
    return listing_of(loose_rows(text), url, total=count_in(text, ("total",)))


ADAPTER = Adapter(recognise=recognise, request=request, read=read, paged=True)
