"""`monitor review`: what a person decides. Added, never changed."""

import difflib
import getpass
from datetime import date
from typing import Annotated

import typer
from ulid import ULID

from monitor.app.runtime import Runtime
from monitor.cli import console
from monitor.cli.command_runtime import by_hand, day_said, in_runtime, watch_of
from monitor.cli.options import ConfigOption, DatabaseOption, clock_of
from monitor.domain.case import ALWAYS, Review
from monitor.domain.site import Subject, Watch
from monitor.domain.timing import day_of
from monitor.domain.verdict import Outcome
from monitor.regulations.editions import load_edition
from monitor.rules.base import may_be_said, refusal_of, reviewed, targets_of, undecided, unknown_message
from monitor.wording.say import ENGLISH, label, say
from storage.access import audit
from storage.decisions.reviews import reviews_of
from storage.observations.board_looks import messages_met

app = typer.Typer(no_args_is_help=True, help="What a person decides: who, when, why, until when.")

SubjectArgument = Annotated[str, typer.Argument(metavar="SUBJECT", help="a site or account")]
ReasonOption = Annotated[str, typer.Option("--reason", help="why; kept for good")]
WhoOption = Annotated[
    str | None, typer.Option("--who", "--by", help="who decides; default: the system's user")
]
FromOption = Annotated[
    str | None, typer.Option("--from", help="first day it speaks of: 2026-07-01; default: from now on")
]
AlwaysOption = Annotated[
    str | None, typer.Option("--from", help="first day it speaks of: 2026-07-01; default: from the beginning")
]
UntilOption = Annotated[str | None, typer.Option("--until", help="last day on which it holds: 2026-12-31")]


