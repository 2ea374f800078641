"""Reading what a person typed into a form: trimmed, cleaned, measured; or a Chinese sentence about what is wrong."""

from datetime import date, timedelta
from urllib.parse import urlsplit

from starlette.datastructures import FormData
from starlette.requests import Request

#: The longest note or reason a form takes, in characters.
LONGEST_NOTE = 2000


class BadForm(Exception):
    """What was typed cannot be used; the message says what and why, in Chinese."""


async def sent_form(request: Request) -> FormData:
    """What was sent; kept, so that a form that cannot be used is shown again as it was filled in."""
    form = await request.form()
    request.state.form = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
    return form


def text(form: FormData, name: str, label: str, longest: int, *, needed: bool = True) -> str:
    """One line of text; control characters and line ends become spaces."""
    return _measured(" ".join(_clean(form, name).split()), label, longest, needed)


def note(form: FormData, name: str, label: str, *, needed: bool = True) -> str:
    """Text of several lines."""
    lines = [" ".join(line.split()) for line in _clean(form, name).splitlines()]
    return _measured("\n".join(lines).strip(), label, LONGEST_NOTE, needed)


def choice(form: FormData, name: str, label: str, known: tuple[str, ...]) -> str:
    """One of *known*."""
    value = text(form, name, label, 100)
    if value not in known:
        raise BadForm(f"{label}：“{value}”不在可选范围内。")
    return value


def day(
    form: FormData,
    name: str,
    label: str,
    today: date | None,
    *,
    needed: bool = True,
    longest: timedelta | None = None,
) -> date | None:
    """
    A day, *today* or later where that is given, and no more than *longest* ahead; None when left empty and not needed.
    """
    value = text(form, name, label, 20, needed=needed)
    if not value:
        return None
    try:
        chosen = date.fromisoformat(value)
    except ValueError:
        raise BadForm(f"{label}：“{value}”不是日期，请按2026-12-31的格式填写。") from None
    if today is not None and chosen < today:
        raise BadForm(f"{label}：{chosen}已经过去，请填写今天或以后的日期。")
    if longest is not None and today is not None and chosen - today > longest:
        raise BadForm(f"{label}：{chosen}过远，最迟{today + longest}；到期后仍需要的，届时可以再次填写。")
    return chosen


def local_path(value: object, otherwise: str = "/") -> str:
    """*value* if it is an address of ours and nobody else's, else *otherwise*."""
    if not isinstance(value, str) or len(value) > 2000 or not value.startswith("/"):
        return otherwise
    if value.startswith(("//", "/\\")) or not value.isprintable() or "\\" in value:
        return otherwise
    try:
        parts = urlsplit(value)
    except ValueError:
        return otherwise
    return otherwise if parts.scheme or parts.netloc else value


def _clean(form: FormData, name: str) -> str:
    value = form.get(name, "")
    if not isinstance(value, str):
        raise BadForm("此处不接受文件。")
    return "".join(one if one.isprintable() or one in "\r\n" else " " for one in value)


def _measured(value: str, label: str, longest: int, needed: bool) -> str:
    if needed and not value:
        raise BadForm(f"请填写{label}。")
    if len(value) > longest:
        raise BadForm(f"{label}过长：{len(value)}字，最多{longest}字。")
    return value
