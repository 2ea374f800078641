"""What a message's own page says, cut into labelled parts (留言详情的各项): 来信时间：…, 【回复内容】…, 问：…."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from monitor.domain.content import MessageStatus
from probes.pages.board.other_labels import BOXED, OTHER, OWN
from probes.pages.board.signed import OFFICE, SKIN, TIME
from probes.pages.board.wording import says_done
from probes.pages.board.words import (
    DAY,
    DAYS,
    LABELS,
    REPLIED_ON,
    WHOSE,
    asks,
    find_labels,
    heading_of,
    is_answer,
    is_beside,
    is_too_little,
    noun_at,
    spoken_on,
    status_of,
)
from probes.pages.dates.dates import find_dates

_END = re.compile(
    r"^(?:上一[篇条封]|下一[篇条封]|相关(?:$|\W|信件|来信|链接|文章|阅读|新闻|推荐|报道|留言|内容|信息|附件|文件|咨询|办件|热点|搜索)|[主承]办(?!.{0,4}(?:意见|[答回]复|反馈|结果|情况|说明|内容))|版权|Copyright|您对|满意度|我要评价|评价|请?先?登[录陆]后可?(?:评价|评论|评分)|[【\[（(]?\s?(?:打\s?印|关\s?闭|返\s?回|字[体号])|分享|附件|网站地图|联系我们|友情链接"
    r"|(?P<of_page>扫一扫(?!.{0,9}即可)|扫码(?!.{0,9}即可)|(?:网友|最新|热门|全部|我要|发表)?评论(?!员|已)|(?:部门|单位)(?:介绍|简介)|常见问题|智能(?:问答|客服)|(?:办理|信件|来信|数据|诉求)统计|(?:用户|会员|管理员)登[录陆]|(?:当前|您(?:现在|当前)?(?:的|所在)?(?:的)?)位置(?=\W|首页|$)|网站标识码|©|.{0,2}ICP备|.{0,3}公网安备|(?:今日|昨日|总|本站)?访问(?:[量数]|总|：|:)|点赞|收藏(?!品)|请[您你]?对.{0,12}(?:评价|打分)|欢迎[您你]|今天是|[您你]好[，,]?\s?请先?登[录陆]\W{0,3}$|(?:在线)?客服\s?:))",
    re.IGNORECASE,
)
#: The same though a sentence follows; without them a sentence that begins so is an answer's (关闭的闸门已打开。).
_SURE_END = re.compile(
    r"版权|Copyright|[主承]办(?:单位)?\s?[:：]|您对.{0,24}(?:满意|评价)|满意度|我要评价|评价\s?[:：]|附件\s?[:：\d]|相关(?:链接|信件|新闻|文章|阅读|附件|文件)\s?[:：]|[上下]一[篇条封]\s?[:：]"
    r"|【?打印(?:$|\W|[本此]页)|关闭(?:$|\W|窗口|[本此]页)|(?:网友|最新|热门|全部|我要|发表)评论|请[您你]?对.{0,12}(?:评价|打分)\s?:|[您你]好[，,]?\s?请先?登[录陆]\W{0,3}$|(?:在线)?客服\s?:|智能(?:问答|客服)$|分享(?:$|\W|[到至])|返回(?:$|\W|首页|列表|上[页级])|网站地图|友情链接",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[。！!]\s?$|[\u4e00-\u9fff]{2}[，；。：,;:][\u4e00-\u9fff]")
#: Where other letters begin: what stands below is not of this one.
_OTHERS = re.compile(
    r"(?:常见|热点)问题(?:解答|问答)?\W*$|(?:上一|下一)[篇条封](?!.{1,12}[，。])|(?:最新|热门|热点|推荐|相关|相似|类似|同类|往期|其[他它]|更多|近期)(?:回复|答复|来信|信件|留言|咨询|问题|办理|诉求)(?:列表|选登|公开|情况)?\W*$|(?:信件|来信|留言)选登\W*$|排行榜?\W*$|(?:最新|热点|热门|推荐|相关|重要|图片)?(?:通知|公告|公示|新闻|动态|资讯|要闻|专题){1,2}(?:发布|公开|推荐|列表|中心)?\W*$|您?可能(?:还|也)?(?:感兴趣|喜欢)|猜您|大家(?:都|还)?在?[看问]"
)
#: Who asked, and the same as a label with its value (提问人：王**).
_ASKER = re.compile(
    r"\W{0,2}(?:匿名|热心)?(?:网友|网民|[来写发]信人|(?:提问|留言|咨询|投诉|反映|诉求|发布)[人者]|市民(?!热线|服务|中心)|群众(?!工作))(?!.{0,20}[局委办厅府会院队处室站所]\s*$)"
)
_LABELLED_ASKER = re.compile(r".{2,8}?[:：]")
#: A verb before its day, apart from other words: 来信：2026-09-01 | 回复于 2026-09-08 10:00.
_VERB_AND_DAY = re.compile(
    r"(?:(?<=[\s|｜（(·])(?<!于\s)(?<![，,、；;][（(])|\A)(?:(?P<answer>[答回]复|办结|办复)|提问|留言|来信|写信|咨询|提交)(?:于\s?[:：]?|\s?[:：])\s?"
    rf"{DAY}(?=\s?(?:[|｜)）·]|\Z)|\s(?!之?前))"
)
#: One of several replies: 回复1：, 第二次答复：.
_NUMBERED = re.compile(
    r"\A(?:第[一二三四五六\d]{1,2}次)?([答回]复)[（(]?[一二三四五六\d]{0,2}[)）]?(?=\s?[:：])"
)
#: The name of another fact, with its value or without (管理姓名：, 是否公开：是), where an answer or a value of one line would begin.
_FIELD = re.compile(
    r"(?!.{0,8}(?:尊敬|先生|女士|[您你]))(?:是否[\u4e00-\u9fff]{1,6}|[\u4e00-\u9fff]{0,6}(?:姓名|人|员|电话|方式|渠道|范围|区域|属性|状态|进度|编[号码]|查询码|类[型别]|性质|级别|部门|单位|科室|时间|日期|[时期]限|天数|地址|来源"
    r"|声明|目的|次数|匿名|满意[度率]|评价|原因|(?:科室|部门|单位)意见|回访(?:情况|结果))(?!(?<=[人员门位室名价])\Z))(?:\s?:\s{0,3}|\Z)"
)
#: So many lines may stand in an answer's place that tell nothing; and so long is the name of a fact, with its blanks.
_MOST_IDLE, _LONGEST_NAME = 3, 10
#: How an answer begins.
GREETS = re.compile(r"\s{0,3}[您你]好")
#: Labels of two letters that stand alone without a colon.
_BARE_LABELS = frozenset({"答复", "回复", "标题", "主题", "题目"})
_COUNT = re.compile(r"[(（]\d{1,3}条?[)）]\Z")  #: how many stand below a heading: 部门答复（1）
_ASKED_OR_TOLD = re.compile(r"[【\[]?([问答])[】\]]?\s?[:：]")
#: Who asked asks once more, and is answered.
_ASKED_AGAIN = re.compile(
    r"(?:网友|市民)?(?:追问|再次提问|追加(?:提问|留言)|补充(?:提问|留言))(?:时间|日期|内容|(?P<answer>[答回]复(?:内容)?))?(?:\s?[:：]|(?<=[间期容])\s)"
)
#: Stands for a label of who asks once more.
ASKED_AGAIN = "追问内容"
#: Stands for a label of which only the end is known (应回复时间, 追问时间).
_OTHERS_DAY = "其他日期"
#: The heading of an office's answer: 区教育局 答复.
_OFFICE_ANSWERS = re.compile(
    rf"([\u4e00-\u9fff]{{2,16}}{OFFICE.pattern[:-1]})\s?的?(?:答复|回复)(?:内容|意见)?:?"
)
#: Labels of the letter and of its reply, and what is said of a reply before its words.
_OF_EITHER, _OF_REPLY = frozenset({"时间", "日期", "内容"}), frozenset({"answered", "unit", "status"})
#: What a running sentence holds, and what ends one (or a day, or a bracket) before the next label.
_CLAUSE, _ENDED, _LONGEST_CLAUSE = (
    re.compile(r"[\u4e00-\u9fff]{2}[，；。,;][\u4e00-\u9fff]"),
    re.compile(r"[。！？!?；;…~）)\]】〕|\d][（(]?$"),
    200,
)
#: So many lines may stand above a letter.
_HIGHEST = 200
#: A cell that says a day is no longer.
LONGEST_CELL = 24
#: And a status of one or two words (处理中).
LONGEST_STATE = 8
#: Values of one line; what stands below them belongs to the block around.
_SHORT = frozenset({"number", "title", "submitted", "accepted", "answered", "unit", "status", "kind", "person", "ignore", "field"})  # fmt: skip


@dataclass(slots=True)
class LetterPart:
    """One labelled stretch of the page."""

    noun: str
    label: str
    values: list[str] = field(default_factory=list)
    is_own: bool = False  #: its words stand in the cell beside the label

    @property
    def text(self) -> str:
        """All that stands under the label."""
        return " ".join(one for one in self.values if one)

    def take(self, value: str) -> None:
        """Go on with *value*, or note that what comes stands in the cell beside the label."""
        if value == OWN:
            self.is_own = True
        else:
            self.values.append(value)

    @property
    def is_whole(self) -> bool:
        """Whether what stands below is of something else: behind a value of one line, or a status for that of an answer (处理情况：处理中)."""
        if self.noun != "answer" or not self.label.endswith("情况"):
            return self.noun in _SHORT and any(self.values)
        text = " ".join(filter(None, self.values[: LONGEST_STATE + 2]))  # more are longer than a state
        return len(text) <= LONGEST_STATE and status_of(text) is not MessageStatus.UNSTATED


def parts_of(lines: Sequence[str]) -> Iterator[LetterPart]:
    """The labelled stretches of a letter's *lines*, up to where the letter and its answers end."""
    part: LetterPart | None = None
    in_reply = begun = asked = False
    lines = _without_others_above(lines)
    for n, line in enumerate(lines):
        if begun and _OTHERS.match(line):
            break
        if (
            (headed := _OFFICE_ANSWERS.fullmatch(line))
            and any(map(is_answer, _without_day(lines[n + 1 : n + 3])[:1]))
            and not (n and is_day(lines[n - 1]))
        ):
            line = f"答复单位：{headed[1]} 答复内容："
        if n and (replied := REPLIED_ON.match(line)):
            line = _with_speaker(lines[n - 1], line, replied, lines[n + 1 : n + 2])
        if ends(line):
            if part is not None:
                yield part
            part = None
            continue
        for label, value in _cut(line):
            if label:
                if part is not None:
                    yield part
                noun = heading_of(label) or "ignore"
                in_reply = in_reply or noun in ("answer", "answered")
                begun = begun or noun in ("question", "answer", "submitted")
                if in_reply and label.strip() in _OF_EITHER:  # of the reply, the letter's own stands above
                    noun = "answered" if noun == "submitted" else "answer" if asked else noun
                asked = asked or noun == "question"
                part = LetterPart(noun, label, [value])
            elif part is not None and (other := _field_below(part, value)) is not None:
                yield part
                part = other
            elif part is not None and part.is_whole:
                yield part
                goes_on = _goes_on(part, value, in_reply=in_reply, asked=asked)
                part = LetterPart("answer" if goes_on else "text", "", [value])
            elif part is not None:
                part.take(value)
    if part is not None:
        yield part


