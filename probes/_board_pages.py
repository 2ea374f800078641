"""The pages of a board one after another (留言翻页): back to a day, to what is known, or to the end."""

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import date

from monitor.domain.content import BoardState, Message
from monitor.domain.observation import BoardReading, Exchange
from monitor.domain.site import Board, Site
from probes.base import Tools
from probes.boards._adapter import BoardAdapter, discover
from probes.http.base import Fetched, Unreached
from probes.http.links import join
from probes.pages.readings import BoardPage, board_page, total_in
from probes.wall.base import ReaderBroke

#: Boards that show chosen letters only: their list proves nothing complete.
_SELECTED = re.compile(r"选登|精选|选摘|摘登|典型案例|热点(?:问题|留言)|常见问题|queryFineOrSelection=1")


@dataclass(slots=True)
class Pages:
    """What paging through a board gave."""

    state: BoardState = BoardState.UNREACHED
    found: dict[str, Message] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)  #: messages on each page read
    totals: list[int] = field(default_factory=list)  #: the board's own count on each page that states one
    days: list[date] = field(default_factory=list)  #: days of submission, in list order
    stopped: str = ""  #: end | bound | known; "" when it broke off
    reason: str = ""
    statistics_url: str = ""
    exchanges: list[Exchange] = field(default_factory=list)

    @property
    def is_ordered(self) -> bool:
        """Whether the list runs from new to old, so that older pages hold nothing newer."""
        return all(one >= two for one, two in zip(self.days, self.days[1:], strict=False))

    @property
    def total(self) -> int | None:
        """The board's own count, if it states one and did not change while it was read."""
        return self.totals[0] if self.totals and len(set(self.totals)) == 1 else None


async def turn_pages(
    site: Site, board: Board, tools: Tools, *, since: date, known: Set[str] = frozenset(), limit: int
) -> Pages:
    """
    Read *board* page by page until all of a page was submitted before *since* (bound), a page holds only *known*
    messages (known), or the list ends. A board that shows its list in a frame of its own site is read there. Breaks off, with the reason, when a page cannot be read or after *limit*.
    """
    pages = Pages()
    url: str | None = board.url
    for number in range(1, limit + 1):
        found = await _page(site, board, tools, number, url, since, pages)
        if found is None:
            return pages
        page = found.reading
        if page.state is not BoardState.MESSAGES:
            if number == 1 and found.framed:
                url = found.framed
                continue
            return _without_messages(pages, page, framed=number > 1 and not pages.found)
        pages.state = BoardState.MESSAGES
        new = [one for one in page.messages if one.id not in pages.found]
        _add(pages, page)
        if known and all(one.id in known for one in page.messages):
            pages.stopped = "known"
            return pages
        if not new:
            pages.stopped, pages.reason = (
                ("end", "") if pages.total == len(pages.found) else ("", "page_repeats")
            )
            return pages
        days = [one.submitted for one in page.messages if one.submitted]
        if days and len(days) == len(page.messages) and max(days) < since and pages.is_ordered:
            pages.stopped = "bound"
            return pages
        url = _next(board, found.following, pages)
        if url is None:
            pages.stopped = "end"
            return pages
    pages.reason = "page_limit"
    return pages


def judge_complete(pages: Pages, board: Board, since: date) -> tuple[bool, date | None, str]:
    """
    Whether every message since a day is in *pages*, that day (None: the very first), and why not.

    Proved by the board's own total: all read and as many found; or read in unbroken pages, from new to old,
    past *since*. `complete = true` in the board's options is the owner's word that the list shows every message.
    """
    covers = since if pages.stopped == "bound" or _asks_by_day(board) else None
    if not pages.stopped:
        return False, covers, pages.reason
    if board.options.get("complete") is True:
        return True, covers, ""
    if is_selected(board):
        return False, covers, "selected_letters"
    total, count = pages.total, len(pages.found)
    if total is None:
        return False, covers, "total_changed" if pages.totals else "no_total"
    if pages.stopped == "end":
        return total == count, covers, "" if total == count else f"total_not_met:{count}/{total}"
    unbroken = sum(pages.rows) == count <= total and len(set(pages.rows[:-1])) <= 1
    return unbroken, covers, "" if unbroken else "pages_overlap"


