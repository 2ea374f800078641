"""What people do from the pages (人工操作): reviews, steps of findings, re-tests. Forms that lead back."""

import asyncio
import re
from datetime import date, timedelta
from typing import Annotated, Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from ulid import ULID

from monitor.collect.recheck import looks_for
from monitor.domain.access import Role, Viewer
from monitor.domain.case import ALWAYS, Review
from monitor.domain.finding import DECIDED, LONGEST_STRETCH, Act, Step
from monitor.domain.materials import FILE_KINDS, MaterialAct, MaterialEntry, is_taken
from monitor.domain.sentence import Text
from monitor.domain.site import Site, Subject
from monitor.domain.timing import DAY, Quarter, day_of
from monitor.domain.verdict import Outcome
from monitor.regulations.editions import load_edition
from monitor.regulations.indicators import load_table, table_ids
from monitor.rules.base import may_be_said, refusal_of, reviewed, targets_of, undecided, unknown_message
from monitor.scores.units import owners_of
from monitor.web import forms
from monitor.web.auth.guard import acting, address_of, web_of
from monitor.web.context import Web
from monitor.web.forms import BadForm, sent_form
from monitor.wording.say import for_unit, label
from storage.access import audit, people
from storage.decisions import findings, materials, reviews, verdicts
from storage.decisions.findings import Holder
from storage.observations.board_looks import messages_met
from storage.ops import requests

ROUTER = APIRouter(prefix="/acts", include_in_schema=False)

#: What a person may sign.
SIGNED = (Outcome.PASS.value, Outcome.FAIL.value, Outcome.NOT_APPLICABLE.value)
#: A unit asks for a re-test of the same finding no oftener, and one person for no more a day.
AGAIN, AGAIN_WORDS, A_DAY = timedelta(minutes=10), "10分钟", 30
#: Findings that one form may be about.
MOST_AT_ONCE = 200

Centre = Annotated[Viewer, Depends(acting(Role.CENTRE))]
Answering = Annotated[Viewer, Depends(acting(Role.CENTRE, Role.UNIT))]


@ROUTER.post("/sign")
async def sign(request: Request, who: Centre) -> Response:
    """Sign a clause that only people decide (签字确认): subject, target (rule id), outcome, reason, until."""
    form = await sent_form(request)
    subject = _subject(web_of(request), form)
    rule = forms.text(form, "target", "指标", 100)
    if load_edition(subject.edition).clause(rule, subject.kind) is None:
        raise BadForm(f"指标：“{rule}”不在{subject.id}适用的指标之内。")
    outcome = forms.choice(form, "outcome", "结论", SIGNED)
    await _counts(web_of(request), subject, rule)
    if web_of(request).watch().settings.web.sign_by_two:
        raise BadForm("监测单位实行双人签字：请在“签字”页提交签字单，由另一位人员确认。")
    return await _review(request, who, form, "sign", subject, rule, outcome)


@ROUTER.post("/confirm")
async def confirm(request: Request, who: Centre) -> Response:
    """
    Say whether a column is blank, or that its undated pages really state no day (确认栏目).

    subject, target (column id; `homepage` for undated pages), outcome, reason, since, until.
    """
    form = await sent_form(request)
    subject = _subject(web_of(request), form)
    column = forms.text(form, "target", "栏目", 100)
    outcome = forms.choice(form, "outcome", "结论", may_be_said("confirm"))
    known = {one.id for one in subject.columns} if isinstance(subject, Site) else set()
    if isinstance(subject, Site) and column in targets_of("confirm") and column not in known:
        if column not in targets_of("confirm", outcome):
            raise BadForm(
                f"{label('review_target', column)}不能确认为“{label('review_outcome', outcome)}”，只有栏目可以。"
            )
    elif column not in known:
        raise BadForm(f"栏目：{subject.id}没有“{column}”这个栏目。")
    return await _review(request, who, form, "confirm", subject, column, outcome)


@ROUTER.post("/complete")
async def complete(request: Request, who: Centre) -> Response:
    """Sign that all columns of a site are listed (确认栏目清单完整): subject, reason, since, until."""
    form = await sent_form(request)
    subject = _subject(web_of(request), form)
    if not isinstance(subject, Site) or not subject.columns:
        raise BadForm(f"网站：{subject.id}没有登记栏目，请先登记网站的全部栏目。")
    [whole] = reviewed("complete")
    return await _review(request, who, form, whole.act, subject, whole.target, whole.outcomes[0])


