"""A block is named on positive evidence; a site's own refusal, and ordinary pages, never are."""

import pytest

from monitor.domain.reach import Reason
from probes.http.blocks import blocked_by
from tests.every import every

LONG = "<p>" + "仓山区人民政府网站安全公告：近期发现针对网站的恶意攻击请求被拦截。" * 60 + "</p>"
LINKS = "<a href=1>一</a>" * 12


@every(
    ("status", "headers", "text"),
    [
        pytest.param(403, {}, "<h1>403 Forbidden</h1><hr>nginx", id="nginx 403"),
        pytest.param(403, {}, "<h2>403 - 禁止访问: 访问被拒绝。</h2>您无权使用所提供的凭据查看此目录或页面。", id="IIS 403"),
        pytest.param(412, {}, "<h1>Precondition Failed</h1>", id="plain 412"),
        pytest.param(412, {"set-cookie": "JSESSIONID=1"}, "<h1>Precondition Failed</h1>", id="412 with a session"),
        pytest.param(404, {}, "页面不存在, 请输入正确网址", id="404"),
        pytest.param(503, {"retry-after": "120"}, "Service Unavailable", id="busy"),
        pytest.param(200, {}, "<form>请输入图片验证码<input type='password'></form>", id="login page with a captcha"),
        pytest.param(200, {}, LONG, id="an article about attacks"),
        pytest.param(200, {}, LINKS + "关于防范恶意请求被拦截的公告", id="a list with such a title"),
        pytest.param(200, {}, "<script>var a=1</script><div id=app></div>", id="a page made by script"),
        pytest.param(200, {}, "网站正在维护, 请稍后访问", id="a maintenance page"),
    ],
)  # fmt: skip
def test_what_a_site_says_itself_is_no_block(status: int, headers: dict[str, str], text: str) -> None:
    assert blocked_by(status, headers, text) is None


@every(
    ("status", "headers", "text", "reason"),
    [
        pytest.param(429, {}, "", Reason.BLOCKED_RATE, id="429"),
        pytest.param(200, {}, "您的访问过于频繁，请稍后再试", Reason.BLOCKED_RATE, id="rate limit with 200"),
        pytest.param(412, {"set-cookie": "a=b"}, "<script>$_ts={}</script>", Reason.BLOCKED_SCRIPT, id="412"),
        pytest.param(521, {"set-cookie": "__jsluid_s=1"}, "<script>document.cookie='x'</script>", Reason.BLOCKED_SCRIPT, id="521"),
        pytest.param(202, {}, "<script>$_ts=window['$_ts'];</script>", Reason.BLOCKED_SCRIPT, id="the same with 202"),
        pytest.param(200, {"set-cookie": "security_session_verify=1"}, "<script>x()</script>", Reason.BLOCKED_SCRIPT, id="marked by its cookie"),
        pytest.param(403, {}, "您的请求带有不合法参数，已被网站管理员设置拦截", Reason.BLOCKED_PAGE, id="403 of a firewall"),
        pytest.param(405, {}, "由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。", Reason.BLOCKED_PAGE, id="405 of a firewall"),
        pytest.param(200, {}, "网站防火墙 您的请求被拦截", Reason.BLOCKED_PAGE, id="200 of a firewall"),
        pytest.param(200, {}, "请完成安全验证后继续访问", Reason.BLOCKED_CAPTCHA, id="captcha"),
        pytest.param(403, {}, "拖动滑块完成拼图验证", Reason.BLOCKED_CAPTCHA, id="slider"),
    ],
)  # fmt: skip
def test_a_block_is_named(status: int, headers: dict[str, str], text: str, reason: Reason) -> None:
    assert blocked_by(status, headers, f"<html><body>{text}</body></html>") is reason
