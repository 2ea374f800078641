"""What one night's looks cost a site (夜间请求): counted, capped, shown."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from monitor.domain.observation import Fact
from monitor.domain.timing import day_of, midnight


@dataclass(frozen=True, slots=True, kw_only=True)
class NightRequests(Fact):
    """The requests of one round at one site; its part is the duty. Visits and the patrol are not among them."""

    kind = "night_requests"
    label = "夜间请求数"

    asked: int  #: that went out, every try and redirect of them
    shared: int = 0  #: pages read again without asking
    unchanged: int = 0  #: answered by 304
    refused: int = 0  #: pages left for the next night, as the budget was spent


def night_of(moment: datetime) -> date:
    """The night that *moment* belongs to, noon to noon: the day on which it begins."""
    return day_of(moment - timedelta(hours=12))


def night_begins(night: date) -> datetime:
    """Noon of the day on which *night* begins."""
    return midnight(night) + timedelta(hours=12)
