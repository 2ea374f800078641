"""Facts on service guides (办事指南): the seven faults that the row names, counted; and the forms of a draw."""

from collections.abc import Mapping, Sequence

from monitor.domain.guide_forms import FormFile, GuideForms
from monitor.domain.observation import Guides
from monitor.domain.verdict import Text
from monitor.scores.period import NAMED, IndicatorFact, OwnerScope, not_looked, not_theirs

#: What a guide's remarks begin with or hold (`probes/pages/guide/guide.py`), by the fault that they tell of.
REMARKS: Mapping[str, str] = {
    "vague": "表述含糊",
    "format": "未说明原件",
    "dead": "表格链接无效",
    "form": "未提供获取渠道",
}


def guide_faults(scope: OwnerScope) -> IndicatorFact:
    kind, name = "guide_faults", "办事指南问题"
    looks = [one for _, one in scope.newest(Guides, "guides")]
    guides = [guide for one in looks for guide in one.facts.guides if guide.is_read]
    if not scope.owner.sites:
        return not_theirs(kind, name)
    if not guides:
        return IndicatorFact(
            kind=kind, name=name, outcome=None, configured=bool(looks), reason=Text("fact.no_guides_read"),
            needs=Text("fact.needs_guides"), evidence=tuple(one.id for one in looks),
        )  # fmt: skip
    counts = {
        key: sum(any(words in remark for remark in one.remarks) for one in guides)
        for key, words in REMARKS.items()
    }
    lacking = sum(bool(one.missing) for one in guides)
    return IndicatorFact(
        kind=kind, name=name, outcome=None,
        reason=Text(
            "fact.guide_faults",
            {
                "n": len(guides), "lacking": lacking, "format": counts["format"], "form": counts["form"],
                "dead": counts["dead"], "vague": counts["vague"],
            },
        ),
        needs=Text("fact.needs_guide_person"),
        measured={"guides": len(guides), "lacking": lacking, "remarks": counts, "faults": lacking + sum(counts.values())},
        evidence=tuple(one.id for one in looks),
    )  # fmt: skip


def guide_forms(scope: OwnerScope) -> IndicatorFact:
    kind, name = "guide_forms", "表格样表下载"
    if not scope.owner.sites:
        return not_theirs(kind, name)
    looks = [one for _, one in scope.newest(GuideForms, "forms")]
    guides = [guide for one in looks for guide in one.facts.guides if guide.state == "read"]
    if not guides:
        seen = tuple(one.id for one in looks)
        return not_looked(kind, name, Text("fact.no_forms_looked"), Text("fact.needs_guides"), seen)
    forms = [form for one in guides for form in one.forms]
    dead = [one for one in forms if one.state == "dead"]
    laws = sum(len(one.laws_by_name) for one in guides)
    telephones = sum(len(one.odd_telephones) for one in guides)
    return IndicatorFact(
        kind=kind, name=name, outcome=None,
        reason=Text(
            "fact.guide_forms",
            {
                "n": len(guides), "without": sum(not one.forms for one in guides), "blank": sum(not one.sample for one in forms),
                "samples": sum(one.sample for one in forms), "dead": len(dead), "named": _named(dead),
                "untold": sum(one.state == "not_told" for one in forms), "laws": laws, "telephones": telephones,
            },
        ),
        needs=Text("fact.needs_guide_person"),
        measured={
            "guides": len(guides), "forms_offered": len(forms), "forms_dead": [one.url for one in dead],
            "samples": sum(one.sample for one in forms), "laws_by_name": laws, "odd_telephones": telephones,
            "faults": len(dead) + laws + telephones, "sample": [one.url for one in guides],
        },
        evidence=tuple(one.id for one in looks),
    )  # fmt: skip


def _named(dead: Sequence[FormFile]) -> Text | None:
    return Text("fact.in_brackets", {"names": tuple(one.text for one in dead[:NAMED])}) if dead else None
