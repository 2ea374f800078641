"""What a round came to (一轮监测的结果), for the duty's line in `monitor status`: who was left out, what it cost, which pages broke."""

from collections.abc import Mapping, Sequence
from heapq import nlargest

import structlog

from monitor.collect.runner import ProbeResult
from monitor.domain.night_requests import NightRequests
from monitor.domain.reach import Reason
from monitor.domain.sentence import Param, Text
from monitor.domain.site import Subject

log = structlog.get_logger()

#: So many pages that broke their readers are named.
NAMED = 5
#: So many subjects that a round did not come to are named in its line; so many to a line of the log.
MOST_NAMED, LOGGED = 40, 200


def not_reached(duty: str, late: Sequence[Subject], many: int) -> Text | None:
    """Who was not looked at before the round's time was over, for the duty's line in `monitor status`; None for nobody."""
    if not late:
        return None
    for start in range(0, len(late), LOGGED):
        log.error("not_looked_at", duty=duty, subjects=[one.id for one in late[start : start + LOGGED]])
    return Text(
        "duty_done.unfinished",
        {"left": len(late), "many": many} | _names([one.id for one in late], MOST_NAMED),
    )


def _names(names: Sequence[str], most: int) -> dict[str, Param]:
    """*names* as a sentence has them, no more than *most* of them."""
    more = Text("duty_done.others", {"others": len(names) - most}) if len(names) > most else None
    return {"names": tuple(names[:most]), "more": more}


def requests_of(spent: Mapping[str, NightRequests]) -> Text | None:
    """How many requests a round cost, and which site most, for the duty's line in `monitor status`; None for none."""
    asked = {id: one.asked for id, one in spent.items() if one.asked or one.refused}
    if not asked:
        return None
    refused = sum(one.refused for one in spent.values())
    left = Text("duty_done.pages_left", {"pages": refused}) if refused else None
    most = nlargest(LOGGED, asked, key=lambda id: asked[id])
    shared = sum(one.shared for one in spent.values())
    log.info("requests", sites=len(asked), by_subject={id: asked[id] for id in most}, shared=shared)
    return Text(
        "duty_done.requests",
        {
            "asked": sum(asked.values()),
            "most": asked[most[0]],
            "site": most[0],
            "shared": shared,
            "left": left,
        },
    )


def is_given_up(looked: ProbeResult) -> bool:
    """Whether the page took too much or broke its reader."""
    return any(reason in looked.reason for reason in (Reason.TOO_COSTLY, Reason.READER_BROKE))


def given_up(looked: Sequence[ProbeResult]) -> Text | None:
    """Whose pages took too much or broke their reader, for the duty's line in `monitor status`; None for none."""
    pages = [one for one in looked if is_given_up(one)]
    names = list(dict.fromkeys(f"{one.subject}/{one.part}".rstrip("/") for one in pages))
    return Text("duty_done.given_up", {"pages": len(pages)} | _names(names, NAMED)) if pages else None
