"""Content encodings are undone as browsers do, and never beyond a ceiling."""

import gzip
import tracemalloc
import zlib

import pytest

from probes.http.inflate import MOST_LAYERS, MOST_MEMBERS, Broken, NotOffered, TooLarge, inflate
from tests.every import every

PAGE = b"<html>" + b"0123456789" * 500


def _sums_wrong(plain: bytes) -> bytes:
    return gzip.compress(plain)[:-8] + b"\1" * 8


@every(
    ("body", "encoding"),
    [
        pytest.param(PAGE, "", id="as it is"),
        pytest.param(PAGE, "identity", id="identity"),
        pytest.param(gzip.compress(PAGE), "gzip", id="gzip"),
        pytest.param(gzip.compress(PAGE), "X-GZIP", id="x-gzip"),
        pytest.param(zlib.compress(PAGE), "deflate", id="deflate"),
        pytest.param(zlib.compress(PAGE, wbits=-15), "deflate", id="bare deflate"),
        pytest.param(gzip.compress(PAGE[:100]) + gzip.compress(PAGE[100:]), "gzip", id="two members"),
        pytest.param(gzip.compress(PAGE) + b"\0\0junk", "gzip", id="something after the end"),
        pytest.param(gzip.compress(gzip.compress(PAGE)), "gzip, gzip", id="twice"),
        pytest.param(PAGE, "gzip", id="announced, and not so"),
        pytest.param(gzip.compress(PAGE), "deflate", id="gzip called deflate"),
        pytest.param(_sums_wrong(PAGE), "gzip", id="wrong sums"),
        pytest.param(
            _sums_wrong(PAGE[:100]) + gzip.compress(PAGE[100:]), "gzip", id="wrong sums of the first member"
        ),
        pytest.param(
            b"\x1f\x8b\x08\x1e"
            + bytes(6)
            + b"\2\0ab"
            + b"name\0remark\0"
            + b"xx"
            + zlib.compress(PAGE, wbits=-15)
            + b"\1" * 8,
            "gzip",
            id="wrong sums, all flags",
        ),
        pytest.param(zlib.compress(PAGE)[:-4] + b"\1" * 4, "deflate", id="wrong sum of deflate"),
    ],
)
def test_a_page_comes_out(body: bytes, encoding: str) -> None:
    assert inflate(body, encoding, 10_000) == PAGE


def test_a_stream_that_ends_early_gives_what_it_holds() -> None:
    plain = bytes(range(256)) * 40
    held = inflate(gzip.compress(plain, 0)[:5000], "gzip", 20_000)
    assert len(held) > 4000
    assert plain.startswith(held)


def test_a_stream_that_ends_in_its_head_holds_nothing() -> None:
    assert [inflate(b"\x1f\x8b\x08"[:length], "gzip", 100) for length in range(4)] == [b""] * 4


@pytest.mark.parametrize("encoding", ["br", "zstd"])
def test_what_was_not_offered_is_told_as_that(encoding: str) -> None:
    with pytest.raises(NotOffered):
        inflate(b"whatever", encoding, 100)


@pytest.mark.parametrize(
    "body",
    [
        b"\xff\xfe\xfd no stream",
        gzip.compress(PAGE)[:20] + b"\xff" * 100,
        b"\x1f\x8b\x07" + gzip.compress(PAGE)[3:],  # of no deflate
        b"\x08\xff" + b"\xaa" * 400,  # begins nearly as zlib does
    ],
)
def test_what_is_no_stream_is_broken(body: bytes) -> None:
    with pytest.raises(Broken):
        inflate(body, "gzip", 10_000)


@pytest.mark.parametrize(("ceiling", "fits"), [(len(PAGE), True), (len(PAGE) - 1, False)])
@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_the_ceiling_is_exact(encoding: str, ceiling: int, fits: bool) -> None:
    body = gzip.compress(PAGE) if encoding else PAGE
    if fits:
        assert inflate(body, encoding, ceiling) == PAGE
    else:
        with pytest.raises(TooLarge):
            inflate(body, encoding, ceiling)


def test_a_bomb_costs_no_more_than_its_ceiling() -> None:
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packer.compress(b"\0" * 2**20) for _ in range(32)) + packer.flush()
    tracemalloc.start()
    with pytest.raises(TooLarge):
        inflate(bomb, "gzip", 2**20)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 * 2**20


def test_members_and_codings_are_counted() -> None:
    empty = gzip.compress(b"")
    assert inflate(empty * (MOST_MEMBERS - 1) + gzip.compress(PAGE), "gzip", 10_000) == PAGE
    with pytest.raises(Broken, match="members"):
        inflate(empty * (MOST_MEMBERS + 1), "gzip", 10_000)
    with pytest.raises(Broken, match="codings"):
        inflate(PAGE, "gzip, " * MOST_LAYERS + "gzip", 10_000)
    assert inflate(PAGE, "identity, , identity, identity, identity", 10_000) == PAGE


def test_a_long_member_among_short_ones_comes_out_whole() -> None:
    long = bytes(range(256)) * 4000
    body = b"".join(gzip.compress(part, 0) for part in (b"a", long, b"", b"b"))
    assert inflate(body, "gzip", 2_000_000) == b"a" + long + b"b"
    with pytest.raises(TooLarge):
        inflate(body, "gzip", len(long))
