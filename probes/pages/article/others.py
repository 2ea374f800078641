"""Days below a text that belong to something else than the article (文后他物日期): boxes of other articles, files, stations of a story."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from probes.pages.article.candidates import Met, place_of
from probes.pages.article.cards import END_OF_LIST, NEW_LINE, NEXT_LINE, TAG, stands_in_a_card
from probes.pages.article.features import (
    Weighed,
    is_bare,
    with_name,
)
from probes.pages.article.info_line import (
    FACTS,
    LONGEST_LINE,
    NO_TEXT,
    all_prose,
    prose_begins,
    rest_of_line,
)
from probes.pages.article.issued import has_neighbour, of_documents
from probes.pages.article.place import WHERE
from probes.pages.article.rules import CONFIRMED, LABELS, row_of, veto_of
from probes.pages.document.page_text import PageText

#: The characters of such headings in both writings, as far as the text of a page keeps them apart.
_BOTH = {ord(one[0]): f"[{one}]" for one in ("关關", "闻聞", "报報", "阅閱", "读讀", "链鏈", "讯訊", "资資", "内內", "题題", "档檔", "联聯", "热熱", "门門", "点點", "动動", "态態", "评評", "论論", "历歷", "为為", "辑輯", "类類")}  # fmt: skip
#: A line that heads a box of other articles or of readers' remarks. (The engine asks first whether one may begin here.)
_HEADING = re.compile(
    r"\n[^\w\n]{0,3}(?=[相关關延扩推热熱为為精编猜专最今大同共\d网全用游评評点點留历歷修])"
    + r"(?:相关(?:政策|解读|文件|阅读|链接|新闻|文章|报道|稿件|信息|资讯|内容|推荐|专题|文档|材料|公告|通知){1,2}|关联(?:文件|阅读|解读|政策)|(?:延伸|扩展|推荐)阅读|"
    r"(?:热门|为您|精彩|相关|编辑|猜你|专题)?推荐|猜你喜欢|大家都在看|(?:热门|热点|最新|今日)(?:新闻|动态|文章|资讯|信息|关注|公告|评论|发布)|同类(?:信息|文章|新闻)|"
    r"(?:共?\d{1,5}\s?条)?(?:网友|最新|全部|精彩|用户|热门|游客)?(?:评论|点评|留言|评价)(?:列表|区)?(?:[\s:(（\[]{0,2}共?\d{1,5}\s?条?)?|历史版本|历史沿革|修订记录)[^\w\n]{0,3}(?=\n)".translate(
        _BOTH
    )
)
#: Those that stand behind an article and never beside it.
_CLOSING = re.compile(r"相关|延伸|评论|点评|评价|留言|历史|修订".translate(_BOTH))
#: What stands before the day on which an attached file was put there.
_FILE = re.compile(
    r"(?:\.(?:docx?|xlsx?|pdf|zip|rar|wps|ofd|pptx?|jpe?g|png|mp4|txt)\s{0,3}(?:[(（\[]?\d[\d.]{0,6}\s?[KMkm]?B?[)）\]]?\s{0,3})?|(?:\.(?:docx?|xlsx?|pdf|zip|rar|wps|ofd|pptx?|jpe?g|png|mp4|txt)|附件\s?[\d一二三四五六七八九]{0,2}[^\n]{0,20}|附件(?:下载|列表)?:?\n[^\n]{0,24})"
    r"\s{0,3}(?:[\[(（【][^\n\d]{0,12}|(?:上传|更新|文件|附件)(?:时间|日期)\s?[:]?\s{0,3}))\Z",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(r"[^\s]{0,6}\.(?:docx?|xlsx?|pdf|zip|rar|wps|ofd|pptx?)\b", re.IGNORECASE)
#: A line that announces another notice, and its day with it: 公告：系统维护通知 发布时间：2026-11-26.
_NOTICE = re.compile(
    r"(?:\A|\n)[^\w\n]{0,3}(?:最新|重要|系统|网站|滚动)?(?:公告|通知|提示|通告|公示|消息|动态)\s?[:|]\s{0,3}[^\n:]{4,60}(?:\s|[(（\[]|发布)\s{0,3}(?:(?:发布)?(?:时间|日期|于)?\s?:?\s{0,3})?\Z"
)
#: The same without a colon, where it is no title: 【公告】…, 关于本站系统维护的通知 2026-11-26.
_ANNOUNCED = re.compile(
    r"\s{0,3}(?:[【\[(](?:公告|通知|通告|启事|提示)[】\])][^\n:]{4,50}|[^\n:]{0,30}(?:系统|网站|本站|平台)[^\n:]{0,8}(?:维护|升级|停机|迁移|改版)[^\n:]{0,10}(?:公告|通知|通告))[\s(（\[]{1,3}\Z"
)
#: What stands before the day of the article before or after this one, and of the page's own version.
_NEIGHBOUR = re.compile(
    r"[上下前后]一[篇条则][\s:]{0,4}(?!没有|无|已)(?:[^\n:]{2,8}:)?[^\n:]{4,60}[\s\[(（]{0,3}(?:(?:(?:发布|更新|发表)?(?:日期|时间)|(?:发布|更新|发表)于)\s?:?\s{0,3})?\Z"
)
_VERSION = re.compile(
    r"(?:页面|网页|网站|系统|软件|客户端|程序)版本[^\n]{0,12}(?:发布|更新)(?:时间|日期|于)?\s?:?\s{0,3}\Z"
)
#: Words right before a day that say the file's own day: 上传时间.
_PUT_THERE = re.compile(r"[\[(（【]|上传|文件|附件[^\n]{0,2}(?:时间|日期)")
_MOST_HEADINGS, LONGEST_NOTICE = 20, 100
#: A file's name and the words between it and its day are no longer.
_LONGEST_FILE = 60
#: How far behind the last link of a box's list a day of the article is looked for.
_AFTER_LINK = 1200
#: What may stand before a day beside its label, and what is left where its line begins with a file or a link.
_OWN_LABEL = re.compile(r"(?:发布|更新|发表|信息|公布|公开)?(?:时间|日期)|来源")
_WORDS = re.compile(r"\.\w{3,4}|[\u4e00-\u9fff]{4}")
#: A day's figures, for its manner of writing.
_FIGURES = re.compile(r"\d+")
#: So many days of one manner on lines of their own are stations of a story or rows of others.
STATIONS = 3
_ANY_WORDS = re.compile(r"[\u4e00-\u9fff]{2}")
#: A whole day on a line of its own.
_ALONE = frozenset({"line.alone", "line.whole_year", "spelt.full"})
#: A label of any kind stands before or behind the day.
_NOT_ALONE = LABELS | {"label.behind", "label.other", "label.another"}
_BETTER = frozenset({"label.publishing", "label.day"})
_OF_OTHERS = frozenset({"label.other", "label.another", "others.link"})
#: More bare days under a title are rows.
_MOST_BARE = 5
#: So much may lead a day on the line below its title; and so close stands what shares a line with a day, or the next one.
_LED = 24
CLOSE = 25


class OtherPlaces:
    """Where on one page its other articles begin, and which running text stands between."""

    def __init__(self, page: PageText, first: int, last: int) -> None:
        """*first*, *last*: where the days start that are asked for; what stands behind them, or before a title above them all, is not looked at."""
        self._page = page
        found = list(islice(_headings(page, first, last), _MOST_HEADINGS))
        self._headings = [one.end() for one in found]
        self._closing = {one.end() for one in found if _CLOSING.search(one[0]) is not None}
        self._prose = list(all_prose(page.text, last)) if self._headings else []
        self._begins = (
            [one.end() for one in islice(WHERE.finditer(page.text), _MOST_HEADINGS)] if self._headings else []
        )

    def names(self, met: Met) -> Iterator[str]:
        """
        What speaks against *met*: `others.notice` on another notice's line or beside a link to it, `others.below` a heading of
        other articles, `others.file` beside an attached file, `others.above` over the words that say where the page stands.
        """
        start, text = met.found.start, self._page.text
        near = text[max(0, start - LONGEST_NOTICE) : start]
        if (
            (
                (":" in near or "|" in near)
                and (notice := _NOTICE.search(near)) is not None
                and not self._is_titles(start, notice.start() - len(near))
            )
            or (
                _ANNOUNCED.match(near, line := near.rfind("\n") + 1) is not None
                and not self._is_titles(start, line - len(near))
            )
            or ("一" in near and self._is_said_before(met, _NEIGHBOUR, LONGEST_NOTICE))
            or ("版本" in near and self._is_said_before(met, _VERSION, LONGEST_NOTICE))
        ):
            yield "others.notice"
        if self._is_above_place(start):
            yield "others.above"
        if self._headings and self._is_below_heading(start):
            yield "others.below"
        is_named = _FILE_NAME.match(text, met.found.end) is not None
        if is_named or (("." in near or "附件" in near) and self._is_said_before(met, _FILE, _LONGEST_FILE)):
            yield "others.file"

    def _is_above_place(self, start: int) -> bool:
        """Whether a day over every title stands also over the words that say where on the site the page stands, with no text between."""
        if self._page.title_at and self._page.title_at[0] <= start:
            return False
        place = WHERE.search(self._page.text, start, start + 2 * LONGEST_LINE)
        return place is not None and prose_begins(self._page.text, start, place.start()) < 0

    def _is_titles(self, start: int, back: int) -> bool:
        """Whether the title stands on the line that begins *back* characters before *start*."""
        return bisect_right(self._page.title_at, start) > bisect_right(self._page.title_at, start + back)

    def _is_said_before(self, met: Met, pattern: re.Pattern[str], longest: int) -> bool:
        """Whether *pattern* stands right before a day: with words of its own, or on the same line of the page."""
        start = met.found.start
        match = pattern.search(self._page.text, max(0, start - longest), start)
        if match is None:
            return False
        line = self._page.text.rfind("\n", match.start(), start)
        if line < 0 or _PUT_THERE.search(self._page.text, line, start) is not None:
            return True
        if not _has_words(self._page, met):
            return True
        if (at := place_of(self._page, met)) < 0:
            return True
        began = max(
            (one.end() for one in NEW_LINE.finditer(self._page.source, max(0, at - 400), at)), default=0
        )
        words = TAG.sub("", self._page.source[max(began, at - 400) : at])
        return _WORDS.search(_OWN_LABEL.sub("", words)) is not None

    def _is_below_heading(self, start: int) -> bool:
        """Whether a heading of others stands between the title and a day: below the text, or with no text behind it."""
        titles = self._page.title_at
        over = bisect_right(titles, start)
        begun = bisect_right(self._begins, start)
        above = max(titles[over - 1] if over else 0, self._begins[begun - 1] if begun else 0)
        first = bisect_left(self._headings, above)
        last = bisect_right(self._headings, start)
        if first >= last:
            return False
        if not above and prose_begins(self._page.text, start, start + 2 * LONGEST_LINE) >= 0:
            return False  # a box at the side, before an article whose title is not known
        if self._has_prose(above, self._headings[first]):
            return True
        is_behind = over > 0 or self._headings[last - 1] in self._closing
        return is_behind and not self._has_prose(self._headings[last - 1], start)

    def _has_prose(self, begins: int, ends: int) -> bool:
        """Whether running text begins between two places."""
        return bisect_left(self._prose, begins) < bisect_left(self._prose, ends)


def _headings(page: PageText, first: int, last: int) -> Iterator[re.Match[str]]:
    """The headings of others above a day that starts at *last*, those above a title aside under which stands also the one at *first*."""
    above = page.title_at[0] if page.title_at and page.title_at[0] <= first else 0
    return _HEADING.finditer(page.text, above, last)


def heads_others(page: PageText, weighed: Sequence[Weighed]) -> bool:
    """Whether a heading of other articles stands above one of *weighed*, which are in order of the page."""
    return any(_headings(page, weighed[0].met.found.start, weighed[-1].met.found.start))


def manner(page: PageText, met: Met) -> str:
    """How a day is written: 2026-11-02 and 2025-1-3 as `0-0-0`."""
    return _FIGURES.sub("0", page.text[met.found.start : met.found.end].strip())


def stations(page: PageText, alone: Sequence[tuple[Met, bool]]) -> set[int]:
    """
    Where those of *alone* (days on lines of their own, each with whether it stands as publish days do) start that are three
    or more of one manner (two, where a paragraph begins right below each), and different days, or one day at equal distances. The first of them that stands right below the title or beside
    facts may be the article's own, unless it is parted from the next one as all others are: by running text (a story), or by no more than
    they (a table). So may the first or the last one whose line has words or facts that its neighbour's lacks.
    """
    by_manner = dict[str, list[tuple[Met, bool]]]()
    for one, may_be_own in alone:
        by_manner.setdefault(manner(page, one), []).append((one, may_be_own))
    found = set[int]()
    for group in by_manner.values():
        if len(group) < STATIONS:
            if len(group) == STATIONS - 1 and all(_heads_a_paragraph(page, one) for one, _ in group):
                found |= {one.found.start for one, _ in group}
            continue
        gaps = [(one.found.end, other.found.start) for (one, _), (other, _) in pairwise(group)]
        prose = [prose_begins(page.text, *gap) >= 0 for gap in gaps]
        wide = [ends - begins for begins, ends in gaps]
        is_like_others = all(prose) or (
            not prose[0] and min(wide[1:]) <= 2 * wide[0] <= 2 * max(wide[1:]) + 8
        )
        if len({one.found.on for one, _ in group}) < STATIONS and not (
            all(prose) or (not any(prose) and max(wide) <= 2 * min(wide) + 8)
        ):
            continue
        own = {
            one.found.start
            for (one, _), (other, _) in ((group[0], group[1]), (group[-1], group[-2]))
            if _line_of(page, one) != _line_of(page, other)
        }
        if not own and [_stands_over_facts(page, one) for one, _ in group] == [
            True,
            *[False] * (len(group) - 1),
        ]:
            own = {group[0][0].found.start}
        if not own and not is_like_others:
            own = set(islice((one.found.start for one, may_be_own in group if may_be_own), 1))
        found |= {one.found.start for one, _ in group if one.found.start not in own}
    return found


def _has_words(page: PageText, met: Met) -> bool:
    """Whether words stand on a day's own line: the source, the office."""
    return _line_of(page, met)[0]


