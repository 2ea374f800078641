"""
Strangers' pages (非本网站首页的页面): what answers 200 in a homepage's place and is nobody's homepage.

A closed list: one row for each kind and place, its signs in the row. To add a product, add its sign. A title is looked at on
any page; words and markup only on a page that has hardly anything else, so that news of a maintenance or a
firewall never turn a homepage into a stranger's.
"""

import re
from dataclasses import dataclass
from enum import Enum

from monitor.domain.reach import Stranger
from probes.http.sight import Sight, has_many_links, look_at, simplified, title_of

#: A page with so many links is a site's own, unless its title says otherwise.
PAGE_LINKS = 30
#: A notice is shorter than this; a page of words and links is a homepage.
NOTICE_TEXT, NOTICE_LINKS = 420, 8
#: Other people's pages may say more: their marks stand on no homepage.
STRANGE_TEXT = 3000

#: These may be the site's own pages, with its own mark; the others are always somebody else's.
OWN_KINDS = frozenset({Stranger.MAINTENANCE, Stranger.MOVED, Stranger.NOT_FOUND, Stranger.PROGRAM_ERROR})

#: These are told by their title whatever else the page bears: a file list may hold files of any name.
TITLED_KINDS = OWN_KINDS | {Stranger.DIRECTORY, Stranger.SERVER_DEFAULT}


class SignPlace(Enum):
    """Where a sign stands."""

    TITLE = "title"
    NOTICE = "notice"  #: in title or words of a page that is short
    WORDS = "words"  #: in title or words of a page with little else
    MARKUP = "markup"
    SCRIPT = "script"  #: in an inline script of a page that is nothing else


@dataclass(frozen=True, slots=True)
class Sign:
    """How pages of one kind are told, in one place."""

    kind: Stranger
    place: SignPlace
    pattern: re.Pattern[str]


def _sign(kind: Stranger, place: SignPlace, *alternatives: str) -> Sign:
    return Sign(kind, place, re.compile("|".join(f"(?:{one})" for one in alternatives), re.IGNORECASE))


_WHAT = r"(?:网站|本站|该站|站点|系统|平台|门户|页面|网页|服务器?|栏目|数据库|程序|首页)"
_DOING = (
    r"(?:维护|升级|改版|改造|建设|检修|调整|整改|迁移|割接|调试|修复|更新|更换|优化|施工|开发|制作|维修|备案)"
)
#: What a page says of itself when a switch of it is off (网站已关闭语音).
_PART = r"(?!了?(?:语音|弹窗))"
_GONE = r"(?:不存在|未找到|找不到|没有找到|无法找到|不见了|已(?:经)?(?:被)?(?:删除|移除|下线|移走)|被(?:删除|移除)|走丢)"
_THING = r"(?:页面|网页|文件|内容|地址|链接|网址|资源|文章|信息|路径|栏目)"

