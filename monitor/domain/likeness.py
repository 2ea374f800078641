"""Whether two titles are about one thing (标题相似): reworded, shortened, with other marks; never another year or number."""

import re
import unicodedata
from functools import lru_cache

_DUST = re.compile(r"[\W_]+")
#: Said around a title, and no part of it.
_AROUND = re.compile(
    r"^(?:转载|转发|转|权威发布|重磅|要闻|头条|最新)?[丨|:：·\-—]+|^(?:转载|转发)|(?:来源|转自)[:：].*|[-—_|丨](?:中国政府网|新华网|人民网|新华社|央视网|[\u4e00-\u9fff]{2,12}人民政府(?:网|门户网站)?)$"
)
_OFFICES = re.compile(r"(?:中共中央办公厅|国务院办公厅|中办|国办|国务院|省政府办公厅|省人民政府办公厅|省政府|省人民政府|印发|发布|出台|公布|通知|全文)")  # fmt: skip
_NUMBER = re.compile(r"\d+")
_NUMERALS = str.maketrans("〇一二三四五六七八九", "0123456789")
#: Shared by two titles of one thing, of the shorter one's pairs of characters; from the lower bound on a person looks.
SAME, NEAR = 0.75, 0.5
#: Shorter titles share too much by chance.
SHORTEST = 6


@lru_cache(maxsize=50_000)
def bare(title: str) -> str:
    """*title* without what is said around it, without marks and blanks, in one width."""
    plain = unicodedata.normalize("NFKC", title[:300]).strip()
    plain = _AROUND.sub("", plain)
    return _DUST.sub("", plain)


@lru_cache(maxsize=50_000)
def _pairs(plain: str) -> frozenset[str]:
    core = _OFFICES.sub("", plain)
    core = core if len(core) >= SHORTEST else plain
    return frozenset(core[n : n + 2] for n in range(len(core) - 1))


def _numbers(plain: str) -> frozenset[str]:
    return frozenset(_NUMBER.findall(plain.translate(_NUMERALS)))


def likeness(one: str, other: str) -> float:
    """
    From 0 (nothing in common) to 1 (the same words): the share of the shorter title's pairs of characters that both hold.

    Titles that each bear numbers of which none is the other's (2025 and 2026, 第一季度 and 第二季度) are 0, and so are titles of
    which one is too short to tell anything.
    """
    first, second = bare(one), bare(other)
    if first == second and first:
        return 1.0
    if min(len(first), len(second)) < SHORTEST:
        return 0.0
    numbers, others = _numbers(first), _numbers(second)
    if numbers and others and not (numbers <= others or others <= numbers):
        return 0.0
    shorter, longer = sorted((_pairs(first), _pairs(second)), key=len)
    return len(shorter & longer) / len(shorter) if shorter else 0.0


def address_key(url: str) -> str:
    """*url* without scheme, fragment and ending slash: what two links to one page share."""
    plain = url.split("#", 1)[0]
    return (plain.partition("://")[2] or plain).rstrip("/")
