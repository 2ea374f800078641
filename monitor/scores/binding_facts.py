"""The columns, boards and pages that a row's own words ask for (指标绑定): there, not blank, not late, each named field."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monitor.domain.finding import Owed
from monitor.domain.sentence import Named
from monitor.domain.site import Level, Site
from monitor.domain.verdict import Outcome, Text, Verdict
from monitor.regulations.indicators import Indicator
from monitor.rules.base import parts_of, rule_of
from monitor.scores.period import NAMED, IndicatorFact, OwnerScope, not_looked

KIND, TITLE = "bound_places", "栏目设置与更新"
#: An element page with fewer characters is as good as empty: a person looks.
PAGE_FROM = 30


@dataclass(frozen=True, slots=True)
class BoundPlace:
    """One column, board or page that serves a row."""

    site: str
    id: str
    name: str
    field: str  #: the word after the dot; "" the whole row
    outcome: Outcome
    why: Text
    evidence: tuple[str, ...] = ()


def bound_places(scope: OwnerScope) -> IndicatorFact:
    """
    How the places bound to the row stand, and which of the fields that its words name have none.

    One that is late by its declared frequency, or blank, fails; a field without a place, or a place that cannot be told,
    leaves it unknown: that nobody bound a column says nothing of the site. Pages never fail alone.
    """
    row = scope.row
    places = list(_places(scope, row)) if row is not None else []
    fields = _fields(scope, row) if row is not None else ()
    if row is None or not places:
        asked = f"{row.id}.{fields[0]}" if row and fields else row.id if row else ""
        return not_looked(KIND, TITLE, Text("fact.nothing_bound"), Text("fact.needs_binding", {"row": asked}))
    lacking = [one for one in fields if not any(_serves(place, one) for place in places)]
    bad = [one for one in places if one.outcome is Outcome.FAIL]
    dark = [one for one in places if one.outcome is Outcome.UNKNOWN]
    outcome = Outcome.FAIL if bad else Outcome.UNKNOWN if dark or lacking else Outcome.PASS
    return IndicatorFact(
        kind=KIND, name=TITLE, outcome=outcome,
        reason=Text(
            "fact.bound",
            {
                "n": len(places),
                "bad": Text("fact.bound_bad", {"n": len(bad), "names": _said(bad)}) if bad else None,
                "dark": Text("fact.bound_dark", {"n": len(dark), "names": _said(dark)}) if dark else None,
                "lacking": Text("fact.bound_lacking", {"names": tuple(lacking)}) if lacking else None,
            },
        ),
        needs=Text("fact.needs_fields", {"names": tuple(lacking)})
        if lacking
        else Text("fact.needs_columns")
        if outcome is Outcome.UNKNOWN
        else None,
        measured={
            "bound": len(places), "bound_bad": [f"{one.site}/{one.id}" for one in bad],
            "bound_unknown": [f"{one.site}/{one.id}" for one in dark], "fields_lacking": lacking,
        },
        evidence=tuple(dict.fromkeys(id for one in (bad or places) for id in one.evidence)),
    )  # fmt: skip


def _fields(scope: OwnerScope, row: Indicator) -> tuple[str, ...]:
    levels = {one.level for one in (*scope.owner.sites, *(site for site, _ in scope.owner.columns))}
    spared = row.city_fields if levels == {Level.COUNTY} else ()
    return tuple(one for one in row.fields if one not in spared)


def _serves(place: BoundPlace, field: str) -> bool:
    return place.field in field if place.field else field in place.name


def _said(places: Sequence[BoundPlace]) -> tuple[Text, ...]:
    return tuple(
        Text("fact.bound_place", {"place": Named(one.id, one.name), "why": one.why}) for one in places[:NAMED]
    )


def _places(scope: OwnerScope, row: Indicator) -> Iterator[BoundPlace]:
    unit = scope.owner.unit.id if scope.owner.unit else None
    hosts = {site.id: site for site, _ in scope.owner.columns}
    elsewhere = {(site.id, id) for site, id in scope.owner.columns}
    for site in {**hosts, **{one.id: one for one in scope.owner.sites}}.values():
        own = any(site.id == one.id for one in scope.owner.sites)
        said = scope.period.verdicts.get(site.id, ())
        for column in site.columns:
            mine = own and column.unit in (None, unit) if unit and row.about != "site" else own
            if mine or (site.id, column.id) in elsewhere:
                for field in _bound(row, column.indicator):
                    yield _column(site, column.id, column.name, field, said)
        if own:
            for board in site.boards:
                for field in _bound(row, board.indicator):
                    yield _board(site, board.id, board.name, field, said)
            for page in site.pages:
                for field in _bound(row, page.indicator):
                    yield _page(scope, site, page.url, page.id, page.name, field)


def _bound(row: Indicator, words: Sequence[str]) -> Iterator[str]:
    for word in words:
        id, _, field = word.partition(".")
        if id == row.id:
            yield field


def _column(site: Site, id: str, name: str, field: str, said: Sequence[Verdict]) -> BoundPlace:
    part = next(
        (one for verdict in said if parts_of(verdict.rule) is Owed.COLUMN for one in verdict.columns if one.id == id),
        None,
    )  # fmt: skip
    if part is None or part.outcome is Outcome.NOT_APPLICABLE:
        return BoundPlace(site.id, id, name, field, Outcome.UNKNOWN, Text("fact.column_not_judged"))
    newest = (
        Text("fact.newest", {"day": part.newest})
        if part.newest
        else Text("fact.never_updated")
        if part.outcome is Outcome.FAIL
        else Text("fact.column_untold")
    )
    return BoundPlace(site.id, id, name, field, part.outcome, newest, part.evidence)


def _board(site: Site, id: str, name: str, field: str, said: Sequence[Verdict]) -> BoundPlace:
    """A board is there and answers in time as the veto on late replies says of it."""
    late = next((one for one in said if one.rule == rule_of(Owed.MESSAGE).id), None)
    if late is None or late.outcome is Outcome.UNKNOWN:
        return BoundPlace(site.id, id, name, field, Outcome.UNKNOWN, Text("fact.column_untold"))
    own = [part for part in late.messages if part.board == id and part.outcome is Outcome.FAIL]
    outcome = Outcome.FAIL if own else Outcome.PASS
    return BoundPlace(
        site.id, id, name, field, outcome, Text("fact.board_seen", {"n": len(own)}), late.evidence
    )


def _page(scope: OwnerScope, site: Site, url: str, id: str, name: str, field: str) -> BoundPlace:
    seen = scope.period.texts.get(site.id, {}).get(url)
    if seen is None or seen.facts.state != "read":
        return BoundPlace(site.id, id, name, field, Outcome.UNKNOWN, Text("fact.bound_page_unread"))
    filled = seen.facts.characters >= PAGE_FROM
    outcome = Outcome.PASS if filled else Outcome.UNKNOWN
    why = Text("fact.bound_page_seen", {"n": seen.facts.characters})
    return BoundPlace(site.id, id, name, field, outcome, why, (seen.id,))
