"""Two halves of a list side by side: all of it is read, or nothing is told; its newest row is never left out."""

from datetime import date

from monitor.domain.content import ListState
from tests.every import every
from tests.probes.pages.test_own_place import CRUMBS, TURNS, look

NEWEST = date(2026, 11, 20)
TOLD, NOT_TOLD = (ListState.ITEMS, 12, NEWEST), (ListState.UNREADABLE, 0, None)
DAYS = range(20, 8, -1)
SIDES = {
    "boxes": ("<div class='left'><ul>", "</ul></div><div class='right'><ul>", "</ul></div>"),
    "boxes of one width": ("<div class='fl w50'><ul>", "</ul></div><div class='fr w50'><ul>", "</ul></div>"),
    "names in pinyin": ("<div class='zuo'><ul>", "</ul></div><div class='you'><ul>", "</ul></div>"),
    "one name": ("<div class='half'><ul>", "</ul></div><div class='half'><ul>", "</ul></div>"),
    "cells": ("<table><tr><td><ul>", "</ul></td><td><ul>", "</ul></td></tr></table>"),
    "lists": ("<ul class='list_l'>", "</ul><ul class='list_r'>", "</ul>"),
}  # fmt: skip


def body(side: str, left: range, right: range, turns: str = "", day: str = "2026-11-{:02d}") -> str:
    one, between, end = SIDES[side]
    written = (
        "".join(
            f"<li><a href='/art/c_73{n:02d}.html'>关于第{n}批公租房分配结果的公示</a><i>{day.format(n)}</i></li>"
            for n in half
        )
        for half in (left, right)
    )
    return f"{CRUMBS}<div class='z'>{one}{next(written)}{between}{next(written)}{end}</div>{turns}"


@every(("side", "turns"), [(side, turns) for side in SIDES for turns in ("", TURNS)])
def test_the_right_half_goes_on_with_the_left(side: str, turns: str) -> None:
    assert look(body(side, DAYS[:6], DAYS[6:], turns)) == TOLD


@every(("side", "turns"), [(side, turns) for side in SIDES for turns in ("", TURNS)])
def test_rows_that_alternate_are_one_list_or_none(side: str, turns: str) -> None:
    assert look(body(side, DAYS[::2], DAYS[1::2], turns)) in (TOLD, NOT_TOLD)


@every(("side", "turns"), [(side, turns) for side in SIDES for turns in ("", TURNS)])
def test_a_newer_half_on_the_right_is_never_left_out(side: str, turns: str) -> None:
    for left, right in ((DAYS[6:], DAYS[:6]), (DAYS[1::2], DAYS[::2]), (DAYS[9:], DAYS[:9])):
        assert look(body(side, left, right, turns))[2] in (NEWEST, None)
        assert look(body(side, left, right, turns, "11-{:02d}"))[2] is None


@every("turns", ["", TURNS])
def test_rows_on_top_of_a_newer_list_are_not_told_as_the_list(turns: str) -> None:
    rows = [
        f"<li><a href='/art/2026/11/{n}/art_12_{n}45.html'>关于第{n}批公租房分配结果的公示</a><i>2026-11-{n:02d}</i></li>"
        for n in DAYS
    ]
    menu = "<div><h3>政务公开</h3><ul><li><a href='/zwgk/ld/'>领导之窗</a></li><li><a href='/zwgk/tzgg/'>通知公告</a></li></ul></div>"
    html = f"{CRUMBS}{menu}<div class='z'><ul class='top'>{''.join(rows[9:])}</ul><ul class='list'>{''.join(rows[:6])}</ul>{turns}</div>"
    assert look(html)[2] in (NEWEST, None)
