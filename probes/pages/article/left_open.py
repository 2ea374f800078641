"""Whether a page's scripts may write the begin of what keeps what follows it from being seen (遮盖后文): comments, tags, boxes that are not shown."""

import re
from collections import Counter

from probes.pages.document.begun import holds

#: Markup that covers what follows it where a script writes its begin alone: comments, tags, what is not read as text, boxes that are closed by another. All in lower case.
_BEFORE_COMMENT, _LONGEST_TEXT = re.compile(r"[\"'`][^\"'`\n]{0,100}\Z"), 101
_ESCAPED_COMMENT = ("%3c!", "\\x3c!", "\\u003c!")
_WRITES_COVER = re.compile(
    r"""write(?:ln)?\s?\((?:(?:(?!write(?:ln)?\s?\()[^;\n]){0,300}?(?:(?:<|%3c|\\x3c)(?:style|textarea|title|template|xmp|iframe|no(?:script|embed|frames)|plaintext|select|svg|math|object|video|audio|canvas|dialog|details|frameset)\b|display\s?:\s?none|\shidden\b|fromcharcode|atob|join\s?\(|["']<!?["'])"""
    r"""|\s?(["'])(?:(?!\1)[^<\n]){0,200}+<[\w/](?:(?!\1)[^<>\n]){0,200}+\1\s?\))"""
)
_HIDES_WHAT_FOLLOWS = re.compile(
    r"""["'`]<\w{1,20}+\s[^<>\n]{0,100}?(?:display\s?:\s?none|\shidden\b)[^<>\n]{0,60}>["'`]"""
)
#: The texts of scripts, what they hand over to be written, and the tags in it. All in lower case.
_TEXT = r"""(?:"(?:[^"\\\n]|\\.){0,2000}+"|'(?:[^'\\\n]|\\.){0,2000}+'|`(?:[^`\\]|\\.){0,2000}+`)"""
_TEXTS, _WRITTEN = re.compile(_TEXT), re.compile(rf"write(?:ln)?\s?\(((?:{_TEXT}|[^;\"'`]){{0,200}}+)")
_ESCAPED_QUOTES, _MOST_ESCAPED = ('\\"', "\\'", "\\`"), 5000
#: What is written where that is no text: then any text of the scripts may be.
_WRITES_ANY = re.compile(r"write(?:ln)?\b(?!\s?\([^;\"'`]{0,200}[\"'`])")
_ESCAPES = (("%3c", "<"), ("\\x3c", "<"), ("\\u003c", "<"), ("%2f", "/"), ("\\/", "/"))
_TAGS = re.compile(r"<(/?)([a-z][\w-]{0,30})")
_NEVER_CLOSED = re.compile("area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr")


def may_cover(scripts: str) -> bool:
    """Whether *scripts* may write the begin of what keeps the page behind it from being seen."""
    writes = "write" in scripts
    if not writes and "<!--" not in scripts:
        return False
    lower = scripts.lower()
    # each may begin a text that ends nowhere
    if lower.count("\\") > _MOST_ESCAPED < sum(map(lower.count, _ESCAPED_QUOTES)):
        return True
    if _begins_comment(lower) or _WRITES_COVER.search(lower) is not None:
        return True
    if holds(lower, '"<', "'<", "`<") and _HIDES_WHAT_FOLLOWS.search(lower) is not None:
        return True
    if not writes:
        return False
    written = "".join(map(_said_in, _WRITTEN.findall(lower)))
    return _are_uneven(written) or (_WRITES_ANY.search(lower) is not None and _are_uneven(_said_in(lower)))


def _said_in(code: str) -> str:
    """The texts of *code* in one."""
    return "".join(one[1:-1] for one in _TEXTS.findall(code))


def _are_uneven(markup: str) -> bool:
    """Whether the tags of *markup*, in lower case, leave elements open or close those of others."""
    for escaped, sign in _ESCAPES:
        markup = markup.replace(escaped, sign)
    opened = Counter[str]()
    for ends, name in _TAGS.findall(markup):
        if _NEVER_CLOSED.fullmatch(name) is None:
            opened[name] += -1 if ends else 1
            if opened[name] < 0:
                return True
    return any(opened.values())


def _begins_comment(lower: str) -> bool:
    """Whether scripts, in *lower* case, hold a text that begins a comment of markup."""
    at = lower.find("<!--")
    while at >= 0:
        if _BEFORE_COMMENT.search(lower, max(0, at - _LONGEST_TEXT), at) is not None:
            return True
        at = lower.find("<!--", at + 1)
    return holds(lower, *_ESCAPED_COMMENT)
