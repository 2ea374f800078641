"""What headings name, what status words mean, what is only a receipt."""

from datetime import date

from monitor.domain.content import MessageStatus
from probes.pages.board.words import (
    day_in,
    heading_of,
    is_answer,
    is_empty,
    is_receipt,
    is_unclear,
    labels_in,
    status_of,
)
from tests.every import every

from .board_pages import NOW

S = MessageStatus


@every(
    ("text", "noun"),
    [
        ("标题", "title"), ("信件主题", "title"), ("留言时间", "submitted"), ("写信日期：", "submitted"), ("提交时间", "submitted"),
        ("答复时间", "answered"), ("办结时间", "answered"), ("实际答复时间", "answered"), ("受理时间", "accepted"), ("答复单位", "unit"), ("受理部门", "unit"),
        ("[状态]", "status"), ("办理进度", "status"), ("编号", "number"), ("序号", "ignore"), ("回复数", "ignore"), ("浏览数", "ignore"), ("写信人", "person"), ("咨询人", "person"), ("咨询单位", "unit"), ("回复内容", "answer"),
        ("信件内容", "question"), ("信件类型", "kind"),
        ("来信（电）时间", "submitted"), ("信访日期", "submitted"), ("处办时间", "answered"), ("递交时间", "submitted"), ("公开信访内容", "question"), ("处办单位", "unit"), ("处办回复", "answer"),
        ("信访件编号", "number"), ("案件标题", "title"), ("咨询问题", "title"), ("投诉事项", "title"), ("客服回复", "answer"), ("办理回复", "answer"), ("回应时间", "answered"), ("处理完成时间", "answered"), ("投递时间", "submitted"), ("网民提问", "question"), ("答复正文", "answer"), ("牵头单位", "unit"), ("工单号", "number"), ("应回复时间", "ignore"), ("办理期限", "ignore"), ("评价时间", None), ("截止时间", "ignore"), ("首页", None), ("关于某事的长标题", None), ("", None),
    ],
)  # fmt: skip
def test_headings(text: str, noun: str | None) -> None:
    assert heading_of(text) == noun


@every(
    ("text", "status"),
    [
        ("已办结", S.ANSWERED), ("已直接答复", S.ANSWERED), ("已答复", S.ANSWERED), ("处理完毕", S.ANSWERED), ("[已回复]", S.ANSWERED), ("办理中", S.OPEN),
        ("已受理", S.OPEN), ("待受理", S.OPEN), ("未回复", S.OPEN), ("新办件", S.OPEN), ("已受理待答复", S.OPEN), ("已转办", S.TRANSFERRED),
        ("等待部门答复", S.OPEN), ("未办结", S.OPEN), ("申请办结", S.OPEN), ("回复待审核", S.OPEN), ("办结审核中", S.OPEN), ("办结申请", S.OPEN), ("办结待审", S.OPEN), ("待反馈", S.OPEN), ("未完成", S.OPEN), ("未回", S.OPEN), ("待复", S.OPEN), ("已复", S.ANSWERED), ("已办理待评价", S.ANSWERED), ("转镇村建办处理", S.TRANSFERRED), ("未按期办结", S.UNSTATED),
        ("尚未办理完毕", S.OPEN), ("无需答复", S.UNSTATED), ("无法办理", S.UNSTATED), ("超时未办结", S.OPEN), ("按时办结", S.ANSWERED),
        ("已办结（超期）", S.ANSWERED), ("已回复，待评价", S.ANSWERED), ("审核通过已答复", S.ANSWERED), ("已答复待确认", S.OPEN),
        ("等待分派", S.OPEN), ("处理完成", S.ANSWERED), ("已完成任务派发", S.TRANSFERRED), ("部门办理", S.OPEN), ("×", S.OPEN), ("未办", S.OPEN), ("未完结", S.OPEN), ("待审", S.OPEN), ("延期中", S.OPEN), ("流转中", S.OPEN), ("已回", S.ANSWERED), ("已办复", S.ANSWERED), ("办毕", S.ANSWERED), ("未办毕", S.OPEN), ("未办复", S.OPEN), ("已督办", S.OPEN), ("正在解决", S.OPEN), ("解决中", S.OPEN), ("待分配", S.OPEN), ("2条回复", S.ANSWERED), ("0条回复", S.OPEN), ("已延期", S.OPEN), ("超期答复", S.ANSWERED), ("答复完毕", S.ANSWERED), ("已完结", S.ANSWERED), ("退回", S.REFUSED), ("多收的退回电费账户", S.UNSTATED), ("拒绝受理", S.REFUSED), ("不予受理", S.REFUSED), ("", S.UNSTATED), ("绿灯", S.UNSTATED),
    ],
)  # fmt: skip
def test_status_words(text: str, status: S) -> None:
    assert status_of(text) is status