@ROUTER.post("/exclude")
async def exclude(request: Request, who: Centre) -> Response:
    """Strike a message out that is not valid (剔除无效留言): subject, target (message id), reason, until."""
    form = await sent_form(request)
    web, message = web_of(request), forms.text(form, "target", "留言编号", 200)
    subject = _subject(web, form)
    async with web.store.database.read() as connection:
        met = await messages_met(connection, subject.id, message, web.clock())
    _or_refuse(unknown_message(subject, message, met))
    return await _review(request, who, form, "exclude", subject, message, "excluded")


@ROUTER.post("/revoke")
async def revoke(request: Request, who: Centre) -> Response:
    """Take back what was signed, confirmed or excluded (撤销): subject, target, reason."""
    web, form = web_of(request), await sent_form(request)
    subject, target = _subject(web, form), forms.text(form, "target", "对象", 200)
    async with web.store.database.read() as connection:
        decisions = (await reviews.reviews_of(connection, [subject.id], web.clock())).get(subject.id, ())
    _or_refuse(undecided(subject, target, decisions))
    return await _review(request, who, form, "revoke", subject, target, "revoked")


@ROUTER.post("/promise")
async def promise(request: Request, who: Answering) -> Response:
    """Promise a day by which it is put right (承诺整改): finding, until, note."""
    form = await sent_form(request)
    until = forms.day(form, "until", "承诺日期", _today(request), longest=LONGEST_STRETCH)
    return await _step(
        request, who, form, Act.PROMISED, forms.note(form, "note", "说明", needed=False), until
    )


@ROUTER.post("/appeal")
async def appeal(request: Request, who: Answering) -> Response:
    """Say that a finding is wrong, and why (申诉): finding, note."""
    form = await sent_form(request)
    return await _step(request, who, form, Act.APPEALED, forms.note(form, "note", "申诉理由"))


@ROUTER.post("/answer")
async def answer(request: Request, who: Centre) -> Response:
    """Decide an appeal (裁定申诉): finding, outcome (upheld, rejected), note. Whoever made it does not decide it."""
    form = await sent_form(request)
    act = Act(forms.choice(form, "outcome", "裁定", (Act.UPHELD.value, Act.REJECTED.value)))
    return await _step(request, who, form, act, forms.note(form, "note", "理由"))


@ROUTER.post("/exempt")
async def exempt(request: Request, who: Centre) -> Response:
    """Exempt a finding until a day, within a year (豁免): finding, note, approver, until."""
    form = await sent_form(request)
    step = await _exempt(request, who, form)
    return await _step(request, who, form, step.act, step.note, step.until)


@ROUTER.post("/retest")
async def retest(request: Request, who: Centre) -> Response:
    """Ask the daemon to look again now (立即复测): finding, or subject for a whole site or account; note."""
    web, form = web_of(request), await sent_form(request)
    if "finding" in form:
        target = _finding(form)
        async with web.store.database.read() as connection:
            _own(await findings.holder(connection, target), who)
        page = f"/findings/{target}"
    else:
        subject = _subject(web, form)
        target, page = subject.id, _page_of(subject)
    wish = wish_for(web, who, "retest", target, forms.note(form, "note", "复测原因", needed=False))
    async with web.store.database.write() as connection:
        if await requests.ask(connection, wish):
            await audit.note(
                connection, audit_entry(request, who, "retest", target, f"{wish.id} {wish.detail}".strip())
            )
    return await lead_back(request, "retest", page)


@ROUTER.post("/mended")
async def mended(request: Request, who: Answering) -> Response:
    """Say that it was put right, and have it looked at now (已整改，申请复测): finding, note (what was done)."""
    web, form = web_of(request), await sent_form(request)
    id, note = _finding(form), forms.note(form, "note", "整改情况", needed=False)
    async with web.store.database.read() as connection:
        found = await findings.find(connection, id)
        earlier = await requests.recent(connection, [id], web.clock() - AGAIN, 1)
    subject = web.watch().subject(found.subject) if found else None
    if found is None or not who.may_see(found.standing.unit):
        raise HTTPException(404)
    if subject is None or not looks_for(found, subject)[1]:
        raise BadForm("该问题由人工认定，不能复测；有异议的，请提出申诉。")
    if earlier:
        raise BadForm(f"该问题{AGAIN_WORDS}内已申请过复测，请查看其结果；整改后过{AGAIN_WORDS}可再次申请。")
    step = Step(at=web.clock(), who=who.name, act=Act.ASKED, note=note)
    wish = wish_for(web, who, "retest", id, note)
    async with web.store.database.write() as connection:
        held = _own(await findings.holder(connection, id), who)
        if held.closed_at is not None:
            raise BadForm("该问题已经办结，不能再作处理。")
        if await requests.count_by(connection, who.name, "retest", web.clock() - DAY) >= A_DAY:
            raise BadForm(f"一天内申请的复测已达{A_DAY}次，请明天再申请；夜间监测照常进行。")
        if await requests.ask(connection, wish):
            await findings.add_step(connection, id, step)
            await audit.note(connection, audit_entry(request, who, "asked", id, f"{wish.id} {note}".strip()))
    return await lead_back(request, "asked", f"/findings/{id}/retest")


