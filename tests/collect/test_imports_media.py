"""Publishing logs and registers from elsewhere."""

from datetime import date, datetime
from pathlib import Path

import pytest

from monitor.collect.imports.headings import _WORDS, HEADINGS, key_of
from monitor.collect.imports.looks import Imported, read_looks
from monitor.collect.imports.media import life_of, platform_of
from monitor.collect.imports.rows import ImportedRow, fitted, read_rows
from monitor.domain.content import Life
from monitor.domain.observation import Registration, Timeline
from monitor.domain.site import Account, Centre, Platform, Watch
from monitor.domain.timing import SHANGHAI
from tests.every import every

SOON = datetime(2026, 11, 25, 12, tzinfo=SHANGHAI)
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
    return read_looks((ImportedRow(n, fields) for n, fields in enumerate(named, start=1)), WATCH)


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
        ({"account": "wx", "at": "9999-12-31T23:59:59Z"}, "is not a time"),
        ({"account": "wx", "at": "0001-01-01T00:00+14:00"}, "is not a time"),
        ({"account": "wx", "at": "2026-11-18", "published": "2026-11-19"}, "lies after"),
        ({"account": "wx", "at": "2026-11-18", "colour": 1}, "'colour' is an unknown key"),
        ({"name": "x", "platform": "飞信", "at": "2026-11-18"}, "expected one of"),
    ],
    ids=[
        "unknown",
        "ambiguous",
        "no time",
        "no such time",
        "year 10000",
        "year 0",
        "future",
        "unknown key",
        "unknown platform",
    ],
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


@every(
    ("words", "platform"),
    [
        ("微信公众号（订阅号）", Platform.WECHAT),
        ("微信公众号(服务号)", Platform.WECHAT),
        ("微信【公众号】", Platform.WECHAT),
        ("微信公众平台", Platform.WECHAT),
        ("微信/公众号", Platform.WECHAT),
        ("新媒体（抖音）", Platform.DOUYIN),
        ("抖音短视频", Platform.DOUYIN),
        ("新浪微博（政务）", Platform.WEIBO),
        ("今日头条号", Platform.TOUTIAO),
        ("哔哩哔哩（B站）", Platform.BILIBILI),
        ("移动客户端（APP）", Platform.APP),
        ("ａｐｐ", Platform.APP),
        ("微信 小程序", Platform.MINIPROGRAM),
        ("视频号（微信）", Platform.OTHER),
        ("其他（小红书）", Platform.OTHER),
        ("wechat", Platform.WECHAT),
    ],
)
def test_a_platform_is_known_by_its_names_and_notes(words: str, platform: Platform) -> None:
    assert platform_of(words) is platform


@pytest.mark.parametrize("words", ["飞信", "微信/微博", "（）", "公告", "（" * 50_000])
def test_other_words_are_no_platform(words: str) -> None:
    with pytest.raises(ValueError, match="a common Chinese name"):
        platform_of(words)


@every(
    ("words", "life"),
    [
        ("运行中", Life.RUNNING), ("正常（更新中）", Life.RUNNING), ("在用", Life.RUNNING), ("启用", Life.RUNNING),
        ("注销中", Life.CLOSING), ("拟停用", Life.CLOSING), ("待注销", Life.CLOSING),
        ("停用", Life.CLOSED), ("已撤销", Life.CLOSED), ("已 注 销", Life.CLOSED), ("关闭", Life.CLOSED), ("已注销（2025年）", Life.CLOSED),
    ],
)  # fmt: skip
def test_a_state_is_known_by_the_words_of_forms(words: str, life: Life) -> None:
    assert life_of(words) is life


@every(
    ("heading", "key"),
    [
        ("工单编号", "id"), ("受理编号", "id"), ("来信时间", "submitted"), ("回复时间", "answered"), ("承办单位", "unit"),
        ("推文标题", "title"), ("推送日期", "date"), ("发布日期/时间", "date"), ("发布时间（年月日）", "published"), ("标 题 *", "title"),
        ("帐号名称", "name"), ("*发布平台：", "platform"), ("办理状态", "status"), ("标题/链接", "title"), ("Title", "title"), ("内容url", "url"),
        ("发布时间 [精确到分]", "published"), ("满意度", "满意度"), ("（" * 40_000, "（" * 40_000),
    ],
)  # fmt: skip
def test_usual_headings_are_known_with_notes_gaps_and_stars(heading: str, key: str) -> None:
    assert key_of(heading) == key


def test_no_heading_stands_for_two_things() -> None:
    assert len(HEADINGS) == sum(len(set(words.split())) for words in _WORDS.values())


@pytest.mark.parametrize("value", [44888, 44888.0, "44888"])
def test_a_number_of_a_calendar_from_1904_is_that_day(value: object) -> None:
    fields = {"observation": "post", "account": "wx", "published": value, "title": 44888}
    [look] = read_looks([ImportedRow(2, fields, columns=("account",), from_1904=True)], WATCH).looks
    assert (look.facts.posts[0].on, look.facts.posts[0].title) == (date(2026, 11, 24), "44888")


def test_what_the_operator_says_of_a_heading_wins(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("标题,推文,发布时间,账号,备注\n栏目甲,一,2026-11-24,wx,x\n", encoding="utf-8")
    columns = {"标题": "", "推文": "title", "备注": ""}
    done = read_looks(fitted(read_rows(path, tuple(columns)), columns, {"observation": "post"}), WATCH)
    assert (done.errors, done.ignored, done.looks[0].facts.posts[0].title) == ([], set(), "一")


def test_two_columns_that_say_two_days_of_a_post_are_asked_about(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    text = "标题,账号,发布时间,推送时间\n一,wx,2026-11-07,2026-11-24\n二,wx,2026-11-08,2026-11-08\n"
    path.write_text(text, encoding="utf-8")
    done = read_looks(fitted(read_rows(path), {}, {}), WATCH, SOON)
    assert "line 2: two columns say when it was published: '2026-11-07' and '2026-11-24'" in done.errors[0]
    assert not done.looks[0].facts.complete
    told = read_looks(fitted(read_rows(path, ("发布时间",)), {"发布时间": ""}, {}), WATCH, SOON)
    assert (told.errors, told.looks[0].facts.newest) == ([], date(2026, 11, 24))


@pytest.mark.parametrize("words", ["—", "/", "无", "--", "至今", "未注销", "0000-00-00", ""])
def test_words_for_no_day_of_closing_mean_none(words: str) -> None:
    done = read(
        {"observation": "registry", "时间": "2026-11-20", "平台": "微信", "名称": "甲", "注销时间": words}
    )
    assert done.errors == []
    assert (done.looks[0].facts.closed, done.looks[0].facts.life) == (None, Life.RUNNING)
