"""Bad sites (故障网站): every way to misbehave that a visit must survive, and the reason that is due."""

import gzip
from dataclasses import dataclass

from monitor.demo.lab import (
    PAGE,
    Serve,
    answer,
    asks_for_a_cookie,
    by_path,
    drips,
    hangs_up,
    in_turn,
    never_answers,
    resets,
    says,
    sends_on_for_ever,
)
from monitor.domain.reach import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class BadSite:
    """One way to misbehave."""

    id: str
    name: str  #: Chinese, for the demo
    reason: Reason  #: what a visit must say
    serve: Serve
    remark: str = ""  #: what an opened visit must remark


_CHALLENGE = '<html><head><meta charset="utf-8"></head><body><script>{}</script></body></html>'
_BOMB = gzip.compress(b"\0" * 2**20) * 64
_HTML_200 = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
_REFRESH = '<html><head><meta http-equiv="refresh" content="{}"></head><body></body></html>'

#: Plain-http sites; each opens in no browser, or is no page of the site's, or opens in spite of its ways.
BAD_SITES: tuple[BadSite, ...] = (
    BadSite(id="good", name="正常网站", reason=Reason.OK, serve=says(answer())),
    BadSite(id="never-answers", name="不应答", reason=Reason.HEADER_TIMEOUT, serve=never_answers),
    BadSite(id="drips-header", name="应答头缓慢", reason=Reason.HEADER_TIMEOUT, serve=drips(answer(), 0)),
    BadSite(id="drips-body", name="正文缓慢", reason=Reason.BODY_TIMEOUT, serve=drips(answer(), 200)),
    BadSite(id="resets", name="连接被重置", reason=Reason.RESET, serve=resets),
    BadSite(id="hangs-up", name="不应答即关闭", reason=Reason.RESET, serve=hangs_up),
    BadSite(id="truncated", name="正文不完整", reason=Reason.TRUNCATED, serve=says(answer()[:-200])),
    BadSite(
        id="truncated-chunks",
        name="分块不完整",
        reason=Reason.TRUNCATED,
        serve=says(_HTML_200 + b"Transfer-Encoding: chunked\r\n\r\n5\r\n<html\r\n"),
    ),
    BadSite(
        id="chunks-without-end",
        name="缺结束块但页面完整",
        reason=Reason.OK,
        remark="ended_early",
        serve=says(
            _HTML_200
            + b"Transfer-Encoding: chunked\r\n\r\n"
            + f"{len(PAGE.encode()):x}\r\n".encode()
            + PAGE.encode()
            + b"\r\n"
        ),
    ),
    BadSite(id="empty", name="空白页", reason=Reason.EMPTY, serve=says(answer(""))),
    BadSite(id="two-bytes", name="两字节", reason=Reason.STUB, serve=says(answer("ok"))),
    BadSite(
        id="stub", name="残缺页", reason=Reason.STUB, serve=says(answer("<html><body>建设中</body></html>"))
    ),
    BadSite(
        id="script-only",
        name="仅脚本",
        reason=Reason.SCRIPT_ONLY,
        serve=says(answer('<html><body><div id="app"></div><script src="/app.js"></script></body></html>')),
    ),
    BadSite(
        id="frames",
        name="框架页",
        reason=Reason.OK,
        serve=says(answer('<html><frameset cols="*"><frame src="/index2.html"></frameset></html>')),
    ),
    BadSite(
        id="bomb",
        name="压缩炸弹",
        reason=Reason.TOO_LARGE,
        serve=says(answer(_BOMB, headers={"Content-Encoding": "gzip"})),
    ),
    BadSite(
        id="endless-header",
        name="应答头过大",
        reason=Reason.BAD_RESPONSE,
        serve=says(b"HTTP/1.1 200 OK\r\n" + b"X-Filler: 0123456789abcdef\r\n" * 20_000),
    ),
    BadSite(
        id="large-header",
        name="应答头较大",
        reason=Reason.OK,
        serve=says(answer(headers={"X-Filler": "a" * 120_000})),
    ),
    BadSite(
        id="no-http", name="非 HTTP 服务", reason=Reason.BAD_RESPONSE, serve=says(b"SSH-2.0-OpenSSH_9.2\r\n")
    ),
    BadSite(
        id="not-found",
        name="首页不存在",
        reason=Reason.HTTP_STATUS,
        serve=says(answer("<html><body>您访问的页面不存在</body></html>", status="404 Not Found")),
    ),
    BadSite(
        id="forbidden",
        name="禁止访问",
        reason=Reason.HTTP_STATUS,
        serve=says(
            answer(
                "<html><head><title>403 Forbidden</title></head><body><center><h1>403 Forbidden</h1></center>"
                "<hr><center>nginx</center></body></html>",
                status="403 Forbidden",
            )
        ),
    ),
    BadSite(
        id="forbidden-iis",
        name="目录禁止访问",
        reason=Reason.HTTP_STATUS,
        serve=says(
            answer(
                "<html><body><h2>403 - 禁止访问: 访问被拒绝。</h2><h3>您无权使用所提供的凭据查看此目录或页面。</h3></body></html>",
                status="403 Forbidden",
            )
        ),
    ),
    BadSite(
        id="broken",
        name="程序出错",
        reason=Reason.HTTP_STATUS,
        serve=says(answer("<html>error</html>", status="500 Oops")),
    ),
    BadSite(
        id="busy",
        name="服务繁忙",
        reason=Reason.HTTP_STATUS,
        serve=says(
            answer(
                "<html>Service Unavailable</html>",
                status="503 Service Unavailable",
                headers={"Retry-After": "120"},
            )
        ),
    ),
    BadSite(
        id="recovers",
        name="刷新后恢复",
        reason=Reason.OK,
        serve=in_turn(answer("x", status="502 Bad Gateway"), answer()),
    ),
    BadSite(id="two-bytes-once", name="首次两字节", reason=Reason.OK, serve=in_turn(answer("ok"), answer())),
    BadSite(id="redirect-loop", name="循环跳转", reason=Reason.REDIRECT_LOOP, serve=sends_on_for_ever),
    BadSite(
        id="redirect-to-itself",
        name="跳转到自身",
        reason=Reason.REDIRECT_LOOP,
        serve=says(answer("", status="302 Found", headers={"Location": "/"})),
    ),
    BadSite(
        id="redirect-nowhere",
        name="跳转地址无效",
        reason=Reason.BAD_RESPONSE,
        serve=says(answer("", status="302 Found", headers={"Location": "http://a.gov.cn:99999/"})),
    ),
    BadSite(
        id="redirect-inside",
        name="跳转到内部地址",
        reason=Reason.FORBIDDEN_ADDRESS,
        serve=says(answer("", status="302 Found", headers={"Location": "http://127.9.9.9/"})),
    ),
    BadSite(
        id="redirect-away",
        name="跳转到外站",
        reason=Reason.HOST_LEFT,
        serve=says(answer("", status="302 Found", headers={"Location": "http://elsewhere.example/"})),
    ),
    BadSite(
        id="redirect-gbk",
        name="跳转地址含 GBK 汉字",
        reason=Reason.OK,
        serve=by_path(
            {
                "/": b"HTTP/1.1 302 Found\r\nLocation: /"
                + "首页".encode("gbk")
                + b"\r\nContent-Length: 0\r\n\r\n",
                "/%CA%D7%D2%B3": answer(),
            }
        ),
    ),
    BadSite(id="cookie-first", name="先种 Cookie", reason=Reason.OK, serve=asks_for_a_cookie),
    BadSite(
        id="meta-refresh",
        name="刷新跳转",
        reason=Reason.OK,
        remark="meta_refresh",
        serve=by_path({"/": answer(_REFRESH.format("0; url=/xjwz/")), "/xjwz/": answer()}),
    ),
    BadSite(
        id="meta-refresh-late",
        name="一分钟后刷新",
        reason=Reason.STUB,
        serve=says(answer(_REFRESH.format("60; url=/xjwz/"))),
    ),
    BadSite(
        id="script-redirect",
        name="脚本跳转",
        reason=Reason.OK,
        remark="script_redirect",
        serve=by_path(
            {
                "/": answer('<script>window.location.href = "/index_2.html";</script>'),
                "/index_2.html": answer(),
            }
        ),
    ),
    BadSite(
        id="challenge-412",
        name="412 脚本验证",
        reason=Reason.BLOCKED_SCRIPT,
        serve=says(
            answer(
                _CHALLENGE.format("$_ts=window['$_ts'];if(!$_ts)$_ts={};"),
                status="412 Precondition Failed",
                headers={"Set-Cookie": "FSSBBIl1UgzbN7N=a; Path=/"},
            )
        ),
    ),
    BadSite(
        id="challenge-521",
        name="521 脚本验证",
        reason=Reason.BLOCKED_SCRIPT,
        serve=says(
            answer(
                "<script>document.cookie='__jsl_clearance='+('1')+';path=/';location.href=location.pathname</script>",
                status="521 Origin Down",
                headers={"Set-Cookie": "__jsluid_h=a; Path=/"},
            )
        ),
    ),
    BadSite(
        id="plain-412",
        name="412 错误",
        reason=Reason.HTTP_STATUS,
        serve=says(answer("<h1>Precondition Failed</h1>", status="412 Precondition Failed")),
    ),
    BadSite(
        id="waf-200",
        name="防火墙拦截页 (200)",
        reason=Reason.BLOCKED_PAGE,
        serve=says(
            answer(
                "<html><body><h1>您的请求疑似攻击行为, 已被网站防火墙拦截</h1><p>事件ID: 8f2c</p></body></html>"
                + " " * 400
            )
        ),
    ),
    BadSite(
        id="waf-405",
        name="防火墙拦截页 (405)",
        reason=Reason.BLOCKED_PAGE,
        serve=says(
            answer(
                "<html><body>很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。</body></html>",
                status="405 Not Allowed",
            )
        ),
    ),
    BadSite(
        id="captcha",
        name="验证码页",
        reason=Reason.BLOCKED_CAPTCHA,
        serve=says(
            answer(
                "<html><body>为了您的访问安全, 请完成安全验证<div id=slider></div></body></html>" + " " * 400
            )
        ),
    ),
    BadSite(
        id="rate",
        name="限制频率",
        reason=Reason.BLOCKED_RATE,
        serve=says(answer("slow down", status="429 Too Many Requests")),
    ),
    BadSite(
        id="login",
        name="登录页含验证码",
        reason=Reason.OK,
        serve=says(
            answer(
                "<html><body><form>用户名<input name=u>密码<input type=password name=p>请输入图片验证码<input name=c>"
                "</form></body></html>" + " " * 400
            )
        ),
    ),
    BadSite(
        id="not-a-page",
        name="首页是图片",
        reason=Reason.NOT_A_PAGE,
        serve=says(answer(b"\x89PNG\r\n" + b"\0" * 400, content_type="image/png")),
    ),
    BadSite(id="no-content-type", name="无内容类型", reason=Reason.OK, serve=says(answer(content_type=""))),
    BadSite(
        id="gbk",
        name="GBK 编码",
        reason=Reason.OK,
        serve=says(answer(PAGE.replace("utf-8", "gb2312").encode("gbk"), content_type="text/html")),
    ),
    BadSite(
        id="gbk-as-utf-8",
        name="编码声明错误",
        reason=Reason.OK,
        remark="encoding_wrong",
        serve=says(answer(PAGE.encode("gbk"))),
    ),
)
