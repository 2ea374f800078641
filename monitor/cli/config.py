"""`monitor config check`: is the configuration right, and what would it watch?"""

import json
from collections import Counter

import typer

from monitor.app.runtime import read_watch
from monitor.cli.options import ConfigOption, config_path
from monitor.domain.site import Site, Watch

app = typer.Typer(no_args_is_help=True, help="Check a configuration.")


@app.command()
def check(context: typer.Context, config: ConfigOption = None) -> None:
    """Name every mistake of the configuration, or say what would be watched."""
    for line in summary(read_watch(config_path(context, config))):
        typer.echo(line)


def _not_whole(site: Site) -> str:
    """Why the counting rules can never pass *site*, and what to do: a warning, no mistake."""
    if not site.columns:
        return "注意：未登记任何栏目，栏目类指标不会判定为合格；请用 [[site.column]] 登记全部栏目。"
    return (
        "注意：未声明栏目清单完整，栏目类指标不会判定为合格；登记全部栏目后设置 columns_complete = "
        '{by = "确认人", on = 日期}。'
    )


def summary(watch: Watch) -> list[str]:
    """What a configuration would watch, a line each, with what it leaves open."""
    lines = [
        f"read {', '.join(watch.files)}: no mistakes",
        f"centre   {watch.centre.name}, edition {watch.edition}",
    ]
    for site in watch.sites:
        kinds = Counter(column.kind.value for column in site.columns)
        shown = ", ".join(f"{many} {kind}" for kind, many in sorted(kinds.items())) or "none"
        lines.append(f"site     {site.id}  {site.name}  {site.url}  edition {site.edition}")
        lines.append(f"         {len(site.columns)} columns ({shown}), {len(site.boards)} boards")
        bare = [one.id for one in site.columns if one.kind.value == "general" and one.frequency is None]
        if bare:
            lines.append(f"         without a declared frequency, so never decided: {', '.join(bare)}")
        if not site.title_mark:
            proposed = json.dumps(site.name, ensure_ascii=False)
            lines.append(
                "         warning: without a title_mark the page of another site would count as opened; "
                f"a text that only this homepage bears mends it, perhaps title_mark = {proposed}"
            )
        if not site.columns or site.columns_complete is None:
            lines.append(f"         {_not_whole(site)}")
    lines += [f"account  {one.id}  {one.name}  {one.platform.value}" for one in watch.accounts]
    without = [unit.id for unit in watch.units if not unit.email]
    if without:
        lines.append(
            f"units    without an e-mail address, their mail goes to the centre: {', '.join(without)}"
        )
    if watch.references is None:
        lines.append(
            "note     no [references]: our own line will not be checked, and every report will say so"
        )
    return lines
