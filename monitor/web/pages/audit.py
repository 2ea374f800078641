"""审计日志: who did what and which program read the feed, for the centre and for auditors."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from monitor.domain.access import Role, Viewer
from monitor.web.auth.guard import require
from monitor.web.auth.read_log import Read
from monitor.web.pages._page import web_of
from monitor.web.pages._table import Head, asked, show_table
from monitor.wording.say import label
from storage.access import audit
from storage.access.audit import AuditEntry
from storage.access.people import full_names

ROUTER = APIRouter(route_class=Read)

Reading = Annotated[Viewer, Depends(require(Role.CENTRE, Role.AUDITOR))]
#: The newest lines a page or file holds; `monitor audit` gives all.
MOST = 5000
#: Accesses of programs, and what people read, are many: shown only when asked for.
KINDS = (("people", "人员操作"), ("reading", "人员查阅"), ("feed", "数据接口访问"), ("all", "全部"))

#: Acts whose detail begins with a code, and the table that has its word.
CODED = {
    **dict.fromkeys(("sign", "confirm", "complete", "exclude", "revoke"), "review_outcome"), "person_add": "role",
}  # fmt: skip


def detail_words(one: AuditEntry) -> str:
    """What a line says, a code that it begins with in words: an outcome, a role."""
    first, space, rest = one.detail.partition(" ")
    return f"{label(CODED[one.act], first)}{space}{rest}" if one.act in CODED and first else one.detail


HEADS: list[Head[AuditEntry]] = [
    Head("at", "时间", lambda one: one.at),
    Head("who", "操作人", lambda one: one.who),
    Head("act", "操作", lambda one: label("audited", one.act)),
    Head("target", "对象", lambda one: one.target),
    Head("detail", "内容", lambda one: detail_words(one)),
    Head("address", "来自", lambda one: one.address or "命令行"),
]


@ROUTER.get("/audit")
async def audit_log(request: Request, who: Reading) -> Response:
    """The newest lines of the audit log, the newest first."""
    web = web_of(request)
    kind = asked(request, "kind", [value for value, _ in KINDS]) or "people"
    q = asked(request, "q")
    async with web.store.database.read() as connection:
        persons = await full_names(connection)
        rows = await audit.entries(connection, None, MOST, kind)
    found = [one for one in reversed(rows) if not q or q in f"{one.who} {one.target} {one.detail}"]
    return show_table(
        request, who, "audit.html", "审计日志", HEADS, found, "-at", kinds=KINDS, kind=kind,
        q=q, most=MOST, detail_words=detail_words, persons=persons, is_cut=len(rows) == MOST,
    )  # fmt: skip
