"""Personal numbers are told by their check digits, and never leave unmasked."""

from datetime import date

import pytest

from monitor.patrol.privacy import is_identity_number, masked_text, personal_numbers

TODAY = date(2026, 11, 20)
#: Made up; the last sign of each is its check digit.
GOOD = "35010419900307" + "123"


def checked(first: str) -> str:
    """*first* seventeen digits with their check digit."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return first + "10X98765432"[sum(int(a) * b for a, b in zip(first, weights, strict=True)) % 11]


NUMBER = checked(GOOD)
#: An identity number with a wrong check digit, whose last digit happens to be that of a card.
MISTYPED = next(
    one
    for n in range(100, 999)
    for one in (f"62010119900307{n}{last}" for last in range(10))
    if checked(one[:17]) != one
    and sum(int(d) if i % 2 else sum(divmod(int(d) * 2, 10)) for i, d in enumerate(one)) % 10 == 0
)


def test_an_identity_number_is_told_masked() -> None:
    [found] = personal_numbers(f"申请人王某，身份证号{NUMBER}，住某路1号", TODAY)
    assert (found.kind, found.masked) == ("id", f"350{'*' * 13}{NUMBER[-2:]}")
    assert NUMBER not in found.sentence


@pytest.mark.parametrize(
    "number",
    [
        NUMBER[:-1] + ("0" if NUMBER[-1] != "0" else "1"),  # check digit
        checked("99010419900307123"),  # no province
        checked("35010419901307123"),  # no month
        checked("35010420990307123"),  # not yet born
        "1" + NUMBER,  # part of a longer number
        NUMBER + "5",
        MISTYPED,
    ],
)
def test_what_only_looks_like_one_is_none(number: str) -> None:
    assert list(personal_numbers(f"编号 {number} 见附件", TODAY)) == []


def test_a_number_told_twice_is_one_candidate() -> None:
    assert len(list(personal_numbers(f"{NUMBER}\n{NUMBER}", TODAY))) == 1


def test_one_mobile_number_is_a_contact_and_a_list_of_them_is_not() -> None:
    assert list(personal_numbers("联系人：林某 13800000001", TODAY)) == []
    many = "、".join(f"1380000000{n}" for n in range(5))
    assert {one.kind for one in personal_numbers(many, TODAY)} == {"phone"}


def test_masking_keeps_the_length_and_leaves_nothing_behind() -> None:
    text = f"{NUMBER} 13800000001"
    assert len(masked_text(text, TODAY)) == len(text)
    assert NUMBER[4:14] not in masked_text(text, TODAY)


def test_a_letter_x_is_a_check_digit_in_either_case() -> None:
    with_x = next(one for n in range(100, 999) if (one := checked(f"35010419900307{n}"))[-1] == "X")
    assert is_identity_number(with_x, TODAY)
    assert is_identity_number(with_x.lower(), TODAY)
