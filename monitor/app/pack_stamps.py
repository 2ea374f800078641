"""The time stamp of an evidence pack (证据包中的时间戳): which token goes along, and what checking says of it."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from monitor.app.timestamps import StampError, stamp_says, token_of
from monitor.domain.chain_stamp import ChainStamp
from storage.observations.stamps import link_of_verdict, links_at_hand, stamps

#: The token as the authority sent it, for any other program that reads such.
TOKEN = "timestamp.tsr"


def write_token(stamp: ChainStamp, folder: Path) -> None:
    """The token as a file of its own."""
    (folder / TOKEN).write_bytes(token_of(stamp))


async def stamps_say(
    connection: Any, folder: Path, verdict: int, roots: Sequence[Any] | None, *, unbroken: bool
) -> list[tuple[bool | None, str]]:
    """
    What the stamps in a pack's store say, each whether it holds (None: cannot be told) and in Chinese.

    *verdict*: the number of the verdict packed. *roots*: certificates that are trusted; None: nobody gave any. *unbroken*:
    no link is left out, so that a stamp speaks of all before it.
    """
    found, links = await stamps(connection), await links_at_hand(connection)
    holding = await link_of_verdict(connection, verdict)
    said = [
        _one(seen.facts, links, holding, roots, unbroken=unbroken) for seen in found
    ] + list(_file(folder, [seen.facts for seen in found]))  # fmt: skip
    if not found and roots is not None:
        said.append((None, "证据包内没有时间戳"))
    return said


def _one(
    stamp: ChainStamp, links: dict[int, str], holding: int | None, roots: Sequence[Any] | None, *, unbroken: bool
) -> tuple[bool | None, str]:  # fmt: skip
    holds, says = stamp_says(stamp, links, roots)
    if not holds:
        return holds, says
    if holding is None or holding > stamp.number:
        return None, f"{says}；但该判定晚于所盖的环，此时间戳不能证明其时间"
    if not unbroken:
        return None, f"{says}；但本证据包未收入其间所有的环，不能由此核对到该判定"
    return True, says


def _file(folder: Path, found: Sequence[ChainStamp]) -> Iterator[tuple[bool | None, str]]:
    """The token's own file is what the store holds."""
    path = folder / TOKEN
    if not path.is_file():
        return
    try:
        same = any(token_of(one) == path.read_bytes() for one in found)
    except StampError:
        same = False
    if not same:
        yield False, f"{TOKEN}与监测记录所存的时间戳不同"
