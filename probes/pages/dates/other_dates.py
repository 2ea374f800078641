"""Dates on an article page that belong to another thing than its publication (非发布日期): by the words around them."""

import re

#: What may stand before 日期 or 时间 where the two name a publish day; any other word makes it another thing's day.
_PUBLISHING = re.compile(
    r"(?:发布|发表|生成|发稿|来稿|投稿|上稿|成稿|审稿|采集|发文|发送|公布|公告|通告|上传|上网|上载|录入|收录|入库|公开|更新|信息|信息提供|添加|编辑|创建|提交|新闻|文章|稿件|文件|推送|"
    r"刊出|出刊|供稿|播发|发行|加入|发帖|贴出|张贴|首发|挂出|張貼|上版|上架|出稿|导入|刊发|刊登|刊载|登载|转载|挂网|撰写|撰稿|写作|编写|编发|转发|资讯|采编|网络|日期|时间)$"
)
_WORD_BEFORE = re.compile(
    r"(?<![:\u4e00-\u9fff])([\u4e00-\u9fff]{1,14})(?:(?:日\s{0,4}期|时\s{0,4}间|时刻)\s{0,3}[:\]】]?|日\s{0,3}:)\s{0,3}$"
)
#: Another notice than this one: 合同公告日期, 招标公告时间.
_EARLIER = re.compile(r"(?:合同|招标|采购|征集|首次|原|挂牌|出让)公[告示]$")
#: Words before a date that make it another thing's date.
_OTHER = re.compile(
    r"(?:(?:成文|生成(?=\s{0,2}时间)|页面生成|印发|施行|实施|生效|失效|废止|有效|报名|开始|结束|起止|办理|受理|回复|答复|提问|咨询|写信|来信|留言|注册|登录|"
    r"当前|现在|考试|活动|会议|预告|出生|成立|任职|入党|入职|建校|建成|签发|起草|到期|修改|访谈|服务|工作|上班|营业|开放|公示|征集|申请|页面缓存|本页缓存|缓存|抓取|创刊|出版|拍摄|阅读|培训|截止|打印|访问|直播|开标|投标|(?:数据|系统|行情|价格|库存|缓存|统计)更新)"
    r" {0,2}(?:(?:日期|时间|期限|年月|期|日|于)\s{0,3}[:至]{0,2}|:)|(?:推荐|相关|热门)(?:文章|阅读)于|(?:最后|上次|最近)(?:登录|登陆|访问|浏览|活动|活跃|在线)\s{0,2}:?|(?:截止|截至|今天是|today is|版权所有|Copyright|©)\s{0,2}[:]?)\s{0,3}$",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"(?![^\S\n]{0,2}\n\s{0,3}[—–-]{2}\s?(?:19|20)\d\d年\d{1,2}月\d{1,2}日\s?在)\s{0,3}日?[\s\])）】]{0,4}(?:起?至|到|[-—–~～]{1,2})[\s\[(（【]{0,4}(?:\d(?!\d?:\d\d\s{0,3}(?:\n|\Z))|今)"
)
_ENDS_PERIOD = re.compile(r"\d\s?日?[\s\])）】]{0,4}(?:起?至|到|[-—–~～]{1,2})\s{0,3}$")
#: What a reader did on that day: 2024-06-03 留言; and an office: 2024-06-03 修订, 任副局长. No label that follows: 提问时间：….
_SAID_BEHIND = re.compile(
    r"\s{0,3}(?:(?:留言|来信|提问|咨询|回复|答复|评论|回帖|跟帖)(?!时间|日期|人|者|内容|标题|单位|方式|编号)|(?:修[订正]|制定|施行|实施|生效|任|免去|成立|竣工|开工)(?![^\s:]{0,8}:|[前免]|(?:说明|方案|细则|办法|意见|公[告示]|通知|规定|仪式|职公)\s)(?=\S{0,8}(?:\s|$)))"
)
#: The same on English pages: Deadline: 25/09/2024, Closing date, Effective from. A name may end in many such words: China Today, Press Conference.
_BY_WHICH = " (?:date|time|day|from|until|on|till|in|by|is|for [a-z ]{1,24})"
_OTHER_ENGLISH = re.compile(
    r"(?:\b(?:deadline|due|clos(?:ing|es)|expir(?:y|es|ation)|effective|starts|ends|valid|born|founded|established|retrieved|accessed|until|since|as of|adopted|amended|enacted|"
    rf"promulgated|passed|taken)(?:{_BY_WHICH})?|\b(?:start(?:ing)?|end(?:ing)?|opening|event|birth|departure|arrival|interview|exam(?:ination)?|meeting|conference|registration|"
    rf"application|submission|review)(?:{_BY_WHICH}|\s?(?=:))|(?:\A|\n|[|,:.] ?)today(?: is)?)\s?:?\s?\Z",
    re.IGNORECASE,
)
#: A label in English that no word of publishing makes the article's: Opened: 2019-05-01.
_LABEL_IN_ENGLISH = re.compile(
    r"(?:\A|\n)(?![^\n:]{0,30}(?i:publi|post|releas|updat|modif|revis|chang|date|time|issue|upload|creat|writ|edit|add|news|sent|announc|fil(?i:ed)|enter|report|data|datum|fecha|day))[A-Z][A-Za-z ]{2,29}\s?:\s{0,3}\Z"
)
#: What begins on that day, or is counted from it, and what the day's weather is: on its own line.
_EVENT_BEHIND = re.compile(
    r"[ \t]{0,3}(?:以来|荣?获|被评|当选|挂牌|更名|迁[入至址]|入选|建成|投产|落成|起?(?:正式|隆重|盛大|准时)?(?:开幕|闭幕|开业|启动|开赛|开播|开通|启用|施行|实施|生效|举行|举办|召开|截止|首映|开馆|通车)(?!\s{0,2}(?:日期|时间|期限|日|期))|[^\s\d]{0,6}(?:天气(?!网|台|在线|频道)|气温)|[^\n\d。]{0,16}-?\d{1,2}\s?(?:[~～至-]{1,2}\s?-?\d{1,2}\s?)?(?:℃|°C))"
)
#: When a page or a site was changed, which may be its article's day or not.
_PAGES_OWN = re.compile(
    r"(?:页面|网页|网站|本页|本站|栏目|全站)(?:最[后近新])?更新\s{0,2}(?:日期|时间|于)?\s{0,3}[:]?\s{0,3}$"
)
#: What is shown or held on that day, as its own line over it says (直播预告), and the last price of a share or an index: 3211.20 +0.5%.
_FORETOLD = re.compile(r"(?:^|\n)(?:直播|活动|会议|讲座|访谈|新闻|节目)预告\s?\n[^\n]{2,30}\n\Z")
_QUOTED = re.compile(r"\d\.\d{1,4}[\s(（%]{1,3}[+\-↑↓▲▼]?\d{1,6}\.\d{1,4}[)）%\s]{0,4}\Z")
#: The same behind the words of a foot.
_OF_A_FOOT = re.compile(
    r"(?:版权|[Cc]opyright|©)[^\n]{0,24}(?:更新|修改)\s{0,2}(?:日期|时间|于)?\s{0,3}:?\s{0,3}\Z"
)
#: One of these ends whatever stands before another thing's date, blanks aside.
_ENDS_OF_WORDS = frozenset("期间限日于至止是有刻新到录陆问动跃线月:]】-—–~～©stSTdegilmnry\u017f")
#: What may open right before a date, behind the words that name it: 实施日期：【2026-04-01】; on another line only behind their colon.
_OPENED = re.compile(r"(?:(?<=:)\s{0,3}|(?<=[^\s:])[ \t]{0,3})[\[(（【]{1,2}\s{0,2}\Z")
#: Where something is, or how the weather was, right behind a day.
_PLACE_SIGNS = frozenset("点址气")
_PLACE_FOLLOWS = re.compile(
    r"(?:(?!时\s{0,4}间|日\s{0,4}期|(?:19|20)\d\d)[^。]){0,60}?(?:地\s{0,4}点\s{0,3}:|(?<=\s)地\s{0,4}点\s)|\s{0,6}(?:地\s{0,4}址|天\s{0,4}气)\s{0,3}:"
)
#: What follows the time of a lecture or a meeting, as far as it has a label of its own.
_MEETING_FOLLOWS = re.compile(
    r"(?:(?!时\s{0,4}间|日\s{0,4}期|(?:19|20)\d\d)[^。]){0,60}?(?:场\s{0,4}[所馆地]|会\s{0,4}场|主\s{0,4}讲人?|报告人|授课人|演讲人|会议号|腾讯会议|参[会加]人员|[Vv]enue|[Ll]ocation|[Pp]lace|[Ss]peakers?|[Ll]ecturer)\s{0,3}:"
)
#: What a law says of itself below its title: （2015年11月27日某省人大常委会通过）.
_ENACTED = re.compile(r"[^)）]{0,60}?(?:通过|修正|修订|批准|公布|施行|签署)[^)）]{0,40}[)）]")


