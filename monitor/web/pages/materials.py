"""人工材料: what people hand in for rows that no machine can tell, by quarter; late ones first."""

from typing import Annotated, NamedTuple

from fastapi import APIRouter, Depends, Request, Response

from monitor.domain.access import Role, Viewer
from monitor.domain.materials import Material, MaterialState, materials_of
from monitor.domain.timing import Quarter, day_of
from monitor.regulations.indicators import load_table, table_ids
from monitor.scores.units import owners_of
from monitor.web.auth.guard import require
from monitor.web.auth.read_log import Read
from monitor.web.pages._page import web_of
from monitor.web.pages._table import Head, asked, show_table
from monitor.web.words import quarter_words
from monitor.wording.say import label
from storage.decisions import materials

ROUTER = APIRouter(route_class=Read)

Reading = Annotated[Viewer, Depends(require(Role.CENTRE, Role.AUDITOR))]


class MaterialLine(NamedTuple):
    """One row's material as the page shows it."""

    owner: str
    owner_name: str
    row: str
    words: str
    state: MaterialState
    material: Material

    @property
    def version(self) -> str:
        """What was handed in last, in a few words; "" nothing."""
        filed = self.material.filed
        return f"第{self.material.version}版：{filed.file or filed.note}" if filed else ""


HEADS: list[Head[MaterialLine]] = [
    Head(
        "state",
        "状态",
        lambda one: label("material", one.state),
        order=lambda one: (one.material.filed is not None, False, one.material.due_on.toordinal()),
    ),
    Head("owner", "单位", lambda one: one.owner_name),
    Head("row", "指标", lambda one: one.row),
    Head("words", "内容", lambda one: one.words),
    Head("due", "期限", lambda one: one.material.due_on),
    Head("person", "责任人", lambda one: one.material.assigned.person if one.material.assigned else ""),
    Head("version", "材料", lambda one: one.version),
    Head("signer", "签字人", lambda one: one.material.filed.signer if one.material.filed else ""),
    Head("sha256", "校验值", lambda one: one.material.filed.sha256 if one.material.filed else ""),
]


@ROUTER.get("/materials")
async def materials_page(request: Request, who: Reading) -> Response:
    """Materials of one quarter, and the forms to enter them."""
    web, today = web_of(request), day_of(web_of(request).clock())
    quarters = [Quarter.of(today)]
    for _ in range(7):
        quarters.append(quarters[-1].previous)
    period = asked(request, "quarter", [str(one) for one in quarters]) or str(quarters[0])
    names = {f"{one.kind}:{one.id}": one.name for one in owners_of(web.watch())}
    words = {one.id: one.words for id in table_ids() for one in load_table(id).indicators}
    async with web.store.database.read() as connection:
        held = materials_of(await materials.entries(connection, period=period))
    lines = [
        MaterialLine(owner, names.get(owner, owner), row, words.get(row, ""), one.state(today), one)
        for (owner, _, row), one in held.items()
    ]
    return show_table(
        request, who, "materials.html", "materials", HEADS, lines, "state", period=period,
        quarters=[(str(one), quarter_words(one)) for one in quarters], owners=sorted(names.items(), key=lambda pair: pair[1]),
        may_enter=who.role is Role.CENTRE,
    )  # fmt: skip
