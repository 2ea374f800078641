"""What tells that a page is no longer its owner's (篡改筛查): another homepage, old texts under new days. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from monitor.domain.hosts import registered_domain
from monitor.domain.patrol import FoundCandidate, ScreenId
from monitor.patrol.links import is_known

#: A homepage that keeps less than so much of its build, in percent, is another one.
KEPT_PERCENT = 40
#: So many domains outside at once are a new design, one line; fewer are a line each.
MANY_DOMAINS = 10


def homepage_drift(
    url: str, now: Mapping[str, Any], before: Sequence[Mapping[str, Any]], known: Sequence[str]
) -> Iterator[FoundCandidate]:
    """
    How the homepage at *url* differs from what it was in the patrols *before*, newest first; nothing in the first.

    Each mapping holds title, structure (places of elements) and hosts (outside, that it leads to); those before the
    number of their patrol too (round): what people dismissed since one is the homepage from then on.
    """
    if not before:
        return
    since, title, old = before[0]["round"], str(now["title"]), str(before[0]["title"])
    if title and old and all(not _alike(title, str(one["title"])) for one in before):
        yield _drift(url, f"title {title}", "title", f"{old} → {title}", old)
    share = max(_share(now["structure"], one["structure"]) for one in before)
    if share < KEPT_PERCENT:
        yield _drift(url, f"structure since {since}", "structure", f"{share}%", str(share))
    met = {registered_domain(host) for one in before for host in one["hosts"]}
    fresh = sorted(
        {registered_domain(host) for host in now["hosts"] if not is_known(host, known)} - met - {""}
    )
    if len(fresh) > MANY_DOMAINS:
        yield _drift(url, f"domains since {since}", "domains", "、".join(fresh)[:300], str(len(fresh)))
        return
    for domain in fresh:
        yield _drift(url, f"domain {domain}", "domain", domain, "")


def bulk_posts(minutes: Mapping[str, Sequence[str]]) -> Iterator[FoundCandidate]:
    """Minutes in which many articles of different texts were published (同一分钟批量发布), one line each."""
    for minute, pages in sorted(minutes.items()):
        yield FoundCandidate(
            screen=ScreenId.REDATED, cause=f"minute {minute}", sentence=minute.replace("T", " "),
            detail={"way": "minute", "many": str(len(pages)), "minute": minute.replace("T", " "), "pages": "\n".join(pages[:50])},
        )  # fmt: skip


def redated_texts(
    texts: Mapping[str, Sequence[tuple[str, str]]], least_days: int
) -> Iterator[FoundCandidate]:
    """
    Old texts that stand again under a newer day (旧稿新发), one line for each page with the newer day.

    *texts*: by digest, day and address of each page, oldest day first. Days that differ by less than *least_days* are
    the same article in two columns.
    """
    for pages in texts.values():
        (first, where), later = pages[0], pages[1:]
        for day, page in later:
            if (date.fromisoformat(day) - date.fromisoformat(first)).days >= least_days:
                yield FoundCandidate(
                    screen=ScreenId.REDATED, cause=f"text {where}", page=page, sentence=f"{first} → {day}",
                    detail={"way": "copy", "old": first, "new": day, "where": where},
                )  # fmt: skip


def moved_day(page: str, before: str, now: str, least_days: int) -> Iterator[FoundCandidate]:
    """A page whose text is as it was and whose day is a newer one (改动发稿日期)."""
    if before and now and (date.fromisoformat(now[:10]) - date.fromisoformat(before[:10])).days >= least_days:
        yield FoundCandidate(
            screen=ScreenId.REDATED, cause=f"day {before[:10]} {now[:10]}", page=page, line=f"day {page}",
            sentence=f"{before[:10]} → {now[:10]}", detail={"way": "day", "old": before[:10], "new": now[:10]},
        )  # fmt: skip


def _drift(url: str, cause: str, way: str, sentence: str, old: str) -> FoundCandidate:
    return FoundCandidate(
        screen=ScreenId.TAMPER, cause=cause, page=url, sentence=sentence,
        detail={"way": way, "old": old},
    )  # fmt: skip


def _alike(one: str, other: str) -> bool:
    """Whether two titles share a third of their pairs of letters: 示例区政府 and 示例区人民政府门户网站 do."""
    first, second = _pairs(one), _pairs(other)
    return not first or not second or len(first & second) * 3 >= min(len(first), len(second))


def _pairs(text: str) -> set[str]:
    return {text[n : n + 2] for n in range(len(text) - 1)}


def _share(now: Sequence[str], before: Sequence[str]) -> int:
    """How much of the build is as it was, in percent of both together."""
    one, other = set(now), set(before)
    return 100 * len(one & other) // max(len(one | other), 1)
