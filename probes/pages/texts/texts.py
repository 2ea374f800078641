"""One page read closely: links, forms, days, guest (专题稿件细读)."""

from datetime import datetime

from monitor.domain.text_page import TextPage
from probes.pages.document.costly import TOO_COSTLY, too_costly
from probes.pages.document.page_text import read_page
from probes.pages.document.parser import parse_html
from probes.pages.document.scripts import render
from probes.pages.texts.forms import forms_of
from probes.pages.texts.interview import announces, asked_and_answered, day_of_interview, guest_of
from probes.pages.texts.links import hides_links, links_of
from probes.pages.texts.survey import ended, feedback_of, period_of


def read_text_page(html: str, url: str, column_class: str, now: datetime) -> TextPage:
    """
    What the page *html* that came from *url* shows, with its inline scripts run as of *now*.

    *column_class*: what it was listed as, which says what is looked for. A page too costly to read is unreadable.
    """
    failed, costly = "", too_costly(html)
    if not costly:
        after = render(html, url, now, anyway=True)
        html, failed, costly = after.html, after.failed, after.costly
    if costly:
        return TextPage(url=url, column_class=column_class, state="unreadable", reason=TOO_COSTLY)
    page, tree = read_page(html), parse_html(html)
    links = links_of(tree, url)
    forms, characters = forms_of(tree)
    is_interview = column_class in ("interview", "press")
    is_activity = column_class in ("survey", "solicitation")
    starts, ends = period_of(page.text) if is_activity else (None, None)
    forecast = is_interview and announces(page.title, page.text)
    asked, answered = asked_and_answered(page.text) if is_interview else (0, 0)
    return TextPage(
        url=url, column_class=column_class, state="read", title=page.title[:300], whole=not failed and not hides_links(tree),
        links=links, forms=forms, characters=characters,
        starts=day_of_interview(page.text) if is_interview else starts, ends=ends,
        ended=ended(page.text) if is_activity else None,
        feedback=feedback_of(page.text, links) if is_activity else "",
        announces=forecast, guest=guest_of(page.text) if is_interview else "", questions=asked, answers=answered,
    )  # fmt: skip
