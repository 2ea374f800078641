"""The night's digests (每晚提醒): one for each responsible unit that has something to hear, one for the centre."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from monitor.alerts.items import DigestItem, ItemHeading, items, recovered
from monitor.alerts.ladder import Ladder, ladder_of
from monitor.alerts.lines import MailLine, Writer, writer_for
from monitor.alerts.notices import NearlyDown, left_out
from monitor.alerts.words import clean
from monitor.assess.expiries import Expiry
from monitor.assess.redactor import Redactor
from monitor.domain.finding import Finding, Owed, Standing
from monitor.domain.mail import CENTRE, LastMail
from monitor.domain.site import Subject, Unit, Watch
from monitor.domain.verdict import Outcome

#: Lines shown below one heading; the rest is counted.
SHOWN = 60

#: These alone are no reason to write to a unit.
_PASSING = (ItemHeading.NEAR, ItemHeading.UNSEEN)
#: Being named below one of these is being told of something new.
_NEWS = (ItemHeading.NEW, ItemHeading.DUE, ItemHeading.SCORED)

#: What is said of sites of whose visits too many did not open.
_SHAKY = "首页未打开偏多"

_MEANS = {
    ItemHeading.RECOVERED: "已整改，或不再要求、不再监测",
    ItemHeading.NEAR: "尚未超期",
    ItemHeading.SCORED: "影响得分，不构成单项否决",
    ItemHeading.UNSEEN: "既不算合格也不算不合格",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Lines below one heading."""

    title: str
    note: str = ""
    lines: tuple[MailLine, ...]
    more: int = 0  #: things that are not shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What one audience hears tonight."""

    night: date
    audience: str  #: unit id, or CENTRE
    name: str
    recipients: tuple[str, ...]
    subject: str
    summary: tuple[str, ...]  #: 新增问题 2 项 …
    alarms: tuple[str, ...] = ()  #: what the centre has to do first
    notices: tuple[str, ...] = ()  #: what the audience has to know besides
    sections: tuple[Section, ...] = ()
    findings: tuple[str, ...] = ()  #: every finding it names, also those that are only counted
    announced: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestInput:
    """All that the digests of one night are made from."""

    night: date
    watch: Watch
    standings: Sequence[Standing]
    findings_open: Sequence[Finding]
    findings_closed: Sequence[Finding] = ()  #: closed lately
    last_mails: Mapping[str, Mapping[str, LastMail]] = field(
        default_factory=dict
    )  #: audience -> finding -> when
    alarms: tuple[str, ...] = ()  #: for the centre: the brake, damaged records, mails that did not arrive
    damaged: Sequence[Subject] = ()  #: of which not all can be told, as a record is damaged
    expiries: Sequence[Expiry] = ()  #: certificates and domains that end soon
    nearly_down: Sequence[NearlyDown] = ()  #: for their units; the centre's notices name them
    notices: tuple[str, ...] = ()  #: for the centre: coverage, lists that nobody recognises


#: An item and the heading it belongs below.
Placed = tuple[ItemHeading, DigestItem]


def digests(tonight: DigestInput) -> tuple[Digest, ...]:
    """
    The digests of *tonight*, the centre's first.

    A unit with nothing to hear gets none. What concerns a unit without address, or nobody, stands in the
    centre's mail only, each such unit below a heading of its own.
    """
    ladder, writer = ladder_of(tonight.watch.settings.alerts), writer_for(tonight.watch)
    every = [
        *items(tonight.night, tonight.watch, tonight.standings, tonight.findings_open),
        *recovered(tonight.night, tonight.watch, tonight.findings_closed, tonight.findings_open),
    ]
    units = [
        digest
        for unit in tonight.watch.units
        if unit.email and (digest := _for_unit(tonight, unit, every, ladder, writer))
    ]
    return (_for_centre(tonight, every, ladder, writer), *units)


def newly_bad(tonight: DigestInput) -> frozenset[str]:
    """The subjects that turned bad tonight: a fault their unit has not been told of (新增问题)."""
    ladder = ladder_of(tonight.watch.settings.alerts)
    every = items(tonight.night, tonight.watch, tonight.standings, tonight.findings_open)
    return frozenset(
        one.standing.subject
        for one in every
        # what a person confirmed was looked at already: it holds no mails back
        if one.standing.owed is not Owed.PATROL
        and one.heading(_last_mails_of(tonight, one.unit).get(one.finding.id), ladder) is ItemHeading.NEW
    )


