"""`monitor job`: one long request of the dashboard, done in a process of its own; the daemon starts it."""

import asyncio
import contextlib
import json
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import structlog
import typer

from monitor.app.damaged import check_whole
from monitor.app.errors import ClockError
from monitor.app.own_clock import must_know_the_day, must_not_be_known_wrong
from monitor.app.runtime import Runtime, build_fetch
from monitor.assess.findings_store import update_findings
from monitor.cli import console
from monitor.cli.backfill import fill
from monitor.cli.command_runtime import in_runtime, watch_of
from monitor.cli.judge import Times
from monitor.cli.options import ConfigOption, DatabaseOption, config_path
from monitor.cli.report import write_report
from monitor.cli.run_once import canaries_for
from monitor.cli.scores import Asked, _units, _workdays
from monitor.collect.backfill import BackfillStep
from monitor.collect.compare import compare
from monitor.collect.discover import as_draft, discover_site
from monitor.collect.runner import ProbeResult, look_at
from monitor.domain.site import Site, Subject
from monitor.domain.timing import Quarter
from probes.base import discover as discover_probes
from storage.ops import requests

log = structlog.get_logger()

#: How often what is being done is written down for whoever looks on.
TOLD_EVERY_S = 0.5


class JobError(Exception):
    """It cannot be done; the code says why, as the page words it."""


@dataclass(slots=True)
class JobProgress:
    """What is being done now; written into the store twice a second, so that fast steps cost nothing."""

    runtime: Runtime
    id: str
    said: tuple[str, int, int] = ("", 0, 0)
    _written: tuple[str, int, int] = field(default=("", 0, 0))

    def __call__(self, step: str, steps: int, total: int) -> None:
        self.said = (step, steps, total)

    async def flush(self) -> None:
        """Write it down, if it is news."""
        if self.said != self._written:
            self._written = self.said
            async with self.runtime.store.database.write() as connection:
                await requests.tell(connection, self.id, *self.said)


@dataclass(frozen=True, slots=True, kw_only=True)
class JobResult:
    """What came of it: in few words, as data, as files."""

    detail: str = "done"
    data: Any = None
    files: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class JobInput:
    """What one job is told."""

    runtime: Runtime
    request: requests.UserRequest
    options: Mapping[str, Any]
    progress: JobProgress
    path: Path


