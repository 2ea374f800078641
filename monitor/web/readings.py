"""
How the program decides each clause, in Chinese (判定方法), for the rule book's pages; the rules' docstrings say it in English.

`{parameter:form}` stands for a number of the clause, in one of the forms of `monitor.wording.amounts`.
"""

from typing import Final

_SILENT = (
    "按北京时间的日数, 从最新一条发布之日算起; 转发计入, 置顶的按本身日期。见到近期发布即合格, 不论由何处读到。"
    "判不合格须证明确实没有发布: 最近 {read_lasts_days:allowed}读到的清单由主办单位担保完整、每条都有日期, 并且同平台的参照账号有更新; 否则为未知。"
    "已注销的账号不计; 正在注销的, 注销完成前仍须更新; 开设晚于最新发布的, 从开设之日算起。"
)
READINGS: Final = {
    "site_unreachable": (
        "取最近 {window_days:number} 个监测达标日 (今天未达标则到昨天为止)。每天须有 {visits_per_day:least}以上有结果的访问, 且分布在 {spread_hours:least}以上, 才算达标日; {window_days:least}中有一天不达标即为未知。"
        "每次访问从域名解析到页面收完共 {deadline_s:least}; 快速失败的在 {deadline_s:least}内再试, 最多 {attempts:most}。本系统断网、经批准的停机不计; 被防火墙拦截的按“打开”和“未打开”各算一遍, 两种算法结论相同才作判定。"
    ),
    "homepage_stale": (
        "首页所链接的稿件中, 有一篇稿件页自身注明的日期在 {days:allowed}以内, 即合格 (当天仍合格)。判不合格须 {days:allowed}中有 {snapshots:least}的首页快照, 最近一份不早于 {snapshot_lasts_days:allowed}前, "
        "并且每条信息都已知过期或未注明发布时间。首页只是栏目入口的, 改看二级页面。"
    ),
    "columns_stale": (
        "动态要闻类栏目不论级别, 通知公告、政策文件类只计一级栏目。满 {news_days:allowed}、满 {notice_months:allowed}的当天仍合格。"
        "日期以稿件页注明的为准, 列表日期只作线索; 稿件页未注明发布时间视为不更新。在 {blank_days:number} 个不同日子确认空白的栏目也计为不更新。页面未能解析的为未知。"
    ),
    "columns_overdue": (
        "第 1 项计入的栏目、空白栏目, 以及超过本栏目应有更新频率的栏目一并计数。未登记更新频率的栏目为未知, 不计为超期。"
    ),
    "columns_blank": (
        "{blank_days:number} 个不同日子都识别出空列表, 或经人工确认, 才计为空白栏目。程序没有解析出内容的是未知, 不是空白; 曾读到过内容的栏目不计。"
    ),
    "channel_missing": (
        "近 {form_lasts_days:allowed}内见到可以填写的网上咨询、建言表单即合格。未找到或打不开的为未知, 须由责任人核实签字, 程序不判“没有渠道”。"
    ),
    "replies_late": (
        "只看咨询类留言栏目; 在线访谈、调查征集、网上信访、纪检举报除外。近 {window_months:inside}内提交、超过 {answer_months:allowed}期限仍未见实质答复的为不合格, 到期当天不算超期; 回执、转办不算答复。"
        "判合格须每个留言栏目的清单完整且近期读过。逾期才答复、拒收、无日期的留言为未知, 由人工剔除或签字。"
    ),
    "guides_incomplete": (
        "逐份核对办事指南的十类要素, 缺 {missing_groups:least}及以上的计为不完整。达到 {fail_from_guides:least}即不合格; 指南总数不足 {fail_from_guides:least}的, 全部不完整才不合格。抽样或清单可能不全时不判合格。"
    ),
    "account_silent": _SILENT,
    "Z21-23": _SILENT,
    "app_unavailable": (
        "逐个查询配置的应用商店。自最后一次见到以来, 每次明确的答复都是“没有”, 不同日子达到 {missing_days:least}且最近一次在 {answer_lasts_days:allowed}之内, 为不合格; 查询出错不算答复。"
        "能否使用、是否“僵尸”“睡眠”由人工判断。"
    ),
    "interaction_missing": "近 {sign_lasts_days:allowed}内见到他人的评论或开放的表单即合格; 没有见到的为未知, 由责任人核实签字。互动是否有效也由人工判断。",
    "F19W-26": (
        "近期读过的留言栏目最新一条超过 {update_months:allowed} (期满当天仍合格), 或已答复留言缺少留言时间、答复时间、答复单位、答复内容, 为不合格。统计数据页面未找到的, 由人工核实。"
    ),
    "F19W-27": "本年度有留言超过单项否决期限仍未答复的为不合格; 其余由人工抽查答复是否推诿、敷衍后签字。",
}
