"""The configuration as commands read it: its files, what was edited beside them, and what is kept of it once checked."""

import hashlib
from dataclasses import fields, replace
from pathlib import Path

from monitor.config.kept import load_kept
from monitor.config.vocabulary import Vocabulary
from monitor.domain.site import Site, Watch
from storage.db.engine import parse
from storage.decisions.config_edits import read_edits
from storage.observations.descriptions import description_digest


def vocabulary() -> Vocabulary:
    """The names that a configuration may point at."""
    # here, not above: every probe, board and platform is imported for them, and a kept configuration needs none
    from monitor.patrol.wording import mistakes_in
    from monitor.regulations import catalogue
    from monitor.regulations.editions import edition_ids
    from monitor.regulations.indicators import load_table, table_ids
    from probes.adapters._adapter import discover as discover_adapters
    from probes.base import discover as discover_probes
    from probes.sources._source import discover as discover_sources

    return Vocabulary(
        editions=edition_ids(),
        catalogue={**catalogue.rows(), **catalogue.sub_sites()},
        probes={name: probe.settings for name, probe in discover_probes().items()},
        adapters=tuple(discover_adapters()),
        sources={kind: source.options for kind, source in discover_sources().items()},
        word_lists=mistakes_in,
        indicators={one.id: one.fields for id in table_ids() for one in load_table(id).indicators},
    )


def read_watch(path: Path, url: str | None = None) -> Watch:
    """
    The configuration at *path*, with what was edited of it in the browser and stands in the database at *url*.

    Raises ConfigError with every mistake, StoreError where a database is there and cannot be asked.
    """
    edits = read_edits(url) if url else ()
    beside = kept_file(path, url) if url else None
    return load_kept(path, vocabulary, edits, beside, with_classes, description_digest)


def kept_file(path: Path, url: str) -> Path:
    """Where the checked configuration at *path* is kept: beside the SQLite file, else in `var`, if there is such a folder."""
    target = parse(url)
    database = target.database if target.get_backend_name() == "sqlite" else None
    name = hashlib.sha256(path.as_posix().encode()).hexdigest()[:8]
    beside = Path(database or "var/monitor.db")
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
