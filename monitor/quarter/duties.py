"""What is owed by a day or in a window (限期工作): self-check notices, yearly reports."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from monitor.domain.ledger import Article, ArticleLedger
from monitor.domain.site import ColumnKind, Level, Site, UnitKind
from monitor.domain.timing import Quarter, day_of
from monitor.domain.verdict import Outcome, Text
from monitor.quarter.coverage import is_logged_whole
from monitor.quarter.rows import DutyRow
from monitor.quarter.settings import ReportSettings
from monitor.quarter.span import Span, counts

_CHECKED = r".{0,40}(?:检查|自查|抽查|自检|普查|监测|巡查|考核)"
_SITE_CHECK = re.compile(rf"网站{_CHECKED}")
_MEDIA_CHECK = re.compile(rf"新媒体{_CHECKED}")
#: 政府网站年度工作报表, 2025年度政府网站工作报告, 政府网站年报.
_SITE_REPORT = re.compile(r"网站.{0,12}(?:年度(?:工作)?报(?:告|表)|年报)|年度.{0,12}网站.{0,8}报(?:告|表)")
#: 政府信息公开工作年度报告, 2025年度政府信息公开工作报告, 政府信息公开年报.
_DISCLOSURE_REPORT = re.compile(
    r"(?:政府信息公开|政务公开).{0,12}(?:年度(?:工作)?报告|年报)|年度.{0,12}(?:政府信息公开|政务公开).{0,6}报告"
)
#: One of these stands in whatever title fits any of them.
_MENTIONED = re.compile("网站|新媒体|政府信息公开|政务公开")
#: Asks for a check rather than tells of one: 关于开展政府网站自查的通知.
_ASKS = re.compile(r"(?:开展|做好|组织|部署|报送|印发).{0,60}(?:通知|函)$")
#: Said as long as a window is open.
NOT_YET = Text("duty.not_yet")
_NUMERALS = "一二三四"
_QUARTER = re.compile(r"([一二三四1-4])季度")

#: 窗口: 当月 1 日至 10 日 (福建省2019年度考核指标)
WINDOW_DAYS = 10
PROVINCE = "福建省2019年度考核指标"
#: Its row says 31 March of every agency (行政机关在每年3月31日前).
MARCH_FOR_ALL = "fujian-2019"
#: Editions of places in that province: its windows (上旬公开, 1月10日) bind nobody else.
IN_PROVINCE = ("fujian-2019", "fuzhou-2021", "xiamen-2023")

#: Kinds of duties that are owed once a year, in its first quarter.
YEARLY = ("site_report", "disclosure_report")


@dataclass(frozen=True, slots=True)
class DutyTerm:
    """One duty: what to look for, and when."""

    kind: str  #: as `DutyRow.kind` has it
    words: re.Pattern[str]
    first: date
    last: date
    rule: str = ""  #: whose window it is
    about: str = ""  #: must stand in the title, such as the year reported on


def duties_of(
    sites: Sequence[Site], ledgers: Mapping[str, ArticleLedger], settings: ReportSettings, covered: Mapping[str, bool],
    span: Span,
) -> tuple[DutyRow, ...]:  # fmt: skip
    """The duties of each counted site, and the yearly disclosure reports of the units that owe one."""
    chosen = set(settings.sites)
    return tuple(
        row
        for site in sites
        if site.id in chosen and site.id in ledgers
        for row in site_duties(site, ledgers[site.id], settings, span, whole=covered.get(site.id, False))
    )


def site_duties(
    site: Site, ledger: ArticleLedger, settings: ReportSettings, span: Span, *, whole: bool
) -> list[DutyRow]:
    """Those of one counted site; *whole*: all of its columns were followed through the quarter."""
    articles = [one for one in ledger.articles if _MENTIONED.search(one.title)]
    report = _disclosure_report(span.quarter.year, of_department=_owes_early(site, site.level))
    owed = [*_provincial(span), report] if site.edition in IN_PROVINCE else [report]
    logged = is_logged_whole(ledger, span.first, span.last)
    silent = _looks(ledger) if whole and (logged or _is_where_it_would_stand(site, span)) else ()
    decided = [_decide(one, site.name, articles, whole, silent, span) for one in owed]
    found = [one for one in decided if _belongs(one, span)]
    for unit in settings.yearly or ():
        named = [one for one in articles if any(name in one.title for name in (unit.name, *unit.aliases))]
        own = _disclosure_report(span.quarter.year, of_department=_owes_early(site, unit.kind))
        duty = _decide(own, unit.name, named, whole, silent, span)
        found += [duty] if _belongs(duty, span) else []
    return found


def _is_where_it_would_stand(site: Site, span: Span) -> bool:
    """Whether what is owed cannot stand in a column that is not listed: all are listed, or a notice column is."""
    if site.columns_complete is not None and (site.columns_complete.on or span.last) <= span.last:
        return True
    return any(
        one.kind is ColumnKind.NOTICE and not (one.retired and one.retired <= span.last)
        for one in site.columns
    )


def _looks(ledger: ArticleLedger) -> tuple[str, ...]:
    """The newest look at each column, and whole publishing logs: what shows that nothing stands there."""
    looks = [looks[-1].id for _, looks in sorted(ledger.listings.items()) if looks]
    return (*looks, *(one.id for one in ledger.logs if one.facts.complete))


def _belongs(duty: DutyRow, span: Span) -> bool:
    """Yearly reports are the first quarter's; later quarters speak of them only where one was found."""
    return duty.due.year == span.quarter.year and (duty.due >= span.first or duty.on is not None)


