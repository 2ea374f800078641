"""One service guide (办事指南): which of the ten element groups have text, and what people should look at."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from monitor.domain.content import Guide
from probes.http.sight import title_of
from probes.pages.document.costly import TOO_COSTLY, too_costly
from probes.pages.document.elsewhere import may_be_filled
from probes.pages.document.parser import parse_html
from probes.pages.document.scripts import render
from probes.pages.document.seen import (
    with_choices,
    with_fields,
    with_frames,
    with_lines,
    with_pictures,
    with_shown_fields,
)
from probes.pages.document.tree import read_tree
from probes.pages.guide.headings import GROUPS, groups_of, may_be_guide
from probes.pages.guide.materials import (
    FILE,
    FORM_LINK,
    GuideForm,
    GuideMaterial,
    find_forms,
    find_materials,
)
from probes.pages.guide.pictures import groups_drawn, with_drawn_names
from probes.pages.guide.sections import find_sections

__all__ = ["GROUPS", "GuideReading", "examine_guide", "groups_of", "guide_id", "read_guide"]

LONGEST = 2_000_000

#: Fewer headings than this, and the page was not understood: it says nothing of what is missing. [DEC]
UNDERSTOOD = 3

_VAGUE = (
    r"(?:法律|法规|规章|规定|政策)[^。；\n]{0,16}(?:规定|要求)[^。；\n]{0,8}(?:提交|提供)?的?其[他它](?:有关|相关)?(?:材料|资料|文件|条件)",
    r"(?:其[他它](?:有关|相关|需要的|必要的?|应当提交的?)?|(?:有关|相关))(?:证明)?(?:材料|资料|证件|手续|文件)(?!名称|清单|目录|下载|样)",
    r"(?:材料|资料|证件|手续)等(?=[。；\s]|$)", r"视(?:具体)?情况而定", r"按(?:照)?(?:有关|相关)规定(?:办理|收费|执行)", r"原则上", r"(?:若干|适量|适当)(?:份|张|时间)",
    r"另行通知",
)  # fmt: skip
_VAGUE_WORDS = re.compile("|".join(f"(?:{one})" for one in _VAGUE))
_FORMAT = re.compile(r"原件|复印件|电子|纸质|扫描|[\d一二两三四五各]\s?份|份数|正本|副本|照片|加盖")
_FORM_NAMED = re.compile(
    r"(?:申请|登记|审批|申报|备案|报名|信息|情况|汇总|核定|变更|注销)[\u4e00-\u9fff]{0,12}(?:表|书)(?![\u4e00-\u9fff]{0,2}格式)"
)
#: What stands where a script has not filled in yet, and empty elements by their ids.
_UNFILLED = re.compile(
    r"\{\{[^{}]{1,80}\}\}|\$\{[\w.]{1,60}\}|<%=|^(?:数据|正在|努力|拼命)?加载中[.…。]{0,6}$"
)
_EMPTY_PLACE = re.compile(
    r"<(?:span|td|div|p|tbody|ul|ol|label|em|i|b|dd)\b[^<>]{0,200}?\bid\s{0,3}=\s{0,3}[\"']?([\w-]{1,60})[^<>]{0,200}>(?:\s|&nbsp;){0,20}</",
    re.IGNORECASE,
)
_NAMED = re.compile(r"[#'\"]([\w-]{1,60})")


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideReading:
    """A guide with what was seen for it."""

    guide: Guide
    told: Mapping[str, str] = field(default_factory=dict)  #: the text under each group
    headings: Mapping[str, str] = field(default_factory=dict)  #: the heading by which a group was known
    materials: tuple[GuideMaterial, ...] = ()
    forms: tuple[GuideForm, ...] = ()

    @property
    def blank(self) -> bool:
        """Whether a heading stands there without its text."""
        return any(group in self.headings for group in self.guide.missing)


def read_guide(html: str, url: str, title: str = "") -> Guide:
    """
    What a guide's page says and lacks. Never raises on what a page may hold.

    A group is missing when no text stands under any of its headings; the page's own title serves as 事项名称. What a
    heading that we do not know may be is not told; where nothing else is missing, `is_read` is False. A page with fewer
    than three of the headings was not understood either: nothing is missing. So it is with a page of another kind
    (联系我们, 招聘公告), and with one whose scripts fill in what is blank.
    Remarks are for people: vague words, materials without their form, a form named without a way to get it, links that lead nowhere.
    """
    return examine_guide(html, url, title).guide


def examine_guide(html: str, url: str, title: str = "") -> GuideReading:
    """
    `read_guide` with the text of each group, the materials and the forms. Where scripts write the page, after they ran.

    Where scripts or other addresses may bring what is missing, the page was not understood.
    """
    found = _examine_as_it_is(html, url, title)
    if found.guide.reason == TOO_COSTLY or (found.guide.is_read and not found.guide.missing):
        return found
    after = render(html, url, None, anyway=True)
    broke = after.may_lack
    again = _examine_as_it_is(after.html, url, title) if after.wrote else found
    if _blanks(again) <= min(_blanks(found), len(GROUPS)):
        found, html = again, after.html
    if found.guide.is_read and found.blank and _waits_for_script(html):
        return _unread(found, "script_guide")
    if found.guide.missing and (broke or may_be_filled(html, said=True)):
        return _unread(found, "filled_elsewhere")
    return found


def _examine_as_it_is(html: str, url: str, title: str) -> GuideReading:
    """The page as it stands; pictures are read as headings of what no words are headings of."""
    if too_costly(html):
        return GuideReading(
            guide=Guide(id=guide_id(url), url=url, title=title[:120], is_read=False, reason=TOO_COSTLY)
        )
    found = _examine_words(html, url, title, ())
    if found.guide.is_read and not found.guide.missing:
        return found
    drawn = groups_drawn(html[:LONGEST]) - found.headings.keys()
    return _examine_words(with_drawn_names(html[:LONGEST], drawn), url, title, drawn) if drawn else found


def _examine_words(html: str, url: str, title: str, drawn: Iterable[str]) -> GuideReading:
    """The page's words; whether groups that a picture names are there is not told where nothing stands below it."""
    id = guide_id(url)
    shown = with_choices(with_shown_fields(with_frames(with_pictures(html[:LONGEST]))))
    tree = read_tree(with_lines(with_fields(shown)))
    called = _own_title(html)
    found = find_sections(tree, f"{title_of(html)}|{title}|{called}")
    found.doubt(drawn)
    name = title or found.told.get("事项名称", "") or called
    if name:
        found.told.setdefault("事项名称", name)
    guide = Guide(id=id, url=url, title=name[:120])
    reading = GuideReading(guide=guide, told=found.told, headings=found.headings)
    if len(set(found.headings) - {"事项名称"}) < UNDERSTOOD:
        return _unread(reading, "headings_not_recognised")
    if not set(found.told) - {"事项名称"}:  # what no heading shows is brought in another way
        return _unread(reading, "headings_not_recognised")
    if not may_be_guide(f"{title_of(html)} {title}".strip() or called, found.headings):
        return _unread(reading, "not_a_guide")
    if any(_UNFILLED.search(one) for one in found.told.values()):
        return _unread(reading, "script_guide")
    blank = [group for group in GROUPS if not found.told.get(group)]
    not_told = tuple(one for one in blank if found.asks_more or found.may_tell(one))
    missing = tuple(one for one in blank if one not in not_told)
    materials, forms = find_materials(tree, found.lines.get("办理材料", ())), find_forms(tree)
    guide = replace(guide, missing=missing, not_told=not_told, remarks=_remarks(found.told, materials, forms))
    if not_told and not missing:
        guide = replace(guide, is_read=False, reason=f"elements_not_told:{', '.join(not_told)}")
    return replace(reading, guide=guide, materials=materials, forms=forms)


