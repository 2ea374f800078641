"""Verdicts and looks as people read them on a terminal."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from rich.table import Table
from rich.text import Text

from monitor.cli import console
from monitor.cli.inspect_words import cause_and_remedy
from monitor.collect.runner import ProbeResult
from monitor.domain.element_pages import ElementPage
from monitor.domain.finding import Owed
from monitor.domain.plain import exact_text, moment_text
from monitor.domain.site import Subject
from monitor.domain.verdict import Conclusion, Outcome, Sort, Verdict, conclude
from monitor.regulations.editions import item_of
from monitor.regulations.element_pages import element_pages
from monitor.rules.base import parts_of
from monitor.wording.say import label, say

_STYLES = {
    Outcome.PASS: "green",
    Outcome.FAIL: "bold red",
    Outcome.UNKNOWN: "yellow",
    Outcome.NOT_APPLICABLE: "dim",
}
#: Before a command in a sentence: it begins a line of its own, else it is folded within a word (mo nitor).
_COMMAND = re.compile(r"(?<=[：，；])(?=monitor )")
#: Remarks shown beside a verdict on a terminal.
SHOWN_REMARKS = 2

_CONCLUSIONS = {
    Conclusion.UNQUALIFIED: (label("grade", "veto"), "bold red"),
    Conclusion.QUALIFIED: (label("conclusion", Conclusion.QUALIFIED), "bold green"),
    Conclusion.UNDECIDED: (label("conclusion", Conclusion.UNDECIDED), "bold yellow"),
}


def show_verdicts(
    subjects: Sequence[Subject], verdicts: Mapping[str, Sequence[Verdict]], *, line_checked: bool
) -> None:
    """One table a subject: each clause with its outcome, why, and what would make an unknown known."""
    out = console.out()
    for subject in subjects:
        own = verdicts.get(subject.id, ())
        word, style = _CONCLUSIONS[conclude(tuple(own))]
        edition = own[0].clause.edition if own else subject.edition
        when = moment_text(own[0].decided_at)[:16].replace("T", " ") if own else ""
        title = Text.assemble(
            (f"{subject.name} ", "bold"), f"[{subject.id}] ", (word, style), f"  {edition}  {when}"
        )
        out.print()
        out.print(title)
        out.print(_table(own))
        _show_columns(subject, own)
    if not line_checked:
        out.print(Text("注意：未配置 [references] 参照站点，本系统自身线路未核对。", "yellow"))


def show_times(as_of: datetime, known_by: datetime, *, is_to_come: bool) -> None:
    """The moment judged, and up to when we had heard: given again, they give the same verdicts again."""
    words = [f"判定时点{exact_text(as_of)}", f"知悉时点{exact_text(known_by)}"]
    if is_to_come:
        words.append("判定时点尚未到来，以上为试算，不保存")
    console.out().print(Text("，".join(words), "dim"))


def _table(verdicts: Sequence[Verdict]) -> Table:
    table = Table(show_edge=False, pad_edge=False, header_style="dim", box=None)
    for heading in ("指标", "结论", "依据", "覆盖", "如何查清"):
        table.add_column(heading, overflow="fold")
    waiting = [one for one in verdicts if one.clause.people and one.outcome is Outcome.UNKNOWN]
    for one in verdicts:
        if one in waiting:
            continue
        word, style = (
            label("outcome" if one.clause.sort is Sort.VETO else "outcome_scored", one.outcome),
            _STYLES[one.outcome],
        )
        sort = "" if one.clause.sort is Sort.VETO else "（计分）"
        needs = _COMMAND.sub("\n", say(one.needs)) if one.needs else _remarks(one)
        table.add_row(
            f"{one.clause.name}{sort}\n[dim]{one.rule}[/dim]",
            Text(word, style),
            say(one.reason),
            f"{one.coverage:.0%}",
            Text(needs, "dim"),
        )
    if waiting:
        names = "、".join(item_of(one.clause.name) for one in waiting)
        table.add_row(
            "人工确认项",
            Text(label("outcome", Outcome.UNKNOWN), "yellow"),
            f"待人工确认：{names}",
            "0%",
            Text(
                f"逐项签字：\nmonitor review sign {waiting[0].subject} {waiting[0].rule} --outcome … --reason …",
                "dim",
            ),
        )
    return table


def _remarks(verdict: Verdict) -> str:
    """The first remarks; the feed holds all of them."""
    shown = "；".join(say(remark) for remark in verdict.remarks[:SHOWN_REMARKS])
    more = len(verdict.remarks) - SHOWN_REMARKS
    return f"{shown}（另有{more}条）" if more > 0 else shown


def _show_columns(subject: Subject, verdicts: Sequence[Verdict]) -> None:
    columns = next((one.columns for one in verdicts if parts_of(one.rule) is Owed.COLUMN), ())
    if not columns:
        return
    names = {one.id: one.name for one in getattr(subject, "columns", ())}
    table = Table(show_edge=False, pad_edge=False, header_style="dim", box=None)
    for heading in ("栏目", "结论", "最新", "应更新于", "剩余/超期", "说明"):
        table.add_column(heading, overflow="fold")
    for one in columns:
        late = one.outcome is Outcome.FAIL and one.days_over is None
        word = label("grade", "undated") if late else label("outcome_owed", one.outcome)
        style = _STYLES[one.outcome]
        days = (
            f"超期{one.days_over}天"
            if one.days_over is not None
            else f"剩{one.days_left}天"
            if one.days_left is not None
            else "-"
        )
        table.add_row(
            f"{names.get(one.id, one.id)} [dim]{one.id}[/dim]",
            Text(word, style),
            str(one.newest or "-"),
            str(one.due_on or "-"),
            days,
            say(one.reason),
        )
    console.out().print(Text("栏目更新情况", "dim"))
    console.out().print(table)


def unmeasured_line(looked: ProbeResult) -> str:
    """One look that could not be measured, and why."""
    return _line(looked, _why(looked.reason) if looked.reason else label("seen", looked.state))


def look_line(looked: ProbeResult) -> str:
    """One look in one plain line: what was looked at, what became of it, and why."""
    seen = label("seen", looked.state)
    if not looked.measured or (looked.reason and seen == looked.state):  # the state has no word
        return unmeasured_line(looked)
    return _line(looked, f"{seen}（{_why(looked.reason)}）" if looked.reason not in ("", "ok") else seen)


def _line(looked: ProbeResult, said: str) -> str:
    # here, not above: it knows the probes' own words, and few commands need them
    from monitor.web.words import kind_word

    part = (
        element_pages()[looked.part].name
        if looked.kind == ElementPage.kind and looked.part in element_pages()
        else looked.part
    )
    where = "" if part in ("", looked.kind, looked.probe) else f" {part}"
    return f"{looked.subject} {kind_word(looked.kind) if looked.kind else looked.probe}{where}：{said}"


def _why(reason: str) -> str:
    words = cause_and_remedy(reason)[0]
    return label("reason", reason) if words == reason else words
