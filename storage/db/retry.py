"""Waits out a database that is locked or gone for a while, and a disk that is full (等待存储恢复)."""

import asyncio
import errno
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception,
    stop_after_delay,
    wait_exponential,
)

Answer = TypeVar("Answer")

#: How long a save is tried again before it is given up.
PATIENCE = timedelta(minutes=10)
_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS)


def is_transient(error: BaseException) -> bool:
    """Whether *error* may pass by itself: no connection, a lock, a full disk. A statement that is wrong never does."""
    if isinstance(error, DBAPIError):
        words = str(error.orig).lower()
        return error.connection_invalidated or (type(error).__name__ in ("OperationalError", "InterfaceError") and (
            "no such" not in words and "syntax" not in words
        ))  # fmt: skip
    return isinstance(error, PoolTimeout | ConnectionError) or (
        isinstance(error, OSError) and error.errno in _DISK
    )


async def with_retry(
    call: Callable[[], Awaitable[Answer]],
    *,
    observer: Callable[[BaseException, int], None] = lambda error, attempt: None,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    patience: timedelta = PATIENCE,
) -> Answer:
    """
    What *call* gives, tried again with growing waits (up to 30 s) while the store has trouble that may pass.

    *observer* hears of each trouble. The last error is raised when it lasts longer than *patience*.
    """

    failed: list[BaseException] = []
    try:
        return await call()
    except Exception as error:
        if not is_transient(error):
            raise
        failed.append(error)

    async def again() -> Answer:
        if failed:  # the first try, which was made already
            raise failed.pop()
        return await call()

    def tell(state: RetryCallState) -> None:
        if state.outcome is not None and (error := state.outcome.exception()) is not None:
            observer(error, state.attempt_number)

    async for attempt in AsyncRetrying(
        retry=retry_if_exception(is_transient),
        wait=wait_exponential(multiplier=0.5, max=30),
        stop=stop_after_delay(patience),
        sleep=sleep,
        before_sleep=tell,
        reraise=True,
    ):
        with attempt:
            return await again()
    raise AssertionError("tenacity ends by an answer or an error")
