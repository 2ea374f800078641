"""The forms that a guide offers, the documents that it names only, and telephones that have no telephone's form."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from probes.http.links import join
from probes.pages.document.parser import parse_html
from probes.pages.guide.guide import GuideReading, examine_guide
from probes.pages.guide.materials import FILE

_SAMPLE = re.compile(r"样[表本]|示范|范本|填写(?:样例|示例|说明)|示例")
_LAW = re.compile(r"《([^《》]{4,60}(?:法|条例|办法|规定|细则|通知|意见|规程|标准))》")
_QUOTED = re.compile(r"第[一二三四五六七八九十百零\d]{1,6}条")
_TELEPHONE = re.compile(r"(?:\(?0\d{2,3}\)?[-－—\s]?)?\d{7,8}(?:[-－转]\d{1,6})?|1[3-9]\d{9}|12\d{3}|9\d{4}|[48]00[-－]?\d{3}[-－]?\d{4}")  # fmt: skip
_DIGITS = re.compile(r"\d[\d\-－—\s()（）]{3,}\d")


@dataclass(frozen=True, slots=True)
class FormsRead:
    """What a guide offers; addresses are absolute."""

    is_read: bool
    forms: tuple[tuple[str, str, bool], ...] = ()  #: words, address, whether it is filled in as an example
    laws_by_name: tuple[str, ...] = ()
    odd_telephones: tuple[str, ...] = ()
    title: str = ""


def read_forms(html: str, url: str, title: str) -> FormsRead:
    """The forms of the guide *html* that came from *url*. A page that was not understood as a guide offers nothing."""
    seen = examine_guide(html, url, title)
    if not seen.guide.is_understood:
        return FormsRead(False, title=title)
    return FormsRead(
        True, tuple(_files(seen, url)), tuple(dict.fromkeys(_only_named(seen, html))), tuple(_odd(seen)), seen.guide.title
    )  # fmt: skip


def _files(seen: GuideReading, url: str) -> Iterator[tuple[str, str, bool]]:
    for one in seen.forms:
        there = join(url, one.href) if one.leads else ""
        if there and (FILE.search(one.href) or "下载" in one.text):
            yield one.text, there, _SAMPLE.search(one.text) is not None


def _only_named(seen: GuideReading, html: str) -> Iterator[str]:
    """Documents under 设定依据 that no link leads to and of which no article is quoted."""
    told = seen.told.get("设定依据", "")
    linked = "".join(one.text() for one in parse_html(html).css("a[href]"))
    for found in _LAW.finditer(told):
        if found[1] not in linked and not _QUOTED.search(told[found.end() : found.end() + 40]):
            yield found[1]


def _odd(seen: GuideReading) -> Iterator[str]:
    for found in _DIGITS.findall(seen.told.get("联系电话", "")):
        bare = re.sub(r"[\s()（）]", "", found)
        if _TELEPHONE.fullmatch(bare) is None:
            yield found.strip()
