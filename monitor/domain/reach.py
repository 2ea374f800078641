"""Why a page could not be opened: the closed list of reasons, each with what to do about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Reach(StrEnum):
    """How a visit ended. Only the first two count in a rule."""

    OPENED = "opened"
    NOT_OPENED = "not_opened"  #: the site's doing
    NOT_MEASURED = "not_measured"  #: ours, or nobody's: offline, blocked, maintenance, missed, bug


@dataclass(frozen=True, slots=True)
class Cause:
    """One reason, explained."""

    reach: Reach
    name: str  #: Chinese, for screens
    remedy: str  #: Chinese: what the owner, or we, should do


class Reason(StrEnum):
    """Closed list. The value is what is stored and fed; `CAUSES` explains it."""

    OK = "ok"
    NAME_NOT_FOUND = "name_not_found"
    DNS_TIMEOUT = "timeout_dns"
    REFUSED = "refused"
    RESET = "reset"
    NO_ROUTE = "no_route"
    CONNECT_TIMEOUT = "timeout_connect"
    TLS_TIMEOUT = "timeout_tls"
    HEADER_TIMEOUT = "timeout_first_byte"
    BODY_TIMEOUT = "timeout_body"
    TLS_FAILED = "tls_failed"
    TLS_GM_ONLY = "tls_gm_only"
    HTTP_STATUS = "http_status"
    BAD_RESPONSE = "bad_response"
    EMPTY = "empty"
    STUB = "stub"
    SCRIPT_ONLY = "script_only"
    TRUNCATED = "truncated"
    TOO_LARGE = "too_large"
    NOT_A_PAGE = "not_a_page"
    WRONG_SITE = "wrong_site"
    HOST_LEFT = "host_left"
    REDIRECT_LOOP = "redirect_loop"
    FORBIDDEN_ADDRESS = "forbidden_address"
    BLOCKED_SCRIPT = "blocked_script"
    BLOCKED_PAGE = "blocked_page"
    BLOCKED_CAPTCHA = "blocked_captcha"
    BLOCKED_RATE = "blocked_rate"
    OFFLINE = "offline"
    MAINTENANCE = "maintenance"
    MISSED = "missed"
    BUG = "bug"
    TOO_COSTLY = "too_costly"
    READER_BROKE = "reader_broke"


_SITE, _OURS = Reach.NOT_OPENED, Reach.NOT_MEASURED

CAUSES: dict[Reason, Cause] = {
    Reason.OK: Cause(Reach.OPENED, "正常打开", "无需处理"),
    Reason.NAME_NOT_FOUND: Cause(_SITE, "域名无法解析", "检查域名解析记录及域名是否到期"),
    Reason.DNS_TIMEOUT: Cause(_SITE, "域名解析超时", "检查域名服务器是否正常应答"),
    Reason.REFUSED: Cause(_SITE, "服务器拒绝连接", "检查网站服务是否启动、端口是否开放"),
    Reason.RESET: Cause(_SITE, "连接被服务器中断", "检查服务器、负载均衡及防火墙日志"),
    Reason.NO_ROUTE: Cause(_SITE, "网络不可达", "检查服务器公网地址与线路"),
    Reason.CONNECT_TIMEOUT: Cause(_SITE, "建立连接超时", "检查服务器负载与防火墙放行策略"),
    Reason.TLS_TIMEOUT: Cause(_SITE, "HTTPS 握手超时", "检查证书服务与服务器负载"),
    Reason.HEADER_TIMEOUT: Cause(_SITE, "服务器迟迟不应答", "检查应用与数据库性能"),
    Reason.BODY_TIMEOUT: Cause(_SITE, "页面传输超时", "检查带宽与页面大小"),
    Reason.TLS_FAILED: Cause(_SITE, "HTTPS 连接失败", "检查证书与加密套件配置"),
    Reason.TLS_GM_ONLY: Cause(
        _OURS, "仅支持国密协议", "通用浏览器无法访问，请同时启用通用加密套件；本系统不计入失败"
    ),
    Reason.HTTP_STATUS: Cause(_SITE, "服务器返回错误状态", "检查网站程序与发布路径"),
    Reason.BAD_RESPONSE: Cause(_SITE, "应答不符合 HTTP 规范", "检查服务器与反向代理配置"),
    Reason.EMPTY: Cause(_SITE, "页面为空", "检查首页文件是否发布成功"),
    Reason.STUB: Cause(_SITE, "页面内容过少", "检查首页文件是否发布完整"),
    Reason.SCRIPT_ONLY: Cause(_OURS, "页面仅由脚本生成", "首页源码没有内容，请运维人员用浏览器核对"),
    Reason.TRUNCATED: Cause(_SITE, "页面传输不完整", "检查服务器与代理的传输设置"),
    Reason.TOO_LARGE: Cause(_OURS, "页面过大", "页面超过监测上限，请运维人员核对"),
    Reason.NOT_A_PAGE: Cause(_SITE, "返回的不是网页", "检查首页配置的文件类型"),
    Reason.WRONG_SITE: Cause(
        _SITE, "不是本网站的首页", "检查域名指向与首页发布；页面缺少网站标识，或为默认页、提示页"
    ),
    Reason.HOST_LEFT: Cause(_SITE, "跳转到其他网站", "检查跳转设置；属实可加入 allowed_hosts"),
    Reason.REDIRECT_LOOP: Cause(_SITE, "循环跳转", "检查跳转规则"),
    Reason.FORBIDDEN_ADDRESS: Cause(
        _OURS,
        "指向内网地址",
        "域名或跳转指向非公网地址，未予访问，不计入失败；请检查域名解析与跳转设置，确属内网网站的请在配置中写 private = true",
    ),
    Reason.BLOCKED_SCRIPT: Cause(_OURS, "被脚本验证拦截", "请网站运维将本系统出口地址加入白名单"),
    Reason.BLOCKED_PAGE: Cause(_OURS, "被防火墙拦截", "请网站运维将本系统出口地址加入白名单"),
    Reason.BLOCKED_CAPTCHA: Cause(_OURS, "要求输入验证码", "请网站运维将本系统出口地址加入白名单"),
    Reason.BLOCKED_RATE: Cause(_OURS, "被限制访问频率", "请网站运维放宽对本系统的频率限制"),
    Reason.OFFLINE: Cause(_OURS, "本系统网络中断", "检查监测服务器自身线路"),
    Reason.MAINTENANCE: Cause(_OURS, "经批准的停机维护", "无需处理"),
    Reason.MISSED: Cause(_OURS, "未按计划访问", "检查监测服务是否持续运行"),
    Reason.BUG: Cause(_OURS, "监测程序出错", "请将日志反馈给开发人员"),
    Reason.TOO_COSTLY: Cause(
        _OURS,
        "页面读取超出资源上限",
        "页面结构异常，读取耗费过多时间或内存，已中止；不计入网站，请运维人员核对该页面",
    ),
    Reason.READER_BROKE: Cause(_OURS, "页面读取出错", "请将日志（page_given_up）反馈给开发人员；不计入网站"),
}


class Stranger(StrEnum):
    """
    Closed list of what stands in a homepage's place (非本网站首页的页面). Stored as a remark of the visit.

    A page of these kinds answers 200 and is nobody's homepage, so the visit is `wrong_site`. With an error status
    the status is the reason, and the kind a remark beside it.
    """

    SERVER_DEFAULT = "server_default"
    UNFILED = "unfiled"
    SUSPENDED = "suspended"
    PARKED = "parked"
    MAINTENANCE = "under_maintenance"
    NOT_FOUND = "not_found_page"
    PROGRAM_ERROR = "program_error"
    DIRECTORY = "directory_listing"
    ADMIN_PANEL = "admin_panel"
    NO_ROUTE = "no_route"


#: What each of them is called, and what to do about it.
STRANGERS: dict[Stranger, Cause] = {
    Stranger.SERVER_DEFAULT: Cause(
        _SITE, "服务器默认页面", "网站程序未发布或域名未绑定到站点，请检查服务器站点配置"
    ),
    Stranger.UNFILED: Cause(
        _SITE, "未备案提示页", "域名未备案或备案未接入，已被接入商拦截，请联系接入商办理 ICP 备案"
    ),
    Stranger.SUSPENDED: Cause(
        _SITE, "站点或空间已停用", "主机欠费、到期、流量超限或被停用，请联系服务商恢复"
    ),
    Stranger.PARKED: Cause(_SITE, "域名停放或出售页", "域名可能到期或被他人注册，请立即检查域名注册与解析"),
    Stranger.MAINTENANCE: Cause(
        _SITE, "网站维护或建设中提示页", "尽快恢复首页；经批准的停机请事先在 maintenance 中登记"
    ),
    Stranger.NOT_FOUND: Cause(_SITE, "页面不存在提示页", "首页返回“页面不存在”，请检查首页发布路径"),
    Stranger.PROGRAM_ERROR: Cause(_SITE, "程序或数据库出错页", "检查网站程序与数据库日志"),
    Stranger.DIRECTORY: Cause(
        _SITE, "目录文件列表", "首页文件缺失且开启了目录浏览，请发布首页并关闭目录浏览"
    ),
    Stranger.ADMIN_PANEL: Cause(
        _SITE, "管理后台或设备登录页", "域名指向了管理后台或设备，请检查域名与端口映射"
    ),
    Stranger.NO_ROUTE: Cause(_SITE, "网关或存储未配置页面", "网关路由或对象存储未配置该域名，请检查转发规则"),
}

#: Remark of an opened visit to a site without `title_mark`: nothing proved whose page it was.
NO_TITLE_MARK = "no_title_mark"


def reach_of(reason: Reason) -> Reach:
    """The reach that goes with *reason*."""
    return CAUSES[reason].reach


def cause_of(reason: str, remarks: Sequence[str] = ()) -> Cause | None:
    """
    What to call a visit's end, and what to do: of a stranger's page in *remarks*, what kind it is. None: unknown.
    """
    if reason in (Reason.WRONG_SITE, Reason.HTTP_STATUS):
        for kind, cause in STRANGERS.items():
            if kind in remarks:
                return cause
    return CAUSES[Reason(reason)] if reason in CAUSES else None


def is_blocked(reason: str) -> bool:
    """Whether a firewall or challenge stood in the way: neither good nor failed."""
    return reason.startswith("blocked") or reason == Reason.TLS_GM_ONLY
