"""The outbox (发件箱): mails wait here, each is claimed by one sender, and what became of it is kept."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import Column, CursorResult, Update, and_, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.finding import Act, Step
from monitor.domain.mail import CENTRE, Carrier, LastMail, Mail, MailState
from monitor.domain.sentence import Text
from storage.db import tables
from storage.db.apart import told_or_noted
from storage.db.codec import decode, decode_names
from storage.db.engine import Database
from storage.db.rows import insert
from storage.db.tables import CHUNK
from storage.decisions.findings import insert_steps, step_row

Told = TypeVar("Told")
_TABLE = tables.outbox
_LISTS = ("recipients", "findings", "announced", "delivered")

#: A mail in one of these states has told its audience, or is on its way to.
_TELLING = (MailState.WAITING, MailState.SENDING, MailState.SENT)

#: After that many times of not knowing whether it was taken, nobody sends it again.
DOUBTS = 2

STOPPED = "the sender stopped between sending and recording"


@dataclass(frozen=True, slots=True)
class Outbox:
    """Puts, claims and settles mails; several senders may work on one outbox. One that is damaged is left out, and *damaged* notes its id."""

    database: Database
    damaged: dict[str, str] = field(default_factory=dict)  #: by mail, what is said of it

    async def put(self, mails: Sequence[Mail]) -> int:
        """
        Put a whole night's *mails*, the first of which decides: when it is there already, none is added.

        Mails of earlier nights that are still held are dropped: the new ones say what still stands.
        Returns how many were added.
        """
        if not mails:
            return 0
        first, *others = mails
        async with self.database.write() as connection:
            if not await _add(connection, first):
                return 0
            held = _move(MailState.HELD, MailState.DROPPED, detail=f"replaced by the mail of {first.night}")
            await connection.execute(held.where(_TABLE.c.night < first.night))
            return 1 + sum([await _add(connection, one) for one in others])

    async def claim(
        self, now: datetime, by: str, carriers: Collection[Carrier] = tuple(Carrier)
    ) -> Mail | None:
        """The next mail that is due on *carriers*, for *by* alone; None when none is due. One row, one claimer; a damaged one waits."""
        due = select(_TABLE.c.id).where(
            _TABLE.c.state == MailState.WAITING,
            _TABLE.c.next_at <= now,
            _TABLE.c.channel.in_(list(carriers)),
        )
        first = due.order_by(_TABLE.c.next_at, _TABLE.c.id).limit(1)
        async with self.database.write(lasting=True) as connection:  # whoever sends it twice must know
            while id := await connection.scalar(first.where(_TABLE.c.id.not_in([*self.damaged]))):
                if not await self._mails(connection, [id]):
                    continue
                taken = _move(
                    MailState.WAITING, MailState.SENDING,
                    claimed_at=now, claimed_by=by, attempts=_TABLE.c.attempts + 1,
                )  # fmt: skip
                if await _count(connection, taken.where(_TABLE.c.id == id)) == 1:
                    return (await self._mails(connection, [id]))[0]
        return None

    async def settle(self, mail: Mail, by: str, now: datetime) -> bool:
        """
        Record what became of a claimed *mail*. False when the claim was lost meanwhile: then nothing changes.

        A mail that was sent becomes a step 已通知 of each finding it announced.
        """
        values = {name: _plain(name, getattr(mail, name)) for name in _SETTLED}
        mine = and_(_TABLE.c.id == mail.id, _TABLE.c.state == MailState.SENDING, _TABLE.c.claimed_by == by)
        async with self.database.write() as connection:
            if await _count(connection, update(_TABLE).where(mine).values(**values)) != 1:
                return False
            if mail.state is MailState.SENT and mail.audience != CENTRE:
                await _note_notified(connection, mail, now)
        return True

    async def reclaim(self, now: datetime, older: timedelta) -> int:
        """
        Take back what was claimed more than *older* ago: its sender was killed before it could record.

        Nobody knows whether such a mail went out. It is sent once more and says so; a second time it is
        given up. Returns how many were taken back.
        """
        stale = and_(_TABLE.c.state == MailState.SENDING, _TABLE.c.claimed_at < now - older)
        async with self.database.write() as connection:
            mails = await self._mails(connection, await connection.scalars(select(_TABLE.c.id).where(stale)))
            for mail in mails:
                after = doubted(mail, STOPPED, now)
                values = {name: _plain(name, getattr(after, name)) for name in _SETTLED}
                await connection.execute(
                    update(_TABLE)
                    .where(stale, _TABLE.c.id == mail.id, _TABLE.c.claimed_by == mail.claimed_by)
                    .values(**values)
                )
        return len(mails)

    async def release(self, now: datetime, night: date | None = None) -> int:
        """Let held mails go, of one night or all. Returns how many."""
        return await self._decide(_move(MailState.HELD, MailState.WAITING, next_at=now), night)

    async def drop(self, night: date | None = None) -> int:
        """Let held mails never be sent. Returns how many."""
        return await self._decide(_move(MailState.HELD, MailState.DROPPED, detail="dropped by hand"), night)

    async def _decide(self, statement: Update, night: date | None) -> int:
        if night is not None:
            statement = statement.where(_TABLE.c.night == night)
        async with self.database.write() as connection:
            return await _count(connection, statement)

    async def mails(self, *, night: date | None = None, limit: int = 200) -> list[Mail]:
        """Mails of one night, or the newest ones; newest night first."""
        query = select(_TABLE.c.id).order_by(_TABLE.c.night.desc(), _TABLE.c.id).limit(limit)
        if night is not None:
            query = query.where(_TABLE.c.night == night)
        async with self.database.read() as connection:
            return await self._mails(connection, await connection.scalars(query))

    async def troubles(self, since: datetime) -> list[Mail]:
        """Mails of which it turned out at *since* or later that they do not reach everybody (投递失败)."""
        query = select(_TABLE.c.id).where(_TABLE.c.next_at >= since).order_by(_TABLE.c.night, _TABLE.c.id)
        async with self.database.read() as connection:
            mails = await self._mails(connection, await connection.scalars(query))
        lost = (MailState.REFUSED, MailState.GIVEN_UP)
        return [one for one in mails if one.state in lost or (one.state is MailState.SENT and one.refused)]

    async def composed_before(self, night: date) -> datetime | None:
        """When the newest night before *night* was composed."""
        query = select(func.max(_TABLE.c.created_at)).where(
            _TABLE.c.night < night, _TABLE.c.audience == CENTRE
        )
        async with self.database.read() as connection:
            found: datetime | None = (await connection.execute(query)).scalar()
            return found

    async def last_mails(self, since: date, before: date) -> dict[str, dict[str, LastMail]]:
        """
        By audience and finding: the newest night from *since* on and before *before* on which a mail named it.

        What was refused, given up, held or dropped told nobody.
        """
        query = (
            select(_TABLE.c.id)
            .where(_TABLE.c.night >= since, _TABLE.c.night < before, _TABLE.c.state.in_(_TELLING))
            .order_by(_TABLE.c.night)
        )
        columns = (_TABLE.c.night, _TABLE.c.audience, _TABLE.c.findings, _TABLE.c.created_at)
        found: dict[str, dict[str, LastMail]] = {}
        async with self.database.read() as connection:
            ids = await connection.scalars(query)
            for audience, named, mail in await self._of_each(connection, ids, _naming, *columns):
                found.setdefault(audience, {}).update(dict.fromkeys(named, mail))
        return found

    async def _mails(self, connection: AsyncConnection, ids: Iterable[str]) -> list[Mail]:
        return await self._of_each(connection, ids, _mail, *_TABLE.c)

    async def _of_each(
        self, connection: AsyncConnection, ids: Iterable[str], make: Callable[[Mapping[Any, Any]], Told], *columns: Column[Any]
    ) -> list[Told]:  # fmt: skip
        """What *make* makes of the *columns* of each of *ids*, in their order; `damaged` notes those of which it can make nothing."""
        wanted, found = list(ids), dict[str, Told]()

        async def ask(part: Sequence[str]) -> dict[str, Told]:
            query = select(_TABLE.c.id.label("key"), *columns).where(_TABLE.c.id.in_(part))
            return {row["key"]: make(row) for row in (await connection.execute(query)).mappings()}

        for start in range(0, len(wanted), CHUNK):
            found |= await told_or_noted(wanted[start : start + CHUNK], ask, self.damaged)
        return [found[one] for one in wanted if one in found]


#: What changes when a mail is settled.
_SETTLED = (
    "state", "attempts", "next_at", "claimed_at", "claimed_by", "sent_at", "delivered", "refused", "doubts", "detail",
)  # fmt: skip


def doubted(mail: Mail, why: str, now: datetime) -> Mail:
    """*mail* after an attempt of which nobody knows whether it was taken: once more, never a third time."""
    doubts = mail.doubts + 1
    if doubts >= DOUBTS:
        words, state = f"{why}, twice; it may have arrived and is not sent again", MailState.GIVEN_UP
    else:
        words, state = f"{why}; sent once more, so it may arrive twice", MailState.WAITING
    return replace(
        mail, state=state, doubts=doubts, detail=words, next_at=now, claimed_at=None, claimed_by=None
    )


async def _add(connection: AsyncConnection, mail: Mail) -> int:
    values = {one.name: _plain(one.name, getattr(mail, one.name)) for one in fields(Mail)}
    statement = insert(connection, _TABLE).on_conflict_do_nothing().values(**values).returning(_TABLE.c.id)
    return len((await connection.execute(statement)).all())  # psycopg counts no rows of an INSERT


async def _note_notified(connection: AsyncConnection, mail: Mail, now: datetime) -> None:
    """A step for each finding that is stored; a mail may outlive a finding that was never saved."""
    stored = select(tables.finding.c.id).where(tables.finding.c.id.in_(mail.announced))
    said = Text("step.notified", {"night": mail.night, "to": ", ".join(mail.delivered)})
    step = Step(at=now, who="monitor", act=Act.NOTIFIED, said=said)
    await insert_steps(connection, [step_row(row.id, step) for row in await connection.execute(stored)])


def _move(old: MailState, new: MailState, **values: Any) -> Update:
    return update(_TABLE).where(_TABLE.c.state == old.value).values(state=new.value, **values)


async def _count(connection: AsyncConnection, statement: Update) -> int:
    result = await connection.execute(statement)
    assert isinstance(result, CursorResult)
    return result.rowcount


def _mail(row: Mapping[Any, Any]) -> Mail:
    lists: dict[str, Iterable[str]] = {name: decode_names(row[name]) for name in _LISTS}
    plain = {one.name: row[one.name] for one in fields(Mail)}
    return Mail(
        **{
            **plain, **lists, "refused": decode(dict[str, str], row["refused"]),
            "state": MailState(row["state"]), "channel": Carrier(row["channel"]),
        }
    )  # fmt: skip


def _naming(row: Mapping[Any, Any]) -> tuple[str, list[str], LastMail]:
    """Whom a mail told of which findings, and when."""
    return row["audience"], list(decode_names(row["findings"])), LastMail(row["night"], row["created_at"])


def _plain(name: str, value: Any) -> Any:
    if name in _LISTS:
        return json.dumps(list(value), ensure_ascii=False)
    if name == "refused":
        return json.dumps(dict(value), ensure_ascii=False)
    return value.value if isinstance(value, Carrier | MailState) else value
