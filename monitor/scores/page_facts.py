"""Facts on pages that rows name (页面要素): which elements stand there, which were not seen, when it was last changed."""

from collections.abc import Mapping

from monitor.domain.element_pages import ElementPage, PageElement
from monitor.domain.page_marks import MarkState
from monitor.domain.sentence import Label, Named
from monitor.domain.site import Site
from monitor.domain.verdict import Outcome, Text
from monitor.regulations.element_pages import NamedPage, element_pages
from monitor.scores.period import NO_SITE, IndicatorFact, OwnerScope, Told, not_looked


def named_page(page: NamedPage) -> Told:
    """What stands on *page* of the owner's sites. It passes a row that asks for the page alone; what lacks is for a person."""
    kind = f"page_{page.id}"

    def fact(scope: OwnerScope) -> IndicatorFact:
        if not scope.owner.sites:
            return not_looked(kind, page.name, NO_SITE, Text("fact.needs_page_person"))
        looks = scope.newest(ElementPage, page.id)
        if not looks:
            needs = Text("fact.needs_page_look", {"page": page.name, "key": page.id})
            return not_looked(kind, page.name, Text("fact.page_not_looked", {"page": page.name}), needs)
        reached = [one for _, one in looks if one.facts.state == "read"]
        states = {site.id: _states(page, one.facts) for site, one in looks}
        counts = {
            state: sum(list(one.values()).count(state) for one in states.values()) for state in MarkState
        }
        is_open = len(reached) < len(scope.owner.sites) or counts[MarkState.PRESENT] < len(
            page.element
        ) * len(reached)
        changed = max((one.facts.updated_on for one in reached if one.facts.updated_on), default=None)
        return IndicatorFact(
            kind=kind, name=page.name,
            outcome=Outcome.PASS if reached and not is_open else Outcome.UNKNOWN,
            reason=Text(
                "fact.pages",
                {"pages": tuple(_said(page, site, one.facts, len(looks) > 1) for site, one in looks)},
            ),
            needs=Text("fact.needs_page_person") if is_open else None,
            measured={
                "elements": len(page.element), "present": counts[MarkState.PRESENT], "absent": counts[MarkState.ABSENT],
                "not_told": counts[MarkState.NOT_TOLD], "pages_read": len(reached), "updated_on": changed.isoformat() if changed else None,
                "page_elements": {site: {id: state.value for id, state in one.items()} for site, one in states.items()},
            },
            evidence=tuple(one.id for _, one in looks),
        )  # fmt: skip

    return fact


def _states(page: NamedPage, seen: ElementPage) -> Mapping[str, MarkState]:
    by_id = {one.id: one.state for one in seen.elements}
    return {one.id: by_id.get(one.id, MarkState.NOT_TOLD) for one in page.element}


def _said(page: NamedPage, site: Site, seen: ElementPage, several: bool) -> Text:
    where = Text("fact.of_site", {"site": Named(site.id, site.name)}) if several else None
    if seen.reason == "home_unread":
        return Text("fact.page_unsought", {"site": where, "page": page.name})
    if seen.state == "not_found":
        return Text("fact.page_not_found", {"site": where, "page": page.name})
    if seen.state != "read":
        return Text("fact.page_unread", {"site": where, "page": page.name, "url": seen.url})
    if not page.element:
        return Text("fact.page_there", {"site": where, "page": page.name, "url": seen.url})
    by_id = {one.id: one for one in seen.elements}
    return Text(
        "fact.page_elements",
        {
            "site": where,
            "n": len(page.element),
            "present": sum(one.state is MarkState.PRESENT for one in by_id.values()),
            "absent": _listed(page, by_id, MarkState.ABSENT),
            "not_told": _listed(page, by_id, MarkState.NOT_TOLD),
            "updated": Text("fact.page_updated", {"day": seen.updated_on}) if seen.updated_on else None,
            "url": seen.url,
        },
    )


def _listed(page: NamedPage, by_id: Mapping[str, PageElement], state: MarkState) -> Text | None:
    these = [one for one in page.element if (seen := by_id.get(one.id)) is not None and seen.state is state]
    if not these:
        return None
    names = tuple(one.name for one in these)
    if state is MarkState.ABSENT:
        return Text("fact.elements_absent", {"names": names})
    whys = dict.fromkeys(by_id[one.id].why.partition(":")[0] for one in these)
    return Text(
        "fact.elements_not_told", {"names": names, "why": tuple(Label("unseen", one) for one in whys)}
    )


#: One fact a page, by its key.
PAGE_KINDS: Mapping[str, Told] = {f"page_{one.id}": named_page(one) for one in element_pages().values()}
