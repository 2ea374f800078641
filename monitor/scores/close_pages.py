"""Close readings beside the articles that they are of (专题稿件细读)."""

from collections.abc import Iterable, Sequence

from monitor.domain.ledger import Article
from monitor.domain.likeness import address_key
from monitor.domain.observation import StoredObservation
from monitor.domain.text_page import TextForm, TextPage
from monitor.quarter.interpretations import form_of
from monitor.scores.period import OwnerScope, Period

Close = StoredObservation[TextPage]


def page_of(period: Period, article: Article) -> Close | None:
    """The close reading of an article's page; None: it was not read."""
    seen = period.texts.get(article.site, {}).get(article.url)
    if seen is None:
        key = address_key(article.url)
        texts = period.texts.get(article.site, {})
        seen = next((one for url, one in texts.items() if address_key(url) == key), None)
    return seen if seen is not None and seen.facts.state == "read" else None


def evidence_of_pages(pages: Iterable[Close | None]) -> tuple[str, ...]:
    """The ids of the readings, each once."""
    return tuple(dict.fromkeys(one.id for one in pages if one is not None))


def told_form(scope: OwnerScope, article: Article) -> str:
    """图文 or 音视频 by the words of title and columns, else by what its page holds; 文字; "" when nothing tells."""
    by_words = form_of(article, scope.column_names(article))
    if by_words:
        return by_words
    seen = page_of(scope.period, article)
    if seen is None:
        return ""
    forms = seen.facts.forms
    if TextForm.VIDEO in forms or TextForm.AUDIO in forms:
        return "音视频"
    if TextForm.PICTURE in forms or TextForm.H5 in forms:
        return "图文"
    return "文字" if TextForm.TEXT in forms and seen.facts.whole else ""


def titles(articles: Sequence[Article], most: int) -> tuple[str, ...]:
    """Titles as people read them, some of them."""
    return tuple(f"《{one.title}》" for one in articles[:most])
