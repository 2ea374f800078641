"""What to tell a person about a page that could not be read: what happened, and what to do (原因与处理)."""

from monitor.cli.day_words import rule_words
from monitor.wording.causes import cause_of

_FILLED_BY_SCRIPT = "在配置的该栏目写明接口 list = {json = ...} 或 adapter，或对照浏览器核对"
_IN_CONFIG = "在配置的该留言板 options 中"
#: Reason of a reading -> what happened, what to do.
_WORDS = {
    "empty page": ("文件为空", "重新保存网页，或直接填写网址"),
    "hardly any text": ("几乎没有文字", "确认保存的是网页源码（完整网页）"),
    "hardly any text: filled by script": ("内容由脚本填充，源码中没有", _FILLED_BY_SCRIPT),
    "the page only sends the reader on": ("页面只作跳转", "改用跳转后的网址"),
    "an error page: not found": ("页面不存在提示页", "检查网址"),
    "an error page: the program failed": ("程序出错页", "稍后再试，或检查网站程序"),
    "an error page: a server's default page": ("服务器默认页", "检查网址与域名指向"),
    "an error page: no such site": ("网关或存储未配置该网站", "检查网址与域名指向"),
    "an unfilled template": ("只有未填充的模板", _FILLED_BY_SCRIPT),
    "the page breaks off": ("页面不完整", "重新抓取或另存；未注明发布时间须凭完整页面认定"),
    "the label of its day is empty": ("发布时间标签为空", "对照浏览器核对，由脚本填充的须人工认定"),
    "the label of its day has a value that is not understood": (
        "发布时间标签后的内容未能读懂",
        "对照页面核对，须人工认定",
    ),
    "a place between its title and its text is left for a script": (
        "标题与正文之间留有由脚本填充的位置",
        "对照浏览器核对，须人工认定",
    ),
    "a script that writes broke off": ("写入页面的脚本未能运行完毕", "对照浏览器核对，须人工认定"),
    "its scripts took more than a page may take": (
        "页面脚本超出运行限额",
        "对照浏览器核对，须人工认定；不计入网站问题",
    ),
    "a day stands on it that is not understood": (
        "页面上有日期，未能认定是否为发布时间",
        "对照页面核对，须人工认定",
    ),
    "a day stands on it that is not sure": ("页面上有日期，把握不足，未予采用", "对照页面核对，须人工认定"),
    "a script writes its day": ("发布时间由脚本写入，未能得出", "对照浏览器核对，须人工认定"),
    "a place beside its title is empty": ("标题旁留有空位", "对照浏览器核对，由脚本填充的须人工认定"),
    "a part of its template was left unfilled": ("页面有未填充的模板", "对照浏览器核对，须人工认定"),
    "a day stands in its head that is not understood": (
        "页面上有日期，未能认定是否为发布时间",
        "对照页面核对，须人工认定",
    ),
    "a script changes the page in a way that is not understood": (
        "页面脚本改动了页面，未能得出改动后的样子",
        "对照浏览器核对，须人工认定",
    ),
    "its day stands where what another address answers is put": (
        "日期所在位置由脚本向其他地址取得内容后改写",
        "对照浏览器核对，须人工认定",
    ),
    "what another address answers is put beside its title": (
        "标题附近由脚本向其他地址取得内容后写入，可能含日期",
        "对照浏览器核对，须人工认定",
    ),
    "two titles stand on it, each over a day, and its window names neither": (
        "页面上有两个标题、各有日期，窗口标题与两者都不符",
        "对照页面核对，须人工认定",
    ),
    "an older day stands beside it, told as well": (
        "标题附近有两个日期，写法相同或相当，较早的一个也可能是发布日期",
        "对照页面核对，须人工认定",
    ),
    "its scripts take its day away": (
        "页面上的日期被页面脚本移除或清空",
        "对照浏览器核对，须人工认定",
    ),
    "changed_by_script": ("列表被页面脚本改动，未能得出改动后的样子", "对照浏览器核对，须人工认定"),
    "no_list_found": ("没有认出列表", "用 list = {item = ...} 指定列表所在，或用 --as article 按文章读取"),
    "list_in_doubt": ("有条目，但不能认定属于本栏目", "对照页面核对，用 list = {item = ...} 指定列表所在"),
    "adapter_found_nothing": ("接口没有返回条目", "核对栏目编号"),
    "script_list": ("列表由脚本加载，源码中没有", _FILLED_BY_SCRIPT),
    "a day stands on it that is not shown": ("页面上有日期，但未显示", "对照浏览器核对，须人工认定"),
    "a tag states a day that is not understood": (
        "页面标签（meta）中的日期未能读懂",
        "对照页面核对，须人工认定",
    ),
    "an attribute of an element holds a day": ("日期写在元素属性里，未能认定", "对照浏览器核对，须人工认定"),
    "a template on it speaks of a day": ("页面模板涉及日期，未能得出", "对照浏览器核对，须人工认定"),
    "a part of it that is not read as text holds a day": (
        "未作为文字读取的部分（表单、框架等）有日期",
        "对照浏览器核对，须人工认定",
    ),
    "the text is garbled": ("内容不是可读的文字（文件损坏、压缩或编码有误）", "重新抓取或另存网页"),
    "there is no markup": ("不是网页：没有任何标签", "确认保存的是网页源码（完整网页）"),
    "no_board_recognised": (
        "没有认出留言",
        f"确认是留言列表页；或{_IN_CONFIG}写明 item、title、submitted 等选择器",
    ),
    "script_board": ("留言由脚本加载，源码中没有", f"{_IN_CONFIG}写明 adapter，或对照浏览器核对"),
    "headings_not_recognised": (
        "认出的要素标题不足三类，不能认定缺少什么",
        "确认是办事指南的详情页；指南在附件、图片或框架中的须人工核对",
    ),
    "elements_not_told": (
        "有要素可能以没有认出的标题写出，未能认定是否缺少",
        "对照页面核对这些要素，须人工认定",
    ),
    "not_a_guide": (
        "有类似标题，但不是办事指南（通知、公告、机构介绍一类）",
        "核对网址；确是办事指南的须人工核对",
    ),
    "script_guide": ("指南内容由脚本填充，源码中没有", "对照浏览器核对，须人工认定"),
    "filled_elsewhere": ("空着的部分可能由其他网址填入，未能认定", "对照浏览器核对，须人工认定"),
    "no_links_found": ("没有认出带链接的条目", "确认是首页；由脚本生成的首页须对照浏览器核对"),
    "script_blocks": ("板块由脚本加载，源码中没有", "对照浏览器核对，须人工认定"),
    "bad_selector": ("配置的选择器有误", "检查配置中的选择器"),
    "selector_found_nothing": ("配置的选择器没有匹配到内容", "检查配置中的选择器，或网站已改版"),
    "not_json": ("接口返回的不是 JSON", "核对接口网址"),
    "no_rows_at_the_configured_path": ("接口中没有配置所指的条目", "核对配置中的路径"),
    "too_costly": (
        "页面结构过于复杂，未予解析",
        "标签、属性或层级过多，请网站运维核对页面源码；不计入网站问题",
    ),
    "sent_to_homepage": ("网址转到网站首页", "栏目可能已撤销或改址，核对后写入现在的网址"),
    "not_saved": ("看到的内容没有存下", "查看日志和磁盘"),
    "reader_broke:no_reader": ("读取程序未能启动", "以安装本系统的用户运行；原因见上面的日志"),
    "not_a_page": ("不是网页文件", "改用网页的网址或另存的 HTML"),
}

