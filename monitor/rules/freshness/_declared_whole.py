"""Who says that the ledger lists all columns of a site (栏目清单完整声明): without it no counting rule may pass."""

from datetime import datetime

from monitor.domain.case import Review, SiteCase, spoken_of
from monitor.domain.sentence import Param, Text
from monitor.domain.timing import day_of
from monitor.rules.base import Reviewable

#: A person's sign for a whole ledger; it is revoked under the same target.
WHOLE = Reviewable(act="complete", target="columns_complete", outcomes=("whole",))


def declared_whole(case: SiteCase, now: datetime) -> Text | None:
    """
    Who declared the site's columns complete, as it holds at *now*; None: nobody did.

    A declaration of the configuration holds from its day on, one without a day always. Of the
    signs that speak of *now* the one given last counts.
    """
    today = day_of(now)
    said = case.site.columns_complete
    if said is not None and (said.on is None or said.on <= today):
        who = said.by or Text("columns.configuration")
        return Text(
            "columns.declared_whole", {"who": who, "on": said.on and Text("columns.on", {"day": said.on})}
        )
    signed = _sign(case, now)
    if signed is None:
        return None
    signature: dict[str, Param] = {"who": signed.who, "day": day_of(signed.at), "reason": signed.reason}
    return Text("columns.signed_whole", signature)


def _sign(case: SiteCase, now: datetime) -> Review | None:
    said = [
        one
        for one in spoken_of(case.reviews, now)
        if one.target == WHOLE.target and one.act in (WHOLE.act, "revoke")
    ]
    return said[-1] if said and said[-1].act == WHOLE.act else None
