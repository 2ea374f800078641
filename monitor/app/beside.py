"""What is written beside the place that it takes in the end (旁写): made there, or told as of that place."""

from collections.abc import Iterator
from contextlib import contextmanager
from errno import ENOTDIR
from pathlib import Path


@contextmanager
def place_beside(target: Path) -> Iterator[Path]:
    """The folder of *target*, made where it is not there. Raises OSError that names *target*, not what was made up beside it."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield target.parent
    except (FileExistsError, FileNotFoundError):  # a file stands where the folder should, or none can be made
        raise NotADirectoryError(ENOTDIR, "no folder can be made there", str(target)) from None
    except OSError as error:
        error.filename = str(target)
        raise
