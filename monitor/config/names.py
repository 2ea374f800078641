"""Names in a configuration: those that must exist, and those that must not stand twice."""

import json
from collections.abc import Collection, Sequence
from dataclasses import fields
from typing import Any

from pydantic import TypeAdapter, ValidationError

from monitor.config import model
from monitor.config.lines import line_of
from monitor.config.mistakes import BROWSER, Path, nearest, option, quoted, unknown_key
from monitor.config.report_table import names_in_report
from monitor.config.source import ConfigFile, rows, texts
from monitor.config.sources import mistakes_in
from monitor.config.table import ConfigTable
from monitor.config.vocabulary import Vocabulary
from monitor.config.words import found_but, in_words
from monitor.domain.sentence import Label, Text, written
from monitor.domain.settings import COLUMN_IDS

#: More of anything is a slip of the hand.
MOST = 1_000_000

#: Where each id stands; on which line is looked for when a second one takes it: each look reads the whole file.
Taken = dict[str, tuple[ConfigFile, Path]]


def judge_names(sources: Sequence[ConfigFile], vocabulary: Vocabulary) -> None:
    """Names that must exist, and ids that must not stand twice."""
    units = {id for source in sources for _, table in source.rows("unit") if (id := _text(table, "id"))}
    taken: Taken = {}
    for source in sources:
        for n, unit in source.rows("unit"):
            _claim(source, ("unit", n), f"unit {_text(unit, 'id')}", taken, unit)
        for kind in ("site", "account"):
            for n, table in source.rows(kind):
                at: Path = (kind, n)
                _claim(source, at, f"subject {_text(table, 'id')}", taken, table)
                _judge_table(source, at, table, units, vocabulary)
                if kind == "site":
                    _judge_site(source, at, table, units, vocabulary)
                else:
                    _judge_source(source, at, table, vocabulary)
    main = sources[0]
    if isinstance(edition := main.tables.get("edition"), str):
        _known(main, ("edition",), edition, vocabulary.editions, "edition")
    centre = main.tables.get("centre")
    if "mail" in main.tables and isinstance(centre, dict) and not centre.get("email"):
        main.blame(("centre",), Text("config.no_centre_mail"))
    for name in names_in_report(main.tables, [source.tables for source in sources], units):
        _known(main, name.at, name.word, name.known, name.noun)
    if not any(True for source in sources for kind in ("site", "account") for _ in source.rows(kind)):
        main.blame((), Text("config.nothing_to_watch"))


def _judge_site(
    source: ConfigFile, at: Path, site: dict[str, Any], units: set[str], vocabulary: Vocabulary
) -> None:
    for kind in ("column", "board", "page"):
        taken: Taken = {}
        for n, table in rows(site.get(kind)):
            here = (*at, kind, n)
            _claim(source, here, f"{kind} {_text(table, 'id')}", taken, table)
            _judge_table(source, here, table, units, vocabulary)
            _judge_indicators(source, (*here, "indicator"), table.get("indicator"), vocabulary)
            if isinstance(row := table.get("catalogue"), str):
                _known(source, (*here, "catalogue"), row, vocabulary.catalogue, "annex_row")
            adapter = table["list"].get("adapter") if isinstance(table.get("list"), dict) else None
            if isinstance(adapter, str):
                _known(source, (*here, "list", "adapter"), adapter, vocabulary.adapters, "adapter")
    probe = site.get("probe")
    for name, settings in probe.items() if isinstance(probe, dict) else ():
        here = (*at, "probe", name)
        if _known(source, here, name, vocabulary.probes, "probe"):
            _judge_settings(source, here, settings, vocabulary.probes[name])
            _judge_counts(source, here, settings)
            _judge_column_ids(source, here, settings, vocabulary.probes[name], site)


def _judge_indicators(source: ConfigFile, at: Path, said: Any, vocabulary: Vocabulary) -> None:
    """Each row that is named, and the field after its dot where the row names fields."""
    for word in said if isinstance(said, list) else [said]:
        if not isinstance(word, str):
            continue
        row, _, field = word.partition(".")
        known = vocabulary.indicators
        if not _known(source, at, row, known, "table_row") or not field or not known[row]:
            continue
        if len(named := [one for one in known[row] if field in one]) != 1:
            expected = Text(
                "config.one_alone" if named else "config.any_one", {"known": tuple(named or known[row])}
            )
            found = quoted("indicator", word)
            source.blame(at, Text("config.no_row_field", {"found": found, "row": row, "expected": expected}))


