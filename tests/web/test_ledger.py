"""The ledger edited from pages: a site discovered and saved, edits checked, two people at once, conflicts, jobs."""

import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from monitor.app.config_watcher import ConfigWatcher
from monitor.app.configuration import read_watch, vocabulary
from monitor.config.door import ConfigDoor
from monitor.domain.config_edit import Door
from monitor.domain.site import Frequency, Watch
from storage.decisions.config_edits import newest_edit, read_edits
from storage.ops import requests
from tests.config.test_overlay import FILE, NEWS
from tests.web.conftest import NOW, House

PORTAL = "/ledger/sites/portal"


class Fields(HTMLParser):
    """What a browser would send of a page's forms: each form's action with its fields."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: dict[str, dict[str, str]] = {}
        self._form: dict[str, str] = {}
        self._select = self._area = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        name, value = said.get("name") or "", said.get("value") or ""
        if tag == "form":
            self._form = self.forms.setdefault(said.get("action") or "", {})
        elif tag == "input" and (said.get("type") not in ("checkbox", "radio") or "checked" in said):
            self._form[name] = value or ("on" if said.get("type") == "checkbox" else "")
        elif tag == "textarea":
            self._area, self._form[name] = name, ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and ("selected" in said or self._select not in self._form):
            self._form[self._select] = value

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""
        elif tag == "select":
            self._select = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self._form[self._area] += data


class Desk:
    """The house on a real configuration file, and somebody of the centre logged in."""

    def __init__(self, house: House, path: Path, url: str) -> None:
        self.house, self.path, self.url = house, path, url

    @property
    def watch(self) -> Watch:
        return read_watch(self.path, self.url)

    async def form(self, page: str, action: str | None = None) -> dict[str, str]:
        """The fields of a page's form as a browser has them."""
        answer = await self.house.browser.get(page, follow_redirects=True)
        assert answer.status_code == 200, (page, answer.status_code)
        return dict(Fields(answer.text).forms[action or f"/acts{page}"])

    async def send(self, page: str, form: dict[str, Any], action: str | None = None) -> Any:
        self.house.pass_time(seconds=1)
        return await self.house.browser.post(action or f"/acts{page}", data=form)

    async def job(self, kind: str, target: str, result: Any) -> str:
        """A request that is done."""
        one = requests.UserRequest(
            id=f"re_{kind}", at=NOW, who="wang", kind=kind, target=target, taken_at=NOW, done_at=NOW, detail="done",
            result=json.dumps(result),
        )  # fmt: skip
        async with self.house.store.database.write() as connection:
            await requests.ask(connection, one)
        return one.id


@pytest.fixture
async def desk(house: House, tmp_path: Path, url: str) -> Desk:
    path = tmp_path / "sites.toml"
    path.write_text(FILE, "utf-8")
    follow = ConfigWatcher(
        path, lambda one: read_watch(one, url), lambda: house.now[0], lambda: newest_edit(url)
    )
    house.web = replace(house.web, watch=follow, config=ConfigDoor(path, vocabulary(), follow.look))
    house.app.state.web = house.web
    await house.person("wang", "centre")
    await house.log_in("wang")
    return Desk(house, path, url)


def found(many: int = 3) -> dict[str, Any]:
    """What a discovery tells of a made-up district."""
    columns = [
        {
            "id": f"c{n}", "name": "停电" if n == 0 else f"栏目{n}", "topic": "通知公告" if n == 0 else "", "url": f"http://d.example.gov.cn/c{n}/",
            "kind": "general", "top_level": False, "state": "items" if n % 2 == 0 else "unreadable", "items": 9, "newest": "2026-11-01",
            "why": "", "catalogue": "Z2-02.01" if n == 0 else "", "frequency": "realtime" if n == 0 else "", "owner": "区政府办" if n == 0 else "",
        }
        for n in range(many)
    ]  # fmt: skip
    page = {"name": "区长信箱", "url": "http://d.example.gov.cn/xx/"}
    return {
        "url": "http://d.example.gov.cn/", "title_mark": "示范区人民政府", "columns": columns, "boards": [page],
        "guides": [{"name": "办事指南", "url": "http://d.example.gov.cn/bszn/"}], "search": [], "pages": 9, "left": 0,
        "hotline": [{"name": "12345", "url": "http://12345.example.gov.cn/"}],
        "accounts": [{"name": "示范发布", "platform": "weibo", "url": "http://weibo.com/1"}],
    }  # fmt: skip