def _provincial(span: Span) -> Iterator[DutyTerm]:
    """Self-checks of the quarter, websites in its third month, new media in its second; the website's yearly report."""
    year, number = span.quarter.year, span.quarter.number
    media, sites = date(year, number * 3 - 1, 1), date(year, number * 3, 1)
    yield DutyTerm("site_check", _SITE_CHECK, sites, sites.replace(day=WINDOW_DAYS), PROVINCE)
    yield DutyTerm("media_check", _MEDIA_CHECK, media, media.replace(day=WINDOW_DAYS), PROVINCE)
    report = (date(year, 1, 1), date(year, 1, 10))
    yield DutyTerm("site_report", _SITE_REPORT, *report, PROVINCE, str(year - 1))


def _owes_early(site: Site, kind: Level | UnitKind | None) -> bool:
    """Whether its report is due in January: a department's is (条例第五十条), unless the province's own table of 2019 says March for all."""
    return kind in (Level.DEPARTMENT, UnitKind.DEPARTMENT) and site.edition != MARCH_FOR_ALL


def _disclosure_report(year: int, *, of_department: bool) -> DutyTerm:
    """Of departments by 31 January, of governments by 31 March of the year after."""
    last = date(year, 1, 31) if of_department else date(year, 3, 31)
    return DutyTerm("disclosure_report", _DISCLOSURE_REPORT, date(year, 1, 1), last, about=str(year - 1))


def _decide(
    owed: DutyTerm, owner: str, articles: Sequence[Article], covered: bool, silent: Sequence[str], span: Span
) -> DutyRow:
    """
    Published in the window passes; outside it, or nothing on lists that were followed whole, fails; else unknown.

    *silent*: the looks that prove silence, none where it cannot be proved. What may be it, and states no certain
    day, keeps it from being proved.
    """
    fitting = sorted(
        (one for one in articles if one.on and counts(one) and _fits(one, owed, span)),
        key=lambda one: (one.on or date.max, one.url),
    )
    inside = [one for one in fitting if one.on and owed.first <= one.on <= owed.last]
    best = next(iter(inside or fitting), None)
    undated = [one for one in articles if not (one.on and counts(one)) and _speaks_of(one.title, owed, span)]
    if inside:
        outcome, reason = Outcome.PASS, Text("duty.published", {"day": inside[0].on})
    elif day_of(span.as_of) <= owed.last:
        outcome, reason = Outcome.UNKNOWN, NOT_YET
    elif best is not None:
        outcome = Outcome.FAIL if best.is_certain and covered else Outcome.UNKNOWN
        reason = Text("duty.outside", {"day": best.on})
    else:
        outcome = Outcome.FAIL if silent and not undated else Outcome.UNKNOWN
        if undated:
            reason = Text("duty.may_be", {"title": undated[0].title})
        elif silent:
            reason = Text("duty.silent")
        else:
            reason = Text("duty.no_place" if covered else "duty.not_followed")
    return DutyRow(
        kind=owed.kind,
        name=Text(f"duty.{owed.kind}"),
        owner=owner,
        rule=owed.rule,
        since=owed.first,
        due=owed.last,
        outcome=outcome,
        reason=reason,
        on=best.on if best else None,
        title=best.title if best else "",
        url=best.url if best else "",
        evidence=best.evidence if best else tuple(silent) if outcome is Outcome.FAIL else (),
    )


def _fits(article: Article, owed: DutyTerm, span: Span) -> bool:
    """A title of the right words; a report about the right year, a notice of the right quarter."""
    if article.on is None or article.on > day_of(span.as_of) or not _speaks_of(article.title, owed, span):
        return False
    if owed.about:
        return article.on <= span.last and article.on.year == int(owed.about) + 1
    if Quarter.of(article.on) == span.quarter:
        return True
    # a notice that names its quarter, and came after it: late, and not missing
    return _QUARTER.search(article.title) is not None and Quarter.of(article.on).previous == span.quarter


def _in_numerals(year: str) -> str:
    """二〇二五 of 2025."""
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in year)


def _speaks_of(title: str, owed: DutyTerm, span: Span) -> bool:
    if not owed.words.search(title):
        return False
    if owed.about:
        return owed.about in title or _in_numerals(owed.about) in title
    if _ASKS.search(title):
        return False
    about = _QUARTER.search(title)
    if about is not None and about[1] not in (_NUMERALS[span.quarter.number - 1], str(span.quarter.number)):
        return False  # last quarter's notice, published in this one
    return not _SITE_REPORT.search(title)
