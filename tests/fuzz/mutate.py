"""Pages, feeds and answers bent at random, the same ones for the same seed."""

from random import Random

from tests.fuzz.readers import SEEDS, TOKENS

#: Longer ones are cut: what many bytes cost is another test's.
LONGEST = 6000


def mutated(rng: Random) -> str:
    """One seed, or two in one another, with a few faults."""
    text = rng.choice(SEEDS)
    if rng.random() < 0.1:
        other = rng.choice(SEEDS)
        at = rng.randrange(len(text) + 1)
        text = text[:at] + other + text[at:]
    for _ in range(rng.randint(1, 6)):
        text = _one_fault(text, rng)
    return text[:LONGEST]


def _one_fault(text: str, rng: Random) -> str:
    one, two = sorted((rng.randrange(len(text) + 1), rng.randrange(len(text) + 1)))
    two = min(two, one + 60)
    kind = rng.randrange(7)
    if kind == 0:
        return text[:one] + text[two:]
    if kind == 1:
        return text[:one] + rng.choice(TOKENS) + text[one:]
    if kind == 2:
        return text[:one] + rng.choice(TOKENS) * rng.choice((2, 5, 70)) + text[one:]
    if kind == 3:
        return text[:one] + text[one:two] * rng.choice((2, 3, 30)) + text[two:]
    if kind == 4:
        return text[:one]
    if kind == 5:
        return (
            text[:one]
            + chr(rng.choice((rng.randrange(128), rng.randrange(0x10000), rng.randrange(0x110000))))
            + text[one + 1 :]
        )
    return text[:one] + text[one:two][::-1] + text[two:]


def mutated_bytes(seed: bytes, rng: Random) -> bytes:
    """*seed* with a few bytes changed, left out or doubled."""
    raw = bytearray(seed)
    for _ in range(rng.randint(1, 8)):
        at = rng.randrange(len(raw) + 1)
        kind = rng.randrange(4)
        if kind == 0:
            raw[at:at] = bytes(rng.randrange(256) for _ in range(rng.randint(1, 9)))
        elif kind == 1:
            del raw[at : at + rng.randint(1, 20)]
        elif kind == 2:
            raw[at:at] = raw[max(0, at - 30) : at] * rng.choice((1, 3, 20))
        else:
            raw[at : at + 1] = rng.choice((b"\r", b"\n", b"\0", b" ", b":", b"\xff"))
    return bytes(raw)
