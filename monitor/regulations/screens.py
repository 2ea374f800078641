"""Which screens of the patrol are ground for signing which clause (签字参考): data in `screens.toml`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from monitor.domain.patrol import ScreenId


@cache
def screens_by_rule() -> Mapping[str, tuple[ScreenId, ...]]:
    """By rule id, the screens whose candidates a person should know of who signs it; none: the patrol tells nothing of it."""
    text = resources.files("monitor.regulations").joinpath("screens.toml").read_text("utf-8")
    return {id: tuple(map(ScreenId, names)) for id, names in tomllib.loads(text).items()}
