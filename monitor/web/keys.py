"""Cookies and tokens (密钥): made at random, stored as hashes."""

import hashlib
import secrets


def new_secret() -> str:
    """256 random bits, as a cookie or an Authorization header carries them."""
    return secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """What is stored of a cookie or token: its SHA-256."""
    return hashlib.sha256(secret.encode()).hexdigest()
