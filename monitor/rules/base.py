"""The shape of every rule and how rules are found."""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from monitor.domain.verdict import Clause, Verdict
from monitor.rules.signed import signature

Decide = Callable[[Any, Clause, datetime], Verdict]
MayFail = Callable[[Any, Clause, datetime], bool]


@dataclass(frozen=True, slots=True)
class Rule:
    """
    One fault that a regulation names, decided by a pure function.

    *decide* gets one subject's case, the clause of the edition in force, and the moment judged. *may_fail* gets the same
    and says cheaply whether it could fail there at all; it never says no where *decide* would fail.
    """

    id: str
    subject: str  #: site | account
    decide: Decide
    may_fail: MayFail | None = None


def may_fail(case: Any, clause: Clause, now: datetime) -> bool:
    """Whether the answer to *clause* could be `fail` there: by its rule, or as a person signed."""
    rule = discover().get(clause.rule)
    if rule is not None and (rule.may_fail is None or rule.may_fail(case, clause, now)):
        return True
    signed = signature(case.reviews, clause.rule, now) if case.reviews else None
    return signed is not None and signed.outcome == "fail"


@cache
def discover() -> Mapping[str, Rule]:
    """Every rule by id: each module of this package and its rooms without a leading underscore that has `RULE` or `RULES`."""
    package = importlib.import_module("monitor.rules")
    found: dict[str, Rule] = {}
    for module in pkgutil.walk_packages(package.__path__, "monitor.rules."):
        if module.ispkg or module.name.rpartition(".")[2].startswith("_"):
            continue
        loaded = importlib.import_module(module.name)
        rules = getattr(loaded, "RULES", None) or (getattr(loaded, "RULE", None),)
        found.update({rule.id: rule for rule in rules if isinstance(rule, Rule)})
    return found
