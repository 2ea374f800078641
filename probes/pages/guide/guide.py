"""One service guide (办事指南): which of the ten element groups have text, and what people should look at."""

import re
from collections.abc import Mapping, Sequence
from hashlib import sha256

from monitor.domain.content import Guide
from probes.pages.dates.dates import narrow
from probes.pages.document.costly import TOO_COSTLY, too_costly
from probes.pages.document.parser import parse_html

LONGEST = 2_000_000

#: 重点要素类别, in the order of the clause, with the headings that guides give them.
GROUPS: Mapping[str, str] = {
    "事项名称": r"(?:事项|办理事项|项目|服务事项|业务|办事|审批事项)名称|办理事项|事项",
    "设定依据": r"(?:设定|法律|政策|办理|实施|审批|法定|办事|设立|事项|受理)(?:法律)?依据|依据|法律法规(?:依据)?|政策法规",
    "申请条件": r"(?:申请|受理|办理|申报|准予|审批|办事|许可)(?:的)?(?:对象及)?(?:条件|要求)|申请人条件|条件|(?:服务|办理|适用|申请)(?:对象|范围)(?:及条件|和条件)?|受理范围",
    "办理材料": r"(?:申请|办理|申报|所需|提交|需要|应交|办事|报送|需提交的?|需提供的?)(?:的)?(?:材料|资料|要件)(?:目录|清单|要求)?|(?:材料|资料)(?:目录|清单|要求)?|所需(?:的)?(?:材料|证件)",
    "办理地点": r"(?:办理|受理|办公|办事|服务|窗口|咨询|办证|受理窗口)(?:地点|地址|场所)|(?:办理|受理|办事|服务)窗口|(?:地点|地址)|(?:办理|办公|受理|办事)地点(?:、|和|及|与)(?:办理|办公|受理)?时间|办理时间(?:、|和|及|与)地点",
    "办理机构": r"(?:办理|实施|受理|审批|承办|主管|责任|决定|办事|实施主体|经办)(?:机构|机关|单位|部门|主体|科室)|(?:机构|部门)名称|实施主体",
    "收费标准": r"(?:收费|办理费用|费用)(?:标准|情况|依据|项目)?(?:及依据|和依据|及标准)?|是否收费|收费(?:标准及依据|依据及标准)|费用",
    "办理时间": r"(?:办理|办公|受理|服务|工作|办事|上班|接待|法定|承诺)(?:的)?(?:时间|时限|期限|时长)|(?:承诺|法定)(?:办结|办理)?(?:时限|期限|时间)|(?:办结|审批|完成)(?:时限|期限|时间)|时限|办理时间(?:、|和|及|与)地点|(?:办理|办公|受理|办事)地点(?:、|和|及|与)(?:办理|办公|受理)?时间",
    "联系电话": r"(?:联系|咨询|服务|办公|窗口|业务|监督|受理|办理)(?:投诉)?(?:电话|方式)|(?:咨询|联系)(?:及|和|、|与)(?:投诉|监督)(?:电话|方式|渠道|途径)|电话|咨询(?:途径|渠道)|联系方式",
    "办理流程": r"(?:办理|办事|审批|受理|业务|申请|服务|工作|许可|网上办理)(?:的)?(?:流程|程序|步骤|环节|过程)(?:图)?|流程图?|程序",
}  # fmt: skip
_GROUPS = {name: re.compile(words) for name, words in GROUPS.items()}
#: Headings of guides that belong to no group, and end the one before.
_OTHER = re.compile(
    r"(?:监督)?投诉(?:电话|方式|渠道)|常见问题|(?:事项|行使|服务|项目)(?:类型|类别|编码|层级|版本|代码|性质)|基本(?:编码|信息)|办件类型|(?:办理|审批)结果|结果(?:名称|样本|送达)|"
    r"(?:行政)?复议|法律救济|权利(?:和|与)义务|(?:相关)?(?:附件|下载|表格下载|表格)|样(?:表|本)|网上办理|在线办理|到现场次数|数量限制|中介服务|年审(?:年检)?|备注|注意事项|办理形式|通办范围|预约办理|物流快递|"
    r"上一篇|下一篇|主办单位.*|版权.*|网站地图|联系我们|相关(?:信息|链接|阅读)|打印|关闭|分享"
)
_NUMBERING = re.compile(
    r"^[\s（(【\[]*+(?:第?[一二三四五六七八九十]{1,3}|\d{1,2})[\s）)】\]]*+[、.．，,:：)）章节条]*+\s*+|^[●■◆▪★※◎·►▶]++\s*+"
)
#: What joins two groups in one heading (办理流程及时限, 申请条件、材料), what may stand before a group's name, and blanks that only widen it.
_JOINED = re.compile(r"以及|及其|及|和|与|、|/|或")
_ASKED = re.compile(r"^(?:需要?|须|应当?|所需|需要?提[交供]的?|应提[交供]的?)")
_PADDING = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_HEADING_END = " \t\r\n　:：】]）)▼∨>"
_EMPTY = re.compile(r"[\s\-—–_/\\.。·:：;；]*|暂无(?:信息|内容|数据|相关信息)?|待(?:补充|完善|定)|(?:正在)?(?:建设|完善|更新)中|null|undefined|详情|展开|收起|查看(?:详情)?", re.IGNORECASE)  # fmt: skip
#: Fewer headings than this, and the page was not understood: it says nothing of what is missing. [DEC]
UNDERSTOOD = 3

