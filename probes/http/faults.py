"""From an exception to the closed reason behind it."""

import asyncio
import errno
import socket
import ssl

import httpx

from monitor.domain.reach import Reason
from probes.http.message import BadMessage, BodyTooLarge, CutShort, HeadTooLarge, Recording

#: What a request can end in, besides an answer.
RequestError = (httpx.HTTPError, HeadTooLarge, BodyTooLarge)

#: What our own machine says when it cannot ask: no descriptor, memory, port or address family is left, its firewall forbids.
_OUR_OWN = frozenset(
    {
        errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ENOBUFS, errno.EADDRNOTAVAIL,
        errno.EAFNOSUPPORT, errno.EPERM, errno.EACCES, errno.ENETDOWN,
    }
)  # fmt: skip


def lookup_reason(error: OSError | UnicodeError) -> Reason:
    """The reason behind a name that was not looked up. A name service that gives no answer now may give one later."""
    if not isinstance(error, OSError):
        return Reason.NAME_NOT_FOUND
    if not isinstance(error, socket.gaierror) or error.errno in (socket.EAI_SYSTEM, socket.EAI_MEMORY):
        return Reason.OFFLINE
    return Reason.DNS_TIMEOUT if error.errno == socket.EAI_AGAIN else Reason.NAME_NOT_FOUND


def reason_of(error: Exception, recording: Recording) -> tuple[Reason, bool]:
    """The reason behind *error*, and whether a second try may help."""
    if isinstance(error, HeadTooLarge):
        return Reason.BAD_RESPONSE, False
    if isinstance(error, BodyTooLarge):
        return Reason.TOO_LARGE, False
    causes = _causes(error)
    if any(map(_is_our_own, causes)):
        return Reason.OFFLINE, True
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


def _is_our_own(cause: BaseException) -> bool:
    if not isinstance(cause, OSError) or isinstance(cause, ssl.SSLError):  # OpenSSL has numbers of its own
        return False
    return cause.errno in _OUR_OWN


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
