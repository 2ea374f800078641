"""Why a page did not open, in words: what to call it, and what to do about it (原因与处理建议)."""

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.domain.reach import Reason, Stranger
from monitor.domain.sentence import Text
from monitor.wording.say import CHINESE, Audience, label, say


@dataclass(frozen=True, slots=True)
class Cause:
    """A reason as people read it."""

    name: str
    remedy: str


def cause_of(
    reason: str, remarks: Sequence[str] = (), audience: Audience = Audience.OPERATOR
) -> Cause | None:
    """
    What to call a visit's end, and what to do: of a stranger's page in *remarks*, what kind it is. None: unknown.
    """
    if reason in (Reason.WRONG_SITE, Reason.HTTP_STATUS):
        for kind in Stranger:
            if kind in remarks:
                return stranger_cause(kind, audience)
    if reason not in set(Reason):
        return None
    return Cause(label("reason", reason), say(Text(f"remedy.{reason}"), CHINESE, audience))


def stranger_cause(kind: Stranger, audience: Audience = Audience.OPERATOR) -> Cause:
    """The same for what stands in a homepage's place."""
    return Cause(label("stranger", kind), say(Text(f"remedy.stranger_{kind}"), CHINESE, audience))
