"""`[defaults]`: what the centre decides for all columns of a kind, said as its own decision."""

from pathlib import Path

from monitor.app.configuration import read_watch
from monitor.domain.site import Frequency
from monitor.quarter.frequency import declared_frequency
from monitor.regulations.editions import load_edition
from monitor.rules.freshness._column import declared_duty
from monitor.wording.say import say

CONFIG = """
edition = "fuzhou-2021"
[centre]
name = "示例区大数据服务中心"
[defaults]
frequency_by_kind = {general = "semiannual"}
[[site]]
id = "s"
name = "示例区人民政府"
url = "http://a.gov.cn/"
[[site.column]]
id = "own"
name = "甲"
url = "http://a.gov.cn/own/"
frequency = "monthly"
[[site.column]]
id = "bare"
name = "乙"
url = "http://a.gov.cn/bare/"
[[site.column]]
id = "news"
name = "丙"
url = "http://a.gov.cn/news/"
kind = "news"
"""


def test_a_column_without_a_frequency_has_that_of_its_kind_and_says_whose_decision_it_is(
    tmp_path: Path,
) -> None:
    (tmp_path / "sites.toml").write_text(CONFIG, encoding="utf-8")
    own, bare, news = read_watch(tmp_path / "sites.toml").sites[0].columns
    assert (own.frequency, own.frequency_by_kind) == (Frequency.MONTHLY, False)
    assert (bare.frequency, bare.frequency_by_kind) == (Frequency.SEMIANNUAL, True)
    assert (news.frequency, news.frequency_by_kind) == (None, False)
    clause = load_edition("fuzhou-2021").clause("columns_overdue", "site")
    assert clause is not None
    duty = declared_duty(bare, clause)
    assert duty is not None
    assert say(declared_frequency(bare)) == "每半年（监测单位按栏目类型规定）"
    assert say(duty.words) == "应每半年更新（监测单位按栏目类型规定）"
    assert say(declared_frequency(own)) == "每月"
