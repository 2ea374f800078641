"""Findings at the terminal (问题台账): the list, and one with all that happened to it."""

from collections.abc import Mapping, Sequence
from datetime import date

from rich.table import Table

from monitor.alerts.words import day_words, days_words
from monitor.cli import console
from monitor.domain.finding import Finding, Grade, Owed
from monitor.wording.labels import ACTS, grade_key
from monitor.wording.say import label, say
from monitor.wording.steps import step_words

#: The ids of one night begin alike; so many of their last letters tell them apart.
ENDING = 8
_HEADINGS = ("编号", "程度", "对象", "问题", "最新", "期限", "剩余/超期", "责任单位", "发现于", "处理")
#: What is copied, or is read at a glance, is never broken.
_ONE_LINE = ("编号", "程度", "最新", "期限", "剩余/超期", "发现于")
#: On a terminal of fewer columns these stand in `findings show` alone.
NARROW, NARROW_LEAVES_OUT = 110, ("最新", "发现于")


def gravest_first(found: Sequence[Finding], today: date) -> list[Finding]:
    """What disqualifies alone, then what is most over, then what is due first; closed ones last."""

    def place(one: Finding) -> tuple[bool, bool, bool, int, str]:
        is_veto = one.grade is Grade.FAIL and one.standing.veto
        return not one.is_open, not is_veto, one.grade is Grade.DUE, left(one, today) or 0, one.id

    return sorted(found, key=place)


def show_list(found: Sequence[Finding], units: Mapping[str, str], today: date) -> None:
    """A line each, and how many there are."""
    out = console.out()
    if not found:
        out.print("没有未了结的问题。（monitor judge 之后才会更新问题台账）")
        return
    hidden = NARROW_LEAVES_OUT if out.width < NARROW else ()
    table = Table(show_edge=False, pad_edge=False, header_style="dim", box=None)
    for heading in _HEADINGS:
        if heading not in hidden:
            table.add_column(heading, overflow="fold", no_wrap=heading in _ONE_LINE)
    for one in found:
        standing, days = one.standing, left(one, today)
        number = f"（{standing.part}）" if standing.owed is Owed.MESSAGE else ""
        cells = (
            one.id[-ENDING:], word_of(one), one.subject, f"{standing.name}{number}",
            str(standing.newest or "-"), str(standing.due_on or "-"), days_words(days) if days is not None else "-",
            units.get(standing.unit or "", "-"), f"{one.opened_at:%m-%d}", handling(one, today),
        )  # fmt: skip
        table.add_row(
            *(cell for heading, cell in zip(_HEADINGS, cells, strict=True) if heading not in hidden)
        )
    out.print(table)
    still = [one for one in found if one.is_open]
    fails = sum(one.grade is Grade.FAIL for one in still)
    vetoes = sum(one.grade is Grade.FAIL and one.standing.veto for one in still)
    closed = f"，已了结{len(found) - len(still)}项" if len(found) > len(still) else ""
    out.print(
        f"未了结{len(still)}项：单项否决{vetoes}项，其他超期或未达标{fails - vetoes}项，"
        f"即将超期{len(still) - fails}项{closed}。编号可写全称（--json 中）或此处的末{ENDING}位。"
    )


def show_one(finding: Finding, unit: str, today: date) -> None:
    """How it stands, and each step."""
    standing, days, out = finding.standing, left(finding, today), console.out()
    rows = [
        ("对象", f"{finding.subject} {standing.name} {finding.part}".strip()),
        ("责任单位", unit),
        ("情况", say(standing.reason)),
        ("期限", f"{standing.due_on}，{days_words(days)}" if standing.due_on and days is not None else ""),
        ("处理", handling(finding, today)),
        ("最近所见", f"{finding.seen_at:%Y-%m-%d %H:%M}"),
        ("依据", f"monitor evidence show {standing.evidence[0]}" if standing.evidence else ""),
    ]
    out.print(f"{finding.id}  {word_of(finding)}  第{finding.episode}次")
    for name, words in rows:
        if words:
            out.print(f"{name}{'　' * (4 - len(name))} {words}", markup=False)
    for one in finding.steps:
        until = f" 至{one.until}" if one.until else ""
        out.print(
            f"  {one.at:%Y-%m-%d %H:%M}  {ACTS[one.act]}{until}  {one.who}  {step_words(one)}", markup=False
        )


def word_of(finding: Finding) -> str:
    """How it stands, in a word: a column or a message is late, only an indicator is unqualified (不合格)."""
    if not finding.is_open:
        return label("grade", "closed")
    key = grade_key(finding)
    return label("grade_short" if key in ("veto", "scored") else "grade", key)


def handling(finding: Finding, today: date) -> str:
    """What people did about it that still counts: exempt, disputed, promised."""
    exempt, promised = finding.exempt_until(today), finding.promised
    said = [
        f"豁免至{day_words(exempt, today)}" if exempt else "",
        label("finding_state", "appeal") if finding.is_appealed else "",
        (f"承诺{day_words(promised, today)}" + ("（已过）" if promised < today else "")) if promised else "",
    ]
    return "，".join(one for one in said if one)


def left(finding: Finding, today: date) -> int | None:
    """Days left as of *today*, not as of the night on which it was last seen; of what is closed no days run on."""
    if not finding.is_open:
        return None
    due = finding.standing.due_on
    return (due - today).days if due is not None else finding.standing.days_left
