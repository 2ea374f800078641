"""Tables whose rows one test goes through: an item of pytest's own costs more than the work of most rows."""

import functools
import inspect
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

_ROOT = Path(__file__).parents[1]
_Param = type(pytest.param())


def every(
    names: str | Sequence[str],
    rows: Iterable[Any] | Callable[[], Iterable[Any]],
    ids: Iterable[object] | Callable[[Any], object] | None = None,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """
    As `pytest.mark.parametrize`, with rows and ids as it takes them; but one test goes through them all, and names every
    row that fails, with its place and what it says.

    For rows that need nothing fresh: they share what fixtures hand in. No row is skipped or marked: leave it out instead.
    *rows* that take long to be made may be a function, which the test calls.
    """
    wanted = [one.strip() for one in names.split(",")] if isinstance(names, str) else list(names)

    @functools.cache
    def table() -> list[tuple[object, dict[str, Any]]]:
        return list(_rows(wanted, list(rows if hasattr(rows, "__iter__") else rows()), ids))

    if hasattr(rows, "__iter__"):
        table()  # what is no table is refused at once

    def with_rows(test: Callable[..., Any]) -> Callable[..., Any]:
        if inspect.iscoroutinefunction(test):

            @functools.wraps(test)
            async def through(*args: Any, **fixtures: Any) -> None:
                wrong: list[str] = []
                for id, row in table():
                    with _noted(id, ids, row, wrong):
                        await test(*args, **fixtures, **row)
                _tell(wrong, len(table()))
        else:

            @functools.wraps(test)
            def through(*args: Any, **fixtures: Any) -> None:
                wrong: list[str] = []
                for id, row in table():
                    with _noted(id, ids, row, wrong):
                        test(*args, **fixtures, **row)
                _tell(wrong, len(table()))

        asked = inspect.signature(test)
        through.__signature__ = asked.replace(  # type: ignore[attr-defined]
            parameters=[one for name, one in asked.parameters.items() if name not in wanted]
        )
        through.rows = table  # type: ignore[attr-defined]
        return through

    return with_rows


def _rows(
    wanted: list[str], rows: list[Any], ids: Iterable[object] | Callable[[Any], object] | None
) -> Iterator[tuple[object, dict[str, Any]]]:
    """Each row with the id that it brings or is given, if any."""
    if not rows:
        raise ValueError(f"no rows of {wanted}")
    given = list(ids) if ids is not None and not callable(ids) else [None] * len(rows)
    if len(given) != len(rows):
        raise ValueError(f"{len(rows)} rows, {len(given)} ids")
    for row, id in zip(rows, given, strict=True):
        if isinstance(row, _Param):
            if row.marks:
                raise ValueError(f"{row.id or row.values}: a row of `every` has no marks")
            id, values = row.id or id, row.values
        else:
            values = (row,) if len(wanted) == 1 else tuple(row)
        if len(values) != len(wanted):
            raise ValueError(f"{values!r} is no row of {wanted}")
        yield id, dict(zip(wanted, values, strict=True))


def _name(id: object, ids: Any, row: dict[str, Any]) -> str:
    """What a row is called: its id, else what *ids* makes of its values, else those."""
    if id:
        return str(id)
    return "-".join(str((ids(one) if callable(ids) else None) or _short(one)) for one in row.values())


def _short(value: Any) -> str:
    told = value if isinstance(value, str) else getattr(value, "__name__", None) or repr(value)
    return told if len(told) <= 80 else f"{told[:80]}…"


@contextmanager
def _noted(id: object, ids: Any, row: dict[str, Any], wrong: list[str]) -> Iterator[None]:
    """Note what goes wrong with *row*."""
    try:
        yield
    except (Exception, pytest.fail.Exception) as error:
        wrong.append(f"[{_name(id, ids, row)}] {_place(error)}: {type(error).__name__}: {error}")
    except pytest.skip.Exception:
        wrong.append(f"[{_name(id, ids, row)}] skips: leave it out of the table")


def _place(error: BaseException) -> str:
    """The last line of the tests that *error* came through, else the last one of all."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [one for one in frames if Path(one.filename).is_relative_to(_ROOT / "tests")] or frames
    return f"{ours[-1].filename.removeprefix(f'{_ROOT}/')}:{ours[-1].lineno}"


def _tell(wrong: list[str], rows: int) -> None:
    if wrong:
        pytest.fail(f"{len(wrong)} of {rows} rows:\n" + "\n".join(wrong), pytrace=False)
