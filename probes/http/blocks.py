"""Recognising a firewall's answer (防火墙拦截): never the page, never the site's fault. On positive evidence only."""

import re
from collections.abc import Mapping

from monitor.domain.reach import Reason
from probes.http.block_marks import (
    AMBIENT,
    CERTAIN,
    CHALLENGE_HOSTS,
    FIREWALL_STATUSES,
    HEADERS,
    Mark,
    MarkPlace,
)
from probes.http.sight import LOOK, Sight, has_many_links, look_at, simplified

#: A page with so many readable characters is a page, whatever words it holds.
PAGE_TEXT = 1500
#: A page with so many links is the site's own.
PAGE_LINKS = 15
#: A notice has a few sentences, and hardly a link.
NOTICE_TEXT, NOTICE_LINKS = 700, 8
#: Served as if all were well, it has to be shorter still.
SHORT_NOTICE, SHORT_LINKS = 400, 5
#: What is all script has hardly a word: so many characters at the most.
FEW_WORDS = 40

_CAPTCHA = re.compile(
    r"请.{0,6}(?:完成|通过|进行|点击).{0,10}(?:验证码|安全验证|人机验证|身份验证|[以如]下验证|下方验证|验证后|验证以)|请输入(?:图中|下方|图片|上图|右侧).{0,6}(?:验证码|字符|数字)|"
    r"(?:滑动|拖动|滑块|拼图).{0,12}验证|验证.{0,8}(?:滑块|拼图|滑动)|(?:拖动|滑动).{0,6}滑块|滑块.{0,8}(?:拖|滑|填充)|按住.{0,6}滑块|人机(?:身份)?(?:验证|校验|识别|检测)|"
    r"(?:访问|继续|确认|操作).{0,10}(?:请|需|须).{0,8}(?:输入.{0,4})?验证码|(?:是|为)(?:真人|人类|本人操作|真实用户)|(?:不是|非)(?:一个)?(?:机器人|自动程序)|"
    r"(?:依次|顺序)点击|点击.{0,8}(?:进行|完成|开始|继续).{0,4}验证|安全验证|访问验证|行为验证|"
    r"verify (?:that )?you(?: are|'re| are not)|you are (?:a )?human|human verification|(?:are|'re) (?:you )?(?:a |not a )(?:ro)?bot|not a robot|"
    r"complete the (?:captcha|security check|challenge)|solve (?:the|this) (?:captcha|challenge)|press (?:&|and) hold|security verification|slide to (?:verify|complete)|enter the characters",
    re.IGNORECASE,
)
#: A page that only has the browser checked.
_CHECKING = re.compile(
    r"checking (?:your|the) browser|verifying (?:your|you|that)|(?:enable|turn on) javascript and cookies|ddos (?:protection|attack)|"
    r"browser (?:check|verification|integrity)|security check(?:point)?\b|just a moment|please (?:enable|turn on) cookies|needs? to review the security of your connection|"
    r"(?:正在|需要|进行).{0,8}(?:检查|检测|验证|校验).{0,8}(?:浏览器|访问环境|运行环境|安全|连接)|浏览器.{0,6}(?:安全)?(?:检查|检测|验证|校验)|"
    r"安全(?:检查|检测|校验)中|正在.{0,4}(?:验证|确认).{0,6}(?:身份|访问)|请(?:先)?(?:开启|启用|打开|允许)\s{0,4}(?:浏览器的?)?\s{0,4}javascript.{0,12}刷新|请(?:先)?(?:开启|启用|允许)\s{0,4}(?:浏览器的?)?\s{0,4}cookies?",
    re.IGNORECASE,
)
#: A visitor's address, also where Chinese begins at once (您的IP已被封禁); a town's 文旅IP is none.
_IP = r"(?:\bip(?=\b|地址|段)|(?<=[的前该此机端户您你])ip(?![a-z\d_]))(?:\s*(?:地址|段))?"
_WHO = rf"(?:访问|请求|操作|行为|链接|地址|连接|会话|网络|\burl\b|{_IP})"
_STOPPED = r"(?:拦截|阻断|阻止|阻挡|封禁|封锁|封停|屏蔽|拉黑|列入黑名单|加入黑名单)"
#: Words that only a firewall says.
_BLOCKED = re.compile(
    rf"{_WHO}.{{0,24}}(?:被|遭到|遭|予以).{{0,16}}{_STOPPED}|(?:已|系统|为您|成功|自动|将其?|安全){_STOPPED}.{{0,12}}{_WHO}|"
    rf"{_WHO}.{{0,8}}(?:已|已经){_STOPPED}|{_STOPPED}了.{{0,8}}{_WHO}|{_WHO}{_STOPPED}(?:提示|通知|页|说明)?|"
    rf"{_IP}.{{0,24}}(?:被|已|受到?|遭).{{0,8}}(?:拒绝|禁止|封|限制|冻结)|{_IP}.{{0,12}}(?:不在|没有在|未在|非).{{0,8}}(?:白名单|允许|许可)|(?:禁止|限制|拒绝).{{0,4}}(?:此|您的|当前|该)\s*\bip\b|"
    rf"{_IP}[\s:：(（是为]{{0,3}}[\da-f.:*]{{0,39}}[\s)），,]{{0,2}}(?:暂?不被?允许|未被?(?:允许|许可)|没有(?:访问)?权限|无权(?:限|访问|浏览|查看)|(?:访问)?受限|禁止访问)|"
    r"(?:疑似|可能|存在|检测到|发现|包含|含有|带有|涉嫌|具有|识别为|判定为|认为|造成|构成|属于|进行).{0,16}(?:攻击|黑客|恶意|入侵|注入|威胁|木马|非法参数|非法字符|不合法参数|危险字符|危险参数|敏感字符|爬虫|风险行为|异常行为)|"
    r"(?:触发|违反|命中|匹配).{0,16}(?:安全|防护|防御|拦截|waf|访问控制).{0,4}(?:策略|规则|机制)|"
    r"行为.{0,8}异常|异常行为|(?:您的?|当前|本次|该|此次)(?:当前)?(?:的)?(?:访问|请求|操作|网络环境|访问环境|流量|\bip\b).{0,6}(?:存在|出现|有|发生|较为)?异常|异常(?:的)?(?:访问(?!失败|出错|错误|量)|流量)|"
    r"(?:恶意|非法|攻击)(?:性)?(?:的)?(?:访问|请求|行为|操作|攻击).{0,12}(?:拦截|阻断|禁止|拒绝)|"
    r"request (?:was |has been |is )?(?:blocked|rejected|denied by)|your request has been (?:denied|blocked)|(?:blocked|denied|rejected|stopped) (?:by|because|due to|for).{0,40}(?:security|firewall|polic|rule|malicious|suspicious|bot|automated|waf)|"
    r"(?:security|firewall|waf|protection).{0,40}(?:blocked|rejected|denied|prevented)|you (?:have been|were|are|'ve been) (?:blocked|banned|denied by)|"
    r"(?:your )?(?:\bip\b|ip address).{0,40}(?:blocked|banned|blacklisted|denied|blocklist)|your ip(?: address)?[\s:(]{0,3}[\da-f.:*]{0,39}[\s)]{0,2}(?:is |was )?not (?:allowed|permitted|authori[sz]ed)|(?:suspicious|unusual|malicious|automated|abnormal|bot-?like) (?:activity|traffic|request|behaviou?r|access)|attack (?:detected|id\b|blocked)|"
    r"access (?:to this \w+ )?(?:has been|was|is) (?:blocked|denied|restricted|limited) (?:by|because|due|for|to protect|as)|(?:in|from|of) your (?:country|region|location)|"
    r"\b(?:request|access|transfer|query|visit|activity|address)\b.{0,80}\b(?:blocked|banned|refused|rejected|flagged|dropped)\b|\b(?:blocked|banned) (?:by|from|for|access|spider)\b|automated (?:quer|request|tool)|"
    r"\bnot\b.{0,20}\b(?:allow(?:ed)?[ -]?list|white ?list)|(?:cyber|online|hacker|malicious|web|bot) ?attacks?\b|threat to the (?:web ?)?(?:site|server)|illegal (?:parameter|request|character)|potentially (?:harmful|unsafe|malicious|hostile)|"
    r"anti-?(?:bot|crawler|ddos|spam)\b|bot protection|\b(?:crawl|scrap)(?:er|ing)s?\b|"
    r"bloque(?:ado|ada|o\b)|bloqu[ée]e?s?\b|geblokkeerd|gesperrt|blockiert|заблокирован|アクセス.{0,12}(?:拒否|制限|遮断|ブロック)|"
    r"(?:境外|海外|国外|所在的?(?:地区|区域|国家|位置)).{0,12}(?:不允许|不支持|暂不|无法|禁止|限制|不能|屏蔽)|(?:不允许|禁止|限制|拒绝|屏蔽).{0,6}(?:境外|海外|国外|代理|\bvpn\b)|(?:使用|通过|关闭).{0,6}(?:代理(?![机记人商])|\bvpn\b)|关闭.{0,4}vpn.{0,4}(?:访问|重试|刷新)|仅[限对向供].{0,4}(?:大陆|境内|国内)(?:地区|用户|网络)?(?:访问|开放)(?!的)|"
    r"可疑.{0,4}(?:攻击|行为|访问|请求)|攻击行为|合法用户|客户端异常|您的客户端(?:环境)?(?:存在|出现|发生)异常|自动化(?:工具|程序|脚本|访问)|(?:安全|防护|访问|防御)(?:策略|规则).{0,12}(?:拒绝|禁止|限制|拦截|阻)|(?:被|遭).{0,8}(?:安全|防护|防御).{0,8}(?:拒绝|禁止|限制)|(?:请求|访问)(?:被|遭).{0,4}防火墙.{0,4}(?:拒绝|禁止|限制)|"
    r"您.{0,8}(?:访问|请求|操作).{0,6}异常",
    re.IGNORECASE,
)
#: What firewalls call themselves; on a 5xx their proxy may only pass on that the site is down.
_NAMES = re.compile(
    r"网站防火墙|web\s?应用防火墙|应用(?:层)?防火墙|云防火墙|防火墙(?:拦截|提示|保护|防护)|云防护|云防御|云\s?waf|\bwaf\b|web application firewall|safeline|雷池|安全狗|创宇盾|玄武盾|网防g01|"
    r"云锁|d盾|网站卫士|抗d|(?:防|抗)\s?(?:cc|ddos)|cc\s?(?:防护|防御|攻击)|安全防护(?:系统|平台|策略|规则|设备|节点)|防护节点|入侵防御|waf\s?拦截|拦截(?:提示|页面|事件|编号|id)|(?:事件|拦截|请求|防护|追踪)\s?(?:id|编号)|"
    r"(?:incident|event|attack|block|trace|support|ray|case) ?(?:id|number|code)\b|security (?:block|alert|system|solution|service|risk|rule)",
    re.IGNORECASE,
)
_RATE = re.compile(
    r"(?:访问|请求|操作|刷新|点击|查询|提交)(?!量|人数|用户|的人).{0,8}(?:过于|太过|太|过|非常|比较|频率|次数)(?:频繁|过快|过高|过多|快|太快|超限|超过|超出)|来自您.{0,6}(?:访问|请求|操作)(?:过|太)多|频繁(?:的)?(?:访问|请求|操作|刷新)|(?:访问|请求)(?:频率|速度|次数).{0,6}(?:超|过|限|异常)|"
    r"too many requests|rate[ -]limit|you(?:'re| are) (?:going|browsing|clicking|making requests) too (?:fast|quickly)|request (?:rate|frequency) (?:is )?too",
    re.IGNORECASE,
)
#: What a script puts on the page, as firewalls write it; scripts of pages say much else.
_IN_SCRIPT = re.compile(
    rf"(?:您|你|访问|请求|{_IP})[^\"'`;]{{0,30}}被[^\"'`;]{{0,12}}{_STOPPED}|您?的?访问行为[^\"'`;]{{0,8}}异常|your (?:request|access|ip)[^\"'`;]{{0,40}}(?:blocked|denied|banned)|"
    r"(?:请|拖动|滑动)[^\"'`;]{0,12}(?:安全验证|人机验证|滑块)",
    re.IGNORECASE,
)
_FRAMED = re.compile(
    r"(?:^|[/._?&=-])(?:waf[a-z0-9]{0,8}|[a-z0-9]{0,8}waf|captcha|recaptcha|punish|challenge|intercept|firewall|antibot|anti-bot|botcheck|yundun|ddos|403s?\.|501page)(?=$|[/._?&=:-]|\d)",
    re.IGNORECASE,
)
_SETS_COOKIE = re.compile(
    r"document\s{0,3}\.\s{0,3}cookie\s{0,3}=(?!=)|document\[.{1,30}cookie", re.IGNORECASE
)
_COMES_BACK = re.compile(r"\blocation\b|\breload\b", re.IGNORECASE)
_FINGERPRINT = re.compile(
    r"document\.cookie|location\.reload|\beval\s{0,3}\(|navigator\.webdriver|\batob\s{0,3}\(|string\.fromcharcode|crypto\.subtle",
    re.IGNORECASE,
)

