"""
Inline scripts, run the way a browser would as far as they write into their own page (脚本渲染).

Behind walls (`engine.py`), in a process of their own that is ended when its time is up (`engine_process.py`). Scripts of
other addresses are not fetched.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from itertools import islice

from probes.pages.document.by_clock import another_moments
from probes.pages.document.costly import LONGEST, too_costly
from probes.pages.document.covers import covered, unseen_since
from probes.pages.document.engine import NOT_UNDERSTOOD, SPENT, TOO_MUCH, WRITES, Script
from probes.pages.document.engine_process import run_apart
from probes.pages.document.handlers import are_too_many, handler_code, likely_handlers
from probes.pages.document.libraries import FILL_ATTRIBUTES, LOADED, fills_attributes, loads_older
from probes.pages.document.named_elements import NamedElements
from probes.pages.document.put_output import leaves_open, put_output
from probes.pages.document.script_output import ScriptOutput, may_be_rows

#: A script that does nothing: what is done on load is done behind it.
_NOTHING = "0"
#: More of a page's scripts is not run, nor are longer ones.
MOST_SCRIPTS, LONGEST_SCRIPT = 200, 200_000

_STEP = re.compile(r"<!--|<script\b", re.IGNORECASE)
_SRC = re.compile(r"\ssrc\s*+=", re.IGNORECASE)
_TYPE = re.compile(r"""\stype\s*+=\s*+["']?+\s*+([\w/.+-]{1,60})""", re.IGNORECASE)
_OLD_BROWSERS = re.compile(r"\snomodule\b", re.IGNORECASE)
_JAVASCRIPT = re.compile(
    r"(?:text|application)/(?:x-)?(?:java|ecma)script(?:1\.\d)?|text/(?:jscript|livescript)|module",
    re.IGNORECASE,
)
#: What a library of the page would have to make a script of first.
_TRANSLATED = re.compile(r"text/(?:babel|jsx|typescript|coffeescript)", re.IGNORECASE)
#: What a module gives to others: names, something that it names, or the value of what follows.
_EXPORTS = re.compile(
    r"\bexport\s++(?:\{[^{}]{0,400}+\}\s?;?|(?:default\s++)?(?=(?:const|let|var|class\s{1,9}\w|(?:async\s{1,9})?function\b\s{0,9}\*?\s{0,9}\w)))"
)
_GIVES = re.compile(r"\bexport\s++default\b")
#: What a module takes from others, and what waits for something outside of any function.
_IMPORTS = re.compile(
    r"""^[ \t]{0,20}import\b[^;\n'"]{0,300}["'][^"'\n]{1,300}["'][ \t]{0,9};?""", re.MULTILINE
)
_WAITS = re.compile(r"\bawait\b")
#: Lines that are said to nobody; markup behind one goes on.
_COMMENT = re.compile(r"//[^\r\n\u2028\u2029<]*+")
#: How counters and share buttons fetch their programs, and how a script comes by something else to attach.
_NEW_SCRIPT = re.compile(r"""createElement\(\s?["']script["']\s?\)""", re.IGNORECASE)
_NODES = re.compile(
    r"createElement(?!\(\s?[\"'](?i:script)[\"']\s?\))|createTextNode|createDocumentFragment|cloneNode|importNode|adoptNode|DOMParser|\.\s?content\b|new\s++Option|\$\s?\("
)


