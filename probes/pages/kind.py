"""What a page is (页面类型): an article, a list, a board, a guide or a homepage, told by its records and its text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Literal
from urllib.parse import urlsplit

from monitor.domain.content import BoardState, Dated, DatePlace, ListState, MessageStatus, Unreadable
from monitor.domain.observation import BoardReading, Listing, Reading
from probes.http.sight import title_of
from probes.pages.article.article import read_article
from probes.pages.board.board import read_board
from probes.pages.document.costly import too_costly
from probes.pages.document.markup import unfold_records, without_comments
from probes.pages.document.scripts import render, writes_by_script
from probes.pages.document.tree import LONGEST, Tree, read_tree
from probes.pages.guide.headings import names_guide, names_notice
from probes.pages.guide.sections import find_sections
from probes.pages.listing.listing import read_list
from probes.pages.records.crumbs import crumb_name, crumbs_of
from probes.pages.records.groups import find_groups, stands_aside
from probes.pages.records.record import PageRecord
from probes.pages.records.rows import MORE, linked_records

Kind = Literal["article", "list", "board", "home", "guide"]

#: A page with at least so many dated rows may be a list when nobody says what it is.
LIST_ROWS = 3
#: So few beside a publish day with its time, or one that only tags or scripts tell, are related links.
FEW_ROWS = 4
#: A page with so many full stops has a text of its own, and with many more it is a text.
SENTENCES, PROSE = 4, 15
#: Why an article has no day where its own place for one waits for a script: it is no list for that.
_WAITS = ("the label", "a script writes", "an unfilled template")
#: A page without any text as long as this, and with so many links, is a list even where no row has a day.
_SHORT_TEXTS, _MANY_LINKS = 120, 20
#: Points from which on a page is a homepage, boards have rows enough beside a publish day, and guides headings.
_SHORTEST_QUESTION = 6
#: A paragraph has so many characters, a text so many paragraphs, a title so many characters, of which the first ones are
#: looked for, and so many texts may stand between it and its text.
_PARAGRAPH, _PARAGRAPHS, _SHORTEST_TITLE, _TITLE_KEY, _FACTS = 20, 2, 8, 12, 24
#: The name of a site and of nothing in it, as only its homepage's window is called.
_SITE_NAME = re.compile(
    r"[\u4e00-\u9fffA-Za-z()（）·\s]{2,30}(?:政府|网站?|门户|局|委员会|委|厅|办公室|中心|大学|学院|学校|中学|小学|医院|公司|协会|联合会|法院|检察院|【官网】)"
)
#: Labels of one letter and of its answer.
_LETTER = re.compile(
    r"(?<![\u4e00-\u9fff])(?:来信|写信|信件|留言|咨询|提问|投诉|反映|诉求|提交)(?P<noun>时间|日期|标题|主题|内容|编号|状态|单位)|(?<![\u4e00-\u9fff])(?:答复|回复|办理|处理|办结)(?:时间|日期|内容|单位|部门|状态|结果|情况|意见)"
)
#: What is said of a day and is none: 回复时间：一般为5个工作日.
_DAYS, _SPOKEN = ("时间", "日期"), re.compile(r"[:：]\s?[\u4e00-\u9fff]{2}")
_LETTER_LABELS, _NAMED_LETTER_LABELS = 3, 2
_MANY_TITLES, _SHORT_TITLE = 5, 6
_HOME_FROM, _HOME_LINKS, _MANY_MESSAGES, _HEADINGS, _MANY_HEADINGS = 3, 10, 8, 3, 5

_ROOT = re.compile(r"/?(?:(?:index|default|home|main)\.\w{2,5})?", re.IGNORECASE)
_NEAR_ROOT = re.compile(r"/(?:(?:index|default|home)\d{1,3}\.\w{2,5}|[\w-]{1,20}/?)", re.IGNORECASE)
#: An address that calls its page a list: newslist-242-1.html, /list_2.jsp.
_LIST_PATH = re.compile(
    r"/(?:[a-z]{0,20}list|[a-z]{1,20}[_-]list(?=[_-]?\d))(?:[_-]?\d{1,8}){0,3}(?:\.\w{2,6})?\Z", re.IGNORECASE
)
_FOLDER = re.compile(r"/(?:(?:index|default)\.\w{2,5})?\Z", re.IGNORECASE)
_BOARD = re.compile(
    r"信箱|信件|留言|咨询|投诉|来信|写信|问答|论坛|贴吧|吧(?:$|[-_—])|答复|回复|民意|诉求|互动|提问|网友|建言|献策|进言|问政|有问必答|12345"
)
_ASKING = re.compile(r"来信|写信|留言|咨询|信件|投诉|答复|回复|提问|受理")
_NO_BOARD = re.compile(r"征集|调查|访谈|新闻发布|须知|统计|公报|通报")
#: A page's name that is a board's and nothing more: 书记信箱, 县长留言板.
_BOARD_NAME = re.compile(r"[\u4e00-\u9fff]{0,8}(?:信箱|留言板?|来信|论坛|问政|咨询投诉)")
_PARTS = re.compile(r"[-_|—－ ]+")
#: Help pages: their name, and titles that ask.
_HELP = re.compile(
    r"常见问[题答]|帮助(?:中心|文档|$|[-_ ])|FAQ|客服中心|新手(?:指南|入门)|必读|(?:怎么|如何|怎样)(?:办理|申请|使用)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"[？?]$|吗$|^(?:怎么|怎样|如何|为什么|为何|什么是|哪些|哪里)|(?:怎么|怎样|如何)[\u4e00-\u9fff]{1,6}$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KindGuess:
    """The kind a page most looks like, how sure that is (0 to 1), and what spoke for it."""

    kind: Kind
    confidence: float
    why: tuple[tuple[str, int], ...] = ()  #: what was seen, by name, with its figure


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """What the guess looks at."""

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
    form: bool
    body: bool  #: a text of its own stands under its title
    questions: int  #: rows whose titles ask
    asking: int  #: words of letters and their answers among the short texts that are no links
    named_as_site: bool  #: its window bears the name of a site and no other
    letter: int  #: different labels of one letter (来信时间, 办理状态, 答复内容), none of which stands twice


def guess_kind(html: str, url: str, now: datetime) -> KindGuess:
    """
    What the page most looks like. Pure; never raises on what a page may hold.

    A guide by its element headings, a homepage by its address and its many boxes, a board by its words and rows that ask
    and answer, a list by rows and no text of its own; else an article.
    """
    if too_costly(html):
        return KindGuess(kind="article", confidence=0.0, why=(("too_costly", 1),))
    seen = _look(html, url, now)
    reading = read_article(html, url, now=now)
    if (guide := _as_guide(seen, reading)) is not None:
        return guide
    if (home := _as_home(seen, reading)) is not None:
        return home
    if (help_page := _as_help(seen, reading)) is not None:
        return help_page
    if seen.letter >= (_NAMED_LETTER_LABELS if _names_board(seen.title) else _LETTER_LABELS):
        return KindGuess(kind="board", confidence=0.75, why=(("letter_labels", seen.letter),))
    if (board := _as_board(seen, reading, read_board(html, url, now=now))) is not None:
        return board
    listing = read_list(html, url, now=now)
    days = sum(1 for item in listing.items if item.on)
    if _is_list(reading, listing, seen):
        why = (("rows", len(listing.items)), ("dated_rows", days), ("sentences", seen.sentences))
        return KindGuess(
            kind="list", confidence=0.95 if days > FEW_ROWS and seen.sentences < SENTENCES else 0.7, why=why
        )
    dated = isinstance(reading.published, Dated)
    return KindGuess(
        kind="article",
        confidence=0.95 if dated and days <= FEW_ROWS else 0.8 if dated else 0.6,
        why=(("publish_day", int(dated)), ("sentences", seen.sentences), ("dated_rows", days)),
    )


def _look(html: str, url: str, now: datetime) -> _Seen:
    plain = unfold_records(without_comments(html[:LONGEST]))
    tree = read_tree(plain)
    records = linked_records(tree, now)
    groups = [
        one for one in find_groups(tree, plain, records, url) if len(one.rows) >= LIST_ROWS and not one.aside
    ]
    crumb = crumbs_of(tree)
    try:
        path = urlsplit(url).path if url else "?"
    except ValueError:
        path = "?"
    return _Seen(
        path=path,
        title=f"{title_of(html)[:80]} {crumb[:60]}",
        name=" ".join([title_of(html)[:80], *crumb_name(tree)]),
        crumbs=bool(crumb),
        links=len(records),
        lists=_lists(tree, records),
        titles=_lists(tree, records, _MANY_TITLES, _SHORT_TITLE) > 0,
        boxes=len(groups),
        largest=max((len(one.rows) for one in groups if one.dated), default=0),
        more=sum(
            1
            for one in tree.elements
            if one.tag == "a" and one.end > one.start and MORE.match(tree.texts[one.start])
        ),
        sentences=html.count("。"),
        longest=max(map(len, tree.texts), default=0),
        headings=_headings(tree, html, url, now),
        form="<textarea" in html or "<TEXTAREA" in html,
        body=_has_body(tree, title_of(html)),
        questions=len(
            {one.title for one in records if len(one.title) >= _SHORTEST_QUESTION and _ASKS.search(one.title)}
        ),
        asking=len(
            {
                word
                for n, text in enumerate(tree.texts)
                if len(text) <= 12 and not any(one.tag == "a" for one in islice(tree.around_text(n), 2))
                for word in _ASKING.findall(text)
            }
        ),
        named_as_site=not crumb and _SITE_NAME.fullmatch(title_of(html).strip()) is not None,
        letter=_letter_labels(tree),
    )


def _headings(tree: Tree, html: str, url: str, now: datetime) -> int:
    """How many of a guide's element groups stand on the page; where none does, of what its scripts write."""
    found = len(set(find_sections(tree).headings) - {"事项名称"})
    if found < 2 and names_guide(f"{title_of(html)} {crumbs_of(tree)[:60]}") and writes_by_script(html):
        after = render(html, url, now)
        found = (
            len(set(find_sections(read_tree(after.html)).headings) - {"事项名称"}) if after.wrote else found
        )
    return found


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
        if len(text) >= _PARAGRAPH and "。" in text and all(one.tag != "a" for one in tree.around_text(n))
    ]
    name = max(_PARTS.split(window), key=len, default="")[:_TITLE_KEY]
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


