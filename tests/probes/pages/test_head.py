"""Where the days beside the title decide, they decide as all days of the page do."""

from dataclasses import replace
from datetime import datetime
from random import Random

from monitor.domain.content import Dated
from monitor.domain.timing import SHANGHAI
from probes.pages.article.article import KEPT, read_article
from tests.every import every

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=SHANGHAI)
URLS = ("", "http://www.gov.test/a/202611/t20261103_77.html")
TITLE = "关于开展冬季安全检查的通知"
TEXT = "各有关单位要高度重视，结合实际抓好落实。检查于2026年11月9日至2026年12月1日进行，结果另行通报。"
#: What stands over, beside and below a title, and far below a text.
LINES = (
    "发布时间：{day}", "发布日期：{day} 09:30 来源：区府办 浏览：12", "时间：{day}", "日期", "更新时间：{day}", "发文日期：{day}", "{day}", "{day}", "({day})",
    "{day} 16:42", "来源：示例日报 {day} 16:42", "来源：区府办 {day}", "{day} 星期四", "成文日期：{day}", "采编日期：{day}", "由 办公室 于 {day} 发布", "报名时间：{day}",
    "公告：系统维护通知 {day}", "附件1.doc {day}", "<a href='/b.htm'>另一件事项办理情况的通报</a> {day}", "上一篇：另一件事项办理情况的通报 {day}",
    "<table><tr><td>日期</td><td>天气</td></tr><tr><td>{day}</td><td>晴</td></tr></table>", "<b>{short}</b>", "发布时间：{short}", "<h1>{title}</h1>", "{title}",
    "相关阅读", "相关文件", "网友评论", "某甲 3楼 {day} 10:11", "{text}", "{text}", "首页", "您的位置：首页 &gt; 通知", "浏览：33", "版权所有：示例区人民政府 {day}",
)  # fmt: skip


def page(rng: Random) -> str:
    """A page of such lines in any order, its title mostly near the top."""

    def line() -> str:
        day = f"2026-{rng.choice((3, 11)):02d}-{rng.randint(1, 4):02d}"
        said = rng.choice(LINES).format(day=day, short=day[2:], title=TITLE, text=TEXT)
        return f"<{(tag := rng.choice(('p', 'div', 'span', 'li')))}>{said}</{tag}>"

    over, below = ("".join(line() for _ in range(rng.randint(0, most))) for most in (2, 6))
    text, far = f"<p>{TEXT}</p>" * rng.randint(0, 3), "".join(line() for _ in range(rng.randint(0, 8)))
    gap = f"<p>{'一行没有日期的文字 ' * 40}</p>" * rng.randint(0, 2)
    return f"<title>{TITLE}_示例区</title><body>{over}<h1>{TITLE}</h1>{below}{text}{gap}{far}</body>"


@every("seeds", [range(n, n + 100) for n in range(0, 600, 100)], ids=str)
def test_days_elsewhere_change_nothing_where_those_beside_the_title_decide(seeds: range) -> None:
    for rng in map(Random, seeds):
        html, url = page(rng), rng.choice(URLS)
        quick, whole = read_article(html, url, now=NOW), read_article(html, url, now=NOW, every=True)
        assert replace(quick, candidates=()) == replace(whole, candidates=()), html
        if len(whole.candidates) < KEPT:
            assert set(quick.candidates) <= set(whole.candidates)


def test_of_the_other_days_those_are_kept_that_a_rule_takes_too() -> None:
    html = f"<title>{TITLE}</title><body><h1>{TITLE}</h1><p>发布时间：2026-11-03</p><p>{TEXT}</p>"
    url = "http://www.gov.test/a/202610/t20261001_77.html"
    quick, whole = read_article(html, url, now=NOW), read_article(html, url, now=NOW, every=True)
    assert isinstance(quick.published, Dated)
    assert [str(one.on) for one in quick.candidates] == ["2026-11-03", "2026-10-01"]
    assert {str(one.on) for one in whole.candidates} == {
        "2026-11-03",
        "2026-10-01",
        "2026-11-09",
        "2026-12-01",
    }
    assert quick.conflict