@ROUTER.post("/bulk")
async def bulk(request: Request, who: Centre) -> Response:
    """
    Do the same about several findings (批量处理): id (several), do (assign, exempt, retest), and what that needs.

    assign: assignee, until, note. exempt: note, approver, until. retest: note. All of them or, when one cannot be, none.
    """
    web, form = web_of(request), await sent_form(request)
    ids = list(dict.fromkeys(one for one in form.getlist("id") if isinstance(one, str)))
    if not ids or len(ids) > MOST_AT_ONCE or not all(re.fullmatch(r"fi_\w{1,30}", one) for one in ids):
        raise BadForm(f"问题：请勾选1至{MOST_AT_ONCE}条。")
    do = forms.choice(form, "do", "操作", tuple(_BULK))
    step = await _BULK[do](request, who, form) if do != "retest" else None
    note = forms.note(form, "note", "说明", needed=False)
    async with web.store.database.write() as connection:
        for id in ids:
            held = _own(await findings.holder(connection, id), who)
            if held.closed_at is not None:
                raise BadForm(f"问题{id[-8:]}已经办结，不能再作处理，请取消勾选后重新提交。")
            if step is None:
                wish = wish_for(web, who, "retest", id, note)
                if await requests.ask(connection, wish):
                    await audit.note(
                        connection, audit_entry(request, who, "retest", id, f"{wish.id} {note}".strip())
                    )
                continue
            if step.assignee is not None:
                await _may_be_assigned(connection, step.assignee, held)
            if await findings.add_step(connection, id, step):
                said = f"{step.assignee or ''} {step.until or ''} {step.note}".strip()
                await audit.note(connection, audit_entry(request, who, step.act.value, id, said))
    return await lead_back(request, "bulk", "/findings")


async def _assign(request: Request, who: Viewer, form: FormData) -> Step:
    assignee = forms.text(form, "assignee", "交办给", 60)
    until = forms.day(form, "until", "办结期限", _today(request), needed=False, longest=LONGEST_STRETCH)
    note = forms.note(form, "note", "说明", needed=False)
    return Step(
        at=web_of(request).clock(), who=who.name, act=Act.ASSIGNED, note=note, until=until, assignee=assignee
    )


async def _exempt(request: Request, who: Viewer, form: FormData) -> Step:
    reason = forms.note(form, "note", "豁免理由")
    approver = forms.text(form, "approver", "批准人", 100)
    until = forms.day(form, "until", "豁免截止日期", _today(request), longest=LONGEST_STRETCH)
    note = f"{reason}\n批准人：{approver}"
    return Step(at=web_of(request).clock(), who=who.name, act=Act.EXEMPTED, note=note, until=until)


#: What may be done about several findings at once.
_BULK = {"assign": _assign, "exempt": _exempt, "retest": _exempt}


async def _may_be_assigned(connection: Any, assignee: str, held: Holder) -> None:
    """Refuse somebody who is nobody here, or who could not even see the finding."""
    person = await people.find_person(connection, assignee)
    if person is None or person.role == Role.AUDITOR:
        raise BadForm(f"交办给：没有“{assignee}”这个可以办理的用户。")
    if person.role == Role.UNIT and person.unit != held.unit:
        raise BadForm(
            f"交办给：“{person.full_name or person.name}”不属于问题{held.id[-8:]}的责任单位，看不到该问题，请分别交办。"
        )


@ROUTER.post("/material")
async def material(request: Request, who: Centre) -> Response:
    """
    Enter a material (人工材料): act (assign, file or revoke), owner, period, row, and what the act asks for.

    assign: person, due. file: signer, note, and upload (the file itself) or file and sha256. revoke: number, note.
    """
    web, form = web_of(request), await sent_form(request)
    act = MaterialAct(forms.choice(form, "act", "操作", tuple(MaterialAct)))
    try:
        entry = None if act is MaterialAct.REVOKE else await _material(form, act, web, who)
    finally:
        await form.close()  # and the file in it, kept or refused
    async with web.store.database.write() as connection:
        entry = entry or await _taken_back(connection, form, web, who)
        try:
            stored = await materials.add(connection, entry)
        except materials.NoSuchEntryError:
            raise BadForm(f"编号：{entry.revokes} 已经撤回。") from None
        detail = f"{stored.number} {stored.file or stored.note or stored.person}"
        await audit.note(
            connection, audit_entry(request, who, f"material_{act}", f"{entry.owner} {entry.row}", detail)
        )
    return await lead_back(request, f"material_{act}", "/materials")