def _heads_a_paragraph(page: PageText, met: Met) -> bool:
    """Whether running text begins on the line right below a day that has no words on its own line."""
    line = page.text.find("\n", met.found.end)
    if line < 0 or _has_words(page, met):
        return False
    begins = prose_begins(page.text, line + 1, line + 1 + LONGEST_LINE)
    return begins >= 0 and page.text.find("\n", line + 1, begins + 1) < 0


def _stands_over_facts(page: PageText, met: Met) -> bool:
    """Whether the line below a day's own is one of facts: 来源, 阅读."""
    line = page.text.find("\n", met.found.end)
    ends = page.text.find("\n", line + 1) if line >= 0 else -1
    return 0 <= line < ends <= line + CLOSE and FACTS.match(page.text, line + 1) is not None


def _line_of(page: PageText, met: Met) -> tuple[bool, bool]:
    """Whether words stand on a day's own line, and whether they are those of a line of facts: 来源, 阅读."""
    rest = rest_of_line(page.text, met.found)
    return _ANY_WORDS.search(rest) is not None, FACTS.search(rest) is not None


def with_ends(weighed: Sequence[Weighed]) -> list[Weighed]:
    """
    *weighed*, of the days in rows the first and the last marked that may be the article's own: the first one with no text
    between title and it, the last one with no text behind. Rows that are links end no article.
    """
    rows = [
        one
        for one in weighed
        if "others.rows" in one.features and not one.features & {"others.link", "others.below"}
    ]
    ends = [one for one in rows[:1] if "prose.above" not in one.features]
    ends += [one for one in rows[-1:] if one.begins >= NO_TEXT]
    starts = {one.met.found.start for one in ends}
    return [with_name(one, "others.end") if one.met.found.start in starts else one for one in weighed]