def _blanks(reading: GuideReading) -> int:
    """How many groups a guide lacks or may lack; more than there are where it was not understood."""
    guide = reading.guide
    return len(guide.missing) + len(guide.not_told) if guide.is_understood else len(GROUPS) + 1


def _unread(reading: GuideReading, reason: str) -> GuideReading:
    """*reading* as one that says nothing of what is missing."""
    guide = replace(reading.guide, missing=(), not_told=(), remarks=(), is_read=False, reason=reason)
    return replace(reading, guide=guide, materials=(), forms=())


def _waits_for_script(html: str) -> bool:
    """Whether a script of the page may fill in what is missing: it names an empty element by its id."""
    empty = {found[1] for found in _EMPTY_PLACE.finditer(html)}
    scripts = parse_html(html[:LONGEST]).css("script:not([src])") if empty else ()
    return any(not empty.isdisjoint(_NAMED.findall(one.text())) for one in scripts)


def _own_title(html: str) -> str:
    parser = parse_html(html[:LONGEST])
    heading = parser.css_first("h1") or parser.css_first("h2") or parser.css_first("title")
    return " ".join(heading.text().split()) if heading is not None else ""


def guide_id(url: str) -> str:
    """A short name for a guide's address, the same every time."""
    return sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _remarks(
    told: Mapping[str, str], materials: Sequence[GuideMaterial], forms: Sequence[GuideForm]
) -> tuple[str, ...]:
    judged = ("申请条件", "办理材料", "办理流程", "收费标准", "办理时间")
    found = ((group, _VAGUE_WORDS.search(told.get(group, ""))) for group in judged)
    remarks = [f"{group}表述含糊：{match[0][:30]}" for group, match in found if match]
    asked = told.get("办理材料", "")
    if asked and not _FORMAT.search(asked) and not any(one.form or one.count for one in materials):
        remarks.append("办理材料未说明原件、复印件、份数等格式要求")
    dead = [one.text for one in forms if FORM_LINK.search(one.text) and not one.leads]
    if dead:
        remarks.append(f"表格链接无效：{dead[0][:30]}")
    offered = any(one.leads and (FILE.search(one.href) or "下载" in one.text) for one in forms)
    if (match := _FORM_NAMED.search(asked)) and not offered:
        remarks.append(f"要求提交表单但未提供获取渠道：{match[0][:30]}")
    return tuple(remarks)