async def _material(form: FormData, act: MaterialAct, web: Web, who: Viewer) -> MaterialEntry:
    owners = tuple(f"{one.kind}:{one.id}" for one in owners_of(web.watch()))
    owner = forms.choice(form, "owner", "单位", owners)
    row = forms.text(form, "row", "指标编号", 40)
    if not any(one.id == row for id in table_ids() for one in load_table(id).indicators):
        raise BadForm(f"指标编号：“{row}”不在任何指标表之内。")
    try:
        period = str(Quarter.parse(forms.text(form, "period", "季度", 10)))
    except ValueError:
        raise BadForm("季度：请按2026Q3的格式填写。") from None
    said: dict[str, Any] = {
        "at": web.clock(), "who": who.name, "owner": owner, "period": period, "row": row, "act": act,
    }  # fmt: skip
    if act is MaterialAct.ASSIGN:
        due = forms.day(form, "due", "期限", None)
        return MaterialEntry(**said, due_on=due, person=forms.text(form, "person", "责任人", 100))
    signed = {
        **said,
        "signer": forms.text(form, "signer", "签字人", 100),
        "note": forms.note(form, "note", "说明"),
    }
    handed = form.get("upload")
    if isinstance(handed, UploadFile) and handed.filename:
        name, digest = await _stored_file(handed, web)
        return MaterialEntry(**signed, file=name, sha256=digest)
    sha256 = forms.text(form, "sha256", "文件校验值", 64, needed=False)
    if sha256 and not re.fullmatch(r"[0-9a-f]{64}", sha256):
        raise BadForm("文件校验值：应为64位小写十六进制数。")
    return MaterialEntry(
        **signed, sha256=sha256, file=forms.text(form, "file", "文件名称", 200, needed=False)
    )


async def _stored_file(handed: UploadFile, web: Web) -> tuple[str, str]:
    """The file that was handed in, kept below the evidence folder under its hash: its name, and that hash."""
    name = (
        "".join(one for one in handed.filename or "" if one.isprintable())
        .rpartition("\\")[2]
        .rpartition("/")[2]
    )
    content = await handed.read(materials.MOST_BYTES + 1)
    if not content or len(content) > materials.MOST_BYTES:
        raise BadForm(f"文件：应为1字节至{materials.MOST_BYTES // 1024 // 1024}MB，“{name[:60]}”超出范围。")
    if not is_taken(name, content):
        kinds = "、".join(FILE_KINDS)
        raise BadForm(f"文件：“{name[:60]}”不是可以提交的类型，或内容与扩展名不符。可以提交：{kinds}。")
    return name[-200:], await asyncio.to_thread(materials.keep_file, web.store.evidence.folder, content)


async def _taken_back(connection: Any, form: FormData, web: Web, who: Viewer) -> MaterialEntry:
    number = forms.text(form, "number", "编号", 12)
    known = {str(one.number): one for one in await materials.entries(connection)}
    if number not in known:
        raise BadForm(f"编号：没有编号为“{number}”的登记。")
    one = known[number]
    return MaterialEntry(
        at=web.clock(), who=who.name, owner=one.owner, period=one.period, row=one.row, act=MaterialAct.REVOKE,
        note=forms.note(form, "note", "理由"), revokes=one.number,
    )  # fmt: skip


async def _counts(web: Web, subject: Subject, rule: str) -> None:
    """Refuse a signature that would change nothing: what was seen decides the clause."""
    clause = load_edition(subject.edition).clause(rule, subject.kind)
    async with web.store.database.read() as connection:
        found = await verdicts.latest_verdicts(connection, [subject.id], web.clock())
    newest = next((one for one in found.get(subject.id, ()) if one.rule == rule), None)
    if clause is not None:
        _or_refuse(refusal_of(clause, newest))


def _or_refuse(refused: Text | None) -> None:
    if refused is not None:
        raise BadForm(f"{for_unit(refused)}。")


