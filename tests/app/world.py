"""A portal whose homepage showed nothing new for two weeks, half past six in the morning, and what is seen of it then."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

from monitor.app.configuration import read_watch
from monitor.app.runtime import Runtime, open_runtime
from monitor.domain.content import Dated, DatePlace, Item, ListState
from monitor.domain.observation import Homepage, Observation, Reading
from monitor.domain.timing import DAY, SHANGHAI
from tests.cli.test_commands import CONFIG
from tests.databases import sqlite_url
from tests.probes.world import Web, article, rows

NIGHT = datetime(2026, 11, 20, 1, 30, tzinfo=SHANGHAI)
HOME, OLD, NEW = (f"http://www.example.gov.cn/{name}" for name in ("", "a/1.html", "a/2.html"))
OLD_DAY, NEW_DAY = date(2026, 9, 1), date(2026, 11, 12)


class Hours:
    """A clock that a test moves."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@asynccontextmanager
async def stale_portal(folder: Path, hours: Hours, more: str = "") -> AsyncIterator[Runtime]:
    """Its runtime; *more*: of the configuration."""
    path = folder / "sites.toml"
    path.write_text(CONFIG + more, encoding="utf-8")
    async with open_runtime(read_watch(path), sqlite_url(folder / "m.db"), hours) as made:
        item = Item(title="关于防汛安全检查的通知", url=OLD, on=OLD_DAY)
        nights = [NIGHT - DAY * back for back in reversed(range(15))]
        shown = Homepage(state=ListState.ITEMS, items=(item,))
        read = Reading(url=OLD, published=Dated(on=OLD_DAY, place=DatePlace.VISIBLE))
        await made.store.save([Observation(subject="portal", at=at, facts=shown) for at in nights])
        await made.store.save([Observation(subject="portal", part=OLD, at=NIGHT, facts=read)])
        hours.now = NIGHT + timedelta(hours=5)
        yield made


class Pages(Web):
    """The site as it is when it is looked at again."""

    __hash__ = object.__hash__


def showing(url: str, day: date) -> Pages:
    return Pages({HOME: rows((url, f"{day}")), url: article(f"{day}")})
