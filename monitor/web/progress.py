"""How far a finding has come (整改进度), from what was done to it; and what a person asked the daemon for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from monitor.domain.finding import DECIDED, Act, Step, dispute_of
from monitor.domain.sentence import Param, Text
from monitor.web.words import StateLabel, said
from monitor.wording.causes import cause_of
from monitor.wording.say import Audience, say
from storage.ops.requests import LONG, UserRequest

#: What tells how far it has come.
TELLING = (Act.NOTIFIED, Act.PROMISED, Act.APPEALED, *DECIDED, Act.EXEMPTED, Act.ASSIGNED)
#: How a request ended, as the daemon notes it.
_ENDED = {
    "still open": "still_open",
    "closed": "closed",
    "no such finding": "gone",
    "failed: clock_wrong": "clock_wrong",
}


@dataclass(frozen=True, slots=True)
class Progress:
    """One state, and the word that shows it."""

    kind: str  #: appeal | upheld | broken | promise | exempt | rejected | answered | told | untold
    word: StateLabel


def progress_of(steps: Sequence[Step], on: date) -> Progress:
    """How far a finding with those *steps* (oldest first) has come on that day; an open appeal goes before all."""
    last = {one.act: one for one in steps}
    dispute = dispute_of(steps)
    if dispute is not None and dispute.act is Act.APPEALED:
        return Progress("appeal", StateLabel(said("progress.appeal"), "!", "due"))
    if dispute is not None and dispute.act is Act.UPHELD:
        return Progress("upheld", StateLabel(said("progress.upheld"), "!", "due"))
    exempt, promise = last.get(Act.EXEMPTED), last.get(Act.PROMISED)
    if exempt and exempt.until and exempt.until >= on:
        return Progress("exempt", StateLabel(said("progress.exempt", until=exempt.until), "–", "none"))
    if promise and promise.until and promise.until < on:
        return Progress("broken", StateLabel(said("progress.broken", until=promise.until), "✕", "fail"))
    if promise and promise.until:
        return Progress("promise", StateLabel(said("progress.promise", until=promise.until), "…", "due"))
    if dispute is not None:
        ended = "rejected" if dispute.act is Act.REJECTED else "answered"
        return Progress(ended, StateLabel(said(f"progress.{ended}"), "✓", "none"))
    if Act.NOTIFIED in last:
        return Progress("told", StateLabel(said("progress.told"), "✓", "none"))
    return Progress("untold", StateLabel(said("progress.untold"), "", "none"))


def request_words(one: UserRequest, is_running: bool, audience: Audience = Audience.OPERATOR) -> StateLabel:
    """How far something has come that was asked of the daemon; what takes long tells it as a job."""
    if one.kind in LONG:
        return job_words(one, is_running)
    if one.done_at is not None:
        ended = _how_it_ended(one.detail)
        look = ("✓", "pass") if ended in ("closed", "gone", "judged") else ("!", "due")
        return StateLabel(_request(ended, audience, at=f"{one.done_at:%m-%d %H:%M}"), *look)
    if one.taken_at is not None:
        return StateLabel(_request("running", audience), "…", "due")
    if is_running:
        return StateLabel(_request("waiting", audience), "…", "due")
    return StateLabel(_request("stopped", audience), "!", "due")


def _how_it_ended(detail: str) -> str:
    """What is not known, as of a later version, is not said to have been judged."""
    if detail.startswith("broke"):
        return "broke"
    if detail.endswith(("is not configured", "is no longer configured")):
        return "not_configured"
    return "judged" if detail.startswith("judged") else _ENDED.get(detail, "ended")


def job_words(one: UserRequest, is_running: bool) -> StateLabel:
    """How far a long request is, or how it ended."""
    if one.done_at is not None:
        kind, _, why = one.detail.partition(": ")
        at = f"{one.done_at:%m-%d %H:%M}"
        if kind == "failed":
            return StateLabel(say(Text("job.failed", {"at": at, "why": why_words(why)})), "!", "due")
        code = "job.broke" if kind == "broke" else "job.done"
        return StateLabel(say(Text(code, {"at": at})), *(("!", "due") if kind == "broke" else ("✓", "pass")))
    code = "running" if one.taken_at is not None else "waiting" if is_running else "stopped"
    return StateLabel(say(Text(f"job.{code}")), "!" if code == "stopped" else "…", "due")


def why_words(code: str) -> str:
    """Why something could not be done: a reason of a visit, or one of the jobs' own."""
    cause = cause_of(code)
    return cause.name if cause is not None else say(Text(f"job.{code}"))


def _request(code: str, audience: Audience, **params: Param) -> str:
    return say(Text(f"request.{code}", params), audience=audience)
