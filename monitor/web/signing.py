"""Signing many lines in one act (批量签字), confirming it as the second person, and taking it back."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.responses import Response
from ulid import ULID

from monitor.domain.access import Viewer
from monitor.domain.case import ALWAYS, Review
from monitor.domain.timing import Quarter, day_of
from monitor.web import forms
from monitor.web.actions import SIGNED, Centre, audit_entry, lead_back, wish_for
from monitor.web.auth.guard import web_of
from monitor.web.forms import BadForm, sent_form
from monitor.web.signable import Line, SignableLine, holds, lines_of
from monitor.wording.say import label
from storage.access import audit
from storage.decisions import reviews, sheets
from storage.decisions.sheets import SigningSheet
from storage.ops import requests

ROUTER = APIRouter(prefix="/acts", include_in_schema=False)

#: Lines of one sheet.
MOST_LINES = 3000
#: Lines named when some cannot be signed.
NAMED = 8
_LINE = re.compile(r"([A-Za-z0-9._-]{1,100})/([A-Za-z0-9_.-]{1,100})")


@ROUTER.post("/signing")
async def sign_many(request: Request, who: Centre) -> Response:
    """
    Sign many lines (批量签字): quarter, line (all that were shown), tick (several), scope, outcome, reason, since, until.

    scope `ticked`: those that are ticked; `others`: all that were shown except these. All of them or, when one
    cannot be signed, none. Where two must sign, they wait for the second person.
    """
    web, form = web_of(request), await sent_form(request)
    quarter = quarter_in(form)
    chosen = _chosen(form)
    outcome = forms.choice(form, "outcome", "结论", SIGNED)
    reason = forms.note(form, "reason", "理由")
    since, until = _stretch(form, quarter, day_of(web.clock()))
    lines = await lines_of(web, quarter, set(chosen))
    _check(lines, chosen)
    now = web.clock()
    sheet = SigningSheet(
        id=f"sh_{ULID.from_datetime(now)}", at=now, who=who.name, quarter=str(quarter), outcome=outcome, reason=reason,
        since=since, until=until, lines=tuple(one.key for one in lines),
        state=sheets.WAITING if web.watch().settings.web.sign_by_two else sheets.SIGNED,
    )  # fmt: skip
    async with web.store.database.write() as connection:
        await sheets.add_sheet(connection, sheet)
        said = f"{len(sheet.lines)}项 {outcome} {since}至{until}"
        await audit.note(connection, audit_entry(request, who, "sheet", sheet.id, said))
        if sheet.state == sheets.SIGNED:
            await _put(request, connection, who, sheet)
    return await lead_back(request, f"sheet_{sheet.state}", f"/signing/{sheet.id}")


@ROUTER.post("/countersign")
async def countersign(request: Request, who: Centre) -> Response:
    """Confirm or refuse a sheet as its second person (第二人确认): sheet, decision (signed, refused), note."""
    web, form = web_of(request), await sent_form(request)
    id = _id(form)
    decision = forms.choice(form, "decision", "意见", (sheets.SIGNED, sheets.REFUSED))
    note = forms.note(form, "note", "说明", needed=decision == sheets.REFUSED)
    async with web.store.database.read() as connection:
        found = await sheets.find_sheet(connection, id)
    if found is None:
        raise HTTPException(404)
    if found.who == who.name:
        raise BadForm("该签字单由您本人提交，须由监测单位另一位人员确认。")
    if decision == sheets.SIGNED:
        lines = await lines_of(web, Quarter.parse(found.quarter), set(found.lines))
        _check(lines, found.lines)
    async with web.store.database.write() as connection:
        if not await sheets.settle_sheet(connection, id, decision, who.name, web.clock(), note):
            raise BadForm("该签字单已经处理，不再等待确认。")
        await audit.note(connection, audit_entry(request, who, f"sheet_{decision}", id, note))
        if decision == sheets.SIGNED:
            await _put(request, connection, who, replace(found, second=who.name))
    return await lead_back(request, f"sheet_{decision}", f"/signing/{id}")


@ROUTER.post("/unsign")
async def take_back(request: Request, who: Centre) -> Response:
    """Take back signatures of a sheet (撤回签字): sheet, line (several; none: all that still hold), reason."""
    web, form = web_of(request), await sent_form(request)
    id, reason = _id(form), forms.note(form, "reason", "理由")
    wanted = set(_lines_in(form, "line"))
    now = web.clock()
    async with web.store.database.write() as connection:
        found = await sheets.find_sheet(connection, id)
        if found is None:
            raise HTTPException(404)
        on_sheet = await sheets.reviews_on(connection, id)
        signed = await reviews.reviews_of(connection, {one.subject for one in on_sheet}, now)
        holding = [one for one in on_sheet if holds(one, signed.get(one.subject, ()))]
        chosen = [one for one in holding if not wanted or (one.subject, one.target) in wanted]
        if not chosen:
            raise BadForm("没有可以撤回的签字：所选各项已经撤回，或已由后来的签字代替。")
        for one in chosen:
            back = Review(
                id=f"rv_{ULID.from_datetime(now)}", at=now, who=who.name, act="revoke", subject=one.subject, target=one.target,
                outcome="revoked", reason=reason, since=ALWAYS, sheet=id,
            )  # fmt: skip
            await reviews.add_review(connection, back)
            await requests.ask(connection, wish_for(web, who, "judge", one.subject, f"revoke {id}"))
            await audit.note(
                connection,
                audit_entry(request, who, "revoke", f"{one.subject} {one.target}", f"{one.id} {id}"),
            )
    return await lead_back(request, "revoke", f"/signing/{id}")


def quarter_in(form: FormData) -> Quarter:
    """The quarter that the form is about."""
    said = forms.text(form, "quarter", "季度", 10)
    try:
        return Quarter.parse(said)
    except ValueError:
        raise BadForm(f"季度：“{said}”应写作2026Q3。") from None


async def _put(request: Request, connection: Any, who: Viewer, sheet: SigningSheet) -> None:
    """A review for each line, each on record by itself."""
    web, now = web_of(request), web_of(request).clock()
    for subject, rule in sheet.lines:
        review = Review(
            id=f"rv_{ULID.from_datetime(now)}", at=now, who=sheet.who, act="sign", subject=subject, target=rule,
            outcome=sheet.outcome, reason=sheet.reason, since=sheet.since, until=sheet.until, sheet=sheet.id, second=sheet.second,
        )  # fmt: skip
        await reviews.add_review(connection, review)
        said = f"{sheet.outcome} {review.id} {sheet.id}"
        await audit.note(connection, audit_entry(request, who, "sign", f"{subject} {rule}", said))
    for subject in dict.fromkeys(subject for subject, _ in sheet.lines):
        await requests.ask(connection, wish_for(web, who, "judge", subject, f"sign {sheet.id}"))


def _id(form: FormData) -> str:
    id = forms.text(form, "sheet", "签字单", 30)
    if not re.fullmatch(r"sh_\w{1,27}", id, re.ASCII):
        raise HTTPException(404)
    return id


def _lines_in(form: FormData, name: str) -> list[Line]:
    found = []
    for one in form.getlist(name):
        match = _LINE.fullmatch(one) if isinstance(one, str) else None
        if match is None:
            raise BadForm("签字事项：提交的内容无法识别，请返回签字页重新勾选。")
        found.append((match[1], match[2]))
    return list(dict.fromkeys(found))


def _chosen(form: FormData) -> list[Line]:
    """The lines that the form means: the ticked ones, or all that it showed but these."""
    shown, ticked = _lines_in(form, "line"), _lines_in(form, "tick")
    scope = forms.choice(form, "scope", "签字范围", ("ticked", "others"))
    chosen = ticked if scope == "ticked" else [one for one in shown if one not in set(ticked)]
    if not chosen:
        raise BadForm("签字范围：没有选中任何事项，请勾选，或选择“除勾选以外的全部”。")
    if len(chosen) > MOST_LINES:
        raise BadForm(f"签字范围：一次最多签{MOST_LINES}项，请用条款或单位筛选后分次签字。")
    return chosen


def _stretch(form: FormData, quarter: Quarter, today: date) -> tuple[date, date]:
    since = forms.day(form, "since", "起始日期", None) or quarter.first
    until = forms.day(form, "until", "截止日期", None) or quarter.last
    if until < since:
        raise BadForm(f"截止日期{until}早于起始日期{since}，这样的签字不覆盖任何一天。")
    if since > today:
        raise BadForm(f"起始日期{since}还没有到，无法对尚未发生的情况签字。")
    if until < quarter.first or since > quarter.last:
        raise BadForm(
            f"{since}至{until}不在{quarter.year}年第{quarter.number}季度之内，这样的签字对本季度不起作用。"
        )
    return since, until


def _check(lines: Sequence[SignableLine], chosen: Sequence[Line]) -> None:
    """Refuse the whole act when one line cannot be signed, and say which and why."""
    known = {one.key for one in lines}
    faults = [
        f"{subject}：没有这个对象或条款“{rule}”" for subject, rule in chosen if (subject, rule) not in known
    ]
    faults += [f"{one.subject.name}：{one.refusal}" for one in lines if one.refusal]
    faults += [
        f"{one.subject.name}：“{one.clause.name}”已由{one.signed.who}签为{label('review_outcome', one.signed.outcome)}，如需改签请先撤回"
        for one in lines
        if one.signed is not None and not one.refusal
    ]
    if faults:
        more = f"；另有{len(faults) - NAMED}项" if len(faults) > NAMED else ""
        raise BadForm(
            f"以下事项不能签字，本次未作任何签字：{'；'.join(faults[:NAMED])}{more}。请返回取消勾选后重新提交。"
        )
