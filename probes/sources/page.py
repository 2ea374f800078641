"""Any page that lists an account's posts, read as a column's listing is read."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from monitor.domain.content import ListState, Post, TimelineState
from monitor.domain.observation import Listing, Timeline
from monitor.domain.site import Account, Column, ListSource, Site
from probes.base import Tools
from probes.columns import read_column
from probes.sources._source import FoundPosts, PostSource, short, timeline

_STATES = {
    ListState.BLANK: TimelineState.EMPTY,
    ListState.UNREADABLE: TimelineState.UNREADABLE,
    ListState.UNREACHED: TimelineState.UNREACHED,
    ListState.ALIVE: TimelineState.UNREADABLE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`source = {kind = "page", …}`; *list* as under a column."""

    kind: str = "page"
    url: str
    list: dict[str, Any] = field(default_factory=dict)
    allowed_hosts: tuple[str, ...] = ()
    complete: bool = False
    private: bool = False  #: its addresses may be in the inner network (内网)


async def read(account: Account, options: Options, tools: Tools) -> AsyncIterator[FoundPosts]:
    """One reading of the list page."""
    names = {key: value for key, value in options.list.items() if key in ListSource.__dataclass_fields__}
    column = Column(
        id="posts", name=account.name, url=options.url, list=ListSource(**names) if names else None
    )
    site = Site(
        id=account.id, name=account.name, url=options.url, edition=account.edition, allowed_hosts=options.allowed_hosts
    )  # fmt: skip
    look = await read_column(site, column, tools)
    facts = posts_of(look.facts, complete=options.complete)
    yield FoundPosts(facts=facts, exchanges=look.exchanges, refused=look.facts.reason.startswith("blocked"))


def posts_of(listing: Listing, *, complete: bool) -> Timeline:
    """A listing as a timeline."""
    if listing.state is not ListState.ITEMS:
        return Timeline(
            state=_STATES[listing.state], reason=listing.reason or listing.state.value, through="page"
        )
    posts = [
        Post(title=short(item.title), url=item.url, on=item.on, pinned=item.pinned) for item in listing.items
    ]
    return timeline(posts, complete=complete, through="page")


SOURCE = PostSource(Options, read)