KIND_WORDS = {"article": "稿件", "list": "栏目列表", "board": "留言板", "home": "首页", "guide": "办事指南"}
HEAD_WORDS = {
    "date": "日期", "title": "标题", "url": "网址", "from": "出处", "text": "内容", "submitted": "留言日期", "answered": "答复日期", "status": "状态", "unit": "单位",
    "group": "要素", "heading": "页面上的标题", "name": "材料", "form": "形式", "count": "份数", "leads": "链接", "chosen": "采用", "rows": "条数", "newest": "最新",
    "days_from": "日期出处", "asked": "留言日期", "for": "依据", "against": "疑点", "first": "首条",
}  # fmt: skip
#: What spoke for or against a group of rows.
GROUND_WORDS = {
    "dated": "各条有日期", "column_name_over_it": "上方为栏目名称", "no_days": "无日期", "stands_aside": "位于导航、侧栏或页脚", "box_of_other_things": "热点、推荐一类",
    "other_name_or_sites": "标题为其他栏目或指向外站",
}  # fmt: skip
PLACE_WORDS = {
    "row": "条目内",
    "link": "链接文字",
    "attribute": "属性",
    "address": "网址",
    "between": "条目之间",
    "heading": "日期小标题",
}
#: Where on a page a day was read (出处).
FROM_WORDS = {
    "visible": "可见文字",
    "script": "脚本写出",
    "meta": "页面标签",
    "url": "网址",
    "list": "栏目列表",
    "body": "其他位置",
}
#: What the system says of a file that cannot be read.
_FILE_WORDS = {
    "No such file": "没有这个文件",
    "Is a directory": "是文件夹，不是文件",
    "Permission denied": "没有读取权限",
}
#: In a reason: what the scripts did, and kinds of files.
_DETAILS = {"filled by script": "由脚本填充", "not found": "未找到", "binary": "二进制数据"}
#: What speaks against the rows of a list in doubt.
DOUBT_WORDS = {
    "dated_in_part": "各块有的带日期、有的不带",
    "newer_half": "并排的另一半列表更新",
    "several_boxes": "是几个并排的栏目块",
    "place_before_pager": "条目与翻页之间有空白的列表",
    "pager_of_others": "翻页可能属于另一列表",
    "newer_below": "下方同名列表更新",
    "box_over_list": "栏目名下另有更长的列表",
    "aside": "在页面的侧栏或边框中",
    "other_box": "是热点、推荐之类的栏目块",
    "above_crumbs": "在“当前位置”之上",
    "beside_crumbs": "在“当前位置”所在的正文部分之外",
    "links_elsewhere": "链接都到其他栏目或网站",
    "says_nothing": "页面写明暂无内容或须登录",
    "table_without_rows": "页面另有只有表头的表格",
    "behind_text": "“当前位置”之后先有大段文字",
    "behind_items": "“当前位置”之后先有一两个指向别处的附件或标题",
    "under_another": "几行之上是别的栏目的名称，页面另有可作正文的内容",
    "beside_content": "页面另有表单、按钮、图片或文字作正文",
    "beside_text": "页面自有正文",
    "frame": "页面以框架显示站内另一页",
    "empty_place": "正文中有待脚本填充的空白处",
    "filled_by_script": "页面另有由脚本填充的列表",
    "older_rows": "另有较旧或不带日期的列表",
    "previews_before": "前面是几个栏目的摘要列表",
    "several_lists": "几块条目不是同一列表",
}
STATUS_WORDS = {
    "answered": "已答复",
    "open": "办理中",
    "transferred": "已转办",
    "refused": "不予受理",
    "unstated": "未注明",
}
#: What is not told of some messages of a board, and who tells it.
UNDATED_MESSAGE = "没有认出留言日期：页面未写，或只写月日而无年份；以留言详情页为准，仍无日期的须人工认定"
SILENT_MESSAGE = "没有写明是否答复：以留言详情页为准，仍未写明的须人工认定"
#: What the guess of the kind saw.
SEEN_WORDS = {
    "too_costly": "结构过于复杂", "rows": "条目", "dated_rows": "有日期的条目", "sentences": "句号", "publish_day": "发布时间", "element_headings": "要素标题", "named": "标题用词",
    "address": "网址", "boxes": "板块", "lists": "列表", "more": "“更多”链接", "article": "有发布时间", "one_list": "以一个列表为主", "messages": "留言", "with_status": "有状态或答复",
    "letter_labels": "信件标签", "questions": "提问的标题", "no_crumbs": "没有当前位置", "site_name": "窗口标题为网站名称", "navigation": "只有导航",
}  # fmt: skip
WAY_WORDS = {
    "head": "表头",
    "labels": "标签",
    "pairs": "问答相随",
    "records": "重复条目",
    "scripts": "脚本数据",
    "selectors": "配置",
}


