"""A week of the daemon on a moved clock, judging and mails and reloads with it: what it holds in memory stays as it is."""

import gc
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from monitor.app.configuration import read_watch
from monitor.app.runtime import open_runtime
from monitor.cli.daemon import make_daemon, reload
from monitor.domain.timing import DAY, SHANGHAI, system_clock
from probes.http.base import Answer, Fetched
from tests.daemon.conftest import advance
from tests.databases import sqlite_url

START = datetime(2026, 11, 19, 12, 0, tzinfo=SHANGHAI)
SITES, ACCOUNTS, DAYS = 4, 2, 7
HEAD = 'edition = "fuzhou-2021"\n[centre]\nname = "示例区大数据服务中心"\n[daemon]\nlisten = ""\n[[unit]]\nid = "u"\nname = "区政府办"\nemail = ["u@example.gov.cn"]\n'
#: After everything was met once, so much more may be held at the end of the week, in a hundred.
MORE_PERCENT = 1.0


def configuration() -> str:
    sites = "".join(
        f'[[site]]\nid = "s{n}"\nname = "示例{n}"\nurl = "http://s{n}.invalid/"\nunit = "u"\n'
        + "".join(
            f'[[site.column]]\nid = "c{k}"\nname = "栏目{k}"\nurl = "http://s{n}.invalid/c{k}/"\nkind = "news"\n'
            for k in range(3)
        )
        for n in range(SITES)
    )
    accounts = "".join(
        f'[[account]]\nid = "a{n}"\nname = "示例{n}发布"\nplatform = "wechat"\nunit = "u"\n'
        f'source = {{kind = "feed", url = "http://feed.invalid/{n}.xml"}}\n'
        for n in range(ACCOUNTS)
    )
    return HEAD + sites + accounts


async def web(url: str, **_: Any) -> Answer:
    """Lists that get one item a day and keep ten, their articles, and feeds."""
    today = system_clock().date()
    days = [today - timedelta(days=n) for n in range(1, 11)]
    if url.endswith(".htm"):
        day = url.rpartition("/")[2].removesuffix(".htm")
        text = (
            f"<html><title>通知</title><h1>通知</h1><p>发布时间：{day}</p>{'<p>认真贯彻执行</p>' * 40}</html>"
        )
    elif url.endswith(".xml"):
        items = "".join(
            f"<item><title>{one}</title><guid>{one}</guid><pubDate>{_rfc(one)}</pubDate></item>"
            for one in days
        )
        text = f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{items}</channel></rss>'
    else:
        base = url if "/c" in url else f"{url}c0/"
        rows = "".join(
            f'<li><a href="{base}{one}.htm">关于{one}的通知</a><span>{one}</span></li>' for one in days
        )
        text = f"<html><title>示例</title><ul class=list>{rows}</ul>{'<p>认真贯彻执行</p>' * 40}</html>"
    return Fetched(
        url=url, final_url=url, status=200, body=text.encode(), text=text, encoding="utf-8", elapsed_s=0.3
    )


def _rfc(day: date) -> str:
    return f"{day:%a, %d %b %Y} 08:00:00 +0800"


@pytest.fixture
def traveller() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(START, tick=False) as coordinates:
        yield coordinates


def held() -> tuple[int, Counter[str]]:
    """How many objects there are, and of which kinds."""
    gc.collect()
    objects = gc.get_objects()
    return len(objects), Counter(type(one).__name__ for one in objects)


@pytest.mark.soak
async def test_a_week_of_the_daemon_holds_no_more_at_its_end(
    tmp_path: Path, traveller: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MONITOR_READERS", "0")
    path, url = tmp_path / "sites.toml", sqlite_url(tmp_path / "m.db")
    path.write_text(configuration(), encoding="utf-8")
    told: list[tuple[int, Counter[str]]] = []
    async with open_runtime(read_watch(path), url, system_clock) as runtime:
        runtime.fetch = web
        async with make_daemon(runtime) as made:
            made.daemon.pulse_every = timedelta(minutes=30)
            made.daemon.timer = lambda: system_clock().timestamp()
            await made.daemon.start()
            for day in range(1, DAYS + 1):
                await advance(made.daemon, traveller, START + day * DAY)
                await reload(path, runtime, made.daemon, url)
                runtime.fetch = web
                told.append(held())
            made.daemon.scheduler.shutdown(wait=False)
    settled, last = told[2], told[-1]
    grown = {name: (settled[1][name], many) for name, many in last[1].items() if many - settled[1][name] > 50}
    assert last[0] <= settled[0] * (1 + MORE_PERCENT / 100), f"{[many for many, _ in told]}: {grown}"
