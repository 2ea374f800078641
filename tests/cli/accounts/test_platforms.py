"""Weibo, WeChat, list pages and app shops from configuration to verdict."""

import asyncio
import json
import zipfile
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from monitor.app.configuration import read_watch
from monitor.app.runtime import open_runtime
from monitor.collect.runner import look_at
from probes.base import discover
from tests.cli.accounts.platforms import (
    Answers,
    Asked,
    Page,
    Platforms,
    account,
    ago,
    desk_with,
    judge,
    look,
)
from tests.cli.test_commands import Desk
from tests.operator_desk import NOW

CONTAINER = "/api/container/getIndex"


def blog(when: str, id: str = "1", **more: Any) -> dict[str, Any]:
    return {
        "card_type": 9,
        "mblog": {"id": id, "created_at": when, "text": "便民", "user": {"id": 7}, **more},
    }


def weibo(*cards: dict[str, Any], **answer: Any) -> Page:
    """The profile, and for whoever names its container the timeline."""
    tabs = [{"tab_type": "profile", "containerid": "1"}, {"tab_type": "weibo", "containerid": "1076037"}]
    profile = {
        "ok": 1,
        "data": {"userInfo": {"id": 7, "screen_name": "示例发布"}, "tabsInfo": {"tabs": tabs}},
    }
    timeline = {"ok": 1, "data": {"cards": list(cards)}} | answer

    def page(asked: Asked) -> Answers:
        plain = timeline if "containerid=1076037" in asked.path else profile
        return Answers(json.dumps(plain, ensure_ascii=False))

    return page


def on_weibo(folder: Path, web: Platforms, page: Page, *more: str) -> Desk:
    web.pages[CONTAINER] = page
    return desk_with(
        folder, account(f'{{kind = "weibo", uid = "7", base = "{web.base}", complete = true}}', *more)
    )


def words(age: int) -> str:
    return f"{ago(age, 8):%a %b %d %H:%M:%S +0800 %Y}"


OLD = words(20)
LAST_YEAR = (NOW + timedelta(days=3)).strftime("%m-%d")
DATES = {
    "just now": ("刚刚", "pass"),
    "minutes": ("3分钟前", "pass"),
    "hours": ("23小时前", "pass"),
    "today": ("今天 00:30", "pass"),
    "yesterday": ("昨天 23:59", "pass"),
    "a day of this year": (f"{ago(2):%m-%d}", "pass"),
    "a day and an hour": (f"{ago(2):%m-%d} 10:22", "pass"),
    "with the year": (f"{ago(2):%Y-%m-%d}", "pass"),
    "english": (words(2), "pass"),
    "a day ahead is last year's": (LAST_YEAR, "fail"),
    "long ago": ("2025-12-31", "fail"),
    "short year": ("25-12-31", "fail"),
    "fifteen days": (words(15), "fail"),
    "fourteen days": (words(14), "pass"),
    "two weeks may be either": ("2周前", "unknown"),
    "no time": ("近日", "unknown"),
}


@pytest.mark.parametrize(("when", "outcome"), DATES.values(), ids=DATES)
def test_weibos_words_for_a_day(tmp_path: Path, web: Platforms, when: str, outcome: str) -> None:
    assert look(on_weibo(tmp_path, web, weibo(blog(when))))["account_silent"]["outcome"] == outcome


TIMELINES: dict[str, tuple[Page, str, str]] = {
    "a fresh pin counts by its own day": (
        weibo(blog(words(1)) | {"profile_type_id": "proweibotop_7"}),
        "pass",
        "pinned_only",
    ),
    "an old pin above an old post": (weibo(blog(words(300), "9", mblogtype=2), blog(OLD)), "fail", ""),
    "only a pin": (weibo(blog(OLD, title={"text": "置顶"})), "unknown", "pinned_only"),
    "a repost": (weibo(blog(words(1), retweeted_status={"id": "9"})), "pass", ""),
    "a fresh post of somebody else": (weibo(blog(words(0), "8", user={"id": 99}), blog(OLD)), "fail", ""),
    "a group of cards": (weibo({"card_type": 11, "card_group": [blog(words(1))]}), "pass", ""),
    "no posts": (weibo(), "unknown", "empty"),
    "nothing here yet": (weibo(ok=0, msg="这里还没有内容"), "unknown", "empty"),
    "no cards": (weibo(data={}), "unknown", "no_cards"),
    "a wall's code": (json.dumps({"ok": -100, "url": "https://passport.weibo.cn/"}), "unknown", "login_wall"),
    "a visitor's page": ("<html><title>Sina Visitor System</title></html>", "unknown", "login_wall"),
    "no such user": (json.dumps({"ok": 0, "msg": "用户不存在"}), "unknown", "not_found"),
    "432": (Answers("", 432), "unknown", "http_status:432"),
    "418": (Answers("teapot", 418), "unknown", "http_status:418"),
    "words": ("busy", "unknown", "not_json"),
}


