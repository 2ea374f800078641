r"""Half an emoji (\ud83d) or NUL in an answer: the answer is read, stored, and harms nothing beside it."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from monitor.domain.timing import SHANGHAI
from probes.adapters import fjdzapp, json_list
from probes.boards import fz12345
from probes.pages.document.mask import mask_text
from probes.sources.app import parse_lookup
from probes.sources.feed import parse_feed
from probes.sources.wechat import parse_answer
from probes.sources.weibo import parse_timeline
from storage.db.codec import encode
from tests.every import every

NOW = datetime(2026, 11, 20, 12, tzinfo=SHANGHAI)
BAD = "便民\ud83d信\x00息"


def weibo(value: str) -> Any:
    blogs = [{"mblog": {"id": n, "text": value, "created_at": "11-19"}} for n in (1, 2)]
    answer = json.dumps({"ok": 1, "data": {"cards": blogs}})
    return parse_timeline(answer, NOW, uid="1", complete=True, name="x")


def wechat(value: str) -> Any:
    item = {"article_id": value, "update_time": 1795048200, "content": {"news_item": [{"title": value}]}}
    said = parse_answer(json.dumps({"item": [item]}))
    assert said is not None
    assert said.posts is not None
    return said.posts[0]


def json_feed(value: str) -> Any:
    items = [{"id": "1", "title": value, "date_published": "2026-11-19"}]
    return parse_feed(
        json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": value, "items": items}).encode(),
        NOW,
        True,
    )[0]


def rss(value: str) -> Any:
    body = f"<rss version='2.0'><channel><title>x</title><item><title>{value}</title><link>http://a/1</link><pubDate>2026-11-19</pubDate></item></channel></rss>"
    return parse_feed(body.encode("utf-8", "surrogatepass"), NOW, True)[0]


def rss_by_reference(value: str) -> Any:
    item = "<item><title>便民&#xD83D;信&#0;息&#55357;&#99999999999999999999;</title><link>http://a/1</link></item>"
    facts = parse_feed(f"<rss version='2.0'><channel>{item}</channel></rss>".encode(), NOW, True)[0]
    assert facts.posts[0].title == "便民\ufffd信\ufffd息\ufffd\ufffd"
    return facts


def app(value: str) -> Any:
    return parse_lookup(json.dumps({"resultCount": 1, "results": [{"trackName": value, "version": value}]}))


def column(value: str) -> Any:
    answer = json.dumps([{"title": value, "url": "/1.html", "date": "2026-11-19"}])
    return json_list.read(answer, "http://a/", {"url": "http://a/"}, NOW)


def loose(value: str) -> Any:
    answer = f"{{'title': '{value}', 'url': '/1.html', 'docreltime': '2026-11-19', 'x': broken"
    return fjdzapp.read(answer + "}", "http://a/", {}, NOW)


def board(value: str) -> Any:
    answer = json.dumps(
        {"total": 1, "list": [{"id": "9", "case_title": value, "incident_time": "2026-11-01"}]}
    )
    return fz12345.read(answer, "http://a/", {}, NOW, "mail")


@every("read", [weibo, wechat, json_feed, rss, rss_by_reference, app, column, loose, board])
def test_an_answer_with_half_an_emoji_can_be_stored(read: Callable[[str], Any]) -> None:
    seen = read(BAD)
    assert "便民" in str(seen), "it was read"
    stored = encode(seen) if hasattr(seen, "state") else str(seen)
    assert stored.encode().decode() == stored
    assert "\x00" not in str(seen)
    assert "\\u0000" not in stored


def test_a_letter_is_masked_whatever_stands_in_it() -> None:
    assert "13800138000" not in mask_text(f"{BAD} 13800138000")
