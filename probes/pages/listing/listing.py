"""The items of a listing page (栏目列表页): repeated rows of one link and, mostly, one date."""

from collections.abc import Sequence, Set
from dataclasses import replace
from datetime import datetime

from monitor.domain.content import ListState
from monitor.domain.observation import Listing
from monitor.domain.site import ListSource
from probes.adapters import inline_array
from probes.http.links import join, route_of
from probes.pages.article.changed_days import CHANGED, awaits_newest, changes_rows
from probes.pages.dates.moment import hangs_on_moment
from probes.pages.document.costly import TOO_COSTLY, too_costly
from probes.pages.document.elsewhere import may_be_filled, reaches_empty_list
from probes.pages.document.libraries import fills_attributes
from probes.pages.document.markup import PageSource, split_scripts, unfold_records, without_comments
from probes.pages.document.not_had import was_not_had
from probes.pages.document.scripts import Rendered, render, writes_by_script
from probes.pages.document.tree import LONGEST, Tree, read_tree
from probes.pages.listing.blank import (
    counts_some,
    has_bare_container,
    is_all_of_nothing,
    is_alone,
    is_only_list,
    is_total_of_another,
    says_nothing_here,
    stated_total,
    waits_for_count,
    words_of_nothing,
)
from probes.pages.listing.doubt import IN_DOUBT, Scene, doubt_of
from probes.pages.listing.items import WrittenRow, make_items
from probes.pages.listing.script_lists import SCRIPT_LIST, fetches_rows, script_list
from probes.pages.listing.selectors import FOUND_NOTHING, read_with_selectors
from probes.pages.records.crumbs import crumb_name, crumbs_at, names_of
from probes.pages.records.groups import find_groups, stands_aside
from probes.pages.records.headlines import headlines_over
from probes.pages.records.row_group import RowGroup
from probes.pages.records.rows import linked_records
from probes.pages.records.unlinked import unlinked_records

#: The rows were written by the page's own inline scripts.
AFTER_SCRIPTS = "after_scripts"
#: So many dated rows are a list even on a page whose scripts fill another.
_ENOUGH = 5
#: Fewer are no list under the column's own name either.
_FEWEST = 3
#: What a server was to put in and did not.
_INCLUDED = "<!--#include"
#: So much more than a box that links on, rows without links look like the page's list.
_CLEARLY = 2


def read_list(
    html: str, url: str, *, source: ListSource | None = None, now: datetime | None = None
) -> Listing:
    """
    The items of a listing page, in page order, doubled rows once.

    *source*: configured selectors win over the analysis. *now*: when the page was fetched; resolves relative
    words and refutes days to come. An array in an inline script is read like rows. No list found is `unreadable`,
    never blank; blank needs a recognised empty list that nothing the page opens may fill. A list that a script fetches is
    `unreadable` too, with the adapter's name where it is known (`script_list:was5`). Where inline scripts write, they are run: what they fill is part
    of the page, whatever else has days (`after_scripts`), and what they hide or take away is none; where they change rows in a way that
    is not understood, nothing is told (`changed_by_script`); nor is what stands on a page of which a program shows a part by the address's route (`#/list/12`).
    """
    found = _read_as_it_is(html, url, source, now)
    if found.reason == TOO_COSTLY:
        return found
    if found.state is ListState.BLANK and _others_fill(html, url, now):
        return Listing(state=ListState.UNREADABLE, reason=CHANGED)
    changes = bool(found.items) and changes_rows(html, split_scripts(html).scripts, found.items[0].url)
    if changes or writes_by_script(html) or fills_attributes(html):
        after = render(html, url, now, anyway=True)
        if after.timed:
            hangs_on_moment()
        if (changes and after.unable) or awaits_newest(found.items, after.awaited):
            return Listing(state=ListState.UNREADABLE, reason=CHANGED)
        then = after.at_another_time
        told = _after_scripts(found, html, url, source, now, after, changes=changes)
        if then and told != _after_scripts(
            found, html, url, source, now, replace(after, html=then), changes=changes
        ):
            return Listing(state=ListState.UNREADABLE, reason=CHANGED)
        found = told
    if route_of(url) and found.reason != AFTER_SCRIPTS:
        return Listing(state=ListState.UNREADABLE, reason=SCRIPT_LIST)
    return found


