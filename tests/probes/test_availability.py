"""One visit: what it says of the site, and when it says nothing."""

import gzip
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest

from monitor.domain.observation import Attempt, Exchange, Visit
from monitor.domain.reach import Reach, Reason
from monitor.domain.site import Maintenance, Site
from monitor.domain.timing import SHANGHAI
from probes.availability import Settings, run
from probes.base import NothingStored, Tools
from probes.http.base import Answer, Fetched, Unreached
from probes.http.ipv6 import Ipv6Line
from probes.wall.base import Inline, ReaderBroke, Wall
from tests.every import every

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=SHANGHAI)
SITE = Site(
    id="cangshan",
    name="仓山区",
    url="http://www.site.test/",
    edition="fuzhou-2021",
    allowed_hosts=("*.site.test",),
)
OPENED = Fetched(
    url=SITE.url,
    final_url=SITE.url,
    status=200,
    text="<title>仓山区人民政府</title>",
    remarks=("tls_legacy",),
    elapsed_s=1.23456,
)


class FakeFetch:
    """Gives one answer, and keeps what it was asked."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.asked: list[dict[str, object]] = []

    async def __call__(self, url: str, **ask: object) -> Answer:
        self.asked.append({"url": url} | ask)
        return self.answer


async def visit(
    answer: Answer,
    site: Site = SITE,
    *,
    online: bool = True,
    now: datetime = NOW,
    wall: Wall | None = None,
    ipv6: Ipv6Line | None = None,
) -> tuple[Visit, FakeFetch]:
    fetch = FakeFetch(answer)

    async def line_is_up() -> bool:
        return online

    tools = Tools(
        fetch=fetch,  # type: ignore[arg-type]
        clock=lambda: now,
        rng=Random(0),
        known=NothingStored(),
        online=line_is_up,
        wall=wall or Inline(),
        ipv6=ipv6,
    )
    [look] = [one async for one in run(site, Settings(), tools)]
    assert (look.subject, look.at) == (site.id, now)
    return look.facts, fetch


def unreached(reason: Reason) -> Unreached:
    return Unreached(url=SITE.url, reason=reason, elapsed_s=15.0)


async def test_a_visit_asks_once_without_waiting_within_fifteen_seconds() -> None:
    facts, fetch = await visit(OPENED)
    assert (facts.reach, facts.reason, facts.elapsed_s, facts.remarks) == (
        Reach.OPENED,
        Reason.OK,
        1.235,
        ("tls_legacy", "no_title_mark"),
    )
    [asked] = fetch.asked
    assert asked == {
        "url": SITE.url,
        "budget_s": 15.0,
        "attempts": 3,
        "allowed_hosts": ("*.site.test",),
        "minimum_bytes": 300,
        "patient": False,
    }


@every(
    ("reason", "online", "reach", "said"),
    [
        pytest.param(Reason.HEADER_TIMEOUT, True, Reach.NOT_OPENED, Reason.HEADER_TIMEOUT, id="late"),
        pytest.param(Reason.HEADER_TIMEOUT, False, Reach.NOT_MEASURED, Reason.OFFLINE, id="late, our line down"),
        pytest.param(Reason.NAME_NOT_FOUND, False, Reach.NOT_MEASURED, Reason.OFFLINE, id="no name, our line down"),
        pytest.param(Reason.HOST_LEFT, False, Reach.NOT_MEASURED, Reason.OFFLINE, id="led to our provider's page"),
        pytest.param(Reason.HTTP_STATUS, True, Reach.NOT_OPENED, Reason.HTTP_STATUS, id="an error page"),
        pytest.param(Reason.BLOCKED_PAGE, False, Reach.NOT_MEASURED, Reason.BLOCKED_PAGE, id="blocked, our line down"),
        pytest.param(Reason.BLOCKED_SCRIPT, True, Reach.NOT_MEASURED, Reason.BLOCKED_SCRIPT, id="blocked"),
        pytest.param(Reason.TLS_GM_ONLY, True, Reach.NOT_MEASURED, Reason.TLS_GM_ONLY, id="speaks only GM"),
        pytest.param(Reason.SCRIPT_ONLY, True, Reach.NOT_MEASURED, Reason.SCRIPT_ONLY, id="made by script"),
    ],
)  # fmt: skip
async def test_a_failure_counts_against_the_site_only_when_it_is_the_sites(
    reason, online, reach, said
) -> None:
    facts, _ = await visit(unreached(reason), online=online)
    assert (facts.reach, facts.reason) == (reach, said)


@every(
    ("address", "why", "six", "reach"),
    [
        pytest.param("2001:db8::1", Reason.CONNECT_TIMEOUT, None, Reach.NOT_MEASURED, id="IPv6 alone, nobody looks over it"),
        pytest.param("2001:db8::1", Reason.NO_ROUTE, unreached(Reason.NO_ROUTE), Reach.NOT_MEASURED, id="IPv6 alone, our line has none"),
        pytest.param("2001:db8::1", Reason.CONNECT_TIMEOUT, OPENED, Reach.NOT_OPENED, id="IPv6 alone, our line has it"),
        pytest.param("2001:db8::1", Reason.REFUSED, None, Reach.NOT_OPENED, id="IPv6 alone, refused there"),
        pytest.param("218.106.155.204", Reason.CONNECT_TIMEOUT, None, Reach.NOT_OPENED, id="IPv4"),
    ],
)  # fmt: skip
async def test_a_host_of_ipv6_alone_is_faulted_only_by_a_line_that_has_it(address, why, six, reach) -> None:
    async def addresses(host: str) -> tuple[str, ...]:
        return (address,)

    tried = Attempt(url=SITE.url, address=address, reason=why.value, total_s=15.0)
    line = six and Ipv6Line(FakeFetch(six), addresses, ("http://six.test/",))  # type: ignore[arg-type]
    facts, _ = await visit(replace(unreached(why), attempts=(tried,)), ipv6=line)
    assert facts.reach is reach


async def test_the_line_is_not_questioned_after_a_good_visit() -> None:
    facts, _ = await visit(OPENED, online=False)
    assert facts.reach is Reach.OPENED


@every(
    ("mark", "code", "text", "reason"),
    [
        pytest.param((), None, "<p>某某商行", Reason.OK, id="nothing configured"),
        pytest.param((), None, '{"code":500,"msg":"系统异常"}', Reason.STUB, id="nothing configured, no page"),
        pytest.param(("仓山区",), None, "仓山区人民政府", Reason.OK, id="bears its mark"),
        pytest.param(("示例县", "仓山区"), None, "仓山区人民政府", Reason.OK, id="bears one of its marks"),
        pytest.param(("仓山区",), None, "&#20179;&#x5C71;&#21306;人民政府", Reason.OK, id="bears it in references"),
        pytest.param(("仓山区人民政府",), None, "<b>仓山区</b><br>人民&nbsp;政府", Reason.OK, id="bears it in pieces"),
        pytest.param(("仓山区",), None, "某某商行", Reason.WRONG_SITE, id="bears no mark"),
        pytest.param(("仓山区",), None, "<td>粮仓</td><td>山区</td>", Reason.WRONG_SITE, id="bears its letters in two words"),
        pytest.param(("仓山区",), None, f"某某商行&#{'9' * 5000};", Reason.WRONG_SITE, id="bears no mark, and a number too long to read"),
        pytest.param(("仓山区",), "3501040001", "网站标识码 3501040001", Reason.OK, id="bears its code instead"),
        pytest.param((), "3501040001", "<p>某某商行", Reason.OK, id="a code alone proves nothing: it may be a picture"),
    ],
)  # fmt: skip
async def test_a_page_without_the_sites_mark_is_another_sites(mark, code, text, reason) -> None:
    facts, _ = await visit(replace(OPENED, text=text), replace(SITE, title_mark=mark, site_code=code))
    assert facts.reason == reason


@pytest.mark.parametrize(
    ("text", "mark", "reason", "remark"),
    [
        pytest.param("<title>没有找到站点</title>", (), Reason.WRONG_SITE, "server_default", id="a default page"),
        pytest.param("<title>仓山区-网站维护中</title>", ("仓山区",), Reason.WRONG_SITE, "under_maintenance", id="the site's own notice"),
        pytest.param("<title>Index of /</title>", ("Index",), Reason.WRONG_SITE, "directory_listing", id="a mark proves no file list"),
        pytest.param("<script src=/a.js></script>", ("仓山区",), Reason.SCRIPT_ONLY, None, id="all script, no mark"),
        pytest.param("<title>仓山区</title><script src=/a.js></script>", ("仓山区",), Reason.OK, None, id="all script under its mark"),
        pytest.param("<a href=/i>进入首页</a><script>var u='/i';location=u</script>", ("仓山区",), Reason.SCRIPT_ONLY, None, id="its script may send on"),
        pytest.param("<body onload=document.f.submit()><form name=f><a href=/i>进入</a></form>", ("仓山区",), Reason.SCRIPT_ONLY, None, id="a form handed in on load"),
        pytest.param("<script>location.hash</script><p>" + "某某商行欢迎您，" * 9, ("仓山区",), Reason.WRONG_SITE, None, id="a page of another's with a script"),
        pytest.param("<iframe src=https://elsewhere.test/x></iframe>", (), Reason.SCRIPT_ONLY, None, id="another host's frame"),
        pytest.param("<iframe src=/main.html></iframe>", (), Reason.OK, "no_title_mark", id="a frame of its own"),
        pytest.param("<div></div>", (), Reason.STUB, None, id="nothing to see"),
        pytest.param("<p>仓山区欢迎您</p>", ("福州", "仓山"), Reason.OK, None, id="one of several marks"),
        pytest.param("<p>某某商行欢迎您</p>", ("福州", "仓山"), Reason.WRONG_SITE, None, id="none of several marks"),
        pytest.param("<p>某某商行欢迎您</p>", (), Reason.OK, "no_title_mark", id="an empty list of marks"),
    ],
)  # fmt: skip
async def test_whose_page_it_is_is_told_and_remarked(text, mark, reason, remark) -> None:
    facts, _ = await visit(replace(OPENED, text=text, remarks=()), replace(SITE, title_mark=mark))
    assert (facts.reason, facts.remarks) == (reason, (remark,) if remark else ())


@every(
    ("reason", "body", "said", "remarks"),
    [
        pytest.param(Reason.STUB, "<h1>It works!</h1>", Reason.WRONG_SITE, ("server_default",), id="too short, a default page"),
        pytest.param(Reason.STUB, "建设", Reason.STUB, (), id="too short"),
        pytest.param(Reason.HTTP_STATUS, "<title>没有找到站点</title>", Reason.HTTP_STATUS, ("server_default",), id="404 of a server without the site"),
        pytest.param(Reason.HTTP_STATUS, "<title>404</title>页面不存在", Reason.HTTP_STATUS, (), id="the site's own 404"),
        pytest.param(Reason.HTTP_STATUS, "\0" * 200_000, Reason.HTTP_STATUS, (), id="a large error page"),
        pytest.param(Reason.BLOCKED_PAGE, "<title>没有找到站点</title>", Reason.BLOCKED_PAGE, (), id="a block stays one"),
    ],
)  # fmt: skip
async def test_what_stands_in_the_homepages_place_is_told_of_bad_answers_too(
    reason, body, said, remarks
) -> None:
    wire = gzip.compress(body.encode())
    exchange = Exchange(url=SITE.url, at=NOW, status=200, headers=(("Content-Encoding", "gzip"),), body=wire)
    facts, _ = await visit(replace(unreached(reason), exchanges=(exchange,)))
    assert (facts.reason, facts.remarks) == (said, remarks)


async def test_a_page_of_our_own_line_is_no_strangers() -> None:
    facts, _ = await visit(replace(OPENED, text="<title>没有找到站点</title>", remarks=()), online=False)
    assert (facts.reason, facts.remarks) == (Reason.OFFLINE, ())


@pytest.mark.parametrize(
    ("offset", "visited"),
    [
        pytest.param(timedelta(seconds=-1), True, id="just before"),
        pytest.param(timedelta(0), False, id="at its start"),
        pytest.param(timedelta(minutes=59, seconds=59), False, id="just within"),
        pytest.param(timedelta(hours=1), True, id="at its end"),
    ],
)
async def test_no_visit_is_made_within_approved_maintenance(offset: timedelta, visited: bool) -> None:
    window = Maintenance(
        start=NOW, end=NOW + timedelta(hours=1), reason="升级", approved_by="办公室", document="1号"
    )
    facts, fetch = await visit(OPENED, replace(SITE, maintenance=(window,)), now=NOW + offset)
    assert bool(fetch.asked) is visited
    assert (facts.reason == Reason.MAINTENANCE) is not visited


@dataclass
class Elsewhere:
    """A wall that notes what is read behind it, and gives what it is told to."""

    broke: ReaderBroke | None = None
    read_there: list[str] = field(default_factory=list)

    async def read(self, function: Any, /, *args: Any, **kwargs: Any) -> Any:
        self.read_there.append(function.__name__)
        return self.broke or await Inline().read(function, *args, **kwargs)


LONG = "<title>仓山区人民政府</title>" + "<p>政务公开</p>" * 5000
LONG_ERROR = Exchange(
    url=SITE.url, at=NOW, status=500, headers=(("Content-Type", "text/html"),), body=b"<p>\xff" * 20_000
)


@pytest.mark.parametrize(
    "answer",
    [
        replace(OPENED, text=LONG),
        Unreached(url=SITE.url, reason=Reason.HTTP_STATUS, status=500, exchanges=(LONG_ERROR,)),
        Unreached(
            url=SITE.url,
            reason=Reason.HTTP_STATUS,
            status=500,
            exchanges=(replace(LONG_ERROR, body=bytes(range(128, 256)) * 20),),
        ),
    ],
    ids=["long", "long error", "charset unknown"],
)
async def test_whose_page_it_is_is_read_behind_the_wall_where_that_could_take_long(answer: Answer) -> None:
    wall = Elsewhere()
    facts, _ = await visit(answer, wall=wall)
    assert len(wall.read_there) == 1
    assert facts.reason in (Reason.OK, Reason.HTTP_STATUS)


@pytest.mark.parametrize(("mark", "behind"), [((), 0), (("仓山区",), 0), (("示例区",), 1)])
async def test_a_page_of_many_links_is_told_at_once_but_for_a_mark_that_is_not_written_out(
    mark: tuple[str, ...], behind: int
) -> None:
    wall = Elsewhere()
    await visit(replace(OPENED, text=LONG + "<a href=/>" * 40), replace(SITE, title_mark=mark), wall=wall)
    assert len(wall.read_there) == behind


@pytest.mark.parametrize("reason", ["too_costly", "reader_broke:sigsegv"])
async def test_a_homepage_that_cannot_be_read_is_not_measured(reason: str) -> None:
    facts, _ = await visit(replace(OPENED, text=LONG), wall=Elsewhere(ReaderBroke(reason)))
    assert facts.reach is Reach.NOT_MEASURED
    assert facts.reason == reason.partition(":")[0]


@pytest.mark.parametrize("timeout_s", [0, -1, float("nan"), float("inf"), 15.1, 16, 60, 1e18])
def test_a_visit_that_may_last_longer_than_the_clause_lets_it_is_refused(timeout_s: float) -> None:
    with pytest.raises(ValueError, match="more than 0 and at most 15, as the clause"):
        Settings(timeout_s=timeout_s)