def _as_guide(seen: _Seen, reading: Reading) -> KindGuess | None:
    if seen.headings < _HEADINGS or names_notice(seen.title) or seen.links > 10 * _MANY_LINKS:
        return None
    named = names_guide(seen.title)
    timed = isinstance(reading.published, Dated) and reading.published.at is not None
    timed = timed and (seen.headings <= _HEADINGS or seen.sentences >= SENTENCES)
    if seen.headings < _MANY_HEADINGS and (not named or timed):
        return None
    why = (("element_headings", seen.headings), ("named", int(named)))
    return KindGuess(kind="guide", confidence=0.95 if seen.headings >= _MANY_HEADINGS else 0.75, why=why)


def _as_help(seen: _Seen, reading: Reading) -> KindGuess | None:
    """A help page: named so, with questions for rows and no days beside them."""
    if seen.largest or isinstance(reading.published, Dated) or _HELP.search(seen.title) is None:
        return None
    if seen.questions < LIST_ROWS:
        return None
    return KindGuess(kind="guide", confidence=0.7, why=(("questions", seen.questions), ("named", 1)))


def _as_home(seen: _Seen, reading: Reading) -> KindGuess | None:
    root = _ROOT.fullmatch(seen.path) is not None
    timed = isinstance(reading.published, Dated) and reading.published.at is not None
    text = isinstance(reading.published, Dated) and (
        (seen.sentences >= SENTENCES and seen.lists < LIST_ROWS) or not (seen.lists or seen.boxes)
    )
    several = root and seen.lists > 1
    many_boxes = seen.named_as_site and seen.lists >= 2 * LIST_ROWS
    told = [
        (
            3
            if root
            else 1
            if _NEAR_ROOT.fullmatch(seen.path)
            else 0
            if seen.path == "?" or _FOLDER.search(seen.path)
            else -1,
            "address",
        ),
        (2 if seen.lists >= 6 else 1 if seen.lists >= LIST_ROWS else 0, "boxes"),
        (
            1
            if seen.boxes >= LIST_ROWS
            else -1
            if seen.boxes == 1
            and seen.largest
            and seen.more < LIST_ROWS
            and (seen.crumbs or seen.lists < 2 * LIST_ROWS)
            and not several
            else 0,
            "lists",
        ),
        (1 if seen.more >= LIST_ROWS else 0, "more"),
        (
            1
            if seen.lists >= LIST_ROWS and seen.boxes > 1 and not (seen.crumbs or _BOARD.search(seen.title))
            else 0,
            "no_crumbs",
        ),
        (1 if seen.named_as_site and (seen.path == "?" or _FOLDER.search(seen.path)) else 0, "site_name"),
        (2 if seen.path == "?" and _is_way_in(seen, reading) else 0, "navigation"),
        (-2 if timed or text else 0, "article"),
        (
            -2
            if seen.largest * 2 >= seen.links > 0 and seen.more < LIST_ROWS and not many_boxes and not several
            else 0,
            "one_list",
        ),
    ]
    if root and seen.links < _HOME_LINKS and _is_bare(seen, reading):  # a way in, frames, what a script fills
        return KindGuess(kind="home", confidence=0.6, why=(("address", 3),))
    points = sum(one for one, _ in told)
    if points < _HOME_FROM or seen.links < _HOME_LINKS:
        return None
    return KindGuess(
        kind="home",
        confidence=min(0.98, 0.6 + 0.1 * (points - 2)),
        why=tuple((why, one) for one, why in told if one),
    )


