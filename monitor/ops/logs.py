"""Logs: one JSON object a line for the daemon, readable lines for a person; secrets never reach either."""

import contextlib
import logging
import re
import sys
import traceback
from collections.abc import Callable, Collection, Iterator, Mapping, MutableMapping
from dataclasses import fields, is_dataclass
from typing import Any, TextIO

import structlog

from monitor.domain.timing import Clock
from storage.db.engine import StoreError, parse

#: Longer values and tracebacks are cut: a page may hold anything.
LONGEST_VALUE, LONGEST_TRACEBACK = 2_000, 20_000
#: How deep lists and tables inside a value are followed.
DEEPEST = 6
HIDDEN = "***"

#: Libraries that speak of every job and every request; only what they complain of is kept.
QUIET = (
    "apscheduler",
    "uvicorn.access",
    "uvicorn.error",
    "httpx",
    "httpcore",
    "alembic",
    "asyncio",
    "aiosmtplib",
)

_SECRET_KEY = re.compile(r"(passw(or)?d|secret|token|cookie|authorization|api_?key|dsn)s?$", re.IGNORECASE)
_LOGIN = re.compile(r"(?<=://)([^\s/@:]*):[^\s/@]+@")
#: What could end a line or move a terminal's cursor, and what no encoding can write.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_BREAK = re.compile(r"[\n\t]")

Event = MutableMapping[str, Any]


def plain_logs(stream: Callable[[], TextIO]) -> None:
    """
    Readable lines on the *stream* of the moment, for a single command.

    A fault is its traceback alone: structlog would print the values of every variable beside it where rich is
    installed, secrets too, and takes seconds to lay them out.
    """
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.StackInfoRenderer(),
            structlog.dev.set_exc_info,
            structlog.processors.TimeStamper(fmt="%Y-%m-%d %H:%M:%S", utc=False),
            structlog.dev.ConsoleRenderer(
                colors=stream().isatty(), exception_formatter=structlog.dev.plain_traceback
            ),
        ],
        logger_factory=structlog.PrintLoggerFactory(_WhileHeard(stream)),  # type: ignore[arg-type]  # all that it uses
    )


class _WhileHeard:
    """Writes to the *stream* of the moment. Where nobody reads it any more (`2>&1 | head`), the work that logs goes on."""

    def __init__(self, stream: Callable[[], TextIO]) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        with contextlib.suppress(OSError):
            self._stream().write(text)

    def flush(self) -> None:
        with contextlib.suppress(OSError):
            self._stream().flush()


def configure_logs(stream: TextIO, *, json: bool, secrets: Collection[str] = (), clock: Clock) -> None:
    """
    Send every log line of this process to *stream*, those of the standard library's loggers too.

    *json*: one object a line, with `ts` (+08:00), `level`, `event` and the fields of the event. *secrets*:
    values that are masked wherever they stand (see `secrets_of`); values under a key that names a secret
    are masked in any case. Calling it again replaces what stood before.
    """
    finish = _Finish(tuple(sorted((one for one in secrets if one), key=len, reverse=True)), clock)
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    colours = not json and stream.isatty()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.ExtraAdder()],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _explain,
                finish,
                structlog.processors.JSONRenderer(ensure_ascii=False) if json else _Readable(colours),
            ],
        )
    )
    _replace_handlers(handler)


def secrets_of(configuration: Any, environ: Mapping[str, str], *addresses: str) -> frozenset[str]:
    """
    The values that must never be printed: of each environment variable that a `*_env` setting names, and
    the passwords in *addresses* (database URLs).
    """
    found = {environ.get(name, "") for name in _named_variables(configuration)}
    for address in addresses:
        try:
            url = parse(address)
        except StoreError:
            continue
        found |= {str(one) for one in (url.password, url.query.get("password")) if one}
    return frozenset(found - {""})


