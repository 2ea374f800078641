"""Made-up answers of every kind, each with what a visit must say of it: firewalls, strangers, and a site's own pages."""

from dataclasses import dataclass, field

from monitor.domain.reach import Reach

MARK = "示例区"
OPENED, NOT_OPENED, NOT_MEASURED = Reach.OPENED, Reach.NOT_OPENED, Reach.NOT_MEASURED


@dataclass(frozen=True)
class Told:
    """One answer, and how its visit must end; *marked*: the same for a site with a title mark."""

    id: str
    reach: Reach
    body: str
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    marked: Reach | None = None


def _page(title: str, body: str, head: str = "") -> str:
    filler = "<style>" + "body{margin:0;padding:0;font:14px/1.6 serif}" * 8 + "</style>"
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>{title}</title>{filler}{head}</head>"
        f"<body>{body}</body></html>"
    )


_JS = "<script>" + "var q=[3,1,4,1,5,9,2,6];for(var i=0;i<q.length;i++){q[i]^=7}" * 12 + "</script>"
_NAV = "".join(f"<a href='/c{n}/'>栏目{n}</a>" for n in range(24))
_NEWS = "".join(
    f"<li><a href='/c1/t202611{n:02d}.html'>本区召开第{n}次工作会议</a><span>2026-11-{n:02d}</span></li>"
    for n in range(1, 20)
)
_HOME = _page(
    "示例区人民政府门户网站", f"<h1>示例区人民政府</h1>{_NAV}<ul>{_NEWS}</ul><p>主办: 示例区政府办公室</p>"
)


def _home(extra: str = "", title: str = "示例区人民政府门户网站") -> str:
    return _page(title, f"<h1>示例区人民政府</h1>{_NAV}{extra}<ul>{_NEWS}</ul>")


def _waf(id: str, body: str, status: int = 403, reach: Reach = NOT_MEASURED, **headers: str) -> Told:
    return Told(f"waf: {id}", reach, body, status, {k.replace("_", "-"): v for k, v in headers.items()})


def _strange(id: str, body: str, status: int = 200, **headers: str) -> Told:
    return Told(
        f"stranger: {id}", NOT_OPENED, body, status, {k.replace("_", "-"): v for k, v in headers.items()}
    )


def _own(
    id: str, reach: Reach, body: str, status: int = 200, marked: Reach | None = None, **headers: str
) -> Told:
    return Told(
        f"own: {id}", reach, body, status, {k.replace("_", "-"): v for k, v in headers.items()}, marked
    )


