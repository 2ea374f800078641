"""The states of the pages: the catalogue's word, a mark, a style name; colour never stands alone (界面用语)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from monitor.domain.access import Role
from monitor.domain.finding import Finding, Owed, Standing, Step
from monitor.domain.sentence import Param, Text
from monitor.domain.site import ColumnKind
from monitor.domain.timing import Quarter
from monitor.domain.verdict import Conclusion, Outcome, Sort

# the templates' words of the field, beside the page's own
from monitor.wording.labels import ACTS as ACTS
from monitor.wording.labels import FREQUENCIES as FREQUENCIES
from monitor.wording.labels import LEVELS as LEVELS
from monitor.wording.labels import LIVES as LIVES
from monitor.wording.labels import OWN_DECISION as OWN_DECISION
from monitor.wording.labels import PLATFORMS as PLATFORMS
from monitor.wording.labels import grade_key, words_of
from monitor.wording.say import Audience, for_unit, label
from monitor.wording.steps import step_words
from probes.base import discover
from storage.evidence.evidence import Condition


@dataclass(frozen=True, slots=True)
class StateLabel:
    """One state as it is shown: word, mark, style name."""

    word: str
    mark: str
    style: str


#: Mark and style of an answer; a late column or message, or a row that costs points, is no veto and looks like none.
_LOOKS = {Outcome.FAIL: ("✕", "fail"), Outcome.UNKNOWN: ("?", "unknown"), Outcome.PASS: ("✓", "pass"), Outcome.NOT_APPLICABLE: ("–", "none")}  # fmt: skip
_LATE = ("!", "late")


def _states(table: str, looks: Mapping[Outcome, tuple[str, str]]) -> dict[Outcome, StateLabel]:
    return {one: StateLabel(label(table, one), *looks[one]) for one in looks}


OUTCOMES = _states("outcome", _LOOKS)
_SCORED = _states("outcome_scored", _LOOKS | {Outcome.FAIL: _LATE})
_OWED = _states("outcome_owed", _LOOKS | {Outcome.FAIL: _LATE})
CONCLUSIONS = {
    one: StateLabel(label("conclusion", one), *_LOOKS[outcome])
    for one, outcome in (
        (Conclusion.UNQUALIFIED, Outcome.FAIL), (Conclusion.UNDECIDED, Outcome.UNKNOWN), (Conclusion.QUALIFIED, Outcome.PASS),
    )
}  # fmt: skip
#: How grave a finding is; the gravest first.
GRADES = {
    key: StateLabel(label("grade", key), *look)
    for key, look in (
        ("veto", ("✕", "fail")),
        ("scored", _LATE),
        ("late", _LATE),
        ("undated", _LATE),
        ("confirmed", _LATE),
        ("due", ("!", "due")),
    )
}
#: The conclusions that a list can be narrowed to, and none.
CONCLUSION_CHOICES = (("", "全部"), *((one.value, state.word) for one, state in CONCLUSIONS.items()))
CLOSED = StateLabel(label("grade", "closed"), "✓", "pass")
OWED = words_of("owed", Owed)
CONDITIONS = {
    one: StateLabel(label("condition", one.name.lower()), *look)
    for one, look in (
        (Condition.INTACT, ("✓", "pass")), (Condition.MISSING, ("✕", "fail")), (Condition.ALTERED, ("✕", "fail")),
        (Condition.UNKNOWN_ID, ("?", "unknown")),
    )
}  # fmt: skip
#: A visit's hour on the grid.
VISITS = {
    kind: StateLabel(label("visit", kind), mark, kind)
    for kind, mark in (
        ("opened", ""),
        ("failed", "✕"),
        ("blocked", "▲"),
        ("void", "○"),
        ("missing", ""),
        ("ahead", ""),
    )
}
COLUMN_KINDS = words_of("column_kind", ColumnKind)
ROLES = words_of("role", Role)


class Done(StrEnum):
    """What a form did."""

    SIGN = "sign"
    CONFIRM = "confirm"
    COMPLETE = "complete"
    EXCLUDE = "exclude"
    REVOKE = "revoke"
    PROMISED = "promised"
    APPEALED = "appealed"
    UPHELD = "upheld"
    REJECTED = "rejected"
    EXEMPTED = "exempted"
    RETEST = "retest"
    MATERIAL_ASSIGN = "material_assign"
    MATERIAL_FILE = "material_file"
    MATERIAL_REVOKE = "material_revoke"
    ASKED = "asked"
    ASSIGNED = "assigned"
    BULK = "bulk"
    PATROL = "patrol"
    SHEET_SIGNED = "sheet_signed"
    SHEET_WAITING = "sheet_waiting"
    SHEET_REFUSED = "sheet_refused"
    TOTP_OFF = "totp_off"
    SESSION_END = "session_end"
    CHAT_ADDED = "chat_added"
    CHAT_CHANGED = "chat_changed"
    CHAT_REMOVED = "chat_removed"
    LEDGER = "ledger"
    PROPOSED = "proposed"
    PROPOSAL_REFUSED = "proposal_refused"
    PROPOSAL_WITHDRAWN = "proposal_withdrawn"
    RESOLVED = "resolved"
    JOB = "job"


#: What the daemon has to do before it is seen.
_WAITS = {Done.SIGN: "judge", Done.CONFIRM: "judge", Done.COMPLETE: "judge", Done.EXCLUDE: "judge", Done.REVOKE: "judge", Done.RETEST: "retest", Done.ASKED: "retest", Done.SHEET_SIGNED: "judge", Done.LEDGER: "judge", Done.RESOLVED: "judge"}  # fmt: skip


def done_words(detail: str, is_running: bool) -> str:
    """
    What a form did, as the page that follows it says, and when its effect is seen; "" for what no form does.

    *is_running*: whether a daemon is there to judge or look again.
    """
    if detail not in set(Done):
        return ""
    waits = _WAITS.get(Done(detail))
    later = Text(f"done.{waits}_{'soon' if is_running else 'later'}") if waits else None
    return said(f"done.{detail}", later=later)


def said(code: str, **params: Param) -> str:
    """A sentence of the catalogue, for everybody."""
    return for_unit(Text(code, params))


def outcome_state(outcome: Outcome, sort: Sort = Sort.VETO) -> StateLabel:
    """A clause's answer: what costs points is met or not, and never unqualified."""
    return (OUTCOMES if sort == Sort.VETO else _SCORED)[outcome]