def _is_bare(seen: _Seen, reading: Reading) -> bool:
    """Whether a page shows neither rows nor a text nor a form nor a day."""
    return not (
        seen.largest
        or seen.lists
        or seen.sentences
        or seen.body
        or seen.form
        or isinstance(reading.published, Dated)
    )


def _is_way_in(seen: _Seen, reading: Reading) -> bool:
    """Whether a page of a site's name shows links and nothing else: no rows, no text, no day."""
    return (
        seen.named_as_site
        and not (seen.lists or seen.largest or seen.sentences)
        and not isinstance(reading.published, Dated)
    )


def _as_board(seen: _Seen, reading: Reading, board: BoardReading) -> KindGuess | None:
    count = len(board.messages)
    told = sum(one.status is not MessageStatus.UNSTATED or one.answered is not None for one in board.messages)
    named = _names_board(seen.title if told else seen.name)
    so_called = _BOARD_NAME.fullmatch(_PARTS.split(seen.title.strip(), maxsplit=1)[0]) is not None
    most = PROSE if so_called else PROSE // 2
    bare = (
        _names_board(seen.name)
        and seen.largest == 0
        and seen.sentences < most
        and not isinstance(reading.published, Dated)
    )
    asks = count >= 2 and told * 2 > count
    if not (named and (count or seen.form or bare or board.state is BoardState.BLANK)) and not (
        asks and told >= LIST_ROWS
    ):
        return None
    if isinstance(reading.published, Dated) and count < 2:
        return None
    if isinstance(reading.published, Dated) and not asks:
        if count < _MANY_MESSAGES and count * 2 <= seen.links:
            return None
        if seen.sentences >= PROSE and count * 3 <= seen.links:
            return None
    why = (("messages", count), ("with_status", told), ("named", int(named)))
    return KindGuess(kind="board", confidence=0.95 if named and asks else 0.75, why=why)


