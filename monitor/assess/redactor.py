"""
What an audience must not see, in one place (保密): other units' columns and messages, what citizens wrote, others' evidence.

Pages, files, mails, feed and search show what leaves this module; none of them decides about it by itself.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from monitor.assess.standings import verdict_rule
from monitor.domain.access import Role, Viewer
from monitor.domain.finding import Act, Finding, Owed, Standing, Step
from monitor.domain.parts import owner, unit_ids
from monitor.domain.sentence import Named, Param, Text
from monitor.domain.site import Site, Subject, Watch
from monitor.domain.verdict import PartKind, Verdict, VerdictPart
from monitor.rules.base import tells

#: Instead of words that may be about another unit's part.
_WITHHELD = {PartKind.MESSAGE: Text("withheld.messages"), PartKind.COLUMN: Text("withheld.columns")}
#: Instead of what would settle it, which names the parts.
_NEEDS = Text("withheld.needs")


#: Steps in which the program repeats a verdict's reason.
_REASONED = frozenset((Act.OPENED, Act.WORSENED, Act.CLOSED))


@dataclass(frozen=True)
class Redactor:
    """
    What one audience may see of *watch*. Made by `redactor_for`, or from the units of a token or a mail.

    What belongs to a unit is for that unit: a subject with its verdicts, a column, a message. Of a subject that is its
    own, a unit sees no column and no message of another one, and no sentence that may name one. What belongs to nobody is
    for the centre and the auditors alone.
    """

    watch: Watch
    units: frozenset[str] | None  #: None: everything

    def sees(self, unit: str | None) -> bool:
        """Whether what belongs to *unit* is for this audience."""
        return self.units is None or (unit is not None and unit in self.units)

    def sees_subject(self, id: str) -> bool:
        """Whether any of a site or account is: it is theirs, or a column or board of it is."""
        subject = self._subjects.get(id)
        if isinstance(subject, Site):
            return any(self.sees(one) for one in units_of(subject))
        return subject is not None and self.sees(subject.unit)

    def owner(self, part: VerdictPart, subject: str) -> str | None:
        """The id of the unit that owes *part* of *subject*."""
        return owner(part, self._names, self._unit(subject))

    def sees_part(self, part: VerdictPart, subject: str) -> bool:
        """Whether *part* of *subject* is for this audience; a message stored without its board and unit is for no unit."""
        if self.units is not None and part.kind is PartKind.MESSAGE and not (part.board or part.unit):
            return False
        return self.sees(self.owner(part, subject))

    def verdict(self, verdict: Verdict) -> Verdict:
        """
        *verdict* with those of its parts alone that are for this audience, and without words that may name others.

        Figures stay: they name nobody. So do the ids of evidence: whoever opens one is asked again.
        """
        if self.units is None:
            return verdict
        own = tuple(one for one in verdict.parts if self.sees_part(one, verdict.subject))
        kind = self._withheld(verdict.rule, verdict.subject, shared=len(own) < len(verdict.parts))
        if kind is None:
            return verdict
        reason, needs = verdict.reason, verdict.needs
        return replace(
            verdict,
            parts=own,
            reason=reason if _names_nobody(reason) else self._figures(kind, verdict.measured),
            needs=needs if _names_nobody(needs) else _NEEDS,
            remarks=(),
        )

    def verdicts(self, verdicts: Mapping[str, Sequence[Verdict]]) -> dict[str, list[Verdict]]:
        """Those of every subject of which this audience sees anything."""
        return {
            subject: [self.verdict(one) for one in several]
            for subject, several in verdicts.items()
            if self.sees_subject(subject)
        }

    def withholds(self, verdict: Verdict) -> bool:
        """Whether anything of *verdict* is not for this audience; then its evidence is not either."""
        return self.verdict(verdict) is not verdict

    def standing(self, standing: Standing) -> Standing:
        """*standing*, which is for this audience, without words and evidence that may tell of others."""
        if self.units is None or standing.owed is Owed.COLUMN:
            return standing
        if standing.owed is Owed.MESSAGE:
            return replace(standing, evidence=())  # a page of a board holds everybody's
        kind = self._withheld(verdict_rule(standing), standing.subject, shared=standing.shared)
        if kind is None:
            return standing
        reason, needs = standing.reason, standing.needs
        return replace(
            standing,
            reason=reason if _names_nobody(reason) else _WITHHELD[kind],
            needs=needs if _names_nobody(needs) else _NEEDS,
            evidence=(),
        )

    def standings(self, standings: Iterable[Standing]) -> list[Standing]:
        """Those that are for this audience, as it may see them."""
        return [self.standing(one) for one in standings if self.sees(one.unit)]

    def finding(self, finding: Finding) -> Finding:
        """*finding*, which is for this audience, with its standing and its steps as it may see them."""
        standing = self.standing(finding.standing)
        if standing is finding.standing:
            return finding
        own = standing.owed is Owed.MESSAGE
        kind = (
            None if own else self._withheld(verdict_rule(standing), standing.subject, shared=standing.shared)
        )
        instead = _WITHHELD[kind] if kind is not None else None
        steps = tuple(_step(one, instead) for one in finding.steps)
        return replace(finding, standing=standing, steps=steps)

    def sees_evidence(self, kind: str, subject: str, part: str, columns: Collection[str] = ()) -> bool:
        """
        Whether the raw bytes of an observation are. *part*: the column of a listing or a picture, the rule of a second look; *columns*: those that list an article.

        A board's pages hold every unit's messages, so no unit sees them. An article that only other units' columns list is
        theirs; one that no column lists, the site's.
        """
        if self.units is None:
            return True
        found = self._subjects.get(subject)
        if found is None or kind == "board":
            return False
        if not isinstance(found, Site):
            return self.sees(found.unit)
        if kind == "second_look":  # its reasons may name other units' parts
            return self.sees(found.unit) and self._withheld(part, subject, shared=False) is None
        listing = {one.id: one.unit or found.unit for one in found.columns}
        if (
            kind == "patrol"
        ):  # public pages, personal numbers masked: of whoever answers for a part of the site
            return self.sees(found.unit) or any(self.sees(one) for one in listing.values())
        if kind in ("listing", "screenshot"):
            return self.sees(listing.get(part, found.unit))
        known = [listing[one] for one in columns if one in listing] if kind == "reading" else []
        return any(self.sees(one) for one in known) if known else self.sees(found.unit)

    def _withheld(self, rule: str, subject: str, *, shared: bool) -> PartKind | None:
        """The kind of parts for whose sake the words of *rule* about *subject* are withheld; None: they need not be."""
        kinds = [kind for kind in _WITHHELD if kind in tells(rule)]
        if not kinds:
            return None
        if shared or PartKind.MESSAGE in kinds or not self.sees(self._unit(subject)):
            return kinds[0]
        found = self._subjects.get(subject)
        foreign = isinstance(found, Site) and not all(
            self.sees(one.unit or found.unit) for one in found.columns
        )
        return kinds[0] if foreign else None

    def _figures(self, kind: PartKind, measured: Mapping[str, object]) -> Text:
        """The words withheld of a verdict, in its own figures where it has them."""
        figure = {name: one for name, one in measured.items() if isinstance(one, int)}
        if kind is PartKind.MESSAGE and figure.keys() >= {"open", "overdue"}:
            return Text("withheld.messages_counted", {"open": figure["open"], "overdue": figure["overdue"]})
        if kind is PartKind.COLUMN and figure.keys() >= {"columns", "bad", "unknown"}:
            return Text(
                "withheld.columns_counted",
                {"columns": figure["columns"], "bad": figure["bad"], "unknown": figure["unknown"]},
            )
        return _WITHHELD[kind]

    @cached_property
    def _subjects(self) -> dict[str, Subject]:
        return {one.id: one for one in self.watch.subjects}

    @cached_property
    def _names(self) -> dict[str, str]:
        return unit_ids(self.watch)

    def _unit(self, subject: str) -> str | None:
        found = self._subjects.get(subject)
        return found.unit if found is not None else None


def redactor_for(watch: Watch, who: Viewer) -> Redactor:
    """What *who* may see: a unit's user what is their unit's, everybody else everything."""
    if who.role is not Role.UNIT:
        return Redactor(watch, None)
    return Redactor(watch, frozenset((who.unit,)) if who.unit else frozenset())


def units_of(site: Site) -> list[str | None]:
    """Every unit that answers for something on *site*; the site's own first."""
    columns, boards = [one.unit for one in site.columns], [one.unit for one in site.boards]
    return [site.unit, *(unit for unit in (*columns, *boards) if unit)]


def _step(step: Step, instead: Text | None) -> Step:
    """*step* without its evidence, and with *instead* where it repeats the reason that is withheld; None: none is."""
    names_nobody = step.said is not None and _names_nobody(step.said)
    if instead is None or step.act not in _REASONED or names_nobody:
        return replace(step, evidence=())
    return replace(step, evidence=(), said=instead, note="")


def _names_nobody(said: Param) -> bool:
    """Whether a sentence is of figures, days and words of the field alone: it may be about others' parts, and tells of none."""
    if isinstance(said, Text):
        return all(map(_names_nobody, said.params.values()))
    return all(map(_names_nobody, said)) if isinstance(said, tuple) else not isinstance(said, str | Named)
