"""What the centre has to know besides (中心须知): coverage, alarms, mails that did not arrive."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from monitor.alerts.words import clean
from monitor.assess.extractor_alarms import extractor_alarms
from monitor.domain.finding import Finding, Owed, Standing
from monitor.domain.mail import CENTRE, GROUP, Carrier, Mail, MailState
from monitor.domain.parts import unit_ids
from monitor.domain.site import Site, Watch
from monitor.domain.verdict import Outcome, Verdict
from monitor.rules.base import parts_of
from monitor.wording.amounts import at_least
from monitor.wording.shares import percent

#: A subject that nobody saw for so long is named.
STALE = timedelta(days=2)
#: Names listed before the rest is counted.
NAMED = 8


@dataclass(frozen=True, slots=True)
class NearlyDown:
    """A site that passes, and of whose visits of the week too many did not open (站点无法访问预警)."""

    site: Site
    window: str  #: in which the clause counts them: 7天
    share: str  #: of visits that did not open: 4.17%
    more: int  #: so many more fail it


def notices(
    watch: Watch,
    now: datetime,
    verdicts: Mapping[str, Sequence[Verdict]],
    standings: Sequence[Standing],
    newest: Mapping[str, datetime],
) -> tuple[str, ...]:
    """Coverage of the night, what was not seen lately, lists that nobody recognises, our own line."""
    columns = sum(len(one.columns) for one in watch.sites)
    subjects = watch.subjects
    unseen = [one.name for one in subjects if one.id not in newest or now - newest[one.id] >= STALE]
    said = [f"监测对象：{len(watch.sites)}个网站（{columns}个栏目），{len(watch.accounts)}个账号"]
    said += _coverage(standings)
    if unseen:
        said.append(f"超过{STALE.days}天未监测到{len(unseen)}个：{_names(unseen)}")
    if alarms := _alarms(watch, verdicts, "unreadable"):
        said.append(f"列表无法识别、须调整配置的栏目{len(alarms)}个：{_names(alarms)}")
    if alarms := _alarms(watch, verdicts, "undated"):
        said.append(
            f"新稿件页未见发布时间的栏目{len(alarms)}个，页面模板可能已改版，请先核对能否识别：{_names(alarms)}"
        )
    if strangers := _strangers(watch, verdicts):
        said.append(
            f"超期留言所写的办理单位没有登记{len(strangers)}个，暂算作网站的责任单位，请登记为单位或其别名：{_names(strangers)}"
        )
    near = [
        f"{clean(one.site.name, 22)}（{one.share}，再有{one.more}次即不合格）"
        for one in nearly_down(watch, verdicts)
    ]
    if near:
        share = watch.settings.alerts.failed_percent
        said.append(f"首页未打开的访问超过{share}%、尚未到不合格限值的网站{len(near)}个：{_names(near)}")
    if watch.references is None:
        said.append("未配置 [references] 参照站点，本系统自身线路未核对")
    return tuple(said)


def _strangers(watch: Watch, verdicts: Mapping[str, Sequence[Verdict]]) -> list[str]:
    """The units, as boards print them, that let a letter go unanswered and are none of ours."""
    late = (
        part
        for several in verdicts.values()
        for one in several
        if parts_of(one.rule)
        is Owed.MESSAGE  # others name letters that lack an element, whenever they were answered
        for part in one.messages
        if part.outcome is Outcome.FAIL
    )
    return sorted({one.unit for one in late if one.unit} - unit_ids(watch).keys())


def exemptions(findings: Sequence[Finding], night: date) -> tuple[str, ...]:
    """How many open findings are exempt, and so not listed."""
    many = sum(one.exempt_until(night) is not None for one in findings if one.is_open)
    return (f"豁免期内、不再提醒的问题{many}项",) if many else ()


def chain_words(number: int, hash: str) -> tuple[str, ...]:
    """The newest link of the chain of records: whoever keeps this mail can prove later that nothing was altered."""
    return (f"存证：记录链第{number}环，记录链校验值{hash}（核对：monitor audit verify --head 校验值）",)


def troubles(watch: Watch, mails: Iterable[Mail]) -> tuple[str, ...]:
    """Mails of earlier nights that did not reach everybody, with the server's words."""
    return tuple(_trouble(watch, one) for one in mails)


