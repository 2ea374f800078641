"""Real reader processes: what hostile pages do to them, and what becomes of everything else meanwhile."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from monitor.domain.timing import SHANGHAI
from probes.wall.base import Inline, ReaderBroke
from probes.wall.pool import Limits, ReadingPool
from tests.probes.wall import readers
from tests.probes.wall.readers import Found

AT = datetime(2026, 11, 20, 9, tzinfo=SHANGHAI)
HOSTILE = {
    readers.endless: "too_costly",
    readers.greedy: "too_costly",
    readers.asleep: "too_costly",
    readers.killed: "too_costly",
    readers.crashes: "reader_broke:sigsegv",
    readers.raises: "reader_broke:valueerror",
}


@pytest.fixture
async def pool() -> AsyncIterator[ReadingPool]:
    """Two readers whose pages may take little."""
    made = ReadingPool(2, Limits(cpu_s=0.3, wall_s=1.0, memory_bytes=1 << 28), preload=())
    yield made
    await made.close()


async def test_a_result_comes_back_as_it_was_made_in_another_process(pool: ReadingPool) -> None:
    found = await pool.read(readers.well, "关于防汛的通知", AT)
    assert isinstance(found, Found)
    assert (found.title, found.on, found.at.tzinfo) == ("关于防汛的通知", AT.date(), SHANGHAI)
    assert found.process != os.getpid()


@pytest.mark.parametrize(("reader", "reason"), HOSTILE.items(), ids=lambda one: getattr(one, "__name__", one))
async def test_one_hostile_page_of_a_batch_is_named_and_every_other_is_read(
    pool: ReadingPool, reader: Callable[[str, datetime], Found], reason: str
) -> None:
    asked = [pool.read(reader if n == 3 else readers.well, str(n), AT) for n in range(20)]
    answers = await asyncio.gather(*asked)
    assert [one.title for one in answers if isinstance(one, Found)] == [str(n) for n in range(20) if n != 3]
    assert isinstance(answers[3], ReaderBroke)
    assert answers[3].reason == reason
    assert pool.given_up == 1


async def test_after_a_page_that_killed_its_reader_a_fresh_one_serves_the_next(pool: ReadingPool) -> None:
    before = await pool.read(readers.well, "before", AT)
    assert isinstance(await pool.read(readers.endless, "hostile", AT), ReaderBroke)
    after = await pool.read(readers.well, "after", AT)
    assert isinstance(before, Found)
    assert isinstance(after, Found)
    assert before.process != after.process


async def test_pages_behind_a_slow_one_are_read_before_it_ends() -> None:
    pool = ReadingPool(1, Limits(cpu_s=60, wall_s=60), preload=())
    hung = asyncio.create_task(pool.read(readers.endless, "hostile", AT))
    behind = await asyncio.gather(*(pool.read(readers.well, str(n), AT) for n in range(10)))
    assert all(isinstance(one, Found) for one in behind)
    assert not hung.done()
    await pool.close()


async def test_closing_ends_the_readers_while_a_page_hangs_and_leaves_no_process() -> None:
    pool = ReadingPool(2, Limits(cpu_s=60, wall_s=60), preload=())
    hung = asyncio.create_task(pool.read(readers.endless, "hostile", AT))
    await pool.read(readers.well, "good", AT)
    processes = pool.processes
    await pool.close()
    with pytest.raises(asyncio.CancelledError):
        await hung
    for one in processes:
        with pytest.raises(ProcessLookupError):
            os.kill(one, 0)
    with pytest.raises(RuntimeError, match="closed"):
        await pool.read(readers.well, "late", AT)


async def test_the_loop_turns_while_every_reader_hangs(pool: ReadingPool) -> None:
    turns = 0

    async def beat() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0.001)

    heart = asyncio.create_task(beat())
    hostile = await asyncio.gather(*(pool.read(readers.endless, str(n), AT) for n in range(3)))
    heart.cancel()
    assert {one.reason for one in hostile if isinstance(one, ReaderBroke)} == {"too_costly"}
    assert turns > 50


async def test_a_signal_is_heard_while_a_page_hangs() -> None:
    pool = ReadingPool(1, Limits(cpu_s=60, wall_s=60), preload=())
    hung = asyncio.create_task(pool.read(readers.endless, "hostile", AT))
    await pool.read(readers.well, "behind it", AT)
    heard, loop = asyncio.Event(), asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGUSR1, heard.set)
    os.kill(os.getpid(), signal.SIGUSR1)
    await heard.wait()
    loop.remove_signal_handler(signal.SIGUSR1)
    assert not hung.done()
    await pool.close()


async def test_pages_are_given_out_once_more_and_answered_once_when_readers_are_slow() -> None:
    pool = ReadingPool(2, Limits(cpu_s=60, wall_s=60, slow_s=0.0), preload=())  # every page counts as slow
    found = await asyncio.gather(*(pool.read(readers.well, str(n), AT) for n in range(60)))
    assert [one.title for one in found if isinstance(one, Found)] == [str(n) for n in range(60)]
    assert pool.given_up == 0
    assert len(pool.processes) <= 4
    await pool.close()


@pytest.mark.parametrize("by_name", [False, True], ids=["by place", "by name"])
async def test_a_page_given_up_is_named_by_its_address_in_the_log(pool: ReadingPool, by_name: bool) -> None:
    address = "http://www.a.gov.cn/tzgg/"
    with capture_logs() as said:
        if by_name:
            await pool.read(readers.raises, title=address, at=AT)
        else:
            await pool.read(readers.raises, address, AT)
    [one] = said
    assert (one["event"], one["page"], one["reason"]) == ("page_given_up", address, "reader_broke:valueerror")


async def test_a_reader_outlives_signals_that_are_meant_for_us(pool: ReadingPool) -> None:
    first = await pool.read(readers.well, "before", AT)
    for one in pool.processes:
        os.kill(one, signal.SIGTERM)
        os.kill(one, signal.SIGINT)
    second = await pool.read(readers.well, "after", AT)
    assert isinstance(first, Found)
    assert isinstance(second, Found)
    assert second.process == first.process


async def test_a_reader_whose_parent_is_gone_ends(pool: ReadingPool) -> None:
    await pool.read(readers.well, "one", AT)
    [reader] = pool._readers
    assert reader.writer is not None
    reader.writer.close()  # as the kernel does for a process that was killed
    assert reader.task is not None
    await reader.task
    assert reader.process.returncode == 0


async def test_a_reader_writes_no_file_and_knows_no_secret(
    pool: ReadingPool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MONITOR_SMTP_PASSWORD", "hidden")
    assert await pool.read(readers.writes_files, str(tmp_path)) == "OSError"
    assert "MONITOR_SMTP_PASSWORD" not in await pool.read(readers.secrets)  # type: ignore[operator]


async def test_what_is_no_result_is_not_believed(pool: ReadingPool) -> None:
    found = await pool.read(readers.smuggles)
    assert isinstance(found, ReaderBroke)
    assert found.reason == "reader_broke:bad_result"
    assert not Path("/tmp/smuggled-through-the-wall").exists()


async def test_readers_that_cannot_start_give_a_reason_and_no_endless_wait() -> None:
    pool = ReadingPool(1, preload=("probes.no_such_module",))
    found = await pool.read(readers.well, "one", AT)
    assert isinstance(found, ReaderBroke)
    assert found.reason == "reader_broke:no_reader"
    assert pool.started == 3
    await pool.close()


async def test_who_no_longer_waits_for_a_page_holds_nobody_up(pool: ReadingPool) -> None:
    tired = asyncio.create_task(pool.read(readers.well, "tired", AT))
    await asyncio.sleep(0)
    tired.cancel()
    assert isinstance(await pool.read(readers.well, "patient", AT), Found)


async def test_without_processes_a_reader_that_raises_is_a_reason_too() -> None:
    found = await Inline().read(readers.raises, "one", AT)
    assert isinstance(found, ReaderBroke)
    assert found.reason == "reader_broke:valueerror"
    assert "Invalid IPv6 URL" in found.detail
    assert "readers.py" in found.detail


@pytest.mark.parametrize(("take_s", "taken"), [(0.0, False), (60.0, True), (None, True)])
async def test_a_result_that_would_hold_the_loop_up_is_left_on_the_other_side(
    take_s: float | None, taken: bool
) -> None:
    pool = ReadingPool(1, Limits(cpu_s=60, wall_s=60, take_s=take_s), preload=())
    many = await pool.read(readers.many_small_things)
    await pool.close()
    assert isinstance(many, list) if taken else many == ReaderBroke("too_costly", "result")


async def test_closing_while_readers_are_being_started_leaves_no_process() -> None:
    pool = ReadingPool(2, preload=())
    asked = [asyncio.create_task(pool.read(readers.well, str(n), AT)) for n in range(8)]
    await asyncio.sleep(0)
    await pool.close()
    assert all(
        isinstance(one, asyncio.CancelledError)
        for one in await asyncio.gather(*asked, return_exceptions=True)
    )
    assert not pool.processes
