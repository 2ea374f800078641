"""
Inline scripts, run the way a browser would as far as they write into their own page (脚本渲染).

An embedded QuickJS behind walls: no network, no files, no clock but the moment of the fetch, little memory, little
time, little output; where this process can, in a child of its own that is ended when its time is up, because some of
the engine's own loops cannot be interrupted. Scripts of other addresses are not fetched.
"""

import gc
import json
import os
import re
import select
import signal
import time
import warnings
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from _quickjs import (
    Context,
    JSException,
)  # the package around it starts a thread, and a process of several cannot be forked safely

from probes.pages.document.costly import LONGEST, too_costly
from probes.pages.document.libraries import (
    FILL_ATTRIBUTES,
    engine_source,
    fills_attributes,
    libraries_source,
    names_libraries,
)
from probes.pages.document.named_elements import given_of
from probes.pages.document.put_output import put_output
from probes.pages.document.script_output import Bound, ScriptOutput, agreed, differ_as_clocks, may_be_rows

#: All of one page's scripts together: processor seconds in the engine, seconds on the clock of a busy machine, bytes, characters written.
CPU_S, WALL_S = 0.4, 3.0
MEMORY_BYTES, STACK_BYTES = 32 * 1024 * 1024, 256 * 1024
MOST_OUTPUT = 1_000_000
#: More of a page's scripts is not run, and longer ones are programs of other uses.
MOST_SCRIPTS, LONGEST_SCRIPT = 80, 200_000
#: Ends a script: the value of its last line is nobody's, and one put together of long strings cannot be handed over.
_NO_VALUE = "\n;void 0"
#: Names that scripts of other addresses would have brought, stood in for, for each script.
MOST_STUBS = 12
#: Steps of promises that are taken after each script.
MOST_JOBS = 200
#: So often what waits is done and promises are kept, one after the other.
MOST_ROUNDS = 12
#: A page fetched so much later reads the same unless a script writes its clock.
_LATER = timedelta(days=401, hours=7, minutes=13)

_STEP = re.compile(r"<!--|<script\b", re.IGNORECASE)
_SRC = re.compile(r"\ssrc\s*+=", re.IGNORECASE)
_TYPE = re.compile(r"""\stype\s*+=\s*+["']?+\s*+([\w/.+-]{1,60})""", re.IGNORECASE)
_OLD_BROWSERS = re.compile(r"\snomodule\b", re.IGNORECASE)
_JAVASCRIPT = re.compile(
    r"(?:text|application)/(?:x-)?(?:java|ecma)script(?:1\.\d)?|text/(?:jscript|livescript)|module",
    re.IGNORECASE,
)
_WRITES = re.compile(
    r"\.\s*+write(?:ln)?\s*+[(.]|\.\s*+write\b|innerHTML|outerHTML|innerText|textContent|nodeValue|\.\s*+data\s*+=(?!=)|insertRow|insertAdjacent|appendChild|insertBefore|replaceChild|new\s++Vue|createApp|createContextualFragment|replaceChildren|document\s*+\[|\\x[0-9a-f]{2}|\\u00[0-9a-f]{2}"
    r"|ReactDOM|angular\s*+\.|applyBindings|avalon\s*+\.|flow\s*+\.|\.\s*+(?:html|text|append|prepend|appendTo|prependTo|after|before|insertAfter|replaceWith)\s*+\(|\[\s*+[\"'](?:write|innerHTML)|eval(?<!\weval)\b|Function\s*+\("
)
#: What a module gives to others.
_EXPORTS = re.compile(
    r"\bexport\s++(?:\{[^{}]{0,400}+\}\s?;?|(?:default\s++)?(?=(?:const|let|var|function|class|async)\b))"
)
#: What a module takes from others, and what waits for something outside of any function.
_IMPORTS = re.compile(
    r"""^[ \t]{0,20}import\b[^;\n'"]{0,300}["'][^"'\n]{1,300}["'][ \t]{0,9};?""", re.MULTILINE
)
_WAITS = re.compile(r"\bawait\b")
#: Scripts that look for their own element, and the attributes of it.
#: (One set of characters begins each, and what goes on looks back at it: the engine skips what cannot begin any of their words.)
_LOOKS_FOR_ITSELF = re.compile(r"[cCsSſ\"'](?i:(?<=c)urrentScript|(?<=s)cripts\b|(?<=[\"'])script[\"'])")
_ATTRIBUTE = re.compile(r"""\s([\w:-]{1,40})\s?=\s?(?:"([^"]{0,400})"|'([^']{0,400})'|([^\s"'<>]{1,400}))""")
#: Lines that are said to nobody; markup behind one goes on.
_COMMENT = re.compile(r"//[^\r\n\u2028\u2029<]*+")
#: How counters and share buttons fetch their programs, and how a script comes by something else to attach.
_NEW_SCRIPT = re.compile(r"""createElement\(\s?["']script["']\s?\)""", re.IGNORECASE)
_NODES = re.compile(
    r"createElement(?!\(\s?[\"'](?i:script)[\"']\s?\))|createTextNode|createDocumentFragment|cloneNode|importNode|adoptNode|DOMParser|\.\s?content\b|new\s++Option|\$\s?\("
)
_UNKNOWN = re.compile(r"ReferenceError: '?([A-Za-z_$][\w$]{0,60})'? is not defined")
#: What a script that brings a day speaks of.
_OF_DAYS = re.compile(
    r"date|time|(?<!to)(?<!week)(?<!holi)day|riqi|shijian|日期|时间|\bfb[rs][qj]", re.IGNORECASE
)
_ELSEWHERE = "a script shows a day where it is not read"
_NOT_UNDERSTOOD = "a script changes the page in a way that is not understood"
_BROKE_OFF = "a script that writes broke off"
_TOO_MUCH = "its scripts took more than a page may take"
_LIMITS = ("interrupted", "output", "out of memory", "too long")


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
    timed: bool = False  #: what they write may be other rows at another time: one asked for it, and does not merely show it