def is_selected(board: Board) -> bool:
    """Whether the board shows chosen letters only (选登), by its options, name or address."""
    adapter = adapter_of(board)
    return (
        board.options.get("selected") is True
        or (adapter is not None and adapter.is_selected(board.options))
        or (
            board.options.get("selected") is None
            and _SELECTED.search(f"{board.name} {board.url}") is not None
        )
    )


def adapter_of(board: Board) -> BoardAdapter | None:
    """The adapter that the configuration names. Raises KeyError for one that does not exist."""
    name = board.options.get("adapter")
    return None if name is None else discover()[str(name)]


async def stated_elsewhere(site: Site, board: Board, tools: Tools) -> tuple[int | None, tuple[Exchange, ...]]:
    """The count on a statistics page (`total_url`, `total_pattern`), where the configuration names one."""
    if "total_url" not in board.options:
        return None, ()
    answer = await tools.fetch(
        join(board.url, str(board.options["total_url"])), allowed_hosts=site.allowed_hosts, accept="any", attempts=2
    )  # fmt: skip
    if not isinstance(answer, Fetched):
        return None, answer.exchanges
    pattern = board.options.get("total_pattern")
    total = await tools.wall.read(total_in, answer.text, str(pattern) if pattern else None)
    return None if isinstance(total, ReaderBroke) else total, answer.exchanges


async def _page(
    site: Site, board: Board, tools: Tools, number: int, url: str | None, since: date, pages: Pages
) -> BoardPage | None:
    adapter, now = adapter_of(board), tools.clock()
    if adapter is None:
        answer = await tools.fetch(url or board.url, allowed_hosts=site.allowed_hosts, attempts=2)
    else:
        ask = adapter.request(board.options, board.url, number, since)
        answer = await tools.fetch(
            ask.url, method=ask.method, headers=ask.headers, body=ask.body, accept="any",
            allowed_hosts=site.allowed_hosts, attempts=2,
        )  # fmt: skip
    pages.exchanges += answer.exchanges
    if not isinstance(answer, Fetched):
        why = answer.reason.value if isinstance(answer, Unreached) else "not_modified"
        pages.reason = why if number == 1 else f"page_unreached:{why}"
        return None
    where = answer.final_url if adapter is None else board.url
    page = await tools.wall.read(board_page, answer.text, where, board.options, now, board.id)
    if isinstance(page, ReaderBroke):
        return BoardPage(reading=BoardReading(state=BoardState.UNREADABLE, reason=page.reason))
    return page


def _without_messages(pages: Pages, page: BoardReading, *, framed: bool) -> Pages:
    if framed and page.state is BoardState.BLANK:  # that nothing stands in a frame may be a form's word
        page = replace(page, state=BoardState.UNREADABLE, complete=False, reason="no_board_recognised")
    if pages.found:
        blank = page.state is BoardState.BLANK
        pages.stopped, pages.reason = ("end", "") if blank else ("", f"page_unreadable:{page.reason}")
        return pages
    pages.state, pages.reason = page.state, page.reason
    pages.statistics_url = page.statistics_url
    if page.state is BoardState.BLANK:
        pages.stopped = "end"
        pages.totals += [page.total] if page.total is not None else []
    return pages


def _add(pages: Pages, page: BoardReading) -> None:
    for one in page.messages:
        pages.found.setdefault(one.id, one)
    pages.rows.append(len(page.messages))
    pages.days += [one.submitted for one in page.messages if one.submitted]
    pages.totals += [page.total] if page.total is not None else []
    pages.statistics_url = pages.statistics_url or page.statistics_url


def _next(board: Board, following: str, pages: Pages) -> str | None:
    """The next page's address; an adapter asks by number until all that the total promises was found."""
    if adapter_of(board) is not None:
        if "{page" not in f"{board.options.get('url', '{page}')}{board.options.get('body', '')}":
            return None
        return None if pages.total is not None and len(pages.found) >= pages.total else board.url
    template = board.options.get("page_url")
    if template:
        if pages.total is not None and len(pages.found) >= pages.total:
            return None
        return join(board.url, _numbered(str(template), len(pages.rows) + 1))  # not those around a frame
    return following or None


def _numbered(template: str, number: int) -> str:
    marks: Mapping[str, str] = {"{page}": str(number), "{page0}": str(number - 1)}
    for mark, value in marks.items():
        template = template.replace(mark, value)
    return template


def _asks_by_day(board: Board) -> bool:
    asked = f"{board.options.get('url', '')}{board.options.get('body', '')}"
    return bool(board.options.get("by_date")) or "{since}" in asked