def _goes_on(part: LetterPart, line: str, *, in_reply: bool, asked: bool) -> bool:
    """Whether a *line* below a value of one line is of the answer: behind a field one that reads so, behind what is said of the reply any but the words of who asks, which stand above else."""
    if is_answer(line):
        return part.noun == "field" or (in_reply and part.noun in _OF_REPLY)
    return in_reply and part.noun in _OF_REPLY and (asked or not asks(line))


def _with_speaker(above: str, line: str, replied: re.Match[str], below: Sequence[str]) -> str:
    """A *line* that says on which day somebody replied, with who stands *above*; where who asked does, the words tell whose it is."""
    if _ASKER.match(above):
        said = line[replied.end() :].strip() or "".join(below)
        if is_answer(said):
            return f"答复时间：{replied['day']} 答复内容：{line[replied.end() :]}"
        if asks(said) or not _LABELLED_ASKER.match(above):
            return f"{_OTHERS_DAY}：{replied['day']} {ASKED_AGAIN}：{line[replied.end() :]}"
        return line
    named = f"{above[-LONGEST_CELL:]} {line}"
    return named if spoken_on(named) else line


def ends(line: str) -> bool:
    """Whether a letter and its answers end before a line."""
    end = _END.match(line)
    if end is None or (end["of_page"] is not None and says_done(line)):
        return False
    return _SURE_END.match(line) is not None or _SENTENCE.search(line) is None


