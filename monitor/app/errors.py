"""Errors that a command turns into a sentence and an exit status."""


class UsageError(Exception):
    """What was asked for cannot be done; the message says what was expected instead."""
