"""The shape of a platform's file, and how platforms are found."""

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformDescription:
    """What the program must know of a platform; its id is its file's name."""

    label: str  #: as screens, mails and reports call it: 微博
    names: tuple[str, ...] = ()  #: what forms and registers call it; capitals for Latin letters
    hosts: tuple[str, ...] = ()  #: where its accounts have their pages: a site's links there lead to accounts
    order: int = 100  #: where it stands in lists
    timeline: bool = True  #: its accounts show posts that anybody can read
    in_shops: bool = False  #: it is offered in app stores (应用商店)
    one_account: bool = True  #: a unit keeps one account there, under its own name
    catch_all: bool = False  #: stands for all platforms without a file


@cache
def discover() -> Mapping[str, PlatformDescription]:
    """Every platform by id, in order: each module of this package without a leading underscore that has a `PLATFORM`."""
    package = importlib.import_module("monitor.domain.platforms")
    found: dict[str, PlatformDescription] = {}
    for module in pkgutil.iter_modules(package.__path__):
        if not module.name.startswith("_"):
            loaded = importlib.import_module(f"{package.__name__}.{module.name}")
            if isinstance(platform := getattr(loaded, "PLATFORM", None), PlatformDescription):
                found[module.name] = platform
    return dict(sorted(found.items(), key=lambda pair: (pair[1].order, pair[0])))