@dataclass(frozen=True, slots=True)
class _Script:
    """One inline script and where its output goes."""

    code: str
    end: int
    tag: str = ""  #: its own tag
    module: bool = False  #: it runs when the page is whole


def writes_by_script(html: str) -> bool:
    """Whether any inline script may write into its page what people see; scripts that only fetch other scripts do not."""
    if _WRITES.search(html) is None:
        return False
    code, attached = _without_comments(html), 0
    for way in _WRITES.finditer(code):
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
    scripts = tuple(_inline(html))
    if not scripts:
        return Rendered(html)
    given = given_of(html, url, [one.code for one in scripts])
    moment = now or datetime.fromisoformat("2020-01-01T00:00:00+08:00")
    tried = given.pop("tried")
    ran = _run(scripts, given, (moment, moment + _LATER))
    unknown = [one for one in ran.missed if one not in tried] if ran.failed not in _SPENT else []
    if unknown:
        more = given_of(html, url, [one.code for one in scripts], unknown)
        more.pop("tried")
        if len(more["found"]) > len(given["found"]):
            ran = _run(scripts, more, (moment, moment + _LATER))
    unable = bool(ran.unable)
    if not any(ran.outputs) and not ran.bound:
        return Rendered(html, failed=ran.failed, broke=ran.broke, timed=ran.timed, unable=unable)
    written, limit = put_output(html, [one.end for one in scripts], ran)
    if limit:
        return Rendered(html, failed=_TOO_MUCH, broke=True, costly=limit, timed=ran.timed)
    rows = may_be_rows(ran)
    return Rendered(written, True, ran.failed, ran.broke, rows, timed=ran.timed, unable=unable)


def _inline(html: str) -> Iterator[_Script]:
    """The page's inline scripts outside comments, in order."""
    lower = html.lower()
    lower = lower if len(lower) == len(html) else html
    at = count = 0
    while count < MOST_SCRIPTS and (step := _STEP.search(html, at)) is not None:
        if step[0] == "<!--":
            end = html.find("-->", step.end())
            at = step.end() if end < 0 else end + 3
            continue
        opened = html.find(">", step.end())
        end = lower.find("</script", opened + 1) if opened >= 0 else -1
        if end < 0:
            return
        closed = html.find(">", end)
        at = len(html) if closed < 0 else closed + 1
        tag = html[step.start() : opened][:2000]
        kind = _TYPE.search(tag)
        code = html[opened + 1 : end]
        if (
            _SRC.search(tag) is None
            and (kind is None or _JAVASCRIPT.fullmatch(kind[1]))
            and _OLD_BROWSERS.search(tag) is None
            and 0 < len(code) <= LONGEST_SCRIPT
            and code.strip()
        ):
            count += 1
            module = kind is not None and kind[1].lower() == "module"
            if module:
                code = _IMPORTS.sub("", _EXPORTS.sub("", code))
                if _WAITS.search(code) is not None:
                    code = f"(async()=>{{{code}\n}})()"
            yield _Script(
                code.replace("<!--", "//", 1) if code.lstrip().startswith("<!--") else code,
                at,
                tag,
                module,
            )
    if fills_attributes(html):
        yield _Script(FILL_ATTRIBUTES, len(html))


