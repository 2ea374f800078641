"""What tells of which kind a page is (页面类型依据): its rows and boxes, its text, its headings and labels."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from urllib.parse import urlsplit

from monitor.domain.content import is_direct_file
from probes.http.sight import title_of
from probes.pages.document.markup import unfold_records, without_comments
from probes.pages.document.scripts import render, writes_by_script
from probes.pages.document.seen import with_lines
from probes.pages.document.tree import LONGEST, Tree, read_tree
from probes.pages.guide.headings import CORE, OF_OFFICES, names_guide, plain_heading
from probes.pages.guide.sections import find_sections
from probes.pages.records.crumbs import crumb_name, crumbs_of
from probes.pages.records.groups import find_groups, stands_aside
from probes.pages.records.record import PageRecord
from probes.pages.records.rows import MORE, linked_records

#: A page with at least so many dated rows may be a list when nobody says what it is.
LIST_ROWS = 3
#: Labels of one letter and of its answer.
_LETTER = re.compile(
    r"(?<![\u4e00-\u9fff])(?:来信|写信|信件|留言|咨询|提问|投诉|反映|诉求|提交)(?P<noun>时间|日期|标题|主题|内容|编号|状态|单位)|(?<![\u4e00-\u9fff])(?:答复|回复|办理|处理|办结)(?:时间|日期|内容|单位|部门|状态|结果|情况|意见)|(?<![\u4e00-\u9fff])[答回]复(?![\u4e00-\u9fff])"
)
#: What is said of a day and is none: 回复时间：一般为5个工作日.
_DAYS, _SPOKEN = ("时间", "日期"), re.compile(r"[:：]\s?[\u4e00-\u9fff]{2}")
#: A paragraph has so many characters, a text so many paragraphs, a title so many characters, of which the first ones are
#: looked for, and so many texts may stand between it and its text.
_PARAGRAPH, _PARAGRAPHS, _SHORTEST_TITLE, _TITLE_KEY, _FACTS = 20, 2, 8, 12, 24
#: The name of a site and of nothing in it, as only its homepage's window is called.
_SITE_NAME = re.compile(
    r"[\u4e00-\u9fffA-Za-z()（）·\s]{2,30}(?:政府|网站?|门户|局|委员会|委|厅|办公室|中心|大学|学院|学校|中学|小学|医院|公司|协会|联合会|法院|检察院|【官网】)(?:移动版|手机版|触屏版|首页)?"
    r"|(?:The )?[A-Z][\w'’ -]{2,60} (?:Government|Bureau|Court|Hospital|University|School|Commission)|(?:The )?(?:People['’]s )?Government of [A-Z][\w ]{2,40}"
)
_ASKING = re.compile(r"来信|写信|留言|咨询|信件|投诉|答复|回复|提问|受理")
#: Before a question, and how an explanation counts its steps.
_NUMBER = re.compile(r"(?:[QＱ问]\d{0,2}[:：.、]|[(（]?\d{1,2}[)）.、．]|[一二三四五六七八九十]{1,2}、)\s?")
_STEP = re.compile(r"第[一二三四五六七八九\d]步|步骤[一二三四五六七八九\d]")
_LONGEST_ASKED = 60
#: Files of an article, by their names, and what rows of a list are made of.
_ATTACHED, _ROWS = re.compile(r"\W{0,3}附\s?件"), frozenset({"li", "tr", "dd"})
#: Titles and headings that ask.
_ASKS = re.compile(
    r"[？?]$|吗$|^(?:怎么|怎样|如何|为什么|为何|什么是|哪些|哪里)|(?:怎么|怎样|如何)[\u4e00-\u9fff]{1,6}$"
)
#: Columns whose rows are names of matters, short as they are: 办事指南 with 结婚登记, 户口迁移.
_GUIDES = re.compile(r"(?:办事|服务)(?:指南|事项|项目)\s?(?:$|[-_—|])")
#: Titles of rows that name what is asked: 报名相关问题.
_OF_QUESTIONS = re.compile(r"问题$")
#: What a page of a service's help is called: 收退费政策, 就诊流程.
_SERVICE = re.compile(
    r"[\u4e00-\u9fff]{0,8}(?:收费|退费|缴费|退款|退货|换货|支付|付款|配送|购[买物]|订购|注册|充值|就[诊医]|参观|借阅|学习|操作|使用|售后)(?:政策|标准|流程|说明|须知|指南|方式|帮助|规则|服务)"
)
#: So many titles, of so many characters each, are a box of them; a question is no shorter than the last figure.
_MANY_TITLES, _SHORT_TITLE, _SHORTEST_QUESTION = 5, 5, 6
#: What parts the names in a window's title.
PARTS = re.compile(r"[-_|—－ ]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class KindFacts:
    """What the guess of a kind looks at."""

    path: str
    title: str
    name: str  #: its window's and its column's, without the columns above
    crumbs: bool
    links: int
    lists: int
    titles: bool  #: a box of five or more titles, short ones too, stands in its content
    boxes: int
    largest: int
    more: int
    sentences: int
    longest: int
    headings: int
    core: int  #: of these the ones that only a guide has (条件, 材料, 流程)
    matter: bool  #: headings speak of a matter, and not only of an office (地点, 电话), as a foot does
    form: bool
    body: bool  #: a text of its own stands under its title
    questions: int  #: rows whose titles ask
    asks: int  #: short texts that are no rows, and ask, or tell a step
    service: bool  #: its first words, and not its window, are what help pages of a service are called
    files: bool  #: its rows are files of its own title, and no other titles stand in its content
    asking: int  #: words of letters and their answers among the short texts that are no links
    named_as_site: bool  #: its window bears the name of a site and no other
    letter: int  #: different labels of one letter (来信时间, 办理状态, 答复内容), none of which stands twice


def look_at(html: str, url: str, now: datetime) -> KindFacts:
    """What a page shows of its kind, scripts left out but for a guide's headings."""
    plain = unfold_records(without_comments(html[:LONGEST]))
    tree = read_tree(plain)
    records = linked_records(tree, now)
    groups = [
        one for one in find_groups(tree, plain, records, url) if len(one.rows) >= LIST_ROWS and not one.aside
    ]
    window, crumb, names = title_of(html), crumbs_of(tree), crumb_name(tree)
    headings = _headings(tree, html, window, url, now)
    try:
        path = urlsplit(url).path if url else "?"
    except ValueError:
        path = "?"
    return KindFacts(
        path=path,
        title=f"{window[:80]} {crumb[:60]}",
        name=" ".join([window[:80], *names]),
        crumbs=bool(crumb),
        links=len(records),
        lists=_lists(tree, records),
        titles=_lists(tree, records, _MANY_TITLES, _shortest(window, *names)) > 0,
        boxes=len(groups),
        largest=max((len(one.rows) for one in groups if one.dated), default=0),
        more=sum(
            1
            for one in tree.elements
            if one.tag == "a" and one.end > one.start and MORE.match(tree.texts[one.start])
        ),
        sentences=html.count("。"),
        longest=max(map(len, tree.texts), default=0),
        headings=len(headings),
        core=len(headings & CORE),
        matter=bool(headings - OF_OFFICES),
        form="<textarea" in html or "<TEXTAREA" in html,
        body=_has_body(tree, window),
        questions=len(
            {
                one.title
                for one in records
                if len(one.title) >= _SHORTEST_QUESTION
                and (_ASKS.search(one.title) or _OF_QUESTIONS.search(one.title))
            }
        ),
        asks=sum(1 for text in set(tree.texts) if len(text) <= _LONGEST_ASKED and _asks(text)),
        service=_is_of_service(tree, window),
        files=_holds_files(tree, records, window, names),
        asking=len(
            {
                word
                for n, text in enumerate(tree.texts)
                if len(text) <= 12 and not any(one.tag == "a" for one in islice(tree.around_text(n), 2))
                for word in _ASKING.findall(text)
            }
        ),
        named_as_site=not crumb and _SITE_NAME.fullmatch(window.strip()) is not None,
        letter=_letter_labels(tree),
    )


