"""A good configuration becomes the domain objects it describes."""

import tomllib
from dataclasses import fields
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from monitor.config import ConfigError, load
from monitor.config import settings as config
from monitor.config.report_table import HigherNoticeTable, ReportTable
from monitor.config.scores_table import ScoreRowTable, ScoresTable, StepTable
from monitor.config.table import ConfigTable
from monitor.domain import settings as records
from monitor.domain.settings import DaemonSettings
from monitor.domain.site import ColumnKind, Declaration, Frequency, Watch
from monitor.domain.timing import SHANGHAI
from tests.every import every

from .vocabulary import VOCABULARY, Settings

MAIN = """
include = ["sites.d/*.toml"]
edition = "fuzhou-2021"
[centre]
name = "示例区大数据服务中心"
[[unit]]
id = "civil"
name = "区民政局"
aliases = ["民政局"]
[[site]]
id = "portal"
name = "示例区人民政府"
url = "http://www.example.gov.cn/"
probe.availability = {timeout_s = 10}
[[site.column]]
id = "relief"
name = "社会救助/城乡低保"
url = "http://www.example.gov.cn/dibao/"
catalogue = "Z2-16.01"
[[site.column]]
id = "audit"
name = "财政资金/审计公开"
url = "http://www.example.gov.cn/audit/"
catalogue = "Z2-07.11"
[[site.column]]
id = "api"
name = "接口"
url = "http://www.example.gov.cn/api/"
frequency = "weekly"
list = {json = "http://www.example.gov.cn/list.json", rows = "data", fields = {title = "t"}}
[[site.maintenance]]
start = 2026-10-01T22:00:00
end = 2026-10-02T06:00:00
reason = "机房搬迁"
approved_by = "区政府办"
document = "示政办〔2026〕1号"
"""

HEAD = """
edition = "fuzhou-2021"
[centre]
name = "示例区大数据服务中心"
"""

PART = """
[[site]]
id = "second"
name = "示例镇"
url = "http://town.example.gov.cn/"
edition = "national-2019"
"""


@pytest.fixture
def watch(tmp_path: Path) -> Watch:
    (tmp_path / "sites.d").mkdir()
    (tmp_path / "sites.toml").write_text(MAIN, encoding="utf-8")
    (tmp_path / "sites.d" / "second.toml").write_text(PART, encoding="utf-8")
    return load(tmp_path / "sites.toml", VOCABULARY)


def test_what_a_column_leaves_out_comes_from_its_row_of_annex_2(watch: Watch) -> None:
    relief = watch.site("portal").column("relief")
    assert (relief.kind, relief.frequency, relief.unit) == (ColumnKind.GENERAL, Frequency.MONTHLY, "civil")
    assert watch.site("portal").column("audit").kind is ColumnKind.LINK


def test_an_included_file_adds_sites_and_may_name_another_edition(watch: Watch) -> None:
    assert [(one.id, one.edition) for one in watch.sites] == [
        ("portal", "fuzhou-2021"),
        ("second", "national-2019"),
    ]


def test_probe_settings_become_the_probes_own_type(watch: Watch) -> None:
    assert watch.site("portal").probe == {"availability": Settings(timeout_s=10)}


def test_a_json_list_is_an_adapter_with_options(watch: Watch) -> None:
    source = watch.site("portal").column("api").list
    assert source is not None
    assert source.adapter == "json_list"
    assert source.options["rows"] == "data"


def test_a_time_without_zone_is_shanghai_time(watch: Watch) -> None:
    [window] = watch.site("portal").maintenance
    assert window.start == datetime(2026, 10, 1, 22, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("", None),
        ("columns_complete = false", None),
        ("columns_complete = true", Declaration()),
        ('columns_complete = {by = "林某", on = 2026-11-01}', Declaration(by="林某", on=date(2026, 11, 1))),
    ],
    ids=["unsaid", "false", "true", "signed"],
)
def test_who_declared_the_columns_of_a_site_complete_and_when(
    tmp_path: Path, said: str, kept: Declaration | None
) -> None:
    (tmp_path / "sites.toml").write_text(f"{HEAD}{PART}{said}\n", encoding="utf-8")
    assert load(tmp_path / "sites.toml", VOCABULARY).site("second").columns_complete == kept