def standing_state(one: Standing, *, soon: bool = False) -> StateLabel:
    """How one thing stands that somebody owes: a late column is late, and unqualified is what a veto makes. *soon*: its limit is near."""
    if soon:
        return GRADES["due"]
    if one.owed is Owed.PATROL:
        return GRADES["confirmed"] if one.outcome is Outcome.FAIL else CLOSED
    if one.owed is Owed.INDICATOR:
        return outcome_state(one.outcome, Sort.VETO if one.veto else Sort.SCORED)
    return GRADES["undated"] if one.outcome is Outcome.FAIL and one.days_left is None else _OWED[one.outcome]


def grade_state(found: Finding) -> StateLabel:
    """How grave a finding is, in words."""
    return GRADES[grade_key(found)]


def gravity(found: Finding) -> int:
    """Where it stands among others: vetoes first."""
    return list(GRADES).index(grade_key(found))


def quarter_words(quarter: Quarter) -> str:
    """`2026年第3季度`."""
    return f"{quarter.year}年第{quarter.number}季度"


def kind_word(kind: str) -> str:
    """What was looked at; a kind that a plugin brings names itself."""
    known = label("kind", kind)
    return known if known != kind else _own_names().get(kind, kind)


@cache
def _own_names() -> Mapping[str, str]:
    return {kind.kind: kind.label for probe in discover().values() for kind in probe.kinds if kind.label}


#: The order in which kinds of observation are listed.
_KINDS = (
    "visit",
    "homepage",
    "listing",
    "reading",
    "board",
    "channel",
    "guides",
    "timeline",
    "app",
    "registration",
)


def kind_order(kind: str) -> tuple[int, str]:
    """Where a kind of observation stands among the others."""
    return (_KINDS.index(kind) if kind in _KINDS else len(_KINDS), kind)


def look_words(kind: str, says: Mapping[str, Any]) -> str:
    """What a look at a register or an app shop saw, on one line."""
    if kind == "registration":
        since = f"{says['opened']}开设" if says.get("opened") else ""
        return "，".join(
            one for one in (says["name"], label("life", says["life"]), says.get("filing"), since) if one
        )
    why = f"（{code_words(says['reason'])}）" if says.get("reason") else ""
    return f"{label('shop', says['shop'])} {label('seen', says['state'])}{why}"


def step_said(step: Step) -> str:
    """What stands beside a step, for whoever answers for the finding."""
    return step_words(step, audience=Audience.UNIT)


def code_words(code: str) -> str:
    """The name of a reason; the code itself when it has none."""
    return label("reason", code)


def remark_words(remarks: Iterable[str]) -> str:
    """What a visit remarked, in words; what kind of stranger's page it was is its reason's to say."""
    named = ((one, label("visit_remark", one)) for one in remarks)
    return "；".join(words for one, words in named if words != one)


def days_words(days_left: int | None) -> str:
    """`剩3天`, `今天到期`, `超期9天`; a dash when no limit is known."""
    if days_left is None:
        return "—"
    code = "over" if days_left < 0 else "left" if days_left else "today"
    return said(f"left.{code}", n=abs(days_left))


def days_style(days_left: int | None, soon: bool = False) -> str:
    """The style name that goes with `days_words`; *soon*: its limit is near (`due_soon`)."""
    if days_left is None:
        return "none"
    return "late" if days_left < 0 else "due" if soon else "pass"


def age_words(since: float) -> str:
    """How long ago, from seconds: `12分钟前`, `3小时前`, `2天前`."""
    if since < 3600:
        return said("ago.minutes", n=max(0, int(since // 60)))
    if since < 172800:
        return said("ago.hours", n=int(since // 3600))
    return said("ago.days", n=int(since // 86400))


def weekday(day: date) -> str:
    """`周五`."""
    return "周" + "一二三四五六日"[day.weekday()]


#: Names in a browser's own account of itself, the telling ones first: each also calls itself Chrome, Safari and Mozilla.
_BROWSERS = (
    ("MicroMessenger", "微信"), ("DingTalk", "钉钉"), ("Edg/", "Edge"), ("360SE", "360浏览器"), ("QQBrowser", "QQ浏览器"), ("QIHU", "360浏览器"),
    ("UOS", "统信浏览器"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"), ("Trident", "IE"), ("MSIE", "IE"),
)  # fmt: skip
_SYSTEMS = (
    ("HarmonyOS", "鸿蒙"), ("Android", "安卓"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


def browser_name(said: str | None) -> str:
    """What a browser calls itself, in a few words (Chrome（Windows）); its own words where nothing is known of it."""
    if not said:
        return "—"
    browser = next((name for mark, name in _BROWSERS if mark in said), "")
    system = next((name for mark, name in _SYSTEMS if mark in said), "")
    return f"{browser}（{system}）" if browser and system else browser or said[:60]
