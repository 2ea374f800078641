"""
Train and measure the ranker of publish days: `python bench/ranker.py FOLDER... [--write] [-v]`.

FOLDERs as `../shared/pages`, `…/second`, `…/third`; numpy from the `bench` group. Learns from the labelled pages, from the
made-up ones of the tests, and from the same pages with their true day struck out, where any answer is a wrong one. Prints
what rules and ranker reach on sites that were left out of the training, one site at a time; then what each row, and the
ranker, is worth (ablation). `--write` puts the weights of all pages into `probes/pages/article/ranker.json`.
"""

import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from bench.pages import NOW, labels
from monitor.domain.content import Undated
from probes.pages.article.article import read_article, see
from probes.pages.article.decision import decide, judge
from probes.pages.article.features import Weighed
from probes.pages.article.ranker import NEUTRAL, WEIGHTS, Ranker
from probes.pages.article.rules import ROWS
from tests.probes.pages.cms_articles import CMS
from tests.probes.pages.other_articles import OTHERS
from tests.probes.pages.variety_articles import ARTICLES

#: How strongly weights are held near zero: few labels, many features.
RIDGE = 1.0
#: The share of right answers that the ranker's doubt may cost.
LOST = 0.005
#: How often a day that stands there cannot be read, against pages where it can: so little weigh the pages with it struck out.
UNREAD = 0.05
SILENT = Ranker(bias=0.0, weights={}, told=0.0, alone=2.0)
Floats: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One way to see one page."""

    site: str
    name: str
    view: str  #: alone, addressed, struck
    truth: date | None
    government: bool
    weighed: tuple[Weighed, ...]


def struck(html: str, truth: str) -> str:
    """*html* with its true day made unreadable, wherever it stands."""
    year, month, day = truth.split("-")
    month, day = month.lstrip("0"), day.lstrip("0")
    spelt = rf"{year}(?:[\s年月日./-]|&nbsp;){{1,8}}0?{month}(?:[\s年月日./-]|&nbsp;){{1,8}}0?{day}(?!\d)|{year}0?{month:0>2}{day:0>2}"
    return re.sub(spelt, "——", html)


def pages(folders: Sequence[Path]) -> Iterator[Page]:
    """Every labelled and made-up article, in every view."""
    for folder in folders:
        for label, text in labels(folder):
            if label["kind"] == "article":
                yield from views(
                    label["site"], label["file"], text, label["url"], label["truth"], bool(label["gov"])
                )
    for number, (name, (html, url, day)) in enumerate((ARTICLES | OTHERS | CMS).items()):
        # made-up pages are left out in tenths, as sites are
        yield from views(f"made-up {number % 10}", name, html, url, day.isoformat() if day else None, False)


def views(site: str, name: str, html: str, url: str, truth: str | None, government: bool) -> Iterator[Page]:
    """The page alone, with its address, and with its true day struck out."""
    day = date.fromisoformat(truth) if truth else None
    seen = {} if site.startswith("made-up") and url else {"alone": (html, "", day)}
    if url:
        seen["addressed"] = (html, url, day)
    if truth:
        seen["struck"] = (struck(html, truth), "", None)
    for view, (text, address, said) in seen.items():
        weighed = see(text, address, NOW).weighed
        kept = tuple(one for one in weighed if view != "struck" or one.met.found.on != day)
        yield Page(site=site, name=name, view=view, truth=said, government=government, weighed=kept)


def named(one: Page, off: Sequence[str] = ()) -> Iterator[tuple[frozenset[str], bool, float]]:
    """The days of *one* that no veto is on: features, whether it is the truth, weight."""
    free = [entry for entry in judge(one.weighed, SILENT, off) if not entry.veto]
    for entry in free:
        row = frozenset({f"row.{entry.row.id}"}) if entry.row is not None else frozenset()
        weight = (UNREAD if one.view == "struck" else 1) / len(free) ** 0.5
        yield (entry.weighed.features - NEUTRAL) | row, entry.weighed.met.found.on == one.truth, weight


def train(learnt: Sequence[Page]) -> Ranker:
    """A logistic regression over the features of *learnt*, by Newton's method; the thresholds come later."""
    examples = [example for one in learnt for example in named(one)]
    names = sorted({name for features, _, _ in examples for name in features})
    column = {name: n + 1 for n, name in enumerate(names)}
    given = np.zeros((len(examples), len(names) + 1))
    given[:, 0] = 1
    for n, (features, _, _) in enumerate(examples):
        given[n, [column[name] for name in features]] = 1
    truth = np.array([float(is_true) for _, is_true, _ in examples])
    weight = np.array([weight for _, _, weight in examples])
    found = newton(given, truth, weight)
    return Ranker(
        bias=float(found[0]),
        weights={name: float(found[n]) for name, n in column.items()},
        told=0.0,
        alone=2.0,
    )