async def test_a_district_of_120_columns_is_saved_with_one_bulk_button_and_one_save(desk: Desk) -> None:
    page = f"/ledger/drafts/{await desk.job('discover', 'http://d.example.gov.cn/', found(240))}"
    form = await desk.form(page)
    assert (form["name-0"], form["unit-0"], form["cat-0"], form["on-0"]) == (
        "通知公告/停电",
        "区政府办",
        "Z2-02.01",
        "on",
    )
    assert "on-1" not in form
    bulk = await desk.send(page, {**form, "do": "apply", "bulk-freq": "monthly", "bulk-unit": "区大数据局"})
    form = Fields(bulk.text).forms[f"/acts{page}"]
    assert (form["freq-2"], form["unit-2"], form["freq-1"]) == ("monthly", "区大数据局", "")
    saved = await desk.send(page, {**form, "do": "save", "site-complete": "on"})
    assert (saved.status_code, saved.headers["location"]) == (303, "/ledger/sites/d?done=ledger")
    site = desk.watch.site("d")
    assert len(site.columns) == 120
    assert {one.frequency for one in site.columns} == {Frequency.MONTHLY}
    assert site.columns_complete is not None
    assert (site.columns_complete.by, str(site.columns_complete.on)) == ("林某", "2026-11-20")
    assert (site.title_mark, site.guides, site.consult_urls) == (
        ("示范区人民政府",), {"list": ["http://d.example.gov.cn/bszn/"]}, ("http://12345.example.gov.cn/",),
    )  # fmt: skip
    assert ([one.name for one in site.boards], desk.watch.accounts[0].id) == (["区长信箱"], "d-weibo")
    assert [one.name for one in desk.watch.units] == ["区政府办", "区大数据局"]
    assert desk.house.web.watch().site("d")  # the server itself needs no restart
    async with desk.house.store.database.read() as connection:
        short, _ = await requests.waiting(connection)
    assert short  # the daemon is asked to judge it


async def test_a_field_is_changed_beside_the_file_and_shown_with_its_history(desk: Desk) -> None:
    form = await desk.form(PORTAL)
    spare = next(n for n in range(20) if form.get(f"id-{n}") == "" and form[f"name-{n}"] == "")
    more = {
        f"name-{spare}": "公示",
        f"url-{spare}": "http://www.example.gov.cn/gs/",
        f"freq-{spare}": "annual",
    }
    assert (await desk.send(PORTAL, {**form, "freq-0": "weekly", **more, "do": "save"})).status_code == 303
    news, public = desk.watch.site("portal").columns
    assert (news.frequency, public.id, public.frequency) == (Frequency.WEEKLY, "gs", Frequency.ANNUAL)
    assert news.list is not None  # what no form shows stays as the file has it
    page = (await desk.house.browser.get("/ledger/history")).text
    assert re.search(r"<del>每月</del>.*<ins>每周</ins>", page, re.DOTALL)
    [target] = [target for _, act, target in await desk.house.log() if act == "ledger"]
    assert target == f"site/portal/column/gs、{NEWS}"
    before = len(read_edits(desk.url))
    assert (await desk.send(PORTAL, {**await desk.form(PORTAL), "do": "save"})).status_code == 303
    assert len(read_edits(desk.url)) == before  # a form that changes nothing stores nothing
    assert 'frequency = "weekly"' in (await desk.house.browser.get("/ledger/export.toml")).text


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("freq-0", "daily", "第1行“要闻”：更新频率“daily”不在可选范围内，应为实时、每周"),
        ("url-0", "ftp://x", "第1行“要闻”：网址“ftp://x”不是网址"), ("name-0", "", "第1行：名称没有填写"),
        ("cat-0", "Z9", "附件2序号“Z9”不存在"), ("retired-0", "soon", "停用日期“soon”不是日期"), ("kind-0", "x", "类别“x”不在可选范围内"),
        ("site-code", "1", "网站标识码应为10位数字"), ("site-url", "x", "网站：“x”不是网址"), ("site-guides", "x", "办事指南“x”不是网址"),
    ],
)  # fmt: skip
async def test_what_cannot_be_used_is_told_with_its_row_and_nothing_is_lost(
    desk: Desk, field: str, value: str, words: str
) -> None:
    form = await desk.form(PORTAL)
    answer = await desk.send(PORTAL, {**form, "unit-0": "新单位", field: value, "do": "save"})
    assert answer.status_code == 400
    assert words in answer.text
    again = Fields(answer.text).forms[f"/acts{PORTAL}"]
    assert again["unit-0"] == "新单位"
    assert read_edits(desk.url) == ()