#: The whole list. Order matters where a page bears signs of two kinds: the more exact first.
SIGNS: tuple[Sign, ...] = (
    _sign(
        Stranger.UNFILED, SignPlace.MARKUP,
        r"batit\.aliyun\.com", r"alww\.html", r"beian[-_/]?block", r"webblock\.html", r"/icp[-_]?block", r"unbeian", r"nobeian", r"no[-_]beian",
        r"beian[-_.]?(?:intercept|stop|deny|notice|tips?)\b", r"dnspod\.qcloud\.com/static/webblock",
    ),
    _sign(
        Stranger.UNFILED, SignPlace.WORDS,
        r"non-compliance icp filing", r"icp (?:filing|licen[sc]e|registration) (?:is )?(?:required|missing|not)", r"(?:no|not|without|missing|lack).{0,30}\bicp\b",
        r"(?:未|尚未|没有|无|还未|未能)(?:进行|完成|通过|办理|取得|获得|按.{0,12}要求)?.{0,8}(?:icp)?\s?备案(?!号)", r"未备案", r"备案(?:号|信息)?.{0,10}(?:被?注销|已?取消|失效|异常|不存在|不符)", r"取消(?:了)?接入", r"未(?:办理)?(?:备案)?接入",
        r"(?:未|没有).{0,16}(?:接入备案|备案接入|备案手续|网站备案)", r"未根据.{0,12}(?:工信部|相关法律|规定).{0,24}备案", r"备案.{0,12}(?:拦截|阻断|后(?:方可|才能).{0,6}(?:访问|开通))",
    ),
    _sign(
        Stranger.SUSPENDED, SignPlace.WORDS,
        r"account (?:has been )?suspended", r"(?:site|website|service|hosting|web ?space) (?:has been |is |temporarily )*(?:suspended|disabled|deactivated)", r"bandwidth limit exceeded", r"suspendedpage",
        rf"(?:站点|网站|该站|本站|空间|主机|虚拟主机|服务|账号|账户|域名空间)(?:已经?|被|因.{{0,16}}|暂时|由于.{{0,16}}){{1,3}}(?:停用|暂停(?!服务)|停止(?:运行|访问)?|关停|到期|过期|欠费|锁定|冻结|超限|管理员停止|关闭(?!.{{0,12}}公告){_PART})",
        r"(?:被|已经?被)?(?:管理员|服务商|主机商)(?:停止|暂停|关闭|停用)", r"欠费停", r"流量(?:已)?(?:用完|用尽|超限|超出)", r"域名.{0,16}暂停解析", r"(?:^|[\s，,。！!])(?:无法|不能)访问(?:此|该)(?:网站|网页)(?:$|[\s，,。！!])", r"(?:空间|主机)(?:使用期)?(?:已)?(?:到期|过期)",
        r"(?:该|此|您访问的)(?:网站|站点)(?:暂时|已)?(?:无法|不能|禁止|停止)(?:进行|被)?访问", rf"网站(?:已|暂)(?:被)?(?:停|关)(?:用|止|闭|停){_PART}",
    ),
    _sign(
        Stranger.PARKED, SignPlace.MARKUP,
        r"sedoparking", r"parkingcrew", r"\bbodis\.com", r"afternic\.com", r"hugedomains", r"//(?:www\.)?dan\.com", r"parklogic", r"parking-lander", r"window\.park\b", r"domainparking",
        r"above\.com/marketplace", r"skenzo", r"voodoo\.com", r"namebright", r"domain_?for_?sale", r"parkedpage", r"park(?:ing)?page", r"cashparking", r"uniregistry", r"/lander['\"]", r"tdfs-", r"undeveloped\.com", r"dynadot\.com/(?:park|market)",
    ),
    _sign(Stranger.PARKED, SignPlace.TITLE, r"域名纠错|网址纠错|114(?:导航|搜索)|上网导航"),
    _sign(
        Stranger.PARKED, SignPlace.WORDS,
        r"domain (?:name )?(?:\S{1,60} )?(?:is |may be |has )?(?:for sale|parked|expired|been registered|available for)", r"buy this domain", r"this domain (?:is|has|may|was|name)", r"parked (?:free|domain|page)", r"courtesy of godaddy", r"future home of", r"domain (?:has )?expired", r"\bis for sale[!.]?", r"make an offer on this domain", r"inquire about this domain",
        r"域名.{0,10}(?:出售|转让|待售|停放|到期|过期|求购|报价|竞价|拍卖|赎回|出租|未续费|已被注册|购买)", r"(?:出售|转让|购买|收购|抢注)(?:此|该|本|这个)?.{0,4}域名", r"(?:你|您).{0,8}(?:购买|想要|感兴趣).{0,12}域名",
    ),
    _sign(
        Stranger.NO_ROUTE, SignPlace.WORDS,
        r"default backend ?- ?404", r"no route matched", r"no healthy upstream", r"upstream connect error", r"fastly error: unknown domain", r"there isn't a github pages site here", r"no such app", r"deployment_not_found", r"the specified (?:bucket|key) does not exist", r"no ?such ?(?:bucket|key|host|website|domain)(?:configuration)?\b",
        r"(?:host|domain|vhost|server name)(?: name)?(?: was| is)? not (?:found|configured|recogni[sz]ed)", r"invalid hostname", r"unknown (?:host|domain|virtual host)", r"site not found", r"backend not found", r"there is no site (?:configured|here)", r"no site configured", r"error 1001|error 1016", r"userdisable", r"no configuration file provided",
        r"(?:未|没有)(?:找到|发现|配置|绑定).{0,6}(?:对应的?)?(?:域名|主机名|路由|应用)", r"域名(?:未|没有)(?:绑定|配置|解析|添加|接入)", r"\b404 page not found$",
    ),
    _sign(
        Stranger.NO_ROUTE, SignPlace.MARKUP,
        r"<code>(?:nosuchbucket|nosuchkey|accessdenied|userdisable|nosuchwebsiteconfiguration|invalidbucketname|websiteredirect)</code>", r"<listbucketresult\b",
    ),
    _sign(
        Stranger.DIRECTORY, SignPlace.TITLE,
        r"^index of /", r"^directory listing (?:for|of|--)", r"^listing directory", r"^目录列表", r"^\S{1,80} - /(?:\S{0,80})$", r"^(?:files|directory) (?:in|of|listing)\b",
    ),
    _sign(Stranger.DIRECTORY, SignPlace.NOTICE, r"^index of /", r"\[to parent directory\]", r"directory listing for /", r"转到父目录"),
    _sign(
        Stranger.SERVER_DEFAULT, SignPlace.TITLE,
        r"^welcome to (?:nginx|tengine|openresty|centos|caddy|litespeed|openlitespeed|apache|lighttpd|jboss|wildfly|jetty|xampp|wamp\w*|lnmp|alibaba|alinux|rocky|openeuler|anolis|kylin|euler\w*|tongweb|bes\b|ubuntu|debian|iis|angie|freenginx|our server|your (?:new )?(?:server|website|domain))",
        r"^(?:apache2?|nginx|http|web|httpd|tengine).{0,40}(?:default|test) page", r"^(?:default|test) page\b", r"^test page for\b", r"^(?:http server|web server|server) test page", r"^it works!?$", r"^iis(?: windows(?: server)?|\s?\d+(?:\.\d)?)?$", r"^internet information services", r"^windows server$",
        r"^apache tomcat\b", r"^tomcat$", r"^(?:wampserver|xampp|phpstudy|lamp|lnmp|appserv|easyphp|uwamp|upupw|amh\b|appnode)", r"phpstudy|小皮面板|phpnow|upupw", r"^lnmp\b|lnmp一键", r"^(?:domain|web site|website|site)?\s?default (?:web ?)?(?:site )?page", r"^web server's default page", r"default (?:parallels )?plesk", r"^plesk\b.{0,20}default",
        r"^(?:恭喜[，,!！ ]{0,2})?站点(?:已)?创建成功", r"^没有找到(?:站点|网站)", r"^(?:站点|网站)(?:不存在|未找到|未绑定|未配置|创建成功)", r"^欢迎使用(?:nginx|宝塔|tengine|phpstudy|apache|iis|lnmp|amh|wdcp|护卫神)", r"^phpinfo\(\)", r"php ?探针", r"^welcome to nginx on", r"^powered by (?:nginx|apache|tengine|openresty|cpanel|plesk|directadmin)\b",
        r"^glassfish server", r"^welcome to (?:the )?weblogic", r"^ibm http server", r"^(?:was|websphere) .{0,30}(?:test|welcome)", r"^resin(?:®)? .{0,20}(?:default|home)", r"^(?:tongweb|tonghttpserver|inforsuite|bes|apusic|金蝶天燕|宝兰德|东方通).{0,20}(?:欢迎|默认|首页|welcome|default)?$", r"^default web ?site", r"^默认(?:站点|页面|网站|首页)", r"^success!?$", r"^congratulations\b", r"^welcome to your new", r"^(?:your )?new website", r"^hello,? world", r"^站点默认页|^网站默认页|^服务器默认", r"^创建成功$", r"安装向导|install(?:ation)? wizard|› installation|^(?:系统)?安装程序", r"^nginx$|^apache$|^tengine$|^openresty$|^caddy$",
    ),
    _sign(
        Stranger.SERVER_DEFAULT, SignPlace.WORDS,
        r"welcome to (?:nginx|tengine|openresty|apache|tomcat|caddy)\b", r"if you see this page, the .{0,40}(?:web server|nginx|server)", r"this (?:is the )?default (?:web ?|welcome )?page", r"this page is used to test the proper operation", r"you(?:'ve| have) successfully installed (?:tomcat|nginx|apache)", r"replace this (?:file|page)", r"web server is (?:successfully installed|working|up and running|running)",
        r"没有找到(?:对应的?|您访问的)?(?:站点|网站)", r"没有将此域名", r"(?:站点|网站)创建成功", r"(?:本|此)页(?:面)?(?:由系统|为|是).{0,16}(?:默认|自动生成|创建)", r"默认(?:的)?(?:index|首页文件|欢迎页|站点页|页面)", r"未(?:绑定|找到)(?:对应)?(?:站点|网站)", r"恭喜.{0,12}(?:安装|创建|搭建|部署|配置|运行)(?:成功|完成|正常)|恭喜.{0,8}(?:网站|站点|主机|空间|服务器?|环境|程序)(?:已经?)?成功(?:安装|创建|搭建|部署|开通)", r"^\s{0,4}it works!?\s{0,4}(?:it works!?)?\s{0,4}$", r"服务器?(?:环境)?(?:安装|搭建|配置)成功", r"(?:网站|站点|主机|空间)(?:已)?开通成功|(?:虚拟主机|您的主机|空间)已(?:经)?开通|欢迎使用.{0,12}(?:虚拟主机|云主机|云服务器)(?:$|[\s，,。！!])", r"请(?:将|把).{0,16}(?:网站程序|网站文件|程序|首页).{0,12}(?:上传|放)", r"请上传.{0,4}(?:网站|站点|首页).{0,2}(?:程序|文件)",
        r"apache is functioning normally", r"your (?:web)?site is ready", r"nothing (?:to see|is) here( yet)?", r"^(?:hello,? world!?|test|ok|测试(?:页面?)?|hello|success|works)[\s!！.。]{0,4}$", r"website coming from .{0,30}default", r"no web ?site is configured at this address", r"the web site you are (?:looking for|trying to reach).{0,60}(?:not configured|no content)",
    ),
    _sign(
        Stranger.ADMIN_PANEL, SignPlace.TITLE,
        r"宝塔.{0,12}(?:面板|登录)", r"^(?:宝塔|aapanel|1panel|cpanel|whm|directadmin|webmin|virtualmin|usermin|ispconfig|vestacp|hestiacp?|cyberpanel|phpmyadmin|adminer|kodexplorer|可道云|cloudpanel|ajenti|cockpit)\b", r"1panel|phpmyadmin|aapanel", r"login to webmin|cpanel login|whm login|plesk (?:obsidian|onyx)|directadmin login", r"(?:后台|管理员|管理端|系统管理)\s?(?:登[录陆]|入口|管理登[录陆])", r"(?:网站|系统|内容|站群|平台)(?:后台|管理)(?:管理)?(?:系统|平台|中心)?[\s\-_|—·:：]{0,4}(?:用户)?登[录陆]", r"后台管理(?:系统|平台|中心)?", r"^(?:管理|后台)(?:系统|平台|中心)$",
        r"routeros|mikrotik|openwrt|luci\b|ikuai|爱快|tp-?link|d-?link|netgear|路由器|交换机|光猫|网关(?:管理|登录)|\btenda\b|\bmercury (?:router|wireless)|ruijie|锐捷|h3c|华三|huawei (?:usg|web|switch|router)|web user login|web(?:网管|管理)", r"pfsense|opnsense|fortigate|sophos|sonicwall|ssl ?vpn|easyconnect|sangfor|深信服|天融信|绿盟|奇安信.{0,10}登录|hillstone|山石网科|vpn 登录|堡垒机|运维审计|jumpserver", r"^(?:zabbix|grafana|kibana|elasticsearch|prometheus|jenkins|nacos|portainer|gitlab|gitea|harbor|rancher|kubernetes dashboard|kubesphere|swagger ui|druid|rabbitmq|kafka|eureka|consul|nexus|sonarqube|xxl-job|solr|activemq|apollo|sentinel|minio|seafile|nextcloud|webdav)\b", r"(?:sign in|log ?in|login|登[录陆]).{0,8}(?:gitlab|gitea|harbor|jenkins|grafana|zabbix|kibana|nexus|rancher|jumpserver|vcenter|esxi|proxmox)", r"^/manager$|tomcat (?:web application|virtual host) manager", r"禅道|泛微|蓝凌|致远(?:互联|oa|协同)|通达oa|万户oa|e-cology", r"任务调度中心|若依|ruoyi|jeecg|swagger ui|druid (?:stat|monitor)", r"vmware|\besxi\b|vcenter|proxmox|\bidrac|\bilo\b|\bipmi\b|synology|\bqnap\b|truenas|群晖|(?<![a-z])nas(?![a-z]).{0,6}登录|hikvision|dahua technology|海康威视|网络摄像机|\b[nd]vr\b",
    ),
    _sign(Stranger.ADMIN_PANEL, SignPlace.WORDS, r"入口登[录陆](?:面板|后台)", r"(?:宝塔|1panel|aapanel).{0,12}(?:面板|panel)", r"\bbt default\b", r"安全入口(?:校验|错误|登[录陆])"),
    _sign(
        Stranger.PROGRAM_ERROR, SignPlace.TITLE,
        r"^(?:http )?(?:error |status |错误 ?|服务器错误[: ]{0,2})?(?:500|502|503|504|520|521|522|523|524)(?:[\s\-–—:：|,，].{0,60})?$", r"^(?:500|502|503|504)\b", r"^internal server error", r"^bad gateway", r"^service (?:temporarily )?unavailable", r"^gateway time-?out", r"^(?:数据库|程序|系统|应用程序|服务器|运行时|内部|页面)(?:连接|运行|内部|发生|应用程序)?(?:错误|出错|异常|故障|失败)", r"^系统(?:发生|出现)(?:了)?(?:错误|异常)", r"^whoops", r"^database error", r"^(?:discuz! )?(?:system|runtime|application|server|fatal|parse) error", r"^server error in", r"应用程序中的服务器错误", r"^exception\b", r"exception at /", r"^error report", r"^http status (?!404)\d{3}", r"^(?:an )?error(?: occurred| has occurred|!)?$", r"^出错(?:了|啦)?[!！。]?$", r"^error\s?[-:：].{0,60}$",
    ),
    _sign(
        Stranger.PROGRAM_ERROR, SignPlace.NOTICE,
        r"error establishing a database connection", r"sqlstate\[", r"(?:fatal|parse) error\s?:", r"\bwarning: {1,2}(?:mysqli?|include|require|pdo|session|file)", r"uncaught (?:exception|error|typeerror|pdoexception)", r"whitelabel error page", r"server error in '", r"应用程序中的服务器错误", r"http status [45]\d\d", r"\bjava\.(?:lang|sql|io|net|util)\.", r"org\.(?:springframework|apache|hibernate)\.", r"traceback \(most recent call last\)", r"whoops, looks like", r"(?:数据库|mysql|sql server|oracle|redis).{0,10}(?:连接|服务|访问)?.{0,6}(?:失败|错误|出错|异常|超时|拒绝|无法连接)", r"(?:can'?t|could not|cannot|unable to|failed to) (?:connect|select).{0,30}(?:database|mysql|db|server)", r"too many connections", r"access denied for user", r"ole db provider", r"adodb\.connection", r"\bora-\d{4,5}", r"microsoft (?:vbscript|jet|odbc)", r"discuz! (?:system|database) error", r"系统(?:发生|出现)(?:了)?.{0,4}(?:错误|异常|故障)", r"(?:系统|程序|服务器|应用)(?:内部)?(?:错误|异常|出错|故障|繁忙)[，,。!！\s]", r"(?:系统|程序|服务器)(?:内部)?(?:错误|异常|出错|繁忙|忙)$", r"页面错误[！!]?请稍后", r"(?:页面|系统|程序)出错了|(?:页面|系统|服务器)开小差", r"服务器(?:内部|遇到|发生).{0,8}(?:错误|问题|异常)", r"application error: a (?:client|server)-side exception", r"internal server error", r"bad gateway", r"service (?:temporarily )?unavailable", r"gateway time-?out", r"内部服务器错误", r"服务(?:暂时|暂|当前)?不可用", r"无法(?:显示|处理)(?:该|此|您请求的)?(?:页面|网页|请求)", r"something went wrong", r"unexpected error", r"模板(?:文件)?不存在", r"控制器不存在|模块不存在|非法操作[:：]", r"license (?:has )?expired|授权(?:已)?(?:过期|到期|失效)|未授权的域名|域名未授权",
    ),
    _sign(Stranger.PROGRAM_ERROR, SignPlace.SCRIPT, r"""\balert\s{0,3}\(\s{0,3}["'][^"']{0,40}(?:错误|出错|异常|失败|故障|不存在|error|fail)"""),
    _sign(
        Stranger.NOT_FOUND, SignPlace.TITLE,
        r"^(?:http )?(?:error |status |错误 ?)?40[0134](?:[\s\-–—:：|,，_].{0,60})?$", r"^40[34]\b", r"[\s\-–—:：|_(（]40[34](?:页面?|错误页?)?[)）]?$", r"\b40[34] (?:not found|forbidden|error|page)", r"40[34]\s?(?:错误|页面|提示|报错)", r"(?:page|file|resource|object) (?:was |could )?(?:not|n't) (?:be )?found", r"^not found", r"^(?:access )?forbidden$|^access denied$|^access forbidden", rf"{_THING}.{{0,6}}{_GONE}", r"(?:链接|网址|页面地址).{0,4}已?失效", rf"^(?:抱歉|对不起|很抱歉)?[，,]?(?:您?(?:访问|请求|查找|要找)的)?.{{0,4}}(?:{_THING}|内容)?{_GONE}", r"^找不到(?:页面|文件|网页|对象|该页)", r"^(?:禁止访问|无权访问|没有权限|权限不足|拒绝访问)", r"^http status 404", r"^页面(?:丢失|走丢|出错|错误|提示)",
    ),
    _sign(
        Stranger.NOT_FOUND, SignPlace.NOTICE,
        rf"{_THING}.{{0,8}}{_GONE}", r"(?:链接|网址|页面|地址).{0,6}已?失效", rf"{_GONE}.{{0,8}}{_THING}", r"(?:页面|网页)(?:已经?)?丢失", rf"(?:您|你)?(?:访问|请求|查找|寻找|浏览|要找|找)的.{{0,10}}{_GONE}", r"(?:page|file|resource|url|document) .{0,60}(?:not (?:be )?found|does ?n[o']t exist|no longer exists?|cannot be found|could not be found|has been (?:moved|removed|deleted))", r"\b404\b.{0,12}(?:not found|error|错误|页面|抱歉)", r"not found on this server", r"^\s*(?:error\s?)?40[34][\s.!]{0,4}$", r"\b403 forbidden\b", r"you don't have permission to access", r"(?:禁止|拒绝|无权|没有权限)(?:访问|浏览|查看)", r"no input file specified", r"目录(?:列表)?(?:被拒绝|不允许|禁止)", r"not found\b.{0,3}$",
    ),
    _sign(
        Stranger.MAINTENANCE, SignPlace.TITLE,
        rf"{_WHAT}(?:正在|正|处于|进行|暂停|临时|紧急|例行|全面|整体|系统|进入|进行){{0,3}}{_DOING}.{{0,6}}(?:中(?![心国央小学医])|公告|通知|提示|页面|说明|告示)", rf"(?:正在|现正|处于){_DOING}", rf"^(?:系统|网站|平台|站点|服务器?|停机|停服|例行|临时|全站)?{_DOING}{_DOING}?(?:中|公告|通知|提示)?[!！.。…]{{0,3}}$", rf"^{_DOING}(?:维护|升级|改版)?中(?![心国央小学医])", r"^(?:网站|站点|本站|系统|平台)?(?:暂停|暂时|临时|已经?)(?:访问|关闭|服务|停止|关停|开放|停用|下线)", r"^(?:即将|敬请|尚未|暂未)(?:上线|开通|开放|期待|推出)", r"under (?:construction|maintenance)", r"^(?:site |website |scheduled |system |down for )?maintenance(?: mode| page| in progress| notice)?$", r"^(?:site is )?(?:coming soon|launching soon|opening soon)", r"^(?:we'?ll be|be) (?:right )?back\b", r"(?:site|website|page|we(?:'re| are)) .{0,20}(?:down for|undergoing) (?:scheduled |routine )?maintenance", r"temporarily (?:unavailable|closed|offline|down)", r"^网站(?:关闭|升级|维护|建设|改版|整改|停用)(?:提示|公告|通知|中)?$",
    ),
    _sign(
        Stranger.MAINTENANCE, SignPlace.NOTICE,
        rf"{_WHAT}[^。！!？?]{{0,24}}(?:正在|现正|处于|正处|进行|将进行|正|需要?|紧急|临时|暂停)[^。！!？?]{{0,10}}{_DOING}(?!单位|服务商|商|部门|方[:：])", rf"{_WHAT}.{{0,6}}{_DOING}(?:与?{_DOING})?(?:之)?中(?![心国央小学医])", rf"(?:^|[\s，,。！!:：]){_DOING}(?:维护|升级|改版)?中(?![心国央小学医])[\s，,。！!.…]{{0,4}}", rf"(?:正在|现正|正处于?)(?:进行)?(?:紧急|系统|全面|例行|后台|数据)?{_DOING}.{{0,12}}(?:请|敬请|给您|稍后|期间|不便|中)", rf"(?:网站|本站|系统|平台|站点).{{0,12}}(?:暂停|暂时停止|停止|临时关闭|暂时关闭|已关闭{_PART}|已经关闭{_PART}|已关停|已停用|已下线|暂不)(?:访问|服务|开放|运行|使用|对外|提供|更新)?", r"(?:暂停|停止)(?:对外)?访问", r"(?:网站|本站|平台|系统|页面|栏目).{0,10}(?:即将|尚未|暂未|还未|正在筹[备建]|筹[备建]中)(?:上线|开通|开放|推出|发布|建成)?", r"(?:^|[\s，,。！!])新站(?:正在)?筹[备建]中", r"(?:即将(?:上线|开通|开放|推出)|敬请期待)", r"under (?:construction|maintenance)", r"(?:scheduled|routine|site|system|undergoing|down for|for) maintenance", r"maintenance (?:mode|in progress)", r"coming soon", r"(?:be|come) (?:right )?back (?:soon|shortly|online|later|in)", r"(?:site|website) is (?:currently |temporarily )?(?:unavailable|closed|offline|down|not available)", r"temporarily (?:offline|closed|unavailable|down)", r"给您(?:带来|造成)(?:的)?不便.{0,16}(?:维护|升级|恢复)", r"(?:维护|升级|改版)(?:期间|时间).{0,40}(?:无法|不能|暂停|停止)",
    ),
    _sign(
        Stranger.MOVED, SignPlace.NOTICE,
        r"(?:网站|本站|该站|站点|门户)[^。！!？?\s]{0,24}已(?!于?将)[^。！!？?\s]{0,20}(?:整合|迁移|[迁搬][至到]|搬迁|归并|合并|并入|撤销|注销|归档|关停|停止运行|下线|永久关闭)(?![至到入]{0,2}(?:本|我|此))",
        r"域名(?:已|现)(?:经)?(?:变更|更换|更改|改)[为至到成]",
        r"\b(?:web ?)?site (?:has|was|is) (?:been )?(?:now )?(?:permanently )?(?:moved|migrated|merged|relocated|retired|closed|shut ?down)\b",
    ),
)  # fmt: skip


