"""What browsers open with a warning is opened with a remark; what nobody can open is named."""

import asyncio
import ssl
import warnings
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import trustme

from monitor.demo.lab import Lab, Serve, answer, says
from monitor.domain.reach import Reason
from monitor.domain.timing import SHANGHAI
from probes.http.base import Answer, Fetched, Unreached
from probes.http.fetcher import Fetcher
from probes.http.tls import Profile
from probes.http.transport import VisitTransport

Build = Callable[..., Fetcher]
Contexts = Callable[[Profile], ssl.SSLContext]
LONG_AGO = datetime(2020, 1, 1, tzinfo=SHANGHAI)


@pytest.fixture
def visit(lab: Lab, fetcher_for: Build, contexts: Contexts) -> Callable[..., object]:
    """Visits https://www.site.lab/ as served with that context."""
    lab.names["www.site.lab"] = ["127.0.0.1"]

    async def look(tls: ssl.SSLContext | None, serve: Serve | None = None) -> Answer:
        async with lab.serving("tls", serve or says(answer()), tls=tls) as port:
            loop_time = asyncio.get_running_loop().time
            fetch = fetcher_for(
                ("www.site.lab", port), transport=VisitTransport(loop_time, contexts=contexts)
            )
            return await fetch(f"https://www.site.lab:{port}/", budget_s=2, patient=False)

    return look


def serving_context(cert: trustme.LeafCert, *, chain: bool = True) -> ssl.SSLContext:
    """A server's context; without *chain* it keeps the intermediate to itself."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if chain:
        cert.configure_cert(made)
    else:
        with cert.private_key_pem.tempfile() as key, cert.cert_chain_pems[0].tempfile() as only:
            made.load_cert_chain(only, key)
    return made


async def test_a_sound_certificate_needs_no_remark(visit, authority: trustme.CA) -> None:
    seen = await visit(serving_context(authority.issue_cert("www.site.lab")))
    assert isinstance(seen, Fetched)
    assert seen.remarks == ()
    assert seen.certificate is not None
    assert seen.certificate.names == ("www.site.lab",)
    assert seen.attempts[0].tls_s is not None


@pytest.mark.parametrize(
    ("names", "options", "remark"),
    [
        pytest.param(["www.site.lab"], {"not_before": LONG_AGO, "not_after": LONG_AGO + timedelta(days=90)}, "tls_expired", id="expired"),
        pytest.param(["www.other.lab"], {}, "tls_wrong_name", id="wrong name"),
    ],
)  # fmt: skip
async def test_a_faulty_certificate_is_opened_with_a_remark(visit, authority, names, options, remark) -> None:
    seen = await visit(serving_context(authority.issue_cert(*names, **options)))
    assert isinstance(seen, Fetched)
    assert seen.remarks == (remark,)
    assert [one.reason for one in seen.attempts] == ["tls_failed", "ok"]
    assert seen.certificate is not None


async def test_a_missing_intermediate_is_told_from_an_unknown_authority(visit, authority) -> None:
    leaf = authority.create_child_ca().issue_cert("www.site.lab")
    assert (await visit(serving_context(leaf, chain=False))).remarks == ("tls_chain_incomplete",)
    assert (await visit(serving_context(leaf))).remarks == ()
    stranger = trustme.CA().create_child_ca().issue_cert("www.site.lab")
    assert (await visit(serving_context(stranger))).remarks == ("tls_untrusted",)


def _old_protocol(context: ssl.SSLContext) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1
    context.set_ciphers("ALL:@SECLEVEL=0")


def _no_forward_secrecy(context: ssl.SSLContext) -> None:
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers("AES128-GCM-SHA256")


@pytest.mark.parametrize(
    "weaken", [_old_protocol, _no_forward_secrecy], ids=["TLS 1.0 only", "RSA key exchange only"]
)
async def test_an_old_server_is_opened_in_its_own_way(visit, weaken) -> None:
    authority = trustme.CA(key_type=trustme.KeyType.RSA)
    context = serving_context(authority.issue_cert("www.site.lab", key_type=trustme.KeyType.RSA))
    weaken(context)
    seen = await visit(context)
    assert isinstance(seen, Fetched), seen
    assert "tls_legacy" in seen.remarks


async def test_one_broken_handshake_does_not_make_a_server_old(visit, authority) -> None:
    context = serving_context(authority.issue_cert("www.site.lab"))
    left = [True]

    def break_once(*_: object) -> int | None:
        return ssl.ALERT_DESCRIPTION_HANDSHAKE_FAILURE if left and left.pop() else None

    context.sni_callback = break_once
    seen = await visit(context)
    assert isinstance(seen, Fetched), seen
    assert [one.reason for one in seen.attempts] == ["tls_failed", "ok"]
    assert seen.remarks == ()


async def talks_http(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """An http server on the https port."""
    await reader.read(100)
    writer.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
    await writer.drain()


async def breaks_off(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Drops the connection in mid-handshake."""
    await reader.read(100)
    writer.transport.abort()


async def speaks_only_gm(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A 国密-only server: answers a TLCP greeting in kind and refuses every other."""
    record = await reader.readexactly(5)
    if record[1:3] == b"\x01\x01":
        writer.write(b"\x16\x01\x01\x00\x2a\x02\x00\x00\x26\x01\x01" + b"\1" * 32 + b"\x00\xe0\x13\x00")
    else:
        writer.write(b"\x15\x03\x03\x00\x02\x02\x28")  # alert: handshake_failure
    await writer.drain()
    await asyncio.sleep(0.05)


async def refuses_handshakes(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answers every greeting with an alert: broken, for all that anyone can tell."""
    await reader.readexactly(5)
    writer.write(b"\x15\x03\x03\x00\x02\x02\x28")
    await writer.drain()
    await asyncio.sleep(0.05)


@pytest.mark.parametrize(
    ("serve", "reason"),
    [
        pytest.param(speaks_only_gm, Reason.TLS_GM_ONLY, id="answers only a GM greeting"),
        pytest.param(refuses_handshakes, Reason.TLS_FAILED, id="refuses every greeting"),
        pytest.param(talks_http, Reason.TLS_FAILED, id="plain http on that port"),
        pytest.param(breaks_off, Reason.TLS_FAILED, id="breaks off in the handshake"),
    ],
)
async def test_only_a_greeting_answered_in_kind_proves_gm(visit, serve, reason) -> None:
    seen = await visit(None, serve)
    assert isinstance(seen, Unreached)
    assert seen.reason is reason, seen


async def test_a_tls_server_that_closes_without_notice_is_opened(visit, authority) -> None:
    async def serve(reader, writer) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer().replace(b"Content-Length", b"X-Length"))
        await writer.drain()
        writer.get_extra_info("socket").shutdown(1)

    seen = await visit(serving_context(authority.issue_cert("www.site.lab")), serve)
    assert isinstance(seen, Fetched), seen