def is_another_days(before: str, after: str) -> bool:
    """Whether the date between *before* and *after* is a deadline, a meeting, a law's day and the like."""
    named = _without_opening(before)
    if named.rstrip()[-1:] in _ENDS_OF_WORDS:
        if _names_other(named):
            return True
        word = _WORD_BEFORE.search(named)
        if word is not None and (_PUBLISHING.search(word[1]) is None or _EARLIER.search(word[1]) is not None):
            return True
        if (
            _PAGES_OWN.search(named) is not None
            or _OF_A_FOOT.search(named) is not None
            or _ENDS_PERIOD.search(named) is not None
        ):
            return True
    if ("预" in before and _FORETOLD.search(before)) or ("." in before and _QUOTED.search(before)):
        return True
    if _SAID_BEHIND.match(after) is not None or _EVENT_BEHIND.match(after) is not None:
        return True
    if _PERIOD.match(after) is not None or (
        not _PLACE_SIGNS.isdisjoint(after) and _PLACE_FOLLOWS.match(after) is not None
    ):
        return True
    if named.rstrip()[-1:] in ("间", "期", ":") and _MEETING_FOLLOWS.match(after) is not None:
        return True
    return (
        is_of_a_law(before, after)
        or ("来源" in before and _OF_A_SOURCE.search(before) is not None)
        or ("》" in before[-4:] and _PRINTED_IN.search(before) is not None)
    )


