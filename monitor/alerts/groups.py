"""The night in the chat groups that the centre entered on the dashboard (通知群): each hears the levels it asked for."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ulid import ULID

from monitor.alerts.delivery import Answer, Transport
from monitor.alerts.digest import Digest
from monitor.alerts.message import message_id
from monitor.alerts.render import for_group
from monitor.domain.chat import ChatGroup
from monitor.domain.mail import GROUP, Carrier, Mail
from monitor.domain.site import Watch
from monitor.domain.timing import Clock
from monitor.wording.say import label
from probes.http.chat_robot import ChatAnswer, write_to
from storage.db.engine import Database
from storage.ops.chat_groups import chat_groups

#: The variable that names an origin on loopback which stands for every platform, in a laboratory.
LAB = "MONITOR_CHAT_LAB"

#: Writes a text to a group at a moment.
Write = Callable[[ChatGroup, str, datetime], Awaitable[ChatAnswer]]


@dataclass(frozen=True, slots=True)
class GroupTransport:
    """Looks a group up when its message goes out: one that was changed or turned off meanwhile is met as it is now."""

    database: Database
    clock: Clock
    write: Write

    async def send(self, mail: Mail) -> Answer:
        """Send to the groups that *mail* still owes; a recipient is a group's name."""
        async with self.database.read() as connection:
            groups = {one.name: one for one in await chat_groups(connection)}
        delivered, refused, said = [], dict[str, str](), []
        for name in mail.owing:
            group = groups.get(name)
            if group is None or not group.is_on:
                refused[name] = "该通知群已停用或删除"
                continue
            answer = await self.write(group, f"{mail.subject}\n{mail.text}", self.clock())
            if answer.is_taken:
                delivered.append(name)
            else:
                said.append(answer_words(group, answer))
        return Answer(delivered=tuple(delivered), refused=refused, words="；".join(said) or "taken")


def with_groups(
    carriers: Mapping[Carrier, Transport], database: Database, clock: Clock, environment: Mapping[str, str]
) -> dict[Carrier, Transport]:
    """*carriers*, and the way to the groups of the dashboard; the laboratory's origin from *environment*."""
    lab = environment.get(LAB, "")

    async def write(group: ChatGroup, text: str, now: datetime) -> ChatAnswer:
        return await write_to(group, text, now, lab)

    return {**carriers, Carrier.GROUP: GroupTransport(database, clock, write)}


def group_mails(
    watch: Watch, digest: Digest, groups: Sequence[ChatGroup], now: datetime, domain: str
) -> list[Mail]:
    """The centre's *digest* for each group that is on and has something to hear at its levels."""
    texts = [(one, for_group(digest, watch, one.levels)) for one in groups if one.is_on]
    return [
        Mail(
            id=f"ma_{ULID()}", night=digest.night, audience=f"{GROUP}{group.name}", channel=Carrier.GROUP,
            message_id=message_id(digest.night, str(ULID()), Carrier.GROUP, domain), recipients=(group.name,),
            subject=digest.subject, text=text, created_at=now, next_at=now,
        )
        for group, text in texts
        if text
    ]  # fmt: skip


def answer_words(group: ChatGroup, answer: ChatAnswer) -> str:
    """What came of a message, for people: what happened and what to do; with the platform's own words where it has any."""
    known = label("chat_answer", answer.code)
    code = answer.code.removeprefix(f"{group.platform.value}_")
    words = (
        known if known != answer.code else f"{label('chat_platform', group.platform)}没有接收（错误码{code}）"
    )
    return f"{words}（平台原话：{answer.said}）" if answer.said else words
