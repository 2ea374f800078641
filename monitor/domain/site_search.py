"""What one look found of a site's own search (站内搜索): queries of titles that the site published, and what came back."""

from dataclasses import dataclass

from monitor.domain.observation import Fact
from monitor.domain.page_marks import MarkState


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchTrial:
    """One query of the draw (检索试查): `present` it came back among the first results, `absent` the results lack it."""

    sort: str  #: exact | wrong_character | pinyin | word
    query: str
    wanted: str  #: the title or word that a result must bear
    state: MarkState
    place: int | None = None  #: from 1, among the results
    why: str = ""  #: not told: challenge, no_results_read, http_status …


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchLook(Fact):
    """One look at a search (检索试查). Its part says whose: site or services."""

    kind = "search_look"
    label = "检索试查"

    url: str = ""  #: the address asked, with {query}
    state: str  #: read | unreached | challenge | unreadable | not_found | no_titles
    reason: str = ""
    found_by: str = ""  #: configured | form
    seed: str = ""  #: of the draw
    trials: tuple[SearchTrial, ...] = ()
    facets: MarkState = MarkState.NOT_TOLD  #: results stand in kinds (多维分类)
    sorting: MarkState = MarkState.NOT_TOLD  #: their order can be chosen
    suggestions: MarkState = MarkState.NOT_TOLD  #: words are recommended (关键词推荐)
