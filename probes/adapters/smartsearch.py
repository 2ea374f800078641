"""smartSearch lists (`smartSearch/interface/search.do`), as on www.quanzhou.gov.cn."""

import re
from datetime import datetime
from urllib.parse import urlencode

from monitor.domain.observation import Listing
from probes.adapters._adapter import Adapter, ListRequest, Options, count_in, listing_of, loose_rows
from probes.http.links import join

_EXPRESS = re.compile(r"""express['"]?\s*[:=]\s*['"]?(\(?chnlid=\d{1,9}\)?)""", re.IGNORECASE)
_COLUMN = re.compile(r"""chnlid['"]?\s*[:=]\s*['"]?(\d{1,9})""", re.IGNORECASE)
_SITE = re.compile(r"""siteId['"]?\s*[:=]\s*['"]?(\d{1,9})""", re.IGNORECASE)


def recognise(html: str, url: str) -> Options | None:
    """Column and site, from inline script."""
    if "smartsearch/interface" not in html.lower():
        return None
    express, column, site = _EXPRESS.search(html), _COLUMN.search(html), _SITE.search(html)
    where = express[1] if express else f"(chnlid={column[1]})" if column else None
    return {"express": where, "siteId": site[1] if site else ""} if where else None


def request(options: Options, url: str) -> ListRequest:
    """Newest first; needs the page as Referer."""
    query = {
        "express": options["express"],
        "siteId": options.get("siteId", ""),
        "order": "-docrelTime",
        "pagesize": "50",
        "currentpage": str(options.get("page", 1)),
    }
    address = join(url, "/smartSearch/interface/search.do")
    return ListRequest(url=f"{address}?{urlencode(query)}", headers={"Referer": url})


def read(text: str, url: str, options: Options, now: datetime | None) -> Listing:
    """JSON: docTitle, docrelTime (`2024.03.05 …`), docPuburl."""
    return listing_of(loose_rows(text), url, total=count_in(text))


ADAPTER = Adapter(recognise=recognise, request=request, read=read, paged=True)
