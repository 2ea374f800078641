"""The configuration as commands read it: its files, what was edited beside them, and what is kept of it once checked."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import Any

from monitor.config.kept import load_kept, load_outline
from monitor.config.vocabulary import Vocabulary
from monitor.domain.site import Site, Watch
from monitor.regulations.editions import edition_ids
from monitor.schedule.visits import visit_counts
from storage.db.engine import parse
from storage.decisions.config_edits import read_edits
from storage.observations.descriptions import description_digest


class _Discovered(Mapping[str, Any]):
    """Names with what they stand for, looked for when somebody asks: a configuration names few of them."""

    def __init__(self, discover: Callable[[], Mapping[str, Any]]) -> None:
        self._found = cache(discover)

    def __getitem__(self, name: str) -> Any:
        return self._found()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found())

    def __len__(self) -> int:
        return len(self._found())


def vocabulary() -> Vocabulary:
    """The names that a configuration may point at."""
    return Vocabulary(
        editions=edition_ids(),
        catalogue=_Discovered(_catalogue),
        probes=_Discovered(_probes),
        adapters=_Discovered(_adapters),
        sources=_Discovered(_sources),
        word_lists=_word_lists,
        indicators=_Discovered(_indicators),
    )


# Each imports what it asks: probes, boards and platforms are a third of the time that a short command takes.


def _catalogue() -> Mapping[str, Any]:
    from monitor.regulations import catalogue

    return {**catalogue.rows(), **catalogue.sub_sites()}


def _probes() -> Mapping[str, Any]:
    from probes.base import discover

    return {name: probe.settings for name, probe in discover().items()}


def _adapters() -> Mapping[str, Any]:
    from probes.adapters._adapter import discover

    return discover()


def _sources() -> Mapping[str, Any]:
    from probes.sources._source import discover

    return {kind: source.options for kind, source in discover().items()}


def _word_lists(folder: Path) -> Sequence[tuple[str, int, str]]:
    from monitor.patrol.wording import mistakes_in

    return mistakes_in(folder)


def _indicators() -> Mapping[str, Any]:
    from monitor.regulations.indicators import load_table, table_ids

    return {one.id: one.fields for id in table_ids() for one in load_table(id).indicators}


def read_watch(path: Path, url: str | None = None) -> Watch:
    """
    The configuration at *path*, with what was edited of it in the browser and stands in the database at *url*.

    Raises ConfigError with every mistake, StoreError where a database is there and cannot be asked.
    """
    edits = read_edits(url) if url else ()
    beside = kept_file(path, url) if url else None
    return load_kept(path, vocabulary, edits, beside, with_classes, description_digest, visit_counts)


def read_visit_counts(path: Path, url: str) -> tuple[Watch, Mapping[str, int]]:
    """
    The settings of the configuration that `read_watch` reads, and the visits a day of each site.

    All that `monitor status` asks: of a large configuration that is kept, its hundred thousands of columns are not read, and
    the sites and accounts of what is returned may be left out.
    """
    found = load_outline(path, read_edits(url), kept_file(path, url))
    if found is not None:
        return found
    watch = read_watch(path, url)
    return watch, visit_counts(watch)


def kept_file(path: Path, url: str) -> Path:
    """Where the checked configuration at *path* is kept: beside the SQLite file, else in `var`, if there is such a folder."""
    name = hashlib.sha256(path.as_posix().encode()).hexdigest()[:8]
    beside = _sqlite_file(url) or Path("var/monitor.db")
    return beside.with_name(f"{beside.name}.configuration-{name}")


def with_classes(watch: Watch) -> Watch:
    """
    *watch* with `[report.columns]` told to the probe that reads the pages of those classes.

    What a site's own `probe.texts` says of a class goes before it.
    """
    classes = watch.settings.report.columns
    if not classes:
        return watch
    from probes.base import discover as discover_probes

    said = discover_probes()["texts"].settings

    def of_site(site: Site) -> Site:
        own = site.probe.get("texts") or said()
        open_ones = {one.name for one in fields(own) if getattr(own, one.name) is None}
        chosen = {
            name: tuple(one.id for one in site.columns if {one.id, f"{site.id}/{one.id}"} & {*ids})
            for name, ids in classes.items()
            if ids is not None and name in open_ones
        }
        return replace(site, probe={**site.probe, "texts": replace(own, **chosen)}) if chosen else site

    return replace(watch, sites=tuple(of_site(one) for one in watch.sites))


def evidence_folder(watch: Watch, url: str) -> Path:
    """Where evidence is kept: configured, else beside the SQLite file, else `var/evidence`."""
    said = watch.settings.evidence.folder
    if said:
        return Path(said)
    file = _sqlite_file(url)
    return file.parent / "evidence" if file else Path("var/evidence")


def _sqlite_file(url: str) -> Path | None:
    """The file of the SQLite database at *url*; None for another database, or one in memory."""
    target = parse(url)
    file = target.database if target.get_backend_name() == "sqlite" else None
    return Path(file) if file and file != ":memory:" else None
