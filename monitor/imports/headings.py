"""What the headings of tables made elsewhere stand for, and what their rows are when no column says so."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from monitor.imports.media import platform_of

#: Headings that tables come with, by the key that each stands for.
_WORDS = {
    "observation": "类型",
    "site": "网站 网站编号",
    "column": "栏目 栏目编号",
    "account": "账号 账号编号",
    "name": "账号名称 名称 公众号 公众号名称 微博名称 抖音名称 昵称 账号昵称 账号全称 新媒体名称 政务新媒体名称 新媒体账号 新媒体账号名称",
    "platform": "平台 平台类型 平台名称 所属平台 发布平台 开设平台 渠道 发布渠道 媒体类型 账号类型 新媒体类型",
    "published": "发布时间 发文时间 发表时间 推送时间 群发时间 发送时间 发布日期时间",
    "unit": "主办单位 开办单位 主管单位 单位 单位名称 责任单位 所属单位 答复单位 受理单位",
    "verified": "认证主体 账号主体 主体名称 认证名称 认证单位",
    "opened": "开设时间 开通时间 开设日期 开通日期 注册时间 上线时间",
    "closed": "注销时间 关停时间 注销日期 关停日期 停用时间",
    "status": "运行状态 状态 账号状态 使用状态 发布状态 文章状态",
    "filing": "备案号 备案编号 备案文号 批准文号",
    "at": "时间 监测时间",
    "reach": "结果",
    "reason": "原因",
    "elapsed_s": "耗时",
    "vantage": "监测点",
    "title": "标题 文章标题 信息标题 内容标题 作品标题 稿件标题 来信主题 留言主题",
    "url": "地址 链接 网址 链接地址 文章链接 信息链接 内容链接 作品链接 原文链接 URL",
    "date": "日期 发布日期",
    "id": "编号 留言编号 事项编码 文章编号",
    "board": "信箱",
    "submitted": "写信时间 留言时间 提交时间",
    "answered": "答复时间",
    "repost": "转发 是否转发",
    "pinned": "置顶 是否置顶",
    "comments": "评论数 评论量 留言数 评论",
    "kind": "形式 内容形式 体裁 文章类型 内容类型 信息类型 作品类型",
}
HEADINGS = {heading: key for key, headings in _WORDS.items() for heading in headings.split()}
#: Kinds of observation, as a table's 类型 may call them.
_KINDS = {
    "发布记录": "post",
    "发布": "post",
    "备案": "registry",
    "备案信息": "registry",
    "访问": "visit",
    "留言": "message",
}
_OURS = ("visit", "listing", "message", "guide", "post", "registry")
#: Rows below a table that are none of it.
_FOOT = re.compile(r"^(合计|总计|小计|共计|填表人|填报人|制表|审核|备注|注[:\uff1a\s]|说明)")
_NOTE = re.compile("[(\uff08][^()\uff08\uff09]*[)\uff09]$")
_DEFAULT_SHEET = re.compile(r"(Sheet|工作表)\s*\d*", re.IGNORECASE)


def key_of(heading: str) -> str:
    """The key that *heading* stands for; one that nobody knows stands for itself."""
    plain = heading.strip().lstrip("\ufeff")
    bare = re.sub("[\\s*\uff0a]", "", _NOTE.sub("", plain))
    return HEADINGS.get(plain) or HEADINGS.get(bare) or plain


def known(keys: Iterable[str], also: Iterable[str] = ()) -> int:
    """How many of *keys* are known; *also* are headings that the operator explained."""
    words = {*_WORDS, *also}
    return len({key for key in keys if key in words})


def is_foot(cells: list[Any], heads: int) -> bool:
    """Whether these filled cells stand below a table: a sum, a signature, a note."""
    filled = [cell for cell in cells if cell is not None]
    return heads > 2 and len(filled) <= 2 and _FOOT.match(str(filled[0]).strip()) is not None


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


def told(fields: Mapping[str, Any], columns: Iterable[str], kind: str | None = None) -> dict[str, Any]:
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
    if found.get("observation") == "post":
        if "at" in found and not {"published", "date"} & set(found):
            found["published"] = found.pop("at")
        found["published"] = _day_and_clock(found.pop("date", None), found.get("published"))
    return {key: value for key, value in found.items() if value is not None}


def _kind(there: set[str]) -> str | None:
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
