"""The pages that the law names with the elements that must stand on them (页面要素): data beside this file."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementWords:
    """One element that a page must carry, and what names it there."""

    id: str
    name: str
    words: str  #: a regular expression
    named: bool = False  #: its name alone is enough; else text must stand under it


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPage:
    """One page that a row names (要素页面)."""

    id: str
    name: str
    link: str  #: words of a link that leads there, as a regular expression
    element: tuple[ElementWords, ...] = ()


@cache
def element_pages() -> Mapping[str, NamedPage]:
    """Every page by its id, in the order of the table."""
    said = tomllib.loads(
        resources.files("monitor.regulations").joinpath("element_pages.toml").read_text("utf-8")
    )
    return {
        one["id"]: NamedPage(
            **{**one, "element": tuple(ElementWords(**each) for each in one.get("element", ()))}
        )
        for one in said["page"]
    }
