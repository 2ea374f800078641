"""A picture of a page that is open in the browser (网页截图), with a bar of our own below it: address, day, time."""

import base64
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING, Any

from monitor.domain.observation import Exchange
from monitor.domain.timing import check_aware

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, Page

#: The picture's width, the most of a page's height that is shown, and the least that it is cut to, in pixels.
WIDTH, TALLEST, LEAST = 1280, 4000, 500
#: No picture is larger, in bytes; a larger one is cut to half its height.
MOST_BYTES = 3 * 1024 * 1024
#: Longer addresses are cut in the bar, in characters.
LONGEST_ADDRESS = 300
#: What a picture's evidence says of itself.
NOTE = "a picture of the page as a browser showed it, with a bar of ours below it"
PNG = b"\x89PNG\r\n\x1a\n"

#: The sheet that the picture is put on: no script runs on it and nothing is loaded.
_SHEET = """<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><style>
html,body{{margin:0;background:#fff}}img{{display:block;width:{width}px}}
p{{margin:0;padding:12px 16px;background:#1a2b45;color:#fff;font:20px/1.5 "Noto Sans CJK SC","Noto Serif CJK SC",sans-serif;overflow-wrap:anywhere}}
</style><img src="data:image/png;base64,{picture}"><p>截图时间：{moment}（北京时间）　网址：{address}{more}</p></html>"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One picture: PNG, never larger than `MOST_BYTES`."""

    png: bytes
    width: int  #: pixels
    height: int  #: pixels, the bar included
    cut: bool  #: the page goes on below
    exchange: Exchange  #: as evidence holds it


async def picture_of(
    browser: "Browser", context: "BrowserContext", page: "Page", url: str, status: int, at: datetime
) -> Picture:
    """
    The picture of *page*, asked for as *url* and answered with *status*, taken at *at*; cut at the bottom where it is too tall.

    The bar is put on by a page of our own after the picture is taken: nothing that the page does can write another day.
    """
    await page.set_viewport_size({"width": WIDTH, "height": 900})
    whole = await tall(context, page)
    height = min(max(whole, LEAST), TALLEST)
    while True:
        shot = await page.screenshot(
            full_page=True, clip={"x": 0, "y": 0, "width": WIDTH, "height": height}, animations="disabled", timeout=0
        )  # fmt: skip
        png = await _with_bar(browser, shot, bar_words(url, page.url, at, cut=whole > height))
        if len(png) <= MOST_BYTES:
            break
        if height <= LEAST:
            raise ValueError(f"{len(png)} bytes for {height} pixels of the page: too large to be kept")
        height = max(height // 2, LEAST)
    width, full = size_of(png)
    exchange = Exchange(
        url=url, at=at, status=status or None, headers=(("Content-Type", "image/png"),), body=png, note=NOTE
    )  # fmt: skip
    return Picture(png=png, width=width, height=full, cut=whole > height, exchange=exchange)


def bar_words(url: str, came: str, at: datetime, *, cut: bool) -> dict[str, str]:
    """What the bar prints, escaped: moment (Shanghai), address, where it led to, whether the page goes on."""
    more = f"　转到：{came[:LONGEST_ADDRESS]}" if came.rstrip("/") != url.rstrip("/") else ""
    more += "　（页面较长，仅截取上部）" if cut else ""
    return {
        "moment": f"{check_aware(at):%Y-%m-%d %H:%M:%S}", "address": escape(url[:LONGEST_ADDRESS]), "more": escape(more),
    }  # fmt: skip


def size_of(png: bytes) -> tuple[int, int]:
    """Width and height of a PNG in pixels, from its head. Raises ValueError for what is none."""
    if not png.startswith(PNG) or len(png) < 24:
        raise ValueError("no PNG")
    return int.from_bytes(png[16:20]), int.from_bytes(png[20:24])


async def tall(context: "BrowserContext", page: "Page") -> int:
    """How tall the page is, in pixels, as a world of our own measures it."""
    found = await asked_apart(
        context, page, "Math.max(document.documentElement?.scrollHeight||0, document.body?.scrollHeight||0)"
    )
    return int(found) if isinstance(found, int | float) and found > 0 else 0


async def asked_apart(context: "BrowserContext", page: "Page", expression: str) -> Any:
    """The value of *expression* in a world of our own: the page's scripts cannot bend it."""
    session = await context.new_cdp_session(page)
    tree = await session.send("Page.getFrameTree")
    frame = {"frameId": tree["frameTree"]["frame"]["id"], "worldName": "monitor"}
    world = await session.send("Page.createIsolatedWorld", frame)
    answer = await session.send(
        "Runtime.evaluate",
        {"expression": expression, "contextId": world["executionContextId"], "returnByValue": True},
    )
    return answer["result"].get("value")


async def _with_bar(browser: "Browser", shot: bytes, said: dict[str, str]) -> bytes:
    sheet = _SHEET.format(width=WIDTH, picture=base64.b64encode(shot).decode(), **said)
    context = await browser.new_context(
        java_script_enabled=False, offline=True, viewport={"width": WIDTH, "height": 200}
    )
    try:
        page = await context.new_page()
        await page.set_content(sheet, wait_until="load", timeout=0)
        return await page.screenshot(full_page=True, animations="disabled", timeout=0)
    finally:
        await context.close()
