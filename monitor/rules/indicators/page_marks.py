"""What a homepage must carry (开设规范、适老化及无障碍、12345链接): one rule a row, by the marks that the row names."""

from collections.abc import Sequence
from datetime import datetime

from monitor.domain.case import SiteCase
from monitor.domain.need import Need
from monitor.domain.observation import StoredObservation
from monitor.domain.page_marks import MarkId, MarkState, PageMark, PageMarks
from monitor.domain.sentence import Amount, Label
from monitor.domain.timing import DAY, day_of, midnight
from monitor.domain.verdict import Clause, Outcome, Text, Verdict
from monitor.rules._reviews import settle
from monitor.rules.base import Decide, Rule

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
        today, lasts = day_of(now), clause.own["look_lasts_days"]
        looks = [
            one
            for one in case.seen(PageMarks)
            if one.facts.state == "read" and not lasts.is_met_by(today - day_of(one.at))
        ]
        outcome, reason, needs = _answer(looks, marks, case.site.site_code, clause)
        last = looks[-1].facts if looks else None
        verdict = Verdict(
            subject=case.site.id,
            rule=clause.rule,
            clause=clause,
            outcome=outcome,
            decided_at=now,
            window=(midnight(today - DAY * lasts.allowed), midnight(today + DAY)),
            measured={
                "looks": len(looks),
                "marks": {one.value: last.of(one).state.value for one in marks} if last else {},
                "values": {one.value: last.of(one).value for one in marks if last.of(one).value}
                if last
                else {},
            },
            coverage=sum(last.of(one).state is not MarkState.NOT_TOLD for one in marks) / len(marks)
            if last
            else 0.0,
            reason=reason,
            needs=needs,
            evidence=tuple(one.id for one in looks[-clause.own["looks_for_fail"].least :]),
        )
        return settle(verdict, case.reviews)

    return decide


def _answer(
    looks: Sequence[StoredObservation[PageMarks]],
    marks: Sequence[MarkId],
    registered: str | None,
    clause: Clause,
) -> tuple[Outcome, Text, Text | None]:
    lasts = clause.own["look_lasts_days"]
    if not looks:
        return (
            Outcome.UNKNOWN,
            Text("page_marks.not_read", {"lasts": Amount(lasts.allowed, lasts.unit)}),
            Text("page_marks.needs_look"),
        )
    last, enough = looks[-1].facts, clause.own["looks_for_fail"]
    code = last.of(MarkId.SITE_CODE)
    if MarkId.SITE_CODE in marks and registered and code.value and code.value != registered.lower():
        return (
            Outcome.FAIL,
            Text("page_marks.other_code", {"seen": code.value, "registered": registered}),
            None,
        )
    absent = [one for one in marks if last.of(one).state is MarkState.ABSENT]
    lasting = [one for one in absent if _times_absent(looks, one) >= enough.least]
    untold = [last.of(one) for one in marks if last.of(one).state is MarkState.NOT_TOLD]
    if lasting:
        return Outcome.FAIL, Text("page_marks.absent", {"marks": _names(lasting)}), None
    if absent:
        return (
            Outcome.UNKNOWN,
            Text("page_marks.absent_once", {"marks": _names(absent)}),
            Text("page_marks.needs_looks", {"looks": Amount(enough.least, enough.unit)}),
        )
    if untold:
        return (
            Outcome.UNKNOWN,
            Text("page_marks.not_told", {"marks": tuple(_with_reason(one) for one in untold)}),
            Text("page_marks.needs_person"),
        )
    return Outcome.PASS, Text("page_marks.present", {"marks": _names(marks)}), None


def _times_absent(looks: Sequence[StoredObservation[PageMarks]], id: MarkId) -> int:
    """On how many different days, the newest look back to one that saw it, the mark was absent."""
    days = set()
    for one in reversed(looks):
        state = one.facts.of(id).state
        if state is MarkState.PRESENT:
            break
        if state is MarkState.ABSENT:
            days.add(day_of(one.at))
    return len(days)


def _names(marks: Sequence[MarkId]) -> tuple[Label, ...]:
    return tuple(Label("mark", one.value) for one in marks)


def _with_reason(mark: PageMark) -> Text:
    cause = mark.why.partition(":")[0] or "not_read"
    return Text(
        "page_marks.one_not_told", {"mark": Label("mark", mark.id.value), "why": Label("unseen", cause)}
    )


def _rule(id: str, marks: Sequence[MarkId]) -> Rule:
    return Rule(
        id,
        "site",
        deciding_by_marks(marks),
        needs=(Need(kind=PageMarks, days=1, limit="look_lasts_days"),),
        probes=("marks",),
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
