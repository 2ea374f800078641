"""
An embedded QuickJS behind walls (脚本引擎): no network, no files, no clock but the moment of the fetch, little memory, little time, little output.

What runs here may take this process with it, for some of the engine's own loops cannot be interrupted: `engine_process`
gives each page a process of its own. Nothing is imported that such a process has no use for.
"""

import json
import os
import re
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import Any

from _quickjs import (
    Context,
    JSException,
)  # the package around it starts a thread, and a process of several cannot be forked safely

from probes.pages.document.branches import marked, ways_of
from probes.pages.document.libraries import engine_source, sources_named
from probes.pages.document.script_output import Bound, ScriptOutput, agreed, differ_as_clocks, may_be_rows

#: All of one page's scripts together: processor seconds in the engine, bytes, characters written.
CPU_S = 0.4
MEMORY_BYTES, STACK_BYTES = 32 * 1024 * 1024, 256 * 1024
MOST_OUTPUT = 1_000_000
#: Ends a script: the value of its last line is nobody's, and one put together of long strings cannot be handed over.
_NO_VALUE = "\n;void 0"
#: Names that scripts of other addresses would have brought, stood in for, for each script.
MOST_STUBS = 12
#: Steps of promises that are taken after each script.
MOST_JOBS = 200
#: What of a page's scripts waits for another address is run with so many answers, in so many processor seconds.
MOST_GUESSES, ANSWERS_CPU_S = 4, 0.1
#: What scripts compare the answer of another address with, and what of it says that all is not well.
MOST_COMPARED = 200
_WORD = r"""-?\d{1,5}(?![\w.])|"[\w-]{0,20}"|'[\w-]{0,20}'|true\b|false\b"""
_COMPARED = re.compile(
    rf"(?<![\w$])([A-Za-z_$][\w$]{{0,40}}+)\s?(?:[=!]==?\s?|\)\)?\s?\{{\s{{0,20}}case\s{{1,3}})({_WORD})"
)
_IS_ILL = re.compile(r"-\d+|[3-9]\d{2,}|[eE]rr\w*|[fF]ail\w*|[fF]alse|no|")
#: Comparisons that an answer, which is any of them, never passes.
_STRICT = re.compile(rf"(?<=[!=]=)=(?=\s?(?:{_WORD}))")
_IMPORTS = re.compile(r"(?<![\w$.])import\s?\(")
_ASKS = re.compile(r"import|fetch|ajax|axios|XMLHttp|getJSON|\.get\b|\.post\b|request|http|callback|message")
#: So often what waits is done and promises are kept, one after the other.
MOST_ROUNDS = 40

