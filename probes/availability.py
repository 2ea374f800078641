"""One timed visit to a homepage (站点可用性)."""

import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from math import inf, nextafter
from urllib.parse import urljoin, urlsplit

from monitor.domain.observation import Observation, Visit
from monitor.domain.reach import NO_TITLE_MARK, Reach, Reason, Stranger, reach_of
from monitor.domain.settings import VisitSettings
from monitor.domain.site import Site
from monitor.domain.text import unescaped
from monitor.domain.verdict import Clause
from monitor.regulations.editions import clause_stating
from probes.base import VISITS, Probe, Tools
from probes.http.answer import is_empty_shell, is_made_by_script, leads_on
from probes.http.base import Answer, Fetched, NotModified, Unreached
from probes.http.charset import decode
from probes.http.classify import INLINE_BYTES, is_short
from probes.http.guard import is_kin, is_same_site
from probes.http.inflate import Broken, TooLarge, inflate
from probes.http.links import host_of, join, page_key
from probes.http.refresh import SCRIPT_PAGE
from probes.http.sight import Sight, look_at
from probes.http.strangers import OWN_KINDS, is_told_by_title, stranger_of
from probes.wall.base import Inline, ReaderBroke, Wall

#: A page without the site's mark and with fewer characters of its own tells nothing of whose it is.
FEW_WORDS = 60
#: A mark of fewer characters is not looked for in pieces: 东区 also ends and begins in 广东 and 区域, side by side.
WHOLE_NAME = 4
#: An error page larger than this is not asked whose it is.
NOTICE_BYTES = 64 * 1024
#: A site is visited at most so often a day.
MOST = 96
_TAG = re.compile(r"<[^<>]{1,300}>")
_HREF = re.compile(r"""<a\b[^<>]{0,300}?\bhref\s{0,9}=\s{0,9}["']?([^"'<>\s]{1,600})""", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(VisitSettings):
    """`probe.availability = {…}`"""

    timeout_s: float | None = (
        None  #: the document must be whole by then; left out: as the site's edition has it
    )
    attempts: int | None = (
        None  #: tries after quick failures, all inside the same limit; left out: as we decided
    )
    minimum_bytes: int = 300  #: a shorter page is a stub

    def __post_init__(self) -> None:
        least = clause_stating("visits_per_day").limit["visits_per_day"].least
        if self.visits_per_day is not None and not least <= self.visits_per_day <= MOST:
            raise ValueError(f"visits_per_day: {self.visits_per_day} is not between {least} and {MOST}")
        longest = clause_stating("deadline_s").limit["deadline_s"].value
        timed = (
            self.timeout_s is None or 0 < self.timeout_s <= longest
        )  # what is no number (nan) is neither; a slower visit was not opened, whoever waits for it
        if not timed or (self.attempts is not None and self.attempts < 1):
            raise ValueError(
                f"timeout_s must be more than 0 and at most {longest:g}, as the clause has it; attempts at least 1"
            )


def limits_of(settings: Settings, clause: Clause) -> tuple[float, int]:
    """
    The wall-clock budget of one visit in seconds, and how many tries fit into it, as the site's clause has them.

    A page that is whole at the very end of the budget was not opened (超过（含）15秒); where the clause's
    operator lets it pass, the budget is that much longer.
    """
    deadline = clause.limit["deadline_s"]
    budget = float(deadline.value) if deadline.op == ">=" else nextafter(deadline.value, inf)
    return settings.timeout_s or budget, settings.attempts or clause.own["attempts"].widest


async def run(site: Site, settings: Settings, tools: Tools) -> AsyncIterator[Observation[Visit]]:
    """
    Visit the homepage once, on fresh connections, within one wall-clock limit.

    Inside an approved maintenance window no visit is made; when it fails while our own line is down, it counts
    for nobody. A host that has IPv6 addresses alone is not faulted by a line that has no IPv6.
    """
    at = tools.clock()
    if any(window.start <= at < window.end for window in site.maintenance):
        yield Observation(
            subject=site.id, at=at, facts=Visit(reach=Reach.NOT_MEASURED, reason=Reason.MAINTENANCE)
        )
        return
    budget_s, attempts = limits_of(settings, clause_stating("deadline_s", site.edition))
    answer = await tools.fetch(
        site.url,
        budget_s=budget_s,
        attempts=attempts,
        allowed_hosts=site.allowed_hosts,
        minimum_bytes=settings.minimum_bytes,
        patient=False,
    )
    reason, remarks = await judged(answer, site, tools.wall)
    # Whatever it looked like: a line that is down may also answer for the site, with a page of its own.
    if reach_of(reason) is Reach.NOT_OPENED and not await _line_is_up(answer, tools):
        reason, remarks = Reason.OFFLINE, ()
    facts = Visit(
        reach=reach_of(reason),
        reason=reason,
        elapsed_s=round(answer.elapsed_s, 3),
        status=None if isinstance(answer, NotModified) else answer.status,
        final_url="" if isinstance(answer, NotModified) else answer.final_url,
        remarks=(*(answer.remarks if isinstance(answer, Fetched) else ()), *remarks),
        attempts=answer.attempts,
    )
    yield Observation(subject=site.id, at=at, facts=facts, exchanges=answer.exchanges)


#: How a connection ends that nobody took or refused.
_NOBODY_ANSWERED = frozenset({Reason.NO_ROUTE.value, Reason.CONNECT_TIMEOUT.value})


async def _line_is_up(answer: Answer, tools: Tools) -> bool:
    last = answer.attempts[-1] if answer.attempts else None
    if last is not None and last.reason in _NOBODY_ANSWERED and ":" in last.address:  # it has no IPv4 address
        return tools.ipv6 is not None and await tools.ipv6.is_up()
    return await tools.online()


async def judged(answer: Answer, site: Site, wall: Wall) -> tuple[Reason, tuple[str, ...]]:
    """What the answer amounts to, and what to remark: whose page stood in the homepage's place."""
    if isinstance(answer, NotModified):
        return Reason.OK, ()
    seen = _Seen(site.title_mark, site.site_code, site.allowed_hosts)
    if isinstance(answer, Unreached):
        if answer.reason not in _NO_DOCUMENT or not answer.exchanges:
            return answer.reason, ()
        last = answer.exchanges[-1]
        names = {name.lower(): value for name, value in last.headers}
        near = wall if not is_short(last.body, names.get("content-encoding", "")) else Inline()
        found = await near.read(_of_no_document, answer.reason, names, last.body)
    else:
        near = Inline() if len(answer.text) <= INLINE_BYTES or _is_told_at_once(answer.text, seen) else wall
        found = await near.read(_of_page, answer.text, answer.final_url or site.url, seen)
    if isinstance(found, ReaderBroke):
        costly = found.reason == Reason.TOO_COSTLY.value
        return (Reason.TOO_COSTLY if costly else Reason.READER_BROKE), ()
    return found


@dataclass(frozen=True, slots=True)
class _Seen:
    """What of a site tells its own page."""

    title_mark: tuple[str, ...]
    site_code: str | None
    allowed_hosts: tuple[str, ...]


def _is_told_at_once(text: str, site: _Seen) -> bool:
    """Whether it takes no time to tell whose page it is: a stranger's by its title alone, the site's by a mark that is written out."""
    return is_told_by_title(text) and (not site.title_mark or _bears_plain_mark(text, site))


def _of_page(text: str, here: str, site: _Seen) -> tuple[Reason, tuple[str, ...]]:
    marked = _bears_mark(text, site)
    kind = stranger_of(text, marked=marked)
    if kind is not None and not (kind is Stranger.MOVED and _leads_in(text, here, site)):
        return Reason.WRONG_SITE, (kind.value,)
    if marked:
        return Reason.OK, ()
    if _may_be_a_shell(text):
        sight = look_at(text)
        if is_empty_shell(sight):
            return Reason.STUB, ()
        if _tells_nothing(sight, here, site):
            return Reason.SCRIPT_ONLY, ()
    if site.title_mark and len(text) < SCRIPT_PAGE and _only_leads_on(text, here):
        return Reason.SCRIPT_ONLY, ()
    if site.title_mark:
        return Reason.WRONG_SITE, ()
    if "<" not in text:  # what an interface answers, or a file
        return Reason.STUB, ()
    return Reason.OK, (NO_TITLE_MARK,)


def _leads_in(text: str, here: str, site: _Seen) -> bool:
    """Whether a link leads to another page of this very site: what has moved is the old form of it (点击进入新版)."""
    there = (join(here, href) for href in _HREF.findall(text))
    return any(
        page_key(one) != page_key(here) and is_same_site(host_of(one), host_of(here), site.allowed_hosts)
        for one in there
        if one
    )


def _bears_mark(text: str, site: _Seen) -> bool:
    """Whether the page bears a configured title mark or, where marks are configured, the site's code."""
    marks = site.title_mark
    if not marks:
        return False
    if _bears_plain_mark(text, site):
        return True
    plain = unescaped(text)  # 示例区 written as &#31034;&#20363;&#21306;
    if any(mark in plain for mark in marks):
        return True
    words = "".join(_TAG.sub("", plain).split())  # 示例区<br>人民政府, 示例区&nbsp;人民政府
    return any(len(mark) >= WHOLE_NAME and "".join(mark.split()) in words for mark in marks)


def _bears_plain_mark(text: str, site: _Seen) -> bool:
    """Whether a mark or the code is written out."""
    has_code = site.site_code is not None and site.site_code in text
    return has_code or any(mark in text for mark in site.title_mark)


def _may_be_a_shell(text: str) -> bool:
    """A first, cheap look: a page with links is none."""
    return "<a " not in text and "<A " not in text


def _tells_nothing(sight: Sight, here: str, site: _Seen) -> bool:
    """
    Whether the source says too little to tell whose page it is: all script, or another host's page in a frame.

    Where no mark is configured, a title of its own or a frame of this site is enough.
    """
    if not is_made_by_script(sight, FEW_WORDS):
        return False
    if site.title_mark:
        return True
    if sight.frames:
        return not sight.has_own_title and not any(_is_ours(one, here, site) for one in sight.frames)
    return not sight.has_own_title and is_made_by_script(sight, FEW_WORDS // 3)


def _only_leads_on(text: str, here: str) -> bool:
    """Whether it says next to nothing, and a script that was not followed may send its reader on from it (页面跳转中…)."""
    sight = look_at(text)
    return len(sight.words) <= FEW_WORDS and not sight.asks_password and leads_on(sight, here)


def _is_ours(address: str, here: str, site: _Seen) -> bool:
    """Whether a frame shows a page of this site."""
    try:
        host, asked = urlsplit(urljoin(here, address)).hostname or "", urlsplit(here).hostname or ""
    except ValueError:
        return False
    return is_same_site(host, asked, site.allowed_hosts) or is_kin(host, asked)


#: What is no document and may be a stranger's notice all the same.
_NO_DOCUMENT = frozenset({Reason.STUB, Reason.SCRIPT_ONLY, Reason.HTTP_STATUS})


def _of_no_document(reason: Reason, names: Mapping[str, str], wire: bytes) -> tuple[Reason, tuple[str, ...]]:
    """What a page too short to be one, or one with an error status, says of itself."""
    try:
        body = inflate(wire, names.get("content-encoding", ""), NOTICE_BYTES)
    except (Broken, TooLarge):
        return reason, ()
    kind = stranger_of(decode(body, names.get("content-type", "")).text)
    if kind is None:
        return reason, ()
    if reason is Reason.HTTP_STATUS:
        return reason, () if kind in OWN_KINDS else (kind.value,)
    return Reason.WRONG_SITE, (kind.value,)


PROBE = Probe(Settings, run, duty=VISITS, kinds=(Visit,))
