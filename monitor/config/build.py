"""A validated configuration as domain objects."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from sys import intern
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


class Builder:
    """
    Makes the domain objects of a configuration, one site or account at a time.

    *document*: all but them; names in what is added are known to exist.
    """

    def __init__(
        self,
        document: model.ConfigDocument,
        units: Sequence[model.UnitTable],
        catalogue: Mapping[str, AnnexRow],
        probes: Mapping[str, type[Any]],
    ) -> None:
        self._document, self._catalogue, self._probes = document, catalogue, probes
        self._units = tuple(Unit(**one.model_dump()) for one in units)
        self._by_name = {name: one.id for one in self._units for name in (one.name, *one.aliases)}
        self._sites: list[Site] = []
        self._accounts: list[Account] = []

    def add(self, table: model.SiteTable | model.AccountTable) -> None:
        """One more."""
        if isinstance(table, model.SiteTable):
            self._sites.append(_site(table, self._document, self._catalogue, self._by_name, self._probes))
        else:
            self._accounts.append(_account(table, self._document.edition))

    def watch(self, files: tuple[str, ...]) -> Watch:
        """The whole configuration, read from *files*."""
        document = self._document
        return Watch(
            edition=document.edition,
            centre=Centre(**document.centre.model_dump()),
            references=References(**document.references.model_dump()) if document.references else None,
            units=self._units,
            sites=tuple(self._sites),
            accounts=tuple(self._accounts),
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
        exclude={"column", "board", "page", "guides", "maintenance", "probe", "edition", "columns_complete"}
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
        guides=table.guides.model_dump(exclude_unset=True),
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
    row = catalogue.get(table.catalogue or "")
    kind = table.kind or (row.kind if row else ColumnKind.GENERAL)
    stated = table.frequency or (row.frequency if row else None)
    unit = table.unit or (units.get(row.owner) if row else None)
    return Column(
        # thousands of sites name their columns alike: one text for all of them
        id=intern(table.id),
        name=intern(table.name),
        url=table.url or "",
        kind=kind,
        top_level=table.top_level,
        frequency=stated or by_kind.get(kind),
        unit=unit and intern(unit),
        catalogue=table.catalogue,
        edition=table.edition,
        retired=table.retired,
        list=_list_source(table.list) if table.list else None,
        browser=table.browser,
        frequency_by_kind=stated is None and kind in by_kind,
        confirm=table.confirm,
        indicator=table.indicator,
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
