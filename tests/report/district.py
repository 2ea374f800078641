"""
A whole district's third quarter of 2026 as stored observations: towns, departments, sites, accounts, and faults of each kind.

Everything is made up. What each subject is for stands in its name or beside it.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from monitor.domain.case import Review
from monitor.domain.content import (
    AppState,
    BoardState,
    ChannelState,
    Dated,
    DatePlace,
    Guide,
    GuidesState,
    Item,
    ListState,
    Message,
    MessageStatus,
    Post,
    TimelineState,
)
from monitor.domain.observation import (
    AppListing,
    BoardReading,
    Channel,
    Guides,
    Homepage,
    Listing,
    Observation,
    Reading,
    Timeline,
    Visit,
)
from monitor.domain.reach import Reach
from monitor.domain.timing import DAY, midnight

POINTS = (date(2026, 7, 31), date(2026, 8, 31), date(2026, 9, 30))
LAST_QUARTER = (date(2026, 4, 30), date(2026, 5, 31), date(2026, 6, 30))
#: The notice is drawn up on this day.
AS_OF = "2026-10-18T09:00:00+08:00"

TOWNS = tuple(f"{name}街道" for name in ("临江", "仓前", "东升", "对湖", "三叉", "金山")) + tuple(
    f"{name}镇" for name in ("建新", "盖山", "城门", "螺洲")
)
DEPARTMENTS = (
    "发改局", "教育局", "工信局", "民政局", "司法局", "财政局", "人社局", "资规局", "住建局", "农业农村局", "商务局",
    "文体旅局", "卫健局", "应急局", "审计局", "市监局", "统计局", "医保局",
)  # fmt: skip
#: So many items a month; all others publish twelve.
SHORT = {"东升街道": 4, "盖山镇": 0, "司法局": 7, "商务局": 9}
#: Have nothing among the disclosed documents.
SILENT_IN_DISCLOSURE = ("城门镇", "工信局")

NEWS = ("要闻", "部门动态", "街镇动态", "图片新闻", "视频新闻", "专题新闻")


def units() -> list[tuple[str, str, str]]:
    """Id, full name, short name of every unit."""
    towns = [
        (f"t{n}", f"示例区{one}{'办事处' if one.endswith('街道') else '人民政府'}", one)
        for n, one in enumerate(TOWNS)
    ]
    return [*towns, *((f"d{n}", f"示例区{one}", f"区{one}") for n, one in enumerate(DEPARTMENTS))]


#: Site id, name, unit, what it is for.
SITES = (
    ("portal", "示例区人民政府", "t0", "well kept; four columns that were never updated"),
    ("edu", "示例区教育局网站", "d1", "down on the last point"),
    ("mend", "示例区民政局网站", "d3", "down in July, put right"),
    ("again", "示例区司法局网站", "d4", "down last quarter, and still"),
    ("fixed", "示例区财政局网站", "d5", "down last quarter, put right"),
    ("wall", "示例区人社局网站", "d6", "behind a firewall: unknown"),
    ("closed", "示例区资规局网站", "d7", "an approved shutdown in the last week"),
    ("stale", "示例区住建局网站", "d8", "six news columns stand still"),
    ("blank", "示例区商务局网站", "d10", "five columns are blank"),
    ("letters", "示例区卫健局网站", "d12", "two letters without a reply, and poor guides"),
    ("unseen", "示例区统计局网站", "d16", "never looked at"),
    ("signed", "示例区审计局网站", "d14", "all lines signed by people"),
)

ACCOUNTS = (
    ("ok1", "示例发布", "weibo", "t0"),
    ("ok2", "示例发布", "wechat", "t0"),
    ("mute", "示例教育", "weibo", "d1"),
    ("late", "示例民政", "wechat", "d3"),
    ("dark", "示例文旅", "douyin", "d11"),
    ("app", "示例掌上通", "app", "t0"),
)


def config() -> str:
    """`sites.toml` of the district."""
    return "\n".join(_config())


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _config() -> Iterator[str]:
    yield 'edition = "national-2019"\n[centre]\nname = "示例区大数据服务中心"'
    for id, name, short in units():
        yield f"[[unit]]\nid = {_text(id)}\nname = {_text(name)}\naliases = {_text([short])}"
    ids = [id for id, _, _ in units()]
    yield "[report]"
    words: dict[str, object] = {
        "site": "portal", "area": "全区", "number": "示政办网〔2026〕3号",
        "addressees": "区直各有关部门，各镇人民政府、街道办事处", "signer": "示例区人民政府办公室", "output_minimum": 10,
        "output_rule": "《示例区政务公开绩效考核办法》", "towns": [one for one in ids if one[0] == "t"],
        "departments": [one for one in ids if one[0] == "d"], "departments_name": "区直部门", "outside": ["新华社"],
        "interpretation_minimum": 1, "interpretation_days": 3, "survey_minimum": 1, "solicitation_minimum": 1,
        "interview_minimum": 1, "deliver_to": "区大数据服务中心118办公室", "mail": "centre@mail.invalid",
        "demands": ["各单位要严格落实网络安全责任制，节假日期间做好值班值守"],
        "attachments": ["关于开展2026年度绩效考核的通知"],
    }  # fmt: skip
    yield from (f"{key} = {_text(value)}" for key, value in words.items())
    yield "signed_on = 2026-10-18\nrectify_by = 2026-10-25\nupdate_by = 2026-12-30"
    for id, name, unit, _ in SITES:
        yield f'[[site]]\nid = "{id}"\nname = "{name}"\nurl = "http://{id}.example.gov.cn/"\nunit = "{unit}"'
        yield 'columns_complete = {by = "区大数据服务中心", on = 2026-01-01}'
        if id == "closed":
            yield (
                "maintenance = [{start = 2026-09-24T00:00:00+08:00, end = 2026-10-02T00:00:00+08:00, "
                'reason = "机房搬迁", approved_by = "区政府办公室", document = "批复〔2026〕5号"}]'
            )
        if id == "letters":
            yield 'guides = {list = "http://letters.example.gov.cn/bszn/"}'
            yield '[[site.board]]\nid = "xx"\nname = "局长信箱"\nurl = "http://letters.example.gov.cn/xx/"\nunit = "d12"'
        for column in columns(id):
            yield "[[site.column]]"
            yield from (f"{key} = {_text(value)}" for key, value in column.items())
    for id, name, platform, unit in ACCOUNTS:
        source = (
            '{kind = "app", ios_id = "1", apk = "http://portal.example.gov.cn/a.apk"}'
            if platform == "app"
            else '{kind = "import"}'
        )
        yield f'[[account]]\nid = "{id}"\nname = "{name}"\nplatform = "{platform}"\nunit = "{unit}"\nsource = {source}'


def columns(site: str) -> list[dict[str, Any]]:
    """The columns of a site, as its configuration has them."""
    base = f"http://{site}.example.gov.cn"

    def one(id: str, name: str, **more: object) -> dict[str, Any]:
        return {"id": id, "name": name, "url": f"{base}/{id}/", "kind": "general", **more}

    if site == "portal":
        poor = [
            one(f"fp{n}", f"脱贫攻坚/{name}", unit="d9", frequency="monthly")
            for n, name in enumerate(("公示公告", "扶贫项目", "扶贫捐赠", "扶贫协作"))
        ]
        return [
            one("yw", "示例要闻", kind="news"), one("zj", "街镇动态"), one("bm", "部门动态"),
            one("shjz", "社会救助", unit="d3", frequency="monthly"),
            one("zdgk", "政府信息公开/法定主动公开内容"), one("zcwj", "政策文件", kind="policy", top_level=True),
            one("zcjd", "政策解读/图文解读"), one("wsdc", "网上调查"), one("yjzj", "意见征集"), one("zxft", "在线访谈"),
            one("tzgg", "通知公告", kind="notice", top_level=True), *poor,
        ]  # fmt: skip
    if site == "blank":
        return [
            one("yw", "要闻", kind="news"),
            *(one(f"k{n}", f"机构设置/空栏{n}", frequency="annual") for n in range(5)),
        ]
    kept = NEWS if site == "stale" else NEWS[:1]
    return [one(f"n{n}", name, kind="news") for n, name in enumerate(kept)]


def looks() -> Iterator[Observation[Any]]:
    """Every observation of the district, from last quarter to the day of the notice."""
    for n, (id, _, _, _) in enumerate(SITES):
        if id == "unseen":
            continue
        yield from _visits(id)
        yield from _news(id, n)
    yield from _portal()
    yield from _letters()
    yield from _accounts()


def _visits(site: str) -> Iterator[Observation[Visit]]:
    """24 visits on each of the eight days up to a point; two a day fail where the site is down."""
    down = {
        "edu": POINTS[2:], "mend": POINTS[:1], "again": (LAST_QUARTER[2], *POINTS[1:]), "fixed": LAST_QUARTER[2:],
    }.get(site, ())  # fmt: skip
    for point in (*LAST_QUARTER, *POINTS):
        for back in range(8):
            for hour in range(24):
                reach, reason = Reach.OPENED, "ok"
                if point in down and hour in (3, 17):
                    reach, reason = Reach.NOT_OPENED, "timeout_first_byte"
                if site == "wall" and hour in (2, 9, 20):
                    reach, reason = Reach.NOT_MEASURED, "blocked_script"
                at = midnight(point - back * DAY) + timedelta(hours=hour, minutes=7)
                yield Observation(subject=site, at=at, facts=Visit(reach=reach, reason=reason, elapsed_s=1.0))


def _read(
    site: str, column: str, on: date, title: str, source: str, n: int = 0
) -> tuple[Item, Observation[Reading]]:
    """An item of a list, and the look at its page a few hours later."""
    url = f"http://{site}.example.gov.cn/{column}/t{on:%Y%m%d}_{n}.htm"
    published = Dated(on=on, place=DatePlace.VISIBLE)
    facts = Reading(url=url, published=published, title=title, source=source)
    return Item(title=title, url=url, on=on), Observation(
        subject=site, part=url, at=midnight(on) + timedelta(hours=20, minutes=n % 59), facts=facts
    )


def _listing(site: str, column: str, at: datetime, items: Sequence[Item]) -> Observation[Listing]:
    state = ListState.ITEMS if items else ListState.BLANK
    shown = tuple(sorted(items, key=lambda one: (one.on or date.min, one.url), reverse=True))
    return Observation(
        subject=site, part=column, at=at, facts=Listing(state=state, items=shown, total=len(shown))
    )


def _news(site: str, n: int) -> Iterator[Observation[Any]]:
    """A fresh item and a look at home page and lists on each day before a point; the stale site stood still in June."""
    for column in columns(site):
        if column["kind"] != "news":
            if site == "blank":
                yield from (
                    _listing(site, column["id"], midnight(point) + timedelta(hours=6 - 24 * back), ())
                    for point in POINTS
                    for back in range(3)
                )
            continue
        items: list[Item] = []
        for point in (*LAST_QUARTER, *POINTS):
            if site != "stale" or point <= LAST_QUARTER[2]:
                item, read = _read(
                    site, column["id"], point - 3 * DAY, f"{column['name']}{point.month}月", "", n
                )
                items.append(item)
                yield read
            for back in range(13, -1, -1):
                at = midnight(point - back * DAY) + timedelta(hours=23)
                shown = [one for one in items if one.on and one.on <= at.date()]
                if column["id"] in ("yw", "n0"):
                    home = Homepage(state=ListState.ITEMS, items=tuple(shown)) if shown else None
                    if home is not None:
                        yield Observation(subject=site, at=at, facts=home)
                if back < 2 and site != "portal":
                    yield _listing(site, column["id"], at, shown)
    for point in POINTS:
        at = midnight(point) + timedelta(hours=4)
        facts = Channel(state=ChannelState.PRESENT, url="http://a/", fields=("title", "content"))
        yield Observation(subject=site, at=at, facts=facts)


def _portal() -> Iterator[Observation[Any]]:
    """What the units publish on the portal, and its lists at every point, each showing all it ever held."""
    held: dict[str, list[Item]] = {one["id"]: [] for one in columns("portal")}

    def publish(column: str, on: date, title: str, source: str = "", n: int = 0) -> Observation[Reading]:
        item, read = _read("portal", column, on, title, source, n)
        held[column].append(item)
        return read

    for serial, (id, _, short) in enumerate(units()):
        for month in (4, 5, 6, 7, 8, 9):
            count = SHORT.get(short.removeprefix("区"), 12)
            for n in range(count):
                day = date(2026, month, 1 + n * 2)
                column = "zj" if id[0] == "t" else "bm"
                yield publish(column, day, f"{short}开展第{month}{n}次活动", short, serial)
        if short.removeprefix("区") not in SILENT_IN_DISCLOSURE:
            yield publish("zdgk", date(2026, 8, 5), f"{short}公开文件", short, serial)
    for n in range(5):
        yield publish("yw", date(2026, 9, 3 + n), f"新华社消息{n}", "新华社", 90)
    for n in range(2):
        yield publish("yw", date(2026, 9, 13 + n), f"来自报社的消息{n}", "示例日报", 91)
    for point in (*LAST_QUARTER, *POINTS):
        yield publish("yw", point - 2 * DAY, f"{point.month}月要闻", "示例区临江街道办事处", 92)
        yield publish("tzgg", point - 2 * DAY, f"{point.month}月通知", "区民政局", 93)
    yield publish("shjz", date(2025, 11, 3), "社会救助公示", "区民政局")
    for n in range(4):
        yield publish(f"fp{n}", date(2023, 5, 6), "扶贫公示", "区农业农村局", n)
    rule, plan = "《示例区老旧小区改造办法》", "《示例区人才引进若干措施》"
    yield publish("zcwj", date(2026, 9, 25), f"关于印发{rule}的通知", "区住建局")
    yield publish("zcjd", date(2026, 9, 29), f"一图读懂{rule}", "区住建局")
    yield publish("zcwj", date(2026, 7, 1), f"关于印发{plan}的通知", "区人社局")
    yield publish("zcjd", date(2026, 7, 9), f"视频解读{plan}", "区人社局")
    yield publish("zcwj", date(2026, 8, 11), "关于公布行政规范性文件清理结果的通知", "区司法局")
    yield publish("wsdc", date(2026, 8, 1), "公共交通满意度调查")
    yield publish("yjzj", date(2026, 6, 2), "养犬管理办法征求意见")
    yield publish("zxft", date(2026, 3, 5), "局长谈基层医疗服务")
    yield publish("tzgg", date(2026, 8, 5), "关于全区政务新媒体自查情况的通报")
    yield publish("tzgg", date(2026, 9, 18), "关于全区政府网站自查情况的通报")
    for point in (*LAST_QUARTER, *POINTS):
        at = midnight(point) + timedelta(hours=22)
        for column, items in held.items():
            yield _listing("portal", column, at, [one for one in items if one.on and one.on <= point])


def _letters() -> Iterator[Observation[Any]]:
    """On the last point: two letters past their limit, eight answered; six guides, five of them poor."""
    at = midnight(POINTS[2]) + timedelta(hours=5)
    late = [
        Message(id=f"xx/20{n}", title_masked="反映***门诊排队问题", board="xx", submitted=date(2026, 6, 1 + 20 * n),
                unit="区卫健局", status=MessageStatus.OPEN, detail_read=True)
        for n in range(2)
    ]  # fmt: skip
    done = [
        Message(id=f"xx/1{n}", title_masked="咨询医保报销", board="xx", submitted=date(2026, 8, 1 + n),
                answered=date(2026, 8, 8 + n), unit="区卫健局", status=MessageStatus.ANSWERED, detail_read=True,
                answer_length=200)
        for n in range(7)
    ]  # fmt: skip
    board = BoardReading(state=BoardState.MESSAGES, messages=(*late, *done), total=9, complete=True, pages=1)
    yield Observation(subject="letters", part="xx", at=at, facts=board)
    lacking = ("设定依据", "收费标准", "办理流程", "联系电话")
    poor = [
        Guide(
            id=f"g{n}",
            url=f"http://letters.example.gov.cn/bszn/{n}",
            title=f"事项{n}",
            missing=lacking if n else (),
        )
        for n in range(6)
    ]
    guides = Guides(state=GuidesState.GUIDES, guides=tuple(poor), total=6, complete=True)
    yield Observation(subject="letters", at=at, facts=guides)


def _accounts() -> Iterator[Observation[Any]]:
    """One silent at the end, one silent in July only, one that cannot be read, an app that is gone."""
    newest = {"mute": date(2026, 9, 15), "late": date(2026, 7, 2)}
    for point in (*LAST_QUARTER, *POINTS):
        for id in ("ok1", "ok2", "mute", "late"):
            last = point - DAY
            if (id == "mute" and point == POINTS[2]) or (id == "late" and point == POINTS[0]):
                last = newest[id]
            posts = tuple(Post(id=f"{id}{n}", title="信息", on=last - n * 3 * DAY) for n in range(8))
            facts = Timeline(
                state=TimelineState.POSTS,
                posts=posts,
                complete=True,
                interaction=("comments",),
                through="import",
            )
            yield Observation(subject=id, at=midnight(point) + timedelta(hours=21), facts=facts)
        walled = Timeline(state=TimelineState.UNREACHED, reason="login_wall")
        yield Observation(subject="dark", at=midnight(point) + timedelta(hours=21), facts=walled)
    for back in range(3):
        for shop in ("app_store", "android"):
            at = midnight(POINTS[2] - back * DAY) + timedelta(hours=9)
            yield Observation(
                subject="app", part=shop, at=at, facts=AppListing(state=AppState.MISSING, shop=shop)
            )


def reviews(rules: Sequence[str]) -> Iterator[Review]:
    """*rules* of the well-kept site signed by a person, before the first point."""
    for n, rule in enumerate(rules):
        yield Review(
            id=f"re_{n:03d}", at=midnight(date(2026, 7, 1)), who="张三", act="sign", subject="signed", target=rule,
            outcome="pass", reason="逐页核查未发现", until=date(2026, 12, 31),
        )  # fmt: skip
