"""The words boards use (留言板用语): what a heading names, what a status means, what is no answer."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache

from monitor.domain.content import MessageStatus
from monitor.domain.timing import day_of
from probes.pages.board.promises import closes, says_nothing, tells_more
from probes.pages.board.signed import OFFICE, signs_only
from probes.pages.dates.dates import find_dates, find_relative, from_epoch, narrow

#: What a heading or label names, the most telling first.
_NOUNS = (
    ("ignore", r"(?:应|须|拟|计划|承诺|预计|截止|法定)?(?:答复|回复|回应|反馈|办理|办结|处理|受理)(?:期限|时限|截止(?:时间|日期)|倒计时)|(?:应|须|拟|计划|承诺|预计|最迟)(?:答复|回复|反馈|办理|办结)(?:时间|日期)|(?:截止|到期|期满|更新|修改)(?:时间|日期)|序号|操作|(?:领导)?(?:批示|批阅|批办|拟办|签批|分发|分办|派发|派单|流转|督办)(?:意见|内容|说明|情况|要求|时间|日期)|领导批示|(?:交办|转办|转交|审核|审批|初审)(?:意见|内容|说明|要求)|(?:浏览|阅读)(?:量|数|次数)?|点击(?:量|数|率|次数)?|(?:[答回]复|评论|回帖)(?:数量?|条数|次数)|(?:群众|市民|网友|用户|回访|信件|来信人?|[答回]复|办理|处理|公众|[您我]的)?(?:满意度?|评价|评分|评议){1,2}(?:情况|结果|等级)?|(?:访问|查看|围观)(?:量|次数|人数)|热度|附件|排序"),
    ("answer", r"[答回]复信息|(?:最终)?(?:答复|回复|办理|办复|处理|反馈|回复告知|处办)(?:内容|结果|意见|情况|详情|说明|描述)|(?:答复|回复)正文|办结意见|(?:官方|单位|部门)回应|(?:官方|单位|部门|处办|管理员|站长|版主|客服|老师|学校|留言|信件|来信|咨询|诉求|投诉)[回答]复|答复|回复|办[理结][答回]复|回答|解答|repl(?:y|y content)|answer|response"),
    ("question", r"(?:公开)?(?:留言|信件|来信|来信电|来电|信访|咨询|诉求|问题|提问|投诉|写信|反映|来件|办件|工单|事项|发言)(?:内容|描述|详情|正文|摘要)|问政内容|网民提问|网友留言|群众来信|信件信息|诉求问题|内容(?:描述|详情)?|问题描述|(?:详细|具体)内容|主要诉求|正文"),
    ("answered", r"(?:实际|正式|最终|官方|部门|单位|首次|本次)?(?:答复|回复|回应|办结|结办|办毕|办复|反馈|处理|处办|解答|办理|最后回复|(?:办理|处理)?完成|回答|回信)(?:时间|日期)|答复于|(?:repl(?:y|ied)|answer|response)(?: date| time)|(?:repl|answer)ied|(?:repli|answer)ed(?: on)?|date (?:replied|answered|of reply)"),
    ("accepted", r"(?:受理|转办|交办|审核|公开|发布|登记|接收)(?:时间|日期)|发布于"),
    ("submitted", r"(?:留言|写信|来信|来信电|来电|信访|提交|递交|咨询|提问|投诉|反映|诉求|信件|发件|来件|案件|发起|发信|收信|建议|创建|申请|发表|问政|投递|上传|网友提交)(?:时间|日期)|时间|日期|提交于|留言于|(?:submit(?:ted)?|submission|ask(?:ed)?|sent)(?: on| date| time)?|date(?: (?:submitted|asked|sent))?"),
    ("status", r"(?:办理|处理|信件|回复|答复|受理|留言|当前|目前|办件|诉求)?(?:状态|进度|环节|阶段|节点)|(?:是否|已)(?:回复|答复|办结)|(?:办理|回复|答复)情况|(?:reply |current )?status"),
    ("unit", r"(?:答复|回复|反馈|牵头|办理|受理|承办|处理|处办|所属|主办|责任|接收|收信|收件|写给|被投诉)(?:单位|部门|机构|机关|对象|人)?|咨询(?:单位|部门|机构|机关|对象)?|单位|部门|机构|来信对象|信箱名称|收信人|(?:reply |replying )?(?:department|agency|office)|replied by"),
    ("number", r"(?:信件|信访件|案件|来信|留言|受理|办件|工单|诉求|查询|业务)?(?:编号|索引号|单号|编码|流水号|号码|件号)|(?:信件|留言)ID|工单号|查询号|信件代码|ID|编号|(?:letter |reference )?(?:no\.?|number)"),
    ("kind", r"(?:信件|留言|来信|诉求|问题|咨询|业务|所属)?(?:类型|类别|分类|性质|领域)|栏目|区域|地区|(?:信息|信件|来信|留言|诉求|问题)?(?:来源|渠道)"),
    ("person", r"(?:写信|来信|留言|咨询|提问|投诉|反映|诉求|发信|建议|网友|申请|发布|发表|发言)(?:人|者)?(?:姓名)?|作者|author|from|姓名|昵称|网友|网民|署名|IP"),
    ("title", r"(?:信件|来信|来信电|留言|咨询|诉求|问题|投诉|办件|案件|受理|工单|来件|邮件|写信|建议|问政)?(?:标题|主题|题目|名称)|标题|主题|事由|问题|(?:反映|咨询|提问|留言)问题|(?:投诉|反映|咨询|诉求|信访|举报|求助)事项|问题摘要|来信|留言|诉求|信件|(?:letter )?(?:subject|title|topic)|question"),
)  # fmt: skip
_HEADINGS = tuple((noun, re.compile(rf"(?:{words})", re.IGNORECASE)) for noun, words in _NOUNS)
_DECORATION = re.compile(r"[\s:：\[\]【】（）()▲▼↑↓*·|、]+")

#: Labels that may stand before a value inside a row or a page; longest first, so that 答复时间 is not 答复.
LABELS = re.compile(
    r"(?P<label>(?!(?<=[:：已在未待予不期时新])[\u4e00-\u9fff]{2,4}\s)(?!(?<=[:：]\s)[\u4e00-\u9fff]{2,4}\s)(?:当前|目前|留言|写信|来信|来电|来件|信访|案件|办件|工单|提交|递交|咨询|提问|投诉|反映|诉求|信件|发信|发起|建议|答复|回复|回复告知|回应|办结|结办|办毕|办复|反馈|处理完成|处理|处办|办理完成|办理|受理|转办|交办|审核|评价|登记|牵头|承办|主办|责任|问政|投递|发布|公开|发表|创建|最后回复|回答|解答|回信|发言)"
    r"\s{0,3}(?:时间|日期|期限|时限|单位|部门|机构|状态|进度|内容|描述|结果|意见|情况|标题|主题|编号|类型|类别|对象|名称|详情|环节|题目|人|者)"
    r"|是否已?(?:回复|答复|办结)|问题描述|反映问题|网民提问|(?:答复|回复)正文|(?:官方|单位|部门|管理员|站长|版主|客服|老师|学校)(?:回复|答复)|(?i:(?:submit(?:ted)?|ask(?:ed)?|sent|repl(?:y|ied)|answer(?:ed)?)(?: on| date| time)?|status|subject|question|content|department)|信箱名称|收信人|写信人|(?<![的位])网友|姓名|昵称|标题|主题|作者|编号|类型|状态|内容|时间|日期|单位|部门|答复|回复|解答|回答)"
    r"\s{0,3}[:：]"
)

#: Words right before a label's own: what they say of whose it is (官方答复时间), and the end of any.
WHOSE = re.compile(r"(?:官方|部门|单位|本次|首次|最后|最终|正式|实际|网友|网民|市民|群众)\Z")
_LEAD = re.compile(r"[\u4e00-\u9fff]{1,8}\Z")
_OF_OTHERS = re.compile(
    r"[应须拟]|[预估]计|计划|承诺|法定|限定|要求|最[迟晚]|截止|追|再次|补充|评价|催办|延期"
)
_TO_COME = frozenset("应须拟")
_BARE_DAY = frozenset({"时间", "日期"})
#: A label of which the tags part the letters (<b>答</b><b>复</b>时间：).
_PARTED_VERB = re.compile(
    r"(?<!\S)(?<![应须需拟未待不请将限期计划诺定止] )(?:来 信|留 言|写 信|提 交|咨 询|提 问|投 诉|答 复|回 复|办 结|受 理|办 理|处 理) ?(?=(?:时间|日期|内容|单位|部门|状态|情况|意见|标题|主题|人)\s?[:：])"
)
#: A label of who answered; and an office before its answer's greeting, of no label of its own (回复部门：区教育局 您好…).
_OF_REPLY = re.compile(r"(?:答复|回复|回答|解答)(?!期限|时限)")
_SIGNED_ANSWER = re.compile(
    rf"\s{{0,3}}(?P<office>[\u4e00-\u9fff]{{1,23}}{OFFICE.pattern[:-1]})\s(?=[^。，！!]{{0,6}}[您你]好)"
)
#: The nouns of a letter's days.
DAYS = frozenset({"submitted", "accepted", "answered"})
#: What is short, and ends where another label begins that we do not know: 状态：已答复 所在区域：城北.
_SHORT = DAYS | {"status", "unit", "number", "kind"}
_BESIDE = frozenset({"ignore", "number", "kind"})
_FURTHER = re.compile(r"(?:\A|\s)[\u4e00-\u9fff]{2,8}\s?[:：]")
#: A verb that labels a day.
_DAY_LABEL = re.compile(
    r"(?<![应须待未拟])(?:(?P<answer>[答回]复|办结|办复|解答|回信)|提问|留言|来信|写信|咨询(?=于|\s?[:：])|提交|发起)(?:于?\s?[:：]\s?|(?P<bare>(?<!\w\w\w)\s))"
    r"(?P<day>20\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2})"
)

#: A day as written, with its time perhaps.
DAY = r"(?P<day>20\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?(?:\s?\d{1,2}:\d\d(?::\d\d)?)?)"
#: A day by which something is due.
_DUE = re.compile(rf"{DAY}\s?[之以]?前(?![往来台期])")
#: A day and that somebody replied on it, who stands on the line above: 2026-11-24 回复：.
REPLIED_ON = re.compile(rf"{DAY}\s?(?:[答回]复|回答|解答)\s?(?:[:：]|$)")
#: Who spoke on which day, *again* where it is who asked that replies: 网友于2026-11-20提问：, 区教育局 于 2026年11月24日 回复：, 区教育局 2026-11-24 回复.
_SPOKEN_ON = re.compile(
    r"(?P<asker>\W{0,2}(?:匿名|热心)?(?:网友|网民|[来写]信人|留言人|提问人|用户|市民(?!热线|服务|中心)|群众(?!工作)))?[^，。：:]{0,24}?(?:(?<![至在将])于|(?<=[局委办厅府会心院队处室站所镇乡社科友民员])\s)\s?"
    rf"{DAY}\s?"
    r"(?:(?(asker)(?P<again>[答回]复)|(?P<answer>[答回]复|回答|解答))|提问|留言|来信|写信|咨询|发表|投诉)(?:道|说)?\s?(?:[:：]|$)"
)
#: The same with the day in brackets behind the verb: 管理员回复（2026-11-24）：, 网友留言：（2026-11-20）.
_SPOKEN_WITH_DAY = re.compile(
    r"(?P<asker>\W{0,2}(?:匿名|热心)?(?:网友|网民|[来写]信人|留言人|提问人|用户))?[^，。：:（(\[]{0,16}?"
    r"(?:(?(asker)(?P<again>[答回]复)|(?P<answer>[答回]复|回答|解答))|提问|留言|来信|写信|咨询|投诉)(?:时间|日期)?\s?(?P<colon>[:：])?\s?[（(\[]\s?"
    rf"{DAY}\s?[)）\]](?(colon)|(?=\s?(?:[:：]|$|[您你]好|尊敬)))\s?[:：]?"
)
#: The same with the day behind the verb: 区教育局 回复于 2026-11-24：, 网友 发表于2026-11-20; not 拟回复于 2026-11-24.
_SPOKEN_BEFORE_DAY = re.compile(
    r"(?P<asker>\W{0,2}(?:匿名|热心)?(?:网友|网民|[来写]信人|留言人|提问人|用户))?[^，。：:（(\[]{0,16}?"
    rf"(?<![应须拟将需计求请])(?:(?(asker)(?P<again>[答回]复)|(?P<answer>[答回]复|回答|解答))|提问|留言|来信|写信|咨询|投诉|发表)于\s?[（(\[]?{DAY}[)）\]]?\s?(?:[:：]|$)"
)
#: 反馈 in a label, which is the office's or of who asks; and what tells that it is the latter.
_FEEDBACK = re.compile(r"反馈(?=(?:时间|日期|内容|标题|主题|类型|人|者|用户)\s{0,3}[:：<])")
_FEEDBACK_ASKED = re.compile(r"反馈(?:内容|标题|主题|人|者|用户)\s{0,3}[:：<]")
_REPLY_TOLD = re.compile(r"[答回]复(?:内容|意见)\s{0,3}[:：<]")
_ASKED_IN_WORDS = re.compile(
    r"(?:留言|来信|来件|咨询|诉求|投诉|信件|提问|问题|反映|写信|问政|提交|受理|信访)(?:内容|时间|日期|标题|主题|描述)\s{0,3}[:：<]"
)
#: Labels of a status that tell of the answer, beside those that only tell of taking in (受理状态).
OF_ANSWER = re.compile(r"(?:办理|办结|处理|[答回]复|信件|办件)")

_ANSWERED = re.compile(
    r"(?:已|办理?)(?:经)?(?:办结|(?:直接|电话|短信|线下|当面|现场|书面)?[答回]复|回答|解答|回访|解决|(?<=[已经])反馈|处理完毕|办理完毕|完成(?!.{0,4}(?:[分转交][派办]|派[发单]|登记|录入|流转|受理|审核|转交))|完结|结案|归档)|(?:按[期时]|[超逾]期|及时)[答回]复|(?:处理|办理|[答回]复)完[毕成结]|办[结毕]|已办复|已(?:[答办]|办理|处理)待评|"
    r"^(?:已复|(?:直接|电话|线下|当面|现场|书面)[答回]复|已办|已(?:办理|处[理置])|完成|完结|答复|回复|归档|结案|已评价|待评价|已公开|已[答回]|有[答回]复|[1-9]\d{0,2}条[答回]复|是|[√✓✔]|(?i:replied|answered|closed|completed))$"
)
_OPEN = re.compile(
    r"(?:未|待|等待|暂未|尚未)(?:办结|答复|回复|办理|处理|受理|审核|回应|签收|接[收单]|分派|分办|解决|解答)|(?:办理|处[理置]|受理|审核|核实|核查|调查|答复|回复|跟踪|[承督协会]办|审批|进行|解决|跟进|调处)中|(?:重新?办|退回补办)(?:[理件]?$)|退回.{0,3}(?:单位|部门|科室)$|(?:延期|暂缓)(?:办理|[答回]复|申请)|即将[超逾]期|(?:申请延期|延期中|流转中)$|[超逾]期未[办答回]|正在(?:办理|处理|核[实查]|受理|调查|研究|协调|跟进|落实|审核|解决|[答回]复)|"
    r"已(?:受理|接收|接单|签收|审核|初审|提交|立案(?!处罚|查处)|登记|查?阅|查收|收到)|新(?:办件|信件|来信|留言)|^(?:受理|在办中?|拟办|登记|审核|初审|预审|(?:已|跟踪)?督办|已?催办|待办|未办复|已延期|0条[答回]复|(?:[承主]办)?(?:部门|单位|科室)?(?:办理|处理)|否|[×✗✘]|未读|已读|暂无(?:回复|答复)?|(?i:pending|processing|in ?process|open))$"
)
_TRANSFERRED = re.compile(
    r"(?:已|正在)?(?:转办|转交|交办|批转|分办|转派|派单|派发|下派|转送|已分派|分发|已转)|^转[\u4e00-\u9fff]{2,12}(?:办理|处理|核实|[答回]复)$"
)
_REFUSED = re.compile(
    r"退回(?!重新?办|补办|原|.{0,3}(?:单位|部门|科室)$|.{0,6}(?:[账帐]户|卡|款|费|钱|押金))|拒绝|不予(?!公开)|不受理|无效|驳回(?!重新?办)|不属于(?!违)|非本(?:级|部门)|撤回|已撤销|不予?办理|^(?:(?!已(?:[答回]复|办[结复])).){0,16}不予?公开|关闭(?!窗口|[本此该当]?前?页)|作废"
)
_UNDONE = re.compile(r"退回|撤[回销]")
#: Nobody has answered yet.
AT_WORK = (MessageStatus.OPEN, MessageStatus.TRANSFERRED)
_DETERMINED = (
    (_REFUSED, MessageStatus.REFUSED),
    (
        re.compile(r"无[需须法]|不[需必]|未[按及][期时]|(?:部分|阶段性?|强制|自动)(?:办结|完成|[答回]复)"),
        MessageStatus.UNSTATED,
    ),  # none is due; late, or still open; a part of it
    (
        re.compile(
            r"(?:未|待|没有|无|等待)[^，。已]{0,4}(?:答复|回复|回应|回答|解答|解决|处理)|尚?未(?:能|予)?办[理结毕]|(?:未|待|没有|等待)(?:办[结复毕]|反馈|完[成结]|[分派]发|分配|接件|[回答复办阅审]$)|(?:申请|拟|准备|即将|正在)(?:办结|答复|回复)|"
            r"(?:办结|[答回]复)(?:内容)?(?:待|正在)?(?:审[核批查]?|确认|申请)(?!.{0,2}通过)"
        ),
        MessageStatus.OPEN,
    ),
    (_ANSWERED, MessageStatus.ANSWERED),
    (_TRANSFERRED, MessageStatus.TRANSFERRED),
    (_OPEN, MessageStatus.OPEN),
)
_RECEIPT = re.compile(
    r"(?:来信|留言|信件|咨询|诉求|问题|建议|反映)[^。！!]{0,12}(?:已?收到|收悉)[^。]{0,40}(?:尽快|将|会|正在|转|请耐心|感谢)|"
    r"(?:已|正|将|现)(?:经|在)?[^。，,]{0,10}(?:转(?:交|办|至|由|给|送|请|[^。，,]{1,12}(?:办理|处理|核[实查]|调查|[阅研]处|[局委办厅]\W*$))|交办|交由|派发|批转)|(?:已|予以)受理[^。]{0,30}(?:尽快|将|请|正在)?|"
    r"请(?:您)?(?:耐心等[待候]|稍[等候])|系统自动(?:回复|答复)|自动(?:回复|答复)|正在(?:办理(?![^，。]{0,12}(?:手续|许可|审批|证))|处理|核实|调查)(?:中|之中)?|(?:将|会)(?:尽快|及时|在\d+个?工作日内)[^。]{0,20}(?:答复|回复|办理|处理|核实)|"
    r"^\W*+请(?![您你到前携持在凭拨登关至去按于通先参咨联致与向直])(?:[^。，！!到往携持凭]|到(?=现场)){1,12}(?:[局委办镇乡站所院厅部科处]|中心|街道|大队|公司)[^。，！!]{0,6}(?:[阅核研查]处|阅示|办理|处理|核实|[答回]复)[。！!]?\W*$|"
    r"^\W*+(?:[^。，！!]{0,12}[您你]好\W*+)?(?:(?:非常|衷心|再次)?(?:感谢|谢谢)(?:[您你]们?)?(?:[对的]?[^。！!，,]{0,24}(?:来[信电]|留言|建议|支持|理解|关[注心]|咨询|监督|参与|反馈|意见))?[\s。！!，,~…]*+){1,3}$|"
    r"^\W*+(?:[您你]好\W*+)?(?:已?收到|收悉|已阅|已受理|办理中|处理中|受理|转办|已转办)\W*$"
)
#: Words of a reply that says something of the matter itself.
_SUBSTANCE = re.compile(
    r"经(?:查|核|了解|调查|研究|与|现场|核实|沟通)|(?:答复|回复)如下|现将|根据《|依据《|按照|属实|已(?:于|经|对|将|向|责令|安排|要求)?[^。，]{0,14}"
    r"(?:修复|整改|解决|完成|安排|处置|拆除|清理|清运|落实|恢复|更换|补发|退还|纠正|发放|取消)|可(?:以)?(?:到|前往|拨打|通过|凭)|需(?:要|携带|提供)"
)
#: A reply longer than this says more than that the message came in. [DEC] So much of a reply in a row is kept to tell.
_RECEIPT_LENGTH, LONGEST_ANSWER = 120, 200
_SHORTEST_ANSWER, _SHORTEST_GREETED = 16, 8
_GREETING = re.compile(r"[^。，！!]{0,12}(?:您好|你好|尊敬的)")
#: Words of somebody who asks: a question greets and speaks of the matter too.
_ASKING = re.compile(
    r"(?:领导|书记|[局县市区镇乡校]长|老师)[们]?[，,：:！!]?\s?[您你]好|请问|[我想][想要]?(?:咨询|请教|反映|投诉|问|了解|知道)|想问|我们?(?:是|家|小区|孩子)|我们?(?:村|单位)(?![已将委会立经高对工安于])|我的|(?<![需须由您请或凭持带为])本人|求助|希望(?!您|广大|继续)|麻烦(?!您)|一直没|没人管|恳请|[盼望]{1,2}(?:领导|[^，。]{0,8}[答回]复)|[？?吗呢]\W{0,3}$|(?:是否|能否|可否|何时|怎么办)[^，。！]{0,16}[？?]"
)
_EMPTY = re.compile(
    r"[\s\-—–/\\.·:：]*|(?:0001|1900|1970)-0?1-0?1(?:[ T]0[08]:00(?::00)?)?|暂无(?:回复|答复|办理|处理)?(?:信息|内容|数据|情况|结果|意见)?|无[。.]?|未(?:回复|答复)|null|undefined|(?:暂|尚)未(?:回复|答复)|共?\s?0\s?条(?:[答回]复)?", re.IGNORECASE
)  # fmt: skip

#: What ends a sentence, and what only leads to one.
_SENTENCE = re.compile(
    r"[\u4e00-\u9fff]{2}.{0,200}[。！!]\s*$|[\u4e00-\u9fff]{2}(?<![局委办厅])[，；].{0,60}[\u4e00-\u9fff]{2}"
)
_STOP = re.compile("[，。]")
_LOOK = re.compile(r"^\W*(?:请?点击|查看|详情|登[录陆])")
#: An answer was given in another way.
_TOLD_ELSEWHERE = re.compile(r"已(?:经|直接|电话|短信|线下|当面|现场|书面){0,2}(?:[答回]复|解答|回访)")
#: A leader's note on a letter is for the office, and how the answer to who asked begins behind one.
_NOTE = re.compile(
    r"\W{0,3}[\u4e00-\u9fff]{0,12}?(?:批示|批阅|批注|阅示|签批|阅批|批办|拟办)(?:意见|内容|情况|如下)?\s{0,2}(?:[】\])）]|[:：])"
)
_BEHIND_NOTE = re.compile(r"[答回]复(?:内容|意见|如下)?\s?[:：】]|[您你]好|经(?:查|核|调查|了解|研究)")
#: Too little to tell what an answer says: 1, 同上, 测试.
_NO_WORDS = re.compile(r"\W{0,9}(?:同[上前]|[见如]上|如题|测试|test|\w?[\d\W]{0,4})", re.IGNORECASE)
#: How a page's own words begin that stand where an answer would.
_HINT = re.compile(r"\W{0,3}(?:温馨|友情|特别)提[示醒]\s?[:：]")
_REMARK = re.compile(r"\W{0,3}(?:说明|备?注|声明|须知)\s?[:：]")

_LONGEST_HEADING, _LONGEST_IN_ENGLISH = 10, 20
_LABEL_END = re.compile(r"(?:时间|日期|单位|部门|机构|机关|对象|内容|编号|人)$")


def with_feedback_asked(html: str) -> str:
    """*html* with 反馈内容 and kin as 留言内容, where they are of who asks: 回复内容 stands below them, and no other label of who asks."""
    if "反馈" not in html or _ASKED_IN_WORDS.search(html) is not None:
        return html
    asked, told = _FEEDBACK_ASKED.search(html), _REPLY_TOLD.search(html)
    if asked is None or told is None or told.start() < asked.start():
        return html
    return _FEEDBACK.sub("留言", html)


def find_labels(text: str) -> Iterator[re.Match[str]]:
    """The `LABELS` in a text; one without a colon has none."""
    return LABELS.finditer(text) if ":" in text or "：" in text else iter(())


def spoken_on(text: str) -> re.Match[str] | None:
    """Who spoke on which day (`asker`, `again`, `day`, `answer`), where *text* begins by saying so."""
    ways = (_SPOKEN_ON, _SPOKEN_WITH_DAY, *((_SPOKEN_BEFORE_DAY,) if "于" in text else ()))
    return next((found for one in ways if (found := one.match(text))), None)


def heading_of(text: str) -> str | None:
    """What a column with this heading holds (`title`, `submitted`, `answered`, `unit`, `status`, …), or None."""
    plain = _DECORATION.sub("", text)
    longest = _LONGEST_HEADING
    if plain.isascii():
        plain, longest = " ".join(text.split()).strip(" :[]()|"), _LONGEST_IN_ENGLISH
    return _named(plain) if 1 < len(plain) <= longest else None


@lru_cache(maxsize=4096)
def _named(plain: str) -> str | None:
    """What a short heading without decoration names; a page asks it of the same words many times."""
    return next((noun for noun, words in _HEADINGS if words.fullmatch(plain)), None)


def noun_at(text: str, mark: re.Match[str]) -> str | None:
    """
    What the label *mark* of *text* names, as `heading_of` has it.

    None where its words are only the end of a label for another day: 应答复时间, 回复截止时间, 评价时间.
    """
    noun = heading_of(mark["label"])
    lead = _LEAD.search(text, max(0, mark.start() - 8), mark.start()) if noun in DAYS else None
    if noun == "answer" and text[max(0, mark.start() - 1) : mark.start()] in _TO_COME:
        return None
    if lead is None or WHOSE.search(lead[0]):
        return noun
    if mark["label"] in _BARE_DAY or _OF_OTHERS.search(lead[0]):
        return None
    is_value = text[lead.start() - 1 : lead.start()] in ("：", ":")  # 答复单位：教育局答复时间：
    return noun if noun == "submitted" or is_value else None


def is_beside(label: str) -> bool:
    """Whether a *label* names neither a title nor a fact of the message (浏览量, 编号, 类型)."""
    return heading_of(label) in _BESIDE


def labels_in(text: str) -> dict[str, str]:
    """The labelled values in one row's text: `留言时间：2026-08-01 状态：已答复`."""
    told: dict[str, str] = {}
    text = _PARTED_VERB.sub(lambda verb: verb[0].replace(" ", ""), text)
    replies: dict[str, list[str]] = {"answer": [], "answered": []}
    marks = list(find_labels(text))
    for mark, following in zip(marks, [*marks[1:], None], strict=False):
        noun = noun_at(text, mark)
        again = noun == "submitted" and mark["label"] in _BARE_DAY and "submitted" in told
        if again and ("answer" in told or (following and _OF_REPLY.match(following["label"]))):
            noun = "answered"  # 主题：… 时间：… 回复：… 时间：…, or 时间：… 回复部门：…
        if noun is not None and noun != "ignore":
            value = text[mark.end() : following.start() if following else len(text)]
            further = _FURTHER.search(value)
            if further and (noun in _SHORT or (noun == "answer" and is_beside(further[0]))):
                value = value[: further.start()]
            if noun in DAYS and any(map(heading_of, value.split(maxsplit=1)[:1])):
                value = ""  # 答复时间： 编号 20261001
            of_reply = noun == "unit" and _OF_REPLY.match(mark["label"]) is not None
            if of_reply and (signed := _SIGNED_ANSWER.match(value)) is not None:
                value, told["answer"] = signed["office"], value[signed.end() :].strip()[:LONGEST_ANSWER]
            value = value.strip()[: LONGEST_ANSWER if noun == "answer" else 60]
            told.setdefault(noun, value)
            if noun == "status" and OF_ANSWER.match(mark["label"]):  # 受理状态：已受理 回复状态：已回复
                told[noun] = value
            if noun in replies and not (
                mark["label"].endswith("情况") and status_of(value) is not MessageStatus.UNSTATED
            ):
                replies[noun].append(value)
    if len(replies["answer"]) > 1:
        told |= _first_real(replies["answer"], replies["answered"])
    days = list(_DAY_LABEL.finditer(text))
    asked = bool(told.keys() & {"submitted", "accepted"}) or any(one["answer"] is None for one in days)
    for mark in days:  # 提问：2026-11-20 回复：2026-11-24
        if mark["bare"] is None or asked:  # 路灯 办结 2026-11-20: of the status or of the day?
            told.setdefault("answered" if mark["answer"] else "submitted", mark["day"])
    return told