@every(
    ("text", "receipt"),
    [
        ("您好，您的来信已收到，我们将尽快办理。", True),
        ("您反映的问题已转交区住建局办理。", True),
        ("您好，已转住建局办理。", True),
        ("系统自动回复：已受理", True),
        ("已收到", True),
        ("请耐心等待", True),
        ("感谢您的留言！", True),
        ("网友您好！谢谢您对我们工作的关注与支持！", True),
        ("感谢您的留言！路灯已修好。", False),
        ("谢谢您的建议，我们采用了。", False),
        ("您好，您反映的问题已转区住建局。", True),
        ("请住建局办理", True),
        ("请城管局到现场核实", True),
        ("请居民携带证件到政务服务中心办理。", False),
        ("请联系社区服务中心办理。", False),
        ("来信收悉。经查，您反映的情况属实，现已整改。", False),
        ("已转交住建局，该处路灯已于8月3日修复。", False),
        ("您好！落户需携带身份证、户口簿到辖区派出所办理。", False),
        ("已收到。" + "关于该问题的说明。" * 20, False),
        ("", False),
    ],
)
def test_receipts_and_transfers(text: str, receipt: bool) -> None:
    assert is_receipt(text) is receipt


@every(
    ("text", "unclear"),
    [
        ("您好，已安排专人核实，有结果后第一时间告知您。", True),
        ("因涉及多个部门，需要进一步调查，暂时无法给您准确答复，请谅解。", True),
        ("您好，您的建议我们已记录并提交给业务科室，后续请保持电话畅通。", True),
        ("家长您好，学校会就此事开展自查，并把自查结论反馈给您。", True),
        ("转某街道办理，结果报区信访局。", True),
        ("区长批示：请住建局牵头，会同城管局核实处理。", True),
        ("请将证据发送至我局邮箱，我们收到后会进行调查。", True),
        ("此件已报请市局，待市局明确意见后答复。", True),
        ("施工许可正在办理中，预计九月开工。", True),
        ("动物尸体请交无害化处理厂。", True),
        ("报名审核中不能改志愿。", True),
        ("正在办理。", False),
        ("来信已收到，正在办理中。", False),
        ("您好，供电所已加固基座，有结果后会告知您。", False),
        ("您好，已安排人员维修。", False),
        ("您好，需本人持身份证到窗口办理。", False),
        ("已转某镇水利站，由水利站于五个工作日内答复。", True),
        ("关于您提的建议，我们已向上级主管部门汇报，待批复后告知。", True),
        ("队员将于今晚到现场检查，若情况属实将依法处理，处理结果会反馈给您。", True),
        ("您好，情况属实，正在处理，处理结果会反馈给您。", False),
        ("不可以。", False),
        ("您好，目前没有建设计划。", False),
        ("已答复（内容不公开）", False),
        ("您好，该路口信号灯已通电运行。", False),
        ("您好，我们会在后续规划中考虑，目前该地块用途为绿地。", False),
        ("您好，方案已在官网发布，请您查看。", False),
        ("您好，录取名单将于8月15日在学校官网公布。", False),
        ("您好，邻里纠纷由社区调解委员会负责调解。", False),
        ("您好，此类事项由居委会负责办理。", False),
        ("您好，先到社区登记，再到街道审核，最后由民政局审批。", False),
        ("您好，由于土地权属不清，暂时无法办理登记。", False),
        ("您好，积水问题目前无法处理。", False),
        ("您好，路面破损已转由养护队于昨日修补。", True),
        ("您好，我们已关注到您的问题。", True),
        ("您好，您的投诉已进入办理程序，请留意短信通知。", True),
        ("已收悉，感谢您的宝贵意见，我们将作为工作参考。", True),
        ("您好，已转住建局，由其答复您，路灯问题我们高度重视。", True),
        ("温馨提示：您好，如需咨询可拨打热线或到窗口办理。", True),
        ("我局将进一步核查，依法处理。", True),
        ("您的建议很好，我们会认真考虑。", True),
        ("您的信件已分派至人社局，办理时限10个工作日。", True),
        ("您好，我局已与街道对接，督促其尽快核实情况。", True),
        ("来信人已撤回。", True),
        ("经沟通，来信人同意撤回该诉求。", True),
        ("重复来信，已合并办理。", True),
        ("该信件系重复信件，作办结处理。", True),
        ("与前件内容重复，请查看编号7的答复。", True),
        ("测试信件，不予处理。", True),
        ("不属于我局职责。", True),
        ("您反映的问题不属于我局职责范围，请向县水利局反映，电话0590-1234567。", False),
        ("该事项已进入诉讼程序，不予受理。", False),
        ("该申请不符合条件，不予批准。", False),
        ("请拨打0590-1234567咨询。", False),
        ("该信属于重复来信，如有疑问请拨打0590-1234567咨询。", True),
        ("您好，具体政策请致电我局办公室，电话：0590-1234567。", False),
        ("您好，补办请拨打0590-1234567预约办理。", False),
        ("我们将加大巡查力度，切实维护市民权益。", True),
        ("我们将加大巡查力度，该处共有三盏灯。", False),
        ("您的信件已成功提交，编号7，请凭编号查询办理进度。", True),
        ("您的留言已进入审核流程，审核通过后将予以公开。", True),
        ("已报送主要领导阅示。", True),
        ("您好，工作人员会尽快电话联系您。", True),
        ("您的来信已进入人工处理环节，辛苦您等一等。", True),
        ("该件需多部门会商，我们会持续跟进。", True),
        ("此事由我局信访科跟进，联系人老林。", True),
        ("您的建议很有价值，我们将作为决策参考。", True),
        ("与上一封来信为同一事项，不另行答复。", True),
        ("来信人电话无法接通，作退件处理。", True),
        ("属其他县区管辖。", True),
        ("您的问题正在走流程，请勿重复提交。", True),
        ("您好，您的留言涉及多个单位，现已分送各单位办理。", True),
        ("您好，感谢对我校的关注，祝您生活愉快！", True),
        ("您所提问题较为复杂，我们需要时间核实。", True),
        ("超出受理范围。", True),
        ("您好，该检查站现已撤销。", False),
        ("您的诉求已上报，待上级批复。", True),
        ("收到您的投诉，我们一定严肃处理。", True),
        ("重复件，已与7号信合并。", True),
        ("来信人未留联系方式，无法核实。", True),
        ("您的建议不可行。", False),
        ("您的建议我们采纳了。", False),
        ("该件涉及土地权属争议。", False),
        ("具体答复以书面为准，请等候。", True),
        ("与工单尾号7重复，并案处理。", True),
        ("来信人要求取消。", True),
        ("信息填写不全，退回补充。", True),
        ("您好，报告正在公示，网址见区政府首页。", False),
        ("该处重复收费情况属实，已退还。", False),
        ("请向某区水利局反映，电话0590-1234567。", False),
        ("您反映的问题不属于我局职责，请向县水利局反映。", False),
        ("因车辆检修，班车停开，恢复后另行通知。", False),
        ("该户不在补助范围内。", False),
        ("我县不实行封闭管理。", False),
        ("超出保修期，费用自理。", False),
        ("您的诉求已进入诉讼程序，建议按判决执行。", False),
        ("该摊点已构成占道，已立案处罚。", False),
        ("编号为3的楼栋不在改造之列。", False),
        ("已派人处理好。", False),
        ("不归我局管辖。", True),
        ("超出本信箱受理范围。", True),
        ("您提供的信息不详，请重新填写。", True),
        ("因您未留电话，无法与您核实。", True),
        ("好的，我们会转告。", True),
        ("知道了，谢谢。", True),
        ("欢迎您继续监督我们的工作。", True),
        ("该问题已列入我局工作台账，将持续跟进。", True),
        ("一经查实，将严肃处理。", True),
        ("给您带来的不便，我们深表歉意，我们正在积极协调。", True),
        ("已成立专班进行调查。", True),
        ("您的工单编号为202607，请凭编号查询进度。", True),
        ("该诉求应由用人单位负责，您可向劳动监察队投诉。", False),
        ("已呈送县长阅示。", True),
        ("测试。", True),
        ("阅知，请办公室处理。", True),
        ("您好，已督办，请等候回复。", True),
        ("您的问题较为复杂，需要进一步调查。", True),
        ("", False),
    ],
)  # fmt: skip
def test_replies_that_only_promise_prove_nothing(text: str, unclear: bool) -> None:
    assert is_unclear(text) is unclear


