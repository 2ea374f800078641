"""Facts on interpretations of policies: delay, share, form, and a year's number."""

from collections.abc import Sequence
from datetime import date

from monitor.domain.ledger import Article
from monitor.domain.timing import DAY, day_of
from monitor.domain.verdict import Outcome, Text
from monitor.quarter.interpretations import pair
from monitor.quarter.rows import Interpretation
from monitor.regulations.workdays import working_days_between
from monitor.scores.close_pages import told_form
from monitor.scores.linkage_facts import interpretations_of, is_explained_kind, linked_by_page
from monitor.scores.period import NAMED, IndicatorFact, OwnerScope, evidence_in, not_configured


def _pairs(scope: OwnerScope, most: int | None) -> tuple[Interpretation, ...]:
    policies = _policies(scope, most)
    interpreted = interpretations_of(scope, later=True)
    forms = {one.url: told_form(scope, one) for one in interpreted}
    linked = linked_by_page(scope, policies, interpreted)
    return pair(policies, interpreted, forms, most, scope.period.workdays, linked)


def _policies(scope: OwnerScope, most: int | None) -> list[Article]:
    """
    The policies whose term of *most* working days ends in the quarter; without a term those published in it.

    One of the last days before 国庆 is so judged in the quarter in which its term ends, and in no other.
    """
    span, days = scope.period.span, scope.period.workdays
    found = scope.articles("policy", _since(scope, most), span.last)
    if not most:
        return found

    def is_due(day: date) -> bool:
        """Whether the term of a policy of *day* ends in the quarter."""
        before = day < span.first and working_days_between(day, span.first - DAY, days).days >= most
        after = working_days_between(day, span.quarter.last, days).days < most
        return not before and not after

    return [one for one in found if is_due(one.on or day_of(one.first_seen))]


def _since(scope: OwnerScope, most: int | None) -> date:
    """From which day on a policy's term may reach into the quarter: the longest holidays lie between."""
    first = scope.period.span.first
    return first - DAY * (most + _HOLIDAYS) if most else first


#: Weekends and holidays together are never longer, in days.
_HOLIDAYS = 14


def interpretation_delay(scope: OwnerScope) -> IndicatorFact:
    kind, title, most = "interpretation_delay", "政策解读时限", scope.minimum
    for name in ("policy", "interpretation"):
        if not scope.pairs(name):
            return not_configured(kind, title, name)
    rows = _pairs(scope, most)
    dated = [row for row in rows if row.working_days is not None]
    late = [row for row in dated if row.outcome is Outcome.FAIL]
    open_rows = len(rows) - sum(row.outcome in (Outcome.FAIL, Outcome.PASS) for row in rows)
    span = scope.period.span
    whole = span.is_over and scope.is_whole("policy", _since(scope, most), span.last)
    silent = whole and _is_silent(scope, rows, most)
    outcome: Outcome | None = Outcome.UNKNOWN
    if most is None:
        outcome = None
    elif late or silent:
        outcome = Outcome.FAIL
    elif whole and not open_rows:
        outcome = Outcome.PASS if rows else Outcome.NOT_APPLICABLE
    rising = (
        {"late_interpretations": len(late) + open_rows if whole else None} if open_rows or not whole else {}
    )
    named = tuple(
        Text("fact.late_policy", {"title": row.policy, "n": row.working_days}) for row in late[:NAMED]
    )
    return IndicatorFact(
        kind=kind, name=title, outcome=outcome,
        reason=Text(
            "fact.interpretation_delay",
            {
                "policies": len(rows),
                "interpreted": len(dated),
                "late": len(late),
                "limit": _asked_within(most),
                "named": Text("fact.named", {"names": named})
                if named
                else Text("fact.no_interpretation")
                if silent
                else None,
            },
        ),
        needs=_why_open(rows, open_rows) if outcome is Outcome.UNKNOWN else None,
        measured={
            "policies": len(rows), "interpreted": len(dated), "late_interpretations": len(late),
            "working_days": [row.working_days for row in dated], "limit_working_days": most, "whole": whole,
        },
        at_most=rising,
        evidence=tuple(dict.fromkeys(id for row in (late or rows) for id in row.evidence))
        + (scope.period.looks(scope.pairs("interpretation")) if silent else ()),
    )  # fmt: skip


def _is_silent(scope: OwnerScope, rows: Sequence[Interpretation], most: int | None) -> bool:
    """Whether nothing at all was explained in a year, on lists followed whole, though a text that wants it is over its limit."""
    if most is None or interpretations_of(scope):
        return False
    today, days = day_of(scope.period.as_of), scope.period.workdays
    over = [
        row
        for row in rows
        if is_explained_kind(row.policy) and working_days_between(row.policy_on, today, days).days > most
    ]
    return bool(over) and scope.is_whole("interpretation", *scope.period.last_year)