#: What a refusal says that a page may also say of somebody else: it counts with 403, 405 and the like only.
_REFUSED = re.compile(
    r"(?:请求|访问)(?:不合法|非法|违规)|(?:非法|违规|不合法)(?:的)?(?:请求|访问|操作)", re.IGNORECASE
)
#: Titles of challenges: they name no site.
_CHALLENGE_TITLE = re.compile(
    r"^(?:verify|verification|captcha|challenge|security|one more step|robot|human|are you|attention|checking|安全|验证|校验|访问|人机|拦截|防护|滑动)",
    re.IGNORECASE,
)

#: Statuses that challenges come with; never 404, 500 or 502: those are the site's own.
_CHALLENGING = frozenset(
    {200, 201, 202, 203, 400, 401, 403, 405, 406, 412, 418, 419, 444, 456, 468, 493, 501, 503, 512, 520, 521}
)
#: Statuses of a site's own faults: a firewall's name or a word of blocking alone excuses none of them.
OWN_FAULTS = frozenset({401, 404, 410, 413, 414, 431, 500, 502, 504, 505, 507, 508, 509, 520, 522, 523, 524, 525, 526, 530})  # fmt: skip
#: Statuses with which a request is refused for what it is.
_REFUSALS = frozenset({403, 405, 406, 412, 419, 444, 451, 456, 461, 501, 512})
#: An own error page's words that sound like a firewall's.
_NO_FIREWALL = re.compile(
    r"潜在危险的|potentially dangerous request|bad gateway|拦截器|interceptor|stack ?trace|exception|源站|回源|origin (?:is|server|error|down)",
    re.IGNORECASE,
)