#: The paper that a text was printed in first: （原载《示例日报》2024年5月16日 第2版）.
_PRINTED_IN = re.compile(r"(?:原?[载刊](?:于|自)?|发表[于在])\s?:?\s?《[^《》\n]{2,20}》\s{0,3}\Z")
#: Where the figures of a text come from: 资料来源：示例局（2019年5月6日发布）.
_OF_A_SOURCE = re.compile(r"(?:资料|数据|图表)来源\s{0,2}:[^\n:]{1,30}[(（]\s?\Z")


def is_of_a_strange_label(before: str) -> bool:
    """Whether the words before a day are a label in English that says nothing of publishing."""
    return before.rstrip()[-1:] == ":" and _LABEL_IN_ENGLISH.search(before) is not None


def _without_opening(before: str) -> str:
    """*before* without the bracket that opens right before a date."""
    return _OPENED.sub("", before) if before.rstrip()[-1:] in ("[", "(", "（", "【") else before


#: The same behind another day of that law in the same brackets: （2007年4月5日国务院令第492号公布 2019年4月3日国务院令第711号修订）.
_ENACTED_BEFORE = re.compile(
    r"(?:号(?:公布|发布)|会议?通过|修[正订]|批准|施行)[,，;；、。 \t]{0,3}(?:根据)?\Z"
)
_ENACTED_AGAIN = re.compile(r"[^()（）\n]{0,60}?(?:通过|修正|修订|批准|公布|施行)[^()（）\n]{0,60}[)）]")


def is_of_a_law(before: str, after: str) -> bool:
    """Whether the brackets around a date say when a law was passed or changed: （2015年11月27日某省人大常委会通过）."""
    if before.rstrip().endswith(("(", "（")):
        return _ENACTED.match(after) is not None
    return _ENACTED_BEFORE.search(before) is not None and _ENACTED_AGAIN.match(after) is not None


#: What stands behind the day of the newspaper that an article is from: 《示例日报》2024年3月30日第3版, （2024年03月30日 03 版）.
_OF_A_NEWSPAPER = re.compile(
    r"(?:\s{0,3}(?:星期|周)[一二三四五六日天])?\s{0,3}[(（]?\s{0,3}第?\s{0,2}[A-Z]?\d{1,3}\s{0,2}版|\s{0,3}第\s?[一二三四五六七八九十]{1,3}\s?版"
)


