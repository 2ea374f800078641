"""
When was this article published? (稿件发布页)

Candidates → features → decision: every day of the text, tags, scripts and address is weighed; vetoes, rule rows and a
small learned ranker decide (`rules.py`, `ranker.py`), and the id of what decided is kept. A date that is newer than the
truth makes a dead column look alive, so doubt ends in no day; and a page without one is `Undated` only where the page
proves it.
"""

import hashlib
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from monitor.domain.content import Candidate, Dated, DatePlace, Published, Undated, Unreadable
from monitor.domain.observation import Reading
from monitor.domain.timing import DAY
from probes.pages.article.beside import is_below_an_unread_head, is_beside_an_older_one
from probes.pages.article.boxes import with_rows
from probes.pages.article.candidates import (
    MOST_DATES,
    Met,
    generated_on,
    in_address,
    in_scripts,
    in_tags,
    in_text,
    near_titles,
    yearless,
)
from probes.pages.article.cards import with_pieces
from probes.pages.article.cells import with_cells
from probes.pages.article.changed_days import changes_a_day, of_text, stand_in_head, stands_in
from probes.pages.article.decision import Considered, Decision, decide, judge, older_than
from probes.pages.article.features import (
    Around,
    Weighed,
    foot_of,
    of_place,
    weigh,
)
from probes.pages.article.head import decides, stretches
from probes.pages.article.info_line import FACTS, SOURCE, rest_of_line, without_facts
from probes.pages.article.later import with_later
from probes.pages.article.only_moment import with_only_moment
from probes.pages.article.others import with_ends, with_others
from probes.pages.article.place import place_below
from probes.pages.article.ranker import Ranker, load_ranker
from probes.pages.article.rules import LABELS, SURE, row_of, veto_of
from probes.pages.article.title_lines import is_named_by_window, is_under_another_title
from probes.pages.dates.dates import FoundDate, find_dates
from probes.pages.document.awaited_places import awaits_script
from probes.pages.document.costly import TOO_COSTLY, too_costly
from probes.pages.document.libraries import fills_attributes
from probes.pages.document.page_text import PageText, joined, read_page, text_begins
from probes.pages.document.scripts import render, writes_by_script
from probes.pages.document.title_places import title_ends
from probes.pages.document.unreadable import (
    day_unplaced,
    label_is_unread,
    waits_for_its_day,
    why_not_undated,
    why_unreadable,
)

