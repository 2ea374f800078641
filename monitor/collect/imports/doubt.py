"""What rows that could not be used leave open (存疑)."""

from dataclasses import dataclass, field
from typing import Any

from monitor.collect.imports.accounts import accounts_in_doubt
from monitor.domain.site import Watch


@dataclass(slots=True)
class Doubt:
    """
    What rows that could not be used leave open: a file with such rows proves no silence of those they may belong to.

    *everything*: a row could not be attributed, and may belong to any account, column, board or list of the file.
    """

    everything: bool = False
    accounts: set[str] = field(default_factory=set)
    columns: set[tuple[str, str]] = field(default_factory=set)  #: site and column
    messages: bool = False  #: any refused row makes the export incomplete
    guides: bool = False
    articles: bool = False  #: any refused line makes the log incomplete
    exports: bool = False
    _noted: set[tuple[str, ...]] = field(default_factory=set)  #: whose rows were looked up already

    def note(self, fields: dict[str, Any], watch: Watch) -> None:
        """Note a row that could not be used, with what is known of it."""
        kind = fields.get("observation")
        if kind == "post":
            whose = tuple(str(fields.get(key)) for key in ("account", "name", "platform"))
            if self.everything or whose in self._noted:
                return
            self._noted.add(whose)
            accounts = accounts_in_doubt(fields, watch)
            self.everything = accounts is None
            self.accounts |= accounts or set()
        elif kind == "message":
            self.messages = True
        elif kind == "guide":
            self.guides = True
        elif kind == "article":
            self.articles = True
        elif kind == "export":
            self.exports = True
        elif kind == "listing":
            site, column = str(fields.get("site") or ""), str(fields.get("column") or "")
            if site in {one.id for one in watch.sites} and column in {
                one.id for one in watch.site(site).columns
            }:
                self.columns.add((site, column))
            else:
                self.everything = True
        elif kind not in ("visit", "registry"):
            self.everything = True
