"""A damaged record keeps from being told what it is about, and nothing beside it (记录损坏)."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TypeVar

from storage.db.troubles import damage

T = TypeVar("T")
K = TypeVar("K")
V = TypeVar("V")


async def told_of_each(
    wanted: Sequence[T], ask: Callable[[Sequence[T]], Awaitable[Mapping[K, V]]]
) -> tuple[dict[K, V], list[tuple[T, str]]]:
    """
    What *ask* gives for *wanted*, and those of them that a damaged record keeps it from telling of, each with what is said of it.

    Halved until each of these stands alone: a few of thousands cost a few questions more.
    """
    try:
        return dict(await ask(wanted)), []
    except Exception as error:
        if not wanted or not (said := damage(error)):
            raise
        if len(wanted) == 1:
            return {}, [(wanted[0], said)]
    half = len(wanted) // 2
    found, damaged = await told_of_each(wanted[:half], ask)
    more, others = await told_of_each(wanted[half:], ask)
    return found | more, damaged + others


async def told_or_noted(
    wanted: Sequence[str],
    ask: Callable[[Sequence[str]], Awaitable[Mapping[K, V]]],
    damaged: dict[str, str] | None,
) -> dict[K, V]:
    """What `told_of_each` finds; those of which nothing can be told are noted in *damaged*, with what is said of them. None: it is raised."""
    if damaged is None:
        return dict(await ask(wanted))
    found, lost = await told_of_each(wanted, ask)
    damaged.update(lost)
    return found


async def told_apart(damaged: dict[str, str], what: str, ask: Awaitable[T], without: T) -> T:
    """What *ask* gives; where a damaged record keeps it from that, *without*, and *damaged* names *what*."""
    try:
        return await ask
    except Exception as error:
        if not (said := damage(error)):
            raise
        damaged[what] = said
        return without
