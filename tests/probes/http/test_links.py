"""Addresses as pages write them, compared."""

from probes.http.links import page_key
from tests.every import every


@every(
    ("one", "other", "same"),
    [
        ("http://www.a.gov.cn/b/", "https://a.gov.cn:443/b/index.jhtml", True),
        ("http://a.cn:80/b?x=1&y=2", "http://A.cn/b/?y=2&x=1", True),
        ("http://a.cn/b/", "http://a.cn/./b//;jsessionid=A1?v=3#t", True),
        ("http://a.cn/%E5%85%AC/", "http://a.cn/公", True),
        ("http://a.cn/l?id=1", "http://a.cn/l?id=1&page=1", True),
        ("http://a.cn/l?id=1", "http://a.cn/l?id=1&page=2", False),
        ("http://a.cn/l?id=1", "http://a.cn/l?id=2", False),
        ("http://a.cn/l?t=1764400000123&r=0.81726354", "http://a.cn/l", True),
        ("http://a.cn/l?t=1", "http://a.cn/l?t=2", False),
        ("http://a.cn/index.php?r=news/list", "http://a.cn/index.php?r=notice/list", False),
        ("http://a.cn/l?v=news", "http://a.cn/l", False),
        ("http://a.cn:8080/b/", "http://a.cn/b/", False),
        ("http://a.cn/?list_5/", "http://a.cn/?list_6/", False),
        ("http://a.cn/list.html", "http://a.cn/", False),
        ("http://a.cn/#/list/1", "http://a.cn/#/list/2", False),
        ("http://a.cn/#/", "http://a.cn/#top", True),
        ("http://[/", "http://a.cn/", False),
    ],
)
def test_two_addresses_are_one_page(one: str, other: str, same: bool) -> None:
    assert (page_key(one) == page_key(other)) == same