@pytest.mark.parametrize(("page", "outcome", "blocker"), TIMELINES.values(), ids=TIMELINES)
def test_what_weibo_answers(tmp_path: Path, web: Platforms, page: Page, outcome: str, blocker: str) -> None:
    verdict = look(on_weibo(tmp_path, web, page))["account_silent"]
    assert (verdict["outcome"], verdict["measured"]["blocker"]) == (outcome, blocker)


def test_comments_prove_interaction_and_a_person_signs_where_nothing_shows(
    tmp_path: Path, web: Platforms
) -> None:
    desk = on_weibo(tmp_path, web, weibo(blog(words(1), comments_count=0, attitudes_count=9)))
    unseen = look(desk)["interaction_missing"]
    assert unseen["outcome"] == "unknown"
    assert "monitor review sign a interaction_missing --outcome" in unseen["needs"]
    signed = desk.run(
        "review", "sign", "a", "interaction_missing", "--outcome", "fail", "--reason", "三次留言无人答复", "--who", "林某"
    )  # fmt: skip
    assert signed.exit_code == 0, signed.output
    verdict = judge(desk)["interaction_missing"]
    assert (verdict["outcome"], verdict["confirmed_by"]) == ("fail", "林某")
    web.pages[CONTAINER] = weibo(blog(words(1), comments_count=3))
    assert look(desk)["interaction_missing"]["outcome"] == "pass"


def test_a_signature_on_a_rule_that_is_none_is_refused(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, account('{kind = "import"}'))
    done = desk.run("review", "sign", "a", "interaction_mising", "--outcome", "pass", "--reason", "x")
    assert done.exit_code == 2
    assert "did you mean 'interaction_missing'" in done.output


def published(*ages: int) -> str:
    items = [
        {
            "article_id": str(n),
            "update_time": int(ago(age, 8).timestamp()),
            "content": {"news_item": [{"title": "t"}]},
        }
        for n, age in enumerate(ages)
    ]
    return json.dumps({"total_count": len(ages), "item_count": len(ages), "item": items})


def on_wechat(folder: Path, web: Platforms, *, complete: bool = False) -> Desk:
    vouched = ", complete = true" if complete else ""
    source = f'{{kind = "wechat", appid = "wx1", secret_env = "TEST_WX", api = "{web.base}"{vouched}}}'
    return desk_with(folder, account(source, platform="wechat"))


STABLE, LIST, MATERIAL = (
    "/cgi-bin/stable_token",
    "/cgi-bin/freepublish/batchget",
    "/cgi-bin/material/batchget_material",
)
TOKEN = '{"access_token": "tok-1", "expires_in": 7200}'
CODES = {code: json.dumps({"errcode": code, "errmsg": "no"}) for code in (40001, 40164, 42001, 45009, 48001)}