def _names_board(title: str) -> bool:
    return _BOARD.search(title) is not None and _NO_BOARD.search(title) is None


def _is_list(reading: Reading, listing: Listing, seen: _Seen) -> bool:
    """
    Rows and no running text, or many dated rows and no publish day but perhaps that of one of the rows.

    A page without a publish day that shows an empty or script-filled list, or rows, is a list too, unless it
    has sentences of its own.
    """
    if seen.body:
        return False
    days = [item.on for item in listing.items if item.on]
    published, sentences = reading.published, seen.sentences
    if not isinstance(published, Dated):
        if len(days) >= LIST_ROWS:
            return len(days) > FEW_ROWS or sentences < SENTENCES
        if (
            seen.titles
            and not sentences
            and seen.longest < _SHORT_TEXTS
            and not isinstance(published, Unreadable)
        ):
            return True
        if (
            seen.longest < _SHORT_TEXTS
            and seen.links >= _MANY_LINKS
            and (seen.lists or not sentences)
            and (not isinstance(published, Unreadable) or (seen.links >= 2 * _MANY_LINKS and seen.lists))
        ):
            return True
        if _LIST_PATH.search(seen.path) is not None and seen.links >= _MANY_LINKS:
            return True
        if seen.more > FEW_ROWS and len(listing.items) > FEW_ROWS:  # cards with a summary each
            return True
        empty = listing.state is ListState.BLANK or listing.reason.startswith("script_list")
        own = isinstance(published, Unreadable) and published.why.startswith(_WAITS)
        shown = bool(listing.items) or (empty and not own)
        return shown and sentences < SENTENCES
    by_row = (
        reading.decided_by.startswith("relative") and sentences < SENTENCES
    )  # 2小时前 beside the first row
    said_by_itself = (published.at is not None or published.place is not DatePlace.VISIBLE) and not by_row
    if len(days) <= FEW_ROWS:
        return len(days) >= LIST_ROWS and published.on in days and not said_by_itself
    if published.at is not None and not by_row and sentences >= PROSE and len(days) <= 2 * FEW_ROWS:
        return False  # news of the same day beside a text
    plain = published.at is None or published.place is not DatePlace.VISIBLE
    linked = seen.largest > 0 or any(item.url for item in listing.items)  # else a table in an article's text
    return published.on in days or (sentences < SENTENCES and plain and linked)
