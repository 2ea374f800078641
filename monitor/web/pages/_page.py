"""What every page is made with: the templates, the viewer, the overview, and how hostile text is tamed."""

import re
from collections import Counter
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any

import structlog
from fastapi import Path, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from monitor.assess.due import due_soon, policy_of
from monitor.assess.live_page import number_of
from monitor.domain.access import Role, Viewer
from monitor.domain.sentence import Text
from monitor.domain.site import Account, Watch
from monitor.domain.timing import check_aware
from monitor.domain.verdict import PartKind
from monitor.regulations.editions import load_edition
from monitor.web import words
from monitor.web.auth.guard import Looking as Looking
from monitor.web.auth.guard import web_of as web_of
from monitor.web.overview import Overview, OverviewCache
from monitor.web.overview import mine as mine
from monitor.web.problems import nothing as nothing
from monitor.wording.say import for_unit, label

log = structlog.get_logger()

#: An id in an address that is looked up in the store: PostgreSQL breaks on a NUL, so nothing else gets there.
Id = Annotated[str, Path(pattern=r"^[A-Za-z0-9._-]{1,100}$")]

#: What would let a text jump its line, hide, or run backwards: control characters, U+2028, bidi overrides.
_UNRULY = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
#: No single text on a page is longer.
LONGEST = 2000
#: A title in a list is no longer.
TITLE = 80


def tame(value: object) -> object:
    """A text without control characters and of bearable length; anything else as it is."""
    if type(value) is not str:
        return value
    text = _UNRULY.sub(" ", value)
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def short(text: str, longest: int = TITLE) -> str:
    """*text* on one line, cut at *longest* characters."""
    line = " ".join(_UNRULY.sub(" ", text).split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def said(text: Text | str, longest: int = TITLE) -> str:
    """What a verdict says, for people at a page, on one line."""
    return short(text if isinstance(text, str) else for_unit(text), longest)


def moment(value: datetime | None) -> str:
    """`11-20 08:30`; a dash when there is none."""
    return f"{check_aware(value):%m-%d %H:%M}" if value else "—"


def full_moment(value: datetime | None) -> str:
    """`2026-11-20 08:30:05`."""
    return f"{check_aware(value):%Y-%m-%d %H:%M:%S}" if value else "—"


def day(value: date | None) -> str:
    """`2026-11-20`; a dash when there is none."""
    return value.isoformat() if value else "—"


@cache
def templates() -> Environment:
    """The page templates; a name that a page forgot to hand over is an error."""
    made = Environment(
        loader=PackageLoader("monitor.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=tame,
    )
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    made.filters.update(short=short, said=said, moment=moment, full_moment=full_moment, day=day)
    made.globals.update(
        title_of=lambda id: load_edition(id).title,
        words=words,
        label=label,
        Markup=Markup,
        Role=Role,
        PartKind=PartKind,
    )
    return made


def show(
    request: Request,
    who: Viewer,
    template: str,
    headers: dict[str, str] | None = None,
    *,
    is_running: bool = False,
    **facts: Any,
) -> HTMLResponse:
    """The page that *template* makes of *facts* for *who*."""
    web = web_of(request)
    watch = web.watch()
    policy = policy_of(watch.settings.alerts)
    damaged = damaged_of(request)
    if damaged:
        log.error("store_in_trouble", path=request.url.path, detail=next(iter(damaged.values())))
    light = getattr(request.state, "light", None)
    is_running = is_running or (light is not None and light.style != "fail")
    html = templates().get_template(template).render(
        light=light, damaged=[*damaged], who=who, here=request.url.path, now=web.clock(), watch=watch, names=names_of(watch),
        is_soon=lambda one: due_soon(one, policy), message_number=lambda one: number_of(watch, one),
        done=words.done_words(request.query_params.get("done", ""), is_running), **facts
    )  # fmt: skip
    return HTMLResponse(html, headers={"Cache-Control": "no-store", **(headers or {})})


def damaged_of(request: Request) -> dict[str, str]:
    """What the page of *request* does not show as it is damaged, by what people call it, with what is said of it; to be filled."""
    if not hasattr(request.state, "damaged"):
        request.state.damaged = {}
    known: dict[str, str] = request.state.damaged
    return known


def names_of(watch: Watch) -> dict[str, tuple[str, str]]:
    """Subject ids to names and addresses of their pages; of several with one name each says its platform, or that it is a site."""
    subjects = watch.subjects
    many = Counter(one.name for one in subjects)
    return {
        one.id: (
            f"{one.name}（{words.PLATFORMS[one.platform] if isinstance(one, Account) else label('subject', one.kind)}）"
            if many[one.name] > 1
            else one.name,
            f"/{one.kind}s/{one.id}",
        )
        for one in subjects
    }


def cache_of(request: Request) -> OverviewCache:
    """What keeps how everything stands, for this server."""
    cache: OverviewCache | None = getattr(request.app.state, "overview_cache", None)
    if cache is None:
        cache = request.app.state.overview_cache = OverviewCache()
    return cache


async def overview_of(
    request: Request, who: Viewer, *, subject: str | None = None, unit: str | None = None
) -> Overview:
    """How everything stands now that the page shows to *who*; *subject*, *unit*: it is about that one alone."""
    return await cache_of(request).overview_for(web_of(request), who, subject=subject, unit=unit)


def unit_name(watch: Watch, id: str | None) -> str:
    """The unit's name; its id when it is configured no more; a dash when nobody is named."""
    unit = watch.unit(id)
    return unit.name if unit else id or "—"
