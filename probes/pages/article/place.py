"""Where on its site a page says that it stands (当前位置): what stands above those words, with a text of its own, is no part of its article."""

import re

from probes.pages.article.info_line import prose_begins
from probes.pages.document.page_text import PageText

#: What says where on the site this page stands: boxes above it are no part of the article.
WHERE = re.compile(
    r"\n\s?(?:您|你)?(?:当前|目前|现在|所在|的){0,4}位置(?:是|为)?\s?[:：]|\n[^\n]{0,20}(?:当前|所在)位置"
)
#: The last of the crumbs that lead to a page, without such words before them.
_LAST_CRUMB = re.compile(r"[>»](?:\s|--)?\s{0,2}正文(?=\s)")


#: So far below a day they are looked for.
_FARTHEST = 4000


def place_below(page: PageText, start: int) -> int:
    """Where below text behind *start* the words stand that say where on the site the page stands; -1 for nowhere."""
    text, ends = page.text, start + _FARTHEST
    place = WHERE.search(text, start, ends) if text.find("位置", start, ends) >= 0 else None
    if place is None and text.find("正文", start, ends) >= 0:
        place = _LAST_CRUMB.search(text, start, ends)
    return place.end() if place is not None and prose_begins(text, start, place.start()) >= 0 else -1