def damage_words(names: Sequence[str], others: int = 0) -> tuple[str, ...]:
    """What the centre reads where a damaged record keeps what is found of the subjects of those *names*, or *others* such as a mail, from being told."""
    said = []
    if names:
        said.append(
            f"监测记录已损坏：{len(names)}个对象的情况未能全部列入，不代表没有问题：{_names(names)}（处理办法见运行日志）"
        )
    if others > 0:
        said.append(f"发件箱等处{others}条记录已损坏，无法得知其内容（处理办法见运行日志）")
    return tuple(said)


def left_out(names: Sequence[str]) -> tuple[str, ...]:
    """What a unit reads of the same, where the subjects of those *names* are its own, or hold columns or boards of its own."""
    if not names:
        return ()
    return (
        f"监测记录已损坏，以下{len(names)}个对象的情况未能全部列入，不代表没有问题，由监测单位处理：{_names(names)}",
    )


def brake_words(many: int, subjects: int) -> tuple[str, ...]:
    """What the centre reads when the brake holds the units' mails."""
    share = percent(many, subjects) if subjects else ""
    return (
        f"请先核实：今晚{many}个监测对象新增问题，占全部{subjects}个的{share}，可能是监测系统或线路的问题",
        "各单位的邮件已暂停。核实无误后运行 monitor alerts release 发出；确属误报则运行 monitor alerts drop 作废",
    )


def _coverage(standings: Sequence[Standing]) -> list[str]:
    asked = [
        one
        for one in standings
        if one.owed is Owed.INDICATOR and not one.people and one.outcome is not Outcome.NOT_APPLICABLE
    ]
    if not asked:
        return ["尚无任何判定"]
    known = sum(one.outcome is not Outcome.UNKNOWN for one in asked)
    waiting = sum(one.people and one.outcome is Outcome.UNKNOWN for one in standings)
    signs = f"，另有{waiting}项待人工确认（monitor review sign）" if waiting else ""
    return [f"覆盖：{len(asked)}项指标中{known}项已有结论（{percent(known, len(asked))}）{signs}"]


def _alarms(watch: Watch, verdicts: Mapping[str, Sequence[Verdict]], why: str) -> list[str]:
    """Columns, and homepages, with an extractor alarm of that kind: never a fault of the site."""
    return [
        f"{site.name} · {_column(site, column)}"
        for site in watch.sites
        for column, kind in extractor_alarms(verdicts.get(site.id, ()))
        if kind == why
    ]


def nearly_down(watch: Watch, verdicts: Mapping[str, Sequence[Verdict]]) -> Iterator[NearlyDown]:
    """Sites that pass, and too many of whose visits did not open for unit and centre not to hear of it."""
    for site in watch.sites:
        for one in verdicts.get(site.id, ()):
            share, more = one.measured.get("failed_percent"), one.measured.get("more_failures_to_fail")
            # 0 more: beyond the limit, and let pass by a person who signed what the machine could not tell
            if (
                one.outcome is not Outcome.PASS
                or not isinstance(more, int)
                or not more
                or not isinstance(share, float)
            ):
                continue
            if share > watch.settings.alerts.failed_percent:
                yield NearlyDown(site, at_least(one.clause.limit["window_days"]), f"{share:g}%", more)


def _column(site: Site, id: str) -> str:
    return next((one.name for one in site.columns if one.id == id), "首页" if id == "homepage" else id)


def _names(names: Sequence[str]) -> str:
    shown = "、".join(clean(one, 40) for one in names[:NAMED])
    return f"{shown}等" if len(names) > NAMED else shown


def _trouble(watch: Watch, mail: Mail) -> str:
    unit = watch.unit(mail.audience)
    name = (
        mail.audience.removeprefix(GROUP)
        if mail.channel is Carrier.GROUP
        else watch.centre.name
        if mail.audience == CENTRE
        else unit.name
        if unit
        else mail.audience
    )
    word = {MailState.REFUSED: "被拒收", MailState.GIVEN_UP: "未能送达"}.get(mail.state, "部分收件人被拒收")
    words = "；".join(f"{address}：{why}" for address, why in mail.refused.items()) or mail.detail
    return clean(f"{mail.night.month}月{mail.night.day}日发给{name}的提醒{word}：{words}", 300)