#: How a script may write into its page what people see.
WRITES = re.compile(
    r"\.\s*+write(?:ln)?\s*+[(.]|\.\s*+write\b|innerHTML|outerHTML|innerText|textContent|nodeValue|\.\s*+data\s*+=(?!=)|insertRow|insertAdjacent|appendChild|insertBefore|replaceChild|new\s++Vue|createApp|createContextualFragment|replaceChildren|document\s*+\[|\\x[0-9a-f]{2}|\\u00[0-9a-f]{2}"
    r"|ReactDOM|angular\s*+\.|applyBindings|avalon\s*+\.|flow\s*+\.|\.\s*+(?:html|text|append|prepend|appendTo|prependTo|after|before|insertAfter|replaceWith)\s*+\(|\[\s*+[\"'](?:write|innerHTML)|eval(?<!\weval)\b|Function\s*+\("
    r"|\.\s*+(?:update|insert|inject|adopt|overwrite|appendText|place|set(?:HTML|Html|Content|Text))\s*+\(\s*+[^\s)]|\.\s*+set\s*+\(\s*+[{\"']\s?(?:html|text|innerHTML)"
)
#: Scripts that look for their own element, and the attributes of it.
#: (One set of characters begins each, and what goes on looks back at it: the engine skips what cannot begin any of their words.)
_LOOKS_FOR_ITSELF = re.compile(r"[cCsSſ\"'](?i:(?<=c)urrentScript|(?<=s)cripts\b|(?<=[\"'])script[\"'])")
_ATTRIBUTE = re.compile(r"""\s([\w:-]{1,40})\s?=\s?(?:"([^"]{0,400})"|'([^']{0,400})'|([^\s"'<>]{1,400}))""")
_UNKNOWN = re.compile(r"ReferenceError: '?([A-Za-z_$][\w$]{0,60})'? is not defined")
#: Scripts that may read what their last pattern found (RegExp.$1), by that name or by one that they put together.
_KEEPS_MATCHES = re.compile(r"RegExp\W|\\x[0-9a-f]{2}|\\u00[0-9a-f]{2}|atob")
#: What a script that brings a day speaks of.
_OF_DAYS = re.compile(
    r"date|time|(?<!to)(?<!week)(?<!holi)day|riqi|shijian|日期|时间|\bfb[rs][qj]", re.IGNORECASE
)
#: Code that tells nobody what it lacks, and what it may ask another address by.
_KEEPS_TO_ITSELF = re.compile(r"\basync\b|\bnew\s++Promise\b|useEffect")
_SENDERS = re.compile(r"(?<![\w$.])(fetch|axios)\s?[.(]|new\s++(XMLHttpRequest)\b")
#: A question whose answer the script waits for, without a callback.
_WAITS_FOR_IT = re.compile(r"\.open\s?\([^()\n]{0,200},\s?(?:false|!1|0)\s?\)")
#: What chance gives once more, from either end of what it may.
_NUMBERS = (0.025, 0.97)
_ELSEWHERE = "a script shows a day where it is not read"
NOT_UNDERSTOOD = "a script changes the page in a way that is not understood"
_BROKE_OFF = "a script that writes broke off"
_UNDONE = "so many promises"
_LEADS_AWAY = "another page"
TOO_MUCH = "its scripts took more than a page may take"
TAMPERED = "its scripts change what the engine lives on"
_LIMITS = ("interrupted", "output", "out of memory", "too long")
#: What ends a run for good.
SPENT = frozenset({TOO_MUCH, TAMPERED})
#: What stands for either in what the engine says of itself.
_TAMPERS = ("the engine", "what the engine lives on", "out of memory")
_WORD_OF_OURS = os.urandom(12).hex()
#: Scripts whose thrown thing does something when it is looked at, which no browser does, and where errors say that they came about.
_TRAPS = re.compile(r"\bget\b|toString|toPrimitive|valueOf|Proxy")
_STACK = "    at "


@dataclass(frozen=True, slots=True)
class Script:
    """One inline script and where its output goes."""

    code: str
    end: int
    tag: str = ""  #: its own tag
    module: bool = False  #: it runs when the page is whole
    runs: bool = True  #: it is run here at all
    place: int = -1  #: which of the page's scripts it is


def _new_engine() -> Context:
    """An engine behind its walls that has met no page yet."""
    engine = Context()
    engine.set_memory_limit(MEMORY_BYTES)
    engine.set_max_stack_size(STACK_BYTES)
    engine.eval(engine_source())
    return engine


#: Engines that have met no page, made once: a child of this process takes its own copies of them, and what it does to those ends with it.
_READY = list[Context]()
#: Those that have: their process ends, and it takes longer to let go of what they hold than to run a page's scripts.
_USED = list[Context]()


def make_ready(count: int) -> None:
    while len(_READY) < count:
        _READY.append(_new_engine())


def _take_engine() -> Context:
    """An engine that no other page is ever run in."""
    _USED.append(_READY.pop() if _READY else _new_engine())
    return _USED[-1]


