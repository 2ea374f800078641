"""The fact of a row's material (人工材料): who owes it, by when, what was handed in and who signed it; late is shown."""

from datetime import date

from monitor.domain.materials import Material, MaterialState
from monitor.domain.sentence import Label
from monitor.domain.verdict import Text
from monitor.scores.period import IndicatorFact


def material_fact(one: Material, today: date) -> IndicatorFact:
    """What is known of a row's material on *today*. It tells people, and decides nothing."""
    state = one.state(today)
    person = one.assigned.person if one.assigned else ""
    filed = one.filed
    return IndicatorFact(
        kind="material", name="人工材料", outcome=None,
        reason=Text(
            "fact.material",
            {
                "state": Label("material", state.value), "due": one.due_on,
                "person": Text("fact.material_person", {"who": person}) if person else None,
                "filed": Text(
                    "fact.material_filed",
                    {"version": one.version, "file": filed.file or filed.note[:60], "signer": filed.signer, "at": filed.at.date()},
                )
                if filed
                else None,
            },
        ),
        needs=None if filed else Text("fact.needs_material"),
        measured={
            "due_on": one.due_on.isoformat(), "material": state.value, "person": person, "version": one.version,
            "signer": filed.signer if filed else "", "file_sha256": filed.sha256 if filed else "",
            "faults": int(state in (MaterialState.LATE, MaterialState.FILED_LATE)),
        },
    )  # fmt: skip