def test_a_board_may_name_its_own_receipts() -> None:
    assert is_receipt("感谢您对我们工作的支持", ("^感谢您对",))


@every(
    ("text", "day"),
    [
        ("2026-08-01", date(2026, 8, 1)), ("26-08-01", date(2026, 8, 1)), ("1785513600000", date(2026, 8, 1)), ("昨天 09:41", date(2026, 11, 19)),
        ("3 天前", date(2026, 11, 17)), ("2小时前", date(2026, 11, 20)), ("08-01", None), ("", None), ("2026-13-01", None),
    ],
)  # fmt: skip
def test_days(text: str, day: date | None) -> None:
    assert day_in(text, NOW) == day


@every(
    ("text", "empty"),
    [
        ("", True),
        ("--", True),
        ("0001-01-01 00:00:00", True),
        ("暂无回复", True),
        ("未答复", True),
        ("好", False),
    ],
)
def test_empty_cells(text: str, empty: bool) -> None:
    assert is_empty(text) is empty


@every(
    ("text", "told"),
    [
        ("来信时间：2026-06-01 应回复时间：2026-06-21", {"submitted": "2026-06-01 应"}),
        ("来信日期： 预计办结时间：2026-06-21 回复截止时间：2026-06-29", {"submitted": "预计"}),
        ("答复期限：2026-06-21 状态：办理中", {"status": "办理中"}),
        ("留言时间：2026-06-01 追问时间：2026-06-09 评价时间：2026-06-19", {"submitted": "2026-06-01 追问"}),
        ("处理时限：2026-06-21 办理进度：已办结", {"status": "已办结"}),
        ("官方答复时间：2026-06-05", {"answered": "2026-06-05"}),
        ("答复单位：教育局答复时间：2026-06-05", {"unit": "教育局", "answered": "2026-06-05"}),
        ("网友张三留言时间：2026-06-01", {"submitted": "2026-06-01"}),
        ("主题：修路 时间：2026-06-01 回复：已修好 时间：2026-06-05", {"title": "修路", "submitted": "2026-06-01", "answer": "已修好", "answered": "2026-06-05"}),
        ("提问：2026-06-01 应答复：2026-06-21", {"submitted": "2026-06-01"}),
        ("来信：2026-06-01 回信：2026-06-05", {"submitted": "2026-06-01", "answered": "2026-06-05"}),
        ("咨询 2026-06-01 待受理", {}),
        ("投递时间：2026-06-01 是否回复：否", {"submitted": "2026-06-01", "status": "否"}),
        ("反映问题：路灯不亮 回应时间：2026-06-05", {"title": "路灯不亮", "answered": "2026-06-05"}),
        ("处理状态：回复 编号：3 群众评价：满意", {"status": "回复", "number": "3"}),
        ("状态：正在办理 单位：教育局 所在区域：城北", {"status": "正在办理", "unit": "教育局"}),
        ("答复时间： 浏览次数：12 办理情况：办结 满意度：满意", {"answered": "", "answer": "办结"}),
        ("答复 时间：2026-06-05 答复 单位：教育局", {"answered": "2026-06-05", "unit": "教育局"}),
        ("答复时间：2026-06-05 办理情况：回复 回复内容：您好，经核实，已修复。", {"answered": "2026-06-05", "answer": "回复"}),
        ("回复内容：尊敬的网友：您好，经核实，已修复。", {"answer": "尊敬的网友：您好，经核实，已修复。"}),
        ("路灯不亮 办结 2026-06-05", {}),
        ("来信 2026-06-01 办结 2026-06-05", {"submitted": "2026-06-01", "answered": "2026-06-05"}),
    ],
)  # fmt: skip
def test_labels_of_other_days_are_none_of_the_message(text: str, told: dict[str, str]) -> None:
    assert labels_in(text) == told


@every(
    ("text", "answer"),
    [
        ("您好，经核实，该处已安排维修，三日内恢复。", True),
        ("您好，您的来信已收到，我们将尽快办理。", False),
        ("正在办理，请您耐心等待部门的答复。", False),
        ("查看答复", False),
        ("您好，需本人持身份证到窗口办理。", True),
        ("您好！路灯已修复，感谢您对我们的支持。", True),
        ("您好，我单位已安排人员维修。", True),
        ("您好，小区路灯坏了一个月，希望尽快维修。", False),
        ("您好，东门街积水严重，一直没有处理。", False),
        ("", False),
    ],
)
def test_words_in_a_row_that_answer(text: str, answer: bool) -> None:
    assert is_answer(text) is answer