def _first_real(answers: Sequence[str], days: Sequence[str]) -> dict[str, str]:
    """Of several replies the first that is no receipt, with its day; without one where days and replies do not pair."""
    real = next(
        (n for n, one in enumerate(answers) if not (is_receipt(one) or is_empty(one) or says_nothing(one))),
        0,
    )
    if len(days) == len(answers):
        return {"answer": answers[real], "answered": days[real]}
    return {"answer": answers[real]} | ({"answered": ""} if real and days else {})


def status_of(text: str) -> MessageStatus:
    """What a status word means; UNSTATED for none and for words we do not know."""
    plain = _DECORATION.sub("", text)
    if not plain or len(plain) > 20:
        return MessageStatus.UNSTATED
    return next((meaning for words, meaning in _DETERMINED if words.search(plain)), MessageStatus.UNSTATED)


def is_undone(raw: str) -> bool:
    """Whether a status word says that a letter was sent back or taken back: a day beside it is no answer's."""
    return status_of(raw) is MessageStatus.REFUSED and _UNDONE.search(raw) is not None


def is_label(text: str) -> bool:
    """Whether a text only names what stands beside it (办结时间, 回复单位): no status, though it holds the word of one."""
    return _LABEL_END.search(_DECORATION.sub("", text)) is not None and heading_of(text) is not None


