"""The verdicts that hold at a moment (现行判定), as every page shows them: one loader for all of them."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

from monitor.assess.judge import unknown_by_damage
from monitor.domain.made import collector_rests
from monitor.domain.site import Subject
from monitor.domain.verdict import Verdict
from monitor.regulations.editions import edition_ids, load_edition
from storage.db.apart import told_of_each
from storage.db.rows import sound_texts_of
from storage.decisions.verdict_text import decode_verdicts
from storage.decisions.verdicts import VerdictSummary, newest_verdicts
from storage.store import Store


async def current_verdicts(
    store: Store,
    subjects: Sequence[Subject],
    as_of: datetime,
    decode: Callable[[Sequence[str]], list[Verdict]] = decode_verdicts,
) -> tuple[dict[str, list[Verdict]], str]:
    """
    The newest verdict of each rule on each of *subjects* that holds at *as_of*, by subject; and what is said of a damaged one ("": all are sound).

    One that is not as it was written is unknown, and hides no other; where it cannot be told which were given, all of the subject are.
    """
    own = {one.id: one for one in subjects}
    async with store.database.read() as connection:

        async def ask(part: Sequence[str]) -> dict[str, list[VerdictSummary]]:
            found: dict[str, list[VerdictSummary]] = {id: [] for id in part}
            for row in await newest_verdicts(connection, part, as_of):
                found[row.subject].append(row)
            return found

        rows, lost = await told_of_each([*own], ask)
        texts, said = await sound_texts_of(
            connection, [row.digest for several in rows.values() for row in several]
        )

    def read() -> dict[str, list[Verdict]]:
        decoded = dict(zip(texts, decode(list(texts.values())), strict=True)) if texts else {}
        with collector_rests():
            found = {id: list(_unknown(own[id], None, as_of, as_of)) for id, _ in lost}
            for id, several in rows.items():
                found[id] = verdicts = []
                for row in several:
                    if row.digest in decoded:
                        verdicts.append(row.read(decoded[row.digest]))
                    else:
                        verdicts += _unknown(
                            own[id], row.rule, row.decided_at, row.known_by or row.decided_at
                        )
            return found

    return await asyncio.to_thread(read), said or (lost[0][1] if lost else "")


def _unknown(subject: Subject, rule: str | None, as_of: datetime, known_by: datetime) -> tuple[Verdict, ...]:
    """What is said by *rule* (None: by every one) where the verdict that was given cannot be read."""
    clauses = load_edition(subject.edition).clauses
    return unknown_by_damage(subject, [one for one in clauses if rule in (None, one.rule)], as_of, known_by)


def of_one_edition(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Without those that an edition left behind which no longer judges the subject; in the order of the edition."""
    newest = max(verdicts, key=lambda one: one.decided_at).clause
    clauses = load_edition(newest.edition).clauses if newest.edition in edition_ids() else ()
    order = {(one.subject, one.rule): n for n, one in enumerate(clauses)}
    current = [one for one in verdicts if one.clause.edition == newest.edition]
    return sorted(current, key=lambda one: order.get((newest.subject, one.rule), len(order)))
