"""A validated configuration as domain objects."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from monitor.config import model
from monitor.config.report_table import ReportTable
from monitor.config.scores_table import ScoresTable
from monitor.config.settings import PatrolTable
from monitor.config.vocabulary import AnnexRow
from monitor.domain.settings import (
    AlertsSettings,
    DaemonSettings,
    EvidenceSettings,
    HigherNotice,
    MailSettings,
    NoticeSettings,
    OidcSettings,
    PatrolSettings,
    PointRow,
    PointStep,
    ScoresSettings,
    Settings,
    WebSettings,
)
from monitor.domain.site import (
    Account,
    Board,
    Centre,
    Column,
    ColumnKind,
    Declaration,
    Frequency,
    ListSource,
    Maintenance,
    References,
    Site,
    SitePage,
    Unit,
    Watch,
)


def build(
    document: model.ConfigDocument,
    catalogue: Mapping[str, AnnexRow],
    probes: Mapping[str, type[Any]],
    files: tuple[str, ...],
) -> Watch:
    """The domain objects of *document*; names in it are known to exist."""
    units = tuple(Unit(**one.model_dump()) for one in document.unit)
    by_name = {name: one.id for one in units for name in (one.name, *one.aliases)}
    return Watch(
        edition=document.edition,
        centre=Centre(**document.centre.model_dump()),
        references=References(**document.references.model_dump()) if document.references else None,
        units=units,
        sites=tuple(_site(one, document, catalogue, by_name, probes) for one in document.site),
        accounts=tuple(_account(one, document.edition) for one in document.account),
        settings=Settings(
            evidence=EvidenceSettings(**document.evidence.model_dump()),
            daemon=DaemonSettings(**document.daemon.model_dump()),
            mail=MailSettings(**document.mail.model_dump()) if document.mail else None,
            alerts=AlertsSettings(**document.alerts.model_dump()),
            web=WebSettings(**document.web.model_dump()),
            report=_report(document.report) if document.report else NoticeSettings(),
            scores=_scores(document.scores),
            patrol=_patrol(document.patrol, files),
            oidc=OidcSettings(**document.oidc.model_dump()) if document.oidc else None,
        ),
        files=files,
    )


def _report(table: ReportTable) -> NoticeSettings:
    plain = table.model_dump(exclude={"higher"})
    return NoticeSettings(**plain, higher=tuple(HigherNotice(**one.model_dump()) for one in table.higher))


def _scores(table: ScoresTable) -> ScoresSettings:
    rows = (
        PointRow(
            **one.model_dump(exclude={"steps"}),
            steps=tuple(PointStep(**step.model_dump()) for step in one.steps),
        )
        for one in table.row
    )
    return ScoresSettings(**table.model_dump(exclude={"row"}), row=tuple(rows))


def _patrol(table: PatrolTable, files: tuple[str, ...]) -> PatrolSettings:
    """A folder of word lists is named from the folder of the configuration."""
    lists = (Path(files[0]).parent / table.lists).as_posix() if table.lists and files else table.lists
    return PatrolSettings(**{**table.model_dump(), "lists": lists})


def _site(
    table: model.SiteTable,
    document: model.ConfigDocument,
    catalogue: Mapping[str, AnnexRow],
    units: Mapping[str, str],
    probes: Mapping[str, type[Any]],
) -> Site:
    plain = table.model_dump(
        exclude={"column", "board", "page", "maintenance", "probe", "edition", "columns_complete"}
    )
    return Site(
        **plain,
        edition=table.edition or document.edition,
        columns=tuple(
            _column(one, catalogue, units, document.defaults.frequency_by_kind) for one in table.column
        ),
        columns_complete=Declaration(**table.columns_complete.model_dump())
        if table.columns_complete
        else None,
        boards=tuple(Board(**one.model_dump()) for one in table.board),
        pages=tuple(SitePage(**one.model_dump()) for one in table.page),
        maintenance=tuple(Maintenance(**one.model_dump()) for one in table.maintenance),
        probe={
            name: TypeAdapter(probes[name]).validate_python(settings)
            for name, settings in table.probe.items()
        },
    )


def _column(
    table: model.ColumnTable,
    catalogue: Mapping[str, AnnexRow],
    units: Mapping[str, str],
    by_kind: Mapping[ColumnKind, Frequency],
) -> Column:
    """What the column does not state comes from its row of annex 2; a frequency else from the centre's decision for its kind."""
    plain = table.model_dump(exclude={"url", "kind", "frequency", "unit", "list"})
    row = catalogue.get(table.catalogue or "")
    kind = table.kind or (row.kind if row else ColumnKind.GENERAL)
    stated = table.frequency or (row.frequency if row else None)
    return Column(
        **plain,
        url=table.url or "",
        kind=kind,
        frequency=stated or by_kind.get(kind),
        frequency_by_kind=stated is None and kind in by_kind,
        unit=table.unit or (units.get(row.owner) if row else None),
        list=_list_source(table.list) if table.list else None,
    )


def _list_source(table: model.ListTable) -> ListSource:
    if table.json_ is None:
        return ListSource(**table.model_dump(exclude={"json_", "rows", "fields"}))
    options = {**table.options, "url": table.json_, "rows": table.rows or "", "fields": table.fields}
    return ListSource(adapter="json_list", options=options)


def _account(table: model.AccountTable, edition: str) -> Account:
    plain = table.model_dump(exclude={"edition"})
    if isinstance(rows := plain["source"].get("list"), dict):
        plain["source"]["list"] = asdict(_list_source(model.ListTable.model_validate(rows)))
    return Account(**plain, edition=table.edition or edition)