def with_others(weighed: Sequence[Weighed], page: PageText) -> list[Weighed]:
    """*weighed*, those marked that stand in another's place, are stations of a story, or give way to a better label."""
    if not weighed:
        return []
    places = OtherPlaces(page, weighed[0].met.found.start, weighed[-1].met.found.start)
    found = {one.met.found.start: name for one in weighed for name in islice(places.names(one.met), 1)}
    if (only := _only_one_below(weighed, found, page)) is not None:
        del found[only]
    own = [one for one in weighed if one.met.found.start not in found]
    last = max((one.met.found.start for one in own if _may_date_the_head(one)), default=0)

    cards = {
        one.met.found.start
        for one in own
        if veto_of(one.features) is None
        and (one.met.found.at is not None or row_of(one.features) is not None)
        and stands_in_a_card(page, one, alone=one.met.found.start >= last)
    }
    if cards and len(own) > 1:
        labelled = cards & {one.met.found.start for one in own if "label.publishing" in one.features}
        found |= dict.fromkeys(labelled, "others.card")
        own = [one for one in own if one.met.found.start not in labelled]
    alone = [
        (one.met, _is_under_title(page, one))
        for one in own
        if one.features >= _ALONE
        and one.features.isdisjoint(_NOT_ALONE)
        and not one.features >= {"title.none", "title.again"}
        and one.features.isdisjoint(CONFIRMED)
    ]
    found |= dict.fromkeys(stations(page, alone), "others.rows")
    bare = list(islice((one for one in own if _dates_the_head(page, one)), _MOST_BARE))
    weekdays = list(islice((one for one in own if _is_dated_with_weekday(page, one)), _MOST_BARE))
    lines = [one for one in bare if is_bare(one) and one.distance >= _rest_of_title(page)]
    better = [one for one in own if one.features & _BETTER and not one.features & _OF_OTHERS]
    issued = set(of_documents(own, better, page))
    for one in own:
        if one.met.found.start in issued:
            found[one.met.found.start] = "others.issue"
        elif (
            "label.changed" in one.features
            and (
                has_neighbour(one, better, page)
                or any(_came_before(one, other) for other in (*bare, *weekdays))
                or _is_behind_its_first(one, own, page)
            )
        ) or (is_mere(one, page) and any(_came_before(one, other) for other in lines)):
            found[one.met.found.start] = "others.change"
    found |= dict.fromkeys(cards - found.keys(), "others.card")
    return [
        with_name(one, found[one.met.found.start]) if one.met.found.start in found else one for one in weighed
    ]


