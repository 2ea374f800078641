"""What a site's `probe.…` and `guides` and an account's `source` may say, as `monitor config check` reads it: with the real probes and sources."""

from pathlib import Path

import pytest

from monitor.app.configuration import vocabulary
from monitor.config import ConfigError, load
from monitor.domain.site import Watch
from tests.every import every

FILE = """
edition = "fuzhou-2021"
[centre]
name = "示例区大数据服务中心"
[[site]]
id = "s"
name = "示例区人民政府"
url = "http://www.example.gov.cn/"
{site}
[[site.column]]
id = "gw"
name = "公文"
url = "http://www.example.gov.cn/gw/"
kind = "general"
[[account]]
id = "app"
name = "示例通"
platform = "app"
source = {source}
"""


def read(folder: Path, site: str = "", source: str = '{kind = "import"}') -> Watch:
    path = folder / "sites.toml"
    path.write_text(FILE.format(site=site, source=source), "utf-8")
    return load(path, vocabulary())


@pytest.mark.parametrize("number", ["1000000000", '"1000000000"'])
def test_an_app_s_number_in_the_shop_is_an_id_however_large(tmp_path: Path, number: str) -> None:
    [app] = read(tmp_path, source=f'{{kind = "app", ios_id = {number}}}').accounts
    assert str(app.source["ios_id"]) == "1000000000"


@pytest.mark.parametrize(
    "said",
    [
        'search = {url = "HTTP://so.example.gov.cn/s?q={query}", services = ""}',
        'elements = {pages = {disclosure_guide = "HTTPS://www.example.gov.cn/zn/"}}',
        'reposts = {upstream = [{name = "要闻", url = "http://www.example.gov.cn/yw/", hours = 24}]}',
        'sample = {sign_on = ["sso.example.gov.cn", "登录.政务"]}',
        'sample = {sign_on = []}',
        'texts = {policy = ["gw"], survey = [], pages = 5}',
    ],
)  # fmt: skip
def test_what_can_be_used_is_taken(tmp_path: Path, said: str) -> None:
    [site] = read(tmp_path, f"probe.{said}").sites
    assert list(site.probe) == [said.partition(" ")[0]]


@every(
    ("said", "words"),
    [
        ('search = {url = "http://so.example.gov.cn/s?q=%s"}', "probe.search: url: expected an http:// or https:// address with {query} where"),
        ('search = {services = "/s?q={query}"}', "probe.search: services: expected an http:// or https:// address"),
        ('elements = {pages = {guide = "http://www.example.gov.cn/"}}', "probe.elements: pages: no such page: 'guide'; known: "),
        ('elements = {pages = {disclosure_guide = "zn/"}}', "pages.disclosure_guide: expected an address that begins with http:// or https://"),
        ('reposts = {upstream = [{name = " ", url = "http://a.gov.cn/"}]}', "upstream number 1: expected a name, and an address that begins with"),
        ('reposts = {upstream = [{name = "要闻", url = "http://"}]}', "upstream number 1: expected a name, and an address that begins with"),
        ('reposts = {upstream = [{name = "要闻", url = "http://a.gov.cn/", hours = 0}]}', "upstream number 1: hours must be at least 1"),
        ('reposts = {upstream = [{name = "要闻", url = "http://a.gov.cn/", hours = 9999999999}]}', "hours: found 9999999999, expected at most 1000000"),
        ('sample = {sign_on = [""]}', "probe.sample: sign_on: found '', expected a host name such as mztapp.fujian.gov.cn"),
        ('sample = {sign_on = ["sso.example.gov.cn", " "]}', "sign_on: found ' ', expected a host name"),
        ('sample = {sign_on = ["cn"]}', "sign_on: found 'cn', expected a host name"),
        ('sample = {sign_on = ["http://sso.example.gov.cn/"]}', "sign_on: found 'http://sso.example.gov.cn/', expected a host name"),
        ('sample = {sign_on = ["SSO.example.gov.cn"]}', "expected a host name such as mztapp.fujian.gov.cn, in small letters"),
        ('sample = {columns = -1}', "probe.sample.columns: found -1, expected 0 or more"),
        ('texts = {policy = ["gw", "qw"]}', "probe.texts.policy number 2: found 'qw', no such [[site.column]]"),
        ('texts = {survey = [""]}', "probe.texts.survey number 1: found '', no such [[site.column]]"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_told_with_its_place_and_what_to_write(
    tmp_path: Path, said: str, words: str
) -> None:
    with pytest.raises(ConfigError) as raised:
        read(tmp_path, f"probe.{said}")
    assert words in str(raised.value)
    assert "sites.toml:9: site 's': " in str(raised.value)


@pytest.mark.parametrize("pattern", ["(", "a{99999999999999}", "(" * 9000 + ")" * 9000], ids=len)
def test_a_pattern_that_cannot_be_compiled_is_told_as_every_other_mistake(
    tmp_path: Path, pattern: str
) -> None:
    with pytest.raises(ConfigError, match=r"guides\.pattern: found .*, expected a regular expression \("):
        read(tmp_path, f'guides = {{pattern = "{pattern}"}}')
