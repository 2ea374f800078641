"""What a homepage tells in its own words, with a day and without a page behind it."""

from datetime import date, datetime

from monitor.domain.timing import SHANGHAI
from probes.pages.listing.homepage import read_homepage
from tests.every import every

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=SHANGHAI)
OLD = "<ul><li><a href='/a/1.htm'>关于某某事项的公示</a><i>2026-08-03</i></li></ul>"


def newest(box: str, old: str = OLD) -> tuple[date | None, str]:
    """Day and address of the newest item; without an address nobody can confirm it."""
    home = read_homepage(f"<body>{old}{box}</body>", "http://www.x.gov.cn/", now=NOW)
    return home.items[0].on, home.items[0].url[20:]


@every(
    "box",
    [
        "<div><h3>停水通知</h3><p>因管道维修，城关片区停水。</p><p>某县水务局 2026-11-19</p></div>",
        "<ul><li>关于调整办公时间的公告 <span>2026-11-19</span></li></ul>",
        "<ul><li><span>11-19</span>关于调整办公时间的公告</li></ul>",
        "<p>我县召开安全生产工作会议 2026-11-19</p>",
        "<marquee>关于调整政务大厅办公时间的公告（2026年11月19日）</marquee>",
        "<table><tr><td>关于调整办公时间的公告</td><td>2026-11-19</td></tr></table>",
        "<h3>通知</h3><ul><li>关于调整办公时间的公告 2026-11-19</li></ul>",
        "<h3>海峡论坛</h3><ul><li>第十届海峡论坛青年专场圆满落幕 2026-11-19</li></ul>",
    ],
)
def test_words_with_a_newer_day_may_be_new_and_nobody_can_confirm_them(box: str) -> None:
    assert newest(box) == (date(2026, 11, 19), "")
    assert newest(box, OLD.replace("08-03", "11-19")) == (date(2026, 11, 19), "a/1.htm")


@every(
    "box",
    [
        "<p>今天是2026年11月20日 星期五，欢迎您访问本网站</p>",
        "<p>最后更新时间：2026-11-19 您是第12345位访客</p>",
        "<div class='tq'>某县 11月19日 多云 12~20℃ 东北风3级</div>",
        "<div>今日值班领导：张某某 2026-11-19 县政府办公室</div>",
        "<div>空气质量实时发布 2026-11-19 08:00 AQI 45 优</div>",
        "<div class='footer'><p>某县人民政府办公室 2026-11-19</p></div>",
        "<p style='display:none'>关于调整办公时间的公告 2026-11-19</p>",
        "<p>关于调整办公时间的公告 2026-12-19</p>",
        "<ul><li>关于小区路灯不亮的来信 2026-11-19 已回复</li></ul>",
        "<p>2026-11-19</p>",
        "<p>县政务公开工作会议时间：2026-11-19</p>",
        "<h3>最新办件</h3><ul><li>[公安局] 居民身份证换领 11-18</li><li>[住建局] 商品房预售许可 2026-11-19</li></ul>",
        "<h3>值班安排</h3><table><tr><td>政府办公室主任张某某</td><td>11月19日</td></tr></table>",
        "<div>某市城区空气质量日报 2026年11月19日 优</div>",
    ],
)
def test_days_of_something_else_leave_a_homepage_as_old_as_it_is(box: str) -> None:
    assert newest(box) == (date(2026, 8, 3), "a/1.htm")
