"""A site's own search: what comes back of what the site published; a challenge, a silent page and a script tell nothing."""

from datetime import timedelta
from typing import Any
from urllib.parse import unquote

import pytest

from monitor.domain.content import Item, ListState
from monitor.domain.observation import Listing, StoredObservation
from monitor.domain.page_marks import MarkState
from monitor.domain.reach import Reason
from monitor.domain.site_search import SearchLook
from monitor.domain.timing import day_of
from probes.http.base import Answer, Fetched, Unreached
from probes.pages.marks.search import find_search, read_results, search_address
from probes.search import PROBE, Settings
from tests.every import every

from .world import HOME, NOW, Memory, column, look, site

TITLES = tuple(f"示例区关于第{n}批老旧小区改造项目的公示" for n in "一二三四五")
FORM = f'<form action="/search/index.html" class="search"><input type="hidden" name="site" value="7"><input name="q"></form><a href="{HOME}yw/">要闻动态</a>'
ROWS = "".join(f'<li><a href="/r{n}">其他各类结果之第{n}条内容</a></li>' for n in range(12))


class Search:
    """A search that finds what it is made to find: exact titles, and more as `finds` says."""

    def __init__(
        self, finds: tuple[str, ...] = ("exact",), page: str = "", reason: Reason | None = None
    ) -> None:
        self.finds, self.page, self.reason, self.asked = finds, page, reason, list[str]()

    async def __call__(self, url: str, **_: Any) -> Answer:
        if url == HOME:
            return self._page(url, FORM)
        self.asked.append(query := unquote(url.partition("q=")[2]))
        if self.reason is not None:
            return Unreached(url=url, reason=self.reason)
        return self._page(url, self.page or self._results(query))

    def _results(self, query: str) -> str:
        found = [one for one in TITLES if one == query]
        if "wrong_character" in self.finds and not found and len(query) > 10:
            found = [one for one in TITLES if sum(a != b for a, b in zip(one, query, strict=False)) <= 2]
        if query in ("社保", "公积金", "医保", "户口") or ("pinyin" in self.finds and query.isascii()):
            found = ["社保公积金医保户口办理指南汇总"]
        tabs = '<a href="#">全部</a><a href="#">政策文件</a><a href="#">办事指南</a><span>按时间排序</span>'
        links = "".join(f'<a href="/x/{one}">{one}</a>' for one in found)
        return f"<body>{tabs}{links or '<p>很抱歉，没有找到相关结果</p>'}</body>"

    def _page(self, url: str, text: str) -> Fetched:
        return Fetched(url=url, final_url=url, status=200, body=text.encode(), text=text, encoding="utf-8")


def memory(age: int = 10) -> Memory:
    on = day_of(NOW) - timedelta(days=age)
    items = tuple(Item(title=one, url=f"{HOME}{n}", on=on) for n, one in enumerate(TITLES))
    seen = Listing(state=ListState.ITEMS, items=items)
    return Memory(listings={"yw": StoredObservation(id="ob_1", at=NOW, facts=seen)})


async def tried(search: Search, known: Memory | None = None, settings: Settings | None = None) -> SearchLook:
    [seen] = await look(PROBE, site(column()), search, known or memory(), settings)
    return seen.facts


async def test_a_draw_of_titles_comes_back_through_the_form_of_the_homepage() -> None:
    seen = await tried(search := Search())
    states = {one.sort: one.state for one in seen.trials}
    assert (seen.state, seen.url) == ("read", f"{HOME}search/index.html?site=7&q={{query}}")
    assert states == {
        "exact": MarkState.PRESENT,
        "wrong_character": MarkState.ABSENT,
        "pinyin": MarkState.ABSENT,
    }
    assert (seen.facets, seen.sorting, seen.suggestions) == (MarkState.PRESENT, MarkState.PRESENT, MarkState.NOT_TOLD)  # fmt: skip
    assert len(search.asked) == 6
    assert [one.query for one in seen.trials] == [one.query for one in (await tried(Search())).trials]


async def test_a_search_that_forgives_is_seen_to() -> None:
    seen = await tried(Search(("exact", "wrong_character", "pinyin")))
    assert {one.state for one in seen.trials} == {MarkState.PRESENT}


