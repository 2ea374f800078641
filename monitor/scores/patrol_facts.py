"""Facts of the patrol (巡查): lines that people confirmed or have yet to look at, and links that rows ask for."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from monitor.domain.element_pages import ElementPage
from monitor.domain.observation import StoredObservation
from monitor.domain.patrol import (
    AddressKind,
    CandidateState,
    PatrolLine,
    PatrolOutcome,
    ScreenId,
    SitePatrol,
    SoughtLink,
)
from monitor.domain.sentence import Label, Named
from monitor.domain.site import Site
from monitor.domain.timing import day_of
from monitor.domain.verdict import Outcome, Text
from monitor.regulations.sought_links import LinkTopic, link_topics
from monitor.scores.period import NAMED, NO_SITE, IndicatorFact, OwnerScope, Told, not_looked

#: The newest patrol of the quarter that was walked to its end, of each of the owner's sites that has one.
Looks = Sequence[tuple[Site, StoredObservation[SitePatrol]]]

_DEAD = (PatrolOutcome.DEAD.value, PatrolOutcome.SOFT_404.value)
_BASE = "knowledge_base"


def screened(kind: str, name: str, screens: Sequence[ScreenId]) -> Told:
    """
    What *screens* found on the owner's sites in the quarter, and what people made of it.

    A line that a person confirmed fails the row; one that is open is told. A patrol never passes one: what no list
    names it does not see. Without a patrol of every site, walked and read whole, silence says nothing.
    """

    def fact(scope: OwnerScope) -> IndicatorFact:
        looks = scope.newest(SitePatrol, "site")
        lines = [
            line
            for site in scope.owner.sites
            for line in scope.period.patrol_lines.get(site.id, ())
            if line.screen in screens
        ]
        return _screened(kind, name, scope, looks, lines, screens)

    return fact


def knowledge(scope: OwnerScope) -> IndicatorFact:
    """What the wording screen found on pages below the knowledge base: repealed laws, former names and the like."""
    kind, name = "patrol_knowledge", "知识库内容筛查"
    bases = {
        site.id: _folder(one.facts.url)
        for site, one in scope.newest(ElementPage, _BASE)
        if one.facts.state == "read" and one.facts.url
    }
    if not bases:
        reason = Text("fact.no_knowledge_base") if scope.owner.sites else NO_SITE
        return not_looked(kind, name, reason, Text("fact.needs_page_person"))
    looks = [(site, one) for site, one in scope.newest(SitePatrol, "site") if site.id in bases]
    lines = [
        line
        for id, base in bases.items()
        for line in scope.period.patrol_lines.get(id, ())
        if line.screen is ScreenId.WORDING and any(page.startswith(base) for page in line.pages)
    ]
    return _screened(kind, name, scope, looks, lines, (ScreenId.WORDING,), len(bases))


def _screened(
    kind: str, name: str, scope: OwnerScope, looks: Looks, lines: Sequence[PatrolLine], screens: Sequence[ScreenId],
    sites: int | None = None,
) -> IndicatorFact:  # fmt: skip
    if not scope.owner.sites:
        return not_looked(kind, name, NO_SITE, Text("fact.needs_patrol_person"))
    if not looks and not lines:
        return not_looked(kind, name, Text("fact.no_patrol"), Text("fact.needs_patrol"))
    by = {state: [one for one in lines if one.state is state] for state in CandidateState}
    confirmed, open_ones = by[CandidateState.CONFIRMED], by[CandidateState.OPEN]
    whole = len(looks) == (sites or len(scope.owner.sites)) and all(one.facts.whole for _, one in looks)
    return IndicatorFact(
        kind=kind, name=name, outcome=Outcome.FAIL if confirmed else Outcome.UNKNOWN,
        reason=Text(
            "fact.patrol",
            {
                "walks": _walks(looks),
                "what": tuple(Label("screen", one.value) for one in screens),
                "found": Text(
                    "fact.patrol_lines",
                    {
                        "n": len(lines), "confirmed": len(confirmed), "dismissed": len(by[CandidateState.DISMISSED]), "open": len(open_ones),
                        "named": Text("fact.in_fields", {"names": _named(confirmed or open_ones)}) if confirmed or open_ones else None,
                    },
                ) if lines else Text("fact.patrol_no_lines"),
            },
        ),
        needs=None if confirmed else Text("fact.needs_patrol_person") if open_ones or whole else Text("fact.needs_patrol_whole"),
        # what people have to decide is all that is missing, where everything was walked, or lines wait for them
        waits=bool(open_ones) or whole,
        measured={
            "candidates": len(lines), "confirmed": len(confirmed), "dismissed": len(by[CandidateState.DISMISSED]), "waiting": len(open_ones),
            "faults": len(confirmed), "pages_walked": sum(_pages(one.facts) for _, one in looks), "pages_unread": sum(one.facts.unseen for _, one in looks),
            "addresses_left": sum(one.facts.left for _, one in looks), "walked_whole": whole,
            "lines": [one.line for one in (*confirmed, *open_ones)][:NAMED],
        },
        evidence=tuple(one.id for _, one in looks),
    )  # fmt: skip


def linked(topic: LinkTopic) -> Told:
    """
    The links of *topic* that the patrol met on the owner's sites: where they stand, and whether they open.

    One that a person confirmed to be dead fails the row that it settles. None met is for a person: a picture without
    words, or a page that was not read, may hold one.
    """
    kind = f"links_{topic.id}"

    def fact(scope: OwnerScope) -> IndicatorFact:
        if not scope.owner.sites:
            return not_looked(kind, topic.name, NO_SITE, Text("fact.needs_page_person"))
        looks = scope.newest(SitePatrol, "site")
        if not looks:
            return not_looked(kind, topic.name, Text("fact.no_patrol"), Text("fact.needs_patrol"))
        links = {site.id: [one for one in look.facts.links if one.topic == topic.id] for site, look in looks}
        every = [one for of_site in links.values() for one in of_site]
        dead = [one for one in every if one.outcome in _DEAD]
        confirmed = [one for id, of_site in links.items() for one in of_site if _is_confirmed(scope, id, one)]
        return IndicatorFact(
            kind=kind, name=topic.name, outcome=Outcome.FAIL if confirmed else Outcome.UNKNOWN,
            reason=Text("fact.pages", {"pages": tuple(_said(topic, site, look.facts, links[site.id], len(looks) > 1) for site, look in looks)}),
            needs=None if confirmed else Text("fact.needs_page_person"),
            waits=bool(every) or all(look.facts.home_read for _, look in looks),
            measured={
                "links": [one.url for one in every][:NAMED], "links_on_home": sum(one.on_home for one in every), "links_dead": len(dead),
                "faults": len(confirmed), "fields_linked": sorted({field for one in every for field in one.fields}),
                "hosts_linked": sorted({host for one in every for host in one.hosts}),
            },
            evidence=tuple(one.id for _, one in looks),
        )  # fmt: skip

    return fact


def _pages(seen: SitePatrol) -> int:
    return seen.asked.get(AddressKind.PAGE.value, 0)


def _walks(looks: Looks) -> tuple[Text, ...]:
    if not looks:
        return (Text("fact.no_patrol"),)
    return tuple(
        Text(
            "fact.patrol_walk",
            {
                "site": Text("fact.of_site", {"site": Named(site.id, site.name)}) if len(looks) > 1 else None,
                "day": day_of(one.facts.ended_at), "pages": _pages(one.facts),
                "unread": Text("fact.patrol_unread", {"n": one.facts.unseen}) if one.facts.unseen else None,
                "left": Text("fact.patrol_left", {"n": one.facts.left}) if one.facts.left else None,
            },
        )
        for site, one in looks
    )  # fmt: skip


def _named(lines: Sequence[PatrolLine]) -> tuple[str, ...]:
    """What the first lines are called: the entry of a list with its page, or the address."""
    return tuple(
        f"{one.line}（{one.pages[0]}）" if one.pages and one.pages[0] != one.line else one.line for one in lines[:NAMED]
    )  # fmt: skip


def _is_confirmed(scope: OwnerScope, site: str, link: SoughtLink) -> bool:
    """Whether a person confirmed that what the link leads to is dead."""
    return any(
        line.state is CandidateState.CONFIRMED and line.screen is ScreenId.DEAD_LINK and link.url in (line.line, *line.causes)
        for line in scope.period.patrol_lines.get(site, ())
    )  # fmt: skip


def _said(topic: LinkTopic, site: Site, seen: SitePatrol, links: Sequence[SoughtLink], several: bool) -> Text:
    where = Text("fact.of_site", {"site": Named(site.id, site.name)}) if several else None
    if not links:
        unread = Text("fact.patrol_unread", {"n": seen.unseen}) if seen.unseen else None
        return Text(
            "fact.links_none", {"site": where, "what": topic.name, "pages": _pages(seen), "unread": unread}
        )
    dead = [one for one in links if one.outcome in _DEAD]
    hosts = tuple(sorted({host for one in links for host in one.hosts}))
    fields = {field for one in links for field in one.fields}
    lacking = tuple(one for one in topic.fields if one not in fields)
    return Text(
        "fact.links_met",
        {
            "site": where, "what": topic.name, "n": len(links), "home": sum(one.on_home for one in links),
            "first": f"{links[0].words or links[0].url}", "url": links[0].url,
            "dead": Text("fact.links_dead", {"names": tuple(one.url for one in dead[:NAMED])}) if dead else None,
            "hosts": Text("fact.links_hosts", {"n": len(hosts), "names": hosts[:NAMED]}) if hosts else None,
            "fields": Text("fact.links_lacking", {"names": lacking}) if lacking else None,
        },
    )  # fmt: skip


def _folder(url: str) -> str:
    """The folder that a page lies in; the page itself where that is the whole site."""
    folder = url.partition("?")[0].rpartition("/")[0] + "/"
    return folder if urlsplit(folder).path not in ("", "/") else url


#: Every fact of the patrol, by its key.
PATROL_KINDS: Mapping[str, Told] = {
    "patrol_wording": screened("patrol_wording", "文字表述巡查", (ScreenId.WORDING,)),
    "patrol_links": screened("patrol_links", "链接巡查", (ScreenId.DEAD_LINK, ScreenId.OUTSIDE)),
    "patrol_content": screened("patrol_content", "外链与暗链巡查", (ScreenId.OUTSIDE, ScreenId.HIDDEN)),
    "patrol_tampering": screened("patrol_tampering", "页面异动巡查", (ScreenId.TAMPER, ScreenId.HIDDEN, ScreenId.FOREIGN)),
    "patrol_dates": screened("patrol_dates", "发稿日期巡查", (ScreenId.REDATED,)),
    "patrol_knowledge": knowledge,
    **{f"links_{one.id}": linked(one) for one in link_topics().values()},
}  # fmt: skip
