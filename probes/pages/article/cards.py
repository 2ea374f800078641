"""Days in cards and rows of other articles (他文卡片中的日期): beside a link to another article or in it, whole or in pieces."""

import re
from collections.abc import Sequence
from itertools import islice

from probes.pages.article.candidates import NEAR, Met, place_of
from probes.pages.article.features import Weighed, is_heading, with_name
from probes.pages.article.info_line import OFFICE, PUBLISHER, TELLS, TOLD, prose_begins, without_facts
from probes.pages.article.rules import LABELS
from probes.pages.article.title_lines import is_like_title
from probes.pages.dates.dates import find_dates, narrow
from probes.pages.document.page_text import PageText, body_begins

#: A day so far below its title stands on the next line.
NEXT_LINE = 8
#: Where the list of a box ends, and where in the markup another line begins.
END_OF_LIST = re.compile(r"</(?:ul|ol|table|dl)\s{0,3}>", re.IGNORECASE)
NEW_LINE = re.compile(
    r"<(?:/?(?:p|div|li|ul|ol|tr|table|h[1-6]|dl|dt|dd|section|article)\b|br\b)", re.IGNORECASE
)
TAG = re.compile(r"<[^<>]{0,600}>|[^<>]{0,600}>")
#: The link before a day, and what may stand before that link where it is no card's title: a file's, a neighbour's.
_LINK = re.compile(r"<a\b[^<>]{0,600}>((?:[^<>]|<(?!/?a\b)[^<>]{0,300}>){1,400})\Z", re.IGNORECASE)
#: A link that is open at a day.
_LINK_OPEN = re.compile(
    r"<a\s[^<>]{0,300}\bhref\b[^<>]{0,300}>((?:[^<>]|<(?!/?a\b)[^<>]{0,300}>){9,400})\Z", re.IGNORECASE
)
_END_OF_LINK = re.compile(r"</a\s{0,3}>", re.IGNORECASE)
#: A link that leads nowhere and tells no script which article it is of: <a href="javascript:void(0);">.
_LEADS_NOWHERE = re.compile(
    r"""<a\s{1,3}href\s?=\s?["']?javascript:\s?(?:void\s?\(?0?\)?\s?)?;?["']?\s?>""", re.IGNORECASE
)
_NO_CARD = re.compile(
    r"(?:[上下前后]一[篇条则个页]|附\s?件|下载|链接)[\s\d:]{0,6}\Z|\.(?:docx?|xlsx?|pdf|zip|rar|wps|ofd|pptx?)\s{0,3}\Z",
    re.IGNORECASE,
)
#: One of a series: 第38期, 第3讲.
_OF_A_SERIES = re.compile(r"第\s?[\d一二三四五六七八九十百]{1,5}\s?[期讲集回场次]")
#: So far below the only day of a page the title of another text is looked for.
_FAR_BELOW = 4000
_WIDEST_CARD, _SHORTEST_TITLE, _LONGEST_WORDS = 500, 9, 160
#: The same with a word that only titles have.
_SHORTEST_NOTICE = 6
#: A line that tells something and is neither a sentence nor a file of a numbered list.
_LIKE_TITLE = re.compile(rf"(?=[^\n]{{0,60}}?(?:{TOLD}))[^\n。；，！？:\d][^\n。；，！？:.]{{8,60}}")
#: A line that ends no sentence, names no contact and is no office's, firm's or school's signature.
_CAPTION = re.compile(
    r"[^\n。！？；:，]{2,40}[^\n。！？；:，.…）)》”道镇乡村区组队所厂行馆园地谨启此告](?<!公司)(?<!集团)(?<!大学)(?<!中学)(?<!小学)(?<!学校)(?<!通知)(?<!公示)(?<!银行)(?<!专班)"
)
#: Titles of pages that are no articles: a day under another line there is that line's.
_OF_NO_DAY = re.compile(
    r"(?:简介|概况|职能|职责|简历|介绍|沿革|声明|名录|指南|主页|(?:网站|站点)地图|机构设置|领导之窗|(?:联系|关于)我们)\s?\Z"
)
#: Who signs a notice has a name no longer than this.
_LONGEST_NAME = 4
_DAY_LABEL = re.compile(
    r"(?:发布|更新|发表|信息|公布|公开|上传|录入|添加)?(?:时间|日期)|(?:发布|更新|发表)于"
)
#: What may stand between the pieces of a day, and between them and their link.
_BETWEEN = r"(?:\s|&nbsp;|<(?!/?a\b)[^<>]{0,200}>){0,16}"
_ANY_LINK = r"<a\s[^<>]{0,300}\bhref\b[^<>]{0,300}>(?:[^<>]|<(?!/?a\b)[^<>]{0,200}>){0,400}"
_OPEN = re.compile(rf"{_ANY_LINK}\Z", re.IGNORECASE)
_BEFORE = re.compile(rf"({_ANY_LINK})</a\s?>{_BETWEEN}\Z", re.IGNORECASE)
_BEHIND = re.compile(rf"{_BETWEEN}({_ANY_LINK})</a", re.IGNORECASE)
#: No link that is looked at is longer.
_LONGEST = 1200


