"""The sites and accounts that a command names."""

from collections.abc import Sequence

from monitor.cli import console
from monitor.domain.site import Account, Site, Watch


def choose_sites(watch: Watch, ids: Sequence[str]) -> tuple[Site, ...]:
    """The sites of those ids, all of them for none. Stops with a hint when one does not exist."""
    known = [site.id for site in watch.sites]
    for id in ids:
        if id not in known:
            console.stop(f"no such site: {id!r}; configured: {', '.join(known) or 'none'}")
    return tuple(site for site in watch.sites if not ids or site.id in ids)


def choose_accounts(watch: Watch, ids: Sequence[str]) -> tuple[Account, ...]:
    """The accounts of those ids, all of them for none."""
    known = [account.id for account in watch.accounts]
    for id in ids:
        if id not in known:
            console.stop(f"no such account: {id!r}; configured: {', '.join(known) or 'none'}")
    return tuple(account for account in watch.accounts if not ids or account.id in ids)