@app.command()
def sign(
    context: typer.Context,
    subject: SubjectArgument,
    rule: Annotated[str, typer.Argument(metavar="RULE", help="the rule's id, such as safety_wording")],
    outcome: Annotated[str, typer.Option("--outcome", help="pass, fail or not_applicable")],
    reason: ReasonOption,
    who: WhoOption = None,
    since: FromOption = None,
    until: UntilOption = None,
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:
    """
    Sign a clause that only people decide, or that could not be decided, for the days --from … --until.

    It counts for every judging that knows of it: one signed in October for July to September counts for that quarter.
    """
    if outcome not in (Outcome.PASS, Outcome.FAIL, Outcome.NOT_APPLICABLE):
        console.stop(f"--outcome: found {outcome!r}, expected pass, fail or not_applicable")
    watch = watch_of(context, config, db)
    check_rule(watch, subject, rule)
    if watch.settings.web.sign_by_two:
        console.stop("[web] sign_by_two: two people sign; use the page /signing, where a second one confirms")
    _add(context, db, watch, "sign", subject, rule, outcome, reason, who, since, until)


@app.command()
def confirm(
    context: typer.Context,
    subject: SubjectArgument,
    column: Annotated[
        str, typer.Argument(metavar="COLUMN", help="the column's id; for undated also: homepage")
    ],
    outcome: Annotated[str, typer.Option("--outcome", help="blank, not_blank or undated")],
    reason: ReasonOption,
    who: WhoOption = None,
    since: FromOption = None,
    until: UntilOption = None,
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:
    """
    Say whether a column is blank, or that its undated pages really state no day.

    One `undated` confirms all pages of the column that were seen so far; pages that come later want a new one.
    """
    if outcome not in (known := may_be_said("confirm")):
        console.stop(f"--outcome: found {outcome!r}, expected {', '.join(known[:-1])} or {known[-1]}")
    watch = watch_of(context, config, db)
    _check_column(watch, subject, column, outcome)
    _add(context, db, watch, "confirm", subject, column, outcome, reason, who, since, until)


@app.command()
def complete(
    context: typer.Context,
    subject: Annotated[str, typer.Argument(metavar="SITE", help="a site")],
    reason: ReasonOption,
    who: WhoOption = None,
    since: FromOption = None,
    until: UntilOption = None,
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:
    """
    Sign that all columns of a site are listed (栏目清单完整); without it no rule that counts columns passes.

    The same as columns_complete in the configuration; `monitor review revoke SITE columns_complete` takes it back.
    """
    watch = watch_of(context, config, db)
    if subject not in (known := [one.id for one in watch.sites]):
        console.stop(f"no such site: {subject!r}; configured: {', '.join(known)}")
    if not watch.site(subject).columns:
        console.stop(f"{subject}: no column is configured; write them down first ([[site.column]])")
    [whole] = reviewed("complete")
    _add(context, db, watch, whole.act, subject, whole.target, whole.outcomes[0], reason, who, since, until)


@app.command()
def exclude(
    context: typer.Context,
    subject: SubjectArgument,
    message: Annotated[
        str,
        typer.Argument(metavar="MESSAGE", help="the message's id as the verdict names it, such as xx/2018"),
    ],
    reason: ReasonOption,
    who: WhoOption = None,
    since: AlwaysOption = None,
    until: UntilOption = None,
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:
    """Strike a message out that is not valid (无效留言); the verdict says so."""
    watch = watch_of(context, config, db)
    _add(
        context, db, watch, "exclude", subject, message, "excluded", reason, who, since or str(ALWAYS), until
    )


@app.command()
def revoke(
    context: typer.Context,
    subject: SubjectArgument,
    target: Annotated[
        str, typer.Argument(metavar="TARGET", help="the rule, column or message that was decided")
    ],
    reason: ReasonOption,
    who: WhoOption = None,
    since: AlwaysOption = None,
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:
    """Take back what was signed or confirmed, wholly or --from a day on; both stay on record."""
    watch = watch_of(context, config, db)
    _add(context, db, watch, "revoke", subject, target, "revoked", reason, who, since or str(ALWAYS), None)


def _check_column(watch: Watch, subject: str, column: str, outcome: str) -> None:
    """A word on a column that nobody knows would lie unread."""
    known = [one.id for site in watch.sites if site.id == subject for one in site.columns]
    known += targets_of("confirm", outcome)
    if known and column not in known:
        close = difflib.get_close_matches(column, known, n=1)
        hint = f"did you mean {close[0]!r}?" if close else f"there are: {', '.join(known)}"
        console.stop(f"no such column of {subject!r}: {column!r}; {hint}")


def check_rule(watch: Watch, subject: str, rule: str) -> None:
    """Stop where *rule* does not judge *subject*: a signature on it would lie unread."""
    judged = watch.subject(subject)
    if judged is None:
        return
    known = [one.rule for one in load_edition(judged.edition).clauses if one.subject == judged.kind]
    close = difflib.get_close_matches(rule, known, n=1)
    hint = f"did you mean {close[0]!r}?" if close else f"there are: {', '.join(known)}"
    if rule not in known:
        console.stop(f"no such rule for {subject!r}: {rule!r}; {hint}")


def _add(
    context: typer.Context, db: str | None, watch: Watch, act: str, subject: str, target: str,
    outcome: str, reason: str, who: str | None, since: str | None, until: str | None,
) -> None:  # fmt: skip
    judged = watch.subject(subject)
    if judged is None:
        known = ", ".join(one.id for one in watch.subjects)
        console.stop(f"no such site or account: {subject!r}; configured: {known}")
    first, last = day_said("--from", since), day_said("--until", until)
    begins = first or day_of(clock_of(context)())
    if last is not None and last < begins:
        said = f"--from {begins}" if first else f"today ({begins}), when it begins without --from"
        console.stop(f"--until {last} lies before {said}: it would speak of no day")
    if not reason.strip():
        console.stop("--reason must not be empty: it is what the decision stands on")
    in_runtime(
        context,
        db,
        watch,
        lambda runtime: _save(runtime, who_acts(who), act, judged, target, outcome, reason, first, last),
    )
    said = f"，{label('review_outcome', outcome)}" if act in ("sign", "confirm") else ""
    typer.echo(f"已记录：{label('review_act', act)} {subject} {target}{said}")


async def _must_count(runtime: Runtime, judged: Subject, rule: str) -> None:
    """Stops where the clause is decided by what is measured: no signature is taken then, nor on the dashboard."""
    found = (await runtime.store.latest_verdicts([judged.id], runtime.clock())).get(judged.id, ())
    newest = next((one for one in found if one.rule == rule), None)
    clause = load_edition(judged.edition).clause(rule, judged.kind)
    if clause is not None and (refused := refusal_of(clause, newest)):
        console.stop(f"{judged.id}: {say(refused, ENGLISH)}; of days gone by: say --from and --until")


async def _must_be_met(runtime: Runtime, subject: Subject, message: str) -> None:
    """Stops where no board of *subject* ever showed *message*: striking it out would strike out nothing."""
    async with runtime.store.database.read() as connection:
        met = await messages_met(connection, subject.id, message, runtime.clock())
    if refused := unknown_message(subject, message, met):
        console.stop(say(refused, ENGLISH))


async def _must_be_decided(runtime: Runtime, subject: Subject, target: str) -> None:
    """Stops where nothing was decided on *target* that could be taken back."""
    async with runtime.store.database.read() as connection:
        decisions = (await reviews_of(connection, [subject.id], runtime.clock())).get(subject.id, ())
    if refused := undecided(subject, target, decisions):
        console.stop(say(refused, ENGLISH))


def who_acts(said: str | None) -> str:
    """Who decides: as said, or the system's user."""
    return (said or "").strip() or getpass.getuser()


async def _save(
    runtime: Runtime, who: str, act: str, judged: Subject, target: str, outcome: str, reason: str, since: date | None,
    until: date | None,
) -> None:  # fmt: skip
    review = Review(
        id=f"rv_{ULID.from_datetime(runtime.clock())}", at=runtime.clock(), who=who, act=act, subject=judged.id, target=target,
        outcome=outcome, reason=reason, since=since, until=until,
    )  # fmt: skip
    # of days gone by alone the newest verdict says nothing
    if act == "sign" and (until is None or day_of(review.at) <= until):
        await _must_count(runtime, judged, target)
    if act == "exclude":
        await _must_be_met(runtime, judged, target)
    if act == "revoke":
        await _must_be_decided(runtime, judged, target)
    await runtime.store.add_review(review)
    line = by_hand(runtime, act, f"{judged.id} {target}", f"{outcome} {review.id}", who)
    async with runtime.store.database.write() as connection:
        await audit.note(connection, line)
