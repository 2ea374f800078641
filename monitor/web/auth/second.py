"""One-time passwords (动态口令, RFC 6238) and recovery codes: pure, but for the chance that makes them."""

import hashlib
import hmac
import secrets
from datetime import datetime

import pyotp
import segno

#: Seconds that one code is for.
STEP_S = 30
#: A telephone's clock may be so many steps off, either way.
DRIFT = 1
#: Recovery codes given at once.
CODES = 10
#: What recovery codes are written with: nothing that looks like something else.
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def new_totp_secret() -> str:
    """160 random bits in base32."""
    return pyotp.random_base32()


def enrolment(secret: str, name: str, centre: str) -> str:
    """The address that an authenticator app reads (otpauth://…)."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=f"{centre}监测")


def qr(address: str) -> str:
    """*address* as a QR code: SVG to stand in a page, black on white in every colour scheme."""
    return segno.make(address, error="m").svg_inline(
        scale=5, border=4, dark="#000", light="#fff", title="动态口令二维码"
    )


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """The 30 s that *code* is for, when it is one of *secret* and near enough to *now*; else None."""
    plain = "".join(code.split())
    if len(plain) != 6 or not plain.isascii() or not plain.isdigit():
        return None
    made, current = pyotp.TOTP(secret), int(now.timestamp()) // STEP_S
    found = None
    for step in range(current - DRIFT, current + DRIFT + 1):
        if hmac.compare_digest(made.generate_otp(step), plain):
            found = step
    return found


def new_codes() -> list[str]:
    """Recovery codes, as they are shown once: `ABCDE-FGHJK`."""
    one = [["".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(2)] for _ in range(CODES)]
    return ["-".join(halves) for halves in one]


def code_digest(person: str, code: str) -> str:
    """What is stored of a recovery code; 50 random bits behind a limited door need no slow hash."""
    plain = "".join(one for one in code.upper() if one.isalnum())
    return hashlib.sha256(f"recovery\n{person}\n{plain}".encode()).hexdigest()