FIREWALLS: tuple[Told, ...] = (
    _waf("cloud shield, words put in by script", _page("405", "<div id='t'></div><script>document.getElementById('t').innerHTML='抱歉，由于访问的网址可能威胁网站，您的访问已被阻断';</script>"), 405),
    _waf("cloud shield, picture and frame", _page("", "<iframe src='https://errors.aliyun.com/punish.html?id=7'></iframe>"), 405),
    _waf("cookie script", "<html><script>var arg1='A1B2C3';function go(x){document.cookie='acw_sc__v2='+x+';path=/';document.location.reload()}go(arg1)</script></html>", set_cookie="acw_tc=1;path=/"),
    _waf("cookie script with 200", "<html><script>var arg1='A1B2C3';function go(x){document.cookie='acw_sc__v2='+x+';path=/';document.location.reload()}go(arg1)</script></html>" + " " * 300, 200),
    _waf("slider page", _page("验证码拦截", "<div id='nocaptcha'></div><p>亲，请拖动下方滑块完成验证</p><script src='//g.alicdn.com/sd/punish/a.js'></script>"), 200),
    _waf("framed 501 page", "<!doctype html><html><head><title></title></head><body style='margin:0'><iframe src='https://waf.tencent-cloud.com/501page.html?u=1' width=100%></iframe></body></html>", 501),
    _waf("edge challenge", _page("", "<script>function a(){document.cookie='EO_Bot_Ssid=1;path=/';location.reload()}a()</script>")),
    _waf("edge block", _page("Restricted Access", "<h1>The request was restricted</h1><p>EdgeOne blocked this visit according to the security policy. Request ID: 99</p>"), 567),
    _waf("edge bot, empty", "", 566),
    _waf("teapot", _page("访问被拦截！", "<h3>您的请求疑似攻击行为！</h3><p>如果您是网站管理员，请前往控制台。事件ID: ab12</p>"), 418, server="CW", set_cookie="HWWAFSESID=1; path=/"),
    _waf("denied, in English", _page("Denied", "<h2>YOUR REQUEST HAS BEEN DENIED!</h2><!-- event_id: 77 -->"), 403),
    _waf("search company's check", _page("百度安全验证", "<div class='timeout hide'><p>网络不给力，请稍后重试</p></div><script src='https://wappass.baidu.com/static/captcha/x.js'></script>"), 200),
    _waf("accelerator's block", _page("访问被拦截", "<p>当前访问疑似黑客攻击，已被百度云加速拦截</p><p>节点信息 9</p>"), 403),
    _waf("dog's block", _page("", "<p>您的请求带有不合法的参数，已被网站管理员设置拦截！</p><span>如果您是网站管理员，请登录安全狗</span>"), 200),
    _waf("dog's check", _page("服务器安全狗防护验证页面", "<script>self.location='/?WebShieldSessionVerify=9'+Math.random();window['x']=document.cookie='a=1'</script>"), 200),
    _waf("lock's script", "<script>function YunSuoAutoJump(){var w=screen.width;document.cookie='srcurl=1';self.location='/?security_verify_data='+w}</script><body onload=YunSuoAutoJump()></body>", 200, set_cookie="yunsuo_session_verify=1; path=/"),
    _waf("guard's 493", "<html><body><div><img src='/wzws-waf-cgi/logo.png'><p>如有疑问请联系站长</p></div></body></html>", 493),
    _waf("guard's question", "<script>var wzwsquestion='ab';var wzwsfactor='7';function c(){document.cookie='wzwsconfirm=1';location.href='/WZWSREL=1'}c()</script><noscript><h1>请开启JavaScript并刷新该页.</h1></noscript>", 200, set_cookie="wzws_cid=1; path=/"),
    _waf("guard's words", _page("安全防护", "<p>抱歉！您的访问可能对网站造成威胁，已被云防护拦截！</p><p>eventID: 8-9</p>"), 403),
    _waf("521", "<script>document.cookie=('_')+('_')+('jsl')+'_clearance=1;';location.href=location.pathname+location.search</script>", 521, set_cookie="__jsluid_s=1; path=/"),
    _waf("universe shield", _page("403", "<p>当前访问疑似黑客攻击，已被创宇盾拦截</p><a href='http://help.365cyd.com/x'>帮助</a>")),
    _waf("pool, 468", _page("", "<div class='sl-box'></div><script src='/.safeline/static/challenge.js'></script><script>SafeLineChallenge('k',{level:1})</script>"), 468),
    _waf("pool, block", _page("访问已被拦截", "<h2>请求存在威胁，已被拦截</h2><p>安全检测能力由 某雷池 提供</p>"), 403),
    _waf("dynamic, 412", "<html><head><meta id='kPq' content='abc' r='m'><script r='m'>$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=1</script><script r='m' src='/x/y.js'></script></head><body></body></html>", 412, set_cookie="sVoELocvxVW0O=1; path=/"),
    _waf("dynamic, 202", "<html><head><script r='m'>$_ts={}</script><script src='/a.js' r='m'></script></head><body><!--[if lt IE 9]>x<![endif]--></body></html>", 202, set_cookie="NOb1Wn8cXhYvO=x; Path=/; HttpOnly"),
    _waf("dynamic, 400", "<html><head><meta content='q' r=\"m\"><script r=\"m\" src='/b.js'></script></head><body></body></html>", 400, set_cookie="enable_x=1"),
    _waf("web appliance", _page("WAF拦截提示", "<h1>非常抱歉，您的操作触发WAF防护</h1><p>防护编号：55</p>"), 403),
    _waf("black tortoise", _page("403", "<img src='https://error.websaas.cn/img/403s.png'>"), 403),
    _waf("panel's firewall", _page("网站防火墙", "<h3>您的请求带有不合法参数，已被网站管理员设置拦截！</h3>"), 403),
    _waf("panel's human check", _page("", "<p>正在为您进行人机校验，稍等</p><script src='/renji_12ab_34cd.js?id=1'></script>"), 200),
    _waf("D shield", _page("D盾_拦截提示", "<p>当前内容有风险，不可访问</p>"), 200),
    _waf("patron saint", _page("提示", "<p>护卫神·入侵防护系统 提醒您：请求里有违禁内容</p>"), 200),
    _waf("rate, in Chinese", _page("提示", "<p>您访问得太频繁了，访问过于频繁，请十分钟后再来</p>"), 403),
    _waf("address banned", _page("禁止访问", "<p>您的IP 203.0.113.9 已被封禁，请联系管理员</p>"), 403),
    *(
        _waf(f"in words: {said}", _page("提示", f"<p>{said}</p>"), 403)
        for said in ("您的IP不在允许访问范围内", "您的IP地址不在访问白名单中", "当前IP不允许访问本站", "对不起，您的IP已被封禁", "该IP无权访问", "您所在的IP段禁止访问", "请关闭VPN后再访问", "本网站仅限中国大陆地区访问", "请求被防火墙拒绝", "您的请求触发WAF规则", "来自您IP的访问过多，请稍后再试", "为保证您的正常访问，请进行如下验证", "您的客户端存在异常，无法访问", "Your IP 1.2.3.4 is not allowed")
    ),
    _waf("refusal in French", _page("", "<p>Votre accès a été bloqué.</p>"), 403),
    _waf("behaviour", _page("安全提示", "<p>系统检测到您的访问行为异常，请稍后再试</p>"), 403),
    _waf("puzzle", _page("安全验证", "<p>请按顺序点击图中文字以继续</p><canvas></canvas>" + _JS), 200),
    _waf("number to type", _page("访问确认", "<form><img src=/v.jpg><input name=c placeholder='请输入图中验证码'><input type=submit value='继续访问'></form>"), 200),
    _waf("own-made wall by cookie", "<html><body><script>" + "var a=1;" * 40 + "document.cookie='k='+a;window.location.reload();</script></body></html>", 200),
    _waf("moment", _page("Just a moment...", "<noscript><span>Enable JavaScript and cookies to continue</span></noscript><script>window._cf_chl_opt={cType:'managed'}</script>"), 403, cf_mitigated="challenge"),
    _waf("moment, old, 503", _page("Just a moment...", "<h1>Checking your browser before accessing site</h1><form id=challenge-form></form>" + _JS), 503),
    _waf("sorry", _page("Attention Required! | Cloudflare", "<h1>Sorry, you have been blocked</h1><p>You are unable to access this website</p><p>" + "This website is using a security service. " * 8 + "</p><a href='https://www.cloudflare.com/'>c</a>")),
    _waf("1015", _page("Access denied", "<h1>Error 1015</h1><p>You are being rate limited</p>"), 429),
    _waf("1020", "error code: 1020", 403),
    _waf("reference", "<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY><H1>Access Denied</H1>You don't have permission to access \"http&#58;&#47;&#47;x&#47;\" on this server.<P>Reference&#32;&#35;18&#46;2d1.1763.ab</BODY></HTML>"),
    _waf("resource frame", "<html style='height:100%'><head><META NAME='ROBOTS' CONTENT='NOINDEX, NOFOLLOW'></head><body style='margin:0'><iframe id='main-iframe' src='/_Incapsula_Resource?SWUDNSAI=9&xinfo=1&incident_id=1' frameborder=0>Request unsuccessful. Incapsula incident ID: 1</iframe></body></html>"),
    _waf("resource script", "<html><head><META NAME='robots' CONTENT='noindex,nofollow'><script src='/_Incapsula_Resource?SWJIYLWA=1'></script><body></body></html>" + " " * 300, 200, set_cookie="visid_incap_1=a; path=/"),
    _waf("support number", "<html><head><title>Request Rejected</title></head><body>The requested URL was rejected. Please ask your administrator.<br><br>Your support ID is: 123<br><a href='javascript:history.back();'>[Go Back]</a></body></html>" + " " * 300, 200),
    _waf("house of fire", _page("Sucuri WebSite Firewall - Access Denied", "<h1>Access Denied</h1><p>Block reason: bad bots</p>"), 403),
    _waf("puzzle by delivery", "<html><head><title>x</title></head><body><p id=cmsg>Please enable JS and disable any ad blocker</p><script>var dd={'host':'geo.captcha-delivery.com'}</script></body></html>", 403),
    _waf("hold", _page("Access to this page has been denied", "<p>Press & Hold to confirm you are a human</p><div id='px-captcha'></div>")),
    _waf("aws, empty 202", "", 202, x_amzn_waf_action="challenge"),
    _waf("aws, captcha", _page("Human Verification", "<script>window.gokuProps={}</script>"), 405, x_amzn_waf_action="captcha"),
    _waf("front door", "<html><head><title>403</title></head><body>The request is blocked.<br>20261120T0000Z-abc</body></html>", 403),
    _waf("front cloud", _page("ERROR: The request could not be satisfied", "<h1>403 ERROR</h1><p>Request blocked. We can't connect to the server for this app.</p><pre>Generated by cloudfront (CloudFront)</pre>")),
    _waf("not acceptable", "<head><title>Not Acceptable!</title></head><body><h1>Not Acceptable!</h1><p>An appropriate resource was not found. This error was generated by Mod_Security.</p></body>", 406),
    _waf("limited", _page("Your access to this site has been limited", "<p>Your access has been limited by the owner</p><p>Generated by Wordfence</p>"), 503),
    _waf("guard of ddos", _page("DDoS-Guard", "<p>Checking your browser before accessing</p><script src='/.well-known/ddos-guard/check'></script>"), 403),
    _waf("checkpoint", _page("Vercel Security Checkpoint", "<p>We are verifying your browser</p>" + _JS), 429),
    _waf("weighing of the heart", _page("Making sure you&#39;re not a bot!", "<p>Loading...</p><script id='anubis_challenge'>{}</script>"), 200),
    _waf("unusual traffic", _page("Sorry...", "<p>Our systems have detected unusual traffic from your computer network.</p><form><div class='g-recaptcha'></div></form>"), 503),
    _waf("fortress", _page("Web Page Blocked!", "<h2>Web Page Blocked!</h2><p>Attack ID: 20000051</p><p>Message ID: 1</p>"), 403),
    _waf("case number", _page("Unauthorized Request Blocked", "<h3>Unauthorized Activity Has Been Detected</h3><p>Case Number: 7</p>"), 403),
    _waf("unknown product", _page("访问受限", "<p>尊敬的用户：您的请求可能存在风险，触发了本站安全防护策略。请求编号：77</p>"), 403),
    _waf("unknown script, 403", _page("", "<script>var f=navigator.webdriver;document.cookie='z='+f;location.reload()</script>"), 403),
    _waf("widget and nothing else", "<html><head><script src='https://turing.captcha.qcloud.com/TCaptcha.js'></script></head><body><div id=c></div><script>new TencentCaptcha('1')</script></body></html>" + " " * 300, 200),
)  # fmt: skip

