"""What a value of `sites.toml` may be: each kind of word checked, with what was expected instead."""

import re
from datetime import date, datetime, time
from email.errors import MessageDefect, MessageError
from email.headerregistry import Address
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, StrictInt

from monitor.config.mistakes import Unusable, quoted
from monitor.domain.content import Life
from monitor.domain.hosts import AddressFault, address_fault
from monitor.domain.sentence import written
from monitor.domain.timing import SHANGHAI
from monitor.wording.say import label

#: Longer Chinese display names come out of Python's mail library with a space inside.
SENDER_NAME = 15

ENVIRONMENT_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
#: Days of other years are slips of the hand, and arithmetic with them leaves the calendar.
_YEARS = 1900, 2199
_HOST = re.compile(r"(\*\.)?([^\s/:*.]+\.)*[^\s/:*.]+")


def _id(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", value):
        raise Unusable("config.an_id")
    return value


def _name(value: str) -> str:
    if not value.strip():
        raise Unusable("config.a_name")
    return value


#: What is said of each fault of an address.
_ADDRESS = {
    AddressFault.UNREADABLE: "config.an_address_but",
    AddressFault.SCHEME: "config.an_address",
    AddressFault.HOST: "config.an_address_with_host",
    AddressFault.USER: "config.an_address_without_user",
}


def _url(value: str) -> str:
    if (found := address_fault(value)) is None:
        return value
    fault, why = found
    if fault is AddressFault.UNREADABLE:
        raise Unusable(_ADDRESS[fault], why=written(why, "格式有误"))
    raise Unusable(_ADDRESS[fault])


def _url_or_nothing(value: str) -> str:
    return value and _url(value)


def _several(value: Any) -> Any:
    """One text, or a list of them, as a list."""
    return [value] if isinstance(value, str) else value


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except (re.error, OverflowError, RecursionError) as error:
        raise Unusable("config.a_pattern", why=written(str(error), "格式有误")) from None
    return value


def _host(value: str) -> str:
    if len(value) > 255 or not _HOST.fullmatch(value):
        raise Unusable("config.a_host")
    return value.lower()


def _plain_host(value: str) -> str:
    if value.startswith("*.") or "." not in value:
        raise Unusable("config.a_domain")
    return _host(value)


def _email(value: str) -> str:
    if len(value) > 254 or not re.fullmatch(r"[^\s@<>,;]{1,254}@(?:[^\s@<>,;.]++\.)++[^\s@<>,;.]++", value):
        raise Unusable("config.an_email")
    try:
        value.encode("ascii")
        Address(addr_spec=value)
    except (ValueError, MessageError, MessageDefect):
        raise Unusable("config.a_plain_email") from None
    return value


def _site_code(value: str) -> str:
    if not re.fullmatch(r"\d{10}|bm\d{8}", value):
        raise Unusable("config.a_site_code")
    return value


def _environment_name(value: str) -> str:
    if not ENVIRONMENT_NAME.fullmatch(value):
        raise ValueError("expected the name of an environment variable, such as MONITOR_MAIL_PASSWORD")
    return value


def _mail_host(value: str) -> str:
    if len(value) > 253 or not re.fullmatch(r"[^\s/:*]+", value):
        raise ValueError("expected a host name such as smtp.example.gov.cn, without port")
    return value


def _rungs(value: tuple[int, ...]) -> tuple[int, ...]:
    if not value or min(value) < 0 or list(value) != sorted(set(value), reverse=True):
        raise ValueError("expected days that grow fewer, such as [7, 3, 1]")
    return value


def _moment(value: Any) -> Any:
    if isinstance(value, datetime) and _YEARS[0] <= value.year <= _YEARS[1]:
        return value.replace(tzinfo=SHANGHAI) if value.tzinfo is None else value.astimezone(SHANGHAI)
    raise Unusable("config.a_moment")


def _day(value: Any) -> Any:
    """TOML's own day, or its ISO text as edits of the browser keep it; no number, and no year of nobody's."""
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            raise Unusable("config.a_day") from None
    if type(value) is not date or not _YEARS[0] <= value.year <= _YEARS[1]:
        raise Unusable("config.a_day")
    return value


def _time_of_day(value: Any) -> Any:
    """`"01:30"`, or TOML's own 01:30:00; kept to the minute, Shanghai time."""
    if isinstance(value, time) and value.tzinfo is None:
        return value.replace(second=0, microsecond=0)
    if isinstance(value, str) and re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d", value):
        return time.fromisoformat(value.zfill(5))
    raise ValueError('expected a time of day such as "01:30"')


def _part_of_a_day(value: int) -> int:
    if value < 1 or 24 % value:
        raise ValueError("expected 1, 2, 3, 4, 6, 8, 12 or 24, so that every day has the same times")
    return value


def _listen(value: str) -> str:
    host, _, port = value.rpartition(":")
    if not value:
        return value
    plain = re.fullmatch(r"[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]", host)
    if not plain or not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        raise ValueError('expected an address and a port such as "127.0.0.1:9108"')
    return value


def _secret_free(value: dict[str, Any]) -> dict[str, Any]:
    for key in value:
        if re.search(r"(password|secret|token|cookie)s?$", key, re.IGNORECASE):
            raise ValueError(
                f"{key} looks like a secret: put it into an environment variable and name that in {key}_env"
            )
    return value


def _marks(value: Any) -> Any:
    """One text, or a list of them; none at all is a list that proves nothing."""
    marks = _several(value)
    if not isinstance(marks, list | tuple) or not all(isinstance(one, str) and one.strip() for one in marks):
        raise Unusable("config.a_mark")
    return tuple(one.strip() for one in marks)


def _registry(value: dict[str, Any]) -> dict[str, Any]:
    """Free words beside these: days are days, and the status is one that rules know."""
    status = value.get("status")
    if status is not None and status not in tuple(Life):
        raise Unusable(
            "config.registry_status",
            found=quoted("status", status),
            known=tuple(written(one, label("life", one)) for one in Life),
        )
    for key in ("opened", "closing", "closed"):
        day = value.get(key)
        try:
            day = day if day is None else _day(day)
        except Unusable:
            raise Unusable("config.registry_day", key=key, found=quoted(key, value[key])) from None
    return value


Id = Annotated[str, AfterValidator(_id)]
Url = Annotated[str, AfterValidator(_url)]
UrlOrNothing = Annotated[str, AfterValidator(_url_or_nothing)]
Addresses = Annotated[list[Url], BeforeValidator(_several)]  #: one address, or a list of them
Host = Annotated[str, AfterValidator(_host)]
PlainHost = Annotated[str, AfterValidator(_plain_host)]
Email = Annotated[str, AfterValidator(_email)]
SiteCode = Annotated[str, AfterValidator(_site_code)]
EnvironmentName = Annotated[str, AfterValidator(_environment_name)]
MailHost = Annotated[str, AfterValidator(_mail_host)]
Rungs = Annotated[tuple[StrictInt, ...], AfterValidator(_rungs)]
Day = Annotated[date, BeforeValidator(_day)]
Said = Annotated[str, AfterValidator(str.strip)]  #: free words; blanks alone say nothing
Moment = Annotated[datetime, BeforeValidator(_moment)]
TimeOfDay = Annotated[time, BeforeValidator(_time_of_day)]
HoursBetween = Annotated[StrictInt, AfterValidator(_part_of_a_day)]
Listen = Annotated[str, AfterValidator(_listen)]
Name = Annotated[str, Field(min_length=1), AfterValidator(_name)]
Pattern = Annotated[Name, AfterValidator(_pattern)]
Indicators = Annotated[tuple[str, ...], BeforeValidator(_marks)]
Marks = Annotated[tuple[str, ...], BeforeValidator(_marks)]
Options = Annotated[dict[str, Any], AfterValidator(_secret_free)]
Registry = Annotated[Options, AfterValidator(_registry)]
