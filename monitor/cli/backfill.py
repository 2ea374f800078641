"""`monitor backfill`: walk a site's lists back to a day, so that a centre that starts in mid-quarter has its numbers."""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Annotated

import typer

from monitor.app.runtime import Runtime
from monitor.cli import console
from monitor.cli.command_runtime import in_runtime, watch_of
from monitor.cli.inspect_words import cause_and_remedy
from monitor.cli.options import ConfigOption, DatabaseOption
from monitor.cli.subjects import choose_sites
from monitor.collect.backfill import BackfillResult, BackfillStep, read_articles, unread, walk_lists
from monitor.domain.site import Site
from monitor.domain.timing import day_of, midnight, parse_moment
from storage.observations.ledger import load_ledger

#: What to do about a list that could not be walked back, where nothing below says more.
_LOOK = "先用 monitor inspect 查看该页，再运行本命令"
#: Why a list could not be walked back -> what happened, and what to do.
_SHORT = {
    "page_limit": ("达到本次页数上限", "再次运行本命令，会从停下处继续；或加大 --pages"),
    "pager_not_understood": ("翻页方式未能识别", "在该栏目的 list 配置 adapter，或导入稿件"),
    "page_repeats": ("网站不理会页码", "在该栏目的 list 配置 adapter，或导入稿件"),
    "page_blank": ("往期页为空，而后面应还有内容", "稍后再次运行本命令，或用 monitor inspect 查看"),
    "needs_browser": ("列表须用浏览器才能打开，不能补采", "用 monitor import 导入稿件"),
}


def backfill(
    context: typer.Context,
    site: Annotated[list[str], typer.Option("--site", help="site to fill; may be repeated")],
    since: Annotated[str, typer.Option("--from", help="day to go back to, such as 2026-07-01")],
    column: Annotated[list[str] | None, typer.Option("--column", help="only this column")] = None,
    pages: Annotated[int, typer.Option("--pages", min=1, help="list pages of one column in this run")] = 100,
    lists_only: Annotated[
        bool, typer.Option("--lists-only", help="leave the article pages for another run")
    ] = False,
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:
    """Walk a site's lists back to a day and read what nobody has read, politely; go on where it stopped."""
    watch = watch_of(context, config, db)
    sites = choose_sites(watch, site)
    for one in sites:
        known = [column.id for column in one.columns]
        for id in column or ():
            if id not in known:
                console.stop(f"no such column of {one.id}: {id!r}; configured: {', '.join(known) or 'none'}")
    try:
        day = day_of(parse_moment(since))
    except ValueError as error:
        console.stop(f"--from: {error}")

    async def run(runtime: Runtime) -> dict[str, BackfillResult]:
        if day > day_of(runtime.clock()):
            console.stop(f"--from: {day} is still to come")
        runtime.store.evidence.check_writable(day_of(runtime.clock()))
        return {
            one.id: await fill(runtime, one, day, columns=column, pages=pages, lists_only=lists_only)
            for one in sites
        }

    filled = in_runtime(context, db, watch, run)
    short = {id: done.short for id, done in filled.items() if done.short}
    for id, done in filled.items():
        console.out().print(
            f"{id}：{len(done.reached)}个栏目已补采至{day}，本次读取列表{done.pages}页、稿件{done.articles}篇"
            + (f"，未能读取{done.unread}篇" if done.unread else ""),
            markup=False,
        )
    for id, columns in short.items():
        for name, reason in columns:
            console.err().print(
                f"{id} {name}：未能补采至{day}：{'；'.join(_why_short(reason))}",
                markup=False,
            )
    if short or any(done.unread for done in filled.values()):
        raise typer.Exit(console.NOT_MEASURED)


async def fill(
    runtime: Runtime,
    site: Site,
    since: date,
    *,
    columns: list[str] | None = None,
    pages: int = 100,
    lists_only: bool = False,
    quiet: bool = False,
    observer: Callable[[BackfillStep], None] | None = None,
) -> BackfillResult:
    """One site's lists back to *since*, then its unread articles; every page is stored as it comes."""
    store = runtime.store
    observer = observer or ((lambda step: None) if quiet else _tell)
    tools = await runtime.tools_for(site)
    ledger = await load_ledger(store, site.id, midnight(since), runtime.clock())
    filled = await walk_lists(
        site, since, ledger, tools, store.save, most=pages, observer=observer, only=columns or ()
    )
    if lists_only:
        return filled
    ledger = await load_ledger(store, site.id, midnight(since), runtime.clock())
    tools = await runtime.tools_for(site)
    waiting = [one for one in unread(ledger, since, tools) if not columns or set(columns) & set(one.columns)]
    failed = await read_articles(site, waiting, tools, store.save, observer)
    return replace(filled, articles=len(waiting), unread=failed)


def _why_short(reason: str) -> tuple[str, str]:
    return _SHORT.get(reason) or (cause_and_remedy(reason)[0], _LOOK)


def _tell(step: BackfillStep) -> None:
    """One line a page; on a terminal the lines of articles overwrite one another."""
    reason = f"，{_why_short(step.reason)[0]}" if step.reason else ""
    if step.column:
        mark = " 已到起始日" if step.reached else ""
        print(f"{step.site} {step.column}第{step.page}页，{step.items}条{mark}{reason}", file=sys.stderr)
        return
    line = f"{step.site}稿件{step.done}/{step.total}{reason} {step.url}"
    if sys.stderr.isatty():
        print(f"\r\x1b[2K{line[:110]}", end="\n" if step.done == step.total else "", file=sys.stderr)
    elif step.done % 20 == 0 or step.done == step.total or step.reason:
        print(line, file=sys.stderr)