#: So many candidates are kept with a reading, with so many features each.
KEPT, KEPT_SIGNS = 20, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A page after its scripts, as far as they had to run, and every day met on it."""

    html: str
    page: PageText
    weighed: tuple[Weighed, ...]
    failed: str = ""  #: what kept its scripts from running to their end
    doubt: str = ""  #: what keeps days that its scripts may have changed from being told
    taken: bool = False  #: a sure day stood in its text before its scripts changed that, and none since
    awaited: tuple[str, ...] = ()  #: parts of the page that code overwrites which is not run here
    put_away: tuple[str, ...] = ()  #: parts of it that its scripts leave hidden
    placed: tuple[str, ...] = ()  #: words beside which such code puts something
    wrote: tuple[str, ...] = ()  #: lines that its scripts wrote
    differs: bool = False  #: they show something else at another time


def read_article(html: str, url: str = "", *, now: datetime | None = None, every: bool = False) -> Reading:
    """
    The publish day of an article page, where it was read, what decided, and the other candidates.

    *now*: when the page was fetched; resolves relative words. A labelled day after it is kept as the page's word all
    the same (rules refuse it). *every*: also where a day was found, keep those days as candidates that no rule takes.
    Never raises on what a page may hold.
    """
    ranker = load_ranker()
    seen = see(html, url, now, every=every)
    decision = decide(judge(seen.weighed, ranker), ranker)
    published = _published(seen, decision)
    if seen.differs:
        then = see(html, url, now, at_another_time=True)
        if _published(then, decide(judge(then.weighed, ranker), ranker)) != published:
            published = Unreadable("its scripts show another day at another time")
    dated = isinstance(published, Dated)
    candidates = _candidates(decision, ranker, every=every)
    return Reading(
        url=url,
        published=published,
        title=seen.page.title[:300],
        source=_source(seen.page),
        candidates=candidates,
        conflict=_conflict(published, decision.judged),
        text_digest=hashlib.sha256(joined(seen.page.text).encode()).hexdigest(),
        decided_by=decision.rule if dated else decision.doubted,
        chance=candidates[0].chance if dated else None,
        wrote=seen.wrote,
    )


def see(
    html: str, url: str, now: datetime | None, *, every: bool = True, at_another_time: bool = False
) -> Seen:
    """
    The days on the page, those of its head alone where they decide, unless *every* one is asked for; its scripts are run only where what stands without them is not sure.

    *at_another_time*: what they show then.
    """
    page, address = read_page(html), in_address(url)
    tag, generated = in_tags(page), generated_on(page)
    around, still, sure = _in_text(page, tag, address, generated, now, every=every)
    failed, broke, doubt, taken, differs = "", False, "", False, False
    wrote, awaited, placed, put_away = [tuple[str, ...]()] * 4
    unsure = around.label_unread or not sure
    writes = unsure and (
        writes_by_script(page.scripts)
        or fills_attributes(html)
        or (tag is None and _is_silent(page, still))
        or _awaits_its_day(around)
    )
    if writes or changes_a_day(page, still):
        after = render(html, url, now, anyway=True)
        html, failed, awaited, placed = after.html, after.failed, after.awaited, after.placed
        put_away = after.put_away
        differs = bool(after.at_another_time)
        html = after.at_another_time if differs and at_another_time else html
        doubt = after.failed if not unsure and after.unable else ""
        broke = after.broke or awaits_script(html, page)
        if after.wrote:
            before, page = page, read_page(html)
            tag, generated = in_tags(page), generated_on(page)
            around, still, _ = _in_text(page, tag, address, generated, now)
            still = _marked(before, page, still)
            was_sure, sure = sure, is_sure(still)
            taken = was_sure and not sure
            wrote = _new_lines(before, page)
    met = [tag, address]
    if not sure:
        met += [yearless(page, url, around.tag), in_scripts(page)]
        if any(met):
            silent = not (broke or failed or around.label_unread or day_unplaced(page))
            silent = silent and not stand_in_head(placed, page)
            waits = silent and address is not None and waits_for_its_day(html, page)
            around = replace(around, silent=silent, waits=waits)
    elsewhere = (of_place(one, around, generated) for one in met if one is not None)
    return Seen(
        html=html,
        page=page,
        weighed=(*still, *elsewhere),
        failed=failed,
        doubt=doubt,
        taken=taken,
        awaited=awaited,
        put_away=put_away,
        placed=placed,
        wrote=wrote,
        differs=differs,
    )


def _is_silent(page: PageText, still: Sequence[Weighed]) -> bool:
    """Whether a page with scripts of its own states no day in its text, or hides one: before it is undated, all of them are run."""
    return bool(page.scripts.strip()) and (not still or page.hidden != "")


def _awaits_its_day(around: Around) -> bool:
    """Whether the label of its day has nothing behind it and the page has scripts of its own, however they write."""
    return around.label_unread and bool(around.page.scripts.strip())


def is_sure(weighed: Sequence[Weighed]) -> bool:
    """Whether a row that needs no other place takes one of the days of the text."""
    return any(
        veto_of(one.features) is None and (row := row_of(one.features)) is not None and row.rank <= SURE
        for one in weighed
    )


def _in_text(
    page: PageText,
    tag: Met | None,
    address: Met | None,
    generated: frozenset[date],
    now: datetime | None,
    *,
    every: bool = True,
) -> tuple[Around, tuple[Weighed, ...], bool]:
    """What the whole page says, its days, and whether one of them is sure. Of days that the head decides those of the head alone, unless *every* one is asked for."""
    foot = foot_of(page)
    full = find_dates(page.text)[:MOST_DATES]
    full = full[: bisect_left(full, foot, key=lambda one: one.start)]
    beside = list(near_titles(page, foot, now))
    met = in_text(page, full, foot, beside, stretches(page, foot))
    whole = {one.start for one in full}
    days = Counter(one.on for one in full)
    days.update(one.found.on for one in met if one.spelling == "full" and one.found.start not in whole)
    around = Around(
        page=page,
        foot=foot,
        now=now,
        address=address.found.on if address is not None else None,
        tag=tag.found.on if tag is not None and tag.found.on not in generated else None,
        days=days,
        newest=max(days, default=None),
        title_ends=title_ends(page),
        text_at=len(page.text) if page.title_at else text_begins(page.text),
        label_unread=label_is_unread(page),
    )
    near = [weigh(one, around) for one in met]
    weighed = list[Weighed]()
    if not every and not around.label_unread and any("title.near" in one.features for one in near):
        weighed = _with_each_other(near, page)
        if decides(weighed, page, full):
            return around, tuple(weighed), True
    known = {(one.met.found.start, one.met.spelling): one for one in near}
    met = in_text(page, full, foot, beside, ((0, foot),))
    if not weighed or tuple(one.met for one in near) != met:
        weighed = _with_each_other(
            [known.get((one.found.start, one.spelling)) or weigh(one, around) for one in met], page
        )
    if sure := is_sure(weighed):
        return around, tuple(weighed), sure
    weighed = with_cells(with_only_moment(weighed, page), page)
    return around, tuple(weighed), is_sure(weighed)


def _with_each_other(weighed: Sequence[Weighed], page: PageText) -> list[Weighed]:
    """*weighed*, with what they say of each other."""
    weighed = with_ends(with_rows(with_others(weighed, page), page))
    return with_later(with_pieces(with_cells(weighed, page), page), page)


def _marked(before: PageText, page: PageText, weighed: Sequence[Weighed]) -> tuple[Weighed, ...]:
    """*weighed*, those marked that stand on the page only since its scripts ran."""
    found = []
    for one in weighed:
        at = one.met.found
        words = page.text[max(0, at.start - 12) : at.end]
        if words in before.text:
            found.append(one)
            continue
        met = replace(one.met, place=DatePlace.SCRIPT, text=f"after scripts: {one.met.text}"[:80])
        found.append(replace(one, met=met, features=one.features | {"line.by_script"}))
    return tuple(found)


def _new_lines(before: PageText, page: PageText) -> tuple[str, ...]:
    """What scripts wrote, line by line, as far as it is worth keeping."""
    known = set(before.text.split("\n"))
    lines = [one for one in page.text.split("\n") if one not in known]
    return tuple(one[:80] for one in lines[:8])


def _published(seen: Seen, decision: Decision) -> Published:
    if seen.doubt:
        return Unreadable(seen.doubt)
    chosen = decision.chosen
    is_gone = seen.taken and (chosen is None or not of_text(chosen.weighed))
    if is_gone or (chosen is not None and stands_in(seen.put_away, seen.page, chosen.weighed)):
        return Unreadable("its scripts take its day away")
    if chosen is not None:
        found = chosen.weighed.met.found
        if seen.awaited and stands_in(seen.awaited, seen.page, chosen.weighed):
            return Unreadable("its day stands where what another address answers is put")
        if _may_be_anothers(chosen, decision.judged, seen.page):
            return Unreadable("two titles stand on it, each over a day, and its window names neither")
        if of_text(chosen.weighed) and is_beside_an_older_one(chosen, decision.judged, seen.page):
            return Unreadable("an older day stands beside it, told as well")
        if is_below_an_unread_head(chosen, decision.judged, seen.page):
            return Unreadable("a day stands in its head that is not understood")
        return Dated(on=found.on, at=found.at, place=chosen.weighed.met.place)
    why = TOO_COSTLY if too_costly(seen.html) else why_unreadable(seen.html, seen.page)
    why = why or (f"a day stands on it that is not sure: {decision.doubted}" if decision.doubted else "")
    if not why and any(
        _may_be_its_own(one) or _is_of_an_answer(one, seen.page) or _is_beside_facts(one, seen.page)
        for one in decision.judged
    ):
        why = "a day stands on it that is not understood"
    why = why or why_not_undated(seen.html, seen.page, seen.failed)
    if not why and stand_in_head((*seen.awaited, *seen.placed), seen.page):
        why = "what another address answers is put beside its title"
    return Unreadable(why) if why else Undated()


def _may_be_anothers(chosen: Considered, judged: Sequence[Considered], page: PageText) -> bool:
    """Whether the heading over the *chosen* day, which the window does not name, may be another article's: an older day stands under another title below."""
    found = chosen.weighed.met.found
    before = tuple(older_than(chosen, judged))
    if _stands_over_the_place(found, before, page):
        return True
    cards = sum(1 for one in judged if one.veto is not None and one.veto.id == _CARD)
    own = (_BEFORE_IT, _CARD) if cards == 1 else (_BEFORE_IT,)
    older = [
        other
        for one in before
        if (one.row is not None if one.veto is None else one.veto.id in own)
        and (other := one.weighed.met.found).start > found.end
        and ("prose.above" not in one.weighed.features or _is_over_the_text(page.text, found, other))
        and page.text[other.start - 1] not in "(（"
    ]
    return bool(older) and any(is_under_another_title(page, one, found.end) for one in older[:_MOST_OLDER])


