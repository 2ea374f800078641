"""One quarter's figures for the writers: a site that failed, a unit that is short, titles that attack."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from monitor.domain.ledger import Article
from monitor.domain.sentence import written
from monitor.domain.settings import NoticeSettings, Settings
from monitor.domain.site import Account, Centre, Column, Platform, Site, Unit, Watch
from monitor.domain.verdict import Clause, Outcome, PartKind, Verdict, VerdictPart
from monitor.quarter.build import QuarterInput, build_quarterly
from monitor.quarter.figures import Quarterly
from monitor.quarter.points import Judged, points_of
from monitor.quarter.rows import ChainPoint
from monitor.quarter.settings import ReportSettings, read_settings
from monitor.regulations.editions import load_edition
from monitor.report.write import file_parts
from tests.quarter.cases import AS_OF, QUARTER, article, figures_of, ledger, month, verdicts_of

HOSTILE = "=cmd|' /C calc'!A0<script>alert(1)</script>\u2028\x07\u202e甲" + "长" * 10_000

UNITS = (
    Unit(id="town", name="示例区东升街道办事处", aliases=("东升街道",)),
    Unit(id="good", name="示例区临江街道办事处", aliases=("临江街道",)),
    Unit(id="civil", name="示例区民政局", aliases=("区民政局",)),
)
CLAUSES: tuple[Clause, ...] = load_edition("fuzhou-2021").clauses


def files_of(found: Quarterly, said: ReportSettings, clauses: Sequence[Clause]) -> dict[str, bytes]:
    """A quarter's files, whole."""
    return {name: b"".join(parts) for name, parts in file_parts(found, said, clauses)}


def site(name: str = "示例区人民政府") -> Site:
    columns = (
        Column(id="yw", name="要闻", url="http://a.gov.cn/yw/"),
        Column(id="shjz", name="社会救助/临时救助", url="http://a.gov.cn/shjz/", unit="civil"),
    )
    return Site(
        id="s", name=name, url="http://a.gov.cn/", unit="town", edition="fuzhou-2021", columns=columns
    )


def verdict(
    rule: str, outcome: str, moment: datetime, *, subject: str = "s", reason: str = "理由", **more: object
) -> Verdict:
    clause = next(
        one
        for one in CLAUSES
        if one.rule == rule and one.subject == ("site" if subject == "s" else "account")
    )
    said = written(reason, reason)
    return Verdict(
        subject=subject, rule=rule, clause=clause, outcome=Outcome(outcome), decided_at=moment,
        window=(moment - timedelta(days=14), moment), coverage=1.0, reason=said, needs=said, evidence=(f"ob_{rule}",),
        **{"measured": {}, **more},  # type: ignore[arg-type]
    )  # fmt: skip


def late(text: str = "最新2025-11-30, 已超期304天") -> VerdictPart:
    return VerdictPart(
        kind=PartKind.COLUMN,
        id="shjz", outcome=Outcome.FAIL, state="stale", newest=date(2025, 11, 30), due_on=date(2025, 12, 30), days_over=274,
        unit="civil", reason=written(text, text), evidence=("ob_column",),
    )  # fmt: skip


def watch(name: str = "示例区人民政府", **report: object) -> Watch:
    said: dict[str, object] = {
        "site": "s", "output_minimum": 10, "towns": ("town", "good"), "departments": ("civil",), "area": "全区",
        "number": "示政办网〔2026〕3号", "addressees": "区直各有关部门，各镇人民政府、街道办事处",
        "signer": "示例区人民政府办公室", "signed_on": date(2026, 10, 18), "rectify_by": date(2026, 10, 25),
        "deliver_to": "区大数据服务中心", "mail": "a@mail.invalid", "attachments": ("绩效考核指标的通知",),
    }  # fmt: skip
    return Watch(
        edition="fuzhou-2021", centre=Centre(name="示例区大数据服务中心"), units=UNITS, sites=(site(name),),
        accounts=(Account(id="w", name="示例发布", platform=Platform.WECHAT, edition="fuzhou-2021"),),
        settings=Settings(report=NoticeSettings(**{**said, **report})),  # type: ignore[arg-type]
    )  # fmt: skip


def quarterly(
    found: Watch | None = None, *, hostile: bool = False, as_of: datetime = AS_OF,
    accounts: Mapping[str, Mapping[str, str]] | None = None,
) -> Quarterly:  # fmt: skip
    """The figures of the third quarter of 2026. *accounts*: by account what each rule says of it; None: the one that there is updates."""
    found = found or watch(HOSTILE if hostile else "示例区人民政府")
    points = points_of(QUARTER, (), as_of)
    reason = HOSTILE if hostile else "168次访问中14次未能打开"
    judged = {
        moment: {
            "s": [
                verdict(
                    "site_unreachable", "fail" if n == 1 else "pass", moment, reason=reason,
                    measured={"visits": 168, "failed": 14, "failed_percent": 8.33},
                ),
                verdict("homepage_stale", "unknown", moment),
                verdict("columns_overdue", "pass", moment, parts=(late(),)),
                verdict("safety_wording", "unknown", moment),
            ],
            **{
                id: [verdict(rule, outcome, moment, subject=id) for rule, outcome in said.items()]
                for id, said in (accounts or {"w": {"account_silent": "pass"}}).items()
            },
        }
        for n, moment in enumerate(points.moments)
    }  # fmt: skip
    settings = read_settings(found)
    seen = ledger(articles(hostile), columns=("yw", "shjz"))
    with figures_of(found, settings, QUARTER, as_of, seen) as ledgers:
        return build_quarterly(
            QuarterInput(
                watch=found, settings=settings, quarter=QUARTER, as_of=as_of, points=points,
                verdicts=verdicts_of(found, Judged(judged)), ledgers=ledgers, editions={"fuzhou-2021": "《方案》（2021年12月3日）"}, chain=CHAIN,
            )
        )  # fmt: skip


#: What the records of the case can be held against.
CHAIN = ChainPoint(number=1234, at=datetime(2026, 10, 8, 1, 2, 3, tzinfo=UTC), hash="ab" * 32)


def articles(hostile: bool) -> list[Article]:
    """One street publishes enough, the other does not."""
    found = [one for n in (7, 8, 9) for one in month(n, 12, "临江街道")] + month(8, 3, "东升街道 ")
    return [*found, article(date(2026, 8, 30), HOSTILE, n=999, title=HOSTILE)] if hostile else found


def settings(found: Watch | None = None) -> ReportSettings:
    return read_settings(found or watch())