def _for_unit(
    tonight: DigestInput, unit: Unit, every: Sequence[DigestItem], ladder: Ladder, writer: Writer
) -> Digest | None:
    redactor = Redactor(tonight.watch, frozenset((unit.id,)))
    own = [replace(one, standing=redactor.standing(one.standing)) for one in every if one.unit == unit]
    last_mails = tonight.last_mails.get(unit.id, {})
    placed = _place(own, last_mails, ladder)
    ending = [one for one in tonight.expiries if one.unit == unit.id]
    shaky = [one for one in tonight.nearly_down if one.site.unit == unit.id]
    lost = [one.name for one in tonight.damaged if redactor.sees_subject(one.id)]
    is_passing = all(heading in _PASSING for heading, _ in placed)
    # who was told of a fault would take silence for its end
    if is_passing and not shaky and not any(one.is_news for one in ending) and not (lost and last_mails):
        return None
    unseen = [one for one in redactor.standings(tonight.standings) if _is_unseen(one)]
    writer = replace(writer, has_terminal=False)
    sections = [*_sections(placed, writer, show_unit=False), *_unseen(unseen, writer, show_unit=False)]
    sections = [*_ending(ending, writer), *_shaky(shaky, writer), *sections]
    return _digest(
        tonight, unit.id, unit.name, unit.email, placed, sections,
        notices=left_out(lost), damaged=len(lost), ending=ending, shaky=len(shaky),
    )  # fmt: skip


def _for_centre(tonight: DigestInput, every: Sequence[DigestItem], ladder: Ladder, writer: Writer) -> Digest:
    centre = tonight.watch.centre
    placed = _place(every, tonight.last_mails.get(CENTRE, {}), ladder)
    mute = [unit for unit in tonight.watch.units if not unit.email]
    sections = _sections(placed, writer, show_unit=True, has_own=mute)
    sections += [section for unit in mute for section in _for_mute_unit(unit, placed, writer)]
    sections += _unseen([one for one in tonight.standings if _is_unseen(one)], writer, show_unit=True)
    sections = [*_ending(tonight.expiries, writer), *sections]
    return _digest(
        tonight, CENTRE, centre.name, centre.email, placed, sections,
        notices=tonight.notices, damaged=len(tonight.damaged), ending=tonight.expiries,
    )  # fmt: skip


def _for_mute_unit(unit: Unit, placed: Sequence[Placed], writer: Writer) -> list[Section]:
    """One section for a unit without address; each line says below which heading it would stand."""
    mine = [(heading, item) for heading, item in placed if item.unit == unit]
    if all(heading in _PASSING for heading, _ in mine):
        return []
    lines = [
        _under(heading, writer.line(item, heading, show_unit=False))
        for heading, item in sorted(mine, key=lambda one: list(ItemHeading).index(one[0]))
    ]
    return [_section(f"{clean(unit.name, 30)}（未登记邮箱，请代为通知）{len(lines)}项", "", lines)]


def _under(heading: ItemHeading, line: MailLine) -> MailLine:
    return replace(line, tag=heading.word)


def _place(every: Iterable[DigestItem], last_mails: Mapping[str, LastMail], ladder: Ladder) -> list[Placed]:
    """Each item below its heading; a recovery is told once, and only to who was told of the fault."""
    placed: list[Placed] = []
    for one in every:
        before, closed = last_mails.get(one.finding.id), one.finding.closed_at
        if closed is not None:
            if before is not None and before.at < closed:
                placed.append((ItemHeading.RECOVERED, one))
        elif (heading := one.heading(before, ladder)) is not None:
            placed.append((heading, one))
    return placed


def _sections(
    placed: Sequence[Placed], writer: Writer, *, show_unit: bool, has_own: Sequence[Unit] = ()
) -> list[Section]:
    """
    One section a heading, whose title counts as the subject of the mail does.

    What belongs to a unit in *has_own* stands below that unit's own heading; the title says how many do.
    """
    found = []
    for heading in ItemHeading:
        here = [item for where, item in placed if where is heading]
        lines = [writer.line(one, heading, show_unit=show_unit) for one in here if one.unit not in has_own]
        if lines:
            apart = len(here) - len(lines)
            note = f"其中{apart}项列在未登记邮箱的单位名下" if apart else ""
            means = "；".join(one for one in (_MEANS.get(heading, ""), note) if one)
            found.append(_section(f"{heading.word}{len(here)}项", means, lines))
    return found


def _unseen(standings: Sequence[Standing], writer: Writer, *, show_unit: bool) -> list[Section]:
    if not standings:
        return []
    lines = writer.unseen(standings, show_unit=show_unit)
    note = _MEANS[ItemHeading.UNSEEN]
    if len(lines) < len(standings):
        note += f"；原因相同的合并列出，共{len(lines)}条"
    return [_section(f"{ItemHeading.UNSEEN.word}{len(standings)}项", note, lines)]