def _shortest(*names: str) -> int:
    """How long the titles of a column of these *names* are on average at least."""
    return 1 if any(_GUIDES.match(one.strip()) for one in names) else _SHORT_TITLE


def _is_of_service(tree: Tree, window: str) -> bool:
    """Whether the first words that are no link name a service's help, on a page that its window does not call so: no article of its own."""
    first = next((text.strip() for n, text in enumerate(tree.texts) if not tree.is_linked(n)), "")
    name = PARTS.split(window.strip(), maxsplit=1)[0]
    return _SERVICE.fullmatch(first) is not None and not (name and (name in first or first in window))


def _asks(text: str) -> bool:
    """Whether a text is a question or a step of an explanation: 3. 忘记密码怎么办？, 第二步：…"""
    plain = _NUMBER.sub("", text.strip())
    return (len(plain) >= _SHORTEST_QUESTION and _ASKS.search(plain) is not None) or (
        _STEP.match(plain) is not None
    )


def _holds_files(tree: Tree, records: Sequence[PageRecord], window: str, names: Sequence[str]) -> bool:
    """Whether three or more files are all that a page of a title of its own leads to: they are attached to it, in paragraphs or by name."""
    title = max(PARTS.split(window)[:1], key=len, default="")
    files = [one for one in records if is_direct_file(one.href)]
    if len(files) < LIST_ROWS or len(title) < _SHORTEST_TITLE or title in names:
        return False
    attached = sum(_ATTACHED.match(one.title) is not None or _is_in_text(tree, one) for one in files)
    return attached * 2 > len(files) and not _lists(tree, [one for one in records if one not in files])


