"""Lines of letters on pages in English and other tongues (外文行): sentences, days with a month's name, datelines. Pure, linear time."""

import re
from collections.abc import Iterator
from itertools import islice

#: A month's name in English, and in any tongue.
MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
ANY_NAME = r"[^\W\d_\u4e00-\u9fff]"
#: A day with the name of its month, in any tongue, and where a text says at its begin when and from where it came: HEWAN, May 17, 2024 (Agency) -- ….
NAMED_DAY = re.compile(
    rf"(?<!\d)\d{{1,2}}(?:st|nd|rd|th)?[.,/]?\s{{0,2}}(?:de\s|of\s)?{ANY_NAME}{{3,12}}[.,/]?\s{{0,2}}(?:de\s)?(?:19|20)\d\d(?!\d)|\b{MONTH}[a-z]{{0,6}}\b\.?\s?\d{{1,2}}(?:st|nd|rd|th)?,?\s?(?:19|20)\d\d(?!\d)"
)
#: The year that ends most of them, which the engine finds at once; so many are looked at, and so far before each.
_YEAR = re.compile(r"[12](?:(?<=1)9|(?<=2)0)\d\d(?!\d)(?<=[^\d\u4e00-\u9fff:_-].{4})")
_MOST_YEARS, _LONGEST_DAY = 100, 40
_DATELINE = re.compile(
    rf"[^\n.，。]{{0,40}}?(?:(?:{NAMED_DAY.pattern})[^\n.，。]{{0,24}}?(?:--|[—–]|/[A-Z])(?!\s?(?:\d|{MONTH}))|(?:19|20)\d\d年\d{{1,2}}月\d{{1,2}}日[讯电])"
)
#: Words without a capital in a line of letters, domains and what a colon names aside, and those that stand beside a publish day.
_LOWER = re.compile(r"(?<![\w.@/:-])(?<!: )[a-z]{2,20}(?![\w@/]|\.\w)")
_FACT = re.compile(
    r"by|[oai]n|at|of|the|and|for|from|to|[ap]m|admin|editor|author|staff|reporter|writer|webmaster|(?:publish|post|releas|updat|modifi|submitt|edit|creat|upload)ed|written|last|first|"
    r"date|times?|source|min(?:ute)?s?|hours?|days?|ago|read(?:s|ing)?|view(?:s|ed)?|comments?|words|clicks?|hits|page|print|share|email|font|size|press|release|news|article|statement|"
    r"blog|post|story|report|announcement|feature|notice|media|updates?|see|all|version|via|photo|video"
)
_NAMED_IN_ENGLISH = re.compile(
    r"(?:Source|From|Author|Editor|By|Writer|Reporter|Category|Section|Tags?|Department|Agency|Publisher)s?\s?:[^|\n\d]{2,60}"
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
#: No sentence is shorter.
_SHORTEST = 12


def is_sentence(line: str) -> bool:
    """Whether a *line* without Chinese says more than stands beside a publish day: The bridge opened on … ."""
    if len(line) < _SHORTEST or _CHINESE.search(line) is not None:
        return False
    words = [one for one in _LOWER.findall(_NAMED_IN_ENGLISH.sub(" ", line)) if _FACT.fullmatch(one) is None]
    return len(words) > 1 or (bool(words) and line.rstrip().endswith((".", ".)", "!", "?")))


def named_days(text: str) -> Iterator[re.Match[str]]:
    """The days of *text* that say their month by its name."""
    for year in islice(_YEAR.finditer(text), _MOST_YEARS):
        day = NAMED_DAY.search(text, max(0, year.start() - _LONGEST_DAY), year.end())
        if day is not None:
            yield day


def begins_with_dateline(line: str) -> bool:
    """Whether a text that begins with *line* says so when and from where it came."""
    return _DATELINE.match(line) is not None