def _only_one_below(weighed: Sequence[Weighed], found: dict[int, str], page: PageText) -> int | None:
    """
    Where the one labelled day below a heading of others starts, if it stands on a line of facts and no other day does below that heading, or the
    list of the others is closed before it.
    """
    below = [one for one in weighed if found.get(one.met.found.start) == "others.below"]
    labelled = [one for one in below if one.features & LABELS and one.features.isdisjoint(_OF_OTHERS)]
    if len(labelled) != 1 or "others.link" in labelled[0].features:
        return None
    if not _line_of(page, labelled[0].met)[1] or not (
        len(below) == 1 or _is_behind_a_list(page, labelled[0].met)
    ):
        return None
    return labelled[0].met.found.start


def _is_behind_a_list(page: PageText, met: Met) -> bool:
    """Whether the list or table that holds the last link before a day is closed before it: it is none of its rows."""
    if (at := place_of(page, met)) < 0:
        return False
    link = page.source.rfind("</a>", max(0, at - _AFTER_LINK), at)
    return link >= 0 and END_OF_LIST.search(page.source, link, at) is not None


def is_mere(one: Weighed, page: PageText) -> bool:
    """Whether a mere label (时间：) names a day on a line without facts of the article: of an event as likely."""
    return "label.day" in one.features and not _line_of(page, one.met)[1]


