"""`monitor inspect`: what the monitor sees on one page, and why. Stores nothing."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from monitor.app.runtime import build_fetch, open_wall
from monitor.cli import console
from monitor.cli.day_words import rule_words, sign_words
from monitor.cli.inspect_words import (
    FROM_WORDS,
    GROUND_WORDS,
    HEAD_WORDS,
    KIND_WORDS,
    PLACE_WORDS,
    SEEN_WORDS,
    SILENT_MESSAGE,
    STATUS_WORDS,
    UNDATED_MESSAGE,
    WAY_WORDS,
    day_text,
    explain,
    file_words,
)
from monitor.cli.options import JsonOption, clock_of
from monitor.collect.inspect import InspectedPage, Kind, inspect_page, inspect_saved
from monitor.domain.timing import Clock
from monitor.feed.document import dumps_line
from probes.http.base import Fetch, Fetched, Unreached
from probes.http.file_kind import not_a_page
from probes.wall.base import ReaderBroke, Wall

_NO_FILE, _WANTED = "cannot be read", "name a saved page, or an address with its http:// or https://"
KINDS = ("article", "list", "board", "home", "guide")
#: So many pages are looked at side by side.
AT_ONCE = 8


def inspect(
    context: typer.Context,
    pages: Annotated[list[str], typer.Argument(metavar="URL-OR-FILE", help="addresses or saved pages")],
    kind: Annotated[
        str | None, typer.Option("--as", help="article, list, board, home or guide; guessed when left out")
    ] = None,
    base: Annotated[str, typer.Option(help="the address that a saved page came from")] = "",
    as_json: JsonOption = False,
) -> None:
    """What the monitor sees on one page: every date with its place, list items, or why not. Stores nothing."""
    if kind is not None and kind not in KINDS:
        console.stop(f"--as: found {kind!r}, expected one of {', '.join(KINDS)}")
    chosen: Kind | None = kind  # type: ignore[assignment]
    seen = asyncio.run(_inspect_all(pages, chosen, base, clock_of(context)))
    for one in seen:
        if as_json:
            typer.echo(dumps_line(one))
        elif not _is_no_file(one):
            _show(one)
    for one in filter(_is_no_file, seen):
        console.err().print(f"{one['input']}：{file_words(one['why'])}", markup=False)
    if any(map(_is_no_file, seen)):
        raise typer.Exit(console.USAGE)
    if any(one["state"] in ("unreadable", "unreached") for one in seen):
        raise typer.Exit(console.NOT_MEASURED)


async def _inspect_all(
    pages: Sequence[str], kind: Kind | None, base: str, clock: Clock
) -> list[dict[str, Any]]:
    seats = asyncio.Semaphore(AT_ONCE)

    async def one(page: str) -> dict[str, Any]:
        async with seats:
            return await _inspect(page, kind, base, fetch, wall, clock())

    async with open_wall() as wall:
        fetch = build_fetch(None, clock, pages, wall=wall)
        return await asyncio.gather(*map(one, pages))


async def _inspect(
    name: str, kind: Kind | None, base: str, fetch: Fetch, wall: Wall, now: datetime
) -> dict[str, Any]:
    found: dict[str, Any] | ReaderBroke
    if name.startswith(("http://", "https://")):
        answer = await fetch(name)
        if not isinstance(answer, Fetched):
            return _nothing(name, kind, "unreached", answer.reason if isinstance(answer, Unreached) else "")
        page = InspectedPage(name=name, text=answer.text, encoding=answer.encoding, url=answer.final_url)
        found = await wall.read(inspect_page, page, kind, now)
        return _nothing(name, kind, "unreadable", found.reason) if isinstance(found, ReaderBroke) else found
    try:
        content = Path(name).read_bytes()
    except OSError as error:
        return _nothing(name, kind, "unreached", f"{_NO_FILE}: {error.strerror}; {_WANTED}")
    if other := not_a_page(content):
        return _nothing(name, kind, "unreadable", f"not_a_page: {other}")
    found = await wall.read(inspect_saved, content, name, base, kind, now)
    return _nothing(name, kind, "unreadable", found.reason) if isinstance(found, ReaderBroke) else found


def _is_no_file(seen: dict[str, Any]) -> bool:
    return str(seen["why"]).startswith(_NO_FILE)


def _nothing(name: str, kind: Kind | None, state: str, reason: str) -> dict[str, Any]:
    common = {"as": kind or "article", "input": name, "state": state, "why": reason, "encoding": None}
    if kind == "list":
        return {**common, "items": [], "newest": None}
    if kind == "home":
        return {**common, "items": [], "newest": None}
    if kind == "guide":
        return {
            **common,
            "title": "",
            "is_read": False,
            "told": [],
            "missing": [],
            "not_told": [],
            "remarks": [],
        }
    if kind == "board":
        return {**common, "messages": [], "total": None, "complete": False}
    return {**common, "title": "", "published": None, "published_at": None, "from": None, "candidates": []}


def _show(seen: dict[str, Any]) -> None:
    out = console.out()
    known = (
        f"  {KIND_WORDS[seen['as']]}  编码{seen['encoding'] or '-'}" if seen["state"] != "unreached" else ""
    )
    out.print(Text.assemble((str(seen["input"]), "bold"), known))
    if (guess := seen.get("guess")) and seen["why"] != "empty page":
        out.print(Text(f"类型推断：{_guessed(guess)}", "dim"))
    if seen["state"] in ("unreached", "unreadable"):
        out.print(Text(f"无法读取：{explain(seen['why'])}", "yellow"))
    if asks := seen.get("asks"):
        out.print(f"监测栏目时另取列表：{asks['url']}（{asks['adapter']}）", markup=False)
    if likely := seen.get("likely"):
        out.print(Text(f"注意：这一页更像{_guessed(likely)}；可不写 --as 再看", "yellow"))
    bare = seen["state"] == "unreadable" and not (seen.get("items") or seen.get("messages"))
    if seen["state"] == "unreached" or seen["why"].startswith(("not_a_page", "empty page")):
        return
    if bare and seen["as"] == "board":
        return
    if seen["as"] == "article":
        _show_article(seen)
    elif seen["as"] == "guide":
        _show_guide(seen)
    elif seen["as"] == "board":
        _show_board(seen)
    else:
        after = "，由页面脚本生成" if seen.get("after_scripts") else ""
        caption = f"最新{seen['newest'] or '-'}，共{len(seen['items'])}条{after}"
        if bare:
            caption = "没有条目"
        elif seen["state"] == "blank":
            caption = "栏目为空：网页自己写明或显示没有条目"
        _show_rows(seen["items"], ("date", "title", "url"), caption)
        if any(not one["url"] for one in seen["items"]):
            out.print(Text("“-”处没有得出网址：保存的网页请用 --base 写明原来的网址", "dim"))
        _show_considered(seen.get("considered", []))
        if columns := seen.get("columns"):
            _show_rows([{"url": one} for one in columns], ("url",), f"下级栏目{len(columns)}个")


def _guessed(guess: dict[str, Any]) -> str:
    """A guess of the kind with what spoke for it."""
    why = "，".join(f"{SEEN_WORDS.get(name, name)} {count}" for name, count in guess["why"].items())
    return f"{KIND_WORDS[guess['kind']]}，把握{guess['confidence']:.0%}（{why}）"


def _show_board(seen: dict[str, Any]) -> None:
    if seen["state"] == "blank":
        console.out().print("留言板为空：网页自己写明没有留言", markup=False)
        return
    total = "" if seen["total"] is None else f"，网站自称{seen['total']}条"
    way = f"，识别方式：{WAY_WORDS.get(seen['read_by'], seen['read_by'])}" if seen.get("read_by") else ""
    rows = [
        {
            **one,
            "submitted": f"{one['submitted']}{'' if one['submitted_exact'] else '（受理或发布日期）'}"
            if one["submitted"]
            else None,
            "status": _with(STATUS_WORDS.get(one["status"], one["status"]), one["raw_status"]),
        }
        for one in seen["messages"]
    ]
    _show_rows(rows, ("submitted", "answered", "status", "unit", "title"), f"共{len(rows)}条留言{total}{way}")
    undated = sum(not one["submitted"] for one in seen["messages"])
    silent = sum(one["status"] == "unstated" for one in seen["messages"])
    for count, words in ((undated, UNDATED_MESSAGE), (silent, SILENT_MESSAGE)):
        if count:
            console.out().print(f"其中{count}条{words}", markup=False)


def _with(word: str, raw: str) -> str:
    """Our word for a status with the board's own, where they differ."""
    return f"{word}（{raw}）" if raw and raw != word else word


