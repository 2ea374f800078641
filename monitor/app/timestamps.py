"""Time stamps over the chain of records (时间戳, RFC 3161): asked for nightly, packed, and checked anywhere. Needs the extra `timestamp`."""

import hashlib
import importlib.util
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from monitor.app.runtime import Runtime
from monitor.domain.chain_stamp import ChainStamp
from monitor.domain.observation import Observation
from monitor.domain.sentence import Text
from monitor.domain.timing import SHANGHAI
from probes.http.base import Fetched
from storage.access import chain
from storage.observations.stamps import newest_stamp

#: Seconds within which an authority must answer.
WAIT_S = 20.0
#: Observations of the chain belong to no site and no account.
NOBODY = ""
MISSING = "needs the extra: pip install 'gov-monitor[timestamp]'"


class StampError(Exception):
    """A time stamp that was not given, or does not hold; the message says what, in English."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamped:
    """What a token says, its signature not looked at."""

    at: datetime  #: in Shanghai
    imprint: bytes  #: what was stamped, hashed
    algorithm: str  #: dotted name of the hash


def is_there() -> bool:
    """Whether the extra `timestamp` is installed."""
    return importlib.util.find_spec("rfc3161_client") is not None


async def stamp_head(runtime: Runtime) -> Text | None:
    """
    Have the newest link stamped by `[evidence] timestamp_url` and keep the token; gives what was done, in few words.

    None where no authority is configured or the newest link is stamped. Raises StampError.
    """
    said = runtime.watch.settings.evidence
    if not said.timestamp_url:
        return None
    if not is_there():
        raise StampError(MISSING)
    async with runtime.store.database.read() as connection:
        head = await chain.head(connection)
        before = await newest_stamp(connection)
        # what the stamp before brought with it is one link, and no reason for another stamp
        if head is None or (before is not None and head.number <= before.facts.number + 1):
            return None
    question, nonce = _question(head.hash)
    answer = await runtime.fetch(
        said.timestamp_url, method="POST", body=question, budget_s=WAIT_S, attempts=2, accept="any", patient=False,
        headers={"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"},
    )  # fmt: skip
    if not isinstance(answer, Fetched):
        detail = getattr(answer, "detail", "") or getattr(answer, "reason", "")
        raise StampError(f"{said.timestamp_url}: {detail}")
    stamped = read_token(answer.body)
    if stamped.imprint != imprint_of(head.hash):
        raise StampError(f"{said.timestamp_url}: stamped something else than it was asked to")
    roots = roots_in(Path(said.timestamp_roots)) if said.timestamp_roots else None
    if roots is not None:
        verify_token(answer.body, head.hash, roots, nonce)
    facts = ChainStamp(
        number=head.number,
        hash=head.hash,
        stamped_at=stamped.at,
        token=b64encode(answer.body).decode(),
        url=said.timestamp_url,
    )
    look = Observation(
        subject=NOBODY, part=str(head.number), at=runtime.clock(), facts=facts, exchanges=answer.exchanges
    )
    await runtime.store.save([look])
    unsure = Text("duty_done.stamp_unsure") if roots is None else None
    at = f"{stamped.at:%Y-%m-%d %H:%M:%S}"
    return Text("duty_done.stamped", {"number": head.number, "at": at, "unsure": unsure})


def imprint_of(hash: str) -> bytes:
    """What is stamped of the link of that *hash*: SHA-256 over its ASCII letters."""
    return hashlib.sha256(hash.encode()).digest()


def read_token(token: bytes) -> Stamped:
    """What *token* says. Raises StampError where it is none, or refused."""
    from rfc3161_client import PKIStatus, decode_timestamp_response

    try:
        found = decode_timestamp_response(token)
        status = PKIStatus(found.status)
        if status is not PKIStatus.GRANTED:
            raise StampError(f"the authority refused: {status.name} {' '.join(found.status_string)}".strip())
        info = found.tst_info
        at = info.gen_time if info.gen_time.tzinfo else info.gen_time.replace(tzinfo=UTC)
        imprint = info.message_imprint
        return Stamped(
            at=at.astimezone(SHANGHAI),
            imprint=bytes(imprint.message),
            algorithm=imprint.hash_algorithm.dotted_string,
        )
    except StampError:
        raise
    except Exception as error:  # whatever its parser says of bytes that somebody else wrote
        raise StampError(f"no time stamp: {type(error).__name__}: {error}") from error


def roots_in(path: Path) -> Sequence[Any]:
    """The certificates in the PEM file *path*. Raises StampError where there are none."""
    from cryptography.x509 import load_pem_x509_certificates

    try:
        return load_pem_x509_certificates(path.read_bytes())
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise StampError(f"{path}: no readable certificates (PEM): {why}") from error


def verify_token(token: bytes, hash: str, roots: Sequence[Any], nonce: int | None = None) -> None:
    """Hold *token* over the link of that *hash* against *roots*, as of its own time. Raises StampError where it does not hold."""
    from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response

    try:
        verifier = VerifierBuilder(roots=[*roots], nonce=nonce).build()
        verifier.verify(decode_timestamp_response(token), imprint_of(hash))
    except (VerificationError, ValueError) as error:
        raise StampError(str(error)) from error


def token_of(stamp: ChainStamp) -> bytes:
    """The token as the authority sent it. Raises StampError where what is stored is none."""
    try:
        return b64decode(stamp.token, validate=True)
    except ValueError as error:
        raise StampError(f"not Base64: {error}") from error


def _question(hash: str) -> tuple[bytes, int | None]:
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    request = TimestampRequestBuilder().data(hash.encode()).hash_algorithm(HashAlgorithm.SHA256).build()
    return request.as_bytes(), request.nonce


def stamp_says(
    stamp: ChainStamp, links: Mapping[int, str], roots: Sequence[Any] | None
) -> tuple[bool | None, str]:
    """
    Whether *stamp* holds, and what to say of it in Chinese; None: it cannot be told here.

    *links*: the hashes of the links at hand, by number. *roots*: certificates that are trusted; None: nobody gave any.
    """  # fmt: skip
    place = f"记录链第{stamp.number}环"
    if links.get(stamp.number) != stamp.hash:
        return False, f"时间戳与{place}不符：该环不在证据包内，或校验值不同"
    if not is_there():
        return None, f"有{place}的时间戳，本机未安装 gov-monitor[timestamp]，未核对"
    try:
        token = token_of(stamp)
        found = read_token(token)
        if found.imprint != imprint_of(stamp.hash):
            return False, f"时间戳所盖的内容不是{place}"
        if found.at != stamp.stamped_at:
            return False, "时间戳载明的时间与监测记录所存的不同"
    except StampError:
        return False, f"{place}的时间戳已改动或不可读"
    when = f"{found.at:%Y-%m-%d %H:%M:%S}（北京时间）"
    if roots is None:
        return (
            None,
            f"时间戳载明{when}，内容与{place}相符；未给出时间戳机构的根证书（--tsa-roots），签名未核对",
        )
    try:
        verify_token(token, stamp.hash, roots)
    except StampError:
        return False, f"{place}的时间戳不是由所给根证书认可的机构签发，或签名已改动"
    return True, f"时间戳有效：{when}{place}已经存在，该环及之前的记录此后未改动"