def blocked_by(status: int, headers: Mapping[str, str], text: str, *, is_half: bool = False) -> Reason | None:
    """
    Which kind of block this answer is, or None when nothing proves that it is one.

    *headers* have lower-case names; several cookies stand in one `set-cookie`, a line each. A plain 403 or 412 is
    the site's own answer, and so is every 404 and 5xx in the site's own words, whatever beacon or cookie a firewall
    adds to it. A page with a password field is a login page, not a captcha.
    *is_half*: it broke off before its end, so that it is not known to be nothing but a script.
    """
    if status == 429:
        return Reason.BLOCKED_RATE
    if (reason := _told_by_header(headers)) is not None:
        return reason
    # A platform's interface says 418 of itself; as a page only firewalls do.
    sure = Reason.BLOCKED_PAGE if status in FIREWALL_STATUSES and (status != 418 or "<" in text) else None
    if status < 400 and (len(text) > LOOK or has_many_links(text, PAGE_LINKS)):
        return None  # the way of nearly every page; all that follows costs more
    sight = look_at(text)
    if len(sight.words) >= PAGE_TEXT or sight.links >= PAGE_LINKS:
        return sure
    return (
        _certain(status, headers, sight)
        or (None if is_half and status == 200 else _challenge(status, headers, sight))
        or _framed(sight)
        or _notice(status, sight)
        or sure
    )


