"""A portal and an account that live through a month by a script, and a post office that keeps what it was given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from email.utils import format_datetime
from typing import Any

from monitor.alerts.delivery import Answer as Sent
from monitor.domain.mail import Mail
from monitor.domain.reach import Reason
from monitor.domain.timing import SHANGHAI, system_clock
from probes.http.base import Answer, Fetched, Unreached

CONFIG = """
edition = "fuzhou-2021"
[centre]
name = "闽江县大数据服务中心"
email = ["centre@mail.invalid"]
[references]
urls = ["http://ref.invalid/"]
quorum = 1
[mail]
host = "127.0.0.1"
security = "none"
sender = "monitor@mail.invalid"
[daemon]
listen = ""
[alerts]
brake_percent = 100
[[unit]]
id = "office"
name = "县政府办"
email = ["office@mail.invalid"]
[[unit]]
id = "civil"
name = "县民政局"
email = ["civil@mail.invalid"]
[[unit]]
id = "town"
name = "临水镇"
email = ["town@mail.invalid"]
[[site]]
id = "portal"
name = "闽江县人民政府"
url = "http://portal.invalid/"
unit = "office"
[[site.column]]
id = "yw"
name = "政务要闻"
url = "http://portal.invalid/yw/"
kind = "news"
unit = "office"
[[site.column]]
id = "jz"
name = "社会救助"
url = "http://portal.invalid/jz/"
frequency = "monthly"
unit = "civil"
[[site]]
id = "town"
name = "临水镇"
url = "http://town.invalid/"
unit = "town"
[[account]]
id = "wx"
name = "闽江发布"
platform = "wechat"
unit = "office"
source = {kind = "feed", url = "http://feed.invalid/wx.xml", complete = true}
"""

_WORDS = "各有关单位要高度重视，认真贯彻执行，确保各项工作落到实处。" * 8


def at(day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A moment of the month."""
    return datetime(2026, 10, day, hour, minute, tzinfo=SHANGHAI)


@dataclass(frozen=True)
class Script:
    """What happens when."""

    columns: Mapping[str, tuple[datetime, ...]]
    posts: tuple[datetime, ...]
    town_down: tuple[tuple[datetime, datetime], ...] = ()
    line_down: tuple[tuple[datetime, datetime], ...] = ()
    post_office_down: tuple[tuple[datetime, datetime], ...] = ()


def _within(now: datetime, stretches: tuple[tuple[datetime, datetime], ...]) -> bool:
    return any(start <= now < end for start, end in stretches)


@dataclass
class Portal:
    """The web as it stands at the moment of asking: a `Fetch`."""

    script: Script
    asked: int = 0

    async def __call__(self, url: str, **_: Any) -> Answer:
        self.asked += 1
        now = system_clock()
        down = url.startswith("http://town") and _within(now, self.script.town_down)
        if down or _within(now, self.script.line_down):
            return Unreached(url=url, reason=Reason.CONNECT_TIMEOUT, elapsed_s=15.0)
        text = self._page(url, now)
        if text is None:
            return Unreached(url=url, reason=Reason.HTTP_STATUS, status=404)
        return Fetched(
            url=url, final_url=url, status=200, body=text.encode(), text=text, encoding="utf-8", elapsed_s=0.4
        )

    def _page(self, url: str, now: datetime) -> str | None:
        host, _, path = url.removeprefix("http://").partition("/")
        if host == "feed.invalid":
            return self._feed(now)
        if host in ("ref.invalid", "town.invalid"):
            return _frame("首页", f"<p>{_WORDS}</p>")
        if path == "":
            lists = "".join(self._list(id, now) for id in self.script.columns)
            return _frame("闽江县人民政府", lists)
        id, _, name = path.partition("/")
        if id not in self.script.columns:
            return None
        if name == "":
            return _frame(id, self._list(id, now))
        day = date.fromisoformat(name.removesuffix(".htm"))
        return _frame(
            "关于防汛安全检查的通知", f"<h1>关于防汛安全检查的通知</h1><p>发布时间：{day}</p><p>{_WORDS}</p>"
        )

    def _list(self, id: str, now: datetime) -> str:
        days = sorted({one.date() for one in self.script.columns[id] if one <= now}, reverse=True)
        rows = "".join(
            f'<li><a href="http://portal.invalid/{id}/{day}.htm">关于{id}工作的第{day.day}号通知</a><span>{day}</span></li>'
            for day in days[:8]
        )
        return f'<div><h2>{id}</h2><ul class="news_list">{rows}</ul></div>'

    def _feed(self, now: datetime) -> str:
        items = "".join(
            f"<item><title>第{n}期</title><guid>{n}</guid><pubDate>{format_datetime(one)}</pubDate></item>"
            for n, one in enumerate(self.script.posts)
            if one <= now
        )
        return (
            f'<?xml version="1.0"?><rss version="2.0"><channel><title>闽江发布</title>{items}</channel></rss>'
        )


def _frame(title: str, body: str) -> str:
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title></head><body>{body}<p>{_WORDS}</p></body></html>"


@dataclass
class PostOffice:
    """Takes mails, except while it is down."""

    script: Script
    taken: list[tuple[datetime, Mail]] = field(default_factory=list)
    refused: int = 0

    async def send(self, mail: Mail) -> Sent:
        now = system_clock()
        if _within(now, self.script.post_office_down):
            self.refused += 1
            return Sent(words="connection refused", is_ours=True)
        self.taken.append((now, mail))
        return Sent(delivered=mail.recipients)


def every(days: int, first: date, last: date) -> tuple[datetime, ...]:
    """A moment at nine in the morning every so many days."""
    found, day = [], first
    while day <= last:
        found.append(datetime(day.year, day.month, day.day, 9, tzinfo=SHANGHAI))
        day += timedelta(days=days)
    return tuple(found)