def run_here(scripts: Sequence[Script], given: str, moments: Sequence[datetime]) -> ScriptOutput:
    """What the scripts write whatever the time is, in this very process; *given*: what the engine is told of the page, as JSON."""
    begun = time.process_time()
    first = sources_named(one.code for one in scripts)
    if any(_KEEPS_MATCHES.search(one.code) is not None for one in scripts):
        first.append(_ask("keep_matches"))
    ran, asked = _run_once(scripts, given, first, moments[0], begun)
    if _LEADS_AWAY in ran.unable:  # where a function of another file says so, it may say no
        denied = [*first, _ask("deny")]
        other, other_asked = _run_once(scripts, given, denied, moments[0], begun)
        if _LEADS_AWAY not in other.unable and other.failed not in SPENT:
            ran, asked, first = other, other_asked, denied
    others, clocks = list[tuple[ScriptOutput, datetime]](), False
    for moment, number in zip(moments[1:], _NUMBERS, strict=False) if asked != "no" else ():
        moment = moment if "time" in asked else moments[0]
        other, _ = _run_once(scripts, given, first, moment, begun, chance=number)
        clocks = clocks or differ_as_clocks(ran, other)
        others.append((other, moment))
    ran = agreed(ran, others, moments[0])
    if ran.lost:
        ran = replace(ran, broke=True, failed=ran.failed or _ELSEWHERE)
    if ran.unable:
        ran = replace(ran, broke=True, failed=ran.failed or NOT_UNDERSTOOD)
    return replace(
        ran,
        timed=("time" in asked and (not clocks or may_be_rows(ran) or bool(ran.failed or ran.other_outputs)))
        or ran.failed in SPENT,
    )


def _run_once(
    scripts: Sequence[Script],
    given: str,
    first: Sequence[str],
    now: datetime,
    begun: float,
    *,
    chance: float = 0.5,
) -> tuple[ScriptOutput, str]:
    """What the scripts write at *now*, and whether one asked for the time, for a number by chance ("time, chance"), or for neither ("no"); *first*: what is run before them, *chance*: the number that it gives."""
    engine, asks = _take_engine(), any(_ASKS.search(one.code) is not None for one in scripts)
    engine.get("__begin")(
        given, float(int(now.timestamp() * 1000)), chance, _WORD_OF_OURS
    )  # a whole number would lose its upper half
    outputs, failed, unfinished, broke, undone = [""] * len(scripts), "", "", False, False
    broken = list[str]()
    for code in first:
        _eval(engine, code, begun)
    for n, script in sorted(enumerate(scripts), key=lambda one: one[1].module):
        if _looks_for_itself(script.code):
            _eval(engine, _ask("script", json.dumps([_attributes(script.tag), script.place])), begun)
        output, why, stubbed = (
            _run_one(engine, _loosened(script.code) if asks else script.code, begun, script.code)
            if not failed
            else ("", "", False)
        )
        outputs[n] = output
        failed = why if why in SPENT else failed
        # no browser runs any of what is misread; what waits for an answer gets none here
        if not failed and ((why and not _is_misread(why)) or _WAITS_FOR_IT.search(script.code) is not None):
            broken.append(script.code)
        if (why or (stubbed and not output)) and _writes(script.code):
            broke = True
            if not failed and _speaks_of_days(script.code):
                unfinished = _BROKE_OFF
    if not failed:
        failed = _eval(engine, _ask("finish"), begun)[1]
        rounds = 0
        while not failed and rounds < MOST_ROUNDS and _settle(engine, begun):
            failed = _eval(engine, _ask("more"), begun)[1]
            rounds += 1
        undone = rounds == MOST_ROUNDS and _settle(engine, begun)
        failed = failed if failed in SPENT else ""
        outputs.append(_eval(engine, _ask("take"), begun)[0])
    told, lacks = _eval(engine, _ask("touched"), begun)
    bound = _bound(told)
    # what was cut short may not have come to its clock yet
    asked = _eval(engine, _ask("asked"), begun)[0]
    unable, handlers, why = _unable(engine, begun)
    unable = unable or (_UNDONE if undone else "")
    if (
        lacks or why
    ) and not failed:  # a script changed what the engine itself lives on, or wrote too much of the page anew
        unable = lacks or why
    if any("__engine" in one.code for one in scripts):  # no page of the world knows it
        unable = unable or "the engine"
    if any(_writes(source) for source, _ in handlers):
        broke = True
        if any(_speaks_of_days(source) for source, _ in handlers):
            unfinished = _BROKE_OFF
    lost, missed = "", list[str]()
    told, _ = _eval(engine, _ask("lost"), begun)
    with suppress(ValueError, TypeError):
        lost, missed = json.loads(told)
    if failed == TAMPERED or (not failed and not set(_TAMPERS).isdisjoint(unable.split("; "))):
        outputs, bound, failed = [""] * len(outputs), [], TAMPERED
    taken, filled, also_missed, unrun, placed = _taken(engine, scripts, broken, begun, runs=not failed)
    ran = ScriptOutput(
        tuple(outputs),
        tuple(bound),
        failed or unfinished,
        broke,
        False,
        str(lost),
        tuple(map(str, also_missed or missed)),
        str(unable),
        tuple(map(str, unrun)),
        tuple((str(kind), str(name), int(place)) for kind, name, place in filled),
        tuple(map(str, taken)),
        tuple(map(str, placed)),
    )
    return ran, asked


