"""Personal numbers that nobody should publish (隐私泄露): found by their check digits, shown masked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

#: A list of so many mobile numbers is one of people, not a contact.
PHONES_OF_A_LIST = 5
_ID = re.compile(r"(?<![0-9A-Za-z])(\d{17}[0-9Xx])(?![0-9A-Za-z])")
_PHONE = re.compile(r"(?<![0-9A-Za-z-])(1[3-9]\d{9})(?![0-9A-Za-z-])")
_CARD = re.compile(r"(?<![0-9A-Za-z])((?:62|60|43|45|52|35|37)\d{2}[ ]?\d{4}[ ]?\d{4}[ ]?\d{4}(?:[ ]?\d{1,3})?)(?![0-9A-Za-z])")  # fmt: skip
#: What every personal number holds; a text without it is left alone at once.
_LONG = re.compile(r"\d{11}|\d{4} \d{4}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
#: The first two digits of an identity number: provinces, 台湾 and 港澳.
_PROVINCES = frozenset(
    [*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71, 81, 82, 83]
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalNumber:
    """One number, masked before it leaves this file."""

    kind: str  #: id | phone | card
    masked: str
    sentence: str  #: the words around it, every personal number in them masked


def personal_numbers(text: str, today: date) -> Iterator[PersonalNumber]:
    """
    Identity numbers (公民身份号码) and bank cards whose check digits are right, and lists of mobile numbers, in *text*.

    One mobile number is a contact; so many as make a list are told, each once.
    """
    clean = masked_text(text, today)
    phones = list(dict.fromkeys(found[1] for found in _PHONE.finditer(text)))
    for kind, pattern in (("id", _ID), ("card", _CARD), ("phone", _PHONE)):
        if kind == "phone" and len(phones) < PHONES_OF_A_LIST:
            continue
        reported: set[str] = set()
        for found in pattern.finditer(text):
            number = found[1]
            if number in reported or not _is(kind, number, today):
                continue
            reported.add(number)
            start, end = max(0, found.start() - 20), min(len(text), found.end() + 20)
            around = " ".join(clean[start:end].split())
            yield PersonalNumber(kind=kind, masked=mask(number), sentence=around)


def masked_text(text: str, today: date) -> str:
    """*text* of the same length with every personal number masked, mobile numbers too."""
    if not _LONG.search(text):
        return text
    for kind, pattern in (("id", _ID), ("card", _CARD), ("phone", _PHONE)):
        text = pattern.sub(
            lambda found, kind=kind: mask(found[1]) if _is(kind, found[1], today) else found[0],  # type: ignore[misc]
            text,
        )
    return text


def mask(number: str) -> str:
    """The number with all but its first three and last two signs hidden, of the same length."""
    return number[:3] + "*" * (len(number) - 5) + number[-2:]


def _is(kind: str, number: str, today: date) -> bool:
    return {
        "id": lambda: is_identity_number(number, today),
        "card": lambda: is_card_number(number, today),
    }.get(kind, lambda: True)()


def is_identity_number(number: str, today: date) -> bool:
    """Whether *number* is an identity number: a province, a day of birth that was, and the check digit (GB 11643)."""
    return _has_birthday(number, today) and has_check_digit(number)


def has_check_digit(number: str) -> bool:
    """Whether the last sign of an eighteen-digit number is what GB 11643 says it must be."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == number[17].upper()


def _has_birthday(number: str, today: date) -> bool:
    """Whether the first digits name a province and the middle ones a day of birth that was."""
    if int(number[:2]) not in _PROVINCES:
        return False
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return date(1900, 1, 1) <= born <= today


def is_card_number(number: str, today: date) -> bool:
    """
    Whether *number* is that of a bank card: of UnionPay (62…) 16 to 19 digits, of others 16, with the right check digit (Luhn).

    One that is built like an identity number is a mistyped one of those, whatever its check digit.
    """
    digits = [int(one) for one in number if one.isdigit()]
    longest = 19 if number.startswith("62") else 16
    if not 16 <= len(digits) <= longest or len(set(digits)) < 4:
        return False
    plain = "".join(map(str, digits))
    if len(plain) == 18 and _has_birthday(plain, today):
        return False
    doubled = [
        digit if n % 2 == 0 else (digit * 2 - 9 if digit > 4 else digit * 2)
        for n, digit in enumerate(reversed(digits))
    ]
    return sum(doubled) % 10 == 0