def _run(scripts: Sequence[_Script], given: dict[str, Any], moments: Sequence[datetime]) -> ScriptOutput:
    """
    What the scripts write at each of *moments*; a second moment is tried only where a script asked for the time.

    In a child process, for the engine's own limits do not stop what runs inside one native call.

    A child of a process with several threads may never wake, where one of them held a lock: it is ended when its time is
    up like any other, and the page stays unread. Without fork nothing is run.
    """
    if not hasattr(os, "fork"):
        return ScriptOutput((), (), "its scripts cannot be run on this system", timed=True)
    _make_ready(len(moments))
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Python 3.12 warns of what is said above
        child = os.fork()
    if child == 0:
        _as_child(writing, scripts, given, moments)
    os.close(writing)
    try:
        told = _told_by(reading)
    finally:
        os.close(reading)
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(child, 0)
    with suppress(ValueError, TypeError, KeyError):
        outputs, bound, *others = json.loads(told)
        entries = tuple((a, b, c, d, e, f, g, h, i) for a, b, c, d, e, f, g, h, i in bound)
        return ScriptOutput(tuple(outputs), entries, *others)
    return ScriptOutput((), (), _TOO_MUCH, timed=True)


def _as_child(
    writing: int, scripts: Sequence[_Script], given: dict[str, Any], moments: Sequence[datetime]
) -> None:
    """Run, tell, end; whatever happens, nothing of the parent's goes on here."""
    try:
        for number in (signal.SIGPROF, signal.SIGALRM, signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, WALL_S)
        signal.setitimer(signal.ITIMER_PROF, 1.5 * CPU_S)
        os.environ["TZ"] = (
            "CST-8"  # hours that a script writes are those of Shanghai, whatever the machine's zone
        )
        time.tzset()
        gc.disable()  # nothing of the parent's is touched, so nothing of it is copied
        ran = run_here(scripts, given, moments)
        told = json.dumps(
            [ran.outputs, ran.bound, ran.failed, ran.broke, ran.timed, ran.lost, ran.missed, ran.unable]
        ).encode()
        while told:
            told = told[os.write(writing, told) :]
    finally:
        os._exit(0)


def _told_by(reading: int) -> bytes:
    """All that the child says before its time is up; nothing of one that was cut short is usable."""
    found = bytearray()
    ends = time.monotonic() + WALL_S + 0.2
    while (left := ends - time.monotonic()) > 0:
        if not select.select([reading], [], [], left)[0]:
            return b""
        more = os.read(reading, 1 << 16)
        if not more:
            return bytes(found)
        found += more
        if len(found) > 8 * MOST_OUTPUT:
            return b""
    return b""


def _new_engine() -> Context:
    """An engine behind its walls that has met no page yet."""
    engine = Context()
    engine.set_memory_limit(MEMORY_BYTES)
    engine.set_max_stack_size(STACK_BYTES)
    engine.eval(engine_source())
    return engine


#: Engines that have met no page, made once: a child takes its own copies of them, and what it does to those ends with it.
_READY = list[Context]()


def _make_ready(count: int) -> None:
    while len(_READY) < count:
        _READY.append(_new_engine())


def _take_engine() -> Context:
    """An engine that no other page is ever run in."""
    try:
        return _READY.pop()
    except IndexError:
        return _new_engine()


def run_here(scripts: Sequence[_Script], given: dict[str, Any], moments: Sequence[datetime]) -> ScriptOutput:
    """What the scripts write whatever the time is, in this very process: for the child, and for tests of tame scripts."""
    begun = time.process_time()
    ran, asked = _run_once(scripts, given, moments[0], begun)
    clocks = False
    for moment in moments[1:] if asked and (any(ran.outputs) or ran.bound or ran.lost) else ():
        other, _ = _run_once(scripts, given, moment, begun)
        clocks = differ_as_clocks(ran, other)
        ran = agreed(ran, other, moments[0])
    if ran.lost:
        ran = replace(ran, broke=True, failed=ran.failed or _ELSEWHERE)
    if ran.unable:
        ran = replace(ran, broke=True, failed=ran.failed or _NOT_UNDERSTOOD)
    return replace(
        ran, timed=(asked and (not clocks or may_be_rows(ran) or bool(ran.failed))) or ran.failed in _SPENT
    )


