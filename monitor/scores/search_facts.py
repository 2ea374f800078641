"""Facts on a site's own search (检索试查): what came back of what the site published, and what its results offer."""

from collections.abc import Mapping, Sequence

from monitor.domain.page_marks import MarkState
from monitor.domain.sentence import Label
from monitor.domain.site_search import SearchLook, SearchTrial
from monitor.domain.verdict import Text
from monitor.scores.period import IndicatorFact, OwnerScope, Told, not_looked, not_theirs


def _search(kind: str, name: str, part: str, sorts: Sequence[str], offers: Sequence[str]) -> Told:
    """Trials of *sorts* at the search *part*, and which of *offers* its results show. Tells, and decides nothing."""

    def fact(scope: OwnerScope) -> IndicatorFact:
        if not scope.owner.sites:
            return not_theirs(kind, name)
        looks = [one for _, one in scope.newest(SearchLook, part)]
        if not looks:
            return not_looked(kind, name, Text("fact.search_not_tried"), Text("fact.needs_search"))
        trials = [trial for one in looks for trial in one.facts.trials if trial.sort in sorts]
        counts = {state: sum(one.state is state for one in trials) for state in MarkState}
        unread = next((one.facts for one in looks if one.facts.state != "read"), None)
        open_one = unread is not None or counts[MarkState.PRESENT] < len(trials) or not trials
        return IndicatorFact(
            kind=kind, name=name, outcome=None,
            reason=Text(
                "fact.searched",
                {
                    "trials": tuple(_said(sort, [one for one in trials if one.sort == sort]) for sort in sorts),
                    "offers": _offers(offers, looks[0].facts),
                    "unread": Text("fact.search_unread", {"why": Label("search", unread.state)}) if unread else None,
                },
            ),
            needs=Text("fact.needs_search_person") if open_one else None,
            measured={
                "trials": len(trials), "present": counts[MarkState.PRESENT], "absent": counts[MarkState.ABSENT],
                "not_told": counts[MarkState.NOT_TOLD],
                "draw": [{"sort": one.sort, "query": one.query, "state": one.state.value, "place": one.place} for one in trials],
            },
            evidence=tuple(one.id for one in looks),
        )  # fmt: skip

    return fact


def _said(sort: str, trials: Sequence[SearchTrial]) -> Text:
    return Text(
        "fact.trials",
        {
            "sort": Label("search", sort),
            "n": len(trials),
            "present": sum(one.state is MarkState.PRESENT for one in trials),
            "absent": sum(one.state is MarkState.ABSENT for one in trials),
        },
    )


def _offers(offers: Sequence[str], seen: SearchLook) -> Text | None:
    return Text("fact.offers", {"offers": tuple(_offer(one, seen) for one in offers)}) if offers else None


def _offer(offer: str, seen: SearchLook) -> Text:
    state: MarkState = getattr(seen, offer)
    return Text("fact.offer", {"what": Label("search", offer), "state": Label("search", state.value)})


#: Every fact of a search, by its key.
SEARCH_KINDS: Mapping[str, Told] = {
    "search_accurate": _search("search_accurate", "搜索结果", "site", ("exact",), ()),
    "search_input": _search("search_input", "智能输入", "site", ("wrong_character", "pinyin"), ("suggestions",)),
    "search_offers": _search("search_offers", "结果分类与排序", "site", ("exact",), ("facets", "sorting")),
    "search_whole": _search(
        "search_whole", "智能搜索", "site", ("exact", "wrong_character", "pinyin"), ("suggestions", "facets", "sorting")
    ),
    "search_services": _search("search_services", "办事服务检索", "services", ("word", "pinyin"), ("facets",)),
}  # fmt: skip
