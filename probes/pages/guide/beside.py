"""What stands beside a guide on its page (相关事项、其他大厅、页脚): boxes whose addresses, hours and fees are those of others."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import accumulate, islice, pairwise
from operator import attrgetter

from probes.pages.document.tree import Element
from probes.pages.guide.headings import (
    CORE,
    GROUPS,
    OF_OFFICES,
    cut_heading,
    groups_of,
    plain_heading,
)
from probes.pages.guide.lines import is_set_apart, names_element
from probes.pages.guide.places import is_foot_box, is_foot_line, rank_of
from probes.pages.guide.strips import leads_on
from probes.pages.guide.told import EMPTY
from probes.pages.records.outline import Outline

_MORE = r"(?:信息|列表|名录|一览表?|导航|推荐|大全|地图|分布图?|目录|电话|地址|及电话|及地址|联系方式){0,2}"
_HALL = r"(?:大厅|中心|网点|站点?|窗口|办[事理]点|受理点|服务[点站]|派出所|机构)"
_KIND_OF_HALL = r"(?:便民|政务|行政|办事|服务|审批|公共|综合|市民|为民|受理|办理|社保|社会保障|经办|群众|党群|自助|许可){1,4}"
#: Titles of boxes of other matters, in whatever words.
_OTHERS = re.compile(
    r"(?:相关|有关|关联|同类|类似|近似|(?:本|同|该)?(?:部门|单位|窗口)?其[他它]|更多|热[门点]|常[用办]|高频|推荐|最新|重点|特色|精选|最近|本部门|同部门|您?可能.{0,6}|大家.{0,4}|猜你.{0,4})"
    r"(?:的|可?办理|在办|办事|服务|政务|便民|公共|审批|主题){0,2}"
    rf"(?:事项|服务|办[事件理]|业务|指南|推荐|阅读|链接|文章|资讯|搜索|喜欢|关注){_MORE}"
    r"|(?:最新|通知|新闻|工作|政务|图片){1,2}(?:公告|公示|动态|要闻|新闻|通知|资讯){1,2}|(?:联系|关于)我们|(?:在线)?客服(?:中心)?"
    rf"|(?:事项|服务|指南|办事)(?:推荐|排行榜?)|猜你.{{0,4}}|(?:办|看|浏览)[理过]?.{{0,8}}(?:还|也)(?:想|要)?(?:办|看|浏览)[理过了]{{0,2}}.{{0,6}}"
)
#: Titles of boxes of halls, of which one at most is the guide's own place.
_HALLS = re.compile(
    rf"(?:相关|其[他它]|更多|附近|周边|邻近|就近|各[级地]?|下[属设辖]|所[属辖]|基层|全[市县区省]|[省市县区]级?|乡|镇|街道?|村|社区|[、和及与]){{1,6}}的?(?:{_KIND_OF_HALL})?{_HALL}{_MORE}"
    rf"|(?!是否|有无|可否|.{{0,4}}进驻)[\u4e00-\u9fff]{{0,10}}{_KIND_OF_HALL}(?:大厅|中心|站){_MORE}"
)
#: Where these stand above it, it is.
_AT_A_HALL = re.compile(r"\W{0,4}(?:现场|窗口|线下|大厅)(?:办理|申[请办报领]|受理)\W{0,2}")
_FURTHER = re.compile(r"相关|其[他它]|更多|附近|周边|邻近|就近")
_LONGEST_TITLE, _LONGEST_HEAD, _MOST_STEPS = 20, 60, 6
#: Boxes beside the page's own matter, by tag and by name.
_TAGS = frozenset({"aside", "nav"})
_NAMED = re.compile(
    r"(?<![a-z])(?:side|(?<!layout-)(?<!has-)(?<!with-)(?<!no-)sidebar|aside|related?|relation|recommend|tuijian|friend|hot(?!-?line))(?![a-z])|(?<![a-z-])bottom(?![a-z-])|xgsx|xgfw|xgzn|yqlj"
)
#: What sets words in a line or a cell apart is no box (`<td class="hot">`).
_NO_BOXES = frozenset({"span", "em", "i", "b", "strong", "font", "a", "p", "td", "th", "dt", "dd", "label", "h1", "h2", "h3", "h4", "h5", "h6"})  # fmt: skip
#: What stands in a title's box behind it and says no more.
_LEADS_ON = re.compile(r"更多.{0,4}|more\W{0,4}|[>»+＞\s]{1,4}|换一[批换组]", re.IGNORECASE)
#: Elements that set no heading apart from the text behind it.
_PLAIN = frozenset({"p", "div", "span", "li", "td", "a", "section"})
_ENOUGH = 2
#: The name of a matter; what all of these have; what parts a page's titles.
_DONE = r"(?:办理|申[领请办报]|登记|许可|核发|[换补发]领|[换补]发|审[批核]|备案|[认评]定|领取|变更|注销|报销|参保|缴费|转移|查询|迁移)"
_MATTER = re.compile(rf"[\u4e00-\u9fff（）()《》、·\w]{{2,24}}{_DONE}(?:办事)?(?:指南|流程|须知)?")
#: Parts of one matter: ways to apply, who applies, steps.
_OWN_PART = re.compile(
    r"现场|窗口|网上|线[上下]|在线|自助|掌上|手机|邮寄|电话|预约|上门|就近|委托|代办|本人|首次|初次|新[办设]|[异本]地|跨[省市]|提交|受理|材料|初审|复[核审]|进度|办件|证照|个人|单位|企业|法人|法定|情[形况]|当场|即时|流程|步骤|方式|^[\W\d一二三四五六七八九十]"
)
#: Papers and the like by whose names matters are called.
_PAPER = re.compile(r"[\u4e00-\u9fff]{0,12}(?:证|护照|执照|证书|[\u4e00-\u9fff]卡|登记|备案|补[贴助]|津贴)")
_DONE_WITH = re.compile(rf"{_DONE}(?:办事)?(?:指南|流程|须知)?$")
_GENERIC = re.compile(rf"{_DONE}|(?:办事)?(?:指南|流程|须知)|[（）()《》、·的]|办证|证[件书]?|首次|新办")
#: The title of a page that may be its matter's, and is no site's or what all guides are called.
_OWN_TITLE = re.compile(
    r"(?!.{0,8}(?:指南|说明|须知|服务|办事|首页|详情|公开|栏目))[\u4e00-\u9fff（）()]{3,24}(?<![府局委厅网处院部会户厅])(?<!中心)"
)
_PARTS, _LONGEST_MATTER = re.compile(r"[-_|—–>＞\s]+"), 30
#: What every office says of itself, in its own words; and so much more than names there is in a guide.
_OF_OFFICE = re.compile(
    r"(?:(?:联系|办公|通[讯信]|工作|上班|营业|服务|客服|单位|对外|详细)?(?:地址|电话|时间|热线|联系方式))"
)
_MORE_THAN_NAMES = 2
_TELEPHONE = re.compile(r"\d{5}")
#: So many elements are a card of the guide's own, below such words.
_FEWEST_OF_CARD, _OF_CARD = 3, re.compile(r"(?:办[理事]|基本|事项|服务|受理|咨询|窗口){1,2}信息|办理须知")
#: So many elements are looked at around a line of a foot, and behind what may be the guide's again.
_MOST_LINES = 200
#: Where a text stands that is not the guide's: in a foot, what is said is the whole office's; where it names elements as guides do (咨询热线), it may be the guide's too.
BESIDE, FOOT, NAMING_FOOT = 1, 2, 3
#: What is said of halls: 名称 heads a column of theirs.
_OF_HALLS = OF_OFFICES | {"事项名称"}


def find_beside(outline: Outline, called: str) -> bytearray:
    """For each text of the page, where it stands: 0 in the guide, BESIDE it in a side box or below a title of other matters or halls, in its FOOT or NAMING_FOOT. *called*: the page's titles."""
    return _Finder(outline, called).find()


