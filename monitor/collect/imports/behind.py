"""A file of somebody else's read behind the wall (导入文件): its rows come out, or one sentence that says what to do."""

from collections.abc import Iterator
from pathlib import Path

from monitor.collect.imports.rows import FileError, ImportedRow, read_rows
from probes.wall.base import ReaderBroke, Wall
from probes.wall.pool import Limits

#: What one file may take: a year of a district's articles takes 20 s and 300 MB. [DEC]
#: Nothing else is done by the loop of a command that takes its rows over.
LIMITS = Limits(cpu_s=120.0, wall_s=600.0, memory_bytes=1536 * 1024 * 1024, take_s=None)


def rows_of(path: str, explained: tuple[str, ...]) -> tuple[list[ImportedRow], str]:
    """Every row of the file, and why it cannot be read at all ("": it can)."""
    try:
        return list(read_rows(Path(path), explained)), ""
    except FileError as error:
        return [], str(error)


async def rows_behind(wall: Wall, path: Path, explained: tuple[str, ...] = ()) -> Iterator[ImportedRow]:
    """`read_rows` behind *wall*. Raises FileError when the file cannot be opened, or takes more than a file may."""
    found = await wall.read(rows_of, str(path), explained)
    if isinstance(found, ReaderBroke) and found.reason.endswith(":no_reader"):
        raise FileError(
            f"{path}: not imported: the process that reads it did not start (the log above says why); run this as the user to whom "
            "the program belongs"
        )
    if isinstance(found, ReaderBroke):
        raise FileError(
            f"{path}: not imported: reading it takes more time or memory than any such table should "
            f"({found.reason}); copy the rows that are needed into a new workbook, or save them as CSV"
        )
    rows, wrong = found
    if wrong:
        raise FileError(wrong)
    return iter(rows)