def _field_below(part: LetterPart, line: str) -> LetterPart | None:
    """What begins with a *line* that names another fact, below a value of one line or where an answer would begin (联系电话：0590-1234567); None where it goes on with *part*."""
    begins = part.noun in _SHORT or (
        part.noun == "answer"
        and len(part.values) <= _MOST_IDLE
        and all(not one or is_too_little(one) for one in part.values)
    )
    head, colon, value = _unboxed(line).partition(":") if begins else ("", "", "")
    line = f"{head.replace(' ', '') if len(head) <= _LONGEST_NAME else head}{colon}{value}"
    field = _FIELD.match(line)
    if field is None or GREETS.match(line, field.end()) is not None:
        return None
    in_cell = part.is_own and not any(part.values)  # what begins its own cell may be the answer's
    return LetterPart("field", OTHER, [line[field.end() :]], is_own=in_cell)


def _without_day(lines: Sequence[str]) -> Sequence[str]:
    return lines[1:] if lines and is_day(lines[0]) else lines


def _without_others_above(lines: Sequence[str]) -> Sequence[str]:
    """*lines* without the answers of a box of other letters that stands above this one."""
    nouns = [{heading_of(label) for label, _ in _cut(line) if label} for line in lines[:_HIGHEST]]
    own = next((n for n, told in enumerate(nouns) if told & {"question", "submitted"}), 0)
    at = next((n for n, line in enumerate(lines[:own]) if _OTHERS.match(line)), own)
    above = (
        line
        for line, told in zip(lines[at:own], nouns[at:own], strict=True)
        if not told & {"answer", "answered"}
    )
    return [*lines[:at], *above, *lines[own:]]