def _stands_over_the_place(found: FoundDate, older: Sequence[Considered], page: PageText) -> bool:
    """Whether a day and its text stand over where on the site the page stands, and behind that one of *older* days that may be its own; the window names no title."""
    place = place_below(page, found.end)
    return (
        place >= 0
        and not is_named_by_window(page)
        and any(
            one.weighed.met.found.start > place and (one.veto is None or not one.veto.proves) for one in older
        )
    )


_MOST_OLDER = 5
#: A day beside another's label is taken for that of the page's document: where it stands under a title of its own, it need not be.
_BEFORE_IT = "issued_before_it_was_published"
#: So is one card alone.
_CARD = "card_of_another_article"
#: So many more sentences than stand over it are the text of an article; so far behind its day they are counted.
_MORE, _LONGEST_LOOK = 2, 600


def _is_over_the_text(text: str, first: FoundDate, second: FoundDate) -> bool:
    """Whether behind the second of two days stands a longer text than between them, as under a box of another article."""
    between = text.count("。", first.end, second.start)
    ends = second.end + max(_LONGEST_LOOK, 2 * (second.start - first.end))
    return text.count("。", second.end, ends) >= between + _MORE


#: The label of the day on which somebody was answered: that is when his letter was published.
_ANSWERED = re.compile(r"(?:答复|回复|复信|办结)\s{0,2}(?:日期|时间|于|(?=:))[\s:]{0,4}\Z")