@pytest.mark.parametrize(
    ("pages", "outcome", "blocker"),
    [
        ({STABLE: TOKEN, LIST: published(3)}, "pass", "not_complete"),
        ({"/cgi-bin/token": TOKEN, LIST: published(3)}, "pass", "not_complete"),
        ({STABLE: TOKEN, LIST: published(20), MATERIAL: published(2)}, "pass", "not_complete"),
        ({STABLE: TOKEN, LIST: published(20), MATERIAL: published()}, "unknown", "not_complete"),
        ({STABLE: TOKEN, LIST: published(), MATERIAL: published()}, "unknown", "empty"),
        ({STABLE: CODES[40001]}, "unknown", "errcode_40001"),
        ({STABLE: CODES[40164]}, "unknown", "errcode_40164"),
        ({STABLE: TOKEN, LIST: CODES[42001]}, "unknown", "errcode_42001"),
        ({STABLE: TOKEN, LIST: CODES[45009]}, "unknown", "errcode_45009"),
        ({STABLE: TOKEN, LIST: CODES[48001]}, "unknown", "errcode_48001"),
        ({STABLE: TOKEN, LIST: "<html>"}, "unknown", "not_json"),
        ({STABLE: "{}", "/cgi-bin/token": "{}"}, "unknown", "no_token"),
        ({STABLE: '{"errcode": 40066}', "/cgi-bin/token": TOKEN, LIST: published(3)}, "pass", "not_complete"),
    ],
    ids=["fresh", "a relay with the older token", "fresh material", "old", "nothing", "secret", "address", "token ran out", "quota", "no right", "a page", "no token", "no such address"],
)  # fmt: skip
def test_what_wechat_answers(
    tmp_path: Path,
    web: Platforms,
    pages: dict[str, Page],
    outcome: str,
    blocker: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TEST_WX", "very-secret")
    web.pages |= pages
    verdict = look(on_wechat(tmp_path, web))["account_silent"]
    assert (verdict["outcome"], verdict["measured"]["blocker"]) == (outcome, blocker)
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"very-secret" not in kept
    assert b"tok-1" not in kept


def test_half_of_wechats_lists_proves_no_silence_whoever_vouches(
    tmp_path: Path, web: Platforms, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEST_WX", "very-secret")
    web.pages |= {STABLE: TOKEN, LIST: published(20), MATERIAL: CODES[48001]}
    assert look(on_wechat(tmp_path, web, complete=True))["account_silent"]["outcome"] == "unknown"
    web.pages[MATERIAL] = published(30)
    assert look(Desk(tmp_path))["account_silent"]["outcome"] == "fail"


def test_one_accounts_missing_right_closes_wechat_for_nobody_else(
    tmp_path: Path, web: Platforms, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEST_WX", "very-secret")
    web.pages |= {STABLE: TOKEN, LIST: CODES[48001]}
    source = f'{{kind = "wechat", appid = "wx1", secret_env = "TEST_WX", api = "{web.base}"}}'
    desk = desk_with(tmp_path, *(account(source, id=f"a{n}", platform="wechat") for n in range(30)))
    looks = json.loads(desk.run("run-once", "--all", "--json").stdout)["looks"]
    assert {one["reason"] for one in looks} == {"errcode_48001"}


def listing(*ages: int) -> str:
    rows = "".join(f"<li><a href='/p/{n}.html'>第{n}条便民信息发布</a><span>{ago(age):%Y-%m-%d}</span></li>" for n, age in enumerate(ages))  # fmt: skip
    return f"<html><head><title>发布</title></head><body><ul class='list'>{rows}</ul></body></html>"


@pytest.mark.parametrize(
    ("ages", "outcome"), [((14, 20, 30), "pass"), ((15, 20, 30), "fail")], ids=["14", "15"]
)
def test_a_page_that_lists_the_posts(
    tmp_path: Path, web: Platforms, ages: tuple[int, ...], outcome: str
) -> None:
    web.pages["/posts"] = listing(*ages)
    source = f'{{kind = "page", url = "{web.base}/posts", complete = true, list = {{item = "ul.list li", date = "span", link = "a"}}}}'
    assert (
        look(desk_with(tmp_path, account(source, platform="toutiao")))["account_silent"]["outcome"] == outcome
    )


def test_an_unknown_key_below_a_source_is_named(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, account('{kind = "page", url = "http://a/", list = {itm = "li"}}'))
    assert "source.list.itm: unknown key; did you mean 'item'?" in str(desk.run("judge").exception)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('{kind = "feed", url = "rsshub.local/weibo/1"}', "source.url: found 'rsshub.local/weibo/1', expected an address"),
        ('{kind = "app", apk = "ftp://a/x.apk"}', "source.apk: found 'ftp://a/x.apk', expected an address"),
        ('{kind = "wechat", token_env = "MY TOKEN"}', "expected the name of an environment variable"),
        ('{kind = "weibo"}', "source.uid: is missing"),
        ('{kind = "feed", url = "http://a/", allowed_hosts = ["http://b"]}', "expected a host name"),
    ],
    ids=["no scheme", "another scheme", "no variable", "no uid", "no host"],
)  # fmt: skip
def test_a_source_that_cannot_be_asked_is_named(tmp_path: Path, source: str, words: str) -> None:
    assert words in str(desk_with(tmp_path, account(source)).run("judge").exception)


def test_a_list_in_json_stands_below_a_source_as_below_a_column(tmp_path: Path, web: Platforms) -> None:
    web.pages |= {
        "/posts": "<html><body><div id=app></div></body></html>",
        "/api": json.dumps({"data": [{"t": "便民信息", "u": "/p/1", "d": f"{ago(3):%Y-%m-%d}"}]}),
    }
    rows = f'{{json = "{web.base}/api", rows = "data", fields = {{title = "t", url = "u", date = "d"}}}}'
    desk = desk_with(tmp_path, account(f'{{kind = "page", url = "{web.base}/posts", list = {rows}}}'))
    verdict = look(desk)["account_silent"]
    assert (verdict["outcome"], verdict["measured"]["age_days"]) == ("pass", 3)


def package(size: int) -> bytes:
    """A zip file of at least *size* bytes, as every Android package is one."""
    room = BytesIO()
    with zipfile.ZipFile(room, "w") as archive:
        archive.writestr("classes.dex", bytes(size))
    return room.getvalue()


APK = package(300_000)


def ranged(asked: Asked) -> Answers:
    """A download host as it should be."""
    first = APK[:4096]
    headers = {
        "Content-Range": f"bytes 0-4095/{len(APK)}",
        "Content-Type": "application/vnd.android.package-archive",
    }
    return Answers(first, 206, headers) if asked.headers.get("range") else Answers(APK)


def no_total(asked: Asked) -> Answers:
    return Answers(APK[:4096], 206, {"Content-Range": "bytes 0-4095/*"})


ANDROID: dict[str, tuple[Page, str, str]] = {
    "a range": (ranged, "available", ""),
    "a range without its whole": (no_total, "available", ""),
    "a range without its header": (Answers(APK[:4096], 206), "available", ""),
    "the range is ignored": (APK, "available", ""),
    "ignored, and enormous": (package(20_000_000), "available", ""),
    "HEAD is not allowed": (lambda asked: Answers("no", 405) if asked.method == "HEAD" else ranged(asked), "available", ""),
    "sent to its download host": (Answers(status=302, headers={"Location": "/elsewhere.apk"}), "available", ""),
    "a page instead": ("<html><body>请到应用商店下载掌上仓山</body></html>", "missing", "not_a_package"),
    "sent to a shop's page": (Answers(status=302, headers={"Location": "/store"}), "missing", "not_a_package"),
    "too small": (package(10), "missing", "too_small"),
    "nothing": ("", "missing", "empty"),
    "404": (Answers("no", 404), "missing", "http_404"),
    "410": (Answers("no", 410), "missing", "http_410"),
    "403": (Answers("no", 403), "unreached", "http_status"),
    "500": (Answers("no", 500), "unreached", "http_status"),
    "503": (Answers("no", 503), "unreached", "http_status"),
    "a challenge": (Answers("<html><body>请完成安全验证后继续访问</body></html>", 403), "unreached", "blocked_captcha"),
}  # fmt: skip


@pytest.mark.parametrize(("page", "state", "reason"), ANDROID.values(), ids=ANDROID)
def test_whether_an_android_package_can_be_had(
    tmp_path: Path, web: Platforms, page: Page, state: str, reason: str
) -> None:
    web.pages |= {"/app.apk": page, "/elsewhere.apk": ranged, "/store": "<html><body>应用市场</body></html>"}
    desk = desk_with(tmp_path, account(f'{{kind = "app", apk = "{web.base}/app.apk"}}', platform="app"))
    done = json.loads(desk.run("run-once", "--account", "a", "--json").stdout)
    [seen] = done["looks"]
    assert (seen["state"], seen["reason"]) == (state, reason)
    [verdict] = [one for one in done["subjects"][0]["verdicts"] if one["rule"] == "app_unavailable"]
    assert verdict["outcome"] == ("pass" if state == "available" else "unknown"), "one day proves nothing"


LOOKUP = json.dumps(
    {"resultCount": 1, "results": [{"trackId": 99, "trackName": "掌上仓山", "version": "2.1"}]}
)
GONE = '{"resultCount": 0, "results": []}'


async def look_then(desk: Desk, moment: datetime) -> None:
    """What the daemon did at *moment*."""
    watch = read_watch(desk.folder / "sites.toml")
    async with open_runtime(watch, f"sqlite+aiosqlite:///{desk.folder / 'm.db'}", lambda: moment) as runtime:
        await look_at(watch.accounts, discover(), runtime.tools_for, runtime.store.save, runtime.clock)


@pytest.mark.parametrize(
    ("days", "outcome"),
    [((GONE, GONE, GONE), "fail"), ((GONE, GONE), "unknown"), ((GONE, LOOKUP, GONE), "unknown"), ((GONE, GONE, "<html>", GONE), "fail"), ((GONE, GONE, LOOKUP), "pass")],
    ids=["three days", "two days", "there between", "an error between", "back again"],
)  # fmt: skip
def test_an_app_is_gone_after_three_days_of_the_same_answer(
    tmp_path: Path, web: Platforms, days: tuple[str, ...], outcome: str
) -> None:
    source = f'{{kind = "app", ios_id = 99, store = "{web.base}"}}'
    desk = desk_with(tmp_path, account(source, platform="app"))
    for back, answer in zip(reversed(range(1, len(days))), days, strict=False):
        web.pages["/lookup"] = answer
        asyncio.run(look_then(desk, NOW - timedelta(days=back)))
    web.pages["/lookup"] = days[-1]
    assert look(desk)["app_unavailable"]["outcome"] == outcome
    assert "id=99&country=cn" in web.asked[-1].path