def _asked_within(most: int | None) -> Text | None:
    if most is None:
        return None
    return Text("fact.asked_at_once") if most == 0 else Text("fact.asked_within", {"n": most})


def _why_open(rows: Sequence[Interpretation], open_rows: int) -> Text:
    if rows and open_rows:
        return Text("fact.needs_policies_told")
    return Text("fact.needs_policies")


def interpretation_share(scope: OwnerScope) -> IndicatorFact:
    kind, title = "interpretation_share", "政策解读比例"
    for name in ("policy", "interpretation"):
        if not scope.pairs(name):
            return not_configured(kind, title, name)
    rows = _pairs(scope, None)
    dated = sum(row.working_days is not None for row in rows)
    percent = round(100 * dated / len(rows), 1) if rows else None
    return IndicatorFact(
        kind=kind, name=title, outcome=None,
        reason=Text(
            "fact.interpretation_share",
            {
                "policies": len(rows),
                "interpreted": dated,
                "share": Text("fact.share", {"percent": str(percent)}) if percent is not None else None,
            },
        ),
        measured={"policies": len(rows), "interpreted": dated, "interpreted_percent": percent},
        evidence=tuple(dict.fromkeys(id for row in rows for id in row.evidence)),
    )  # fmt: skip


def _forms(scope: OwnerScope) -> tuple[list[Article], dict[str, int]]:
    found = scope.articles("interpretation", *scope.period.span.year)
    forms = [told_form(scope, one) for one in found]
    return found, {
        "graphic": forms.count("图文"),
        "audiovisual": forms.count("音视频"),
        "text": forms.count("文字"),
        "unstated": forms.count(""),
    }


def interpretation_forms(scope: OwnerScope) -> IndicatorFact:
    """
    In what forms the year's interpretations come; one that is more than text passes.

    None at all, or plain text only, fails at the year's end, when the list was followed whole and every page was read whole.
    """
    if not scope.pairs("interpretation"):
        return not_configured("interpretation_forms", "政策解读形式", "interpretation")
    found, forms = _forms(scope)
    span = scope.period.span
    over = span.is_over and span.quarter.number == 4
    whole = over and scope.is_whole("interpretation", *span.year)
    with_form = forms["graphic"] + forms["audiovisual"]
    outcome = (
        Outcome.PASS if with_form else Outcome.FAIL if whole and not forms["unstated"] else Outcome.UNKNOWN
    )
    return IndicatorFact(
        kind="interpretation_forms", name="政策解读形式", outcome=outcome,
        reason=Text(
            "fact.interpretation_forms",
            {
                "n": len(found), "graphic": forms["graphic"], "audiovisual": forms["audiovisual"], "text": forms["text"],
                "unstated": forms["unstated"],
            },
        ),
        needs=Text("fact.needs_forms") if outcome is Outcome.UNKNOWN else None,
        measured={"interpretations": len(found), **forms, "whole": whole},
        evidence=evidence_in(found) or scope.period.looks(scope.pairs("interpretation")),
    )  # fmt: skip


def interpretation_year(scope: OwnerScope) -> IndicatorFact:
    kind, title = "interpretation_year", "年度政策解读"
    if not scope.pairs("interpretation"):
        return not_configured(kind, title, "interpretation")
    span = scope.period.span
    found, forms = _forms(scope)
    enough, wanted = forms["graphic"] + forms["audiovisual"], scope.minimum or 1
    over = span.is_over and span.quarter.number == 4
    whole = over and scope.is_whole("interpretation", *span.year)
    outcome = (
        Outcome.PASS
        if enough >= wanted
        else Outcome.FAIL
        if whole and len(found) < wanted
        else Outcome.UNKNOWN
    )
    needs = None
    if outcome is Outcome.UNKNOWN:
        needs = Text("fact.needs_forms")
    return IndicatorFact(
        kind=kind, name=title, outcome=outcome, needs=needs,
        reason=Text(
            "fact.interpretation_year",
            {
                "n": enough,
                "extra": Text("fact.more_than", {"n": wanted}) if enough > wanted else None,
                "wanted": wanted,
                "unstated": Text("fact.form_untold", {"n": forms["unstated"]}) if forms["unstated"] else None,
            },
        ),
        measured={"year_items": enough, **forms, "minimum": wanted, "whole": whole},
        at_most={} if whole and not forms["unstated"] else {"year_items": len(found) if whole else None},
        evidence=evidence_in(found) or scope.period.looks(scope.pairs("interpretation")),
    )  # fmt: skip
