"""Where on its site a page says that it stands (当前位置): what stands above those words, with a text of its own, is no part of its article."""

import re

from probes.pages.article.info_line import prose_begins
from probes.pages.document.page_text import PageText

#: What says where on the site this page stands: boxes above it are no part of the article.
WHERE = re.compile(
    r"\n\s?(?:您|你)?(?:当前|目前|现在|所在|的){0,4}位置(?:是|为)?\s?[:：]|\n[^\n]{0,20}(?:当前|所在)位置|[>»](?:\s|--)?\s{0,2}正文(?=\s)"
)


def place_below(page: PageText, start: int) -> int:
    """Where below text behind *start* the words stand that say where on the site the page stands; -1 for nowhere."""
    if page.text.find("位置", start) < 0 and page.text.find("正文", start) < 0:
        return -1
    if (place := WHERE.search(page.text, start)) is None:
        return -1
    return place.end() if prose_begins(page.text, start, place.start()) >= 0 else -1
