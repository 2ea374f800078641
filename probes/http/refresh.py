"""Answers that only send the reader on: the header Refresh, meta refresh, and the one-line `location=` script."""

import re

from selectolax.lexbor import LexborHTMLParser

from probes.http.address import absolute, from_header
from probes.http.answer import LONGEST_WAIT_S
from probes.pages.document.costly import too_costly
from probes.pages.document.parser import around, parse_html

#: A refresh stands in a page's head; this much of it is searched.
HEAD_TEXT = 16_384
#: A page with more words than this is a page of its own, whatever its scripts do.
FEW_WORDS = 60
#: A script longer than this does more than send the reader on.
SHORT_SCRIPT = 400
#: A longer page is not sent on by its script.
SCRIPT_PAGE = 4000

_REFRESH = re.compile(r"""http-equiv\s{0,20}=\s{0,20}["']?\s{0,20}refresh""", re.IGNORECASE)
_CONTENT = re.compile(
    r"""(?=[\d.])(\d{0,4})(?:\.\d*)? ?[;, ] ?(?:url ?= ?)?["']? ?([^"' >][^"'>]*)""", re.IGNORECASE
)
_LOCATION = re.compile(
    r"""\blocation(?:\s*\.\s*href)?\s*(?:=(?!=)|\.\s*(?:replace|assign)\s*\()\s*(["'])([^"']{1,600})\1(?!\s{0,9}\+)""",
    re.IGNORECASE,
)
_LATER = re.compile(r"""setTimeout\s{0,9}\(.{1,300}?,\s{0,9}(\d{1,9})\s{0,9}\)""", re.IGNORECASE | re.DOTALL)
#: A comment, or a string, which may hold what looks like one (location='/portal//index.html').
_COMMENT = re.compile(
    r"""("(?:[^"\\\n]|\\.){0,600}"|'(?:[^'\\\n]|\\.){0,600}')|/\*.{0,400}?\*/|(?<![:\\])//[^\n]{0,400}""",
    re.DOTALL,
)
#: How a script's words write a letter: `\/`, `\x2f`, `\u002f`.
_ESCAPED = re.compile(r"\\(?:x([\da-f]{2})|u([\da-f]{4})|(.))", re.IGNORECASE)
_BRANCH = re.compile(r"\bif\b|\belse\b|\?|\bfor\b|\bcase\b|onclick|addEventListener", re.IGNORECASE)


def sent_on_to(text: str, url: str, refresh: str = "") -> tuple[str, str] | None:
    """
    Where a page sends its reader: the address, and `header_refresh`, `meta_refresh` or `script_redirect`.

    *refresh*: the header of that name, which browsers follow as they do the tag. A refresh counts on any page, as in a browser, if it comes within five seconds; one in `<noscript>` or for old
    browsers only does not. A script, or what the body does on load, counts only where it is all that the page holds and has no
    branches; a picture and a link to the same address (如未自动跳转，请点击这里) may stand beside it.
    None for a page that stays, or that refreshes itself.
    """
    if refresh and (there := _by_header(refresh, url)) is not None:
        return there, "header_refresh"
    # A plain search of the page's head first: the pattern over all of it costs a tenth of a visit.
    head = text[:HEAD_TEXT]
    has_refresh = _names_refresh(head) and _REFRESH.search(head) is not None
    may_be_script = len(text) < SCRIPT_PAGE and _LOCATION.search(text) is not None
    if not (has_refresh or may_be_script) or too_costly(text):
        return None
    page = parse_html(text)
    based = page.css_first("base[href]")
    base = (absolute(url, based.attributes.get("href") or "") if based is not None else None) or url
    if has_refresh and (there := _by_meta(page, base)) is not None:
        how = "meta_refresh"
    elif may_be_script and (there := _by_script(page, base)) is not None:
        how = "script_redirect"
    else:
        return None
    return None if there == absolute(url) else (there, how)


def may_send_on(text: str) -> bool:
    """A first, plain search: False where the page surely stays, whatever its header says."""
    return len(text) < SCRIPT_PAGE or _names_refresh(text[:HEAD_TEXT])


def _names_refresh(head: str) -> bool:
    return "efresh" in head or "EFRESH" in head


def _by_header(value: str, url: str) -> str | None:
    target = _target(value)
    there = from_header(url, target) if target else None
    return None if there == absolute(url) else there


def _by_meta(page: LexborHTMLParser, base: str) -> str | None:
    for tag in page.css("meta[http-equiv]"):
        if (tag.attributes.get("http-equiv") or "").strip().lower() != "refresh":
            continue
        there = _target(tag.attributes.get("content") or "")
        if there and not any(one.tag == "noscript" for one in around(tag)):
            return absolute(base, there)
    return None


def _target(refresh: str) -> str:
    """The address in a refresh's value, "" where it names none or comes too late."""
    content = _CONTENT.match(" ".join(refresh[:2000].split()))
    return content[2].strip() if content is not None and int(content[1] or 0) <= LONGEST_WAIT_S else ""


def _by_script(page: LexborHTMLParser, base: str) -> str | None:
    scripts = " ".join(node.text() for node in page.css("script") if not node.attributes.get("src"))
    if page.body is not None:
        scripts += " " + (page.body.attributes.get("onload") or "")
    for left_out in ("script", "style", "noscript", "title"):
        for node in page.css(left_out):
            node.decompose()
    text = "".join((page.root.text() if page.root else "").split())
    if len(text) > FEW_WORDS or len(scripts) > SHORT_SCRIPT:
        return None
    scripts = _COMMENT.sub(lambda found: found[1] or " ", scripts)
    found = _LOCATION.findall(scripts)
    if len(found) != 1 or page.css_first("form, frame, area, [onclick]"):
        return None
    rest = _LOCATION.sub("", scripts)
    later = _LATER.search(scripts)
    if _BRANCH.search(rest) or (later is not None and int(later[1]) > LONGEST_WAIT_S * 1000):
        return None
    there = absolute(base, _ESCAPED.sub(_letter, found[0][1]))
    return (
        there
        if all(absolute(base, one.attributes.get("href") or "") == there for one in page.css("a"))
        else None
    )


def _letter(escaped: re.Match[str]) -> str:
    code = escaped[1] or escaped[2]
    return chr(int(code, 16)) if code else escaped[3]
