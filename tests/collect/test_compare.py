"""Columns held against live pages: a wrong row is worse than none."""

from monitor.collect.compare import Found, Link, compare, matching
from monitor.domain.site import Column
from probes.wall.base import Inline
from tests.probes.world import HOME, NOW, Web, site

HEAD = "<html><head><title>{}</title></head><body>"
ROWS = "".join(f'<li><a href="/x/202611/t202611{n:02}_{n}.htm">关于做好第{n}项工作的通知</a><span>2026-11-{n:02}</span></li>' for n in range(1, 9))  # fmt: skip
LIST = HEAD + f"<ul class='list'>{ROWS}</ul></body></html>"


def link(name: str, path: str, topic: str = "") -> Link:
    return Link(name=name, url=f"{HOME}{path}", topic=topic)


def named(name: str, url: str = "") -> Column:
    return Column(id="c", name=name, url=url, confirm=True)


def test_a_name_that_one_column_bears_is_found_wherever_the_link_stands() -> None:
    assert [one.url for one in matching(named("教育/学前教育"), [link("学前教育", "xq/")], set())] == [
        f"{HOME}xq/"
    ]


def test_a_name_that_several_columns_bear_needs_the_topic_beside_it() -> None:
    links = [
        link("工作部署", "a/"),
        link("工作部署", "b/", "深化放管服改革"),
        link("工作部署", "c/", "乡村振兴"),
    ]
    [only] = matching(named("深化“放管服”改革/工作部署"), links, {"工作部署"})
    assert only.url == f"{HOME}b/"
    assert matching(named("市情概况/工作部署"), links, {"工作部署"}) == ()


def test_a_link_under_its_topic_is_taken_before_others_of_its_name() -> None:
    links = [link("政策法规", "a/"), link("政策法规", "b/", "食品安全")]
    assert [one.url for one in matching(named("食品安全/政策法规"), links, set())] == [f"{HOME}b/"]


async def test_each_column_is_told_what_became_of_it() -> None:
    menu = "".join(
        f'<a href="/{path}/">{name}</a>'
        for name, path in [("通知公告", "tzgg"), ("教育", "jy"), ("政策文件", "zcwj")]
    )
    web = Web(
        {
            HOME: HEAD.format("示例市人民政府") + menu,
            f"{HOME}tzgg/": LIST.format("通知公告_示例市人民政府"),
            f"{HOME}jy/": HEAD.format("教育")
            + '<a href="/jy/xqjy/">学前教育</a><a href="/jy/ywjy/">义务教育</a>',
            f"{HOME}old/": LIST.format("天气预报_示例市人民政府"),
            f"{HOME}empty/": HEAD.format("统计数据") + "<p>欢迎访问。</p>",
        }
    )
    columns = (
        Column(id="notices", name="信息公开/通知公告", url=f"{HOME}tzgg/"),
        Column(id="weather", name="政策文件", url=f"{HOME}old/"),
        Column(id="figures", name="统计数据", url=f"{HOME}empty/"),
        Column(id="gone", name="人事信息", url=f"{HOME}gone/"),
        Column(id="nursery", name="教育/学前教育", url="", confirm=True),
        Column(id="nowhere", name="教育/老年教育", url="", confirm=True),
    )
    told = await compare(site(*columns), web, Inline(), lambda: NOW, most=9, progress=lambda name: None)
    assert not isinstance(told, str)
    assert {one.column.id: one.found for one in told} == {
        "notices": Found.AGREES,
        "weather": Found.OTHER_NAME,
        "figures": Found.NO_LIST,
        "gone": Found.UNREACHED,
        "nursery": Found.PROPOSED,
        "nowhere": Found.NOT_FOUND,
    }
    by_id = {one.column.id: one for one in told}
    assert [one.url for one in by_id["weather"].links] == [f"{HOME}zcwj/"]
    assert [(one.url, one.topic) for one in by_id["nursery"].links] == [(f"{HOME}jy/xqjy/", "教育")]
    assert str(by_id["notices"].newest) == "2026-11-08"


async def test_a_page_of_the_same_name_with_newer_rows_is_proposed_with_its_day() -> None:
    old = ROWS.replace("2026-11-", "2025-03-")
    web = Web(
        {
            HOME: HEAD.format("示例市人民政府")
            + '<a href="/new/">通知公告</a><a href="/older/">通知公告</a><a href="/x/">教育</a>',
            f"{HOME}tzgg/": HEAD.format("通知公告") + f"<ul class='list'>{old}</ul>",
            f"{HOME}older/": HEAD.format("通知公告") + f"<ul class='list'>{old.replace('2025', '2024')}</ul>",
            f"{HOME}new/": LIST.format("通知公告"),
        }
    )
    told = await compare(
        site(Column(id="notices", name="通知公告", url=f"{HOME}tzgg/")), web, Inline(), lambda: NOW, most=0, progress=lambda name: None,
    )  # fmt: skip
    assert not isinstance(told, str)
    [one] = told
    assert (one.found, str(one.newest)) == (Found.FRESHER, "2025-03-08")
    assert [(link.url, str(link.newest)) for link in one.links] == [(f"{HOME}new/", "2026-11-08")]


async def test_a_homepage_that_does_not_open_is_the_answer() -> None:
    assert (
        await compare(site(), Web({}), Inline(), lambda: NOW, most=9, progress=lambda name: None)
        == "http_status"
    )
