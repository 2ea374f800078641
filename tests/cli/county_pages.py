"""A simulated county for the score sheet (模拟县): three portals that carry, lack, and hide or fake what rows ask for."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from urllib.parse import unquote

from tests.served_pages import served

CODE = "3501040001"
WORDS = "区人民政府办公室发布政务信息、办事指南和互动交流内容，方便群众和企业查询使用。" * 4
MARKS: Mapping[str, str] = {
    "owner": "<p>主办单位：示例区人民政府办公室</p>",
    "site_code": f"<p>网站标识码：{CODE}</p>",
    "icp": '<p><a href="https://beian.example.cn/">闽ICP备12345678号-1</a></p>',
    "police": "<p>闽公网安备35010402000123号</p>",
    "find_errors": f"<script id='_jiucuo_' sitecode='{CODE}' src='/exposure/jiucuo.js'></script>",
    "party_badge": "<script>document.write(unescape(\"%3Cspan id='_ideConac' %3E%3C/span%3E\"));</script>",
    "accessible": "<a href='/wza/'>无障碍浏览</a>",
    "elderly": "<a href='/slh/'>长者模式</a>",
    "hotline": "<a href='/12345/'>12345便民服务平台</a>",
}
FAKES: Mapping[str, str] = {
    "owner": "<p>主办单位：</p>",
    "site_code": "<p>网站标识码：3501990009</p>",
    "icp": "<p>闽ICP备号</p>",
    "police": "<p>闽公网安备号</p>",
    "find_errors": "<a href='#'>我为政府网站找错</a>",
    "party_badge": "<p>党政机关网站标识</p>",
    "accessible": "<a href='#'>无障碍浏览</a>",
    "elderly": "<a href='javascript:;'>长者模式</a>",
    "hotline": "<p>闽ICP备12345678号</p>",
}
FOOT = "<div class='foot'><p>版权所有：示例区 联系电话：0591-83000000 网站地图</p>{}</div>"
#: What a firewall shows who asks by program.
CHALLENGE = "<html><head><title>安全验证</title></head><body><p>请完成安全验证，拖动滑块以继续访问</p><div id='captcha'></div></body></html>"
#: Columns: id, name, kind.
COLUMNS = (
    ("yw", "要闻动态", "news"), ("zcwj", "政策文件", "policy"), ("zcjd", "政策解读", "general"), ("wsdc", "网上调查", "general"),
    ("tzgg", "通知公告", "news"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Article:
    """One item of a column, with its own page."""

    column: str
    on: str
    title: str
    body: str = ""
    number: int | None = None  #: in its address; None: its place among the portal's articles

    def path(self, number: int) -> str:
        """Where its page stands."""
        return (
            f"/{self.column}/t{self.on.replace('-', '')}_{number if self.number is None else self.number}.htm"
        )


@dataclass(frozen=True, slots=True)
class Portal:
    """One portal: its foot, its articles, and what its search answers."""

    id: str
    foot: str
    articles: Sequence[Article]
    search: str = ""  #: finds | challenge; "": it has none

    def answer(self, path: str) -> str:
        """What its search answers."""
        if not path.startswith("/search/") or not self.search:
            return ""
        if self.search == "challenge":
            return CHALLENGE
        query = unquote(path.partition("q=")[2])
        found = [one for one in self.articles if one.title == query]
        rows = "".join(
            f"<li><a href='{one.path(self.articles.index(one))}'>{one.title}</a></li>" for one in found
        )
        return self._page(
            "搜索结果", f"<a href='#'>全部</a><ul>{rows or '<p>很抱歉，没有找到相关结果</p>'}</ul>"
        )

    def pages(self) -> dict[str, str]:
        """Every page by its path."""
        links = "".join(f"<li><a href='/{id}/'>{name}</a></li>" for id, name, _ in COLUMNS)
        form = "<form action='/search/'><input name='q'></form>" if self.search else ""
        found: dict[str, str] = {}
        newest = ""
        for id, name, _ in COLUMNS:
            own = sorted(
                ((n, one) for n, one in enumerate(self.articles) if one.column == id), key=lambda one: one[1].on, reverse=True
            )  # fmt: skip
            rows = "".join(
                f"<li><a href='{one.path(n)}'>{one.title}</a><span>{one.on}</span></li>" for n, one in own
            )
            found[f"/{id}/"] = self._page(name, f"<ul class='news_list'>{rows}</ul>")
            for n, one in own:
                newest = newest or f"<li><a href='{one.path(n)}'>{one.title}</a><span>{one.on}</span></li>"
                text = f"<h1>{one.title}</h1><p>发布时间：{one.on}　来源：示例区政府办</p><div class='content'><p>{WORDS}</p>{one.body}</div>"
                found[one.path(n)] = self._page(one.title, text)
        found["/"] = self._page(
            "示例区人民政府", f"{form}<ul>{links}</ul><ul>{newest}</ul><p>{WORDS}</p>{self.foot}"
        )
        return found

    def _page(self, title: str, body: str) -> str:
        return f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title></head><body>{body}</body></html>"


def surveys(many: int, *, told: bool) -> Iterator[Article]:
    """So many surveys within a year, each over within a month; *told*: its page says what came of it."""
    matters = ("公园改造", "公交线路", "停车收费", "菜市场布局", "夜间照明", "垃圾分类", "图书馆开放")
    for n, matter in enumerate(matters[:many]):
        month = 2 + n
        result = (
            "<p>调查结果：本次调查共收到有效问卷213份，其中满意的占九成，意见已采纳。</p>" if told else ""
        )
        body = f"<p>调查时间：2026年{month}月1日至2026年{month}月20日</p>{result}"
        yield Article("wsdc", f"2026-{month:02d}-01", f"示例区{matter}满意度网上调查", body)


def news(words: str = "召开") -> list[Article]:
    """News of the quarter and of the year before, so that the list reaches back."""
    return [
        Article("yw", f"{year}-{month:02d}-{day:02d}", f"示例区{words}{month}月{day}日重点项目推进会议")
        for year, months in ((2025, (11, 12)), (2026, range(1, 13)))
        for month in months
        for day in (5, 20)
    ]


@contextmanager
def county(portals: Sequence[Portal], above: Mapping[str, str]) -> Iterator[tuple[dict[str, str], str]]:
    """Serve *portals*, and the portal *above* them; gives each one's address, and that one's."""
    with ExitStack() as stack:
        found = {one.id: stack.enter_context(served(one.pages(), one.answer)) for one in portals}
        yield found, stack.enter_context(served(above))
