"""What a page is (页面类型): an article, a list, a board, a guide or a homepage, told by its records and its text."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from monitor.domain.content import (
    BoardState,
    Dated,
    DatePlace,
    ListState,
    MessageStatus,
    Unreadable,
)
from monitor.domain.observation import BoardReading, Listing, Reading
from probes.pages.article.article import read_article
from probes.pages.board.board import read_board
from probes.pages.document.costly import too_costly
from probes.pages.guide.headings import names_guide, names_notice
from probes.pages.kind_facts import LIST_ROWS, PARTS, KindFacts, look_at
from probes.pages.listing.listing import read_list

Kind = Literal["article", "list", "board", "home", "guide"]

#: So few beside a publish day with its time, or one that only tags or scripts tell, are related links.
FEW_ROWS = 4
#: A page with so many full stops has a text of its own, and with many more it is a text.
SENTENCES, PROSE = 4, 15
#: Why an article has no day where its own place for one waits for a script: it is no list for that.
_WAITS = ("the label", "a script writes", "an unfilled template")
#: A page without any text as long as this, and with so many links, is a list even where no row has a day.
_SHORT_TEXTS, _MANY_LINKS = 120, 20
#: So many labels of a letter make a page one; fewer where its name is a board's.
_LETTER_LABELS, _NAMED_LETTER_LABELS = 3, 2
#: So many questions or steps make a page that is named so a help page.
_FEWEST_ASKED = 2
#: Points from which on a page is a homepage, boards have rows enough beside a publish day, and guides headings.
_HOME_FROM, _HOME_LINKS, _MANY_MESSAGES, _HEADINGS, _MANY_HEADINGS, _CORE_HEADINGS = 3, 10, 8, 3, 5, 2

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
_NO_BOARD = re.compile(
    r"人大|政协|提案|议案|(?:政策|知识)问答|答记者问|咨询(?:机构|公司|有限)|征集|调查|访谈|新闻发布|须知|统计|公报|通报"
)
#: A page's name that is a board's and nothing more: 书记信箱, 县长留言板.
_BOARD_NAME = re.compile(r"[\u4e00-\u9fff]{0,8}(?:信箱|留言板?|来信|论坛|问政|咨询投诉)")
#: A form in which people write, by the last of the columns above it.
_FORM_NAME = re.compile(r"(?:我[要想])?[\u4e00-\u9fff]{0,4}(?:咨询|投诉|写信|来信|留言|提问|信箱|建议)")
#: A page's name that is a guide's and nothing more: 就诊指南, 落户流程.
_GUIDE_NAME = re.compile(r"[\u4e00-\u9fff]{0,10}(?:指南|须知|流程)(?<!公开指南)(?<!报名须知)")
#: A page of questions and answers by its own name, rows or none.
_FAQ = re.compile(r"常见问[题答](?:解答|汇总)?|问题解答|FAQ|帮助中心", re.IGNORECASE)
#: Names of help pages.
_HELP = re.compile(
    r"常见问[题答]|帮助(?:中心|文档|$|[-_ ])|FAQ|客服中心|(?:操作|使用)(?:说明|指南|手册)|新手(?:指南|入门)|必读|(?:怎么|如何|怎样)(?:办理|申请|使用)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KindGuess:
    """The kind a page most looks like, how sure that is (0 to 1), and what spoke for it."""

    kind: Kind
    confidence: float
    why: tuple[tuple[str, int], ...] = ()  #: what was seen, by name, with its figure


def guess_kind(html: str, url: str, now: datetime) -> KindGuess:
    """
    What the page most looks like. Pure; never raises on what a page may hold.

    A guide by its element headings, a homepage by its address and its many boxes, a board by its words and rows that ask
    and answer, a list by rows and no text of its own; else an article.
    """
    if too_costly(html):
        return KindGuess(kind="article", confidence=0.0, why=(("too_costly", 1),))
    seen = look_at(html, url, now)
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
        confidence=0.95 if dated and days <= FEW_ROWS else 0.8 if dated else 0.6 if seen.sentences else 0.4,
        why=(("publish_day", int(dated)), ("sentences", seen.sentences), ("dated_rows", days)),
    )


def _as_guide(seen: KindFacts, reading: Reading) -> KindGuess | None:
    if (
        seen.headings < _HEADINGS
        or not seen.matter
        or names_notice(seen.title)
        or seen.links > 10 * _MANY_LINKS
    ):
        return None
    named = names_guide(seen.title)
    dated = isinstance(reading.published, Dated)
    timed = isinstance(reading.published, Dated) and reading.published.at is not None
    timed = timed and not _is_so_called(seen) and (seen.headings <= _HEADINGS or seen.sentences >= SENTENCES)
    answers = seen.letter >= _LETTER_LABELS
    asked = not dated and seen.core >= _CORE_HEADINGS
    if seen.headings < _MANY_HEADINGS and (timed or answers or not (named or asked)):
        return None
    why = (("element_headings", seen.headings), ("named", int(named)))
    return KindGuess(kind="guide", confidence=0.95 if seen.headings >= _MANY_HEADINGS else 0.75, why=why)


def _is_so_called(seen: KindFacts) -> bool:
    return _GUIDE_NAME.fullmatch(PARTS.split(seen.title.strip(), maxsplit=1)[0]) is not None


def _as_help(seen: KindFacts, reading: Reading) -> KindGuess | None:
    """A help page: named so, with questions for rows or headings, or steps, and no days beside them; or one named a guide, with headings of some."""
    asked = max(seen.questions, seen.asks)
    if isinstance(reading.published, Dated):
        return None
    bare = not (seen.lists or seen.boxes or seen.sentences or seen.form)
    if _is_faq(seen) and (bare or asked >= max(LIST_ROWS, seen.largest)):
        return KindGuess(kind="guide", confidence=0.65, why=(("questions", asked), ("named", 1)))
    if seen.largest:
        return None
    if seen.service and seen.sentences and not seen.lists:
        return KindGuess(kind="guide", confidence=0.65, why=(("service", 1), ("named", 1)))
    if seen.headings >= 2 and _is_so_called(seen):
        return KindGuess(
            kind="guide", confidence=0.65, why=(("element_headings", seen.headings), ("named", 1))
        )
    if _HELP.search(seen.title) is None or asked < _FEWEST_ASKED:
        return None
    return KindGuess(kind="guide", confidence=0.7, why=(("questions", asked), ("named", 1)))


def _is_faq(seen: KindFacts) -> bool:
    """Whether a page, or the last of the columns above it, is called 常见问题 and nothing more."""
    names = [PARTS.split(seen.title.strip(), maxsplit=1)[0], seen.name.split(" ")[-1]]
    return any(_FAQ.fullmatch(one) for one in names)


def _as_home(seen: KindFacts, reading: Reading) -> KindGuess | None:
    root = _ROOT.fullmatch(seen.path) is not None
    timed = isinstance(reading.published, Dated) and reading.published.at is not None
    text = isinstance(reading.published, Dated) and (
        (seen.sentences >= SENTENCES and seen.lists < LIST_ROWS) or not (seen.lists or seen.boxes)
    )
    is_near = _NEAR_ROOT.fullmatch(seen.path) is not None
    several = (root or (is_near and seen.named_as_site)) and seen.lists > 1
    many_boxes = seen.named_as_site and seen.lists >= 2 * LIST_ROWS
    told = [
        (
            3 if root else 1 if is_near else 0 if seen.path == "?" or _FOLDER.search(seen.path) else -1,
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
            and (seen.crumbs or (seen.lists < 2 * LIST_ROWS and not root))
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
            if seen.largest * 2 >= seen.links > 0
            and seen.more < LIST_ROWS
            and not many_boxes
            and not several
            and not (root and seen.named_as_site)
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


def _is_bare(seen: KindFacts, reading: Reading) -> bool:
    """Whether a page shows neither rows nor a text nor a form nor a day."""
    return not (
        seen.largest
        or seen.lists
        or seen.sentences
        or seen.body
        or seen.form
        or isinstance(reading.published, Dated)
    )


def _is_way_in(seen: KindFacts, reading: Reading) -> bool:
    """Whether a page of a site's name shows links and nothing else: no rows, no text, no day."""
    return (
        seen.named_as_site
        and not (seen.lists or seen.largest or seen.sentences)
        and not isinstance(reading.published, Dated)
    )


