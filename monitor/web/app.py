"""The web room put together (网页与数据接口): feed, door, acts and pages behind one set of headers."""

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from monitor.feed.cache import FeedCache, Judge
from monitor.feed.document import software
from monitor.web import problems
from monitor.web.actions import ROUTER as ACTS
from monitor.web.api import openapi
from monitor.web.api.feed import ROUTER as FEED
from monitor.web.api.rate_limit import RateLimit, Sparing
from monitor.web.auth.gate import Gate
from monitor.web.auth.oidc import ROUTER as OIDC
from monitor.web.auth.passwords import Passwords
from monitor.web.auth.routes import ROUTER as ENTRY
from monitor.web.context import Web
from monitor.web.headers import SafeAnswers
from monitor.web.pages import jobs, ledger, ledger_book, ledger_items, ledger_review
from monitor.web.pages.router import ROUTER as PAGES
from monitor.web.patrol_actions import ROUTER as PATROL
from monitor.web.signing import ROUTER as SIGNING


def make_app(web: Web, *, judge: Judge | None = None, passwords: Passwords | None = None) -> FastAPI:
    """
    The application on the tools of *web*.

    *judge* decides anew for a past moment of which no verdict is stored; without it the feed shows what is
    stored. *passwords*: tests hand in a quick hasher.
    """
    app = FastAPI(
        title="gov-monitor", version=software(), docs_url=None, redoc_url=None, openapi_url="/openapi.json"
    )
    app.state.web = web
    app.state.passwords = passwords or Passwords()
    app.state.gate = Gate()
    app.state.rate, app.state.noted, app.state.viewed = RateLimit(), RateLimit(), RateLimit()
    app.state.refusals = Sparing(each=10, whole=60)
    app.state.feed_cache = FeedCache(judge)
    problems.install(app)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=6)
    app.add_middleware(SafeAnswers)
    app.include_router(FEED)
    app.include_router(ENTRY)
    app.include_router(OIDC)
    app.include_router(ACTS)
    for group in (jobs, ledger, ledger_book, ledger_items, ledger_review):
        app.include_router(group.ACTS)
    app.include_router(PATROL)
    app.include_router(SIGNING)
    openapi.install(app)
    app.include_router(PAGES, include_in_schema=False)
    return app