def _show_guide(seen: dict[str, Any]) -> None:
    out = console.out()
    out.print(f"事项：{seen['title'] or '-'}", markup=False)
    missing = "、".join(seen["missing"]) or "无" if seen["is_read"] else "未能认定"
    out.print(f"缺少要素：{missing}", markup=False)
    if seen["not_told"]:
        out.print(f"未能认定：{'、'.join(seen['not_told'])}（可能以没有认出的标题写出）", markup=False)
    for remark in seen["remarks"]:
        out.print(f"提示：{remark}", markup=False)
    elements = [one for one in seen.get("elements", []) if seen["is_read"] or one["heading"]]
    caption = "十类要素" if seen["is_read"] else "认出的要素标题" if elements else "没有认出要素标题"
    _show_rows(elements, ("group", "heading", "text"), caption)
    if materials := seen.get("materials"):
        _show_rows(materials, ("name", "form", "count"), f"办理材料{len(materials)}项")
    if forms := seen.get("forms"):
        rows = [{**one, "leads": "可打开" if one["leads"] else "链接无效"} for one in forms]
        _show_rows(rows, ("text", "leads", "url"), f"表格与样表{len(forms)}个")


def _show_considered(groups: Sequence[dict[str, Any]]) -> None:
    """The groups of rows that could be the list, and why they were chosen or not."""
    rows = [
        {
            **one,
            "chosen": "采用" if one["chosen"] else "",
            "for": "、".join(GROUND_WORDS.get(word, word) for word in one["for"]),
            "against": "、".join(GROUND_WORDS.get(word, word) for word in one["against"]),
            "days_from": "、".join(
                f"{PLACE_WORDS.get(place, place)}{n}" for place, n in one["days_from"].items()
            ),
        }
        for one in groups
    ]
    if rows:
        heads = ("chosen", "heading", "rows", "newest", "days_from", "for", "against", "first")
        _show_rows(rows, heads, "页面上可能的列表（依优先顺序）")


