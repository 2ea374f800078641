"""The shape of every rule and how rules are found."""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from monitor.domain.verdict import Clause, Verdict

Decide = Callable[[Any, Clause, datetime], Verdict]


@dataclass(frozen=True, slots=True)
class Rule:
    """
    One fault that a regulation names, decided by a pure function.

    *decide* gets one subject's case, the clause of the edition in force, and the moment judged.
    """

    id: str
    subject: str  #: site | account
    decide: Decide


@cache
def discover() -> Mapping[str, Rule]:
    """Every rule by id: each module of this package without a leading underscore that has `RULE` or `RULES`."""
    package = importlib.import_module("monitor.rules")
    found: dict[str, Rule] = {}
    for module in pkgutil.iter_modules(package.__path__):
        if module.name.startswith("_"):
            continue
        loaded = importlib.import_module(f"monitor.rules.{module.name}")
        rules = getattr(loaded, "RULES", None) or (getattr(loaded, "RULE", None),)
        found.update({rule.id: rule for rule in rules if isinstance(rule, Rule)})
    return found
