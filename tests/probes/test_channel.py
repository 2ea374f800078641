"""The probe of channels: an open form is found, and nothing else is called a channel."""

from monitor.domain.content import ChannelState
from monitor.domain.observation import Channel
from probes.channel import PROBE
from tests.every import every

from .board_world import HOME, Web, looks, site
from .pages.test_form import FORM

LINK = '<a href="/zx/">我要咨询</a>'


async def search(web_pages: dict[str, str], *consult: str, **settings: int) -> tuple[Channel, Web]:
    web = Web(web_pages)
    [look] = await looks(PROBE, site(consult_urls=consult), web, **settings)
    assert look.part == "channel"
    return look.facts, web


@every(
    ("pages", "state", "reason"),
    [
        ({HOME: LINK, f"{HOME}zx/": FORM}, ChannelState.PRESENT, ""),
        ({HOME: LINK, f"{HOME}zx/": '<a href="w.htm">我要写信</a>', f"{HOME}zx/w.htm": FORM}, ChannelState.PRESENT, ""),
        ({HOME: LINK}, ChannelState.BROKEN, "http_status"),
        ({HOME: LINK, f"{HOME}zx/": "<p>请先登录</p>"}, ChannelState.BROKEN, "login_wall"),
        ({HOME: LINK, f"{HOME}zx/": f"本栏目暂停服务{FORM}"}, ChannelState.BROKEN, "closed"),
        ({HOME: LINK, f"{HOME}zx/": "<p>列表</p>"}, ChannelState.BROKEN, "no_form"),
        ({HOME: '<a href="/xf">网上信访</a><a href="mailto:a@b.cn">信箱</a>', f"{HOME}xf": FORM}, ChannelState.NOT_FOUND, "no_entry"),
        ({}, ChannelState.UNREACHED, "http_status"),
    ],
    ids=["behind_the_entry", "one_step_further", "gone", "login_wall", "suspended", "no_form", "petitions_and_mail_do_not_count", "homepage_unreached"],
)  # fmt: skip
async def test_the_search(pages: dict[str, str], state: ChannelState, reason: str) -> None:
    channel, web = await search(pages)
    assert (channel.state, channel.reason) == (state, reason)
    assert web.methods == {"GET"}


async def test_configured_addresses_come_first_and_need_no_homepage() -> None:
    channel, web = await search({"http://b.gov.cn/q": FORM}, "http://b.gov.cn/q")
    assert (channel.state, channel.url) == (ChannelState.PRESENT, "http://b.gov.cn/q")
    assert web.asked == [HOME, "http://b.gov.cn/q"]


async def test_pages_that_lead_in_a_circle_are_looked_at_once_and_the_limit_is_kept() -> None:
    pages = {HOME: LINK, f"{HOME}zx/": '<a href="/zx/a">写信</a>', f"{HOME}zx/a": '<a href="/zx/">写信</a>'}
    _, web = await search(pages)
    assert len(web.asked) == len(set(web.asked)) == 3
    _, short = await search(pages, pages=1)
    assert len(short.asked) == 2


async def test_a_homepage_too_costly_to_read_says_nothing_of_a_channel() -> None:
    channel, _ = await search({HOME: "<div>" * 500 + LINK, f"{HOME}zx/": FORM})
    assert (channel.state, channel.reason) == (ChannelState.UNREACHED, "too_costly")
