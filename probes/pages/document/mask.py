"""Personal data out of what is stored (个人信息脱敏): names, phones, identity numbers, addresses, e-mail."""

import json
import re
from collections.abc import Iterable, Set
from dataclasses import replace
from itertools import islice
from typing import Any

from selectolax.lexbor import LexborNode

from monitor.domain.observation import Exchange
from monitor.domain.text import NotJson, load_json
from monitor.patrol.privacy import has_check_digit
from probes.http.charset import decode
from probes.http.inflate import Broken, TooLarge, inflate
from probes.pages.document.costly import too_costly
from probes.pages.document.parser import parse_html

MASK = "***"
#: Header that says an exchange was masked, with the length of the body before.
MASKED_HEADER = "X-Monitor-Masked"

CEILING = 10_000_000
#: A cell with a person's name holds no more nodes.
_MOST_NODES = 40

_PERSONS = (
    "姓名|真实姓名|写信人|来信人|留言人|留言者|咨询人|提问人|提问者|投诉人|反映人|诉求人|举报人|申请人|来电人|联系人|"
    "发信人|寄信人|建议人|署名|昵称|网友|网民|用户名"
)
#: Between a label and its value: colon, spaces, a few tags.
_GAP = r"\s{0,5}(?:[:：]|&#58;)?(?:\s|&nbsp;|&ensp;|&emsp;|　|</?[a-zA-Z][^<>]{0,200}>){0,12}[:：]?(?:\s|&nbsp;|　){0,5}"
#: Words that stand where a name would, and are none: headings beside a heading, menu entries.
_NO_NAME = (
    r"(?:标题|主题|内容|时间|日期|状态|类型|类别|分类|部门|单位|电话|手机|邮箱|地址|操作|序号|编号|查询码|来信|答复|回复|受理|办理|"
    r"留言|咨询|提交|浏览|点击|满意|评价|查看|登录|注册|互动|信箱|中心|我要|网友|网民|身份证|证件|邮编|性别|年龄|职业|问|发表|必填|请|"
    rf"数|员|等|对|为|{_PERSONS})"
)
_NAME = re.compile(
    rf"(?P<label>(?:{_PERSONS}))(?P<gap>{_GAP})"
    rf"(?P<value>(?!{_NO_NAME})[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9·•*＊]{{0,30}})"
)
_ADDRESS = re.compile(
    rf"(?P<label>(?:家庭|联系|通讯|通信|现|居住|详细|事发|户籍)?(?:住址|地址|住所)|居住地)(?P<gap>{_GAP})"
    r"(?P<value>[^\s<>,，。;；*&]{2,80})"
)
_ROOM = re.compile(
    r"[\dA-Za-z一二三四五六七八九十]{1,4}(?:号楼|栋|幢|座)(?:[\dA-Za-z一二三四五六七八九十]{1,3}(?:单元|梯|门))?(?:[\dA-Za-z]{1,5}(?:室|号房|房|户)?)?"
    r"|(?<![\d年月])\d{3,4}室"
)
_PHONE = re.compile(
    r"(?<![\d.])(?:(?:\+|00)?86[-\s]?)?1[3-9]\d(?:[-\s]?\d{4}){2}(?!\d)|(?<![\d-])(?:\(0\d{2,3}\)|（0\d{2,3}）|0\d{2,3}[-—–\s])[2-9]\d{6,7}(?!\d)"
)
_LABELLED_PHONE = re.compile(
    rf"(?P<label>(?:联系|手机|固定|办公|咨询)?(?:电话|手机)(?:号码?)?|联系方式|手机号码?)(?P<gap>{_GAP})(?P<value>[2-9]\d{{6,7}}(?!\d))"
)
_IDENTITY = re.compile(
    r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?:\d(?!\d)|[Xx])"
)
_LABELLED_IDENTITY = re.compile(
    rf"(?P<label>(?:身份证|证件)(?:号码?|编号)?)(?P<gap>{_GAP})(?P<value>[0-9A-Za-z]{{6,20}})"
)
_EMAIL = re.compile(
    r"(?<![\w.+-])[A-Za-z0-9][\w.+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{2,63}){1,4}", re.ASCII
)
#: JSON keys whose values are a person's.
_KEYS = frozenset({
    "username", "user_name", "realname", "real_name", "xm", "lxr", "linkman", "link_man", "linkname",
    "contact", "contacts", "contactname", "contact_name", "caller", "caller_name", "callername", "sender",
    "writer", "nickname", "nick_name", "applicant", "petitioner", "customer_name", "rqst_person",
    "visitor", "phone", "mobile", "tel", "telephone", "telno", "tel_no", "phonenum", "phone_number",
    "mobilephone", "linkphone", "link_phone", "lxdh", "sjh", "linktel", "email", "mail", "idcard",
    "id_card", "idcardno", "id_no", "sfzh", "cardno", "address", "addr", "homeaddress", "home_address",
    "lxdz", "dz", "case_addr",
})  # fmt: skip
_PAIR = re.compile(r'"(?P<key>[A-Za-z_]{1,30})"(?P<gap>\s{0,5}:\s{0,5})"(?P<value>(?:[^"\\]|\\.){1,400})"')
#: The whole text of an element, or of a title attribute.
_CELL = re.compile(r"""(>|title=["'])([^<>"']{1,60})(?=[<"'])""")


