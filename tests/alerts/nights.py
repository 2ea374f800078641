"""A night of a small district, for the tests of mails."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count

from monitor.alerts.digest import DigestInput
from monitor.assess.findings import grade_of
from monitor.domain.finding import Act, Finding, Grade, Owed, Standing, Step
from monitor.domain.mail import CENTRE, Mail
from monitor.domain.sentence import written
from monitor.domain.settings import MailSettings, Settings
from monitor.domain.site import Account, Centre, Column, Platform, Site, Unit, Watch
from monitor.domain.timing import SHANGHAI
from monitor.domain.verdict import Outcome

NOW = datetime(2026, 11, 20, 6, tzinfo=SHANGHAI)
NIGHT = date(2026, 11, 20)
DAY = timedelta(days=1)
SAID = written("said", "所言")

#: What a page may call itself.
HOSTILE = (
    "<script>alert(1)</script>",
    "题\r\nBcc: evil@example.com",
    "题\u2028目\u2029第二行\x85末",
    "=cmd|' /C calc'!A0",
    "\x00\x07\x1b[31m\u202e倒\u2066\ud800",
    "{{ 7 * 7 }}{% raw %}",
    "长" * 10_000,
    "",
)

UNITS = (
    Unit(id="agriculture", name="仓山区农业农村局", email=("nyncj@example.gov.cn",)),
    Unit(id="office", name="仓山区人民政府办公室", email=("zfb@example.gov.cn", "zfb2@example.gov.cn")),
    Unit(id="town", name="城门镇人民政府"),
)
SITE = Site(
    id="cangshan", name="仓山区人民政府", url="http://127.0.0.1/", unit="office", edition="fuzhou-2021",
    columns=(Column(id="gsgg", name="脱贫攻坚/公示公告", url="http://127.0.0.1/gsgg/", unit="agriculture"),),
)  # fmt: skip
WATCH = Watch(
    edition="fuzhou-2021",
    centre=Centre(name="仓山区大数据服务中心", email=("centre@example.gov.cn",)),
    units=UNITS,
    sites=(SITE,),
    accounts=(
        Account(id="weibo", name="仓山发布", platform=Platform.WEIBO, unit="office", edition="fuzhou-2021"),
    ),
    settings=Settings(
        mail=MailSettings(sender="monitor@example.gov.cn", host="127.0.0.1", port=25, security="none", timeout_s=5)
    ),
)  # fmt: skip
_NUMBERS: Iterator[int] = count()


def column(left: int = -5, **more: object) -> Standing:
    """The column of agriculture, *left* days before its limit."""
    plain = Standing(
        subject="cangshan", rule="column", part="gsgg", owed=Owed.COLUMN, name="脱贫攻坚/公示公告",
        unit="agriculture", outcome=Outcome.FAIL if left < 0 else Outcome.PASS, newest=NIGHT + (left - 31) * DAY,
        due_on=NIGHT + left * DAY, days_left=left, reason=SAID, evidence=("ob_1",),
    )  # fmt: skip
    return replace(plain, **more)  # type: ignore[arg-type]


def indicator(rule: str = "site_unreachable", *, veto: bool = True, **more: object) -> Standing:
    """An indicator of the site as a whole."""
    plain = Standing(
        subject="cangshan", rule=rule, name="站点无法访问", unit="office", veto=veto, outcome=Outcome.FAIL,
        reason=written("9 of 168", "168次访问中9次未能打开"), evidence=("ob_2",),
    )  # fmt: skip
    return replace(plain, **more)  # type: ignore[arg-type]


def finding(standing: Standing, opened: datetime = NOW, **more: object) -> Finding:
    """The finding of *standing*."""
    grade = Grade.FAIL if standing.outcome is Outcome.FAIL else Grade.DUE
    plain = Finding(
        id=f"fi_{standing.subject}_{standing.rule}_{standing.part}", subject=standing.subject,
        rule=standing.rule, part=standing.part, grade=grade, opened_at=opened, seen_at=NOW, standing=standing,
    )  # fmt: skip
    return replace(plain, **more)  # type: ignore[arg-type]


def step(act: Act, at: datetime = NOW, until: date | None = None) -> Step:
    """Something that happened to a finding."""
    return Step(at=at, who="张三", act=act, until=until)


def tonight(*standings: Standing, **more: object) -> DigestInput:
    """A night on which *standings* are seen, and each that fails or is due soon is open since now."""
    plain = DigestInput(
        night=NIGHT,
        watch=WATCH,
        standings=standings,
        findings_open=[finding(one) for one in standings if grade_of(one) is not None],
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def mail(audience: str = CENTRE, **more: object) -> Mail:
    """A mail of tonight."""
    plain = Mail(
        id=f"ma_{next(_NUMBERS):026}", night=NIGHT, audience=audience,
        message_id=f"<gov-monitor.{NIGHT}.{audience}.mail@example.gov.cn>", recipients=("a@example.gov.cn",),
        subject="【网站监测】主题", text="正文\n.一行以点开头\n", html="<p>正文</p>", created_at=NOW, next_at=NOW,
    )  # fmt: skip
    return replace(plain, **more)  # type: ignore[arg-type]
