"""Whose article it is: aliases, joint sources, owners of columns; nothing is dropped."""

from datetime import date

from monitor.domain.site import Unit
from monitor.quarter.names import Owner, OwnerBasis, names_of
from tests.every import every

from .cases import CIVIL, UNITS, article, column, site

DAY = date(2026, 8, 1)


@every(
    ("source", "unit"),
    [
        ("示例区民政局", "civil"),
        ("区民政局", "civil"),
        ("来源：区民政局 ", "civil"),
        ("《区民政局》", "civil"),
        ("区 民 政 局", "civil"),
        ("区民政局、盖山镇", "civil"),
        ("某报社 盖山镇", None),
        ("区民政局办公室", None),
        ("新华社", None),
        ("<script>alert(1)</script>", None),
        ("=cmd|' /C calc'!A0", None),
    ],
)
def test_a_printed_source_is_resolved_by_names_and_aliases_only(source: str, unit: str | None) -> None:
    assert names_of(UNITS, [], ["新华社"]).owner(article(DAY, source)).unit == unit


def test_outside_sources_are_told_from_unresolved_ones() -> None:
    names = names_of(UNITS, [], ["新华社"])
    assert names.owner(article(DAY, "新华社")).by is OwnerBasis.OUTSIDE
    assert names.owner(article(DAY, "新华社客户端")) == Owner(OwnerBasis.UNRESOLVED, None, "新华社客户端")


def test_without_a_source_the_one_owner_of_the_columns_counts() -> None:
    names = names_of(UNITS, [site(column("a", unit="civil"), column("b", unit="town"), column("c"))])
    assert names.owner(article(DAY, columns=("a",))) == Owner(OwnerBasis.COLUMN, "civil")
    assert names.owner(article(DAY, columns=("a", "c"))) == Owner(OwnerBasis.COLUMN, "civil")
    assert names.owner(article(DAY, columns=("a", "b"))) == Owner(OwnerBasis.NOBODY)
    assert names.owner(article(DAY, columns=("c",))) == Owner(OwnerBasis.NOBODY)


def test_an_alias_of_two_units_is_nobodys() -> None:
    names = names_of([CIVIL, Unit(id="city", name="福州市民政局", aliases=("民政局",))], [])
    assert names.owner(article(DAY, "民政局")).by is OwnerBasis.UNRESOLVED
    assert names.owner(article(DAY, "区民政局")).unit == "civil"


def test_a_monstrous_source_is_cut() -> None:
    assert len(names_of(UNITS, []).owner(article(DAY, "甲" * 10_000)).name) == 60