def _named_variables(value: Any) -> Iterator[str]:
    """The environment variables named by keys that end in `_env`, wherever they stand."""
    if is_dataclass(value) and not isinstance(value, type):
        value = {one.name: getattr(value, one.name) for one in fields(value)}
    if isinstance(value, Mapping):
        for key, one in value.items():
            if str(key).endswith("_env"):
                yield from [one] if isinstance(one, str) else one or ()
            else:
                yield from _named_variables(one)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _named_variables(one)


def _replace_handlers(handler: logging.Handler) -> None:
    """One handler at the root; libraries that brought their own are sent through it."""
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        library = logging.getLogger(name)
        library.handlers, library.propagate = [], True
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)  # the daemon says which job overlapped
    logging.captureWarnings(True)


def _explain(_logger: Any, _method: str, event: Event) -> Event:
    """A raised error becomes `exception`: the traceback, its end when it is long."""
    raised = event.pop("exc_info", None)
    if raised is True:
        raised = sys.exc_info()
    if isinstance(raised, BaseException):
        raised = (type(raised), raised, raised.__traceback__)
    if isinstance(raised, tuple) and raised[0] is not None:
        event["exception"] = "".join(traceback.format_exception(*raised)).rstrip()[-LONGEST_TRACEBACK:]
    return event


class _Finish:
    """Time first, then level and event, then the fields; each harmless and without secrets."""

    def __init__(self, secrets: tuple[str, ...], clock: Clock) -> None:
        self._secret = re.compile("|".join(map(re.escape, secrets))) if secrets else None
        self._clock = clock

    def __call__(self, _logger: Any, _method: str, event: Event) -> Event:
        event.pop("color_message", None)  # uvicorn's own
        level, text = event.pop("level", "info"), event.pop("event", "")
        traced = event.pop("exception", None)
        done: dict[str, Any] = {"ts": self._clock().isoformat(timespec="milliseconds"), "level": level}
        done["event"] = self._plain(text)
        done |= {self._text(str(key)): self._named(str(key), one) for key, one in sorted(event.items())}
        if traced is not None:
            done["exception"] = _CONTROL.sub("?", self._hide(str(traced)))
        return done

    def _named(self, key: str, value: Any, depth: int = 0) -> Any:
        return HIDDEN if _SECRET_KEY.search(key) and value not in (None, "") else self._plain(value, depth)

    def _plain(self, value: Any, depth: int = 0) -> Any:
        if value is None or isinstance(value, bool | int | float):
            return value
        if depth < DEEPEST and isinstance(value, Mapping):
            return {self._text(str(key)): self._named(str(key), one, depth + 1) for key, one in value.items()}
        if depth < DEEPEST and isinstance(value, tuple | list | set | frozenset):
            return [self._plain(one, depth + 1) for one in value]
        return self._text(value if isinstance(value, str) else str(value))

    def _text(self, value: str) -> str:
        hidden = _BREAK.sub(" ", _CONTROL.sub("?", self._hide(value)))
        return hidden if len(hidden) <= LONGEST_VALUE else hidden[:LONGEST_VALUE] + "…"

    def _hide(self, text: str) -> str:
        if self._secret is not None:
            text = self._secret.sub(HIDDEN, text)
        return _LOGIN.sub(rf"\1:{HIDDEN}@", text)


class _Readable:
    """`09:00:00 warning  visit_failed  site=portal reason=reset`, and the traceback below it."""

    _COLOURS: Mapping[str, str] = {"warning": "\x1b[33m", "error": "\x1b[31m", "critical": "\x1b[1;31m"}

    def __init__(self, colours: bool) -> None:
        self._colours = colours

    def __call__(self, _logger: Any, _method: str, event: Event) -> str:
        moment, level, text = event.pop("ts"), event.pop("level"), event.pop("event")
        traced = event.pop("exception", None)
        colour = self._COLOURS.get(level, "") if self._colours else ""
        line = f"{moment[11:19]} {colour}{level:<8}{chr(27) + '[0m' if colour else ''} {text}"
        if event:
            line += "  " + " ".join(f"{key}={_quoted(value)}" for key, value in event.items())
        return f"{line}\n{traced}" if traced else line


def _quoted(value: Any) -> str:
    text = str(value)
    return f'"{text}"' if not text or " " in text else text
