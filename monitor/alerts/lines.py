"""One line of a mail: what, last date, days, what is owed by when, and the way to the evidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from monitor.alerts.items import DigestItem, ItemHeading
from monitor.alerts.notices import NearlyDown
from monitor.alerts.words import clean, day_words, days_words
from monitor.assess.expiries import Expiry
from monitor.assess.live_page import live_page, number_of
from monitor.domain.finding import Act, Finding, Owed, Standing, dispute_of
from monitor.domain.site import Watch
from monitor.wording.labels import grade_key
from monitor.wording.say import Audience, for_unit, label
from monitor.wording.steps import step_words

#: So many of its last characters name a finding, here and at the terminal.
NUMBER = 8
#: What somebody has to do so that it passes.
_OWED = {Owed.COLUMN: "更新", Owed.MESSAGE: "答复", Owed.INDICATOR: "更新", Owed.PATROL: "整改"}
_TONES = {
    ItemHeading.NEW: "bad",
    ItemHeading.STILL: "bad",
    ItemHeading.DUE: "due",
    ItemHeading.RECOVERED: "good",
}
_LAST = {Owed.COLUMN: "最后更新", Owed.MESSAGE: "提交于", Owed.INDICATOR: "最后更新", Owed.PATROL: "最后发现"}


@dataclass(frozen=True, slots=True, kw_only=True)
class MailLine:
    """One thing as people read it; every word is plain text."""

    title: str
    tag: str = ""  #: 栏目、留言、单项否决、计分项
    unit: str = ""  #: the responsible unit, where the reader answers for several
    facts: tuple[str, ...] = ()
    link: str = ""  #: an address, when the dashboard has one
    number: str = ""  #: of the finding: what to name when one asks about it
    page: str = ""  #: where it stands on the live web
    many: int = 1  #: so many things share the line
    evidence: str = ""  #: else the words for the terminal, or for a unit the number to ask by
    days: str = ""  #: the one of the facts that says how urgent it is
    tone: str = ""  #: bad, due, good; "": neither


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes lines: knows the names of things and where the dashboard stands. Made by `writer_for`."""

    watch: Watch
    names: Mapping[str, str]  #: of sites and accounts, by id
    web: str  #: address of the dashboard without the last slash; "" when there is none
    has_terminal: bool = True  #: whether the reader can run our commands

    def expiry(self, one: Expiry) -> MailLine:
        """The line of a certificate or domain that ends soon."""
        over = f"已过期{-one.left}天" if one.left < 0 else f"还有{one.left}天" if one.left else "今天到期"
        what = label("expiry", one.what)
        facts = (f"有效至{one.on.year}年{one.on.month}月{one.on.day}日", over, "请及时续期、更换")
        tone = "bad" if one.left < 0 else "due"
        link = f"{self.web}/sites/{one.site}" if self.web else ""
        return MailLine(
            title=clean(f"{one.name} · {what}", 120), tag=what, facts=facts, link=link, days=over, tone=tone
        )

    def nearly_down(self, one: NearlyDown) -> MailLine:
        """The line of a site of whose visits too many did not open."""
        more = f"再有{one.more}次未打开即不合格"
        facts = (f"近{one.window}{one.share}的首页访问未打开", more, "请检查服务器、域名解析和线路")
        link = f"{self.web}/sites/{one.site.id}" if self.web else ""
        return MailLine(
            title=clean(one.site.name, 120), tag="单项否决", facts=facts, link=link, days=more, tone="due"
        )

    def line(self, item: DigestItem, heading: ItemHeading, *, show_unit: bool) -> MailLine:
        """The line of *item* below *heading*."""
        standing = item.standing
        facts = _closed_facts(item) if heading is ItemHeading.RECOVERED else _facts(item)
        link, evidence = self._way(item)
        return MailLine(
            title=self._title(standing),
            tag=_tag(standing),
            unit=self.unit_name(item) if show_unit else "",
            facts=tuple(clean(one, 160) for one in facts if one),
            link=link,
            number=item.finding.id[-NUMBER:],
            page=clean(live_page(self.watch, standing), 300),
            evidence=evidence,
            days="" if heading is ItemHeading.RECOVERED or item.left is None else days_words(item.left),
            tone=_TONES.get(heading, ""),
        )

    def unseen(self, standings: Sequence[Standing], *, show_unit: bool) -> tuple[MailLine, ...]:
        """What could not be measured; what shares its reason shares a line."""
        groups: dict[tuple[str, str | None, str, str], list[Standing]] = {}
        for one in standings:
            needs = for_unit(one.needs) if one.needs else ""
            key = (
                one.subject,
                one.unit,
                "" if one.people else for_unit(one.reason),
                "people" if one.people else needs,
            )
            groups.setdefault(key, []).append(one)
        return tuple(self._unseen(group, show_unit) for group in groups.values())

    def unit_name(self, item: DigestItem) -> str:
        """Who answers for it, in words."""
        return clean(item.unit.name, 30) if item.unit else "未指定责任单位"

    def _unseen(self, group: Sequence[Standing], show_unit: bool) -> MailLine:
        first, many = group[0], len(group)
        unit = self.watch.unit(first.unit)
        more = f"等{many}项" if many > 3 else ""
        names = "、".join(clean(one.name, 40) for one in group[:3]) + more
        facts = (for_unit(first.reason), f"如何查清：{for_unit(first.needs)}" if first.needs else "")
        return MailLine(
            title=f"{self._subject(first.subject)} · {names}",
            unit=clean(unit.name, 30) if show_unit and unit else "",
            facts=tuple(clean(one, 160) for one in facts if one),
            page=clean(live_page(self.watch, first), 300) if many == 1 else "",
            many=many,
        )

    def _title(self, standing: Standing) -> str:
        number = ""
        if standing.owed is Owed.MESSAGE:
            number = f"（{clean(number_of(self.watch, standing), 60)}）"
        return f"{self._subject(standing.subject)} · {clean(standing.name, 60)}{number}"

    def _subject(self, id: str) -> str:
        return clean(self.names.get(id, id), 40)

    def _way(self, item: DigestItem) -> tuple[str, str]:
        """To the finding on the dashboard; without one, its evidence: the command that shows it, or its number."""
        finding, evidence = item.finding, [clean(one) for one in item.standing.evidence[:1]]
        if self.web:
            return f"{self.web}/findings/{finding.id}", ""
        if not evidence:
            return "", ""
        return "", f"monitor evidence show {evidence[0]}" if self.has_terminal else evidence[0]