async def test_of_two_people_at_one_form_the_second_is_shown_what_the_first_said(desk: Desk) -> None:
    mine = await desk.form(PORTAL)
    theirs = dict(mine)
    assert (await desk.send(PORTAL, {**theirs, "freq-0": "weekly", "do": "save"})).status_code == 303
    told = await desk.send(PORTAL, {**mine, "freq-0": "annual", "unit-0": "区政府办", "do": "save"})
    assert told.status_code == 409
    assert "已被他人修改" in told.text
    assert desk.watch.site("portal").columns[0].frequency is Frequency.WEEKLY
    again = Fields(told.text).forms[f"/acts{PORTAL}"]
    assert (again["freq-0"], again["unit-0"]) == ("annual", "区政府办")
    assert (await desk.send(PORTAL, {**again, "do": "save"})).status_code == 303
    assert desk.watch.site("portal").columns[0].frequency is Frequency.ANNUAL
    other = await desk.send(
        PORTAL, {**mine, "name-0": "头条", "do": "save"}
    )  # another field, from the old form
    assert other.status_code == 303
    news = desk.watch.site("portal").columns[0]
    assert (news.name, news.frequency, news.unit) == ("头条", Frequency.ANNUAL, "office")


async def test_what_file_and_page_both_changed_is_chosen_by_a_person(desk: Desk) -> None:
    form = await desk.form(PORTAL)
    assert (
        await desk.send(PORTAL, {**form, "freq-0": "weekly", "name-0": "头条", "do": "save"})
    ).status_code == 303
    desk.path.write_text(FILE.replace('"monthly"', '"annual"').replace('"要闻"', '"新闻"'), "utf-8")
    news = desk.watch.site("portal").columns[0]
    assert (news.frequency, news.name) == (Frequency.ANNUAL, "新闻")
    assert "2处内容在配置文件和网页上都被修改过" in (await desk.house.browser.get("/ledger")).text
    form = await desk.form("/ledger/conflicts")
    chosen = {f"choose-{NEWS}|frequency": "page", f"choose-{NEWS}|name": "file"}
    assert (await desk.send("/ledger/conflicts", {**form, **chosen})).status_code == 303
    news = desk.watch.site("portal").columns[0]
    assert (news.frequency, news.name) == (Frequency.WEEKLY, "新闻")
    assert "没有不一致的内容" in (await desk.house.browser.get("/ledger/conflicts")).text


@pytest.mark.parametrize("kind", ["units", "accounts"])
async def test_each_field_of_a_row_is_called_by_what_it_is_of(desk: Desk, kind: str) -> None:
    """Who hears the page read out would not know which of ten fields called 名称 this is."""
    page = (await desk.house.browser.get(f"/ledger/{kind}")).text
    called = re.findall(r'<(?:input|select) name="[a-z]+-\d+"[^>]*aria-label="([^"]*)"', page)
    assert len(called) == len(set(called)) > 6
    assert "名称：新增第1行" in called


async def test_units_and_accounts_are_kept_and_columns_confirmed_in_bulk(desk: Desk) -> None:
    units = await desk.form("/ledger/units")
    new = {
        "name-1": "区农业局",
        "aliases-1": "农业局、区农业农村局",
        "email-1": "a@example.gov.cn",
        "kind-1": "department",
    }
    assert (await desk.send("/ledger/units", {**units, **new})).status_code == 303
    assert desk.watch.units[1].aliases == ("农业局", "区农业农村局")
    wrong = await desk.send("/ledger/units", {**await desk.form("/ledger/units"), "email-1": "没有"})
    assert (wrong.status_code, "不是邮箱" in wrong.text) == (400, True)
    accounts = await desk.form("/ledger/accounts")
    assert (
        await desk.send(
            "/ledger/accounts", {**accounts, "name-0": "发布", "platform-0": "weibo", "unit-0": "农业局"}
        )
    ).status_code == 303
    assert desk.watch.accounts[0].unit == "unit-1"
    form = await desk.form(PORTAL)
    assert (await desk.send(PORTAL, {**form, "confirm-0": "on", "do": "save"})).status_code == 303
    assert desk.watch.site("portal").columns[0].confirm
    form = await desk.form("/ledger/confirm")
    assert (await desk.send("/ledger/confirm", {**form, "item": NEWS})).status_code == 303
    assert not desk.watch.site("portal").columns[0].confirm


