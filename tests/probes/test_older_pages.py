"""Walking a list back: it ends at the day, at the list's end, or says why it could not go on."""

import json
from datetime import date
from random import Random

import pytest

from monitor.domain.content import ListState
from monitor.domain.observation import OlderPage
from monitor.domain.site import Column
from probes._older_pages import Start, walk
from probes.base import Tools

from .world import HOME, NOW, Memory, Web, column, rows, site

PAGER = '<script>createPageHTML(3, {n}, "index", "htm");</script></body>'


def page(number: int, *days: str) -> str:
    items = [(f"/yw/t{day.replace('-', '')}_{number}{n}.htm", day) for n, day in enumerate(days)]
    return rows(*items).replace("</body>", PAGER.format(n=number))


THREE = {
    f"{HOME}yw/": page(0, "2026-11-18", "2026-11-10", "2026-11-05"),
    f"{HOME}yw/index_1.htm": page(1, "2026-10-28", "2026-10-20", "2026-10-11"),
    f"{HOME}yw/index_2.htm": page(2, "2026-09-29", "2026-09-20", "2026-09-11"),
}


async def pages(
    web: Web, since: date, *, start: Start | None = None, most: int = 9, of: Column | None = None
) -> list[OlderPage]:
    tools = Tools(fetch=web, clock=lambda: NOW, rng=Random(0), known=Memory())
    start, of = start or Start(), of or column()
    return [one.facts async for one in walk(site(of), of, tools, since=since, start=start, most=most)]


@pytest.mark.parametrize(
    ("since", "read"),
    [
        pytest.param(date(2026, 11, 6), 1, id="the first page reaches further"),
        pytest.param(date(2026, 11, 5), 2, id="of its oldest day a page may show a part"),
        pytest.param(date(2026, 10, 1), 3, id="the third page is older"),
        pytest.param(date(2020, 1, 1), 3, id="the list ends"),
    ],
)
async def test_a_walk_ends_where_it_must(since: date, read: int) -> None:
    web = Web(THREE)
    found = await pages(web, since)
    assert [one.reached for one in found] == [False] * (read - 1) + [True]
    assert len(web.asked) == read, "no page is asked twice"


async def test_a_walk_goes_on_behind_its_last_page() -> None:
    web = Web(THREE)
    found = await pages(web, date(2026, 10, 1), start=Start(3, f"{HOME}yw/index_2.htm"))
    assert [(one.page, one.reached) for one in found] == [(3, True)]
    assert web.asked == [f"{HOME}yw/index_2.htm"]


async def test_a_page_that_fails_is_no_end() -> None:
    broken = {url: html for url, html in THREE.items() if "index_1" not in url}
    *_, last = await pages(Web(broken), date(2026, 10, 1))
    assert (last.page, last.state, last.reached, last.reason) == (
        2,
        ListState.UNREACHED,
        False,
        "http_status",
    )


async def test_an_empty_page_before_the_last_is_no_end() -> None:
    """Page 2 of 3 comes back with an empty list: a hiccup of the server, not the end of the list."""
    empty = rows().replace("</body>", PAGER.format(n=1))
    *_, last = await pages(Web({**THREE, f"{HOME}yw/index_1.htm": empty}), date(2026, 10, 1))
    assert (last.page, last.reached) == (2, False)
    assert last.reason


def turned(*pages_of_days: tuple[str, ...]) -> Web:
    """A list of three pages, each with these days."""
    names = ("", "index_1.htm", "index_2.htm")
    found = {
        f"{HOME}yw/{name}": page(n, *days)
        for n, (name, days) in enumerate(zip(names, pages_of_days, strict=True))
    }
    return Web(found)


@pytest.mark.parametrize(
    "web",
    [
        turned(
            ("2019-03-01", "2019-04-01", "2019-05-01"),
            ("2023-03-01", "2023-04-01", "2023-05-01"),
            ("2026-09-01", "2026-10-12", "2026-11-02"),
        ),
        turned(
            ("2026-10-20", "2019-04-01", "2026-11-01", "2018-01-01", "2026-10-10", "2017-01-01"),
            ("2026-10-21", "2019-04-02", "2026-11-02", "2018-01-02", "2026-10-11", "2017-01-02"),
            ("2026-10-22", "2019-04-03", "2026-11-03", "2018-01-03", "2026-10-12", "2017-01-03"),
        ),
    ],
    ids=["old to new", "by no order"],
)
async def test_a_list_that_does_not_run_from_new_to_old_is_known_only_at_its_end(web: Web) -> None:
    """Its first page ends with a day long past, and newer items stand behind it."""
    found = await pages(web, date(2026, 10, 1))
    assert [one.reached for one in found] == [False, False, True]
    [only] = await pages(web, date(2026, 10, 1), most=1)
    assert not only.reached


