"""What one look found of a site over IPv6 (IPv6 访问)."""

from dataclasses import dataclass
from enum import StrEnum

from monitor.domain.observation import Fact


class Ipv6State(StrEnum):
    """How far a site can be reached over IPv6."""

    WHOLE = "whole"  #: the homepage and every page tried open, and show the same
    PARTLY = "partly"  #: the homepage opens; another page does not, or shows something else
    NOT_OPENED = "not_opened"  #: the name has an address, and nothing opens there, though it does over IPv4
    NO_ADDRESS = "no_address"  #: the name has no AAAA record
    NO_LINE = "no_line"  #: our own line has no IPv6, or nothing proves that it has: says nothing of the site
    UNREACHED = "unreached"  #: the homepage did not open over IPv4 either
    NOT_RESOLVED = "not_resolved"  #: the name service gave no answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Ipv6Page:
    """One page that was tried over IPv6, having opened over IPv4 or been tried there after."""

    url: str
    opened: bool
    reason: str = ""  #: why it did not open


@dataclass(frozen=True, slots=True, kw_only=True)
class Ipv6Look(Fact):
    """One look at a site over IPv6 (IPv6 访问情况)."""

    kind = "ipv6_look"
    label = "IPv6访问"

    url: str
    state: Ipv6State
    reason: str = ""
    addresses: tuple[str, ...] = ()  #: of the homepage's host
    like: bool | None = (
        None  #: whether the homepage shows over IPv6 what it shows over IPv4; None: not compared
    )
    pages: tuple[Ipv6Page, ...] = ()  #: further pages of the site, drawn from the homepage's own links
