"""新媒体·内容不更新·1: no post for two weeks; and Fuzhou's scored row of 13 days."""

from datetime import date, datetime

from monitor.domain.case import AccountCase
from monitor.domain.content import Life, TimelineState
from monitor.domain.timing import DAY, Quarter, day_of, midnight
from monitor.domain.verdict import Clause, Outcome, Said, Verdict
from monitor.rules._reviews import settle
from monitor.rules._rule import Rule
from monitor.rules._timeline import IMPORTED, Counted, Course, count_posts, course, gaps, last_good_age

#: Why silence is not proved, and what would prove it: for people.
BLOCKERS: dict[str, tuple[Said, Said]] = {
    "never_read": (
        Said("its posts were never read", "尚未读取到该账号的发布记录"),
        Said("a source for it, or an import of its publishing log", "配置数据来源, 或导入发布记录"),
    ),
    "not_read_recently": (
        Said("its posts were not read in the last two days", "近两天未能读取发布记录"),
        Said("a new reading, or a new import of its publishing log", "重新读取, 或导入最新发布记录"),
    ),
    "not_complete": (
        Said("the source may not show every post", "数据来源可能不完整"),
        Said(
            "the owner's vouching (source.complete = true), or an import of its publishing log",
            "由账号主办单位确认来源完整 (source.complete = true), 或导入发布记录",
        ),
    ),
    "pinned_only": (
        Said("only pinned posts were shown", "仅读到置顶内容"),
        Said("a source that shows the posts below", "更换能读到完整时间线的来源"),
    ),
    "post_without_day": (
        Said("the day of a post was not understood", "有内容的发布时间无法识别"),
        Said("a person looks, or an import of its publishing log", "人工核实, 或导入发布记录"),
    ),
    "canary_silent": (
        Said(
            "the platform's canary account looks silent too: the platform cannot be read",
            "同平台对照账号同样读不到更新, 该平台读取结果存疑",
        ),
        Said("a working source for the platform", "恢复该平台的数据来源后重新读取"),
    ),
    "empty": (
        Said("the source showed no post at all", "数据来源未返回任何内容"),
        Said("a working source, or an import of its publishing log", "检查数据来源, 或导入发布记录"),
    ),
    "not_found": (
        Said("the platform knows no such account, the register says it runs", "平台上未找到该账号, 备案显示仍在运行"),
        Said("a person confirms: closed, renamed, or lost", "人工核实账号是否注销、更名或停用"),
    ),
}  # fmt: skip


def decide(case: AccountCase, clause: Clause, now: datetime) -> Verdict:
    """
    Decide whether an account published nothing for too long (内容不更新).

    The age is counted in Shanghai days from the newest post's day, reposts included, pinned posts by their own
    day. A fresh post passes, whoever showed it. A fail needs silence proved: a look of the last two days
    at a timeline whose owner vouches that it shows every post, each dated, and a canary of the platform that
    shows life where one is configured. Anything less is unknown. A closed account owes nothing; one being
    closed owes until its day. An account that was opened later than its newest post counts from its opening.

    Source: 国办秘函〔2019〕19号, 政务新媒体单项否决, 监测时间点前2周内无更新; 福州市2021年度实施方案, 第23项 (13天).
    """
    today, limit = day_of(now), clause.limit["silent_days"]
    posts, life = count_posts(case, now), course(case, today)
    outcome, reason, needs = _answer(posts, life, clause, today)
    allowed = last_good_age(limit)
    since = _since(posts, life)
    due = since + DAY * allowed if since else None
    quarter = Quarter.of(today)
    start = max(quarter.first, life.opened or quarter.first)
    longest, out = gaps(posts.days, start, today, allowed)
    grounds = [posts.grounds] if outcome is Outcome.PASS else [posts.proof.id] if posts.proof else []
    grounds += [posts.last.id] if posts.last and outcome is Outcome.UNKNOWN else []
    applies = outcome is not Outcome.NOT_APPLICABLE
    verdict = Verdict(
        subject=case.account.id,
        rule=clause.rule,
        clause=clause,
        outcome=outcome,
        decided_at=now,
        window=(midnight(today - DAY * allowed), midnight(today + DAY)),
        measured={
            "newest": posts.newest,
            "age_days": (today - posts.newest).days if posts.newest else None,
            "due_on": due if applies else None,
            "days_left": (due - today).days if due and applies else None,
            "posts_days_in_quarter": sum(quarter.first <= day <= today for day in posts.days),
            "longest_gap_days": longest,
            "days_out_in_quarter": out,
            "reposts_only": posts.reposts_only,
            "complete": posts.proof is not None,
            "blocker": posts.blocker,
            "read_at": posts.last.at.isoformat(timespec="seconds") if posts.last else None,
            "source": str(case.account.source.get("kind", "")),
            "life": life.life.value,
        },
        coverage=0.0 if outcome is Outcome.UNKNOWN else 1.0,
        reason=reason,
        needs=needs,
        remarks=_remarks(posts, life, case),
        evidence=tuple(dict.fromkeys(id for id in grounds if id)),
    )
    return settle(verdict, case.reviews)


