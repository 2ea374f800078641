"""The reader's side of the wall: a process that reads page after page, within limits that the kernel keeps."""

import contextlib
import importlib
import json
import os
import pickle
import resource
import signal
import socket
import sys
import time
from collections.abc import Mapping
from typing import Any

from probes.wall.base import ReaderBroke, broke_by, too_costly
from probes.wall.frames import HEAD, MOST_BYTES, READY, frame, result_of

_PAGE = os.sysconf("SC_PAGE_SIZE")
#: A result below this size is taken over in no time.
_SMALL_BYTES = 128 * 1024
#: How much more the kernel favours our parent, whose loop must not wait for what we read.
NICER = 5


def main() -> None:
    """Read what comes in through standard input, a socket, until it closes or this process has grown too large."""
    limits = json.loads(sys.argv[1])
    wire = socket.socket(fileno=0)
    with contextlib.suppress(OSError):
        os.nice(NICER)
    for name in limits["preload"]:
        importlib.import_module(name)
    confine(limits["memory_bytes"])
    wire.sendall(frame(READY, b""))
    while True:
        head = _receive(wire, HEAD.size)
        if len(head) < HEAD.size:
            return
        number, length = HEAD.unpack(head)
        content = _receive(wire, length)
        if len(content) < length:
            return
        result, spent = _within(content, limits)
        del content
        with contextlib.suppress(OSError):  # our parent is gone; the next look for a page says so too
            wire.sendall(frame(number, result))
        if spent or _resident() > limits["grown_bytes"]:
            return  # a fresh one takes over


def confine(memory_bytes: int) -> None:
    """Give up what reading a page needs none of: much memory, files to write, core dumps, others' signals."""
    for kind, most in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # a machine with a lower limit of its own
            resource.setrlimit(kind, (most, most))
    for number in (
        signal.SIGINT,
        signal.SIGTERM,
    ):  # meant for our parent, which closes the socket when it goes
        signal.signal(number, signal.SIG_IGN)
    for number in (signal.SIGPROF, signal.SIGALRM):  # no handler: a C parser would never come to run it
        signal.signal(number, signal.SIG_DFL)


def _within(content: bytes, limits: Mapping[str, Any]) -> tuple[bytes, bool]:
    """The result as it goes back, and whether memory ran out. Past its time the kernel ends this process."""
    signal.setitimer(signal.ITIMER_PROF, limits["cpu_s"])
    signal.setitimer(signal.ITIMER_REAL, limits["wall_s"])
    try:
        return _read(content, limits["take_s"])
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)


def _read(content: bytes, take_s: float | None) -> tuple[bytes, bool]:
    result: Any
    try:
        function, args, kwargs = pickle.loads(content)
        result = function(*args, **kwargs)
        packed = pickle.dumps(result, protocol=5)
        if len(packed) <= MOST_BYTES and not _is_long_to_take(packed, take_s):
            return packed, False
        result = too_costly("result")
    except Exception as error:
        result = broke_by(error)
    del content
    return pickle.dumps(result, protocol=5), result == ReaderBroke("too_costly", "memory")


def _is_long_to_take(packed: bytes, take_s: float | None) -> bool:
    """Whether our parent's loop would stand still over this result: tried here first, where it harms nobody."""
    if take_s is None or len(packed) < _SMALL_BYTES:
        return False
    begun = time.process_time()
    result_of(packed)
    return time.process_time() - begun > take_s


def _receive(wire: socket.socket, length: int) -> bytes:
    """*length* bytes, fewer when the other side is gone."""
    found = bytearray(length)
    view, filled = memoryview(found), 0
    while filled < length:
        try:
            more = wire.recv_into(view[filled:])
        except OSError:
            more = 0
        if not more:
            return b""
        filled += more
    return bytes(found)


def _resident() -> int:
    """Bytes of memory that this process holds; 0 where nobody tells."""
    try:
        with open("/proc/self/statm") as file:
            return int(file.read().split()[1]) * _PAGE
    except (OSError, ValueError, IndexError):
        return 0


if __name__ == "__main__":
    main()
    os._exit(0)  # nothing is left to do, and whoever waits for our end waits no longer than he must
