"""No reader raises, whatever it is given: seeded, and bounded; `make fuzz` goes on for longer."""

import gzip
import os
import time
from random import Random

import pytest

from monitor.domain.text import NotJson, load_json
from probes.http.address import absolute, from_header
from probes.http.charset import decode
from probes.http.cookies import cookie_header, keep_cookies
from probes.http.inflate import Broken, TooLarge, inflate
from probes.http.links import join
from probes.http.message import BadMessage, BodyTooLarge, CutShort, HeadTooLarge, Recording, ResponseParser
from tests.every import every
from tests.fuzz.mutate import mutated, mutated_bytes
from tests.fuzz.readers import READERS, SEEDS, TOKENS

#: Seconds of processor time that no small page may cost, far above what any does: only `make fuzz` looks at clocks.
DEAR_S = 2.0
ANSWER = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=gbk\r\nSet-Cookie: a=1; Path=/\r\nX-Fold: a\r\n b\r\nContent-Encoding: gzip\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;x=y\r\n world\r\n0\r\nX-Late: 1\r\n\r\n"
)


@every("name", READERS)
def test_a_reader_takes_every_seed_and_every_bent_one(name: str) -> None:
    rng, read = Random(f"fuzz {name}"), READERS[name]
    for seed in (*SEEDS, "", *TOKENS):
        read(seed)
    for _ in range(80):
        read(mutated(rng))


def test_an_answer_is_read_or_refused_in_a_known_way() -> None:
    rng = Random("answers")
    for _ in range(1500):
        read_answer_bytes(mutated_bytes(ANSWER, rng), rng)


def read_answer_bytes(raw: bytes, rng: Random) -> None:
    """One answer in pieces, and what its header says made of its body."""
    recording = Recording()
    message = ResponseParser(recording, is_head=False, ceiling=100_000)
    step = rng.choice((1, 7, 1000))
    try:
        for at in range(0, len(raw), step):
            message.feed(raw[at : at + step])
        message.end()
    except (BadMessage, CutShort, HeadTooLarge, BodyTooLarge):
        pass
    cookies: dict[str, dict[str, str]] = {}
    keep_cookies(cookies, "www.x.gov.cn", recording.values("set-cookie"))
    assert not set("\r\n\0") & set(cookie_header(cookies, "www.x.gov.cn"))
    decode(recording.body, *recording.values("content-type")[:1])


def test_bodies_are_inflated_and_decoded_or_broken_in_a_known_way() -> None:
    rng = Random("bodies")
    packed = gzip.compress(SEEDS[0].encode("gb18030"))
    for _ in range(600):
        bent = mutated_bytes(packed, rng)
        try:
            plain = inflate(bent, rng.choice(("gzip", "deflate", "gzip, gzip", "x-gzip,deflate")), 100_000)
        except (Broken, TooLarge):
            plain = bent
        label = mutated_bytes(b"text/html; charset=gb2312", rng).decode("latin-1")
        decode(plain, label).text.encode("utf-8")


def test_addresses_and_json_are_read_or_refused_in_a_known_way() -> None:
    rng = Random("addresses")
    for _ in range(1500):
        text = mutated(rng)[: rng.choice((20, 200))]
        bent = "".join(
            rng.choice(("http://", "//", "/", "?", "x.test", ":", "[", "@", text)) for _ in range(5)
        )
        for there in (join("http://www.gov.test/a", bent), absolute("http://www.gov.test/a", bent) or ""):
            assert there == "" or there.startswith(("http://", "https://"))
            assert not set("\r\n\0") & set(there) or there == join("http://www.gov.test/a", bent)
        from_header("http://www.gov.test/a", bent.encode("utf-8", "replace").decode("latin-1"))
        try:
            repr(load_json(mutated(rng))).encode("utf-8")
        except NotJson:
            continue


@pytest.mark.fuzz
def test_for_as_long_as_asked() -> None:
    """`make fuzz`: new faults every time, for FUZZ_SECONDS; prints the seed that a fault can be had again with."""
    seed = os.environ.get("FUZZ_SEED") or os.urandom(8).hex()
    rng = Random(seed)
    until = time.monotonic() + float(os.environ.get("FUZZ_SECONDS", "300"))
    tried = 0
    slowest = (0.0, "")
    while time.monotonic() < until:
        name = rng.choice(list(READERS))
        text = mutated(rng)
        begun = time.process_time()
        try:
            READERS[name](text)
        except Exception as error:
            raise AssertionError(f"FUZZ_SEED={seed}, input {tried}: {name} raised on {text!r}") from error
        took = time.process_time() - begun
        slowest = max(slowest, (took, f"{name} on {text[:300]!r}"))
        assert took < DEAR_S, f"FUZZ_SEED={seed}, input {tried}: {took:.1f} s, {name} on {text!r}"
        read_answer_bytes(mutated_bytes(ANSWER, rng), rng)
        tried += 1
    print(f"\n{tried} bent inputs, none raised; slowest {slowest[0]:.3f} s: {slowest[1]}; FUZZ_SEED={seed}")
