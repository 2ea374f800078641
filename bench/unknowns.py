"""
What share of the machine's lines is unknown in a staged district, and what would settle the rest.

`python -m bench.unknowns`: first as the starter configures it, then with what the centre decides and hands in. Needs no
network. A line is an indicator that a machine decides, or a column.
"""

import asyncio
import tempfile
from collections import Counter
from pathlib import Path

from monitor.app.configuration import read_watch
from monitor.app.runtime import open_runtime
from monitor.domain.finding import Owed
from monitor.domain.verdict import Outcome, Verdict, VerdictPart
from monitor.quarter.settle import remedy_of
from monitor.rules.base import rule_of
from monitor.wording.say import ENGLISH, say
from tests.report import staged


async def share(ago: int, *, decided: bool) -> tuple[int, int, Counter[str]]:
    """Unknown lines, all lines, and what would settle the unknown ones, so many days after logs were handed in."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sites.toml"
        path.write_text(staged.config(decided=decided), encoding="utf-8")
        watch = read_watch(path)
        async with open_runtime(
            watch, f"sqlite+aiosqlite:///{folder}/m.db", lambda: staged.NOW, remember=False
        ) as runtime:
            await runtime.store.save(staged.looks(decided=decided, ago=ago))
            judged = await runtime.judge([*watch.sites, *watch.accounts], staged.NOW, save=False)
    given = [one for verdicts in judged.values() for one in verdicts]
    lines = [one for one in given if not one.clause.people and one.outcome is not Outcome.NOT_APPLICABLE]
    overdue = [one for one in given if one.rule == rule_of(Owed.COLUMN).id]
    asked = [one for given in overdue for one in given.columns if one.outcome is not Outcome.NOT_APPLICABLE]
    unknown = [one for one in lines if one.outcome is Outcome.UNKNOWN]
    dark = [one for one in asked if one.outcome is Outcome.UNKNOWN]
    unsettled: list[Verdict | VerdictPart] = [*unknown, *dark]
    settle = Counter(say(remedy_of(one), ENGLISH) for one in unsettled)
    return len(unsettled), len(lines) + len(asked), settle


async def main() -> None:
    """Print both shares in the middle of two weeks, then the second one on each of their ends."""
    for decided, name in (
        (False, "as the starter ships"),
        (True, "with what the centre decides and hands in"),
    ):
        unknown, total, settle = await share(staged.HALF_WAY, decided=decided)
        print(f"{name}: {unknown} of {total} lines unknown ({100 * unknown / total:.1f} %)")
        for sentence, many in settle.most_common():
            print(f"  {many:4}  {sentence}")
    for ago in (1, 10, 13):
        unknown, total, _ = await share(ago, decided=True)
        print(f"the same {ago} days after logs were handed in: {100 * unknown / total:.1f} %")


if __name__ == "__main__":
    asyncio.run(main())
