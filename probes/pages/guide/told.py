"""What a guide says (办事指南内容): the text under each group, and the headings by which the groups are known."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from probes.pages.guide.headings import NEAR

#: What fills a place and says nothing.
EMPTY = re.compile(r"[\s\-—–_/\\.。·:：;；]*|暂无|暂?无(?:相关)?(?:信息|内容|数据)|待(?:补充|完善|定)|(?:正在)?(?:建设|完善|更新)中|null|undefined|详情|展开|收起|查看(?:详情)?", re.IGNORECASE)  # fmt: skip
#: Of these there may be none, and a guide says so (收费标准：暂无); an office and its telephone there always are.
_NONE, _MAY_BE_NONE = re.compile(r"暂无[。.]?"), frozenset({"收费标准", "申请条件", "办理材料"})
#: And without these no matter can be done (联办机构：无).
_NEVER_NONE = frozenset({"办理机构", "联系电话"})
_MOST_TEXT = 4000
#: So much of a text is looked at, and so long are ways to apply.
_SEEN, _LONGEST_WAYS = 600, 60
#: A heading that we do not know is no longer.
LONGEST_OTHER, _LAST_WORDS = 20, 4
#: What an office's name is called in a row of the office's.
OWN_NAME = frozenset({"名称", "全称", "机构名称", "单位名称", "部门名称"})
#: So many questions for headings that we understand, and those that we do not tell of something.
_ENOUGH = 2
#: What is free there, and no fee of the matter's.
_BESIDE = r"停车|泊车|充电|打印|复印|上网|班车"
#: Whom else a heading names: not where to ask.
_OF_OTHERS = re.compile(
    rf"投诉|监督|举报|监察|邮[箱编政]|网址|传真|联系人$|申请人(?![应须需要提准])|法定代表|{_BESIDE}"
)
_SPOKEN = re.compile(r"[。；;，,]|^(?:[回解]?答|[AＡ]\d{0,2})$")  # 答：… goes on with the question above
#: What the text of a group says, where its heading is one that we do not know: 负责科室：社保科, 窗口办理 above a road and its number.
_SAYS: Mapping[str, re.Pattern[str]] = {
    "设定依据": re.compile(r"《[^》]{2,60}》|〔\d{4}〕"),
    "办理材料": re.compile(r"身份证|户口[簿本]|复印件|原件|申请[表书]|执照|证书|委托书|证明"),
    "办理地点": re.compile(r"[路街巷道大村园厦楼][^。；]{0,12}\d{1,4}号|[\d一二三四五六七八九]{1,3}[楼层]|(?:政务|办事|服务|行政|审批|中心)(?:大厅|中心)|号窗"),
    "办理机构": re.compile(r"(?:局|委员会|厅|大队|支队|派出所|处|科|股|街道|政府|机关|办公室)(?:[（(，。；、\s]|$)"),
    "收费标准": re.compile(r"免费|[不无免]需?收|\d\s?元|^(?:无|否|没有)[。\s]?$"),
    "联系电话": re.compile(r"(?<!\d)(?:0\d{2,3}[-－—\s]?)?\d{7,8}(?!\d)|(?<!\d)12\d{3}(?!\d)"),
    "办理流程": re.compile(r"(?:提交|申请|登录|填写|报名|登记)[^。]{0,80}(?:审[核查批]|受理|提交|发放|办结|领取|选择|确认)|第一步|→"),
}  # fmt: skip
_PAPER = r"(?:身份证|户口[簿本]|结婚证|复印件|原件|申请[表书]|执照|证明|照片)"
#: Papers that people hand in, and are not given out by most offices.
_HANDED_IN = re.compile(r"身份证|户口[簿本]|结婚证|房产证|复印件|原件|申请[表书]|照片|委托书")
#: Nothing but what these groups say: two papers, that it is free, a number.
_PAPERS = rf"[^。]{{0,40}}{_PAPER}[^。]{{0,40}}{_PAPER}.{{0,200}}"
_FREE, _PHONE = r"免费|(?:不|无|免)需?收取?(?:任何|其[他它])?费用?", r"(?:0\d{2,3}[-－—\s]?)?\d{7,8}"
#: Texts that say what a group does under any heading: 小王：0590-1234567. What is free may be the training or the picture.
_ALONE: Mapping[str, re.Pattern[str]] = {
    "联系电话": re.compile(_PHONE),
    "办理材料": re.compile(_PAPERS),
}  # fmt: skip
#: What a text says of a group that has no heading on the page: 自受理之日起5个工作日内办结, （咨询电话：0590-1234567）.
_WITHIN: Mapping[str, re.Pattern[str]] = {
    "办理地点": re.compile(r"(?<![邮投寄][寄递诉送])(?<![网信箱])(?<!诉讼|复议|家庭|注册|经营|生产|居住|住所|通讯|户籍|收件|收货|现住|常住)(?:地址|地点)\s?[:：]\s?[\u4e00-\u9fff]{2}"),
    "收费标准": re.compile(r"不收取?(?:任何|其[他它])?费|免费办理|免费申[请领]|免收[\u4e00-\u9fff]{0,6}费|(?:工本|手续|登记|制证)费\s?[\d.]+\s?元"),
    "办理时间": re.compile(r"\d\s?个?(?:工作)?[日天](?:之?内)?(?:(?!申请|提[出交])[\u4e00-\u9fff，、]){0,12}(?:办结|发证|制证|答复|决定|完成|办理|领取|审批|审核)|(?:当场|即时)(?:办[结理]|发证|领取|制证)"),
    "联系电话": re.compile(r"(?<!投诉)(?<!监督)(?<!举报)(?<!政府)(?<!市民)(?<!便民)(?<![市县区]长)(?<!(?:投诉|监督|举报)[请可])(?<!申请人|当事人|监护人|代理人)(?:电话|热线|拨打|致电)\s?[:：]?\s?[（(]?\d{3}(?![\d-]{0,9}(?:进行)?(?:投诉|监督|举报))"),
}  # fmt: skip
#: Lines that say what a group does, alone or behind a name that we do not know, wherever they stand: its lack is not told then.
_OTHERS = rf"投诉|监督|举报|传真|邮|公示|送达|有效|补[贴助]|责任|{_BESIDE}"
_LABEL = (
    rf"(?!.{{0,14}}(?:{_OTHERS}))(?:\d{{1,2}}[.、．]\s?)?(?:[\u4e00-\u9fff]{{2,12}}(?:\s?[:：？?。]\s?|\s))?"
)
_LOOKS: Mapping[str, re.Pattern[str]] = {
    group: re.compile(rf"{_LABEL}(?:{words})[。；;]?")
    for group, words in {
        "设定依据": r"(?:根据|依据|按照)?《[^》]{2,60}(?:法|条例|办法|规定|细则)》.{0,60}",
        "办理材料": _PAPERS,
        "办理地点": r".{2,24}(?:[路街巷道]\s?\d{1,4}号.{0,24}|(?:政务|办事|行政|审批)(?:服务)?(?:大厅|中心).{0,16}(?:窗口?|楼|层))",
        "办理机构": r"[\u4e00-\u9fff]{2,16}(?:局|委员会|厅|大队|支队|派出所|联合会|管理处|街道办事处|人民政府)",
        "收费标准": rf"{_FREE}|\d[\d.]{{0,6}}\s?元(?:[/／每].{{1,4}})?",
        "办理时间": r"(?:自?受理[^。]{0,12})?\d{1,3}\s?个?(?:工作日|自然日|天)(?:内?办结)?|当场办[结理]|即[时来]?(?:办结?|即办)|(?:周|星期)一至(?:周|星期)[五日].{0,60}",
        "联系电话": _PHONE,
        "办理流程": r".{0,16}(?:提交|申请|登记)[^。]{0,60}(?:审[核查批]|受理)[^。]{0,60}(?:发放|办结|领取|发证|制证|送达).{0,20}",
    }.items()
}  # fmt: skip
#: What a text says at least that is a group's, whatever the words of the heading above it that we do not know: 来由, 走哪几步.
_MAY_BE: Mapping[str, re.Pattern[str]] = {
    "设定依据": re.compile(r"[《〔]|条例|办法|规定|通知|意见|政策|文件|精神|根据|依据|令第|号令"),
    "申请条件": re.compile(r"[的有满持未已经符应须岁民]|户籍|人员|企业|单位|对象|职工|学生|军人|商户"),
    "办理材料": re.compile(r"[证表照件单票簿本]|书(?!面)|材料"),
    "办理地点": re.compile(r"[路街巷道号楼层室厅村镇乡]|中心|窗口|网点|现场"),
    "办理机构": re.compile(r"[局委厅处科股所院会队]|(?<!网)站|办(?![理事件结证])|中心|政府|公司|大厅"),
    "收费标准": re.compile(r"费|\d\s?元|免"),
    "办理时间": re.compile(r"[\d一二两三四五六七八九十]\s?个?(?:工作)?[日天周月年]|当场|即[时日来刻]|周一|工作日|小时|[上下]午|\d[:：]\d"),
    "联系电话": re.compile(r"\d{5}"),
    "办理流程": re.compile(r"[→>]|(?<![\d—\-])[—\-]{1,2}+(?!\d)|步|(?:申[请报]|提交|受理|审[核查批]|办[理结]|发[证放]|领取|登[录记]|填[写报]|核[发对]).{0,40}(?:受理|审[核查批]|办[理结]|发[证放]|领取|登记|核[发对]|送达)"),
}  # fmt: skip
#: Headings of guides' other fields, which are of no group whatever their texts say.
_OTHER_FIELDS = re.compile(
    r"结果|送达|权力|行使|层级|编码|类[型别]|分类|主题|版本|状态|通办|进驻|预约|系统|深度|样[本表]|次数|限制|中介|问[题答]|附件|下载|说明|备注|提示|注意|须知|解读|评价|登录|位置|标题|日期|快递|支付|年[审检报]|统计|进度|网办|服务形式"
)
#: Headings with such words are of other matters.
_OTHER_MATTER = re.compile(
    r"责任|处罚|来源|投诉|监督|公示|送达|收件|邮[寄递]|快递|证件名称|另处|[编代]码|编号|复议|诉讼|救济|12345|(?:政府|市民|便民|[市县区]长)热线"
)
#: Offices that do something else for the matter: 颁布机关, 收费主体, 检测机构.
_OTHER_OFFICES = re.compile(
    r"配合|协[办助同]|会签|监管|抄送|颁布|制定|发布|收费|执收|出具|中介|鉴定|培训|检[测验]|开户|来源|起草|解释"
)
#: The same of one group alone: what is paid out is no fee.
_OTHER_OF: Mapping[str, re.Pattern[str]] = {
    "收费标准": re.compile(r"补[贴助]|资助|奖励|救助|保障|待遇|津贴|抚恤"),
    "办理机构": _OTHER_OFFICES,
}
#: Ways to apply, none of which is a process (窗口办理、网上办理), and texts that say nothing.
_WAYS = re.compile(
    r"(?:(?:网上|线[上下]|在线|窗口|现场|邮寄|快递|自助|掌上|手机|移动端|电话|上门|就近|大厅|全程|网)?(?:办理?|申[请办报]|受理|预约)?(?:终端|服务)?[、，,；;/\s和或及与]{0,2}){1,8}"
)
#: What ways to apply say too: 申领渠道：线下到县社保大厅.
_BY_WAYS, _WAYS_TO_APPLY = (
    frozenset({"办理地点"}),
    re.compile(r"(?:申[请领报办]|办理|受理|报名|登记|备案)的?(?:渠道|途径|方式)"),
)
_SAYS_NOTHING = re.compile(r"无|否|不(?:支持|涉及|需要)|没有|暂无.{0,6}|-{1,3}")


def _is_other_matter(heading: str, group: str) -> bool:
    """Whether a heading that we do not know is of what *group* is not, whatever its text says."""
    if _OTHER_MATTER.search(heading):
        return True
    others = _OTHER_OF.get(group)
    return others is not None and others.search(heading) is not None


def is_near(heading: str, groups: Iterable[str]) -> bool:
    """Whether a heading that we do not know speaks of what one of *groups* is about."""
    return any(NEAR[one].search(heading) for one in groups)


def near_groups(line: str) -> Sequence[str]:
    """The groups that a short line may be the name of, in words that we do not know: its last ones speak of them."""
    plain = line.strip(" :：")
    if not 1 < len(plain) <= LONGEST_OTHER or _SPOKEN.search(plain) or _OF_OTHERS.search(plain):
        return ()
    return [one for one, words in NEAR.items() if words.search(plain, max(0, len(plain) - _LAST_WORDS))]


def says(text: str, groups: Iterable[str]) -> bool:
    """Whether a *text* reads as what one of *groups* says."""
    return any((_SAYS.get(one) or _MAY_BE[one]).search(text[:_SEEN]) for one in groups if one in _MAY_BE)


def lists_papers(texts: Iterable[str]) -> bool:
    """Whether short *texts* name several kinds of papers that people hand in."""
    found = (_HANDED_IN.search(one) for one in texts if len(one) <= _LONGEST_WAYS)
    return len({one[0] for one in found if one is not None}) >= _ENOUGH


@dataclass(slots=True)
class Sections:
    """The text under each group's headings, the groups whose headings stand there at all, and the headings as written."""

    told: dict[str, str] = field(default_factory=dict)
    lines: dict[str, list[str]] = field(default_factory=dict)  #: the same line by line
    headings: dict[str, str] = field(default_factory=dict)
    questions: list[bool] = field(
        default_factory=list
    )  #: the questions for headings: whether each is understood

    unknown: dict[str, str] = field(default_factory=dict)  #: headings that we do not know, with their texts
    left: str = ""  #: the one of these whose text goes on
    bare: set[str] = field(default_factory=set)  #: the ones whose text, if any, stands elsewhere
    rest: list[str] = field(default_factory=list)  #: lines behind the first heading that are of no group
    is_open: bool = False  #: whether the last heading's text is still to come
    doubtful: set[str] = field(default_factory=set)  #: groups below whose names stands what may be another's
    of_other: bool = False  #: whether what comes is of a heading that belongs to none
    beside: "Sections | None" = None  #: what boxes beside the guide say, of other matters and halls
    in_strips: set[str] = field(default_factory=set)  #: groups that only tabs name whose panels are not known

    def note(self, heading: str, text: str = "", *, bare: bool = True) -> None:
        """Keep a *heading* that we do not know, but of what only other pages tell. Without *bare* its place is empty where it has no *text*."""
        self.of_other = _OF_OTHERS.search(heading) is not None
        if (
            0 < len(heading) <= LONGEST_OTHER
            and "》" not in heading  # 《某法》第三条：… is what a text says
            and not _OF_OTHERS.search(heading)
            and not _SPOKEN.search(heading)
        ):
            self.bare |= {heading} if bare else set()
            told = self.unknown.get(heading, "")
            self.unknown[heading] = told if told.endswith(text) else f"{told} {text}".strip()[:_MOST_TEXT]

    def doubt(self, groups: Iterable[str]) -> None:
        """Note that below the names of *groups* stands what may be another's: whether they have a text is not told."""
        self.doubtful |= set(groups)

    def go_on(self, text: str) -> None:
        """Put *text* under the heading that we do not know, where one stands above it."""
        told = self.unknown.get(self.left)
        if told is not None and not text.startswith(self.left):
            self.unknown[self.left] = f"{told} {text}".strip()[:_MOST_TEXT]

    def settle(self) -> None:
        """Tell a group that is missing by the text under a heading that we do not know, where both speak of it."""
        for group, words in _SAYS.items():
            for heading, text in self.unknown.items() if not self.told.get(group) else ():
                alone = _ALONE[group].fullmatch(text) if group in _ALONE and len(text) < _SEEN else None
                near = NEAR[group].search(heading) or (group in _BY_WAYS and _WAYS_TO_APPLY.search(heading))
                if not _is_other_matter(heading, group) and (alone or (near and words.search(text[:_SEEN]))):
                    self.head((group,), heading)
                    self.add((group,), text)
                    break
        texts = [*self.told.values(), *self.unknown.values()]
        for group, words in _WITHIN.items():
            if group not in self.headings and (said := next(filter(words.search, texts), "")):
                self.add((group,), said)
        self.doubt(self.in_strips)

    def may_tell(self, group: str) -> bool:
        """Whether a heading that we do not know speaks of what *group* is about, or the text below it may, or a line reads as what it says."""
        if group in self.doubtful or (self.beside is not None and self.beside.names(group)):
            return True
        near = [one for one in self.unknown if NEAR[group].search(one) and self._may_say(one)]
        if any(group != "办理机构" or not _OTHER_OFFICES.search(one) for one in near):
            return True
        if group in _MAY_BE and any(_MAY_BE[group].search(text[:_SEEN]) for text in self._texts(group)):
            return True
        looks = _LOOKS.get(group)
        unknown = (text for heading, text in self.unknown.items() if not re.search(_OTHERS, heading))
        lines = chain(self.rest, unknown, *self.lines.values())
        return looks is not None and any(len(one) < _SEEN and looks.fullmatch(one) for one in lines)

    def names(self, group: str) -> bool:
        """Whether *group* has a text here, or may have one, if only in a line below no heading (本事项不收费)."""
        within = _WITHIN.get(group)
        said = within is not None and any(map(within.search, self.rest))
        return said or bool(self.told.get(group)) or self.may_tell(group)

    def _texts(self, group: str) -> Iterator[str]:
        """The texts below headings that we do not know, but of fields that are not of *group*."""
        for heading, text in self.unknown.items():
            other = _OTHER_FIELDS.search(heading) or _is_other_matter(heading, group)
            if not other and self._may_say(heading):
                yield text

    def _may_say(self, heading: str) -> bool:
        """Whether there is more under a heading than a word for nothing, or than ways to apply."""
        text = self.unknown[heading].strip(" 。;；")
        if not text:
            return heading in self.bare
        return len(text) > _LONGEST_WAYS or not (_SAYS_NOTHING.fullmatch(text) or _WAYS.fullmatch(text))

    @property
    def asks_more(self) -> bool:
        """Whether questions for headings, some of which we understand, ask something that we do not."""
        return self.questions.count(True) >= _ENOUGH and False in self.questions

    def add(self, groups: Sequence[str], value: str) -> None:
        """Put *value* under *groups*, where it says anything."""
        value, named = value.strip(), bool(groups)
        if value == "无":
            groups = [one for one in groups if one not in _NEVER_NONE]
        elif _NONE.fullmatch(value):
            groups = [one for one in groups if one in _MAY_BE_NONE]
        elif EMPTY.fullmatch(value):
            return
        if named and not groups:
            return
        if value and not groups and self.headings and not self.of_other:
            self.rest.append(value)
        if value:
            self.is_open = False
            for group in groups:
                self.told[group] = f"{self.told.get(group, '')} {value}".strip()[:_MOST_TEXT]
                self.lines.setdefault(group, []).append(value)

    def head(self, groups: Sequence[str], heading: str) -> None:
        """Note that *heading* stands on the page."""
        self.of_other = False
        self.in_strips.difference_update(groups)
        for group in groups:
            self.headings.setdefault(group, heading.strip()[:40])