def _ending(ending: Sequence[Expiry], writer: Writer) -> list[Section]:
    """One section of the certificates and domains that end soon."""
    if not ending:
        return []
    lines = [writer.expiry(one) for one in ending]
    return [_section(f"证书、域名到期提醒{len(lines)}项", "到期后网站将无法正常访问或出现安全提示", lines)]


def _shaky(sites: Sequence[NearlyDown], writer: Writer) -> list[Section]:
    """One section of the sites that will fail if a few more visits do not open."""
    if not sites:
        return []
    lines = [writer.nearly_down(one) for one in sites]
    return [_section(f"{_SHAKY}{len(lines)}个网站", "尚未到不合格限值", lines)]


def _section(title: str, note: str, lines: Sequence[MailLine]) -> Section:
    return Section(
        title=title, note=note, lines=tuple(lines[:SHOWN]), more=sum(one.many for one in lines[SHOWN:])
    )


def _digest(
    tonight: DigestInput, audience: str, name: str, recipients: tuple[str, ...], placed: Sequence[Placed],
    sections: Sequence[Section], *, notices: Sequence[str], damaged: int, ending: Sequence[Expiry] = (), shaky: int = 0,
) -> Digest:  # fmt: skip
    is_centre = audience == CENTRE
    last_mails = tonight.last_mails.get(audience, {})
    summary = _summary(placed)
    if news := sum(one.is_news for one in ending):
        summary = (*summary, f"证书、域名到期提醒{news}项")
    if shaky:
        summary = (*summary, f"{_SHAKY}{shaky}个网站")
    if damaged:
        summary = (*summary, f"记录损坏{damaged}个对象")
    return Digest(
        night=tonight.night,
        audience=audience,
        name=clean(name, 60),
        recipients=recipients,
        subject=subject_line(name, summary or ("没有新问题",), tonight.night),
        summary=summary,
        alarms=tuple(clean(one, 300) for one in tonight.alarms if is_centre),
        notices=tuple(clean(one, 300) for one in notices),
        sections=tuple(sections),
        findings=tuple(one.finding.id for _, one in placed),
        announced=tuple(
            one.finding.id
            for heading, one in placed
            if heading in _NEWS
            and (heading is not ItemHeading.SCORED or one.is_news(last_mails.get(one.finding.id)))
        ),
    )


def subject_line(name: str, parts: Sequence[str], night: date) -> str:
    """【网站监测】仓山区农业农村局：新增问题2项，3天内到期1项（11月20日）, at most 100 characters."""
    day = f"（{night.month}月{night.day}日）"
    head = f"【网站监测】{clean(name, 30)}：{'，'.join(parts)}"
    return clean(head, 100 - len(day)) + day


def _summary(placed: Sequence[Placed]) -> tuple[str, ...]:
    count = {heading: sum(where is heading for where, _ in placed) for heading in ItemHeading}
    days = max((item.left or 0 for where, item in placed if where is ItemHeading.DUE), default=0)
    vetoes = {
        heading: sum(item.standing.veto for where, item in placed if where is heading)
        for heading in ItemHeading
    }
    grave = {heading: f"（单项否决{many}项）" if many else "" for heading, many in vetoes.items()}
    words = {
        ItemHeading.NEW: f"{ItemHeading.NEW.word}{count[ItemHeading.NEW]}项{grave[ItemHeading.NEW]}",
        ItemHeading.DUE: f"{f'{days}天内' if days else '今天'}到期{count[ItemHeading.DUE]}项",
        ItemHeading.SCORED: f"{ItemHeading.SCORED.word}{count[ItemHeading.SCORED]}项",
        ItemHeading.STILL: f"{ItemHeading.STILL.word}{count[ItemHeading.STILL]}项{grave[ItemHeading.STILL]}",
        ItemHeading.RECOVERED: f"{ItemHeading.RECOVERED.word}{count[ItemHeading.RECOVERED]}项",
    }
    return tuple(word for heading, word in words.items() if count[heading])


def _is_unseen(one: Standing) -> bool:
    """What waits for a signature is counted in the centre's notices, not listed: nobody could look at it."""
    return one.outcome is Outcome.UNKNOWN and not one.people


def _last_mails_of(tonight: DigestInput, unit: Unit | None) -> Mapping[str, LastMail]:
    """What the unit was told; the centre, where the unit has no address."""
    return tonight.last_mails.get(unit.id if unit and unit.email else CENTRE, {})