def _cut(line: str) -> Iterator[tuple[str, str]]:
    """*line* as (label, value) pairs; an empty label means that the text goes on."""
    if line == OTHER:
        yield line, ""
        return
    if (again := _ASKED_AGAIN.match(line)) is not None:
        yield ("答复内容" if again["answer"] else ASKED_AGAIN), line[again.end() :].strip()
        return
    whole = _COUNT.sub("", line.strip(" :：[]【】"))
    if (
        len(whole) <= 10
        and heading_of(whole) is not None
        and (whole != line or len(whole) >= 4 or whole in _BARE_LABELS or whole[-1] in "人者")
    ):
        yield whole, ""
        return
    if (asked := _ASKED_OR_TOLD.match(line)) is not None:
        yield ("提问内容" if asked[1] == "问" else "答复内容"), line[asked.end() :].strip()
        return
    if (said := spoken_on(line)) is not None:
        answers = said["answer"] is not None
        yield ("答复时间" if answers else "提问时间"), said["day"]
        yield ("答复内容" if answers else "提问内容"), line[said.end() :].strip()
        return
    if (replied := REPLIED_ON.match(line)) is not None:  # by whom is not known
        yield _OTHERS_DAY, replied["day"]
        yield "答复内容", line[replied.end() :].strip()
        return
    head, colon, value = _unboxed(line).partition(":")
    if (
        colon
        and (is_beside(head) or heading_of(head) in DAYS)
        and LABELS.match(line) is None
        and LABELS.search(value) is None
    ):  # 群众评价：未评价; 完成时间：暂无
        yield head, value.strip()
        return
    line = _VERB_AND_DAY.sub(_labelled, _NUMBERED.sub(r"\1内容", line, count=1))
    line = BOXED.sub(lambda box: f" {box[1]}：" if heading_of(box[1]) else box[0], line)
    marks = list[re.Match[str]]()
    for one in find_labels(line):
        if _stands_alone(one, line) and not _in_sentence(line, marks[-1].end() if marks else 0, one):
            marks.append(one)
    first = line[: marks[0].start()] if marks else line
    if first.strip() and not (marks and WHOSE.fullmatch(first.strip())):  # 首次 before 回复内容：
        yield "", first.strip()
    for mark, following in zip(marks, [*marks[1:], None], strict=False):
        own = heading_of(mark["label"]) is None or noun_at(line, mark) is not None
        value = line[mark.end() : following.start() if following else len(line)].strip()
        yield mark["label"] if own else _OTHERS_DAY, value


def _unboxed(line: str) -> str:
    """*line* with a colon for the brackets around the label that begins it: 【完成时间】暂无."""
    box = BOXED.match(line)
    return line if box is None else f"{box[1]}:{line[box.end() :]}"


def _labelled(verb: re.Match[str]) -> str:
    """A verb before its day as a label and its value."""
    return f"{'答复' if verb['answer'] else '提问'}时间：{verb['day']}"


def _stands_alone(mark: re.Match[str], line: str) -> bool:
    """Whether a short word such as 答复： is a label: at the head of a line or of a stretch, not in a sentence."""
    if GREETS.match(line, mark.end()) and heading_of(mark["label"]) == "person":
        return False  # 来信人：您好 begins an answer
    return len(mark["label"]) > 2 or mark.start() == 0 or line[mark.start() - 1] in " |［[【"


def _in_sentence(line: str, since: int, mark: re.Match[str]) -> bool:
    """Whether a label's words go on with a sentence that began behind *since*: 反映多次，上级 答复：不予办理."""
    before = line[max(since, mark.start() - _LONGEST_CLAUSE) : mark.start()].rstrip()
    if len(mark["label"]) > 2 and OFFICE.search(before):
        return False
    return _CLAUSE.search(before) is not None and _ENDED.search(before) is None


def is_day(line: str) -> bool:
    """Whether a line is a day, with its time perhaps, and nothing more."""
    found = find_dates(line) if len(line) <= LONGEST_CELL else ()
    return bool(found) and not TIME.sub("", line[: found[0].start] + line[found[0].end :]).strip(SKIN)
