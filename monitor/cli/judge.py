"""`monitor judge` and `monitor feed`: decide from what is stored; visit nothing."""

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from errno import EISDIR
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import typer

from monitor.app.beside import place_beside
from monitor.app.damaged import SHEETS, check_whole
from monitor.app.own_clock import must_not_be_known_wrong
from monitor.app.runtime import Runtime
from monitor.app.scoring import Scorer, draw, is_drawn_at_once, moment_in
from monitor.app.unchanged import unchanged
from monitor.assess.findings_store import update_findings
from monitor.assess.standings import standings
from monitor.cli import console, show
from monitor.cli.command_runtime import in_runtime, watch_of
from monitor.cli.options import (
    AsOfOption,
    ConfigOption,
    DatabaseOption,
    JsonOption,
    KnownByOption,
)
from monitor.cli.subjects import choose_accounts, choose_sites
from monitor.domain.site import Site, Subject, Watch
from monitor.domain.timing import Quarter, day_of, midnight, parse_judged
from monitor.domain.verdict import Outcome
from monitor.feed.file import FeedFile
from monitor.feed.kept import recount_entries
from storage.db.apart import told_apart

if TYPE_CHECKING:
    from monitor.web.pages.morning_notes import MorningNotes


def judge(
    context: typer.Context,
    site: Annotated[list[str] | None, typer.Option("--site", help="only this site; may be repeated")] = None,
    account: Annotated[list[str] | None, typer.Option("--account", help="only this account")] = None,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    fail_on: Annotated[
        str | None, typer.Option("--fail-on", help="`fail`: exit 4 when a verdict fails")
    ] = None,
    recount: Annotated[
        bool,
        typer.Option("--recount", help="build what is derived anew, say what differed, and judge nothing"),
    ] = False,
    as_json: JsonOption = False,
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:
    """
    Decide from what is stored, now or as of an earlier moment; visits nothing.

    The same --as-of and --known-by give the same answer, whatever is learnt since.
    """
    watch = watch_of(context, config, db)
    if fail_on not in (None, "fail"):
        console.stop(f"--fail-on: found {fail_on!r}, expected 'fail'")
    subjects: list[Subject] = []
    if site or not account:
        subjects += choose_sites(watch, site or [])
    if account or not site:
        subjects += choose_accounts(watch, account or [])
    times = Times(moment_of(as_of), moment_of(known_by, "--known-by"))
    if recount:
        in_runtime(context, db, watch, lambda runtime: _recount(runtime, subjects))
        return
    # no time of writing: the same store and the same moment give the same bytes
    out = sys.stdout.buffer if as_json else None
    asked = _Asked(watch, subjects, times, shown=not as_json, is_dated=False)
    fails, damaged = in_runtime(context, db, watch, lambda runtime: _judge(runtime, asked, out))
    check_whole(damaged)
    if fail_on and fails:
        raise typer.Exit(console.FAILED)


def feed(
    context: typer.Context,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    quarter: Annotated[
        str | None, typer.Option("--quarter", help="score sheets of this quarter; left out: that of as-of")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="file to write; standard output when left out")
    ] = None,
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:
    """
    Write the JSON feed, from what is stored: as of now, or decided as of the moment that --as-of says.

    As of now, what was judged today is not judged again unless something was heard since; planned visits wait for the night.
    """
    watch = watch_of(context, config, db)
    subjects = watch.subjects
    times = Times(moment_of(as_of), moment_of(known_by, "--known-by"))
    try:
        scored = Scoring(Quarter.parse(quarter) if quarter else None)
    except ValueError as error:
        console.stop(f"--quarter: {error}")
    asked = _Asked(watch, subjects, times, shown=False, is_dated=True, scored=scored)

    def write(file: BinaryIO) -> Mapping[str, str]:
        return in_runtime(context, db, watch, lambda runtime: _judge(runtime, asked, file))[1]

    if out is None:
        damaged = write(sys.stdout.buffer)
    else:
        try:
            with replacing(out) as file:
                damaged = write(file)
        except OSError as error:
            console.cannot_write(out, error)
    check_whole(damaged)


#: What a damaged record keeps from being told, beside subjects.
_STORED = "stored verdicts"

#: So many subjects are judged and written before the next: memory for no more is taken.
JUDGED_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Scoring:
    """That score sheets are asked for; *quarter*: of which, None: of that of the moment judged."""

    quarter: Quarter | None = None


@dataclass(frozen=True, slots=True)
class Times:
    """The moment judged (判定时点), and up to when we had heard (知悉时点); None: now."""

    as_of: datetime | None = None
    known_by: datetime | None = None

    async def resolved(self, runtime: Runtime) -> tuple[datetime, datetime]:
        """
        Both, where nothing was said as of now. Stops when we shall only hear of it; raises ClockError where now is another day.

        What was heard up to now was heard up to the last thing that was stored: so the same store says the same.
        """
        if self.as_of is None:
            await must_not_be_known_wrong(runtime)
        now = runtime.clock()  # not earlier: opening notes how the subjects are configured now
        if self.known_by is not None and self.known_by > now:
            console.stop(
                f"--known-by: {self.known_by:%Y-%m-%d %H:%M} is still to come; nothing was heard then yet"
            )
        if self.known_by is not None:
            return self.as_of or now, self.known_by
        newest = await runtime.store.newest_heard()
        return self.as_of or now, min(now, newest or now)

    def is_told_whole(self, now: datetime) -> bool:
        """
        Whether all is known *now* that was to be heard up to the moment judged: else it is a trial, and is not stored.

        Of a moment to come it never is: stored, it would hold once that has come, whatever is seen until then.
        """
        if self.as_of is not None and self.as_of > now:
            return False
        return self.known_by is None or (self.as_of is not None and self.as_of <= self.known_by)


def moment_of(text: str | None, option: str = "--as-of") -> datetime | None:
    """The moment said with *option*; None when nothing was said. Stops on what is no time."""
    if text is None:
        return None
    try:
        return parse_judged(text)
    except ValueError as error:
        console.stop(f"{option}: {error}")


def replace_file(path: Path, content: str | bytes) -> None:
    """Write *content* so that a reader sees the old file or the new one, never half of either."""
    with replacing(path) as file:
        file.write(content.encode("utf-8") if isinstance(content, str) else content)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """
    A file to write to, which takes the place of *path* when all of it is written: a reader never sees half of either.

    A device or a pipe (/dev/stdout) is written to and stays what it is; of a link it is what it leads to whose place is taken.
    """
    if path.exists() and not (path.is_file() or path.is_dir()):
        with path.open("wb") as file:
            yield file
        return
    path = path.resolve()
    if path.is_dir():  # told here: a folder that another disk is mounted on is said to be "busy"
        raise IsADirectoryError(EISDIR, os.strerror(EISDIR), str(path))
    with place_beside(path) as place:
        handle, name = tempfile.mkstemp(dir=place, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


async def _recount(runtime: Runtime, subjects: Sequence[Subject]) -> None:
    """Build the state of the sites and what is kept for feed and dashboard anew, one transaction a site, and say what differed."""
    from monitor.web.kept_standings import recount_standings  # here: who judges waits for none of it

    sites = [one for one in subjects if isinstance(one, Site)]
    many = 0
    for site in sites:
        for what in await runtime.store.recount(site.id):
            typer.echo(f"{site.id}: {what}")
            many += 1
    for id in await recount_entries(runtime.store, runtime.watch, subjects, runtime.clock()):
        typer.echo(f"{id}: entry of the feed")
        many += 1
    for id in await recount_standings(runtime.store, runtime.watch, subjects, runtime.clock()):
        typer.echo(f"{id}: how it stands, for the dashboard")
        many += 1
    typer.echo(f"{len(sites)} sites recounted, {many or 'nothing'} differed")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is to be judged and how it is told."""

    watch: Watch
    subjects: Sequence[Subject]
    times: Times
    shown: bool  #: as tables, on the terminal
    is_dated: bool  #: the document says when it was written
    scored: Scoring | None = None


async def _judge(runtime: Runtime, asked: _Asked, out: BinaryIO | None) -> tuple[bool, Mapping[str, str]]:
    """Judge, some subjects at a time, and write the document to *out*. Whether any new verdict fails; what is damaged, by subject."""
    watch, subjects, times = asked.watch, asked.subjects, asked.times
    is_lined = watch.references is not None
    fails = False
    moment, known_by = await times.resolved(runtime)
    save = times.is_told_whole(runtime.clock())
    # a file of now tells what today's judging said, where nothing was heard since
    before: Mapping[str, Any] = {}
    if asked.scored and times == Times():
        before = await told_apart(runtime.damaged, _STORED, unchanged(runtime, moment), before)
    # of all together: each time it walks through all that was seen in two days
    ids = [one.id for one in subjects]
    looks = await runtime.store.newest_looks(ids, moment, known_by) if out is not None else {}
    morning = None if before else _first_page(runtime, asked, moment)
    with FeedFile(moment) as file:
        for start in range(0, len(subjects), JUDGED_AT_ONCE):
            batch = subjects[start : start + JUDGED_AT_ONCE]
            rest = [one for one in batch if one.id not in before]
            verdicts = await runtime.judge(
                rest, moment, known_by=known_by, save=save, of_many=len(subjects) > 1
            )
            stands = standings(watch, verdicts, rest) if times == Times() else ()
            if rest and times == Times():
                await update_findings(
                    runtime.store, watch, verdicts, moment, stands=stands, damaged=runtime.damaged
                )
            if morning is not None:
                await morning.add(batch, verdicts, stands)
            fails = fails or any(
                one.outcome is Outcome.FAIL for several in verdicts.values() for one in several
            )
            if asked.shown:
                show.show_verdicts(batch, verdicts, line_checked=True)
            if out is not None:
                for one in batch:
                    if one.id in before:
                        file.join(before[one.id], looks.get(one.id))
                    else:
                        file.add([one], verdicts, looks)
        if morning is not None:
            await morning.keep()
        if asked.shown:
            show.show_verdicts((), {}, line_checked=is_lined)
            show.show_times(moment, known_by, is_to_come=moment > runtime.clock())
        if out is not None:
            scoring = None
            if asked.scored:
                sheets = _sheets(runtime, watch, moment, known_by, asked.scored)
                scoring = await told_apart(runtime.damaged, SHEETS, sheets, None)
            # both given: the same document again, whenever it is written
            written = known_by if times.as_of and times.known_by else runtime.clock()
            file.write(
                out, watch, known_by=known_by, generated_at=written if asked.is_dated else None, scoring=scoring
            )  # fmt: skip
    return fails, runtime.damaged


def _first_page(runtime: Runtime, asked: _Asked, moment: datetime) -> "MorningNotes | None":
    """What takes in what the first page will say; None: not everything is judged anew, as of now, and the page stays as it is."""
    if asked.times != Times() or len(asked.subjects) < len(asked.watch.subjects):
        return None
    from monitor.web.pages.morning_notes import MorningNotes  # here: who judges one site waits for none of it

    return MorningNotes(runtime.store, asked.watch, moment)


async def _sheets(
    runtime: Runtime, watch: Watch, moment: datetime, known_by: datetime, scored: Scoring
) -> Mapping[str, Any] | None:
    """The score sheets of the quarter asked for, else of that of *moment*; of very many sites those drawn up last."""
    quarter = scored.quarter or Quarter.of(day_of(moment))
    if midnight(quarter.first) > moment:
        console.stop(f"--quarter: {quarter} begins after {moment:%Y-%m-%d %H:%M}: nothing can be said yet")
    if not is_drawn_at_once(watch):
        return await runtime.store.newest_draw(moment_in(quarter, moment), known_by)
    scorer = Scorer(runtime=runtime, watch=watch, known_by=known_by)
    return (await draw(scorer, quarter, moment)).plain
