"""
Replies that answer nothing (办理承诺、告知): no clause of them states anything of the matter itself.

A clause may thank, take in, hand on, promise, say what became of the letter (重复来信, 来信人已撤回), or where else to ask.
"""

import re
from collections.abc import Iterator

from probes.pages.board.wording import STOPS, load_wording

#: A longer reply says more. [DEC] A clause that is no longer needs no reading.
_LONGEST, _LONGEST_CLAUSE, _LONGEST_NEUTRAL = 300, 90, 20
#: What only joins a clause to the one before, or numbers it.
_JOINS = re.compile(
    r"(?:但是?|并(?![案入])且?|同时|现|故|所以|另外?|此外|目前|对此|为此|其中|一旦|[一二三四五六]、|\d{1,2}[、.．])"
)
_OFFICE = r"(?:局|委|办|厅|府|会|心|院|队|处|室|站|所|镇|乡|社|司|组|科|道|部门|单位)"

#: What a reply says beside what it promises: whom it greets, thanks, who signs, what it is about.
_BESIDE = re.compile(
    r".{0,16}[您你]好|系统(?:提示|消息|通知)|(?:我.{1,8})?(?:已|在)?(?:收到|接到|看到)了?[您你].{0,8}(?:来信|来电|投诉|留言|诉求|建议|反映|反馈|问题)后?|请(?:勿|不要).{0,12}|经(?:与.{1,12})?(?:电话|现场)?(?:沟通|联系|核实|调查|了解|核查)|(?:尊敬的|亲爱的)?[\w*＊]{0,8}(?:先生|女士|网友|市民|朋友|来信人|来电人|用户|同志|业主|家长|群众)们?"
    r"|.{0,40}(?:感谢|谢谢|谅解|歉|祝[您你]|敬请).{0,40}|.{0,12}(?:支持|理解|配合|监督|关注)|欢迎.{0,12}(?:来信|来电|留言|监督).{0,8}|(?:办理|承办|处理|办结|答复|回复)[时期]限.{0,16}|(?:当前|目前|办理)(?:状态|进度|环节)|本(?:信箱|邮箱|平台|栏目|系统).{0,30}"
    r"|(?:关于|对于|针对|就|经?与?[您你]|网友|市民|群众|来[信电]人)(?!.{0,30}(?:不|未|无|已)).{0,40}(?:问题|情况|事项|诉求|建议|意见|事宜|留言|来[信电]|咨询|投诉)(?:一事)?"
    r"|(?:因为?|由于|鉴于|考虑到|一经).{1,40}|[给为对][您你].{0,8}不便|好的|知道了|.{0,16}较?复杂|.{0,8}时间较长|.{0,10}(?:现将|答复|回复|答复如下|回复如下|特此.{2,4}|此复)"
    rf"|(?![请到经已由向在将])(?:(?![已了将]|改为|整为|[设没]有).){{0,20}}{_OFFICE}(?<![通渠管隧轨车河]道)(?:办公室)?|[\d\s\-/.年月日（）()]{{1,24}}"
)
_NEWS = r"(?:答复|回复|反馈|告知|告诉|告之|联系|联络|对接|通知|回电|回访|公布|公示|公开|回应|回话|通报|致电|解答|反映|短信|转告)"
_WORK = r"(?:核实|核查|核对|查实|调查|研究|研判|处理|处置|办理|在办|了解|沟通|协调|协商|会商|跟进|跟踪|督促|督办|检查|排查|查看|勘[查察]|论证|讨论|自查|摸底|评估|拟[定写]|踏[勘查]|走访|调取|取证|采取|部署|负责|看看|解决|落实|安排|关注|查处|答案|审批|批复|审核|受理|流程|对待|注意|吸[收纳]|借鉴|(?<!优先)考虑)"
_AHEAD = (
    r"(?:将|(?<!委员)(?<![委协社大工])会|待|拟|后|再|另行|尽快|尽早|及时|届时|稍后|后续|预计|争取|力争|第一时间|随后|马上|立即|抓紧|近期|近日|(?<!已)依[法规]|正在?|着手|在办|已(?:经)?(?:.{0,6}(?:安排|组织|派|成立)|要求|责成|责令|指派|联系|通知|交代|部署|督促|启动)"
    r"|需要?.{0,4}时间|一定(?!的|困难|难度|程度)|进一步|继续|持续|认真|积极|限期|由.{1,16}(?:与|直接|负责|牵头|向|给|对|进行|在|(?=[答回]复[您你])))"
)
#: What came of the matter, unless it is still to come (处理完毕后), and what who asked has to do.
_MATTER = re.compile(
    r"(?<!正在)(?<!尽快)(?<!抓紧)(?:(?:可(?:以|到|在|凭|通过|前往)|应当|必须|[须需]由?[您你]?(?:要(?!.?进一步)|本人|持|携带|到|提前|提供(?!.{0,8}(?:电话|联系)))|窗口|身份证|户口|证件|拨打(?![您你])|"
    r"完成|完毕|到位|修复|恢复|更换|加装|安装|拆除|清理|清运|消除|(?<!若)(?<!若情况)(?<!如)(?<!如果)(?<!如情况)(?<!如果情况)(?<!一经)属实|不实|不存在|未发现|同意(?!受理)|支付|退还|发放|补发|整改|取消|开通|修[补好]|处理好|疏通|处罚|[此该这]类|再到(?!现场|实地)|(?:成绩|名单|方案|标准|简章|分数|录取|价格).{0,30}公[布示开])(?!(?:之|以)?后|时|情况|结果))"
)
#: Work of every day that an office means to do: 我们将加大巡查力度.
_INTENDS = re.compile(
    rf"(?:今后|下一?步|为.{{1,16}}|虚心|将|会|[后接]下?来?续?|以后|同时|我们|[我本](?:[\u4e00-\u9fff]{{0,4}}{_OFFICE})|也|还|并){{0,4}}(?:将|会|要)?(?:继续|进一步|逐步|举一反三|不断|持续|切实|虚心|加大|加强|加快|加紧|努力|督促|敦促|强化|完善|改进|改善|优化|提升|维护|保障|做好|抓好|吸取|杜绝|避免|接受|听取|提供|尽力|全力|竭力|争取).{{0,40}}"
)
#: The letter itself is spoken of, or the reply to it (您的来信已进入处理环节), and what is found of what it asks, which is more.
_OF_LETTER = re.compile(
    r"(?:[您你](?:所?反映|提出|咨询)?的?|[该此本]|具体|最终|因)?(?:来信|来件|来电|信件?|留言|诉求|工单|件|所[提反].{0,3}问题|建议(?![您你按到向去通走与依参])|意见|答复|回复|反馈|(?:办理|处理|核[实查]|调查)(?:结果|情况))(?![人量箱函书])"
    r"|(?:此事|该(?:事项?|问题)|[您你].{0,6}问题)(?:现|将|已)?由.{2,16}(?:跟进|处理|办理|负责|承办|答复|核实|调查)"
)
_FINDS = re.compile(
    r"[不无没是]|应[由当向]|(?<![较颇极])为(?!准)|因|属实|合理|成立|采[纳用]|同意|涉及(?!多|几|相关|有关)|有(?![价延])|通过(?!.{0,8}(?:途径|渠道|平台))"
)
_LETTER = r"(?:来信|信件|诉求|留言|工单|投诉|咨询|反映|提问|问题|申请|件)"
#: What became of the letter, which is nothing of its matter: taken back, sent twice, put with another, refused, a trial; the writer has to look or ask elsewhere.
_CLOSES = tuple(
    map(
        re.compile,
        (
            rf"(?:经?.{{0,16}}(?:{_LETTER}人|[您你]|市民|网友|当事人|本人))?.{{0,8}}(?:(?:撤[回诉件单]|撤销(?=.{{0,4}}{_LETTER})|放弃|取消(?!.{{0,4}}[收费限]))(?:了?.{{0,4}}{_LETTER})?)了?",
            rf".{{0,20}}(?:重复.{{0,2}}{_LETTER}|{_LETTER}.{{0,16}}(?:重复|内容相同)).{{0,16}}|重复件",
            r".{0,16}同一(?:事项|问题|内容|诉求).{0,6}|不(?:再|另)(?:行|作|予)?(?:重复)?(?:[答回]复|处理|受理|办理)|.{0,12}与本(?:栏目|信箱|平台|单位|部门).{0,6}无关",
            r".{0,8}电话.{0,6}(?:无法接通|空号|无人接听|停机|关机|打不通)|无法(?:取得|[与和向][您你])?(?:联系|核实).{0,6}",
            r".{0,12}未留.{0,4}(?:联系|电话).{0,4}|.{0,8}(?:合并|并入|并案|一并[答回]复).{0,16}|无(?:实质|具体|明确).{0,4}(?:诉求|内容)",
            r"(?:请|可)?.{0,4}(?:查[看阅]|参[见阅看照]|详见).{0,20}(?:答复|回复|来信|信件|留言|附件)",
            rf"(?:[该此本]{_LETTER}?)?(?:系|为|属于?|是)?(?:测试|无效|垃圾)(?:.{{0,2}}{_LETTER})?",
            r".{0,10}(?:不予|无法|不能|未予|拒绝)(?:受理|公开)|不予(?:处理|办理|答复|回复)|.{0,6}(?:退回.{0,6}|退件|(?:作|予以)(?:办结|归档|关闭|退[件回])(?:处理)?)",
            r"(?:[您你该此]?的?(?:来信|信件|诉求|反映|留言|提供)的?)?(?:内容|信息|联系方式|地址|诉求|事由).{0,4}(?:填写)?(?:不[完齐]?[整全]|不清楚?|不明确?|不详|有误|缺失)",
        ),
    )
)
#: The matter is another office's; said with whose it is (请向住建局反映), it answers.
_NOT_OURS = re.compile(
    r"属(?:其[他它]|外|别的).{1,12}|(?:超出|.{0,24}(?:非|不(?:属|在|是|归|由))).{0,12}(?:职责|职能|管辖|权限|管理|受理)(?:范围|事项)?.{0,4}"
)
_ASKS_ELSEWHERE = re.compile(
    r"(?:.{0,16}(?:情况|政策|事宜|详情|问题|疑问|具体|需要|规定|流程|信息))?(?:请|敬请|烦请|建议|欢迎|可|可以)?[您你]?.{0,12}?(?:拨打(?![您你])|致电(?![您你])|来电|电联|[打拨]电话|电话(?:咨询|联系|询问)(?![您你])|咨询(?!.{0,8}(?:费|公司))|垂询|登[录陆].{2,20}(?:查[看询阅]|了解))(?!.{0,20}(?:办理|申[请领报]|领取|缴[纳费]|报名|预约)).{0,40}|(?:请|建议|可以?)[您你]?(?:直接)?(?:向|到|去|找)(?!.{0,3}我).{2,20}(?:反映|咨询|投诉|举报|询问|了解)|(?:咨询|联系|服务)?(?:电话|热线|号码|联系方式|联系人)[是为]?\W{0,3}(?:[\d-]{1,16}|[\u4e00-\u9fff]{1,3})?"
)
_THANKS = re.compile(r"感谢|谢谢|祝[您你]|欢迎")
#: An answer is announced.
_ANNOUNCES = re.compile(rf"{_AHEAD}.{{0,20}}{_NEWS}|(?:等待|等候|稍等|稍候|静候|再等)")
#: What a clause has that tells something; one without it may stand beside an announced answer.
_TELLING = re.compile(
    r"(?<!意)见|[已了为是有无可不没未能应需停缺\d]|[上中下]旬|[月年]底|[明今]年|下个?[周月]"
)
#: The letter came in, went elsewhere, is being worked on; the writer shall wait, or say more.
_PROMISES = tuple(
    map(
        re.compile,
        (
            rf".{{0,60}}?(?:在|于)?.{{1,16}}(?:内(?!容)|前).{{0,6}}?{_NEWS}.{{0,16}}",
            rf".{{0,60}}?{_AHEAD}.{{0,40}}?(?:{_NEWS}|{_WORK}).{{0,24}}",
            r"(?=.{0,50}(?:来[信电]|留言|信件|诉求|问题|建议|情况|意见|反映|投诉|事项|此事|工单|[该此]件|[您你我]|^[^不未无]{0,12}$)).{0,40}(?:收到|收悉|看到|已?阅知?|知悉|知晓|获悉|了解|记录|登记|录入.{0,6}|受理|签收|接单|生成|成功(?:提交|发送)|已提交|提交成功|重视.{0,12}|关注到.{0,12}|在办|被?接收)了?",
            r"(?:(?:[您你该此]|.{0,16}(?:已|将|会|正)|请|由|.{0,12}(?:来信|留言|诉求|信件)).{0,24})?(?:分送.{1,16}|转(?:办|交|至|由|给|送|请|达|派)|交(?:由|办|给|至)|派(?:[发单至给]|发给)|移[交送]|批转|呈(?:报|送|请)|(?:报送|上报).{1,14}(?:领导|阅示|批示|审定|研究)|(?:提交|反馈|反映|上报|报送|汇报|推送|录入)[给至到了]).{0,24}",
            rf"(?:转|已转|已?请)(?![您你到前携持在凭拨登关至去按于通先参咨联致与向直])[\u4e00-\u9fff]{{2,14}}?{_OFFICE}.{{0,6}}(?:办理|处理|核实|核查|阅处|阅示|研究|答复|协调|牵头|查处|调查|落实).{{0,16}}",
            rf".{{0,10}}{_WORK}中|(?:[此该].{{0,4}}|.{{0,12}}(?:问题|事项|诉求|建议|情况))?(?:现|目前)?已?经?报(?![告警案销名]).{{1,12}}(?:审[定核批议阅]|批准|研究|处理|办理)中?",
            r"(?:预计|预期|争取|力争|计划|拟|将)?.{0,16}(?:前|内|底)(?:予以)?(?:办[结毕]|(?:办理|处理)(?:完[毕成结]|到位)?)|(?:同意|予以|准予)受理|已经?(?:向.{1,12})?(?:报修|催办)",
            r".{0,10}(?:批示|督办)",
            r".{0,10}(?:敬?请|望|烦请|还请|辛苦)(?:[您你])?.{0,10}(?:等待|等候|[稍再]等等?|等一等|稍候|与?(?:我|本).{1,6}联系|静候.{0,4}|留意.{0,10}|关注.{0,10}|保持.{0,8}畅通|知悉|放心|耐心)",
            r"请(?:[您你])?(?:.{0,6}(?:提供|补充|留下|重新[提填])|将.{1,12}发送?[到至给]).{0,30}|(?:以便|方便我们).{0,24}|.{0,8}编号[是为]?\W{0,2}[A-Za-z\d-]{0,24}|请?凭.{1,12}查[询看].{0,10}|.{0,6}查询(?:码|编号|密码)[是为]?.{0,16}|请?(?:[您你])?.{0,4}(?:牢记|妥善保[管存]).{0,8}",
            rf"转|(?:已经?|现|将)?(?:转|交)[\u4e00-\u9fff、]{{2,20}}?(?:{_OFFICE}|办理?|处理)",
            r"(?:此事|该[事项问题建议]{1,2})?.{0,6}(?:列入|纳入).{0,6}(?:日程|研究范围|台账)|.{0,14}(?:暂时?|目前|尚|还)(?:无法|不能|未能|未).{0,12}(?:答复|回复|反馈|核实).{0,4}",
            r"[若如]有.{0,12}(?:进展|结果|消息|答复)|.{0,20}向.{1,16}(?:汇报|请示|反映|报告)|.{0,6}(?:已联系|[将已]会同|延期|已与(?![您你]).{1,12}(?:对接|联系|沟通)).{0,20}|.{0,8}已经?安排(?:人员)?|.{0,16}(?:进入(?:办理|处理|核实|调查|审核)(?:程序|流程)|作为.{0,8}参考)",
        ),
    )
)


