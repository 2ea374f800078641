"""A mail of the outbox as the bytes that go over the wire."""

from dataclasses import dataclass
from datetime import date
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from monitor.alerts.words import clean
from monitor.domain.mail import Carrier, Mail
from monitor.domain.settings import MailSettings

#: A Chinese display name of 16 or more characters comes out with a space inside (Python 3.11 to 3.13).
NAME_LENGTH = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """In whose name mails go out."""

    address: str
    name: str
    reply_to: str | None = None


def sender_of(mail: MailSettings, centre: str) -> Sender:
    """The sender of `[mail]`; its name is the centre's unless said."""
    return Sender(address=mail.sender, name=mail.sender_name or centre, reply_to=mail.reply_to)


def message_id(night: date, audience: str, channel: Carrier, domain: str) -> str:
    """The same for the same night and audience, so that a mail sent twice is seen to be one."""
    return f"<gov-monitor.{night}.{audience}.{channel.value}@{domain}>"


def message(mail: Mail, sender: Sender) -> EmailMessage:
    """
    *mail* as a message: the same mail gives the same headers each time it is sent.

    No header can be broken by what a page said; every text is cleaned again here.
    """
    made = EmailMessage(policy=SMTP)
    made["Subject"] = clean(mail.subject, 100)
    made["From"] = _address(sender.address, sender.name)
    made["To"] = [_address(one, "") for one in mail.recipients]
    if sender.reply_to:
        made["Reply-To"] = _address(sender.reply_to, "")
    made["Date"] = format_datetime(mail.created_at)
    made["Message-ID"] = mail.message_id
    made["Auto-Submitted"] = "auto-generated"  # an absence notice must not answer it
    made["X-Auto-Response-Suppress"] = "All"
    made.set_content(mail.text, cte="base64")
    if mail.html:
        made.add_alternative(mail.html, subtype="html", cte="base64")
        made.set_boundary(f"=_{mail.id}")  # else chance chooses it, and the same mail differs
    return made


def _address(address: str, name: str) -> Address:
    return Address(display_name=clean(name, NAME_LENGTH), addr_spec=address)
