"""How a page looked when something was decided about it (网页截图)."""

from dataclasses import dataclass
from enum import StrEnum

from monitor.domain.observation import Fact


class ShotState(StrEnum):
    """Whether a picture was taken."""

    TAKEN = "taken"
    FAILED = "failed"  #: the page did not open in the browser, or not in time


@dataclass(frozen=True, slots=True, kw_only=True)
class Screenshot(Fact):
    """
    One picture of a page; its bytes are the evidence of the observation, hashed like the rest.

    Its part is what the finding is about: a column's id, "" the homepage, the key of a line of the patrol.
    """

    kind = "screenshot"

    url: str
    state: ShotState
    reason: str = ""  #: why none was taken
    width: int = 0  #: pixels
    height: int = 0  #: pixels, the bar with day, time and address included
    cut: bool = False  #: the page goes on below
