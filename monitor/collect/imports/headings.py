"""What the headings of tables made elsewhere stand for, and what their rows are when no column says so."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from itertools import zip_longest
from typing import Any

from monitor.collect.imports.media import platform_of

#: Headings that tables come with, by the key that each stands for.
_WORDS = {
    "observation": "类型",
    "site": "网站 网站编号",
    "column": "栏目 栏目编号 栏目名称 所属栏目 发布栏目 信息栏目 所在栏目 文章栏目 稿件栏目 栏目路径 所属频道 发布频道 频道",
    "account": "账号 账号编号",
    "name": (
        "账号名称 账号名 名称 公众号 公众号名称 公众号名 订阅号名称 服务号名称 微博名称 微博昵称 微博账号 抖音名称 抖音昵称 "
        "视频号名称 小程序名称 昵称 账号昵称 账号全称 新媒体 新媒体名称 政务新媒体 政务新媒体名称 新媒体账号 新媒体账号名称 "
        "政务新媒体账号 政务新媒体账号名称 发布账号 发布账号名称 发文账号 推送账号 所属账号 来源账号 媒体名称 媒体账号 客户端名称 应用名称"
    ),
    "platform": (
        "平台 平台类型 平台名称 所属平台 所在平台 发布平台 推送平台 开设平台 注册平台 账号平台 媒体平台 新媒体平台 政务新媒体平台 渠道 发布渠道 推送渠道 "
        "媒体类型 账号类型 账号类别 新媒体类型 新媒体类别 政务新媒体类型"
    ),
    "published": (
        "发布时间 发文时间 发表时间 推送时间 推文时间 群发时间 发送时间 发布日期时间 发布日期及时间 发博时间 发帖时间 播出时间 发稿时间 刊发时间 "
        "首发时间 首次发布时间 实际发布时间 信息发布时间 文章发布时间 内容发布时间 作品发布时间 视频发布时间 稿件发布时间 推文发布时间 微博发布时间"
    ),
    "unit": (
        "发布机构 发布部门 发文单位 供稿单位 供稿部门 报送部门 撰稿单位 来稿单位 信息来源 稿件来源 文章来源 主办单位 开办单位 主管单位 运营单位 运维单位 单位 单位名称 责任单位 所属单位 发布单位 报送单位 答复单位 回复单位 受理单位 承办单位 办理单位 处理单位 "
        "牵头单位 主办部门 主管部门 责任部门 所属部门 答复部门 回复部门 受理部门 承办部门 办理部门 处理部门 处置部门 答复机构 受理机构 承办机构 收信单位 收件单位 来信单位"
    ),
    "verified": "认证主体 账号主体 主体名称 认证名称 认证单位 主体 注册主体 运营主体",
    "opened": "开设时间 开通时间 开办时间 开设日期 开通日期 注册时间 注册日期 上线时间 上线日期 创办时间",
    "closed": "注销时间 关停时间 注销日期 关停日期 停用时间 停用日期 撤销时间 撤销日期 关闭时间 关闭日期 下线时间",
    "status": (
        "运行状态 运行情况 运营状态 状态 账号状态 账号运行状态 使用状态 当前状态 发布状态 发表状态 推送状态 文章状态 稿件状态 作品状态 内容状态 办理状态 处理状态 "
        "办件状态 工单状态 信件状态 来信状态 留言状态 诉求状态 受理状态 答复状态 回复状态 办理进度 处理进度 办结状态 是否答复 是否回复 是否办结"
    ),
    "filing": "备案号 备案编号 备案文号 批准文号 备案登记号",
    "at": "时间 监测时间",
    "reach": "结果",
    "reason": "原因",
    "elapsed_s": "耗时",
    "vantage": "监测点",
    "title": (
        "标题 题目 主题 标题名称 文章标题 文章名称 文章题目 信息标题 信息名称 内容标题 内容名称 作品标题 作品名称 视频标题 视频名称 稿件标题 稿件名称 推文标题 推文名称 推文 "
        "图文标题 图文名称 消息标题 新闻标题 资讯标题 动态标题 公告标题 微博标题 微博内容 微博正文 博文 博文内容 博文标题 动态内容 作品描述 视频描述 "
        "来信主题 来信标题 信件主题 信件标题 信件名称 留言主题 留言标题 咨询主题 咨询标题 投诉标题 诉求标题 诉求主题 问题标题 问题主题 工单标题 工单主题 "
        "写信主题 提问标题 邮件主题 事由 事项标题"
    ),
    "url": (
        "地址 链接 网址 链接地址 文章链接 文章地址 文章网址 信息链接 信息地址 内容链接 内容地址 作品链接 作品地址 视频链接 视频地址 稿件链接 稿件地址 推文链接 推文地址 "
        "图文链接 微博链接 博文链接 新闻链接 原文链接 原文地址 发布链接 发布地址 网页链接 网页地址 页面链接 页面地址 永久链接 详情链接 URL 内容URL 文章URL"
    ),
    "date": (
        "日期 发布日期 发文日期 发表日期 推送日期 推文日期 群发日期 发送日期 发稿日期 刊发日期 发帖日期 发博日期 "
        "信息发布日期 文章发布日期 作品发布日期 内容发布日期"
    ),
    "id": (
        "编号 留言编号 留言号 来信编号 来信号 信件编号 信件号 信件ID 留言ID 工单编号 工单号 工单流水号 受理编号 受理号 受理单号 诉求编号 诉求单号 诉求号 办件编号 办件号 咨询编号 "
        "投诉编号 查询编号 查询号 流水号 业务编号 业务号 问题编号 件号 单号 事项编码 事项编号 事项ID 实施编码 目录编码 文章编号 文章ID 稿件编号 稿件ID 作品ID 视频ID 内容ID 信息ID 信息编号 微博ID 消息ID 图文ID"
    ),
    "board": "信箱 信箱编号",
    "submitted": (
        "写信时间 写信日期 来信时间 来信日期 来件时间 来件日期 收信时间 收信日期 信件时间 信件日期 留言时间 留言日期 提交时间 提交日期 咨询时间 咨询日期 投诉时间 投诉日期 诉求时间 诉求日期 诉求提交时间 "
        "反映时间 反映日期 提问时间 提问日期 建议时间 求助时间 发信时间 发信日期 登记时间 登记日期 创建时间 创建日期 申请时间 申请日期"
    ),
    "answered": (
        "答复时间 答复日期 回复时间 回复日期 办结时间 办结日期 办复时间 办复日期 反馈时间 反馈日期 回应时间 回应日期 回信时间 回信日期 解答时间 最后回复时间 首次答复时间 首次回复时间 "
        "答复完成时间 办理完成时间 处理完成时间 完成时间"
    ),
    "repost": "转发 是否转发",
    "pinned": "置顶 是否置顶",
    "comments": "评论数 评论量 留言数 评论 评论次数",
    "kind": "形式 内容形式 体裁 文章类型 内容类型 信息类型 作品类型 推文类型 消息类型",
}
#: Headings of consoles in English.
_ENGLISH = {
    "publish time": "published", "published time": "published", "publish date": "date", "published at": "published",
    "link": "url", "account name": "name",
}  # fmt: skip
HEADINGS = {heading: key for key, headings in _WORDS.items() for heading in headings.split()}
#: Kinds of observation, as a table's 类型 may call them.
_KINDS = {
    "发布记录": "post",
    "发布": "post",
    "备案": "registry",
    "备案信息": "registry",
    "访问": "visit",
    "留言": "message",
    "稿件": "article",
    "发布日志": "article",
}
_OURS = ("visit", "listing", "message", "guide", "post", "registry", "article", "export")
_NOTE = re.compile("[(\uff08\\[【〔][^()\uff08\uff09]{0,60}[)\uff09\\]】〕]$")
_BESIDE = re.compile("[\\s*\uff0a\u3000]|[:\uff1a]$")
_LONGEST_HEADING = 60
_DEFAULT_SHEET = re.compile(r"(Sheet|工作表)\s*\d*", re.IGNORECASE)
#: A day in a text: 2026-11-24, 2026年11月24日, 20261124.
_DAY = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}|20\d\d[01]\d[0-3]\d(?!\d))"
)
_WHOLE_DAY = re.compile(_DAY.pattern + r"日?(?:[\sT]*\d{1,2}[:：时]\d{2}.{0,20})?")
#: How the rows below a table begin: its sums, who made it, notes. Titles begin so too (审核通过…, 说明会…), and go on.
_SUM = re.compile(r"(?:合计|总计|小计|共计|累计|总数)(?:$|[:：(（]|\d+\S?$)")
_SIGNED = re.compile(
    r"(?:填表|填报|制表|审核|复核|审批|经办|负责|统计|联系|打印|导出|报送|单位负责|分管领导|主要领导)(?:人|者|员|单位|部门|时间|日期|电话|签字|签名|盖章)*"
    r"(?:$|[:：(（]|(?<=人).{1,4}$)|(?:备注|注|说明|附注|附|数据来源|以上数据|填表说明|填报说明)(?:$|[:：])"
)
#: Keys of a row's own title, and of its day.
_TITLES, _DAYS = frozenset({"title", "url"}), frozenset({"published", "date", "at", "submitted", "time"})


class Foot(Enum):
    """Whether a row stands below a table rather than in it."""

    NONE = 0
    SURE = 1
    DOUBTFUL = 2  #: it begins like a foot, and has a title and a day like a row


def key_of(heading: str) -> str:
    """
    The key that *heading* stands for; one that nobody knows stands for itself.

    Notes in brackets, stars, gaps and a colon at the end say nothing (标 题*, 发布时间（年月日）：), 帐号 is 账号, and of
    two names in one cell the first that is known counts (发布日期/时间).
    """
    if len(heading) > _LONGEST_HEADING:
        return heading.strip()
    plain = unicodedata.normalize("NFKC", heading).strip().lstrip("\ufeff")
    bare = _BESIDE.sub("", _NOTE.sub("", _BESIDE.sub("", plain))).replace("帐号", "账号")
    for word in (plain, bare, *re.split(r"[/\\、|]", bare)):
        key = HEADINGS.get(word) or HEADINGS.get(word.upper()) or _ENGLISH.get(word.lower())
        if key is not None:
            return key
        if word.lower() in _WORDS:
            return word.lower()
    return heading.strip().lstrip("\ufeff")


def known(keys: Iterable[str], also: Iterable[str] = ()) -> int:
    """How many of *keys* are known; *also* are headings that the operator explained."""
    words = {*_WORDS, *also}
    return len({key for key in keys if key in words})


def holds_day(text: str, *, whole: bool = False) -> bool:
    """Whether *text* names a day; *whole*: and little else."""
    return (_WHOLE_DAY.fullmatch(text.strip()) if whole else _DAY.search(text)) is not None


def foot_of(cells: Sequence[Any], heads: Sequence[str]) -> Foot:
    """
    Whether *cells* stand below the table with these *heads*: a sum, a signature, a note.

    Only the first filled cell tells. A row with a title and a day in their columns is in doubt at the most.
    """
    filled = [(head, cell) for head, cell in zip_longest(heads, cells[: len(heads) + 5]) if cell is not None]
    words = re.sub(r"\s", "", str(filled[0][1])[:100]) if filled else ""
    summed, signed = _SUM.match(words) is not None, _SIGNED.match(words) is not None
    if len(heads) < 2 or not (summed or signed):
        return Foot.NONE
    if any(head in _DAYS and holds_day(str(cell)[:60], whole=True) for head, cell in filled):
        return Foot.DOUBTFUL if any(head in _TITLES for head, _ in filled) else Foot.SURE
    few = len(filled) <= 2 or all(_SIGNED.match(re.sub(r"\s", "", str(cell)[:100])) for _, cell in filled)
    return Foot.SURE if summed or few else Foot.NONE


def hints_of_sheet(title: str, keys: Iterable[str], *, several: bool) -> dict[str, str]:
    """What the name of a sheet says that none of its columns does: the platform, or, of several, the account."""
    there, title = set(keys), title.strip()
    if (
        not there & {"published", "date", "at"}
        or not there & {"title", "url"}
        or _DEFAULT_SHEET.fullmatch(title)
    ):
        return {}
    try:
        return {} if "platform" in there else {"platform": platform_of(title).value}
    except ValueError:
        return {"name": title} if several and not there & {"account", "name"} else {}


def named_fields(fields: Mapping[str, Any], columns: Iterable[str], kind: str | None) -> dict[str, Any]:
    """
    The fields of a table's row, with what they are said where no column says so: as *kind*, or by the *columns*.

    A 类型 that is no kind of observation is that of the post, or the platform; a 时间 beside a title is the post's.
    """
    found = dict(fields)
    word = found.get("observation")
    if word is not None and word not in _OURS:
        del found["observation"]
        if word in _KINDS:
            found["observation"] = _KINDS[str(word)]
        elif "platform" not in found and {"filing", "verified", "opened", "closed"} & set(found):
            found["platform"] = word
        else:
            found.setdefault("kind", word)
    if "observation" not in found and (guess := kind or _kind(set(columns))) is not None:
        found["observation"] = guess
    if found.get("observation") == "message":
        _as_message(found, set(columns))
    if found.get("observation") in ("post", "article"):
        if "at" in found and not {"published", "date"} & set(found):
            found["published"] = found.pop("at")
        found["published"] = _day_and_clock(found.pop("date", None), found.get("published"))
    return {key: value for key, value in found.items() if value is not None}


def _as_message(found: dict[str, Any], there: set[str]) -> None:
    """A plain 日期 or 时间 of a table of messages is the day on which they were asked."""
    for key in ("date", "at"):
        if key in found and "submitted" not in there | set(found):
            found["submitted"] = found.pop(key)


def _kind(there: set[str]) -> str | None:
    if {"title", "column", "unit"} <= there and there & {"published", "date", "at"}:
        return "article"  # a publishing log says who published an item where
    if there & {"site", "column", "board", "reach"}:
        return None
    if (
        there & {"published", "date", "at"}
        and there & {"title", "url"}
        and there & {"account", "name", "platform"}
    ):
        return "post"
    if {"platform", "name"} <= there and there & {"unit", "verified", "opened", "closed", "status", "filing"}:
        return "registry"
    return None


def _day_and_clock(day: Any, time: Any) -> Any:
    """发布日期 and 发布时间 in two columns, the second a time of day."""
    if day is None or time is None:
        return day if time is None else time
    clock = re.fullmatch(r"\d{1,2}:\d{2}(:\d{2})?", str(time).strip())
    return f"{str(day)[:10]} {time}" if clock else time
