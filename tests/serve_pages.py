"""
Serves the labelled real pages on loopback, each at its original path, and writes a configuration over them.

`python tests/serve_pages.py ../shared/pages FOLDER`: writes FOLDER/sites.toml, serves until Ctrl-C. Each site has a
port of its own; `monitor run-once --all --config FOLDER/sites.toml` then looks at real pages through the real fetcher.
"""

import asyncio
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import uvicorn
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send


def read_labels(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """The labels of pages with a usable address, by site."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in (folder / "labels.jsonl").read_text("utf-8").splitlines():
        label = json.loads(line)
        if label["clone_url"]:
            found[label["site"]].append(label)
    return dict(found)


class Pages:
    """ASGI application: port and path tell the file."""

    def __init__(self, folder: Path, ports: dict[int, list[dict[str, Any]]]) -> None:
        self.folder = folder
        self.files: dict[tuple[int, str], dict[str, Any]] = {}
        for port, labels in ports.items():
            for label in labels:
                self.files[port, path_of(label)] = label
                if label["kind"] == "home":
                    self.files.setdefault((port, "/"), label)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        target = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        label = self.files.get((scope["server"][1], target))
        if label is None:
            await Response("not among the saved pages", 404)(scope, receive, send)
            return
        kind = f"text/html; charset={label['declared_charset']}" if label["declared_charset"] else "text/html"
        await Response((self.folder / label["file"]).read_bytes(), media_type=kind)(scope, receive, send)


def path_of(label: dict[str, Any]) -> str:
    """The original path of a page, with its query."""
    parts = urlsplit(label["clone_url"])
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def config(ports: dict[int, list[dict[str, Any]]]) -> str:
    """A site for each port that has a homepage or a list; its lists are its columns."""
    lines = ['edition = "national-2019"', "[centre]", 'name = "saved pages"']
    for port, labels in ports.items():
        base = f"http://127.0.0.1:{port}"
        site = labels[0]["site"].replace("/", "-")
        hosts = sorted(
            {urlsplit(one["clone_url"]).hostname for one in labels if urlsplit(one["clone_url"]).hostname}
        )
        lines += [
            "[[site]]",
            f'id = "{site}"',
            f'name = "{site}"',
            f'url = "{base}/"',
            f"allowed_hosts = {json.dumps(hosts)}",
        ]
        for number, label in enumerate(one for one in labels if one["kind"] == "list"):
            lines += [
                "[[site.column]]",
                f'id = "l{number:02d}"',
                f"name = {json.dumps(label['title'] or 'list', ensure_ascii=False)}",
            ]
            lines += [f"url = {json.dumps(base + path_of(label))}", 'kind = "news"']
    return "\n".join(lines) + "\n"


async def main(folder: Path, out: Path, first_port: int = 8900) -> None:
    """Write the configuration and serve."""
    watched = {
        site: labels
        for site, labels in read_labels(folder).items()
        if any(one["kind"] in ("list", "home") for one in labels)
    }
    ports = {first_port + n: labels for n, labels in enumerate(watched.values())}
    out.mkdir(parents=True, exist_ok=True)
    (out / "sites.toml").write_text(config(ports), encoding="utf-8")
    servers = [
        uvicorn.Server(
            uvicorn.Config(
                Pages(folder, ports), host="127.0.0.1", port=port, log_level="error", lifespan="off"
            )
        )
        for port in ports
    ]
    print(f"{len(ports)} sites on 127.0.0.1:{first_port}…, configuration in {out / 'sites.toml'}", flush=True)
    await asyncio.gather(*(server.serve() for server in servers))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), Path(sys.argv[2])))
