"""Errors that a command turns into a sentence and an exit status."""


class UsageError(Exception):
    """What was asked for cannot be done; the message says what was expected instead."""


class ClockError(Exception):
    """Our own clock is wrong; the message says by how much, and what to do."""
