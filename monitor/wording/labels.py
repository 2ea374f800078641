"""The Chinese names of the field's words, as every screen, mail and report says them (名称)."""

from collections.abc import Mapping

from monitor.domain.content import Life
from monitor.domain.finding import Act
from monitor.domain.site import Frequency, Level, Platform, UnitKind

LEVELS = {Level.PROVINCE: "省级", Level.CITY: "市级", Level.COUNTY: "县级", Level.DEPARTMENT: "部门"}
PLATFORMS: Mapping[str, str] = {one: one.says.label for one in Platform}
#: 更新频率 in annex 2's words.
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
UNIT_KINDS: Mapping[UnitKind, str] = {
    UnitKind.TOWN: "镇街",
    UnitKind.DEPARTMENT: "部门",
    UnitKind.COUNTY: "县（市）区",
    UnitKind.INSTITUTION: "事业单位",
    UnitKind.ENTERPRISE: "企业",
    UnitKind.OTHER: "其他单位",
}
LIVES: Mapping[str, str] = {Life.RUNNING: "正常运行", Life.CLOSING: "拟注销", Life.CLOSED: "已注销"}
#: What happens to a finding (整改进程).
ACTS = {
    Act.OPENED: "发现",
    Act.WORSENED: "转为不合格",
    Act.NOTIFIED: "已通知",
    Act.PROMISED: "承诺整改",
    Act.APPEALED: "申诉",
    Act.ANSWERED: "答复申诉",
    Act.EXEMPTED: "豁免",
    Act.RETESTED: "复测",
    Act.CLOSED: "已整改",
}
