"""In which order a round looks at its subjects (巡检次序): those of one server one after the other, the longest unseen first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from monitor.domain.timing import day_of


def by_server(
    subjects: Iterable[str], server_of: Mapping[str, str], seen: Mapping[str, datetime]
) -> list[tuple[str, ...]]:
    """
    The ids of *subjects*, those that share a server together, each server's longest unseen one first.

    Servers of which somebody was left out in the last round come first, so that a night goes on where the one before
    ended; of the others the one that carries most: it takes longest, one page after the other. *server_of*: by subject;
    one that is not in it shares with nobody. *seen*: when a round last looked at each; never comes before all.
    """
    lines: dict[str, list[str]] = {}
    for one in subjects:
        lines.setdefault(server_of.get(one, f"of {one}"), []).append(one)
    for line in lines.values():
        line.sort(key=lambda one: _moment(seen.get(one)))
    ordered = sorted(lines.values(), key=lambda line: (_day(seen.get(line[0])), -len(line)))
    return [tuple(line) for line in ordered]


def in_batches(lines: Sequence[Sequence[str]], size: int) -> Iterator[tuple[str, ...]]:
    """*lines* joined to batches of at least *size* subjects, the last one smaller; no line is cut, so no server is in two."""
    batch: list[str] = []
    for line in lines:
        batch += line
        if len(batch) >= size:
            yield tuple(batch)
            batch = []
    if batch:
        yield tuple(batch)


def _moment(seen: datetime | None) -> float:
    return seen.timestamp() if seen else float("-inf")


def _day(seen: datetime | None) -> int:
    return day_of(seen).toordinal() if seen else 0
