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
    rows: Iterable[Any],
    ids: Iterable[object] | Callable[[Any], object] | None = None,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """
    As `pytest.mark.parametrize`, with rows and ids as it takes them; but one test goes through them all, and names every
    row that fails, with its place and what it says.

    For rows that need nothing fresh: they share what fixtures hand in. No row is skipped or marked: leave it out instead.
    """
    wanted = [one.strip() for one in names.split(",")] if isinstance(names, str) else list(names)
    table = list(_named(wanted, list(rows), ids))

    def with_rows(test: Callable[..., Any]) -> Callable[..., Any]:
        if inspect.iscoroutinefunction(test):

            @functools.wraps(test)
            async def through(*args: Any, **fixtures: Any) -> None:
                wrong: list[str] = []
                for name, row in table:
                    with _noted(name, wrong):
                        await test(*args, **fixtures, **row)
                _tell(wrong, len(table))
        else:

            @functools.wraps(test)
            def through(*args: Any, **fixtures: Any) -> None:
                wrong: list[str] = []
                for name, row in table:
                    with _noted(name, wrong):
                        test(*args, **fixtures, **row)
                _tell(wrong, len(table))

        asked = inspect.signature(test)
        through.__signature__ = asked.replace(  # type: ignore[attr-defined]
            parameters=[one for name, one in asked.parameters.items() if name not in wanted]
        )
        through.rows = len(table)  # type: ignore[attr-defined]
        return through

    return with_rows


def _named(
    wanted: list[str], rows: list[Any], ids: Iterable[object] | Callable[[Any], object] | None
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each row by its name: its own id, else that of *ids*, else its values."""
    given = list(ids) if ids is not None and not callable(ids) else [None] * len(rows)
    if len(given) != len(rows):
        raise ValueError(f"{len(rows)} rows, {len(given)} ids")
    for row, id in zip(rows, given, strict=True):
        own = None
        if isinstance(row, _Param):
            if row.marks:
                raise ValueError(f"{row.id or row.values}: a row of `every` has no marks")
            own, values = row.id, row.values
        else:
            values = (row,) if len(wanted) == 1 else tuple(row)
        if len(values) != len(wanted):
            raise ValueError(f"{values!r} is no row of {wanted}")
        said = [(ids(one) if callable(ids) else None) or _short(one) for one in values]
        yield str(own or id or "-".join(map(str, said))), dict(zip(wanted, values, strict=True))


def _short(value: Any) -> str:
    told = value if isinstance(value, str) else getattr(value, "__name__", None) or repr(value)
    return told if len(told) <= 80 else f"{told[:80]}…"


@contextmanager
def _noted(name: str, wrong: list[str]) -> Iterator[None]:
    """Note what goes wrong with the row called *name*."""
    try:
        yield
    except (Exception, pytest.fail.Exception) as error:
        wrong.append(f"[{name}] {_place(error)}: {type(error).__name__}: {error}")
    except pytest.skip.Exception:
        wrong.append(f"[{name}] skips: leave it out of the table")


def _place(error: BaseException) -> str:
    """The last line of the tests that *error* came through, else the last one of all."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [one for one in frames if Path(one.filename).is_relative_to(_ROOT / "tests")] or frames
    return f"{ours[-1].filename.removeprefix(f'{_ROOT}/')}:{ours[-1].lineno}"


def _tell(wrong: list[str], rows: int) -> None:
    if wrong:
        pytest.fail(f"{len(wrong)} of {rows} rows:\n" + "\n".join(wrong), pytrace=False)
