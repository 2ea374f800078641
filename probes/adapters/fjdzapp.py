"""fjdzapp search lists: what replaces WAS5 on Fujian's hosts."""

import re
from datetime import datetime
from urllib.parse import urlencode, urlsplit

from monitor.domain.observation import Listing
from probes.adapters._adapter import Adapter, ListRequest, Options, count_in, listing_of, loose_rows
from probes.http.links import join

_CHANNEL = re.compile(r"""channelid['"]?\s*[:=]\s*['"]?(\d{3,9})""", re.IGNORECASE)
_CLASS = re.compile(r"""classsql['"]?\s*[:=]\s*['"]([^'"]{3,200})['"]""", re.IGNORECASE)
_COLUMN = re.compile(r"""(?:chnlid|channelId|columnId)['"]?\s*[:=]\s*['"]?(\d{2,9})""")
_METHOD = re.compile(r"fjdzapp/(search|data)", re.IGNORECASE)


def recognise(html: str, url: str) -> Options | None:
    """Channel and column, from the shell's inline script."""
    method = _METHOD.search(html)
    if method is None:
        return None
    channel, where, column = _CHANNEL.search(html), _CLASS.search(html), _COLUMN.search(html)
    sql = where[1] if where else f"chnlid={column[1]}" if column else None
    if channel is None or sql is None:
        return None
    if sql.endswith("=") and column is not None:  # 'chnlid=' + columnId
        sql += column[1]
    return {"path": f"/fjdzapp/{method[1].lower()}", "channelid": channel[1], "classsql": sql}


def request(options: Options, url: str) -> ListRequest:
    """Newest first; the host wants its own page as Referer."""
    form = {
        "channelid": options["channelid"],
        "sortfield": "-docreltime",
        "classsql": options["classsql"],
        "classcol": "publishyear",
        "classnum": "100",
        "classsort": "0",
        "cache": "true",
        "page": str(options.get("page", 1)),
        "prepage": str(options.get("prepage", 50)),
    }
    parts = urlsplit(url)
    headers = {
        "Referer": url,
        "Origin": f"{parts.scheme}://{parts.netloc}",
        "X-Requested-With": "XMLHttpRequest",
    }
    address = join(url, str(options.get("path", "/fjdzapp/search")))
    if address.endswith("/data"):
        return ListRequest(url=f"{address}?{urlencode(form)}", headers=headers)
    headers["Content-Type"] = "application/x-www-form-urlencoded; charset=UTF-8"
    return ListRequest(url=address, method="POST", headers=headers, body=urlencode(form).encode())


def read(text: str, url: str, options: Options, now: datetime | None) -> Listing:
    """JSON: `data` with doctitle, docreltime, chnldocurl."""
    return listing_of(loose_rows(text), url, total=_total(text))


def _total(text: str) -> int | None:
    """Its own count; without one, no pages are no items."""
    total = count_in(text)
    return 0 if total is None and count_in(text, ("pageCount",)) == 0 else total


ADAPTER = Adapter(recognise=recognise, request=request, read=read, paged=True)