#: The function that an answer of another address calls (JSONP).
_CALLED_BACK = re.compile(r"[?&](?:jsonp?)?(?:[cC]allback|cb|jsonp)=([A-Za-z_$][\w$]{1,40})")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page after its inline scripts."""

    html: str
    wrote: bool = False  #: the scripts changed the page
    failed: str = ""  #: what kept them from running to their end
    broke: bool = (
        False  #: a script that writes broke off, or wrote nothing for want of what another address brings
    )
    rows: bool = False  #: what they wrote may be rows, links or days
    costly: str = ""  #: which limit the page with what they wrote goes past; it is then left as it came
    unable: bool = False  #: a script did what the engine does not understand: the page may show something else than it says
    awaited: tuple[
        str, ...
    ] = ()  #: the parts of the page, as they came, that code overwrites which is not run here: what stands in them may be another thing
    put_away: tuple[str, ...] = ()  #: long parts of the page that scripts leave hidden
    placed: tuple[
        str, ...
    ] = ()  #: words of the page beside which code puts some of what another address answers
    at_another_time: str = (
        ""  #: the page as it is then, where it shows something else and no clock alone does
    )
    timed: bool = False  #: what they write may be other rows at another time: one asked for it, and does not merely show it

    @property
    def may_lack(self) -> bool:
        """Whether what the page does not hold here may stand there for a reader: not all of its scripts ran to their end."""
        return self.broke or bool(self.failed)


def writes_by_script(html: str) -> bool:
    """Whether any inline script may write into its page what people see; scripts that only fetch other scripts do not."""
    if WRITES.search(html) is None:
        return False
    code, attached = _without_comments(html), 0
    for way in WRITES.finditer(code):
        if way[0] not in ("appendChild", "insertBefore"):
            return True
        attached += 1
    return attached > len(_NEW_SCRIPT.findall(code)) or (attached > 0 and _NODES.search(code) is not None)


def _without_comments(code: str) -> str:
    """*code* without the lines that are comments from their begin on."""
    kept, since, at = list[str](), 0, code.find("//")
    while at >= 0:
        begins = code.rfind("\n", 0, at) + 1
        if (comment := _COMMENT.match(code, at)) is not None and not code[begins:at].strip(" \t"):
            kept.append(code[since:begins])
            since = comment.end()
        line = code.find("\n", at)
        at = code.find("//", line) if line >= 0 else -1
    return "".join([*kept, code[since:]])


@lru_cache(maxsize=4)
def render(html: str, url: str, now: datetime | None, anyway: bool = False) -> Rendered:
    """
    *html* with what its inline scripts write put where they stand, or into the elements they name.

    *now*: the moment of the fetch, the only clock a script sees; what depends on it is left out, as it dates the look
    and not the text. *anyway*: run them also where none seems to write. Never raises on what a page may hold; costs at most the limits above.
    """
    html = html[:LONGEST]
    if too_costly(html) or not (anyway or writes_by_script(html)):
        return Rendered(html)
    inline = tuple(_inline(html))
    if not inline and not are_too_many(html):
        return Rendered(html)
    scripts = tuple(one for one in inline if one.runs)
    not_run = [one.code for one in inline if not one.runs]
    breaks = any(WRITES.search(one) is not None for one in not_run)
    called = [*islice(_CALLED_BACK.findall(html), MOST_SCRIPTS)]
    named = NamedElements(html, url, [one.code for one in scripts] + handler_code(html), called)
    too_long = any(len(one) > LONGEST_SCRIPT for one in not_run)
    if not scripts:
        awaited = named.overwritten(not_run, ())
        unable = named.too_many or too_long or are_too_many(html)
        return Rendered(html, failed=TOO_MUCH if unable else "", broke=breaks, awaited=awaited, unable=unable)
    given = named.given()
    moment = now or datetime.fromisoformat("2020-01-01T00:00:00+08:00")
    moments = (moment, *another_moments(moment))
    ran = run_apart(scripts, json.dumps(given), moments)
    if len(scripts) >= MOST_SCRIPTS and not ran.failed:
        ran = replace(ran, failed=TOO_MUCH)
    unknown = [one for one in ran.missed if one not in named.tried] if ran.failed not in SPENT else []
    if any(map(named.finds, unknown)):
        more = named.given(unknown)
        if len(more["found"]) > len(given["found"]):
            ran = run_apart(scripts, json.dumps(more), moments)
    open_ = any(map(leaves_open, (*ran.outputs[: len(scripts)], *ran.other_outputs[: len(scripts)])))
    if open_ and not ran.failed:
        ran = replace(ran, failed=NOT_UNDERSTOOD)
    pieces = [*ran.unrun, *not_run]
    awaited = ran.taken
    if pieces or ran.filled or likely_handlers(html):
        awaited += named.overwritten(pieces, ran.filled)
    if (named.too_many or too_long or are_too_many(html)) and not ran.failed:
        ran = replace(ran, failed=TOO_MUCH)
    unable = bool(ran.unable) or open_ or ran.failed in SPENT
    placed = (*ran.placed, *named.behind)
    known = Rendered(
        html,
        failed=ran.failed,
        broke=ran.broke or bool(ran.other_outputs),
        awaited=awaited,
        placed=placed,
        put_away=named.put_away(one[:3] for one in ran.bound if one[7]),
        timed=ran.timed,
        unable=unable,
    )
    ends = [one.end for one in scripts]
    written, limit = _put(html, ends, ran)
    then = ran.at_another_time
    at_another_time, other_limit = _put(html, ends, then) if then is not None else ("", "")
    if limit := limit or other_limit:
        return replace(known, failed=TOO_MUCH, broke=True, costly=limit, unable=True, awaited=(), placed=())
    behind = covered(html, written) if ran.writes else ()
    unseen = unseen_since(html, written, named.unseen) if ran.writes else ()
    if behind is None or unseen is None:
        known = replace(known, failed=known.failed or NOT_UNDERSTOOD, unable=True)
    known = replace(known, awaited=(*known.awaited, *(behind or ()), *(unseen or ())))
    wrote = ran.writes or then is not None
    rows = wrote and (may_be_rows(ran) or then is not None)
    return replace(known, html=written, wrote=wrote, rows=rows, at_another_time=at_another_time)


def _put(html: str, ends: Sequence[int], ran: ScriptOutput) -> tuple[str, str]:
    return put_output(html, ends, ran) if ran.writes else (html, "")


def _inline(html: str) -> Iterator[Script]:
    """The page's inline scripts outside comments, in order."""
    lower = html.lower()
    lower = lower if len(lower) == len(html) else html
    at = count = place = 0
    comments_end = True  # where one does not, none behind it does
    while count < MOST_SCRIPTS and (step := _STEP.search(html, at)) is not None:
        if step[0] == "<!--":
            end = html.find("-->", step.end()) if comments_end else -1
            comments_end = end >= 0
            at = step.end() if end < 0 else end + 3
            continue
        opened = html.find(">", step.end())
        end = lower.find("</script", opened + 1) if opened >= 0 else -1
        if end < 0:
            return
        closed = html.find(">", end)
        at = len(html) if closed < 0 else closed + 1
        tag = html[step.start() : opened][:2000]
        place += 1
        kind = _TYPE.search(tag)
        code = html[opened + 1 : end]
        translated = kind is not None and _TRANSLATED.fullmatch(kind[1]) is not None
        if (
            _SRC.search(tag) is None
            and (kind is None or translated or _JAVASCRIPT.fullmatch(kind[1]))
            and _OLD_BROWSERS.search(tag) is None
            and code.strip()
        ):
            if translated or len(code) > LONGEST_SCRIPT:
                yield Script(code, at, tag, runs=False)
                continue
            count += 1
            module = kind is not None and kind[1].lower() == "module"
            if module:
                code = _IMPORTS.sub("", _GIVES.sub(";0,", _EXPORTS.sub("", code)))
                if _WAITS.search(code) is not None:
                    code = f"(async()=>{{{code}\n}})()"
            yield Script(
                code.replace("<!--", "//", 1) if code.lstrip().startswith("<!--") else code,
                at,
                tag,
                module,
                place=place - 1,
            )
    handlers = likely_handlers(html)
    for name, code in handlers:
        if name != "onload":  # it may run, and may not
            yield Script(code, len(html), runs=False)
    if not count and any(name == "onload" for name, _ in handlers):
        yield Script(_NOTHING, len(html))
    if count and loads_older(html):
        yield Script(LOADED, len(html))
    if fills_attributes(html):
        yield Script(FILL_ATTRIBUTES, len(html))
