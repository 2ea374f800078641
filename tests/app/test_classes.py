"""`[report.columns]` reaches the probe that reads the pages of those classes; a site's own word goes before it."""

from pathlib import Path

from monitor.app.configuration import read_watch

SITES = """
edition = "fuzhou-2021"
[centre]
name = "示例区大数据服务中心"
[report.columns]
policy = ["wj", "second/gw"]
survey = ["first/gw"]
"""
SITE = """
[[site]]
id = "{id}"
name = "示例{id}"
url = "http://{id}.example.gov.cn/"
{more}
[[site.column]]
id = "wj"
name = "公文"
url = "http://{id}.example.gov.cn/wj/"
kind = "general"
[[site.column]]
id = "gw"
name = "通告"
url = "http://{id}.example.gov.cn/gw/"
kind = "general"
"""


def test_the_report_s_classes_reach_each_site_s_texts(tmp_path: Path) -> None:
    path = tmp_path / "sites.toml"
    own = 'probe.texts = {policy = ["gw"], pages = 5}'
    path.write_text(
        SITES
        + SITE.format(id="first", more="")
        + SITE.format(id="second", more="")
        + SITE.format(id="third", more=own)
    )
    found = {one.id: one.probe["texts"] for one in read_watch(path).sites}
    assert [found[id].policy for id in ("first", "second", "third")] == [("wj",), ("wj", "gw"), ("gw",)]
    assert [found[id].survey for id in ("first", "second")] == [("gw",), ()]
    assert {one.interpretation for one in found.values()} == {None}
    assert found["third"].pages == 5
