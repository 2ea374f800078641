"""Certificates and domains that end soon (证书、域名到期): told 30, 14 and 7 days ahead, and once they are over. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from monitor.domain.site import Watch

#: A unit is written to when so many days are left; from the first of them on the dashboard warns.
RUNGS = (30, 14, 7, 0)
#: What is over is told again after so many days.
AGAIN = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Expiry:
    """A site's certificate or domain that ends soon, or has ended."""

    site: str
    name: str  #: of the site
    unit: str | None
    what: str  #: certificate | domain
    on: date  #: its last day
    left: int  #: days from today to it; below 0 it is over

    @property
    def is_news(self) -> bool:
        """Whether tonight is one of the nights on which it is told, whatever else there is to tell."""
        return self.left in RUNGS or (self.left < 0 and -self.left % AGAIN == 0)


def expiries(watch: Watch, certificates: Mapping[str, date], today: date) -> tuple[Expiry, ...]:
    """
    What ends within 30 days or has ended, the soonest first.

    *certificates*: their last days by site, as last seen. A domain's is the one that somebody entered in the ledger
    (`domain_expires`): no register of .cn tells it to programs.
    """
    found = [
        Expiry(site=one.id, name=one.name, unit=one.unit, what=what, on=on, left=(on - today).days)
        for one in watch.sites
        for what, on in (("certificate", certificates.get(one.id)), ("domain", one.domain_expires))
        if on is not None and (on - today).days <= RUNGS[0]
    ]
    return tuple(sorted(found, key=lambda one: (one.on, one.site, one.what)))
