"""
Publish days on the labelled real pages: accuracy and pages per second, ours and htmldate's in one run (W5).

`python bench/articles.py [PAGES]`, PAGES as in `../shared/pages`; htmldate from the `bench` group, skipped when absent.
"""

import json
import os
import re
import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from monitor.domain.content import Dated
from probes.http.charset import decode
from probes.pages.article.article import read_article
from probes.pages.document.costly import too_costly
from probes.pages.document.scripts import render

Label = dict[str, object]


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
        answers = [read(text, str(label["clone_url"] or "")) for label, text in pages]
        speeds.append(len(pages) / (time.perf_counter() - begun))
    dated = [(label, said) for (label, _), said in zip(pages, answers, strict=True) if label["pub_date"]]
    gov = [(label, said) for label, said in dated if label["gov"]]
    right = sum(said == label["pub_date"] for label, said in dated)
    right_gov = sum(said == label["pub_date"] for label, said in gov)
    newer = sum(said is not None and said > str(label["pub_date"]) for label, said in dated)
    invented = sum(
        said is not None for (label, _), said in zip(pages, answers, strict=True) if not label["pub_date"]
    )
    speed = statistics.median(speeds)
    print(
        f"{name:<10} all {right}/{len(dated)}  government {right_gov}/{len(gov)}  newer {newer}  invented {invented}  {speed:.0f} pages/s"
    )
    return speed


def main(folder: Path) -> None:
    """Measure both on every unambiguous article."""
    pages = []
    for line in (folder / "labels.jsonl").read_text("utf-8").splitlines():
        label = json.loads(line)
        if label["kind"] == "article" and not label["ambiguous"]:
            pages.append((label, decode((folder / label["file"]).read_bytes()).text))
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
            return find_date(text, url=url or None, original_date=True)
        except ValueError:
            return None

    print(
        f"ours ÷ htmldate, pages with scripts to run included: {mine / measure('htmldate', theirs, pages, 5):.1f}"
    )

    runs = [runs_scripts(text, str(label["clone_url"] or "")) for label, text in pages]
    still = [page for page, run in zip(pages, runs, strict=True) if not run]
    moving = [page for page, run in zip(pages, runs, strict=True) if run]
    paired = [(cpu(theirs, page), cpu(ours, page)) for page in still]
    print(
        f"pages without scripts to run: {len(still)}; htmldate's CPU time ÷ ours: {sum(a for a, _ in paired) / sum(b for _, b in paired):.1f}, "
        f"median of the pages {statistics.median(a / b for a, b in paired):.1f}"
    )
    if moving:
        ratios = [cpu(ours, page) / cpu(ours, (page[0], _SCRIPTS.sub("", page[1]))) for page in moving]
        print(
            f"pages with scripts to run: {len(moving)}; CPU time with them ÷ without, child processes included: median {statistics.median(ratios):.1f}"
        )


_SCRIPTS = re.compile(r"<script\b.*?</script\s*>", re.DOTALL | re.IGNORECASE)
#: Each page is read so often, and its quickest time counts.
ROUNDS = 3


def runs_scripts(text: str, url: str) -> bool:
    """Whether reading the page starts the engine: its child is forked."""
    forked = []
    fork = os.fork

    def counted() -> int:
        forked.append(True)
        return fork()

    os.fork = counted
    try:
        ours(text, url)
    finally:
        os.fork = fork
    return bool(forked)


def cpu(read: Callable[[str, str], str | None], page: tuple[Label, str]) -> float:
    """Processor seconds for one page, those of child processes included: the least of some rounds, nothing kept between them."""
    label, text = page
    spent = []
    for _ in range(ROUNDS):
        too_costly.cache_clear()
        render.cache_clear()
        begun = _spent()
        read(text, str(label["clone_url"] or ""))
        spent.append(_spent() - begun)
    return min(spent)


def _spent() -> float:
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("../shared/pages"))