def mask_text(text: str) -> str:
    """
    *text* with personal data replaced by `***`. Masking twice changes nothing more.

    Names and addresses where a label stands before them, also across tags; phone numbers, identity numbers
    whose last digit is right, e-mail and room numbers anywhere.
    """
    for _ in range(8):  # one mask may bare what another hid
        masked = _mask_once(text)
        if masked == text:
            break
        text = masked
    return text


def _mask_once(text: str) -> str:
    for pattern in (_LABELLED_IDENTITY, _LABELLED_PHONE, _ADDRESS):
        text = pattern.sub(_keep_label, text)
    text = _IDENTITY.sub(lambda match: MASK if has_check_digit(match[0]) else match[0], text)
    text = _NAME.sub(_name, text)
    for pattern in (_PHONE, _EMAIL, _ROOM):
        text = pattern.sub(MASK, text)
    return text


def mask_page(text: str, fields: Iterable[str] = ()) -> str:
    """
    The source of a page or a JSON answer, masked.

    Besides what `mask_text` finds: cells under a heading such as 写信人, and JSON values under the usual keys
    or those in *fields*.
    """
    if text.lstrip()[:1] in ("{", "["):
        return _mask_json(text, _KEYS | {one.lower() for one in fields})
    if persons := _cells_of_persons(text):
        text = _CELL.sub(lambda match: _cell(match, persons), text)
    return mask_text(text)


def mask_exchange(exchange: Exchange, fields: Iterable[str] = ()) -> Exchange:
    """
    *exchange* with personal data masked in the body, in its own charset; unchanged when it holds none.

    A masked body is kept uncompressed; a header says so and gives the length it had. A body that cannot be
    decoded is left out, which the header says too: what cannot be masked is not stored.
    """
    headers = {name.lower(): value for name, value in exchange.headers}
    try:
        body = inflate(exchange.body, headers.get("content-encoding", "identity"), CEILING)
    except (Broken, TooLarge):
        return _with_body(exchange, b"", "withheld")
    if exchange.body and not body:
        return _with_body(exchange, b"", "withheld")
    decoded = decode(body, headers.get("content-type", ""))
    if too_costly(decoded.text):
        return _with_body(exchange, b"", "withheld")
    codec = "utf-8" if decoded.encoding in ("utf-8", "utf-8-sig") else decoded.encoding
    try:
        text = body.decode(codec, "surrogateescape")
        masked = mask_page(text, fields)
        if masked == text:
            return exchange
        return _with_body(exchange, masked.encode(codec, "surrogateescape"), "personal data replaced")
    except (LookupError, UnicodeError):
        masked = mask_page(decoded.text, fields)
        return _with_body(exchange, masked.encode("utf-8", "replace"), "personal data replaced, now utf-8")