_VAGUE = (
    r"(?:法律|法规|规章|规定|政策)[^。；\n]{0,16}(?:规定|要求)[^。；\n]{0,8}(?:提交|提供)?的?其[他它](?:有关|相关)?(?:材料|资料|文件|条件)",
    r"(?:其[他它](?:有关|相关|需要的|必要的?|应当提交的?)?|(?:有关|相关))(?:证明)?(?:材料|资料|证件|手续|文件)(?!名称|清单|目录|下载|样)",
    r"(?:材料|资料|证件|手续)等(?=[。；\s]|$)", r"视(?:具体)?情况而定", r"按(?:照)?(?:有关|相关)规定(?:办理|收费|执行)", r"原则上", r"(?:若干|适量|适当)(?:份|张|时间)",
    r"另行通知",
)  # fmt: skip
_VAGUE_WORDS = re.compile("|".join(f"(?:{one})" for one in _VAGUE))
_FORMAT = re.compile(r"原件|复印件|电子|纸质|扫描|[\d一二两三四五各]\s?份|份数|正本|副本|照片|加盖")
_FORM_NAMED = re.compile(
    r"(?:申请|登记|审批|申报|备案|报名|信息|情况|汇总|核定|变更|注销)[\u4e00-\u9fff]{0,12}(?:表|书)(?![\u4e00-\u9fff]{0,2}格式)"
)
_FORM_LINK = re.compile(r"下载|表格|样表|空表|样本|申请[表书]|登记表|附件")
_IMAGE = re.compile(r"<img\b[^<>]{0,2000}>", re.IGNORECASE)
#: A picture counts as the text of 办理流程: flow charts are drawn.
_PICTURE = "〔图〕"
_FILE = re.compile(r"\.(?:docx?|xlsx?|pdf|wps|et|rar|zip|ofd)(?:$|\?)", re.IGNORECASE)


def read_guide(html: str, url: str, title: str = "") -> Guide:
    """
    What a guide's page says and lacks. Never raises on what a page may hold.

    A group is missing when no text stands under any of its headings; the page's own title serves as 事项名称. A
    page with fewer than three of the headings was not understood: `is_read` is False, and nothing is missing.
    Remarks are for people: vague words, a form named without a way to get it, links that lead nowhere.
    """
    if too_costly(html):
        return Guide(id=guide_id(url), url=url, title=title[:120], is_read=False, reason=TOO_COSTLY)
    parser = parse_html(_IMAGE.sub(f" {_PICTURE} ", html[:LONGEST]))
    links = [
        (" ".join(one.text().split()), (one.attributes.get("href") or "").strip()) for one in parser.css("a")
    ]
    heading = parser.css_first("h1, h2, title")
    own = " ".join(heading.text().split()) if heading is not None else ""
    parser.strip_tags(["script", "style", "noscript", "select", "template", "iframe", "svg"])
    text = parser.body.text(separator="\n", strip=True) if parser.body is not None else ""
    lines = [line for line in (" ".join(one.split()) for one in narrow(text).split("\n")) if line]
    told, headed = _told(lines)
    name = title or told.get("事项名称", "") or own
    if name:
        told.setdefault("事项名称", name)
    id = guide_id(url)
    if len(headed - {"事项名称"}) < UNDERSTOOD:
        return Guide(id=id, url=url, title=name[:120], is_read=False, reason="headings_not_recognised")
    missing = tuple(group for group in GROUPS if not told.get(group))
    return Guide(id=id, url=url, title=name[:120], missing=missing, remarks=_remarks(told, lines, links))


