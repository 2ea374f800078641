"""Sends the centre's summary to chat groups (企业微信、钉钉、飞书) through Apprise, when that is installed."""

import importlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from monitor.alerts.delivery import Answer
from monitor.domain.mail import Mail

#: Sends title and text to one address; False when the other side did not take it.
Notify = Callable[[str, str, str], Awaitable[bool]]

NOT_INSTALLED = "Apprise is not installed, chat groups hear nothing; run: pip install 'gov-monitor[chat]'"


@dataclass(frozen=True, slots=True)
class ChatTransport:
    """One message to each group; a group is known by the name of its environment variable alone."""

    addresses: Mapping[str, str]  #: variable -> address; the address is a secret
    notify: Notify | None  #: None: Apprise is not installed

    async def send(self, mail: Mail) -> Answer:
        """Send to the groups that *mail* still owes."""
        if self.notify is None:
            return Answer(words=NOT_INSTALLED, is_ours=True)
        delivered, said = [], []
        for name in mail.owing:
            if not (address := self.addresses.get(name, "")):
                said.append(f"{name}: this environment variable is not set")
            elif await self.notify(address, mail.subject, mail.text):
                delivered.append(name)
            else:
                said.append(f"{name}: not taken")
        return Answer(delivered=tuple(delivered), words="; ".join(said) or "taken")


def apprise_notify() -> Notify | None:
    """Apprise's way to send, or None when it is not installed."""
    try:
        apprise = importlib.import_module("apprise")
    except ImportError:
        return None

    async def notify(address: str, title: str, text: str) -> bool:
        group = apprise.Apprise()
        return bool(group.add(address)) and bool(await group.async_notify(title=title, body=text))

    return notify
