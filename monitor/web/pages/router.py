"""All pages in one router, and what is read before the first is asked for."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, Depends, FastAPI

from monitor.web.overview import OverviewCache
from monitor.web.pages import (
    accounts,
    audit,
    evidence,
    findings,
    jobs,
    kinds,
    ledger,
    ledger_book,
    ledger_items,
    ledger_review,
    materials,
    me,
    notifications,
    owed,
    patrol,
    rules,
    search,
    signing,
    sites,
    static,
    subjects,
    today,
    units,
)
from monitor.web.pages._light import note_light


@asynccontextmanager
async def warm(app: FastAPI) -> AsyncIterator[None]:
    """Read the newest verdicts while the server starts, so that the morning's first page need not wait."""
    cache = app.state.overview_cache = OverviewCache(prepare=today.prepare)
    reading = asyncio.create_task(cache.read(app.state.web))
    yield
    reading.cancel()
    await asyncio.gather(reading, return_exceptions=True)


#: All pages; the server includes it.
ROUTER = APIRouter(include_in_schema=False, lifespan=warm, dependencies=[Depends(note_light)])
for group in (
    today,
    subjects,
    sites,
    accounts,
    units,
    owed,
    findings,
    evidence,
    rules,
    kinds,
    materials,
    patrol,
    jobs,
    ledger,
    ledger_book,
    ledger_items,
    ledger_review,
    signing,
    search,
    audit,
    me,
    notifications,
    static,
):
    ROUTER.include_router(group.ROUTER)
