"""
The second voice over a page's days (排序模型): how likely each one is the publish day, by weights learnt from labelled pages.

A logistic regression over the features' names; `bench/ranker.py` writes its weights, with the digest of the labels they
come from. No clock, no chance, no network: the same page always has the same figures.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

#: What nearly every day has: no voice for or against one.
NEUTRAL = frozenset({"spelt.full", "line.whole_year"})
#: Where the weights stand.
WEIGHTS = Path(__file__).with_name("ranker.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranker:
    """Learnt weights and the chances below which nothing is told."""

    bias: float
    weights: Mapping[str, float]
    told: float  #: a day that a rule takes
    alone: float  #: a day that no rule takes
    labels: str = ""  #: digest of the labels

    def chance(self, features: frozenset[str]) -> float:
        """How likely a day with *features* is the publish day, 0 to 1."""
        total = self.bias + math.fsum([self.weights[one] for one in features if one in self.weights])
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))

    def spoke(self, features: frozenset[str], vetoing: frozenset[str] = frozenset()) -> tuple[str, ...]:
        """*features*, those of a veto first, then the weightiest: `-label.other`, `+label.publishing`, `-prose.goes_on`."""
        weighty = [(one, self.weights.get(one, 0.0)) for one in features - NEUTRAL]
        told = sorted((one not in vetoing, -abs(weight), one, weight < 0) for one, weight in weighty)
        return tuple(
            f"-{one}" if speaks_against or not is_free else f"+{one}"
            for is_free, _, one, speaks_against in told
        )


@cache
def load_ranker() -> Ranker:
    """The shipped weights."""
    found = json.loads(WEIGHTS.read_text("utf-8"))
    return Ranker(
        bias=found["bias"],
        weights=found["weights"],
        told=found["told"],
        alone=found["alone"],
        labels=found["labels"],
    )
