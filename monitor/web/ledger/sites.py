"""A site's own fields as forms have them (网站基本信息), and what a discovery proposes for it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from starlette.datastructures import FormData

from monitor.collect.discover import site_id
from monitor.config.overlay import Ledger
from monitor.domain.access import Viewer
from monitor.domain.platforms._description import discover as platforms
from monitor.domain.site import Level
from monitor.web.ledger.rows import LONGEST_NAME, ColumnRow, UnitIndex, is_day, is_url
from monitor.web.ledger.saving import Change, differing
from monitor.wording.labels import LEVELS

LEVEL_WORDS = {one.value: word for one, word in LEVELS.items()}
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,60}")
_CODE = re.compile(r"\d{10}|bm\d{8}")


@dataclass(slots=True)
class SiteForm:
    """What a form says of a site itself, as typed."""

    id: str
    name: str = ""
    url: str = ""
    unit: str = ""
    level: str = Level.COUNTY.value
    site_code: str = ""
    domain_expires: str = ""
    title_mark: str = ""
    hosts: str = ""
    guides: str = ""
    consult: str = ""
    complete: bool = False  #: 栏目清单完整
    complete_by: str = ""
    complete_on: str = ""


@dataclass(slots=True)
class OtherRow:
    """A board or an account as a form shows it."""

    kind: str  #: board | account
    n: int
    id: str
    name: str
    url: str
    unit: str = ""
    platform: str = ""
    ticked: bool = False
    is_new: bool = True


def site_of_ledger(ledger: Ledger, id: str, units: UnitIndex) -> SiteForm:
    """A site as it holds."""
    said = ledger.items[f"site/{id}"].table
    whole = said.get("columns_complete")
    by = whole if isinstance(whole, Mapping) else {}
    guides = said.get("guides", {}).get("list", ())
    unit = said.get("unit") or ""
    return SiteForm(
        id=id, name=str(said.get("name", "")), url=str(said.get("url", "")), unit=units.names.get(unit, unit),
        level=str(said.get("level") or Level.COUNTY.value), site_code=str(said.get("site_code") or ""),
        domain_expires=str(said.get("domain_expires") or ""),
        title_mark=_lines(said.get("title_mark")), hosts=_lines(said.get("allowed_hosts")), guides=_lines(guides),
        consult=_lines(said.get("consult_urls")), complete=bool(whole), complete_by=str(by.get("by", "")),
        complete_on=str(by.get("on", "")),
    )  # fmt: skip


def site_of_form(form: FormData, id: str) -> SiteForm:
    """A site as it was typed."""

    def line(name: str) -> str:
        value = form.get(f"site-{name}", "")
        return " ".join(str(value).split()) if isinstance(value, str) else ""

    def lines(name: str) -> str:
        value = form.get(f"site-{name}", "")
        return "\n".join(one for part in str(value).splitlines() if (one := " ".join(part.split())))

    return SiteForm(
        id=id or line("id"), name=line("name"), url=line("url"), unit=line("unit"), level=line("level"), site_code=line("code"),
        domain_expires=line("domain"),
        title_mark=lines("mark"), hosts=lines("hosts"), guides=lines("guides"), consult=lines("consult"),
        complete="site-complete" in form, complete_by=line("by"), complete_on=line("on"),
    )  # fmt: skip


def site_changes(
    said: SiteForm, ledger: Ledger, units: UnitIndex, wrong: list[str], *, is_new: bool
) -> list[Change]:
    """What it changes; what cannot be used is told in *wrong*."""
    if is_new and not _ID.fullmatch(said.id):
        wrong.append("网站：编号只能用字母、数字、点、横线和下划线，不超过60字")
    if is_new and (f"site/{said.id}" in ledger.items or f"account/{said.id}" in ledger.items):
        wrong.append(f"网站：编号“{said.id}”已被使用，请另取一个")
    if not said.name or len(said.name) > LONGEST_NAME:
        wrong.append("网站：名称没有填写或过长")
    if not is_url(said.url):
        wrong.append(f"网站：“{said.url[:60]}”不是网址，应以http://或https://开头")
    if said.level not in LEVEL_WORDS:
        wrong.append("网站：行政层级不在可选范围内")
    if said.site_code and not _CODE.fullmatch(said.site_code):
        wrong.append("网站：网站标识码应为10位数字，或bm加8位数字")
    if said.domain_expires and not is_day(said.domain_expires):
        wrong.append("网站：域名到期日不是日期（格式2026-12-31）")
    for name, words in (("办事指南", said.guides), ("咨询渠道", said.consult)):
        wrong += [f"网站：{name}“{one[:60]}”不是网址" for one in words.splitlines() if not is_url(one)]
    if said.complete and (not said.complete_by or not is_day(said.complete_on)):
        wrong.append("网站：确认栏目清单完整的，请填写确认人和日期（格式2026-12-31）")
    before = ledger.items.get(f"site/{said.id}")
    table = before.table if before else {}
    guides = dict(table.get("guides", {}))
    if said.guides:
        guides["list"] = said.guides.splitlines()
    else:
        guides.pop("list", None)
    fields: dict[str, Any] = {
        "name": said.name, "url": said.url, "unit": units.id_of(said.unit[:LONGEST_NAME]), "level": said.level,
        "site_code": said.site_code, "domain_expires": said.domain_expires, "title_mark": _same(table.get("title_mark"), said.title_mark),
        "allowed_hosts": said.hosts.lower().splitlines(), "guides": guides, "consult_urls": said.consult.splitlines(),
        "columns_complete": _complete(said, table.get("columns_complete")),
    }  # fmt: skip
    if not table.get("level") and said.level == Level.COUNTY.value:
        del fields["level"]
    return differing(ledger, f"site/{said.id}", fields)


def other_changes(
    rows: Sequence[OtherRow], site: str, ledger: Ledger, units: UnitIndex, wrong: list[str]
) -> list[Change]:
    """Boards and accounts that are ticked, or were there before."""
    changes: list[Change] = []
    taken = {one.id for kind in ("site", "account") for one in ledger.of(kind)} | {site}
    boards = {one.id for one in ledger.of("board", site)}
    for row in rows:
        if row.is_new and not row.ticked:
            continue
        what = "留言板" if row.kind == "board" else "账号"
        if not row.name:
            wrong.append(f"{what}第{row.n + 1}行：名称没有填写")
        if row.kind == "board":
            if not is_url(row.url):
                wrong.append(f"{what}第{row.n + 1}行：“{row.url[:60]}”不是网址")
            id = row.id if not row.is_new else _free(row.id or "board", boards)
            boards.add(id)
            changes += differing(ledger, f"site/{site}/board/{id}", {"name": row.name, "url": row.url, "unit": units.id_of(row.unit)})  # fmt: skip
        else:
            if row.platform not in platforms():
                wrong.append(f"{what}第{row.n + 1}行：平台不在可选范围内")
            id = row.id if not row.is_new else _free(f"{site}-{row.platform}", taken)
            taken.add(id)
            fields: dict[str, Any] = {
                "name": row.name,
                "platform": row.platform,
                "unit": units.id_of(row.unit),
            }
            changes += differing(ledger, f"account/{id}", fields)
    return changes


def others_of_form(form: FormData) -> list[OtherRow]:
    """Boards and accounts that a form sent."""
    rows = []
    for kind in ("board", "account"):
        for n in sorted(
            int(name.rpartition("-")[2]) for name in form if re.fullmatch(rf"{kind}-name-\d{{1,4}}", name)
        ):

            def said(name: str, kind: str = kind, n: int = n) -> str:
                value = form.get(f"{kind}-{name}-{n}", "")
                return " ".join(value.split()) if isinstance(value, str) else ""

            row = OtherRow(
                kind=kind, n=n, id=said("id"), name=said("name")[:LONGEST_NAME], url=said("url"), unit=said("unit")[:LONGEST_NAME],
                platform=said("platform"), ticked=f"{kind}-on-{n}" in form, is_new=not said("known"),
            )  # fmt: skip
            rows.append(row)
    return rows


def draft_of(
    found: Mapping[str, Any], ledger: Ledger, units: UnitIndex
) -> tuple[SiteForm, list[ColumnRow], list[OtherRow]]:
    """What a discovery proposes: pages with a list are ticked; what annex 2 says of a topic's column is filled in."""
    taken = {one.id for kind in ("site", "account") for one in ledger.of(kind)}
    id = _free(site_id(str(found["url"])), taken)
    site = SiteForm(
        id=id, name=str(found["title_mark"]), url=str(found["url"]), title_mark=str(found["title_mark"])
    )
    site.guides = "\n".join(one["url"] for one in found["guides"][:1])
    site.consult = "\n".join(one["url"] for one in found["hotline"][:1] if is_url(one["url"]))
    columns = [
        ColumnRow(
            n=n, id="", name="/".join(part for part in (one["topic"], one["name"]) if part), url=one["url"],
            kind=one["kind"] if one["kind"] != "general" else "", frequency=one["frequency"],
            unit=units.names[units.ids[one["owner"]]] if one["owner"] in units.ids else "", catalogue=one["catalogue"],
            top_level=bool(one["top_level"]), ticked=one["state"] in ("items", "blank"), note=seen_words(one), is_new=True,
        )
        for n, one in enumerate(found["columns"])
    ]  # fmt: skip
    others = [
        OtherRow("board", n, "", one["name"], one["url"], ticked=True)
        for n, one in enumerate(found["boards"])
    ] + [
        OtherRow("account", n, "", one["name"], one["url"], platform=one["platform"], ticked=True)
        for n, one in enumerate(found["accounts"])
    ]
    return site, columns, others