def _came_before(change: Weighed, bare: Weighed) -> bool:
    """Whether a *bare* day stands above the day of a *change* and is older."""
    first, then = bare.met.found, change.met.found
    return first.start < then.start and first.on <= then.on


def _is_behind_its_first(change: Weighed, own: Sequence[Weighed], page: PageText) -> bool:
    """Whether the next day below that of a *change* is bare, older and outside of brackets or beside facts: 更新时间：…, then 2024-05-17 来源：…."""
    then = change.met.found
    after = bisect_left(own, then.end, key=lambda one: one.met.found.start)
    if after == len(own) or not is_bare(own[after]):
        return False
    first = own[after].met.found
    is_close = first.start <= then.end + CLOSE and first.on < then.on
    return is_close and (page.text[first.start - 1] not in "(（" or _line_of(page, own[after].met)[1])


def _dates_the_head(page: PageText, one: Weighed) -> bool:
    """Whether a day stands bare under its title, or labelled right over it."""
    if is_bare(one):
        return _is_under_title(page, one)
    has = one.features
    return (
        "title.next" in has and not has.isdisjoint(_BETTER | {"label.changed"}) and has.isdisjoint(_OF_OTHERS)
    )


def _is_dated_with_weekday(page: PageText, one: Weighed) -> bool:
    """Whether a day with its weekday stands beside facts under the title, and is no clock: 2024年5月17日 星期五 来源：…."""
    has = one.features
    return (
        has >= {"line.weekday", "line.furniture", "title.near"}
        and has.isdisjoint(_NOT_ALONE | {"day.of_fetch", "line.clock"})
        and _line_of(page, one.met)[1]
    )


def _may_date_the_head(one: Weighed) -> bool:
    """Whether a day stands bare or labelled near its title, over the text."""
    has = one.features
    return is_bare(one) or (
        "title.near" in has
        and not has.isdisjoint(LABELS)
        and has.isdisjoint(_OF_OTHERS)
        and "prose.above" not in has
    )


def _is_under_title(page: PageText, one: Weighed) -> bool:
    """Whether a day stands beside facts or right below the title."""
    below, start = one.distance - _rest_of_title(page), one.met.found.start
    is_next = below <= _LED and page.text.count("\n", start - max(0, below), start) <= 1
    return below <= NEXT_LINE or is_next or _is_beside_facts(page, one)


def _is_beside_facts(page: PageText, one: Weighed) -> bool:
    """Whether source, author or counts stand on a day's own line or the next one."""
    found = one.met.found
    return FACTS.search(page.text, max(0, found.start - CLOSE), found.end + CLOSE) is not None


def _rest_of_title(page: PageText) -> int:
    """How much of its title stands behind the words by which it is found."""
    return max(0, len(page.title) - 14)
