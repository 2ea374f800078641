"""Facts on interpretations of policies: delay, share, form, and a year's number."""

from collections.abc import Sequence
from dataclasses import replace

from monitor.domain.ledger import Article
from monitor.domain.verdict import Outcome, Text
from monitor.quarter.interpretations import form_of, pair
from monitor.quarter.rows import Interpretation
from monitor.scores.period import NAMED, IndicatorFact, OwnerScope, evidence_in, not_configured


def _pairs(scope: OwnerScope, most: int | None) -> tuple[Interpretation, ...]:
    span, (first, last) = scope.period.span, scope.period.last_year
    policies = scope.articles("policy", span.first, span.last)
    wide = replace(scope, by_site=True) if scope.by_site else scope
    interpreted = list(scope.period.articles("interpretation", wide.sites, first, last))
    forms = {one.url: form_of(one, scope.column_names(one)) for one in interpreted}
    return pair(policies, interpreted, forms, most, scope.period.workdays)


def interpretation_delay(scope: OwnerScope, most: int | None) -> IndicatorFact:
    kind, title = "interpretation_delay", "政策解读时限"
    for name in ("policy", "interpretation"):
        if not scope.pairs(name):
            return not_configured(kind, title, name)
    rows = _pairs(scope, most)
    told = [row for row in rows if row.working_days is not None]
    late = [row for row in told if row.outcome is Outcome.FAIL]
    open_rows = len(rows) - sum(row.outcome in (Outcome.FAIL, Outcome.PASS) for row in rows)
    span = scope.period.span
    whole = span.is_over and scope.is_whole("policy", span.first, span.last)
    outcome: Outcome | None = Outcome.UNKNOWN
    if most is None:
        outcome = None
    elif late:
        outcome = Outcome.FAIL
    elif whole and not open_rows:
        outcome = Outcome.PASS if rows else Outcome.NOT_APPLICABLE
    rising = (
        {"late_interpretations": len(late) + open_rows if whole else None} if open_rows or not whole else {}
    )
    named = "、".join(f"《{row.policy}》（{row.working_days} 个工作日）" for row in late[:NAMED])
    limit = "" if most is None else "（要求同步）" if most == 0 else f"（要求 {most} 个工作日内）"
    return IndicatorFact(
        kind=kind, name=title, outcome=outcome,
        reason=Text(
            f"{len(rows)} policies, {len(told)} interpreted, {len(late)} late",
            f"本季度政策文件 {len(rows)} 件，找到解读 {len(told)} 件，迟于时限 {len(late)} 件{limit}" + (f"：{named}" if named else ""),
        ),
        needs=_why_open(rows, open_rows) if outcome is Outcome.UNKNOWN else None,
        measured={
            "policies": len(rows), "interpreted": len(told), "late_interpretations": len(late),
            "working_days": [row.working_days for row in told], "limit_working_days": most, "whole": whole,
        },
        at_most=rising,
        evidence=tuple(dict.fromkeys(id for row in (late or rows) for id in row.evidence)),
    )  # fmt: skip


def _why_open(rows: Sequence[Interpretation], open_rows: int) -> Text:
    if rows and open_rows:
        return Text("a person says which policies need no interpretation", "由人工确认其余文件是否需要解读")
    return Text(
        "follow the policy columns through the quarter, or import a whole publishing log",
        "完整监测政策文件栏目至季度结束，或导入整季发布日志",
    )


def interpretation_share(scope: OwnerScope, minimum: int | None) -> IndicatorFact:
    kind, title = "interpretation_share", "政策解读比例"
    for name in ("policy", "interpretation"):
        if not scope.pairs(name):
            return not_configured(kind, title, name)
    rows = _pairs(scope, None)
    told = sum(row.working_days is not None for row in rows)
    percent = round(100 * told / len(rows), 1) if rows else None
    return IndicatorFact(
        kind=kind, name=title, outcome=None,
        reason=Text(
            f"{told} of {len(rows)} policies interpreted",
            f"本季度政策文件 {len(rows)} 件，{told} 件有解读" + (f"，占 {percent}%" if percent is not None else ""),
        ),
        measured={"policies": len(rows), "interpreted": told, "interpreted_percent": percent},
        evidence=tuple(dict.fromkeys(id for row in rows for id in row.evidence)),
    )  # fmt: skip


def _forms(scope: OwnerScope) -> tuple[list[Article], dict[str, int]]:
    found = scope.articles("interpretation", *scope.period.span.year)
    told = [form_of(one, scope.column_names(one)) for one in found]
    return found, {
        "graphic": told.count("图文"),
        "audiovisual": told.count("音视频"),
        "unstated": told.count(""),
    }


def interpretation_forms(scope: OwnerScope, minimum: int | None) -> IndicatorFact:
    if not scope.pairs("interpretation"):
        return not_configured("interpretation_forms", "政策解读形式", "interpretation")
    found, forms = _forms(scope)
    return IndicatorFact(
        kind="interpretation_forms", name="政策解读形式", outcome=None,
        reason=Text(
            f"{len(found)} interpretations this year: {forms}",
            f"本年度政策解读 {len(found)} 篇：图文 {forms['graphic']}、音视频 {forms['audiovisual']}、"
            f"形式待人工认定 {forms['unstated']}",
        ),
        measured={"interpretations": len(found), **forms}, evidence=evidence_in(found),
    )  # fmt: skip


def interpretation_year(scope: OwnerScope, minimum: int | None) -> IndicatorFact:
    kind, title = "interpretation_year", "年度政策解读"
    if not scope.pairs("interpretation"):
        return not_configured(kind, title, "interpretation")
    span = scope.period.span
    found, forms = _forms(scope)
    enough, wanted = forms["graphic"] + forms["audiovisual"], minimum or 1
    over = span.is_over and span.quarter.number == 4
    whole = over and scope.is_whole("interpretation", *span.year)
    outcome = (
        Outcome.PASS
        if enough >= wanted
        else Outcome.FAIL
        if whole and len(found) < wanted
        else Outcome.UNKNOWN
    )
    extra = f"，多于 {wanted} 篇" if enough > wanted else ""
    needs = None
    if outcome is Outcome.UNKNOWN:
        needs = Text(
            "the year ends, its columns are followed whole, forms are told by a person",
            "待年度结束并完整监测解读栏目，形式不明的由人工认定",
        )
    return IndicatorFact(
        kind=kind, name=title, outcome=outcome, needs=needs,
        reason=Text(
            f"{enough} interpretations in picture or sound this year, {forms['unstated']} of untold form; wanted {wanted}",
            f"本年度图文或音视频解读 {enough} 篇{extra}（要求至少 {wanted} 篇）"
            + (f"，另有 {forms['unstated']} 篇形式待人工认定" if forms["unstated"] else ""),
        ),
        measured={"year_items": enough, **forms, "minimum": wanted, "whole": whole},
        at_most={} if whole and not forms["unstated"] else {"year_items": len(found) if whole else None},
        evidence=evidence_in(found) or scope.period.looks(scope.pairs("interpretation")),
    )  # fmt: skip