def explain(reason: str) -> str:
    """*reason* in words: what happened, then what to do; the reason itself where nothing is known of it."""
    happened, remedy = cause_and_remedy(reason)
    return f"{happened}；{remedy}" if remedy else happened


def cause_and_remedy(reason: str) -> tuple[str, str]:
    """What happened, and what to do; the reason itself, and "", where nothing is known of it."""
    if (cause := cause_of(reason)) is not None:
        return f"{cause.name}（{reason}）", cause.remedy
    kind, _, detail = reason.partition(":")
    known = _WORDS.get(reason) or _WORDS.get(kind)
    if known is None:
        return reason, ""
    detail = detail.strip().replace(", ", "、").replace(" or ", " 或 ")
    what = (
        f"{known[0]}（{(_DETAILS | DOUBT_WORDS).get(detail) or rule_words(detail)}）"
        if detail and reason not in _WORDS
        else known[0]
    )
    return what, known[1]


def file_words(why: str) -> str:
    """Why a file cannot be read, and what to name instead."""
    what = next(
        (words for said, words in _FILE_WORDS.items() if said in why), f"读取失败（{why.split(';')[0]}）"
    )
    return f"{what}；请写出保存的网页文件，或以 http://、https:// 开头的网址"


def day_text(text: str) -> str:
    """The words around a day, without our own mark for what scripts wrote."""
    return text.replace("after scripts: ", "（脚本运行后）", 1)