@pytest.mark.parametrize(
    ("search", "state"),
    [
        (Search(page="<body>请输入验证码后继续检索<input name='code'></body>"), "challenge"),
        (Search(reason=Reason.BLOCKED_PAGE), "challenge"),
        (Search(reason=Reason.CONNECT_TIMEOUT), "unreached"),
        (Search(page="<body><div id='app'></div><script src='/app.js'></script></body>"), "unreadable"),
    ],
)
async def test_what_does_not_answer_is_unknown(search: Search, state: str) -> None:
    seen = await tried(search)
    assert seen.state == state
    assert {one.state for one in seen.trials} == {MarkState.NOT_TOLD}
    assert len(search.asked) == 1 or state != "challenge"  # it is not asked again and again


@pytest.mark.parametrize("age", [2, 121])
async def test_a_title_too_new_for_an_index_or_too_old_is_not_drawn(age: int) -> None:
    assert (await tried(Search(), memory(age))).state == "no_titles"


async def test_no_form_is_no_fault() -> None:
    class NoForm(Search):
        async def __call__(self, url: str, **_: Any) -> Answer:
            return self._page(url, "<body><p>首页</p></body>")

    assert (await tried(NoForm())).state == "not_found"


async def test_a_search_of_services_is_tried_where_it_is_configured() -> None:
    said = Settings(services=f"{HOME}bs?q={{query}}")
    _, seen = await look(PROBE, site(column()), Search(), memory(), said)
    assert [(one.sort, one.state) for one in seen.facts.trials][:2] == [("word", MarkState.PRESENT)] * 2


@every(
    ("body", "state", "why"),
    [
        (f"<ul>{ROWS}</ul>", MarkState.ABSENT, "other_results"),
        (f"<ul>{ROWS}</ul><script>document.write(list)</script>", MarkState.NOT_TOLD, "no_results_read"),
        (f"<ul>{ROWS}</ul><a href='/x'>{TITLES[0]}</a>", MarkState.ABSENT, "further_down"),
        (f"<a href='/x'>{TITLES[0][:14]}...</a>", MarkState.PRESENT, ""),
        ("<p>共 0 条</p>", MarkState.ABSENT, "no_results"),
        ("<p v-if='!rows.length'>共 0 条</p>", MarkState.NOT_TOLD, "no_results_read"),
    ],
)
def test_results_are_read_as_they_stand(body: str, state: MarkState, why: str) -> None:
    found = read_results(f"<body>{body}</body>", HOME, TITLES[0], (), 10, TITLES[0])
    assert (found.state, found.why) == (state, why)


@pytest.mark.parametrize("form", ['<form method="post" action="/search"><input name="q"></form>', '<form action="/login"><input name="user"></form>'])  # fmt: skip
def test_a_form_that_does_not_ask_by_address_is_left_alone(form: str) -> None:
    assert search_address(form, HOME) == ""


@every(
    ("html", "found"),
    [
        ('<form action="/was5/web/search"><input name="searchword"></form>', ("search?searchword=", "form")),
        ('<form action="//so.a.gov.cn/s"><input name="qt"><input type="submit" value="站内搜索"></form>', ("//so.a.gov.cn/s?qt=", "form")),
        ('<form action="/x"><input name="siteKeyword" placeholder="请输入搜索内容"></form>', ("/x?siteKeyword=", "form")),
        ("""<script>function go(){window.open("/search/pc.html?searchWord=" + encodeURIComponent(v));}</script>""", ("/search/pc.html?searchWord=", "script")),
        ("<script>location.href = `/so/s?a=1&q=${v}`</script>", ("/so/s?a=1&q=", "script")),
        ("""<script>document.write('<form action="\\/so/s"><input name="qt"><button>搜索<\\/button></form>')</script>""", ("/so/s?qt=", "form")),
    ],
)  # fmt: skip
def test_a_search_is_found_whatever_its_form(html: str, found: tuple[str, str]) -> None:
    address, way = find_search(html, HOME)
    assert (f"{found[0]}{{query}}" in address, way) == (True, found[1]), address


@every(
    ("html", "why"),
    [
        ('<form action="https://www.baidu.com/s"><input name="wd"><button>站内搜索</button></form>', "engine"),
        ('<form method="post" action="/search.jspx"><input name="keyword"></form>', "post"),
        ('<form action="/search/login"><input name="key"><input type="password" name="p"></form>', ""),
        ('<form action="/letters/query"><input name="code"><button>查询来信</button></form>', ""),
        ("""<script>location.href = "/list.htm?page=" + n</script>""", ""),
    ],
)  # fmt: skip
def test_what_is_no_search_of_the_sites_own_is_not_found(html: str, why: str) -> None:
    assert find_search(html, HOME) == ("", why)