def stands_in_a_card(page: PageText, one: Weighed, *, alone: bool) -> bool:
    """
    Whether nothing but facts stands between a link to another article and a day below it that is not right under the page's own title: the
    last line of a card (title, source, day), wherever the cards stand. *alone*: no day follows it that may be the page's own.
    """
    has = one.features
    if _is_right_below_title(page, one):
        return False
    if (at := place_of(page, one.met)) < 0:
        return False
    if (inside := _LINK_OPEN.search(page.source, max(0, at - _WIDEST_CARD), at)) is not None:
        return names_another(page, narrow(" ".join(TAG.sub(" ", inside[1]).split())))
    ends = list(_END_OF_LINK.finditer(page.source, max(0, at - _WIDEST_CARD), at))
    if not ends or not _is_last_before(page, ends[-1].end(), at, is_labelled=not has.isdisjoint(LABELS)):
        is_of_none = _OF_NO_DAY.search(page.title) is not None
        return ("prose.above" in has or is_of_none) and _is_under_words(page, one, is_of_none=is_of_none)
    link = _LINK.search(page.source, max(0, ends[-1].start() - 1000), ends[-1].start())
    if link is None or (not page.title_at and _is_heading_of_the_page(page, one, link)):
        return False
    words = narrow(" ".join(TAG.sub("", link[1]).split())).strip("[]【】() ")
    if (
        alone
        and "title.near" in has
        and "prose.soon" in has
        and has.isdisjoint({"prose.above", "title.like_below"})
        and _is_right_below_title(page, one, words)
    ):
        return False  # nothing but the link stands between its title and its text
    line = NEW_LINE.split(page.source[max(0, link.start() - 80) : link.start()])[-1]
    before = narrow(TAG.sub("", line))
    return (
        names_another(page, words)
        and _NO_CARD.search(before.rstrip()) is None
        and _NO_CARD.search(words) is None
    )


def _is_heading_of_the_page(page: PageText, one: Weighed, link: re.Match[str]) -> bool:
    """Whether a link over the only day of a page leads nowhere, alone does so, and stands over all running text and every line like a title: its heading."""
    if "day.only" not in one.features or _LEADS_NOWHERE.match(link[0]) is None:
        return False
    body, at = body_begins(page.source), one.met.found.start
    if len(list(islice(_LEADS_NOWHERE.finditer(page.source, body), 2))) > 1:
        return False
    ends = one.met.found.end
    below = page.text[ends : ends + _FAR_BELOW].split("\n")[1:]
    return prose_begins(page.text, 0, at) < 0 and not any(map(is_like_title, below))


