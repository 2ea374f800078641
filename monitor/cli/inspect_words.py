"""What to tell a person about a page that could not be read: what happened, and what to do (原因与处理)."""

from monitor.domain.reach import CAUSES, Reason

_FILLED_BY_SCRIPT = "在 config 的该栏目写明接口 list = {json = ...} 或 adapter，或对照浏览器核对"
_REACHES = frozenset(one.value for one in Reason)
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
    "no_list_found": ("没有认出列表", "用 list = {item = ...} 指定列表所在，或用 --as article 按文章读取"),
    "adapter_found_nothing": ("接口没有返回条目", "核对栏目编号"),
    "script_list": ("列表由脚本加载，源码中没有", _FILLED_BY_SCRIPT),
    "too_costly": (
        "页面结构过于复杂，未予解析",
        "标签、属性或层级过多，请网站运维核对页面源码；不计入网站问题",
    ),
    "not_a_page": ("不是网页文件", "改用网页的网址或另存的 HTML"),
}


def explain(reason: str) -> str:
    """*reason* in words: what happened, then what to do; the reason itself where nothing is known of it."""
    if reason in _REACHES:
        return f"{CAUSES[Reason(reason)].name} ({reason}); {CAUSES[Reason(reason)].remedy}"
    kind, _, detail = reason.partition(":")
    known = _WORDS.get(reason) or _WORDS.get(kind)
    if known is None:
        return reason
    what = f"{known[0]} ({detail.strip()})" if detail and reason not in _WORDS else known[0]
    return f"{what}; {known[1]}"