async def _review(
    request: Request, who: Viewer, form: FormData, act: str, subject: Subject, target: str, outcome: str
) -> Response:
    web, now = web_of(request), web_of(request).clock()
    until = None if act == "revoke" else forms.day(form, "until", "有效期至", _today(request), needed=False)
    since = forms.day(form, "since", "起始日期", None, needed=False)
    if since is not None and until is not None and until < since:
        raise BadForm(f"有效期至{until}早于起始日期{since}，这样的确认不覆盖任何一天。")
    if since is None and act in ("exclude", "revoke"):
        since = ALWAYS  # a message that is not valid never was, and what is taken back never held
    review = Review(
        id=f"rv_{ULID.from_datetime(now)}", at=now, who=who.name, act=act, subject=subject.id, target=target,
        outcome=outcome, reason=forms.note(form, "reason", "理由"), since=since, until=until,
    )  # fmt: skip
    async with web.store.database.write() as connection:
        await reviews.add_review(connection, review)
        await requests.ask(connection, wish_for(web, who, "judge", subject.id, f"{act} {target}"))
        await audit.note(
            connection, audit_entry(request, who, act, f"{subject.id} {target}", f"{outcome} {review.id}")
        )
    return await lead_back(request, act, _page_of(subject))


def wish_for(web: Web, who: Viewer, kind: str, target: str, detail: str) -> requests.UserRequest:
    """What the daemon is asked to do: look again, or judge again what a person just decided about."""
    now = web.clock()
    return requests.UserRequest(
        id=f"re_{ULID.from_datetime(now)}", at=now, who=who.name, kind=kind, target=target, detail=detail
    )


async def _step(
    request: Request, who: Viewer, form: FormData, act: Act, note: str, until: date | None = None
) -> Response:
    """Add a step to a finding that is open and may be seen by *who*."""
    web, id = web_of(request), _finding(form)
    step = Step(at=web.clock(), who=who.name, act=act, note=note, until=until)
    async with web.store.database.write() as connection:
        held = _own(await findings.holder(connection, id), who)
        if held.closed_at is not None and act not in DECIDED:
            raise BadForm("该问题已经办结，不能再作处理。")
        if act in DECIDED and not held.is_appealed:
            raise BadForm("该问题没有待裁定的申诉。")
        if act in DECIDED and held.appealed_by == who.name:
            raise BadForm("该申诉由您本人提交，请由监测单位另一位人员裁定。")
        if await findings.add_step(connection, id, step):
            await audit.note(
                connection, audit_entry(request, who, act.value, id, f"{until or ''} {note}".strip())
            )
            if act is Act.APPEALED:
                await _second_look(connection, web, who, id)
    return await lead_back(request, act.value, f"/findings/{id}")


async def _second_look(connection: Any, web: Web, who: Viewer, id: str) -> None:
    """Have what is disputed looked at again, where a machine can (两次检查)."""
    found = await findings.find(connection, id)
    subject = web.watch().subject(found.subject) if found else None
    if found is not None and subject is not None and looks_for(found, subject)[1]:
        await requests.ask(connection, wish_for(web, who, "retest", id, "appeal"))


def _own(held: Holder | None, who: Viewer) -> Holder:
    """*held*, which exists and is for *who*; what belongs to others is as if it were not there."""
    if held is None or not who.may_see(held.unit):
        raise HTTPException(404)
    return held


def _finding(form: FormData) -> str:
    """The id of a finding; only such characters as ids have, since it becomes part of an address."""
    id = forms.text(form, "finding", "问题编号", 30)
    if not re.fullmatch(r"[A-Za-z0-9_]+", id):
        raise HTTPException(404)
    return id


def _page_of(subject: Subject) -> str:
    return f"/{subject.kind}s/{subject.id}"


def _subject(web: Web, form: FormData) -> Subject:
    id = forms.text(form, "subject", "网站或账号", 100)
    found = web.watch().subject(id)
    if found is None:
        raise BadForm(f"没有“{id}”这个网站或账号。")
    return found


def _today(request: Request) -> date:
    return day_of(web_of(request).clock())


async def lead_back(request: Request, done: str, otherwise: str) -> Response:
    """Where the form says (field `back`), with `done` saying what was recorded."""
    parts = urlsplit(forms.local_path((await sent_form(request)).get("back"), otherwise))
    query = [*((key, value) for key, value in parse_qsl(parts.query) if key != "done"), ("done", done)]
    return RedirectResponse(parts._replace(query=urlencode(query)).geturl(), 303)


def audit_entry(request: Request, who: Viewer, act: str, target: str, detail: str) -> audit.AuditEntry:
    return audit.AuditEntry(
        at=web_of(request).clock(), who=who.name, act=act, target=target, detail=detail, address=address_of(request)
    )  # fmt: skip