def _bound(told: str) -> list[Bound]:
    """What was put into elements, as the engine has *told*."""
    bound = list[Bound]()
    with suppress(ValueError, TypeError, KeyError):
        for one in json.loads(told or "[]"):
            kind, name, place = one["key"]
            html, sides = str(one["html"])[:MOST_OUTPUT], (str(one["before"]), str(one["after"]))
            hides = None if one["hides"] is None else bool(one["hides"])
            named = None if one["cls"] is None else str(one["cls"])
            bound.append((str(kind), str(name), int(place), html, bool(one["whole"]), *sides, hides, named))
    return bound


def _unable(engine: Context, begun: float) -> tuple[str, list[tuple[str, str]], str]:
    """What scripts did that is not understood, the functions that broke off with what they said, and why none of it is known."""
    told, why = _eval(engine, _ask("unable"), begun)
    try:
        unable, handlers = json.loads(told)
    except (ValueError, TypeError):  # a script changed how all is told
        return "what the engine lives on", [], why
    return unable, handlers, why


def _taken(
    engine: Context, scripts: Sequence[Script], broken: Sequence[str], begun: float, *, runs: bool
) -> list[list[Any]]:
    """The markup that code takes away which waits for another address or has *broken* off, the elements that it fills as a whole, those that it looked for in vain, what of it cannot be said, and the words beside which it puts an answer."""
    filled, doubtful, waits = list[Any](), list[Any](), False
    told, _ = _eval(engine, _ask("waiting"), begun)
    with suppress(ValueError, TypeError):
        filled, doubtful, waits = json.loads(told)
    if not runs or not (waits or broken):
        return [doubtful, filled, [], [], []]
    told, unrun = _answered(engine, scripts, broken, begun)
    with suppress(ValueError, TypeError):
        taken, filled, missed, stuck, placed, ways = json.loads(told)
        not_gone = ways_of([one.code for one in scripts], ways) if ways else []
        return [taken, filled, missed, [*unrun, *stuck, *not_gone], placed]
    return [[], filled, [], [one.code for one in scripts], []]


def _answered(
    engine: Context, scripts: Sequence[Script], broken: Sequence[str], begun: float
) -> tuple[str, list[str]]:
    """
    What the code that waits for another address takes away from the page once that has answered, as JSON, and what of it breaks off all the same.

    It is run with answers that may be anything, and so are scripts that have *broken* off for want of what another address brings.
    """
    first, begun = begun, min(begun, time.process_time() - CPU_S + ANSWERS_CPU_S)
    guesses = _guesses([one.code for one in scripts])
    unrun = list[str]()
    for n in range(min(MOST_GUESSES, max(map(len, guesses.values()), default=1))):
        told = json.dumps({"guesses": guesses, "round": n})
        for _ in range(2):  # an answer may ask again
            _eval(engine, _ask("answer", told), begun)
            waited = _settle(engine, begun)
            _eval(engine, _ask("more"), begun)
            if not waited:
                break
        for code in broken if n == 0 else ():
            _, why = _eval(engine, f"{{{_loosened(code)}\n}}{_NO_VALUE}", begun)
            unrun += [code] if why else []
    _eval(engine, _ask("explore"), begun)
    _settle(engine, begun)
    _eval(engine, _ask("more"), begun)
    return _eval(engine, _ask("answered"), first)[0], unrun


