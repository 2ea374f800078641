"""What of a page's markup a reader sees, and what only its scripts know; made for judging short pages."""

import re
from dataclasses import dataclass
from functools import cached_property

from monitor.domain.text import unescaped

#: Further than that no page is taken apart: what tells a block or a stranger stands at the start.
LOOK = 100_000
#: So much of a page's scripts is kept.
_SCRIPTS = 20_000

#: Each part is passed over once: nothing here looks twice at the same character.
_PARTS = re.compile(
    r"<(script|style|noscript|title|template)\b(?P<inside>.*?)(?:</\1\s*>|$)|<!--.*?(?:-->|$)|<[^<>]*>",
    re.DOTALL | re.IGNORECASE,
)
_TITLE = re.compile(r"<title\b[^<>]{0,300}>([^<]{0,400})", re.IGNORECASE)
_FRAME = re.compile(r"""<i?frame\b[^<>]{0,400}?\bsrc\s{0,9}=\s{0,9}["']?([^"'<>\s]{1,400})""", re.IGNORECASE)
_TOLD = re.compile(
    r"""\b(?:alt|placeholder|value|content)\s{0,9}=\s{0,9}["']([^"'<>]{1,120})["']""", re.IGNORECASE
)
_ESCAPED = re.compile(r"\\u([0-9a-f]{4})", re.IGNORECASE)
#: Tags that show something without a word.
_SHOWN = re.compile(
    r"<(?:img|a|form|input|video|object|embed|canvas|svg|picture|area|button)\b", re.IGNORECASE
)
#: Titles that say nothing of whose page it is.
_NO_TITLE = re.compile(
    r"(?:loading|redirect(?:ing)?|请稍[候等后]|加载中|正在(?:加载|跳转|载入)|跳转中?|首页|主页|index|home|home ?page|"
    r"untitled(?: document)?|无标题(?:文档|页)?|document|title|标题|welcome|欢迎(?:您|光临|访问)?|提示|提示信息|"
    r"(?:vite|react|vue|next|nuxt|create|my|web|new)?[ +\-]?(?:app|project|site|page)|[\W\d_]{0,20})[\s.。…!！]{0,9}",
    re.IGNORECASE,
)
_PASSWORD = re.compile(r"""<input\b[^<>]{0,200}?type\s{0,9}=\s{0,9}["']?password""", re.IGNORECASE)


@dataclass(frozen=True)
class Sight:
    """One page, taken apart. All words have single spaces; markup and the `low_` forms are in lower case."""

    markup: str  #: all of it, in lower case
    title: str
    words: str  #: what a reader sees in the body; no title, no <noscript>
    without_script: str  #: what stands in <noscript>
    scripts: str  #: inline scripts, their \\u letters spelt out
    links: int
    has_script: bool

    @cached_property
    def said(self) -> str:
        """Title, visible words and <noscript>, in lower case."""
        return f"{self.title} {self.words} {self.without_script}".lower()

    @cached_property
    def frames(self) -> tuple[str, ...]:
        """Addresses of its frames."""
        return tuple(_FRAME.findall(self.markup))

    @cached_property
    def attribute_names(self) -> str:
        """What its fields and pictures are called, in lower case."""
        return " ".join(_TOLD.findall(self.markup))

    @cached_property
    def asks_password(self) -> bool:
        """Whether somebody may log in."""
        return _PASSWORD.search(self.markup) is not None

    @property
    def has_own_title(self) -> bool:
        """Whether its title names something; not where it only asks to wait."""
        return _NO_TITLE.fullmatch(self.title) is None

    @property
    def shows_something(self) -> bool:
        """Whether there is a picture, a link, a field or the like, words aside."""
        return _SHOWN.search(self.markup) is not None

    def is_bare(self, few: int = 40) -> bool:
        """A page of script: hardly a word of its own, and no link."""
        return self.has_script and len(self.words) < few and not self.links


def look_at(text: str) -> Sight:
    """Take *text* apart, as far as it is looked at."""
    text = text[:LOOK]
    title, words, hidden, scripts, at = "", [], [], [], 0
    for part in _PARTS.finditer(text):
        words.append(text[at : part.start()])
        at = part.end()
        kind = (part[1] or "").lower()
        if kind:
            inside = part["inside"].partition(">")[2]
            if kind == "title":
                title = title or inside
            elif kind == "noscript":
                hidden.append(_plain(inside))
            elif kind == "script":
                scripts.append(inside)
    words.append(text[at:])
    markup = text.lower()
    return Sight(
        markup=markup,
        title=_joined(title)[:400],
        words=_joined(" ".join(words)),
        without_script=_joined(" ".join(hidden)),
        scripts=_spelt("\n".join(scripts)[:_SCRIPTS]),
        links=markup.count("<a "),
        has_script="<script" in markup or "onload=" in markup,
    )


#: Traditional characters of notices, and the simplified ones that lists of signs are written in.
_SIMPLE = str.maketrans(
    "請訪問攔斷擋鎖驗證機連線異為頻過擊滑動點圖覽檢測碼輸網絡風險護獲後啟開禁終執權規則進個維級暫時關閉無頁備轉讓務統設錯誤數據庫連敗刪廢棄臺灣導覽內應",
    "请访问拦断挡锁验证机连线异为频过击滑动点图览检测码输网络风险护获后启开禁终执权规则进个维级暂时关闭无页备转让务统设错误数据库连败删废弃台湾导览内应",
)


def simplified(text: str) -> str:
    """*text* with the traditional characters that notices use in their simplified form."""
    return text.translate(_SIMPLE)


def title_of(text: str) -> str:
    """The page's title, "" where it has none."""
    found = _TITLE.search(text[:LOOK])
    return _joined(found[1]) if found else ""


def has_many_links(text: str, many: int) -> bool:
    """Whether there are so many; stops at the last one needed."""
    for tag in ("<a ", "<A "):
        at = -1
        for _ in range(many):
            at = text.find(tag, at + 1)
            if at < 0:
                break
        else:
            return True
    return False


def _plain(markup: str) -> str:
    return re.sub(r"<[^<>]*>", " ", markup)


def _joined(text: str) -> str:
    return " ".join(unescaped(text).split())


def _spelt(script: str) -> str:
    return _ESCAPED.sub(lambda one: chr(int(one[1], 16)), script) if "\\u" in script else script
