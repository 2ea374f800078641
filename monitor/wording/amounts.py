"""A limit in words: from its value and unit alone, so that a changed number changes every sentence (数值与单位)."""

import re
from collections.abc import Callable, Mapping, Sequence

from monitor.domain.verdict import Clause, Threshold
from monitor.wording.say import amount as amount
from monitor.wording.say import period as period


def allowed(limit: Threshold) -> str:
    """The most that does not reach *limit*, for screens: 超过14天 and 15天以上 both as `14 天`."""
    return amount(limit.allowed, limit.unit)


def allowed_period(limit: Threshold) -> str:
    """The same as official documents write it: `2周`, `3个月`."""
    return period(limit.allowed, limit.unit)


def at_least(limit: Threshold) -> str:
    """The least that reaches *limit*, for screens: `20 次`."""
    return amount(limit.least, limit.unit)


def inside(limit: Threshold) -> str:
    """How wide a window of at most so much is, as official documents write it: `1年`."""
    return period(limit.value, limit.unit)


def number(limit: Threshold) -> str:
    """The least that reaches *limit*, as a bare figure."""
    return str(limit.least)


def at_most(limit: Threshold) -> str:
    """The most inside a limit from above, for screens: `3 次`."""
    return amount(limit.widest, limit.unit)


#: What a template may ask of a parameter: `{days:allowed}`.
FORMS: Mapping[str, Callable[[Threshold], str]] = {
    "allowed": allowed, "least": at_least, "most": at_most, "number": number, "period": allowed_period, "inside": inside,
}  # fmt: skip
_PLACE = re.compile(r"\{(\w+):(\w+)\}")


def fill(template: str, clause: Clause) -> str:
    """*template* with each `{parameter:form}` in the words of *clause*. Raises KeyError for one that it does not have."""

    def said(found: re.Match[str]) -> str:
        name, form = found[1], found[2]
        return FORMS[form](clause.limit[name] if name in clause.limit else clause.own[name])

    return _PLACE.sub(said, template)


def period_of(clauses: Sequence[Clause], rule: str, name: str) -> str:
    """The limit *name* of *rule* as official documents write it: `3个月`; where *clauses* differ, each: `2周或10天`."""
    found = [one.limit[name] for one in clauses if one.rule == rule and name in one.limit]
    return "或".join(
        dict.fromkeys(inside(one) if one.op in ("<", "<=") else allowed_period(one) for one in found)
    )
