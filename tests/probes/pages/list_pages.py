"""Small made-up listing pages."""

from collections.abc import Callable, Iterable

NAV = (
    '<div class="nav"><ul>'
    + "".join(
        f'<li><a href="/{n}/">{name}</a></li>'
        for n, name in enumerate(("首页", "政务公开", "办事服务", "互动交流", "走进我区", "专题专栏"))
    )
    + "</ul></div>"
)
FOOT = (
    '<div class="footer">主办：某区人民政府 <a href="https://beian.miit.gov.cn/">闽ICP备00000000号</a></div>'
)
#: A box of recent items that is not the column.
HOT = (
    '<div class="side"><h3>热点排行</h3><ul>'
    + "".join(
        f'<li><a href="/hot/202611/t202611{k:02d}_{k}.htm">大家都在看的第{k}篇热门文章</a><span>2026-11-{k:02d}</span></li>'
        for k in range(19, 9, -1)
    )
    + "</ul></div>"
)


def page(body: str, *, title: str = "通知公告_某区人民政府", head: str = "") -> str:
    """A whole page around *body*."""
    return f"<html><head><title>{title}</title>{head}</head><body>{NAV}{body}{FOOT}</body></html>"


def rows(make: Callable[[int], str], days: Iterable[int] = range(9, 0, -1)) -> str:
    """What *make* writes for each day, newest first."""
    return "".join(make(day) for day in days)


def link(day: int, *, href: str = "./{}.htm", title: str = "关于第{}批事项的公示") -> str:
    """One link whose address says nothing of its day."""
    return f'<a href="{href.format(day)}">{title.format(day)}</a>'


def plain(days: Iterable[int] = range(9, 0, -1), *, month: str = "2026-11") -> str:
    """The rows most sites have: a link, and the day in a span."""
    return "<ul>" + rows(lambda d: f"<li>{link(d)}<span>{month}-{d:02d}</span></li>", days) + "</ul>"