def newton(given: Floats, truth: Floats, weight: Floats) -> Floats:
    """Weights of a logistic regression with a ridge."""
    found = np.zeros(given.shape[1])
    ridge = np.full(given.shape[1], RIDGE)
    ridge[0] = 1e-3
    for _ in range(25):
        chance = 1 / (1 + np.exp(-np.clip(given @ found, -30, 30)))
        slope = given.T @ (weight * (chance - truth)) + ridge * found
        bend = (given * (weight * chance * (1 - chance))[:, None]).T @ given + np.diag(ridge)
        step = np.linalg.solve(bend, slope)
        found -= step
        if float(np.abs(step).max()) < 1e-6:
            break
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was made of one page by weights that never saw its site."""

    page: Page
    on: date | None  #: the day of the best row, or the ranker's favourite
    chance: float
    by_row: bool


def answer(one: Page, ranker: Ranker, off: Sequence[str] = ()) -> Answer:
    """The day that would be told if no threshold stood."""
    found = decide(
        judge(one.weighed, ranker, off), Ranker(bias=ranker.bias, weights=ranker.weights, told=0.0, alone=0.0)
    )
    if found.chosen is None:
        return Answer(page=one, on=None, chance=0.0, by_row=False)
    return Answer(
        page=one,
        on=found.chosen.weighed.met.found.on,
        chance=found.chosen.chance,
        by_row=found.chosen.row is not None,
    )


def held_out(all_pages: Sequence[Page], off: Sequence[str] = ()) -> list[Answer]:
    """Every page answered by weights learnt from all other sites."""
    found = list[Answer]()
    for site in sorted({one.site for one in all_pages}):
        ranker = train([one for one in all_pages if one.site != site])
        found += [answer(one, ranker, off) for one in all_pages if one.site == site]
    return found


def told(answers: Sequence[Answer], row: float, alone: float) -> Counter[str]:
    """How the answers come out with the two thresholds."""
    counts = Counter[str]()
    for one in answers:
        said = one.on if one.chance >= (row if one.by_row else alone) else None
        truth = one.page.truth
        counts[
            "right"
            if said == truth
            else "missed"
            if said is None
            else "invented"
            if truth is None
            else "newer"
            if said > truth
            else "older"
        ] += 1
    return counts


def thresholds(answers: Sequence[Answer]) -> tuple[float, float]:
    """
    The chances below which nothing is told, from sites left out of the training.

    Where a row speaks: the highest one that costs at most `LOST` of the right answers. Where none does: one that none of
    the wrong favourites reaches, with the true day struck out or not.
    """
    right = sorted(one.chance for one in answers if one.by_row and one.on == one.page.truth)
    row = right[int(len(right) * LOST)] - 0.01
    wrong = max((one.chance for one in answers if not one.by_row and one.on != one.page.truth), default=0.0)
    return round(max(0.0, row), 2), round(min(0.999, wrong + 0.01), 3)


def show(title: str, answers: Sequence[Answer], row: float, alone: float) -> None:
    """One line for each view, made-up and real."""
    for view in ("alone", "addressed", "struck"):
        for made in (False, True):
            some = [
                one
                for one in answers
                if one.page.view == view and one.page.site.startswith("made-up") == made
            ]
            print(f"{title:<28} {view:<10} {'made-up' if made else 'real':<8} {dict(told(some, row, alone))}")


def calibration(answers: Sequence[Answer]) -> None:
    """How often a day with such a chance is right."""
    for low in (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.98):
        high = {0.0: 0.2, 0.2: 0.4, 0.4: 0.6, 0.6: 0.8, 0.8: 0.9, 0.9: 0.95, 0.95: 0.98, 0.98: 1.01}[low]
        some = [
            one
            for one in answers
            if one.page.view != "struck" and one.on is not None and low <= one.chance < high
        ]
        if some:
            print(
                f"  chance {low:.2f}–{min(high, 1):.2f}: {sum(one.on == one.page.truth for one in some)}/{len(some)} right"
            )


def undated_when_struck(folders: Sequence[Path]) -> None:
    """Pages that count as undated although their day was merely made unreadable: each one would be a wrong verdict."""
    said, kept = list[str](), 0
    for folder in folders:
        for label, text in labels(folder):
            if label["kind"] == "article" and label["truth"]:
                kept += 1
                found = read_article(struck(text, label["truth"]), "", now=NOW).published
                if isinstance(found, Undated):
                    said.append(label["file"])
    print(f"struck out and called undated: {len(said)} of {kept}", *said[:12])


def main(folders: list[Path], write: bool, wordy: bool) -> None:
    """Train, measure, print; write where asked."""
    everything = list(pages(folders))
    answers = held_out(everything)
    row, alone = thresholds(answers)
    print(
        f"{len(everything)} views of pages, {len({one.site for one in everything})} sites; told from {row}, alone from {alone}"
    )
    show("rules alone", answers, 0.0, 2.0)
    show("rules and ranker", answers, row, alone)
    calibration(answers)
    if wordy:
        for one in answers:
            limit = row if one.by_row else alone
            said = one.on if one.chance >= limit else None
            if said != one.page.truth or (one.on and one.on == one.page.truth and one.chance < limit):
                print(
                    f"  {one.page.view} {one.page.name}: said {said} (of {one.on}, {one.chance:.2f}), truth {one.page.truth}"
                )
    for rule in ROWS:
        counts = told(held_out_quickly(everything, answers, rule.id), row, alone)
        print(f"  without {rule.id:<34} {dict(counts)}")
    undated_when_struck(folders)
    if write:
        ranker = train(everything)
        digest = hashlib.sha256(
            "".join(f"{one.name} {one.view} {one.truth}\n" for one in everything).encode()
        ).hexdigest()
        weights = {
            name: round(value, 3) for name, value in sorted(ranker.weights.items()) if abs(value) >= 0.001
        }
        learnt = {
            "labels": digest,
            "pages": len(everything),
            "bias": round(ranker.bias, 3),
            "told": row,
            "alone": alone,
            "weights": weights,
        }
        WEIGHTS.write_text(json.dumps(learnt, indent=1) + "\n", "utf-8")
        print(f"written: {WEIGHTS}")


def held_out_quickly(everything: Sequence[Page], answers: Sequence[Answer], off: str) -> list[Answer]:
    """What becomes of the answers without one row; only pages which that row touches are asked again, with weights of all pages."""
    ranker = train(everything)
    found = list[Answer]()
    for one in answers:
        touched = any(
            entry.row is not None and entry.row.id == off for entry in judge(one.page.weighed, SILENT)
        )
        found.append(answer(one.page, ranker, (off,)) if touched else one)
    return found


if __name__ == "__main__":
    asked = [one for one in sys.argv[1:] if not one.startswith("-")]
    main([Path(one) for one in asked], "--write" in sys.argv, "-v" in sys.argv)