def _show_article(seen: dict[str, Any]) -> None:
    out = console.out()
    out.print(f"标题：{seen['title'] or '-'}", markup=False)
    when = (
        seen["published_at"] or seen["published"] or ("未注明" if seen["state"] == "undated" else "未能认定")
    )
    conflict = "（各处日期不一致，疑似旧稿重发）" if seen.get("conflict") else ""
    place = FROM_WORDS.get(seen["from"] or "", "-")
    out.print(f"发布：{when}  出处：{place}{conflict}", markup=False)
    out.print(f"来源：{seen.get('source') or '-'}", markup=False)
    if seen.get("decided_by"):
        sure = f"，把握{seen['confidence']}%" if seen.get("confidence") is not None else "，未予采用"
        out.print(f"依据：{rule_words(seen['decided_by'])}（{seen['decided_by']}）{sure}", markup=False)
    if seen["state"] == "undated":
        out.print("依据：页面完整，标题附近没有日期，也没有留空或由脚本填充的位置", markup=False)
    for line in seen.get("scripts_wrote", ()):
        out.print(f"脚本写出：{line}", markup=False)
    rows = [
        {
            "日期": one["date"],
            "出处": FROM_WORDS.get(one["from"], one["from"]),
            "把握": f"{one['confidence']}%" if one.get("confidence") is not None else "-",
            "规则或否决": rule_words(one.get("rule", "")),
            "原文": day_text(one["text"]),
            "依据": " ".join(map(sign_words, one.get("features", ()))),
        }
        for one in seen["candidates"]
    ]
    caption = "页面上的全部日期" if rows else "页面上没有认出日期"
    _show_rows(rows, ("日期", "出处", "把握", "规则或否决", "原文", "依据"), caption)


def _show_rows(rows: Sequence[dict[str, Any]], heads: Sequence[str], caption: str) -> None:
    if not rows:
        console.out().print(Text(caption, "dim"))
        return
    table = Table(
        box=None, pad_edge=False, header_style="dim", title=caption, title_justify="left", title_style="dim"
    )
    for head in heads:
        table.add_column(HEAD_WORDS.get(head, head), overflow="fold")
    for row in rows:
        table.add_row(*(Text(str(row.get(head) or "-")) for head in heads))
    console.out().print(table)
