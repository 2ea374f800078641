"""Trouble that may pass is waited out; what never will is raised at once."""

import errno
import sqlite3
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from storage.db.retry import is_transient, with_retry

LOCKED = OperationalError("INSERT", {}, sqlite3.OperationalError("database is locked"))


async def no_sleep(seconds: float) -> None:
    return None


@pytest.mark.parametrize(
    ("error", "passing"),
    [
        (LOCKED, True),
        (OperationalError("x", {}, sqlite3.OperationalError("disk I/O error")), True),
        (OperationalError("x", {}, sqlite3.OperationalError("database or disk is full")), True),
        (OperationalError("x", {}, sqlite3.OperationalError("no such table: visit")), False),
        (IntegrityError("x", {}, sqlite3.IntegrityError("UNIQUE")), False),
        (OSError(errno.ENOSPC, "No space left on device"), True),
        (OSError(errno.EACCES, "Permission denied"), False),
        (ConnectionRefusedError(), True),
        (ValueError(), False),
    ],
    ids=[
        "locked",
        "disk error",
        "disk full",
        "no table",
        "not unique",
        "no space",
        "no right",
        "refused",
        "a bug",
    ],
)
def test_which_trouble_passes(error: BaseException, passing: bool) -> None:
    assert is_transient(error) is passing


async def test_it_is_tried_again_until_it_works_and_each_trouble_is_told() -> None:
    told: list[int] = []
    tries = iter([LOCKED, LOCKED, "done"])

    async def call() -> str:
        one = next(tries)
        if isinstance(one, BaseException):
            raise one
        return str(one)

    answer = await with_retry(call, observer=lambda error, attempt: told.append(attempt), sleep=no_sleep)
    assert (answer, told) == ("done", [1, 2])


async def test_patience_ends_and_the_error_stands() -> None:
    async def call() -> None:
        raise LOCKED

    with pytest.raises(OperationalError):
        await with_retry(call, sleep=no_sleep, patience=timedelta(0))


async def test_a_mistake_is_raised_at_once() -> None:
    tries = 0

    async def call() -> None:
        nonlocal tries
        tries += 1
        raise ValueError("wrong")

    with pytest.raises(ValueError, match="wrong"):
        await with_retry(call, sleep=no_sleep)
    assert tries == 1
