"""Narrowing the feed document to what a consumer asked for and may see. Plain values in, plain values out."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from monitor.domain.finding import Owed
from monitor.domain.parts import unit_ids
from monitor.domain.site import Watch
from monitor.rules.base import parts_of, rule_of

#: The lists of subject ids in the document that say what is missing: with any of them it is not complete.
GAPS = ("not_seen_lately", "not_judged", "not_judged_lately")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedFilter:
    """What to narrow to; empty: everything."""

    rules: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    outcomes: frozenset[str] = frozenset()
    subject: str | None = None  #: one site or account alone
    scope: frozenset[str] | None = None  #: units the consumer may see; None: all


@dataclass(frozen=True, slots=True)
class Narrowing:
    """
    Takes a document apart by what is *wanted*, one subject at a time; for a scope it was made by `Redactor`.

    A unit's own subjects are shown whole; of others only the unit's columns and messages, marked `partial`.
    `complete` speaks of the units shown; filters by rule and outcome never hide what is missing.
    """

    wanted: FeedFilter
    units: Collection[str]
    owners: Mapping[str, str]

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out."""
        return not (self._is_part or self.wanted.rules or self.wanted.outcomes)

    @property
    def _is_part(self) -> bool:
        return self.wanted.subject is not None or self.wanted.scope is not None or bool(self.units)

    def shown(self, entry: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """The entry of one subject as far as it is of the subject and units wanted; None: nothing of it is."""
        if self.wanted.subject not in (None, entry["id"]):
            return None
        if self.wanted.scope is None and not self.units:
            return entry
        return _of_units(entry, self.units, self.owners)

    def filtered(self, entry: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """Of what `shown` gave, the rules and outcomes wanted; None: none of them is there."""
        if not (self.wanted.rules or self.wanted.outcomes):
            return entry
        found = _filtered(entry, self.wanted)
        return found if found["verdicts"] or found.get("columns") or found.get("messages") else None

    def rest(self, document: Mapping[str, Any], shown: Collection[str]) -> dict[str, Any]:
        """All of *document* but its subjects, of which *shown* gave those ids."""
        narrowed = dict(document)
        if self._is_part:
            for gap in GAPS:
                narrowed[gap] = [id for id in document[gap] if id in shown]
            narrowed["complete"] = not any(narrowed[gap] for gap in GAPS)
            narrowed.update(_scoring(document, self.wanted, self.units))
            narrowed["extractor_alarms"] = [
                one for one in document["extractor_alarms"] if one["site"] in shown
            ]
        narrowed["filters"] = {
            "rule": sorted(self.wanted.rules), "unit": sorted(self.units), "outcome": sorted(self.wanted.outcomes)
        }  # fmt: skip
        return narrowed


def narrowing(wanted: FeedFilter, watch: Watch) -> Narrowing:
    """What to leave out for *wanted*."""
    units = wanted.units if wanted.scope is None else (wanted.units or wanted.scope) & wanted.scope
    return Narrowing(wanted, units, unit_ids(watch))


def narrow(document: Mapping[str, Any], wanted: FeedFilter, watch: Watch) -> dict[str, Any]:
    """*document* with only the subjects, verdicts, columns and messages *wanted*, as `Narrowing` leaves them."""
    cut = narrowing(wanted, watch)
    shown = [one for one in map(cut.shown, document["subjects"]) if one is not None]
    rest = cut.rest(document, {one["id"] for one in shown})
    rest["subjects"] = [dict(one) for one in map(cut.filtered, shown) if one is not None]
    return rest


def _scoring(
    document: Mapping[str, Any], wanted: FeedFilter, units: Collection[str]
) -> dict[str, list[dict[str, Any]]]:
    """The sheets of the units wanted, or of whoever owns the one subject wanted; with a scope none of others."""
    everybody = wanted.scope is None and not units
    shown = {
        (one["kind"], one["id"])
        for one in document["units"]
        if (everybody or (one["kind"] == "unit" and one["id"] in units))
        and (wanted.subject is None or wanted.subject in (*one["sites"], *one["accounts"]))
    }

    def owned(rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        return [one for one in rows if (one["owner"]["kind"], one["owner"]["id"]) in shown]

    rows = owned(document["indicators"])
    if wanted.scope is not None:  # sentences about messages may name those of another unit
        rows = [
            {**one, "collected_zh": []}
            if any(parts_of(said["rule"]) is Owed.MESSAGE for said in one["rules"])
            else one
            for one in rows
        ]
    return {
        "units": [dict(one) for one in document["units"] if (one["kind"], one["id"]) in shown],
        "scores": [dict(one) for one in owned(document["scores"])],
        "indicators": [dict(one) for one in rows],
    }


def _of_units(
    subject: Mapping[str, Any],
    units: Collection[str],
    owners: Mapping[str, str],
) -> dict[str, Any] | None:
    if subject["unit"] in units:
        return dict(subject)
    columns = [one for one in subject.get("columns", ()) if one["unit"] in units]
    messages = [
        _message(row)
        for verdict in subject["verdicts"]
        if parts_of(verdict["rule"]) is Owed.MESSAGE
        for row in verdict["measured"].get("open_messages", ())
        if owners.get(str(row["unit"])) in units
    ]
    if not columns and not messages:
        return None
    return {**subject, "partial": True, "verdicts": [], "columns": columns, "messages": messages}


def _message(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, "outcome": "fail" if row["days_left"] < 0 else "pass"}


def _filtered(subject: Mapping[str, Any], wanted: FeedFilter) -> dict[str, Any]:
    """The verdicts, columns and messages of the rules and outcomes wanted."""

    def suits(rule: str, outcome: str) -> bool:
        return (not wanted.rules or rule in wanted.rules) and (
            not wanted.outcomes or outcome in wanted.outcomes
        )

    found = {
        **subject,
        "verdicts": [one for one in subject["verdicts"] if suits(one["rule"], one["outcome"])],
    }
    for name, part in (("columns", Owed.COLUMN), ("messages", Owed.MESSAGE)):
        if name in subject:
            found[name] = [one for one in subject[name] if suits(rule_of(part).id, one["outcome"])]
    return found
