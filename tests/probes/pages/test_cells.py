"""A day in a small table of data under a title is not the article's own; one among the facts of the article is."""

from datetime import date, datetime

import pytest

from monitor.domain.content import Dated, Undated
from monitor.domain.timing import SHANGHAI
from probes.pages.article.article import read_article
from probes.pages.document.unread_parts import shows_day_elsewhere
from tests.every import every

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=SHANGHAI)
D = date(2024, 9, 12)
TITLE = "示例县城区今日情况一览"
TEXT = "<p>各单位要高度重视，加强组织领导，压实工作责任，确保各项任务落到实处、取得实效。</p>" * 3


def page(inner: str) -> str:
    return f"<!DOCTYPE html><html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><div>{inner}{TEXT}</div></body></html>"


def columns(*pairs: tuple[str, ...], tag: str = "td") -> str:
    """A table whose head row names what stands in the rows below."""
    heads = "".join(f"<{tag}>{one[0]}</{tag}>" for one in pairs)
    rows = ("".join(f"<td>{one[n]}</td>" for one in pairs) for n in range(1, len(pairs[0])))
    return f"<table><tr>{heads}</tr>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def names(*pairs: tuple[str, str]) -> str:
    """A table whose rows begin with a name."""
    return (
        "<TABLE>" + "".join(f"<TR><TD>{name}</TD><TD>{value}</TD></TR>" for name, value in pairs) + "</TABLE>"
    )


DATA = {
    "weather": columns(("日期", D.isoformat()), ("天气", "晴"), ("气温", "3~12℃")),
    "weekday": columns(("日期", "2024年9月12日"), ("星期", "星期四"), ("气温", "12℃"), tag="th"),
    "prices of two days": columns(
        ("日期", "2024-09-12", "2024-09-13"), ("品种", "大白菜", "大白菜"), ("价格", "2.1", "2.2")
    ),
    "watch": names(("日期", "2024-09-12"), ("值班领导", "张三"), ("电话", "8123456")),
    "examination": columns(("时间", "2024-09-12 09:00"), ("科目", "语文"), ("考场", "一号楼")),
    "no head": columns(("2024-09-12",), ("美元",), ("710.22",)),
    "lessons with a source": columns(
        ("日期", "2024-09-12"), ("课程", "急救"), ("授课人", "张三"), ("来源", "总校")
    ),
    "one line": "<p>日期：2024-09-12　品种：大白菜　价格（元/公斤）：2.10</p>",
    "water level": names(("更新时间", "2024-09-12 08:00"), ("监测点", "白河站"), ("水位", "12.30")),
}
FACTS = {
    "three facts": columns(("日期", "2024-09-12"), ("来源", "示例县水利局"), ("索引号", "001/2024-3")),
    "rows": names(("索 引 号:", "001/2024-3"), ("发布机构:", "示例县水利局"), ("日期:", "2024-09-12")),
    "published prices": columns(("发布日期", "2024-09-12"), ("品种", "大白菜")),
    "one fact of another name": "<table><tr><td>时间：2024-09-12</td><td>出处：示例县融媒体中心</td></tr></table>",
    "laid out": f"<table><tr><td>时间：2024-09-12</td><td>浏览：12</td></tr><tr><td>{TEXT}</td></tr></table>",
    "line of facts": "<p>日期：2024-09-12　编辑：张三　栏目：政务</p>",
    "office": "<table><tr><td>示例县水利局</td><td>2024-09-12</td></tr></table>",
    "day alone": "<table><tr><td>时间：</td><td>2024-09-12</td></tr></table>",
    "own line over data": "<p>发布时间：2024-09-12</p>"
    + columns(("日期", "2024-10-01"), ("天气", "晴"), ("气温", "3~12℃")),
}


@every("name", DATA)
def test_a_day_in_a_table_of_data_is_not_the_articles_and_proves_nothing(name: str) -> None:
    assert not isinstance(read_article(page(DATA[name]), now=NOW).published, Dated | Undated)


@every("name", FACTS)
def test_a_day_among_the_facts_of_an_article_is_its_own(name: str) -> None:
    published = read_article(page(FACTS[name]), now=NOW).published
    assert isinstance(published, Dated)
    assert published.on == D


UNREAD = {
    "button": "<button>2024-09-12</button>",
    "drawing": "<svg><text>发布时间：2024-09-12</text></svg>",
    "field": "<textarea readonly>发布时间：2024-09-12</textarea>",
    "choice": "<select><option>发布时间：2024-09-12</option></select>",
    "shadow": "<div><template shadowrootmode='open'><p>2024-09-12</p></template></div>",
    "page within": "<iframe srcdoc='<p>2024年9月12日</p>'></iframe>",
    "picture": "<img src='a.gif' alt='发布时间：2024-09-12'>",
    "style": "<style>.d:before{content:'2024-09-12'}</style>",
    "element of its own making": "<article-meta aid=7></article-meta>",
    "include of the server": "<!--#include virtual='/inc/info.html'-->",
    "include of a page's program": "<jsp:include page='info.jsp'></jsp:include>",
    "include of a library": "<div ng-include=\"'/info.html'\"></div>",
    "field of dede": "<p>{dede:field.pubdate function='MyDate(@me)'/}</p>",
    "field of EmpireCMS": "<p>[!--newstime--]</p>",
    "field of PHP": "<p>{$publishdate}</p>",
    "field of Velocity": "<p>$!{article.publishDate}</p>",
    "field of Razor": "<p>@Model.PublishDate</p>",
}


@every("name", UNREAD)
def test_a_page_that_shows_a_day_where_no_text_is_read_is_not_undated(name: str) -> None:
    assert not isinstance(read_article(page(UNREAD[name]), now=NOW).published, Dated | Undated)


def test_choices_and_pictures_without_a_label_leave_a_page_undated() -> None:
    inner = "<select><option>2024-09-12</option></select><img src='a.gif' alt='合影2024-09-12'><button>打印</button>"
    assert not shows_day_elsewhere(inner)
    assert isinstance(read_article(page(inner), now=NOW).published, Undated)


def test_a_short_link_beside_a_day_below_a_text_is_another_article() -> None:
    row = "<ul><li><a href='/1.html'>我校举办早操</a> <em>2024-09-12</em></li></ul>"
    html = page("").replace("</body>", f"{row}</body>")
    assert not isinstance(read_article(html, now=NOW).published, Dated)


def test_a_card_behind_an_attached_file_is_another_article() -> None:
    card = "<p>附件：<a href='/a.docx'>方案.docx</a></p><div><a href='/7.html'><h4>县里召开春耕备耕现场会</h4></a><p>2024-09-12</p></div>"
    html = page("").replace("</body>", f"{card}</body>")
    assert not isinstance(read_article(html, now=NOW).published, Dated)


@pytest.mark.parametrize("heading", ["相關新聞", "延伸閱讀", "最新評論"])
def test_a_heading_of_others_in_traditional_writing_is_one(heading: str) -> None:
    box = f"<h3>{heading}</h3><div><p>示例县召开会议</p><p>發佈時間：2024-09-12</p></div>"
    html = page("").replace("</body>", f"{box}</body>")
    assert not isinstance(read_article(html, now=NOW).published, Dated)