def is_challenge_host(host: str) -> bool:
    """Whether a redirect to *host* is a firewall's doing, not a move to another site."""
    return any(host == one or host.endswith("." + one) for one in CHALLENGE_HOSTS)


def _told_by_header(headers: Mapping[str, str]) -> Reason | None:
    for name, values, reason in HEADERS:
        said = headers.get(name)
        if said is not None and any(value in said.lower() for value in values):
            return reason
    return None


def _certain(status: int, headers: Mapping[str, str], sight: Sight) -> Reason | None:
    """
    A mark of a product's own block page. Its name on a page that says 500 or 502 is only the messenger's.

    A firewall's proxy passes on, in its own layout, that the site behind it is down: then words of blocking must be there.
    """
    found = _first(CERTAIN, sight, headers)
    if found is None or status not in OWN_FAULTS:
        return found
    said = simplified(sight.said)
    blocks = _BLOCKED.search(said) or _CAPTCHA.search(said) or _CHECKING.search(said)
    only_script = sight.is_bare(FEW_WORDS) and not sight.words and status < 500
    return found if (blocks and not _NO_FIREWALL.search(said)) or only_script else None


def _first(marks: tuple[Mark, ...], sight: Sight, headers: Mapping[str, str]) -> Reason | None:
    """The reason of the first of *marks* that the page bears."""
    cookies = headers.get("set-cookie", "").lower()
    title = sight.title.lower()
    for mark in marks:
        if mark.place is MarkPlace.TITLE:
            found = title.startswith(mark.needles[0])
        elif mark.place is MarkPlace.COOKIE:
            found = any(_sets(cookies, needle) for needle in mark.needles)
        else:
            where = sight.markup if mark.place is MarkPlace.MARKUP else sight.said
            found = all(needle in where for needle in mark.needles)
        if found:
            return mark.reason
    return None