def _as_board(seen: KindFacts, reading: Reading, board: BoardReading) -> KindGuess | None:
    count = len(board.messages)
    told = sum(one.status is not MessageStatus.UNSTATED or one.answered is not None for one in board.messages)
    named = _names_board(seen.title if told else seen.name)
    so_called = _BOARD_NAME.fullmatch(PARTS.split(seen.title.strip(), maxsplit=1)[0]) is not None
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
    if seen.form and not seen.sentences and seen.largest == 0 and _is_form(seen):
        return KindGuess(kind="board", confidence=0.75, why=(("form", 1), ("named", 1)))
    if isinstance(reading.published, Dated) and count < 2:
        return None
    if isinstance(reading.published, Dated) and not asks:
        if count < _MANY_MESSAGES and count * 2 <= seen.links:
            return None
        if seen.sentences >= PROSE and count * 3 <= seen.links:
            return None
    why = (("messages", count), ("with_status", told), ("named", int(named)))
    return KindGuess(kind="board", confidence=0.95 if named and asks else 0.75, why=why)


def _is_form(seen: KindFacts) -> bool:
    """Whether the last of the columns above a page is a form's name."""
    return seen.crumbs and _FORM_NAME.fullmatch(seen.name.split(" ")[-1]) is not None


def _names_board(title: str) -> bool:
    return _BOARD.search(title) is not None and _NO_BOARD.search(title) is None


def _is_list(reading: Reading, listing: Listing, seen: KindFacts) -> bool:
    """
    Rows and no running text, or many dated rows and no publish day but perhaps that of one of the rows.

    A page without a publish day that shows an empty or script-filled list, or rows, is a list too, unless it
    has sentences of its own.
    """
    if seen.body:
        return False
    if seen.files and not seen.largest and not isinstance(reading.published, Dated):
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