def job(
    context: typer.Context,
    id: Annotated[str, typer.Argument(metavar="ID", help="id of the request, as the dashboard shows it")],
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:
    """Do one long request of the dashboard: discover, compare, look, backfill, report, scores; the daemon starts it."""
    path, watch = config_path(context, config), watch_of(context, config, db)
    detail = in_runtime(context, db, watch, lambda runtime: _job(runtime, path, id))
    typer.echo(f"{id}: {detail}")
    if detail.startswith(("broke", "failed")):
        raise typer.Exit(console.NOT_MEASURED)


async def _job(runtime: Runtime, path: Path, id: str) -> str:
    async with runtime.store.database.read() as connection:
        request = await requests.find(connection, id)
    if request is None or request.kind not in JOBS:
        console.stop(f"no such request: {id!r}; the dashboard's page /jobs lists them")
    progress = JobProgress(runtime, id)
    job = JobInput(
        runtime=runtime, request=request, options=json.loads(request.options), progress=progress, path=path
    )  # fmt: skip
    async with _reporting(progress):
        try:
            done = await JOBS[request.kind](job)
        except JobError as error:
            done = JobResult(detail=f"failed: {error}")
        except ClockError as error:
            log.error("clock_wrong", job=id, kind=request.kind, error=str(error))
            done = JobResult(detail="failed: clock_wrong")
        except typer.Exit:  # a command's own refusal; its words are in the log
            done = JobResult(detail="failed: command_refused")
        except Exception as error:
            log.exception("job_broke", job=id, kind=request.kind)
            done = JobResult(detail=f"broke: {type(error).__name__}")
    data = None if done.data is None else json.dumps(done.data, ensure_ascii=False)
    async with runtime.store.database.write() as connection:
        await requests.keep(connection, id, data, done.files)
        await requests.done(connection, id, runtime.clock(), done.detail)
    return done.detail


@asynccontextmanager
async def _reporting(progress: JobProgress) -> AsyncIterator[None]:
    """While it runs, what is being done is written down."""

    async def write() -> None:
        while True:
            await asyncio.sleep(TOLD_EVERY_S)
            await progress.flush()

    writing = asyncio.create_task(write())
    try:
        yield
    finally:
        writing.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await writing
        await progress.flush()


async def _discover(job: JobInput) -> JobResult:
    runtime, address = job.runtime, job.request.target
    fetch = build_fetch(runtime.watch, runtime.clock, [address], wall=runtime.wall)
    found = await discover_site(
        address, tuple(job.options.get("hosts", ())), fetch, runtime.wall, runtime.clock,
        levels=int(job.options.get("levels", 3)), most=int(job.options.get("most", 400)), observer=job.progress,
    )  # fmt: skip
    if isinstance(found, str):
        raise JobError(found)
    return JobResult(detail=f"{found.pages} pages", data=as_draft(found))


async def _compare(job: JobInput) -> JobResult:
    runtime, site = job.runtime, _site(job)
    fetch = build_fetch(runtime.watch, runtime.clock, [site.url], wall=runtime.wall)
    steps = 0

    def tell(name: str) -> None:
        nonlocal steps
        steps += 1
        job.progress(name, steps, 0)

    found = await compare(site, fetch, runtime.wall, runtime.clock, most=200, progress=tell)
    if isinstance(found, str):
        raise JobError(found)
    rows = [
        {
            "column": one.column.id, "found": one.found.value, "title": one.title, "why": one.why,
            "newest": one.newest.isoformat() if one.newest else "", "links": [{**asdict(link), "newest": link.newest.isoformat() if link.newest else ""} for link in one.links],
        }
        for one in found
    ]  # fmt: skip
    return JobResult(detail=f"{len(found)} columns", data=rows)


async def _look(job: JobInput) -> JobResult:
    """Look at one subject, or all, and judge it."""
    runtime = job.runtime
    every = runtime.watch.subjects
    chosen: list[Subject] = [one for one in every if job.request.target in ("*", one.id)]
    if not chosen:
        raise JobError("not_configured")
    await must_know_the_day(runtime)
    total = sum(len(one.columns) + 6 if isinstance(one, Site) else 1 for one in chosen)
    steps = 0

    def tell(looked: ProbeResult) -> None:
        nonlocal steps
        steps += looked.kind != "reading"
        job.progress(f"{looked.subject} {looked.part}".strip(), min(steps, total), total)

    looked = await look_at(
        [*chosen, *canaries_for(runtime.watch, chosen)], discover_probes(), runtime.tools_for, runtime.store.save,
        runtime.clock, observer=tell,
    )  # fmt: skip
    now = runtime.clock()
    verdicts = await runtime.judge(chosen, now, known_by=now)
    night = await update_findings(runtime.store, runtime.watch, verdicts, now, damaged=runtime.damaged)
    check_whole(runtime.damaged)
    lost = sum(not one.measured for one in looked if one.kind != "reading")
    data = {"looks": len(looked), "lost": lost, "opened": len(night.opened), "closed": len(night.closed)}
    return JobResult(detail="looked", data=data)


async def _backfill(job: JobInput) -> JobResult:
    site, since = _site(job), date.fromisoformat(str(job.options["since"]))
    pages = 0

    def tell(step: BackfillStep) -> None:
        nonlocal pages
        pages += 1
        if step.total:
            job.progress(step.url, step.done, step.total)
        else:
            job.progress(f"{step.column} {step.page}", pages, 0)

    filled = await fill(job.runtime, site, since, quiet=True, observer=tell)
    data = {
        "pages": filled.pages, "articles": filled.articles, "unread": filled.unread, "reached": len(filled.reached),
        "short": [list(one) for one in filled.short],
    }  # fmt: skip
    return JobResult(detail="filled", data=data)


async def _report(job: JobInput) -> JobResult:
    quarter = _quarter(job)
    await must_not_be_known_wrong(job.runtime)
    job.progress(str(quarter), 0, 0)
    with tempfile.TemporaryDirectory() as folder:
        written = await write_report(job.runtime, job.runtime.watch, quarter, Path(folder))
        return JobResult(detail="written", files={path.name: path.read_bytes() for path in written})


async def _scores(job: JobInput) -> JobResult:
    quarter = _quarter(job)
    job.progress(str(quarter), 0, 0)
    with tempfile.TemporaryDirectory() as folder:
        watch, local = job.runtime.watch, _workdays(job.path)
        asked = Asked(watch=watch, times=Times(), out=Path(folder), table=None, workdays=local)
        await _units(job.runtime, asked, [], str(quarter), None)
        files = {path.name: path.read_bytes() for path in sorted(Path(folder).rglob("*")) if path.is_file()}
        return JobResult(detail="written", files=files)


def _site(job: JobInput) -> Site:
    for one in job.runtime.watch.sites:
        if one.id == job.request.target:
            return one
    raise JobError("not_configured")


def _quarter(job: JobInput) -> Quarter:
    try:
        return Quarter.parse(job.request.target)
    except ValueError:
        raise JobError("no_quarter") from None


#: What does each kind of long request.
JOBS: Mapping[str, Callable[[JobInput], Awaitable[JobResult]]] = {
    "discover": _discover,
    "compare": _compare,
    "look": _look,
    "backfill": _backfill,
    "report": _report,
    "scores": _scores,
}