def others_of_ledger(ledger: Ledger, site: str, units: UnitIndex) -> list[OtherRow]:
    """The boards of a site."""
    return [
        OtherRow(
            "board", n, one.id, str(one.table.get("name", "")), str(one.table.get("url", "")),
            unit=units.names.get(one.table.get("unit") or "", ""), ticked=True, is_new=False,
        )
        for n, one in enumerate(ledger.of("board", site))
    ]  # fmt: skip


def seen_words(one: Mapping[str, Any]) -> str:
    """What was seen of a page that may be a column."""
    words = {
        "items": f"{one['items']}条" + (f"，最新{one['newest']}" if one["newest"] else "，无日期"),
        "blank": "目前没有内容", "unreadable": "未识别到列表", "unreached": "打不开",
    }  # fmt: skip
    owner = f"；附件2：{one['owner']}" if one["owner"] else ""
    return words.get(str(one["state"]), "") + owner


def signed(said: SiteForm, who: Viewer, today: date) -> SiteForm:
    """A declaration that names nobody names whoever ticks it, today."""
    if said.complete:
        said.complete_by = said.complete_by or who.full_name or who.name
        said.complete_on = said.complete_on or today.isoformat()
    return said


def _complete(said: SiteForm, before: Any) -> Any:
    if not said.complete:
        return None
    if before is True and not said.complete_by:
        return True
    return {"by": said.complete_by, "on": said.complete_on}


def _same(before: Any, lines: str) -> Any:
    """One text where there was one text, else a list."""
    several = lines.splitlines()
    return several[0] if len(several) == 1 and not isinstance(before, list | tuple) else several


def _lines(value: Any) -> str:
    return value if isinstance(value, str) else "\n".join(str(one) for one in value or ())


def _free(id: str, taken: set[str]) -> str:
    return next(one for one in (id, *(f"{id}-{n}" for n in range(2, 9999))) if one not in taken)
