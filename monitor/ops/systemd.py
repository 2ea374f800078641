"""Tells systemd how the daemon is (sd_notify): ready, alive, stopping. Nothing at all without systemd."""

import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Notifier:
    """
    Speaks to the socket that NOTIFY_SOCKET names; without one, every method does nothing.

    A message that cannot be delivered is dropped: the daemon's work matters more than its announcement.
    """

    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)

    def ready(self) -> None:
        """The daemon is up, or its configuration is read again."""
        self._say("READY=1")

    def watchdog(self) -> None:
        """Still alive. To be said more often than WatchdogSec."""
        self._say("WATCHDOG=1")

    def stopping(self) -> None:
        """On the way out."""
        self._say("STOPPING=1")

    def status(self, text: str) -> None:
        """One line for `systemctl status`."""
        self._say("STATUS=" + " ".join(text.split()))

    @property
    def interval(self) -> timedelta | None:
        """How often to say `watchdog`: half of what systemd waits. None: it does not wait."""
        waits = self.environ.get("WATCHDOG_USEC", "")
        for_us = self.environ.get("WATCHDOG_PID", str(os.getpid())) == str(os.getpid())
        if not (waits.isdecimal() and int(waits) and for_us):
            return None
        return timedelta(microseconds=int(waits)) / 2

    def _say(self, message: str) -> None:
        path = self.environ.get("NOTIFY_SOCKET", "")
        if path[:1] not in ("/", "@"):
            return
        address = "\0" + path[1:] if path.startswith("@") else path  # "@": Linux's abstract names
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as one:
            one.setblocking(False)
            try:
                one.sendto(message.encode("utf-8", "replace"), address)
            except OSError:
                return
