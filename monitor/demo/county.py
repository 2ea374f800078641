"""What the simulated county (闽江县, made up) publishes, as plain data relative to today."""

from dataclasses import dataclass
from enum import StrEnum


class PageForm(StrEnum):
    """How a column's page is built."""

    PLAIN = "plain"  #: ul/li, date behind the title
    TABLE = "table"  #: rows of a table, odd and even
    YEARLESS = "yearless"  #: the list shows 11-03 only, the address has the year
    PINNED = "pinned"  #: an old item stands first
    SCRIPT = "script"  #: items as an array in inline script
    WAS5 = "was5"  #: items behind a search address, with a filler row
    EMPTY = "empty"  #: a list container with nothing in it
    TEMPLATE = "template"  #: an unfilled template: cannot be read
    UNDATED = "undated"  #: the list has dates, the article pages have none
    FUTURE = "future"  #: article pages dated a year ahead
    FILES = "files"  #: items are PDF files
    LINK = "link"  #: leads elsewhere


@dataclass(frozen=True, slots=True, kw_only=True)
class SimColumn:
    """One simulated column."""

    id: str
    name: str
    kind: str = "general"
    top_level: bool = False
    frequency: str | None = None
    unit: str = "office"
    ages: tuple[int, ...] = ()  #: how many days ago each item was published
    form: PageForm = PageForm.PLAIN
    sources: tuple[str, ...] = ()  #: 来源 of each item; () the site itself
    titles: tuple[str, ...] = ()  #: of each item; () made up
    per_page: int = 0  #: items to a page; 0: all on one

    @property
    def path(self) -> str:
        """Where it stands below the portal."""
        return f"/xjwz/{self.id}/"


@dataclass(frozen=True, slots=True, kw_only=True)
class SimSite:
    """One simulated site."""

    id: str
    name: str
    unit: str
    code: str
    columns: tuple[SimColumn, ...]
    encoding: str = "utf-8"
    navigation: bool = False  #: the homepage shows no item, only the way to the columns
    status: int = 200  #: what its homepage answers; 412 is a firewall's challenge
    history: str = "good"  #: good | failing | blocked: how last week's visits went
    letters: bool = False  #: has a letter box, a form to write, and service guides
    late: bool = False  #: one letter is past its limit
    bad_guides: int = 0  #: guides that lack four element groups
    topics: bool = False  #: has pages with something for the patrol


#: id, name, other names, address for mail
UNITS = (
    ("office", "闽江县人民政府办公室", ("县政府办", "闽江县人民政府"), "zfb@mail.invalid"),
    ("education", "闽江县教育局", ("县教育局",), "jyj@mail.invalid"),
    ("civil", "闽江县民政局", ("县民政局",), "mzj@mail.invalid"),
    ("agriculture", "闽江县农业农村局", ("县农业农村局",), "nyncj@mail.invalid"),
    ("town", "闽江县临水镇人民政府", ("临水镇",), ""),
    ("archives", "闽江县档案馆", ("县档案馆",), "dag@mail.invalid"),
)

_WEEKLY = (1, 4, 8, 12, 19, 27, 40, 58)
_OLD = (96, 130, 171, 240)

SITES = (
    SimSite(
        id="county",
        name="闽江县人民政府",
        unit="office",
        code="3501990001",
        letters=True,
        columns=(
            SimColumn(id="yw", name="政务要闻", kind="news", ages=_WEEKLY),
            SimColumn(id="bmdt", name="部门动态", kind="news", ages=(2, 6, 9, 15), form=PageForm.TABLE),
            SimColumn(id="xzdt", name="乡镇动态", kind="news", ages=(23, 31, 44), unit="town"),
            SimColumn(
                id="tzgg",
                name="通知公告",
                kind="notice",
                top_level=True,
                ages=(200, 3, 9, 30),
                form=PageForm.PINNED,
            ),
            SimColumn(
                id="zcwj",
                name="政策文件",
                kind="policy",
                top_level=True,
                ages=(20, 64, 110),
                form=PageForm.WAS5,
            ),
            SimColumn(
                id="zcjd",
                name="政策解读",
                kind="general",
                frequency="monthly",
                ages=(16, 47, 80),
                form=PageForm.YEARLESS,
            ),
            SimColumn(id="dbtk", name="社会救助/低保特困", frequency="monthly", unit="civil", ages=_OLD),
            SimColumn(id="lsjz", name="社会救助/临时救助", frequency="monthly", unit="civil", ages=(29, 61)),
            SimColumn(
                id="gsgg", name="乡村振兴/公示公告", frequency="quarterly", unit="agriculture", ages=(88, 150)
            ),
            SimColumn(
                id="czyjs", name="财政资金/预决算", frequency="annual", ages=(300, 660), form=PageForm.FILES
            ),
            SimColumn(id="ghjh", name="规划计划", frequency="annual", ages=(33, 401), form=PageForm.SCRIPT),
            SimColumn(
                id="rsxx", name="人事信息", frequency="semiannual", ages=(12, 60), form=PageForm.UNDATED
            ),
            SimColumn(id="sjkf", name="数据开放", frequency="quarterly", form=PageForm.TEMPLATE),
            SimColumn(id="bszn", name="办事大厅", kind="link", form=PageForm.LINK),
        ),
    ),
    SimSite(
        id="education",
        name="闽江县教育局",
        unit="education",
        code="3501990014",
        history="failing",
        letters=True,
        late=True,
        bad_guides=5,
        columns=(
            SimColumn(id="jydt", name="教育动态", kind="news", ages=(37, 52), unit="education"),
            SimColumn(id="xxdt", name="学校动态", kind="news", ages=(41, 77), unit="education"),
            SimColumn(id="djdt", name="党建动态", kind="news", ages=(66, 90), unit="education"),
            SimColumn(
                id="mtgz", name="媒体关注", kind="news", ages=(19, 30), unit="education", form=PageForm.TABLE
            ),
            SimColumn(id="spxw", name="视频新闻", kind="news", ages=(15, 22), unit="education"),
            SimColumn(
                id="tzgg", name="通知公告", kind="notice", top_level=True, ages=(70, 140), unit="education"
            ),
            SimColumn(
                id="jsgz",
                name="教师工作",
                frequency="biweekly",
                ages=(3, 9),
                unit="education",
                form=PageForm.FUTURE,
            ),
            *(
                SimColumn(
                    id=f"kb{n}",
                    name=f"学校简介/{name}",
                    frequency="annual",
                    unit="education",
                    form=PageForm.EMPTY,
                )
                for n, name in enumerate(("小学", "初中", "高中", "职校", "幼儿园"), start=1)
            ),
        ),
    ),
    SimSite(
        id="town",
        name="闽江县临水镇人民政府",
        unit="town",
        code="3501990033",
        encoding="gbk",
        navigation=True,
        topics=True,
        history="blocked",
        columns=(
            SimColumn(id="zwdt", name="政务动态", kind="news", ages=(14, 28), unit="town"),
            SimColumn(id="gsgg", name="公示公告", kind="notice", top_level=True, ages=(50, 120), unit="town"),
        ),
    ),
    SimSite(
        id="archives",
        name="闽江县档案馆",
        unit="archives",
        code="3501990041",
        status=412,
        history="blocked",
        columns=(SimColumn(id="dadt", name="档案动态", kind="news", ages=(5,), unit="archives"),),
    ),
)