def _is_last_before(page: PageText, ends: int, at: int, *, is_labelled: bool) -> bool:
    """Whether nothing but facts stands between a link that *ends* there and a day, no day before a labelled one, and no list is closed between them."""
    if END_OF_LIST.search(page.source, ends, at) is not None:
        return False
    between = narrow(TAG.sub("\n", page.source[ends:at]))
    if is_labelled and find_dates(between):
        return False  # the card's own day
    left = "".join(without_facts(_DAY_LABEL.sub("", line)) for line in between.split("\n"))
    return len(left) <= 2 or OFFICE.fullmatch(left) is not None


def _is_under_words(page: PageText, one: Weighed, *, is_of_none: bool) -> bool:
    """
    Whether the last line above a day that says more than facts reads like another title that is no link (示例县召开推进会), or above
    one without a label is a caption or a name: no sentence, no office that signs. *is_of_none*: the page is no article, and the line of a
    notice is another's too (关于征集志愿者的公告).
    """
    start, is_labelled = one.met.found.start, not one.features.isdisjoint(LABELS)
    is_moment = not is_labelled and one.met.found.at is not None
    for line in reversed(page.text[max(0, start - _LONGEST_WORDS) : start].split("\n")[1:-1]):
        if len(without_facts(_DAY_LABEL.sub("", line))) > (1 if is_moment else 2):
            is_another = (
                _LIKE_TITLE.fullmatch(line) is not None
                or (is_of_none and "关于" in line)
                or (
                    not is_labelled
                    and (len(line) > _LONGEST_NAME or is_moment)
                    and _CAPTION.fullmatch(line) is not None
                    and PUBLISHER.search(line) is None
                )
            )
            return is_another and not is_heading(page, line)
    return False


def names_another(page: PageText, words: str) -> bool:
    """Whether the *words* of a link are the title of another article, or of a row about this one."""
    return (_OF_A_SERIES.match(words) is not None and not is_heading(page, words)) or (
        len(words) >= _SHORTEST_NOTICE
        and not is_heading(page, words)
        and (
            TELLS.search(words) is not None
            or (len(words) >= _SHORTEST_TITLE and PUBLISHER.search(words) is None)
        )
    )


def _is_right_below_title(page: PageText, one: Weighed, words: str = "") -> bool:
    """Whether a day stands on the line below its title, or with nothing but facts and *words* between."""
    start = one.met.found.start
    if one.distance > NEAR:
        return False
    between = page.text[start - one.distance : start].replace(words, "", 1).split("\n")[1:]
    if words and any(find_dates(line) for line in between):
        return False  # a day of its own stands over the link
    left = "".join(without_facts(_DAY_LABEL.sub("", line)) for line in between)
    return len(left) <= (NEXT_LINE if not words else NEXT_LINE // 2)


def with_pieces(weighed: Sequence[Weighed], page: PageText) -> list[Weighed]:
    """*weighed*, those in pieces marked `others.card` that stand in a link to another article or right beside one."""
    return [
        with_name(one, "others.card") if one.met.spelling == "split" and _is_of_a_row(page, one.met) else one
        for one in weighed
    ]


def _is_of_a_row(page: PageText, met: Met) -> bool:
    """Whether a link to another article is open at a day in pieces, ends right before it or follows right behind."""
    spelt = page.text[met.found.start : met.found.end]
    written = re.compile(_BETWEEN.join(map(re.escape, spelt.split("\n"))))
    place = written.search(page.source, body_begins(page.source))
    if place is None:
        return False
    led = page.source[max(0, place.start() - _LONGEST) : place.start()]
    behind = page.source[place.end() : place.end() + _LONGEST]
    if (inside := _OPEN.search(led)) is not None:
        return names_another(page, _words(inside[0] + place[0] + behind.split("</a")[0]))
    links = (_BEFORE.search(led), _BEHIND.match(behind))
    return any(link is not None and names_another(page, _words(link[1])) for link in links)


def _words(link: str) -> str:
    """The words of a link without its tags and blanks."""
    return narrow(" ".join(TAG.sub(" ", link).split())).strip("[]【】() ")