def _guesses(codes: Sequence[str]) -> dict[str, list[str | int | bool | None]]:
    """With what scripts compare each name, what says that something is not well last; None before that is none of them."""
    well, ill = (dict[str, dict[str | int | bool, None]]() for _ in range(2))
    for code in codes:
        for name, said in islice(_COMPARED.findall(code), MOST_COMPARED):
            value = said[1:-1] if said[0] in "'\"" else said == "true" if said[-1] == "e" else int(said)
            (ill if _IS_ILL.fullmatch(str(value)) else well).setdefault(name, {})[value] = None
    return {name: [*well.get(name, ()), None, *ill.get(name, ())] for name in well | ill}


@lru_cache(maxsize=256)
def _writes(code: str) -> bool:
    return WRITES.search(code) is not None


def _is_misread(why: str) -> bool:
    """Whether a script is not one at all: none of it was run."""
    return "SyntaxError" in why and "<eval>" not in why


@lru_cache(maxsize=64)
def _loosened(code: str) -> str:
    """*code* with its tests marked, and that asks another address with `==` for `===`: what stands for an answer is equal to a word or number that way only; a program that is loaded when it is run is one that is asked."""
    asks, code = _ASKS.search(code) is not None, marked(code)
    if not asks:
        return code
    code = _IMPORTS.sub("__engine.ask(", code) if "import" in code else code
    return _STRICT.sub(" ", code) if "===" in code or "!==" in code else code


@lru_cache(maxsize=256)
def _speaks_of_days(code: str) -> bool:
    return "date" in code or "time" in code or "Date" in code or _OF_DAYS.search(code) is not None


@lru_cache(maxsize=256)
def _looks_for_itself(code: str) -> bool:
    return _LOOKS_FOR_ITSELF.search(code) is not None


def _attributes(tag: str) -> dict[str, str]:
    return {one[1].lower(): one[2] or one[3] or one[4] or "" for one in _ATTRIBUTE.finditer(tag)}


def _run_one(engine: Context, code: str, begun: float, plain: str) -> tuple[str, str, bool]:
    """What one script writes, why it ended early, and whether a name that another address would have brought was stood in for; *plain*: the script as it came."""
    code, plain = code + _NO_VALUE, plain + _NO_VALUE
    lent = _SENDERS.findall(code) if _KEEPS_TO_ITSELF.search(code) is not None else []
    for name in {one or other for one, other in lent}:
        _eval(engine, f"__engine.stub({json.dumps(name)})", begun)
    for n in range(MOST_STUBS):
        _, why = _eval(engine, code, begun)
        if code != plain and _is_misread(why):
            code = plain
            _, why = _eval(engine, code, begun)
        if n > 0 and "redeclaration" in why:  # what the first run declared is known already
            _, why = _eval(engine, f"{{{code}\n}}", begun)
        _settle(engine, begun)
        output, _ = _eval(engine, _ask("take"), begun)
        if why and _STACK not in why and "throw" in code and _TRAPS.search(code) is not None:
            return "", TAMPERED, False
        missing = _UNKNOWN.search(why)
        if missing is None:
            return output, why, n > 0 or bool(lent)
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


def _ask(what: str, told: str = "") -> str:
    """The code that asks the engine for something, by the word that no page knows."""
    return f"__engine.{what}({json.dumps(_WORD_OF_OURS)},{json.dumps(told)})"


def _eval(engine: Context, code: str, begun: float) -> tuple[str, str]:
    left = CPU_S - (time.process_time() - begun)
    if left <= 0:
        return "", TOO_MUCH
    engine.set_time_limit(left)
    try:
        told = engine.eval(code)
    except JSException as error:
        why = str(error)[:1500]
        return "", TOO_MUCH if any(one in why for one in _LIMITS) else why
    except (ValueError, MemoryError, SystemError):  # half a character, or no room for the answer
        return "", "unusable"
    return (told[:MOST_OUTPUT] if isinstance(told, str) else ""), ""
