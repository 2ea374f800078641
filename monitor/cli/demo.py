"""`monitor demo`: all of it against a simulated county, no network needed."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from monitor import feed
from monitor.cli import console, show
from monitor.cli.backfill import fill
from monitor.cli.bad_sites import show_bad_sites
from monitor.cli.compose import open_workshop, read_watch
from monitor.cli.judge import replace_file
from monitor.cli.report import write_report
from monitor.cli.run_once import choose_probes, look_with_progress
from monitor.demo import media
from monitor.demo.world import FIRST_PORT, history, serve
from monitor.domain.timing import Quarter, day_of, system_clock
from monitor.imports.looks import read_looks
from monitor.imports.rows import read_rows
from monitor.ledger import update_findings


def demo(
    once: Annotated[bool, typer.Option("--once", help="one full cycle, then exit")] = False,
    folder: Annotated[Path, typer.Option("--dir", help="where the demo keeps its state")] = Path("var/demo"),
    port: Annotated[
        int, typer.Option("--port", help="first port of the simulated sites; 0: any free one")
    ] = FIRST_PORT,
) -> None:
    """Watch a simulated county on this machine: look, store, judge, show; then leave it up to play with."""
    asyncio.run(play(folder, once, port))


async def play(folder: Path, once: bool, port: int) -> None:
    """One full cycle against the simulated county, its state kept in *folder*; then, unless *once*, leave it up."""
    out = console.out()
    now = system_clock()
    async with serve(day_of(now), port) as world:
        config, past = folder / "sites.toml", folder / "history.jsonl"
        replace_file(config, world.config_text())
        replace_file(past, "\n".join(history(now)) + "\n")
        database = f"sqlite+aiosqlite:///{folder / 'monitor.db'}"
        watch = read_watch(config)
        subjects = feed.subjects_of(watch)
        out.print(
            f"模拟县: {len(watch.sites)} 个网站, {len(watch.accounts)} 个新媒体账号, 门户 {world.url('county')}",
            markup=False,
        )
        async with open_workshop(watch, database) as workshop:
            imported = read_looks(read_rows(past), watch)
            await workshop.store.save_imported([*imported.looks, *media.past_looks(now)])
            out.print(f"导入过去一周的模拟访问记录 {len(imported.looks)} 条 ({past})", markup=False)
            await look_with_progress(workshop, subjects, choose_probes([]), quiet=False)
            now = workshop.clock()
            given = await workshop.judge(subjects, now)
            night = await update_findings(workshop.store, watch, given, now)
            out.print(f"问题台账: 新增 {len(night.opened)} 项, 关闭 {len(night.closed)} 项", markup=False)
            newest = await workshop.store.newest_looks(now)
            quarter = Quarter.of(day_of(now))
            filled = await fill(workshop, watch.site("county"), quarter.first, quiet=True)
            out.print(
                f"补采门户往期列表 {filled.pages} 页、稿件 {filled.articles} 篇 (自 {quarter.first})",
                markup=False,
            )
            written = await write_report(workshop, watch, quarter, folder / "report")
        show.show_verdicts(subjects, given, line_checked=True)
        await show_bad_sites()
        document = feed.document(watch, given, as_of=now, generated_at=now, newest=newest)
        replace_file(folder / "feed.json", feed.dumps(document))
        out.print(f"\n数据接口文件: {folder / 'feed.json'}", markup=False)
        for path in written:
            out.print(f"季度通报: {path}", markup=False)
        if once:
            return
        options = f"--config {config} --db {database}"
        out.print("\n模拟县仍在运行, 可在另一终端试用 (Ctrl-C 结束):", markup=False)
        for line in (
            f"monitor run-once --site county {options}",
            f"monitor judge --as-of {day_of(now)} {options}",
            f"monitor feed {options}",
            f"monitor report {quarter} --out {folder / 'report'} {options}",
            f"monitor backfill --site county --from {quarter.previous.first} {options}",
            f"monitor inspect {world.url('county')}xjwz/yw/",
        ):
            out.print(f"  {line}", markup=False)
        await world.task
