"""Office files that are the same bytes for the same content: their zip carries no time of writing."""

import io
import shutil
import zipfile
from collections.abc import Callable
from typing import IO

#: The earliest time a zip can state.
NO_TIME = (1980, 1, 1, 0, 0, 0)


def without_times(content: bytes, put: Callable[[bytes], bytes], member: str) -> bytes:
    """
    The same archive with every member's time set to the same moment, members in their order.

    *put*: what becomes of the content of *member*.
    """
    target = io.BytesIO()
    copy_without_times(io.BytesIO(content), target, put, member)
    return target.getvalue()


def copy_without_times(
    source: IO[bytes], target: IO[bytes], put: Callable[[bytes], bytes] | None = None, member: str = ""
) -> None:
    """The same from file to file: no member stands in memory, but the one that *put* is for."""
    with (
        zipfile.ZipFile(source) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as new,
    ):
        for info in old.infolist():
            fresh = zipfile.ZipInfo(info.filename, NO_TIME)
            fresh.compress_type, fresh.external_attr, fresh.create_system = (
                zipfile.ZIP_DEFLATED,
                0o600 << 16,
                3,
            )
            if put is not None and info.filename == member:
                new.writestr(fresh, put(old.read(info)))
                continue
            fresh.file_size = info.file_size
            with old.open(info) as inside, new.open(fresh, "w") as place:
                shutil.copyfileobj(inside, place, 2**16)
