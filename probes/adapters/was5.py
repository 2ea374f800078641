"""WAS5 search lists (TRS, `was5/web/search`): on www.fuzhou.gov.cn and many provincial hosts."""

import re
from datetime import datetime
from urllib.parse import parse_qsl, urlencode, urlsplit

from monitor.domain.observation import Listing
from probes.adapters._adapter import Adapter, ListRequest, Options, count_in, listing_of, loose_rows
from probes.http.links import join

_ADDRESS = re.compile(r"""["']([^"'<>\s]{0,200}/was5/web/search\?[^"'<>\s]{5,600})["']""")
_CHANNEL = re.compile(r"""channelid['"]?\s*[:=,]\s*['"]?(\d{3,9})""", re.IGNORECASE)
_CLASS = re.compile(
    r"""(?:classsql['"]?\s*[:=,]\s*['"]?|chnlid\s*[:=]\s*['"]?)((?:chnlid=)?[\w=*%()/' .-]{1,200})""",
    re.IGNORECASE,
)


def recognise(html: str, url: str) -> Options | None:
    """Channel and column of the list, from an address or variables in inline script."""
    if "was5" not in html.lower():
        return None
    if (address := _ADDRESS.search(html)) is not None:
        parts = urlsplit(join(url, address[1].replace("&amp;", "&")))
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        if "channelid" in query and query.get("classsql"):
            return {"url": f"{parts.scheme}://{parts.netloc}{parts.path}", **query}
    channel, column = _CHANNEL.search(html), _CLASS.search(html)
    if channel is None or column is None:
        return None
    value = column[1].strip()
    if value.count("'") % 2:  # the quote that ends the script's string, not one of the condition's
        value = value.rpartition("'")[0]
    where = value if "=" in value else f"chnlid={value}"
    return {"url": join(url, "/was5/web/search"), "channelid": channel[1], "classsql": where}


def request(options: Options, url: str) -> ListRequest:
    """Newest first, fifty rows: the site's own order puts pinned items first."""
    query = {
        "channelid": options["channelid"],
        "templet": options.get("templet", "advsch.jsp"),
        "sortfield": "-docreltime",
        "classsql": options["classsql"],
        "prepage": str(options.get("prepage", 50)),
        "page": str(options.get("page", 1)),
    }
    address = join(url, str(options.get("url", "/was5/web/search")))
    return ListRequest(url=f"{address}?{urlencode(query)}", headers={"Referer": url})


def read(text: str, url: str, options: Options, now: datetime | None) -> Listing:
    """Its JSON-like answer: `docs` with title, url and time; a filler row titled 文章标题."""
    return listing_of(loose_rows(text), url, total=count_in(text, ("count",)))


ADAPTER = Adapter(recognise=recognise, request=request, read=read, paged=True)