def _after_scripts(
    found: Listing,
    html: str,
    url: str,
    source: ListSource | None,
    now: datetime | None,
    after: Rendered,
    *,
    changes: bool,
) -> Listing:
    """The list of a page *after* its scripts, where that says more than what was *found* before them."""
    looks_again = after.rows or (after.wrote and (changes or found.state is ListState.UNREADABLE))
    again = _read_as_it_is(after.html, url, source, now) if looks_again else found
    says_more = again.newest is not None or not found.items
    if changes and after.wrote and found.newest is not None and again.state is not ListState.ITEMS:
        return Listing(state=ListState.UNREADABLE, reason=CHANGED)  # they take the list away
    if changes and looks_again and _is_put_out_of_sight(again, html, after.html, url, now):
        return Listing(state=ListState.UNREADABLE, reason=CHANGED)
    if again.state is ListState.ITEMS and says_more and again.items != found.items:
        stood = found.state is ListState.UNREADABLE and _stood_there(again, html, url, now)
        return found if stood else replace(again, reason=AFTER_SCRIPTS)
    return found


def _is_put_out_of_sight(told: Listing, before: str, html: str, url: str, now: datetime | None) -> bool:
    """Whether scripts hide all rows of what is *told* that were shown *before* them."""
    titles = {one.title for one in told.items}
    hidden = _hidden_among(titles, html, url, now)
    return bool(hidden) and all(hidden) and not all(_hidden_among(titles, before, url, now))


def _hidden_among(titles: Set[str], html: str, url: str, now: datetime | None) -> list[bool]:
    """Of each row of *html* with one of these *titles*, whether it is hidden."""
    groups = considered_groups(html, url, now)
    return [row.element.hidden for group in groups for row in group.rows if row.title in titles]


def _others_fill(html: str, url: str, now: datetime | None) -> bool:
    """Whether a program that is not here fills what says on a page that there is nothing."""
    if not split_scripts(html).scripts.strip():
        return False
    parts = render(html, url, now, anyway=True).awaited
    return any(says_nothing_here(read_tree(one)) or "暂无" in one for one in parts)


def _stood_there(after: Listing, html: str, url: str, now: datetime | None) -> bool:
    """Whether the rows after a page's scripts are one of its groups before them: they were no list then, and are none for a place that the scripts left empty."""
    titles = {one.title for one in after.items}
    return after.newest is not None and any(
        group.dated and titles <= {row.title for row in group.rows}
        for group in considered_groups(html, url, now)
    )


def _read_as_it_is(html: str, url: str, source: ListSource | None, now: datetime | None) -> Listing:
    if too_costly(html):
        return Listing(state=ListState.UNREADABLE, reason=TOO_COSTLY)
    if source is not None and source.item is not None:
        chosen = read_with_selectors(html[:LONGEST], url, source, now)
        seems_blank = chosen.state is ListState.BLANK
        if seems_blank and _read_as_it_is(html, url, None, now).state is not ListState.BLANK:
            return replace(chosen, state=ListState.UNREADABLE, reason=FOUND_NOTHING)
        return chosen
    awaits_server = _INCLUDED in html
    html = unfold_records(without_comments(html[:LONGEST]))
    tree, parts = read_tree(html), split_scripts(html)
    groups = _groups(tree, html, url, now)
    total, script = stated_total(html), script_list(parts, tree)
    names = names_of(tree, html)
    if total == 0 and (script is not None or waits_for_count(parts) or is_total_of_another(tree, names)):
        total = None
    best = _list_among(groups, parts, tree, total, script, names)
    if (best is None or not best.dated or (best.foreign and not best.named)) and inline_array.recognise(
        html, url
    ) is not None:
        return inline_array.read(html, url, {}, now)
    if best is not None:
        scene = Scene(
            best=best,
            groups=groups,
            parts=parts,
            tree=tree,
            names=names,
            url=url,
            waits=script is not None,
            now=now,
        )
        if doubt := doubt_of(scene):
            return Listing(state=ListState.UNREADABLE, reason=f"{IN_DOUBT}:{doubt}", total=total)
        rows = [
            WrittenRow(title=one.title, href=one.href, said=one.said, pinned=one.pinned)
            for one in (*headlines_over(tree, best, groups, url), *best.rows)
        ]
        items = make_items(rows, join(url, tree.base) or url, now)
        return Listing(state=ListState.ITEMS, items=items, total=total)
    hides = awaits_server or bool(total) or counts_some(html) or any(_hides_rows(tree, one) for one in groups)
    hides = hides or (total == 0 and was_not_had(tree))
    if (
        not hides
        and total == 0
        and not may_be_filled(html, said=True)
        and is_all_of_nothing(tree, parts, names, url)
    ):
        return Listing(state=ListState.BLANK, total=0)
    if script is not None or (total == 0 and may_be_filled(html, said=True)):
        return Listing(state=ListState.UNREADABLE, reason=script or SCRIPT_LIST, total=total)
    bare = has_bare_container(parts, tree)
    said = words_of_nothing(tree, parts.scripts, names)
    says = said >= 0
    filled = (says or bare) and (
        may_be_filled(html, said=says) or (says and bare and reaches_empty_list(parts))
    )
    if not (filled or hides) and (
        (says and is_alone(tree, parts, said, names, url))
        or (
            bare
            and all(_is_of_elsewhere(tree, one, names) for one in groups)
            and is_only_list(tree, parts, names, url)
        )
    ):
        return Listing(state=ListState.BLANK, total=total)
    reason = SCRIPT_LIST if filled or fetches_rows(parts) else "no_list_found"
    return Listing(state=ListState.UNREADABLE, reason=reason, total=total)


