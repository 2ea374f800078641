"""
Publish days on the labelled real pages: accuracy and pages per second, ours and htmldate's in one run (W5).

`python bench/articles.py [PAGES...]`, each as `../shared/pages`, `…/second`, `…/third`; htmldate from the `bench` group, skipped when absent.
"""

import re
import statistics
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from bench.pages import labels
from monitor.domain.content import Dated
from probes.pages.article.article import read_article
from probes.pages.document.costly import too_costly
from probes.pages.document.engine_process import _HELD
from probes.pages.document.parser import parse_html

Label = dict[str, Any]


def ours(text: str, url: str) -> str | None:
    """The day that we read."""
    published = read_article(text, url).published
    return published.on.isoformat() if isinstance(published, Dated) else None


def measure(
    name: str, read: Callable[[str, str], str | None], pages: list[tuple[Label, str]], rounds: int
) -> float:
    """Print accuracy and speed; returns pages per second (median of *rounds*)."""
    speeds = []
    answers: list[str | None] = []
    for _ in range(rounds):
        begun = time.perf_counter()
        answers = [read(text, str(label["url"])) for label, text in pages]
        speeds.append(len(pages) / (time.perf_counter() - begun))
    dated = [(label, said) for (label, _), said in zip(pages, answers, strict=True) if label["truth"]]
    gov = [(label, said) for label, said in dated if label["gov"]]
    right = sum(said == label["truth"] for label, said in dated)
    right_gov = sum(said == label["truth"] for label, said in gov)
    newer = sum(said is not None and said > str(label["truth"]) for label, said in dated)
    invented = sum(
        said is not None for (label, _), said in zip(pages, answers, strict=True) if not label["truth"]
    )
    speed = statistics.median(speeds)
    print(
        f"{name:<10} all {right}/{len(dated)}  government {right_gov}/{len(gov)}  newer {newer}  invented {invented}  {speed:.0f} pages/s"
    )
    return speed


def main(folders: list[Path]) -> None:
    """Measure both on every unambiguous article."""
    pages = [
        (label, text) for folder in folders for label, text in labels(folder) if label["kind"] == "article"
    ]
    mine = measure("ours", ours, pages, 5)
    try:
        from htmldate import find_date
        from htmldate.meta import reset_caches
    except ImportError:
        print("htmldate is not installed: pip install htmldate")
        return

    def theirs(text: str, url: str) -> str | None:
        reset_caches()  # every page of a night is a new one
        try:
            day: str | None = find_date(text, url=url or None, original_date=True)
            return day
        except ValueError:
            return None

    print(
        f"ours ÷ htmldate, pages with scripts to run included: {mine / measure('htmldate', theirs, pages, 5):.1f}"
    )

    runs = [runs_scripts(text, str(label["url"])) for label, text in pages]
    still = [page for page, run in zip(pages, runs, strict=True) if not run]
    moving = [page for page, run in zip(pages, runs, strict=True) if run]
    paired = [(cpu(theirs, page), cpu(ours, page)) for page in still]
    print(
        f"pages without scripts to run: {len(still)}; htmldate's CPU time ÷ ours: {sum(a for a, _ in paired) / sum(b for _, b in paired):.1f}, "
        f"median of the pages {statistics.median(a / b for a, b in paired):.1f}"
    )
    cut = [(label, _SCRIPTS.sub("", text)) for label, text in pages]
    halves = [(cpu(theirs, page), cpu(ours, page)) for page in cut]
    print(
        f"all {len(cut)} pages, their scripts cut out: htmldate's CPU time ÷ ours: {sum(a for a, _ in halves) / sum(b for _, b in halves):.1f}, "
        f"median of the pages {statistics.median(a / b for a, b in halves):.1f}"
    )
    floors = [(cpu(parsed, page), cpu(checked, page)) for page in still]
    spent = sum(b for _, b in paired)
    print(
        f"of our time on them: {sum(a for a, _ in floors) / spent:.0%} the parser alone, {sum(b for _, b in floors) / spent:.0%} whether it may parse them, with the parse that this needs on longer ones; "
        f"htmldate's time ÷ the parser's: {sum(a for a, _ in paired) / sum(a for a, _ in floors):.1f}"
    )
    for name, some in (
        ("with scripts to run", moving),
        ("with any script", [page for page in pages if "<script" in page[1]]),
    ):
        ratios = [cpu(ours, page) / cpu(ours, (page[0], _SCRIPTS.sub("", page[1]))) for page in some] or [1.0]
        print(
            f"pages {name}: {len(some)}; CPU time with them ÷ without, that of their own process included: median {statistics.median(ratios):.2f}"
        )


def parsed(text: str, url: str) -> None:
    """The least that reading a page costs."""
    parse_html(text)


def checked(text: str, url: str) -> None:
    """Whether the parser may have the page."""
    too_costly(text)


_SCRIPTS = re.compile(r"<script\b.*?</script\s*>", re.DOTALL | re.IGNORECASE)
#: Each page is read so often, and its quickest time counts.
ROUNDS = 3
#: A cache that holds no more than so many is of one page.
OF_ONE_PAGE = 16


def runs_scripts(text: str, url: str) -> bool:
    """Whether reading the page has its scripts run."""
    before = _HELD.spent_s
    ours(text, url)
    return _HELD.spent_s > before


def cpu(read: Callable[[str, str], object], page: tuple[Label, str]) -> float:
    """Processor seconds for one page, those of the process that runs its scripts included: the least of some rounds, nothing kept between them."""
    label, text = page
    spent = []
    for _ in range(ROUNDS):
        _forget()
        begun = time.process_time() + _HELD.spent_s
        read(text, str(label["url"]))
        spent.append(time.process_time() + _HELD.spent_s - begun)
    return min(spent)


def _forget() -> None:
    """Let go of what is kept of one page: small caches, and the tree for the next who parses it."""
    for clear in _caches():
        clear()
    parse_html("")


@cache
def _caches() -> list[Callable[[], None]]:
    found = [
        kept
        for name, module in list(sys.modules.items())
        if name.startswith("probes.pages")
        for kept in vars(module).values()
        if hasattr(kept, "cache_parameters")
    ]
    return [one.cache_clear for one in found if (one.cache_parameters()["maxsize"] or 99) <= OF_ONE_PAGE]


if __name__ == "__main__":
    main([Path(one) for one in sys.argv[1:]] or [Path("../shared/pages")])
