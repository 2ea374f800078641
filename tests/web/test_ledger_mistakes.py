"""What the ledger's pages say of a configuration that makes no sense: Chinese sentences that name the item and its field."""

import re
from pathlib import Path
from typing import Any

import pytest

from monitor.app.configuration import read_watch, vocabulary
from monitor.config import ConfigError, load
from monitor.config.door import ConfigDoor
from monitor.config.overlay import as_json
from monitor.domain.config_edit import ConfigEdit, Door
from monitor.web.ledger.saving import in_chinese
from tests.config.test_mistakes import BAD, DATA
from tests.config.test_overlay import FILE, NEWS
from tests.config.vocabulary import VOCABULARY
from tests.web.conftest import NOW

SITE, NEW = "site/portal", "site/portal/column/new"
#: Three Latin words in a row are no name, no address and no key: they are a sentence that nobody translated.
ENGLISH = re.compile(r"[A-Za-z]{2,} [A-Za-z]+ [A-Za-z]+")


def said_of(path: Path, fields: dict[tuple[str, str], Any]) -> list[str]:
    """What a page says of *fields* of items, stored as edits beside the file."""
    path.write_text(FILE, "utf-8")
    edits = [
        ConfigEdit(
            number=n, at=NOW, who="王芳", door=Door.PAGE, batch="ed_1", item=item, field=name, value=as_json(value),
            base=base_of(path, item, name),
        )
        for n, ((item, name), value) in enumerate(fields.items(), 1)
    ]  # fmt: skip
    door = ConfigDoor(path, vocabulary(), lambda: read_watch(path, ""))
    with pytest.raises(ConfigError) as raised:
        door.watch(edits)
    return [in_chinese(one) for one in raised.value.mistakes]


def base_of(path: Path, item: str, name: str) -> str | None:
    """What the file says of that field."""
    known = ConfigDoor(path, vocabulary(), lambda: read_watch(path, "")).ledger(()).items.get(item)
    return known.said.get(name) if known else None


@pytest.mark.parametrize(
    ("item", "field", "value", "words"),
    [
        (NEWS, "url", "ftp://portal.test/news", "”的网址：填写的是“ftp://portal.test/news”，应为以http://或https://开头的网址"),
        (NEWS, "url", "https://portal.test/a b", "网址应含域名，不含空格"),
        (NEWS, "url", "https://wang:secret@portal.test/", "网址中不得含有用户名或密码"),
        (NEWS, "url", "https://[portal.test/", "应为以http://或https://开头的网址（格式有误）"),
        (NEWS, "name", "", "”的名称：填写的是“”，应为至少1个字"),
        (NEWS, "unit", "nobody", "”的责任单位：填写的是“nobody”，没有这样的责任单位"),
        (NEWS, "frequency", "monthy", "”的更新频率：填写的是“monthy”，应为实时、每周、每两周、每月、每季度、每半年、每年、每五年之一；是否应为“每月”？"),
        (NEWS, "kind", "newspaper", "”的类别：填写的是“newspaper”，应为动态要闻、"),
        (NEWS, "catalogue", "Z9-99", "”的附件2序号：填写的是“Z9-99”，没有这样的附件2序号"),
        (NEWS, "retired", "2026-13-01", "”的停用日期：填写的是“2026-13-01”，应为日期，如2026-11-20"),
        (NEWS, "top_level", "perhaps", "”的一级栏目：填写的是“perhaps”，应为是或否"),
        (SITE, "columns_complete", {"by": ""}, "”的栏目清单完整："),
        (SITE, "columns_complete", {"by": "林某", "on": "soon"}, "应为日期，如2026-11-20"),
        (SITE, "level", "village", "”的行政层级：填写的是“village”，应为省级、市级、县级、部门之一"),
        (SITE, "site_code", "12", "”的网站标识码：填写的是“12”，网站标识码应为10位数字"),
        (SITE, "domain_expires", "next year", "”的域名到期日：填写的是“next year”，应为日期"),
        (SITE, "allowed_hosts", ["https://a.test/"], "”的其他域名（第1项）：填写的是“https://a.test/”，应为域名"),
        (SITE, "title_mark", [""], "”的首页标识文字：填写的是"),
        (SITE, "edition", "nowhere", "”的适用指标：填写的是“nowhere”，没有这样的适用指标"),
    ],
)  # fmt: skip
def test_a_field_that_cannot_be_used_is_told_in_chinese_by_its_name(
    tmp_path: Path, item: str, field: str, value: Any, words: str
) -> None:
    said = said_of(tmp_path / "sites.toml", {(item, field): value})
    assert len(said) == 1
    assert words in said[0]
    assert said[0].startswith("台账不能这样保存：网站“")
    assert not ENGLISH.search(said[0].replace("next year", ""))


def test_a_new_column_without_address_and_one_whose_id_is_taken_are_named(tmp_path: Path) -> None:
    said = said_of(tmp_path / "sites.toml", {(NEW, ""): True, (NEW, "name"): "新栏目"})
    assert said == [
        "台账不能这样保存：网站“门户”栏目“新栏目”：没有填写网址；网址尚不清楚的，请标明“地址待确认”"
    ]
    same = said_of(
        tmp_path / "sites.toml",
        {("account/portal", ""): True, ("account/portal", "name"): "某公众号", ("account/portal", "platform"): "wechat"},
    )  # fmt: skip
    assert same == [
        "台账不能这样保存：新媒体账号“某公众号”的编号：编号“portal”已被占用（见sites.toml第8行），请另取一个"
    ]


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_no_mistake_of_any_file_reaches_a_page_as_an_english_sentence(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(DATA)
    with pytest.raises(ConfigError) as raised:
        load(Path(path.name), VOCABULARY)
    said = [in_chinese(one) for one in raised.value.mistakes]
    assert said
    assert [one for one in said if ENGLISH.search(one)] == []