def is_empty(text: str) -> bool:
    """Whether a cell or a reply holds nothing: blank, a dash, 暂无."""
    return _EMPTY.fullmatch(text.strip()) is not None


def is_receipt(text: str, patterns: Iterable[str] = ()) -> bool:
    """
    Whether a reply only says that the message came in or went elsewhere (自动回执、转办告知): not an answer.

    *patterns*: a board's own receipts, as regular expressions.
    """
    plain = " ".join(text.split())
    if any(re.search(one, plain) for one in patterns):
        return True
    if len(plain) > _RECEIPT_LENGTH or _SUBSTANCE.search(plain):
        return False
    return _RECEIPT.search(plain) is not None


def is_unclear(text: str, patterns: Iterable[str] = ()) -> bool:
    """
    Whether a reply proves neither that somebody answered nor that nobody did: it only promises, or receives and says more, is the page's own hint, or tells nothing.

    *patterns*: a board's own receipts, which are clear.
    """
    if _HINT.match(text) is not None or is_note(text) or is_too_little(text):
        return True
    if _REMARK.match(text) is not None and _SUBSTANCE.search(text) is None:
        return True
    status = status_of(text)
    if status in (MessageStatus.REFUSED, MessageStatus.ANSWERED):  # 重复来信，作办结处理
        spoken = _STOP.search(text) is not None and _TOLD_ELSEWHERE.search(text) is None
        return says_nothing(text) and (status is MessageStatus.REFUSED or spoken or closes(text))
    if status is not MessageStatus.UNSTATED:  # 许可正在办理中，预计九月开工; 请交无害化处理厂。
        said = status in AT_WORK and _STOP.search(text) is not None
        return said and tells_more(text)
    if not is_receipt(text):
        return says_nothing(text) and not is_receipt(text, patterns)
    return tells_more(text) and not any(re.search(one, text) for one in patterns)


