"""TLS as browsers take it: verify, else open all the same with a remark, else an old server's ways."""

import asyncio
import ssl
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from probes.http.message import Recording


class Profile(StrEnum):
    """How strictly a connection is made; tried in this order."""

    VERIFY = "verify"
    UNVERIFIED = "unverified"
    LEGACY = "legacy"


@dataclass(frozen=True, slots=True)
class TlsFault:
    """What was wrong with a handshake, and whether a laxer profile could mend it."""

    remark: str
    next: Profile | None


@cache
def context(profile: Profile) -> ssl.SSLContext:
    """The shared context of *profile*: building one costs 20 ms, so nobody builds a second."""
    made = ssl.create_default_context()
    made.set_alpn_protocols(["http/1.1"])
    if profile is Profile.VERIFY:
        return made
    made.check_hostname = False
    made.verify_mode = ssl.CERT_NONE
    if profile is Profile.LEGACY:
        made.options |= getattr(ssl, "OP_LEGACY_SERVER_CONNECT", 0x4)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            made.minimum_version = ssl.TLSVersion.TLSv1
        made.set_ciphers("ALL:@SECLEVEL=0")
    return made


#: OpenSSL's verify codes (X509_V_ERR_…).
_CODES = {
    9: "tls_not_yet_valid",
    10: "tls_expired",
    18: "tls_untrusted",
    19: "tls_untrusted",
    20: "tls_chain_incomplete",
    21: "tls_chain_incomplete",
    62: "tls_wrong_name",
    64: "tls_wrong_name",
    66: "tls_weak",
    67: "tls_weak",
    68: "tls_weak",
}


def fault_of(error: ssl.SSLError, profile: Profile) -> TlsFault:
    """What *error* means and which profile to try next; None when no laxer one can help."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return TlsFault(_CODES.get(error.verify_code, "tls_untrusted"), Profile.UNVERIFIED)
    remark = "tls_legacy"
    return TlsFault(remark, Profile.LEGACY if profile is not Profile.LEGACY else None)


def settled(faults: Sequence[str], recording: Recording) -> tuple[str, ...]:
    """
    Which *faults* stand, now that a handshake has succeeded.

    A server that did send a chain lacks no link: it ends in an authority that nobody here knows. One that agreed on
    TLS 1.3 after all is not old: its first connection merely broke.
    """
    stand = []
    for fault in dict.fromkeys(faults):
        if fault == "tls_chain_incomplete" and recording.certificates_sent > 1:
            stand.append("tls_untrusted")
        elif fault != "tls_legacy" or recording.tls_version != "TLSv1.3":
            stand.append(fault)
    return tuple(stand)


#: A server that keeps silent for so long has not understood.
GM_PATIENCE_S = 2.0
#: A TLCP (国密, GB/T 38636) greeting with the four SM suites: a server that answers it in kind speaks 国密.
GM_HELLO = bytes.fromhex(
    "1601010033" + "0100002f" + "0101" + "00" * 32 + "00" + "0008" + "e011e013e051e053" + "0100"
)


def is_gm_answer(answer: bytes) -> bool:
    """Whether *answer* is a TLCP server hello: a handshake record of version 1.1."""
    return answer[:3] == b"\x16\x01\x01" and answer[5:6] == b"\x02"


async def speaks_gm(address: str, port: int) -> bool:
    """
    Whether the server answers a TLCP (国密) greeting.

    Asked once every profile was refused: a refusal alone would be no evidence, as any broken server refuses.
    """
    try:
        async with asyncio.timeout(GM_PATIENCE_S):
            reader, writer = await asyncio.open_connection(address, port)
            try:
                writer.write(GM_HELLO)
                return is_gm_answer(await reader.readexactly(6))
            finally:
                writer.transport.abort()
    except (OSError, asyncio.IncompleteReadError):  # TimeoutError is an OSError
        return False
