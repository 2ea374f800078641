"""Publishing logs and registers from elsewhere."""

from datetime import date

import pytest

from monitor.domain.content import Life
from monitor.domain.observation import Registration, Timeline
from monitor.domain.site import Account, Centre, Platform, Watch
from monitor.imports.headings import HEADINGS
from monitor.imports.looks import Imported, read_looks
from monitor.imports.rows import Row

WATCH = Watch(
    edition="fuzhou-2021",
    centre=Centre(name="中心"),
    accounts=(
        Account(id="wx", name="仓山发布", platform=Platform.WECHAT, edition="fuzhou-2021", source={"kind": "import", "complete": True}),
        Account(id="wb", name="仓山发布", platform=Platform.WEIBO, edition="fuzhou-2021"),
    ),
)  # fmt: skip


def read(*rows: dict[str, object]) -> Imported:
    named = [{HEADINGS.get(key, key): value for key, value in row.items()} for row in rows]
    return read_looks((Row(n, fields) for n, fields in enumerate(named, start=1)), WATCH)


def test_a_log_that_says_when_it_was_taken_is_one_look() -> None:
    rows = [
        {"observation": "post", "account": "wx", "at": "2026-11-20T08:00:00+08:00", "published": f"2026-11-{day:02d}", "title": "t"}
        for day in (3, 18)
    ]  # fmt: skip
    [look] = read(*rows).looks
    assert isinstance(look.facts, Timeline)
    assert ([post.on for post in look.facts.posts], look.facts.complete) == (
        [date(2026, 11, 3), date(2026, 11, 18)],
        True,
    )


@pytest.mark.parametrize("key", ["at", "published", "published_at", "posted_at", "time", "date"])
def test_a_log_that_names_only_the_time_of_each_post_is_read_by_any_of_its_names(key: str) -> None:
    [look] = read(
        {"observation": "post", "account": "wx", key: "2026-11-18T22:30:00+08:00", "title": "t"}
    ).looks
    assert look.facts.posts[0].on == date(2026, 11, 18)
    assert look.at.day == 18


def test_the_provincial_form_is_read_by_name_and_platform() -> None:
    done = read(
        {"类型": "post", "账号名称": "仓山发布", "平台": "微博", "发布时间": "2026-11-18 09:00", "标题": "t"}
    )
    assert [look.subject for look in done.looks] == ["wb"]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"account": "wz", "at": "2026-11-18"}, "no such account; configured: wx, wb"),
        ({"name": "仓山发布", "at": "2026-11-18"}, "stands for several accounts; add its platform"),
        ({"account": "wx"}, "'published' is missing"),
        ({"account": "wx", "at": "yesterday"}, "is not a time"),
        ({"account": "wx", "at": "2026-11-18", "published": "2026-11-19"}, "lies after"),
        ({"account": "wx", "at": "2026-11-18", "colour": 1}, "'colour' is an unknown key"),
        ({"name": "x", "platform": "飞信", "at": "2026-11-18"}, "expected one of"),
    ],
    ids=["unknown", "ambiguous", "no time", "no such time", "future", "unknown key", "unknown platform"],
)
def test_a_bad_row_is_named_and_harms_no_other(row: dict[str, object], words: str) -> None:
    done = read({"observation": "post", **row}, {"observation": "post", "account": "wx", "at": "2026-11-18"})
    assert words in done.errors[0]
    assert len(done.looks) == 1


def test_a_register_keeps_every_entry_whoever_it_belongs_to() -> None:
    head = {"类型": "registry", "时间": "2026-11-20", "主办单位": "区政府办"}
    done = read(
        head | {"平台": "微信", "名称": "仓山发布", "运行状态": "正常", "开设时间": "2018-03-01"},
        head
        | {
            "平台": "抖音",
            "名称": "仓山文旅",
            "运行状态": "已注销",
            "注销时间": "2025-01-05",
            "备案号": "仓备1号",
        },
    )
    first, second = done.looks
    assert (first.subject, second.subject, second.part) == ("wx", "register", "douyin/仓山文旅")
    assert isinstance(second.facts, Registration)
    assert (second.facts.life, second.facts.closed, second.facts.filing) == (
        Life.CLOSED,
        date(2025, 1, 5),
        "仓备1号",
    )
