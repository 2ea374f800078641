"""The ways to send that a configuration names (投递方式)."""

from collections.abc import Mapping

from monitor.alerts.chat import ChatTransport, apprise_notify
from monitor.alerts.delivery import Transport
from monitor.alerts.message import sender_of
from monitor.alerts.smtp import SmtpTransport, server_of
from monitor.domain.mail import Carrier
from monitor.domain.site import Watch


class SecretMissingError(Exception):
    """An environment variable that the configuration names is not set; the message says which and what for."""


def transports_of(watch: Watch, environment: Mapping[str, str]) -> dict[Carrier, Transport]:
    """The ways to send that the configuration names; secrets from *environment*. Raises SecretMissingError."""
    said, found = watch.settings.mail, dict[Carrier, Transport]()
    if said:
        variable = said.password_env
        password = environment.get(variable) if variable else None
        if variable and not password:
            raise SecretMissingError(
                f"the environment variable {variable} is not set: it holds the password of [mail]"
            )
        sender = sender_of(said, watch.centre.name)
        found[Carrier.MAIL] = SmtpTransport(server_of(said, password), sender)
    if names := watch.settings.alerts.chat_env:
        addresses = {name: environment.get(name, "") for name in names}
        found[Carrier.CHAT] = ChatTransport(addresses, apprise_notify())
    return found