def guide_id(url: str) -> str:
    """A short name for a guide's address, the same every time."""
    return sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def groups_of(line: str) -> tuple[str, ...]:
    """The element groups that a heading names: 办理时间和地点 names two. Empty for what is no heading."""
    plain = _NUMBERING.sub("", line).rstrip(_HEADING_END).strip(" 【[（(")
    plain = _PADDING.sub("", plain)
    if not 2 <= len(plain) <= 14:
        return ()
    if whole := _named(plain):
        return whole
    parts = [one for one in _JOINED.split(plain) if one]
    each = [_named(one) for one in parts]
    return (
        tuple(dict.fromkeys(name for names in each for name in names)) if len(parts) > 1 and all(each) else ()
    )


def _named(heading: str) -> tuple[str, ...]:
    bare = _ASKED.sub("", heading)
    return tuple(
        name
        for name, words in _GROUPS.items()
        if words.fullmatch(heading) or (len(bare) >= 2 and words.fullmatch(bare))
    )


def _told(lines: Sequence[str]) -> tuple[dict[str, str], set[str]]:
    """The text under each group's headings, and the groups whose headings stand there at all."""
    told: dict[str, str] = {}
    headed: set[str] = set()
    current: tuple[str, ...] = ()
    for whole in lines:
        drawn = _PICTURE in whole and "办理流程" in current
        line = whole.replace(_PICTURE, "流程图" if drawn else "").strip()
        heading, value = _cut(line) if not drawn else ("", line)
        if groups := groups_of(heading):
            current = groups
            headed |= set(groups)
        elif _OTHER.fullmatch(_NUMBERING.sub("", heading).rstrip(_HEADING_END)):
            current = ()
        else:
            value = line
        if value and not _EMPTY.fullmatch(value):
            for group in current:
                told[group] = f"{told.get(group, '')} {value}".strip()[:4000]
    return told, headed


def _cut(line: str) -> tuple[str, str]:
    """`收费标准：不收费` as heading and value; a whole line is a heading without one."""
    head, colon, value = line.replace("：", ":").partition(":")
    return (head, value.strip()) if colon and len(head) <= 20 else (line, "")


def _remarks(
    told: Mapping[str, str], lines: Sequence[str], links: Sequence[tuple[str, str]]
) -> tuple[str, ...]:
    judged = ("申请条件", "办理材料", "办理流程", "收费标准", "办理时间")
    found = ((group, _VAGUE_WORDS.search(told.get(group, ""))) for group in judged)
    remarks = [f"{group}表述含糊: {match[0][:30]}" for group, match in found if match]
    materials = told.get("办理材料", "")
    if materials and not _FORMAT.search(materials):
        remarks.append("办理材料未说明原件、复印件、份数等格式要求")
    dead = [text for text, href in links if text and _FORM_LINK.search(text) and _is_dead(href)]
    if dead:
        remarks.append(f"表格链接无效: {dead[0][:30]}")
    offered = any(not _is_dead(href) and (_FILE.search(href) or "下载" in text) for text, href in links)
    if (match := _FORM_NAMED.search(materials)) and not offered:
        remarks.append(f"要求提交表单但未提供获取渠道: {match[0][:30]}")
    return tuple(remarks)


def _is_dead(href: str) -> bool:
    return href.lower() in ("", "#", "javascript:;", "javascript:void(0)", "javascript:void(0);", "javascript:", "about:blank", "http://", "https://")  # fmt: skip