def stranger_of(text: str, *, marked: bool = False) -> Stranger | None:
    """
    Which kind of stranger's page *text* is, or None when nothing proves that it is one.

    *marked*: the page bears the site's own mark, so that it can only be the site's own notice, or is told by its title.
    """
    title = simplified(title_of(text))
    for sign in SIGNS:
        if (
            sign.place is SignPlace.TITLE
            and (not marked or sign.kind in TITLED_KINDS)
            and sign.pattern.search(title)
        ):
            return sign.kind
    if is_told_by_title(text):
        return None
    sight = look_at(text)
    return next((sign.kind for sign in SIGNS if _bears(sign, sight, marked=marked)), None)


def is_told_by_title(text: str) -> bool:
    """Whether only its title can prove that *text* is a stranger's page: it has many links. Then telling takes no time."""
    return has_many_links(text, PAGE_LINKS)


def _bears(sign: Sign, sight: Sight, *, marked: bool) -> bool:
    if marked and sign.kind not in OWN_KINDS:
        return False
    if sign.place is SignPlace.MARKUP:
        return len(sight.words) < STRANGE_TEXT and sign.pattern.search(sight.markup) is not None
    if sign.place is SignPlace.SCRIPT:
        return sight.is_bare() and not sight.has_own_title and sign.pattern.search(sight.scripts) is not None
    said = simplified(f"{sight.title} {sight.words}".strip()[:1200])
    if sign.place is SignPlace.WORDS:
        return len(sight.words) < 2 * NOTICE_TEXT and sign.pattern.search(said) is not None
    if sign.place is SignPlace.NOTICE:
        short = len(sight.words) < (NOTICE_TEXT // 2 if marked else NOTICE_TEXT)
        few = sight.links < (NOTICE_LINKS // 2 if marked else NOTICE_LINKS)
        return short and few and sign.pattern.search(said) is not None
    return False
