"""Where words go: results to standard output, progress and complaints to standard error."""

import os
import sys
import tempfile
from errno import EACCES, EDQUOT, EEXIST, EFBIG, EISDIR, ENAMETOOLONG, ENOENT, ENOSPC, ENOTDIR, EPERM, EROFS
from io import BufferedWriter, FileIO, TextIOWrapper
from pathlib import Path
from typing import Any, NoReturn, TextIO

import typer
from rich.console import Console
from rich.text import Text

#: Exit statuses (contract, design 4.2).
DONE, NOT_MEASURED, USAGE, OUR_FAULT, FAILED = 0, 1, 2, 3, 4
#: Standard output, as an error of writing names it.
OUTPUT = "the place that the output goes to"
_NOT_ALLOWED = (EACCES, EPERM, EROFS, ENOTDIR, EISDIR)


def adapt(stream: TextIO | None) -> None:
    """
    Let *stream* take every character: a file or a pipe as UTF-8, which JSON and TOML have to be; a terminal that cannot (GBK) shows `?`.

    Where PYTHONIOENCODING says how, that holds; what its encoding lacks is written as `\\u2717`, unless it says what becomes of that too.
    """
    if not isinstance(stream, TextIOWrapper):
        return
    asked = os.environ.get("PYTHONIOENCODING", "")
    if asked:
        stream.reconfigure(errors=None if ":" in asked else "backslashreplace")
    elif stream.isatty():
        stream.reconfigure(errors="replace")
    else:
        # half a letter in what was asked for (a name of another encoding) is written as `\udcff`
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")


class _Unread(FileIO):
    """
    An output that nobody may read any more (`| head`), or that a full disk may not take: from then on what is written goes nowhere.

    Results that a disk did not take are told once, as an OSError that names `OUTPUT`; complaints have no other place to be told in.
    """

    def write(self, data: Any, /) -> int:
        try:
            return super().write(data) or 0
        except OSError as error:
            os.dup2(os.open(os.devnull, os.O_WRONLY), self.fileno())
            if isinstance(error, BrokenPipeError) or self.fileno() != 1:
                return len(data)
            raise OSError(error.errno, error.strerror, OUTPUT) from None


def outliving(stream: TextIO | None) -> TextIO:
    """
    *stream* for a command that goes on where nobody reads it any more, and ends with its own status; click and rich end it with 1.

    None: it was closed before we began (`>&-`), nobody will read.
    """
    if stream is None:
        return open(os.devnull, "w", encoding="utf-8")
    raw = getattr(getattr(stream, "buffer", None), "raw", getattr(stream, "buffer", None))
    if not isinstance(stream, TextIOWrapper) or not isinstance(raw, FileIO):
        return stream
    return TextIOWrapper(
        BufferedWriter(_Unread(raw.fileno(), "w", closefd=False)),
        stream.encoding, stream.errors, line_buffering=stream.line_buffering, write_through=stream.write_through,
    )  # fmt: skip


class _Results(Console):
    """Tables are fitted to the terminal; a sentence goes on where the terminal folds it, as Chinese has no blanks to fold at."""

    def print(self, *objects: Any, soft_wrap: bool | None = None, **more: Any) -> None:
        super().print(
            *objects, soft_wrap=soft_wrap or all(isinstance(one, str | Text) for one in objects), **more
        )


def out() -> Console:
    """Results. Tables are wide enough in a pipe that few of their cells are folded."""
    return _Results(width=None if sys.stdout.isatty() else 160, highlight=False)


def err() -> Console:
    """Progress and complaints."""
    return Console(stderr=True, highlight=False, soft_wrap=True)


def stop(message: str, status: int = USAGE) -> NoReturn:
    """Say *message* on standard error and leave with *status*."""
    err().print(message, markup=False)
    raise typer.Exit(status)


def cannot_write(asked: object, error: OSError) -> NoReturn:
    """
    Stop as *asked*, or the file in the way, cannot be written: a place wrongly named is wrong usage, a full disk is our own fault.

    Raises *error* again where it says neither.
    """
    if words := no_space(error, asked):
        stop(words, OUR_FAULT)
    if error.errno not in (*_NOT_ALLOWED, ENOENT, EEXIST, ENAMETOOLONG):
        raise error
    place = error.filename2 or error.filename or asked
    stop(f"{place}: cannot be written: {error.strerror}; {_elsewhere(error)}")


def _elsewhere(error: OSError) -> str:
    if error.errno == EISDIR:
        return "name a file in it"
    return "name another place, or run this as the user to whom it belongs"


def cannot_read(asked: Path, error: OSError, wanted: str) -> NoReturn:
    """Stop as the file *asked* for cannot be read; *wanted*: what to name in its place."""
    stop(f"{asked}: cannot be read: {error.strerror}; name {wanted}")


def not_allowed(error: BaseException) -> str:
    """What to do where *error* says that a file or folder may not be written or read; "" where it says something else."""
    if not isinstance(error, OSError) or error.errno not in _NOT_ALLOWED:
        return ""
    place = error.filename2 or error.filename
    return f"{place}: {error.strerror}; {_elsewhere(error)}" if place else ""


def not_utf8(error: BaseException) -> str:
    """What to do where *error* says that a word of the command was typed in another encoding (GBK); "" where it says something else."""
    if not isinstance(error, UnicodeEncodeError):
        return ""
    half = error.object[error.start : error.end]  # as Python keeps bytes that are no UTF-8
    said = next((one for one in sys.argv[1:] if half in one), "")
    shown = said.encode(errors="backslashreplace").decode()
    return (
        f"{shown}: not UTF-8, as everything stored is; set the terminal to UTF-8 and type it anew (a file of such a name: rename it)"
        if said
        else ""
    )


def no_space(error: BaseException, place: object = "") -> str:
    """What to do where *error* says that a disk is full or a file may not grow, *place* the folder that is written to; "" where it says something else."""
    if not isinstance(error, OSError) or error.errno not in (ENOSPC, EDQUOT, EFBIG):
        return ""
    temporary = tempfile.tempdir or "the system's folder"  # not asked for: on a full disk there may be none
    places = [str(place)] if place else []
    if error.errno == EFBIG:
        several = " or ".join([*places, f"{temporary} (temporary files, TMPDIR)"])
        return f"A file in {several} may not grow as large as is needed: raise the limit of file sizes (ulimit -f, LimitFSIZE), or name a place on another disk, and try again"
    return f"No space left on a disk: make room in {' and '.join([*places, f'{temporary} (temporary files, TMPDIR)'])}, and try again"