@pytest.mark.parametrize(
    ("said", "marks"),
    [
        ("", ()),
        ('title_mark = "示例镇"', ("示例镇",)),
        ('title_mark = ["示例镇人民政府", "示例镇"]', ("示例镇人民政府", "示例镇")),
    ],
    ids=["none", "one text", "a list"],
)
def test_a_title_mark_is_one_text_or_a_list_of_texts(
    tmp_path: Path, said: str, marks: tuple[str, ...]
) -> None:
    (tmp_path / "sites.toml").write_text(f"{HEAD}{PART}{said}\n", encoding="utf-8")
    assert load(tmp_path / "sites.toml", VOCABULARY).site("second").title_mark == marks


def read(tmp_path: Path, daemon: str) -> DaemonSettings:
    path = tmp_path / "sites.toml"
    path.write_text(f"{HEAD}{daemon}\n{PART}", encoding="utf-8")
    return load(path, VOCABULARY).settings.daemon


def test_the_daemon_has_its_times_of_day_without_being_told(watch: Watch) -> None:
    daemon = watch.settings.daemon
    assert (daemon.listen, daemon.visits_per_day, daemon.columns_at) == (
        "127.0.0.1:9108",
        48,
        time(1, 30),
    )


@pytest.mark.parametrize(
    ("said", "kept"),
    [('"01:30"', "01:30"), ('"7:05"', "07:05"), ("23:59:00", "23:59"), ('"00:00"', "00:00")],
    ids=["text", "without-zero", "toml-time", "midnight"],
)
def test_a_time_of_day_is_kept_as_hours_and_minutes(tmp_path: Path, said: str, kept: str) -> None:
    assert read(tmp_path, f"[daemon]\nmail_at = {said}").mail_at == time.fromisoformat(kept)


def test_hosts_of_our_own_may_be_asked_more_often(tmp_path: Path) -> None:
    said = '[daemon]\nrequests_per_second = {"rsshub.example" = 10}'
    assert read(tmp_path, said).requests_per_second == {"rsshub.example": 10}
    assert read(tmp_path, "").requests_per_second == {}


@pytest.mark.parametrize("said", ['{"*.gov.cn" = 5}', '{"rsshub.example" = 51}', '{"rsshub.example" = 0}'])
def test_every_host_or_a_pace_without_bounds_is_refused(tmp_path: Path, said: str) -> None:
    with pytest.raises(ConfigError, match="requests_per_second"):
        read(tmp_path, f"[daemon]\nrequests_per_second = {said}")


def test_the_daemon_may_listen_nowhere(tmp_path: Path) -> None:
    assert read(tmp_path, '[daemon]\nlisten = ""').listen == ""


def test_every_key_of_report_that_the_starter_shows_is_known() -> None:
    template = Path(__file__).parents[2] / "monitor" / "config" / "templates" / "sites.toml"
    shown = template.read_text("utf-8").partition("# [report] ")[2]
    table = tomllib.loads("[report]\n" + "\n".join(one.removeprefix("# ") for one in shown.splitlines()[1:]))
    read = ReportTable.model_validate(table["report"] | {"departments": []})
    assert (read.output_minimum, read.higher[0].office, read.columns.uncounted) == (
        10,
        "省政府办公厅",
        ("data",),
    )


def test_a_province_of_sites_is_read_in_one_go(tmp_path: Path) -> None:
    """When each name looked for its own line in the file, these took half an hour."""
    sites = "".join(
        f'[[site]]\nid = "s{n}"\nname = "网站"\nurl = "http://s{n}.gov.cn/"\n' for n in range(4000)
    )
    text = f'edition = "fuzhou-2021"\n[centre]\nname = "中心"\n{sites}'
    (tmp_path / "sites.toml").write_text(text, encoding="utf-8")
    assert len(load(tmp_path / "sites.toml", VOCABULARY).sites) == 4000


@every(
    ("table", "record"),
    [
        (config.EvidenceTable, records.EvidenceSettings), (config.DaemonTable, records.DaemonSettings), (config.MailTable, records.MailSettings),
        (config.AlertsTable, records.AlertsSettings), (config.WebTable, records.WebSettings), (ReportTable, records.NoticeSettings),
        (HigherNoticeTable, records.HigherNotice), (ScoresTable, records.ScoresSettings), (ScoreRowTable, records.PointRow),
        (StepTable, records.PointStep),
    ],
    ids=lambda one: one.__name__,
)  # fmt: skip
def test_every_key_of_a_table_is_a_field_of_its_record(table: type[ConfigTable], record: type[Any]) -> None:
    assert set(table.model_fields) == {one.name for one in fields(record)}
