"""The Chinese words, marks and style names of the pages: colour never stands alone (界面用语)."""

from dataclasses import dataclass
from datetime import date

from monitor.domain.finding import Act, Grade, Owed
from monitor.domain.site import ColumnKind, Frequency, Level, Platform
from monitor.domain.verdict import Conclusion, Outcome
from monitor.web.seams import Role
from storage.evidence import Condition


@dataclass(frozen=True, slots=True)
class Word:
    """One state as it is shown: word, mark, style name."""

    word: str
    mark: str
    style: str


OUTCOMES = {
    Outcome.FAIL: Word("不合格", "✕", "fail"),
    Outcome.UNKNOWN: Word("未知", "?", "unknown"),
    Outcome.PASS: Word("合格", "✓", "pass"),
    Outcome.NOT_APPLICABLE: Word("不适用", "–", "none"),
}
CONCLUSIONS = {
    Conclusion.UNQUALIFIED: Word("不合格", "✕", "fail"),
    Conclusion.UNDECIDED: Word("尚不能判定", "?", "unknown"),
    Conclusion.QUALIFIED: Word("合格", "✓", "pass"),
}
GRADES = {Grade.FAIL: Word("不合格", "✕", "fail"), Grade.DUE: Word("即将超期", "!", "due")}
#: 即将超期: so many days ahead, on every page.
NEAR_DAYS = 7
OWED = {Owed.INDICATOR: "指标", Owed.COLUMN: "栏目", Owed.MESSAGE: "留言"}
CONDITIONS = {
    Condition.INTACT: Word("与存证一致", "✓", "pass"),
    Condition.MISSING: Word("原始文件缺失", "✕", "fail"),
    Condition.ALTERED: Word("与存证不一致", "✕", "fail"),
    Condition.UNKNOWN_ID: Word("无此编号", "?", "unknown"),
}
COLUMN_STATES = {"fresh": "已更新", "stale": "未更新", "blank": "空白", "unknown": "未知", "exempt": "免计"}
#: A visit's hour on the grid.
VISITS = {
    "opened": Word("正常打开", "", "opened"),
    "failed": Word("未能打开", "✕", "failed"),
    "blocked": Word("被拦截", "▲", "blocked"),
    "void": Word("无效", "○", "void"),
    "missing": Word("没有访问", "", "missing"),
    "ahead": Word("未到时间", "", "ahead"),
}
FREQUENCIES = {
    Frequency.REALTIME: "实时",
    Frequency.WEEKLY: "每周",
    Frequency.BIWEEKLY: "每两周",
    Frequency.MONTHLY: "每月",
    Frequency.QUARTERLY: "每季度",
    Frequency.SEMIANNUAL: "每半年",
    Frequency.ANNUAL: "每年",
    Frequency.FIVE_YEARLY: "每五年",
}
COLUMN_KINDS = {
    ColumnKind.NEWS: "动态要闻",
    ColumnKind.NOTICE: "通知公告",
    ColumnKind.POLICY: "政策文件",
    ColumnKind.GENERAL: "其他",
    ColumnKind.LINK: "链接",
}
LEVELS = {Level.PROVINCE: "省级", Level.CITY: "市级", Level.COUNTY: "县级", Level.DEPARTMENT: "部门"}
PLATFORMS = {
    Platform.WEIBO: "微博",
    Platform.WECHAT: "微信",
    Platform.DOUYIN: "抖音",
    Platform.TOUTIAO: "头条",
    Platform.BILIBILI: "哔哩哔哩",
    Platform.KUAISHOU: "快手",
    Platform.APP: "移动客户端",
    Platform.MINIPROGRAM: "小程序",
    Platform.OTHER: "其他",
}
ROLES = {Role.CENTRE: "中心", Role.UNIT: "单位", Role.AUDITOR: "审计"}
ACTS = {
    Act.OPENED: "发现",
    Act.WORSENED: "转为不合格",
    Act.EASED: "转为即将超期",
    Act.NOTIFIED: "已通知",
    Act.PROMISED: "承诺整改",
    Act.APPEALED: "申诉",
    Act.ANSWERED: "答复申诉",
    Act.EXEMPTED: "豁免",
    Act.RETESTED: "复测",
    Act.CLOSED: "整改完成",
}
#: Lines of the audit log.
AUDITED = {
    "login": "登录",
    "login_refused": "登录被拒",
    "logout": "退出",
    "sign": "签字确认指标",
    "confirm": "确认栏目",
    "exclude": "剔除留言",
    "revoke": "撤回确认",
    "promised": "承诺整改",
    "appealed": "申诉",
    "answered": "答复申诉",
    "exempted": "豁免",
    "retest": "要求复测",
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
#: What a form did, as the page that follows it says.
DONE = {
    "sign": "签字已记录, 将重新判定。",
    "confirm": "栏目确认已记录, 将重新判定。",
    "exclude": "留言剔除已记录, 将重新判定。",
    "revoke": "撤回已记录, 将重新判定。",
    "promised": "整改承诺已记录。",
    "appealed": "申诉已提交, 请等候中心答复。",
    "answered": "答复已记录。",
    "exempted": "豁免已记录。",
    "retest": "已安排复测。",
}
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
    "failed_percent": ("未打开占比", "%"),
    "days_covered": ("达标天数", "天"),
    "more_failures_to_fail": ("距不合格还差", "次"),
    "newest": ("最新信息", ""),
    "days_left": ("剩余", "天"),
    "snapshot_days": ("首页快照", "天"),
    "columns": ("栏目", "个"),
    "bad": ("不达标", "个"),
    "unknown": ("无法判定", "个"),
    "boards": ("留言板", "个"),
    "messages": ("留言", "条"),
    "answered": ("已答复", "条"),
    "open": ("待答复", "条"),
    "overdue": ("超期", "条"),
    "undecided": ("待核实", "条"),
    "excluded": ("人工剔除", "条"),
    "guides": ("指南", "份"),
    "read": ("已读", "份"),
}


def days_words(days_left: int | None) -> str:
    """`剩 3 天`, `今天到期`, `超期 9 天`; a dash when no limit is known."""
    if days_left is None:
        return "—"
    if days_left < 0:
        return f"超期 {-days_left} 天"
    return "今天到期" if days_left == 0 else f"剩 {days_left} 天"


def days_style(days_left: int | None) -> str:
    """The style name that goes with `days_words`."""
    if days_left is None:
        return "none"
    return "fail" if days_left < 0 else "due" if days_left <= NEAR_DAYS else "pass"


def age_words(since: float) -> str:
    """How long ago, from seconds: `12 分钟前`, `3 小时前`, `2 天前`."""
    if since < 3600:
        return f"{max(0, int(since // 60))} 分钟前"
    return f"{int(since // 3600)} 小时前" if since < 172800 else f"{int(since // 86400)} 天前"


def weekday(day: date) -> str:
    """`周五`."""
    return "周" + "一二三四五六日"[day.weekday()]
