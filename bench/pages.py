"""
What we read on labelled real pages, kind by kind: articles, lists, boards, guides, homepages, and the guess of the kind.

`python bench/pages.py FOLDER... [-v]`; each folder as `../shared/pages`, `…/second`, `…/third`. *-v* names every page that is not right.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from monitor.collect.inspect import InspectedPage, inspect_page
from monitor.domain.content import BoardState, Dated, Undated
from monitor.domain.timing import SHANGHAI
from probes.http.charset import decode
from probes.pages.article.article import read_article
from probes.pages.board.board import read_board
from probes.pages.guide.guide import read_guide
from probes.pages.listing.homepage import read_homepage
from probes.pages.listing.listing import read_list

NOW = datetime(2026, 11, 27, 9, tzinfo=SHANGHAI)
KINDS = {"message_board": "board"}
Label = dict[str, Any]


def labels(folder: Path) -> Iterator[tuple[Label, str]]:
    """Every page that is not ambiguous, with its text; labels of all three folders in one form."""
    for line in (folder / "labels.jsonl").read_text("utf-8").splitlines():
        one = json.loads(line)
        one["kind"] = KINDS.get(one["kind"], one["kind"])
        one["truth"] = one.get("truth") or one.get("pub_date") or one.get("newest_item_date")
        one["url"] = one.get("clone_url") or one.get("url") or "http://www.example.gov.cn/a/b/index.html"
        if not one.get("ambiguous"):
            yield one, decode((folder / one["file"]).read_bytes()).text


def verdict(found: date | None, truth: str | None) -> str:
    """`right`, `newer`, `older`, `missed`, or `invented` where the page states none."""
    said = found.isoformat() if found else None
    if said == truth:
        return "right"
    if truth is None:
        return "invented"
    return "missed" if said is None else "newer" if said > truth else "older"


def article(label: Label, text: str) -> str:
    """An article's day; `undated` where we say that a dated page states none."""
    published = read_article(text, label["url"], now=NOW).published
    if isinstance(published, Dated):
        return verdict(published.on, label["truth"])
    if label["truth"] is None:
        return "right"
    return "undated" if isinstance(published, Undated) else "missed"


def records(label: Label, text: str) -> str:
    """The newest day of a list or homepage."""
    read = read_list if label["kind"] == "list" else read_homepage
    found = read(text, label["url"], now=NOW)
    return verdict(max((one.on for one in found.items if one.on), default=None), label["truth"])


def board(label: Label, text: str) -> str:
    """The newest day of a board's messages."""
    found = read_board(text, label["url"], now=NOW)
    if found.state is not BoardState.MESSAGES and label["truth"] is None:
        return "right"
    days = (day for one in found.messages for day in (one.submitted, one.answered) if day)
    return verdict(max(days, default=None), label["truth"])


def guide(label: Label, text: str) -> str:
    """Whether a government's guide was understood; help pages of others have none of the ten elements, and nothing is said of them."""
    read = read_guide(text, label["url"]).is_read
    return "right" if read == bool(label.get("gov")) else "missed" if label.get("gov") else "invented"


READERS = {"article": article, "list": records, "home": records, "board": board, "guide": guide}


def main(folders: list[Path], wordy: bool) -> None:
    """Print one line for each folder and kind."""
    confused: Counter[tuple[str, str]] = Counter()
    for folder in folders:
        counts: dict[str, Counter[str]] = {}
        guesses: dict[str, Counter[str]] = {}
        for label, text in labels(folder):
            kind = label["kind"]
            said = READERS[kind](label, text)
            counts.setdefault(kind, Counter())[said] += 1
            page = InspectedPage(name="", text=text, encoding="", url=label["url"])
            guess = inspect_page(page, None, NOW)["as"]
            guesses.setdefault(kind, Counter())[guess] += 1
            confused[kind, guess] += 1
            if wordy and (said != "right" or guess != kind):
                print(f"  {kind} {label['file']}: {said}, truth {label['truth']}, guessed {guess}")
        for kind, told in sorted(counts.items()):
            print(f"{folder.name:<8} {kind:<8} {dict(told)}  guessed {dict(guesses[kind])}")
    confusion(confused)


def confusion(confused: Counter[tuple[str, str]]) -> None:
    """Print how often each kind (rows) was guessed to be each (columns)."""
    kinds = sorted(READERS)
    print("\n" + " " * 9 + "".join(f"{one:>9}" for one in kinds))
    for kind in kinds:
        print(f"{kind:<9}" + "".join(f"{confused[kind, one]:>9}" for one in kinds))


if __name__ == "__main__":
    main([Path(one) for one in sys.argv[1:] if one != "-v"], "-v" in sys.argv)
