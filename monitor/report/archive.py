"""Office files that are the same bytes for the same content: their zip carries no time of writing."""

import io
import zipfile
from collections.abc import Callable

#: The earliest time a zip can state.
NO_TIME = (1980, 1, 1, 0, 0, 0)


def without_times(content: bytes, put: Callable[[bytes], bytes] | None = None, member: str = "") -> bytes:
    """
    The same archive with every member's time set to the same moment, members in their order.

    *put*: what becomes of the content of *member*.
    """
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as new,
    ):
        for info in old.infolist():
            fresh = zipfile.ZipInfo(info.filename, NO_TIME)
            fresh.compress_type, fresh.external_attr, fresh.create_system = (
                zipfile.ZIP_DEFLATED,
                0o600 << 16,
                3,
            )
            inside = old.read(info.filename)
            new.writestr(fresh, put(inside) if put is not None and info.filename == member else inside)
    return target.getvalue()