def _is_in_text(tree: Tree, record: PageRecord) -> bool:
    """Whether a record's link stands in a paragraph and not in a row of a list or a table."""
    around = (one.tag for one in tree.above(record.link) if one.tag in _ROWS or one.tag == "p")
    return next(around, "") == "p"


def _headings(tree: Tree, html: str, window: str, url: str, now: datetime) -> set[str]:
    """A guide's element groups that stand on the page, its own name left out; where none does, those of what its scripts write."""
    name = PARTS.split(window.strip(), maxsplit=1)[0]
    found = _groups(read_tree(with_lines(html)) if "<pre" in html else tree, name)
    if len(found) < 2 and names_guide(f"{window} {crumbs_of(tree)[:60]}") and writes_by_script(html):
        after = render(html, url, now)
        found = _groups(read_tree(after.html), name) if after.wrote else found
    return found


def _groups(tree: Tree, name: str) -> set[str]:
    told = find_sections(tree).headings.items()
    return {group for group, heading in told if group != "事项名称" and plain_heading(heading) != name}


def _letter_labels(tree: Tree) -> int:
    """How many different labels of one letter stand on the page; 0 where one stands twice, or none tells when it was written or answered."""
    told = [
        match
        for text in tree.texts
        for match in _LETTER.finditer(text)
        if (text[match.end() : match.end() + 1] in ("：", ":") or match[0] == text.strip())
        and not (match[0].endswith(_DAYS) and _SPOKEN.match(text, match.end()))
    ]
    names = {match[0] for match in told}
    written = any(match["noun"] in _DAYS for match in told)
    answered = {"时间", "内容"} <= {match[0][-2:] for match in told if not match["noun"]}
    return len(names) if (written or answered) and len(names) == len(told) else 0


def _has_body(tree: Tree, window: str) -> bool:
    """Whether a text of two paragraphs or more, which no rows part, stands under the title that the window names."""
    prose = [
        n
        for n, text in enumerate(tree.texts)
        if len(text) >= _PARAGRAPH and "。" in text and not tree.is_linked(n)
    ]
    name = max(PARTS.split(window), key=len, default="")[:_TITLE_KEY]
    if len(prose) < _PARAGRAPHS or len(name) < _SHORTEST_TITLE:
        return False
    rows = sum(
        1
        for one in tree.elements
        if one.tag == "a" and prose[0] < one.start < prose[-1] and len(tree.text(one)) >= _SHORTEST_TITLE
    )
    above = tree.texts[max(0, prose[0] - _FACTS) : prose[0]]
    return rows <= 1 and any(text.startswith(name) for text in above)


def _lists(tree: Tree, records: Sequence[PageRecord], fewest: int = LIST_ROWS, length: int = 8) -> int:
    """How many boxes of *fewest* or more titles, so long on average, stand in the page's content."""
    boxes: dict[int, list[PageRecord]] = {}
    for one in records:
        boxes.setdefault(one.element.parent, []).append(one)
    return sum(
        len(rows) >= fewest
        and sum(len(row.title) for row in rows) >= length * len(rows)
        and not stands_aside(tree, rows[0].element)
        for rows in boxes.values()
    )
