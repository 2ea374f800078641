"""`monitor web`: the dashboard and the feed over HTTP."""

import asyncio
import ipaddress
import os
import socket
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from monitor.app.config_watcher import ConfigWatcher
from monitor.app.configuration import read_watch, vocabulary
from monitor.app.runtime import open_runtime
from monitor.cli import console
from monitor.cli.options import ConfigOption, DatabaseOption, clock_of, config_path, database_url
from monitor.config.door import ConfigDoor
from monitor.domain.site import Subject
from monitor.domain.timing import Clock
from monitor.domain.verdict import Verdict
from monitor.web.context import Web
from storage.access import people
from storage.decisions.config_edits import newest_edit


def web(
    context: typer.Context,
    host: Annotated[str, typer.Option("--host", help="address to listen on")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="port to listen on; 0: any free one")
    ] = 8080,
    behind_proxy: Annotated[
        bool, typer.Option("--behind-proxy", help="a proxy in front speaks https and says who asks")
    ] = False,
    proxy: Annotated[
        str, typer.Option("--proxy", help="addresses of that proxy, whose X-Forwarded-… headers are believed")
    ] = "127.0.0.1,::1",
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:
    """Serve the dashboard and the HTTP feed until Ctrl-C."""
    follow = follow_config(config_path(context, config), database_url(context, db), clock_of(context))
    watch = follow()
    url = watch.settings.web.url
    if not is_loopback(host) and not behind_proxy and not url.startswith("https://"):
        console.stop(
            f"--host {host}: passwords would cross the network unprotected; listen on 127.0.0.1 behind a proxy that "
            'speaks https (--behind-proxy), or write [web] url = "https://…" once there is one'
        )
    ears = listen(host, port)
    asyncio.run(
        serve_web(follow, database_url(context, db), clock_of(context), ears, proxy if behind_proxy else None)
    )


def follow_config(path: Path, url: str, clock: Clock) -> ConfigWatcher:
    """The configuration at *path* with what was edited of it in the database at *url*, read again when either changes."""
    return ConfigWatcher(path, lambda path: read_watch(path, url), clock, lambda: newest_edit(url))


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches *host*."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there. Stops when the address is taken or not this machine's."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        ears = socket.create_server((host, port), family=family)
    except OSError as error:
        console.stop(
            f"cannot listen on {host} port {port}: {error.strerror or error}; name another with --host and --port"
        )
    ears.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # asyncio does it only for sockets of its own
    return ears


async def serve_web(
    follow: ConfigWatcher, url: str, clock: Clock, ears: socket.socket, proxy: str | None = None
) -> None:
    """Serve on *ears* until Ctrl-C; *proxy*: whose forwarded headers are believed, None: nobody's."""
    # here, not above: every other command would start half a second later
    import uvicorn

    from monitor.web.app import make_app
    from monitor.web.server import settings

    async with open_runtime(follow(), url, clock) as runtime:
        async with runtime.store.database.read() as connection:
            if not await people.people(connection):
                console.err().print(
                    "nobody may log in yet: monitor person add NAME --role centre", markup=False
                )

        async def judge(
            subjects: Sequence[Subject], as_of: datetime, known_by: datetime | None
        ) -> Mapping[str, Sequence[Verdict]]:
            # a reader's question stores nothing: else it would be a new verdict for every other reader
            return await runtime.judge(subjects, as_of, known_by=known_by, save=False)

        door = ConfigDoor(follow.path, vocabulary(), follow.look)
        tools = Web(
            watch=follow, store=runtime.store, clock=runtime.clock, wall=runtime.wall, config=door, secrets=os.environ
        )  # fmt: skip
        server = uvicorn.Server(
            settings(
                make_app(tools, judge=judge), proxy_headers=proxy is not None, forwarded_allow_ips=proxy or "",
                log_level="warning", timeout_graceful_shutdown=10,
            )
        )  # fmt: skip
        host, port = ears.getsockname()[:2]
        console.err().print(
            f"http://{f'[{host}]' if ':' in host else host}:{port}/ (Ctrl-C ends it)", markup=False
        )
        await server.serve(sockets=[ears])
