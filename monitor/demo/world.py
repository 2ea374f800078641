"""Starts the simulated county on loopback and writes the configuration that watches it."""

import asyncio
import json
import random
import socket
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import uvicorn

from monitor.demo import media, output
from monitor.demo.county import SITES, UNITS, PageForm, SimColumn, SimSite
from monitor.demo.portal import Portals
from monitor.domain.plain import toml_text
from monitor.domain.timing import day_of, midnight

#: Where the portals stand when nobody else does; else wherever there is room.
FIRST_PORT = 8790


@dataclass(frozen=True, slots=True)
class World:
    """The running county: where each site stands."""

    ports: Mapping[str, int]
    today: date
    server: uvicorn.Server
    task: "asyncio.Task[None]"

    def url(self, site: str) -> str:
        """A site's homepage."""
        return f"http://127.0.0.1:{self.ports[site]}/"

    def config_text(self, mail_port: int, dashboard: str) -> str:
        """A complete `sites.toml` for these portals; mails go to *mail_port*, their links to *dashboard*."""
        return "\n".join(_config(self, mail_port, dashboard)) + "\n"


@asynccontextmanager
async def serve(today: date, first_port: int = FIRST_PORT) -> AsyncIterator[World]:
    """Start the portals; they are gone when the block ends."""
    sockets = {site.id: open_socket(first_port + n if first_port else 0) for n, site in enumerate(SITES)}
    ports = {id: one.getsockname()[1] for id, one in sockets.items()}
    sites = {ports[site.id]: replace(site, columns=_columns(site)) for site in SITES}
    application = Portals(sites, today)
    server = uvicorn.Server(uvicorn.Config(application, log_level="error", lifespan="off", access_log=False))
    # not `serve`: that would take Ctrl-C for itself, and the round would go on against portals that are gone
    task = asyncio.create_task(server._serve(list(sockets.values())))
    while not server.started and not task.done():  # noqa: ASYNC110  (uvicorn tells in no other way)
        await asyncio.sleep(0.01)
    try:
        yield World(ports, today, server, task)
    finally:
        server.should_exit = True
        await task


def history(now: datetime) -> Iterator[str]:
    """
    Simulated observations of the week before *now*, in the import format (JSON lines).

    24 visits a day to each site, and yesterday's look at the blank columns. The same day gives the same history.
    """
    for site in SITES:
        for back in range(7, -1, -1):
            day = day_of(now) - timedelta(days=back)
            rng = random.Random(f"{site.id} {day}")
            for slot in range(24):
                at = midnight(day) + timedelta(hours=slot, minutes=rng.randrange(5, 50))
                if at < now:
                    yield json.dumps(_visit(site, at, slot, rng), ensure_ascii=False)
        for column in site.columns:
            if column.form is PageForm.EMPTY:
                at = now - timedelta(days=1)
                row = {
                    "observation": "listing",
                    "site": site.id,
                    "column": column.id,
                    "at": at.isoformat(),
                    "items": [],
                }
                yield json.dumps(row | {"vantage": "simulated"}, ensure_ascii=False)
    yield from media.history(now)


def _visit(site: SimSite, at: datetime, slot: int, rng: random.Random) -> dict[str, object]:
    row: dict[str, object] = {
        "observation": "visit",
        "site": site.id,
        "at": at.isoformat(),
        "vantage": "simulated",
    }
    if site.history == "failing" and slot in (3, 17):
        return row | {"reach": "not_opened", "reason": "timeout_first_byte", "elapsed_s": 15.0}
    if site.history == "blocked" and slot in (2, 9, 20):
        return row | {"reach": "not_measured", "reason": "blocked_script", "elapsed_s": 0.4}
    return row | {"reach": "opened", "reason": "ok", "elapsed_s": round(rng.uniform(0.2, 2.4), 2)}