async def test_a_pager_that_goes_round_in_a_circle_is_found_out() -> None:
    web = turned(("2026-11-18", "2026-11-17"), ("2026-11-16", "2026-11-15"), ("2026-11-14", "2026-11-13"))
    back = '<a href="/yw/index.htm">下一页</a></body>'
    web.pages[f"{HOME}yw/index_2.htm"] = web.pages[f"{HOME}yw/index_2.htm"].replace(PAGER.format(n=2), back)
    web.pages[f"{HOME}yw/index.htm"] = web.pages[f"{HOME}yw/"]
    found = await pages(web, date(2020, 1, 1), most=50)
    assert len(found) <= 4
    assert not any(one.reached for one in found) or found[-1].page == 3


async def test_a_list_that_never_ends_stops_at_the_limit_and_is_not_reached() -> None:
    class Endless(Web):
        async def __call__(self, url: str, **more: object) -> object:  # type: ignore[override]
            n = int(url.partition("page=")[2] or 1)
            html = rows(*((f"/yw/{n}_{k}.htm", "2026-11-18") for k in range(3)))
            self.pages = {url: html.replace("</body>", f'<a href="/yw/?page={n + 1}">下一页</a></body>')}
            return await super().__call__(url)

    found = await pages(Endless({}), date(2026, 10, 1), most=12)
    assert len(found) == 12
    assert not any(one.reached for one in found)


async def test_the_limit_of_pages_is_no_end() -> None:
    found = await pages(Web(THREE), date(2026, 10, 1), most=1)
    assert [(one.reached, one.following) for one in found] == [(False, f"{HOME}yw/index_1.htm")]


async def test_a_pager_that_nobody_understands_is_no_end() -> None:
    html = rows(("/yw/1.htm", "2026-11-18"), ("/yw/2.htm", "2026-11-10")).replace(
        "</body>", '<div class="pagination"><a onclick="go(2)">下一页</a></div></body>'
    )
    [only] = await pages(Web({f"{HOME}yw/": html}), date(2026, 10, 1))
    assert (only.reached, only.reason) == (False, "pager_not_understood")


async def test_a_short_list_without_a_pager_is_the_whole_list() -> None:
    [only] = await pages(Web({f"{HOME}yw/": rows(("/yw/1.htm", "2026-11-18"))}), date(2026, 10, 1))
    assert only.reached


def was5(*days: str, count: int) -> str:
    docs = [{"title": f"通知{day}", "url": f"/yw/t{day}.htm", "time": day} for day in days]
    return json.dumps({"count": str(count), "docs": docs})


async def test_a_list_behind_an_adapter_is_asked_page_by_page() -> None:
    shell = (
        '<ul id="list"></ul><script>var channelid="290792";var chnlid="77";$.get("/was5/web/search")</script>'
    )
    answers = [was5("2026-11-18", "2026-11-10", count=4), was5("2026-10-18", "2026-09-10", count=4)]

    class Search(Web):
        async def __call__(self, url: str, **more: object) -> object:  # type: ignore[override]
            if "was5" in url:
                self.pages = {**self.pages, url: answers["page=2" in url]}
            return await super().__call__(url)

    web = Search({f"{HOME}yw/": shell})
    found = await pages(web, date(2026, 10, 1))
    assert [(one.page, one.through, len(one.items), one.reached) for one in found] == [
        (1, "was5", 2, False),
        (2, "was5", 2, True),
    ]


async def test_a_server_that_ignores_the_page_number_is_found_out() -> None:
    same = THREE[f"{HOME}yw/"]
    [first, second] = await pages(Web({f"{HOME}yw/": same, f"{HOME}yw/index_1.htm": same}), date(2026, 10, 1))
    assert (first.reached, second.reached, second.reason) == (False, False, "page_repeats")