def _sets(cookies: str, name: str) -> bool:
    """Whether one of the cookies' names begins with *name*."""
    return cookies.startswith(name) or f"\n{name}" in cookies


#: 瑞数: a name of random letters that ends in O, P, S or T, perhaps after the port.
_RANDOM_COOKIE = re.compile(r"^(?!JSESSIONID)[A-Za-z0-9]{8,24}?(?:80|443|\d{2,5})?[OPST]=", re.MULTILINE)


def _challenge(status: int, headers: Mapping[str, str], sight: Sight) -> Reason | None:
    """A script that must run before the page is given (瑞数、加速乐 and kin)."""
    if status not in _CHALLENGING or not sight.is_bare(FEW_WORDS) or sight.asks_password:
        return None
    names_site = sight.has_own_title and not (
        _CHECKING.search(sight.title) or _CHALLENGE_TITLE.search(sight.title)
    )
    if status < 400 and status != 202 and names_site:
        return None  # the shell of a page made by script: it says whose it is
    if _is_own_error(sight):
        return None
    if (reason := _first(AMBIENT, sight, headers)) is not None:
        return reason
    has_cookie = "set-cookie" in headers
    proves = (
        (status == 202)
        or (status in (412, 521) and (has_cookie or _FINGERPRINT.search(sight.scripts) is not None))
        or (status >= 400 and _FINGERPRINT.search(sight.scripts) is not None)
        or _RANDOM_COOKIE.search(headers.get("set-cookie", "")) is not None
        or (_SETS_COOKIE.search(sight.scripts) is not None and _COMES_BACK.search(sight.scripts) is not None)
    )
    return Reason.BLOCKED_SCRIPT if proves else None


_ERROR_WORDS = re.compile(
    r"不存在|找不到|未找到|错误|出错|异常|失败|维护|无权|没有权限|权限不足|forbidden|not found|denied|error|unavailable|not allowed|precondition",
    re.IGNORECASE,
)


def _is_own_error(sight: Sight) -> bool:
    """Whether its few words say what went wrong, as no challenge does."""
    return bool(sight.words) and _ERROR_WORDS.search(sight.words) is not None


def _framed(sight: Sight) -> Reason | None:
    """A page that only frames a firewall's page."""
    if not sight.frames or len(sight.words) >= FEW_WORDS or sight.links:
        return None
    for address in sight.frames[:3]:
        if _FRAMED.search(address):
            return Reason.BLOCKED_CAPTCHA if "captcha" in address else Reason.BLOCKED_PAGE
    return None


def _notice(status: int, sight: Sight) -> Reason | None:
    """A firewall's notice in words."""
    short = status < 400
    if len(sight.words) >= (SHORT_NOTICE if short else NOTICE_TEXT):
        return None
    if sight.links >= (SHORT_LINKS if short else NOTICE_LINKS) or sight.asks_password:
        return None
    said = simplified(sight.said)
    says_blocked = _BLOCKED.search(said) is not None
    names = _NAMES.search(said) is not None
    if status in OWN_FAULTS or _NO_FIREWALL.search(said):
        return Reason.BLOCKED_PAGE if says_blocked and names and not _NO_FIREWALL.search(said) else None
    if _RATE.search(said):
        return Reason.BLOCKED_RATE
    if _CAPTCHA.search(said) or (
        short and not sight.links and len(sight.words) < 80 and _CAPTCHA.search(sight.attribute_names)
    ):
        return Reason.BLOCKED_CAPTCHA
    if _CHECKING.search(said) and (sight.has_script or not short):
        return Reason.BLOCKED_SCRIPT
    if says_blocked or (names and status != 503) or (status in _REFUSALS and _REFUSED.search(said)):
        return Reason.BLOCKED_PAGE
    if (
        len(sight.words) < FEW_WORDS
        and not (short and sight.has_own_title)
        and _IN_SCRIPT.search(sight.scripts)
    ):
        return Reason.BLOCKED_PAGE
    return None