def open_socket(port: int) -> socket.socket:
    """A listening socket on loopback, at *port* if it is free, else at any."""
    one = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else a kept connection waits 40 ms an answer
    try:
        one.bind(("127.0.0.1", port))
    except OSError:
        one.bind(("127.0.0.1", 0))
    one.listen(128)
    return one


def _config(world: World, mail_port: int, dashboard: str) -> Iterator[str]:
    yield "# 演示配置：模拟的闽江县，全部地址都在本机。Written by `monitor demo`."
    yield 'edition = "fuzhou-2021"\n'
    yield '[centre]\nname = "闽江县大数据服务中心"\nemail = ["centre@mail.invalid"]\n'
    yield f'[references]\nurls = ["{world.url("county")}", "{world.url("town")}"]\nquorum = 1\n'
    yield f'[mail]\nhost = "127.0.0.1"\nport = {mail_port}\nsecurity = "none"\nsender = "monitor@mail.invalid"\n'
    yield f"[web]\nurl = {toml_text(dashboard)}\n"
    yield "[alerts]\nbrake_percent = 100  # 演示的第一夜全部是新问题，不暂停各单位的邮件\n"
    for id, name, aliases, email in (*UNITS, *output.UNITS):
        yield f"[[unit]]\nid = {toml_text(id)}\nname = {toml_text(name)}\naliases = {toml_text(list(aliases))}"
        yield f"email = {toml_text([email] if email else [])}\n"
    yield from output.report_table(world.today)
    for site in SITES:
        level = "county" if site.id == "county" else "department"
        yield f"[[site]]\nid = {toml_text(site.id)}\nname = {toml_text(site.name)}\nurl = {toml_text(world.url(site.id))}"
        yield f"unit = {toml_text(site.unit)}\nlevel = {toml_text(level)}\nsite_code = {toml_text(site.code)}"
        yield f"title_mark = {toml_text(site.name)}"
        declared = world.today - timedelta(days=30)
        yield f'columns_complete = {{by = "闽江县大数据服务中心", on = {declared}}}  # 栏目清单已核对完整'
        if site.navigation:
            yield "navigation = true"
        if site.letters:
            yield f"guides = {{list = {toml_text(world.url(site.id) + 'bszn/')}}}"
        yield ""
        if site.letters:
            yield f'[[site.board]]\nid = "xx"\nname = "领导信箱"\nurl = {toml_text(world.url(site.id) + "hd/xx/")}\nunit = {toml_text(site.unit)}\n'
        if site.id == "county":
            yield f'[[site.board]]\nid = "12345"\nname = "12345便民服务平台"\nurl = {toml_text(world.url(site.id) + "hd/12345/")}'
            yield 'unit = "office"\noptions = {adapter = "fz12345"}\n'
        for column in _columns(site):
            yield from _column(column, world.url(site.id).rstrip("/"))
    for account in media.ACCOUNTS:
        yield f"# {account.what}\n[[account]]\nid = {toml_text(account.id)}\nname = {toml_text(account.name)}"
        yield f"platform = {toml_text(account.platform)}\nunit = {toml_text(account.unit)}"
        yield "canary = true" if account.canary else ""
        yield f"source = {media.source_toml(account, world.url('county').rstrip('/'))}\n"


def _columns(site: SimSite) -> tuple[SimColumn, ...]:
    """Its columns; those for the quarter's figures stand on the county's portal."""
    return (*site.columns, *output.COLUMNS) if site.id == "county" else site.columns


def _column(column: SimColumn, base: str) -> Iterator[str]:
    yield f"[[site.column]]\nid = {toml_text(column.id)}\nname = {toml_text(column.name)}\nurl = {toml_text(base + column.path)}"
    yield f"kind = {toml_text(column.kind)}\nunit = {toml_text(column.unit)}"
    if column.top_level:
        yield "top_level = true"
    if column.frequency:
        yield f"frequency = {toml_text(column.frequency)}"
    yield ""
