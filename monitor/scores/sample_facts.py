"""Facts on a seeded sample of pages (抽查页面): page tags, design, where logins end."""

from collections.abc import Callable, Mapping, Sequence

from monitor.domain.observation import StoredObservation
from monitor.domain.sampled_pages import LoginLink, PageSample, SampledPage
from monitor.domain.verdict import Text
from monitor.scores.period import NAMED, IndicatorFact, OwnerScope, Told, not_looked, not_theirs

Looks = Sequence[StoredObservation[PageSample]]


def _of_sample(kind: str, name: str, say: Callable[[str, str, Looks], IndicatorFact]) -> Told:
    """A fact that no look of the period leaves open."""

    def fact(scope: OwnerScope) -> IndicatorFact:
        if not scope.owner.sites:
            return not_theirs(kind, name)
        looks = [one for _, one in scope.newest(PageSample, "sample")]
        if not looks:
            return not_looked(kind, name, Text("fact.sample_not_looked"), Text("fact.needs_sample"))
        return say(kind, name, looks)

    return fact


def _pages(looks: Looks) -> list[SampledPage]:
    return [page for one in looks for page in one.facts.pages if page.state == "read"]


def _tags(kind: str, name: str, looks: Looks) -> IndicatorFact:
    pages = _pages(looks)
    lacking = [one for one in pages if one.tags_missing]
    wrong = [one for one in pages if one.tags_wrong]
    missing = tuple(sorted({tag for one in lacking for tag in one.tags_missing}))
    return IndicatorFact(
        kind=kind, name=name, outcome=None,
        reason=Text("fact.page_tags", {"n": len(pages), "lacking": len(lacking), "wrong": len(wrong)}),
        needs=Text("fact.needs_sample_person"),
        measured={
            "pages_read": len(pages), "faults": len(lacking) + len(wrong), "tags_missing": list(missing),
            "sample": [one.url for one in pages],
        },
        evidence=tuple(one.id for one in looks),
    )  # fmt: skip


def _design(kind: str, name: str, looks: Looks) -> IndicatorFact:
    pages = _pages(looks)
    floats, bare = sum(one.floats for one in pages), sum(one.floats_without_close for one in pages)
    adverts = sorted({host for one in pages for host in one.adverts})
    outside = [one for one in pages if one.outside_links]
    slowest = max((one.load_s for one in pages), default=0.0)
    return IndicatorFact(
        kind=kind, name=name, outcome=None,
        reason=Text(
            "fact.page_design",
            {
                "n": len(pages), "floats": floats, "bare": bare, "adverts": len(adverts), "outside": len(outside),
                "prompts": sum(one.prompts_leaving for one in outside), "shares": sum(one.shares for one in pages if one.sort == "article"),
                "articles": sum(one.sort == "article" for one in pages), "slowest": f"{slowest:g}",
            },
        ),
        needs=Text("fact.needs_sample_person"),
        measured={
            "pages_read": len(pages), "floats": floats, "faults": bare + len(adverts), "adverts": adverts,
            "slowest_s": slowest, "bytes_most": max((one.bytes for one in pages), default=0), "sample": [one.url for one in pages],
        },
        evidence=tuple(one.id for one in looks),
    )  # fmt: skip


def _logins(kind: str, name: str, looks: Looks) -> IndicatorFact:
    logins = [one for look in looks for one in look.facts.logins]
    counts = {
        state: sum(one.state == state for one in logins)
        for state in ("expected", "elsewhere", "script", "unreached")
    }
    return IndicatorFact(
        kind=kind, name=name, outcome=None,
        reason=Text(
            "fact.logins",
            {
                "n": len(logins), "expected": counts["expected"], "elsewhere": counts["elsewhere"],
                "named": _ends(logins), "untold": counts["script"] + counts["unreached"],
            },
        )
        if logins
        else Text("fact.no_login"),
        needs=Text("fact.needs_sample_person"),
        measured={
            "logins": len(logins), "logins_expected": counts["expected"], "faults": counts["elsewhere"],
            "not_told": counts["script"] + counts["unreached"],
        },
        evidence=tuple(one.id for one in looks),
    )  # fmt: skip


def _ends(logins: Sequence[LoginLink]) -> Text | None:
    hosts = tuple(sorted({one.ends_at for one in logins if one.state == "elsewhere"}))[:NAMED]
    return Text("fact.in_brackets", {"names": hosts}) if hosts else None


#: Every fact of the sample, by its key.
SAMPLE_KINDS: Mapping[str, Told] = {
    "page_tags": _of_sample("page_tags", "页面标签", _tags),
    "page_design": _of_sample("page_design", "网页设计", _design),
    "logins": _of_sample("logins", "登录入口", _logins),
}
