"""Pictures in an evidence pack (证据包中的网页截图): beside their WARC records as plain files, for people without a reader of WARC."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from monitor.domain.finding import Finding
from monitor.domain.screenshot import Screenshot
from monitor.domain.verdict import Outcome, Verdict
from monitor.rules.base import pictured_parts
from probes.http.browser_picture import NOTE
from storage.evidence.evidence import Condition, EvidenceFolder, StoredExchange
from storage.observations.page_facts import of_kind, pictures_of

#: The folder of a pack that holds them.
FOLDER = "pictures"
#: So old a picture may be, and so many go along.
OLDEST, MOST = timedelta(days=400), 20


async def pictures_of_line(connection: Any, finding: Finding, now: datetime) -> list[str]:
    """The ids of the observations that are pictures of the patrol's line that *finding* is about, the newest first."""
    parts = [finding.standing.part]
    found = await pictures_of(connection, finding.subject, parts, finding.opened_at - OLDEST, now, MOST)
    return [one.id for one in found]


async def pictures_for(connection: Any, verdict: Verdict, now: datetime) -> list[str]:
    """The ids of the observations that are pictures of what *verdict* fails by, the newest first."""
    failing = [one.id for one in verdict.parts if one.outcome is Outcome.FAIL]
    parts = pictured_parts(verdict.rule, failing)
    found = await pictures_of(connection, verdict.subject, parts, verdict.decided_at - OLDEST, now, MOST)
    return [one.id for one in found]


def write_pictures(source: EvidenceFolder, exchanges: Sequence[StoredExchange], folder: Path) -> None:
    """The pictures among *exchanges* as files that any program shows."""
    by_hash = {(one.sha256, one.file): one for one in reversed(exchanges)}
    for one in exchanges:
        if one.note != NOTE:
            continue
        record = source.read(one, by_hash[one.sha256, one.file])
        if record.condition is Condition.INTACT:
            (folder / FOLDER).mkdir(exist_ok=True)
            (folder / FOLDER / f"{one.id}.png").write_bytes(record.body)


def wrong_pictures(folder: Path, rows: Iterable[StoredExchange]) -> Iterator[str]:
    """The names of plain pictures in *folder* that are not those of the records *rows*, and of those that are missing."""
    several = list(rows)
    known: Mapping[str, str] = {one.id: one.sha256 for one in several}
    there = folder / FOLDER
    yield from (
        f"{FOLDER}/{one.id}.png"
        for one in several
        if one.note == NOTE and not (there / f"{one.id}.png").is_file()
    )
    for path in sorted(there.iterdir()) if there.is_dir() else ():
        if known.get(path.stem) != hashlib.sha256(path.read_bytes()).hexdigest():
            yield f"{FOLDER}/{path.name}"


async def missing_pictures(connection: Any, named: Iterable[str]) -> list[str]:
    """Those of the pictures *named* by a manifest that the pack's store does not hold."""
    held = await of_kind(connection, Screenshot.kind)
    return [one for one in named if one not in held]