def writer_for(watch: Watch) -> Writer:
    """The writer for *watch*, with the address of its dashboard (`[web] url`)."""
    said = watch.settings.web.url
    web = said.rstrip("/") if said.startswith(("http://", "https://")) else ""
    return Writer(watch, {one.id: one.name for one in watch.subjects}, web)


def _facts(item: DigestItem) -> tuple[str, ...]:
    standing, finding, left = item.standing, item.finding, item.left
    due = standing.due_on
    word = _OWED[standing.owed]
    please = "应" if left is not None and left < 0 else "请"
    owed = f"{please}于{day_words(due, item.night)}前（含当日）{word}" if due else ""
    return (
        for_unit(standing.reason) if due is None or standing.newest is None else "",
        f"{_LAST[standing.owed]}{day_words(standing.newest, item.night)}" if standing.newest else "",
        days_words(left) if left is not None else "",
        owed,
        _promise(finding.promised, item.night),
        _appeal(finding),
        "" if item.measured else f"今晚未能监测，所列为{day_words(finding.seen_at.date(), item.night)}所见",
    )


def _appeal(finding: Finding) -> str:
    """How the dispute about it stands (申诉), with the reason of what was decided."""
    newest = dispute_of(finding.steps)
    if newest is None or newest.act is Act.ANSWERED:
        return ""
    if newest.act is Act.APPEALED:
        return "申诉处理中"
    return f"{label('act', newest.act)}：{clean(newest.note, 120)}"


def _promise(day: date | None, night: date) -> str:
    """What the unit promised (承诺整改), and that it did not keep it."""
    if day is None:
        return ""
    return (
        f"承诺的整改期限{day_words(day, night)}已过"
        if day < night
        else f"已承诺{day_words(day, night)}前整改"
    )


def _closed_facts(item: DigestItem) -> tuple[str, ...]:
    """When it was found and how it ended: seen to pass, or no longer owed."""
    finding = item.finding
    ends = [one for one in finding.steps if one.act is Act.CLOSED]
    return (
        f"{day_words(finding.opened_at.date(), item.night)}发现{label('grade', grade_key(finding))}",
        f"{day_words(finding.closed_at.date(), item.night)}了结" if finding.closed_at else "",
        *(step_words(one, audience=Audience.UNIT) for one in ends[-1:]),
    )


def _tag(standing: Standing) -> str:
    if standing.owed is Owed.INDICATOR:
        return label("sort", "veto" if standing.veto else "scored")
    return label("owed", standing.owed)
