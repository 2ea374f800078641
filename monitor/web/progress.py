"""How far a finding has come (整改进度), from what was done to it; and what a person asked the daemon for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from monitor.domain.finding import Act, Step
from monitor.web.words import StateLabel
from storage.ops.requests import UserRequest

#: What tells how far it has come.
TELLING = (Act.NOTIFIED, Act.PROMISED, Act.APPEALED, Act.ANSWERED, Act.EXEMPTED)
#: How a request ended, as the daemon notes it.
_ENDED = {"still open": "问题仍在", "closed": "已整改，问题了结", "no such finding": "问题已不存在"}


@dataclass(frozen=True, slots=True)
class Progress:
    """One state, and the word that shows it."""

    kind: str  #: appeal | broken | promise | exempt | told | untold
    word: StateLabel


def progress_of(steps: Sequence[Step], on: date) -> Progress:
    """How far a finding with those *steps* (oldest first) has come on that day; an open appeal goes before all."""
    last = {one.act: one for one in steps}
    disputes = [one.act for one in steps if one.act in (Act.APPEALED, Act.ANSWERED)]
    if disputes and disputes[-1] is Act.APPEALED:
        return Progress("appeal", StateLabel("申诉待答复", "!", "due"))
    exempt, promise = last.get(Act.EXEMPTED), last.get(Act.PROMISED)
    if exempt and exempt.until and exempt.until >= on:
        return Progress("exempt", StateLabel(f"豁免至 {exempt.until:%m-%d}", "–", "none"))
    if promise and promise.until and promise.until < on:
        return Progress("broken", StateLabel(f"承诺 {promise.until:%m-%d} 未兑现", "✕", "fail"))
    if promise and promise.until:
        return Progress("promise", StateLabel(f"承诺 {promise.until:%m-%d} 前", "…", "due"))
    if Act.NOTIFIED in last:
        return Progress("told", StateLabel("已通知", "✓", "none"))
    return Progress("untold", StateLabel("未通知", "", "none"))


def request_words(one: UserRequest, is_running: bool) -> StateLabel:
    """How far something has come that was asked of the daemon."""
    if one.done_at is not None:
        ended = _ENDED.get(one.detail, "出错，请查看日志" if one.detail.startswith("broke") else "已重新判定")
        return StateLabel(f"{one.done_at:%m-%d %H:%M} 完成：{ended}", "✓", "pass")
    if one.taken_at is not None:
        return StateLabel("正在进行", "…", "due")
    if is_running:
        return StateLabel("等待值守程序，一分钟内开始", "…", "due")
    return StateLabel("等待中：值守程序没有运行（monitor daemon）", "!", "due")