def is_too_little(text: str) -> bool:
    """Whether a text in an answer's place tells nothing at all: 1, 同上, 测试, the names of offices; it is not blank."""
    return signs_only(text) or (_NO_WORDS.fullmatch(text) is not None and not is_empty(text))


def is_answer(text: str) -> bool:
    """Whether words in a row are the answer itself: they greet or speak of the matter, and are no receipt."""
    plain = " ".join(text.split())
    return (
        len(plain) >= (_SHORTEST_GREETED if _GREETING.match(plain) else _SHORTEST_ANSWER)
        and (_GREETING.match(plain) is not None or _SUBSTANCE.search(plain) is not None)
        and _ASKING.search(plain) is None
        and not (is_receipt(plain) or is_note(plain))
        and not says_nothing(plain)
        and status_of(plain[:20]) is not MessageStatus.OPEN
    )


def is_note(text: str) -> bool:
    """Whether a text is a leader's note on a letter (领导批示：请交通局核实) and nothing more."""
    note = _NOTE.match(text)
    return note is not None and _BEHIND_NOTE.search(text, note.end()) is None


def is_sentence(text: str) -> bool:
    """Whether words in an answer's own column are one, though short (不收费。): a sentence that is no question, receipt or status."""
    plain = " ".join(text.split())
    return (
        _SENTENCE.search(plain) is not None
        and _ASKING.search(plain) is None
        and _LOOK.search(plain) is None
        and not (is_empty(plain) or is_receipt(plain) or is_unclear(plain))
        and status_of(plain) is MessageStatus.UNSTATED
    )


def asks(text: str) -> bool:
    """Whether words are those of somebody who asks."""
    return _ASKING.search(text) is not None


def day_in(text: str, now: datetime) -> date | None:
    """The first day that *text* states, in full, as an epoch or in words (昨天, 3 天前) seen from *now*."""
    plain = narrow(text).strip()
    if (moment := from_epoch(plain)) is not None:
        return day_of(moment)
    if found := find_dates(plain, short=True):
        return found[0].on
    relative = find_relative(plain, now) if len(plain) <= 40 else None
    return relative.on if relative else None


def day_done_in(text: str, now: datetime) -> date | None:
    """The first day that *text* states, as `day_in` has it, of what was done on it: none where it is due before that day (2026-11-20前)."""
    return day_in(text, now) if _DUE.search(narrow(text)) is None else None
