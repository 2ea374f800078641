"""In what a page tells its matter (解读形式): pictures, video, audio, H5, text."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from monitor.domain.text_page import TextForm

#: Where site systems put the text of an article.
_PLACES = (
    ".TRS_Editor", ".TRS_UEDITOR", ".trs_editor_view", "#zoom", "#UCAP-CONTENT", ".xl_con", ".article-content", ".article_con", ".article",
    ".view", "#content", ".content", "article", ".main-txt", ".detail", ".con",
)  # fmt: skip
_ORNAMENT = re.compile(r"logo|icon|ico_|qrcode|ewm|share|btn|arrow|bg\.|blank|space|wx\.|weixin|dot\.|line\.|conac|jiucuo|gongan|beian", re.IGNORECASE)  # fmt: skip
_VIDEO = re.compile(r"\.(?:mp4|m3u8|flv|mov|wmv)\b|video|player\.|youku|v\.qq|bilibili", re.IGNORECASE)
_AUDIO = re.compile(r"\.(?:mp3|m4a|wav|amr)\b|audio", re.IGNORECASE)
_H5 = re.compile(r"(?<![a-z])h5(?![a-z0-9])|eqxiu|rabbitpre|maka\.im", re.IGNORECASE)
#: So many characters are a text of their own, and no caption.
TEXT_FROM = 150
_SPACES = re.compile(r"\s+")


def place_of(tree: LexborHTMLParser) -> LexborNode | None:
    """The element that holds the article, where one bears a known name; of several the one with most text."""
    best: LexborNode | None = None
    for name in _PLACES:
        for node in tree.css(name)[:5]:
            if best is None or len(node.text()) > len(best.text()) * 1.5:
                best = node
        if best is not None and len(best.text()) >= TEXT_FROM:
            return best
    return best


def forms_of(tree: LexborHTMLParser) -> tuple[tuple[TextForm, ...], int]:
    """The forms that stand in the article, and its characters; pictures count only where the article's place is known."""
    place = place_of(tree)
    around = place if place is not None else tree.body
    if around is None:
        return (), 0
    found = []
    characters = len(_SPACES.sub("", around.text()))
    if place is not None and any(_is_picture(node) for node in place.css("img")):
        found.append(TextForm.PICTURE)
    carriers = around.css("video, audio, source, embed, object, iframe, a")
    sources = [" ".join(_addresses(node)) for node in carriers]
    if around.css_first("video") is not None or any(_VIDEO.search(one) for one in sources):
        found.append(TextForm.VIDEO)
    if around.css_first("audio") is not None or any(_AUDIO.search(one) for one in sources):
        found.append(TextForm.AUDIO)
    if any(_H5.search(one) for one in sources):
        found.append(TextForm.H5)
    if characters >= TEXT_FROM:
        found.append(TextForm.TEXT)
    return tuple(found), characters


def _is_picture(node: LexborNode) -> bool:
    source = node.attributes.get("src") or node.attributes.get("data-src") or ""
    size = node.attributes.get("width") or ""
    return bool(source) and not _ORNAMENT.search(source) and not (size.isdigit() and int(size) < 100)


def _addresses(node: LexborNode) -> tuple[str, ...]:
    attributes = node.attributes
    return tuple((attributes.get(name) or "") for name in ("src", "data", "href"))
