"""The demo's bad sites (故障网站): each visited once, and what the visit said."""

import asyncio
from contextlib import AsyncExitStack

from rich.table import Table
from rich.text import Text

from monitor.cli import console
from monitor.demo.bad_sites import BAD_SITES, BadSite
from monitor.demo.lab import Lab
from monitor.domain.reach import COUNTS_AS, Reach, Reason
from monitor.domain.timing import Clock
from monitor.wording.causes import cause_of
from monitor.wording.say import label
from probes.http.base import Answer, Unreached
from probes.http.fetcher import Fetcher

#: The clause gives 15 s; a demo that waited so long for each silent site would be no pleasure.
BUDGET_S = 1.0

_REACHES = {
    Reach.OPENED: ("打开", "green"),
    Reach.NOT_OPENED: ("未打开", "red"),
    Reach.NOT_MEASURED: ("不计入", "yellow"),
}


async def show_bad_sites(clock: Clock) -> None:
    """Visit every bad site of the laboratory side by side, and print reason and remedy of each."""
    lab = Lab()
    async with AsyncExitStack() as stack:
        ports = [await stack.enter_async_context(lab.serving(one.id, one.serve)) for one in BAD_SITES]
        fetch = Fetcher(
            user_agent="gov-monitor demo",
            clock=clock,
            configured=[("127.0.0.1", port) for port in ports],
            resolver=lab.resolve,
            retry_wait_s=0.05,
        )
        seen = await asyncio.gather(
            *(
                fetch(f"http://127.0.0.1:{port}/", budget_s=BUDGET_S, minimum_bytes=300, patient=False)
                for port in ports
            )
        )
    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in ("故障网站", "访问结果", "原因", "用时", "备注或处理建议"):
        table.add_column(heading, overflow="fold")
    for site, answer in zip(BAD_SITES, seen, strict=True):
        table.add_row(*_row(site, answer))
    console.out().print(
        Text(f"\n故障网站实验室：{len(BAD_SITES)}种故障各访问一次（演示限时{BUDGET_S:g}秒）", "bold")
    )
    console.out().print(table)


def _row(site: BadSite, answer: Answer) -> tuple[str, Text, str, str, Text]:
    reason = answer.reason if isinstance(answer, Unreached) else Reason.OK
    cause = cause_of(reason)
    assert cause is not None  # every reason has its words
    word, style = _REACHES[COUNTS_AS[reason]]
    remarks = "，".join(label("visit_remark", one) for one in getattr(answer, "remarks", ()))
    return (
        site.name,
        Text(word, style),
        f"{cause.name} {reason.value}",
        f"{answer.elapsed_s:.2f}s",
        Text(remarks or cause.remedy, "dim"),
    )
