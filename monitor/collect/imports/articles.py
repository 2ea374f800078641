"""Lines of a site's publishing log (网站发布日志): the shape of a row, whose site and column it is, the log as one look."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pydantic import AliasChoices, BaseModel, ConfigDict, Field

from monitor.collect.imports.accounts import SKEW, NotOut, is_out
from monitor.collect.imports.fields import Moment, RowError, Text
from monitor.domain.content import Item, ListState
from monitor.domain.handed_in import BAD_ROWS, DeclaredPeriod, LoggedArticle, PublishingLog
from monitor.domain.observation import Listing, Observation
from monitor.domain.site import Site, Watch
from monitor.domain.timing import DAY, add_months, day_of, midnight

#: Between the steps of a column's path: 首页 > 新闻中心 > 要闻.
_STEPS = re.compile(r"[/\\>＞»›→|｜—]|--")
#: The moment of a day's end.
_LAST_SECOND = timedelta(seconds=1)


class ArticleShape(BaseModel):
    """`{"observation": "article", …}`: one line of a site's publishing log. *at*: when the log was taken."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    observation: str
    at: Moment | None = None
    published: Moment | None = Field(
        default=None, validation_alias=AliasChoices("published", "published_at", "time", "date")
    )
    vantage: str = Field(default="import", min_length=1, max_length=60)
    site: Text = ""  #: "" where only one site is meant
    title: Text = Field(min_length=1)
    column: Text = ""
    unit: Text = ""
    url: Text = ""
    id: Text = ""
    status: Text = ""  #: 已发布, 草稿 …; what is not out does not count


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRow:
    """One published item of a log, and the site that published it."""

    site: str
    at: datetime | None  #: when the log was taken, where it says so
    vantage: str
    article: LoggedArticle


#: Names under which a log's row may state things; what else a table holds is left aside.
ARTICLE_KEYS = frozenset({*ArticleShape.model_fields, "published_at", "time", "date"})


def article_row(row: ArticleShape, watch: Watch, now: datetime | None) -> ArticleRow:
    """A line of the log. Raises RowError, or NotOut for one that is not published."""
    if not is_out(row.status):
        raise NotOut
    published = row.published or row.at
    if published is None:
        raise RowError("'published' is missing: when was it published?")
    if now is not None and published > now + SKEW:
        raise RowError(
            f"published {published:%Y-%m-%d %H:%M} lies in the future; correct it, or import it then"
        )
    site = site_of(row.site, watch)
    at_midnight = (published.hour, published.minute, published.second) == (0, 0, 0)
    article = LoggedArticle(
        title=" ".join(row.title.split())[:500],
        on=day_of(published),
        at=None if at_midnight else published,
        url=row.url,
        number=row.id,
        column=column_of(row.column, site),
        column_name=" ".join(row.column.split())[:200],
        unit=" ".join(row.unit.split())[:200],
    )
    return ArticleRow(
        site=site.id, at=row.at if row.published else None, vantage=row.vantage, article=article
    )


def site_of(said: str, watch: Watch) -> Site:
    """
    The site that a row names by id or name; one that names none is of the only site, or of that of `[report]`.

    Raises RowError.
    """
    wanted = said.strip()
    if not wanted:
        meant = [one for one in watch.sites if watch.settings.report.site in (None, "", one.id)]
        if len(meant) == 1:
            return meant[0]
        raise RowError("'site' is missing; say whose log this is: --set site=ID")
    found = [one for one in watch.sites if wanted in (one.id, one.name)]
    if len(found) != 1:
        known = ", ".join(one.id for one in watch.sites[:10]) or "none"
        raise RowError(f"no such site: {wanted!r}; configured: {known}; say which: --set site=ID")
    return found[0]


def column_of(said: str, site: Site) -> str:
    """The id of the one configured column that a printed name or path means; "" for none, or for several."""
    steps = _steps(said)
    if not steps:
        return ""
    for one in site.columns:
        if one.id == said.strip():
            return one.id
    whole = [one.id for one in site.columns if _steps(one.name) == steps]
    if len(whole) == 1:
        return whole[0]
    ends = [one.id for one in site.columns if _is_end(_steps(one.name), steps)]
    return ends[0] if len(ends) == 1 else ""


def _steps(path: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKC", path[:400]).strip()
    return tuple(step for one in _STEPS.split(plain) if (step := "".join(one.split())))


def _is_end(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the shorter path is the end of the longer one: 要闻 of 首页/新闻中心/要闻."""
    few = min(len(one), len(other))
    return few > 0 and tuple(one[-few:]) == tuple(other[-few:])


def log_looks(
    rows: Iterable[ArticleRow],
    period: DeclaredPeriod | None,
    sha256: str,
    now: datetime | None,
    *,
    in_doubt: bool,
) -> list[Observation[PublishingLog] | Observation[Listing]]:
    """
    One look for each site and log; of a log declared whole, its columns too as they stood at the ends of its months.

    *in_doubt*: a row of the file could not be used, and may be anything: then the log proves no silence. A log
    that does not say when it was taken reaches to the end of its period; as long as that is not over, to its
    newest line.
    """
    groups: dict[tuple[str, datetime | None, str], list[ArticleRow]] = {}
    for row in rows:
        groups.setdefault((row.site, row.at, row.vantage), []).append(row)
    looks: list[Observation[PublishingLog] | Observation[Listing]] = []
    for (site, said, vantage), lines in groups.items():
        articles = tuple(sorted((one.article for one in lines), key=_newest_first))
        newest = end_of(max(one.on for one in articles))
        at = said or taken_at(period, newest, now)
        complete = period is not None and period.complete
        log = PublishingLog(
            first=period.first if period else None,
            last=period.last if period else None,
            complete=complete and not in_doubt,
            declared_by=period.by if period else "",
            articles=articles,
            sha256=sha256,
            reason=BAD_ROWS if in_doubt else "",
        )
        looks.append(Observation(subject=site, at=at, vantage=vantage, facts=log))
        if log.complete and not log.unplaced:
            looks += _columns(site, vantage, log, at)
    return looks


def taken_at(period: DeclaredPeriod | None, newest: datetime, now: datetime | None) -> datetime:
    """Up to when an export speaks that does not say when it was taken: the same whenever it is imported."""
    if period is None or (now is not None and end_of(period.last) > now):
        return newest
    return end_of(period.last)


def _newest_first(one: LoggedArticle) -> tuple[int, str, str, str]:
    return -one.on.toordinal(), one.column_name, one.title, one.url


def end_of(day: date) -> datetime:
    """The last second of *day*."""
    return midnight(day + DAY) - _LAST_SECOND


def _columns(site: str, vantage: str, log: PublishingLog, at: datetime) -> list[Observation[Listing]]:
    """What each column had published at each month's end of the period: its own back office says so."""
    assert log.first is not None
    assert log.last is not None
    ends = []
    month = log.first.replace(day=1)
    while month <= log.last:
        ends.append(min(end_of(add_months(month, 1) - DAY), end_of(log.last), at))
        month = add_months(month, 1)
    by: dict[str, list[LoggedArticle]] = {}
    for one in log.articles:
        by.setdefault(one.column, []).append(one)
    looks = []
    for column, articles in sorted(by.items()):
        for end in dict.fromkeys(ends):
            items = tuple(
                Item(title=one.title, url="", on=one.on) for one in articles if one.on <= day_of(end)
            )
            if items:
                facts = Listing(
                    state=ListState.ITEMS, items=items, dates_confirmed=True, through="publishing_log"
                )
                looks.append(Observation(subject=site, part=column, at=end, vantage=vantage, facts=facts))
    return looks