class _Finder:
    """The stretches of a page that are not the guide's, found box by box."""

    def __init__(self, outline: Outline, called: str) -> None:
        self._matter = _pairs_of(called, at_least=_OWN_TITLE)
        self._outline, self._tree = outline, outline.tree
        self._heads = [cut_heading(text[:_LONGEST_HEAD])[0] for text in outline.tree.texts]
        self._named = [groups_of(one) for one in self._heads]
        of_guide = [self._is_of_guide(n) for n in range(len(self._named))]
        self._said = [0, *accumulate(of_guide)]
        self._of_guide = {
            group: [0, *accumulate(of_guide[n] and group in one for n, one in enumerate(self._named))]
            for group in GROUPS
        }
        self._core = {group: self._of_guide[group] for group in (*sorted(CORE), "设定依据")}
        self._upto = [sum(each) for each in zip(*self._core.values(), strict=True)]
        self._h1 = [one.index for one in outline.tree.elements if one.tag == "h1"]
        self._beside = bytearray(len(self._named))

    def find(self) -> bytearray:
        for one in self._tree.elements:
            if self._is_free(one) and self._stands_aside(one):
                self._take(one.start, one.end, self._foot(one) if is_foot_box(self._tree, one) else BESIDE)
        self._take_above_title()
        for number, text in enumerate(self._tree.texts):
            if self._beside[number]:
                continue
            if is_foot_line(text):
                if (foot := self._foot_around(number)) is not None:
                    self._take(self._office_before(foot), number, BESIDE)
                    self._take(number, foot.end, self._foot(foot))
            elif len(text) <= _LONGEST_TITLE and (title := self._title(number)) is not None:
                self._take(number, self._end_of(number, title), BESIDE)
            elif self._matter and len(text) <= _LONGEST_MATTER:
                if self._is_other_matter(text):
                    self._take_matter(number)
                elif self._is_other_paper(text):
                    self._take_matter(number, again=True)
        for table in (one for one in self._tree.elements if one.tag == "table"):
            if self._is_free(table) and self._lists_matters(table):
                self._take(table.start, table.end, BESIDE)
        self._take_offices()
        return self._beside

    def _is_free(self, box: Element) -> bool:
        return box.start < box.end and not self._beside[box.start]

    def _take(self, start: int, end: int, place: int) -> None:
        self._beside[start:end] = bytes((place,)) * (end - start)

    def _stands_aside(self, box: Element) -> bool:
        """Whether a box is called one beside the page's own matter, and holds nothing of it that stands nowhere else."""
        called = (
            box.tag in _TAGS
            or (box.tag == "header" and not box.start)
            or (box.tag not in _NO_BOXES and _NAMED.search(box.mark))
        )
        if not is_foot_box(self._tree, box) and (not called or self._is_card(box)):
            return False
        if self._holds_title(box):
            return False
        return not self._held(box.start, box.end) - self._left(box.start, box.end)

    def _is_card(self, box: Element) -> bool:
        """Whether a box begins with an element and tells several as guides do, which stand nowhere else, and names no matter of its own."""
        if self._said[box.end] - self._said[box.start] < _FEWEST_OF_CARD or not self._begins(box.start):
            return False
        told = {group: upto[box.end] - upto[box.start] for group, upto in self._of_guide.items()}
        if told["事项名称"]:
            return False
        alone = [group for group, count in told.items() if 0 < count == self._of_guide[group][-1]]
        if len(alone) < _FEWEST_OF_CARD:
            return False
        return self._other_matters[box.end] == self._other_matters[box.start]

    @cached_property
    def _other_matters(self) -> Sequence[int]:
        """How many texts up to each are the name of another matter."""
        return [0, *accumulate(map(self._is_other_matter, self._tree.texts))]

    @cached_property
    def _first(self) -> Mapping[str, int]:
        """The first text that names each group."""
        return {group: n for n in reversed(range(len(self._named))) for group in self._named[n]}

    def _begins(self, number: int) -> bool:
        """Whether a text is an element, the words for several (办理信息), or the name of the page's matter."""
        text = self._tree.texts[number]
        of_matter = _MATTER.fullmatch(text) is not None and not self._matter.isdisjoint(_pairs_of(text))
        return bool(self._named[number]) or of_matter or _OF_CARD.fullmatch(plain_heading(text)) is not None

    def _take_above_title(self) -> None:
        """Take what names an element or has a telephone above the page's title, which names none, unless much of the guide stands there."""
        top = self._tree.elements[self._h1[0]].start if self._h1 else 0
        if self._upto[top] or self._said[top] >= _FEWEST_OF_CARD or any(self._named[top : top + 1]):
            return
        for number in range(top):
            told = self._named[number] or _TELEPHONE.search(self._tree.texts[number])
            if told and not self._beside[number]:
                self._take(number, number + 1, BESIDE)

    def _foot(self, foot: Element) -> int:
        """Where the texts of a *foot* stand: in one that names elements as guides alone do, or not."""
        return NAMING_FOOT if self._said[foot.start] < self._said[foot.end] else FOOT

    def _held(self, start: int, end: int) -> set[str]:
        """The groups that only a guide has, of which headings stand among some texts."""
        if self._upto[start] == self._upto[end]:
            return set()
        return {group for group, upto in self._core.items() if upto[end] > upto[start]}

    def _left(self, start: int, end: int) -> set[str]:
        """The same of all other texts."""
        return {group for group, upto in self._core.items() if upto[-1] - upto[end] + upto[start]}

    def _holds_title(self, box: Element) -> bool:
        """Whether the page's title stands in a box."""
        return bisect_left(self._h1, box.last) > bisect_left(self._h1, box.index)

    def _foot_around(self, number: int) -> Element | None:
        """The largest element around a line of the foot that holds nothing of the guide's."""
        found = None
        for one in self._tree.around_text(number):
            if self._held(one.start, one.end) or self._holds_title(one):
                return found
            found = one
        return None

    def _title(self, number: int) -> Element | None:
        """The element of a text that is the title of a box of others, with all that says no more; None where it is none."""
        text = self._tree.texts[number]
        plain = plain_heading(text)
        if plain != text.strip(" 　:：>【】") or groups_of(text):
            return None
        if not (_OTHERS.fullmatch(plain) or _HALLS.fullmatch(plain)):
            return None
        above = groups_of(self._tree.texts[number - 1]) if number else ()
        told_above = OF_OFFICES.intersection(above) or (
            number and _AT_A_HALL.fullmatch(self._tree.texts[number - 1])
        )
        if told_above and _HALLS.fullmatch(plain) and not _FURTHER.match(plain):
            return None  # it is what this heading says
        around, held, apart = islice(self._tree.around_text(number), _MOST_STEPS), None, False
        for one in around:
            if one.start < number or not self._says_no_more(number, one):
                first = one.start == number and one.tag != "body"
                return held if held is not None and (apart or first) else None
            held, apart = one, apart or is_set_apart(one) or text.endswith(("：", ":"))
        return None

    def _says_no_more(self, number: int, around: Element) -> bool:
        """Whether nothing stands behind a title in an element *around* it but a link to more."""
        rest = self._tree.texts[number + 1 : min(around.end, number + 4)]
        return around.end - number <= _ENOUGH and all(
            _LEADS_ON.fullmatch(one) or EMPTY.fullmatch(one) for one in rest
        )

    def _end_of(self, number: int, title: Element, *, near: bool = False) -> int:
        """One past the last text that a *title* stands above: up to the next title like it, or what is the guide's again. *near*: no further than so many elements."""
        cells = self._outline.cells(self._tree.elements[title.parent]) if title.parent >= 0 else ()
        end, rank = title.end, rank_of(self._tree, number)
        plain, first = plain_heading(self._tree.texts[number]), -1
        of_halls = _OTHERS.fullmatch(plain) is None and _HALLS.fullmatch(plain) is not None
        since = bisect_right(cells, title.index, key=attrgetter("index"))
        for n in range(since, len(cells)):
            one = cells[n]
            if not near and first < 0:
                since = n
            if one.start == one.end:
                continue
            if n - since > _MOST_LINES:
                return max(title.end, first if first >= 0 else one.start)
            holds = bool(self._held(one.start, one.end))
            first = one.start if holds and first < 0 else first
            if self._is_next(one, title, rank) or (of_halls and (holds or not self._is_of_halls(one))):
                return max(end, one.start)
            held = self._held(number, one.end)
            if len(held) >= _ENOUGH > len(self._left(number, one.end)):
                return max(title.end, first)  # what only a guide says stands here and hardly elsewhere
            end = one.end
        return max(end, self._tree.elements[title.parent].end if title.parent >= 0 else end)

    def _is_next(self, one: Element, title: Element, rank: int) -> bool:
        """Whether an element is a further title beside *title*, or begins with one of its *rank* or above."""
        plain = title.key == title.tag and title.tag in _PLAIN
        if not plain and (one.tag, one.key) == (title.tag, title.key):
            return True
        return self._holds_title(one) or 0 < rank_of(self._tree, one.start, within=one) <= rank

    def _is_of_halls(self, one: Element) -> bool:
        """Whether an element behind a title of halls says nothing else than what is said of halls."""
        return _OF_HALLS.issuperset(self._named[one.start])

    def _is_other_paper(self, text: str) -> bool:
        """Whether a text is the name of a paper or the like (居住证) that has nothing in common with the page's matter, by which another matter may be called."""
        if not _is_called(text, _PAPER):
            return False
        pairs = _pairs_of(text, at_least=_PAPER)
        return bool(pairs) and pairs.isdisjoint(self._matter)

    def _is_other_matter(self, text: str) -> bool:
        """Whether a text is the name of a matter that has nothing in common with that of the page."""
        if not _is_called(text, _MATTER):
            return False
        pairs = _pairs_of(text)
        long = len(_DONE_WITH.sub("", text)) > _ENOUGH  # 现场办理 is none
        return long and bool(pairs) and pairs.isdisjoint(self._matter)

    def _take_matter(self, number: int, *, again: bool = False) -> None:
        """Take what stands below the name of another matter that is set apart, where elements are named there and none that only it has. *again*: one that was named before must be."""
        held, is_said = None, number > 0 and bool(groups_of(self._tree.texts[number - 1]))
        for one in islice(self._tree.around_text(number), _MOST_STEPS):
            if one.start < number or not self._says_no_more(number, one):
                break
            apart = is_set_apart(one) or (leads_on(one) and not is_said)
            held = one if apart or held is not None else None
        if held is None:
            return
        end = self._end_of(number, held, near=True)
        told = {group for one in self._named[number:end] for group in one}
        if again and all(self._first[group] >= number for group in told):
            return
        if told and not self._held(number, end) - self._left(number, end):
            self._take(number, end, BESIDE)

    def _lists_matters(self, table: Element) -> bool:
        """Whether a table has a row for each of several matters."""
        rows = [one for one in self._outline.cells(table) if one.start < one.end]
        if len(rows) == 1 and rows[0].tag == "tbody":
            rows = [one for one in self._outline.cells(rows[0]) if one.start < one.end]
        if len(rows) <= _ENOUGH or self._held(table.start, table.end) - self._left(table.start, table.end):
            return False
        heads = [self._named[cell.start] for cell in self._outline.cells(rows[0]) if cell.start < cell.end]
        return ("事项名称",) in heads[:_ENOUGH] and sum(map(bool, heads)) > _ENOUGH

    def _office_before(self, foot: Element) -> int:
        """Where a foot begins: at lines of the office's address, hours and telephone right before it."""
        cells = self._outline.cells(self._tree.elements[foot.parent]) if foot.parent >= 0 else ()
        start = foot.start
        place = bisect_left(cells, foot.index, key=attrgetter("index"))
        for n in range(place - 1, max(place - _MOST_LINES, 0) - 1, -1):
            one = cells[n]
            of_guide = self._said[one.start] < self._said[one.end]
            if of_guide or (one.start < one.end and not self._says_of_office(one.start)):
                break
            start = min(start, one.start)
        return start

    def _says_of_office(self, number: int) -> bool:
        """Whether a text names an address, hours or a telephone as every office calls them, and not a guide's."""
        head = plain_heading(self._heads[number])
        return bool(self._named[number]) and _OF_OFFICE.fullmatch(head) is not None

    def _is_of_guide(self, number: int) -> bool:
        """Whether a text names an element in a guide's words; 主办单位 stands in every foot."""
        return not {"办理机构"}.issuperset(self._named[number]) and not self._says_of_office(number)

    def _take_offices(self) -> None:
        """Take boxes with an office's address, hours or telephone outside the element that holds all that only a guide names."""
        numbers = [n for n, groups in enumerate(self._named) if groups and not self._beside[n]]
        offices = [n for n in numbers if self._says_of_office(n)]
        own = sorted({*numbers} - {*offices})
        if not offices or len({group for n in own for group in self._named[n]}) <= _ENOUGH:
            return
        named = sum(len(self._heads[n]) for n in own)
        region = next(
            (
                one
                for one in self._tree.around_text(own[0])
                if own[-1] < one.end and self._outline.length(one) > _MORE_THAN_NAMES * named
            ),
            None,
        )
        if region is None:
            return
        for number in offices:
            if not self._beside[number] and not region.start <= number < region.end:
                box = self._tree.apart(number, region)
                if box is not None:
                    self._take(box.start, box.end, BESIDE)


def _is_called(text: str, words: re.Pattern[str]) -> bool:
    """Whether a text is a name in such *words*, and none of a part of a matter or of what guides tell."""
    return words.fullmatch(text) is not None and not (_OWN_PART.search(text) or names_element(text))


def _pairs_of(name: str, at_least: re.Pattern[str] | None = None) -> set[str]:
    """The pairs of signs in the names of matters, without the words that all of them have; also in what is called otherwise and is *at_least* so."""
    parts = [one.strip() for one in _PARTS.split(name)]
    names = [
        one for one in parts if _MATTER.fullmatch(one) or (at_least is not None and at_least.fullmatch(one))
    ]
    plain = (_GENERIC.sub(" ", one) for one in names)
    return {a + b for one in plain for a, b in pairwise(one) if " " not in a + b}
