"""Where the thing that somebody owes stands on the live web (现场页面), and what it is called there."""

from monitor.domain.finding import Owed, Standing
from monitor.domain.site import Account, Board, Site, Watch


def board_of(watch: Watch, standing: Standing) -> Board | None:
    """The board on which a message stands: its number begins with the board's id (`mayor/2018`), or it is the only one."""
    site = _site(watch, standing.subject)
    if standing.owed is not Owed.MESSAGE or site is None:
        return None
    named = [one for one in site.boards if standing.part.startswith(f"{one.id}/")]
    return (named or [*site.boards] if len(site.boards) == 1 or named else [None])[0]


def number_of(watch: Watch, standing: Standing) -> str:
    """A message as people call it: `领导信箱第2018号`; without a board that is known, its number as stored."""
    board = board_of(watch, standing)
    if board is None:
        return f"第{standing.part}号" if standing.part else ""
    return f"{board.name}第{standing.part.removeprefix(f'{board.id}/')}号"


def live_page(watch: Watch, standing: Standing) -> str:
    """The address of a column, a board or a homepage; of an account that of its public page; "" where none is known."""
    site = _site(watch, standing.subject)
    if site is None:
        return _public_page(next((one for one in watch.accounts if one.id == standing.subject), None))
    if standing.owed is Owed.PATROL:
        page = standing.reason.params.get("page")
        return page if isinstance(page, str) and page.startswith(("http://", "https://")) else site.url
    if standing.owed is Owed.COLUMN:
        return next((one.url for one in site.columns if one.id == standing.part), "") or site.url
    board = board_of(watch, standing)
    return board.url if board is not None else site.url


def _site(watch: Watch, id: str) -> Site | None:
    return next((one for one in watch.sites if one.id == id), None)


def _public_page(account: Account | None) -> str:
    """An account's own page on its platform; a feed, or an interface of programs, is none."""
    if account is None or account.source.get("kind") != "page":
        return ""
    return str(account.source.get("url") or "")