async def test_a_job_is_handed_in_followed_and_its_files_are_given(desk: Desk) -> None:
    form = await desk.form("/ledger/new", "/acts/ledger/discover")
    led = await desk.send("", {**form, "url": "d.example.gov.cn"}, "/acts/ledger/discover")
    page = led.headers["location"]
    waiting = await desk.house.browser.get(page)
    assert '<noscript><meta http-equiv="refresh"' in waiting.text
    assert "值守程序没有运行" in waiting.text
    id = page.rpartition("/")[2]
    async with desk.house.store.database.write() as connection:
        [taken] = await requests.take(connection, NOW, is_long=True)
        await requests.tell(connection, id, "政务公开", 3, 12)
    assert (taken.target, json.loads(taken.options)) == ("http://d.example.gov.cn/", {"hosts": []})
    assert "3 / 12" in (await desk.house.browser.get(page)).text
    async with desk.house.store.database.write() as connection:
        await requests.keep(connection, id, json.dumps(found()), {"通报.docx": b"x"})
        await requests.done(connection, id, NOW, "9 pages")
    events = (await desk.house.browser.get(f"{page}/events")).text
    assert json.loads(events.rpartition("data: ")[2])["done"] is True
    assert (await desk.house.browser.get(f"{page}/files/通报.docx")).content == b"x"
    assert (await desk.house.browser.get(page)).headers["location"] == f"/ledger/drafts/{id}"
    report = await desk.house.post("/acts/job", kind="report", target="2026q3")
    assert report.status_code == 303


async def upload(desk: Desk, content: bytes, name: str = "台账.xlsx", **more: str) -> Any:
    """Send a workbook as a browser does."""
    desk.house.pass_time(seconds=1)
    form = {"csrf": await desk.house.csrf(), **more}
    return await desk.house.browser.post("/acts/ledger/book", data=form, files={"file": (name, content)})


async def be(desk: Desk, name: str) -> None:
    """Go on as somebody else."""
    desk.house.browser.cookies.clear()
    await desk.house.log_in(name)


async def filled(desk: Desk, query: str = "", **cells: str) -> bytes:
    """The workbook that is handed out, with these cells filled in."""
    out = await desk.house.browser.get(f"/ledger/book.xlsx{query}")
    book = load_workbook(io.BytesIO(out.content))
    for place, value in cells.items():
        book["栏目台账"][place] = value
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


async def test_a_workbook_is_shown_as_a_difference_and_holds_once_it_is_saved(desk: Desk) -> None:
    led = await upload(
        desk, await filled(desk, "?site=portal", H4="每周", E5="公示", F5="http://www.example.gov.cn/gs/")
    )
    assert led.status_code == 303
    page = led.headers["location"]
    shown = (await desk.house.browser.get(page)).text
    assert "新增1个，修改1个，未变0行" in shown
    assert re.search(r"更新频率：<del>每月</del> → <ins>每周</ins>", shown)
    assert read_edits(desk.url) == ()
    form = await desk.form(page, f"/acts{page}")
    form.pop("note", None)
    assert (await desk.send(page, {**form, "do": "accept"})).status_code == 303
    news, public = desk.watch.site("portal").columns
    assert (news.frequency, public.id, public.name) == (Frequency.WEEKLY, "gs", "公示")
    assert {(one.door, one.who) for one in read_edits(desk.url)} == {(Door.WORKBOOK, "wang")}
    assert "已采纳" in (await desk.house.browser.get(page)).text
    again = await desk.send(page, {**form, "do": "accept"})
    assert (again.status_code, "已经处理过" in again.text) == (400, True)


