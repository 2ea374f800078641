"""Frozen dataclasses of many fields that are made by the hundred thousand: much of what a rule costs was the making of them."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

T = TypeVar("T")

#: What makes a copy with other values, by class.
_COPIES: dict[type[Any], Callable[[Any, dict[str, Any]], Any]] = {}


@contextmanager
def collector_rests() -> Iterator[None]:
    """No garbage is looked for meanwhile: for work that makes many things at once, none of them in a cycle."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def quickly_made(cls: type[T]) -> type[T]:
    """
    Have *cls*, a frozen dataclass with slots and named fields, made at a third of the time. TypeError for any other class.

    The same names, defaults and checks as before. A frozen class sets each of its fields by a call; here they are set while
    the new object is one of a twin class, with the same slots and not frozen. No class may extend *cls*.
    """
    asked: Any = cls.__init__
    if not is_dataclass(cls) or cls.__bases__ != (object,) or "__slots__" not in vars(cls):
        raise TypeError(f"{cls.__name__} is no dataclass with slots, or extends another class")
    names = [one.name for one in fields(cls)]
    frozen = cls.__dataclass_params__.frozen  # type: ignore[attr-defined]
    if not frozen or any(name.startswith("_") for name in vars(cls)["__slots__"]):
        raise TypeError(
            f"{cls.__name__} is not frozen, can be referred to weakly or has names with an underscore"
        )
    # itself, then each field by name and nothing else: what only __post_init__ is handed is no field
    if not names or asked.__code__.co_argcount > 1 or list(asked.__code__.co_varnames[1:]) != names:
        raise TypeError(f"{cls.__name__} has fields that are not named when it is made")
    twin = type(cls.__name__, (), {"__slots__": vars(cls)["__slots__"]})
    known: dict[str, Any] = {"_set": object.__setattr__, "_new": object.__new__, "_twin": twin, "_cls": cls}
    values = {name: name for name in names}
    for one in fields(cls):
        if callable(one.default_factory):
            known[f"_make_{one.name}"], known["_none"] = one.default_factory, asked.__kwdefaults__[one.name]
            values[one.name] = f"_make_{one.name}() if {one.name} is _none else {one.name}"
    check = [" self.__post_init__()"] if hasattr(cls, "__post_init__") else []
    made = [
        f"def __init__(self, *, {', '.join(names)}):",
        " _set(self, '__class__', _twin)",
        *(f" self.{name} = {values[name]}" for name in names),
        " self.__class__ = _cls",
        *check,
        "def _copy(one, changes):",
        " self = _new(_twin)",
        *(f" self.{name} = one.{name}" for name in names),
        " for name, value in changes.items(): setattr(self, name, value)",
        " self.__class__ = _cls",
        *check,
        " return self",
    ]
    exec("\n".join(made), known)  # as the library makes its own, the names of the fields put in
    init: Any = known["__init__"]
    init.__kwdefaults__, init.__annotations__ = asked.__kwdefaults__, asked.__annotations__
    init.__qualname__, init.__module__ = asked.__qualname__, cls.__module__
    cls.__init__ = init  # type: ignore[method-assign]
    _COPIES[cls] = known["_copy"]
    return cls


def replaced(one: T, /, **changes: Any) -> T:
    """*one*, of a class that is `quickly_made`, with other values: as `dataclasses.replace`. AttributeError for no field of it."""
    copied: T = _COPIES[type(one)](one, changes)
    return copied
