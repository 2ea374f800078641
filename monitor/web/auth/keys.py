"""Cookies and tokens (密钥): made at random, stored as hashes."""

import base64
import hashlib
import hmac
import secrets


def new_secret() -> str:
    """256 random bits, as a cookie or an Authorization header carries them."""
    return secrets.token_urlsafe(32)


def masked(secret: str) -> str:
    """
    *secret* as a page shows it: another text each time.

    Pages are compressed and repeat what the address asks; the length of many answers must not spell a token.
    """
    plain = secret.encode()
    pad = secrets.token_bytes(len(plain))
    return base64.urlsafe_b64encode(pad + _mixed(pad, plain)).decode()


def is_masked(value: str, secret: str) -> bool:
    """Whether *value* is *secret* as some page showed it."""
    try:
        both = base64.urlsafe_b64decode(value.encode())
    except ValueError:
        return False
    half = len(both) // 2
    return len(both) == 2 * len(secret.encode()) and hmac.compare_digest(
        _mixed(both[:half], both[half:]), secret.encode()
    )


def _mixed(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


def digest_of(secret: str) -> str:
    """What is stored of a cookie or token: its SHA-256."""
    return hashlib.sha256(secret.encode()).hexdigest()
