"""The Chinese words, marks and style names of the pages: colour never stands alone (界面用语)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from monitor.domain.access import Role
from monitor.domain.finding import Act, Grade, Owed
from monitor.domain.reach import CAUSES, Reason
from monitor.domain.site import ColumnKind
from monitor.domain.verdict import Conclusion, Outcome

# the templates' words of the field, beside the page's own
from monitor.wording.labels import ACTS as ACTS
from monitor.wording.labels import FREQUENCIES as FREQUENCIES
from monitor.wording.labels import LEVELS as LEVELS
from monitor.wording.labels import LIVES as LIVES
from monitor.wording.labels import PLATFORMS as PLATFORMS
from probes.base import discover
from storage.evidence.evidence import Condition


@dataclass(frozen=True, slots=True)
class StateLabel:
    """One state as it is shown: word, mark, style name."""

    word: str
    mark: str
    style: str


OUTCOMES = {
    Outcome.FAIL: StateLabel("不合格", "✕", "fail"),
    Outcome.UNKNOWN: StateLabel("未知", "?", "unknown"),
    Outcome.PASS: StateLabel("合格", "✓", "pass"),
    Outcome.NOT_APPLICABLE: StateLabel("不适用", "–", "none"),
}
CONCLUSIONS = {
    Conclusion.UNQUALIFIED: StateLabel("不合格", "✕", "fail"),
    Conclusion.UNDECIDED: StateLabel("尚不能判定", "?", "unknown"),
    Conclusion.QUALIFIED: StateLabel("合格", "✓", "pass"),
}
GRADES = {Grade.FAIL: StateLabel("不合格", "✕", "fail"), Grade.DUE: StateLabel("即将超期", "!", "due")}
OWED = {Owed.INDICATOR: "指标", Owed.COLUMN: "栏目", Owed.MESSAGE: "留言"}
CONDITIONS = {
    Condition.INTACT: StateLabel("与存证一致", "✓", "pass"),
    Condition.MISSING: StateLabel("原始文件缺失", "✕", "fail"),
    Condition.ALTERED: StateLabel("与存证不一致", "✕", "fail"),
    Condition.UNKNOWN_ID: StateLabel("无此编号", "?", "unknown"),
}
#: A visit's hour on the grid.
VISITS = {
    "opened": StateLabel("正常打开", "", "opened"),
    "failed": StateLabel("未能打开", "✕", "failed"),
    "blocked": StateLabel("被拦截", "▲", "blocked"),
    "void": StateLabel("无效", "○", "void"),
    "missing": StateLabel("没有访问", "", "missing"),
    "ahead": StateLabel("未到时间", "", "ahead"),
}
COLUMN_KINDS = {
    ColumnKind.NEWS: "动态要闻",
    ColumnKind.NOTICE: "通知公告",
    ColumnKind.POLICY: "政策文件",
    ColumnKind.GENERAL: "其他",
    ColumnKind.LINK: "链接",
}
ROLES = {Role.CENTRE: "中心", Role.UNIT: "单位", Role.AUDITOR: "审计"}
#: Lines of the audit log.
AUDITED = {
    "login": "登录",
    "login_refused": "登录被拒",
    "logout": "退出",
    "sign": "签字确认指标",
    "confirm": "确认栏目",
    "complete": "确认栏目清单完整",
    "exclude": "剔除留言",
    "revoke": "撤回确认",
    "promised": "承诺整改",
    "appealed": "申诉",
    "answered": "答复申诉",
    "exempted": "豁免",
    "retest": "要求复测",
    "view": "查看页面",
    "read_evidence": "查看依据",
    "read_messages": "查看留言",
    "export": "导出表格",
    "feed": "读取数据接口",
    "feed_refused": "令牌被拒",
    "feed_limited": "接口限流",
    "person_add": "新增用户",
    "person_disable": "停用用户",
    "person_enable": "启用用户",
    "person_password": "重设密码",
    "token_create": "新建令牌",
    "token_revoke": "撤销令牌",
}
_SOON = "值守程序在一分钟内重新判定，完成后刷新本页可见。"
#: What a form did, as the page that follows it says, and when its effect is seen.
DONE = {
    "sign": f"签字已记录；{_SOON}",
    "confirm": f"栏目确认已记录；{_SOON}",
    "complete": f"栏目清单完整的确认已记录；{_SOON}",
    "exclude": f"留言剔除已记录；{_SOON}",
    "revoke": f"撤回已记录；{_SOON}",
    "promised": "整改承诺已记录，见下方处理记录。",
    "appealed": "申诉已提交，请等候中心答复。",
    "answered": "答复已记录，责任单位在本页可见。",
    "exempted": "豁免已记录；到期前不再通知，判定结论不变。",
    "retest": "已要求复测；值守程序在一分钟内开始，完成后刷新本页可见。",
}
#: What people decide about besides clauses, columns and messages.
TARGETS = {"homepage": "首页", "columns_complete": "栏目清单"}
#: What was looked at, by kind of observation.
KINDS = {
    "visit": "网站访问",
    "homepage": "首页",
    "listing": "栏目",
    "reading": "稿件页",
    "board": "留言板",
    "channel": "咨询渠道",
    "guides": "办事指南",
    "timeline": "新媒体发布",
    "app": "移动客户端",
    "registration": "备案登记",
}


def kind_word(kind: str) -> str:
    """What was looked at; a kind that a plugin brings names itself."""
    return KINDS.get(kind) or _own_names().get(kind) or kind


@cache
def _own_names() -> Mapping[str, str]:
    return {kind.kind: kind.label for probe in discover().values() for kind in probe.kinds if kind.label}


def kind_order(kind: str) -> tuple[int, str]:
    """Where a kind of observation stands among the others."""
    return (list(KINDS).index(kind) if kind in KINDS else len(KINDS), kind)


PLACES = {
    "visible": "页面可见处",
    "script": "页面脚本写入",
    "meta": "页面标签",
    "url": "网址",
    "list": "列表",
    "body": "正文",
}
#: Figures of a clause and of a verdict, as far as people read them.
LIMITS = {
    "window_days": ("监测天数", "天"),
    "visits_per_day": ("每天访问", "次"),
    "deadline_s": ("打开时限", "秒"),
    "fail_from_percent": ("未打开占比", "%"),
    "days": ("更新时限", "天"),
    "snapshots": ("首页快照", "天"),
    "news_days": ("动态要闻类", "天"),
    "notice_months": ("通知公告、政策文件类", "个月"),
    "blank_days": ("空白须连续", "天"),
    "fail_from_columns": ("栏目数", "个"),
    "window_months": ("留言范围", "个月"),
    "answer_months": ("答复时限", "个月"),
    "fail_from_messages": ("超期留言", "条"),
    "missing_groups": ("缺失要素", "类"),
    "fail_from_guides": ("不完整指南", "份"),
    "update_months": ("留言未更新", "个月"),
    "element_percent": ("具备要素的留言", "%"),
    "silent_days": ("未更新", "天"),
    "missing_days": ("无法下载或使用", "天"),
}
FIGURES = {
    "visits": ("访问", "次"),
    "failed": ("未打开", "次"),
    "blocked": ("被拦截", "次"),
    "void": ("无效", "次"),
    "missing": ("缺少", "次"),
    "failed_percent": ("未打开占比", "%"),
    "days_covered": ("达标天数", "天"),
    "more_failures_to_fail": ("距不合格还差", "次"),
    "newest": ("最新信息", ""),
    "days_left": ("剩余", "天"),
    "snapshot_days": ("首页快照", "天"),
    "columns": ("栏目", "个"),
    "bad": ("不达标", "个"),
    "unknown": ("无法判定", "个"),
    "undated_pages": ("待确认有无发布时间", "篇"),
    "ledger_declared_whole": ("栏目清单已声明完整", ""),
    "boards": ("留言板", "个"),
    "messages": ("留言", "条"),
    "answered": ("已答复", "条"),
    "open": ("待答复", "条"),
    "overdue": ("超期", "条"),
    "answered_late": ("逾期答复", "条"),
    "undecided": ("待核实", "条"),
    "excluded": ("人工剔除", "条"),
    "guides": ("指南", "份"),
    "read": ("已读", "份"),
    "posts_days_in_quarter": ("本季度有发布的日子", "天"),
    "longest_gap_days": ("最长间隔", "天"),
    "days_out_in_quarter": ("本季度超期", "天"),
}


#: How a look at a list, a board, a form, a timeline or a shop ended.
SEEN = {
    "items": "读到列表",
    "messages": "读到留言",
    "guides": "读到办事指南",
    "posts": "读到发布",
    "blank": "空白列表",
    "empty": "没有发布",
    "alive": "链接有效",
    "present": "有可填写的表单",
    "available": "可以下载",
    "missing": "无法下载",
    "broken": "入口后没有可用的表单",
    "not_found": "没有找到",
    "unconfigured": "未配置",
    "unreadable": "未能识别",
    "unreached": "未能打开",
    "opened": "正常打开",
    "not_opened": "未能打开",
    "not_measured": "未计入",
}
#: Why something could not be read, beside the reasons of visits.
_CODES = {
    "script_list": "列表由脚本生成",
    "script_blocks": "内容由脚本生成",
    "script_board": "留言由脚本生成",
    "no_list_found": "没有识别出列表",
    "bad_selector": "配置的选择器有误",
    "selector_found_nothing": "配置的选择器没有匹配到内容",
    "page_limit": "页数超过上限",
    "headings_not_recognised": "表头无法识别",
    "no_entry": "没有找到入口",
    "no_rows_in_answer": "接口没有给出条目",
    "no_titles_in_answer": "接口没有给出标题",
    "not_in_the_sample": "不在抽样之内",
    "platform_left_alone": "该平台暂停读取",
    "login_wall": "要求登录",
    "too_costly": "页面结构过于复杂，未予解析",
    "pinned_only": "只见到置顶内容",
    "not_complete": "清单不完整",
    "never_read": "从未读到",
    "not_read_recently": "近期没有读到",
    "not_in_shop": "应用商店中没有",
} | {one.value: CAUSES[one].name for one in Reason}
_CODE = re.compile(r"\(([a-z][a-z0-9_]+)(?::[a-z0-9_:.]+)?\)")
_COMMAND = re.compile(
    r" ?\(monitor review [^()]*\)|[:,]? ?(?:以 |运行 )?monitor review [a-z]+"
    r"(?: (?!--)[A-Za-z0-9_./-]+){0,2}(?: --[a-z-]+ [^\s;；)]+)* ?"
)


def plain(said: str) -> str:
    """
    What a verdict says, for people at a page: codes by their names, without commands of a terminal.

    A code that has no name here stays, so that it can be asked about.
    """
    return _CODE.sub(lambda one: f"({code_words(one[1])})", _COMMAND.sub("", said))


def look_words(kind: str, says: Mapping[str, Any]) -> str:
    """What a look at a register or an app shop saw, on one line."""
    if kind == "registration":
        life = LIVES.get(says["life"], says["life"])
        since = f"{says['opened']} 开设" if says.get("opened") else ""
        return "，".join(one for one in (says["name"], life, says.get("filing"), since) if one)
    state = SEEN.get(says["state"], says["state"])
    shop = {"app_store": "App Store", "android": "安卓安装包"}.get(says["shop"], says["shop"])
    return f"{shop} {state}" + (f" ({code_words(says['reason'])})" if says.get("reason") else "")


def step_words(act: Act, note: str) -> str:
    """What stands beside a step; a re-test notes what it saw in codes: `listing items; visit not_opened refused`."""
    if act is not Act.RETESTED:
        return note
    return "; ".join(" ".join(_seen(word) for word in look.split(" ")) for look in note.split("; "))


def _seen(word: str) -> str:
    return KINDS.get(word) or _own_names().get(word) or SEEN.get(word) or code_words(word)


def code_words(code: str) -> str:
    """The name of a reason; the code itself when it has none."""
    return _CODES.get(code, _CODES.get(code.partition(":")[0], code))


def days_words(days_left: int | None) -> str:
    """`剩 3 天`, `今天到期`, `超期 9 天`; a dash when no limit is known."""
    if days_left is None:
        return "—"
    if days_left < 0:
        return f"超期{-days_left}天"
    return "今天到期" if days_left == 0 else f"剩{days_left}天"


def days_style(days_left: int | None, soon: bool = False) -> str:
    """The style name that goes with `days_words`; *soon*: its limit is near (`due_soon`)."""
    if days_left is None:
        return "none"
    return "fail" if days_left < 0 else "due" if soon else "pass"


def age_words(since: float) -> str:
    """How long ago, from seconds: `12 分钟前`, `3 小时前`, `2 天前`."""
    if since < 3600:
        return f"{max(0, int(since // 60))}分钟前"
    return f"{int(since // 3600)}小时前" if since < 172800 else f"{int(since // 86400)}天前"


def weekday(day: date) -> str:
    """`周五`."""
    return "周" + "一二三四五六日"[day.weekday()]