#: What stands before the label of another text that this one repeats (原文发布时间) or that is yet to come (预计发布时间), of a forecast, of a program's version.
_NOT_THIS_TEXTS = re.compile(
    r"(?:(?:预[计定期]|暂定|拟|下一?次|上一版本?)\s{0,2}|(?:原(?:文|始|载|稿|件)|计划|标准)(?:[ \t]{0,2}|(?<![^\n]..)\n)|(?:\d\s?℃|多云|阵雨|小雨|晴天?)[^\n]{0,20}|(?:版\s?本号?\s?:?\s?[Vv]?\d[^\n]{0,12}|[Vv]?\d\.\d[\d.]{0,8}\s?版)\n?[\s|]{0,3})"
    r"(?:发布|发表|刊发|公布|公开|更新|上线)\s{0,3}(?:日期|时间|于)?\s{0,3}[:\]】]?[\s\[(（【]{0,3}$"
)


def is_of_another_text(before: str) -> bool:
    """Whether the label that ends the words *before* a date is that of another text, of a forecast or of a program's version."""
    return _NOT_THIS_TEXTS.search(before) is not None


def is_of_a_newspaper(after: str) -> bool:
    """Whether the words *after* a date say on which page of a newspaper it stood: the paper's day."""
    return _OF_A_NEWSPAPER.match(after) is not None


#: Who remarked last, before a day (最新评论：网友 2026-11-20, 最后发表于 2026-11-20, 某某说道： 2026-11-20), and that somebody speaks, behind it: 2026-11-20 某某说….
_LAST_REMARK = re.compile(
    r"(?:最[新后近]|网友|精彩|热门)(?:评论|点评|留言|回复|回帖|跟帖|发言|发表|发帖)[^\n\d:]{0,4}:?[^\n\d:]{0,16}\Z|(?:说道?|\b[Ss]a(?:ys|id))\s?:\s{0,3}\Z"
)
_SPEAKS = re.compile(
    r"(?: \d{1,2}:\d\d(?::\d\d)?)?[ \t]{1,3}[\u4e00-\u9fff*]{0,8}(?:说|写道)(?:\s?[:…]|\s{0,3}(?:\n|\Z))"
)


def is_of_a_remark(before: str, after: str) -> bool:
    """Whether the words *before* and *after* a date make it the day of a reader's remark."""
    return _LAST_REMARK.search(before) is not None or _SPEAKS.match(after) is not None


def is_known_other(before: str) -> bool:
    """Whether *before* names another thing's day by a word that is known to (成文日期, 有效期至), not by one that is merely unknown."""
    named = _without_opening(before)
    return named.rstrip()[-1:] in _ENDS_OF_WORDS and _names_other(named)


#: Labels of days that a clerk may put for the publish day, or that are another's: nobody can tell.
_MAY_BE_ITS_OWN = re.compile(
    r"(?:(?:签发|印发|成文|修改|(?<!页面)生成|公示|公[示告](?:开始|起始)|(?<![次后近])登[录陆])\s{0,2}(?:日期|时间|(?=\s?:))|最[后近]修改|修改于)\s{0,3}[:\]】]?\s{0,3}\Z"
)


def names_of_another(before: str, after: str) -> set[str]:
    """The features of a day that is another thing's, by its label *before* it and what stands *after* it: whether it is another one for sure, or nobody can tell."""
    if before.rstrip()[-1:] in _ENDS_OF_WORDS | {"改"} and _MAY_BE_ITS_OWN.search(before) is not None:
        return {"label.another"} if _PERIOD.match(after) is not None else {"label.another", "label.strange"}
    return {"label.other"} if is_known_other(before) else {"label.another"}


def _names_other(named: str) -> bool:
    return _OTHER.search(named) is not None or _OTHER_ENGLISH.search(named) is not None


#: Who was asked, or about what.
_OF_AN_INTERVIEW = re.compile(r"(?:嘉\s?宾|访谈(?:主题|对象|人))[^\n:]{0,6}:")


def is_of_an_interview(around: str) -> bool:
    """Whether the words *around* a date name the guest or the subject of an interview: its day."""
    return ("嘉" in around or "访谈" in around) and _OF_AN_INTERVIEW.search(around) is not None