STRANGERS: tuple[Told, ...] = (
    _strange("web server's welcome", _page("Welcome to nginx!", "<h1>Welcome to nginx!</h1><p>It is installed and working; more to set up.</p><a href=x>nginx.org</a>")),
    _strange("distribution's test page", _page("Apache2 Ubuntu Default Page: It works", "<p>" + "This is the page that checks the server. " * 30 + "</p>" + _NAV)),
    _strange("window server", _page("IIS Windows Server", "<a href=x><img src=iis-85.png alt=IIS></a>")),
    _strange("cat", _page("Apache Tomcat/9.0.50", "<p>If you're seeing this, you've successfully installed Tomcat.</p>" + _NAV)),
    _strange("it works", "<html><body><h1>It works!</h1></body></html>"),
    _strange("panel: no such site", _page("没有找到站点", "<p>您的请求在服务器中没有找到对应的站点！</p><ul><li>没有将域名绑定</li></ul>"), 404),
    _strange("panel: made", _page("恭喜，站点创建成功！", "<p>这是默认index.html，本页面由系统自动生成</p>")),
    _strange("panel: stopped", _page("站点已暂停", "<p>抱歉！该站点已经被管理员停止运行，请联系管理员了解详情！</p>")),
    _strange("panel's login", _page("宝塔Linux面板", "<form>账号<input name=u>密码<input type=password></form>")),
    _strange("study kit", _page("站点创建成功-phpstudy for windows", "<p>站点创建成功</p>")),
    _strange("unfiled, words", _page("该网站暂时无法访问", "<h1>网站暂时无法访问</h1><p>该网站未根据工信部相关法律规定进行备案</p>")),
    _strange("unfiled, frame by script", "<html><head><script>window.onload=function(){document.getElementById('mainFrame').src='http://batit.aliyun.com/alww.html?id=1'}</script></head><body><iframe id=mainFrame src='' width=100%></iframe></body></html>", 403),
    _strange("unfiled, short", _page("提示", "<p>您访问的域名尚未备案，请备案后再试</p>")),
    _strange("for sale", _page("shili.example - 域名出售", "<p>该域名正在出售，有意请联系 qq 000</p>")),
    _strange("for sale, English", _page("shili.example is for sale", "<h1>Buy this domain</h1>" + _NAV)),
    _strange("parked by script", _page("shili.example", "<div id=main></div><script>window.park='abc'</script><script src='/parking.js'></script>")),
    _strange("expired", _page("域名已过期", "<p>您访问的域名已到期，请尽快续费</p>")),
    _strange("suspended", _page("Account Suspended", "<h1>Account Suspended</h1><p>Contact your hosting provider</p>")),
    _strange("space is over", _page("提示", "<p>您的空间已到期，请联系服务商续费</p>")),
    _strange("maintenance", _page("系统升级维护公告", "<p>尊敬的用户：为提升服务，网站正在升级维护，给您带来不便敬请谅解。</p>")),
    _strange("maintenance with own mark", _page("示例区人民政府-网站维护中", "<img src=logo.png><p>示例区人民政府门户网站正在维护，请稍后访问</p>")),
    _strange("merged into another", _page("示例区教育局", "<p>本网站已整合迁移至示例区人民政府网站，请访问</p><a href='http://www.b.example/'>新网站</a><a href='#'>返回</a>")),
    _strange("closed on a day", _page("示例区教育局", "<p>示例区教育局网站已于2019年6月30日关停，相关内容整合至区政府网站。</p>")),
    _strange("moved, in English", _page("Notice", "<p>This website has moved to a new address.</p>")),
    _strange("being built", _page("网站建设中", "<h1>网站建设中，敬请期待</h1>")),
    _strange("construction", _page("Under Construction", "<h1>Coming soon</h1>")),
    _strange("soft 404", _page("404", "<h1>抱歉，您访问的页面不存在</h1><a href='/'>返回首页</a>")),
    _strange("soft 404 with a mark", _page("页面不存在 - 示例区人民政府", "<p>抱歉，页面找不到了</p><a href='/'>示例区人民政府</a>")),
    _strange("English soft 404", _page("404 Not Found", "<center><h1>404 Not Found</h1></center><hr><center>openresty</center>")),
    _strange("list of files", _page("Index of /", "<h1>Index of /</h1><pre><a href='../'>../</a>" + _NAV + "</pre>")),
    _strange("cannot reach its database", _page("错误", "<p>数据库连接失败，请检查配置</p>")),
    _strange("trace", _page("系统发生错误", "<p>系统发生错误</p><p>模板文件不存在</p>")),
    _strange("PHP fault", "<br /><b>Fatal error</b>:  Uncaught PDOException: SQLSTATE[HY000] [2002] Connection refused in /www/a.php:3" + " " * 300),
    _strange("bucket", "<?xml version='1.0'?><Error><Code>NoSuchBucket</Code><Message>The specified bucket does not exist</Message>" + " " * 300 + "</Error>", 404),
    _strange("ingress", "default backend - 404", 404),
    _strange("router", _page("TP-LINK Wireless Router WR841N", "<form><input type=password></form>")),
    *(
        _strange(f"in words: {said}", _page("提示", f"<img src=a.png><h2>{said}</h2>"))
        for said in ("域名已变更为 www.b.example，请更新收藏夹", "欢迎使用某某云虚拟主机", "恭喜，您的网站已成功创建", "您的主机已开通，请上传网站程序", "抱歉，没有找到您访问的站点", "域名实名认证未通过，已暂停解析", "服务器开小差了，请稍后再试", "页面出错了", "您访问的页面丢失了", "无法访问此网站", "新站筹建中")
    ),
    _strange("storage", _page("办公室NAS登录", "<form>账号<input name=u>密码<input type=password></form>")),
    _strange("back office", _page("网站后台管理系统 - 用户登录", "<form>用户名<input>密码<input type=password></form>")),
    _strange("nothing at all", "<html><head></head><body>" + " " * 400 + "</body></html>"),
    _strange("bad gateway with 200", _page("502 Bad Gateway", "<h1>502 Bad Gateway</h1>")),
)  # fmt: skip

