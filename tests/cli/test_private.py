"""Inner addresses are asked only where the configuration says so, and by nobody else's page."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import httpx
import pytest

from monitor.app.configuration import read_watch
from monitor.app.runtime import private_endpoints
from monitor.domain.reach import Reason
from monitor.domain.site import Watch
from monitor.domain.timing import SHANGHAI
from probes.http.base import ANYWHERE, Unreached
from probes.http.fetcher import Fetcher

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=SHANGHAI)
PAGE = "<html><body>" + "政务公开内容" * 40 + "</body></html>"
INNER = ["127.0.0.1", "10.1.2.3", "172.20.0.1", "192.168.0.9", "100.64.7.7", "169.254.169.254", "0.0.0.0", "224.0.0.5", "::1", "fe80::1", "fd00::1",
         "::ffff:10.0.0.1", "2002:a00:1::", "64:ff9b::a00:1", "64:ff9b:1::1"]  # fmt: skip

CONFIGURATION = """
edition = "fuzhou-2021"
[centre]
name = "仓山区大数据服务中心"
[[site]]
id = "open"
name = "甲区人民政府"
url = "http://www.open.test/"
allowed_hosts = ["*.test"]
[[site.column]]
id = "yw"
name = "要闻"
url = "http://www.open.test/yw/"
[[site.board]]
id = "mail"
name = "区长信箱"
url = "http://board.inner.test:8080/"
private = true
[[site]]
id = "inner"
name = "乙区人民政府"
url = "https://www.inner.test/"
private = true
[[site.column]]
id = "yw"
name = "要闻"
url = "https://news.inner.test/yw/"
[[account]]
id = "weibo"
name = "甲区发布"
platform = "weibo"
source = {kind = "feed", url = "http://feeds.test:1200/weibo", private = true}
[[account]]
id = "wechat"
name = "甲区发布"
platform = "wechat"
source = {kind = "feed", url = "http://127.0.0.1:1201/wechat"}
"""


@pytest.fixture
def watch(tmp_path: Path) -> Watch:
    path = tmp_path / "sites.toml"
    path.write_text(CONFIGURATION, "utf-8")
    return read_watch(path)


def test_only_numbers_localhost_and_what_says_private_may_be_inside(watch: Watch) -> None:
    assert private_endpoints(watch.site("open")) == {("board.inner.test", 8080)}
    assert private_endpoints(watch.site("inner")) == {
        (host, port) for host in ("www.inner.test", "news.inner.test") for port in (80, 443)
    }
    assert private_endpoints(watch.account("weibo")) == {("feeds.test", 1200)}
    assert private_endpoints(watch.account("wechat")) == {("127.0.0.1", 1201)}
    assert private_endpoints(None, ["http://localhost:1/", "http://x.test/"]) == {("localhost", 1)}


def asking(watch: Watch, address: str, answer: Callable[[httpx.Request], httpx.Response]) -> Fetcher:
    """A fetcher before which every name is at *address* but for the open site's own."""

    async def resolve(host: str, port: int) -> list[str]:
        return ["218.106.155.204"] if host == "www.open.test" else [address]

    return Fetcher(
        user_agent="test",
        clock=lambda: NOW,
        resolver=resolve,
        configured=private_endpoints(watch),
        transport=httpx.MockTransport(answer),
        timer=lambda: 0.0,
        retry_wait_s=0.0,
    )


@pytest.mark.parametrize("address", INNER)
async def test_no_way_leads_a_public_site_inside(watch: Watch, address: str) -> None:
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.host)
        if request.url.path == "/refresh":
            return httpx.Response(
                200, text="<meta http-equiv=refresh content='0;url=http://feeds.test:1200/'>" + PAGE
            )
        if request.url.host == "www.open.test" and request.url.path != "/yw/":
            return httpx.Response(302, headers={"Location": "http://feeds.test:1200/" + request.url.path[1:]})
        return httpx.Response(200, text=PAGE)

    fetch = asking(watch, address, answer).within(private_endpoints(watch.site("open")))
    for url in (
        "http://feeds.test:1200/weibo",  # an article's link: another's inner address
        "http://127.0.0.1:1201/wechat",
        f"http://{f'[{address}]' if ':' in address else address}/",
        "http://rebound.test/",
        "http://www.open.test/302",
        "http://www.open.test/refresh",
    ):
        answered = await fetch(url, allowed_hosts=ANYWHERE, attempts=1, patient=False)
        assert isinstance(answered, Unreached), url
        assert answered.reason is Reason.FORBIDDEN_ADDRESS, url
    assert set(asked) == {"www.open.test"}


async def test_what_says_private_is_asked_inside_and_its_own_pages_too(watch: Watch) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        assert request.extensions["addresses"] == ("10.1.2.3",)
        return httpx.Response(200, text=PAGE)

    fetch = asking(watch, "10.1.2.3", answer)
    for subject, url in (
        (watch.site("inner"), "https://www.inner.test/"),
        (watch.site("inner"), "http://news.inner.test/yw/1.html"),
        (watch.account("weibo"), "http://feeds.test:1200/weibo"),
        (watch.site("open"), "http://board.inner.test:8080/1"),
    ):
        answered = await fetch.within(private_endpoints(subject))(url, patient=False)
        assert not isinstance(answered, Unreached), url


async def test_a_name_with_an_inner_and_a_public_address_is_asked_at_the_public_one(watch: Watch) -> None:
    async def resolve(host: str, port: int) -> list[str]:
        return ["10.0.0.1", "218.106.155.204", "::1"]

    seen: list[tuple[str, ...]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.extensions["addresses"])
        return httpx.Response(200, text=PAGE)

    fetch = Fetcher(
        user_agent="test", clock=lambda: NOW, resolver=resolve, transport=httpx.MockTransport(answer)
    )
    await fetch("http://x.test/", patient=False)
    assert seen == [("218.106.155.204",)]
