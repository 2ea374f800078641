"""From an exception to the closed reason behind it."""

import asyncio
import socket
import ssl

import httpx

from monitor.domain.reach import Reason
from probes.http.message import BadMessage, BodyTooLarge, CutShort, HeadTooLarge, Recording

#: What a request can end in, besides an answer.
RequestError = (httpx.HTTPError, HeadTooLarge, BodyTooLarge)


def reason_of(error: Exception, recording: Recording) -> tuple[Reason, bool]:
    """The reason behind *error*, and whether a second try may help."""
    if isinstance(error, HeadTooLarge):
        return Reason.BAD_RESPONSE, False
    if isinstance(error, BodyTooLarge):
        return Reason.TOO_LARGE, False
    causes = _causes(error)
    for kind, reason in _KINDS:
        if any(isinstance(cause, kind) for cause in causes):
            return reason, True
    if any(isinstance(cause, CutShort) for cause in causes):
        return (Reason.RESET if recording.status is None else Reason.TRUNCATED), True
    if isinstance(error, httpx.TimeoutException):
        return Reason.HEADER_TIMEOUT, False
    if isinstance(error, httpx.RemoteProtocolError):
        return (Reason.BAD_RESPONSE if recording.status is None else Reason.TRUNCATED), True
    if isinstance(error, httpx.ConnectError):
        return Reason.NO_ROUTE, True
    return Reason.RESET, True


_KINDS: tuple[tuple[type[Exception] | tuple[type[Exception], ...], Reason], ...] = (
    (BadMessage, Reason.BAD_RESPONSE),
    (ConnectionRefusedError, Reason.REFUSED),
    ((ConnectionResetError, BrokenPipeError, ConnectionAbortedError), Reason.RESET),
    (TimeoutError, Reason.CONNECT_TIMEOUT),
    (socket.gaierror, Reason.NAME_NOT_FOUND),
)


def tls_error(error: Exception) -> ssl.SSLError | None:
    """The TLS error behind *error*; a server that hangs up in mid-handshake counts as one."""
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLError):
            return cause
        if isinstance(cause, ConnectionError | asyncio.IncompleteReadError):
            return ssl.SSLError("the server hung up during the handshake")
    return None


def _causes(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in found:
        found.append(cause)
        cause = cause.__cause__ or cause.__context__
    return found