def _since(posts: Counted, life: Course) -> date | None:
    """The day from which silence is counted."""
    known = [day for day in (posts.newest, life.opened) if day is not None]
    return max(known) if posts.newest else None


def _answer(posts: Counted, life: Course, clause: Clause, today: date) -> tuple[Outcome, Said, Said | None]:
    limit = clause.limit["silent_days"]
    if life.life is Life.CLOSED:
        return (
            Outcome.NOT_APPLICABLE,
            Said(f"closed since {life.closed}", f"已于 {life.closed or '此前'} 注销"),
            None,
        )
    since = _since(posts, life)
    if since is not None and not limit.is_met((today - since).days):
        if since != posts.newest:
            return (
                Outcome.PASS,
                Said(f"opened {since}, less than two weeks ago", f"{since} 开通, 未满期限"),
                None,
            )
        left = last_good_age(limit) - (today - since).days
        return (
            Outcome.PASS,
            Said(f"newest post {since}, {left} days left", f"最新发布 {since}, 剩 {left} 天"),
            None,
        )
    if since is not None and posts.proved_until is not None:
        if limit.is_met((day_of(posts.proved_until) - since).days):
            days = (today - since).days
            return (
                Outcome.FAIL,
                Said(
                    f"newest post {posts.newest}, {days} days ago",
                    f"最新发布 {posts.newest}, 已 {days} 天未更新",
                ),
                None,
            )
        return (
            Outcome.UNKNOWN,
            Said(
                f"newest known post {posts.newest}; not read since the limit passed",
                f"已知最新发布 {posts.newest}, 到期后尚未重新读取",
            ),
            BLOCKERS["not_read_recently"][1],
        )
    return _unknown(posts)


def _unknown(posts: Counted) -> tuple[Outcome, Said, Said | None]:
    known = BLOCKERS.get(posts.blocker)
    if known is None:
        why, needs = (
            Said(f"its posts could not be read: {posts.blocker}", f"未能读取发布记录: {posts.blocker}"),
            Said("a working source, or an import of its publishing log", "检查数据来源, 或导入发布记录"),
        )
    else:
        why, needs = known
    if posts.newest is not None:
        why = Said(f"newest known post {posts.newest}; {why.en}", f"已知最新发布 {posts.newest}; {why.zh}")
    return Outcome.UNKNOWN, why, needs


def _remarks(posts: Counted, life: Course, case: AccountCase) -> tuple[Said, ...]:
    remarks = []
    if life.life is Life.CLOSING:
        remarks.append(Said("being closed; owes updates until then", "拟注销账号, 注销前仍须按期更新"))
    if posts.reposts_only and posts.days:
        remarks.append(Said("every post shown is a repost", "所见内容均为转发"))
    last = posts.last
    if last is not None and last.facts.state is not TimelineState.POSTS and posts.days:
        why = last.facts.reason or last.facts.state.value
        remarks.append(Said(f"the last reading failed: {why}", f"最近一次读取未成功: {why}"))
    if last is not None and last.facts.name and last.facts.name != case.account.name:
        remarks.append(
            Said(
                f"the platform shows the name {last.facts.name!r}",
                f"平台显示名称为“{last.facts.name}”, 与备案名称不一致",
            )
        )
    if last is not None and last.facts.through == IMPORTED:
        remarks.append(Said("by an imported log", "依据导入的发布记录"))
    return tuple(remarks)


RULES = (Rule("account_silent", "account", decide), Rule("Z21-23", "account", decide))
