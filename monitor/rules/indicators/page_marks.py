"""What a homepage must carry (开设规范、适老化及无障碍、12345链接): one rule a row, by the marks that the row names."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from monitor.domain.case import SiteCase
from monitor.domain.need import Need
from monitor.domain.observation import StoredObservation
from monitor.domain.page_marks import MarkId, MarkState, PageMark, PageMarks
from monitor.domain.sentence import Amount, Label
from monitor.domain.verdict import SAYS_NOTHING, Clause, Outcome, PartKind, Text, Verdict, VerdictPart
from monitor.rules.base import Decide, Rule
from monitor.rules.indicators._looks import LooksAnswer, lasting_days, recent, verdict_of

#: The marks of 开设规范, in the order of the row's words: 名称、域名, then 管理主体 and the rest.
NAME = (MarkId.TITLE, MarkId.DOMAIN)
FOOT = (
    MarkId.OWNER, MarkId.FIND_ERRORS, MarkId.PARTY_BADGE, MarkId.SITE_CODE, MarkId.ICP, MarkId.POLICE,
)  # fmt: skip
ACCESS = (MarkId.ACCESSIBLE, MarkId.ELDERLY)


def deciding_by_marks(marks: Sequence[MarkId]) -> Decide:
    """The decision of a row that asks for *marks*."""

    def decide(case: SiteCase, clause: Clause, now: datetime) -> Verdict:
        """
        Decide whether the homepage carries what the row asks for.

        Fails when a mark was absent on as many of the last looks as we ask, each of them a page seen whole, or when the
        site code (网站标识码) differs from the registered one. A mark that may stand where nobody saw is unknown.
        Looks of the clause's `look_lasts_days` count, the day itself included.

        Source: 福建省2019年政府网站考评指标, 开设规范; 福州市2021年度绩效考核指标, 咨询投诉; 厦门市2023年度考评指标, 功能设计.
        """
        looks = [one for one in recent(case, clause, now, PageMarks) if one.facts.state == "read"]
        return verdict_of(case, clause, now, looks, _answer(looks, marks, case.site.site_code or "", clause))

    return decide


def _answer(
    looks: Sequence[StoredObservation[PageMarks]], marks: Sequence[MarkId], registered: str, clause: Clause
) -> LooksAnswer:
    parts = tuple(_part(looks, one, registered, clause) for one in marks)
    measured = {"looks": len(looks)}
    coverage = sum(one.state != MarkState.NOT_TOLD for one in parts) / len(parts)
    outcome, reason, needs = _decided(looks, parts, clause)
    return LooksAnswer(
        outcome=outcome, reason=reason, needs=needs, measured=measured, parts=parts, coverage=coverage
    )


def _decided(
    looks: Sequence[StoredObservation[PageMarks]], parts: Sequence[VerdictPart], clause: Clause
) -> tuple[Outcome, Text, Text | None]:
    lasts, enough = clause.own["look_lasts_days"], clause.own["looks_for_fail"]
    if not looks:
        reason = Text("page_marks.not_read", {"lasts": Amount(lasts.allowed, lasts.unit)})
        return Outcome.UNKNOWN, reason, Text("page_marks.needs_look")
    if other := [one for one in parts if one.state == MarkState.PRESENT and one.outcome is Outcome.FAIL]:
        return Outcome.FAIL, other[0].reason, None
    if lasting := [one for one in parts if one.outcome is Outcome.FAIL]:
        return Outcome.FAIL, Text("page_marks.absent", {"marks": _names(lasting)}), None
    if absent := [one for one in parts if one.state == MarkState.ABSENT]:
        again = Text("page_marks.needs_looks", {"looks": Amount(enough.least, enough.unit)})
        return Outcome.UNKNOWN, Text("page_marks.absent_once", {"marks": _names(absent)}), again
    if unseen := [one for one in parts if one.state == MarkState.NOT_TOLD]:
        reason = Text("page_marks.not_told", {"marks": tuple(one.reason for one in unseen)})
        return Outcome.UNKNOWN, reason, Text("page_marks.needs_person")
    return Outcome.PASS, Text("page_marks.present", {"marks": _names(parts)}), None


def _part(
    looks: Sequence[StoredObservation[PageMarks]], id: MarkId, registered: str, clause: Clause
) -> VerdictPart:
    """How one mark stands by the newest look; a code that is not the registered one is there, and fails."""
    last = looks[-1].facts.of(id) if looks else PageMark(id=id, state=MarkState.NOT_TOLD, why="not_read")
    outcome, reason = Outcome.PASS, SAYS_NOTHING
    if id is MarkId.SITE_CODE and registered and last.value and last.value != registered.lower():
        outcome = Outcome.FAIL
        reason = Text("page_marks.other_code", {"seen": last.value, "registered": registered})
    elif last.state is MarkState.ABSENT:
        is_lasting = lasting_days(looks, partial(_is_absent, id)) >= clause.own["looks_for_fail"].least
        outcome = Outcome.FAIL if is_lasting else Outcome.UNKNOWN
        reason = Text(
            "page_marks.absent" if is_lasting else "page_marks.absent_once", {"marks": (_label(id),)}
        )
    elif last.state is MarkState.NOT_TOLD:
        outcome, reason = Outcome.UNKNOWN, _with_reason(last)
    return VerdictPart(
        kind=PartKind.MARK,
        id=id.value,
        outcome=outcome,
        name=last.value,
        state=last.state.value,
        url=looks[-1].facts.url if looks else "",
        reason=reason,
        evidence=(looks[-1].id,) if looks else (),
    )


def _is_absent(id: MarkId, look: PageMarks) -> bool | None:
    """Whether a look says that the mark is not there; None: it does not tell."""
    return {MarkState.PRESENT: False, MarkState.ABSENT: True, MarkState.NOT_TOLD: None}[look.of(id).state]


def _label(id: str) -> Label:
    return Label("mark", str(id))


def _names(parts: Sequence[VerdictPart]) -> tuple[Label, ...]:
    return tuple(_label(one.id) for one in parts)


def _with_reason(mark: PageMark) -> Text:
    cause = mark.why.partition(":")[0] or "not_read"
    return Text("page_marks.one_not_told", {"mark": _label(mark.id), "why": Label("unseen", cause)})


def _rule(id: str, marks: Sequence[MarkId]) -> Rule:
    return Rule(
        id,
        "site",
        deciding_by_marks(marks),
        needs=(Need(kind=PageMarks, days=1, limit="look_lasts_days"),),
        probes=("marks",),
        tells=(PartKind.MARK,),
        how=(
            "看首页（含页面脚本写入的内容）近{look_lasts_days:allowed}内的标识：在不少于{looks_for_fail:least}的监测中均未见，且页面没有框架、外部脚本、"
            "无文字说明的图片等可能另有标识之处，为不合格；可能另有标识的，由人工核实。"
        ),
    )


RULES = tuple(
    _rule(id, marks)
    for id, marks in {
        "F19W-38": NAME + FOOT,
        "X23-43": NAME,
        "X23-44": FOOT,
        "X23-47": ACCESS,
        "Z21-14": (MarkId.HOTLINE,),
    }.items()
)