def _run_once(
    scripts: Sequence[_Script], given: dict[str, Any], now: datetime, begun: float
) -> tuple[ScriptOutput, bool]:
    """What the scripts write at *now*, and whether one asked for the time."""
    engine = _take_engine()
    engine.get("__begin")(json.dumps({**given, "now": int(now.timestamp() * 1000)}))
    outputs, failed, unfinished, broke = [""] * len(scripts), "", "", False
    if names_libraries(one.code for one in scripts):
        _eval(engine, libraries_source(), begun)
    for n, script in sorted(enumerate(scripts), key=lambda one: one[1].module):
        if _LOOKS_FOR_ITSELF.search(script.code) is not None:
            _eval(engine, f"__engine.script({json.dumps(json.dumps(_attributes(script.tag)))})", begun)
        output, why, stubbed = _run_one(engine, script.code, begun) if not failed else ("", "", False)
        outputs[n] = output
        failed = why if why in _SPENT else failed
        if (why or (stubbed and not output)) and _WRITES.search(script.code) is not None:
            broke = True
            if not failed and _OF_DAYS.search(script.code) is not None:
                unfinished = _BROKE_OFF
    if not failed:
        failed = _eval(engine, "__engine.finish()", begun)[1]
        for _ in range(MOST_ROUNDS):
            if not _settle(engine, begun) or failed:
                break
            failed = _eval(engine, "__engine.more()", begun)[1]
        failed = failed if failed in _SPENT else ""
        outputs.append(_eval(engine, "__engine.take()", begun)[0])
    bound = list[Bound]()
    told, _ = _eval(engine, "__engine.touched()", begun)
    with suppress(ValueError, TypeError, KeyError):
        for one in json.loads(told or "[]"):
            kind, name, place = one["key"]
            html, sides = str(one["html"])[:MOST_OUTPUT], (str(one["before"]), str(one["after"]))
            hides = None if one["hides"] is None else bool(one["hides"])
            named = None if one["cls"] is None else str(one["cls"])[:1000]
            bound.append((str(kind), str(name), int(place), html, bool(one["whole"]), *sides, hides, named))
    # what was cut short may not have come to its clock yet
    asked = _eval(engine, "__engine.asked()", begun)[0] != "no"
    unable, handlers = "", list[tuple[str, str]]()
    told, _ = _eval(engine, "__engine.unable()", begun)
    with suppress(ValueError, TypeError):
        unable, handlers = json.loads(told)
    if any(_WRITES.search(source) is not None for source, _ in handlers):
        broke = True
        if any(_OF_DAYS.search(source) is not None for source, _ in handlers):
            unfinished = _BROKE_OFF
    lost, missed = "", list[str]()
    told, _ = _eval(engine, "__engine.lost()", begun)
    with suppress(ValueError, TypeError):
        lost, missed = json.loads(told)
    ran = ScriptOutput(
        tuple(outputs),
        tuple(bound),
        failed or unfinished,
        broke,
        False,
        str(lost),
        tuple(map(str, missed)),
        str(unable),
    )
    return ran, asked


_SPENT = frozenset({_TOO_MUCH})


def _attributes(tag: str) -> dict[str, str]:
    return {one[1].lower(): one[2] or one[3] or one[4] or "" for one in _ATTRIBUTE.finditer(tag)}


def _run_one(engine: Context, code: str, begun: float) -> tuple[str, str, bool]:
    """What one script writes, why it ended early, and whether a name that another address would have brought was stood in for."""
    code += _NO_VALUE
    for n in range(MOST_STUBS):
        _, why = _eval(engine, code, begun)
        if n > 0 and "redeclaration" in why:  # what the first run declared is known already
            _, why = _eval(engine, f"{{{code}\n}}", begun)
        _settle(engine, begun)
        output, _ = _eval(engine, "__engine.take()", begun)
        missing = _UNKNOWN.search(why)
        if missing is None:
            return output, why, n > 0
        _eval(engine, f"__engine.stub({json.dumps(missing[1])})", begun)
    return output, why, True


def _settle(engine: Context, begun: float) -> bool:
    """Do what promises left to be done, as far as it is little; whether anything was."""
    for n in range(MOST_JOBS):
        if time.process_time() - begun > CPU_S:
            return n > 0
        try:
            if not engine.execute_pending_job():
                return n > 0
        except (JSException, ValueError, MemoryError, SystemError):  # one that broke leaves the others
            continue
    return True


def _eval(engine: Context, code: str, begun: float) -> tuple[str, str]:
    left = CPU_S - (time.process_time() - begun)
    if left <= 0:
        return "", _TOO_MUCH
    engine.set_time_limit(left)
    try:
        told = engine.eval(code)
    except JSException as error:
        why = str(error)[:300]
        return "", _TOO_MUCH if any(one in why for one in _LIMITS) else why
    except (ValueError, MemoryError, SystemError):  # half a character, or no room for the answer
        return "", "unusable"
    return (told[:MOST_OUTPUT] if isinstance(told, str) else ""), ""
