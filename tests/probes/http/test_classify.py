"""Large bodies are classified behind the wall, and what that takes is no part of the visit."""

import asyncio
import gzip
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from monitor.domain.reach import Reason
from probes.http.answer import Document, NoDocument, read_answer
from probes.http.base import Fetched, Unreached
from probes.http.classify import INLINE_BYTES, is_short
from probes.wall.base import Inline, ReaderBroke, too_costly
from tests.every import every
from tests.probes.http.test_fetcher import HOME, PAGE, Hour, fetcher

LARGE = PAGE.replace("</body>", "<p>通知公告</p>" * 2000 + "</body>")


class Behind(Inline):
    """A wall that notes what goes over, and does something while it reads."""

    def __init__(self, meanwhile: Callable[[], Any] = lambda: None) -> None:
        self.read_there = 0
        self.meanwhile = meanwhile

    async def read(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        self.read_there += 1
        done = self.meanwhile()
        if isinstance(done, ReaderBroke):
            return done
        if done is not None:
            await done
        return await Inline.read(self, function, *args, **kwargs)


def says(body: bytes | str, **headers: str) -> Callable[[httpx.Request], httpx.Response]:
    return lambda request: httpx.Response(200, content=body, headers={"Content-Type": "text/html", **headers})


@pytest.mark.parametrize(("body", "times"), [(PAGE, 0), (LARGE, 1)], ids=["short", "large"])
async def test_only_large_bodies_go_over_the_wall(body: str, times: int) -> None:
    wall = Behind()
    answer = await fetcher(says(body), wall=wall)(HOME)
    assert isinstance(answer, Fetched)
    assert answer.text == body
    assert wall.read_there == times


@pytest.mark.parametrize(
    ("broke", "reason"),
    [
        (too_costly("processor time"), Reason.TOO_COSTLY),
        (ReaderBroke("reader_broke:sigsegv"), Reason.READER_BROKE),
    ],
    ids=["costly", "crash"],
)
async def test_a_body_that_breaks_its_reader_is_asked_once_and_counts_for_nobody(
    broke: ReaderBroke, reason: Reason
) -> None:
    wall = Behind(lambda: broke)
    answer = await fetcher(says(LARGE), wall=wall)(HOME)
    assert isinstance(answer, Unreached)
    assert (answer.reason, len(answer.attempts), wall.read_there) == (reason, 1, 1)


async def test_what_reading_takes_is_not_the_sites_time() -> None:
    hour = Hour()
    answer = await fetcher(says(LARGE), hour, wall=Behind(lambda: hour.sleep(20.0)))(HOME, budget_s=15)
    assert isinstance(answer, Fetched)
    assert answer.elapsed_s == 0


async def test_the_budget_stands_still_while_we_read_and_runs_on_after() -> None:
    wall = Behind(lambda: asyncio.sleep(0.2))
    answer = await fetcher(says(LARGE), wall=wall)(HOME, budget_s=0.1)
    assert isinstance(answer, Fetched)

    async def hangs(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/":
            return httpx.Response(
                200, content=LARGE.replace("<body>", '<meta http-equiv="refresh" content="0;url=/on">')
            )
        await asyncio.Event().wait()
        raise AssertionError("nothing wakes it")

    answer = await fetcher(hangs, wall=wall)(HOME, budget_s=0.1)  # type: ignore[arg-type]
    assert isinstance(answer, Unreached)
    assert answer.reason.value.startswith("timeout")


@every(
    ("wire", "encoding", "short"),
    [
        (b"x" * INLINE_BYTES, "", True),
        (b"x" * (INLINE_BYTES + 1), "", False),
        (gzip.compress(b"x" * INLINE_BYTES, mtime=0), "gzip", True),
        (gzip.compress(b"x" * (INLINE_BYTES + 1), mtime=0), "gzip", False),
        (b"\x1f\x8b broken", "gzip", True),
        ("政务公开".encode("gbk"), "", True),
        (b"\xff" * 100, "", False),
    ],
)
def test_short_is_what_is_short_when_inflated_and_needs_no_detector(
    wire: bytes, encoding: str, short: bool
) -> None:
    assert is_short(wire, encoding) is short


@every(
    ("text", "reason"),
    [
        pytest.param("<p>建设中</p>", Reason.STUB, id="words alone"),
        pytest.param("<p>hello</p><script>var a = 1</script>", Reason.STUB, id="a script that leads nowhere"),
        pytest.param("<script src=/go.js></script>", Reason.SCRIPT_ONLY, id="a script from elsewhere"),
        pytest.param("<p>8秒后跳转</p><meta content='8;url=/i' http-equiv=refresh>", Reason.SCRIPT_ONLY, id="a refresh that may come in time"),
        pytest.param("<p>一分钟后跳转</p><meta http-equiv='refresh' content='60;url=/i'>", Reason.STUB, id="a refresh that comes too late"),
        pytest.param("<meta http-equiv=refresh content='8'>", Reason.STUB, id="a refresh to itself"),
        pytest.param("<p>8秒后返回</p><meta http-equiv=refresh content='8; URL=/'>", Reason.STUB, id="a late refresh to the same page"),
        pytest.param("<p>8秒后跳转</p><meta http-equiv=refresh content='8;url=https://www.gov.test/'>", Reason.SCRIPT_ONLY, id="a late refresh to its other scheme"),
        pytest.param("<meta http-equiv=refresh content='8;url=javascript:go()'>", Reason.STUB, id="a late refresh to no address"),
        pytest.param("<a href=/i>进入</a><script>var u='/i';location.href=u</script>", Reason.SCRIPT_ONLY, id="an address of several parts"),
        pytest.param("<body onload='document.f.submit()'><form name=f action=/i>", Reason.SCRIPT_ONLY, id="a form handed in on load"),
        pytest.param("<p>进入</p><img src=/a.gif onload=\"location='/i'\">", Reason.SCRIPT_ONLY, id="a picture that leads on"),
    ],
)  # fmt: skip
def test_a_short_page_that_its_script_may_leave_is_no_stub(text: str, reason: Reason) -> None:
    assert Document(body=text.encode(), text=text, encoding="utf-8").shortfall(HOME) is reason


async def test_a_coding_that_we_did_not_offer_is_our_weakness_and_no_fault_of_the_sites() -> None:
    answer = await fetcher(says(PAGE, **{"Content-Encoding": "br"}))(HOME)
    assert isinstance(answer, Unreached)
    assert (answer.reason, len(answer.attempts)) == (Reason.READER_BROKE, 1)


@every(
    ("status", "headers", "cut", "reason"),
    [
        pytest.param(403, {}, None, Reason.READER_BROKE, id="a refusal, perhaps a firewall's"),
        pytest.param(500, {}, None, Reason.HTTP_STATUS, id="a fault of its own"),
        pytest.param(
            500, {"cf-mitigated": "challenge"}, None, Reason.BLOCKED_SCRIPT, id="told by its header"
        ),
        pytest.param(200, {}, Reason.BODY_TIMEOUT, Reason.BODY_TIMEOUT, id="half of it, late"),
    ],
)
def test_a_coding_that_we_did_not_offer_hides_no_fault(
    status: int, headers: dict[str, str], cut: Reason | None, reason: Reason
) -> None:
    found = read_answer(status, headers | {"content-encoding": "br"}, b"\x0b", accept="page", cut=cut)
    assert isinstance(found, NoDocument)
    assert found.reason is reason


@every(
    ("status", "headers", "found"),
    [
        pytest.param(200, {}, Fetched, id="there"),
        pytest.param(404, {}, Unreached, id="gone"),
        pytest.param(405, {}, Unreached, id="does not speak of heads"),
        pytest.param(202, {}, Unreached, id="a wall's answer to everything"),
        pytest.param(200, {"cf-mitigated": "challenge"}, Unreached, id="a wall's, told by its header"),
    ],
)
async def test_a_head_alone_tells_that_a_file_is_there(
    status: int, headers: dict[str, str], found: type[Fetched | Unreached]
) -> None:
    said = headers | {"Content-Type": "application/msword"}
    fetch = fetcher(lambda request: httpx.Response(status, headers=said))
    answer = await fetch(HOME, method="HEAD", accept="any", attempts=1)
    assert isinstance(answer, found)
    assert [one.method for one in answer.exchanges] == ["HEAD"]