def _is_of_an_answer(one: Considered, page: PageText) -> bool:
    """Whether a day of the text is that of an answer (答复时间): a letter's page may be dated by it."""
    at = one.weighed.met.found.start
    return (
        "label.other" in one.weighed.features and _ANSWERED.search(page.text, max(0, at - 20), at) is not None
    )


#: A day that is likelier the publish day than not, as the second voice has it.
_LIKELY = 0.5


def _may_be_its_own(one: Considered) -> bool:
    """Whether a day that no rule takes and no proof speaks against is likely, written by a script, or stands as publish days do: labelled, alone, beside facts or with its time."""
    has = one.weighed.features
    if one.veto is None and (one.chance >= _LIKELY or not has.isdisjoint(LABELS) or "line.by_script" in has):
        return True
    return (
        (one.veto is None or not one.veto.proves)
        and ("line.furniture" in has or ("line.facts" in has and not has.isdisjoint(LABELS)))
        and not has.isdisjoint({"line.whole_year", "spelt.split", "spelt.english", "spelt.compact"})
        and "prose.goes_on" not in has
    )


def _is_beside_facts(one: Considered, page: PageText) -> bool:
    """Whether a whole day that no proof speaks against stands on a short line of its own, or of facts, whatever else that says: 2024-06-03 来源：某局 修订：2024-07-01."""
    has, found = one.weighed.features, one.weighed.met.found
    if (one.veto is not None and one.veto.proves) or "line.whole_year" not in has or "prose.goes_on" in has:
        return False
    rest = rest_of_line(page.text, found)
    if (
        len(rest) > _SHORT_LINE
        or "。" in rest
        or "；" in rest
        or page.text[found.end : found.end + 1].isalpha()
    ):
        return False
    return FACTS.search(rest) is not None or len(without_facts(rest)) <= _FEW_WORDS


#: A line beside a day is no longer, and one without facts says no more.
_SHORT_LINE, _FEW_WORDS = 60, 20


def _conflict(published: Published, judged: Sequence[Considered]) -> bool:
    """Whether tag or address states a day more than one day older: the mark of an old text with a new date."""
    if not isinstance(published, Dated):
        return False
    met = [one.weighed.met for one in judged]
    others = [one.found.on for one in met if one.spelling in ("tag", "element", "address")]
    return any(published.on - other > DAY for other in others)


def _candidates(decision: Decision, ranker: Ranker, *, every: bool) -> tuple[Candidate, ...]:
    """
    The days met, the chosen one first, then other places, then the text's own in their order; at most twenty.

    Where one was chosen, its rivals alone: days of other places and those that a rule takes too, unless *every* one is asked for.
    """
    chosen = decision.chosen
    rest = [one for one in decision.judged if one is not chosen]
    if chosen is not None and not every:
        rest = [one for one in rest if one.row is not None or one.weighed.met.place is not DatePlace.VISIBLE]
    rest.sort(key=lambda one: (one.row is None, one.row.rank if one.row else 0))
    ordered = [chosen, *rest] if chosen is not None else rest
    return tuple(_candidate(one, one is chosen, ranker) for one in ordered[:KEPT] if one is not None)


def _candidate(one: Considered, is_chosen: bool, ranker: Ranker) -> Candidate:
    met = one.weighed.met
    visible = met.place is DatePlace.VISIBLE
    return Candidate(
        on=met.found.on,
        at=met.found.at,
        place=DatePlace.BODY if visible and not is_chosen else met.place,
        text=met.text,
        rule=one.rule,
        signs=ranker.spoke(one.weighed.features, one.veto.when if one.veto else frozenset())[:KEPT_SIGNS],
        chance=None if one.veto else _percent(one.chance),
    )


def _percent(chance: float) -> int:
    return min(99, round(chance * 100))


def _source(page: PageText) -> str:
    tags = dict(page.metas)
    tagged = " ".join(tags.get("contentsource", "").split())
    if tagged and tagged.lower() not in ("null", "undefined"):
        return tagged[:60]
    for at in (*page.title_at, 0):
        match = SOURCE.search(page.text, at, at + 600)
        if match is not None:
            return match[1][:60]
    return ""