OWN: tuple[Told, ...] = (
    _own("homepage", OPENED, _HOME),
    _own("homepage with a captcha at its login", OPENED, _home("<form>用户名<input>密码<input type=password>请输入图中验证码<input></form><script src='https://static.geetest.com/gt.js'></script>")),
    _own("homepage with news of firewalls", OPENED, _home("<p>网信办提醒: 近期发现大量恶意攻击请求被拦截, 请各单位检查网站防火墙</p>")),
    _own("homepage with a beacon", OPENED, _home("<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>"), set_cookie="__cf_bm=1"),
    _own("homepage with an accelerator's cookie", OPENED, _HOME, set_cookie="__jsluid_s=1; path=/"),
    _own("homepage that passed the dynamic wall", OPENED, _home("<script r='m'>$_ts=window['$_ts']</script>"), set_cookie="sVoELocvxVW0O=1"),
    _own("homepage with a maintenance notice", OPENED, _home("<div class=tip>公告: 本网站将于本周六进行系统升级维护, 期间暂停服务</div>")),
    _own("homepage that speaks of filing", OPENED, _home("<li>关于清理未备案网站的通知</li><p>闽ICP备00000000号</p>")),
    _own("homepage that speaks of 404s", OPENED, _home("<li>政府网站页面不存在、打不开等问题通报</li>")),
    _own("entry page with a picture", OPENED, _page("示例区人民政府", "<a href='/index2.html'><img src='/in.jpg' alt='进入网站'></a>")),
    _own("frame page", OPENED, "<html><head><title>示例区人民政府</title></head><frameset rows='80,*'><frame src='/top.html'><frame src='/main.html'></frameset></html>"),
    _own("frame page without a title", OPENED, "<html><frameset rows='80,*'><frame src='/top.html'><frame src='/main.html'></frameset></html>", marked=NOT_MEASURED),
    _own("script page with its title", OPENED, _page("示例区人民政府", "<div id=app></div><script src='/js/app.js'></script><noscript>We're sorry but this site doesn't work properly without JavaScript enabled.</noscript>")),
    _own("script page without a title", NOT_MEASURED, _page("", "<div id=app>加载中</div><script src='/js/app.js'></script>")),
    _own("script page under a strange title", OPENED, _page("vue-portal-web", "<div id=app></div><script src='/js/app.js'></script>"), marked=NOT_MEASURED),
    _own("login portal", OPENED, _page("示例区政务协同平台", "<form>用户名<input>密码<input type=password><input placeholder='验证码'></form><p>示例区大数据中心</p>")),
    _own("small page of a village", OPENED, _page("示例区示例镇", "<h1>示例区示例镇</h1><p>本镇位于本区东部, 辖十二个村。镇政府电话 000。</p><a href=a>概况</a><a href=b>动态</a>")),
    _own("small page that warns of fraud", OPENED, _page("示例区政府服务", "<h1>示例区</h1><p>谨防假冒网站, 请认准本站域名。</p><a href=a>进入</a>")),
    _own("splash of the site that others were merged into", OPENED, _page("示例区", "<p>原物价局网站已并入本网站</p><a href=a>进入</a>")),
    *(
        _own(f"small page: {said}", OPENED, _page("示例区", f"<h1>示例区</h1><p>{said}</p><a href=a>概况</a>"))
        for said in ("IP地址不受限", "客户端下载 异常情况举报", "通过代理机构办理", "文献仅限国内读者访问借阅", "政务外网请通过VPN登录", "文旅IP征集 未经许可不得转载", "动漫IP产业园 无障碍 版权所有", "IP电话 不受地域限制", "本站将记录您的IP 您的IP已被记录", "您已访问过多个部门网站", "点击比较多的栏目", "网民提交过多少条建议", "WAF培训通知", "Technology Bureau 闽ICP备12345678号", "地址：示例路404号 页面访问量", "如果您无法访问该网站，请换浏览器", "合肥新站区 尚未办理的请到窗口", "公交新站正在筹建", "恭喜我区成功创建文明城市", "请上传申报文件", "欢迎使用政务云主机申请平台", "超算主机已开通")
    ),
    _own("small page of a number", OPENED, _page("500强招商网", "<p>示例区500强企业招商</p><a href=a>进入</a>")),
    _own("small page of what to do when lost", OPENED, _page("示例区示例镇", "<h1>示例区示例镇</h1><p>身份证丢失补办信息，办理地址见内页</p><a href=a>概况</a>")),
    _own("old form of a site that leads to its new one", OPENED, _page("示例区", "<p>本网站已整体迁移至新版平台，请点击进入</p><a href='/new/'>进入新版</a>")),
    _own("homepage that speaks of sites closed", OPENED, _home("<li>全区已关停网站三十家, 原水利局网站已并入农业农村局网站</li>")),
    _own("small page whose voice is off", OPENED, _page("示例区示例镇", "<p>网站已关闭语音</p><h1>示例区示例镇</h1><a href=a>概况</a>")),
    _own("small page whose pop-ups are off", OPENED, _page("示例区示例镇", "<p>本站已经关闭了弹窗</p><h1>示例区示例镇</h1><a href=a>概况</a>")),
    _own("closed, its voice too", NOT_OPENED, _page("示例区示例镇", "<p>网站已关闭语音。网站已关闭，请访问示例区政府网</p>")),
    _own("construction centre", OPENED, _page("示例区网站建设中心", "<h1>示例区网站建设中心</h1><p>承担全区网站建设维护工作</p><a href=a>简介</a>" + _NAV)),
    _own("maintenance centre of a fund", OPENED, _page("示例区维修资金管理中心", "<p>示例区住宅专项维修资金管理中心</p>" + _NAV)),
    _own("plain 403", NOT_OPENED, "<html><head><title>403 Forbidden</title></head><body><center><h1>403 Forbidden</h1></center><hr><center>nginx</center></body></html>", 403),
    _own("403 by rights", NOT_OPENED, _page("禁止访问", "<h2>403 - 禁止访问: 访问被拒绝。</h2><h3>您无权使用所提供的凭据查看此目录或页面。</h3>"), 403),
    _own("403 of a database", NOT_OPENED, _page("禁止访问", "<p>数据库拒绝连接，IP地址 10.0.0.1，端口 3306</p>"), 403),
    *(
        _own(f"{status} of its own: {said}", NOT_OPENED, _page("提示", f"<h2>{said}</h2>"), status)
        for status, said in ((503, "系统繁忙，当前访问的用户过多，请稍后再试"), (503, "当前访问比较多"), (503, "请求过多，服务不可用"), (503, "数据库连接被防火墙拒绝"), (503, "客户端发生异常"), (503, "维护中 IP地址变更，暂无权访问"), (503, "Host IP 10.0.0.1 is not allowed to connect to this MySQL server"), (405, "Your IP: 1.2.3.4 Method Not Allowed"), (403, "403 禁止访问 您的IP：1.2.3.4 您无权访问此目录"), (403, "客户端IP 1.2.3.4 没有目录浏览权限"), (400, "无效的主机 您的IP已被记录"))
    ),
    _own("small page that speaks of IPv6", OPENED, _page("示例区示例镇", "<h1>示例区示例镇</h1><p>本网站已支持IPv6访问，不受IP地址影响</p><a href=a>概况</a>")),
    _own("403, access denied", NOT_OPENED, "<html><body><h1>Access Denied</h1><p>You do not have permission to view this page.</p></body></html>", 403),
    _own("plain 404", NOT_OPENED, "<html><body><h1>Not Found</h1><p>The requested URL / was not found on this server.</p></body></html>", 404),
    _own("styled 404 with nav", NOT_OPENED, _page("404-示例区人民政府", _NAV + "<p>很抱歉，您访问的页面不存在</p>"), 404),
    _own("404 with a beacon and a cookie", NOT_OPENED, _page("404", "<h1>页面不存在</h1><script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>"), 404, set_cookie="__cf_bm=1"),
    _own("404 as an app's shell", NOT_OPENED, _page("示例区", "<div id=app></div><script src=/a.js></script>"), 404, set_cookie="__jsluid_s=1"),
    _own("500 with words of trouble", NOT_OPENED, _page("系统异常", "<h1>服务器异常，请稍后再访问</h1>"), 500),
    _own("500 with a trace", NOT_OPENED, _page("HTTP Status 500", "<p>java.lang.NullPointerException: request blocked by interceptor</p>"), 500),
    _own("500 with a lock's cookie", NOT_OPENED, _page("", "<h1>系统错误</h1>" + _JS), 500, set_cookie="security_session_verify=1"),
    _own("500, empty, behind a wall", NOT_OPENED, "", 500, set_cookie="HWWAFSESID=1"),
    _own("500 for a dangerous request", NOT_OPENED, _page("运行时错误", "<p>从客户端中检测到有潜在危险的 Request.Path 值</p>"), 500),
    _own("502", NOT_OPENED, "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1><hr>nginx</body></html>", 502),
    _own("502 behind an accelerator", NOT_OPENED, _page("502", "<p>源站无法连接。由百度云加速提供网络加速</p>"), 502),
    _own("503, busy", NOT_OPENED, _page("503", "<h1>当前访问人数过多，请稍后再试</h1>"), 503, retry_after="60"),
    _own("503, maintenance", NOT_OPENED, _page("维护", "<h1>网站正在维护</h1>"), 503),
    _own("504", NOT_OPENED, "<h1>504 Gateway Time-out</h1>", 504),
    _own("521, its server is down", NOT_OPENED, _page("示例 | 521: Web server is down", "<h1>Web server is down</h1><p>Error code 521. The host is not returning a connection.</p>"), 521, server="cloudflare"),
    _own("412, plain", NOT_OPENED, "<h1>Precondition Failed</h1>", 412, set_cookie="JSESSIONID=1"),
    _own("401", NOT_OPENED, "<h1>401 Authorization Required</h1>", 401),
    _own("edge's own fault", NOT_OPENED, "<html><body>An error occurred while processing your request.<p>Reference&#32;&#35;97.1.1763.2</body></html>", 503),
    _own("405, method", NOT_OPENED, "<h1>405 Method Not Allowed</h1>", 405),
    _own("another firm's page", OPENED, _page("某某商贸有限公司", "<h1>某某商贸</h1><p>专营各类建材, 欢迎来电。</p>" + _NAV), marked=NOT_OPENED),
)  # fmt: skip

ANSWERS = (*FIREWALLS, *STRANGERS, *OWN)
