"""
The second voice over a reply's words: whether they sound like those of a reply that answers nothing (回执、承诺).

Weights of characters, pairs of characters, lengths and of what clauses do, learnt from sentences of our own by `bench/replies.py`. No clock, no chance, no
network: the same words always have the same figure. What it tells is for people: it never calls a letter open.
"""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path

#: Where the weights stand.
WEIGHTS = Path(__file__).with_name("wording.json")
#: A longer reply says more. [DEC]
LONGEST = 200
#: What was done about the matter, and what makes it something that is still to come.
_DONE = re.compile(
    r"(?:完毕|到位|完成(?!.{0,4}(?:分派|派发|派单|登记|录入|流转|受理|审核|转办|转交|交办))|办结|处[理置](?:好|完|结束|妥当)|解决[了完]|已经?[^将待后]{0,8}(?:修[复好缮]|解决|整改|清[理除运走]|拆除|更换|恢复|换[上好成新]|退[还回款]|补[发种齐]|关[停闭]|停[业止产]|加固|扶正"
    r"|移[回走]|安装|装[上好]|纠正|更正|到账|发放(?![至到给].{0,6}(?:单位|部门|科室))|查处|处罚|立案))(?![前后时])"
)
_TO_COME = re.compile(r"[将待会拟]|限[时期日]|尽快|争取|力争|正在|抓紧|督促|责成|要求|一旦|如|若|重复|台账")
#: What replies do in whatever words, by the name of the sign: those that answer nothing put off, hand on, look into it; those that answer tell figures, that something is, was done or may be had.
_KINDS: Mapping[str, re.Pattern[str]] = {
    "news": re.compile(
        r"(?:给|有|等|候|听)[您你]?.{0,4}(?:准信|说法|交[代待]|回[音话信]|答[复案]|结[果论]|动静|眉目|消息|佳音|进展|下文|反馈)|(?:告[知诉之]|通知|通报|知会|通气|联系|回[复访电禀]|答[复话]|说明|转告|即告|明告)(?:[您你]|$)|(?:跟|向|与|和|给|对)[您你].{0,6}(?:说|讲|谈|通|联|回|答|报|解释|交代|对接)"
    ),
    "later": re.compile(
        r"再(?!生|婚|加|次|就业|大)[\u4e00-\u9fff]|还[得在有要须需]|另[行说择]|改[日天]|择[日机期优时]|届时|回头|下[次回]|往后|今后|过几|随后|稍[后候待等]|后续|过后|等.{1,16}(?:后|来|再|拍板|出来|完)|待.{1,20}(?:后|再|出来|明确|审议|完|毕|时|过|就)|[年节会]后|尽[快早量力]|抓紧|马上|即[刻将行]|争取|近[日期]|择期|暂[不缓且难]|不日|早日|陆续|逐步"
    ),
    "moves": re.compile(
        r"(?:照|批|呈|移|函|推|流|上|下|转|交|派|报|分|送|传|带|提)(?:转|办|送|交|给|至|到|呈|报|请|往|派|达|分|发|去|向|予|告|阅)|转给|发放[至到给].{0,6}(?:单位|部门|科室)|让.{1,8}(?:看|去|跟|给|处|联)|请.{2,10}(?:核|办|处|阅|查|研|看|测|协|牵)|督[办促查]|交办|嘱[咐托]|责[成令]|要求.{1,10}(?:限|尽|核|自|书|于)|约谈|盯办|包案|专班|牵头|会[商签办同]|碰[头个]"
    ),
    "works": re.compile(
        r"正(?![式常规确面好月负版品价门中])[\u4e00-\u9fff]|想方设法|想[法办]|打听|(?:核|调|排|摸|踏|勘|研|论|评|鉴|审|印)(?:实|查|处|看|察|究|判|证|估|定|底|议|清|核)|着手|启动|展开|跟[进踪]|协调|对接|衔接|接洽|商[议量讨榷]|讨论|酝酿|谋划|筹[划备措]|打磨|拟[定提订请]|合计|捋|梳理|比对|取证|调[档取]"
    ),
    "takes in": re.compile(
        r"收[到悉件]|知[悉晓]|记[下录在]|登记|录[入台]|受理|签收|接[单收件]|挂号|排队|在册|台账|清单|编入|编号|工单|流程|环节|程序|在途|审核通过|已[阅审分启挂]|阅[处示办]"
    ),
    "feels": re.compile(
        r"感谢|谢谢|抱歉|对不[住起]|歉|谅解|理解|放心|别急|耐心|宽限|少安|静[候观待]|敬[请候]|关注|重视|上心|心[上里]|留意|改[进正]|一定|定[当会]|必[当会]|竭力|全力|努力|继续|虚心|勉|听进|着急|心[愿意]|操心|吸取|感同|深受|欢迎|期待|监督"
    ),
    "asks": re.compile(
        r"(?:请|麻烦|盼).{0,6}(?:提供|补|重|换|留|发|传|告知|联系|保持|留意|关注|等|凭|查看|静|包涵|包容|来电|拨打)|望.{0,8}(?:谅|知|更|补|耐|等)|以便|方便.{0,4}(?:核|联|查)"
    ),
    "figure": re.compile(
        r"(?<![\d一二两三四五六七八九十百千万零半])[\d一二两三四五六七八九十百千万零半]{1,12}+多?\s?(?:元|块|角|毛|年|月|号|日|点|时|分|天|周|米|公里|亩|户|岁|人|名|个|次|份|套|层|楼|栋|级|度|吨|斤|%|％|条|辆|班|倍|度|平|只|路|穴|针|盏|台|处)"
    ),
    "no or is": re.compile(
        r"不(?!便|日|久|周|到|详)[\u4e00-\u9fff]|没[有\u4e00-\u9fff]|(?<!但)(?<!还)(?<!若)(?<!可)(?<!正)是(?!否)|[不没]能|无[权法须需]|属(?!实与)|归|免|只[能要有收租]|就[能可行是在不]|都[能可有是认]"
    ),
    "done": re.compile(
        r"[\u4e00-\u9fff]了(?=[。；;，,！!、\s]|$|[\d一二两三四五六七八九十半])|已(?:经|于|将|把)?(?:拆|修|换|清|补|退|发|罚|停|撤|改|装|开|关|恢复|整改|搬|移|挪|建|完|通|到账|落)|恢复|修[好复妥]|[换装补办加挪搬][上好新齐至到了]"
    ),
    "may": re.compile(r"可(?:以|到|在|凭|持|先|直接|自行|提|享)|[凭持带][\u4e00-\u9fff]{2,12}|[到在去][\u4e00-\u9fff]{2,10}(?:办|领|交|取|买|打|登|窗|楼|厅)|标准|规定|《|条例|按(?!程序|流程|规定办|职责)|根据|依据"),
}  # fmt: skip
#: What parts the clauses of a reply.
STOPS = re.compile(r"[。！!？?；;，,~～…\s:：]+")
#: Lengths are told apart by so many characters, up to so many steps; clauses up to so many.
_STEP, _LONG, _MANY = 12, 6, 6
#: What only says that a reply follows: 承办单位意见：.
_LABEL = re.compile(r"\A[\u4e00-\u9fff]{0,8}(?:意见|内容|结果|情况|[答回]复)\s?[:：]\s?")
_DIGITS, _MARKS = re.compile(r"\d+"), re.compile(r"[、“”\"（）()《》【】]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Learnt weights, those of a reply that answers nothing above zero, and what their sum must exceed."""

    bias: float
    weights: Mapping[str, float]
    least: float
    sentences: str = ""  #: digest of the sentences

    def sounds_empty(self, text: str) -> bool:
        """Whether *text* sounds like a reply that answers nothing."""
        if not 0 < len(text) <= LONGEST or says_done(text):
            return False
        told = math.fsum(self.weights.get(one, 0.0) for one in signs_of(text))
        return self.bias + told > self.least


def says_done(text: str) -> bool:
    """Whether a clause of *text* says that something was done: 已协调责任单位处理完毕."""
    return any(_DONE.search(one) is not None and _TO_COME.search(one) is None for one in STOPS.split(text))


def signs_of(text: str) -> set[str]:
    """
    The characters and pairs of characters of each clause, how long the text is and of how many clauses, and what it does in whatever words.

    Any number is one sign, and so are the begin and the end of a clause.
    """
    text = _LABEL.sub("", text, count=1)
    clauses = [one for one in STOPS.split(_DIGITS.sub("0", text)) if one]
    signs = {f"length {min(_LONG, len(text) // _STEP)}", f"clauses {min(_MANY, len(clauses))}"}
    for clause in clauses:
        plain = f"^{_MARKS.sub(' ', clause)}$"
        signs.update(plain[1:-1], map(str.__add__, plain, plain[1:]))
    kinds = [name for name, words in _KINDS.items() if words.search(text)]
    signs.update(f"kind {one}" for one in kinds)
    signs.update(f"kinds {a} {b}" for a, b in combinations(kinds, 2))
    signs |= set() if kinds else {"kinds none"}
    return signs - {" ", "^$"}


@cache
def load_wording() -> Wording:
    """The shipped weights."""
    return Wording(**json.loads(WEIGHTS.read_text("utf-8")))
