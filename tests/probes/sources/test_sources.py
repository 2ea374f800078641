"""Every source of posts, as the platforms answer and as they refuse."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import Any

import httpx
import pytest
import respx

from monitor.domain.content import AppState, Post, TimelineState
from monitor.domain.observation import AppListing, Exchange, Observation, StoredObservation, Timeline
from monitor.domain.site import Account, Platform
from monitor.domain.timing import SHANGHAI
from probes import newmedia
from probes._breaker import Breaker
from probes.base import Tools
from probes.http.base import Validators
from probes.http.message import BodyTooLarge
from probes.sources._source import discover, struck_out, timeline
from probes.sources.feed import parse_feed
from tests.every import every
from tests.probes.api import NOW, breaks_off, fetcher

RSS = (
    '<?xml version="1.0"?><rss version="2.0" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"><channel>'
    "<title>仓山发布</title>{}</channel></rss>"
)
FEED = "http://feed.test/posts"
ITEM = "<item><title>{0}</title><link>http://a/{1}</link><guid>{1}</guid><pubDate>{2}</pubDate></item>"


@dataclass
class Knows:
    """The look before."""

    before: StoredObservation[Timeline] | None = None

    def timeline(self) -> StoredObservation[Timeline] | None:
        return self.before

    def validators(self, url: str) -> Validators | None:
        return Validators('"x"')

    def listing(self, column: str) -> None:
        return None

    reading = homepage = board = listing


def account(kind: str, platform: str = "weibo", **options: Any) -> Account:
    return Account(
        id="a", name="仓山发布", platform=Platform(platform), edition="fuzhou-2021", source={"kind": kind, **options}
    )  # fmt: skip


async def look(
    subject: Account,
    api: respx.MockRouter,
    *,
    knows: Knows | None = None,
    breaker: Breaker | None = None,
    online: bool = True,
    nameless: tuple[str, ...] = (),
) -> list[Observation[Any]]:
    async def line() -> bool:
        return online

    tools = Tools(
        fetch=fetcher(api, nameless=nameless), clock=lambda: NOW, rng=Random(0), known=knows or Knows(), online=line,
        breaker=breaker or Breaker(),
    )  # fmt: skip
    return [one async for one in newmedia.run(subject, newmedia.Settings(), tools)]


def feed(*items: tuple[str, str]) -> str:
    return RSS.format("".join(ITEM.format(f"第{n}期", name, when) for n, (name, when) in enumerate(items)))


def test_every_source_of_the_contract_is_there() -> None:
    assert set(discover()) == {"feed", "weibo", "wechat", "app", "page", "import"}


async def test_a_feed_gives_its_posts_with_their_shanghai_days(api: respx.MockRouter) -> None:
    text = feed(("1", "Thu, 19 Nov 2026 17:30:00 GMT"), ("2", "Tue, 10 Nov 2026 08:00:00 +0800"))
    api.get(FEED, headers={"Accept": "*/*"}).respond(text=text)
    [seen] = await look(account("feed", url=FEED, complete=True), api)
    assert [post.on for post in seen.facts.posts] == [date(2026, 11, 20), date(2026, 11, 10)]
    assert seen.facts.complete


@every(
    ("body", "state", "reason"),
    [
        (RSS.format(""), "empty", "empty"),
        ("<html><body>请登录后查看</body></html>", "unreadable", "login_wall"),
        ("<!DOCTYPE html><html>nothing</html>", "unreadable", "not_a_feed"),
        ("", "unreadable", "not_a_feed"),
        ("not xml at all", "unreadable", "not_a_feed"),
        ('{"items": 5}', "unreadable", "not_a_feed"),
        ('{"oops": []}', "unreadable", "not_a_feed"),
        ('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b"><!ENTITY e SYSTEM "file:///etc/hostname">]><rss>&e;</rss>', "unreadable", "declares_entities"),
    ],
    ids=["empty feed", "login wall", "a page", "nothing", "words", "items no list", "no items", "entities"],
)  # fmt: skip
def test_what_is_no_feed_never_shows_silence(body: str, state: str, reason: str) -> None:
    facts, _ = parse_feed(body.encode(), NOW, complete=True)
    assert (facts.state, facts.reason, facts.complete) == (TimelineState(state), reason, False)


def test_a_feed_too_large_is_left_unread() -> None:
    facts, _ = parse_feed(b"<rss>" + b" " * 5_000_000, NOW, complete=True)
    assert facts.reason == "too_large"


def test_a_json_feed_is_read_too() -> None:
    body = {"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": [{"id": 1, "title": "t", "date_published": "2026-11-19T22:00:00Z"}]}  # fmt: skip
    facts, _ = parse_feed(json.dumps(body).encode(), NOW, complete=True)
    assert facts.posts[0].on == date(2026, 11, 20)


def test_an_atom_feed_in_chinese_encoding_is_read() -> None:
    text = (
        '<?xml version="1.0" encoding="gb2312"?><feed xmlns="http://www.w3.org/2005/Atom"><title>仓山</title>'
        "<entry><id>1</id><title>便民</title><published>2026-11-18T08:00:00+08:00</published>"
        "<updated>2026-11-20T08:00:00+08:00</updated></entry></feed>"
    )
    facts, _ = parse_feed(text.encode("gb2312"), NOW, complete=True)
    assert [(post.title, post.on) for post in facts.posts] == [("便民", date(2026, 11, 18))]


def test_a_post_without_a_day_breaks_the_proof() -> None:
    facts, _ = parse_feed(
        feed(("1", "Tue, 10 Nov 2026 08:00:00 GMT"), ("2", "近日")).encode(), NOW, complete=True
    )
    assert (facts.complete, facts.reason) == (False, "post_without_day:1")


def test_the_same_post_twice_is_one_and_a_thousand_are_cut() -> None:
    twice = [Post(id="1", on=date(2026, 11, 1)), Post(id="1", on=date(2026, 11, 1))]
    assert len(timeline(twice, complete=True, through="feed").posts) == 1
    many = [Post(id=str(n), on=date(2026, 1, 1)) for n in range(1000)]
    assert len(timeline(many, complete=True, through="feed").posts) == 200


def test_reposts_pins_and_comments_are_told() -> None:
    text = RSS.format(
        ITEM.format("【置顶】公告", "1", "Tue, 10 Mar 2026 08:00:00 GMT")
        + ITEM.format("转发 @福州发布", "2", "Tue, 10 Nov 2026 08:00:00 GMT").replace(
            "</item>", "<slash:comments>3</slash:comments></item>"
        )
    )
    facts, _ = parse_feed(text.encode(), NOW, complete=False)
    assert [(post.pinned, post.repost) for post in facts.posts] == [(False, True), (True, False)]
    assert facts.interaction == ("comments",)


async def test_an_unchanged_feed_stands_as_it_was(api: respx.MockRouter) -> None:
    before = StoredObservation(
        id="ob_1", at=NOW, facts=timeline([Post(id="1", on=date(2026, 11, 1))], complete=True, through="feed")
    )
    api.get(FEED, headers={"If-None-Match": '"x"'}).respond(304)
    [seen] = await look(account("feed", url=FEED, complete=True), api, knows=Knows(before))
    assert seen.facts == before.facts


PROFILE = {"ok": 1, "data": {"userInfo": {"screen_name": "仓山发布"}, "tabsInfo": {"tabs": [{"tab_type": "weibo", "containerid": "1076031"}]}}}  # fmt: skip


def weibo(api: respx.MockRouter, profile: httpx.Response, timeline: object = None) -> None:
    """The platform: *profile* answers the first question, *timeline* that for the container it names."""
    manners = {"Referer": "http://weibo.test/u/1", "X-Requested-With": "XMLHttpRequest"}
    asked = {"type": "uid", "value": "1"}
    page = "http://weibo.test/api/container/getIndex"
    api.get(page, params__eq=asked, headers=manners).mock(return_value=profile)
    if timeline is not None:
        api.get(page, params__eq=asked | {"containerid": "1076031"}, headers=manners).respond(json=timeline)


def blog(id: str, when: str, **more: Any) -> dict[str, Any]:
    return {"mblog": {"id": id, "created_at": when, "text": "<b>便民</b>", **more}}


WEIBO = account("weibo", uid="1", base="http://weibo.test", complete=True)


async def test_weibo_cards_nested_pinned_and_reposted_are_read(api: respx.MockRouter) -> None:
    cards = [
        blog("1", "Mon Mar 12 00:33:07 +0800 2018") | {"profile_type_id": "proweibotop_x"},
        {"card_group": [blog("2", "昨天 09:41", comments_count=3)]},
        blog("3", "11-03 10:22", retweeted_status={"id": "9"}),
    ]
    weibo(api, httpx.Response(200, json=PROFILE), {"ok": 1, "data": {"cards": cards}})
    [seen] = await look(WEIBO, api)
    found = {post.id: (post.on, post.pinned, post.repost) for post in seen.facts.posts}
    assert found == {
        "1": (date(2018, 3, 12), True, False),
        "2": (date(2026, 11, 19), False, False),
        "3": (date(2026, 11, 3), False, True),
    }
    assert (seen.facts.name, seen.facts.interaction, seen.facts.complete) == ("仓山发布", ("comments",), True)


@pytest.mark.parametrize(
    ("timeline", "state", "reason"),
    [
        ({"ok": 1, "data": {"cards": []}}, "empty", "empty"),
        ({"ok": 1, "data": {"cards": None}}, "unreadable", "no_cards"),
        ({"ok": 0, "data": {"cards": []}}, "unreached", "ok_0"),
    ],
    ids=["no posts", "no cards", "not ok"],
)
async def test_a_weibo_timeline_without_posts_is_no_silence(
    api: respx.MockRouter, timeline: object, state: str, reason: str
) -> None:
    weibo(api, httpx.Response(200, json=PROFILE), timeline)
    [seen] = await look(WEIBO, api)
    assert (seen.facts.state, seen.facts.reason, seen.facts.complete) == (TimelineState(state), reason, False)


@pytest.mark.parametrize(
    ("profile", "state", "reason"),
    [
        (httpx.Response(200, json={"ok": -100, "url": "https://passport"}), "unreached", "login_wall"),
        (httpx.Response(200, html="<html>Sina Visitor System</html>"), "unreached", "login_wall"),
        (httpx.Response(200, json={"ok": 0, "msg": "用户不存在"}), "not_found", "not_found"),
        (httpx.Response(200, json={"ok": 1, "data": {}}), "unreadable", "no_profile"),
        (httpx.Response(432), "unreached", "http_status:432"),
    ],
    ids=["wall code", "visitor page", "no such user", "no profile", "432"],
)
async def test_weibo_walls_are_no_silence(
    api: respx.MockRouter, profile: httpx.Response, state: str, reason: str
) -> None:
    weibo(api, profile)
    [seen] = await look(WEIBO, api)
    assert (seen.facts.state, seen.facts.reason, seen.facts.complete) == (TimelineState(state), reason, False)


def published(*times: int) -> dict[str, Any]:
    return {"total_count": len(times), "item": [{"article_id": str(n), "update_time": when, "content": {"news_item": [{"title": "便民", "url": "http://mp/1"}, {"title": "其二"}]}} for n, when in enumerate(times)]}  # fmt: skip


FRESH = int(datetime(2026, 11, 18, 8, tzinfo=SHANGHAI).timestamp())
OLD = int(datetime(2026, 9, 1, 8, tzinfo=SHANGHAI).timestamp())


WECHAT = "http://wechat.test/cgi-bin"
PUBLISHED = {"offset": 0, "count": 20, "no_content": 1}
MATERIAL = {"type": "news", "offset": 0, "count": 20}


def with_token() -> Account:
    return account("wechat", "wechat", token_env="TOKEN", api="http://wechat.test")


async def test_wechat_asks_with_the_secret_and_keeps_none_of_it(
    api: respx.MockRouter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CANGSHAN_SECRET", "very-secret")
    key = {"grant_type": "client_credential", "appid": "wx1", "secret": "very-secret"}
    api.post(f"{WECHAT}/stable_token", json=key).respond(json={"access_token": "tok-123"})
    token = {"access_token": "tok-123"}
    api.post(f"{WECHAT}/freepublish/batchget", params=token, json=PUBLISHED).respond(json=published(FRESH))
    subject = account("wechat", "wechat", appid="wx1", secret_env="CANGSHAN_SECRET", api="http://wechat.test")
    [seen] = await look(subject, api)
    assert [post.on for post in seen.facts.posts] == [date(2026, 11, 18)]
    assert len(api.calls) == 2, "a fresh answer needs no second list"
    assert len(seen.exchanges) == 2
    kept = repr(seen)
    assert "very-secret" not in kept
    assert "tok-123" not in kept


async def test_an_old_wechat_list_proves_nothing_and_the_second_is_asked(
    api: respx.MockRouter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOKEN", "tok")
    token = {"access_token": "tok"}
    api.post(f"{WECHAT}/freepublish/batchget", params=token, json=PUBLISHED).respond(json=published(OLD))
    api.post(f"{WECHAT}/material/batchget_material", params=token, json=MATERIAL).respond(json=published(OLD))
    [seen] = await look(with_token(), api)
    assert (len(api.calls), seen.facts.complete) == (2, False)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ('{"errcode": 48001, "errmsg": "api unauthorized"}', "errcode_48001"),
        ("<html>", "not_json"),
        ("{}", "no_items"),
    ],
    ids=["no permission", "a page", "nothing"],
)
async def test_wechat_errors_are_unknown(
    api: respx.MockRouter, answer: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOKEN", "tok")
    api.post(f"{WECHAT}/freepublish/batchget", params={"access_token": "tok"}).respond(text=answer)
    [seen] = await look(with_token(), api)
    assert (seen.facts.state is TimelineState.POSTS, seen.facts.reason) == (False, reason)


async def test_a_missing_secret_is_named_and_nothing_is_asked(api: respx.MockRouter) -> None:
    subject = account("wechat", "wechat", token_env="NOT_SET_HERE", api="http://wechat.test")
    [seen] = await look(subject, api)
    assert seen.facts.reason == "secret_missing:NOT_SET_HERE"
    assert not api.calls


APK = "http://apk.test/x.apk"
LOOKUP = {"resultCount": 1, "results": [{"trackName": "掌上仓山", "version": "2.1", "currentVersionReleaseDate": "2026-07-01T00:00:00Z"}]}  # fmt: skip


def package(body: bytes, total: int = 5_000_000) -> httpx.Response:
    return httpx.Response(206, content=body, headers={"Content-Range": f"bytes 0-4095/{total}"})


def android(api: respx.MockRouter) -> respx.Route:
    """The download host, asked for the first bytes only."""
    return api.get(APK, headers={"Range": "bytes=0-4095"})


async def test_an_app_is_asked_for_in_both_shops(api: respx.MockRouter) -> None:
    api.get("http://shop.test/lookup", params__eq={"id": "99", "country": "cn"}).respond(json=LOOKUP)
    android(api).mock(return_value=package(b"PK\x03\x04rest"))
    subject = account("app", "app", ios_id=99, apk=APK, store="http://shop.test")
    shop, download = [one.facts for one in await look(subject, api)]
    assert shop == AppListing(
        state=AppState.AVAILABLE, shop="app_store", name="掌上仓山", version="2.1", released=date(2026, 7, 1)
    )  # fmt: skip
    assert download == AppListing(state=AppState.AVAILABLE, shop="android", size=5_000_000)


BLOCKED = "<html><title>访问被拦截</title><p>您的请求带有不合法参数，已被网站管理员设置拦截！</p></html>"
CHALLENGE = "<html><script>document.cookie = '__tst_status=1#;'; location.reload()</script></html>"


@pytest.mark.parametrize(
    ("answer", "state", "reason"),
    [
        (package(b"<html>404</html>"), "missing", "not_a_package"),
        (package(b"PK\x03\x04", total=900), "missing", "too_small"),
        (package(b"PK\x03\x04", total=100 * 1024), "missing", "too_small"),
        (package(b"PK\x03\x04", total=100 * 1024 + 1), "available", ""),
        (httpx.Response(404), "missing", "http_404"),
        (httpx.Response(503), "unreached", "http_status"),
        (httpx.Response(403, html=BLOCKED), "unreached", "blocked_page"),
        (httpx.Response(404, html=CHALLENGE), "unreached", "blocked_script"),
        (package(b"<html><div id=c></div><script src=/v.js></script></html>"), "unreached", "script_only"),
        (package(("<html><script>1</script><p>" + "应用已下架，请到应用商店下载。" * 6 + "</p></html>").encode()), "missing", "not_a_package"),
        (package(("<html><p>" + "掌上仓山，随身的政务服务。" * 9 + "</p><a href='/dl/zscs.apk'>立即下载</a></html>").encode()), "unreadable", "not_a_package"),
        (package(("<html><p>" + "文件 /dl/zscs.apk 不存在。" * 9 + "</p></html>").encode()), "missing", "not_a_package"),
        (TimeoutError("no connection"), "unreached", "timeout_connect"),
        (httpx.Response(200, content=b"PK\x03\x04" + b"0" * 200_000), "available", ""),
        (breaks_off(BodyTooLarge("too much"), b"PK\x03\x04" + b"0" * 9000, content_length="60000000"), "available", ""),
    ],
    ids=["a page", "too small", "100 KB", "larger than that", "404", "503", "blocked", "challenged with 404", "a script to run first", "a page of words", "a page with a button", "a page that names it", "timeout", "range ignored", "range ignored, and far too much"],
)  # fmt: skip
async def test_an_android_package_is_told_by_its_first_bytes(
    api: respx.MockRouter,
    answer: httpx.Response | Exception | Callable[[httpx.Request], httpx.Response],
    state: str,
    reason: str,
) -> None:
    if isinstance(answer, httpx.Response):
        android(api).mock(return_value=answer)
    else:
        android(api).mock(side_effect=answer)
    [seen] = await look(account("app", "app", apk=APK), api)
    assert (seen.facts.state, seen.facts.reason) == (AppState(state), reason)
    assert seen.exchanges
    assert all(len(one.body) <= 4096 for one in seen.exchanges)


async def test_a_package_that_came_too_slowly_is_there(api: respx.MockRouter) -> None:
    android(api).mock(side_effect=breaks_off(TimeoutError(), b"PK\x03\x04", content_length="90000000"))
    [seen] = await look(account("app", "app", apk=APK), api)
    assert (seen.facts.state, seen.facts.size) == (AppState.AVAILABLE, 90_000_000)


@pytest.mark.parametrize(
    ("online", "state"), [(True, AppState.MISSING), (False, AppState.UNREACHED)], ids=["our line is up", "down"]
)  # fmt: skip
async def test_a_name_nobody_knows_is_a_missing_app_unless_the_outage_is_our_own(
    api: respx.MockRouter, online: bool, state: AppState
) -> None:
    [seen] = await look(account("app", "app", apk=APK), api, online=online, nameless=("apk.test",))
    assert (seen.facts.state, seen.facts.reason) == (state, "name_not_found")


@pytest.mark.parametrize(
    ("answer", "state"),
    [('{"resultCount": 0, "results": []}', "missing"), ("<html>", "unreadable"), ('{"resultCount": 2, "results": []}', "unreadable"), ("[]", "unreadable")],
    ids=["not in this country", "a page", "count without results", "a list"],
)  # fmt: skip
async def test_apples_lookup(api: respx.MockRouter, answer: str, state: str) -> None:
    wanted = {"bundleId": "cn.gov", "country": "cn"}
    api.get("http://shop.test/lookup", params__eq=wanted).respond(text=answer)
    [seen] = await look(account("app", "app", bundle_id="cn.gov", store="http://shop.test"), api)
    assert seen.facts.state is AppState(state)


async def test_a_page_of_posts_is_read_as_a_list(api: respx.MockRouter) -> None:
    rows = "".join(
        f"<li><a href='/p/{n}'>第{n}条便民信息发布</a><span>2026-11-{20 - n:02d}</span></li>"
        for n in range(5)
    )
    page = f"<html><title>发布</title><body><ul class='list'>{rows}</ul></body></html>"
    api.get("http://posts.test/").respond(html=page)
    [seen] = await look(account("page", url="http://posts.test/"), api)
    assert (seen.facts.state, seen.facts.newest) == (TimelineState.POSTS, date(2026, 11, 20))


async def test_an_account_whose_posts_are_handed_in_asks_nobody(api: respx.MockRouter) -> None:
    assert await look(account("import"), api) == []
    assert not api.calls


async def test_a_platform_that_refuses_is_left_alone(api: respx.MockRouter) -> None:
    weibo(api, httpx.Response(432))
    breaker = Breaker()
    for _ in range(5):
        [seen] = await look(WEIBO, api, breaker=breaker)
    assert len(api.calls) == 3
    assert seen.facts.reason == "platform_left_alone"


def test_secrets_are_struck_out_of_everything_kept() -> None:
    exchange = Exchange(
        url="http://a/?t=S3", at=NOW, request_headers=(("Cookie", "x=S3"),), request_body=b"S3", headers=(("Set", "S3"),), body=b"..S3", note="S3"
    )  # fmt: skip
    assert "S3" not in repr(struck_out([exchange], ["S3", ""]))


def test_a_tag_with_attributes_without_end_is_no_feed() -> None:
    tag = " ".join(f'a{n}="1"' for n in range(20_000))
    body = f"<rss version='2.0'><channel {tag}><item><title>x</title></item></channel></rss>".encode()
    assert parse_feed(body, NOW, True)[0].reason == "too_costly"
