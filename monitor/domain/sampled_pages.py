"""A seeded sample of a site's pages (抽查页面): their page tags, design, and where their logins lead."""

from dataclasses import dataclass

from monitor.domain.observation import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class SampledPage:
    """One page of the sample, or why it was not read."""

    url: str
    sort: str  #: home | column | article | board
    state: str = "read"  #: read | unreached | unreadable
    reason: str = ""
    tags: tuple[str, ...] = ()  #: page tags (页面标签) of its sort that stand there, filled
    tags_missing: tuple[str, ...] = ()  #: of those that its sort must bear, missing or empty
    tags_wrong: tuple[str, ...] = ()  #: `PubDate:2026-01-02`: its content differs from what the page shows
    floats: int = 0  #: floating boxes (悬浮框) that the page's own markup tells
    floats_without_close: int = 0
    adverts: tuple[str, ...] = ()  #: hosts of advertisers whose frames or scripts stand there
    shares: bool = False  #: an entry to pass it on (转载分享)
    prompts_leaving: bool = False  #: outside links are announced (离开提示)
    outside_links: int = 0
    load_s: float = 0.0
    bytes: int = 0  #: of the document alone


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginLink:
    """One login of the sample's pages, followed to its end."""

    page: str
    url: str  #: "" where a script opens it
    ends_at: str = ""  #: host at which it ended; "" not followed, or not opened
    state: str  #: expected | elsewhere | script | unreached


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSample(Fact):
    """One look at a seeded sample of a site's pages (抽查页面)."""

    kind = "page_sample"
    label = "抽查页面"

    state: str  #: read | unreached
    seed: str = ""  #: of the draw: the same seed draws the same of the same pages
    pages: tuple[SampledPage, ...] = ()
    logins: tuple[LoginLink, ...] = ()
    sign_on: tuple[str, ...] = ()  #: hosts at which a login is expected to end