def _with_body(exchange: Exchange, body: bytes, what: str) -> Exchange:
    dropped = ("content-encoding", "content-length", "content-md5", "digest")
    kept = tuple((name, value) for name, value in exchange.headers if name.lower() not in dropped)
    note = (MASKED_HEADER, f"{what}; original-length={len(exchange.body)}")
    return replace(exchange, body=body, headers=(*kept, ("Content-Length", str(len(body))), note))


def _keep_label(match: re.Match[str]) -> str:
    return match[0] if MASK in match["value"] else f"{match['label']}{match['gap']}{MASK}"


def _name(match: re.Match[str]) -> str:
    running = len(match["value"]) > 4 or match["label"] in ("网友", "网民", "申请人")
    if not match["gap"] and running:  # 网友反映的问题已…
        return match[0]
    return f"{match['label']}{match['gap']}{MASK}"


def _cell(match: re.Match[str], persons: Set[str]) -> str:
    return f"{match[1]}{MASK}" if match[2].strip() in persons else match[0]


def _mask_json(text: str, keys: Set[str]) -> str:
    """A JSON answer, value by value; one that is broken, pair by pair as text."""
    try:
        value = load_json(text)
        masked = _walk(value, keys)
    except NotJson:
        return mask_text(_PAIR.sub(lambda match: _value(match, keys), text))
    if masked == value:
        return text
    return json.dumps(masked, ensure_ascii=text.isascii(), separators=(",", ":"))


def _walk(value: Any, keys: Set[str]) -> Any:
    if isinstance(value, dict):
        return {
            key: MASK if str(key).lower() in keys and isinstance(one, str | int) and one else _walk(one, keys)
            for key, one in value.items()
        }
    if isinstance(value, list):
        return [_walk(one, keys) for one in value]
    return mask_text(value) if isinstance(value, str) else value


def _value(match: re.Match[str], keys: Set[str]) -> str:
    if match["key"].lower() not in keys or match["value"] == MASK:
        return match[0]
    return f'"{match["key"]}"{match["gap"]}{json.dumps(MASK)}'


_PERSON_HEADING = re.compile(rf"(?:{_PERSONS})(?:姓名)?")


def _cells_of_persons(html: str) -> set[str]:
    """What stands in table columns whose heading names a person."""
    found: set[str] = set()
    if too_costly(html):
        return found
    columns: dict[int, list[int]] = {}  #: of each table, as its last heading has them
    for row in parse_html(html[:CEILING]).css("table tr"):
        table = _table_of(row)
        cells = [_short_text(cell) for cell in row.iter() if cell.tag in ("td", "th")]
        named = [n for n, text in enumerate(cells) if _PERSON_HEADING.fullmatch(text)]
        if named and len(cells) >= 3:
            columns[table] = named
        else:
            known = columns.get(table, ())
            found |= {cells[n] for n in known if n < len(cells) and 0 < len(cells[n]) <= 20}
    return {one for one in found if one != MASK and not re.match(_NO_NAME, one)}


def _table_of(row: LexborNode) -> int:
    above = row.parent
    for _ in range(3):  # a body, a head, or nothing between
        if above is None or above.tag == "table":
            break
        above = above.parent
    return above.mem_id if above is not None else 0


def _short_text(cell: LexborNode) -> str:
    """What a cell of a few words says; "" for one that holds more, such as another table."""
    parts: list[str] = []
    for node in islice(cell.traverse(include_text=True), _MOST_NODES + 1):
        if node.tag == "-text":
            parts.append((node.text_content or "").strip())
        if len(parts) > _MOST_NODES or node.tag == "table":
            return ""
    return "".join(parts) if sum(map(len, parts)) <= 60 else ""
