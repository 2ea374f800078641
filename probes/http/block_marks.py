"""
The closed list of firewalls' marks (防火墙特征表): one row for each mark of a product, and where it stands.

To add a product, add a row. A mark in `CERTAIN` stands on block and challenge pages only; one in `AMBIENT` rides on
every page of a protected site and says something only where the page is nothing but script.
All needles are in lower case, and all of a row's must be there. They are facts about products (names of
files, cookies, headers, phrases), gathered from their documentation and from what their users report.
"""

from dataclasses import dataclass
from enum import Enum

from monitor.domain.reach import Reason

SCRIPT, PAGE = Reason.BLOCKED_SCRIPT, Reason.BLOCKED_PAGE
CAPTCHA, RATE = Reason.BLOCKED_CAPTCHA, Reason.BLOCKED_RATE


class MarkPlace(Enum):
    """Where a mark stands."""

    MARKUP = "markup"  #: anywhere in the page's source: addresses, scripts, ids
    SAID = "said"  #: in title, visible words or <noscript>
    TITLE = "title"  #: the title begins so
    COOKIE = "cookie"  #: the name of a cookie


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark of one product."""

    product: str
    reason: Reason
    place: MarkPlace
    needles: tuple[str, ...]


def _rows(product: str, reason: Reason, place: MarkPlace, *marks: str | tuple[str, ...]) -> tuple[Mark, ...]:
    """A row for each of *marks*; a tuple is one mark whose parts must all be there."""
    return tuple(Mark(product, reason, place, (one,) if isinstance(one, str) else one) for one in marks)


_M, _S, _T, _C = MarkPlace.MARKUP, MarkPlace.SAID, MarkPlace.TITLE, MarkPlace.COOKIE

#: Headers that a firewall sets on its own answers only: name, values ("" is any), reason.
HEADERS: tuple[tuple[str, tuple[str, ...], Reason], ...] = (
    ("cf-mitigated", ("challenge",), SCRIPT),
    ("cf-mitigated", ("",), PAGE),
    ("x-amzn-waf-action", ("captcha",), CAPTCHA),
    ("x-amzn-waf-action", ("",), SCRIPT),
    ("x-vercel-mitigated", ("challenge",), SCRIPT),
    ("x-vercel-mitigated", ("deny", "block"), PAGE),
    ("x-tengine-error", ("denied by",), PAGE),
    ("x-sucuri-block", ("",), PAGE),
    ("x-px-blocked", ("1", "true"), PAGE),
)

#: Statuses that no web server gives of itself.
FIREWALL_STATUSES = frozenset({418, 468, 493, 566, 567})

#: Hosts whose pages are nothing but challenges: a redirect there is a block, not another site's homepage.
CHALLENGE_HOSTS = (
    "validate.perfdrive.com",
    "captcha-delivery.com",
    "wappass.baidu.com",
    "challenges.cloudflare.com",
    "errors.aliyun.com",
    "waf.tencent-cloud.com",
    "waf-static.tencent.com",
    "captcha.px-cloud.net",
    "captcha.px-cdn.net",
    "safe.webscan.360.cn",
    "404.safedog.cn",
)

CERTAIN: tuple[Mark, ...] = (
    # China
    *_rows("阿里云 WAF", PAGE, _M, "errors.aliyun.com", "alicdn.com/sd/punish", ("alicdn.com/sd-base/static", "405.png"), ("renderdata", "traceid"), "aliyun_waf_block", "waf_block.html", "block_traceid"),
    *_rows("阿里云 WAF", SCRIPT, _M, "acw_sc__v2", "acw_sc__v3", "aliyunwaf_challenge", ("renderdata", "_waf_")),
    *_rows("阿里云 WAF", CAPTCHA, _M, "_____tmd_____", "x5secdata", "/punish?", "punishpage", "punish-component", "aliyuncaptcha-sg-waf"),
    *_rows("阿里云 CDN", PAGE, _S, ("denied by", " acl")),
    *_rows("腾讯云 WAF", PAGE, _M, "waf.tencent-cloud.com", "waf-static.tencent.com", "501page.html", "guanjia/waf", "waf.tencent.com", "waf.qcloud.com"),
    *_rows("腾讯 EdgeOne", SCRIPT, _M, "eo_bot_ssid", "__tst_status", "eo-bot-challenge", "/__eo_challenge"),
    *_rows("腾讯 EdgeOne", PAGE, _S, ("edgeone", "block"), ("edgeone", "拦截"), ("edgeone", "restricted")),
    *_rows("华为云 WAF", PAGE, _S, "your request has been denied!", "您的请求疑似攻击行为"),
    *_rows("华为云 WAF", PAGE, _M, "hwclouds-waf", "waf.huaweicloud", ("event_id:", "hwwaf")),
    *_rows("百度云加速", PAGE, _S, ("百度云加速", "拦截"), ("百度云加速", "攻击"), ("yunjiasu", "blocked")),
    *_rows("百度云加速", SCRIPT, _S, ("百度云加速", "浏览器"), ("yunjiasu", "checking your browser")),
    *_rows("百度", CAPTCHA, _M, "wappass.baidu.com/static/captcha"),
    *_rows("百度", CAPTCHA, _T, "百度安全验证"),
    *_rows("安全狗", PAGE, _M, "404.safedog.cn", "safedogsite/", "safedog.cn/images"),
    *_rows("安全狗", SCRIPT, _S, "服务器安全狗防护验证页面", ("安全狗", "验证")),
    *_rows("安全狗", PAGE, _S, "网站安全狗", "服务器安全狗", "登录安全狗"),
    *_rows("云锁", SCRIPT, _M, "yunsuoautojump", "security_verify_data", "security_verify_captcha", "security_session_high_verify"),
    *_rows("云锁", PAGE, _M, "yunsuologo", "yunsuo.com.cn"),
    *_rows("云锁、网防G01", PAGE, _S, "网防g01", "云锁提示", "云锁防护", ("云锁", "拦截")),
    *_rows("360/奇安信 网站卫士", PAGE, _M, "wzws-waf-cgi", "cwap-waf", "wangzhan.360.cn", "wangshan.360.cn", "wangzhan.qianxin.com", "webscan.360.cn/stopattack", "zhuji.360.cn/guard", "anyu.qianxin.com", "waf_slider_verify", "wzws_waf"),
    *_rows("360/奇安信 网站卫士", SCRIPT, _M, "wzwsconfirm", "wzwschallenge", "wzwsquestion", "wzws_sessionid", "wzwstemplate", "wzwsparams"),
    *_rows("360/奇安信 网站卫士", PAGE, _S, "被云防护拦截", "安域防护", "网站卫士提示", ("网站卫士", "拦截"), ("磐云", "拦截")),
    *_rows("加速乐", SCRIPT, _M, "__jsl_clearance"),
    *_rows("创宇盾", PAGE, _M, "365cyd", "jiasule.com/static/js/http_error", "notice-jiasule"),
    *_rows("创宇盾", PAGE, _S, "创宇盾", "知道创宇云防御", "创宇云防御"),
    *_rows("雷池", SCRIPT, _M, "/.safeline/", "safelinechallenge", "rivers.chaitin.cn", "sl-challenge", "safeline_bot_challenge"),
    *_rows("雷池", PAGE, _M, "waf-ce.chaitin.cn", "safeline-block"),
    *_rows("雷池", PAGE, _S, "安全检测能力由", "protected by safeline", ("雷池", "拦截"), ("safeline", "blocked"), ("雷池", "防护")),
    *_rows("绿盟", PAGE, _M, "nsfocus"),
    *_rows("绿盟", PAGE, _S, ("绿盟", "拦截"), ("绿盟", "防护"), "nsfocus"),
    *_rows("启明星辰", PAGE, _S, "触发waf防护", ("拦截上报", "waf"), ("天清", "拦截"), ("启明星辰", "拦截"), "venustech"),
    *_rows("深信服", PAGE, _M, "sangfor_waf", "sangfor-waf", "waf.sangfor", "/sf_waf", "sangforaf"),
    *_rows("深信服", PAGE, _S, ("sangfor", "block"), ("深信服", "拦截"), ("深信服", "防护"), ("sangfor", "拦截")),
    *_rows("安恒 玄武盾", PAGE, _M, "websaas.cn", "saaswaf.com", "dbappwaf", "dbappsecurity"),
    *_rows("安恒 玄武盾", PAGE, _S, "玄武盾", "明御web应用防火墙", "明御waf", ("安恒", "拦截"), ("安恒", "防护")),
    *_rows("天融信", PAGE, _M, "topsec network", "topwaf"),
    *_rows("铱迅", PAGE, _M, "yxlink"),
    *_rows("蓝盾", PAGE, _S, "bluedon"),
    *_rows("山石网科", PAGE, _S, ("hillstone", "block"), ("山石", "拦截")),
    *_rows("网宿", PAGE, _S, ("网宿", "拦截"), ("网宿", "防护"), ("wangsu", "block"), ("cdnetworks", "block"), ("cdnetworks", "denied")),
    *_rows("网宿", SCRIPT, _M, "wangsu_challenge", "__ws_waf", "/_ws_bot", "wsbotchallenge", "ws_waf_challenge"),
    *_rows("白山、蓝汛、七牛、又拍", PAGE, _S, ("白山云", "拦截"), ("蓝汛", "拦截"), ("七牛", "拦截"), ("又拍云", "拦截"), ("upyun", "waf")),
    *_rows("宝塔", PAGE, _M, "btwaf", "bt.cn/new/btwaf", "//www.bt.cn/stop.png"),
    *_rows("宝塔", SCRIPT, _M, "/renji_", "/huadong_", "btwaf_aes", "_fingerprint2daas"),
    *_rows("宝塔", PAGE, _S, "宝塔网站防火墙", ("aapanel", "firewall"), "堡塔云waf", "堡塔云", "宝塔waf", "宝塔云waf", "网站管理员设置拦截", "网站管理员设置为拦截"),
    *_rows("宝塔", PAGE, _T, "网站防火墙"),
    *_rows("D盾", PAGE, _S, "d盾_拦截提示", "d盾_", "d盾拦截", ("d盾", "拦截")),
    *_rows("护卫神", PAGE, _S, ("护卫神", "入侵防护"), ("护卫神", "拦截"), ("护卫神", "防火墙"), ("护卫神", "防护系统")),
    *_rows("智创", PAGE, _S, "智创防火墙", "智创网站专业级防火墙", ("智创", "拦截")),
    *_rows("安全宝", PAGE, _M, "/aqb_cc/error", "anquanbao.com"),
    *_rows("OpenRASP、西部数码", PAGE, _S, "openrasp", "云网盾", "已被服务器拒绝"),
    *_rows("Link11", PAGE, _S, "link11"),
    *_rows("Safe3", PAGE, _S, "safe3waf", "safe3 web firewall", "safe3 waf"),
    *_rows("云盾", PAGE, _S, ("yundun", "block"), "yundun cloud waf", ("云盾", "拦截"), ("云盾", "阻断")),
    *_rows("南墙、长亭、默安等", PAGE, _S, ("南墙", "拦截"), ("长亭", "拦截"), ("uuwaf", "block"), "uusec waf", "南墙waf"),
    *_rows("cdnbest、cdnfly", SCRIPT, _M, "/_guard/", "guardret", "_guard/auto.js"),
    *_rows("GoEdge", CAPTCHA, _M, "/waf/verify/captcha", "goedge_waf", "ge_waf"),
    *_rows("GoEdge", CAPTCHA, _S, "goedge waf"),
    *_rows("大数据验证码墙", CAPTCHA, _M, "/wafcaptcha", "waf_captcha", "waf-captcha", "captcha_waf"),
    # Abroad
    *_rows("Cloudflare", SCRIPT, _M, "_cf_chl_opt", "__cf_chl_", "cf-browser-verification", "cf_chl_jschl", "jschl_vc", "jschl-answer", "/cdn-cgi/l/chk_", ("challenge-platform/", "/orchestrate/"), "cf-challenge-running", "cf-please-wait"),
    *_rows("Cloudflare", SCRIPT, _T, "just a moment...", "just a moment…", "请稍候…", "checking your browser"),
    *_rows("Cloudflare", PAGE, _T, "attention required! | cloudflare", "attention required!"),
    *_rows("Cloudflare", PAGE, _S, "sorry, you have been blocked", "error 1020", ("error 1006", "ip"), ("error 1007", "ip"), ("error 1008", "ip"), ("error 1009", "ban"), ("error 1010", "brow"), "error 1012", "used cloudflare to restrict access", "error code: 1020", "error code: 1010", "error code: 1006", "error code: 1009"),
    *_rows("Cloudflare", RATE, _S, "error 1015", "error code: 1015", "you are being rate limited"),
    *_rows("Akamai", PAGE, _M, "errors.edgesuite.net"),
    *_rows("Akamai", PAGE, _S, ("permission to access", "reference #")),
    *_rows("Akamai", SCRIPT, _M, "sec-if-cpt-container", "/_sec/cp_challenge", "bm-verify=", "/_sec/verify?provider", "akamai_validation"),
    *_rows("Imperva", SCRIPT, _M, "_incapsula_resource?swudnsai", ("main-iframe", "_incapsula_resource"), "incapsula incident"),
    *_rows("Imperva", PAGE, _S, "incapsula incident", ("powered by imperva", "incident"), ("imperva", "error 15"), "pardon our interruption"),
    *_rows("Imperva SecureSphere", PAGE, _S, ("this page can't be displayed", "incident id"), ("the incident id is", "support")),
    *_rows("Sucuri", PAGE, _M, "sucuri-firewall-block", "cdn.sucuri.net"),
    *_rows("Sucuri", PAGE, _S, "sucuri website firewall", "sucuri cloudproxy"),
    *_rows("Sucuri", SCRIPT, _M, "sucuri_cloudproxy_js", "sucuri_cloudproxy_uuid"),
    *_rows("F5", PAGE, _S, "requested url was rejected", "your support id is", ("the requested url was rejected", "support id")),
    *_rows("F5", SCRIPT, _M, "/tspd/?type=", "bobcmn", "failureconfig", "/tspd_101"),
    *_rows("DataDome", CAPTCHA, _M, "captcha-delivery.com", "ddcaptcha"),
    *_rows("PerimeterX", CAPTCHA, _M, "px-captcha", "captcha.px-cdn", "captcha.px-cloud", "/px/captcha", "_pxcaptcha"),
    *_rows("PerimeterX", PAGE, _T, "access to this page has been denied"),
    *_rows("AWS WAF", SCRIPT, _M, "gokuprops", "awswafintegration.getnewtoken", "awswafintegration.checkforcerefresh", "awswafintegration.forcerefreshtoken"),
    *_rows("AWS WAF", CAPTCHA, _M, "captcha.awswaf.com", "awswafcaptcha"),
    *_rows("CloudFront", PAGE, _S, ("request blocked", "cloudfront")),
    *_rows("Azure", PAGE, _S, "the request is blocked", "azure waf", ("microsoft-azure-application-gateway", "403 forbidden")),
    *_rows("Azure", SCRIPT, _M, "/.azwaf/", "afd_azwaf", "azwaf_jsclearance"),
    *_rows("Google", CAPTCHA, _S, "unusual traffic from your computer network", ("google", "unusual traffic"), ),
    *_rows("Google Cloud Armor", SCRIPT, _M, "/cloud_armor", "recaptcha/challengepage"),
    *_rows("Fastly", PAGE, _M, "/_fs-ch-", "fst-waf"),
    *_rows("Fastly", PAGE, _S, ("client challenge", "javascript"), ("signal sciences", "block")),
    *_rows("ModSecurity", PAGE, _S, "mod_security", "modsecurity", "not acceptable!", "this error was generated by mod_security"),
    *_rows("Barracuda", PAGE, _S, ("barracuda", "blocked"), ("barracuda", "firewall"), "you have been blocked by barracuda"),
    *_rows("NetScaler", PAGE, _S, "application firewall block page", ("netscaler", "violation"), ("citrix", "appfw"), "appfw session id", "ns transaction id"),
    *_rows("FortiWeb", PAGE, _M, "fgd_icon", "fortiweb", ".fgt_lang", "fortigate application control"),
    *_rows("FortiWeb", PAGE, _S, "web page blocked", ("attack id", "message id"), ("fortinet", "block"), ("fortiguard", "block")),
    *_rows("Radware", CAPTCHA, _M, "validate.perfdrive.com", "rdwr_captcha", "radware_captcha", "ssjsinternal"),
    *_rows("Radware", PAGE, _S, "unauthorized activity has been detected", ("radware", "captcha"), ("radware", "block"), "unauthorized request blocked", "cloudwebsec.radware"),
    *_rows("Reblaze", SCRIPT, _M, "rbzns", "rbzreqid", "winsocks(true)"),
    *_rows("Reblaze", PAGE, _S, "reblaze"),
    *_rows("Distil", CAPTCHA, _M, "distil_r_captcha", "distil_identify", "distilcallbackguard", "distil_r_blocked"),
    *_rows("StackPath", CAPTCHA, _M, "sgcaptcha", "sp_captcha", "stackpathdns.com/captcha", "/sbbi/?sbbpg"),
    *_rows("StackPath", PAGE, _S, ("stackpath", "block"), ("using a security service", "online attacks")),
    *_rows("Wordfence", PAGE, _S, ("wordfence", "block"), "generated by wordfence", "your access to this site has been limited", "your access to this service has been limited"),
    *_rows("DDoS-Guard", SCRIPT, _M, ".well-known/ddos-guard", "check.ddos-guard.net", "ddos-guard/js-challenge"),
    *_rows("DDoS-Guard", SCRIPT, _T, "ddos-guard"),
    *_rows("Qrator", PAGE, _S, ("qrator", "block"), ("qrator", "denied"), ("qrator", "forbidden")),
    *_rows("Qrator", SCRIPT, _M, "__qrator/", "qauth.js", "qauth_utm", "qrator_js"),
    *_rows("Vercel", SCRIPT, _S, "vercel security checkpoint"),
    *_rows("Vercel", SCRIPT, _M, ".well-known/vercel/security"),
    *_rows("Anubis", SCRIPT, _M, ".within.website", "anubis_challenge", "techaro.lol"),
    *_rows("Anubis", SCRIPT, _S, "making sure you're not a bot", "确保你不是机器人", "确认您不是机器人", "正在确认你是不是机器人"),
    *_rows("go-away, haproxy-protection", SCRIPT, _M, "/.well-known/.git.gammaspectra", "/.basedflare/", "haproxy-protection", "/.well-known/go-away"),
    *_rows("CrowdSec", PAGE, _S, "crowdsec"),
    *_rows("Imunify360", SCRIPT, _M, "imunify360", "/__wsidchk", "wsidchk"),
    *_rows("Imunify360", PAGE, _S, "imunify360", ("bot-protection", "denied")),
    *_rows("SiteGround", CAPTCHA, _M, ".well-known/sgcaptcha", ".well-known/captcha"),
    *_rows("BitNinja", CAPTCHA, _S, "bitninja"),
    *_rows("BunkerWeb, NAXSI, Wallarm, Shield", PAGE, _S, ("bunkerweb", "forbidden"), ("naxsi", "block"), "wallarm", ("shield security", "block"), "ninjafirewall", ("secupress", "block"), "webknight", "dotdefender", "janusec", "malcare", ("astra", "security", "block"), "comodo waf", ("cerber", "block"), ("all in one wp security", "block"), ("siteguard", "block"), ("bekchy", "denied"), "virusdie", ("sitelock", "incident"), "zenedge", "cloudbric", "nexusguard", "greywizard", ("airlock", "block"), "denyall", "wapples", "penta security", "secureiis", "safe3", "wts-waf", ("openresty", "lua waf"), ("sonicwall", "block"), ("sophos", "block"), ("zscaler", "block"), ("palo alto", "block"), ("in accordance with company policy", "block")),
)  # fmt: skip

AMBIENT: tuple[Mark, ...] = (
    *_rows("加速乐", SCRIPT, _C, "__jsluid"),
    *_rows("云锁", SCRIPT, _C, "yunsuo_session", "security_session"),
    *_rows("360 网站卫士", SCRIPT, _C, "wzws_", "wzwsvtime"),
    *_rows("雷池", SCRIPT, _C, "sl-session", "sl-challenge", "sl_jwt", "safeline_bot"),
    *_rows("阿里云 WAF", SCRIPT, _C, "acw_tc", "acw_sc", "x5sec", "aliyungf", "ssxmod_"),
    *_rows("阿里云 WAF", SCRIPT, _M, "aliyun_waf", "aliyunwaf"),
    *_rows("腾讯 EdgeOne", SCRIPT, _C, "eo_bot", "__tst_status", "eo-"),
    *_rows("华为云 WAF", SCRIPT, _C, "hwwafses"),
    *_rows("安全狗", SCRIPT, _C, "safedog"),
    *_rows("云盾、D盾、SDWAF", SCRIPT, _C, "yd_cookie", "_d_id", "sdwaf", "btwaf", "bt_waf"),
    *_rows("瑞数", SCRIPT, _M, ' r="m"', " r='m'", "$_ts"),
    *_rows("Cloudflare", SCRIPT, _C, "__cf_bm", "cf_clearance", "__cfruid", "cf_chl"),
    *_rows("Cloudflare", SCRIPT, _M, "/cdn-cgi/challenge-platform", "challenges.cloudflare.com", "cf-turnstile"),
    *_rows("Imperva", SCRIPT, _C, "visid_incap", "incap_ses", "nlbi_", "reese84"),
    *_rows("Imperva", SCRIPT, _M, "_incapsula_resource"),
    *_rows("Akamai", SCRIPT, _C, "_abck", "ak_bmsc", "bm_sz", "sec_cpt"),
    *_rows("F5", SCRIPT, _C, "tspd_", "ts01"),
    *_rows("F5", SCRIPT, _M, "/tspd/"),
    *_rows("DataDome", SCRIPT, _C, "datadome"),
    *_rows("DataDome", SCRIPT, _M, "js.datadome.co"),
    *_rows("PerimeterX", SCRIPT, _C, "_px", "pxhd"),
    *_rows("PerimeterX", SCRIPT, _M, "_pxappid"),
    *_rows("Kasada, Reblaze, Radware, Distil", SCRIPT, _C, "kp_uid", "rbzid", "rbzsessionid", "__uzm", "d_id", "distil"),
    *_rows("Kasada", SCRIPT, _M, "kpsdk", "/149e9513-01fa-4fb0-aad4-566afd725d1b"),
    *_rows("AWS WAF", SCRIPT, _C, "aws-waf-token"),
    *_rows("AWS WAF", SCRIPT, _M, "awswaf.com", "awswafcookiedomainlist"),
    *_rows("DDoS-Guard, Qrator, Anubis", SCRIPT, _C, "__ddg", "qrator_", "techaro.lol", "within.website"),
    *_rows("FortiWeb, Barracuda, NetScaler", SCRIPT, _C, "fortiwafsid", "barra_counter", "bni__", "ns_af", "citrix_ns"),
    *_rows("网站自有脚本验证", SCRIPT, _M, "_bot_sbu", "jschl", "challenge-platform"),
    *_rows("极验", CAPTCHA, _M, "geetest.com", "initgeetest"),
    *_rows("腾讯验证码", CAPTCHA, _M, "tencentcaptcha", "tcaptcha", "turing.captcha", "captcha.qq.com", "captcha.gtimg.com"),
    *_rows("阿里验证码", CAPTCHA, _M, "aliyuncaptcha", "captcha-open", "awsc/awsc.js", "nocaptcha"),
    *_rows("网易易盾、顶象、数美", CAPTCHA, _M, "cstaticdun.126.net", "dun.163", "dingxiang-inc.com", "fengkongcloud", "vaptcha"),
    *_rows("reCAPTCHA, hCaptcha", CAPTCHA, _M, "recaptcha/api.js", "g-recaptcha", "hcaptcha.com"),
)  # fmt: skip