def _groups(tree: Tree, html: str, url: str, now: datetime | None) -> list[RowGroup]:
    """
    Groups of records that link on, best first; before them those without links where no other has days, or where the
    best of them is a mere box beside them.
    """
    groups = find_groups(tree, html, linked_records(tree, now), url)
    best = next((one for one in groups if one.dated and not one.aside and not one.foreign), None)
    if best is None or len(best.rows) < (_FEWEST if best.named else _ENOUGH):
        unlinked = find_groups(tree, html, unlinked_records(tree, now), url)
        least = _CLEARLY * best.score if best is not None else 0
        groups = [
            one for one in unlinked if not one.aside and not one.other_box and one.score > least
        ] + groups
    return groups


def considered_groups(html: str, url: str, now: datetime | None) -> list[RowGroup]:
    """Every group of rows that could be a page's list, best first, for who wants to see why (`monitor inspect`)."""
    if too_costly(html):
        return []
    plain = unfold_records(without_comments(html[:LONGEST]))
    return _groups(read_tree(plain), plain, url, now)


def _list_among(
    groups: Sequence[RowGroup],
    parts: PageSource,
    tree: Tree,
    total: int | None,
    script: str | None,
    names: Sequence[str],
) -> RowGroup | None:
    """
    The group that is this page's list, if any.

    Where the page says that its list is empty or filled by script, other rows on it are no list unless they
    stand under the column's own name, or are many.
    """
    best = groups[0] if groups else None
    if best is None or (_is_before_crumbs(tree, best) and not (best.own or best.headed)):
        return None
    if best.dated and not best.aside:
        if (total == 0 or best.foreign) and not best.named and (total == 0 or _is_blank(parts, tree, names)):
            return None
        if best.foreign and (own := next((one for one in groups if one.headed and not one.aside), None)):
            return own
        waits = script is not None or (best.foreign and fetches_rows(parts))
        return best if not waits or best.named or (len(best.rows) >= _ENOUGH and not best.foreign) else None
    if total == 0 or script is not None or _is_blank(parts, tree, names):
        return None
    if best.aside and fetches_rows(parts):
        return None
    if best.aside:
        least = _FEWEST if best.named else _ENOUGH
        return best if best.dated and len(best.rows) >= least and not best.other_box else None
    return best


def _is_of_elsewhere(tree: Tree, group: RowGroup, names: Sequence[str]) -> bool:
    """Whether a group stands beside the content of a page, or before crumbs whose last step the page's head says too, and is no list under the column's own name."""
    is_named = group.named and group.dated and len(group.rows) >= _ENOUGH
    is_over = _is_before_crumbs(tree, group) and any(names.count(name) > 1 for name in crumb_name(tree))
    return (group.aside or group.other_box or is_over) and not is_named


def _hides_rows(tree: Tree, group: RowGroup) -> bool:
    """Whether a group of rows, with days or to no other sites, waits in the content for somebody who opens its tab."""
    first = group.rows[0].element
    is_list = group.dated or not group.foreign
    return is_list and first.hidden and not (group.other_box or stands_aside(tree, first))


def _is_before_crumbs(tree: Tree, group: RowGroup) -> bool:
    return group.rows[-1].element.end <= crumbs_at(tree)[0]


def _is_blank(parts: PageSource, tree: Tree, names: Sequence[str]) -> bool:
    return says_nothing_here(tree, parts.scripts, names) or has_bare_container(parts, tree)
