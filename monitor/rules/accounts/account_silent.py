"""新媒体·内容不更新·1: no post inside the limit; and Fuzhou's scored row, which has its own."""

from datetime import date, datetime

from monitor.domain.case import AccountCase
from monitor.domain.content import Life, TimelineState
from monitor.domain.need import CANARIES, Need
from monitor.domain.observation import Registration, Timeline
from monitor.domain.sentence import Amount, Text, joined
from monitor.domain.timing import DAY, Quarter, day_of, midnight
from monitor.domain.verdict import Clause, Outcome, PartKind, Verdict, VerdictPart
from monitor.rules._may_fail import no_recent_post
from monitor.rules._reviews import settle
from monitor.rules.accounts._blockers import explain
from monitor.rules.accounts._timeline import (
    IMPORTED,
    AccountLife,
    CountedPosts,
    count_posts,
    course,
    gaps,
)
from monitor.rules.base import Chapter, NoticeEntry, Rule


def decide(case: AccountCase, clause: Clause, now: datetime) -> Verdict:
    """
    Decide whether an account published nothing for too long (内容不更新).

    The age is counted in Shanghai days from the newest post's day, reposts included, pinned posts by their own
    day. A fresh post passes, whoever showed it. A fail needs silence proved: a recent look
    at a timeline whose owner vouches that it shows every post, each dated, and a canary of the platform that
    shows life where one is configured. Anything less is unknown. A closed account owes nothing; one being
    closed owes until its day. An account that was opened later than its newest post, or never posted, counts from
    its opening; that it never posted is no proof of silence later on.

    Source: 国办秘函〔2019〕19号, 政务新媒体单项否决, 监测时间点前2周内无更新; 福州市2021年度实施方案, 第23项 (13天).
    """
    today, limit = day_of(now), clause.limit["silent_days"]
    posts, life = count_posts(case, clause, now), course(case, today)
    outcome, reason, needs = _answer(case, posts, life, clause, today)
    allowed = limit.allowed
    since = _since(posts, life)
    due = since + DAY * allowed if since else None
    quarter = Quarter.of(today)
    start = max(quarter.first, life.opened or quarter.first)
    longest, out = gaps(posts.days, start, today, allowed)
    grounds = [posts.grounds] if outcome is Outcome.PASS else [posts.proof.id] if posts.proof else []
    grounds += [posts.last.id] if posts.last and outcome is Outcome.UNKNOWN else []
    # of an account of which no post is known, and that may post all the same, nobody knows how late it is
    applies = outcome is not Outcome.NOT_APPLICABLE and (
        posts.newest is not None or outcome is not Outcome.UNKNOWN
    )
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
        remarks=_remarks(posts, life, case, clause),
        evidence=tuple(dict.fromkeys(id for id in grounds if id)),
        parts=(_part(outcome, posts, due if applies else None, today),),
    )
    return settle(verdict, case.reviews)


def _part(outcome: Outcome, posts: CountedPosts, due: date | None, today: date) -> VerdictPart:
    left = (due - today).days if due else None
    return VerdictPart(
        kind=PartKind.POSTS,
        id="posts",
        outcome=outcome,
        newest=posts.newest,
        due_on=due,
        days_left=left if left is not None and left >= 0 else None,
        days_over=-left if left is not None and left < 0 else None,
    )


def _since(posts: CountedPosts, life: AccountLife) -> date | None:
    """The day from which silence is counted."""
    return max((day for day in (posts.newest, life.opened) if day is not None), default=None)


def _answer(
    case: AccountCase, posts: CountedPosts, life: AccountLife, clause: Clause, today: date
) -> tuple[Outcome, Text, Text | None]:
    limit = clause.limit["silent_days"]
    if life.life is Life.CLOSED:
        return (
            Outcome.NOT_APPLICABLE,
            Text("account_silent.closed_on", {"on": life.closed})
            if life.closed
            else Text("account_silent.closed"),
            None,
        )
    since = _since(posts, life)
    if since is not None and not limit.is_met((today - since).days):
        if since != posts.newest:
            return (
                Outcome.PASS,
                Text("account_silent.opened", {"on": since}),
                None,
            )
        left = limit.allowed - (today - since).days
        return (
            Outcome.PASS,
            Text("account_silent.newest", {"on": since, "left": Amount(left, "days")}),
            None,
        )
    if since is not None and posts.newest is not None and posts.proved_until is not None:
        if limit.is_met((day_of(posts.proved_until) - since).days):
            days = (today - since).days
            return (
                Outcome.FAIL,
                Text("account_silent.silent", {"newest": posts.newest, "days": Amount(days, "days")}),
                None,
            )
        return (
            Outcome.UNKNOWN,
            Text("account_silent.not_read_since", {"newest": posts.newest}),
            explain("not_read_recently", clause)[1],
        )
    return _unknown(case, clause, posts)


def _unknown(case: AccountCase, clause: Clause, posts: CountedPosts) -> tuple[Outcome, Text, Text | None]:
    why, needs = explain(posts.blocker, clause)
    if posts.last is None and not case.account.platform.says.timeline:
        needs = Text("account_silent.needs_person", {"account": case.account.id, "rule": clause.rule})
    if posts.newest is not None:
        why = joined(Text("account_silent.newest_known", {"newest": posts.newest}), why)
    return Outcome.UNKNOWN, why, needs


def _remarks(posts: CountedPosts, life: AccountLife, case: AccountCase, clause: Clause) -> tuple[Text, ...]:
    remarks = []
    if life.life is Life.CLOSING:
        remarks.append(Text("account_silent.closing"))
    if posts.reposts_only and posts.days:
        remarks.append(Text("account_silent.reposts_only"))
    last = posts.last
    if last is not None and last.facts.state is not TimelineState.POSTS and posts.days:
        code = last.facts.reason or last.facts.state.value
        remarks.append(Text("account_silent.reading_failed", {"code": code, "why": explain(code, clause)[0]}))
    if last is not None and last.facts.name and last.facts.name != case.account.name:
        remarks.append(Text("account_silent.other_name", {"name": last.facts.name}))
    if last is not None and last.facts.through == IMPORTED:
        remarks.append(Text("account_silent.imported"))
    return tuple(remarks)


_NEEDS = (
    Need(kind=Timeline, days=5, limit="silent_days", from_quarter=True),
    Need(kind=Timeline, days=2, limit="canary_days", of=CANARIES),
    Need(kind=Registration, days=None),
)
_HOW = (
    "按北京时间的日数，从最新一条发布之日算起；转发计入，置顶的按本身日期。"
    "见到近期发布即合格，不论由何处读到。"
    "判不合格须证明确实没有发布：最近{read_lasts_days:allowed}读到的清单由主办单位担保完整、每条都有日期，并且同平台的参照账号有更新；否则为未知。"
    "已注销的账号不计；正在注销的，注销完成前仍须更新；开设晚于最新发布的，从开设之日算起。"
)
RULES = (
    Rule(
        "account_silent",
        "account",
        decide,
        no_recent_post,
        needs=_NEEDS,
        tells=(PartKind.POSTS,),
        probes=("newmedia",),
        signable=False,
        how=_HOW,
        notice=NoticeEntry(chapter=Chapter.MEDIA_UPDATES, stretches=(("silent_days", "政务新媒体更新"),)),
    ),
    Rule(
        "Z21-23",
        "account",
        decide,
        no_recent_post,
        needs=_NEEDS,
        tells=(PartKind.POSTS,),
        probes=("newmedia",),
        signable=False,
        how=_HOW,
        notice=NoticeEntry(chapter=Chapter.MEDIA_UPDATES, order=1),
    ),
)
