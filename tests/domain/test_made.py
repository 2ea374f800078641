"""Classes that are made quickly are what they were: the same names, defaults and checks, and nobody may change one."""

import copy
import inspect
import pickle
from dataclasses import FrozenInstanceError, InitVar, dataclass, field, fields, replace

import pytest

from monitor.domain.finding import Standing
from monitor.domain.made import quickly_made, replaced
from monitor.domain.verdict import Outcome, PartKind, Verdict, VerdictPart


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """Made as the library makes it."""

    one: int
    two: str = "b"
    many: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.one < 0:
            raise ValueError("below zero")


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Quick:
    """The same, made quickly."""

    one: int
    two: str = "b"
    many: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.one < 0:
            raise ValueError("below zero")


PART = VerdictPart(kind=PartKind.COLUMN, id="news", outcome=Outcome.PASS, evidence=("ob_1",))


def test_a_quick_one_is_what_a_plain_one_is() -> None:
    quick, plain = Quick(one=1), Plain(one=1)
    assert type(quick) is Quick
    assert [getattr(quick, one.name) for one in fields(quick)] == [
        getattr(plain, one.name) for one in fields(plain)
    ]
    assert repr(quick) == repr(plain).replace("Plain", "Quick")
    assert quick.many is not Quick(one=1).many
    assert inspect.signature(Quick) == inspect.signature(Plain)
    for made in (pickle.loads(pickle.dumps(PART)), copy.deepcopy(PART), replace(PART)):
        assert (made, hash(made), type(made)) == (PART, hash(PART), VerdictPart)


@pytest.mark.parametrize("kind", [Plain, Quick])
def test_what_is_refused_of_a_plain_one_is_refused_of_a_quick_one(kind: type[Plain] | type[Quick]) -> None:
    with pytest.raises(TypeError, match="one"):
        kind()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="three"):
        kind(one=1, three=3)  # type: ignore[call-arg]
    with pytest.raises(ValueError, match="below zero"):
        kind(one=-1)
    with pytest.raises(FrozenInstanceError):
        kind(one=1).one = 2  # type: ignore[misc]


def test_a_copy_with_other_values_is_what_the_library_makes_of_it() -> None:
    assert replaced(PART, days_left=3, state="fresh") == replace(PART, days_left=3, state="fresh")
    assert PART.days_left is None
    assert replaced(PART) == PART
    with pytest.raises(ValueError, match="below zero"):
        replaced(Quick(one=1), one=-1)
    with pytest.raises(AttributeError):
        replaced(Quick(one=1), three=3)
    with pytest.raises(FrozenInstanceError):
        replaced(Quick(one=1), one=2).two = "c"  # type: ignore[misc]


@pytest.mark.parametrize("kind", [Verdict, VerdictPart, Standing])
def test_every_field_has_its_place_in_a_quick_class(kind: type[object]) -> None:
    assert set(inspect.signature(kind).parameters) == {one.name for one in fields(kind)}  # type: ignore[arg-type]


def test_only_a_frozen_class_of_named_fields_with_slots_can_be_made_quickly() -> None:
    @dataclass(frozen=True, kw_only=True)
    class NoSlots:
        one: int

    @dataclass(frozen=True, slots=True)
    class InOrder:
        one: int

    @dataclass(slots=True, kw_only=True)
    class Open:
        one: int

    @dataclass(frozen=True, slots=True, kw_only=True, weakref_slot=True)
    class ReferredTo:
        one: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class NameTaken:
        _set: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class HandsOn:
        one: int
        check: InitVar[bool] = False

        def __post_init__(self, check: bool) -> None:
            pass

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Empty:
        pass

    for kind in (NoSlots, InOrder, int, Open, ReferredTo, NameTaken, HandsOn, Empty):
        with pytest.raises(TypeError, match=kind.__name__):
            quickly_made(kind)
