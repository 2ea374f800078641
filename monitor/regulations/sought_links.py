"""The links that rows ask for (指定入口), which a patrol notes as it meets them: data beside this file."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkTopic:
    """One thing that a row wants linked, and what tells such a link."""

    id: str
    name: str
    words: tuple[str, ...]  #: any of them in what the link says, or in its picture's alternative text
    hosts: tuple[str, ...] = ()  #: or any of them as its address's host
    fields: tuple[str, ...] = ()  #: sought among the links of the page behind it
    collects: bool = False  #: the other government sites that this page leads to are noted


@cache
def link_topics() -> Mapping[str, LinkTopic]:
    """Every topic by its id, in the order of the table."""
    text = resources.files("monitor.regulations").joinpath("sought_links.toml").read_text("utf-8")
    return {
        one["id"]: LinkTopic(
            **{**one, **{key: tuple(one.get(key, ())) for key in ("words", "hosts", "fields")}}
        )
        for one in tomllib.loads(text)["link"]
    }