def says_nothing(text: str) -> bool:
    """Whether a reply says nothing of the matter itself, by what its clauses do or by what it sounds like."""
    return _only_promises(text) or load_wording().sounds_empty(text)


def _only_promises(text: str) -> bool:
    """
    Whether no clause says anything of the matter: somebody looks at it, hands it on, will tell, or closes the letter.

    Beside an answer that it announces a clause that tells nothing may stand (学校会开展自查). That the matter is another
    office's answers only with that office beside it; where to ask (请拨打…咨询) is a reply, be it a poor one, but beside a promise.
    """
    clauses = list(_clauses(text)) if 0 < len(text) <= _LONGEST else []
    meant = list(map(_meaning, clauses))
    if set(meant) == {"beside"}:
        return _THANKS.search(text) is not None
    if set(meant) <= {"beside", "elsewhere", ""} or {"not ours", "elsewhere"} <= set(meant):
        return False
    unknown = [one for one, meaning in zip(clauses, meant, strict=True) if not meaning]
    if not unknown:
        return True
    return _ANNOUNCES.search(text) is not None and not any(
        len(one) > _LONGEST_NEUTRAL or _TELLING.search(one) or _MATTER.search(one) for one in unknown
    )


def closes(text: str) -> bool:
    """Whether a reply says what became of the letter: taken back, sent twice, refused."""
    return "closes" in map(_meaning, _clauses(text[:_LONGEST]))


def tells_more(text: str) -> bool:
    """Whether a reply has a clause that may speak of the matter."""
    return "" in map(_meaning, _clauses(text[:_LONGEST]))


def _meaning(clause: str) -> str:
    """What a clause does that states nothing of the matter; "" for what may speak of it."""
    if len(clause) > _LONGEST_CLAUSE:
        return ""
    if _ASKS_ELSEWHERE.fullmatch(clause) is not None:
        return "elsewhere"
    if any(one.fullmatch(clause) for one in _CLOSES):
        return "closes"
    if _MATTER.search(clause) is not None:
        return ""
    if (
        _INTENDS.fullmatch(clause)
        or (_OF_LETTER.match(clause) and not _FINDS.search(clause))
        or any(one.fullmatch(clause) for one in _PROMISES)
    ):
        return "promise"
    if _NOT_OURS.fullmatch(clause) is not None:
        return "not ours"
    return "beside" if _BESIDE.fullmatch(clause) is not None else ""


def _clauses(text: str) -> Iterator[str]:
    for piece in STOPS.split(text):
        clause = _JOINS.sub("", piece, count=1) if _JOINS.match(piece) else piece
        if clause := clause.strip(" 　“”\"'（）()【】[]"):
            yield clause