async def test_what_another_saved_since_the_export_is_not_taken_and_named(desk: Desk) -> None:
    content = await filled(desk, H4="每年", E4="头条")
    form = await desk.form(PORTAL)
    assert (await desk.send(PORTAL, {**form, "freq-0": "weekly", "do": "save"})).status_code == 303
    page = (await upload(desk, content)).headers["location"]
    shown = (await desk.house.browser.get(page)).text
    assert "1处不采用" in shown
    assert re.search("不采用：已由林某于11-20 08:30改为每周", shown)
    form = await desk.form(page, f"/acts{page}")
    meanwhile = await desk.form(PORTAL)
    assert (await desk.send(PORTAL, {**meanwhile, "name-0": "新闻", "do": "save"})).status_code == 303
    late = await desk.send(page, {**form, "do": "accept"})
    assert (late.status_code, desk.watch.site("portal").columns[0].name) == (
        303,
        "新闻",
    )  # kept, as it was met


async def test_a_wrong_workbook_is_told_cell_by_cell_and_nothing_is_stored(desk: Desk) -> None:
    wrong = await upload(desk, await filled(desk, H4="天天", F4="x"))
    assert wrong.status_code == 400
    assert "请修改2处后重新上传" in wrong.text
    assert "工作表“栏目台账”第4行H列：更新频率“天天”不在可选范围内" in wrong.text
    for content, words in ((b"a,b\n1,2\n", "可能是CSV文本"), (await filled(desk), "与台账完全一致")):
        answer = await upload(desk, content)
        assert (answer.status_code, words in answer.text) == (400, True)
    assert (await upload(desk, b"x" * 7_000_000)).status_code == 413
    assert "没有提交记录" in (await desk.house.browser.get("/ledger/book")).text
    elsewhere = await desk.house.browser.post("/acts/ledger/confirm", data={}, files={"file": ("a", b"x")})
    assert elsewhere.status_code == 415  # files come in at one door only


async def test_a_clerk_hands_in_what_is_her_units_and_the_centre_decides(desk: Desk) -> None:
    await desk.house.person("li", "unit", "office")
    form = await desk.form(PORTAL)
    assert (await desk.send(PORTAL, {**form, "unit-0": "区政府办", "do": "save"})).status_code == 303
    await be(desk, "li")
    content = await filled(desk, "?site=portal", H4="每周")
    pages = [(await upload(desk, content)).headers["location"].partition("?")[0] for _ in range(2)]
    assert "待审核" in (await desk.house.browser.get("/ledger/book")).text
    assert "台账填报待审核" not in (await desk.house.browser.get("/")).text
    assert (await desk.house.post(f"/acts{pages[0]}", do="accept", seen="0")).status_code == 404
    assert (await desk.house.post(f"/acts{pages[1]}", do="withdraw")).status_code == 303
    moved = await upload(desk, await filled(desk, K4="是"))
    assert "第4行K列：一级栏目由监测单位填写" in moved.text
    await be(desk, "wang")
    assert "1份待审核" in (await desk.house.browser.get("/ledger")).text
    assert (
        '栏目台账填报待审核1份</b></span> <a href="/ledger/book#past">'
        in (await desk.house.browser.get("/")).text
    )
    form = await desk.form(pages[0], f"/acts{pages[0]}")
    assert (await desk.send(pages[0], {**form, "do": "accept"})).status_code == 303
    assert desk.watch.site("portal").columns[0].frequency is Frequency.WEEKLY
    assert "台账填报待审核" not in (await desk.house.browser.get("/")).text
    await desk.house.person("zhao", "unit", "elsewhere")
    await be(desk, "zhao")
    assert (await desk.house.browser.get(pages[0])).status_code == 404
    assert (await desk.house.browser.get("/ledger/book.xlsx")).status_code == 404