def _judge_settings(source: ConfigFile, at: Path, settings: Any, shape: type[Any]) -> None:
    known = [field.name for field in fields(shape)]
    for key in settings if isinstance(settings, dict) else ():
        if key not in known:
            source.blame((*at, key), unknown_key(key, known))
    try:
        # as JSON, so that a number in quotation marks is none, and a list is still what a tuple is made of
        TypeAdapter(shape).validate_json(json.dumps(settings, default=str), strict=True)
    except ValidationError as errors:
        for error in errors.errors(include_url=False):
            where = tuple(error["loc"])
            source.blame((*at, *where), in_words(error, ConfigTable, where))


def _judge_counts(source: ConfigFile, at: Path, settings: Any) -> None:
    """How many pages, files, days or hours: no setting of a probe is below nought or without end; a source has ids instead."""
    if isinstance(settings, dict | list):
        for key, value in settings.items() if isinstance(settings, dict) else enumerate(settings):
            _judge_counts(source, (*at, key), value)
    elif isinstance(settings, int | float) and not 0 <= settings <= MOST:
        below, above = Text("config.or_more", {"limit": "0"}), Text("config.at_most", {"limit": str(MOST)})
        expected = Text("config.expected", {"what": below if settings < 0 else above})
        source.blame(at, found_but(str(at[-1]), settings, expected))


def _judge_column_ids(
    source: ConfigFile, at: Path, settings: Any, shape: type[Any], site: dict[str, Any]
) -> None:
    """Columns of the site that the settings of a probe name."""
    known = {_text(column, "id") for _, column in rows(site.get("column"))}
    for one in fields(shape) if isinstance(settings, dict) else ():
        if one.metadata == COLUMN_IDS:
            for n, id in texts(settings.get(one.name)):
                _known(source, (*at, one.name, n), id, known, "column")


def _judge_source(source: ConfigFile, at: Path, account: dict[str, Any], vocabulary: Vocabulary) -> None:
    table = account.get("source")
    if not isinstance(table, dict):
        return
    here = (*at, "source")
    kind = table.get("kind")
    if not isinstance(kind, str):
        kinds = tuple(sorted(vocabulary.sources))
        source.blame((*here, "kind"), Text("config.missing_one_of", {"known": kinds}))
    elif _known(source, (*here, "kind"), kind, vocabulary.sources, "source"):
        _judge_settings(source, here, table, vocabulary.sources[kind])
        for where, words in mistakes_in(table):
            source.blame((*here, *where), words)
        if isinstance(rows := table.get("list"), dict):
            _judge_list(source, (*here, "list"), rows, vocabulary)


def _judge_list(source: ConfigFile, at: Path, table: dict[str, Any], vocabulary: Vocabulary) -> None:
    """`list = {…}` below a source is held to the same keys as below a column."""
    try:
        model.ListTable.model_validate(table)
    except ValidationError as errors:
        for error in errors.errors(include_url=False):
            where = tuple(error["loc"])
            source.blame((*at, *where), in_words(error, model.ListTable, where))
    if isinstance(adapter := table.get("adapter"), str):
        _known(source, (*at, "adapter"), adapter, vocabulary.adapters, "adapter")


def _judge_table(
    source: ConfigFile, at: Path, table: dict[str, Any], units: set[str], vocabulary: Vocabulary
) -> None:
    if isinstance(unit := table.get("unit"), str):
        _known(source, (*at, "unit"), unit, units, "unit")
    if isinstance(edition := table.get("edition"), str):
        _known(source, (*at, "edition"), edition, vocabulary.editions, "edition")


def _known(source: ConfigFile, at: Path, word: str, known: Collection[str], noun: str) -> bool:
    if word in known:
        return True
    key = str(at[-1])
    hint = nearest(word, known, key)
    if hint is None and 0 < len(known) <= 12:
        hint = Text("config.known", {"known": tuple(option(key, one) for one in sorted(known))})
    found = quoted(key, word)
    source.blame(
        at, Text("config.no_such", {"found": found, "noun": Label("config_noun", noun), "hint": hint})
    )
    return False


def _claim(source: ConfigFile, at: Path, key: str, taken: Taken, table: dict[str, Any]) -> None:
    if not _text(table, "id"):
        return
    if key in taken:
        other, there = taken[key]
        where = Text("config.in_browser")
        if other.name != BROWSER:
            file = written(other.name, other.name.rpartition("/")[2])
            where = Text("config.at_line", {"file": file, "line": str(line_of(other.text, there))})
        source.blame((*at, "id"), Text("config.taken", {"id": quoted("id", table["id"]), "where": where}))
    else:
        taken[key] = source, at


def _text(table: dict[str, Any], key: str) -> str:
    value = table.get(key)
    return value if isinstance(value, str) else ""