async def test_a_refused_workbook_says_why_and_a_row_that_is_gone_is_retired_only_when_ticked(
    desk: Desk,
) -> None:
    await desk.house.person("li", "unit", "office")
    form = await desk.form(PORTAL)
    more = {
        "name-1": "公示",
        "url-1": "http://www.example.gov.cn/gs/",
        "unit-0": "区政府办",
        "unit-1": "区政府办",
    }
    assert (await desk.send(PORTAL, {**form, **more, "do": "save"})).status_code == 303
    await be(desk, "li")
    book = load_workbook(io.BytesIO(await filled(desk)))
    book["栏目台账"].delete_rows(5)
    file = io.BytesIO()
    book.save(file)
    pages = [(await upload(desk, file.getvalue())).headers["location"].partition("?")[0] for _ in range(2)]
    await be(desk, "wang")
    form = await desk.form(pages[0], f"/acts{pages[0]}")
    assert (await desk.send(pages[0], {**form, "do": "refuse", "note": ""})).status_code == 400
    said = {**form, "do": "refuse", "note": "该栏目仍在使用"}
    assert (await desk.send(pages[0], said)).status_code == 303
    assert (await desk.send(pages[1], {**form, "do": "accept"})).status_code == 303
    assert [one.retired for one in desk.watch.site("portal").columns] == [None, None]
    await be(desk, "li")
    assert "已退回：该栏目仍在使用" in (await desk.house.browser.get("/ledger/book")).text
    third = (await upload(desk, file.getvalue())).headers["location"].partition("?")[0]
    await be(desk, "wang")
    assert (
        await desk.send(
            third, {**await desk.form(third, f"/acts{third}"), "do": "accept", "retire": f"{NEWS[:-4]}gs"}
        )
    ).status_code == 303
    assert [str(one.retired) for one in desk.watch.site("portal").columns] == ["None", "2026-11-20"]


def compared_with(column: str, found: str, **more: Any) -> dict[str, Any]:
    """One column as a comparison tells of it."""
    return {"column": column, "found": found, "title": "", "why": "", "newest": "", "links": [], **more}


async def test_ticked_proposals_of_a_comparison_become_edits_and_vanish(desk: Desk) -> None:
    form = await desk.form(PORTAL)
    more = {
        "name-1": "公开/公告",
        "url-1": "http://www.example.gov.cn/gs/",
        "name-2": "旧闻",
        "url-2": "http://www.example.gov.cn/jw/",
        "confirm-1": "on",
    }
    assert (await desk.send(PORTAL, {**form, **more, "do": "save"})).status_code == 303
    link = {"name": "要闻", "url": "http://www.example.gov.cn/new/", "topic": "", "newest": "2026-11-19"}
    data = [
        compared_with("news", "fresher", newest="2025-01-01", links=[link]), compared_with("jw", "unreached", why="http_404"),
        compared_with("gs", "other_name", title="通知公告-示范区人民政府"), compared_with("gone", "agrees"),
    ]  # fmt: skip
    page = f"/jobs/{await desk.job('compare', 'portal', data)}"
    act = f"/acts/ledger/compared/{page.rpartition('/')[2]}"
    shown = (await desk.house.browser.get(f"{page}?tick=all")).text
    assert "3个栏目，3个有修改建议" in shown
    assert "改为http://www.example.gov.cn/new/（首页的“要闻”，最新2026-11-19）" in shown
    form = await desk.form(f"{page}?tick=all", act)
    assert {name for name in form if name.startswith("on-")} == {
        "on-news",
        "on-gs",
    }  # what is dead nobody ticks unasked
    assert (await desk.send("", {**form, "on-news": "on"}, act)).status_code == 303
    news, public, old = desk.watch.site("portal").columns
    assert (news.url, public.name, old.retired) == ("http://www.example.gov.cn/new/", "公开/通知公告", None)
    form = await desk.form(page, act)
    assert (await desk.send("", {**form, "on-jw": "on"}, act)).status_code == 303
    assert str(desk.watch.site("portal").columns[2].retired) == "2026-11-20"
    assert "没有需要修改的栏目" in (await desk.house.browser.get(page)).text
    assert (await desk.send("", form, act)).status_code == 400  # nothing ticked


async def test_of_a_comparison_what_another_saved_meanwhile_is_shown_and_nothing_is_lost(desk: Desk) -> None:
    link = {"name": "要闻", "url": "http://www.example.gov.cn/new/", "topic": "", "newest": ""}
    page = f"/jobs/{await desk.job('compare', 'portal', [compared_with('news', 'unreached', links=[link])])}"
    act = f"/acts/ledger/compared/{page.rpartition('/')[2]}"
    form = await desk.form(page, act)
    theirs = await desk.form(PORTAL)
    await desk.send(PORTAL, {**theirs, "url-0": "http://www.example.gov.cn/theirs/", "do": "save"})
    told = await desk.send("", {**form, "on-news": "on"}, act)
    assert (told.status_code, "已被他人修改" in told.text) == (409, True)
    assert Fields(told.text).forms[act]["on-news"] == "on"
    assert desk.watch.site("portal").columns[0].url == "http://www.example.gov.cn/theirs/"
